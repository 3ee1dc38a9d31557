/* The weighted sum, with what a recurrent layer remembers; see expression.h. */
#include "explain/equations/expression.h"

#include <math.h>

struct formula *expression_term(const struct page *page, struct quantity parameter)
{
    struct formula *weight = page_symbol(page, parameter, FORMULA_ROLE_WEIGHT);
    struct quantity carried = quantity_carried(page->snapshot, parameter);

    if (carried.kind == QUANTITY_NONE)
        return weight;
    return formula_multiply(page->arena, weight, page_symbol(page, carried, FORMULA_ROLE_INPUT));
}

size_t expression_remembered(const struct page *page, size_t layer)
{
    const struct net_layer *at = page_layer(page, layer);

    return at->recurrent && quantity_time(page->snapshot, (struct quantity){0}) > 1 ? at->out : 0;
}

struct formula *expression_product(const struct page *page, size_t layer, size_t to, size_t from)
{
    return expression_term(page, quantity_of_weight(QUANTITY_VALUE, layer, to, from));
}

struct formula *expression_any_input(const struct page *page, size_t layer)
{
    size_t from = page_layer(page, layer)->from;

    return expression_any(page, layer > 0 && from == 0 ? "x" : "a", "k", from);
}

/* Of the sum into one unit: w_1k a_k, by its indices or as w_k. */
static struct formula *general_product(const struct page *page, size_t layer, size_t unit)
{
    const char *indices = "k";

    if (page_layer(page, layer)->weights == NULL)
        indices = arena_printf(page->arena, unit >= 9 ? "%zu,k" : "%zuk", unit + 1);
    return formula_multiply(
        page->arena,
        formula_in_role(page->arena,
                        expression_index(page, "w", indices, layer, page->net->layer_count > 1),
                        FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, expression_any_input(page, layer), FORMULA_ROLE_INPUT));
}

/* r_jk a_k of the time before. */
static struct formula *any_memory(const struct page *page, size_t layer)
{
    return formula_multiply(
        page->arena,
        formula_in_role(page->arena, expression_any(page, "r", "jk", layer), FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, expression_any(page, "a", "k,t−1", layer),
                        FORMULA_ROLE_INPUT));
}

struct formula *expression_weighted_sum(const struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);
    size_t count = at->in, remembered = expression_remembered(page, layer);
    bool sums = remembered > 0 && count + remembered > EXPRESSION_WRITTEN_OUT;
    const struct formula **terms = arena_alloc(
        page->arena, (at->in + remembered + 1) * sizeof(const struct formula *)), **more;

    for (size_t k = 0; k < at->in; k++)
        terms[k] = expression_product(page, layer, unit, k);
    if (count > EXPRESSION_WRITTEN_OUT || (sums && count > 1)) {
        terms[0] = formula_sum(page->arena, "k", "1", arena_printf(page->arena, "%zu", count),
                               general_product(page, layer, unit), terms, count);
        count = 1;
    }
    more = &terms[count];
    for (size_t k = 0; k < remembered; k++)
        more[k] = expression_term(page, quantity_of_recurrent(QUANTITY_VALUE, layer, unit, k));
    sums = sums && remembered > 1;
    if (sums)
        more[0] = formula_sum(page->arena, "k", "1", arena_printf(page->arena, "%zu", remembered),
                              any_memory(page, layer), more, remembered);
    count += sums ? 1 : remembered;
    if (at->has_biases)
        terms[count++] =
            page_symbol(page, quantity_of_bias(QUANTITY_VALUE, layer, unit), FORMULA_ROLE_WEIGHT);
    return formula_nary(page->arena, FORMULA_ADD, terms, count);
}

struct formula *expression_any_sum(const struct page *page, size_t layer)
{
    const struct formula *term = formula_multiply(
        page->arena,
        formula_in_role(page->arena, expression_any(page, "w", "jk", layer), FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, expression_any_input(page, layer), FORMULA_ROLE_INPUT));
    struct formula *sum = formula_sum(page->arena, "k", NULL, NULL, term, &term, 1);
    const struct formula *bias, *memory = any_memory(page, layer);

    if (layer > 0 && expression_remembered(page, layer) > 0)
        sum = formula_add(page->arena, sum,
                          formula_sum(page->arena, "k", NULL, NULL, memory, &memory, 1));
    if (layer > 0 && !page_layer(page, layer)->has_biases)
        return sum;
    bias = formula_in_role(page->arena, expression_any(page, "b", "j", layer),
                           FORMULA_ROLE_WEIGHT);
    return formula_add(page->arena, sum, bias);
}
