#include "cli/look.h"

#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
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
         .most = TEXT_MOST, .help = "text size: 0 as it is, 1 for a projector, -1 smaller"},
        {.name = "granularity", .value = "NAME", .text = &look->granularity,
         .help = "how much one step is: phase, layer, neuron or term"},
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

/* The index of the word in the names; -1, and said, if it is none of them. */
static int find_name(const char *command, const char *option, const char *word,
                     const char *const *names, int count)
{
    char list[128];
    struct text all;

    text_init(&all, list, sizeof list);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], word) == 0)
            return i;
    }
    text_list(&all, names, (size_t)count, " or ");
    cli_usage(command, "'%s' is '%.60s'; it must be %s", option, word, list);
    return -1;
}

static bool check_granularity(struct look *look, const char *command)
{
    const char *names[GRANULARITY_COUNT];
    int found;

    for (int i = 0; i < GRANULARITY_COUNT; i++)
        names[i] = granularity_name((enum granularity)i);
    found = find_name(command, "--granularity", look->granularity, names, GRANULARITY_COUNT);
    if (found < 0)
        return false;
    look->granularity_kind = (enum granularity)found;
    return true;
}

static bool check_theme(struct look *look, const char *command)
{
    const char *names[THEME_COUNT];
    int found;

    for (int i = 0; i < THEME_COUNT; i++)
        names[i] = theme_name((enum theme_kind)i);
    found = find_name(command, "--theme", look->theme, names, THEME_COUNT);
    look->theme_kind = found < 0 ? THEME_LIGHT : (enum theme_kind)found;
    return found >= 0;
}

static bool check_size(struct look *look, const char *command)
{
    if (read_size(look))
        return true;
    cli_usage(command, "'--size' is '%.60s'; it must be WIDTHxHEIGHT from %dx%d to %dx%d",
              look->size, LOOK_SIDE_MIN, LOOK_SIDE_MIN, LOOK_SIDE_MAX, LOOK_SIDE_MAX);
    return false;
}

bool look_check(struct look *look, const char *command)
{
    if (look->size != NULL && !check_size(look, command))
        return false;
    if (look->theme != NULL && !check_theme(look, command))
        return false;
    return look->granularity == NULL || check_granularity(look, command);
}

void look_apply(const struct look *look, struct app *app)
{
    if (look->theme != NULL)
        app->shown.settings.theme = look->theme_kind;
    if (look->granularity != NULL)
        app->run.granularity = look->granularity_kind;
    if (look->text != LOOK_UNSET)
        app->shown.settings.text_size = (int)look->text;
}
