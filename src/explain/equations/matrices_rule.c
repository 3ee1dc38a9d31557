/* A rule of one of the engine's rows in matrix form: the terms that its formula comes to, cell by
 * cell where two matrices meet. */
#include "explain/equations/matrices_rule.h"

#include "explain/equations/expression.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct writer {
    const struct matrices_sheet *sheet;
    struct matrices_equation *equation;
    const struct matrices_name *names;
    struct formula *leaves[MATRICES_NAMES_MAX]; /* of the names that stand for matrices */
};

static struct matrices_term *write(struct writer *w, const struct formula *formula,
                                   enum matrices_sign sign);

static const struct formula *of_name(void *context, const char *name)
{
    struct writer *w = context;

    for (size_t i = 0; w->names[i].name != NULL; i++) {
        if (strcmp(w->names[i].name, name) != 0)
            continue;
        if (w->names[i].constant != NULL)
            return w->names[i].constant;
        if (w->leaves[i] == NULL)
            w->leaves[i] = formula_in_role(w->sheet->arena,
                                           matrices_symbol(w->sheet, w->names[i].first),
                                           FORMULA_ROLE_NONE);
        return w->leaves[i];
    }
    return NULL;
}

static const struct matrices_name *name_of(const struct writer *w, const struct formula *leaf)
{
    for (size_t i = 0; w->names[i].name != NULL; i++)
        if (leaf == w->leaves[i])
            return &w->names[i];
    return NULL;
}

static bool has_matrix(const struct writer *w, const struct formula *formula)
{
    if (name_of(w, formula) != NULL)
        return true;
    for (size_t i = 0; formula->kind != FORMULA_PARTIAL && i < formula->count; i++)
        if (has_matrix(w, formula->children[i]))
            return true;
    return false;
}

static struct matrices_term *write_scalar(struct writer *w, const struct formula *scalar,
                                          enum matrices_sign sign)
{
    bool fraction = scalar->kind == FORMULA_FRACTION && scalar->children[0]->kind == FORMULA_NUMBER
                    && scalar->children[1]->kind == FORMULA_NUMBER;
    const char *text = !fraction
                           ? NULL
                           : arena_printf(w->sheet->arena, "%g/%g", scalar->children[0]->value,
                                          scalar->children[1]->value);
    struct matrices_term *term =
        matrices_add_scalar(w->sheet, w->equation, sign, formula_evaluate(scalar), text);

    if (!fraction && scalar->kind != FORMULA_NUMBER)
        term->symbol = scalar;
    return term;
}

/* In parentheses, which may be squared. */
static struct matrices_term *write_fenced(struct writer *w, const struct formula *formula,
                                          enum matrices_sign sign)
{
    size_t first = w->equation->count;
    struct matrices_term *last = write(w, formula, sign);

    w->equation->terms[first].opens++;
    last->closes++;
    return last;
}

/* As a column of its own, worked out cell by cell. */
static struct matrices_term *write_cells(struct writer *w, const struct formula *formula,
                                         enum matrices_sign sign, bool output)
{
    const struct matrices_sheet *sheet = w->sheet;
    size_t count = net_output(sheet->net)->out;
    double *values;
    struct matrices_term *term = matrices_add_numbers(sheet, w->equation, sign, count, &values);

    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; w->names[i].name != NULL; i++) {
            struct quantity cell = w->names[i].first;

            cell.to = k;
            if (w->leaves[i] != NULL)
                w->leaves[i]->value = quantity_value(sheet->snapshot, cell);
        }
        values[k] = formula_evaluate(formula);
    }
    term->symbol = formula;
    if (output)
        term->first = quantity_as(term->first, QUANTITY_LOSS_PART);
    return term;
}

static struct matrices_term *write_factor(struct writer *w, const struct formula *factor,
                                          enum matrices_sign sign)
{
    bool sum = factor->kind == FORMULA_ADD;

    if (!sum || !has_matrix(w, factor))
        return write(w, factor, sign);
    if (factor->children[0]->kind == FORMULA_NUMBER) /* 1 - t is a matter of its own */
        return write_cells(w, factor, sign, false);
    return write_fenced(w, factor, sign);
}

static struct matrices_term *write_product(struct writer *w, const struct formula *product,
                                           enum matrices_sign sign)
{
    struct matrices_term *last = NULL;
    bool matrix = false;

    for (size_t i = 0; i < product->count; i++) {
        bool next = has_matrix(w, product->children[i]);

        last = write_factor(w, product->children[i],
                            i == 0 ? sign : matrix && next ? MATRICES_HADAMARD : MATRICES_TIMES);
        matrix = matrix || next;
    }
    return last;
}

static struct matrices_term *write_sum(struct writer *w, const struct formula *sum,
                                       enum matrices_sign sign)
{
    struct matrices_term *last = NULL;

    for (size_t i = 0; i < sum->count; i++) {
        const struct formula *term = sum->children[i];
        bool minus = i > 0 && term->kind == FORMULA_NEGATE;

        last = write(w, minus ? term->children[0] : term,
                     minus ? MATRICES_MINUS : i > 0 ? MATRICES_PLUS : sign);
    }
    return last;
}

/* By a number: 1 over it, times what stands above. */
static struct matrices_term *write_fraction(struct writer *w, const struct formula *fraction,
                                            enum matrices_sign sign)
{
    struct arena *arena = w->sheet->arena;

    if (has_matrix(w, fraction->children[1])) {
        write_factor(w, fraction->children[0], sign);
        return write_factor(w, fraction->children[1], MATRICES_OVER);
    }
    write_scalar(w, formula_fraction(arena, formula_number(arena, 1), fraction->children[1]), sign);
    return write_factor(w, fraction->children[0], MATRICES_TIMES);
}

static struct matrices_term *write_call(struct writer *w, const struct formula *call,
                                        enum matrices_sign sign)
{
    struct matrices_term *term;

    if (call->function == FORMULA_LN)
        return matrices_add_logarithm(w->sheet, w->equation, sign,
                                      call->children[0]->kind == FORMULA_ADD);
    if (call->function != FORMULA_ROOT)
        return write_cells(w, call, sign, true);
    term = write(w, call->children[0], sign);
    term->function = "√";
    term->applied = true;
    return term;
}

static struct matrices_term *write(struct writer *w, const struct formula *formula,
                                   enum matrices_sign sign)
{
    const struct matrices_name *name = name_of(w, formula);
    struct matrices_term *last;
    size_t first = w->equation->count;

    if (name != NULL)
        return matrices_add(w->sheet, w->equation, sign, name->first);
    if (!has_matrix(w, formula))
        return write_scalar(w, formula, sign);
    switch (formula->kind) {
    case FORMULA_NEGATE:
        last = write_factor(w, formula->children[0], sign);
        w->equation->terms[first].minus = true;
        return last;
    case FORMULA_ADD:
        return write_sum(w, formula, sign);
    case FORMULA_MULTIPLY:
        return write_product(w, formula, sign);
    case FORMULA_FRACTION:
        return write_fraction(w, formula, sign);
    case FORMULA_POWER:
        assert(formula->children[1]->value == 2);
        last = write_fenced(w, formula->children[0], sign);
        last->squared = true;
        return last;
    case FORMULA_CALL:
        return write_call(w, formula, sign);
    case FORMULA_NUMBER:
    case FORMULA_SYMBOL:
    case FORMULA_PARTIAL:
    case FORMULA_CASES:
    case FORMULA_CONDITION:
    case FORMULA_SUM:
    case FORMULA_PLACEHOLDER:
        break;
    }
    return write_cells(w, formula, sign, true);
}

const struct matrices_name *matrices_output_names(const struct matrices_sheet *sheet)
{
    size_t last = sheet->net->layer_count;
    struct matrices_name *names = arena_alloc(sheet->arena, 3 * sizeof *names);

    names[0] = (struct matrices_name){"a", quantity_at(QUANTITY_A, last, 0, 0), NULL};
    names[1] = (struct matrices_name){"t", quantity_at(QUANTITY_T, last, 0, 0), NULL};
    names[2] = (struct matrices_name){0};
    return names;
}

static struct writer begin(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                           const struct matrices_name *names)
{
    return (struct writer){.sheet = sheet, .equation = equation, .names = names};
}

static const struct formula *read(struct writer *w, const char *text)
{
    return expression_read(w->sheet->arena, text,
                           &(struct formula_names){.of = of_name, .context = w});
}

void matrices_rule(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                   enum matrices_sign sign, const char *text, const struct matrices_name *names,
                   bool factor)
{
    struct writer w = begin(sheet, equation, names);

    if (factor)
        write_factor(&w, read(&w, text), sign);
    else
        write(&w, read(&w, text), sign);
}

static bool is_linear(const struct formula *formula)
{
    if (formula->kind != FORMULA_ADD && formula->kind != FORMULA_MULTIPLY &&
        formula->kind != FORMULA_NEGATE)
        return formula->kind == FORMULA_NUMBER || formula->kind == FORMULA_SYMBOL;
    for (size_t i = 0; i < formula->count; i++)
        if (!is_linear(formula->children[i]))
            return false;
    return true;
}

bool matrices_loss_slope(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                         enum matrices_sign sign)
{
    struct writer w = begin(sheet, equation, matrices_output_names(sheet));
    const struct formula *rule = read(&w, loss_row(sheet->net->loss)->slope);
    bool scaled = rule->kind == FORMULA_MULTIPLY && rule->count == 2 &&
                  rule->children[0]->kind == FORMULA_NUMBER;

    if (!is_linear(rule))
        return false;
    if (matrices_add_mean(sheet, equation, sign, scaled ? (size_t)rule->children[0]->value : 1))
        write_factor(&w, scaled ? rule->children[1] : rule, MATRICES_TIMES);
    else
        write(&w, rule, sign);
    return true;
}
