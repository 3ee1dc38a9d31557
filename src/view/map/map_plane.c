/* The colours of the plane under the samples. */
#include "view/map/map_parts.h"

#include "data/classify.h"

#include <math.h>

/* Shades of one class or sign. */
enum { SHADES = 12 };

/* ---- classes ---- */

size_t map_class(const struct map_card *card, const double *values)
{
    if (card->kind == MAP_THRESHOLD)
        return isnan(*values) ? CLASSIFY_NONE : *values >= card->threshold;
    return classify_class(values, card->map->outputs);
}

color map_class_ink(const struct view *view, size_t class)
{
    const struct theme *theme = view->theme;
    const color inks[] = {theme->negative, theme->positive, theme->phase[PHASE_BACKWARD],
                          theme->phase[PHASE_UPDATE], theme->phase[PHASE_FORWARD],
                          theme->phase[PHASE_LOSS]};

    return class == CLASSIFY_NONE ? theme->error : inks[class % (sizeof inks / sizeof inks[0])];
}

/* The ground where the network says the class, from unsure (0) to sure (1). */
static color class_ground(const struct view *view, size_t class, float sure)
{
    return color_mix(view->theme->zero_fill, map_class_ink(view, class), 0.1f + 0.38f * sure);
}

/* ---- colours ---- */

/* A colour as a small number, so that equal neighbours are seen. */
struct shade {
    size_t class; /* of values: 1 above the middle, else 0; CLASSIFY_NONE: not a number */
    int level;    /* 0 .. SHADES */
};

static int level_of(double part)
{
    return part < 1 ? (int)(fmax(part, 0) * (SHADES + 1)) : SHADES;
}

static struct shade shade_of(const struct map_card *card, const double *values)
{
    double middle = card->threshold, most = card->high - middle, best, second = -(double)INFINITY;
    struct shade shade;

    if (card->kind != MAP_CLASSES) {
        if (card->kind == MAP_VALUE) {
            middle = 0.5 * (card->low + card->high);
            most = card->high - middle;
        }
        if (isnan(*values))
            return (struct shade){CLASSIFY_NONE, 0};
        return (struct shade){*values >= middle, level_of(fabs(*values - middle) / most)};
    }
    shade.class = map_class(card, values);
    shade.level = 0;
    if (shade.class == CLASSIFY_NONE)
        return shade;
    best = values[shade.class];
    for (size_t k = 0; k < card->map->outputs; k++) {
        if (k != shade.class)
            second = fmax(second, values[k]);
    }
    shade.level = level_of(best - second);
    return shade;
}

static color shade_color(const struct view *view, const struct map_card *card,
                         struct shade shade)
{
    float part = (float)shade.level / SHADES;

    if (shade.class == CLASSIFY_NONE)
        return theme_diverging(view->theme, (double)NAN, 1.0);
    if (card->kind == MAP_VALUE)
        return color_mix(view->theme->zero_fill, map_class_ink(view, shade.class),
                         0.5f * part);
    return class_ground(view, shade.class, part);
}

/* The answers between the grid's points, at 0 .. 1 of the width and of the height from below. */
static void between(const struct map *map, float x, float y, double *values)
{
    size_t stride = map->stride;
    size_t across = (map->columns - 1) / stride, down = (map->rows - 1) / stride;
    double fx = (double)x * (double)across, fy = (double)y * (double)down;
    size_t column = (size_t)fx < across ? (size_t)fx : across - 1;
    size_t row = (size_t)fy < down ? (size_t)fy : down - 1;
    const double *a = map_at(map, column * stride, row * stride);
    const double *b = map_at(map, (column + 1) * stride, row * stride);
    const double *c = map_at(map, column * stride, (row + 1) * stride);
    const double *d = map_at(map, (column + 1) * stride, (row + 1) * stride);

    fx -= (double)column;
    fy -= (double)row;
    for (size_t k = 0; k < map->outputs; k++)
        values[k] = (a[k] * (1 - fx) + b[k] * fx) * (1 - fy) + (c[k] * (1 - fx) + d[k] * fx) * fy;
}

/* One row of cells; neighbours of one colour are one box. */
static void ground_row(const struct view *view, const struct rect strip, float y, int cells,
                       const struct map_card *card)
{
    struct shade last = {0, -1};
    float from = strip.x;

    for (int i = 0; i <= cells; i++) {
        float x = roundf(strip.x + strip.w * (float)i / (float)cells);
        struct shade shade = {0, -1};
        double values[MAP_OUTPUTS_MAX];

        if (i < cells) {
            between(card->map, ((float)i + 0.5f) / (float)cells, y, values);
            shade = shade_of(card, values);
        }
        if (shade.class == last.class && shade.level == last.level)
            continue;
        if (last.level >= 0)
            canvas_box(view->canvas, (struct rect){from, strip.y, x - from, strip.h}, 0.0f,
                       shade_color(view, card, last), 0, 0.0f);
        from = x;
        last = shade;
    }
}

void map_ground(const struct view *view, const struct map_plot *plot,
                     const struct map_card *card, float cell)
{
    int cells = (int)fmaxf(plot->rect.w / cell, 1.0f), rows = (int)fmaxf(plot->rect.h / cell, 1.0f);
    float top = plot->rect.y;

    for (int row = 0; card->map->stride > 0 && row < rows; row++) {
        float bottom = roundf(plot->rect.y + plot->rect.h * (float)(row + 1) / (float)rows);

        ground_row(view, (struct rect){plot->rect.x, top, plot->rect.w, bottom - top},
                   1.0f - ((float)row + 0.5f) / (float)rows, cells, card);
        top = bottom;
    }
}
