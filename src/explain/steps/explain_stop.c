/* The end of the run: every criterion with its numbers, and how good the network has become. */
#include "explain/steps/explain_parts.h"

#include <math.h>

/* ---- why ---- */

/* The mean loss of the epoch, if it has ended and no criterion shows it. */
static void epoch_remark(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct place *place = &snapshot->place;
    size_t samples = snapshot->program->samples;

    if (snapshot->training->stop.loss_below == 0 &&
        place->epoch_offset + place->batch_count >= samples)
        page_remark(page, "Mean loss of epoch {n}: {v}, measured while the weights were still "
                          "changing; below, with the "
                          "final ones.",
                    (size_t)place->epoch, snapshot->state->epoch_loss / (double)samples);
}

static void stop_loss(struct page *page)
{
    const struct evaluation *result = &page->snapshot->training_result;

    page_title(page, "Stop: the loss is small enough");
    page_remark(page, "An epoch’s mean loss is *measured while the weights are still changing*: "
                      "each sample "
                      "before its own update. Below it is measured afterwards, with the final "
                      "parameters.");
    if (result->samples > 0 && !(result->loss < page->snapshot->training->stop.loss_below))
        page_remark(page, "There it is {v}, *above the limit again*: the criterion "
                          "does not look ahead.", result->loss);
}

static void stop_gradient(struct page *page)
{
    page_title(page, "Stop: the gradients are small enough");
    page_remark(page, "The gradient norm is ‖∇J‖, the length of the gradient of all parameters "
                      "together. The largest norm in the epoch is used. A small one does not prove "
                      "that "
                      "the network is right.");
}

static void stop_counted(struct page *page)
{
    bool epochs = page->snapshot->state->stopped == STOP_EPOCHS;

    page_title(page, "Stop: all {s} are done", epochs ? "epochs" : "iterations");
    page_remark(page, "This criterion only counts {s}; it ignores how good the network is.",
                epochs ? "epochs" : "iterations");
    epoch_remark(page);
}

static void stop_patience(struct page *page)
{
    const struct stepper_state *state = page->snapshot->state;
    const char *what = page->snapshot->validation > 0 ? "validation loss" : "epoch’s mean loss";

    page_title(page, "Stop: no more progress");
    if (state->best_epoch > 0)
        page_remark(page, "The best {s} was {v}, of epoch {n}. In {n} epoch{s} since then it has "
                          "not "
                          "fallen more than {s} below that.",
                    what, state->best_loss, (size_t)state->best_epoch,
                    (size_t)(page->snapshot->place.epoch - state->best_epoch),
                    page->snapshot->place.epoch - state->best_epoch == 1 ? "" : "s",
                    explain_limit(page, page->snapshot->training->stop.min_delta));
    else
        page_remark(page, "No {s} was finite.", what);
}

static void stop_divergence(struct page *page)
{
    static const char *const where[] = {
        [UNIT_FORWARD] = ", in the forward pass",
        [UNIT_LOSS] = "",
        [UNIT_BACKWARD] = ", in the backward pass",
        [UNIT_UPDATE] = ", in the weight update",
        [UNIT_STOP] = "",
    };
    const struct divergence *first = page->snapshot->divergence;
    struct snapshot then = *page->snapshot; /* for the symbol: it may name the sample */
    const struct formula *symbol;

    page_title(page, "Stop: the run has diverged");
    if (first != NULL) {
        then.place.batch_index = first->place.batch_index;
        symbol = quantity_symbol(page->arena, &then, quantity_diverged(page->net, first));
        if (first->kind == DIVERGENCE_LOSS && first->of_batch)
            page_remark(page, "*The sum of the batch’s losses* was the first number to become "
                              "infinite: in iteration {n}, with sample {n} of {n}.",
                        (size_t)first->place.iteration, first->place.batch_index + 1,
                        first->place.batch_count);
        else
            page_remark(page, "*{f} was the first*: it became {s} in iteration {n}{s}.", symbol,
                        isnan(first->value) ? "NaN (not a number)" : "infinite",
                        (size_t)first->place.iteration, where[first->place.unit.kind]);
    }
    page_sentence(page, "The run has diverged and ends here. You can still step back through it.");
    page_remark(page, "With infinity and NaN nothing can be learned. A smaller learning rate "
                      "may help.");
}

/* ---- how good ---- */

static void result_cell(struct page *page, struct explain_cell *cell, double value)
{
    cell_numbers(cell, formula_number(page->arena, value));
}

static void accuracy_cell(struct page *page, struct explain_cell *cell,
                          const struct evaluation *result)
{
    char text[NUMBER_TEXT_SIZE];

    cell_text(cell, arena_printf(page->arena, "%s",
                                 number_percent(text, result->right, result->samples)));
}

/* The foot: what the final parameters come to. */
static void results(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct evaluation *training = &snapshot->training_result;
    const struct evaluation *validation = &snapshot->validation_result;
    const char *const heads[3] = {
        "final parameters",
        training->samples == snapshot->program->samples
            ? "training" : arena_printf(page->arena, "first %zu", training->samples),
        "validation"};
    struct explain_row *row;

    if (training->samples == 0 || snapshot->state->stopped == STOP_DIVERGENCE)
        return;
    page_foot(page, validation->samples > 0 ? 3 : 2, heads);
    row = page_row(page);
    cell_text(&row->cells[0], page_sums(page) ? "mean loss" : "loss");
    result_cell(page, &row->cells[1], training->loss);
    if (validation->samples > 0)
        result_cell(page, &row->cells[2], validation->loss);
    if (!training->classes)
        return;
    row = page_row(page);
    cell_text(&row->cells[0], "accuracy");
    accuracy_cell(page, &row->cells[1], training);
    if (validation->samples > 0)
        accuracy_cell(page, &row->cells[2], validation);
}

void explain_stop(struct page *page)
{
    page_kicker_of_batch(page, "The end of the run", 0);
    page_sentence(page, "Here the run ends: a stopping criterion holds. You can still step back "
                        "through it.");
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
    default:
        stop_counted(page);
    }
    results(page);
}
