/*
 * choosing: the sheet that chooses what the other run (compare.h) differs in: first the setting,
 * then its value, of a list or typed.
 */
#ifndef BACKSTEP_APP_SHEETS_CHOOSING_H
#define BACKSTEP_APP_SHEETS_CHOOSING_H

#include "app/key.h"
#include "view/sheets/overlay.h"

struct app;

/* Begins with the setting. Returns which row is chosen at first; *count gets how many there are. */
size_t choosing_begin(struct app *app, size_t *count);

/* A key that types, or goes back to the setting; false: it is for whoever moves the choice. */
bool choosing_key(struct app *app, struct key key);

/* The row is taken: on to the value, or the other run begins and the sheet closes. */
void choosing_take(struct app *app, size_t row);

/* The sheet. */
void choosing_draw(struct app *app, const struct view *view, struct rect window);

#endif
