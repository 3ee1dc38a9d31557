/*
 * editor: the field in which a number of the screen is typed, and the one held by the pointer. What
 * they do to the run: change.h.
 */
#ifndef BACKSTEP_APP_EDITOR_H
#define BACKSTEP_APP_EDITOR_H

#include "app/key.h"
#include "draw/geom.h"
#include "quantity/quantity.h"

enum { EDITOR_TEXT_SIZE = 48 };

struct editor {
    bool open;
    struct quantity quantity;     /* what is changed: a parameter, an input, a target, η */
    char text[EDITOR_TEXT_SIZE];  /* what is typed */
    size_t caret;                 /* bytes before it */
    bool replace;                 /* nothing typed yet: the first character replaces the text */
    const char *hint;             /* below the field; static; NULL: the usual one */
    /* A number held by the pointer. */
    bool dragging;
    struct quantity held;         /* NONE: nothing */
    struct point held_at;         /* of the press */
    int held_ticks;               /* applied so far */
    /* The last change in little steps. */
    struct quantity turned;
    double turned_ms;
};

/* Opens the field for the quantity with that text, which the first character typed replaces. */
void editor_begin(struct editor *editor, struct quantity quantity, const char *text);

/* A key that types, or moves the caret. */
void editor_type(struct editor *editor, struct key key);

/* What is typed as a number; false, with the hint why, if it is none. */
bool editor_value(struct editor *editor, double *value);

/* `value` so many little steps on, of 0.4 by 0.01; short decimals stay short. */
double editor_stepped(double value, int ticks);

#endif
