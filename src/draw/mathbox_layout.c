#include "draw/mathbox_set.h"

#include <math.h>

/* A role lends its colour to everything in it that has none of its own. */
static void take_role(struct pen *pen, enum formula_role role)
{
    if (role != FORMULA_ROLE_NONE && pen->style->theme != NULL)
        pen->ink = pen->style->theme->role[role];
}

/* ---- scripts ---- */

/* How far to raise and lower scripts, in ems of their base. */
static const float raise_by = 0.39f, lower_by = 0.20f, lower_under_raised_by = 0.25f;

/* What to add to that, in pixels, where the smallest size keeps scripts larger
 * than 0.7 of their base: their place must then tell what their size does not. */
static float farther(const struct pen *pen)
{
    return 0.45f * ((float)pen_script_px(pen) - 0.7f * (float)pen->size_px);
}

static void set_scripts(struct pen *pen, const struct formula *symbol, float lean)
{
    struct pen sub = pen_part(pen, pen->x, pen->y), sup = pen_part(pen, pen->x, pen->y);
    bool both = symbol->sub != NULL && symbol->sup != NULL;
    float em = (float)pen->size_px;

    pen_to_script(&sub);
    pen_to_script(&sup);
    sub.y += roundf((both ? lower_under_raised_by : lower_by) * em + farther(pen));
    sup.y -= roundf(raise_by * em + farther(pen));
    sup.x += lean * em;
    if (symbol->sup != NULL)
        pen_letters(&sup, symbol->sup, symbol->roman_sup);
    if (both) { /* keep them apart */
        float top = canvas_font_metrics(pen->canvas, FONT_MATH, sub.size_px).cap_height * 1.05f;
        float gap = (sub.y - top) - (sup.y + sup.descent);

        sub.y += roundf(fmaxf(0, 0.08f * em + 1 - gap));
    }
    if (symbol->sub != NULL)
        pen_letters(&sub, symbol->sub, symbol->roman_sub);
    pen_include(pen, &sub);
    pen_include(pen, &sup);
    pen->x = fmaxf(sub.x, sup.x);
    pen_space(pen, 0.04f);
}

/* ∂ before the symbol's letter, or nothing. */
void mathbox_set_symbol(struct pen *pen, const char *before, const struct formula *symbol)
{
    float left;

    pen_letters(pen, before, false);
    left = pen->x;
    pen_letters(pen, symbol->base, symbol->roman);
    if (symbol->hat)
        mathbox_set_hat(pen, left, symbol);
    if (symbol->sub != NULL || symbol->sup != NULL)
        set_scripts(pen, symbol, pen_lean(symbol->base, symbol->roman));
}

/* What `set` writes, as a superscript of what stands before the pen, `ascent` high. */
static void set_raised(struct pen *pen, float ascent, float lean, const struct formula *exponent)
{
    struct pen sup = pen_part(pen, pen->x, pen->y);
    struct mathbox_size size;
    float rise, em = (float)pen->size_px;

    pen_to_script(&sup);
    size = pen_measure(&sup, mathbox_set, exponent);
    rise = fmaxf(raise_by * em + farther(pen), size.descent + 0.12f * em);
    if (ascent > em)
        rise = fmaxf(rise, ascent - 0.4f * (float)sup.size_px);
    sup.y -= roundf(rise);
    sup.x += lean * em;
    mathbox_set(&sup, exponent);
    pen_include(pen, &sup);
    pen->x = sup.x;
    pen_space(pen, 0.04f);
}

/* ---- parentheses ---- */

/* Parentheses have the colour of what is in them. */
static void set_in_parentheses(struct pen *pen, const struct formula *formula, bool parentheses)
{
    color ink = pen->ink;

    if (!parentheses) {
        mathbox_set(pen, formula);
        return;
    }
    take_role(pen, formula->role);
    pen_fenced(pen, '(', ')', mathbox_set, formula);
    pen->ink = ink;
}

void mathbox_set_child(struct pen *pen, const struct formula *parent, size_t index)
{
    set_in_parentheses(pen, parent->children[index],
                       formula_needs_parentheses(parent, index, pen->style->show));
}

/* As mathbox_set_child, where fractions are written on one line. */
void mathbox_set_grouped(struct pen *pen, const struct formula *parent, size_t index)
{
    set_in_parentheses(pen, parent->children[index],
                       formula_needs_grouping(parent, index, pen->style->show));
}

/* ---- sums and products ---- */

static void set_terms(struct pen *pen, const struct formula *sum, size_t first)
{
    int level = pen->level;

    for (size_t i = first; i < sum->count; i++) {
        const struct formula *term = formula_shown(sum->children[i], pen->style->show);

        pen->level = level;
        if (i > first && term->kind == FORMULA_NEGATE) {
            pen_operator(pen, "−", PEN_MEDIUM);
            pen->level = level + 1;
            mathbox_set_child(pen, term, 0);
            continue;
        }
        if (i > first)
            pen_operator(pen, "+", PEN_MEDIUM);
        pen->level = level + 1;
        mathbox_set_child(pen, sum, i);
    }
    pen->level = level;
}

static bool is_built_fraction(const struct pen *pen, const struct formula *formula)
{
    return pen->display && (formula->kind == FORMULA_FRACTION || formula->kind == FORMULA_PARTIAL);
}

/* The space between factors that stand side by side, in ems. */
static float side_by_side(const struct pen *pen, const struct formula *product, size_t index)
{
    const struct formula *left = formula_shown(product->children[index - 1], pen->style->show);
    const struct formula *right = formula_shown(product->children[index], pen->style->show);

    if (formula_needs_parentheses(product, index, pen->style->show))
        return 0.02f;
    if (is_built_fraction(pen, right))
        return 0.04f; /* fractions have room around them */
    if (right->kind == FORMULA_SUM || right->kind == FORMULA_PARTIAL ||
        right->kind == FORMULA_FRACTION ||
        (right->kind == FORMULA_CALL &&
         (right->function == FORMULA_LN || right->function == FORMULA_TANH)))
        return PEN_THIN;
    return left->kind == FORMULA_SYMBOL && left->sub != NULL ? 0.06f : 0.09f;
}

static void set_product(struct pen *pen, const struct formula *product)
{
    int level = pen->level;

    for (size_t i = 0; i < product->count; i++) {
        pen->level = level;
        if (i > 0)
            switch (formula_join(product, i, pen->style->show)) {
            case FORMULA_JOIN_TIMES:
                pen_operator(pen, "×", PEN_MEDIUM);
                break;
            case FORMULA_JOIN_DOT:
                pen_operator(pen, "⋅", PEN_MEDIUM);
                break;
            case FORMULA_JOIN_NOTHING:
                pen_space(pen, side_by_side(pen, product, i));
                break;
            }
        pen->level = level + 1;
        mathbox_set_child(pen, product, i);
    }
    pen->level = level;
}

/* ---- powers and calls ---- */

static void set_power(struct pen *pen, const struct formula *power)
{
    const struct formula *base = formula_shown(power->children[0], pen->style->show);
    struct pen part = pen_part(pen, pen->x, pen->y); /* no line ends inside it */
    bool letter = base->kind == FORMULA_SYMBOL && pen->style->show == FORMULA_SYMBOLS &&
                  base->sub == NULL;

    mathbox_set_child(&part, power, 0);
    pen_include(pen, &part);
    pen->x = part.x;
    set_raised(pen, part.ascent, letter ? pen_lean(base->base, base->roman) : 0,
               power->children[1]);
}

static void set_exponential(struct pen *pen, const struct formula *exponent)
{
    pen_letters(pen, "e", false);
    set_raised(pen, 0, 0.02f, exponent);
}

static void set_exponentials(struct pen *pen, const struct formula *call)
{
    for (size_t i = 0; i < call->count; i++) {
        if (i > 0)
            pen_operator(pen, "+", PEN_MEDIUM);
        set_exponential(pen, call->children[i]);
    }
}

/* "0, z" */
static void set_two_arguments(struct pen *pen, const struct formula *call)
{
    mathbox_set(pen, call->children[0]);
    pen_upright(pen, ",");
    pen_space(pen, PEN_MEDIUM);
    mathbox_set(pen, call->children[1]);
}

static void set_named(struct pen *pen, const struct formula *call, const char *name)
{
    pen_upright(pen, name);
    if (!formula_needs_parentheses(call, 0, pen->style->show))
        pen_space(pen, PEN_THIN);
    mathbox_set_child(pen, call, 0);
}

static void set_argument(struct pen *pen, const struct formula *call)
{
    mathbox_set(pen, call->children[0]);
}

static void set_call(struct pen *pen, const struct formula *call)
{
    switch (call->function) {
    case FORMULA_SIGMOID:
        pen_letters(pen, "σ", false);
        pen_space(pen, 0.03f);
        pen_fenced(pen, '(', ')', set_argument, call);
        break;
    case FORMULA_MAX:
    case FORMULA_MIN:
        pen_upright(pen, call->function == FORMULA_MAX ? "max" : "min");
        pen_fenced(pen, '(', ')', set_two_arguments, call);
        break;
    case FORMULA_TANH:
        set_named(pen, call, "tanh");
        break;
    case FORMULA_SIN:
        set_named(pen, call, "sin");
        break;
    case FORMULA_COS:
        set_named(pen, call, "cos");
        break;
    case FORMULA_LN:
        set_named(pen, call, "ln");
        break;
    case FORMULA_EXP:
        set_exponential(pen, call->children[0]);
        break;
    case FORMULA_ABS:
        pen_fenced(pen, '|', '|', set_argument, call);
        break;
    case FORMULA_ROOT:
        mathbox_set_root(pen, call);
        break;
    case FORMULA_LOGSUMEXP:
        pen_upright(pen, "ln");
        pen_fenced(pen, '(', ')', set_exponentials, call);
        break;
    }
}

/* ---- nodes ---- */

static void set_sum(struct pen *pen, const struct formula *sum)
{
    if (pen->style->show == FORMULA_NUMBERS) {
        set_terms(pen, sum, 1);
        return;
    }
    mathbox_set_sigma(pen, sum);
    pen_space(pen, PEN_THIN);
    mathbox_set_child(pen, sum, 0);
}

static void set_node(struct pen *pen, const struct formula *formula)
{
    switch (formula->kind) {
    case FORMULA_SYMBOL:
        mathbox_set_symbol(pen, "", formula);
        break;
    case FORMULA_PARTIAL:
        mathbox_set_partial(pen, formula);
        break;
    case FORMULA_ADD:
        set_terms(pen, formula, 0);
        break;
    case FORMULA_MULTIPLY:
        set_product(pen, formula);
        break;
    case FORMULA_NEGATE:
        pen_upright(pen, "−");
        pen_space(pen, 0.02f);
        mathbox_set_child(pen, formula, 0);
        break;
    case FORMULA_FRACTION:
        mathbox_set_fraction(pen, formula);
        break;
    case FORMULA_POWER:
        set_power(pen, formula);
        break;
    case FORMULA_CALL:
        set_call(pen, formula);
        break;
    case FORMULA_SUM:
        set_sum(pen, formula);
        break;
    case FORMULA_CASES:
        mathbox_set_cases(pen, formula);
        break;
    case FORMULA_CONDITION:
        mathbox_set_condition(pen, formula);
        break;
    case FORMULA_PLACEHOLDER:
        pen_upright(pen, formula->base);
        break;
    case FORMULA_NUMBER:
        break;
    }
}

void mathbox_set(struct pen *pen, const struct formula *formula)
{
    color ink = pen->ink;
    double value;

    take_role(pen, formula->role);
    if (formula_shown(formula, pen->style->show) != formula) {
        formula = formula_shown(formula, pen->style->show);
        take_role(pen, formula->role);
    }
    if (formula_shown_number(formula, pen->style->show, &value))
        pen_number(pen, value);
    else
        set_node(pen, formula);
    pen->ink = ink;
}
