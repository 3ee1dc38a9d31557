#include "explain/explain.h"

#include "explain/explain_parts.h"
#include "explain/trouble.h"

#include <math.h>

/* ---- before the first step: a map of the names ---- */

static const char *loss_words(enum loss loss)
{
    static const char *const words[LOSS_COUNT] = {
        [LOSS_HALF_SQUARED_ERROR] = "loss: half squared error",
        [LOSS_MEAN_SQUARED_ERROR] = "loss: mean squared error",
        [LOSS_BINARY_CROSS_ENTROPY] = "loss: binary cross-entropy",
        [LOSS_CROSS_ENTROPY] = "loss: cross-entropy",
    };

    return words[loss];
}

static const struct formula *letter(const struct page *page, const char *base)
{
    return formula_symbol(page->arena, base, NULL, NULL, (double)NAN);
}

static struct explain_row *name_row(struct page *page, const struct formula *symbol,
                                    const char *meaning)
{
    struct explain_row *row = page_row(page);

    cell_symbols(&row->cells[0], symbol);
    cell_text(&row->cells[1], meaning);
    return row;
}

static bool any_fixed_biases(const struct page *page)
{
    for (size_t l = 1; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->has_biases && !page_layer(page, l)->train_biases)
            return true;
    return false;
}

void explain_start(struct page *page, const char *about)
{
    const struct formula *loss = letter(page, "L"), *w = letter(page, "w");
    struct explain_row *row;

    page_kicker_of_batch(page, "Before the first step", 0);
    page_title(page, "Training, one step at a time");
    page_table(page, 3, NULL);
    name_row(page, w, "weight: what is learned");
    name_row(page, letter(page, "b"), any_fixed_biases(page) ? "bias: kept fixed in this lesson"
                                                             : "bias: learned too");
    name_row(page, letter(page, "z"), "weighted sum in a neuron");
    name_row(page, letter(page, "a"), "activation: its output");
    name_row(page, letter(page, "t"), "target: what it should be");
    name_row(page, loss, loss_words(page->net->loss));
    name_row(page, letter(page, "δ"), "error signal: ∂L/∂z");
    name_row(page, formula_partial(page->arena, loss, w, (double)NAN), "gradient of a weight");
    row = name_row(page, letter(page, "η"), "learning rate: step size");
    cell_result(&row->cells[2], page_symbol(page, quantity_at(QUANTITY_RATE, 0, 0, 0),
                                            FORMULA_ROLE_NONE));
    if (page_has_batch(page)) {
        row = name_row(page, letter(page, "B"), "samples in a batch");
        cell_result(&row->cells[2],
                    formula_number(page->arena, (double)page->snapshot->place.batch_count));
    }
    if (about != NULL && about[0] != '\0')
        page_remark(page, "{s}", about);
    page_sentence(page, "Four acts: forward pass, loss, backward pass, weight update. Then it "
                        "starts over.");
}

/* ---- the end of the run ---- */

static struct explain_row *limit_row(struct page *page, const char *what, double reached,
                                     double limit)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_numbers(&row->cells[1], formula_number(page->arena, reached));
    cell_result(&row->cells[2], formula_number(page->arena, limit));
    return row;
}

void explain_stop(struct page *page)
{
    static const char *const counted[] = {NULL, "done", "asked for"};
    static const char *const below[] = {NULL, "reached", "stop below"};
    const struct stepper_state *state = page->snapshot->state;
    const struct stop *stop = &page->snapshot->training->stop;
    const struct place *place = &page->snapshot->place;
    double samples = (double)page->snapshot->program->samples;

    page_kicker_of_batch(page, "The end of the run", 0);
    page_sentence(page, "Here the run ends, because its stopping rule holds. You can still step "
                        "back through it.");
    switch (state->stopped) {
    case STOP_LOSS_BELOW:
        page_title(page, "Stop: the loss is small enough");
        page_table(page, 3, below);
        limit_row(page, "loss", state->epoch_loss / samples, stop->loss_below);
        page_remark(page, "The rule asks for the mean loss over all samples of the last epoch, "
                          "each before its own update.");
        return;
    case STOP_GRADIENT_NORM_BELOW:
        page_title(page, "Stop: the gradients are small enough");
        page_table(page, 3, below);
        limit_row(page, "gradient", state->epoch_norm, stop->gradient_norm_below);
        page_remark(page, "The rule asks for the length of the whole gradient, the largest of the "
                          "epoch. A small gradient does not prove that the net is right.");
        return;
    case STOP_EPOCHS:
        page_title(page, "Stop: all epochs are done");
        page_table(page, 3, counted);
        limit_row(page, "epochs", (double)place->epoch, (double)stop->epochs);
        break;
    default:
        page_title(page, "Stop: all iterations are done");
        page_table(page, 3, counted);
        limit_row(page, "iterations", (double)place->iteration, (double)stop->iterations);
    }
    page_remark(page, "The rule only counts; it does not ask how good the net has become. After "
                      "the last update the loss of this {s} is {v}.",
                page_has_batch(page) ? "batch" : "sample", page->snapshot->loss_after);
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
