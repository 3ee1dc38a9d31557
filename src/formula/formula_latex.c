#include "formula/formula.h"

#include "formula/latex_name.h"

#include <string.h>

struct writer {
    enum formula_show show;
    struct number_style style;
    struct text *out;
};

static void write_node(struct writer *w, const struct formula *formula);

/* A script in braces after its mark. */
static void write_script(struct text *out, const char *mark, const char *script, bool roman)
{
    if (script == NULL)
        return;
    text_printf(out, "%s{", mark);
    if (roman)
        latex_name(out, script);
    else
        latex_letters(out, script);
    text_add(out, "}");
}

static void write_symbol(struct writer *w, const struct formula *symbol)
{
    text_add(w->out, symbol->hat ? "\\hat{" : "");
    if (symbol->roman)
        latex_name(w->out, symbol->base);
    else
        latex_letters(w->out, symbol->base);
    text_add(w->out, symbol->hat ? "}" : "");
    write_script(w->out, "_", symbol->sub, symbol->roman_sub);
    write_script(w->out, "^", symbol->sup, symbol->roman_sup);
}

/* 4.39e-05 becomes 4.39 \times 10^{-5}. */
static void write_number(struct writer *w, double value)
{
    char digits[NUMBER_TEXT_SIZE], *e;

    number_format(digits, value, w->style);
    if (strcmp(digits, "NaN") == 0) {
        text_add(w->out, "\\mathrm{NaN}");
        return;
    }
    if (strstr(digits, "Infinity") != NULL) {
        text_add(w->out, value < 0 ? "-\\infty" : "\\infty");
        return;
    }
    e = strchr(digits, 'e');
    if (e == NULL) {
        text_add(w->out, digits);
        return;
    }
    *e++ = '\0';
    text_printf(w->out, "%s \\times 10^{", digits);
    if (*e == '-')
        text_add(w->out, "-");
    e += strspn(e, "+-0");
    text_printf(w->out, "%s}", *e != '\0' ? e : "0");
}

/* Whether it is taller than a line, so that parentheses must grow. */
static bool is_tall(const struct formula *formula, enum formula_show show)
{
    bool numbers = show == FORMULA_NUMBERS;
    double value;

    formula = formula_shown(formula, show);
    if (formula_shown_number(formula, show, &value) || formula->kind == FORMULA_SYMBOL)
        return false;
    if (formula->kind == FORMULA_PARTIAL || formula->kind == FORMULA_FRACTION ||
        (formula->kind == FORMULA_SUM && !numbers) || formula->kind == FORMULA_CASES)
        return true;
    for (size_t i = formula->kind == FORMULA_SUM ? 1 : 0; i < formula->count; i++)
        if (is_tall(formula->children[i], show))
            return true;
    return false;
}

static void write_fenced(struct writer *w, const struct formula *content)
{
    bool tall = is_tall(content, w->show);

    text_add(w->out, tall ? "\\left(" : "(");
    write_node(w, content);
    text_add(w->out, tall ? "\\right)" : ")");
}

static void write_child(struct writer *w, const struct formula *parent, size_t index)
{
    if (formula_needs_parentheses(parent, index, w->show))
        write_fenced(w, parent->children[index]);
    else
        write_node(w, parent->children[index]);
}

static void write_terms(struct writer *w, const struct formula *sum, size_t first)
{
    for (size_t i = first; i < sum->count; i++) {
        const struct formula *term = formula_shown(sum->children[i], w->show);

        if (i > first && term->kind == FORMULA_NEGATE) {
            text_add(w->out, " - ");
            write_child(w, term, 0);
            continue;
        }
        text_add(w->out, i > first ? " + " : "");
        write_child(w, sum, i);
    }
}

static void write_product(struct writer *w, const struct formula *product)
{
    static const char *const joins[] = {
        [FORMULA_JOIN_NOTHING] = " ",
        [FORMULA_JOIN_DOT] = " \\cdot ",
        [FORMULA_JOIN_TIMES] = " \\times ",
    };

    for (size_t i = 0; i < product->count; i++) {
        text_add(w->out, i > 0 ? joins[formula_join(product, i, w->show)] : "");
        write_child(w, product, i);
    }
}

/* before {child} after */
static void write_braced(struct writer *w, const char *before, const struct formula *parent,
                         size_t index)
{
    text_printf(w->out, "%s{", before);
    write_child(w, parent, index);
    text_add(w->out, "}");
}

/* A fraction of two constants is set small. */
static void write_fraction(struct writer *w, const struct formula *fraction)
{
    bool constant = fraction->children[0]->kind == FORMULA_NUMBER &&
                    fraction->children[1]->kind == FORMULA_NUMBER;

    write_braced(w, constant ? "\\tfrac" : "\\frac", fraction, 0);
    write_braced(w, "", fraction, 1);
}

static void write_partial(struct writer *w, const struct formula *partial)
{
    text_add(w->out, "\\frac{\\partial ");
    write_symbol(w, partial->children[0]);
    text_add(w->out, "}{\\partial ");
    write_symbol(w, partial->children[1]);
    text_add(w->out, "}");
}

static void write_named(struct writer *w, const struct formula *call, const char *name)
{
    text_add(w->out, name);
    text_add(w->out, formula_needs_parentheses(call, 0, w->show) ? "" : " ");
    write_child(w, call, 0);
}

static void write_log_sum_exp(struct writer *w, const struct formula *call)
{
    text_add(w->out, "\\ln\\left(");
    for (size_t i = 0; i < call->count; i++)
        write_braced(w, i > 0 ? " + e^" : "e^", call, i);
    text_add(w->out, "\\right)");
}

static void write_extreme(struct writer *w, const struct formula *call)
{
    bool tall = is_tall(call->children[0], w->show) || is_tall(call->children[1], w->show);

    text_add(w->out, call->function == FORMULA_MAX ? "\\max" : "\\min");
    text_add(w->out, tall ? "\\left(" : "(");
    write_node(w, call->children[0]);
    text_add(w->out, ", ");
    write_node(w, call->children[1]);
    text_add(w->out, tall ? "\\right)" : ")");
}

static void write_condition(struct writer *w, const struct formula *condition)
{
    static const struct {
        const char *sign, *latex;
    } relations[] = {{"<", "<"}, {">", ">"}, {"≤", "\\le"}, {"≥", "\\ge"}};

    write_child(w, condition, 0);
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (strcmp(condition->base, relations[i].sign) == 0)
            text_printf(w->out, " %s ", relations[i].latex);
    write_child(w, condition, 1);
}

static void write_cases(struct writer *w, const struct formula *cases)
{
    text_add(w->out, "\\begin{cases} ");
    for (size_t i = 0; i < cases->count; i += 2) {
        write_child(w, cases, i);
        if (i + 1 == cases->count)
            break;
        text_add(w->out, " & \\text{if } ");
        write_condition(w, cases->children[i + 1]);
        text_add(w->out, " \\\\ ");
    }
    text_add(w->out, " & \\text{otherwise} \\end{cases}");
}

static void write_call(struct writer *w, const struct formula *call)
{
    switch (call->function) {
    case FORMULA_SIGMOID:
        text_add(w->out, "\\sigma");
        write_fenced(w, call->children[0]);
        break;
    case FORMULA_MAX:
    case FORMULA_MIN:
        write_extreme(w, call);
        break;
    case FORMULA_TANH:
        write_named(w, call, "\\tanh");
        break;
    case FORMULA_SIN:
        write_named(w, call, "\\sin");
        break;
    case FORMULA_COS:
        write_named(w, call, "\\cos");
        break;
    case FORMULA_LN:
        write_named(w, call, "\\ln");
        break;
    case FORMULA_EXP:
        write_braced(w, "e^", call, 0);
        break;
    case FORMULA_ABS:
        text_add(w->out, "\\left|");
        write_node(w, call->children[0]);
        text_add(w->out, "\\right|");
        break;
    case FORMULA_ROOT:
        write_braced(w, "\\sqrt", call, 0);
        break;
    case FORMULA_LOGSUMEXP:
        write_log_sum_exp(w, call);
        break;
    }
}

static void write_sum(struct writer *w, const struct formula *sum)
{
    if (w->show == FORMULA_NUMBERS) {
        write_terms(w, sum, 1);
        return;
    }
    text_add(w->out, "\\sum_{");
    latex_letters(w->out, sum->base);
    if (sum->sub != NULL) {
        text_add(w->out, "=");
        latex_letters(w->out, sum->sub);
    }
    text_add(w->out, "}");
    write_script(w->out, "^", sum->sup, false);
    text_add(w->out, " ");
    write_child(w, sum, 0);
}

static void write_placeholder(struct writer *w, const char *shown)
{
    if (latex_command(shown, strlen(shown)) != NULL)
        latex_letters(w->out, shown);
    else
        latex_name(w->out, shown);
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
        write_partial(w, formula);
        break;
    case FORMULA_ADD:
        write_terms(w, formula, 0);
        break;
    case FORMULA_MULTIPLY:
        write_product(w, formula);
        break;
    case FORMULA_NEGATE:
        text_add(w->out, "-");
        write_child(w, formula, 0);
        break;
    case FORMULA_FRACTION:
        write_fraction(w, formula);
        break;
    case FORMULA_POWER:
        write_child(w, formula, 0);
        write_braced(w, "^", formula, 1);
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
        write_placeholder(w, formula->base);
        break;
    case FORMULA_NUMBER:
        break;
    }
}

void formula_to_latex(const struct formula *formula, enum formula_show show,
                      struct number_style style, struct text *out)
{
    struct writer writer = {.show = show, .style = style, .out = out};

    writer.style.ascii = true;
    writer.style.sign = style.sign && formula_is_number(formula, show);
    write_node(&writer, formula);
}
