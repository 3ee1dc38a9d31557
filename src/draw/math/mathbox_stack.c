#include "base/attributes.h"
#include "draw/math/mathbox_flow.h"
#include "draw/math/mathbox_set.h"

#include <math.h>

/* ---- fractions ---- */

/* One above the other with a bar between them. Small: of the size of scripts. */
static void set_stack(struct pen *pen, const struct box *fraction, bool small)
{
    struct pen top = pen_part(pen, pen->x, pen->y), bottom, part;
    float em = (float)pen->size_px, half_bar = pen_bar_thickness(pen) / 2;
    float gap = (small ? 0.07f : 0.12f) * em, axis = PEN_AXIS * em, width;
    const struct box *above = box_bare(fraction->children[0]);
    const struct box *below = box_bare(fraction->children[1]);
    struct mathbox_size a, b;

    if (small)
        top.size_px = pen_script_px(pen);
    top.display = false;
    bottom = top;
    a = pen_measure(&top, mathbox_set, above);
    b = pen_measure(&bottom, mathbox_set, below);
    width = fmaxf(a.width, b.width) + 2 * (small ? 0.04f : 0.07f) * em;
    pen_space(pen, small ? 0.04f : 0.09f);
    part = pen_part(pen, pen->x, pen->y);
    pen_bar(&part, pen->x, width);
    top.x = pen->x + (width - a.width) / 2;
    bottom.x = pen->x + (width - b.width) / 2;
    top.y -= roundf(fmaxf(small ? 0 : 0.62f * em, axis + half_bar + gap + a.descent));
    bottom.y += roundf(fmaxf(small ? 0 : 0.69f * em, half_bar + gap + b.ascent - axis));
    mathbox_set(&top, above);
    mathbox_set(&bottom, below);
    pen_include(pen, &part);
    pen_include(pen, &top);
    pen_include(pen, &bottom);
    pen->x += width;
    pen_space(pen, small ? 0.04f : 0.09f);
}

static void set_slash(struct pen *pen)
{
    pen_space(pen, 0.03f);
    pen_upright(pen, "/");
    pen_space(pen, 0.03f);
}

/* A fraction of two constants, such as ½, is set small; others at full size,
 * and on one line where there is no room for them. */
void mathbox_set_fraction(struct pen *pen, const struct box *fraction)
{
    bool small = fraction->small && !pen->script;

    if (small || pen->display) {
        set_stack(pen, fraction, small);
        return;
    }
    mathbox_set(pen, fraction->children[0]);
    set_slash(pen);
    mathbox_set(pen, fraction->children[1]);
}

/* ---- Σ ---- */

/* "k = 1" */
static void set_lower_limit(struct pen *pen, const struct box *sum)
{
    pen_letters(pen, sum->letters->base, false);
    if (sum->letters->sub == NULL)
        return;
    flow_operator(pen, "=", PEN_THICK);
    pen_letters(pen, sum->letters->sub, false);
}

static void set_upper_limit(struct pen *pen, const struct box *sum)
{
    if (sum->letters->sup != NULL)
        pen_letters(pen, sum->letters->sup, false);
}

/* The sign itself, around the axis; larger in displayed formulas. */
static void set_sigma(struct pen *pen, float x)
{
    struct pen sign = pen_part(pen, x, pen->y);

    if (pen->display)
        sign.size_px = (int)lroundf(1.36f * (float)pen->size_px);
    sign.y += roundf(PEN_AXIS * (float)(sign.size_px - pen->size_px));
    pen_upright(&sign, "∑");
    pen_include(pen, &sign);
    pen->x = sign.x;
}

static void set_sigma_alone(struct pen *pen, const struct box *sum UNUSED)
{
    set_sigma(pen, pen->x);
}

static void set_limits_beside(struct pen *pen, const struct box *sum)
{
    struct pen lower = pen_part(pen, pen->x, pen->y + pen_em(pen, 0.32f));
    struct pen upper = pen_part(pen, pen->x, pen->y - pen_em(pen, 0.50f));

    pen_to_script(&lower);
    pen_to_script(&upper);
    set_lower_limit(&lower, sum);
    set_upper_limit(&upper, sum);
    pen_include(pen, &lower);
    pen_include(pen, &upper);
    pen->x = fmaxf(lower.x, upper.x);
}

static void set_limits_around(struct pen *pen, const struct box *sum)
{
    struct mathbox_size sigma = pen_measure(pen, set_sigma_alone, sum), under, over;
    struct pen lower = pen_part(pen, 0, pen->y), upper = lower;
    float gap = 0.13f * (float)pen->size_px, width;

    pen_to_script(&lower);
    pen_to_script(&upper);
    under = pen_measure(&lower, set_lower_limit, sum);
    over = pen_measure(&upper, set_upper_limit, sum);
    width = fmaxf(sigma.width, fmaxf(under.width, over.width));
    lower.x = pen->x + (width - under.width) / 2;
    upper.x = pen->x + (width - over.width) / 2;
    lower.y += roundf(sigma.descent + gap + under.ascent);
    upper.y -= roundf(sigma.ascent + gap + over.descent);
    set_lower_limit(&lower, sum);
    set_upper_limit(&upper, sum);
    set_sigma(pen, pen->x + (width - sigma.width) / 2);
    pen_include(pen, &lower);
    if (sum->letters->sup != NULL)
        pen_include(pen, &upper);
    pen->x = fmaxf(lower.x, fmaxf(pen->x, upper.x));
}

void mathbox_set_sigma(struct pen *pen, const struct box *sum)
{
    if (pen->display) {
        set_limits_around(pen, sum);
        return;
    }
    set_sigma(pen, pen->x);
    set_limits_beside(pen, sum);
}

/* ---- cases ---- */

/* "if z > 0"; of all that is left "otherwise" */
static void set_when(struct pen *pen, const struct box *cases, size_t row)
{
    if (2 * row + 1 == cases->count) {
        pen_upright(pen, "otherwise");
        return;
    }
    pen_upright(pen, "if");
    pen_space(pen, PEN_MEDIUM);
    mathbox_set(pen, cases->children[2 * row + 1]);
}

/* A row's value at that height. */
static struct pen set_value(const struct pen *pen, const struct box *cases, size_t row, float y)
{
    struct pen part = pen_part(pen, pen->x + 0.08f * (float)pen->size_px, y);

    part.display = false;
    mathbox_set(&part, cases->children[2 * row]);
    return part;
}

/* What a row would take, the pen behind its value. */
static struct pen measure_row(const struct pen *pen, const struct box *cases, size_t row)
{
    struct pen free = *pen, part;
    float x;

    free.target = NULL;
    part = set_value(&free, cases, row, pen->y);
    x = part.x;
    set_when(&part, cases, row);
    part.x = x;
    part.ascent = fmaxf(part.ascent, 0.9f * (float)pen->size_px);
    part.descent = fmaxf(part.descent, 0.26f * (float)pen->size_px);
    return part;
}

/* A row below the other, around the axis. */
static void set_rows(struct pen *pen, const struct box *cases)
{
    float em = (float)pen->size_px, gap = 0.12f * em, column = pen->x, height = -gap, y;
    float right = pen->x;
    size_t rows = (cases->count + 1) / 2;

    for (size_t i = 0; i < rows; i++) {
        struct pen row = measure_row(pen, cases, i);

        column = fmaxf(column, row.x);
        height += row.ascent + row.descent + gap;
    }
    y = pen->y - PEN_AXIS * em - 0.5f * height;
    for (size_t i = 0; i < rows; i++) {
        struct pen size = measure_row(pen, cases, i), row;

        row = set_value(pen, cases, i, roundf(y + size.ascent));
        row.x = column + 0.7f * em;
        set_when(&row, cases, i);
        y += size.ascent + size.descent + gap;
        pen_include(pen, &row);
        right = fmaxf(right, row.x);
    }
    pen->x = right;
}

void mathbox_set_cases(struct pen *pen, const struct box *cases)
{
    if (pen->display) {
        pen_fenced(pen, '{', 0, set_rows, cases);
        return;
    }
    for (size_t i = 0; i < cases->count; i += 2) {
        pen_upright(pen, i == 0 ? "" : i + 1 == cases->count ? ", else " : ", ");
        mathbox_set(pen, cases->children[i]);
        pen_upright(pen, " ");
        if (i + 1 < cases->count)
            set_when(pen, cases, i / 2);
    }
}
