/* Long forms: which there are, and why the error signal of a fused output is what it is. */
#include "explain/answers/ask_parts.h"
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/selection.h"

#include <math.h>

static bool is_output(const struct net *net, size_t layer)
{
    return layer == net->layer_count;
}

static bool is_fused(const struct net *net)
{
    return loss_is_fused(net->loss, net_output(net)->activation);
}

/* An output's δ is the product ∂L/∂a · ∂a/∂z. */
static bool output_has_chain(const struct net *net)
{
    return !is_fused(net) && !activation_row(net_output(net)->activation)->couples;
}

/* ---- δ of an output ---- */

/* An equation on the way to a value: with its numbers where they still lead there. */
static void way_equation(struct page *page, const struct formula *left,
                         const struct formula *right, unsigned show, double value)
{
    if (page_agrees(formula_evaluate(right), value))
        page_equation(page, left, "=", right, show, value);
    else
        page_general(page, left, right);
}

/* ∂L/∂a of an output by its rule: where the output is fused the engine never computes it. */
static const struct formula *loss_slope(struct page *page, size_t output)
{
    struct formula *slope =
        page_symbol(page, page_output(page, QUANTITY_DA, output), FORMULA_ROLE_LOSS_SLOPE);

    if (is_fused(page->net))
        slope->value = formula_evaluate(expression_loss_slope(page, output, EXPRESSION_FULL));
    return slope;
}

static const struct formula *coupled_term(struct page *page, size_t output, size_t unit)
{
    return formula_multiply(page->arena, loss_slope(page, output),
                            expression_slope_across(page, output, unit));
}

/* Σ_j ∂L/∂a_j ∂a_j/∂z_k, term by term. */
static const struct formula *coupled_sum(struct page *page, size_t unit)
{
    size_t count = net_output(page->net)->out;
    const struct formula **terms;

    if (!is_fused(page->net) || count > EXPRESSION_WRITTEN_OUT)
        return expression_coupled(page, unit);
    terms = arena_alloc(page->arena, count * sizeof *terms);
    for (size_t j = 0; j < count; j++)
        terms[j] = coupled_term(page, j, unit);
    return formula_nary(page->arena, FORMULA_ADD, terms, count);
}

static void coupled_row(struct page *page, size_t output, size_t unit)
{
    page_cells(page, "snnr", page_unit(page, page->net->layer_count, output),
               formula_in_role(page->arena, loss_slope(page, output), FORMULA_ROLE_NONE),
               formula_in_role(page->arena, expression_slope_across(page, output, unit),
                               FORMULA_ROLE_NONE),
               formula_number(page->arena, formula_evaluate(coupled_term(page, output, unit))));
}

/* What comes back from every output of a softmax to one z; nothing where an output of exactly 0
 * has made its term ∞ · 0. */
static void coupled_table(struct page *page, size_t unit)
{
    static const enum word heads[] = {W_OUTPUT_2, W_LOSS_BY_A, W_A_BY_Z, W_PRODUCT};
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    double *values = arena_alloc(page->arena, count * sizeof *values), sum = 0;
    const struct formula *error = page_of(page, QUANTITY_DZ, layer, unit);
    struct selection selection;
    struct explain_row *last;

    for (size_t j = 0; j < count; j++) {
        values[j] = formula_evaluate(coupled_term(page, j, unit));
        sum += values[j];
    }
    if (!page_agrees(sum, error->value)) {
        page_remark(page, W_OUTPUT_HAS_BEEN_ROUNDED_TO, 0.0);
        return;
    }
    selection_for_sum(values, count, &selection);
    page_table(page, 4, heads);
    for (size_t i = 0; i < selection.count; i++)
        coupled_row(page, selection.items[i], unit);
    last = selection_sum_rows(page, &selection, 3, error);
    last->cells[0] = (struct explain_cell){0};
    cell_symbols(&last->cells[0], error);
}

/* Σ_j t_j a_k - t_k, the j = k term kept together where the sum is written out. */
static const struct formula *cancelled_softmax(struct page *page, size_t unit)
{
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    const struct formula *a = page_in_role(page, QUANTITY_A, layer, unit, FORMULA_ROLE_INPUT);
    const struct formula *t = page_of(page, QUANTITY_T, layer, unit);
    const struct formula **terms = arena_alloc(page->arena, count * sizeof *terms), *any;
    const struct formula *rest = formula_subtract(page->arena, formula_number(page->arena, 1), a);
    bool written_out = count <= EXPRESSION_WRITTEN_OUT;

    for (size_t j = 0; j < count; j++)
        terms[j] = j == unit && written_out
                       ? formula_negate(page->arena, formula_multiply(page->arena, t, rest))
                       : formula_multiply(page->arena, page_of(page, QUANTITY_T, layer, j), a);
    if (written_out)
        return formula_nary(page->arena, FORMULA_ADD, terms, count);
    any = formula_multiply(page->arena, expression_any(page, "t", "j", 0), a);
    return formula_subtract(page->arena,
                            formula_sum(page->arena, "j", "1",
                                        arena_printf(page->arena, "%zu", count), any, terms, count),
                            t);
}

/* Two steps from the chain rule to where everything has cancelled. */
static void derive_softmax(struct page *page, size_t unit)
{
    size_t layer = page->net->layer_count;
    const struct formula *error = page_in_role(page, QUANTITY_DZ, layer, unit, FORMULA_ROLE_ERROR);

    way_equation(page, error, coupled_sum(page, unit), PAGE_RESULT, error->value);
    way_equation(page, error, cancelled_softmax(page, unit),
                 expression_show(page_layer(page, layer)->out), error->value);
    coupled_table(page, unit);
    page_remark(page, W_L_IS_T_SLOPES_OF);
}

static void derive_sigmoid(struct page *page, size_t unit)
{
    size_t layer = page->net->layer_count;
    const struct formula *error = page_in_role(page, QUANTITY_DZ, layer, unit, FORMULA_ROLE_ERROR);
    const struct formula *slope = loss_slope(page, unit);
    const struct formula *a = page_in_role(page, QUANTITY_A, layer, unit, FORMULA_ROLE_INPUT);
    const struct formula *rest = formula_subtract(page->arena, formula_number(page->arena, 1), a);
    const struct formula *chain[2] = {slope, expression_slope(page, layer, unit)};
    const struct formula *rules[3] = {expression_loss_slope(page, unit, EXPRESSION_FULL), a, rest};
    struct expression_unit of;

    way_equation(page, error, formula_chain(page->arena, chain, 2), PAGE_RESULT, error->value);
    way_equation(page, error, formula_chain(page->arena, rules, 3), PAGE_WORKED, error->value);
    page_table(page, 3, NULL);
    page_cells(page, "ssr", slope, expression_loss_slope(page, unit, EXPRESSION_BARE),
               formula_in_role(page->arena, slope, FORMULA_ROLE_NONE))
        ->role = FORMULA_ROLE_LOSS_SLOPE;
    expression_unit_init(&of, page, layer, unit, EXPRESSION_BARE);
    page_cells(page, "ssr", chain[1], expression_slope_rule(&of),
               formula_in_role(page->arena, chain[1], FORMULA_ROLE_NONE))
        ->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    page_remark(page, W_L_HAS_1_IN_DENOMINATOR);
}

static void derive_fused(struct page *page, size_t unit)
{
    if (activation_row(net_output(page->net)->activation)->couples)
        derive_softmax(page, unit);
    else
        derive_sigmoid(page, unit);
}

static void mark_outputs(struct page *page, size_t unit)
{
    size_t layer = page->net->layer_count;

    page_mark(page, quantity_at(QUANTITY_DZ, layer, unit, 0), FORMULA_ROLE_ERROR);
    page_mark(page, quantity_at(QUANTITY_A, layer, unit, 0), FORMULA_ROLE_INPUT);
    for (size_t j = 0; j < page_layer(page, layer)->out; j++) {
        page_mark(page, quantity_at(QUANTITY_T, layer, j, 0), FORMULA_ROLE_NONE);
        if (!is_fused(page->net))
            page_mark(page, quantity_at(QUANTITY_DA, layer, j, 0), FORMULA_ROLE_LOSS_SLOPE);
    }
}

static void open_output_error(struct page *page, size_t layer, size_t unit)
{
    if (!is_fused(page->net)) {
        explain_dz(page, layer, unit);
        coupled_table(page, unit);
        return;
    }
    page_focus(page, layer, unit);
    page_title(page, W_WHAT_CANCELS_IN_CHAIN_RULE,
               page_of(page, QUANTITY_DZ, layer, unit));
    derive_fused(page, unit);
    page_equation_of(page, quantity_at(QUANTITY_DZ, layer, unit, 0),
                     expression_fused(page, unit, EXPRESSION_FULL), PAGE_WORKED);
    page_sentence(page, W_CHAIN_RULE_WRITTEN_OUT,
                  page->net->loss == LOSS_CROSS_ENTROPY ? explain_softmax_rest(page)
                                                        : words(W_OUTPUT_MINUS_TARGET_IS_LEFT));
    mark_outputs(page, unit);
}

/* ---- gradients of the output layer ---- */

/* δ by its rule, times what the weight carries; a bias carries 1. */
static const struct formula *whole_product(struct page *page, struct quantity q)
{
    const struct formula *factors[3];
    size_t count = 0;

    if (output_has_chain(page->net)) {
        factors[count++] = page_in_role(page, QUANTITY_DA, q.layer, q.to, FORMULA_ROLE_LOSS_SLOPE);
        factors[count++] = expression_slope(page, q.layer, q.to);
    } else {
        factors[count++] = expression_error(page, q.layer, q.to);
    }
    if (q.of == QUANTITY_OF_WEIGHT)
        factors[count++] = page_symbol(page, quantity_input(page->net, q.layer, q.from),
                                       FORMULA_ROLE_INPUT);
    return formula_chain(page->arena, factors, count);
}

static void open_output_gradient(struct page *page, struct quantity q)
{
    struct quantity parameter = quantity_as(q, QUANTITY_VALUE);

    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_plain(page, parameter));
    page_focus(page, q.layer, q.to);
    page_equation_of(page, q, whole_product(page, q),
                     expression_show(is_fused(page->net) ? 1 : page_layer(page, q.layer)->out));
    if (is_fused(page->net))
        derive_fused(page, q.to);
    else
        coupled_table(page, q.to);
    page_sentence(page, W_WRITTEN_OUT_TIMES_INPUT_OF,
                  page_of(page, QUANTITY_DZ, q.layer, q.to),
                  page_plain(page, parameter));
    if (q.of == QUANTITY_OF_BIAS)
        page_sentence(page, W_WRITTEN_OUT_BIAS_ENTERS_SUM,
                      page_of(page, QUANTITY_DZ, q.layer, q.to));
    else
        page_mark(page, quantity_input(page->net, q.layer, q.from), FORMULA_ROLE_INPUT);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    mark_outputs(page, q.to);
}

/* The chain rule's product with a row for each factor. */
static void open_output_chain(struct page *page, struct quantity q)
{
    if (q.of == QUANTITY_OF_WEIGHT) {
        explain_weight(page, q.layer, q.to, q.from, false);
        return;
    }
    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_as(page, q, QUANTITY_VALUE));
    page_equation_of(page, q, whole_product(page, q), PAGE_WORKED);
    explain_factor_rows(page, q.layer, q.to);
    page_sentence(page, W_CHAIN_RULE_MULTIPLIES_SLOPES_ON_WAY);
    page_mark(page, q, FORMULA_ROLE_RESULT);
    page_mark(page, quantity_at(QUANTITY_DA, q.layer, q.to, 0), FORMULA_ROLE_LOSS_SLOPE);
    page_mark(page, quantity_at(QUANTITY_A, q.layer, q.to, 0), FORMULA_ROLE_ACTIVATION_SLOPE);
}

/* ---- which there are ---- */

/* A step that is more than a gradient times η. */
static bool has_way(const struct optimizer *optimizer, struct quantity q)
{
    return optimizer_has_first(optimizer) || optimizer_has_second(optimizer) ||
           (optimizer->l2 != 0 && q.of != QUANTITY_OF_BIAS);
}

bool ask_has_long_form(const struct snapshot *snapshot, struct quantity q)
{
    const struct net *net = snapshot->net;

    if (net->recurrent && !quantity_is_buffer(q.kind) && q.kind != QUANTITY_STEP)
        return false; /* the page has a row a time */
    if (q.kind == QUANTITY_Z || q.kind == QUANTITY_A)
        return q.layer > 0;
    if (q.kind == QUANTITY_LOSS)
        return net_output(net)->out > 1;
    if (q.kind == QUANTITY_DA)
        return !is_output(net, q.layer) &&
               (!is_output(net, net->layers[q.layer].to) || output_has_chain(net));
    if (q.kind == QUANTITY_DZ)
        return !is_output(net, q.layer) || !output_has_chain(net);
    if (q.kind == QUANTITY_GRADIENT || q.kind == QUANTITY_BATCH_GRADIENT)
        return q.of != QUANTITY_OF_BIAS || net->layers[q.layer].has_biases;
    return q.kind == QUANTITY_FIRST || q.kind == QUANTITY_SECOND ||
           (q.kind == QUANTITY_STEP && has_way(&snapshot->state->optimizer, q));
}

void ask_open(struct page *page, struct quantity q)
{
    if (q.kind == QUANTITY_Z)
        ask_open_sum(page, q.layer, q.to);
    else if (q.kind == QUANTITY_A)
        ask_open_activation(page, q.layer, q.to);
    else if (q.kind == QUANTITY_LOSS)
        ask_open_loss(page);
    else if (q.kind == QUANTITY_STEP)
        explain_step(page, q, true);
    else if (quantity_is_buffer(q.kind))
        explain_buffer(page, q, true);
    else if (!is_output(page->net, q.layer))
        ask_paths(page, q);
    else if (q.kind == QUANTITY_DZ)
        open_output_error(page, q.layer, q.to);
    else if (output_has_chain(page->net))
        open_output_chain(page, q);
    else
        open_output_gradient(page, q);
}
