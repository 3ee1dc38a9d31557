#include "app/app.h"
#include "app/command.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/export_files.h"
#include "cli/look.h"
#include "cli/options.h"
#include "cli/picture.h"
#include "cli/progress.h"
#include "lesson/catalogue.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_DEFAULT = 1920, HEIGHT_DEFAULT = 1080, NOT_GIVEN = -1 };

/* Which pictures are wanted. */
enum export_series { SERIES_ONE, SERIES_PHASES, SERIES_ALL, SERIES_RANGE };

struct request {
    const char *word;    /* SCENARIO */
    const char *output, *steps, *keys;
    long at;
    bool force, ask;
    struct look look;
    /* What the above come to: */
    enum export_series series;
    long first, last;    /* step numbers, for one picture and a range */
};

/* An export under way. */
struct export {
    const struct request *request;
    struct app *app;          /* owned */
    struct fonts *fonts;      /* owned */
    struct picture picture;   /* owned */
    struct progress progress;
    struct export_files files;
    char first_path[FILE_PATH_SIZE], last_path[FILE_PATH_SIZE];
    size_t written;
};

/* "3..12" */
static bool read_range(const char *text, long *first, long *last)
{
    const char *dots = strstr(text, "..");
    char head[24];

    if (dots == NULL || dots - text >= (long)sizeof head)
        return false;
    memcpy(head, text, (size_t)(dots - text));
    head[dots - text] = '\0';
    return options_number(head, 0, LONG_MAX, first) &&
           options_number(dots + 2, *first, LONG_MAX, last);
}

static void press_no_key(void *context, struct key key)
{
    (void)context;
    (void)key;
}

static bool understand_keys(const char *keys)
{
    struct error err;

    if (keys == NULL || key_script(keys, press_no_key, NULL, &err))
        return true;
    cli_usage("export", "'--keys': %s", err.text);
    return false;
}

static bool understand_output(const char *output)
{
    struct error err;

    if (export_files_understand(output, &err))
        return true;
    cli_usage("export", "%s", err.text);
    return false;
}

/* Without a wish of its own a session's picture is that of its moment. */
static bool is_session(const char *word)
{
    struct scenario scenario;
    bool is = cli_read_scenario(&scenario, word, NULL) && scenario.session.present;

    scenario_finish(&scenario);
    return is;
}

/* Makes sense of the options; false if they make none, and said. */
static bool understand(struct request *request)
{
    request->series = SERIES_ONE;
    if (request->steps != NULL && (request->at != NOT_GIVEN || request->keys != NULL)) {
        cli_usage("export", "--steps makes a series and --at and --keys one picture; use one or "
                            "the other");
        return false;
    }
    if (request->steps == NULL && (request->at != NOT_GIVEN || request->keys != NULL)) {
        request->first = request->last = request->at == NOT_GIVEN ? 0 : request->at;
    } else if (request->steps == NULL && is_session(request->word)) {
        request->first = request->last = 0;
    } else if (request->steps == NULL || strcmp(request->steps, "phases") == 0) {
        request->series = SERIES_PHASES;
        if (request->look.granularity == NULL)
            request->look.granularity = granularity_name(GRANULARITY_PHASE);
    } else if (strcmp(request->steps, "all") == 0) {
        request->series = SERIES_ALL;
    } else if (read_range(request->steps, &request->first, &request->last)) {
        request->series = SERIES_RANGE;
    } else {
        cli_usage("export", "'--steps' is '%.60s'; it must be all, phases or two step numbers such "
                            "as 3..12", request->steps);
        return false;
    }
    return understand_keys(request->keys) && understand_output(request->output) &&
           look_check(&request->look, "export");
}

/* One step of the series; false at the end of the run. */
static bool advance(struct app *app, enum command command)
{
    struct cursor before = app->run.cursor;

    quiz_close(app);
    app_apply(app, command, 0);
    return app->run.cursor.step != before.step || app->run.cursor.moment != before.moment;
}

/* `shown` may be NULL: the way is short, or known to be. */
static bool advance_to(struct app *app, long step, struct progress *shown, struct error *err)
{
    for (long i = 0; i < step; i++) {
        if (!advance(app, COMMAND_STEP_FORWARD))
            return error_set(err, "there is no step %ld: the run ends with step %ld", step, i);
        if (shown != NULL)
            progress_show(shown, (size_t)i + 1, (size_t)step, "steps");
    }
    return true;
}

/* Steps to the end of the first iteration, or one more than there may be pictures. */
static long count_steps(struct app *app, enum command command)
{
    long steps = 0;

    while (steps <= EXPORT_FILES_MAX && !travel_has_moved(app) && advance(app, command))
        steps++;
    return steps;
}

static bool open_lesson(struct app *app, const struct request *request, struct error *err)
{
    char path[FILE_PATH_SIZE];

    if (!catalogue_resolve(request->word, path, err) || !app_open(app, path, err))
        return false;
    hurry_finish(app);
    /* Steps are counted from the start, also of a session; only keys go on from where it is. */
    if (request->at != NOT_GIVEN || request->series != SERIES_ONE)
        travel_start(app);
    look_apply(&request->look, app);
    app->shown.settings.animation = false;
    return true;
}

/* The numbers of the first and the last picture of a series. Walks there with
 * another application, for the one that is drawn remembers what it has seen. */
static bool measure(struct export *export, struct error *err)
{
    const struct request *request = export->request;
    struct export_files *files = &export->files;
    struct app *app;
    bool ok;

    if (request->series == SERIES_RANGE && request->last - request->first >= EXPORT_FILES_MAX)
        return error_set(err, "%ld..%ld are more than %d pictures; export them in parts",
                         request->first, request->last, EXPORT_FILES_MAX);
    app = memory_new(1, sizeof *app);
    app_init(app);
    ok = open_lesson(app, request, err);
    if (ok && request->series == SERIES_RANGE) {
        files->first = request->first;
        files->last = request->last;
        ok = advance_to(app, request->last, &export->progress, err);
    } else if (ok) {
        bool all = request->series == SERIES_ALL;

        files->first = all ? 0 : 1;
        files->last = count_steps(app, all ? COMMAND_STEP_FORWARD : COMMAND_PHASE_FORWARD);
        if (files->last - files->first >= EXPORT_FILES_MAX)
            ok = error_set(err, "the iteration has more than %d steps; export them in parts with "
                                "--steps A..B", EXPORT_FILES_MAX);
    }
    progress_clear(&export->progress);
    app_finish(app);
    free(app);
    return ok;
}

/* A series and a counted step are not led by questions: each picture has the one of its moment. */
static void ask(struct export *export)
{
    struct app *app = export->app;

    if (!export->request->ask || export->request->keys != NULL)
        return;
    app->quiz.on = true;
    quiz_consider(app);
    app->quiz.on = false;
}

static bool write_one(struct export *export, long number, struct error *err)
{
    const struct request *request = export->request;
    char path[FILE_PATH_SIZE];

    ask(export);
    other_route_settle(export->app);
    if (!export_files_path(&export->files, number, path, err) ||
        !picture_write(&export->picture, export->app, request->look.width, request->look.height,
                       path, request->force, err))
        return false;
    if (export->written++ == 0)
        memcpy(export->first_path, path, sizeof path);
    memcpy(export->last_path, path, sizeof path);
    return true;
}

static bool write_series(struct export *export, struct error *err)
{
    bool phases = export->request->series == SERIES_PHASES;
    enum command command = phases ? COMMAND_PHASE_FORWARD : COMMAND_STEP_FORWARD;
    long first = export->files.first, last = export->files.last;

    if (!phases && !advance_to(export->app, first, NULL, err))
        return false;
    for (long number = first; number <= last; number++) {
        if ((phases || number > first) && !advance(export->app, command))
            return error_set(err, "there is no step %ld: the run ends with step %ld", last,
                             number - 1);
        if (!write_one(export, number, err))
            return false;
        progress_show(&export->progress, export->written, (size_t)(last - first) + 1, "pictures");
    }
    return true;
}

static void press_key(void *context, struct key key)
{
    struct export *export = context;
    struct app *app = export->app;

    /* Tab goes from one thing in the picture to the next. */
    if (key.code == KEY_TAB)
        picture_lay_out(&export->picture, app, export->request->look.width,
                        export->request->look.height);
    app_key(app, key, false);
    hurry_finish(app); /* nobody waits for what comes in slices */
    free(app->requests.clipboard);
    app->requests = (struct app_requests){0}; /* no window is there to serve them */
}

static bool run_export(struct export *export, struct error *err)
{
    const struct request *request = export->request;

    if (request->series != SERIES_ONE)
        return measure(export, err) && export_files_prepare(&export->files, request->force, err) &&
               write_series(export, err);
    export->files.first = export->files.last = request->first;
    if (!advance_to(export->app, request->first, &export->progress, err))
        return false;
    export->app->quiz.on = request->ask;
    if (request->keys != NULL && !key_script(request->keys, press_key, export, err))
        return false;
    return export_files_prepare(&export->files, request->force, err) &&
           write_one(export, request->first, err);
}

static void report(const struct export *export)
{
    if (export->written == 1)
        cli_print_line("wrote %s", export->first_path);
    else if (export->written > 1)
        cli_print_line("wrote %zu pictures, %s to %s", export->written, export->first_path,
                       export->last_path);
}

/* Opens what an export needs, runs it and closes it all again. */
static int export_pictures(const struct request *request)
{
    struct export export = {.request = request, .app = memory_new(1, sizeof *export.app)};
    struct error err;
    bool ok;

    app_init(export.app);
    export.files = (struct export_files){.output = request->output,
                                         .series = request->series != SERIES_ONE,
                                         .keys = request->keys != NULL};
    picture_name(request->word, export.files.name, sizeof export.files.name);
    progress_init(&export.progress);
    ok = open_lesson(export.app, request, &err);
    if (ok) {
        export.fonts = cli_open_fonts(&err);
        ok = export.fonts != NULL;
    }
    if (ok) {
        picture_init(&export.picture, export.fonts);
        ok = run_export(&export, &err);
        picture_finish(&export.picture);
        progress_clear(&export.progress);
        if (ok)
            report(&export);
    }
    app_finish(export.app);
    free(export.app);
    fonts_close(export.fonts);
    return ok ? CLI_DONE : cli_fail(&err);
}

int cli_export(int argc, char **argv)
{
    struct request request = {.at = NOT_GIVEN};
    struct option table[LOOK_OPTIONS + 6] = {
        {.name = "at", .value = "N", .number = &request.at, .least = 0, .most = LONG_MAX,
         .help = "one picture: after N steps from the start"},
        {.name = "steps", .value = "WHICH", .text = &request.steps,
         .help = "numbered pictures: phases (the end of each phase of the first\n"
                 "iteration; the default, but for a session: its moment), all (every\n"
                 "step of it, 0 is before the first) or A..B (step A to step B from\n"
                 "the start)"},
        {.name = "keys", .value = "KEYS", .text = &request.keys,
         .help = "one picture: after these keys, such as \"Right*7 T\""},
        {.name = "output", .letter = 'o', .value = "NAME", .text = &request.output,
         .help = "a file that ends in .png (a series adds -001, ...) or a folder,\n"
                 "made if it is missing"},
        {.name = "force", .flag = &request.force, .help = "replace files that exist"},
        {.name = "ask", .flag = &request.ask,
         .help = "with the questions that a student is asked"},
    };
    const struct options options = {
        .command = "export",
        .synopsis = "export SCENARIO [OPTION...]",
        .about = "Writes pictures (PNG, 1920x1080 unless --size says another) of a lesson; needs\n"
                 "no display. Steps are counted at the chosen granularity.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };

    look_init(&request.look, WIDTH_DEFAULT, HEIGHT_DEFAULT);
    look_options(&request.look, table + 6);
    switch (options_read(&options, argc, argv, &request.word)) {
    case OPTIONS_GO: break;
    case OPTIONS_HELP: return CLI_DONE;
    case OPTIONS_WRONG: return CLI_USAGE;
    }
    return understand(&request) ? export_pictures(&request) : CLI_USAGE;
}
