#include "base/file.h"
#include "cli/cli.h"
#include "cli/opening.h"
#include "cli/options.h"
#include "cli/with.h"
#include "lesson/variant_run.h"
#include "lesson/trace.h"

#include <limits.h>
#include <stdio.h>

/* Runs the iterations and writes a line for every unit; ends early when the run does. */
static void write_units(FILE *out, struct stepper *stepper, long iterations)
{
    struct place place;

    while (!ferror(out) && stepper_step(stepper)) {
        stepper_place(stepper, &place);
        /* A stop belongs to the iteration it ends, so one step more is tried. */
        if (place.iteration > (uint64_t)iterations)
            break;
        trace_unit(out, stepper);
    }
}

/* What is traced, and how far. */
struct request {
    struct scenario scenario; /* owned */
    long iterations;
};

static bool trace_scenario(FILE *out, void *context, struct error *err)
{
    const struct request *request = context;
    const struct scenario *scenario = &request->scenario;
    struct graph_run run;
    struct stepper stepper;

    if (!scenario_any_stepper(&stepper, &run, scenario, &scenario->session.edits, err))
        return false;
    write_units(out, &stepper, request->iterations);
    stepper_finish(&stepper);
    return true;
}

/* Whether what stands in that file can make it. */
static bool can_make(const struct scenario *scenario, enum mistake mistake, const char *word,
                     struct error *err)
{
    if (mistake != MISTAKE_NONE && scenario_is_graph(scenario))
        return error_set(err, "--mistake: '%.200s' is a graph, and the mistakes are those of "
                              "networks; leave it out", word);
    if (mistake != MISTAKE_NONE && mistake >= mistake_count(&scenario->net))
        return error_set(err, "--mistake: '%.200s' has no times, and %s is of recurrent networks; "
                              "give another", word, mistake_name(mistake));
    return true;
}

int cli_trace(int argc, char **argv)
{
    struct request request = {.iterations = 1};
    struct scenario *scenario = &request.scenario;
    const char *path = NULL, *mistake = NULL, *with = NULL, *word;
    bool force = false, ok;
    const struct option table[] = {
        {.name = "iterations", .letter = 'n', .value = "N", .number = &request.iterations,
         .least = 1, .most = LONG_MAX, .help = "how many iterations to run; 1 unless given"},
        {.name = "output", .letter = 'o', .value = "FILE", .text = &path,
         .help = "write there instead of to standard output"},
        {.name = "mistake", .value = "NAME", .text = &mistake,
         .help = "run with a common mistake, which every line then names: updated_weights,\n"
                 "not_cleared, added, one_path, no_bias or no_slope; of recurrent networks\n"
                 "also each_time or last_time"},
        {.name = "with", .value = "SETTING", .text = &with, .help = with_help},
        {.name = "force", .flag = &force, .help = "replace FILE if it exists"},
    };
    const struct options options = {
        .command = "trace",
        .synopsis = "trace SCENARIO [-n N] [-o FILE] [--mistake NAME] [--with SETTING]\n"
                    "                      [--force]",
        .about =
            "Trains without a window and writes what the engine did as JSON Lines: one object\n"
            "for every unit of work, in the order in which they ran. Goes on through infinity and "
            "NaN.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    struct variant variant = {0};
    struct error err;
    int status, wrong = MISTAKE_NONE;

    status = options_read(&options, argc, argv, &word);
    if (status != OPTIONS_GO)
        return status;
    if ((mistake != NULL && (wrong = with_mistake(mistake, &err)) < 0)
        || (with != NULL && !with_read(with, &variant, &err))) {
        cli_fail(&err);
        return CLI_USAGE;
    }
    if (!opening_read(scenario, word, NULL, &err))
        return cli_fail(&err);
    if (!can_make(scenario, (enum mistake)wrong, word, &err)) {
        scenario_finish(scenario);
        return cli_fail(&err);
    }
    scenario->training.mistake = (enum mistake)wrong;
    scenario->training.stop.divergence = false; /* here NaN and infinity are data */
    ok = (with == NULL || variant_apply_asked(&variant, scenario, &err))
      && cli_write(path, force, trace_scenario, &request, &err);
    scenario_finish(scenario);
    return ok ? CLI_DONE : cli_fail(&err);
}
