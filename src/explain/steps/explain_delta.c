/* The backward pass up to the error signal: ∂L/∂a, path by path, then δ = ∂L/∂z. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"
#include "explain/trouble.h"

/* ---- the paths into a hidden neuron's ∂L/∂a ---- */

double explain_path_rows(struct page *page, struct quantity da, size_t first, size_t count,
                         bool current)
{
    static const enum word heads[] = {W_PATH_FROM, W_NONE, W_NONE, W_NONE};
    size_t above = da.kind == QUANTITY_DA_FUTURE ? da.layer : page_layer(page, da.layer)->to;
    struct expression_terms paths = expression_terms(page, da);
    double total = 0;

    page_table(page, 4, heads);
    for (size_t j = 0; j < count; j++) {
        double part = formula_evaluate(paths.items[j]);
        struct explain_row *row;

        total = j == 0 ? part : total + part;
        if (j < first)
            continue;
        row = page_cells(page, "ssnr", page_unit(page, above, j), paths.items[j], paths.items[j],
                         formula_number(page->arena, part));
        row->current = current && j + 1 == count;
    }
    return total;
}

/* The paths shown so far, the last ones if they are many, and their sum. */
static void paths_so_far(struct page *page, size_t layer, size_t unit, size_t shown)
{
    size_t first = shown > EXPLAIN_ROWS_MAX - 1 ? shown - (EXPLAIN_ROWS_MAX - 1) : 0;
    double total = explain_path_rows(page, quantity_at(QUANTITY_DA, layer, unit, 0), first, shown,
                                     true);

    page_cells(page, "t--r", words(shown < page_above(page, layer) ? W_SUM_SO_FAR : W_SUM),
               formula_number(page->arena, total));
    page->out->table.left_out = first;
}

static void explain_path(struct page *page, size_t layer, size_t unit, size_t above)
{
    size_t to = page_layer(page, layer)->to;
    struct quantity da = quantity_at(QUANTITY_DA, layer, unit, 0);
    struct quantity w = quantity_of_weight(QUANTITY_VALUE, to, above, unit);
    struct quantity error = quantity_at(QUANTITY_DZ, to, above, 0);

    page_title(page, W_PATH_FROM_BACK_TO, page_unit(page, to, above), page_unit(page, layer, unit));
    page_equation_of(page, da, expression_sum(page, da), 0);
    paths_so_far(page, layer, unit, above + 1);
    page_sentence(page, W_ERROR_SIGNAL_COMES_BACK_TO, page_plain(page, error),
                  page_unit(page, layer, unit), page_plain(page, w));
    page_mark(page, w, FORMULA_ROLE_WEIGHT);
    page_mark(page, error, FORMULA_ROLE_ERROR);
    page_mark(page, quantity_at(QUANTITY_A, to, above, 0), FORMULA_ROLE_ERROR);
}

static void explain_da_hidden(struct page *page, size_t layer, size_t unit)
{
    size_t above = page_above(page, layer), to = page_layer(page, layer)->to;
    struct quantity da = quantity_at(QUANTITY_DA, layer, unit, 0);
    const struct formula *name = page_unit(page, layer, unit);

    page_equation_of(page, da, expression_sum(page, da), expression_show(above));
    if (above > 1)
        explain_path_rows(page, da, 0, above, false);
    for (size_t j = 0; j < above; j++) {
        page_mark(page, quantity_of_weight(QUANTITY_VALUE, to, j, unit), FORMULA_ROLE_WEIGHT);
        page_mark(page, quantity_at(QUANTITY_DZ, to, j, 0), FORMULA_ROLE_ERROR);
    }
    page_remark(page,
                page->moved ? W_WEIGHTS_ARE_THOSE_OF_FORWARD : W_WEIGHTS_ARE_THOSE_OF_FORWARD_PASS);
    if (above > 1)
        page_sentence(page, W_INFLUENCES_LOSS_ALONG_PATHS, name, above);
    else
        page_sentence(page, W_INFLUENCES_LOSS_THROUGH_ONLY_ERROR, name, page_unit(page, to, 0),
                      page_of(page, QUANTITY_DZ, to, 0),
                      page_plain(page, quantity_of_weight(QUANTITY_VALUE, to, 0, unit)));
}

/* ---- an output's ∂L/∂a ---- */

static void loss_rule_remark(struct page *page, const struct formula *a)
{
    page_remark(page, loss_words(page->net->loss, "derivative"));
    if (net_output(page->net)->out == 1)
        return;
    if (loss_factor(page->net->loss, net_output(page->net)->out) != 1)
        page_remark(page, W_FRACTION_IN_FRONT_AVERAGES_OVER);
    else
        page_remark(page, W_NO_OTHER_PART_OF_LOSS, a);
}

static void explain_da_output(struct page *page, size_t layer, size_t unit)
{
    struct quantity da = quantity_at(QUANTITY_DA, layer, unit, 0);
    const struct formula *a = page_of(page, QUANTITY_A, layer, unit);
    double value = page_value(page, da);
    double over = a->value - page_value(page, quantity_at(QUANTITY_T, layer, unit, 0));

    page_equation_of(page, da, expression_loss_slope(page, unit, EXPRESSION_FULL), PAGE_WORKED);
    loss_rule_remark(page, a);
    if (value > 0)
        page_sentence(page, over > 0 ? W_IS_ABOVE_ITS_TARGET_IF : W_LOSS_GROWS_WHEN_GROWS, a);
    else if (value < 0)
        page_sentence(page, over < 0 ? W_IS_BELOW_ITS_TARGET_IF : W_LOSS_SHRINKS_WHEN_GROWS, a);
    else
        page_sentence(page, W_SLOPE_IS_0_SMALL_CHANGE, a);
    page_mark(page, quantity_at(QUANTITY_A, layer, unit, 0), FORMULA_ROLE_INPUT);
    page_mark(page, quantity_at(QUANTITY_T, layer, unit, 0), FORMULA_ROLE_NONE);
}

/* ---- δ ---- */

/* Where the slope is a constant: why. */
static const char *slope_case(const struct page *page, size_t layer, size_t unit)
{
    double z = page_value(page, quantity_at(QUANTITY_Z, layer, unit, 0));

    if (activation_row(page_layer(page, layer)->activation)->letter == NULL)
        return "a = z";
    return z > 0 ? "z > 0" : z < 0 ? "z < 0" : z == 0 ? "z = 0" : words(W_Z_IS_NAN);
}

static bool has_letters(const struct formula *formula)
{
    bool letters = formula->kind == FORMULA_SYMBOL;

    for (size_t i = 0; i < formula->count; i++)
        letters = letters || has_letters(formula->children[i]);
    return letters;
}

/* A slope of the loss, or, where it is a constant, why it is that one. */
static void loss_slope_cells(const struct page *page, struct explain_row *row, size_t unit)
{
    const struct formula *rule = expression_loss_slope(page, unit, EXPRESSION_BARE);
    size_t layer = page->net->layer_count;
    double over = page_value(page, quantity_at(QUANTITY_A, layer, unit, 0)) -
                  page_value(page, quantity_at(QUANTITY_T, layer, unit, 0));

    if (!has_letters(rule)) {
        cell_text(&row->cells[1], over > 0 ? "a > t" : over < 0 ? "a < t" : "a = t");
        return;
    }
    cell_symbols(&row->cells[1], rule);
    cell_numbers(&row->cells[2], rule);
}

/* What arrives on each of two paths, added: 0.0554 − 0.0190. */
static struct formula *both_paths(const struct page *page, struct quantity da)
{
    const struct formula *const *terms = expression_terms(page, da).items, *paths[2];
    double value[2];

    for (size_t j = 0; j < 2; j++) {
        value[j] = formula_evaluate(terms[j]);
        paths[j] = formula_number(page->arena, j == 1 && value[1] < 0.0 ? -value[1] : value[j]);
    }
    return value[1] < 0.0 ? formula_subtract(page->arena, paths[0], paths[1])
                          : formula_nary(page->arena, FORMULA_ADD, paths, 2);
}

static void loss_slope_row(struct page *page, size_t layer, size_t unit)
{
    struct quantity da = quantity_at(QUANTITY_DA, layer, unit, 0);
    struct explain_row *row = page_cells(
        page, "s--r", page_symbol(page, da, FORMULA_ROLE_LOSS_SLOPE), page_plain(page, da));

    row->role = FORMULA_ROLE_LOSS_SLOPE;
    if (layer == page->net->layer_count) {
        loss_slope_cells(page, row, unit);
    } else if (page_above(page, layer) == 1) {
        cell_symbols(&row->cells[1], expression_sum(page, da));
    } else {
        cell_text(&row->cells[1], "Σ w δ");
        if (page_above(page, layer) == 2)
            cell_numbers(&row->cells[2], both_paths(page, da));
        else
            cell_text(&row->cells[2], words_in(page->arena, W_PATHS, page_above(page, layer)));
    }
}

void explain_factor_rows(struct page *page, size_t layer, size_t unit)
{
    const struct formula *slope = expression_slope(page, layer, unit), *rule;
    struct expression_unit of;
    struct explain_row *row;

    page_table(page, 4, NULL);
    loss_slope_row(page, layer, unit);
    row = page_cells(page, "s--r", slope, formula_in_role(page->arena, slope, FORMULA_ROLE_NONE));
    row->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    expression_unit_init(&of, page, layer, unit, EXPRESSION_BARE);
    rule = expression_slope_rule(&of);
    if (rule != NULL && of.has_u) { /* too long for a cell: it is an equation */
        cell_text(&row->cells[1], arena_printf(page->arena, "%s′(z)", of.row->letter));
    } else if (rule != NULL) {
        cell_symbols(&row->cells[1], rule);
        cell_numbers(&row->cells[2], expression_briefly(page, rule));
    } else {
        cell_text(&row->cells[1], slope_case(page, layer, unit));
    }
}

void explain_error_row(struct page *page, size_t layer, size_t unit)
{
    struct quantity error = quantity_at(QUANTITY_DZ, layer, unit, 0);
    bool chain = expression_has_chain(page, layer);
    const struct formula *rule =
        !chain && loss_is_fused(page->net->loss, page_layer(page, layer)->activation)
            ? expression_fused(page, unit, EXPRESSION_BARE) : NULL;

    page_table(page, 4, NULL);
    page_cells(page, "ssnr", page_symbol(page, error, FORMULA_ROLE_ERROR), rule,
               chain ? expression_error(page, layer, unit) : rule, page_plain(page, error))
        ->role = FORMULA_ROLE_ERROR;
}

const char *explain_softmax_rest(const struct page *page)
{
    return words(equation_targets_are_shares(page->snapshot) ? W_TARGETS_ADD_UP_TO_1
                                                     : W_OUTPUT_TIMES_SUM_OF_TARGETS);
}

static void explain_dz_fused(struct page *page, size_t layer, size_t unit)
{
    struct quantity dz = quantity_at(QUANTITY_DZ, layer, unit, 0);
    bool softmax = activation_row(page_layer(page, layer)->activation)->couples;

    page_equation_of(page, dz, expression_fused(page, unit, EXPRESSION_FULL), PAGE_WORKED);
    page_mark(page, quantity_at(QUANTITY_T, layer, unit, 0), FORMULA_ROLE_NONE);
    page_mark(page, quantity_at(QUANTITY_A, layer, unit, 0), FORMULA_ROLE_INPUT);
    if (!softmax)
        page_sentence(page, W_WITH_SIGMOID_AND_CROSS_ENTROPY);
    else
        page_sentence(page, W_WITH_SOFTMAX_AND_CROSS_ENTROPY, explain_softmax_rest(page));
    if (trouble_remark_backward(page, layer, unit))
        return;
    page_remark(page, softmax ? W_N1_OF_EACH_LOGARITHM_CANCELS : W_L_HAS_1_IN_DENOMINATOR);
    if (!softmax && net_output(page->net)->out > 1)
        page_remark(page, W_FRACTION_IN_FRONT_AVERAGES_OVER);
}

static void explain_dz_coupled(struct page *page, size_t layer, size_t unit)
{
    size_t count = page_layer(page, layer)->out;
    struct quantity dz = quantity_at(QUANTITY_DZ, layer, unit, 0);

    page_equation_of(page, dz, expression_coupled(page, unit),
                     count <= EXPRESSION_WRITTEN_OUT ? PAGE_WORKED : PAGE_RESULT);
    for (size_t j = 0; j < count; j++)
        page_mark(page, quantity_at(QUANTITY_DA, layer, j, 0), FORMULA_ROLE_LOSS_SLOPE);
    page_sentence(page, W_IN_SOFTMAX_INFLUENCES_EVERY_OUTPUT,
                  page_of(page, QUANTITY_Z, layer, unit));
}

/* The slope's rule, where it is too long for the table. */
static void slope_equation(struct page *page, size_t layer, size_t unit)
{
    const unsigned show = PAGE_WORKED | PAGE_PART;
    const struct formula *slope = expression_slope(page, layer, unit), *rule;
    struct expression_unit of;

    expression_unit_init(&of, page, layer, unit, EXPRESSION_FULL);
    rule = expression_slope_rule(&of);
    if (!of.has_u)
        return;
    page_equals(page, slope, rule, show);
    page_equals(page, of.u, expression_where(&of), show);
}

static void explain_dz_chain(struct page *page, size_t layer, size_t unit)
{
    struct quantity dz = quantity_at(QUANTITY_DZ, layer, unit, 0);
    const struct formula *error = page_of(page, QUANTITY_DZ, layer, unit);
    const struct formula *z = page_of(page, QUANTITY_Z, layer, unit);
    const struct formula *loss = page_plain(page, page_output(page, QUANTITY_LOSS, 0));

    page_equation_of(page, dz, expression_error(page, layer, unit), PAGE_WORKED);
    slope_equation(page, layer, unit);
    explain_factor_rows(page, layer, unit);
    page_mark(page, quantity_at(QUANTITY_DA, layer, unit, 0), FORMULA_ROLE_LOSS_SLOPE);
    page_mark(page, quantity_at(QUANTITY_A, layer, unit, 0), FORMULA_ROLE_ACTIVATION_SLOPE);
    if (trouble_is_dead(page, layer, unit))
        page_sentence(page, W_SLOPE_OF_INACTIVE_RELU_IS, page_unit(page, layer, unit));
    else if (activation_row(page_layer(page, layer)->activation)->letter == NULL)
        page_sentence(page, W_CHAIN_RULE_TAKES_ONE_STEP, page_of(page, QUANTITY_A, layer, unit),
                      z);
    else
        page_sentence(page, W_CHAIN_RULE_TAKES_ONE_STEP_BACK,
                      page_of(page, QUANTITY_A, layer, unit), z);
    if (trouble_remark_backward(page, layer, unit))
        return;
    if (layer == page->net->layer_count && expression_slope_value(page, layer, unit) == 1)
        page_remark(page, W_IS_SHORT_FOR_ERROR_SIGNAL, error,
                    formula_partial(page->arena, loss, z, error->value));
    else if (layer == page->net->layer_count)
        page_remark(page, W_IS_SHORT_FOR_ERROR_SIGNAL_IT, error,
                    formula_partial(page->arena, loss, z, error->value),
                    page_of(page, QUANTITY_A, layer, unit),
                    page_of(page, QUANTITY_T, layer, unit));
    else
        page_remark(page, W_IS_SHORT_FOR_ERROR_SIGNAL_HAS, error,
                    formula_partial(page->arena, loss, z, error->value),
                    page_unit(page, layer, unit));
}

void explain_dz(struct page *page, size_t layer, size_t unit)
{
    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_of(page, QUANTITY_Z, layer, unit));
    if (expression_has_chain(page, layer))
        explain_dz_chain(page, layer, unit);
    else if (loss_is_fused(page->net->loss, page_layer(page, layer)->activation))
        explain_dz_fused(page, layer, unit);
    else
        explain_dz_coupled(page, layer, unit);
    page_mark(page, quantity_at(QUANTITY_DZ, layer, unit, 0), FORMULA_ROLE_RESULT);
}

void explain_da(struct page *page, size_t layer, size_t unit)
{
    page_title(page, W_HOW_FAST_DOES_LOSS_CHANGE, page_of(page, QUANTITY_A, layer, unit));
    if (layer == page->net->layer_count)
        explain_da_output(page, layer, unit);
    else
        explain_da_hidden(page, layer, unit);
    page_mark(page, quantity_at(QUANTITY_DA, layer, unit, 0), FORMULA_ROLE_RESULT);
}

void explain_delta(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;

    page_focus(page, layer, unit);
    if (page->moment.kind == MOMENT_DZ) {
        explain_dz(page, layer, unit);
    } else if (page->moment.kind == MOMENT_DA_TERM) {
        explain_path(page, layer, unit, page->moment.from);
        page_mark(page, quantity_at(QUANTITY_DA, layer, unit, 0), FORMULA_ROLE_RESULT);
    } else {
        explain_da(page, layer, unit);
    }
}
