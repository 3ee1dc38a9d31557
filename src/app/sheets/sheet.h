/*
 * sheet: what lies over the picture and takes keys and clicks first.
 *
 * One sheet at most is open. While it is, a key means what the sheet says, never a
 * command of the picture below; only what changes the look of the window (theme, text
 * size, full screen), saves a picture or quits passes through. A sheet that is a list
 * has a choice, moved by the arrow keys, the presenter's clicker, the wheel or a click
 * (COMMAND_CHOOSE).
 */
#ifndef BACKSTEP_APP_SHEETS_SHEET_H
#define BACKSTEP_APP_SHEETS_SHEET_H

#include "app/command.h"
#include "app/key.h"
#include "app/sheet.h"
#include "ui/ui.h"

struct app;
struct view;

/* Opens it in place of any other. The glossary opens at the word of the phase shown. */
void sheet_open(struct app *app, enum app_sheet sheet);

/* Closes what is open; false if nothing was. */
bool sheet_close(struct app *app);

/* The cursor has moved with the sheet of the run open: its choice is the iteration shown. */
void sheet_follow(struct app *app);

/* Chooses an entry or a page; past an end, that end. */
void sheet_choose(struct app *app, double index);

/* Whether the key moves the choice of a list, and where to. */
bool sheet_moves(const struct app *app, struct key key, double *to);

/* Offers a key, and the command it would give, to the open sheet (or to the list of lessons);
 * true if the sheet took it. */
bool sheet_key(struct app *app, struct key key, enum command command, bool repeat);

/* Whether characters go to the help's search. */
bool sheet_is_searched(const struct app *app);

/* Offers a click's action; true if the sheet took it. A line of the help closes it and then
 * applies its command. */
bool sheet_press(struct app *app, struct ui_action action);

/* Draws what lies over the picture; false if nothing does. */
bool sheet_draw(struct app *app, const struct view *view, struct rect window);

#endif
