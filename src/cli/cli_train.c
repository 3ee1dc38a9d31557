#include "base/file.h"
#include "cli/cli.h"
#include "cli/opening.h"
#include "cli/options.h"
#include "cli/signals.h"
#include "cli/train/train_line.h"
#include "cli/train/train_result.h"
#include "cli/train/until.h"
#include "cli/with.h"
#include "lesson/script/script.h"
#include "lesson/variant_run.h"
#include "lesson/session/splice.h"
#include "platform/loop.h"

#include <stdio.h>
#include <stdlib.h>

enum { BUDGET = 16 << 20 };

struct request {
    const char *word;  /* SCENARIO */
    const char *until, *with, *path;
    bool force;
    /* What the first two come to: */
    struct stop stop;
    struct variant variant;
};

/* A slice of the run takes about as long: so soon an interruption is answered. */
static const double slice_ms = 30.0;

/* Whole iterations, slice by slice, to the stop or until it is interrupted. */
static void run(struct history *history)
{
    struct stepper *stepper = history->stepper;
    struct train_line line;
    uint64_t slice = 1;

    train_line_init(&line, stepper);
    while (stepper->state.stop_step == 0 && !signals_came()) {
        double start = loop_now_ms(), took;
        struct place place;

        stepper_place(stepper, &place);
        if (place.step > 0)
            place.iteration++;
        /* One step into the iteration after the slice, so that a stop at its end is met. */
        history_seek(history,
                     program_iteration_start(&stepper->program, place.iteration + slice) + 1);
        took = loop_now_ms() - start;
        slice = took < slice_ms / 2 ? 2 * slice : took > slice_ms && slice > 1 ? slice / 2 : slice;
        train_line_show(&line, stepper);
    }
    train_line_clear(&line);
    stepper->watch = (struct stepper_watch){0};
    if (stepper->state.stop_step == 0) {
        struct place place;

        /* The iteration that has begun is finished. */
        stepper_place(stepper, &place);
        history_seek(history, program_iteration_start(&stepper->program, place.iteration + 1));
    }
}

/* `with`: the setting that was changed, or NULL. */
static bool report(const struct scenario *scenario, const char *with, struct history *history,
                   struct file_writer *writer, struct error *err)
{
    char line[TRAIN_RESULT_SIZE], path[FILE_PATH_SIZE];
    bool written = false, ok;

    snprintf(path, sizeof path, "%s", writer->path);
    if (writer->stream != NULL) {
        written = train_result_write(scenario, history->stepper, writer, err)
               && file_writer_commit(writer, err);
        if (written)
            cli_say_written(path);
    }
    ok = train_result_line(history, line, path[0] == '\0' || written ? err : NULL);
    if (ok)
        cli_say_result(line, with, path[0] != '\0' ? path : NULL);
    return ok && (path[0] == '\0' || written);
}

/* The file is opened first: what cannot be written should be known before hours of work. */
static bool train(const struct scenario *scenario, const struct request *request, struct error *err)
{
    struct file_writer writer = {0};
    struct stepper stepper = {0};
    struct graph_run graph;
    struct history history = {0};
    bool ok = (request->path == NULL
               || cli_open_output(&writer, request->path, request->force, err))
              && scenario_any_stepper(&stepper, &graph, scenario, &scenario->session.edits, err)
              && history_init(&history, &stepper, BUDGET, err);

    if (ok) {
        signals_listen();
        run(&history);
        ok = report(scenario, request->with, &history, &writer, err);
    }
    file_writer_abandon(&writer);
    history_finish(&history);
    stepper_finish(&stepper);
    return ok;
}

/* The criterion in place of the scenario's own. A script that it cuts short is not written: the
 * file would be one that is told to be wrong. */
static void replace_stop(struct scenario *scenario, const struct request *request)
{
    static const char *const member[] = {"stop"};
    char json[UNTIL_JSON_SIZE], *document;
    bool whole = request->path == NULL || scenario->script.count == 0
              || train_result_is_weights(request->path) || !script_check(scenario, NULL);

    scenario->training.stop = request->stop;
    until_json(&request->stop, json);
    document = splice_member(scenario->document, scenario->document_length, member, 1, json,
                             &scenario->document_length);
    free(scenario->document);
    scenario->document = document;
    if (!whole)
        cli_leave_out_script(scenario, "this run does not finish", &scenario->document,
                             &scenario->document_length);
}

static bool prepare(struct scenario *scenario, const struct request *request, struct error *err)
{
    if (request->until != NULL)
        replace_stop(scenario, request);
    return request->with == NULL || variant_apply_asked(&request->variant, scenario, err);
}

static int train_scenario(struct scenario *scenario, struct request *request)
{
    struct error err;

    if (request->until == NULL)
        request->stop = scenario->training.stop;
    request->stop.divergence = scenario->training.stop.divergence;
    if (!stop_is_set(&request->stop))
        return cli_usage(
            "train", "'%.200s' has no stopping criterion; add one, such as --until iterations=1000",
            request->word);
    if (!prepare(scenario, request, &err) || !train(scenario, request, &err))
        return cli_fail(&err);
    return CLI_DONE;
}

/* Makes sense of the words; false if they make none, and said. */
static bool understand(struct request *request)
{
    struct error err;

    if ((request->until != NULL && !until_read(request->until, &request->stop, &err)) ||
        (request->with != NULL && !with_read(request->with, &request->variant, &err))) {
        cli_fail(&err);
        return false;
    }
    if (request->with == NULL || request->path == NULL)
        return true;
    cli_usage("train",
              "'--with' changes this run, not the scenario that '-o' writes: change the setting "
              "there and train that, or leave one of the two out");
    return false;
}

int cli_train(int argc, char **argv)
{
    struct request request = {0};
    const char *target = NULL;
    const struct option table[] = {
        opening_target(&target),
        {.name = "until", .value = "CRITERION", .text = &request.until,
         .help = "when to stop, in place of what the scenario says: iterations=N, epochs=N,\n"
                 "patience=N (epochs without a loss better by 1e-4), loss=X or gradient=X"},
        {.name = "with", .value = "SETTING", .text = &request.with, .help = with_help},
        {.name = "output", .letter = 'o', .value = "FILE", .text = &request.path,
         .help = "write the scenario there, to be opened at the end of this run; the weights\n"
                 "alone where the name ends in .safetensors"},
        {.name = "force", .flag = &request.force, .help = "replace FILE if it exists"},
    };
    const struct options options = {
        .command = "train",
        .synopsis = "train SCENARIO [--target COLUMN] [--until CRITERION] [--with SETTING | -o "
                    "FILE [--force]]",
        .about = "Trains without a window until a stopping criterion holds, and says what came of "
                 "it.\n"
                 "Ctrl+C, a termination or a closed terminal finishes the iteration and ends the\n"
                 "training there.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    struct scenario scenario;
    struct error err;
    int status = options_read(&options, argc, argv, &request.word);
    if (status != OPTIONS_GO)
        return status;
    if (!understand(&request))
        return CLI_USAGE;
    if (!opening_read(&scenario, request.word, target, &err))
        return cli_fail(&err);
    status = train_scenario(&scenario, &request);
    scenario_finish(&scenario);
    return status;
}
