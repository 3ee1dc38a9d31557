#include "app/app.h"
#include "app/keep/study.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/look.h"
#include "cli/opening.h"
#include "cli/options.h"
#include "cli/picture.h"
#include "cli/signals.h"
#include "lesson/catalogue.h"
#include "platform/loop.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW_OPTIONS = LOOK_OPTIONS + 6, MIB = 1 << 20 };

/* What the window's own options fill. */
struct window_request {
    bool full_screen, lecture, embed;
    long memory; /* MiB */
    const char *target, *page;
};

/* As many MiB as a size_t has bytes for, where that is less. */
static const size_t memory_most = SIZE_MAX / MIB < 65536 ? SIZE_MAX / MIB : 65536;

static void window_options(struct look *look, struct window_request *request,
                           struct option table[WINDOW_OPTIONS])
{
    *request = (struct window_request){.memory = HISTORY_BUDGET_DEFAULT / MIB, .page = ""};
    look_options(look, table);
    table[LOOK_OPTIONS] = (struct option){
        .name = "full-screen", .flag = &request->full_screen, .help = "fill the screen"};
    table[LOOK_OPTIONS + 1] = (struct option){
        .name = "memory", .value = "MIB", .number = &request->memory, .least = 1,
        .most = (long)memory_most,
        .help = "for going back, 64 unless given: with less, long ways back\n"
                "take longer, and lead to the same bits"};
    table[LOOK_OPTIONS + 2] = opening_target(&request->target);
    table[LOOK_OPTIONS + 3] = (struct option){
        .name = "lecture", .flag = &request->lecture, .help = "no questions, this time"};
    table[LOOK_OPTIONS + 5] = (struct option){
        .name = "embed", .flag = &request->embed,
        .help = "the picture and its steps alone, no buttons and no questions"};
    table[LOOK_OPTIONS + 4] = (struct option){
        .name = "page", .value = "ADDRESS", .text = &request->page,
        .help = "of a page with Backstep: links to a moment lead there"};
}

void cli_window_print_options(void)
{
    struct option table[WINDOW_OPTIONS];
    struct window_request request;
    struct look look;

    look_init(&look, 0, 0);
    window_options(&look, &request, table);
    options_print(stdout, table, WINDOW_OPTIONS);
}

/* Opens the lesson; what cannot be opened is said in the window, over the list of lessons. */
static void open_lesson(struct app *app, const char *word, const char *target)
{
    char path[FILE_PATH_SIZE];
    struct progress progress;
    struct error err;

    if (catalogue_resolve(word, path, &err)) {
        app->opening = opening_init(target, &progress);
        app_open(app, path, &err);
        progress_clear(&progress);
        return;
    }
    snprintf(app->shown.notice.text, sizeof app->shown.notice.text, "%s", err.text);
    app->shown.notice.is_error = true;
    app->sheet.lessons_open = true;
}

/* BACKSTEP_FRAMES=N closes the window after N frames: tools/bench-start measures the start so. */
static unsigned long frames_wanted(void)
{
    const char *text = getenv("BACKSTEP_FRAMES");
    long frames;

    return text != NULL && options_number(text, 1, LONG_MAX, &frames) ? (unsigned long)frames : 0;
}

static int run_window(struct app *app, struct fonts *fonts, const struct look *look,
                      bool full_screen)
{
    unsigned long frames = frames_wanted();
    /* Not on the stack: in a page loop_run does not return. */
    struct picture *picture = memory_new(1, sizeof *picture);
    struct loop *loop = memory_new(1, sizeof *loop);
    struct error err;
    bool opened;

    picture_init(picture, fonts);
    opened = loop_init(loop, app, fonts, look->width, look->height, &err);
    if (opened) {
        loop->screenshot = picture_screenshot;
        loop->screenshot_context = picture;
        app->requests.toggle_full_screen = full_screen;
        loop_run(loop, frames);
    }
    loop_finish(loop);
    picture_finish(picture);
    free(loop);
    free(picture);
    if (opened)
        return CLI_DONE;
    if (app->shown.notice.text[0] != '\0' && app->shown.notice.is_error) {
        /* What the window would have shown; with it the display would not help. */
        error_set(&err, "%s", app->shown.notice.text);
    }
    return cli_fail(&err);
}

/* However the program ends by itself, be it that the display is gone or that memory is, what was
 * changed by hand is kept. */
static struct app *open_app; /* borrowed */

static void keep_changes(void)
{
    struct app *app = open_app;

    open_app = NULL;
    if (app != NULL) {
        app_leave(app);
        study_leave(app);
    }
}

/* A word that is no scenario but nearly a command was meant as one. */
static bool meant_command(const char *word)
{
    const char *nearest = cli_nearest_command(word);
    char path[FILE_PATH_SIZE];

    if (nearest == NULL || catalogue_resolve(word, path, NULL))
        return false;
    cli_usage("", "there is no command and no scenario '%.60s'; did you mean '%s'?", word, nearest);
    return true;
}

int cli_window(int argc, char **argv)
{
    const char *words[2], *word;
    struct option table[WINDOW_OPTIONS];
    struct window_request request;
    struct look look;
    const struct options options = {
        .command = "", .help = cli_help, .table = table, .count = WINDOW_OPTIONS, .words_most = 2};
    struct app *app;
    struct fonts *fonts;
    struct error err;
    size_t count;
    int status;

    look_init(&look, 0, 0); /* as large as is usual on the display */
    window_options(&look, &request, table);
    status = options_read(&options, argc, argv, words);
    if (status != OPTIONS_GO)
        return status;
    if (words[0] != NULL && meant_command(words[0]))
        return CLI_USAGE;
    if (words[1] != NULL)
        return cli_usage("", "'%.60s' is one argument too many", words[1]);
    if (!look_check(&look, &err))
        return cli_usage("", "%s", err.text);
    fonts = cli_open_fonts(&err);
    if (fonts == NULL)
        return cli_fail(&err);
    word = words[0] != NULL ? words[0] : catalogue_entries(&count)[0].name;
    app = memory_new(1, sizeof *app);
    app_init(app);
    look_apply(&look, app);
    app->shown.settings.name_map = !request.embed;
    app->page = request.page;
    app->shown.settings.framing.no_controls = request.embed;
    request.lecture = request.lecture || request.embed;
    app->run.memory = (size_t)request.memory * MIB;
    open_lesson(app, word, request.target);
    app_start_recovery(app);
    study_start(app, request.lecture, words[0] == NULL);
    open_app = app;
    atexit(keep_changes);
    signals_leave_to_window();
    status = run_window(app, fonts, &look, request.full_screen);
    open_app = NULL;
    app_finish(app);
    free(app);
    fonts_close(fonts);
    return status;
}
