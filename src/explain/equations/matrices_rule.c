/* A rule of one of the engine's rows in matrix form: the terms that its formula comes to, cell by
 * cell where two matrices meet. */
#include "explain/equations/matrices_rule.h"

#include "explain/equations/equation.h"

#include <assert.h>

enum { NAMES_MAX = 20 }; /* that stand for matrices in one rule */

struct writer {
    const struct matrices_sheet *sheet;
    struct matrices_equation *equation;
    struct quantity result;
    struct equation_name names[NAMES_MAX];
    struct formula *leaves[NAMES_MAX]; /* what stands for them in the rule that was read */
    size_t count;
};

static struct matrices_term *write(struct writer *w, const struct formula *formula,
                                   enum matrices_sign sign);

static const struct formula *of_name(void *context, const char *name)
{
    struct writer *w = context;
    struct arena *arena = w->sheet->arena;
    struct equation_name meaning;

    if (!equation_name(arena, w->sheet->snapshot, w->result, name, &meaning))
        return NULL;
    if (meaning.number != NULL)
        return meaning.number;
    assert(w->count < NAMES_MAX);
    w->names[w->count] = meaning;
    w->leaves[w->count] = formula_in_role(arena, matrices_symbol(w->sheet, meaning.quantity),
                                          FORMULA_ROLE_NONE);
    return w->leaves[w->count++];
}

static const struct equation_name *name_of(const struct writer *w, const struct formula *leaf)
{
    for (size_t i = 0; i < w->count; i++)
        if (leaf == w->leaves[i])
            return &w->names[i];
    return NULL;
}

/* Whether there is a quantity in it; of the run, which is one number, or of more. */
static bool has_quantity(const struct writer *w, const struct formula *formula, bool of_run)
{
    const struct equation_name *name = name_of(w, formula);

    if (name != NULL)
        return of_run || name->quantity.of != QUANTITY_OF_RUN;
    for (size_t i = 0; formula->kind != FORMULA_PARTIAL && i < formula->count; i++)
        if (has_quantity(w, formula->children[i], of_run))
            return true;
    return false;
}

static bool has_matrix(const struct writer *w, const struct formula *formula)
{
    return has_quantity(w, formula, false);
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
        for (size_t i = 0; i < w->count; i++) {
            struct quantity cell = w->names[i].quantity;

            cell.to = k;
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

/* Whether the two are multiplied as matrices are, not cell by cell: W x, δ xᵀ. */
static bool is_matrix_product(const struct writer *w, const struct formula *left,
                              const struct formula *right)
{
    const struct equation_name *a = name_of(w, left), *b = name_of(w, right);

    return a != NULL && b != NULL && (b->transposed || a->quantity.of != b->quantity.of);
}

static struct matrices_term *write_product(struct writer *w, const struct formula *product,
                                           enum matrices_sign sign)
{
    struct matrices_term *last = NULL;
    bool matrix = false;

    for (size_t i = 0; i < product->count; i++) {
        const struct formula *factor = product->children[i];
        bool next = has_matrix(w, factor);
        bool cells = matrix && next && !is_matrix_product(w, product->children[i - 1], factor);

        last = write_factor(w, factor, i == 0 ? sign : cells ? MATRICES_HADAMARD : MATRICES_TIMES);
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
    const struct equation_name *name = name_of(w, formula);
    struct matrices_term *last;
    size_t first = w->equation->count;

    if (name != NULL) {
        last = matrices_add(w->sheet, w->equation, sign, name->quantity);
        last->scalar = name->quantity.of == QUANTITY_OF_RUN;
        if (name->transposed)
            matrices_transpose(w->sheet, last);
        return last;
    }
    if (!has_quantity(w, formula, true))
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

static const struct formula *read(struct writer *w)
{
    struct arena *arena = w->sheet->arena;

    return equation_read(arena, equation_rule(arena, w->sheet->snapshot, w->result),
                         &(struct formula_names){.of = of_name, .context = w});
}

struct matrices_term *matrices_rule(const struct matrices_sheet *sheet,
                                    struct matrices_equation *equation, enum matrices_sign sign,
                                    struct quantity result)
{
    struct writer w = {.sheet = sheet, .equation = equation, .result = result};
    const struct formula *rule = read(&w);

    return sign == MATRICES_TIMES || result.kind == QUANTITY_LOSS_PART
               ? write_factor(&w, rule, sign) : write(&w, rule, sign);
}

struct matrices_equation *matrices_add_rule(struct matrices_sheet *sheet, const char *tag,
                                            const char *words, struct quantity result)
{
    struct matrices_equation *equation = matrices_add_equation(sheet, tag, words);

    matrices_add(sheet, equation, MATRICES_TIMES, result)->scalar =
        result.of == QUANTITY_OF_RUN;
    matrices_rule(sheet, equation, MATRICES_EQUALS, result);
    return equation;
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
    struct writer w = {
        .sheet = sheet,
        .equation = equation,
        .result = quantity_at(QUANTITY_DA, sheet->net->layer_count, 0, 0),
    };
    const struct formula *rule = read(&w);
    bool scaled = rule->kind == FORMULA_MULTIPLY && rule->count == 2 &&
                  rule->children[0]->kind == FORMULA_NUMBER;

    if (!is_linear(rule))
        return false;
    if (matrices_add_mean(sheet, equation, sign, scaled ? (size_t)rule->children[0]->value : 1))
        write_factor(&w, scaled ? rule->children[1] : rule, MATRICES_TIMES);
    else if (sign == MATRICES_TIMES)
        write_factor(&w, rule, sign);
    else
        write(&w, rule, sign);
    return true;
}
