/*
 * mathbox_pen: writes mathematics from left to right; internal to mathbox.
 *
 * A pen stands on a baseline. What it writes moves it right and widens its
 * extents; with a target it also draws. So the same code measures and draws,
 * and the two cannot disagree. A part that must be centred or raised is first
 * measured with pen_measure and then written by a pen of its own (pen_part),
 * whose extents are added with pen_include.
 *
 * A pen with a flow may be broken over lines: see mathbox_flow.h.
 */
#ifndef BACKSTEP_DRAW_MATH_MATHBOX_PEN_H
#define BACKSTEP_DRAW_MATH_MATHBOX_PEN_H

#include "draw/math/mathbox_style.h"
#include "formula/boxes.h"

struct flow;

struct pen {
    const struct canvas *canvas;       /* borrowed; measures */
    struct canvas *target;             /* borrowed; NULL: only measures */
    const struct mathbox_style *style; /* borrowed */
    struct flow *flow;                 /* borrowed; NULL: one line */
    int level;                         /* how deep the sums and products around it are nested */
    int size_px;
    bool display;                      /* fractions at full size, limits above and below Σ */
    bool script;                       /* in a sub- or superscript: tight spacing */
    bool alone;                        /* the whole formula is one number */
    color ink;
    float x, y;                        /* y: the baseline */
    float ascent, descent;             /* of what was written, against y */
};

typedef void pen_setter(struct pen *pen, const struct box *box);

/* Spaces in ems. TeX's: thin 3/18, medium 4/18, thick 5/18. */
#define PEN_THIN 0.167f
#define PEN_MEDIUM 0.222f
#define PEN_THICK 0.278f
/* The height of the minus sign's bar, where fraction bars lie, in ems (STIX). */
#define PEN_AXIS 0.253f

struct pen pen_start(const struct canvas *canvas, struct canvas *target,
                     const struct mathbox_style *style, int size_px, float x, float y);

/* A pen of the same ink and target at (x, y), with no extents yet and no flow. */
struct pen pen_part(const struct pen *pen, float x, float y);

/* The size of what `set` would write. */
struct mathbox_size pen_measure(const struct pen *pen, pen_setter *set, const struct box *box);

/* Takes the part's extents into the pen's; the pen stays where it is. */
void pen_include(struct pen *pen, const struct pen *part);

void pen_space(struct pen *pen, float em);

/* em times the size in whole pixels. */
float pen_em(const struct pen *pen, float em);

/* Upright text of the mathematical face. */
void pen_upright(struct pen *pen, const char *text);

/* Letters in italics (unless roman), digits and signs upright. */
void pen_letters(struct pen *pen, const char *text, bool roman);

/* How far the last letter leans over its width, in ems: what a superscript keeps away. */
float pen_lean(const char *text, bool roman);

void pen_number(struct pen *pen, double value);

/* The horizontal bar of a fraction, its middle on the axis of the pen's baseline. */
float pen_bar_thickness(const struct pen *pen);
void pen_bar(struct pen *pen, float x, float width);

/* The size of scripts: 0.7 of the pen's, not under the style's smallest. */
int pen_script_px(const struct pen *pen);
/* Turns the pen into one for scripts. */
void pen_to_script(struct pen *pen);

/* Writes before, what `set` writes, after: '(' and ')', '|' and '|', or '{' and 0 for
 * nothing. They grow with what is between them. */
void pen_fenced(struct pen *pen, char before, char after, pen_setter *set,
                const struct box *box);

#endif
