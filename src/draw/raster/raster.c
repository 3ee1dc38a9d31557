#include "draw/raster/raster.h"

#include "base/memory.h"
#include "draw/raster/raster_bundle.h"
#include "draw/raster/raster_path.h"
#include "draw/raster/raster_plan.h"
#include "draw/raster/raster_row.h"
#include "draw/raster/raster_shape.h"
#include "draw/raster/raster_triangle.h"

#include <stdlib.h>
#include <string.h>

/* A canvas being drawn. */
struct painter {
    struct raster *raster;
    const struct canvas *canvas;
    struct raster_area area; /* where the command may draw */
};

static void draw_text(const struct painter *painter, const struct canvas_command *command,
                      const struct font_bitmap *bitmap)
{
    const struct raster_area *area = &painter->area;

    for (int y = area->top; y < area->bottom; y++)
        raster_row_blend(raster_pixel(area, area->left, y),
                         bitmap->coverage + (ptrdiff_t)(y - bitmap->top) * bitmap->pitch
                             + (area->left - bitmap->left),
                         area->right - area->left, command->fill);
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

static void draw_command(const struct painter *painter, const struct canvas_command *command,
                         const struct raster_item *item)
{
    const struct canvas *canvas = painter->canvas;
    struct raster *raster = painter->raster;

    switch (command->kind) {
    case CANVAS_BOX:
        draw_box(painter, command);
        break;
    case CANVAS_DISC:
        draw_disc(painter, command);
        break;
    case CANVAS_LINE:
        raster_path(raster, &painter->area, command->as.points.p, 2, false, command->width,
                    command->dash, command->stroke);
        break;
    case CANVAS_POLYLINE:
        raster_path(raster, &painter->area, canvas->points + command->as.path.first,
                    command->as.path.count, false, command->width, command->dash, command->stroke);
        break;
    case CANVAS_CURVE:
        raster_curve(raster, &painter->area, command->as.points.p, command->width, command->dash,
                     command->stroke);
        break;
    case CANVAS_TRIANGLE:
        raster_triangle(&painter->area, command->as.points.p, command->fill);
        break;
    case CANVAS_BUNDLE:
        raster_bundle_paint(raster->bundles, &painter->area, command);
        break;
    case CANVAS_TEXT:
        draw_text(painter, command, &raster->plan->bitmaps[item->bitmap]);
        break;
    case CANVAS_CLIP:
    case CANVAS_UNCLIP:
        break; /* the plan has seen to it */
    }
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void draw_background(struct raster_area area, color background)
{
    int width = area.right - area.left;

    raster_row_fill(raster_pixel(&area, area.left, area.top), width, background | 0xff000000);
    for (int y = area.top + 1; y < area.bottom; y++)
        memcpy(raster_pixel(&area, area.left, y), raster_pixel(&area, area.left, area.top),
               (size_t)width * sizeof *area.target.pixels);
}

/* Everything in a part of the picture. */
static void draw_part(struct painter *painter, struct raster_target target,
                      const struct raster_rect *rect)
{
    const struct canvas *canvas = painter->canvas;
    const struct raster_item *items = painter->raster->plan->items;
    int right = rect->x + rect->width, bottom = rect->y + rect->height;

    draw_background((struct raster_area){target, rect->x, rect->y, right, bottom},
                    canvas->background);
    for (size_t i = 0; i < canvas->count; i++) {
        const struct raster_item *item = &items[i];

        if (item->left >= right || item->right <= rect->x || item->top >= bottom
            || item->bottom <= rect->y || item->left >= item->right || item->top >= item->bottom)
            continue;
        painter->area = (struct raster_area){
            target, larger(item->left, rect->x), larger(item->top, rect->y),
            smaller(item->right, right), smaller(item->bottom, bottom)};
        draw_command(painter, &canvas->commands[i], item);
    }
}

static void draw(struct raster *raster, const struct canvas *canvas, struct raster_target target,
                 bool kept)
{
    struct painter painter = {.raster = raster, .canvas = canvas};
    struct raster_plan *plan = raster->plan;

    if (plan == NULL)
        plan = raster->plan = memory_new(1, sizeof *plan);
    plan->change_count = 0;
    if (target.width <= 0 || target.height <= 0)
        return;
    raster_plan_make(plan, canvas, target, kept);
    raster_bundles_make(&raster->bundles, canvas, target);
    for (size_t i = 0; i < plan->change_count; i++)
        draw_part(&painter, target, &plan->changes[i]);
}

void raster_draw(struct raster *raster, const struct canvas *canvas, struct raster_target target)
{
    draw(raster, canvas, target, false);
}

void raster_draw_changes(struct raster *raster, const struct canvas *canvas,
                         struct raster_target target)
{
    draw(raster, canvas, target, true);
}

const struct raster_rect *raster_changes(const struct raster *raster, size_t *count)
{
    *count = raster->plan != NULL ? raster->plan->change_count : 0;
    return raster->plan != NULL ? raster->plan->changes : NULL;
}

void raster_finish(struct raster *raster)
{
    free(raster->coverage);
    free(raster->extents);
    free(raster->tables);
    raster_bundles_free(raster->bundles);
    if (raster->plan != NULL)
        raster_plan_finish(raster->plan);
    free(raster->plan);
    *raster = (struct raster){0};
}
