/*
 * change: typing, dragging or turning a number of the screen to another value, and taking it back.
 *
 * While the field is open the keys go to it and to nothing else; Enter sets the number, Tab sets it
 * and goes to the next one, Escape leaves it as it was. A drag, or turns of the wheel that follow
 * each other, are one entry of the journal.
 */
#ifndef BACKSTEP_APP_COMMANDS_CHANGE_H
#define BACKSTEP_APP_COMMANDS_CHANGE_H

#include "app/app.h"

/* Commands (command.h) about what is asked about: types another value, changes it by so many little
 * steps; and about all changes: takes the last one back, makes it again, takes all back. */
void change_open(struct app *app, double unused);
void change_by(struct app *app, double ticks);
void change_undo(struct app *app, double unused);
void change_redo(struct app *app, double unused);
void change_reset(struct app *app, double unused);

/* Whether the number, or the parameter that it belongs to, can be changed by hand. */
bool change_is_possible(const struct app *app, struct quantity quantity);

/* A key while the field is open; false: it is not, and the key is for others. */
bool change_key(struct app *app, struct key key);

/* Something else was clicked while one typed: what is typed is set, as with Enter; what is no
 * number is not, and the reason is returned (static); NULL: all is well. */
const char *change_leave(struct app *app);

/* The pointer was pressed on that quantity (NONE: on none), twice in a row, moved, or released. */
void change_press(struct app *app, struct quantity quantity, struct point at, bool again);
/* True if the number is being dragged: then the pointer means nothing else. */
bool change_drag(struct app *app, struct point at);
void change_release(struct app *app);

/* Changes the quantity by so many of its little steps. */
void change_turn(struct app *app, struct quantity quantity, int ticks);

#endif
