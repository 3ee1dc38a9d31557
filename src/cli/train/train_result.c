#include "cli/train/train_result.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "engine/measure/confusion.h"
#include "engine/measure/divergence.h"
#include "graph/graph_run.h"
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

static bool is_graph(const struct stepper *stepper)
{
    return stepper->net == NULL;
}

static double objective(const struct stepper *stepper)
{
    const struct graph_run *run = stepper->of;

    return run->values[graph_objective(run->graph)];
}

static void add_divergence(struct text *text, struct history *history)
{
    char what[DIVERGENCE_TEXT_SIZE];
    struct divergence first;

    text_add(text, "it has diverged");
    if (is_graph(history->stepper)) {
        text_add(text, ": a number is infinite or NaN");
    } else if (divergence_find(history, &first)) {
        divergence_describe(&first, history->stepper->net, what);
        text_printf(text, ": %s", what);
    }
}

static void add_patience(struct text *text, const struct stepper *stepper)
{
    const struct stepper_state *state = &stepper->state;
    uint64_t patience = stepper->training.stop.patience;
    const char *round = is_graph(stepper) ? "iteration" : "epoch";
    const char *what = is_graph(stepper)                ? "objective"
                       : stepper->data->validation > 0 ? "validation loss"
                                                       : "mean loss";

    if (state->best_epoch == 0)
        text_printf(text, "no %s's %s was finite", round, what);
    else
        text_printf(text, "for %llu %s%s no %s was better by %g than the %.6g of %s %llu",
                    (unsigned long long)patience, round, patience == 1 ? "" : "s", what,
                    stepper->training.stop.min_delta, state->best_loss, round,
                    (unsigned long long)state->best_epoch);
}

static void add_reason(struct text *text, struct history *history)
{
    const struct stepper *stepper = history->stepper;
    const struct stepper_state *state = &stepper->state;
    const struct stop *stop = &stepper->training.stop;
    bool graph = is_graph(stepper);

    switch (state->stopped) {
    case STOP_ITERATIONS:
        text_add(text, "all iterations are done");
        break;
    case STOP_EPOCHS:
        text_printf(text, "all %s are done", graph ? "iterations" : "epochs");
        break;
    case STOP_LOSS_BELOW:
        text_printf(text, "the %s is %.6g, below %g",
                    graph ? "objective before the update"
                          : "epoch's mean loss, measured while the weights were still changing,",
                    graph ? objective(stepper)
                          : state->epoch_loss / (double)stepper->data->count, stop->loss_below);
        break;
    case STOP_GRADIENT_NORM_BELOW:
        text_printf(text, "the %sgradient norm is %.6g, below %g", graph ? "" : "epoch's largest ",
                    graph ? state->gradient_norm : state->epoch_norm, stop->gradient_norm_below);
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

static bool add_losses(struct text *text, const struct stepper *stepper, struct error *err)
{
    double *scratch = malloc(stepper->net->block_size * sizeof *scratch);
    struct confusion confusion = {0};
    bool ok = scratch != NULL || error_set(err, "not enough memory for the network's numbers");

    if (ok && classify_has_classes(stepper->data))
        ok = confusion_init(&confusion, classify_count(stepper->data->targets), err);
    if (ok) {
        add_accuracy(text, "with the final parameters: training", stepper,
                     evaluate_training(stepper->data), &confusion, scratch);
        add_accuracy(text, "validation", stepper, evaluate_validation(stepper->data), &confusion,
                     scratch);
    }
    confusion_finish(&confusion);
    free(scratch);
    return ok;
}

/* A graph's objective under the new values, on a copy. */
static bool add_objective(struct text *text, const struct graph_run *run)
{
    const struct graph *graph = run->graph;
    double *values = memory_new(graph->count, sizeof *values);
    char number[NUMBER_TEXT_SIZE];

    memcpy(values, run->values, graph->leaf_count * sizeof *values);
    text_printf(text, "; with the final values: %s = %s", graph->nodes[graph_objective(graph)].name,
                number_format(number, graph_evaluate(graph, values),
                              (struct number_style){.decimals = 9, .ascii = true}));
    free(values);
    return true;
}

bool train_result_line(struct history *history, char out[TRAIN_RESULT_SIZE], struct error *err)
{
    const struct stepper *stepper = history->stepper;
    struct place place;
    struct text text;

    stepper_place(stepper, &place);
    text_init(&text, out, TRAIN_RESULT_SIZE);
    text_printf(&text, "stopped after iteration %llu",
                (unsigned long long)(place.step > 0 ? place.iteration : 0));
    if (!is_graph(stepper))
        text_printf(&text, ", epoch %llu", (unsigned long long)place.epoch);
    text_add(&text, ": ");
    add_reason(&text, history);
    return is_graph(stepper) ? add_objective(&text, stepper->of) : add_losses(&text, stepper, err);
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
        .moment = stepper->state.stop_step != 0 && !is_graph(stepper) ? 1 : SESSION_ALL,
        .granularity = scenario->session.present ? scenario->session.granularity
                                                 : GRANULARITY_NEURON,
        .edits = stepper->edits, /* lent */
    };
    char folder[FILE_PATH_SIZE], *document;
    size_t length;

    if (!is_graph(stepper) && train_result_is_weights(writer->path))
        return write_weights(stepper, writer, err);
    file_folder(writer->path, folder);
    document = session_document(scenario, &session, folder, &length);
    fwrite(document, 1, length, writer->stream);
    free(document);
    return true;
}
