#include "app/app.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/worksheet/worksheet.h"
#include "lesson/catalogue.h"
#include "output/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOT_GIVEN = -1, COUNT_MAX = 200, SAMPLES_MAX = 4 };

/* In pixels of WORKSHEET_DPI. */
static const struct {
    const char *name;
    float width, height;
} papers[] = {{"a4", 1240.0f, 1754.0f}, {"letter", 1275.0f, 1650.0f}};

struct request {
    const char *word, *output, *blank_word, *paper_word;
    long seed, count;
    bool force;
    enum worksheet_blank blank;
    double share;
    size_t paper;
};

/* What the sheets are made with. */
struct desk {
    struct fonts *fonts;      /* owned */
    struct outline *outline;  /* owned */
    struct raster raster;     /* owned */
    struct file_writer writer;
    struct pdf *pdf;          /* owned */
};

/* "forward", "0.5" (of all numbers) or "forward,0.5". */
static bool understand_blank(struct request *request, struct error *err)
{
    const char *word = request->blank_word != NULL ? request->blank_word : "all";
    const char *share = strchr(word, ',');
    size_t length = share != NULL ? (size_t)(share - word) : strlen(word);
    char nothing[] = "", *end = nothing;
    int blank = 0;

    while (blank < WORKSHEET_BLANK_COUNT &&
           (strlen(worksheet_blank_name((enum worksheet_blank)blank)) != length ||
            strncmp(word, worksheet_blank_name((enum worksheet_blank)blank), length) != 0))
        blank++;
    request->blank = blank < WORKSHEET_BLANK_COUNT ? (enum worksheet_blank)blank : WORKSHEET_ALL;
    request->share = 1.0;
    if (share != NULL || blank == WORKSHEET_BLANK_COUNT)
        request->share = strtod(share != NULL ? share + 1 : word, &end);
    if (*end == '\0' && request->share > 0.0 && request->share <= 1.0 &&
        (blank < WORKSHEET_BLANK_COUNT || share == NULL))
        return true;
    return error_set(err, "'--blank' is '%.60s'; it must be forward, backward, update or all, the "
                          "share of the numbers that is left blank, such as 0.5, or both: "
                          "forward,0.5", request->blank_word);
}

static bool understand_paper(struct request *request, struct error *err)
{
    if (request->paper_word == NULL)
        return true;
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        request->paper = i;
        if (text_same_letters(request->paper_word, papers[i].name))
            return true;
    }
    return error_set(err, "'--paper' is '%.60s'; it must be a4 or letter", request->paper_word);
}

static bool understand_output(const struct request *request, struct error *err)
{
    if (request->output == NULL)
        return error_set(err, "-o is missing: the file to write, a name that ends in .pdf");
    if (strcmp(request->output, "-") == 0)
        return !isatty(STDOUT_FILENO)
            || error_set(err, "standard output is a terminal, which cannot show PDF; redirect it, "
                              "or give -o a name");
    return format_of_file(request->output) == format_find("pdf")
        || error_set(err, "'-o' is '%.200s'; a worksheet is a PDF: give a name that ends in .pdf",
                     request->output);
}

/* Opens the lesson with the sheet's numbers. Errors: it cannot be read, or not be done on paper. */
static bool open_lesson(struct app *app, const struct request *request, long seed,
                        struct error *err)
{
    char path[FILE_PATH_SIZE];
    struct place place;

    app->opening.friendly = seed >= 0;
    app->opening.seed = (uint64_t)(seed >= 0 ? seed : 0);
    if (!catalogue_resolve(request->word, path, err) || !app_open(app, path, err))
        return false;
    if (run_is_graph(&app->run))
        return error_set(err, "'%.200s' is a graph of an expression, and worksheets are of "
                              "networks; give a network", request->word);
    hurry_finish(&app->run);
    travel_start(&app->run);
    app->shown.settings.animation = false;
    app->run.granularity = GRANULARITY_LAYER;
    app->shown.settings.framing = (struct framing){.part = FRAMING_PICTURE, .no_controls = true,
                                                   .paper = 0xffffffff};
    stepper_place(&app->run.stepper, &place);
    if (app->run.scenario.net.param_count > WORKSHEET_PARAMETERS_MAX)
        return error_set(err, "'%s' is too large for paper: it has %zu weights and biases, and a "
                              "worksheet takes at most %d", request->word,
                         app->run.scenario.net.param_count, WORKSHEET_PARAMETERS_MAX);
    if (place.batch_count > SAMPLES_MAX)
        return error_set(err, "'%s' is too long for paper: an iteration has %zu samples, and a "
                              "worksheet takes at most %d", request->word, place.batch_count,
                         SAMPLES_MAX);
    return true;
}

static long seed_of(const struct request *request, long number)
{
    if (request->seed == NOT_GIVEN && request->count == 1)
        return NOT_GIVEN;
    return (request->seed == NOT_GIVEN ? 1 : request->seed) + number - 1;
}

/* The exercises, and behind them the solutions. */
static bool write_sheets(struct desk *desk, const struct request *request, struct error *err)
{
    bool ok = true;

    for (long i = 0; ok && i < 2 * request->count; i++) {
        struct app *app = memory_new(1, sizeof *app);
        long number = i % request->count + 1;
        struct worksheet sheet = {
            .app = app, .pdf = desk->pdf, .raster = &desk->raster,
            .font = fonts_interface(desk->fonts), .blank = request->blank,
            .share = request->share,
            .width = papers[request->paper].width, .height = papers[request->paper].height,
            .number = (size_t)number, .count = (size_t)request->count,
            .seed = seed_of(request, number),
        };

        app_init(app);
        ok = open_lesson(app, request, sheet.seed, err);
        if (ok)
            worksheet_write(&sheet, i >= request->count);
        fonts_end_frame(desk->fonts);
        app_finish(app);
        free(app);
    }
    return ok;
}

/* The name that the file bears, and its parts. */
static bool write_file(struct desk *desk, const struct request *request, const char *title,
                       struct error *err)
{
    const struct about about = {.title = title, .source = request->word,
                                .software = "Backstep " BACKSTEP_VERSION};
    struct error why;
    bool ok, ended;

    if (!cli_open_output(&desk->writer, request->output, request->force, err))
        return false;
    desk->pdf = pdf_begin(desk->writer.stream, desk->outline, &about);
    ok = write_sheets(desk, request, err);
    ended = pdf_end(desk->pdf, &why);
    if (ok && ended)
        return file_writer_commit(&desk->writer, err);
    file_writer_abandon(&desk->writer);
    return ok ? error_set(err, "cannot write '%s': %s", request->output, why.text) : false;
}

static int write_worksheet(const struct request *request)
{
    struct desk desk = {0};
    struct app *app = memory_new(1, sizeof *app);
    char folder[FILE_PATH_SIZE], title[256];
    struct error err;
    bool ok;

    app_init(app);
    ok = open_lesson(app, request, seed_of(request, 1), &err); /* before a file is begun */
    snprintf(title, sizeof title, "%s: worksheet", ok ? app->run.scenario.title : "");
    app_finish(app);
    free(app);
    ok = ok && catalogue_fonts_folder(folder, &err) &&
         (desk.fonts = cli_open_fonts(&err)) != NULL &&
         (desk.outline = outline_open(folder, &err)) != NULL &&
         write_file(&desk, request, title, &err);
    raster_finish(&desk.raster);
    outline_close(desk.outline);
    fonts_close(desk.fonts);
    if (!ok)
        return cli_fail(&err);
    cli_say_written(request->output);
    return CLI_DONE;
}

int cli_worksheet(int argc, char **argv)
{
    struct request request = {.seed = NOT_GIVEN, .count = 1};
    const struct option table[] = {
        {.name = "blank", .value = "WHAT", .text = &request.blank_word,
         .help = "what is to be found: forward, backward, update or all (the default),\n"
                 "or a share of it, the rest being given: 0.5, update,0.3"},
        {.name = "seed", .value = "N", .number = &request.seed, .least = 0, .most = 1000000000,
         .help = "other, friendly numbers; without it the lesson's own"},
        {.name = "count", .value = "N", .number = &request.count, .least = 1, .most = COUNT_MAX,
         .help = "so many sheets, each with its own numbers, from --seed (1) on"},
        {.name = "paper", .value = "SIZE", .text = &request.paper_word, .help = "a4 or letter"},
        {.name = "output", .letter = 'o', .value = "FILE", .text = &request.output,
         .help = "the file, which ends in .pdf; - for standard output"},
        {.name = "force", .flag = &request.force, .help = "replace a file that exists"},
    };
    const struct options options = {
        .command = "worksheet",
        .synopsis = "worksheet SCENARIO -o FILE.pdf [OPTION...]",
        .about = "Writes an exercise on paper (PDF): the network with its numbers, each number to\n"
                 "be found with its formula and a blank, a table for the results, and the\n"
                 "solution on pages of its own.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    const char *missing = format_find("pdf")->package;
    struct error err;
    int status = options_read(&options, argc, argv, &request.word);
    if (status != OPTIONS_GO)
        return status;
    if (!understand_blank(&request, &err) || !understand_paper(&request, &err)
        || !understand_output(&request, &err))
        return cli_usage("worksheet", "%s", err.text);
    if (missing != NULL) {
        error_set(&err, "this program was built without %s, which worksheets need; install it and "
                        "build again", missing);
        return cli_fail(&err);
    }
    return write_worksheet(&request);
}
