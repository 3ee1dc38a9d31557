#include "app/app.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/workers.h"
#include "cli/cli.h"
#include "cli/export/export_files.h"
#include "cli/export/export_lesson.h"
#include "cli/export/export_motion.h"
#include "cli/export/export_request.h"
#include "cli/export/export_words.h"
#include "cli/picture.h"
#include "cli/progress.h"
#include "lesson/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An export under way. */
struct export {
    const struct export_request *request;
    struct app *app;          /* owned */
    struct fonts *fonts;      /* owned */
    struct outline *outline;  /* owned; NULL: the format needs none */
    struct picture picture;   /* owned */
    struct progress progress;
    struct export_files files;
    struct file_writer writer;
    struct format_file file;  /* open while format_file.stream is not NULL */
    struct export_motion motion;
    const char *phase;        /* of the page before; borrowed */
    char path[FILE_PATH_SIZE], first_path[FILE_PATH_SIZE];
    size_t written, pictures; /* of all workers; of so many pictures */
    struct workers workers;
};

static void press_key(void *context, struct key key)
{
    struct export *export = context;
    struct app *app = export->app;

    /* Tab goes from one thing in the picture to the next. */
    if (key.code == KEY_TAB)
        picture_lay_out(&export->picture, app, export->request->look.width,
                        export->request->look.height);
    app_key(app, key, false);
    hurry_finish(&app->run); /* nobody waits for what comes in slices */
    free(app->requests.clipboard);
    app->requests = (struct app_requests){0}; /* no window is there to serve them */
}

/* From the lesson's opening to where the first picture is, or where the series begins. */
static bool go_to_start(struct export *export, struct error *err)
{
    const struct export_request *request = export->request;
    struct app *app = export->app;
    uint64_t iteration = request->iteration > 0 ? (uint64_t)request->iteration : 1;
    bool series = request->steps.series != EXPORT_ONE;
    struct place place;

    if (!export_go_to_iteration(app, iteration, err))
        return false;
    if (!series && request->at != EXPORT_NOT_GIVEN &&
        !export_advance_to(app, request->at, &export->progress, err))
        return false;
    app->quiz.on = request->ask && !series;
    if (request->keys == NULL)
        return true;
    if (!key_script(request->keys, press_key, export, err))
        return false;
    if (!app_has_lesson(app))
        return true;
    stepper_place(&app->run.stepper, &place);
    if (!series || place.step == 0 || place.iteration < iteration)
        return true;
    /* The series is that of the iteration that the keys led to. */
    travel_start(&app->run);
    return export_go_to_iteration(app, place.iteration, err);
}

static bool open_file(struct export *export, const struct about *about, struct error *err)
{
    const struct export_request *request = export->request;

    export->file = (struct format_file){
        .format = request->format, .outline = export->outline, .raster = &export->picture.raster,
        .options = {.transparent = request->transparent, .svg_text = request->svg_text,
                    .dpi = request->dpi,
                    .scale = request->scale > 0.0 ? request->scale : 1.0},
        .pages = export->pictures,
    };
    if (!cli_open_output(&export->writer, request->to_stream ? request->output : export->path,
                         request->force, err))
        return false;
    export->file.stream = export->writer.stream;
    return format_begin(&export->file, about, err);
}

/* An error on the way into the file names it. */
static bool named(const struct export *export, const struct error why, struct error *err)
{
    return error_set(err, "cannot write '%s': %s", export->path, why.text);
}

/* Ends the file, well or not; what is not whole is removed. */
static bool close_file(struct export *export, bool ok, struct error *err)
{
    struct error why;
    bool ended;

    if (export->file.stream == NULL)
        return ok;
    ended = format_end(&export->file, &why);
    export->file.stream = NULL;
    if (ok && ended)
        return file_writer_commit(&export->writer, err);
    file_writer_abandon(&export->writer);
    return ok && named(export, why, err);
}

static bool add_picture(struct export *export, const struct about *about, struct page *page,
                        const struct export_words *words, struct error *err)
{
    const struct export_request *request = export->request;
    bool same = export->phase != NULL && strcmp(export->phase, words->phase) == 0;

    page->chapter = same ? NULL : words->phase;
    export->phase = words->phase;
    if (export->file.stream == NULL && !open_file(export, about, err))
        return false;
    if (request->format->moves ? export_motion_add(&export->motion, &export->picture, export->app,
                                                   request, &export->file, page, err)
                               : format_add(&export->file,
                                            picture_draw(&export->picture, export->app,
                                                         request->look.width, request->look.height,
                                                         request->scale,
                                                         request->format->outlines),
                                            page, err))
        return true;
    return named(export, *err, err);
}

/* A picture that is of a question alone is called so. */
static void make_words(struct export *export, const struct export_walk *walk,
                       struct export_words *words)
{
    export_words_make(words, export->app, export->request);
    if (walk->before)
        snprintf(words->what, sizeof words->what, EXPORT_QUESTION);
}

/* Draws the picture and writes it, with what it says of itself. */
static bool write_picture(struct export *export, const struct export_words *words,
                          struct error *err)
{
    struct page page = {
        .about = {.title = words->title, .author = export->request->author,
                  .sentence = words->sentence, .source = words->source,
                  .software = "Backstep " BACKSTEP_VERSION},
        .entry = words->entry, .label = words->what,
    };
    bool ok = add_picture(export, &page.about, &page, words, err);

    return export->request->format->one_file ? ok : close_file(export, ok, err);
}

static bool write_one(struct export *export, const struct export_walk *walk, struct error *err)
{
    const struct export_request *request = export->request;
    struct export_words words;

    /* A series and a counted step are not led by questions: each picture has its moment's. */
    if (request->ask && (request->keys == NULL || request->steps.series != EXPORT_ONE))
        export_ask(walk);
    make_words(export, walk, &words);
    if (request->to_stream)
        snprintf(export->path, sizeof export->path, "%s",
                 cli_is_stdout(request->output) ? "standard output" : request->output);
    else if ((!request->format->one_file || export->file.stream == NULL) &&
             !export_files_path(&export->files, request->format->one_file ? -1 : walk->at,
                                words.what, export->path, err))
        return false;
    if (workers_own(&export->workers, export->written) && !write_picture(export, &words, err))
        return false;
    if (export->written++ == 0)
        memcpy(export->first_path, export->path, sizeof export->path);
    progress_show(&export->progress, export->written, export->pictures, "pictures");
    return true;
}

/* What is a file a picture is shared among all cores; outlines are read while they are drawn, from
 * files that a helper would share. */
static void share(struct export *export)
{
    const struct format *format = export->request->format;
    size_t cores = workers_cores();

    if (format->one_file || format->outlines || export->request->to_stream)
        return;
    workers_split(&export->workers, cores < export->pictures ? cores : export->pictures);
    export->progress.terminal = export->progress.terminal && !export->workers.helps;
}

static bool write_series(struct export *export, struct error *err)
{
    struct export_walk walk = export_walk_begin(&export->request->steps, export->app,
                                                export->request->ask);
    bool ok = true;

    share(export);
    while (ok && workers_go_on(&export->workers) && export_walk_next(&walk))
        ok = write_one(export, &walk, err);
    ok = close_file(export, ok, err);
    return workers_join(&export->workers, ok, export->written, err);
}

/* What one picture's file will be called. */
struct mark {
    long number;
    char what[EXPORT_WHAT_SIZE];
};

/* Whether the files can be written: asked before the first is. */
static bool check_files(struct export *export, const struct mark *marks, struct error *err)
{
    const struct export_request *request = export->request;
    size_t files = request->format->one_file ? 1 : export->pictures;

    if (request->to_stream)
        return true;
    if (!export_files_prepare(&export->files, err))
        return false;
    for (size_t i = 0; i < files; i++) {
        if (!export_files_path(&export->files, request->format->one_file ? -1 : marks[i].number,
                               marks[i].what, export->path, err) ||
            !export_files_check(export->path, request->force, err))
            return false;
    }
    return true;
}

/* The pictures of a series: *marks gets them, owned by the caller. */
static bool list_series(struct export *export, struct mark **marks, struct error *err)
{
    struct export_walk walk = export_walk_begin(&export->request->steps, export->app,
                                                export->request->ask);
    size_t capacity = 0;

    while (export_walk_next(&walk)) {
        struct export_words words;

        if (export->pictures == EXPORT_UNASKED_MAX && export->request->steps_words == NULL)
            return error_wrong_use(err, "the iteration has more than %d steps; --steps layers or "
                                        "phases has fewer, --steps all them all",
                                   EXPORT_UNASKED_MAX);
        if (export->pictures == EXPORT_PICTURES_MAX)
            return error_set(err, "the iteration has more than %d steps; export parts of it with "
                                  "--steps A..B", EXPORT_PICTURES_MAX);
        if (export->pictures == capacity)
            *marks = memory_resize(*marks, capacity = 2 * capacity + 64, sizeof **marks);
        make_words(export, &walk, &words);
        (*marks)[export->pictures].number = walk.at;
        memcpy((*marks)[export->pictures++].what, words.what, sizeof words.what);
        export->files.last = walk.at;
        progress_show(&export->progress, export->pictures, export->pictures, "steps");
    }
    return export_walk_is_whole(&walk, err);
}

/* Walks the series with another application, for the one that is drawn remembers what it has seen:
 * how many pictures there are, and whether their files can be written. */
static bool measure_series(struct export *export, struct error *err)
{
    const struct export_request *request = export->request;
    struct app *drawn = export->app;
    struct mark *marks = NULL;
    bool ok;

    if (request->steps.count > EXPORT_PICTURES_MAX)
        return error_wrong_use(err, "'--steps %.60s': these are more than %d pictures; export "
                                    "them in parts", request->steps_words, EXPORT_PICTURES_MAX);
    export->app = memory_new(1, sizeof *export->app);
    app_init(export->app);
    ok = export_open_lesson(export->app, request, err) && go_to_start(export, err) &&
         list_series(export, &marks, err) && check_files(export, marks, err);
    progress_clear(&export->progress);
    app_finish(export->app);
    free(export->app);
    free(marks);
    export->app = drawn;
    return ok;
}

static bool run_export(struct export *export, struct error *err)
{
    const struct export_request *request = export->request;
    struct export_walk walk = export_walk_begin(&request->steps, export->app, request->ask);
    struct mark mark = {.number = request->at > 0 ? request->at : 0};
    struct export_words words;

    if (request->steps.series != EXPORT_ONE)
        return measure_series(export, err) && go_to_start(export, err) &&
               write_series(export, err);
    export->pictures = 1;
    export->files.last = mark.number;
    if (!go_to_start(export, err))
        return false;
    export_words_make(&words, export->app, request);
    memcpy(mark.what, words.what, sizeof mark.what);
    walk.at = mark.number;
    return check_files(export, &mark, err) &&
           close_file(export, write_one(export, &walk, err), err);
}

static void report(const struct export *export)
{
    if (export->written == 1 || export->request->format->one_file)
        cli_say_written(export->first_path);
    else if (export->written > 1 && !cli_is_quiet())
        cli_print_line("wrote %zu pictures, %s to %s", export->written, export->first_path,
                       export->path);
}

static bool open_fonts(struct export *export, struct error *err)
{
    char folder[FILE_PATH_SIZE];

    export->fonts = cli_open_fonts(err);
    if (export->fonts == NULL || !export->request->format->outlines)
        return export->fonts != NULL;
    if (!catalogue_fonts_folder(folder, err))
        return false;
    export->outline = outline_open(folder, err);
    return export->outline != NULL;
}

/* Opens what an export needs, runs it and closes it all again. */
static int export_pictures(const struct export_request *request)
{
    struct export export = {.request = request, .app = memory_new(1, sizeof *export.app)};
    struct error err;
    bool ok, has = true;

    app_init(export.app);
    export.files = (struct export_files){
        .output = request->output, .format = request->format,
        .series = request->steps.series != EXPORT_ONE && !request->format->one_file,
        .keys = request->keys != NULL && request->steps.series == EXPORT_ONE};
    picture_name(request->word, export.files.name, sizeof export.files.name);
    if (request->iteration > 1) {
        size_t length = strlen(export.files.name);

        snprintf(export.files.name + length, sizeof export.files.name - length, "-iteration-%ld",
                 request->iteration);
    }
    progress_init(&export.progress);
    ok = export_open_lesson(export.app, request, &err)
         && (has = export_has_picture(export.app, request, &err)) && open_fonts(&export, &err);
    if (ok) {
        picture_init(&export.picture, export.fonts);
        ok = run_export(&export, &err);
        picture_finish(&export.picture);
        progress_clear(&export.progress);
    }
    if (ok && !request->to_stream)
        report(&export);
    app_finish(export.app);
    free(export.app);
    outline_close(export.outline);
    fonts_close(export.fonts);
    return ok ? CLI_DONE : has ? cli_fail(&err) : cli_usage("export", "%s", err.text);
}

int cli_export(int argc, char **argv)
{
    struct export_request request;
    int status = export_request_read(&request, argc, argv);

    if (status != EXPORT_GO)
        return status;
    if (request.format->package != NULL) {
        struct error err;

        error_set(&err, "this program was built without %s, which %s needs; install it and build "
                        "again, or write PNG", request.format->package, request.format->name);
        return cli_fail(&err);
    }
    if (request.to_stream && cli_is_stdout(request.output) && isatty(STDOUT_FILENO) &&
        strcmp(request.format->name, "svg") != 0)
        return cli_usage("export", "standard output is a terminal, which cannot show %s; redirect "
                                   "it, or give -o a name", request.format->name);
    return export_pictures(&request);
}
