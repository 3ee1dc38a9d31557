/* The backward pass: from δ to the gradients of weights and biases; the phase. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/ranking.h"
#include "explain/trouble.h"

#include <math.h>
#include <string.h>

static const enum word act = W_GLOSSARY_BACKWARD_PASS;

static bool biases_are_fixed(const struct page *page, size_t layer)
{
    const struct net_layer *at = page_layer(page, layer);

    return at->has_biases && !at->train_biases;
}

/* What happens to a sample's gradients in a batch. */
void explain_batch_remark(struct page *page)
{
    const struct place *place = &page->snapshot->place;

    if (!page_has_batch(page))
        return;
    if (place->batch_index + 1 < place->batch_count)
        page_remark(page, page_sums(page) ? W_UPDATE_WILL_USE_SUM : W_UPDATE_WILL_USE_MEAN);
    else
        page_remark(page,
                    page_sums(page) ? W_BATCH_IS_COMPLETE_FOR_UPDATE
                                    : W_BATCH_IS_COMPLETE_FOR_UPDATE_GRADIENT,
                    place->batch_count);
}

/* The running sum, as the engine keeps it. */
static void sum_remark(struct page *page, size_t gradient)
{
    if (page_has_batch(page))
        page_remark(page, W_ADDED_UP_OVER_BATCH_SO, page->snapshot->now[gradient]);
}

/* ---- one weight ---- */

static void carried_row(struct page *page, size_t layer, size_t to, size_t from)
{
    struct quantity input = quantity_input(page->net, layer, from);

    page_cells(page, "ss-r", expression_carried(page, layer, to, from),
               page_symbol(page, input, FORMULA_ROLE_INPUT), page_plain(page, input))
        ->role = FORMULA_ROLE_INPUT;
}

/* What the sign of a gradient says about its parameter. */
static void direction_remark(struct page *page, struct quantity gradient,
                             struct quantity parameter, struct quantity input)
{
    double value = page_value(page, gradient);
    const struct formula *symbol = page_plain(page, gradient), *moved = page_plain(page, parameter);

    if (value > 0)
        page_remark(page, W_ABOVE_0_IF_GREW_LITTLE, symbol, moved);
    else if (value < 0)
        page_remark(page, W_BELOW_0_IF_GREW_LITTLE, symbol, moved);
    else if (input.kind != QUANTITY_NONE && page_value(page, input) == 0)
        page_remark(page, W_IS_0_BECAUSE_INPUT_WAS, symbol);
    else
        page_remark(page, W_IS_0_SMALL_CHANGE_OF, symbol, moved);
}

static void weight_marks(struct page *page, size_t layer, size_t to, size_t from)
{
    page_mark(page, quantity_of_weight(QUANTITY_GRADIENT, layer, to, from), FORMULA_ROLE_RESULT);
    page_mark(page, quantity_input(page->net, layer, from), FORMULA_ROLE_INPUT);
    if (expression_has_chain(page, layer)) {
        page_mark(page, quantity_at(QUANTITY_DA, layer, to, 0), FORMULA_ROLE_LOSS_SLOPE);
        page_mark(page, quantity_at(QUANTITY_A, layer, to, 0), FORMULA_ROLE_ACTIVATION_SLOPE);
    }
    page_mark(page, quantity_at(QUANTITY_DZ, layer, to, 0), FORMULA_ROLE_ERROR);
}

static const struct formula *bias_expression(const struct page *page, size_t layer, size_t unit)
{
    const struct formula *slope = formula_partial(
        page->arena, page_of(page, QUANTITY_Z, layer, unit),
        page_plain(page, quantity_of_bias(QUANTITY_VALUE, layer, unit)), 1);
    const struct formula *factors[2] = {
        page_in_role(page, QUANTITY_DZ, layer, unit, FORMULA_ROLE_ERROR),
        formula_in_role(page->arena, slope, FORMULA_ROLE_INPUT)};

    return formula_chain(page->arena, factors, 2);
}

/* By the chain rule, or as ∂L/∂w = δ a. */
static void gradient_equation(struct page *page, struct quantity gradient, bool local)
{
    size_t layer = gradient.layer, to = gradient.to;

    page_equation_of(page, gradient,
                     gradient.of == QUANTITY_OF_BIAS ? bias_expression(page, layer, to)
                     : local                         ? expression_rule(page, gradient)
                             : expression_gradient(page, layer, to, gradient.from),
                     PAGE_WORKED);
    if (!local)
        page->out->about = gradient;
}

void explain_weight(struct page *page, size_t layer, size_t to, size_t from, bool local)
{
    struct quantity weight = quantity_of_weight(QUANTITY_VALUE, layer, to, from);
    struct quantity gradient = quantity_of_weight(QUANTITY_GRADIENT, layer, to, from);

    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_plain(page, weight));
    gradient_equation(page, gradient, local);
    if (!local && expression_has_chain(page, layer)) {
        explain_factor_rows(page, layer, to);
        page_sentence(page, W_CHAIN_RULE_MULTIPLIES_SLOPES_ON, page_plain(page, weight),
                      page_plain(page, page_output(page, QUANTITY_LOSS, 0)));
    } else {
        explain_error_row(page, layer, to);
        page_sentence(page, W_GRADIENT_OF_IS_TIMES_INPUT, page_plain(page, weight),
                      page_of(page, QUANTITY_DZ, layer, to));
    }
    if (!page->moved)
        page_sentence_more(page, W_NOTHING_IS_CHANGED_YET);
    carried_row(page, layer, to, from);
    if (!trouble_is_dead(page, layer, to) || !trouble_remark_backward(page, layer, to))
        direction_remark(page, gradient, weight, quantity_input(page->net, layer, from));
    sum_remark(page, page_layer(page, layer)->gw + to * page_layer(page, layer)->in + from);
    weight_marks(page, layer, to, from);
}

void explain_bias(struct page *page, size_t layer, size_t unit)
{
    struct quantity bias = quantity_of_bias(QUANTITY_VALUE, layer, unit);
    struct quantity gradient = quantity_of_bias(QUANTITY_GRADIENT, layer, unit);
    struct quantity error = quantity_at(QUANTITY_DZ, layer, unit, 0);

    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_plain(page, bias));
    page_equation_of(page, gradient, bias_expression(page, layer, unit), PAGE_WORKED);
    page_sentence(page, W_BIAS_ENTERS_WITH_SLOPE_1, page_of(page, QUANTITY_Z, layer, unit),
                  page_plain(page, error));
    if (biases_are_fixed(page, layer))
        page_remark(page, W_LESSON_KEEPS_BIASES_FIXED_GRADIENT);
    else
        direction_remark(page, gradient, bias, (struct quantity){0});
    sum_remark(page, page_layer(page, layer)->gb + unit);
    page_mark(page, gradient, FORMULA_ROLE_RESULT);
    page_mark(page, error, FORMULA_ROLE_ERROR);
    page_mark(page, quantity_at(QUANTITY_A, layer, unit, 0), FORMULA_ROLE_ERROR);
}

/* ---- a neuron's weights together ---- */

static void gradient_row(struct page *page, struct quantity gradient)
{
    bool product = gradient.of == QUANTITY_OF_WEIGHT;
    struct quantity error = quantity_at(QUANTITY_DZ, gradient.layer, gradient.to, 0);
    const struct formula *rule = product ? expression_rule(page, gradient)
                                         : page_symbol(page, error, FORMULA_ROLE_ERROR);

    page_cells(page, "ssnr", page_plain(page, gradient), rule, product ? rule : NULL,
               page_plain(page, gradient));
}

void explain_gradient_rows(struct page *page, const struct ranking *ranking)
{
    page_table(page, 4, NULL);
    for (size_t i = 0; i < ranking->count; i++)
        gradient_row(page, ranking->items[i]);
    page->out->table.left_out = ranking->left_out;
    page->out->table.by_size = ranking->ranked;
}

static void explain_neuron(struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);
    struct ranking ranking;
    bool first_is_0;

    ranking_make(page, (struct ranking_kinds){QUANTITY_GRADIENT, false},
                 (struct ranking_range){layer, true, unit, 0}, &ranking);
    page_title(page,
               at->has_biases ? W_GRADIENTS_OF_S_PARAMETERS
               : at->in == 1  ? W_GRADIENT_OF_S_WEIGHT
                              : W_GRADIENTS_OF_S_WEIGHTS,
               page_unit(page, layer, unit));
    first_is_0 = page_value(page, quantity_of_weight(QUANTITY_GRADIENT, layer, unit, 0)) == 0;
    gradient_equation(page,
                      ranking.looked || first_is_0 || ranking.left_out > 0
                          ? ranking.example
                          : quantity_of_weight(QUANTITY_GRADIENT, layer, unit, 0), false);
    explain_gradient_rows(page, &ranking);
    page_sentence(page,
                  at->has_biases ? W_EACH_GRADIENT_IS_TIMES_INPUT
                  : at->in == 1  ? W_GRADIENT_IS_TIMES_INPUT_OF
                                 : W_EACH_GRADIENT_IS_TIMES_INPUT_OF,
                  page_of(page, QUANTITY_DZ, layer, unit));
    if (trouble_is_dead(page, layer, unit) && trouble_remark_backward(page, layer, unit))
        (void)0;
    else if (ranking.all_zero)
        page_remark(page, W_ALL_THESE_GRADIENTS_ARE_0);
    else if (biases_are_fixed(page, layer))
        page_remark(page, W_LESSON_KEEPS_BIASES_FIXED_EXISTS,
                    page_plain(page, quantity_of_bias(QUANTITY_GRADIENT, layer, unit)));
    explain_batch_remark(page);
    for (size_t k = 0; k < at->in; k++)
        weight_marks(page, layer, unit, k);
    if (at->has_biases)
        page_mark(page, quantity_of_bias(QUANTITY_GRADIENT, layer, unit), FORMULA_ROLE_RESULT);
}

/* ---- the phase ---- */

void explain_gradient_list(struct page *page, const enum word heads[2],
                           const struct ranking *gradients)
{
    page_table(page, 2, heads);
    for (size_t i = 0; i < gradients->count; i++) {
        struct explain_row *row = page_cells(page, "sr+", page_plain(page, gradients->items[i]),
                                             page_plain(page, gradients->items[i]));

        row->current = quantity_equal(gradients->items[i], gradients->example);
        page_mark(page, gradients->items[i], FORMULA_ROLE_RESULT);
    }
    page->out->table.left_out = gradients->left_out;
    page->out->table.by_size = gradients->ranked;
}

/* Whether the means over the batch are looked at, and there: the last sample's gradients are. */
static bool looks_at_means(const struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;

    return snapshot->look_count > 0 && snapshot->look[0].kind == QUANTITY_BATCH_GRADIENT
           && page_has_batch(page)
           && snapshot->place.batch_index + 1 == snapshot->place.batch_count;
}

static void explain_phase(struct page *page)
{
    static const enum word heads[] = {W_PARAMETER, W_GRADIENT};
    bool means = looks_at_means(page);
    struct ranking ranking;

    ranking_make(page, (struct ranking_kinds){means ? QUANTITY_BATCH_GRADIENT : QUANTITY_GRADIENT,
                                              true},
                 (struct ranking_range){0, false, 0, 8}, &ranking);
    page_title(page,
               explain_trains_biases(page) ? W_HOW_WITH_EACH_PARAMETER : W_HOW_WITH_EACH_WEIGHT);
    if (means) {
        page_kicker_of_batch(page, words(act), 0);
        explain_mean_equation(page, ranking.example);
        page->out->about = ranking.example;
    } else {
        gradient_equation(page, ranking.example, false);
    }
    explain_gradient_list(page, heads, &ranking);
    if (ranking.all_zero)
        page_remark(page, W_ALL_GRADIENTS_ARE_0_ONLY);
    explain_batch_remark(page);
    if (page_has_batch(page))
        page_sentence(page, W_BACKPROPAGATION_HAS_COMPUTED_EVERY);
    else
        page_sentence(page, W_BACKPROPAGATION_ONLY_COMPUTES);
}

/* At the end of the whole backward pass: has any parameter changed? Looked up, not claimed. */
static void proof(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct place *place = &snapshot->place;
    size_t count = page->net->param_count, same = 0;
    struct rich rest = page->out->remark;

    if (page->unit.unit.layer != 1 || place->batch_index + 1 != place->batch_count ||
        page->cursor.moment != reveal_count(page->net, page->unit))
        return;
    for (size_t i = 0; i < count; i++)
        same += memcmp(&snapshot->now[i], &snapshot->before[i], sizeof *snapshot->now) == 0;
    page->out->remark = (struct rich){0};
    if (same == count)
        page_remark(page, W_OLD_NEW_ALL_PARAMETERS_STILL, count);
    else
        page_remark(page, W_SOMETHING_IS_WRONG_OF_PARAMETERS, count - same, count);
    if (rest.count > 0)
        page->out->remark = rich_join(
            page->arena, rich_join(page->arena, page->out->remark, rich_format(page->arena, " ")),
            rest);
}

void explain_backward(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;
    enum moment_kind kind = page->moment.kind;

    page_kicker(page, act, page->granularity == GRANULARITY_PHASE ? 0 : layer);
    if (page->granularity == GRANULARITY_PHASE) {
        explain_phase(page);
    } else if (page->granularity == GRANULARITY_LAYER) {
        explain_backward_layer(page, layer);
    } else if (kind != MOMENT_GRADIENT) {
        explain_delta(page);
    } else {
        page_focus(page, layer, unit);
        if (page->granularity == GRANULARITY_NEURON)
            explain_neuron(page, layer, unit);
        else if (page->moment.of == QUANTITY_OF_WEIGHT)
            explain_weight(page, layer, unit, page->moment.from, false);
        else
            explain_bias(page, layer, unit);
    }
    proof(page);
}
