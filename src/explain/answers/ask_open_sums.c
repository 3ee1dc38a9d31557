/* Long forms of what is summed in the forward pass: a weighted sum term by term, the loss part by
 * part. */
#include "explain/answers/ask_parts.h"
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/selection.h"

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
                       page_of(page, QUANTITY_Z, layer, unit));
}

void ask_open_sum(struct page *page, size_t layer, size_t unit)
{
    explain_weighted_sum(page, layer, unit);
    terms_table(page, layer, unit);
}

void ask_open_activation(struct page *page, size_t layer, size_t unit)
{
    const struct formula *z = page_in_role(page, QUANTITY_Z, layer, unit, FORMULA_ROLE_INPUT);

    page_equation(page, z, "=", expression_sum(page, quantity_at(QUANTITY_Z, layer, unit, 0)),
                  expression_show(page_layer(page, layer)->in), z->value);
    explain_activation(page, layer, unit);
    terms_table(page, layer, unit);
    page_mark_inputs(page, layer, unit);
}

/* ---- loss ---- */

static void part_row(struct page *page, size_t output)
{
    struct quantity part = page_output(page, QUANTITY_LOSS_PART, output);
    const struct formula *rule = expression_loss_part(page, output);
    bool leads_there = !expression_weighs_nothing(rule)
                    && page_agrees(formula_evaluate(rule), page_value(page, part));

    page_cells(page, "snr", page_symbol(page, part, FORMULA_ROLE_LOSS_SLOPE),
               leads_there ? rule : NULL, page_plain(page, part))
        ->role = FORMULA_ROLE_LOSS_SLOPE;
}

void ask_open_loss(struct page *page)
{
    static const enum word heads[] = {W_PART, W_NONE, W_NONE};
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    double *values = arena_alloc(page->arena, count * sizeof *values), sum = 0;
    struct selection selection;

    for (size_t k = 0; k < count; k++) {
        values[k] = page_value(page, page_output(page, QUANTITY_LOSS_PART, k));
        sum += values[k];
    }
    explain_loss_total(page);
    selection_for_sum(values, count, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++)
        part_row(page, selection.items[i]);
    selection_sum_rows(page, &selection, 2, formula_number(page->arena, sum));
}
