#include "explain/explain.h"

#include "explain/equations/equation.h"
#include "explain/steps/explain_parts.h"
#include "explain/recurrent/recurrent.h"
#include "explain/row_words.h"
#include "explain/trouble.h"

#include <math.h>

/* ---- before the first step: a map of the names ---- */

static const struct formula *letter(const struct page *page, const char *base)
{
    return formula_symbol(page->arena, base, NULL, NULL, (double)NAN);
}

/* `value`: NULL: it has none, or none is said here. */
static void name_row(struct page *page, const struct formula *symbol, const char *meaning,
                     const struct formula *value)
{
    page_cells(page, "str", symbol, meaning, value);
}

static void constant_row(struct page *page, const char *name, const char *meaning, double value)
{
    name_row(page, equation_letter(page->arena, name, (double)NAN), meaning,
             formula_number(page->arena, value));
}

/* What the optimiser is set to, beside η. */
static void optimizer_rows(struct page *page)
{
    const struct optimizer *o = &page->snapshot->state->optimizer;
    const struct optimizer_constant *constants = optimizer_row(o->kind)->constants;

    if (o->l2 != 0)
        constant_row(page, "λ", words(W_WHAT_LARGE_WEIGHTS_COST), o->l2);
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX && constants[i].key != NULL; i++)
        if (constant_words(constants[i].key, "meaning") != W_NONE)
            constant_row(page, constants[i].letter,
                         words(constant_words(constants[i].key, "meaning")), o->constants[i]);
}

static bool any_biases(const struct page *page)
{
    for (size_t l = 1; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->has_biases)
            return true;
    return false;
}

bool explain_trains_biases(const struct page *page)
{
    for (size_t l = 1; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->has_biases && page_layer(page, l)->train_biases)
            return true;
    return false;
}

bool explain_has_fixed_biases(const struct page *page)
{
    for (size_t l = 1; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->has_biases && !page_layer(page, l)->train_biases)
            return true;
    return false;
}

enum explain_trained explain_trained(const struct page *page)
{
    if (!explain_trains_biases(page))
        return EXPLAIN_TRAINS_WEIGHTS;
    return explain_has_fixed_biases(page) ? EXPLAIN_TRAINS_SOME : EXPLAIN_TRAINS_ALL;
}

/* What the letters are. */
static void letters(struct page *page)
{
    const struct formula *loss = letter(page, "L"), *w = letter(page, "w");
    const struct formula *gradient = formula_partial(page->arena, loss, w, (double)NAN);

    page_table(page, 3, NULL);
    page->out->table.last_goes = true; /* a letter without its meaning says nothing */
    name_row(page, w, words(W_WEIGHT_WHAT_IS_LEARNED), NULL);
    if (any_biases(page))
        name_row(
            page, letter(page, "b"),
            words(explain_has_fixed_biases(page) ? W_BIAS_KEPT_FIXED_HERE : W_BIAS_LEARNED_TOO),
            NULL);
    name_row(page, letter(page, "z"), words(W_NEURONS_WEIGHTED_SUM), NULL);
    name_row(page, letter(page, "a"), words(W_ACTIVATION_NEURONS_OUTPUT), NULL);
    name_row(page, letter(page, "t"), words(W_TARGET_WHAT_OUTPUT_SHOULD_BE), NULL);
    name_row(page, loss,
             words_in(page->arena, W_LOSS_2, words(loss_words(page->net->loss, "name"))), NULL);
    name_row(page, letter(page, "δ"), words(W_ERROR_SIGNAL_L_Z), NULL);
    name_row(page, gradient, words(W_GRADIENT_OF_WEIGHT), NULL);
    name_row(page, letter(page, "η"), words(W_LEARNING_RATE_SCALES_EVERY_STEP_2),
             page_of(page, QUANTITY_RATE, 0, 0));
    optimizer_rows(page);
    if (page_has_batch(page))
        name_row(page, letter(page, "B"), words(W_SAMPLES_IN_BATCH),
                 formula_number(page->arena, (double)page->snapshot->place.batch_count));
}

static void explain_start(struct page *page, const char *about)
{
    bool has_about = about != NULL && about[0] != '\0';

    page_kicker_of_batch(page, words(W_BEFORE_FIRST_STEP), 0);
    page_title(page, W_TRAINING_ONE_STEP_AT_TIME);
    /* One thing at a time: what the letters mean, the name map says. */
    if (has_about)
        page_remark(page, W_ABOUT, about);
    else
        letters(page);
    page_sentence(page, W_FOUR_PHASES_FORWARD_PASS_LOSS);
}

const struct explanation *explain(struct arena *arena, const struct snapshot *snapshot,
                                  struct cursor cursor, enum granularity granularity,
                                  const char *about)
{
    struct page page;

    page_init(&page, arena, snapshot, cursor, granularity);
    if (cursor.moment == 0 && snapshot->place.step > 0) {
        explain_edit(&page);
        return page.out;
    }
    if (cursor.moment == 0) {
        explain_start(&page, about);
        return page.out;
    }
    if (recurrent_step(&page)) {
        trouble_report(&page);
        return page.out;
    }
    switch (page.unit.unit.kind) {
    case UNIT_FORWARD:
        explain_forward(&page);
        break;
    case UNIT_LOSS:
        explain_loss(&page);
        break;
    case UNIT_BACKWARD:
        explain_backward(&page);
        break;
    case UNIT_UPDATE:
        explain_update(&page);
        break;
    case UNIT_STOP:
        explain_stop(&page);
        return page.out;
    }
    trouble_report(&page);
    return page.out;
}

enum word explain_left_out(const struct explain_table *table)
{
    return table->by_size ? W_AND_MORE_NONE_LARGER : W_AND_MORE;
}

bool explain_has_heads(const struct explain_table *table)
{
    for (size_t c = 0; c < table->columns; c++)
        if (table->head[c] != NULL || table->head_symbol[c] != NULL)
            return true;
    return false;
}
