/* Long forms of what is summed in the forward pass: a weighted sum term by term, the loss part by
 * part. */
#include "explain/answers/ask_parts.h"
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/selection.h"

static const struct formula *symbol_of(struct page *page, enum quantity_kind kind, size_t layer,
                                       size_t unit, enum formula_role role)
{
    return page_symbol(page, quantity_at(kind, layer, unit, 0), role);
}

/* ---- forward ---- */

/* The weighted sum's terms, the bias last. */
static void terms_table(struct page *page, size_t layer, size_t unit)
{
    struct expression_terms terms =
        expression_terms(page, quantity_at(QUANTITY_Z, layer, unit, 0));
    double *values = arena_alloc(page->arena, terms.count * sizeof *values);
    struct selection selection;

    for (size_t k = 0; k < terms.count; k++)
        values[k] = formula_evaluate(terms.items[k]);
    selection_for_sum(values, terms.count, &selection);
    page_table(page, 3, NULL);
    for (size_t i = 0; i < selection.count; i++)
        explain_term_row(page, terms.items[selection.items[i]], false);
    selection_sum_rows(page, &selection, 2,
                       symbol_of(page, QUANTITY_Z, layer, unit, FORMULA_ROLE_NONE));
}

void ask_open_sum(struct page *page, size_t layer, size_t unit)
{
    explain_weighted_sum(page, layer, unit);
    terms_table(page, layer, unit);
}

void ask_open_activation(struct page *page, size_t layer, size_t unit)
{
    const struct formula *z = symbol_of(page, QUANTITY_Z, layer, unit, FORMULA_ROLE_INPUT);

    page_equation(page, z, "=", expression_sum(page, quantity_at(QUANTITY_Z, layer, unit, 0)),
                  expression_show(page_layer(page, layer)->in), z->value);
    explain_activation(page, layer, unit);
    terms_table(page, layer, unit);
    page_mark_inputs(page, layer, unit);
}

/* ---- loss ---- */

static void part_row(struct page *page, size_t output)
{
    size_t layer = page->net->layer_count;
    struct quantity part = quantity_at(QUANTITY_LOSS_PART, layer, output, 0);
    const struct formula *rule = expression_loss_part(page, output);
    struct explain_row *row = page_row(page);

    row->role = FORMULA_ROLE_LOSS_SLOPE;
    cell_symbols(&row->cells[0],
                 symbol_of(page, QUANTITY_LOSS_PART, layer, output, FORMULA_ROLE_LOSS_SLOPE));
    if (!expression_weighs_nothing(rule) &&
        page_agrees(formula_evaluate(rule), page_value(page, part)))
        cell_numbers(&row->cells[1], rule);
    cell_result(&row->cells[2],
                symbol_of(page, QUANTITY_LOSS_PART, layer, output, FORMULA_ROLE_NONE));
}

void ask_open_loss(struct page *page)
{
    static const enum word heads[] = {W_PART, W_NONE, W_NONE};
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    double *values = arena_alloc(page->arena, count * sizeof *values), sum = 0;
    struct selection selection;

    for (size_t k = 0; k < count; k++) {
        values[k] = page_value(page, quantity_at(QUANTITY_LOSS_PART, layer, k, 0));
        sum += values[k];
    }
    explain_loss_total(page);
    selection_for_sum(values, count, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++)
        part_row(page, selection.items[i]);
    selection_sum_rows(page, &selection, 2, formula_number(page->arena, sum));
}
