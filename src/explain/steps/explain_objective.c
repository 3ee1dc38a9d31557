/* What L2 adds: the penalty s, the objective J = L + s, and its gradient ∂J/∂w = ∂L/∂w + λw. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/equation.h"
#include "explain/equations/expression.h"
#include "explain/selection.h"

static struct formula *symbol_of(const struct page *page, enum quantity_kind kind,
                                 enum formula_role role)
{
    return page_symbol(page, page_output(page, kind, 0), role);
}

static void penalty_equation(struct page *page, unsigned part, enum formula_role role)
{
    page_equals(page, symbol_of(page, QUANTITY_PENALTY, role), expression_penalty(page),
                PAGE_WORKED | part);
}

static void objective_equation(struct page *page, unsigned part, enum formula_role role)
{
    page_equals(page, symbol_of(page, QUANTITY_OBJECTIVE, role),
                expression_rule(page, page_output(page, QUANTITY_OBJECTIVE, 0)),
                PAGE_WORKED | part);
}

/* ---- s ---- */

/* More weights than this have no table: they are too many to sort for every frame. */
enum { SQUARES_MAX = 65536 };

static size_t count_weights(const struct page *page)
{
    size_t count = 0;

    for (size_t l = 1; l <= page->net->layer_count; l++)
        count += page_layer(page, l)->out
                 * (page_layer(page, l)->in
                    + (page_layer(page, l)->recurrent ? page_layer(page, l)->out : 0));
    return count;
}

/* The first `most` weights, in the network's order. */
static void list_weights(const struct page *page, struct quantity *weights, size_t most)
{
    size_t at = 0;

    for (size_t l = 1; l <= page->net->layer_count; l++)
        for (size_t j = 0; j < page_layer(page, l)->out; j++) {
            for (size_t k = 0; k < page_layer(page, l)->in && at < most; k++)
                weights[at++] = quantity_of_weight(QUANTITY_VALUE, l, j, k);
            for (size_t k = 0;
                 page_layer(page, l)->recurrent && k < page_layer(page, l)->out && at < most; k++)
                weights[at++] = quantity_of_recurrent(QUANTITY_VALUE, l, j, k);
        }
}

/* The weights by their squares, which the penalty adds up. */
static void squares_table(struct page *page, const struct quantity *weights, size_t count)
{
    static const enum word heads[] = {W_WEIGHT, W_NONE, W_SQUARE};
    double *squares = arena_alloc(page->arena, count * sizeof *squares), sum = 0;
    struct selection selection;

    for (size_t i = 0; i < count; i++) {
        double w = page_value(page, weights[i]);

        squares[i] = w * w;
        sum += squares[i];
    }
    selection_for_sum(squares, count, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++) {
        const struct formula *w = page_plain(page, weights[selection.items[i]]);

        page_cells(page, "snr", w, formula_power(page->arena, w, formula_number(page->arena, 2)),
                   formula_number(page->arena, squares[selection.items[i]]));
    }
    selection_sum_rows(page, &selection, 2, formula_number(page->arena, sum));
}

static bool has_biases(const struct page *page)
{
    for (size_t l = 1; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->has_biases)
            return true;
    return false;
}

void explain_penalty(struct page *page)
{
    const struct formula *s = symbol_of(page, QUANTITY_PENALTY, FORMULA_ROLE_NONE);
    double l2 = page->snapshot->state->optimizer.l2;
    size_t count = count_weights(page);
    size_t marked = count < PAGE_MARKS_MAX ? count : PAGE_MARKS_MAX;
    struct quantity *weights;

    page_title(page, W_PENALTY_ON_LARGE_WEIGHTS);
    penalty_equation(page, 0, FORMULA_ROLE_RESULT);
    weights = arena_alloc(page->arena, (count <= SQUARES_MAX ? count : marked) * sizeof *weights);
    list_weights(page, weights, count <= SQUARES_MAX ? count : marked);
    if (count <= SQUARES_MAX)
        squares_table(page, weights, count);
    page_remark(
        page, has_biases(page) ? W_SETS_HOW_MUCH_LARGE_WEIGHTS : W_SETS_HOW_MUCH_LARGE_WEIGHTS_COST,
        formula_symbol(page->arena, "λ", NULL, NULL, l2), l2);
    page_sentence(page, W_PENALTY_KNOWS_NOTHING_OF_DATA, s);
    page_mark(page, page_output(page, QUANTITY_PENALTY, 0), FORMULA_ROLE_RESULT);
    for (size_t i = 0; i < marked; i++)
        page_mark(page, weights[i], FORMULA_ROLE_WEIGHT);
}

/* ---- J ---- */

static void objective_words(struct page *page)
{
    page_sentence(page, W_TRAINING_MAKES_SMALLER_BEING_WRONG,
                  quantity_batch_loss_symbol(page->arena, page->snapshot->batch_loss),
                  symbol_of(page, QUANTITY_PENALTY, FORMULA_ROLE_NONE));
    page_mark(page, page_output(page, QUANTITY_OBJECTIVE, 0), FORMULA_ROLE_RESULT);
    page_mark(page, page_output(page, QUANTITY_PENALTY, 0), FORMULA_ROLE_NONE);
    page_mark(page, page_output(page, QUANTITY_LOSS, 0), FORMULA_ROLE_NONE);
}

static void mean_remark(struct page *page)
{
    if (page_has_batch(page))
        page_remark(page, page_sums(page) ? W_IS_SUM_OF_LOSSES_OF : W_IS_MEAN_LOSS_OF_BATCHS,
                    quantity_batch_loss_symbol(page->arena, page->snapshot->batch_loss),
                    page->snapshot->place.batch_count);
}

void explain_objective(struct page *page)
{
    page_title(page, W_OBJECTIVE_LOSS_PLUS_PENALTY);
    objective_equation(page, 0, FORMULA_ROLE_RESULT);
    penalty_equation(page, PAGE_PART, FORMULA_ROLE_NONE);
    mean_remark(page);
    page_remark(page, W_BACKWARD_PASS_ASKS_HOW_EACH,
                symbol_of(page, QUANTITY_PENALTY, FORMULA_ROLE_NONE));
    objective_words(page);
}

void explain_loss_with_penalty(struct page *page)
{
    objective_equation(page, 0, FORMULA_ROLE_RESULT);
    penalty_equation(page, PAGE_PART, FORMULA_ROLE_NONE);
    explain_loss_total(page);
    page_table(page, 0, NULL); /* table and remark leave their room to the equations */
    page->out->remark = (struct rich){0};
    mean_remark(page);
    page_title(page, W_OBJECTIVE_LOSS_PLUS_PENALTY);
    objective_words(page);
}

/* ---- ∂J/∂w ---- */

void optimizer_penalty_equation(struct page *page, struct quantity parameter)
{
    if (!expression_has_penalty(page, parameter))
        return;
    parameter = quantity_as(parameter, QUANTITY_OBJECTIVE_GRADIENT);
    page_equals(page, page_symbol(page, parameter, FORMULA_ROLE_GRADIENT),
                expression_rule(page, parameter), PAGE_WORKED | PAGE_PART);
}

static void directions_sentence(struct page *page, const struct formula *w, double gradient)
{
    bool down = gradient > 0; /* which way the loss moves it */

    if (w->value == 0)
        page_sentence(page, W_IS_PENALTY_DOES_NOT_PULL, w, w->value);
    else if (gradient == 0)
        page_sentence(page, w->value > 0 ? W_ONLY_PENALTY_DOWN : W_ONLY_PENALTY_UP, w);
    else if (down == (w->value > 0))
        page_sentence(page, down ? W_BOTH_DOWN : W_BOTH_UP, w);
    else
        page_sentence(page, down ? W_LOSS_DOWN_PENALTY_UP : W_LOSS_UP_PENALTY_DOWN, w);
}

void explain_objective_gradient(struct page *page, struct quantity q)
{
    struct quantity loss = quantity_as(q, QUANTITY_BATCH_GRADIENT);
    const struct formula *w = page_as(page, q, QUANTITY_VALUE);

    page_title(page, W_PENALTYS_SHARE, w);
    page_equation_of(page, q, expression_rule(page, q), PAGE_WORKED);
    explain_mean_equation(page, q);
    page_remark(page, W_SLOPE_OF_PENALTY_AT_COMES,
                formula_multiply(page->arena, formula_symbol(page->arena, "λ", NULL, NULL, 0), w),
                symbol_of(page, QUANTITY_PENALTY, FORMULA_ROLE_NONE), w, page_plain(page, loss));
    explain_mean_remark(page);
    directions_sentence(page, w, page_value(page, loss));
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, quantity_as(q, QUANTITY_VALUE), FORMULA_ROLE_WEIGHT);
    page_mark(page, loss, FORMULA_ROLE_GRADIENT);
}

/* ---- clipped ---- */

void explain_clipping(struct page *page, const struct optimizer *optimizer)
{
    if (optimizer->clip_value > 0)
        page_remark(page, W_CLIPPED_BY_VALUE, optimizer->clip_value, optimizer->clip_value);
    if (optimizer->clip_norm > 0 && optimizer->clip_scale != 1)
        page_remark(page, W_CLIPPED_BY_NORM, optimizer->clip_norm, optimizer->clip_scale);
    else if (optimizer->clip_norm > 0)
        page_remark(page, W_NORM_IS_SMALL_ENOUGH, optimizer->clip_norm);
}

void explain_clipped(struct page *page, struct quantity q)
{
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;
    bool penalty = optimizer->l2 != 0 && q.of != QUANTITY_OF_BIAS;
    struct quantity from = quantity_as(q, penalty ? QUANTITY_OBJECTIVE_GRADIENT
                                                  : QUANTITY_BATCH_GRADIENT);
    const struct formula *right = page_symbol(page, from, FORMULA_ROLE_GRADIENT);
    double value = page_value(page, q);

    page_title(page, W_GRADIENT_IS_CLIPPED, page_as(page, q, QUANTITY_VALUE));
    page_equation_of(page, q, equation_clipped(page->arena, optimizer, right), PAGE_WORKED);
    explain_clipping(page, optimizer);
    page_sentence(page, value == page_value(page, from) ? W_CLIPPING_LEAVES : W_CLIPPING_SHORTENS);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, from, FORMULA_ROLE_GRADIENT);
}
