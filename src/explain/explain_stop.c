/* The end of the run: the criterion that holds, with its numbers. */
#include "explain/explain_parts.h"

#include <math.h>

static struct explain_row *number_row(struct page *page, const char *what, double reached)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_numbers(&row->cells[1], formula_number(page->arena, reached));
    return row;
}

static void limit_row(struct page *page, const char *what, double reached, double limit)
{
    cell_result(&number_row(page, what, reached)->cells[2], formula_number(page->arena, limit));
}

static void stop_below(struct page *page)
{
    static const char *const heads[] = {NULL, "reached", "stop below"};
    const struct stepper_state *state = page->snapshot->state;
    const struct stop *stop = &page->snapshot->training->stop;

    page_table(page, 3, heads);
    if (state->stopped == STOP_LOSS_BELOW) {
        page_title(page, "Stop: the loss is small enough");
        limit_row(page, "loss", state->epoch_loss / (double)page->snapshot->program->samples,
                  stop->loss_below);
        page_remark(page, "The rule asks for the mean loss over all samples of the last epoch, "
                          "each before its own update.");
    } else {
        page_title(page, "Stop: the gradients are small enough");
        limit_row(page, "gradient", state->epoch_norm, stop->gradient_norm_below);
        page_remark(page, "The rule asks for the length of the whole gradient, the largest of the "
                          "epoch. A small gradient does not prove that the net is right.");
    }
}

static void stop_counted(struct page *page)
{
    static const char *const heads[] = {NULL, "done", "asked for"};
    const struct stop *stop = &page->snapshot->training->stop;
    const struct place *place = &page->snapshot->place;

    page_table(page, 3, heads);
    if (page->snapshot->state->stopped == STOP_EPOCHS) {
        page_title(page, "Stop: all epochs are done");
        limit_row(page, "epochs", (double)place->epoch, (double)stop->epochs);
    } else {
        page_title(page, "Stop: all iterations are done");
        limit_row(page, "iterations", (double)place->iteration, (double)stop->iterations);
    }
    page_remark(page, "The rule only counts; it does not ask how good the net has become. After "
                      "the last update the loss of this {s} is {v}.",
                page_has_batch(page) ? "batch" : "sample", page->snapshot->loss_after);
}

static void stop_patience(struct page *page)
{
    static const char *const heads[] = {NULL, "epoch", "loss"};
    const struct stepper_state *state = page->snapshot->state;
    const struct place *place = &page->snapshot->place;
    bool validates = page->snapshot->validation > 0;
    size_t waited = (size_t)(place->epoch - state->best_epoch);
    double last = validates ? state->validation_loss
                            : state->epoch_loss / (double)page->snapshot->program->samples;

    page_title(page, "Stop: no progress any more");
    page_table(page, 3, heads);
    if (state->best_epoch > 0)
        limit_row(page, "best", (double)state->best_epoch, state->best_loss);
    limit_row(page, "last", (double)place->epoch, last);
    page_remark(page, "{n} epochs without a new best loss; the rule’s patience is {n}. It asks "
                      "for the {s}.",
                waited, (size_t)page->snapshot->training->stop.patience,
                validates ? "loss of the samples held out for validation, at each epoch’s end"
                          : "mean loss of an epoch’s samples, each before its own update");
}

static void stop_divergence(struct page *page)
{
    static const char *const heads[] = {NULL, "value"};
    static const char *const phases[] = {
        [UNIT_FORWARD] = "forward pass",
        [UNIT_LOSS] = "loss",
        [UNIT_BACKWARD] = "backward pass",
        [UNIT_UPDATE] = "weight update",
        [UNIT_STOP] = "stop",
    };
    const struct divergence *first = page->snapshot->divergence;
    struct snapshot then = *page->snapshot; /* for the symbol: it may name the sample */
    const struct formula *symbol;
    struct explain_row *row;

    page_title(page, "Stop: the run has diverged");
    page_table(page, 2, heads);
    number_row(page, page_has_batch(page) ? "loss of the batch" : "loss",
               page->snapshot->batch_loss);
    if (first != NULL) {
        then.place.batch_index = first->place.batch_index;
        symbol = quantity_symbol(page->arena, &then, quantity_diverged(page->net, first));
        row = page_row(page);
        cell_symbols(&row->cells[0], symbol);
        cell_result(&row->cells[1], formula_number(page->arena, first->value));
        page_remark(page, "*{f} was the first*: it became {s} in iteration {n}, {s}.", symbol,
                    isnan(first->value) ? "NaN, not a number," : "infinite",
                    (size_t)first->place.iteration, phases[first->place.unit.kind]);
    }
    page_sentence(page, "The run has diverged and ends here. You can still step back through it.");
    page_remark(page, "With infinity and NaN nothing is learned any more. A smaller learning rate "
                      "may help.");
}

void explain_stop(struct page *page)
{
    page_kicker_of_batch(page, "The end of the run", 0);
    page_sentence(page, "Here the run ends, because its stopping rule holds. You can still step "
                        "back through it.");
    switch (page->snapshot->state->stopped) {
    case STOP_LOSS_BELOW:
    case STOP_GRADIENT_NORM_BELOW:
        stop_below(page);
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
}
