#include "draw/raster/raster_plan.h"

#include "base/memory.h"
#include "draw/raster/raster_row.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A tile is low, since what changes most is a line of text. */
enum { TILE_WIDTH = 64, TILE_HEIGHT = 32, CLIPS_MAX = 32 };

/* Half a megabyte of pixels: such a part of the picture stays in the processor's second cache while
 * all commands draw on it, which makes a frame several times faster than drawing each command down
 * the whole picture. */
enum { PART_PIXELS = 1 << 17 };

/* Makes room for `wanted` elements and keeps what is there. */
static void *grow(void *old, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return old;
    *capacity = wanted + wanted / 2;
    return memory_resize(old, *capacity, size);
}

/* ---- marks ---- */

static uint64_t fold(uint64_t mark, uint64_t word)
{
    mark = (mark ^ word) * UINT64_C(0x9e3779b97f4a7c15); /* 2^64 over the golden ratio */
    return mark ^ mark >> 29;
}

static uint64_t fold_bytes(uint64_t mark, const void *bytes, size_t count)
{
    const char *at = bytes;
    uint64_t word;

    for (; count >= sizeof word; count -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        mark = fold(mark, word);
    }
    word = 0;
    memcpy(&word, at, count);
    return fold(mark, word ^ (uint64_t)count << 56);
}

/* Of everything in the command but where it is kept; commands are zeroed before they are filled. */
static uint64_t mark_of(const struct canvas *canvas, const struct canvas_command *command)
{
    uint64_t mark = fold_bytes(0, command, offsetof(struct canvas_command, as));

    switch (command->kind) {
    case CANVAS_BOX:
        return fold_bytes(mark, &command->as.box, sizeof command->as.box);
    case CANVAS_DISC:
        return fold_bytes(mark, &command->as.disc, sizeof command->as.disc);
    case CANVAS_LINE:
    case CANVAS_TRIANGLE:
    case CANVAS_CURVE:
        return fold_bytes(mark, &command->as.points, sizeof command->as.points);
    case CANVAS_POLYLINE:
        return fold_bytes(mark, canvas->points + command->as.path.first,
                          command->as.path.count * sizeof *canvas->points);
    case CANVAS_BUNDLE:
        mark = fold(fold(mark, command->as.bundle.from), command->as.bundle.to);
        mark = fold_bytes(mark, &command->as.bundle.half, sizeof command->as.bundle.half);
        mark = fold_bytes(mark, canvas->points + command->as.bundle.first,
                          (command->as.bundle.from + command->as.bundle.to)
                              * sizeof *canvas->points);
        return fold_bytes(mark, canvas->pool + command->as.bundle.strengths,
                          command->as.bundle.from * command->as.bundle.to);
    case CANVAS_TEXT:
        mark = fold(fold(mark, (uint64_t)command->as.text.face),
                    (uint64_t)command->as.text.size_px);
        mark = fold_bytes(mark, &command->as.text.origin, sizeof command->as.text.origin);
        return fold_bytes(mark, canvas->pool + command->as.text.text, command->as.text.length);
    case CANVAS_CLIP:
    case CANVAS_UNCLIP:
        break;
    }
    return mark;
}

/* ---- what a command touches ---- */

/* The canvas being planned. */
struct planner {
    struct raster_plan *plan;
    const struct canvas *canvas;
    struct raster_item clip;             /* as clipped now */
    struct raster_item saved[CLIPS_MAX]; /* the areas around it */
    int depth;                           /* of clips; beyond CLIPS_MAX none is saved */
};

/* The whole number at or below the value, and the one above it, within low .. high; of NaN the
 * outermost. */
static int whole_below(float value, int low, int high)
{
    if (!(value > (float)low))
        return low;
    return value >= (float)high ? high : (int)value;
}

static int whole_above(float value, int low, int high)
{
    if (!(value < (float)high))
        return high;
    return value < (float)low ? low : (int)value + 1 < high ? (int)value + 1 : high;
}

/* The pixels within a box of points and `pad` around it that the clip lets through. */
static struct raster_item around(const struct raster_item *clip, struct point low,
                                 struct point high, float pad)
{
    struct raster_item item = {.left = whole_below(low.x - pad, clip->left, clip->right),
                               .top = whole_below(low.y - pad, clip->top, clip->bottom)};

    item.right = whole_above(high.x + pad, item.left, clip->right);
    item.bottom = whole_above(high.y + pad, item.top, clip->bottom);
    return item;
}

/* What is not a number is not left out: then nothing is known of where it ends. */
static struct raster_item around_points(const struct raster_item *clip, const struct point *points,
                                        size_t count, float pad)
{
    struct point low = points[0], high = points[0];

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return *clip;
        low.x = raster_smaller(low.x, points[i].x);
        low.y = raster_smaller(low.y, points[i].y);
        high.x = raster_larger(high.x, points[i].x);
        high.y = raster_larger(high.y, points[i].y);
    }
    return around(clip, low, high, pad);
}

static struct raster_item around_text(struct planner *planner, const struct canvas_command *command)
{
    static const float far_px = 1e6f;
    static const struct raster_item nothing = {0};
    struct raster_plan *plan = planner->plan;
    const struct font *font = planner->canvas->font;
    const struct raster_item *clip = &planner->clip;
    struct point origin = command->as.text.origin;
    struct raster_item item;
    struct font_bitmap *bitmap;

    if (font == NULL || command->fill >> 24 == 0 || !(fabsf(origin.x) < far_px)
        || !(fabsf(origin.y) < far_px))
        return nothing;
    plan->bitmaps = grow(plan->bitmaps, &plan->bitmap_capacity, plan->bitmap_count + 1,
                         sizeof *plan->bitmaps);
    bitmap = &plan->bitmaps[plan->bitmap_count];
    if (!font->bitmap(font->context, command->as.text.face, command->as.text.size_px,
                      canvas_text_of(planner->canvas, command), command->as.text.length, bitmap))
        return nothing;
    /* Where it goes from here on, instead of against the pen. */
    bitmap->left += (int)floorf(origin.x + 0.5f);
    bitmap->top += (int)floorf(origin.y + 0.5f);
    item = (struct raster_item){bitmap->left, bitmap->top, bitmap->left + bitmap->width,
                                bitmap->top + bitmap->height, plan->bitmap_count++};
    item.left = item.left > clip->left ? item.left : clip->left;
    item.top = item.top > clip->top ? item.top : clip->top;
    item.right = item.right < clip->right ? item.right : clip->right;
    item.bottom = item.bottom < clip->bottom ? item.bottom : clip->bottom;
    return item;
}

/* Nearest whole number within low .. high; low for NaN. */
static int nearest(float value, int low, int high)
{
    if (!(value > (float)low))
        return low;
    return value >= (float)high ? high : (int)floorf(value + 0.5f);
}

static void clip(struct planner *planner, struct rect rect)
{
    struct raster_item *area = &planner->clip;

    assert(planner->depth < CLIPS_MAX);
    if (planner->depth < CLIPS_MAX)
        planner->saved[planner->depth] = *area;
    planner->depth++;
    /* Right and bottom first: their lower limits are the old left and top. */
    area->right = nearest(rect.x + rect.w, area->left, area->right);
    area->bottom = nearest(rect.y + rect.h, area->top, area->bottom);
    area->left = nearest(rect.x, area->left, area->right);
    area->top = nearest(rect.y, area->top, area->bottom);
}

static void unclip(struct planner *planner)
{
    assert(planner->depth > 0);
    if (planner->depth > 0 && --planner->depth < CLIPS_MAX)
        planner->clip = planner->saved[planner->depth];
}

static struct raster_item item_of(struct planner *planner, const struct canvas_command *command)
{
    const struct canvas *canvas = planner->canvas;
    const struct raster_item *within = &planner->clip;
    const struct point *p = command->as.points.p;
    struct rect box = command->as.box.rect;
    float pad = command->width / 2 + 2, radius;

    switch (command->kind) {
    case CANVAS_BOX:
        return around(within, (struct point){box.x, box.y},
                      (struct point){box.x + box.w, box.y + box.h}, 2);
    case CANVAS_DISC:
        radius = command->as.disc.radius;
        return around_points(within, &command->as.disc.center, 1, radius + 2);
    case CANVAS_LINE:
        return around_points(within, p, 2, pad);
    case CANVAS_TRIANGLE:
        return around_points(within, p, 3, 2);
    case CANVAS_CURVE:
        return around_points(within, p, 4, pad);
    case CANVAS_POLYLINE:
        return around_points(within, canvas->points + command->as.path.first,
                             command->as.path.count, pad);
    case CANVAS_BUNDLE:
        return around_points(within, canvas->points + command->as.bundle.first,
                             command->as.bundle.from + command->as.bundle.to, command->width + 3);
    case CANVAS_TEXT:
        return around_text(planner, command);
    case CANVAS_CLIP:
        clip(planner, command->as.box.rect);
        break;
    case CANVAS_UNCLIP:
        unclip(planner);
        break;
    }
    return (struct raster_item){0};
}

/* Adds to the marks of the tiles that the item touches. */
static void mark_tiles(struct raster_plan *plan, const struct raster_item *item, uint64_t mark)
{
    int left = item->left / TILE_WIDTH, right = (item->right - 1) / TILE_WIDTH;
    int top = item->top / TILE_HEIGHT, bottom = (item->bottom - 1) / TILE_HEIGHT;

    if (item->left >= item->right || item->top >= item->bottom)
        return;
    /* Whole commands may be the same, and what is clipped of them not. */
    mark = fold(fold(mark, (uint64_t)(unsigned)item->left << 32 | (unsigned)item->top),
                (uint64_t)(unsigned)item->right << 32 | (unsigned)item->bottom);
    for (int y = top; y <= bottom; y++)
        for (int x = left; x <= right; x++) {
            uint64_t *tile = &plan->marks[y * plan->columns + x];

            *tile = fold(*tile, mark);
        }
}

/* ---- what has changed ---- */

static void add_change(struct raster_plan *plan, struct raster_rect rect)
{
    struct raster_rect *last;

    /* Below one of the same width: one taller part, as long as it is not too large. */
    for (size_t i = plan->change_count; i-- > 0;) {
        last = &plan->changes[i];
        if (last->y + last->height < rect.y)
            break;
        if (last->x == rect.x && last->width == rect.width && last->y + last->height == rect.y
            && last->width * (last->height + rect.height) <= PART_PIXELS) {
            last->height += rect.height;
            return;
        }
    }
    plan->changes = grow(plan->changes, &plan->change_capacity, plan->change_count + 1,
                         sizeof *plan->changes);
    plan->changes[plan->change_count++] = rect;
}

/* The tiles of a row that have changed, neighbours together. */
static void find_changes_in_row(struct raster_plan *plan, struct raster_target target, int row,
                                bool all)
{
    size_t first = (size_t)row * (size_t)plan->columns;
    int y = row * TILE_HEIGHT,
        bottom = y + TILE_HEIGHT < target.height ? y + TILE_HEIGHT : target.height;

    for (int from = 0, to; from < plan->columns; from = to + 1) {
        int right;

        for (to = from; to < plan->columns; to++)
            if (!all && plan->marks[first + (size_t)to] == plan->before[first + (size_t)to])
                break;
        right = to * TILE_WIDTH < target.width ? to * TILE_WIDTH : target.width;
        if (to > from)
            add_change(plan, (struct raster_rect){from * TILE_WIDTH, y, right - from * TILE_WIDTH,
                                                  bottom - y});
    }
}

static bool same_target(struct raster_target a, struct raster_target b)
{
    return a.pixels == b.pixels && a.width == b.width && a.height == b.height && a.pitch == b.pitch;
}

/* The marks of the picture before, and empty ones of this size. */
static void begin_marks(struct raster_plan *plan, struct raster_target target, uint64_t first)
{
    uint64_t *swap = plan->before;
    size_t capacity = plan->before_capacity, count;

    plan->before = plan->marks;
    plan->before_capacity = plan->mark_capacity;
    plan->marks = swap;
    plan->mark_capacity = capacity;
    plan->columns = (target.width + TILE_WIDTH - 1) / TILE_WIDTH;
    plan->rows = (target.height + TILE_HEIGHT - 1) / TILE_HEIGHT;
    count = (size_t)plan->columns * (size_t)plan->rows;
    plan->marks = grow(plan->marks, &plan->mark_capacity, count, sizeof *plan->marks);
    for (size_t i = 0; i < count; i++)
        plan->marks[i] = first;
}

void raster_plan_make(struct raster_plan *plan, const struct canvas *canvas,
                      struct raster_target target, bool kept)
{
    struct planner planner = {
        .plan = plan, .canvas = canvas, .clip = {0, 0, target.width, target.height, 0}};
    uint64_t first = fold(canvas->background, (uint64_t)(uintptr_t)canvas->font);

    kept = kept && same_target(plan->target, target);
    begin_marks(plan, target, first);
    plan->target = target;
    plan->bitmap_count = plan->change_count = 0;
    plan->items = grow(plan->items, &plan->item_capacity, canvas->count, sizeof *plan->items);
    for (size_t i = 0; i < canvas->count; i++) {
        plan->items[i] = item_of(&planner, &canvas->commands[i]);
        mark_tiles(plan, &plan->items[i], mark_of(canvas, &canvas->commands[i]));
    }
    for (int row = 0; row < plan->rows; row++)
        find_changes_in_row(plan, target, row, !kept);
}

void raster_plan_finish(struct raster_plan *plan)
{
    free(plan->items);
    free(plan->bitmaps);
    free(plan->marks);
    free(plan->before);
    free(plan->changes);
    *plan = (struct raster_plan){0};
}
