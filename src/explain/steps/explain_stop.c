/* The end of the run: every criterion with its numbers, and how good the network has become. */
#include "explain/steps/explain_parts.h"

#include <math.h>

/* ---- why ---- */

const enum word explain_stop_titles[STOP_REASON_COUNT] = {
    [STOP_NONE] = W_STOP_ITERATIONS_DONE,
    [STOP_ITERATIONS] = W_STOP_ITERATIONS_DONE,
    [STOP_EPOCHS] = W_STOP_EPOCHS_DONE,
    [STOP_LOSS_BELOW] = W_STOP_LOSS_IS_SMALL_ENOUGH,
    [STOP_GRADIENT_NORM_BELOW] = W_STOP_GRADIENTS_ARE_SMALL_ENOUGH,
    [STOP_PATIENCE] = W_STOP_NO_MORE_PROGRESS,
    [STOP_DIVERGENCE] = W_STOP_RUN_HAS_DIVERGED,
};

/* One batch is all samples, so that each epoch is one update. */
static bool is_one_update(const struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;

    return snapshot->place.batch_count == snapshot->program->samples;
}

/* The mean loss of the epoch, if it has ended and no criterion shows it. */
static void epoch_remark(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct place *place = &snapshot->place;
    size_t samples = snapshot->program->samples;

    if (snapshot->training->stop.loss_below == 0 &&
        place->epoch_offset + place->batch_count >= samples)
        page_remark(page,
                    is_one_update(page) ? W_LOSS_OF_ITERATION_MEASURED
                                        : W_MEAN_LOSS_OF_EPOCH_MEASURED,
                    (size_t)(is_one_update(page) ? place->iteration : place->epoch),
                    snapshot->state->epoch_loss / (double)samples);
}

static void stop_loss(struct page *page)
{
    const struct evaluation *result = &page->snapshot->training_result;

    page_remark(page, is_one_update(page) ? W_LOSS_IS_MEASURED_BEFORE
                                          : W_EPOCHS_MEAN_LOSS_IS_MEASURED);
    if (result->samples > 0 && !(result->loss < page->snapshot->training->stop.loss_below))
        page_remark(page, W_THERE_IT_IS_ABOVE_LIMIT, result->loss);
}

static void stop_gradient(struct page *page)
{
    page_remark(page, W_GRADIENT_NORM_IS_J_LENGTH);
}

static void stop_counted(struct page *page)
{
    bool epochs = page->snapshot->state->stopped == STOP_EPOCHS;

    page_remark(page, epochs ? W_ONLY_COUNTS_EPOCHS : W_ONLY_COUNTS_ITERATIONS);
    epoch_remark(page);
}

static void stop_patience(struct page *page)
{
    const struct stepper_state *state = page->snapshot->state;
    bool validates = page->snapshot->validation > 0;

    if (state->best_epoch > 0)
        page_remark(
            page, validates ? W_VALIDATION_LOSS_HAS_NOT_FALLEN : W_MEAN_LOSS_HAS_NOT_FALLEN,
            (size_t)(page->snapshot->place.epoch - state->best_epoch), (size_t)state->best_epoch,
            explain_limit(page, page->snapshot->training->stop.min_delta), state->best_loss);
    else
        page_remark(page, validates ? W_NO_VALIDATION_LOSS_FINITE : W_NO_MEAN_LOSS_FINITE);
}

static void stop_divergence(struct page *page)
{
    static const enum word where[] = {
        [UNIT_FORWARD] = W_IN_FORWARD_PASS,
        [UNIT_LOSS] = W_NONE,
        [UNIT_BACKWARD] = W_IN_BACKWARD_PASS,
        [UNIT_UPDATE] = W_IN_WEIGHT_UPDATE,
        [UNIT_STOP] = W_NONE,
    };
    const struct divergence *first = page->snapshot->divergence;
    struct snapshot then = *page->snapshot; /* for the symbol: it may name the sample */
    const struct formula *symbol;

    if (first != NULL) {
        then.place.batch_index = first->place.batch_index;
        symbol = quantity_symbol(page->arena, &then, quantity_diverged(page->net, first));
        if (first->kind == DIVERGENCE_LOSS && first->of_batch)
            page_remark(page, W_SUM_OF_BATCHS_LOSSES_WAS, (size_t)first->place.iteration,
                        first->place.batch_index + 1, first->place.batch_count);
        else
            page_remark(page, isnan(first->value) ? W_FIRST_BECAME_NAN : W_FIRST_BECAME_INFINITE,
                        symbol, (size_t)first->place.iteration);
        if (where[first->place.unit.kind] != W_NONE)
            page_remark(page, where[first->place.unit.kind]);
    }
    page_sentence(page, W_RUN_HAS_DIVERGED_AND_ENDS);
    page_remark(page, W_WITH_INFINITY_AND_NAN_NOTHING);
}

/* ---- how good ---- */

/* The number of one of them, NULL where there were no samples to measure it on. */
static const struct formula *loss_cell(const struct page *page, const struct evaluation *result)
{
    return result->samples > 0 ? formula_number(page->arena, result->loss) : NULL;
}

static const char *accuracy_cell(const struct page *page, const struct evaluation *result)
{
    char text[NUMBER_TEXT_SIZE];

    return result->samples > 0
               ? arena_printf(page->arena, "%s",
                              number_percent(text, result->right, result->samples)) : NULL;
}

/* The foot: what the final parameters come to. */
static void results(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct evaluation *training = &snapshot->training_result;
    const struct evaluation *validation = &snapshot->validation_result;
    const enum word heads[3] = {W_FINAL_PARAMETERS, W_TRAINING, W_VALIDATION};

    if (training->samples == 0 || snapshot->state->stopped == STOP_DIVERGENCE)
        return;
    page_foot(page, validation->samples > 0 ? 3 : 2, heads);
    page->out->foot.head_brief[0] = words(W_FINAL_PARAMETERS_BRIEF);
    page->out->foot.last_goes = true; /* of the two losses that of the training is kept */
    if (training->samples != snapshot->program->samples)
        page->out->foot.head[1] = words_in(page->arena, W_FIRST, training->samples);
    page_cells(page, "wnn", page_sums(page) ? W_MEAN_LOSS : W_LOSS, loss_cell(page, training),
               loss_cell(page, validation));
    if (training->classes)
        page_cells(page, "wtt", W_ACCURACY, accuracy_cell(page, training),
                   accuracy_cell(page, validation));
}

void explain_stop(struct page *page)
{
    page_kicker_of_batch(page, words(W_END_OF_RUN), 0);
    page_title(page, explain_stop_titles[page->snapshot->state->stopped]);
    page_sentence(page, W_HERE_RUN_ENDS_STOPPING_CRITERION);
    page_table(page, 3, explain_criteria_heads);
    explain_criteria(page);
    switch (page->snapshot->state->stopped) {
    case STOP_LOSS_BELOW:
        stop_loss(page);
        break;
    case STOP_GRADIENT_NORM_BELOW:
        stop_gradient(page);
        break;
    case STOP_PATIENCE:
        stop_patience(page);
        break;
    case STOP_DIVERGENCE:
        stop_divergence(page);
        break;
    case STOP_NONE:
    case STOP_ITERATIONS:
    case STOP_EPOCHS:
    case STOP_REASON_COUNT:
        stop_counted(page);
        break;
    }
    results(page);
}
