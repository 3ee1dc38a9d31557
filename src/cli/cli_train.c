#include "base/file.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/train_line.h"
#include "cli/train_result.h"
#include "cli/until.h"
#include "lesson/splice.h"
#include "platform/loop.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUDGET = 16 << 20 };

/* A slice of the run takes about as long: so soon an interruption is answered. */
static const double slice_ms = 30.0;

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* The first Ctrl+C ends the training, a second one the program. */
static void listen(void)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* Whole iterations, slice by slice, to the stop or until it is interrupted. */
static void run(struct history *history)
{
    struct stepper *stepper = history->stepper;
    struct train_line line;
    uint64_t slice = 1;

    train_line_init(&line);
    while (stepper->state.stop_step == 0 && !interrupted) {
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
    if (stepper->state.stop_step == 0) {
        struct place place;

        /* The iteration that has begun is finished. */
        stepper_place(stepper, &place);
        history_seek(history, program_iteration_start(&stepper->program, place.iteration + 1));
    }
}

static bool report(const struct scenario *scenario, struct history *history,
                   struct file_writer *writer, struct error *err)
{
    char line[TRAIN_RESULT_SIZE], path[FILE_PATH_SIZE];
    bool written = false, ok;

    snprintf(path, sizeof path, "%s", writer->path);
    if (writer->stream != NULL) {
        train_result_write(scenario, history->stepper, writer);
        written = file_writer_commit(writer, err);
        if (written)
            printf("wrote %s\n", path);
    }
    ok = train_result_line(history, line, path[0] == '\0' || written ? err : NULL);
    if (ok)
        printf("%s\n", line);
    return ok && (path[0] == '\0' || written);
}

/* The file is opened first: what cannot be written should be known before hours of work. */
static bool train(const struct scenario *scenario, const char *path, bool force, struct error *err)
{
    struct file_writer writer = {0};
    struct stepper stepper = {0};
    struct history history = {0};
    bool ok = (path == NULL || file_writer_open(&writer, path, force, err)) &&
              stepper_init(&stepper, &scenario->net, &scenario->data, &scenario->training,
                           scenario->params, err);

    if (ok) {
        edit_log_copy(&stepper.edits, &scenario->session.edits);
        ok = history_init(&history, &stepper, BUDGET, err);
    }
    if (ok) {
        listen();
        run(&history);
        ok = report(scenario, &history, &writer, err);
    }
    file_writer_abandon(&writer);
    history_finish(&history);
    stepper_finish(&stepper);
    return ok;
}

/* The criterion in place of the scenario's own, and in what will be written. */
static void replace_stop(struct scenario *scenario, const struct stop *stop)
{
    static const char *const member[] = {"stop"};
    char json[UNTIL_JSON_SIZE], *document;

    scenario->training.stop = *stop;
    until_json(stop, json);
    document = splice_member(scenario->document, scenario->document_length, member, 1, json,
                             &scenario->document_length);
    free(scenario->document);
    scenario->document = document;
}

static int train_word(const char *word, const char *until, const char *path, bool force)
{
    struct scenario scenario;
    struct stop stop;
    struct error err;
    int status = CLI_DONE;

    if (!cli_read_scenario(&scenario, word, &err))
        return cli_fail(&err);
    stop = scenario.training.stop;
    if (until != NULL && !until_read(until, &stop, &err)) {
        cli_fail(&err);
        status = CLI_USAGE;
    } else if (!stop_is_set(&stop)) {
        status = cli_usage("train", "'%.200s' has no stopping criterion; add one, such as "
                                    "--until iterations=1000", word);
    } else {
        if (until != NULL)
            replace_stop(&scenario, &stop);
        if (!train(&scenario, path, force, &err))
            status = cli_fail(&err);
    }
    scenario_finish(&scenario);
    return status;
}

int cli_train(int argc, char **argv)
{
    const char *path = NULL, *until = NULL, *word;
    bool force = false;
    const struct option table[] = {
        {.name = "until", .value = "CRITERION", .text = &until,
         .help = "when to stop, in place of what the scenario says: iterations=N, epochs=N,\n"
                 "patience=N (epochs without a new best loss), loss=X or gradient=X"},
        {.name = "output", .letter = 'o', .value = "FILE", .text = &path,
         .help = "write the scenario there, to be opened at the end of this run"},
        {.name = "force", .flag = &force, .help = "replace FILE if it exists"},
    };
    const struct options options = {
        .command = "train",
        .synopsis = "train SCENARIO [--until CRITERION] [-o FILE] [--force]",
        .about = "Trains without a window until a stopping criterion holds, and says what came of it.\n"
                 "Ctrl+C finishes the iteration and ends the training there.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };

    switch (options_read(&options, argc, argv, &word)) {
    case OPTIONS_GO: break;
    case OPTIONS_HELP: return CLI_DONE;
    case OPTIONS_WRONG: return CLI_USAGE;
    }
    return train_word(word, until, path, force);
}
