#include "app/run/course.h"
#include "app/app.h"
#include "app/quiz/quiz.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "app/walk/walk.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/export/export_steps.h"
#include "cli/look.h"
#include "cli/options.h"
#include "cli/with.h"
#include "explain/changes.h"
#include "explain/copy.h"
#include "explain/graph/graph_changes.h"
#include "explain/rich.h"
#include "lesson/catalogue.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOT_GIVEN = -1 };

struct request {
    const char *word, *steps_words, *granularity, *with, *output;
    long iteration;
    int granularity_kind; /* -1: not given */
    bool force, ask;
    struct export_steps steps;
    struct variant variant;
};

static bool open_lesson(struct app *app, const struct request *request, struct error *err)
{
    char path[FILE_PATH_SIZE];

    app->opening.with = request->variant;
    if (!catalogue_resolve(request->word, path, err) || !app_open(app, path, err))
        return false;
    hurry_finish(&app->run);
    travel_start(&app->run);
    app->shown.settings.animation = false;
    if (request->granularity_kind >= 0)
        app->run.granularity = (enum granularity)request->granularity_kind;
    if (request->steps.granularity >= 0)
        app->run.granularity = (enum granularity)request->steps.granularity;
    if (request->steps.series == EXPORT_STATIONS && app->run.scenario.script.count == 0)
        return error_wrong_use(err, "'%s' has no stations: its scenario has no script",
                               request->word);
    if (request->iteration == NOT_GIVEN)
        return true;
    if (!travel_to_step(&app->run, program_iteration_start(&app->run.stepper.program,
                                                           (uint64_t)request->iteration)))
        return error_set(err, "the run does not come to iteration %ld", request->iteration);
    return true;
}

static void add_graph_changes(const struct run *run, struct cursor from, struct number_style style,
                              struct text *out)
{
    struct graph_moment before = course_graph_moment(run, from);
    struct graph_moment now = course_graph_moment(run, run->cursor);

    graph_changes_to_text(&before, &now, style, out);
}

/* One step: its number, and what the panel and the sentence say of it. */
static bool tell_step(struct app *app, long number, struct cursor from, FILE *out)
{
    const struct number_style style = {.decimals = app->shown.settings.decimals};
    struct snapshot snapshot;
    char changes[4096], *told;
    struct text text;

    run_snapshot(&app->run, &snapshot);
    told = copy_told(app_explanation(app, &snapshot), style);
    text_init(&text, changes, sizeof changes);
    if (run_is_graph(&app->run))
        add_graph_changes(&app->run, from, style, &text);
    else
        changes_to_text(&snapshot, from, app->run.cursor, style, &text);
    fprintf(out, "%ld\n%s", number, told);
    if (app->run.cursor.step > 0)
        fprintf(out, "\nChanged: %s\n", changes);
    fprintf(out, "\n");
    free(told);
    return !ferror(out);
}

static void add_line(struct text *out, const char *before, struct rich rich,
                     struct number_style style)
{
    text_printf(out, "%s", before);
    rich_to_text(rich, style, out);
    text_printf(out, "\n");
}

/* The question that a student is asked before the next step, or by a station (0: it is none); below
 * it what is right, and why. */
static bool tell_question(struct app *app, size_t station, FILE *out)
{
    const struct number_style style = {.decimals = app->shown.settings.decimals};
    const struct question *question = &app->quiz.question;
    char lines[4096];
    struct text text;
    bool asked;

    app->quiz.on = true;
    asked = station > 0 ? walk_ask(app, station) : quiz_consider(app);
    app->quiz.on = false;
    if (!asked)
        return true;
    text_init(&text, lines, sizeof lines);
    add_line(&text, "Question: ", question->title, style);
    for (size_t i = 0; !question->typed && i < question->count; i++) {
        text_printf(&text, "  %zu  ", i + 1);
        add_line(&text, "", question->answers[i].text, style);
    }
    add_line(&text, "Answer: ",
             question->ordered ? question->whole : question->answers[question->right].text, style);
    add_line(&text, "", question->why, style);
    fprintf(out, "%s\n", lines);
    quiz_close(app);
    return !ferror(out);
}

/* A station at the moment of the one before: what it says, for all else was told there. */
static bool tell_station_again(struct app *app, long number, FILE *out)
{
    const struct number_style style = {.decimals = app->shown.settings.decimals};
    struct snapshot snapshot;
    char lines[1024];
    struct text text;

    run_snapshot(&app->run, &snapshot);
    text_init(&text, lines, sizeof lines);
    if (!walk_is_question(app, (size_t)number))
        add_line(&text, "", app_explanation(app, &snapshot)->sentence, style);
    fprintf(out, "%ld\n%s\n", number, lines);
    return !ferror(out);
}

/* A station, and what it asks: before a run, where the station before it still stands. */
static bool tell_station(const struct export_walk *walk, struct cursor from, FILE *out)
{
    struct app *app = walk->app;
    bool again = walk->at > 1 && cursor_equal(from, app->run.cursor);

    return (walk->before || (again ? tell_station_again(app, walk->at, out)
                                   : tell_step(app, walk->at, from, out)))
        && (!walk->asks || !export_asks_station(walk)
            || tell_question(app, (size_t)walk->at, out));
}

/* What is told, of which lesson. */
struct telling {
    struct app *app;
    const struct request *request;
};

static bool tell_steps(FILE *out, void *context, struct error *err)
{
    const struct telling *telling = context;
    const struct request *request = telling->request;
    struct app *app = telling->app;
    struct export_walk walk = export_walk_begin(&request->steps, app, request->ask);
    struct cursor from = app->run.cursor;

    while (export_walk_next(&walk)) {
        bool told = request->steps.series == EXPORT_STATIONS
                        ? tell_station(&walk, from, out)
                        : tell_step(app, walk.at, from, out)
                              && (!request->ask || tell_question(app, 0, out));

        if (!told)
            return error_set(err, "cannot write: %s", strerror(errno));
        from = app->run.cursor;
    }
    return export_walk_is_whole(&walk, err);
}

static int tell(const struct request *request)
{
    struct app *app = memory_new(1, sizeof *app);
    struct telling telling = {app, request};
    struct error err;
    bool ok;

    app_init(app);
    ok = open_lesson(app, request, &err)
         && cli_write(request->output, request->force, tell_steps, &telling, &err);
    app_finish(app);
    free(app);
    return ok ? CLI_DONE : cli_fail(&err);
}

/* Makes sense of the options; false if they make none. */
static bool understand(struct request *request, struct error *err)
{
    const char *steps = request->steps_words != NULL ? request->steps_words : "all";

    request->granularity_kind = -1;
    return (request->granularity == NULL
            || (request->granularity_kind = look_granularity(request->granularity, err)) >= 0)
        && export_steps_read(&request->steps, steps, err)
        && (request->with == NULL || with_read(request->with, &request->variant, err));
}

int cli_tell(int argc, char **argv)
{
    struct request request = {.iteration = NOT_GIVEN};
    const struct option table[] = {
        {.name = "steps", .value = "WHICH", .text = &request.steps_words,
         .help = "all of an iteration (the default), neurons, layers, phases, the stations\n"
                 "of its script, or step numbers such as 3,7..12"},
        {.name = "granularity", .value = "SIZE", .text = &request.granularity,
         .help = "how fine steps are: phase, layer, neuron (the default) or term"},
        {.name = "iteration", .value = "N", .number = &request.iteration, .least = 1,
         .most = LONG_MAX / 4096, .help = "of which iteration; 1 unless given"},
        {.name = "with", .value = "SETTING", .text = &request.with, .help = with_help},
        {.name = "output", .letter = 'o', .value = "FILE", .text = &request.output,
         .help = "write there instead of to standard output"},
        {.name = "ask", .flag = &request.ask,
         .help = "with the questions that a student is asked, and their answers"},
        {.name = "force", .flag = &request.force, .help = "replace FILE if it exists"},
    };
    const struct options options = {
        .command = "tell",
        .synopsis = "tell SCENARIO [--steps WHICH] [OPTION...]",
        .about = "Writes each step as text: its title, its sentence, its formula with the numbers\n"
                 "put in, and what it has changed. For those who do not see the picture, and for\n"
                 "whoever wants to read a lesson.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    struct error err;
    int status = options_read(&options, argc, argv, &request.word);
    if (status != OPTIONS_GO)
        return status;
    return understand(&request, &err) ? tell(&request) : cli_usage("tell", "%s", err.text);
}
