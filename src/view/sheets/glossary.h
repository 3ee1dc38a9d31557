/*
 * glossary: the words on a sheet: the list on the left, the chosen one large on the right,
 * with its place on the strip of the four phases.
 */
#ifndef BACKSTEP_VIEW_SHEETS_GLOSSARY_H
#define BACKSTEP_VIEW_SHEETS_GLOSSARY_H

#include "view/view.h"

/* Covers the window. A click on a word gives `choose` with its index, one beside the words
 * `close`. The view's snapshot may be NULL. */
void glossary_view(const struct view *view, struct rect window, size_t chosen, int choose,
                   struct ui_action close);

#endif
