/*
 * field: a number being typed: what it is, the text with its caret, and what to do next.
 */
#ifndef BACKSTEP_VIEW_PANEL_FIELD_H
#define BACKSTEP_VIEW_PANEL_FIELD_H

#include "view/view.h"

struct field {
    const struct formula *symbol; /* of what it is; NULL: it needs none */
    const char *text;
    size_t caret;        /* bytes before it */
    bool selected;       /* the first character typed replaces the text */
    const char *hint;    /* NULL: the usual one */
    const char *problem; /* in its place; NULL: none */
};

float field_height(const struct view *view);

/* Only the box that it is typed into. */
void field_line(const struct view *view, struct rect box, const struct field *field);

void field_view(const struct view *view, struct rect card, const struct field *field);

#endif
