/* The right sides of the backward pass; see expression.h. */
#include "explain/equations/expression.h"

#include <math.h>

const struct formula *expression_fused(const struct page *page, size_t output,
                                       enum expression_style style)
{
    struct quantity error = page_output(page, QUANTITY_DZ, output);
    struct expression_output of;

    expression_output_init(&of, page, output, style);
    return expression_share_of_time(
        page, expression_mean(page, expression_output_rule(
                                        &of, equation_rule(page->arena, page->snapshot, error))));
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
    struct formula *slope = formula_partial(page->arena, page_of(page, QUANTITY_A, layer, of),
                                            page_of(page, QUANTITY_Z, layer, by), value);

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
            page_in_role(page, QUANTITY_DA, layer, j, FORMULA_ROLE_LOSS_SLOPE);

        terms[j] = formula_multiply(page->arena, da, expression_slope_across(page, j, unit));
    }
    return expression_total(
        page, "j", quantity_index(page->net, layer, 0),
        formula_multiply(
            page->arena,
            formula_partial(page->arena, expression_index(page, "L", NULL, 0, false),
                            expression_any(page, "a", "j", 0), (double)NAN),
            formula_partial(page->arena, expression_any(page, "a", "j", 0),
                            page_of(page, QUANTITY_Z, layer, unit), (double)NAN)),
        terms, count);
}

const struct formula *expression_error(const struct page *page, size_t layer, size_t unit)
{
    const struct formula *factors[2];

    if (!expression_has_chain(page, layer))
        return loss_is_fused(page->net->loss, page_layer(page, layer)->activation)
                   ? expression_fused(page, unit, EXPRESSION_FULL)
                   : expression_coupled(page, unit);
    factors[0] = page_in_role(page, QUANTITY_DA, layer, unit, FORMULA_ROLE_LOSS_SLOPE);
    factors[1] = expression_slope(page, layer, unit);
    return formula_chain(page->arena, factors, 2);
}

struct formula *expression_carried(const struct page *page, size_t layer, size_t to, size_t from)
{
    struct formula *carried =
        formula_partial(page->arena, page_of(page, QUANTITY_Z, layer, to),
                        page_plain(page, quantity_of_weight(QUANTITY_VALUE, layer, to, from)),
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
        factors[count++] = page_in_role(page, QUANTITY_DA, layer, to, FORMULA_ROLE_LOSS_SLOPE);
        factors[count++] = expression_slope(page, layer, to);
    } else {
        factors[count++] = page_in_role(page, QUANTITY_DZ, layer, to, FORMULA_ROLE_ERROR);
    }
    factors[count++] = expression_carried(page, layer, to, from);
    return formula_chain(page->arena, factors, count);
}
