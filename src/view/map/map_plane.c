/* The colours of the plane under the samples. */
#include "view/map/map_parts.h"

#include "data/classify.h"

#include <math.h>

/* Shades of one class or sign. */
enum { SHADES = 12 };

/* Between the lines of a hatching, in cells of the ground. */
#define HATCH_GAP 4.0f

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

/* ---- textures ---- */

/* What tells the grounds of classes apart without their colours, in the order of those: the second
 * class is plain, so that of two one is hatched, as what is below 0 is elsewhere. */
enum texture { RISING, PLAIN, DOTS, FALLING, LEVEL, UPRIGHT, TEXTURES };

/* A rectangle to be hatched: a map's plane, or one shade all over. */
struct hatched {
    const struct view *view;
    const struct map_card *card;
    struct rect rect;
    const struct shade *only; /* NULL: as the map says */
    float gap;                /* between the lines, in x or y */
    float step;               /* between the places that are looked at */
};

static struct shade shade_there(const struct hatched *on, struct point at)
{
    double values[MAP_OUTPUTS_MAX];

    if (on->only != NULL)
        return *on->only;
    between(on->card->map, fminf(fmaxf((at.x - on->rect.x) / on->rect.w, 0.0f), 1.0f),
            1.0f - fminf(fmaxf((at.y - on->rect.y) / on->rect.h, 0.0f), 1.0f), values);
    return shade_of(on->card, values);
}

static color texture_ink(const struct hatched *on, struct shade shade)
{
    return color_mix(shade_color(on->view, on->card, shade), map_class_ink(on->view, shade.class),
                     0.4f);
}

/* The pieces of a line on grounds with the texture, each in its ground's ink. */
static void hatch_line(const struct hatched *on, enum texture texture, struct point a,
                       struct point b)
{
    float length = fmaxf(fabsf(b.x - a.x), fabsf(b.y - a.y));
    int steps = (int)fmaxf(length / on->step, 1.0f);
    struct shade last = {CLASSIFY_NONE, 0};
    struct point from = a;

    for (int i = 0; i <= steps; i++) {
        struct point at = point_lerp(a, b, (float)i / (float)steps);
        struct shade shade = {CLASSIFY_NONE, 0};

        if (i < steps)
            shade = shade_there(on, point_lerp(a, b, ((float)i + 0.5f) / (float)steps));
        if (shade.class == last.class && shade.level == last.level)
            continue;
        if (last.class != CLASSIFY_NONE && last.class % TEXTURES == texture)
            canvas_line(on->view->canvas, from, at, on->view->size.thin, texture_ink(on, last),
                        0.0f);
        from = at;
        last = shade;
    }
}

static void hatch_dots(const struct hatched *on)
{
    const struct rect rect = on->rect;
    float y = rect.y + 0.5f * on->gap;

    for (int row = 0; y < rect.y + rect.h; row++, y += 0.7f * on->gap) {
        float x = rect.x + (row % 2 == 0 ? 0.5f : 1.0f) * on->gap;

        for (; x < rect.x + rect.w; x += on->gap) {
            struct point at = {x, y};
            struct shade shade = shade_there(on, at);

            if (shade.class != CLASSIFY_NONE && shade.class % TEXTURES == DOTS)
                canvas_disc(on->view->canvas, at,
                            fmaxf(on->view->size.thin, 0.08f * on->gap), texture_ink(on, shade),
                            0, 0.0f);
        }
    }
}

static void hatch_lines(const struct hatched *on, enum texture texture)
{
    const struct rect rect = on->rect;
    bool level = texture == LEVEL, upright = texture == UPRIGHT;
    float most = level ? rect.h : upright ? rect.w : rect.w + rect.h;

    for (float c = 0.5f * on->gap; c < most; c += on->gap) {
        /* Of a diagonal: how far from the left it starts and ends. */
        float low = fmaxf(c - rect.h, 0.0f), high = fminf(c, rect.w);
        struct point a = {low, c - low}, b = {high, c - high};

        if (level) {
            a = (struct point){0.0f, c};
            b = (struct point){rect.w, c};
        } else if (upright) {
            a = (struct point){c, 0.0f};
            b = (struct point){c, rect.h};
        } else if (texture == FALLING) {
            a.y = rect.h - a.y;
            b.y = rect.h - b.y;
        }
        hatch_line(on, texture, (struct point){rect.x + a.x, rect.y + a.y},
                   (struct point){rect.x + b.x, rect.y + b.y});
    }
}

static void hatch(const struct hatched *on)
{
    size_t classes = on->card->kind == MAP_CLASSES ? on->card->map->outputs : 2;

    for (size_t texture = 0; texture < classes && texture < TEXTURES; texture++) {
        if (texture == DOTS)
            hatch_dots(on);
        else if (texture != PLAIN)
            hatch_lines(on, (enum texture)texture);
    }
}

void map_texture(const struct view *view, const struct map_plot *plot, const struct map_card *card,
                 float cell)
{
    if (card->map->stride > 0)
        hatch(&(struct hatched){view, card, plot->rect, NULL, HATCH_GAP * cell, cell});
}

void map_swatch(const struct view *view, const struct map_card *card, struct rect rect,
                size_t class, float sure)
{
    struct shade shade = {class, (int)roundf(sure * SHADES)};
    float side = fminf(rect.w, rect.h);

    canvas_box(view->canvas, rect, 0.0f, shade_color(view, card, shade), 0, 0.0f);
    canvas_clip(view->canvas, rect);
    hatch(&(struct hatched){view, card, rect, &shade, 0.4f * side, side});
    canvas_unclip(view->canvas);
}
