#include "draw/math/mathbox_flow.h"
#include "draw/math/mathbox_set.h"

#include <math.h>
#include <string.h>

/* ---- scripts ---- */

/* How far to raise and lower scripts, in ems of their base. */
static const float raise_by = 0.39f, lower_by = 0.20f, lower_under_raised_by = 0.25f;

/* What to add to that, in pixels, where the smallest size keeps scripts larger
 * than 0.7 of their base: their place must then tell what their size does not. */
static float farther(const struct pen *pen)
{
    return 0.45f * ((float)pen_script_px(pen) - 0.7f * (float)pen->size_px);
}

static void set_scripts(struct pen *pen, const struct formula *letters, float lean)
{
    struct pen sub = pen_part(pen, pen->x, pen->y), sup = pen_part(pen, pen->x, pen->y);
    bool both = letters->sub != NULL && letters->sup != NULL;
    float em = (float)pen->size_px;

    pen_to_script(&sub);
    pen_to_script(&sup);
    sub.y += roundf((both ? lower_under_raised_by : lower_by) * em + farther(pen));
    sup.y -= roundf(raise_by * em + farther(pen));
    sup.x += lean * em;
    if (letters->sup != NULL)
        pen_letters(&sup, letters->sup, letters->roman_sup);
    if (both) { /* keep them apart */
        float top = canvas_font_metrics(pen->canvas, FONT_MATH, sub.size_px).cap_height * 1.05f;
        float gap = (sub.y - top) - (sup.y + sup.descent);

        sub.y += roundf(fmaxf(0, 0.08f * em + 1 - gap));
    }
    if (letters->sub != NULL)
        pen_letters(&sub, letters->sub, letters->roman_sub);
    pen_include(pen, &sub);
    pen_include(pen, &sup);
    pen->x = fmaxf(sub.x, sup.x);
    pen_space(pen, 0.04f);
}

static void set_symbol(struct pen *pen, const struct box *symbol)
{
    const struct formula *letters = symbol->letters;
    float left;

    pen_letters(pen, symbol->partial ? "∂" : "", false);
    left = pen->x;
    pen_letters(pen, letters->base, letters->roman);
    if (letters->hat)
        mathbox_set_hat(pen, left, letters);
    if (letters->sub != NULL || letters->sup != NULL)
        set_scripts(pen, letters, pen_lean(letters->base, letters->roman));
}

/* The exponent raises itself over a base that is higher than a letter. */
static void set_power(struct pen *pen, const struct box *power)
{
    const struct box *base = power->children[0], *exponent = box_bare(power->children[1]);
    bool letter = base->kind == BOX_SYMBOL && base->letters->kind == FORMULA_SYMBOL &&
                  base->letters->sub == NULL;
    float em = (float)pen->size_px, rise;
    struct pen part = pen_part(pen, pen->x, pen->y), sup; /* no line ends inside it */

    mathbox_set(&part, base);
    pen_include(pen, &part);
    sup = pen_part(pen, part.x, pen->y);
    pen_to_script(&sup);
    rise = fmaxf(raise_by * em + farther(pen),
                 pen_measure(&sup, mathbox_set, exponent).descent + 0.12f * em);
    if (part.ascent > em)
        rise = fmaxf(rise, part.ascent - 0.4f * (float)sup.size_px);
    sup.y -= roundf(rise);
    sup.x += letter ? pen_lean(base->letters->base, base->letters->roman) * em : 0;
    mathbox_set(&sup, exponent);
    pen_include(pen, &sup);
    pen->x = sup.x;
    pen_space(pen, 0.04f);
}

/* ---- rows ---- */

/* The space of a sign, in ems. */
static float gap_of(const struct pen *pen, enum box_gap gap)
{
    switch (gap) {
    case BOX_OPERATION:
        return PEN_MEDIUM;
    case BOX_RELATION:
        return PEN_THICK;
    case BOX_BESIDE:
        return 0.09f;
    case BOX_BESIDE_SCRIPT:
        return 0.06f;
    case BOX_BESIDE_FENCE:
        return 0.02f;
    case BOX_BESIDE_FRACTION: /* fractions have room around them */
        return pen->display ? 0.04f : PEN_THIN;
    case BOX_BESIDE_WORD:
        break;
    }
    return PEN_THIN;
}

static void set_sign(struct pen *pen, const struct box *sign)
{
    float space = gap_of(pen, sign->gap);

    if (sign->gap >= BOX_BESIDE)
        pen_space(pen, space);
    else
        flow_operator(pen, strcmp(sign->text, "·") == 0 ? "⋅" : sign->text, space);
}

/* Lines may end at its signs, and further in at those of its operands. */
static void set_row(struct pen *pen, const struct box *row)
{
    int level = pen->level;

    for (size_t i = 0; i < row->count; i++) {
        pen->level = level + (i % 2 == 0);
        mathbox_set(pen, row->children[i]);
    }
    pen->level = level;
}

static void set_pair(struct pen *pen, const struct box *pair)
{
    mathbox_set(pen, pair->children[0]);
    pen_upright(pen, ",");
    pen_space(pen, PEN_MEDIUM);
    mathbox_set(pen, pair->children[1]);
}

static void set_call(struct pen *pen, const struct box *call)
{
    const char *after = call->text;
    bool letter;

    text_next_utf8(&after);
    letter = *after == '\0';
    pen_letters(pen, call->text, !letter);
    pen_space(pen, letter ? 0.03f : box_is_fenced(call->children[0]) ? 0 : PEN_THIN);
    mathbox_set(pen, call->children[0]);
}

/* ---- boxes ---- */

static void set_box(struct pen *pen, const struct box *box)
{
    switch (box->kind) {
    case BOX_NUMBER:
        pen_number(pen, box->value);
        break;
    case BOX_SYMBOL:
        set_symbol(pen, box);
        break;
    case BOX_SIGN:
        set_sign(pen, box);
        break;
    case BOX_ROW:
        set_row(pen, box);
        break;
    case BOX_PAIR:
        set_pair(pen, box);
        break;
    case BOX_NEGATE:
        pen_upright(pen, "−");
        pen_space(pen, 0.02f);
        mathbox_set(pen, box->children[0]);
        break;
    case BOX_POWER:
        set_power(pen, box);
        break;
    case BOX_FRACTION:
        mathbox_set_fraction(pen, box);
        break;
    case BOX_FENCE:
        pen_fenced(pen, box->bars ? '|' : '(', box->bars ? '|' : ')', mathbox_set,
                   box->children[0]);
        break;
    case BOX_ROOT:
        mathbox_set_root(pen, box);
        break;
    case BOX_CALL:
        set_call(pen, box);
        break;
    case BOX_SUM:
        mathbox_set_sigma(pen, box);
        pen_space(pen, PEN_THIN);
        mathbox_set(pen, box->children[0]);
        break;
    case BOX_CASES:
        mathbox_set_cases(pen, box);
        break;
    }
}

/* A role lends its colour to everything in it that has none of its own. */
void mathbox_set(struct pen *pen, const struct box *box)
{
    color ink = pen->ink;

    if (box->role != FORMULA_ROLE_NONE && pen->style->theme != NULL)
        pen->ink = pen->style->theme->role[box->role];
    set_box(pen, box);
    pen->ink = ink;
}
