#include "explain/trouble.h"

#include "explain/equations/expression.h"

#include <math.h>

enum { SEARCH_MAX = 65536 };

bool trouble_is_dead(const struct page *page, size_t layer, size_t unit)
{
    return activation_row(page_layer(page, layer)->activation)->dies &&
           page_value(page, quantity_at(QUANTITY_Z, layer, unit, 0)) <= 0;
}

/* Sigmoid or tanh whose slope is under a twelfth of its largest. */
static bool trouble_is_saturated(const struct page *page, size_t layer, size_t unit)
{
    double steepest = activation_row(page_layer(page, layer)->activation)->steepest;

    return steepest > 0 && expression_slope_value(page, layer, unit) < steepest / 12;
}

static struct formula *z_of(const struct page *page, size_t layer, size_t unit)
{
    return page_of(page, QUANTITY_Z, layer, unit);
}

static const char *relation_to_zero(const struct page *page, size_t layer, size_t unit)
{
    return page_value(page, quantity_at(QUANTITY_Z, layer, unit, 0)) < 0 ? "< 0" : "= 0";
}

bool trouble_remark_forward(struct page *page, size_t layer, size_t unit)
{
    if (trouble_is_dead(page, layer, unit)) {
        page_remark(page, W_RELU_IS_INACTIVE_FOR_SAMPLE, z_of(page, layer, unit),
                    relation_to_zero(page, layer, unit));
        return true;
    }
    if (trouble_is_saturated(page, layer, unit)) {
        page_remark(page, W_IS_SATURATED_CURVE_IS_ALMOST, page_unit(page, layer, unit),
                    page_of(page, QUANTITY_A, layer, unit), z_of(page, layer, unit));
        return true;
    }
    return false;
}

/* An output that is off its target by at least half the range of a sigmoid. */
static bool is_far_off(const struct page *page, size_t layer, size_t unit)
{
    if (layer < page->net->layer_count)
        return false;
    return fabs(page_value(page, quantity_at(QUANTITY_A, layer, unit, 0)) -
                page_value(page, quantity_at(QUANTITY_T, layer, unit, 0))) >= 0.5;
}

static bool remark_saturated(struct page *page, size_t layer, size_t unit)
{
    double slope = expression_slope_value(page, layer, unit);

    if (!expression_has_chain(page, layer)) {
        page_remark(page, W_IS_SATURATED_BUT_LOSS_MAKES, page_unit(page, layer, unit));
        return true;
    }
    if (slope == 0)
        page_remark(page, W_SATURATED_SLOPE_HAS_BECOME_NOTHING, expression_slope(page, layer, unit),
                    slope);
    else if (is_far_off(page, layer, unit))
        page_remark(page, W_SATURATED_SLOPE_IS_ONLY_LEARNING, expression_slope(page, layer, unit),
                    slope, page_of(page, QUANTITY_A, layer, unit));
    else
        page_remark(page, W_SATURATED_SLOPE_IS_ONLY_SO, expression_slope(page, layer, unit), slope,
                    page_unit(page, layer, unit));
    return true;
}

bool trouble_remark_backward(struct page *page, size_t layer, size_t unit)
{
    if (trouble_is_dead(page, layer, unit)) {
        page_remark(page, W_NO_GRADIENT_RELU_IS_INACTIVE, z_of(page, layer, unit),
                    relation_to_zero(page, layer, unit), page_unit(page, layer, unit));
        return true;
    }
    return trouble_is_saturated(page, layer, unit) && remark_saturated(page, layer, unit);
}

bool trouble_remark_layer(struct page *page, size_t layer)
{
    for (size_t j = 0; j < page_layer(page, layer)->out; j++)
        if (trouble_remark_backward(page, layer, j))
            return true;
    return false;
}

/* ---- values that are not finite ---- */

/* What the moment shows; kind QUANTITY_NONE for a part of a sum. */
static struct quantity shown(const struct page *page, size_t layer, struct moment moment)
{
    struct quantity q = reveal_shown(page->net, layer, moment);

    if ((q.kind == QUANTITY_Z && !moment.completes_z) || moment.kind == MOMENT_DA_TERM)
        return (struct quantity){0};
    return q;
}

/* The first of the unit's moments after `from` up to `to` whose quantity is not finite. */
static struct quantity first_in_unit(const struct page *page, struct reveal_unit unit, size_t from,
                                     size_t to, size_t *budget)
{
    for (size_t m = from + 1; m <= to && *budget > 0; m++, (*budget)--) {
        struct quantity q = quantity_then(
            shown(page, unit.unit.layer, reveal_moment(page->net, unit, m)), unit.unit.time);

        q = quantity_settled(page->snapshot, q);
        if (q.kind != QUANTITY_NONE && quantity_happens(page->snapshot, q)
            && !isfinite(page_value(page, q)))
            return q;
    }
    return (struct quantity){0};
}

/* The first new value that is not finite. */
static struct quantity first_moved(const struct page *page, size_t *budget)
{
    double *values = page_values_room(page);

    for (size_t l = 1; l <= page->net->layer_count; l++) {
        const struct net_layer *layer = page_layer(page, l);

        for (size_t j = 0; j < layer->out; j++) {
            page_values(page, QUANTITY_NEW, l, j, values);
            for (size_t k = 0; k < layer->in && *budget > 0; k++, (*budget)--)
                if (!isfinite(values[k]))
                    return quantity_of_weight(QUANTITY_NEW, l, j, k);
            for (size_t k = 0; layer->recurrent && k < layer->out && *budget > 0;
                 k++, (*budget)--)
                if (!isfinite(page_value(page, quantity_of_recurrent(QUANTITY_NEW, l, j, k))))
                    return quantity_of_recurrent(QUANTITY_NEW, l, j, k);
            if (layer->has_biases &&
                !isfinite(page_value(page, quantity_of_bias(QUANTITY_NEW, l, j))))
                return quantity_of_bias(QUANTITY_NEW, l, j);
        }
    }
    return (struct quantity){0};
}

/* The index in the iteration of the unit where the step began. */
static size_t first_unit(const struct page *page)
{
    const struct place *place = &page->snapshot->place;
    size_t index = place->index;

    if (page->granularity != GRANULARITY_PHASE)
        return index;
    while (index > 1 &&
           !reveal_unit_in(page->snapshot, index - 1).ends_phase)
        index--;
    return index;
}

static struct quantity first_offender(const struct page *page)
{
    const struct place *place = &page->snapshot->place;
    size_t budget = SEARCH_MAX;

    if (page->moment.kind == MOMENT_MOVE && page->granularity != GRANULARITY_PHASE)
        return first_moved(page, &budget);
    for (size_t i = first_unit(page); i <= place->index; i++) {
        struct reveal_unit unit = reveal_unit_in(page->snapshot, i);
        size_t to = i == place->index ? page->cursor.moment : reveal_count(page->net, unit);
        size_t rank = reveal_rank(page->net, unit, page->granularity, to), from = 0;
        struct quantity q;

        if (rank > 1)
            from = reveal_boundary(page->net, unit, page->granularity, rank - 1);
        q = first_in_unit(page, unit, from, to, &budget);
        if (q.kind != QUANTITY_NONE)
            return q;
    }
    if (page->moment.kind == MOMENT_MOVE)
        return first_moved(page, &budget);
    return (struct quantity){0};
}

/* Of losses each of which is finite. */
static void report_sum(struct page *page)
{
    page->out->remark = (struct rich){0};
    page_remark(page, W_SUM_OF_BATCHS_LOSSES_IS);
    page_sentence(page, W_BATCHS_LOSSES_HAVE_GROWN_BEYOND);
}

void trouble_report(struct page *page)
{
    struct quantity q = first_offender(page);

    if (q.kind != QUANTITY_NONE)
        trouble_report_quantity(page, q);
    else if (page->unit.unit.kind == UNIT_LOSS && page->moment.kind == MOMENT_LOSS_TOTAL &&
             !isfinite(page->snapshot->state->batch_loss))
        report_sum(page);
}

void trouble_report_quantity(struct page *page, struct quantity q)
{
    const struct formula *symbol = page_plain(page, q);

    if (isfinite(page_value(page, q)))
        return;
    page->out->remark = (struct rich){0};
    if (isnan(page_value(page, q))) {
        page_remark(page, W_IS_NAN_NOT_NUMBER_ANY, symbol);
        page_sentence(page, W_IS_NOT_NUMBER_ANY_MORE, symbol);
    } else {
        page_remark(page, W_IS_INFINITE_ITS_VALUE_IS, symbol);
        page_sentence(page, W_HAS_GROWN_BEYOND_ALL_NUMBERS, symbol);
    }
}
