/* What the optimisers make of a gradient, as formulas; optimizer.h has their sources. */
#include "explain/expression.h"
#include "explain/ranking.h"

#include <math.h>

enum { SUMMED_WEIGHTS = EXPRESSION_WITH_NUMBERS }; /* the most weights whose squares are written as terms */

static const struct optimizer *optimizer_of(const struct page *page)
{
    return &page->snapshot->state->optimizer;
}

static struct formula *constant(const struct page *page, const char *base, const char *sub,
                                double value)
{
    return formula_symbol(page->arena, base, sub, NULL, value);
}

static struct formula *of_parameter(const struct page *page, struct quantity parameter,
                                    enum quantity_kind weight, enum quantity_kind bias)
{
    return page_symbol(page, ranking_as(parameter, weight, bias), FORMULA_ROLE_NONE);
}

bool expression_has_penalty(const struct page *page, struct quantity parameter)
{
    return optimizer_of(page)->l2 != 0 && !quantity_is_of_bias(parameter.kind);
}

struct quantity expression_followed(const struct page *page, struct quantity parameter)
{
    return ranking_as(parameter, expression_has_penalty(page, parameter) ? QUANTITY_JW : QUANTITY_GW,
                      QUANTITY_GB);
}

static const struct formula *gradient(const struct page *page, struct quantity parameter)
{
    return page_symbol(page, expression_followed(page, parameter), FORMULA_ROLE_GRADIENT);
}

struct formula *expression_objective_gradient(const struct page *page, struct quantity parameter)
{
    const struct formula *pull = formula_multiply(
        page->arena, constant(page, "λ", NULL, optimizer_of(page)->l2),
        page_symbol(page, ranking_as(parameter, QUANTITY_W, QUANTITY_B), FORMULA_ROLE_WEIGHT));

    return formula_add(page->arena,
                       page_symbol(page, ranking_as(parameter, QUANTITY_GW, QUANTITY_GB),
                                   FORMULA_ROLE_GRADIENT),
                       pull);
}

/* ---- what is subtracted ---- */

/* numerator / (√mean + ε) */
static struct formula *scaled(const struct page *page, const struct formula *numerator,
                              const struct formula *mean)
{
    return formula_fraction(
        page->arena, numerator,
        formula_add(page->arena, formula_call(page->arena, FORMULA_ROOT, &mean, 1),
                    constant(page, "ε", NULL, optimizer_of(page)->epsilon)));
}

struct formula *expression_pace(const struct page *page, struct quantity parameter)
{
    const struct optimizer *optimizer = optimizer_of(page);
    const struct formula *along = gradient(page, parameter);
    const struct formula *rate =
        page_symbol(page, quantity_at(QUANTITY_RATE, 0, 0, 0), FORMULA_ROLE_NONE);

    if (optimizer->kind == OPTIMIZER_RMSPROP)
        along = scaled(page, along,
                       of_parameter(page, parameter, QUANTITY_SECOND_W, QUANTITY_SECOND_B));
    else if (optimizer->kind == OPTIMIZER_ADAM)
        along = scaled(page,
                       of_parameter(page, parameter, QUANTITY_FIRST_HAT_W, QUANTITY_FIRST_HAT_B),
                       of_parameter(page, parameter, QUANTITY_SECOND_HAT_W, QUANTITY_SECOND_HAT_B));
    else if (optimizer->nesterov)
        along = formula_add(
            page->arena, along,
            formula_multiply(page->arena, constant(page, "μ", NULL, optimizer->momentum),
                             of_parameter(page, parameter, QUANTITY_FIRST_W, QUANTITY_FIRST_B)));
    else if (optimizer->momentum != 0)
        along = of_parameter(page, parameter, QUANTITY_FIRST_W, QUANTITY_FIRST_B);
    return formula_multiply(page->arena, rate, along);
}

/* ---- buffers ---- */

struct expression_buffer expression_buffer(const struct page *page, struct quantity parameter,
                                           bool second)
{
    const struct optimizer *o = optimizer_of(page);
    struct arena *arena = page->arena;
    bool adam = o->kind == OPTIMIZER_ADAM;
    struct expression_buffer buffer = {.added = gradient(page, parameter)};

    if (second) {
        buffer.fresh = of_parameter(page, parameter, QUANTITY_SECOND_W, QUANTITY_SECOND_B);
        buffer.old = of_parameter(page, parameter, QUANTITY_OLD_SECOND_W, QUANTITY_OLD_SECOND_B);
        buffer.keep = adam ? constant(page, "β", "2", o->beta2) : constant(page, "α", NULL, o->decay);
        buffer.added = formula_power(arena, buffer.added, formula_number(arena, 2));
    } else {
        buffer.fresh = of_parameter(page, parameter, QUANTITY_FIRST_W, QUANTITY_FIRST_B);
        buffer.old = of_parameter(page, parameter, QUANTITY_OLD_FIRST_W, QUANTITY_OLD_FIRST_B);
        buffer.keep = adam ? constant(page, "β", "1", o->beta1)
                           : constant(page, "μ", NULL, o->momentum);
    }
    if (adam || second) {
        buffer.share = formula_subtract(arena, formula_number(arena, 1), buffer.keep);
        buffer.added = formula_multiply(arena, buffer.share, buffer.added);
    }
    buffer.kept = formula_multiply(arena, buffer.keep, buffer.old);
    buffer.whole = formula_add(arena, buffer.kept, buffer.added);
    if (!adam)
        return buffer;
    buffer.hat = second
                     ? of_parameter(page, parameter, QUANTITY_SECOND_HAT_W, QUANTITY_SECOND_HAT_B)
                     : of_parameter(page, parameter, QUANTITY_FIRST_HAT_W, QUANTITY_FIRST_HAT_B);
    buffer.weight = formula_subtract(
        arena, formula_number(arena, 1),
        formula_power(arena, buffer.keep, constant(page, "t", NULL, expression_update_number(page))));
    buffer.corrected = formula_fraction(arena, buffer.fresh, buffer.weight);
    return buffer;
}

double expression_update_number(const struct page *page)
{
    return (double)stepper_update_number(page->snapshot->state, &page->snapshot->place);
}

/* ---- the penalty ---- */

/* Σ w² over all weights; of more than a few only their total stands for the terms. */
static const struct formula *sum_of_squares(const struct page *page)
{
    struct arena *arena = page->arena;
    const struct net *net = page->net;
    const struct formula *two = formula_number(arena, 2), *terms[SUMMED_WEIGHTS] = {NULL};
    const struct formula *general =
        formula_power(arena, constant(page, "w", "i", (double)NAN), two);
    size_t count = 0, at = 0;
    const char *last;

    for (size_t l = 1; l <= net->layer_count; l++)
        count += net->layers[l].out * net->layers[l].in;
    last = arena_printf(arena, "%zu", count);
    if (count > SUMMED_WEIGHTS) {
        terms[0] = formula_number(arena, page->general
                                             ? (double)NAN
                                             : net_penalty(net, page->snapshot->before, 2));
        return formula_sum(arena, "i", "1", last, general, terms, 1);
    }
    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            for (size_t k = 0; k < net->layers[l].in; k++)
                terms[at++] = formula_power(
                    arena,
                    page_symbol(page, quantity_at(QUANTITY_W, l, j, k), FORMULA_ROLE_NONE), two);
    return formula_sum(arena, "i", "1", last, general, terms, count);
}

struct formula *expression_penalty(const struct page *page)
{
    const struct formula *half =
        formula_fraction(page->arena, constant(page, "λ", NULL, optimizer_of(page)->l2),
                         formula_number(page->arena, 2));

    return formula_multiply(page->arena, half, sum_of_squares(page));
}

struct formula *expression_objective(const struct page *page)
{
    double loss = page->general ? (double)NAN : page->snapshot->batch_loss;

    return formula_add(page->arena, quantity_batch_loss_symbol(page->arena, loss),
                       page_symbol(page, quantity_at(QUANTITY_PENALTY, page->net->layer_count, 0, 0),
                                   FORMULA_ROLE_NONE));
}
