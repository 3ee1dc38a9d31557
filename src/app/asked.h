/*
 * asked: what the panel explains in place of the step, and the number that is being changed.
 */
#ifndef BACKSTEP_APP_ASKED_H
#define BACKSTEP_APP_ASKED_H

#include "app/editor.h"

struct asked {
    struct quantity selected; /* chosen by a click or Tab; stays while one steps */
    struct quantity hovered;  /* under the pointer, until the cursor moves on; goes before */
    bool opened;              /* the long form */
    struct editor editor;
    /* The last press, to know the second of two. */
    double press_ms;
    struct quantity pressed;
};

struct app;

/* Commands (command.h): asks about a quantity (quantity_pack; 0: nothing), about the next thing on
 * the screen (1) or the one before (-1); opens or closes the long form. */
void asked_select(struct app *app, double packed);
void asked_next(struct app *app, double step);
void asked_open(struct app *app, double unused);

/* Nothing is asked about any more; false if nothing was. */
bool asked_clear(struct app *app);

/* The pointer stands at that place now: what is there is asked about. */
void asked_point(struct app *app, struct point at);
/* The pointer means nothing until it moves again. */
void asked_unpoint(struct app *app);

#endif
