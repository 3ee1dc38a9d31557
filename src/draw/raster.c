#include "draw/raster.h"

#include "draw/raster_bundle.h"
#include "draw/raster_path.h"
#include "draw/raster_row.h"
#include "draw/raster_shape.h"
#include "draw/raster_triangle.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLIPS_MAX = 32 };

/* A canvas being drawn. */
struct painter {
    struct raster *raster;
    const struct canvas *canvas;
    struct raster_area area;             /* as clipped now */
    struct raster_area saved[CLIPS_MAX]; /* the areas around it */
    int depth;                           /* of clips; beyond CLIPS_MAX none is saved */
};

/* Nearest whole number within low .. high; low for NaN. */
static int whole(float value, int low, int high)
{
    if (!(value > (float)low))
        return low;
    return value >= (float)high ? high : (int)floorf(value + 0.5f);
}

static void clip(struct painter *painter, struct rect rect)
{
    struct raster_area *area = &painter->area;

    assert(painter->depth < CLIPS_MAX);
    if (painter->depth < CLIPS_MAX)
        painter->saved[painter->depth] = *area;
    painter->depth++;
    /* Right and bottom first: their lower limits are the old left and top. */
    area->right = whole(rect.x + rect.w, area->left, area->right);
    area->bottom = whole(rect.y + rect.h, area->top, area->bottom);
    area->left = whole(rect.x, area->left, area->right);
    area->top = whole(rect.y, area->top, area->bottom);
}

static void unclip(struct painter *painter)
{
    assert(painter->depth > 0);
    if (painter->depth > 0 && --painter->depth < CLIPS_MAX)
        painter->area = painter->saved[painter->depth];
}

static void draw_text(const struct painter *painter, const struct canvas_command *command)
{
    static const float far_px = 1e6f;
    const struct font *font = painter->canvas->font;
    const struct raster_area *area = &painter->area;
    struct point origin = command->as.text.origin;
    struct font_bitmap bitmap;
    int left, top, x0, x1, y0, y1;

    if (font == NULL || command->fill >> 24 == 0 || !(fabsf(origin.x) < far_px) ||
        !(fabsf(origin.y) < far_px))
        return;
    if (!font->bitmap(font->context, command->as.text.face, command->as.text.size_px,
                      canvas_text_of(painter->canvas, command), command->as.text.length, &bitmap))
        return;
    left = (int)floorf(origin.x + 0.5f) + bitmap.left;
    top = (int)floorf(origin.y + 0.5f) + bitmap.top;
    x0 = left > area->left ? left : area->left;
    y0 = top > area->top ? top : area->top;
    x1 = left + bitmap.width < area->right ? left + bitmap.width : area->right;
    y1 = top + bitmap.height < area->bottom ? top + bitmap.height : area->bottom;
    for (int y = y0; y < y1 && x0 < x1; y++)
        raster_row_blend(raster_pixel(area, x0, y),
                         bitmap.coverage + (ptrdiff_t)(y - top) * bitmap.pitch + (x0 - left),
                         x1 - x0, command->fill);
}

static void draw_box(const struct painter *painter, const struct canvas_command *command)
{
    struct rect rect = command->as.box.rect;
    float radius = command->as.box.radius;
    bool dashed = command->dash > 0;

    raster_shape(&painter->area, rect, radius, command->fill, dashed ? 0 : command->stroke,
                 dashed ? 0 : command->width);
    if (dashed)
        raster_outline(painter->raster, &painter->area, rect, radius, command->width,
                       command->dash, command->stroke);
}

static void draw_disc(const struct painter *painter, const struct canvas_command *command)
{
    struct point center = command->as.disc.center;
    float radius = command->as.disc.radius;

    raster_shape(&painter->area,
                 (struct rect){center.x - radius, center.y - radius, 2 * radius, 2 * radius},
                 radius, command->fill, command->stroke, command->width);
}

static void draw_command(struct painter *painter, const struct canvas_command *command)
{
    const struct canvas *canvas = painter->canvas;

    switch (command->kind) {
    case CANVAS_BOX:
        draw_box(painter, command);
        break;
    case CANVAS_DISC:
        draw_disc(painter, command);
        break;
    case CANVAS_LINE:
        raster_path(painter->raster, &painter->area, command->as.points.p, 2, false,
                    command->width, command->dash, command->stroke);
        break;
    case CANVAS_POLYLINE:
        raster_path(painter->raster, &painter->area, canvas->points + command->as.path.first,
                    command->as.path.count, false, command->width, command->dash, command->stroke);
        break;
    case CANVAS_CURVE:
        raster_curve(painter->raster, &painter->area, command->as.points.p, command->width,
                     command->dash, command->stroke);
        break;
    case CANVAS_TRIANGLE:
        raster_triangle(&painter->area, command->as.points.p, command->fill);
        break;
    case CANVAS_BUNDLE:
        raster_bundle_paint(painter->raster->bundles, &painter->area, command);
        break;
    case CANVAS_TEXT:
        draw_text(painter, command);
        break;
    case CANVAS_CLIP:
        clip(painter, command->as.box.rect);
        break;
    case CANVAS_UNCLIP:
        unclip(painter);
        break;
    }
}

/* Whether all of the command lies above or below the area, as far as a quick look
 * tells. What is not a number is not far from anything. */
static bool far_from(const struct raster_area *area, const struct canvas_command *command)
{
    const struct point *p = command->as.points.p;
    float top, bottom, pad = command->width + 2;

    switch (command->kind) {
    case CANVAS_BOX:
        top = command->as.box.rect.y;
        bottom = top + command->as.box.rect.h;
        break;
    case CANVAS_DISC:
        top = command->as.disc.center.y - command->as.disc.radius;
        bottom = command->as.disc.center.y + command->as.disc.radius;
        break;
    case CANVAS_LINE:
        top = raster_smaller(p[0].y, p[1].y);
        bottom = raster_larger(p[0].y, p[1].y);
        break;
    case CANVAS_CURVE:
        top = raster_smaller(raster_smaller(p[0].y, p[1].y), raster_smaller(p[2].y, p[3].y));
        bottom = raster_larger(raster_larger(p[0].y, p[1].y), raster_larger(p[2].y, p[3].y));
        break;
    case CANVAS_TEXT:
        /* No letter is twice as high as its size, above or below the baseline. */
        top = bottom = command->as.text.origin.y;
        pad = 2 * (float)command->as.text.size_px + 2;
        break;
    default:
        return false;
    }
    return top - pad > (float)area->bottom || bottom + pad < (float)area->top;
}

/* Draws the rows top .. bottom - 1. */
static void draw_band(struct painter *painter, int top, int bottom)
{
    const struct canvas *canvas = painter->canvas;
    struct raster_area *area = &painter->area;
    struct raster_target target = area->target;

    *area = (struct raster_area){target, 0, top, target.width, bottom};
    painter->depth = 0;
    raster_row_fill(raster_pixel(area, 0, top), target.width, canvas->background | 0xff000000);
    for (int y = top + 1; y < bottom; y++)
        memcpy(raster_pixel(area, 0, y), raster_pixel(area, 0, top),
               (size_t)target.width * sizeof *target.pixels);
    for (size_t i = 0; i < canvas->count; i++)
        if (!far_from(area, &canvas->commands[i]))
            draw_command(painter, &canvas->commands[i]);
}

/* Half a megabyte of pixels: a band stays in the processor's second cache while
 * all commands draw on it, which makes a frame several times faster than drawing
 * each command down the whole picture. */
enum { BAND_PIXELS = 1 << 17, BAND_ROWS_MIN = 16 };

void raster_draw(struct raster *raster, const struct canvas *canvas, struct raster_target target)
{
    struct painter painter = {.raster = raster, .canvas = canvas, .area.target = target};
    int rows;

    if (target.width <= 0 || target.height <= 0)
        return;
    rows = BAND_PIXELS / target.width;
    if (rows < BAND_ROWS_MIN)
        rows = BAND_ROWS_MIN;
    raster_bundles_make(&painter.raster->bundles, canvas, target);
    for (int y = 0; y < target.height; y += rows)
        draw_band(&painter, y, target.height - y < rows ? target.height : y + rows);
}

void raster_finish(struct raster *raster)
{
    free(raster->coverage);
    free(raster->extents);
    free(raster->tables);
    raster_bundles_free(raster->bundles);
    *raster = (struct raster){0};
}
