/*
 * richtext: sentences with mathematics in them, wrapped to a width.
 */
#ifndef BACKSTEP_VIEW_PANEL_RICHTEXT_H
#define BACKSTEP_VIEW_PANEL_RICHTEXT_H

#include "view/view.h"

struct richtext_style {
    int size_px;
    bool bold;         /* all of it; spans may be bold by themselves */
    color ink;
    bool tight;        /* its lines are near to each other */
    size_t max_lines;  /* the rest is cut with an ellipsis; 0: no limit */
};

/* Draws from the top left corner; returns the height used. measure: draws nothing. In the
 * place of a value that may not be told yet stands a question mark. */
float richtext_draw(const struct view *view, float x, float top, float width, struct rich rich,
                    const struct richtext_style *style, bool measure);

/* Whether it has symbols with a superscript, which need more room between its lines, and above and
 * below it. */
bool richtext_is_tall(struct rich rich);

/* Plain text as one span; valid as long as the arena. */
struct rich richtext_plain(struct arena *arena, const char *text);

#endif
