/*
 * walk_view: what is drawn of a station beside its sentence, which the view draws as any other.
 */
#ifndef BACKSTEP_APP_WALK_WALK_VIEW_H
#define BACKSTEP_APP_WALK_WALK_VIEW_H

#include "view/view.h"

struct app;

/* At the right of the sentence's room, which becomes narrower: which station it is, and the key
 * that leads on. Nothing where none stands. */
void walk_draw_station(const struct app *app, const struct view *view, struct rect *sentence);

/* The same at the foot of the panel, which makes room, where the sentence is left out. */
void walk_draw_on(const struct app *app, const struct view *view, struct rect *panel);

/* A button that leads somewhere, at the foot of the panel, which makes room. */
void walk_draw_way(const struct view *view, struct rect *panel, const char *label,
                   struct ui_action action);

/* At the last station: the lesson that comes next, at the foot of the panel, which makes room. */
void walk_draw_next(const struct app *app, const struct view *view, struct rect *panel);

/* In the panel's corner: a button for the word of what it is about, in the glossary. */
void walk_draw_word_mark(const struct view *view, struct rect panel);

#endif
