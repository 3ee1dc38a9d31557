/*
 * label: a symbol and its number side by side, as on chips, in rows and cards.
 */
#ifndef BACKSTEP_VIEW_FRAME_LABEL_H
#define BACKSTEP_VIEW_FRAME_LABEL_H

#include "view/view.h"

struct label {
    const struct formula *symbol; /* NULL: none */
    double value;
    const char *text;   /* in place of the value; NULL: the value */
    int decimals;       /* at most so many; 0: the view's */
    bool sign;          /* print + too */
    bool strong;        /* bold number */
    /* The symbol where there is little room: Δ for a step, ∂ for a gradient; NULL: none. */
    const struct formula *brief;
    color ink;          /* of the number */
    color symbol_ink;
    int size_px;
};

/* The label's width when its number may take all the decimals it wants; at most `width`. */
float label_width(const struct view *view, const struct label *label, float width);

/* Leaves of the symbol what there is room for in that width beside two digits of the number: all,
 * or the brief one. False: there is room for neither, and the number is not to be drawn. */
bool label_fit(const struct view *view, struct label *label, float width);

/* The same of a label that may be smaller, down to least_px. */
bool label_fit_smaller(const struct view *view, struct label *label, float width, int least_px);

/* Smaller, down to least_px, while a digit or the symbol would have to go; false: so small it still
 * says none. */
bool label_fit_whole(const struct view *view, struct label *label, float width, int least_px);

/* Draws it centred on x in at most `width` pixels, baseline at y. */
void label_draw(const struct view *view, const struct label *label, float x, float y, float width);

/* A symbol set inline (∂L/∂w on one line); returns its width. measure: draws nothing. */
float label_symbol(const struct view *view, const struct formula *symbol, float x, float y,
                   int size_px, color ink, bool measure);

/* Cuts `part` of a symbol, its base or index, to as many characters, at most `most` and at least
 * `least`, as let the symbol be no wider than that. Returns its width. */
float label_cut(const struct view *view, struct formula *symbol, const char **part, size_t least,
                size_t most, int size_px, float width);

/* A symbol on the lines that the width of `place` asks for, the first baseline at its y. */
void label_broken_symbol(const struct view *view, const struct formula *symbol, struct rect place,
                         int size_px, color ink);

/* How far it reaches below the baseline; and from the top of its superscripts to there. */
float label_symbol_depth(const struct view *view, const struct formula *symbol, int size_px);
float label_symbol_height(const struct view *view, const struct formula *symbol, int size_px);

/* A line of a small card's plot, for its corner. */
struct label_line {
    const char *name;
    const char *brief;  /* in its place where it is too long; NULL: no other */
    color ink;
    float width, dash;  /* of the line; dash 0: solid */
};

/* The line's name in the card's upper right corner, right of the card's own word, which takes
 * `left`; with a piece of the line where there is room. Nothing where there is none for the name.
 */
void label_line(const struct view *view, struct rect card, float left,
                const struct label_line *line);

#endif
