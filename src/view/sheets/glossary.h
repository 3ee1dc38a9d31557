/*
 * glossary: the words on a sheet: the list on the left, the chosen one large on the right,
 * with its place on the strip of the four phases.
 */
#ifndef BACKSTEP_VIEW_SHEETS_GLOSSARY_H
#define BACKSTEP_VIEW_SHEETS_GLOSSARY_H

#include "view/view.h"

/* Where a word leads: to its phase in the lesson that is open, and to the lesson that is about it.
 * Each is a button below its text; action.command 0: there is none. */
struct glossary_links {
    const char *phase, *lesson;   /* what the buttons say */
    struct ui_action to_phase, to_lesson;
};

/* Covers the window. A click on a word gives `choose` with its index, one beside the words
 * `close`. The view's snapshot may be NULL. */
void glossary_view(const struct view *view, struct rect window, size_t chosen, int choose,
                   struct ui_action close, const struct glossary_links *links);

#endif
