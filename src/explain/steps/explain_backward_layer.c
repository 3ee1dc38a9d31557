/* The backward pass of a whole layer at once; and the page of finite differences (D) in its place.
 */
#include "explain/explain.h"
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/trouble.h"

#include <math.h>

static const struct formula *loss_of(const struct page *page)
{
    return page_plain(page, page_output(page, QUANTITY_LOSS, 0));
}

static const struct formula *any_partial(const struct page *page, const struct formula *of,
                                         const struct formula *by, enum formula_role role)
{
    return formula_in_role(page->arena, formula_partial(page->arena, of, by, (double)NAN), role);
}

/* δ_j of any unit of the layer. */
static const struct formula *any_error(const struct page *page, size_t layer)
{
    bool output = layer == page->net->layer_count;
    const struct formula *a = expression_any(page, "a", "j", layer);
    const struct formula *t = expression_any(page, "t", "j", 0);
    const struct formula *loss = loss_of(page);
    const struct formula *slope = any_partial(page, a, expression_any(page, "z", "j", layer),
                                              FORMULA_ROLE_ACTIVATION_SLOPE);
    const struct formula *path, *factors[2] = {NULL, slope};

    if (output && loss_is_fused(page->net->loss, page_layer(page, layer)->activation)) {
        const struct formula *difference = formula_subtract(page->arena, a, t);
        size_t outputs = page_layer(page, layer)->out;

        if (loss_factor(page->net->loss, outputs) == 1)
            return difference;
        return formula_multiply(
            page->arena, formula_fraction(page->arena, formula_number(page->arena, 1),
                                          formula_number(page->arena, (double)outputs)),
            difference);
    }
    if (output && activation_row(page_layer(page, layer)->activation)->couples) {
        const struct formula *i = expression_any(page, "a", "i", layer);

        path = formula_multiply(
            page->arena, any_partial(page, loss, i, FORMULA_ROLE_LOSS_SLOPE),
            any_partial(page, i, expression_any(page, "z", "j", layer),
                        FORMULA_ROLE_ACTIVATION_SLOPE));
        return formula_sum(page->arena, "i", NULL, NULL, path, &path, 1);
    }
    if (output) {
        factors[0] = any_partial(page, loss, a, FORMULA_ROLE_LOSS_SLOPE);
        return formula_chain(page->arena, factors, 2);
    }
    path = formula_multiply(
        page->arena,
        formula_in_role(page->arena, expression_any(page, "w", "ij", page_layer(page, layer)->to),
                        FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, expression_any(page, "δ", "i", page_layer(page, layer)->to),
                        FORMULA_ROLE_ERROR));
    factors[0] = slope;
    factors[1] = formula_sum(page->arena, "i", NULL, NULL, path, &path, 1);
    return formula_chain(page->arena, factors, 2);
}

/* ∂L/∂w_jk = δ_j a_k */
static void any_gradient_equation(struct page *page, size_t layer)
{
    const struct formula *error = formula_in_role(
        page->arena, expression_any(page, "δ", "j", layer), FORMULA_ROLE_ERROR);
    const struct formula *input = expression_any_input(page, layer);
    const struct formula *gradient = formula_partial(
        page->arena, loss_of(page), expression_any(page, "w", "jk", layer), (double)NAN);

    page_general(page, gradient,
                 formula_multiply(page->arena, error,
                                  formula_in_role(page->arena, input, FORMULA_ROLE_INPUT)));
}

/* A row a neuron: where its error signal comes from, and the signal. */
static void error_table(struct page *page, size_t layer)
{
    static const enum word chain[] = {W_NEURON, W_LOSS_BY_A, W_A_BY_Z, W_ERROR_SIGNAL_DELTA};
    static const enum word fused[] = {W_NEURON, W_OUTPUT, W_TARGET_T, W_ERROR_SIGNAL_DELTA};
    static const enum word coupled[] = {W_NEURON, W_LOSS_BY_A, W_ERROR_SIGNAL_DELTA};
    const struct net_layer *at = page_layer(page, layer);
    bool is_fused =
        layer == page->net->layer_count && loss_is_fused(page->net->loss, at->activation);
    bool is_coupled = !is_fused && activation_row(at->activation)->couples;
    size_t columns = is_coupled ? 3 : 4;

    page_table(page, columns, is_fused ? fused : is_coupled ? coupled : chain);
    for (size_t j = 0; j < at->out; j++) {
        struct quantity first = quantity_at(is_fused ? QUANTITY_A : QUANTITY_DA, layer, j, 0);
        const struct formula *name = page_unit(page, layer, j), *from = page_plain(page, first);
        const struct formula *error = page_of(page, QUANTITY_DZ, layer, j);

        if (is_coupled)
            page_cells(page, "snr", name, from, error);
        else
            page_cells(page, "snnr", name, from,
                       is_fused ? page_of(page, QUANTITY_T, layer, j)
                                : formula_in_role(page->arena, expression_slope(page, layer, j),
                                                  FORMULA_ROLE_NONE),
                       error);
    }
}

/* A layer of one neuron needs no general formulas. */
static void only_neuron(struct page *page, size_t layer)
{
    struct ranking ranking;

    ranking_make(page, (struct ranking_kinds){QUANTITY_GRADIENT, false},
                 (struct ranking_range){layer, true, 0, 0}, &ranking);
    page_equation_of(page, quantity_at(QUANTITY_DZ, layer, 0, 0), expression_error(page, layer, 0),
                     PAGE_WORKED);
    explain_gradient_rows(page, &ranking);
    page_focus(page, layer, 0);
}

void explain_backward_layer(struct page *page, size_t layer)
{
    const struct net_layer *at = page_layer(page, layer);

    page_title(page, W_GRADIENTS_OF, quantity_layer_name(page->arena, page->net, layer));
    if (at->out == 1) {
        only_neuron(page, layer);
    } else {
        page_general(page, expression_any(page, "δ", "j", layer), any_error(page, layer));
        any_gradient_equation(page, layer);
        page_indices_remark(page, layer, layer < page->net->layer_count);
        error_table(page, layer);
    }
    if (layer == page->net->layer_count)
        page_sentence(page, W_WAY_BACK_BEGINS_AT_LOSS);
    else
        page_sentence(page, W_ERROR_SIGNALS_COME_BACK_THROUGH);
    trouble_remark_layer(page, layer);
    explain_batch_remark(page);
    for (size_t j = 0; j < at->out; j++)
        page_mark(page, quantity_at(QUANTITY_DZ, layer, j, 0), FORMULA_ROLE_RESULT);
    for (size_t j = 0; j < at->out; j++) {
        page_mark(page, quantity_at(QUANTITY_DA, layer, j, 0), FORMULA_ROLE_LOSS_SLOPE);
        for (size_t k = 0; k < at->in; k++)
            page_mark(page, quantity_of_weight(QUANTITY_GRADIENT, layer, j, k),
                      FORMULA_ROLE_RESULT);
        if (at->has_biases)
            page_mark(page, quantity_of_bias(QUANTITY_GRADIENT, layer, j), FORMULA_ROLE_RESULT);
    }
}

/* ---- finite differences ---- */

static const struct formula *letter(const struct page *page, const char *base, const char *sub)
{
    return formula_symbol(page->arena, base, sub, NULL, (double)NAN);
}

/* ∂L/∂w ≈ (L₊ − L₋) / 2h */
static void difference_equation(struct page *page, const struct formula *plus,
                                const struct formula *minus)
{
    struct arena *arena = page->arena;
    const struct formula *gradient =
        formula_partial(arena, letter(page, "L", NULL), letter(page, "w", NULL), (double)NAN);
    const struct formula *by =
        formula_multiply(arena, formula_number(arena, 2), letter(page, "h", NULL));

    page_equation(page, gradient, "≈",
                  formula_fraction(arena, formula_subtract(arena, plus, minus), by), 0,
                  (double)NAN);
}

static void of_loss_row(struct page *page, const struct formula *loss, const char *words)
{
    page_cells(page, "st", loss, words);
}

const struct explanation *explain_differences(struct arena *arena, const struct snapshot *snapshot,
                                              struct cursor cursor)
{
    struct page page;
    const struct formula *plus, *minus;

    page_init(&page, arena, snapshot, cursor, GRANULARITY_PHASE);
    plus = letter(&page, "L", "+");
    minus = letter(&page, "L", "−");
    page_kicker(&page, W_FINITE_DIFFERENCES, 0);
    page_title(&page,
               explain_trains_biases(&page) ? W_HOW_WITH_EACH_PARAMETER : W_HOW_WITH_EACH_WEIGHT);
    difference_equation(&page, plus, minus);
    page_table(&page, 2, NULL);
    of_loss_row(&page, plus, words(W_LOSS_WITH_W_LARGER_BY));
    of_loss_row(&page, minus, words(W_LOSS_WITH_W_SMALLER_BY));
    page_remark(&page, W_MEASURED_NOT_COMPUTED_BY_CHAIN);
    page_sentence(&page, W_FINITE_DIFFERENCES_MEASURE);
    return page.out;
}
