#include "formula/formula.h"

#include <math.h>
#include <string.h>

struct writer {
    enum formula_show show;
    struct number_style style;
    struct text *out;
};

static void write_node(struct writer *w, const struct formula *formula);

struct script {
    const char *plain, *sub, *sup;
};

/* What Unicode has of sub- and superscript forms, in common fonts. */
static const struct script scripts[] = {
    {"0", "₀", "⁰"}, {"1", "₁", "¹"}, {"2", "₂", "²"}, {"3", "₃", "³"}, {"4", "₄", "⁴"},
    {"5", "₅", "⁵"}, {"6", "₆", "⁶"}, {"7", "₇", "⁷"}, {"8", "₈", "⁸"}, {"9", "₉", "⁹"},
    {"+", "₊", "⁺"}, {"−", "₋", "⁻"}, {"-", "₋", "⁻"}, {"=", "₌", "⁼"}, {"(", "₍", "⁽"},
    {")", "₎", "⁾"}, {"a", "ₐ", NULL}, {"e", "ₑ", NULL}, {"h", "ₕ", NULL}, {"i", "ᵢ", "ⁱ"},
    {"j", "ⱼ", NULL}, {"k", "ₖ", NULL}, {"l", "ₗ", NULL}, {"m", "ₘ", NULL}, {"n", "ₙ", "ⁿ"},
    {"o", "ₒ", NULL}, {"p", "ₚ", NULL}, {"r", "ᵣ", NULL}, {"s", "ₛ", NULL}, {"t", "ₜ", NULL},
    {"u", "ᵤ", NULL}, {"v", "ᵥ", NULL}, {"x", "ₓ", NULL},
};

/* The form of the one character at `at`, or NULL. */
static const char *script_form(const char *at, size_t length, bool raised)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strlen(scripts[i].plain) == length && memcmp(at, scripts[i].plain, length) == 0)
            return raised ? scripts[i].sup : scripts[i].sub;
    return NULL;
}

/* Writes the script if every character has a form; otherwise only says no. */
static bool write_script_forms(struct text *out, const char *script, bool raised)
{
    for (int pass = 0; pass < 2; pass++) {
        const char *at = script;

        while (*at != '\0') {
            const char *start = at, *form;

            text_next_utf8(&at);
            form = script_form(start, (size_t)(at - start), raised);
            if (form == NULL)
                return false;
            if (pass == 1)
                text_add(out, form);
        }
    }
    return true;
}

/* a₁ₒ, or a_bias, a_{b c}. */
static void write_script(struct text *out, const char *script, bool raised)
{
    const char *after = script;
    const char *mark = raised ? "^" : "_";

    if (script == NULL || write_script_forms(out, script, raised))
        return;
    text_next_utf8(&after);
    if (*after == '\0' || (!raised && strpbrk(script, " ,_^()") == NULL))
        text_printf(out, "%s%s", mark, script);
    else
        text_printf(out, "%s(%s)", mark, script);
}

static void write_number(struct writer *w, double value)
{
    char digits[NUMBER_TEXT_SIZE];

    text_add(w->out, number_format(digits, value, w->style));
}

static void write_symbol(struct writer *w, const struct formula *symbol)
{
    text_add(w->out, symbol->base);
    text_add(w->out, symbol->hat ? "\u0302" : ""); /* combines with the letter before it */
    write_script(w->out, symbol->sub, false);
    write_script(w->out, symbol->sup, true);
}

static void write_child(struct writer *w, const struct formula *parent, size_t index)
{
    bool group = formula_needs_grouping(parent, index, w->show);

    text_add(w->out, group ? "(" : "");
    write_node(w, parent->children[index]);
    text_add(w->out, group ? ")" : "");
}

/* A negation inside a sum gives its minus to it, unless it stands in parentheses. */
static void write_terms(struct writer *w, const struct formula *sum, size_t first)
{
    for (size_t i = first; i < sum->count; i++) {
        const struct formula *term = formula_shown(sum->children[i], w->show);

        if (i > first && term->kind == FORMULA_NEGATE) {
            text_add(w->out, " − ");
            write_child(w, term, 0);
            continue;
        }
        text_add(w->out, i > first ? " + " : "");
        write_child(w, sum, i);
    }
}

static bool starts_with_parenthesis(const struct writer *w, const struct formula *product,
                                    size_t index)
{
    const struct formula *factor = formula_shown(product->children[index], w->show);

    return formula_needs_grouping(product, index, w->show) ||
           (factor->kind == FORMULA_POWER && formula_needs_grouping(factor, 0, w->show));
}

static bool is_half(const struct formula *formula)
{
    return formula->kind == FORMULA_FRACTION && formula->children[0]->kind == FORMULA_NUMBER &&
           formula->children[1]->kind == FORMULA_NUMBER && formula->children[0]->value == 1 &&
           formula->children[1]->value == 2;
}

/* What to write between factors that mathematical type sets side by side. */
static const char *side_by_side(const struct writer *w, const struct formula *product,
                                size_t index)
{
    const struct formula *left = formula_shown(product->children[index - 1], w->show);
    const struct formula *right = formula_shown(product->children[index], w->show);

    if (is_half(left) && starts_with_parenthesis(w, product, index))
        return "";
    if (left->kind == FORMULA_FRACTION || left->kind == FORMULA_POWER ||
        left->kind == FORMULA_MULTIPLY || left->kind == FORMULA_NEGATE ||
        (left->kind == FORMULA_CALL && left->function == FORMULA_EXP))
        return " · ";
    if (starts_with_parenthesis(w, product, index))
        return "";
    if (left->kind == FORMULA_NUMBER && right->kind == FORMULA_SYMBOL)
        return "";
    if (right->kind == FORMULA_SUM ||
        (right->kind == FORMULA_CALL &&
         (right->function == FORMULA_LN || right->function == FORMULA_TANH)))
        return " ";
    return " · ";
}

static void write_product(struct writer *w, const struct formula *product)
{
    for (size_t i = 0; i < product->count; i++) {
        if (i > 0)
            switch (formula_join(product, i, w->show)) {
            case FORMULA_JOIN_TIMES:
                text_add(w->out, " × ");
                break;
            case FORMULA_JOIN_DOT:
                text_add(w->out, " · ");
                break;
            case FORMULA_JOIN_NOTHING:
                text_add(w->out, side_by_side(w, product, i));
                break;
            }
        write_child(w, product, i);
    }
}

static void write_fraction(struct writer *w, const struct formula *fraction)
{
    if (is_half(fraction)) {
        text_add(w->out, "½");
        return;
    }
    write_child(w, fraction, 0);
    text_add(w->out, "/");
    write_child(w, fraction, 1);
}

static void write_power(struct writer *w, const struct formula *power)
{
    const struct formula *exponent = formula_shown(power->children[1], w->show);
    double value;

    write_child(w, power, 0);
    if (formula_shown_number(exponent, w->show, &value) && value >= 0 && value < 1000 &&
        value == floor(value)) {
        char digits[NUMBER_TEXT_SIZE];

        write_script_forms(w->out, number_format(digits, value, w->style), true);
        return;
    }
    text_add(w->out, "^");
    write_child(w, power, 1);
}

static void write_condition(struct writer *w, const struct formula *condition)
{
    write_child(w, condition, 0);
    text_printf(w->out, " %s ", condition->base);
    write_child(w, condition, 1);
}

static void write_cases(struct writer *w, const struct formula *cases)
{
    for (size_t i = 0; i < cases->count; i += 2) {
        text_add(w->out, i > 0 && i + 1 == cases->count ? "else " : "");
        write_child(w, cases, i);
        if (i + 1 == cases->count)
            return;
        text_add(w->out, " if ");
        write_condition(w, cases->children[i + 1]);
        text_add(w->out, ", ");
    }
}

static void write_log_sum_exp(struct writer *w, const struct formula *call)
{
    text_add(w->out, "ln(");
    for (size_t i = 0; i < call->count; i++) {
        text_add(w->out, i > 0 ? " + e^" : "e^");
        write_child(w, call, i);
    }
    text_add(w->out, ")");
}

static void write_extreme(struct writer *w, const struct formula *call)
{
    text_add(w->out, call->function == FORMULA_MAX ? "max(" : "min(");
    write_node(w, call->children[0]);
    text_add(w->out, ", ");
    write_node(w, call->children[1]);
    text_add(w->out, ")");
}

static void write_argument(struct writer *w, const struct formula *call, const char *before,
                           const char *after)
{
    text_add(w->out, before);
    write_node(w, call->children[0]);
    text_add(w->out, after);
}

/* ln a, ln(a + b). */
static void write_named(struct writer *w, const struct formula *call, const char *name)
{
    text_add(w->out, name);
    text_add(w->out, formula_needs_grouping(call, 0, w->show) ? "" : " ");
    write_child(w, call, 0);
}

static void write_call(struct writer *w, const struct formula *call)
{
    switch (call->function) {
    case FORMULA_SIGMOID:
        write_argument(w, call, "σ(", ")");
        break;
    case FORMULA_ABS:
        write_argument(w, call, "|", "|");
        break;
    case FORMULA_ROOT:
        write_argument(w, call, "√(", ")");
        break;
    case FORMULA_MAX:
    case FORMULA_MIN:
        write_extreme(w, call);
        break;
    case FORMULA_TANH:
        write_named(w, call, "tanh");
        break;
    case FORMULA_SIN:
        write_named(w, call, "sin");
        break;
    case FORMULA_COS:
        write_named(w, call, "cos");
        break;
    case FORMULA_LN:
        write_named(w, call, "ln");
        break;
    case FORMULA_EXP:
        text_add(w->out, "e^");
        write_child(w, call, 0);
        break;
    case FORMULA_LOGSUMEXP:
        write_log_sum_exp(w, call);
        break;
    }
}

static void write_sum(struct writer *w, const struct formula *sum)
{
    char index[64];
    struct text under;

    if (w->show == FORMULA_NUMBERS) {
        write_terms(w, sum, 1);
        return;
    }
    text_init(&under, index, sizeof index);
    text_add(&under, sum->base);
    if (sum->sub != NULL)
        text_printf(&under, "=%s", sum->sub);
    text_add(w->out, "Σ");
    write_script(w->out, index, false);
    write_script(w->out, sum->sup, true);
    text_add(w->out, formula_needs_grouping(sum, 0, w->show) ? "" : " ");
    write_child(w, sum, 0);
}

static void write_node(struct writer *w, const struct formula *formula)
{
    double value;

    formula = formula_shown(formula, w->show);
    if (formula_shown_number(formula, w->show, &value)) {
        write_number(w, value);
        return;
    }
    switch (formula->kind) {
    case FORMULA_SYMBOL:
        write_symbol(w, formula);
        break;
    case FORMULA_PARTIAL:
        text_add(w->out, "∂");
        write_symbol(w, formula->children[0]);
        text_add(w->out, "/∂");
        write_symbol(w, formula->children[1]);
        break;
    case FORMULA_ADD:
        write_terms(w, formula, 0);
        break;
    case FORMULA_MULTIPLY:
        write_product(w, formula);
        break;
    case FORMULA_NEGATE:
        text_add(w->out, "−");
        write_child(w, formula, 0);
        break;
    case FORMULA_FRACTION:
        write_fraction(w, formula);
        break;
    case FORMULA_POWER:
        write_power(w, formula);
        break;
    case FORMULA_CALL:
        write_call(w, formula);
        break;
    case FORMULA_SUM:
        write_sum(w, formula);
        break;
    case FORMULA_CASES:
        write_cases(w, formula);
        break;
    case FORMULA_CONDITION:
        write_condition(w, formula);
        break;
    case FORMULA_PLACEHOLDER:
        text_add(w->out, formula->base);
        break;
    case FORMULA_NUMBER:
        break;
    }
}

void formula_to_text(const struct formula *formula, enum formula_show show,
                     struct number_style style, struct text *out)
{
    struct writer writer = {.show = show, .style = style, .out = out};

    writer.style.sign = style.sign && formula_is_number(formula, show);
    write_node(&writer, formula);
}
