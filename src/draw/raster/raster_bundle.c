#include "draw/raster/raster_bundle.h"

#include "base/attributes.h"
#include "base/memory.h"
#include "draw/raster/raster_density.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHEETS_MAX = 256 };

/* A copy of everything that the pixels of a sheet depend on, but for the colours. */
struct origin {
    struct point *points; /* owned */
    size_t point_capacity;
    char *strengths;      /* owned */
    size_t strength_capacity;
    size_t from, to;
    float width, half, hatch;
    int target_width, target_height;
};

/* One bundle's pixels. */
struct sheet {
    const struct canvas_command *command; /* borrowed until the next picture: only compared */
    struct origin origin; /* what it was made of */
    struct raster_density_area area; /* width 0: nothing of it can be seen */
    struct raster_density density;
    uint16_t *cells;      /* owned; (height,width), as raster_density makes them */
    size_t cell_capacity;
};

struct raster_bundles {
    struct sheet sheets[SHEETS_MAX]; /* in the canvas's order */
    size_t count;                    /* of the picture; those behind are older ones' */
};

/* ---- where it came from ---- */

static const struct point *points_of(const struct canvas *canvas,
                                     const struct canvas_command *command)
{
    return canvas->points + command->as.bundle.first;
}

static const char *strengths_of(const struct canvas *canvas, const struct canvas_command *command)
{
    return canvas->pool + command->as.bundle.strengths;
}

static bool same_float(float a, float b)
{
    return memcmp(&a, &b, sizeof a) == 0; /* also NaN */
}

/* Whether its lines run where the origin's do. */
static bool same_lines(const struct origin *origin, const struct canvas *canvas,
                       const struct canvas_command *command, struct raster_target target)
{
    size_t from = command->as.bundle.from, to = command->as.bundle.to;

    return origin->from == from && origin->to == to && origin->target_width == target.width
           && origin->target_height == target.height && same_float(origin->width, command->width)
           && memcmp(origin->points, points_of(canvas, command),
                     (from + to) * sizeof *origin->points)
                  == 0;
}

static void keep_lines(struct origin *origin, const struct canvas *canvas,
                       const struct canvas_command *command, struct raster_target target)
{
    size_t from = command->as.bundle.from, to = command->as.bundle.to;

    origin->points = memory_renew(origin->points, &origin->point_capacity, from + to,
                                  sizeof *origin->points);
    memcpy(origin->points, points_of(canvas, command), (from + to) * sizeof *origin->points);
    origin->from = from;
    origin->to = to;
    origin->width = command->width;
    origin->target_width = target.width;
    origin->target_height = target.height;
}

/* Of a bundle with the same lines: whether they look the same. */
static bool same_looks(const struct origin *origin, const struct canvas *canvas,
                       const struct canvas_command *command)
{
    return same_float(origin->half, command->as.bundle.half)
           && same_float(origin->hatch, command->dash)
           && memcmp(origin->strengths, strengths_of(canvas, command), origin->from * origin->to)
                  == 0;
}

static void keep_looks(struct origin *origin, const struct canvas *canvas,
                       const struct canvas_command *command)
{
    size_t lines = origin->from * origin->to;

    origin->strengths = memory_renew(origin->strengths, &origin->strength_capacity, lines, 1);
    memcpy(origin->strengths, strengths_of(canvas, command), lines);
    origin->half = command->as.bundle.half;
    origin->hatch = command->dash;
}

/* ---- the sheets ---- */

/* The part of the target that the bundle may touch; false if there is none. */
static bool find_area(const struct origin *origin, struct raster_density_area *area)
{
    size_t count = origin->from + origin->to;
    float x0 = origin->points[0].x, x1 = origin->points[count - 1].x, low = INFINITY,
          high = -INFINITY;

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(origin->points[i].y))
            return false;
        low = raster_smaller(low, origin->points[i].y);
        high = raster_larger(high, origin->points[i].y);
    }
    if (!isfinite(x0) || !isfinite(x1) || !(x1 - x0 >= 1.0f) || !isfinite(origin->width))
        return false;
    low -= origin->width + 2.0f;
    high += origin->width + 2.0f;
    area->left = raster_first((double)x0, 0, origin->target_width);
    area->width = raster_first((double)x1, 0, origin->target_width) - area->left;
    area->top = raster_first((double)low, 0, origin->target_height);
    area->height = raster_first((double)high, 0, origin->target_height) - area->top;
    return area->width > 0 && area->height > 0;
}

/* Prepares the sheet for lines that run as its origin's do. */
static void begin_sheet(struct sheet *sheet)
{
    const struct origin *origin = &sheet->origin;
    const struct raster_density_lines lines = {origin->points, origin->from, origin->to,
                                               origin->width};

    if (!find_area(origin, &sheet->area)) {
        sheet->area.width = 0;
        return;
    }
    sheet->cells = memory_renew(sheet->cells, &sheet->cell_capacity,
                                (size_t)sheet->area.width * (size_t)sheet->area.height,
                                sizeof *sheet->cells);
    raster_density_begin(&sheet->density, &lines, &sheet->area);
}

/* Makes what has changed of the sheet since the last picture. */
static void make_sheet(struct sheet *sheet, const struct canvas *canvas,
                       const struct canvas_command *command, struct raster_target target)
{
    struct origin *origin = &sheet->origin;
    bool begun = same_lines(origin, canvas, command, target);

    if (begun && same_looks(origin, canvas, command))
        return;
    if (!begun) {
        keep_lines(origin, canvas, command, target);
        begin_sheet(sheet);
    }
    keep_looks(origin, canvas, command);
    if (sheet->area.width > 0)
        raster_density_make(&sheet->density, origin->strengths, origin->half, (int)origin->hatch,
                            sheet->cells);
}

void raster_bundles_make(struct raster_bundles **bundles, const struct canvas *canvas,
                         struct raster_target target)
{
    if (*bundles != NULL)
        (*bundles)->count = 0;
    for (size_t i = 0; i < canvas->count; i++) {
        const struct canvas_command *command = &canvas->commands[i];
        struct sheet *sheet;

        if (command->kind != CANVAS_BUNDLE)
            continue;
        if (*bundles == NULL)
            *bundles = memory_new(1, sizeof **bundles);
        if ((*bundles)->count == SHEETS_MAX)
            return;
        sheet = &(*bundles)->sheets[(*bundles)->count++];
        sheet->command = command;
        make_sheet(sheet, canvas, command, target);
    }
}

/* ---- painting ---- */

/* A weight of 0 leaves a pixel as it is: there is nothing to be left out. */
WIDE_VECTORS
static void blend_cells(uint32_t *restrict pixels, const uint16_t *restrict cells, int count,
                        color fill, color stroke)
{
    unsigned positive = fill >> 24, negative = stroke >> 24;

    for (int x = 0; x < count; x++) {
        unsigned share = raster_weight(cells[x] & 0xffu),
                 opaque = raster_weight((unsigned)cells[x] >> 8);
        unsigned alpha = positive * (256 - share) + negative * share;

        pixels[x] = raster_mix(pixels[x], raster_mix(fill, stroke, share),
                               opaque * raster_weight(alpha >> 8) >> 8);
    }
}

void raster_bundle_paint(const struct raster_bundles *bundles, const struct raster_area *area,
                         const struct canvas_command *command)
{
    const struct raster_density_area *from = NULL;
    const struct sheet *sheet = bundles->sheets;
    int left, right, top, bottom;

    while (sheet < bundles->sheets + bundles->count && sheet->command != command)
        sheet++;
    if (sheet == bundles->sheets + bundles->count || sheet->area.width == 0)
        return;
    from = &sheet->area;
    left = from->left > area->left ? from->left : area->left;
    right = from->left + from->width < area->right ? from->left + from->width : area->right;
    top = from->top > area->top ? from->top : area->top;
    bottom = from->top + from->height < area->bottom ? from->top + from->height : area->bottom;
    for (int y = top; y < bottom && left < right; y++)
        blend_cells(raster_pixel(area, left, y),
                    sheet->cells + (ptrdiff_t)(y - from->top) * from->width + (left - from->left),
                    right - left, command->fill, command->stroke);
}

void raster_bundles_free(struct raster_bundles *bundles)
{
    if (bundles == NULL)
        return;
    for (size_t i = 0; i < SHEETS_MAX; i++) {
        free(bundles->sheets[i].origin.points);
        free(bundles->sheets[i].origin.strengths);
        free(bundles->sheets[i].cells);
        raster_density_finish(&bundles->sheets[i].density);
    }
    free(bundles);
}
