/*
 * editor: typing, dragging or turning a number of the screen to another value.
 *
 * While the field is open the keys go to it and to nothing else; Enter sets the number, Tab sets it
 * and goes to the next one, Escape leaves it as it was. A drag, or turns of the wheel
 * that follow each other, are one entry of the journal.
 */
#ifndef BACKSTEP_APP_EDITOR_H
#define BACKSTEP_APP_EDITOR_H

#include "app/key.h"
#include "draw/geom.h"
#include "quantity/quantity.h"

struct app;

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

/* Commands (command.h) about what is asked about: types another value, changes it by so many little
 * steps; and about all changes: takes the last one back, makes it again, takes all back. */
void editor_open(struct app *app, double unused);
void editor_change(struct app *app, double ticks);
void editor_undo(struct app *app, double unused);
void editor_redo(struct app *app, double unused);
void editor_reset(struct app *app, double unused);

/* A key while the field is open; false: it is not, and the key is for others. */
bool editor_key(struct app *app, struct key key);

/* Something else was clicked while one typed: what is typed is set, as with Enter; what is no
 * number is not, and the reason is returned (static); NULL: all is well. */
const char *editor_leave(struct app *app);

/* The pointer was pressed on that quantity (NONE: on none), twice in a row, moved, or released. */
void editor_press(struct app *app, struct quantity quantity, struct point at, bool again);
/* True if the number is being dragged: then the pointer means nothing else. */
bool editor_drag(struct app *app, struct point at);
void editor_release(struct app *app);

/* Changes the quantity by so many of its little steps: of 0.4, steps of 0.01. */
void editor_turn(struct app *app, struct quantity quantity, int ticks);

/* `value` so many little steps on; short decimals stay short. */
double editor_stepped(double value, int ticks);

#endif
