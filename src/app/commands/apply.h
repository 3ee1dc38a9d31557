/*
 * apply: the commands of the program itself and of what lies over the picture; see command.h.
 */
#ifndef BACKSTEP_APP_COMMANDS_APPLY_H
#define BACKSTEP_APP_COMMANDS_APPLY_H

struct app;

void apply_play(struct app *app, double way);         /* play or pause; -1: backwards */
void apply_run(struct app *app, double way); /* on to the stopping criterion; -1: to the start */
void apply_diverged(struct app *app, double unused);  /* to the first infinity or NaN */
void apply_nudge(struct app *app, double unused);
void apply_other_route(struct app *app, double unused);
void apply_full_screen(struct app *app, double unused);
void apply_clicker(struct app *app, double unused); /* full screen; there a clicker's menu */
void apply_screenshot(struct app *app, double unused);
void apply_save(struct app *app, double unused);
void apply_quit(struct app *app, double unused);
void apply_close(struct app *app, double unused);     /* what is open; if nothing is, full screen */

/* What stands in the place of the picture: the next of all, the map, the matrices of the layer
 * before (-1) or after (1). */
void apply_picture(struct app *app, double unused);
void apply_landscape(struct app *app, double unused);
void apply_map(struct app *app, double unused);
void apply_layer(struct app *app, double way);

/* The table: by size or in order, the same by argument, and where it stands. */
void apply_sort(struct app *app, double unused);
void apply_sort_by(struct app *app, double by_size);
void apply_scroll_to(struct app *app, double fraction);
void apply_scroll_by(struct app *app, double lines);

/* A sheet (enum app_sheet): opens or closes it; and what is chosen on one. */
void apply_sheet(struct app *app, double sheet);
void apply_word(struct app *app, double word);
void apply_confusion(struct app *app, double unused);
void apply_lessons(struct app *app, double unused);
void apply_open_lesson(struct app *app, double index);
void apply_mistake(struct app *app, double mistake);
void apply_choose(struct app *app, double index);

/* Asks about a quantity (quantity_pack; 0: nothing), about the next thing on the screen (1) or the
 * one before (-1); opens or closes the long form. */
void apply_select(struct app *app, double packed);
void apply_next_item(struct app *app, double step);
void apply_open_form(struct app *app, double unused);

#endif
