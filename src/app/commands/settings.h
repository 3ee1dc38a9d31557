/*
 * settings: the commands that change how things are shown; see command.h.
 */
#ifndef BACKSTEP_APP_COMMANDS_SETTINGS_H
#define BACKSTEP_APP_COMMANDS_SETTINGS_H

struct app;

void settings_play_by(struct app *app, double unused);
void settings_speed(struct app *app, double factor);          /* of playing: times that */
void settings_granularity(struct app *app, double granularity); /* enum granularity */
void settings_coarseness(struct app *app, double way);        /* -1 coarser, 1 finer */
void settings_theme(struct app *app, double unused);          /* the other one */
void settings_sentence(struct app *app, double unused);       /* on or off */
void settings_full_ink(struct app *app, double unused);       /* on or off */
void settings_brackets(struct app *app, double unused);       /* on or off */
void settings_animation(struct app *app, double unused);
void settings_logarithmic(struct app *app, double unused);
void settings_digits(struct app *app, double more);           /* 1 or -1 */
void settings_text(struct app *app, double larger);           /* 1, -1, or 0: the default */

#endif
