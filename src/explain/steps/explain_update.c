/* The update: the step beside every parameter, before all of them move at once (explain_move.c). */
#include "explain/equations/expression.h"
#include "explain/steps/update_parts.h"

#include <math.h>
#include <string.h>

/* "Weight update · Adam"; what SGD is short for is said here. */
static const char *act(const struct page *page)
{
    const char *title = update_title(page);

    return words_in(page->arena, W_WEIGHT_UPDATE_2,
                    strcmp(title, "SGD") == 0 ? words(W_STOCHASTIC) : title);
}

/* Longer tables begin with the largest steps: the panel may have no room for their ends. */
enum { STEPS_IN_ORDER = 6, BATCH_STEPS_IN_ORDER = 3 };

/* In a batch: ∂L/∂w = (1/B) Σ_n ∂L_n/∂w, or that without 1/B. Of the sum only the total is left: it
 * stands for the terms. */
void explain_mean_equation(struct page *page, struct quantity q)
{
    const struct place *place = &page->snapshot->place;
    struct quantity gradient = quantity_as(q, QUANTITY_BATCH_GRADIENT);
    size_t at = page->net->param_count + quantity_parameter(page->net, q);
    const struct formula *count = formula_number(page->arena, (double)place->batch_count);
    const struct formula *general, *sum, *total;

    if (!page_has_batch(page))
        return;
    general = formula_partial(page->arena, expression_index(page, "L", "n", 0, false),
                              page_as(page, q, QUANTITY_VALUE), (double)NAN);
    sum = formula_number(page->arena, page->general ? (double)NAN : page->snapshot->now[at]);
    total = formula_sum(page->arena, "n", "1",
                        arena_printf(page->arena, "%zu", place->batch_count), general, &sum, 1);
    page_equation(page, page_symbol(page, gradient, FORMULA_ROLE_GRADIENT), "=",
                  page_sums(page) ? total : formula_fraction(page->arena, total, count),
                  PAGE_WORKED, page_value(page, gradient));
}

void explain_mean_remark(struct page *page)
{
    if (page_has_batch(page))
        page_remark(
            page, page_sums(page) ? W_GRADIENT_SUM_OVER_BATCHS_SAMPLES : W_GRADIENT_SUM_OVER_BATCH,
            page->snapshot->place.batch_count);
}

void explain_mean_gradient(struct page *page, struct quantity q)
{
    bool fixed = q.of == QUANTITY_OF_BIAS && !page_layer(page, q.layer)->train_biases;

    page_title(page, W_HOW_FAST_DOES_BATCHS_LOSS, page_as(page, q, QUANTITY_VALUE));
    explain_mean_equation(page, q);
    explain_mean_remark(page);
    if (fixed)
        page_remark(page, W_LESSON_KEEPS_BIASES_FIXED_GRADIENT);
    page_remark(page, page_sums(page) ? W_SO_STEP_GROWS_WITH_BATCH : W_SO_STEP_DOES_NOT_GROW);
    page_sentence(page,
                  page_sums(page) ? W_LOSS_IS_SUM_SO_GRADIENT_IS : W_LOSS_IS_MEAN_SO_GRADIENT_IS);
    page_mark(page, q, FORMULA_ROLE_GRADIENT);
}

static void step_equation(struct page *page, struct quantity q, unsigned show)
{
    page->out->about = q;
    page_equals(page, page_symbol(page, quantity_as(q, QUANTITY_STEP), FORMULA_ROLE_STEP),
                formula_negate(page->arena, expression_pace(page, q)), show);
}

/* ---- steps ---- */

/* What stands between a parameter and its step: the gradient, and the optimiser's numbers. */
enum { BETWEEN_MAX = EXPLAIN_CELLS - 2 };

static size_t between(const struct page *page, struct quantity q,
                      struct quantity columns[BETWEEN_MAX])
{
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    bool first = optimizer_has_first(optimizer), second = optimizer_has_second(optimizer);
    size_t count = 0;

    bool clips = optimizer_clips(optimizer);

    if ((optimizer->l2 == 0 && !clips) || (!first && !second))
        columns[count++] = quantity_as(q, QUANTITY_BATCH_GRADIENT);
    if (optimizer->l2 != 0 || clips)
        columns[count++] = expression_followed(page, q);
    if (first)
        columns[count++] = row->first.corrected != NULL
                               ? quantity_as(q, QUANTITY_FIRST_HAT)
                               : quantity_as(q, QUANTITY_FIRST);
    if (second)
        columns[count++] = row->second.corrected != NULL
                               ? quantity_as(q, QUANTITY_SECOND_HAT)
                               : quantity_as(q, QUANTITY_SECOND);
    return count;
}

/* The head of such a column: ∂J/∂w of any weight, m̂; NULL: words say it. */
static const struct formula *between_head(const struct page *page, struct quantity column)
{
    bool penalty = page->snapshot->state->optimizer.l2 != 0;

    if (quantity_is_buffer(column.kind))
        return page_plain(page, column);
    if (column.kind == QUANTITY_CLIPPED)
        return expression_index(page, "g", NULL, 0, false);
    if (!penalty)
        return NULL;
    return formula_partial(
        page->arena,
        expression_index(page, column.kind == QUANTITY_OBJECTIVE_GRADIENT ? "J" : "L", NULL, 0,
                         false),
        expression_index(page, "w", NULL, 0, false), (double)NAN);
}

static void step_heads(struct page *page, struct quantity lead)
{
    struct quantity columns[BETWEEN_MAX];
    size_t count;

    lead.of = QUANTITY_OF_WEIGHT; /* a bias has no ∂J/∂w to name the column */
    count = between(page, lead, columns);
    page_table(page, count + 2, NULL);
    page->out->table.head[0] = words(W_PARAMETER);
    for (size_t i = 0; i < count; i++) {
        page->out->table.head_symbol[i + 1] = between_head(page, columns[i]);
        page->out->table.head[i + 1] =
            page->out->table.head_symbol[i + 1] == NULL ? words(W_GRADIENT) : NULL;
    }
    page->out->table.head[count + 1] = words(W_STEP);
}

static void step_row(struct page *page, struct quantity q, bool current)
{
    struct explain_row *row = page_row(page);
    struct quantity columns[BETWEEN_MAX];
    size_t count = between(page, q, columns);

    row->current = current;
    cell_symbols(&row->cells[0], page_as(page, q, QUANTITY_VALUE));
    for (size_t i = 0; i < count; i++)
        cell_numbers(&row->cells[i + 1], page_plain(page, columns[i]));
    cell_result(&row->cells[count + 1], page_as(page, q, QUANTITY_STEP));
    row->cells[count + 1].sign = true;
    page_mark(page, quantity_as(q, QUANTITY_STEP), FORMULA_ROLE_STEP);
}

/* "w will go down." */
static void way_sentence(struct page *page, struct quantity q)
{
    bool down = page_value(page, quantity_as(q, QUANTITY_STEP)) < 0;

    page_sentence(page,
                  page->moved ? down ? W_WENT_DOWN : W_WENT_UP
                  : down      ? W_WILL_GO_DOWN
                              : W_WILL_GO_UP, page_as(page, q, QUANTITY_VALUE));
}

/* There is nothing to remember yet: what a velocity begins as, and how long a step is whose scale
 * is the gradient's own: η g/√(share g²), corrected or not. */
static void first_step_sentence(struct page *page, struct quantity q)
{
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;
    const struct formula *rate = page_of(page, QUANTITY_RATE, 0, 0);
    double step = page_value(page, quantity_as(q, QUANTITY_STEP));
    double times = 1;

    if (optimizer_has_second(optimizer)) {
        struct expression_buffer squares = expression_buffer(page, q, true);

        if (squares.hat == NULL && squares.share != NULL)
            times = 1 / sqrt(formula_evaluate(squares.share));
    }
    if (!optimizer_has_second(optimizer))
        page_sentence_more(page, W_VELOCITY_IS_GRADIENT);
    else if (fabs(fabs(step) - times * rate->value) > 0.01 * times * rate->value) /* ε counts */
        page_sentence_more(page, W_NO_EARLIER_GRADIENT);
    else if (times == 1)
        page_sentence_more(page, W_FIRST_STEP_IS_LONG, update_title(page), rate);
    else
        page_sentence_more(page, W_FIRST_STEP_IS_TIMES_LONG, update_title(page), times, rate);
}

/* Of optimisers whose step is more than a gradient times -η. */
static void made_step_sentence(struct page *page, struct quantity q)
{
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;
    double step = page_value(page, quantity_as(q, QUANTITY_STEP));
    bool first = optimizer_has_first(optimizer), second = optimizer_has_second(optimizer);

    if (step == 0) {
        page_sentence(page, page->moved ? W_STAYED_WHERE_IT_WAS_ITS : W_WILL_STAY_WHERE_IT_IS,
                      page_as(page, q, QUANTITY_VALUE), step);
        return;
    }
    way_sentence(page, q);
    if (!first && !second)
        page_sentence_more(page, W_STEP_GOES_AGAINST_GRADIENT_OF);
    else if (expression_update_number(page) <= 1)
        first_step_sentence(page, q);
    else
        page_sentence_more(page,
                           first && second ? W_USES_GRADIENT_AND_M_AND_V : W_USES_GRADIENT_AND_V,
                           update_title(page));
}

/* Of its step alone, or of one of several: for a gradient above 0, below it, or neither. */
static void step_sentence(struct page *page, struct quantity q, bool several)
{
    static const enum word sentences[][3] = {
        {W_WILL_GO_DOWN_BECAUSE, W_WILL_GO_UP_BECAUSE, W_WILL_STAY_WHERE_IT_IS_BECAUSE},
        {W_WENT_DOWN_BECAUSE, W_WENT_UP_BECAUSE, W_STAYED_WHERE_IT_WAS_BECAUSE},
        {W_WILL_GO_DOWN_BECAUSE_ABOVE, W_WILL_GO_UP_BECAUSE_BELOW},
    };
    double gradient = page_value(page, quantity_as(q, QUANTITY_BATCH_GRADIENT));
    int sign = gradient > 0 ? 0 : gradient < 0 ? 1 : 2;

    if (!optimizer_is_plain(page))
        made_step_sentence(page, q);
    else if (several && sign == 2)
        page_sentence(page, W_EACH_STEP_GOES_AGAINST_ITS, page_of(page, QUANTITY_RATE, 0, 0));
    else
        page_sentence(page, sentences[several ? 2 : page->moved][sign],
                      page_as(page, q, QUANTITY_VALUE), page_as(page, q, QUANTITY_BATCH_GRADIENT));
}

void explain_step(struct page *page, struct quantity q, bool opened)
{
    if (optimizer_is_plain(page))
        page_title(page, W_STEP_AGAINST_ITS_GRADIENT, page_as(page, q, QUANTITY_VALUE));
    else
        page_title(page, W_ITS_STEP, page_as(page, q, QUANTITY_VALUE));
    /* Opened: the table has the numbers to put in. */
    step_equation(page, q, opened ? PAGE_RESULT : PAGE_WORKED);
    step_sentence(page, q, false);
    page_mark(page, quantity_as(q, QUANTITY_STEP), FORMULA_ROLE_STEP);
    page_mark(page, quantity_as(q, QUANTITY_BATCH_GRADIENT), FORMULA_ROLE_GRADIENT);
    if (opened) {
        optimizer_way_table(page, q);
        return;
    }
    optimizer_buffer_equation(page, q);
    optimizer_penalty_equation(page, q);
    explain_mean_equation(page, q);
    optimizer_memory_table(page, q);
    explain_mean_remark(page);
    if (optimizer_row(page->snapshot->state->optimizer.kind)
            ->corrects) /* no equation has its letters */
        optimizer_letters_remark(page, q);
    if (page->moved)
        page_remark(page, W_STEP_HAS_BEEN_TAKEN_MOVED, page_as(page, q, QUANTITY_VALUE),
                    page_value(page, quantity_as(q, QUANTITY_VALUE)),
                    page_value(page, quantity_as(q, QUANTITY_NEW)));
    else if (!optimizer_is_plain(page))
        page_remark(page, W_STILL_HAS_ITS_OLD_VALUE, page_as(page, q, QUANTITY_VALUE),
                    page_value(page, quantity_as(q, QUANTITY_VALUE)));
    else
        page_remark(page, W_STILL_HAS_ITS_OLD_VALUE_ALL, page_as(page, q, QUANTITY_VALUE),
                    page_value(page, quantity_as(q, QUANTITY_VALUE)));
}

static void choice_remark(struct page *page)
{
    const char *before = update_title_before(page);

    if (before != NULL)
        page_remark(page, W_SAME_GRADIENTS_AS_FOR, before);
}

/* Returns the parameter whose equation leads. A batch has a second equation: less room. */
static struct quantity steps_of_range(struct page *page, struct ranking_range range)
{
    struct ranking ranking;

    range.in_order = page_has_batch(page) ? BATCH_STEPS_IN_ORDER : STEPS_IN_ORDER;
    ranking_make(page, (struct ranking_kinds){QUANTITY_STEP, true}, range,
                 &ranking);
    step_equation(page, ranking.lead, PAGE_WORKED);
    optimizer_buffer_equation(page, ranking.lead);
    optimizer_penalty_equation(page, ranking.lead);
    explain_mean_equation(page, ranking.lead);
    step_heads(page, ranking.lead);
    for (size_t i = 0; i < ranking.count; i++)
        step_row(page, ranking.items[i], quantity_equal(ranking.items[i], ranking.lead));
    page->out->table.left_out = ranking.left_out;
    page->out->table.by_size = ranking.ranked;
    choice_remark(page);
    explain_mean_remark(page);
    optimizer_letters_remark(page, ranking.lead);
    if (ranking.all_zero)
        page_remark(page, optimizer_is_plain(page) ? W_ALL_THESE_GRADIENTS_ARE_0_SO
                                                   : W_ALL_THESE_STEPS_ARE_0);
    else if (!optimizer_is_plain(page))
        page_remark(page, W_PARAMETERS_STILL_HAVE_THEIR_OLD);
    else
        page_remark(page, W_PARAMETERS_STILL_HAVE_THEIR_OLD_VALUES);
    return ranking.lead;
}

static void explain_neuron(struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);

    page_title(page,
               at->train_biases ? W_STEPS_OF_S_PARAMETERS
               : at->in == 1    ? W_STEP_OF_S_WEIGHT
                                : W_STEPS_OF_S_WEIGHTS,
               page_unit(page, layer, unit));
    step_sentence(page, steps_of_range(page, (struct ranking_range){layer, true, unit, 0}), true);
}

static void explain_layer(struct page *page, size_t layer)
{
    page_title(page, W_STEPS_OF, quantity_layer_name(page->arena, page->net, layer));
    steps_of_range(page, (struct ranking_range){layer, false, 0, 0});
    if (!optimizer_is_plain(page))
        page_sentence(page, W_COMPUTES_EVERY_STEP_FROM_GRADIENTS, update_title(page));
    else if (page_has_batch(page))
        page_sentence(page,
                      page_sums(page) ? W_EVERY_STEP_IS_MINUS_TIMES
                                      : W_EVERY_STEP_IS_MINUS_TIMES_GRADIENT,
                      page_of(page, QUANTITY_RATE, 0, 0), page->snapshot->place.batch_count);
    else
        page_sentence(page, W_EVERY_STEP_IS_MINUS_LEARNING, page_of(page, QUANTITY_RATE, 0, 0));
}

/* A single moment's quantity: what the optimiser makes on the way to a step, or the step. */
static void explain_one(struct page *page, size_t layer)
{
    struct quantity shown = reveal_shown(page->net, layer, page->moment);

    if (shown.kind == QUANTITY_OBJECTIVE_GRADIENT)
        explain_objective_gradient(page, shown);
    else if (shown.kind == QUANTITY_CLIPPED)
        explain_clipped(page, shown);
    else if (quantity_is_buffer(shown.kind))
        explain_buffer(page, shown, false);
    else
        explain_step(page, shown, false);
}

void explain_update(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;

    page_kicker_of_batch(page, act(page), 0);
    if (page->moment.kind == MOMENT_MOVE) {
        explain_move(page);
    } else if (page->granularity == GRANULARITY_LAYER) {
        explain_layer(page, layer);
    } else {
        page_focus(page, layer, unit);
        if (page->granularity == GRANULARITY_NEURON)
            explain_neuron(page, layer, unit);
        else
            explain_one(page, layer);
    }
}
