/*
 * overlay: sheets over the picture: the help, the list of lessons, a notice.
 */
#ifndef BACKSTEP_VIEW_SHEETS_OVERLAY_H
#define BACKSTEP_VIEW_SHEETS_OVERLAY_H

#include "view/view.h"

/* What the sheets need; the view's snapshot may be NULL. */
struct overlay_row {
    const char *section; /* a heading when it differs from the row before */
    const char *left;    /* keys */
    const char *right;   /* what they do */
    struct ui_action action; /* of the help: what a click on the line gives; command 0: nothing */
};

struct overlay_help_texts {
    const char *title, *aside;
};

/* What is under the pointer, beside it: never over the target, where there is room. */
void overlay_hint(const struct view *view, struct rect window, struct rect target, struct point at,
                  const char *text);

/* Which page of it is shown, and the command that turns it. */
struct overlay_help_page {
    size_t page;
    int turn;
    struct ui_action close;
};

/* The help, in as many columns as needed, in narrow windows in pages: a click on a line gives its
 * action, at the foot of pages the next one, anywhere else `close`. Returns how many pages. */
size_t overlay_help(const struct view *view, struct rect window, const struct overlay_row *rows,
                    size_t count, struct overlay_help_texts texts, struct overlay_help_page at);

/* A list, of lessons for one: a row each is a button that gives `open` with its index. `message`,
 * if not NULL, stands above it: an error (`is_error`) or a greeting. `current`: index of the open
 * lesson, or count. A click beside the sheet gives `close`; on it, nothing but a row does anything.
 */
void overlay_list(const struct view *view, struct rect window, const char *heading,
                  const struct overlay_row *rows, size_t count, size_t current, const char *message,
                  bool is_error, int open, struct ui_action close);

/* A line that says something for a while, at the bottom of the picture. */
void overlay_notice(const struct view *view, struct rect picture, const char *text, bool is_error,
                    struct ui_action close);

#endif
