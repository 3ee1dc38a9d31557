/* The right sides of the backward pass; see expression.h. */
#include "explain/equations/expression.h"

#include <math.h>

struct formula *expression_path(const struct page *page, size_t layer, size_t unit, size_t above)
{
    size_t to = page_layer(page, layer)->to;

    return formula_multiply(
        page->arena,
        page_symbol(page, quantity_of_weight(QUANTITY_VALUE, to, above, unit), FORMULA_ROLE_WEIGHT),
        page_symbol(page, quantity_at(QUANTITY_DZ, to, above, 0), FORMULA_ROLE_ERROR));
}

struct formula *expression_paths(const struct page *page, size_t layer, size_t unit)
{
    size_t count = page_above(page, layer), to = page_layer(page, layer)->to;
    const struct formula **terms = arena_alloc(page->arena, count * sizeof *terms);
    const char *indices = arena_printf(page->arena, unit >= 9 ? "j,%zu" : "j%zu", unit + 1);
    const struct formula *weight = expression_any(page, "w", indices, to);
    const struct formula *error = expression_any(page, "δ", "j", to);

    for (size_t j = 0; j < count; j++)
        terms[j] = expression_path(page, layer, unit, j);
    return expression_total(
        page, "j",
        formula_multiply(page->arena, formula_in_role(page->arena, weight, FORMULA_ROLE_WEIGHT),
                         formula_in_role(page->arena, error, FORMULA_ROLE_ERROR)),
        terms, count);
}

/* a Σt - t: softmax where the targets do not sum to 1. */
static struct formula *weighted_difference(const struct page *page, const struct formula *a,
                                           const struct formula *t)
{
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    const struct formula **targets = arena_alloc(page->arena, count * sizeof *targets);

    for (size_t k = 0; k < count; k++)
        targets[k] = page_symbol(page, quantity_at(QUANTITY_T, layer, k, 0), FORMULA_ROLE_NONE);
    return formula_subtract(
        page->arena,
        formula_multiply(page->arena, a,
                         expression_total(page, "k", expression_index(page, "t", "k", 0, false),
                                          targets, count)), t);
}

bool expression_targets_are_shares(const struct page *page)
{
    const double *t = &quantity_now(page->snapshot, quantity_at(QUANTITY_T, page->net->layer_count,
                                                                0, 0))[page->net->t];
    double sum = 0;

    for (size_t k = 0; k < net_output(page->net)->out; k++)
        sum += t[k];
    return page_agrees(sum, 1);
}

struct formula *expression_fused(const struct page *page, size_t output,
                                 enum expression_style style)
{
    size_t layer = page->net->layer_count;
    const struct formula *a = expression_leaf(page, quantity_at(QUANTITY_A, layer, output, 0), "a",
                                              style, FORMULA_ROLE_INPUT);
    const struct formula *t = expression_leaf(page, quantity_at(QUANTITY_T, layer, output, 0), "t",
                                              style, FORMULA_ROLE_NONE);
    double value = page_value(page, quantity_at(QUANTITY_DZ, layer, output, 0))
                   / (page->net->recurrent ? page->snapshot->now[page->net->time_share] : 1.0);
    struct formula *difference = formula_subtract(page->arena, a, t);

    if (loss_row(page->net->loss)->mean)
        return expression_mean(page, difference);
    if (!page_agrees(formula_evaluate(difference), value) ||
        (page->general && !expression_targets_are_shares(page)))
        return weighted_difference(page, a, t);
    return difference;
}

double expression_slope_value(const struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);

    return activation_slope(at->activation, at->slope,
                            page_value(page, quantity_at(QUANTITY_Z, layer, unit, 0)),
                            page_value(page, quantity_at(QUANTITY_A, layer, unit, 0)));
}

/* ∂a/∂z, of one unit or across two of a softmax. */
static struct formula *slope_between(const struct page *page, size_t layer, size_t of, size_t by,
                                     double value)
{
    struct formula *slope = formula_partial(
        page->arena,
        page_symbol(page, quantity_at(QUANTITY_A, layer, of, 0), FORMULA_ROLE_NONE),
        page_symbol(page, quantity_at(QUANTITY_Z, layer, by, 0), FORMULA_ROLE_NONE), value);

    slope->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    return slope;
}

struct formula *expression_slope(const struct page *page, size_t layer, size_t unit)
{
    return slope_between(page, layer, unit, unit, expression_slope_value(page, layer, unit));
}

const struct formula *expression_slope_rule(struct expression_unit *of)
{
    const struct formula *rule;

    if (of->row->slope == NULL)
        return NULL;
    rule = equation_read(of->page->arena, of->row->slope, &of->names);
    if (rule->kind == FORMULA_CASES)
        rule = formula_case(rule);
    return rule->kind == FORMULA_NUMBER ? NULL : rule;
}

const struct formula *expression_briefly(const struct page *page, const struct formula *product)
{
    const struct formula **factors;

    if (product->kind != FORMULA_MULTIPLY)
        return product;
    factors = arena_alloc(page->arena, product->count * sizeof *factors);
    for (size_t i = 0; i < product->count; i++)
        factors[i] = product->children[i]->kind == FORMULA_ADD
                         ? formula_number(page->arena, formula_evaluate(product->children[i]))
                         : product->children[i];
    return formula_nary(page->arena, FORMULA_MULTIPLY, factors, product->count);
}

struct formula *expression_slope_across(const struct page *page, size_t of, size_t by)
{
    size_t layer = page->net->layer_count;
    const double *a = &quantity_now(page->snapshot, quantity_at(QUANTITY_A, layer, 0, 0))
                          [page_layer(page, layer)->a];

    return slope_between(page, layer, of, by, page->general
                                                  ? (double)NAN
                                                  : activation_softmax_slope(a, of, by));
}

struct formula *expression_coupled(const struct page *page, size_t unit)
{
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    const struct formula **terms = arena_alloc(page->arena, count * sizeof *terms);

    for (size_t j = 0; j < count; j++) {
        const struct formula *da =
            page_symbol(page, quantity_at(QUANTITY_DA, layer, j, 0), FORMULA_ROLE_LOSS_SLOPE);

        terms[j] = formula_multiply(page->arena, da, expression_slope_across(page, j, unit));
    }
    return expression_total(
        page, "j",
        formula_multiply(
            page->arena,
            formula_partial(page->arena, expression_index(page, "L", NULL, 0, false),
                            expression_any(page, "a", "j", 0), (double)NAN),
            formula_partial(page->arena, expression_any(page, "a", "j", 0),
                            page_symbol(page, quantity_at(QUANTITY_Z, layer, unit, 0),
                                        FORMULA_ROLE_NONE),
                            (double)NAN)),
        terms, count);
}

struct formula *expression_error(const struct page *page, size_t layer, size_t unit)
{
    if (!expression_has_chain(page, layer))
        return loss_is_fused(page->net->loss, page_layer(page, layer)->activation)
                   ? expression_fused(page, unit, EXPRESSION_FULL)
                   : expression_coupled(page, unit);
    return formula_chain(
        page->arena,
        (const struct formula *[]){page_symbol(page, quantity_at(QUANTITY_DA, layer, unit, 0),
                                               FORMULA_ROLE_LOSS_SLOPE),
                                   expression_slope(page, layer, unit)},
        2);
}

struct formula *expression_carried(const struct page *page, size_t layer, size_t to, size_t from)
{
    struct formula *carried = formula_partial(
        page->arena, page_symbol(page, quantity_at(QUANTITY_Z, layer, to, 0), FORMULA_ROLE_NONE),
        page_symbol(page, quantity_of_weight(QUANTITY_VALUE, layer, to, from), FORMULA_ROLE_NONE),
        page_value(page, quantity_input(page->net, layer, from)));

    carried->role = FORMULA_ROLE_INPUT;
    return carried;
}

bool expression_has_chain(const struct page *page, size_t layer)
{
    const struct net_layer *at = page_layer(page, layer);

    if (activation_row(at->activation)->couples)
        return false;
    return layer < page->net->layer_count || !loss_is_fused(page->net->loss, at->activation);
}

struct formula *expression_gradient(const struct page *page, size_t layer, size_t to, size_t from)
{
    const struct formula *factors[3];
    size_t count = 0;

    if (expression_has_chain(page, layer)) {
        factors[count++] = page_symbol(page, quantity_at(QUANTITY_DA, layer, to, 0),
                                       FORMULA_ROLE_LOSS_SLOPE);
        factors[count++] = expression_slope(page, layer, to);
    } else {
        factors[count++] = page_symbol(page, quantity_at(QUANTITY_DZ, layer, to, 0),
                                       FORMULA_ROLE_ERROR);
    }
    factors[count++] = expression_carried(page, layer, to, from);
    return formula_chain(page->arena, factors, count);
}
