#include "cli/look.h"

#include "cli/cli.h"

#include <string.h>

enum { LOOK_UNSET = -100, TEXT_LEAST = -1, TEXT_MOST = 2 };

void look_init(struct look *look, int width, int height)
{
    *look = (struct look){.text = LOOK_UNSET, .width = width, .height = height};
}

void look_options(struct look *look, struct option table[LOOK_OPTIONS])
{
    const struct option options[LOOK_OPTIONS] = {
        {.name = "size", .value = "WxH", .text = &look->size,
         .help = "in pixels, 360x360 to 3840x3840"},
        {.name = "theme", .value = "NAME", .text = &look->theme, .help = "light or dark"},
        {.name = "text", .value = "N", .number = &look->text, .least = TEXT_LEAST,
         .most = TEXT_MOST, .help = "text size: 0 as it is, 1 or 2 for a projector, -1 smaller"},
        {.name = "granularity", .value = "NAME", .text = &look->granularity,
         .help = "how much one step is: phase, layer, neuron or term"},
        {.name = "no-sentence", .flag = &look->no_sentence,
         .help = "without the sentence below the picture"},
        {.name = "full-ink", .flag = &look->full_ink,
         .help = "what a step is not about in full ink, too"},
    };

    memcpy(table, options, sizeof options);
}

/* "1920x1080" */
static bool read_size(struct look *look)
{
    const char *text = look->size, *x = strchr(text, 'x');
    char first[16];
    long w, h;

    if (x == NULL || x - text >= (long)sizeof first)
        return false;
    memcpy(first, text, (size_t)(x - text));
    first[x - text] = '\0';
    if (!options_number(first, LOOK_SIDE_MIN, LOOK_SIDE_MAX, &w) ||
        !options_number(x + 1, LOOK_SIDE_MIN, LOOK_SIDE_MAX, &h))
        return false;
    look->width = (int)w;
    look->height = (int)h;
    return true;
}

int look_granularity(const char *word, struct error *err)
{
    return cli_find_word("--granularity", word, granularity_names, GRANULARITY_COUNT, err);
}

bool look_check(struct look *look, struct error *err)
{
    int theme = THEME_LIGHT, granularity = GRANULARITY_PHASE;

    if (look->size != NULL && !read_size(look))
        return error_set(err, "'--size' is '%.60s'; it must be WIDTHxHEIGHT from %dx%d to %dx%d",
                         look->size, LOOK_SIDE_MIN, LOOK_SIDE_MIN, LOOK_SIDE_MAX, LOOK_SIDE_MAX);
    if (look->theme != NULL)
        theme = cli_find_word("--theme", look->theme, theme_names, THEME_COUNT, err);
    if (theme < 0
        || (look->granularity != NULL
            && (granularity = look_granularity(look->granularity, err)) < 0))
        return false;
    look->theme_kind = (enum theme_kind)theme;
    look->granularity_kind = (enum granularity)granularity;
    return true;
}

void look_apply(const struct look *look, struct app *app)
{
    if (look->theme != NULL)
        app->shown.settings.theme = look->theme_kind;
    if (look->granularity != NULL)
        app->run.granularity = look->granularity_kind;
    if (look->no_sentence)
        app->shown.settings.sentence = false;
    if (look->full_ink)
        app->shown.settings.full_ink = true;
    if (look->text != LOOK_UNSET)
        app->shown.settings.text_size = (int)look->text;
}
