#include "cli/graph/graph_commands.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/signals.h"
#include "cli/train/train_result.h"
#include "lesson/session/session_document.h"

#include <stdlib.h>
#include <string.h>

static void add_reason(struct text *text, const struct graph_run *run, double objective)
{
    const struct stop *stop = &run->start.training->stop;

    switch (run->stepper->state.stopped) {
    case STOP_ITERATIONS:
    case STOP_EPOCHS:
        text_add(text, "all iterations are done");
        break;
    case STOP_LOSS_BELOW:
        text_printf(text, "the objective before the update is %.6g, below %g", objective,
                    stop->loss_below);
        break;
    case STOP_GRADIENT_NORM_BELOW:
        text_printf(text, "the gradient norm is %.6g, below %g", run->stepper->state.gradient_norm,
                    stop->gradient_norm_below);
        break;
    case STOP_PATIENCE:
        text_printf(text, "for %llu iterations no objective was better by %g than the %.6g of "
                          "iteration %llu",
                    (unsigned long long)stop->patience, stop->min_delta,
                    run->stepper->state.best_loss,
                    (unsigned long long)run->stepper->state.best_epoch);
        break;
    case STOP_DIVERGENCE:
        text_add(text, "it has diverged: a number is infinite or NaN");
        break;
    case STOP_NONE:
    case STOP_REASON_COUNT:
        text_add(text, "interrupted");
        break;
    }
}

/* What has come of it; the objective under the new values on a copy. */
static void report(const struct graph_run *run, const char *with, const char *path)
{
    const struct graph *graph = run->graph;
    double *values = malloc(graph->count * sizeof *values);
    char line[TRAIN_RESULT_SIZE], number[NUMBER_TEXT_SIZE];
    struct place place = graph_run_place(run);
    struct text text;

    text_init(&text, line, sizeof line);
    text_printf(&text, "stopped after iteration %llu: ",
                (unsigned long long)(place.step > 0 ? place.iteration : 0));
    add_reason(&text, run, run->values[graph_objective(graph)]);
    if (values != NULL) {
        memcpy(values, run->values, graph->leaf_count * sizeof *values);
        text_printf(&text, "; with the final values: %s = %s",
                    graph->nodes[graph_objective(graph)].name,
                    number_format(number, graph_evaluate(graph, values),
                                  (struct number_style){.decimals = 9, .ascii = true}));
    }
    free(values);
    cli_say_result(line, with, path);
}

static void write_result(const struct scenario *scenario, const struct graph_run *run,
                         struct file_writer *writer)
{
    struct session session = {.present = true, .step = run->stepper->state.step,
                              .moment = SESSION_ALL, .granularity = GRANULARITY_NEURON,
                              .edits = run->stepper->edits /* lent */};
    size_t length;
    char *document = session_document(scenario, &session, NULL, &length);

    fwrite(document, 1, length, writer->stream);
    free(document);
}

bool graph_commands_train(const struct scenario *scenario, const char *with, const char *path,
                          bool force, struct error *err)
{
    struct file_writer writer = {0};
    struct stepper stepper = {0};
    struct graph_run run;
    char name[FILE_PATH_SIZE];
    bool ok = (path == NULL || cli_open_output(&writer, path, force, err)) &&
              scenario_any_stepper(&stepper, &run, scenario, &scenario->session.edits, err);

    if (ok) {
        signals_listen();
        while (stepper.state.stop_step == 0 &&
               !(signals_came() && stepper.here.index == stepper.here.count))
            stepper_step(&stepper);
        report(&run, with, path);
    }
    if (ok && path != NULL) {
        snprintf(name, sizeof name, "%s", writer.path);
        write_result(scenario, &run, &writer);
        ok = file_writer_commit(&writer, err);
        if (ok)
            cli_say_written(name);
    }
    file_writer_abandon(&writer);
    stepper_finish(&stepper);
    return ok;
}
