/* The way back to δ at one time: from the loss of that time, and from the time after. */
#include "explain/recurrent/recurrent.h"

#include "explain/equations/expression.h"
#include "explain/steps/explain_parts.h"
#include "explain/trouble.h"

static const struct formula *symbol(const struct page *page, enum quantity_kind kind, size_t layer,
                                    size_t unit, enum formula_role role)
{
    return page_symbol(page, quantity_at(kind, layer, unit, 0), role);
}

static void equation(struct page *page, struct quantity q, const struct formula *right,
                     size_t terms)
{
    page_equation_of(page, q, right, expression_show(terms));
    page_mark(page, q, FORMULA_ROLE_RESULT);
}

/* The sum of weight times δ over the units that the quantity's unit feeds, through the layer above
 * or through its own, and in a table its terms. */
static void ways(struct page *page, struct quantity q)
{
    bool own = q.kind == QUANTITY_DA_FUTURE;
    size_t layer = own ? q.layer : page_layer(page, q.layer)->to;
    size_t count = page_layer(page, layer)->out;
    size_t time = quantity_time(page->snapshot, q) + (own ? 1 : 0);

    if (count > 1)
        explain_path_rows(page, q, 0, count, false);
    for (size_t j = 0; j < count; j++) {
        page_mark(page, (struct quantity){QUANTITY_VALUE,
                                          own ? QUANTITY_OF_RECURRENT : QUANTITY_OF_WEIGHT,
                                          layer, j, q.to, .time = 0}, FORMULA_ROLE_WEIGHT);
        page_mark(page, quantity_then(quantity_at(QUANTITY_DZ, layer, j, 0), time),
                  FORMULA_ROLE_ERROR);
    }
    equation(page, q, expression_sum(page, q), count);
}

/* Nothing comes back by that way. */
static void nothing(struct page *page, struct quantity q)
{
    page_table(page, 2, NULL);
    page_cells(page, "sr", page_plain(page, q), page_plain(page, q));
    page_mark(page, q, FORMULA_ROLE_RESULT);
}

static void output_part(struct page *page, struct quantity q)
{
    size_t above = page_layer(page, q.layer)->to, time = quantity_time(page->snapshot, q);

    page_title(page, W_WHAT_COMES_BACK_FROM_ABOVE, symbol(page, QUANTITY_A, q.layer, q.to,
                                                          FORMULA_ROLE_NONE));
    if (!net_runs(page->net, page->snapshot->now, above, time)) {
        nothing(page, q);
        page_sentence(page, W_NO_TARGET_NOTHING_COMES_BACK, time);
        return;
    }
    ways(page, q);
    page_sentence(page, W_OWN_LOSS_COMES_BACK, time);
}

static void future_part(struct page *page, struct quantity q)
{
    const struct formula *a = symbol(page, QUANTITY_A, q.layer, q.to, FORMULA_ROLE_NONE);
    size_t time = quantity_time(page->snapshot, q);
    bool last = time == net_times(page->net, page->snapshot->now);

    page_title(page, W_WHAT_COMES_BACK_FROM_FUTURE, a);
    if (net_is_cut(page->net, page->snapshot->now, time)) {
        nothing(page, q);
        if (last)
            page_sentence(page, W_LAST_TIME_NO_FUTURE, time);
        else
            page_sentence(page, W_GRADIENT_IS_CUT_HERE, time, time + 1);
        return;
    }
    ways(page, q);
    page_sentence(page, W_FUTURE_COMES_BACK, a, time + 1,
                  expression_index(page, "r", NULL, 0, false));
}

/* Where a recurrent unit's ∂L/∂a comes from, in the two rows below the equation. */
static void part_rows(struct page *page, struct quantity q)
{
    static const enum quantity_kind parts[] = {QUANTITY_DA_OUTPUT, QUANTITY_DA_FUTURE};

    page_table(page, 3, NULL);
    for (size_t i = 0; i < 2; i++) {
        struct quantity part = quantity_as(q, parts[i]);

        page_cells(page, "wsr", i == 0 ? W_OWN_TIME : W_NEXT_TIME, page_plain(page, part),
                   page_plain(page, part));
        page_mark(page, part, i == 0 ? FORMULA_ROLE_LOSS_SLOPE : FORMULA_ROLE_ERROR);
    }
}

/* ∂L/∂a of the output by its loss's slope, of a plain layer through the one above, of a recurrent
 * one from its two parts; without the two moments before it, at the last time of all, the first
 * part is the whole. */
static void by_activation(struct page *page, struct quantity q)
{
    const struct formula *a = symbol(page, QUANTITY_A, q.layer, q.to, FORMULA_ROLE_NONE);
    const struct net_layer *at = page_layer(page, q.layer);

    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, a);
    if (at->to == 0)
        equation(page, q, expression_loss_slope(page, q.to, EXPRESSION_FULL), 1);
    else if (!at->recurrent)
        ways(page, q);
    if (at->recurrent) {
        equation(page, q,
                 formula_add(page->arena, symbol(page, QUANTITY_DA_OUTPUT, q.layer, q.to,
                                                 FORMULA_ROLE_LOSS_SLOPE),
                             symbol(page, QUANTITY_DA_FUTURE, q.layer, q.to, FORMULA_ROLE_ERROR)),
                 1);
        part_rows(page, q);
        page_sentence(page, W_DELTA_HAS_TWO_PARTS, a);
    } else {
        page_sentence(page, W_OWN_LOSS_COMES_BACK, quantity_time(page->snapshot, q));
    }
}

static void by_sum(struct page *page, struct quantity q)
{
    const struct net_layer *at = page_layer(page, q.layer);
    size_t time = quantity_time(page->snapshot, q);
    struct expression_unit of;
    const struct formula *rule;

    page_title(page, W_ERROR_SIGNAL_AT_TIME, page_unit(page, q.layer, q.to), time);
    equation(page, q, expression_error(page, q.layer, q.to), 1);
    if (expression_has_chain(page, q.layer)) {
        const struct formula *slope = expression_slope(page, q.layer, q.to);

        expression_unit_init(&of, page, q.layer, q.to, EXPRESSION_FULL);
        rule = expression_slope_rule(&of);
        page_mark(page, quantity_as(q, QUANTITY_DA), FORMULA_ROLE_LOSS_SLOPE);
        page_mark(page, quantity_as(q, QUANTITY_A), FORMULA_ROLE_ACTIVATION_SLOPE);
        if (rule != NULL)
            page_equation(page, slope, "=", rule, PAGE_WORKED | PAGE_PART, slope->value);
    } else {
        page_mark(page, quantity_as(q, QUANTITY_A), FORMULA_ROLE_INPUT);
        page_mark(page, quantity_as(q, QUANTITY_T), FORMULA_ROLE_NONE);
    }
    if (at->recurrent) {
        part_rows(page, q);
        page_sentence(page, W_ERROR_SIGNAL_FROM_BOTH);
    } else {
        page_sentence(page, W_ERROR_SIGNAL_OF_OUTPUT, time);
    }
    trouble_remark_backward(page, q.layer, q.to);
}

void recurrent_delta(struct page *page, struct quantity q)
{
    if (q.kind == QUANTITY_DA_OUTPUT)
        output_part(page, q);
    else if (q.kind == QUANTITY_DA_FUTURE)
        future_part(page, q);
    else if (q.kind == QUANTITY_DA)
        by_activation(page, q);
    else
        by_sum(page, q);
}
