/*
 * hint: what a button does, and its key, beside it when the pointer has rested there; and of a
 * number whether and how it can be changed.
 */
#ifndef BACKSTEP_APP_SHEETS_HINT_H
#define BACKSTEP_APP_SHEETS_HINT_H

#include "app/app.h"
#include "view/view.h"

/* The pointer has moved: none is due yet. */
void hint_forget(struct app *app);
/* Milliseconds until the frame with one is due: 0 now, < 0: none is. */
double hint_wait_ms(const struct app *app);

/* On top of all that was drawn. */
void hint_draw(struct app *app, const struct view *view, struct rect window);

#endif
