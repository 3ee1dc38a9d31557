/* The update in matrix form: what each optimiser makes of the gradients, cell by cell. */
#include "explain/equations/matrices_rule.h"

#include "explain/equations/equation.h"
#include "explain/explain.h"
#include "explain/row_words.h"
#include "quantity/quantity_facts.h"

/* "step: Adam, cell by cell"; briefer for the biases, which come after the weights. */
static const char *step_words(const struct matrices_sheet *sheet, bool bias)
{
    const struct optimizer *optimizer = &sheet->snapshot->state->optimizer;

    if (bias)
        return words(W_STEP);
    return words_in(sheet->arena,
                    optimizer_has_second(optimizer) ? W_STEP_CELL_BY_CELL : W_STEP_BY,
                    explain_optimizer_title(sheet->snapshot));
}

/* Which gradient the first equation that uses one means. */
static enum word by_words(const struct matrices_sheet *sheet, bool bias)
{
    if (bias || sheet->snapshot->place.batch_count == 1)
        return W_NONE;
    return sheet->snapshot->training->sum ? W_BY_SUMMED_GRADIENT : W_BY_MEAN_GRADIENT;
}

static const char *matrix_words(const struct matrices_sheet *sheet, struct quantity result)
{
    const struct optimizer *optimizer = &sheet->snapshot->state->optimizer;

    if (result.kind == QUANTITY_OBJECTIVE_GRADIENT)
        return words(W_GRADIENT_OF_OBJECTIVE);
    if (result.kind == QUANTITY_CLIPPED)
        return words(W_CLIPPED_GRADIENTS);
    if (result.kind == QUANTITY_STEP)
        return step_words(sheet, result.of == QUANTITY_OF_BIAS);
    if (!quantity_facts(result.kind)->hat)
        return words(buffer_words(optimizer, result.kind == QUANTITY_SECOND, "matrix"));
    return words_in(sheet->arena, W_CORRECTED_AT_UPDATE,
                    (size_t)equation_update_number(sheet->snapshot));
}

/* Of all that the optimiser makes on the way to the new values an equation; `parameter`: the first
 * weight or bias of the layer. */
static void side_equations(struct matrices_sheet *sheet, struct quantity parameter)
{
    static const struct {
        enum quantity_kind kind;
        bool uses_gradient;
    } made[] = {{QUANTITY_OBJECTIVE_GRADIENT, true}, {QUANTITY_CLIPPED, true},
                {QUANTITY_FIRST, true},              {QUANTITY_SECOND, true},
                {QUANTITY_FIRST_HAT, false},         {QUANTITY_SECOND_HAT, false},
                {QUANTITY_STEP, true}};
    bool bias = parameter.of == QUANTITY_OF_BIAS;
    enum word by = by_words(sheet, bias);

    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        struct quantity result = quantity_as(parameter, made[i].kind);
        const char *what;

        if (result.kind != made[i].kind /* a bias has no ∂J/∂b */
            || equation_rule(sheet->arena, sheet->snapshot, result) == NULL
            || (quantity_is_of_optimizer(result.kind)
                && !quantity_is_kept(&sheet->snapshot->state->optimizer, result.kind)))
            continue;
        what = matrix_words(sheet, result);
        if (bias)
            what = words_in(sheet->arena, W_OF_BIASES, what);
        if (made[i].uses_gradient && by != W_NONE) {
            what = words_in(sheet->arena, by, what);
            by = W_NONE;
        }
        matrices_add_rule(sheet, NULL, what, result);
    }
    matrices_add_rule(sheet, NULL, words(bias ? W_NEW_BIASES : W_NEW_WEIGHTS),
                      quantity_as(parameter, QUANTITY_NEW));
}

void matrices_update(struct matrices_sheet *sheet, size_t layer)
{
    side_equations(sheet, quantity_of_weight(QUANTITY_VALUE, layer, 0, 0));
    if (sheet->net->layers[layer].recurrent)
        side_equations(sheet, quantity_of_recurrent(QUANTITY_VALUE, layer, 0, 0));
    if (sheet->net->layers[layer].train_biases)
        side_equations(sheet, quantity_of_bias(QUANTITY_VALUE, layer, 0));
}
