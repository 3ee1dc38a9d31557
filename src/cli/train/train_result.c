#include "cli/train/train_result.h"

#include "base/text.h"
#include "engine/measure/confusion.h"
#include "engine/measure/divergence.h"
#include "lesson/exchange/weights.h"
#include "tensor/safetensors.h"
#include "lesson/session/session_document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_number(struct text *text, double value)
{
    if (isfinite(value))
        text_printf(text, "%.6g", value);
    else
        text_add(text, isnan(value) ? "NaN" : "infinite");
}

/* ---- why it stopped ---- */

static void add_divergence(struct text *text, struct history *history)
{
    char what[DIVERGENCE_TEXT_SIZE];
    struct divergence first;

    text_add(text, "it has diverged");
    if (!divergence_find(history, &first))
        return;
    divergence_describe(&first, history->stepper->net, what);
    text_printf(text, ": %s", what);
}

static void add_patience(struct text *text, const struct stepper *stepper)
{
    const struct stepper_state *state = &stepper->state;
    uint64_t patience = stepper->training.stop.patience;
    const char *what = stepper->data->validation > 0 ? "validation loss" : "mean loss";

    if (state->best_epoch == 0)
        text_printf(text, "no epoch's %s was finite", what);
    else
        text_printf(text, "for %llu epoch%s no %s was better by %g than the %.6g of epoch %llu",
                    (unsigned long long)patience, patience == 1 ? "" : "s", what,
                    stepper->training.stop.min_delta, state->best_loss,
                    (unsigned long long)state->best_epoch);
}

static void add_reason(struct text *text, struct history *history)
{
    const struct stepper *stepper = history->stepper;
    const struct stepper_state *state = &stepper->state;
    const struct stop *stop = &stepper->training.stop;

    switch (state->stopped) {
    case STOP_ITERATIONS:
        text_add(text, "all iterations are done");
        break;
    case STOP_EPOCHS:
        text_add(text, "all epochs are done");
        break;
    case STOP_LOSS_BELOW:
        text_printf(text, "the epoch's mean loss, measured while the weights were still changing, "
                          "is %.6g, below %g",
                    state->epoch_loss / (double)stepper->data->count, stop->loss_below);
        break;
    case STOP_GRADIENT_NORM_BELOW:
        text_printf(text, "the epoch's largest gradient norm is %.6g, below %g", state->epoch_norm,
                    stop->gradient_norm_below);
        break;
    case STOP_PATIENCE:
        add_patience(text, stepper);
        break;
    case STOP_DIVERGENCE:
        add_divergence(text, history);
        break;
    case STOP_NONE:
    case STOP_REASON_COUNT:
        text_add(text, "interrupted");
        break;
    }
}

/* ---- how good it has become ---- */

static void add_accuracy(struct text *text, const char *what, const struct stepper *stepper,
                      struct evaluate_range range, struct confusion *confusion, double *scratch)
{
    enum mistake mistake = stepper->training.mistake;

    if (range.count == 0)
        return;
    /* Where a batch's loss is a sum, that is a loss that the run has not shown. */
    text_printf(text, "; %s %sloss ", what, stepper->training.sum ? "mean " : "");
    if (confusion->classes == 0) {
        add_number(text, evaluate_loss(mistake, stepper->net, stepper->data, range, stepper->block,
                                       scratch));
        return;
    }
    add_number(text, confusion_count(confusion, mistake, stepper->net, stepper->data, range,
                                     stepper->block, scratch));
    text_printf(text, ", accuracy %.4g %% (%zu of %zu)", 100 * confusion_accuracy(confusion),
                confusion->right, confusion->samples);
}

bool train_result_line(struct history *history, char out[TRAIN_RESULT_SIZE], struct error *err)
{
    const struct stepper *stepper = history->stepper;
    double *scratch = malloc(stepper->net->block_size * sizeof *scratch);
    struct confusion confusion = {0};
    struct place place;
    struct text text;
    bool ok = scratch != NULL || error_set(err, "not enough memory for the network's numbers");

    if (ok && classify_has_classes(stepper->data))
        ok = confusion_init(&confusion, classify_count(stepper->data->targets), err);
    if (ok) {
        stepper_place(stepper, &place);
        text_init(&text, out, TRAIN_RESULT_SIZE);
        text_printf(&text, "stopped after iteration %llu, epoch %llu: ",
                    (unsigned long long)(place.step > 0 ? place.iteration : 0),
                    (unsigned long long)place.epoch);
        add_reason(&text, history);
        add_accuracy(&text, "with the final parameters: training", stepper,
                  evaluate_training(stepper->data), &confusion, scratch);
        add_accuracy(&text, "validation", stepper, evaluate_validation(stepper->data), &confusion,
                  scratch);
    }
    confusion_finish(&confusion);
    free(scratch);
    return ok;
}

/* ---- the file ---- */

/* The parameters alone. */
static bool write_weights(const struct stepper *stepper, struct file_writer *writer,
                          struct error *err)
{
    struct tensors tensors = {0};
    bool ok = weights_of(stepper->net, stepper->block, &tensors, err);

    ok = ok && safetensors_write(&tensors, writer->stream, err);
    tensors_finish(&tensors);
    return ok;
}

bool train_result_is_weights(const char *path)
{
    static const char ending[] = ".safetensors";
    size_t length = strlen(path), n = sizeof ending - 1;

    return length > n && strcmp(path + length - n, ending) == 0;
}

bool train_result_write(const struct scenario *scenario, const struct stepper *stepper,
                        struct file_writer *writer, struct error *err)
{
    struct session session = {
        .present = true,
        .step = stepper->state.step,
        .moment = stepper->state.stop_step != 0 ? 1 : SESSION_ALL,
        .granularity = scenario->session.present ? scenario->session.granularity
                                                 : GRANULARITY_NEURON,
        .edits = stepper->edits, /* lent */
    };
    char folder[FILE_PATH_SIZE], *document;
    size_t length;

    if (train_result_is_weights(writer->path))
        return write_weights(stepper, writer, err);
    file_folder(writer->path, folder);
    document = session_document(scenario, &session, folder, &length);
    fwrite(document, 1, length, writer->stream);
    free(document);
    return true;
}
