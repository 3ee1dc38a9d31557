/* One weight, used at every time: the shares of the times in its gradient, and their sum. */
#include "explain/recurrent/recurrent.h"

#include "explain/equations/expression.h"
#include "explain/ranking.h"
#include "explain/steps/explain_parts.h"

#include <math.h>

enum { TIMES_MAX = 9, UNITS_MAX = 10 };

/* δ at the share's time. */
static struct quantity error_of(const struct page *page, struct quantity q)
{
    return quantity_then(quantity_at(QUANTITY_DZ, q.layer, q.to, 0),
                         quantity_time(page->snapshot, q));
}

/* δ times what the weight carried; of a bias δ. */
static const struct formula *product(const struct page *page, struct quantity share)
{
    const struct formula *error = page_symbol(page, error_of(page, share), FORMULA_ROLE_ERROR);
    struct quantity carried = quantity_carried(page->snapshot, share);

    if (carried.kind == QUANTITY_NONE)
        return error;
    return formula_multiply(page->arena, error, page_symbol(page, carried, FORMULA_ROLE_INPUT));
}

static bool is_known(const struct page *page, struct quantity q)
{
    return page_known(page, q) != KNOWN_NOT_YET;
}

static void time_row(struct page *page, struct quantity share, bool current)
{
    struct quantity carried = quantity_carried(page->snapshot, share);
    const char *time = arena_printf(page->arena, "%zu", share.time);

    if (!is_known(page, share)) {
        page_cells(page, "t--t", time, "?")->current = current;
        return;
    }
    page_cells(page, "tnnr+", time, page_plain(page, error_of(page, share)),
               carried.kind != QUANTITY_NONE ? page_plain(page, carried) : NULL,
               page_plain(page, share))
        ->current = current;
}

/* How many times the parameter is used at. */
static size_t uses(const struct page *page, struct quantity q)
{
    size_t count = 0;

    q.kind = QUANTITY_SHARE;
    for (q.time = net_times(page->net, page->snapshot->now); q.time >= 1; q.time--)
        count += quantity_happens(page->snapshot, q);
    return count;
}

/* From the last time to the first, those around the share's if they are many, and their sum. */
static void table_of_times(struct page *page, struct quantity share)
{
    static const enum word heads[] = {W_TIME_HEAD, W_ERROR_SIGNAL_DELTA, W_CARRIED, W_GRAPH_SHARE};
    size_t times = net_times(page->net, page->snapshot->now), now = share.time;
    size_t most = now + TIMES_MAX / 2 > times ? times : now + TIMES_MAX / 2;
    double total;

    most = most < TIMES_MAX && times >= TIMES_MAX ? TIMES_MAX : most;
    if (now == 0 || times < TIMES_MAX)
        most = times;
    page_table(page, 4, heads);
    page->out->table.head[1] = "δ";
    for (share.time = times; share.time >= 1; share.time--) {
        if (!quantity_happens(page->snapshot, share))
            continue;
        if (share.time <= most && page->out->table.count < TIMES_MAX)
            time_row(page, share, share.time == now);
        else
            page->out->table.left_out++;
    }
    total = quantity_sum_so_far(page->snapshot, page->cursor, share);
    page_cells(page, "w--r+",
               is_known(page, quantity_as(share, QUANTITY_GRADIENT)) ? W_SUM : W_SUM_SO_FAR,
               formula_number(page->arena, total));
}

static const struct formula *sum_of_times(const struct page *page, struct quantity q)
{
    size_t count = 0, times = net_times(page->net, page->snapshot->now);
    const struct formula **terms = arena_alloc(page->arena, times * sizeof *terms);
    const struct formula *general = expression_index(page, "δ", "t", 0, false);

    q.kind = QUANTITY_SHARE;
    for (q.time = times; q.time >= 1; q.time--)
        if (quantity_happens(page->snapshot, q))
            terms[count++] = product(page, q);
    if (count == 0)
        return formula_number(page->arena, 0);
    if (q.of != QUANTITY_OF_BIAS)
        general = formula_multiply(
            page->arena, general,
            expression_index(page, page_layer(page, q.layer)->from == 0
                                       && q.of == QUANTITY_OF_WEIGHT ? "x" : "a",
                             q.of == QUANTITY_OF_RECURRENT ? "t−1" : "t", 0, false));
    return count == 1 ? terms[0]
                      : formula_sum(page->arena, "t", NULL, NULL, general, terms, count);
}

void recurrent_gradient(struct page *page, struct quantity q)
{
    struct quantity value = quantity_then(quantity_as(q, QUANTITY_VALUE), 0), carried;
    bool one = q.kind == QUANTITY_SHARE;

    q = quantity_settled(page->snapshot, q);
    carried = one ? quantity_carried(page->snapshot, q) : (struct quantity){0};
    if (one)
        page_title(page, W_HOW_FAST_AT_TIME, page_plain(page, value), q.time);
    else
        page_title(page, W_GRADIENT_OVER_ALL_TIMES, page_plain(page, value));
    page->out->about = quantity_then(quantity_as(q, QUANTITY_GRADIENT), 0);
    page_equation_of(page, q, one ? product(page, q) : sum_of_times(page, q),
                     one || uses(page, q) <= 3 ? PAGE_WORKED : PAGE_RESULT);
    table_of_times(page, quantity_as(q, QUANTITY_SHARE));
    page_sentence(page, W_ONE_WEIGHT_USED_AT_ALL_TIMES, uses(page, q));
    explain_batch_remark(page);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, value, FORMULA_ROLE_WEIGHT);
    if (one)
        page_mark(page, error_of(page, q), FORMULA_ROLE_ERROR);
    if (carried.kind != QUANTITY_NONE)
        page_mark(page, carried, FORMULA_ROLE_INPUT);
}

/* The parameters of a unit, one after the other; NONE: there are no more. */
static struct quantity parameter_of(const struct page *page, size_t layer, size_t unit, size_t i)
{
    const struct net_layer *at = page_layer(page, layer);

    if (i < at->in)
        return quantity_of_weight(QUANTITY_SHARE, layer, unit, i);
    i -= at->in;
    if (at->recurrent && i < at->out)
        return quantity_of_recurrent(QUANTITY_SHARE, layer, unit, i);
    i -= at->recurrent ? at->out : 0;
    return i == 0 && at->has_biases ? quantity_of_bias(QUANTITY_SHARE, layer, unit)
                                    : (struct quantity){0};
}

static bool is_looked_at(const struct page *page, struct quantity share)
{
    const struct snapshot *snapshot = page->snapshot;

    for (size_t i = 0; i < snapshot->look_count; i++)
        if (quantity_is_of_parameter(snapshot->look[i])
            && quantity_parameter(page->net, snapshot->look[i])
                   == quantity_parameter(page->net, share))
            return true;
    return false;
}

/* Which of the unit's shares its page puts into an equation: that of what is looked at, else the
 * first that there is. */
static size_t example_of(const struct page *page, size_t layer, size_t unit)
{
    size_t first = SIZE_MAX;
    struct quantity share;

    for (size_t i = 0; (share = parameter_of(page, layer, unit, i)).kind != QUANTITY_NONE; i++) {
        share.time = page->unit.unit.time;
        if (!quantity_happens(page->snapshot, share))
            continue;
        first = first == SIZE_MAX ? i : first;
        if (is_looked_at(page, share))
            return i;
    }
    return first;
}

void recurrent_unit(struct page *page, size_t layer, size_t unit)
{
    static const enum word heads[] = {W_PARAMETER, W_NONE, W_GRAPH_SHARE, W_SUM_SO_FAR};
    size_t time = page->unit.unit.time, example = example_of(page, layer, unit);
    struct quantity share;

    page_title(page, W_SHARES_OF_S_PARAMETERS, time, page_unit(page, layer, unit));
    page_table(page, 4, heads);
    for (size_t i = 0; (share = parameter_of(page, layer, unit, i)).kind != QUANTITY_NONE; i++) {
        share.time = time;
        if (!quantity_happens(page->snapshot, share))
            continue;
        if (i == example) {
            page->out->about = quantity_then(quantity_as(share, QUANTITY_GRADIENT), 0);
            page_equation_of(page, share, product(page, share), PAGE_WORKED);
        }
        page_cells(page, "ssn+r+",
                   page_plain(page, quantity_then(quantity_as(share, QUANTITY_VALUE), 0)),
                   product(page, share), page_plain(page, share),
                   formula_number(page->arena, quantity_sum_so_far(page->snapshot, page->cursor,
                                                                   share)));
        page_mark(page, share, FORMULA_ROLE_RESULT);
    }
    page_mark(page, quantity_at(QUANTITY_DZ, layer, unit, 0), FORMULA_ROLE_ERROR);
    page_sentence(page, W_EACH_SHARE_IS, time);
}

void recurrent_layer(struct page *page, size_t layer)
{
    static const enum word heads[] = {W_NEURON, W_OWN_TIME, W_NEXT_TIME, W_ERROR_SIGNAL_DELTA};
    static const enum word plain_heads[] = {W_NEURON, W_ERROR_SIGNAL_DELTA};
    const struct net_layer *at = page_layer(page, layer);
    size_t columns = at->recurrent ? 4 : 2;
    struct quantity share;

    page_title(page, W_DELTA_AT_TIME, page->unit.unit.time);
    page_table(page, columns, at->recurrent ? heads : plain_heads);
    page->out->table.head[columns - 1] = "δ";
    for (size_t j = 0; j < at->out; j++) {
        struct quantity error = quantity_at(QUANTITY_DZ, layer, j, 0);

        if (at->recurrent)
            page_cells(page, "snnr+", page_unit(page, layer, j),
                       page_as(page, error, QUANTITY_DA_OUTPUT),
                       page_as(page, error, QUANTITY_DA_FUTURE), page_plain(page, error));
        else
            page_cells(page, "sr+", page_unit(page, layer, j), page_plain(page, error));
        page_mark(page, error, FORMULA_ROLE_RESULT);
    }
    for (size_t j = 0; j < at->out; j++)
        for (size_t i = 0; (share = parameter_of(page, layer, j, i)).kind != QUANTITY_NONE; i++)
            page_mark(page, share, FORMULA_ROLE_RESULT);
    page_sentence(page, W_BACKWARD_THROUGH_TIME_SAYS);
    explain_batch_remark(page);
}

/* The largest |δ| of the recurrent layer at that time. */
static double size_of_error(const struct page *page, size_t layer, size_t time)
{
    double most = 0;

    for (size_t j = 0; j < page_layer(page, layer)->out; j++)
        most = fmax(most, fabs(page_value(page, quantity_then(quantity_at(QUANTITY_DZ, layer, j, 0),
                                                              time))));
    return most;
}

/* Whether δ has come to next to nothing, or grown beyond measure, on its way back. */
static void way_remark(struct page *page)
{
    size_t layer = 1, last = net_times(page->net, page->snapshot->now);
    double first, end;

    while (layer < page->net->layer_count && !page_layer(page, layer)->recurrent)
        layer++;
    first = size_of_error(page, layer, 1);
    end = size_of_error(page, layer, last);
    if (last < 4 || !(end > 0))
        return;
    if (first < 0.05 * end)
        page_remark(page, W_GRADIENT_HAS_VANISHED, (size_t)1, first / end, last);
    else if (first > 5 * end)
        page_remark(page, W_GRADIENT_HAS_EXPLODED, (size_t)1, first / end, last);
}

void recurrent_backward_end(struct page *page)
{
    static const enum word heads[] = {W_PARAMETER, W_SUM_OVER_TIMES};
    struct ranking ranking;

    ranking_make(page, (struct ranking_kinds){QUANTITY_GRADIENT, true},
                 (struct ranking_range){0, false, 0, 8}, &ranking);
    recurrent_gradient(page, ranking.example);
    page->out->mark_count = 0;
    page_title(page,
               explain_trains_biases(page) ? W_HOW_WITH_EACH_PARAMETER : W_HOW_WITH_EACH_WEIGHT);
    explain_gradient_list(page, heads, &ranking);
    page_sentence(page, W_BPTT_HAS_COMPUTED);
    way_remark(page);
}
