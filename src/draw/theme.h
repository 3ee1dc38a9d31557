/*
 * theme: every colour on the screen, by what it means.
 *
 * All are opaque. The ratios are contrasts as WCAG 2.2 defines them; they
 * hold in both themes.
 */
#ifndef BACKSTEP_DRAW_THEME_H
#define BACKSTEP_DRAW_THEME_H

#include "draw/color.h"
#include "formula/formula.h"

#include <stdbool.h>

enum theme_kind { THEME_LIGHT, THEME_DARK, THEME_COUNT };

extern const char *const theme_names[THEME_COUNT]; /* "light", "dark" */

/* The phases in the order of the strip. */
enum theme_phase { PHASE_FORWARD, PHASE_LOSS, PHASE_BACKWARD, PHASE_UPDATE, PHASE_COUNT };

struct theme {
    color background;   /* of the window */
    color panel;        /* raised: cards, buttons, chips */
    color panel_border;
    color text;         /* >= 7:1 on background and panel */
    color text_soft;    /* secondary; >= 4.5:1 on background and panel */
    color line;         /* rules, unlit edges; >= 3:1 where they carry meaning use line_strong */
    color line_strong;
    color phase[PHASE_COUNT];       /* >= 4.5:1 as text on background and panel */
    color phase_ink[PHASE_COUNT];   /* text on a filled phase colour, >= 4.5:1 */
    color phase_soft[PHASE_COUNT];  /* tinted fill; `text` and phase[] on it >= 4.5:1 */
    color positive, negative;       /* signed values as lines and text, >= 4.5:1 on background
                                     * and panel */
    color positive_fill, negative_fill, zero_fill; /* diverging fills; `node_ink` on them and on
                                                    * every mix of them >= 4.5:1 */
    color node_ink;
    color
        role[FORMULA_ROLE_COUNT]; /* of formula roles, as text: >= 4.5:1 on panel and background */
    color focus;        /* keyboard focus, hover outline; >= 3:1 on panel and background */
    color error;        /* >= 4.5:1 on panel */
};

/* How much of a colour is mixed into the ground below it. */
#define TINT_HOVER 0.08f /* what is under the pointer */
#define TINT_FAINT 0.25f /* what is still to come, or steps back */

const struct theme *theme_get(enum theme_kind kind);

/* The fill of a signed value; `scale` > 0 is the value that gets the full colour.
 * NaN and infinity get the error colour's tint. */
color theme_diverging(const struct theme *theme, double value, double scale);

#endif
