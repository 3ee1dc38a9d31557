#include "cli/export/export_request.h"

#include "app/key.h"
#include "app/scene.h"
#include "base/attributes.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/export/export_files.h"
#include "cli/options.h"
#include "cli/with.h"
#include "lesson/catalogue.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH_DEFAULT = 1920, HEIGHT_DEFAULT = 1080 };

static void press_no_key(void *context UNUSED, struct key key UNUSED)
{
}

/* Without a wish of its own a session's picture is that of its moment. */
static bool is_session(const char *word)
{
    struct scenario scenario;
    bool is = cli_read_scenario(&scenario, word, NULL) && scenario.session.present;

    scenario_finish(&scenario);
    return is;
}

/* A number between `least` and `most` as the option's words; nothing was given: 0. */
static bool read_number(const char *option, const char *words, double least, double most,
                        double *number, struct error *err)
{
    *number = 0.0;
    return words == NULL
           || (number_read(words, number) && *number >= least && *number <= most)
           || error_set(err, "'%s' is '%.60s'; it must be a number from %g to %g", option, words,
                     least, most);
}

/* "#rrggbb", "#rgb", "white" or "black". */
static bool read_color(const char *words, color *out, struct error *err)
{
    const char *digits = words != NULL ? words + 1 : "";
    size_t length = strlen(digits);
    unsigned long value;

    *out = 0;
    if (words == NULL)
        return true;
    if (strcmp(words, "white") == 0)
        *out = 0xffffffff;
    else if (strcmp(words, "black") == 0)
        *out = 0xff000000;
    else if (words[0] == '#' && (length == 3 || length == 6) &&
             strspn(digits, "0123456789abcdefABCDEF") == length) {
        value = strtoul(digits, NULL, 16);
        if (length == 3)
            value = (value >> 8 & 15) * 0x110000 + (value >> 4 & 15) * 0x1100 + (value & 15) * 0x11;
        *out = 0xff000000 | (color)value;
    }
    return *out != 0 || error_set(err, "'--background' is '%.60s'; it must be a colour such as "
                                       "#fff8e0, white or black", words);
}

/* A number of steps; else the scenario becomes the link that leads to the moment. */
static bool understand_at(struct export_request *request, struct error *err)
{
    const char *words = request->at_words, *mark = strchr(request->word, '#');
    char path[FILE_PATH_SIZE];
    struct text link;

    request->opened = request->word;
    if (words == NULL || options_number(words, 0, LONG_MAX, &request->at))
        return true;
    if (strchr(words, ',') == NULL && (words[0] < 'a' || words[0] > 'z'))
        return error_set(err, "'--at' is '%.60s'; it must be a whole number from 0 to %ld, or a "
                              "moment such as 1,backward,after+dw+w5", words, LONG_MAX);
    if (request->steps_words != NULL || request->iteration != EXPORT_NOT_GIVEN)
        return error_set(err, "'--at %.60s' is one moment, and says the iteration itself; leave "
                              "out --steps and --iteration", words);
    if (!catalogue_resolve(request->word, path, err))
        return true; /* which is said when it is opened */
    text_init(&link, request->link, sizeof request->link);
    text_printf(&link, "%s%s%sat=%s", path, mark == NULL ? "#" : "",
                mark != NULL && strchr(mark, '?') != NULL ? "&" : "?", words);
    request->opened = request->link;
    return !link.cut || error_set(err, "'--at %.60s...' is too long", words);
}

static bool understand_series(struct export_request *request, struct error *err)
{
    const char *words = request->steps_words;

    request->steps = (struct export_steps){.granularity = -1};
    if (words != NULL && request->at != EXPORT_NOT_GIVEN)
        return error_set(err, "--steps makes a series and --at one picture; use one or the other");
    if (words == NULL && !request->format->moves &&
        (request->at != EXPORT_NOT_GIVEN ||
         (request->iteration == EXPORT_NOT_GIVEN &&
          (request->keys != NULL || is_session(request->opened)))))
        return true;
    if (words == NULL)
        words = request->format->moves || request->format->one_file ? "all" : "phases";
    if (!export_steps_read(&request->steps, words, err))
        return false;
    if (request->steps.granularity >= 0 && request->look.granularity == NULL)
        request->look.granularity =
            granularity_name((enum granularity)request->steps.granularity);
    return true;
}

static bool understand_format(struct export_request *request, struct error *err)
{
    request->to_stream = request->output != NULL && (cli_is_stdout(request->output) ||
                                                     file_is_special(request->output));
    if (request->to_stream && request->format_name == NULL)
        return error_set(err, "'-o %.200s' is no name that has an ending, and needs --format: "
                              "png, svg, pdf, apng or gif", request->output);
    if (!request->to_stream &&
        !export_files_understand(request->output, &request->format, err))
        return false;
    if (request->format_name == NULL)
        return true;
    if (format_find(request->format_name) == NULL)
        return error_set(err, "'--format' is '%.60s'; it must be png, svg, pdf, apng or gif",
                         request->format_name);
    if (!request->to_stream && request->output != NULL &&
        format_of_file(request->output) != NULL &&
        format_of_file(request->output) != format_find(request->format_name))
        return error_set(err, "'-o %.200s' and '--format %s' are two formats; give one",
                         request->output, request->format_name);
    request->format = format_find(request->format_name);
    return true;
}

/* The words of --part: a picture, or what stands around it, by enum framing_part. */
enum { PARTS = PICTURE_COUNT + FRAMING_PART_COUNT };

static const char *const *list_parts(const char *names[PARTS])
{
    static const char *const around[FRAMING_PART_COUNT] = {
        [FRAMING_PANEL] = "panel", [FRAMING_FORMULA] = "formula", [FRAMING_STRIP] = "strip",
        [FRAMING_CURVE] = "curve"};

    memcpy(names, picture_names, sizeof picture_names);
    memcpy(names + PICTURE_COUNT, around, sizeof around);
    return names;
}

static bool understand_words(struct export_request *request, struct error *err)
{
    const char *names[PARTS];
    int part;

    list_parts(names);
    request->picture = -1;
    request->mistake_number = MISTAKE_NONE;
    if (request->view != NULL &&
        (request->picture = cli_find_word("--view", request->view, picture_names,
                                          PICTURE_COUNT, err)) < 0)
        return false;
    if (request->mistake != NULL &&
        (request->mistake_number = with_mistake(request->mistake, err)) < 0)
        return false;
    part = request->part != NULL ? cli_find_word("--part", request->part, names, PARTS, err) : -1;
    if (part < 0 && request->part != NULL)
        return false;
    if (part >= PICTURE_COUNT) {
        request->look.part = (enum framing_part)(part - PICTURE_COUNT);
    } else if (part >= 0) {
        if (request->view != NULL && request->picture != part)
            return error_set(err, "'--part %s' and '--view %s' are two pictures; give one",
                             request->part, request->view);
        request->look.part = FRAMING_PICTURE;
        request->picture = part;
    }
    return true;
}

/* Makes sense of the options; false if they make none. */
static bool understand(struct export_request *request, struct error *err)
{
    if (!understand_format(request, err) || !understand_at(request, err) ||
        !understand_series(request, err) ||
        !understand_words(request, err) ||
        !read_number("--scale", request->scale_words, 0.1, 16.0, &request->scale, err) ||
        !read_number("--dpi", request->dpi_words, 10.0, 2400.0, &request->dpi, err) ||
        !read_number("--fit", request->fit_words, 0.05, 1.0, &request->fit, err) ||
        !read_number("--fps", request->fps_words, 1.0, 60.0, &request->fps, err) ||
        !read_number("--pace", request->pace_words, 0.1, 20.0, &request->pace, err) ||
        !read_color(request->background, &request->paper, err))
        return false;
    if (request->transparent && request->background != NULL)
        return error_set(err, "--transparent and --background are two grounds; use one or the "
                              "other");
    if (request->controls && request->no_controls)
        return error_set(err, "--controls and --no-controls are opposites; use one or the other");
    if (request->with != NULL && !with_read(request->with, &request->variant, err))
        return false;
    if (request->keys != NULL && !key_script(request->keys, press_no_key, NULL, err)) {
        struct error why = *err;

        return error_set(err, "'--keys': %s", why.text);
    }
    return true;
}

/* A slide's width in points; the size of numbers that can be read there; and how many times as
 * large as usual the layouts can take them. */
enum { SLIDE_POINTS = 960, FIT_POINTS = 9 };
#define FIT_MOST 1.7

enum { OWN_OPTIONS = 23, HELP_SIZE = 256 };

/* A help that ends with all the words there are. */
static const char *help_of(char help[HELP_SIZE], const char *begin, const char *const *names,
                           size_t count)
{
    struct text text;

    text_init(&text, help, HELP_SIZE);
    text_add(&text, begin);
    text_list(&text, names, count, " or ");
    return help;
}

/* The lines of the options table that are export's own. The helps are of as long as it. */
static void own_options(struct export_request *request, char helps[2][HELP_SIZE],
                        struct option table[OWN_OPTIONS])
{
    const char *parts[PARTS];
    const struct option options[OWN_OPTIONS] = {
        {.name = "at", .value = "WHERE", .text = &request->at_words,
         .help = "one picture: after so many steps from the start, or of a moment, as a\n"
                 "link has it: 1,backward,after+dw+w5"},
        {.name = "steps", .value = "WHICH", .text = &request->steps_words,
         .help = "a series: phases (the end of each phase of the first iteration;\n"
                 "the default, but for a session: its moment), layers, neurons or all\n"
                 "(every step of it, 0 is before the first), stations (of the lesson's\n"
                 "script), or step numbers: 3,7..12"},
        {.name = "iteration", .value = "N", .number = &request->iteration, .least = 1,
         .most = LONG_MAX, .help = "the iteration where steps are counted from (1)"},
        {.name = "keys", .value = "KEYS", .text = &request->keys,
         .help = "after these keys, such as \"Right*7 T\": one picture, or before a\n"
                 "series, of the iteration that they lead to"},
        {.name = "with", .value = "SETTING", .text = &request->with, .help = with_help},
        {.name = "mistake", .value = "NAME", .text = &request->mistake,
         .help = "beside a run with a common mistake, as 'trace' names them"},
        {.name = "view", .value = "NAME", .text = &request->view,
         .help = help_of(helps[0], "what stands in the picture's place: ", picture_names,
                         PICTURE_COUNT)},
        {.name = "part", .value = "NAME", .text = &request->part,
         .help = help_of(helps[1], "that and nothing else: ", list_parts(parts), PARTS)},
        {.name = "controls", .flag = &request->controls, .help = "with the window's buttons"},
        {.name = "no-controls", .flag = &request->no_controls, .help = "without (the default)"},
        {.name = "transparent", .flag = &request->transparent,
         .help = "nothing behind the picture"},
        {.name = "background", .value = "COLOUR", .text = &request->background,
         .help = "behind the picture, such as #fff8e0"},
        {.name = "scale", .value = "S", .text = &request->scale_words,
         .help = "so many times as large, the same layout"},
        {.name = "dpi", .value = "D", .text = &request->dpi_words,
         .help = "pixels an inch: how large a page or a print is (144)"},
        {.name = "fit", .value = "SHARE", .text = &request->fit_words,
         .help = "how much of a slide's width it will have: numbers get at least 9 pt\n"
                 "there, less is shown"},
        {.name = "svg-text", .flag = &request->svg_text,
         .help = "SVG with text as text, not as outlines"},
        {.name = "fps", .value = "N", .text = &request->fps_words,
         .help = "of an animation: frames a second (20)"},
        {.name = "pace", .value = "N", .text = &request->pace_words,
         .help = "of an animation: steps a second (1)"},
        {.name = "author", .value = "NAME", .text = &request->author,
         .help = "who made it, kept in the file"},
        {.name = "format", .value = "F", .text = &request->format_name,
         .help = "png, svg, pdf, apng or gif, where the name of -o does not say"},
        {.name = "output", .letter = 'o', .value = "NAME", .text = &request->output,
         .help = "a file that ends in .png, .svg (a series adds -001, ...), .pdf, .apng\n"
                 "or .gif, a folder, made if it is missing, or - for standard output"},
        {.name = "ask", .flag = &request->ask,
         .help = "with the questions that a student is asked"},
        {.name = "force", .flag = &request->force, .help = "replace files that exist"},
    };

    memcpy(table, options, sizeof options);
}

/* A part is as large as in the whole picture, unless asked; required numbers are large enough where
 * the picture is to stand. */
static bool understand_size(struct export_request *request, struct error *err)
{
    struct framing framing = {.part = request->look.part};
    float width, height, number;

    framing_share(framing.part, &width, &height);
    if (request->look.size == NULL) {
        request->look.width = (int)((float)request->look.width * width + 0.5f);
        request->look.height = (int)((float)request->look.height * height + 0.5f);
    }
    if (request->fit == 0.0)
        return true;
    request->least_number = (float)(FIT_POINTS / (SLIDE_POINTS * request->fit));
    number = (float)scene_sizes(&framing, (float)request->look.width,
                                (float)request->look.height, 0).number_px /
             (float)request->look.width;
    return (double)request->least_number <= FIT_MOST * (double)number ||
           error_set(err, "'--fit %s': in %dx%d numbers of %d pt have no room there; it takes "
                          "--fit %.2f at least, or a narrower --size", request->fit_words,
                     request->look.width, request->look.height, FIT_POINTS,
                     ceil(100.0 * FIT_POINTS / (SLIDE_POINTS * FIT_MOST * (double)number)) / 100.0);
}

int export_request_read(struct export_request *request, int argc, char **argv)
{
    struct option table[OWN_OPTIONS + LOOK_OPTIONS];
    char helps[2][HELP_SIZE];
    const struct options options = {
        .command = "export",
        .synopsis = "export SCENARIO [OPTION...]",
        .about = "Writes pictures (1920x1080 unless --size says another) of a lesson; needs no\n"
                 "display. PNG and SVG are a file a picture, PDF has a page a picture, APNG and\n"
                 "GIF move. Steps are counted at the chosen granularity.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    struct error err;
    int status;

    *request = (struct export_request){.at = EXPORT_NOT_GIVEN, .iteration = EXPORT_NOT_GIVEN};
    look_init(&request->look, WIDTH_DEFAULT, HEIGHT_DEFAULT);
    own_options(request, helps, table);
    look_options(&request->look, table + OWN_OPTIONS);
    status = options_read(&options, argc, argv, &request->word);
    if (status != OPTIONS_GO)
        return status;
    return understand(request, &err) && look_check(&request->look, &err)
                   && understand_size(request, &err)
               ? EXPORT_GO : cli_usage("export", "%s", err.text);
}
