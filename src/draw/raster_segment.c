#include "draw/raster_segment.h"

#include <math.h>
#include <string.h>

/* Radii of segments that end straight; see thin_end_cover. */
static const double thin = 1;

/* Distances along a row are counted with 32 bits of fraction. */
static const double fixed_one = 4294967296.0;
enum { FIXED_BITS = 32 };

/* The area of a strip, `radius` to both sides of its middle, within the pixel
 * whose centre is `distance` from the middle. The two outsides are disjoint, and
 * from a radius of 1 on no pixel that one side cuts sees the other. */
static float strip(float distance, float radius, float major, float minor)
{
    if (radius >= 1)
        return raster_half_plane(radius - distance, major, minor);
    return raster_half_plane(radius - distance, major, minor) +
           raster_half_plane(radius + distance, major, minor) - 1;
}

static uint8_t byte_of(float cover)
{
    return cover > 0 ? (uint8_t)(cover * 255 + 0.5f) : 0;
}

/* Shortens the segment to what can be seen through a window with `margin` around
 * the target (Liang and Barsky). False if it passes by. Not to the area: the
 * pixels must not depend on how the picture is divided. */
static bool clip(struct raster_segment *s, const struct raster_target *target, double margin)
{
    double dx = s->bx - s->ax, dy = s->by - s->ay, from = 0, to = 1;
    double ax = s->ax, ay = s->ay;

    if (!raster_solve(dx, ax, -margin, target->width + margin, &from, &to) ||
        !raster_solve(dy, ay, -margin, target->height + margin, &from, &to))
        return false;
    if (from > 0) {
        s->ax = ax + dx * from;
        s->ay = ay + dy * from;
    }
    if (to < 1) {
        s->bx = ax + dx * to;
        s->by = ay + dy * to;
    }
    return true;
}

/* Direction, length and what follows from them. */
static void measure(struct raster_segment *s)
{
    static const double upright = 1e-9; /* as good as 0 on any screen */

    s->ux = s->bx - s->ax;
    s->uy = s->by - s->ay;
    s->length = sqrt(s->ux * s->ux + s->uy * s->uy);
    if (s->length > 0) {
        s->ux /= s->length;
        s->uy /= s->length;
    } else {
        s->ux = 1;
        s->uy = 0;
    }
    s->per_ux = fabs(s->ux) > upright ? 1 / s->ux : 0;
    s->per_uy = fabs(s->uy) > upright ? 1 / s->uy : 0;
    s->reach = (fabs(s->ux) + fabs(s->uy)) / 2;
}

/* Directions are told apart in steps this fine, which no pixel shows: the dashes of
 * a line and neighbours on a curve then share a table. */
enum { DIRECTIONS = 1024 };

static void make_table(struct raster_table *table, double radius, double minor)
{
    double major = sqrt(1 - minor * minor), reach = (major + minor) / 2;

    table->radius = radius;
    table->minor = minor;
    table->begin = radius > reach ? radius - reach : 0;
    for (int i = 0; i < RASTER_TABLE; i++)
        table->cover[i] = byte_of(strip((float)(table->begin + (double)i / RASTER_STEPS), (float)radius,
                                        (float)major, (float)minor));
}

/* The table for the segment: its own place is told by direction and width. */
static const struct raster_table *table_for(struct raster_tables *tables, const struct raster_segment *s)
{
    double ux = fabs(s->ux), uy = fabs(s->uy);
    double steps = floor((ux < uy ? ux : uy) * DIRECTIONS + 0.5), minor = steps / DIRECTIONS;
    size_t place = ((size_t)steps + (size_t)(s->radius * 64) * 37) % RASTER_TABLES;
    struct raster_table *table = &tables->tables[place];

    if (table->radius != s->radius || table->minor != minor)
        make_table(table, s->radius, minor);
    return table;
}

bool raster_segment_init(struct raster_segment *segment, struct raster_tables *tables,
                         const struct raster_area *area, struct point a, struct point b, float width)
{
    struct raster_segment *s = segment;
    int top, bottom;

    if (!isfinite(a.x) || !isfinite(a.y) || !isfinite(b.x) || !isfinite(b.y) || !(width > 0))
        return false;
    s->ax = (double)a.x;
    s->ay = (double)a.y;
    s->bx = (double)b.x;
    s->by = (double)b.y;
    s->radius = width < 1e5f ? (double)width / 2 : 5e4;
    if (!clip(s, &area->target, s->radius + 2))
        return false;
    raster_segment_rows(s, area, &top, &bottom);
    if (top >= bottom)
        return false;
    measure(s);
    s->table = table_for(tables, s);
    return true;
}

void raster_segment_rows(const struct raster_segment *segment, const struct raster_area *area,
                         int *top, int *bottom)
{
    const struct raster_segment *s = segment;
    double pad = s->radius + (double)RASTER_REACH;

    *top = raster_first((s->ay < s->by ? s->ay : s->by) - pad, area->top, area->bottom);
    *bottom = raster_first((s->ay > s->by ? s->ay : s->by) + pad, *top, area->bottom);
}

/* ---- the ends ---- */

/* The coverage of a pixel by the round end nearest to it, from the offsets of its
 * centre; not for thin ones. */
static uint8_t cap_cover(float dx, float dy, float radius)
{
    float square = dx * dx + dy * dy, outer = radius + RASTER_REACH;
    float inner = radius - RASTER_REACH, distance;

    if (square >= outer * outer)
        return 0;
    if (inner > 0 && square <= inner * inner)
        return 255;
    distance = sqrtf(square);
    dx = distance > 0 ? fabsf(dx) / distance : 1;
    dy = distance > 0 ? fabsf(dy) / distance : 0;
    radius -= 1 / (24 * radius); /* as raster_shape's corners */
    return byte_of(raster_half_plane(radius - distance, raster_larger(dx, dy),
                                     raster_smaller(dx, dy)));
}

/* A line so thin that a pixel can see both its sides ends straight instead: with
 * as much area as the round end has. along, across: of the pixel's centre, from a. */
static uint8_t thin_end_cover(const struct raster_segment *s, double along, double across)
{
    static const double end_length = 0.785398163397448; /* pi / 4 of the radius */
    float ux = (float)fabs(s->ux), uy = (float)fabs(s->uy);
    float major = raster_larger(ux, uy), minor = raster_smaller(ux, uy);
    double end = s->radius * end_length;
    float ends = raster_half_plane((float)(along + end), major, minor) +
                 raster_half_plane((float)(s->length - along + end), major, minor) - 1;

    return ends > 0 ? byte_of(ends * strip((float)fabs(across), (float)s->radius, major, minor))
                    : 0;
}

/* The coverage of pixel x near an end; dy: of the row's middle, from a. */
static uint8_t end_cover(const struct raster_segment *s, int x, double dy)
{
    double dx = x + 0.5 - s->ax, along = dx * s->ux + dy * s->uy;

    if (s->radius < thin)
        return thin_end_cover(s, along, dy * s->ux - dx * s->uy);
    if (along > s->length / 2) {
        dx -= s->bx - s->ax;
        dy -= s->by - s->ay;
    }
    return cap_cover((float)dx, (float)dy, (float)s->radius);
}

/* ---- the sides ---- */

/* Walks along a row through the table. */
struct walk {
    int64_t distance; /* of the pixel's centre from the middle line, signed */
    int64_t step;     /* to the next pixel */
    int64_t begin;    /* of the table, half an entry earlier: the nearest one counts */
    const uint8_t *table;
};

/* Counted from the picture's left, wherever it begins: the pixels must not depend on how the picture is
 * divided. */
static struct walk walk_from(const struct raster_segment *s, int x, double dy)
{
    double across = dy * s->ux - (0.5 - s->ax) * s->uy;
    int64_t step = (int64_t)(-s->uy * fixed_one);

    return (struct walk){(int64_t)(across * fixed_one) + x * step, step,
                         (int64_t)((s->table->begin - 0.5 / RASTER_STEPS) * fixed_one), s->table->cover};
}

static inline uint8_t walk_on(struct walk *walk)
{
    int64_t away = walk->distance < 0 ? -walk->distance : walk->distance;
    int64_t at = (away - walk->begin) >> (FIXED_BITS - RASTER_STEPS_LOG2);

    walk->distance += walk->step;
    return walk->table[at < 0 ? 0 : at < RASTER_TABLE ? at : RASTER_TABLE - 1];
}

/* ---- a row ---- */

/* The pixels of a row: an end up to body_from, a side up to solid_from, whole
 * pixels up to solid_to, a side up to body_to, an end up to `to`. */
struct plan {
    int from, body_from, solid_from, solid_to, body_to, to;
};

struct interval {
    double from, to;
};

/* Widens the interval to where a disc around (x, y) crosses the row at dy. */
static void include_cap(struct interval *all, double x, double y, double dy, double radius)
{
    double square = radius * radius - (dy - y) * (dy - y), half;

    if (square <= 0)
        return;
    half = sqrt(square);
    all->from = x - half < all->from ? x - half : all->from;
    all->to = x + half > all->to ? x + half : all->to;
}

/* Where the row at dy is within the body's ends. */
static struct interval along_row(const struct raster_segment *s, double dy)
{
    double ends = s->radius < thin ? (double)RASTER_REACH : 0;
    double low = ends - dy * s->uy, high = s->length - ends - dy * s->uy;

    if (low > high)
        return (struct interval){0, -1};
    if (s->per_ux == 0)
        return low <= 0 && high >= 0 ? (struct interval){-1e30, 1e30} : (struct interval){0, -1};
    low *= s->per_ux;
    high *= s->per_ux;
    return low < high ? (struct interval){low, high} : (struct interval){high, low};
}

/* The part of the interval within `distance` of the middle line. */
static struct interval across_row(const struct raster_segment *s, double dy, double distance,
                                  struct interval within)
{
    double middle = dy * s->ux * s->per_uy, half = distance * fabs(s->per_uy);

    if (s->per_uy == 0)
        return fabs(dy * s->ux) <= distance ? within : (struct interval){0, -1};
    return (struct interval){middle - half > within.from ? middle - half : within.from,
                             middle + half < within.to ? middle + half : within.to};
}

static struct plan plan_row(const struct raster_segment *s, double dy, int left, int right)
{
    struct interval all = {1e30, -1e30}, body, solid = {0, -1};
    double cap = s->radius + (double)RASTER_REACH, inner = s->radius - s->reach;
    struct plan plan;

    include_cap(&all, 0, 0, dy, cap);
    include_cap(&all, s->bx - s->ax, s->by - s->ay, dy, cap);
    body = across_row(s, dy, s->radius + s->reach, along_row(s, dy));
    if (body.from < body.to) {
        all.from = body.from < all.from ? body.from : all.from;
        all.to = body.to > all.to ? body.to : all.to;
        if (inner > 0)
            solid = across_row(s, dy, inner, body);
    } else {
        body.from = body.to = all.to;
    }
    plan.from = raster_first(s->ax + all.from, left, right);
    plan.to = raster_first(s->ax + all.to, plan.from, right);
    plan.body_from = raster_first(s->ax + body.from, plan.from, plan.to);
    plan.body_to = raster_first(s->ax + body.to, plan.body_from, plan.to);
    plan.solid_from = plan.solid_to = plan.body_to;
    if (solid.from < solid.to) {
        plan.solid_from = raster_first(s->ax + solid.from, plan.body_from, plan.body_to);
        plan.solid_to = raster_first(s->ax + solid.to, plan.solid_from, plan.body_to);
    }
    return plan;
}

static void raise(uint8_t *to, uint8_t cover)
{
    if (cover > *to)
        *to = cover;
}

void raster_segment_row(const struct raster_segment *segment, int y, int left, int right,
                        uint8_t *row, int *from, int *to)
{
    double dy = y + 0.5 - segment->ay;
    struct plan plan = plan_row(segment, dy, left, right);
    struct walk walk = walk_from(segment, plan.body_from, dy);

    *from = plan.from;
    *to = plan.to;
    for (int x = plan.from; x < plan.body_from; x++)
        raise(&row[x - left], end_cover(segment, x, dy));
    for (int x = plan.body_from; x < plan.solid_from; x++)
        raise(&row[x - left], walk_on(&walk));
    if (plan.solid_from < plan.solid_to) {
        memset(row + (plan.solid_from - left), 255, (size_t)(plan.solid_to - plan.solid_from));
        walk = walk_from(segment, plan.solid_to, dy);
    }
    for (int x = plan.solid_to; x < plan.body_to; x++)
        raise(&row[x - left], walk_on(&walk));
    for (int x = plan.body_to; x < plan.to; x++)
        raise(&row[x - left], end_cover(segment, x, dy));
}

static void paint_row(const struct raster_segment *segment, const struct raster_area *area, int y,
                      color stroke)
{
    double dy = y + 0.5 - segment->ay;
    struct plan plan = plan_row(segment, dy, area->left, area->right);
    struct walk walk = walk_from(segment, plan.body_from, dy);
    uint32_t *pixels = raster_pixel(area, 0, y);
    unsigned alpha = raster_weight(stroke >> 24);

    for (int x = plan.from; x < plan.body_from; x++)
        raster_cover(&pixels[x], stroke, alpha, end_cover(segment, x, dy));
    for (int x = plan.body_from; x < plan.solid_from; x++)
        raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
    if (plan.solid_from < plan.solid_to) {
        raster_row_fill(pixels + plan.solid_from, plan.solid_to - plan.solid_from, stroke);
        walk = walk_from(segment, plan.solid_to, dy);
    }
    for (int x = plan.solid_to; x < plan.body_to; x++)
        raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
    for (int x = plan.body_to; x < plan.to; x++)
        raster_cover(&pixels[x], stroke, alpha, end_cover(segment, x, dy));
}

/* The rows top .. bottom - 1 narrowed to those that cross both sides and no end. */
static void middle_rows(const struct raster_segment *s, int *top, int *bottom)
{
    double ends = s->radius < thin ? (double)RASTER_REACH : 0;
    double slant = (s->radius + s->reach) * fabs(s->ux * s->per_uy);
    double first = s->uy * (ends + slant), last = s->uy * (s->length - ends - slant);

    if (s->uy < 0) {
        double swap = first;

        first = last;
        last = swap;
    }
    *top = raster_first(s->ay + first, *top, *bottom);
    *bottom = s->per_uy == 0 ? *top : raster_first(s->ay + last, *top, *bottom);
}

/* Blends rows that cross both sides: most of a line that is not level. */
static void paint_middle(const struct raster_segment *s, const struct raster_area *area, int top,
                         int bottom, color stroke)
{
    double per_uy = fabs(s->per_uy), half = (s->radius + s->reach) * per_uy;
    double half_solid = (s->radius - s->reach) * per_uy;
    unsigned alpha = raster_weight(stroke >> 24);
    bool wide = half_solid > 2;

    for (int y = top; y < bottom; y++) {
        double dy = y + 0.5 - s->ay, middle = s->ax + dy * s->ux * s->per_uy;
        int x = raster_first(middle - half, area->left, area->right);
        int end = raster_first(middle + half, x, area->right);
        uint32_t *pixels = raster_pixel(area, 0, y);
        struct walk walk = walk_from(s, x, dy);

        if (wide) {
            int solid = raster_first(middle - half_solid, x, end);
            int solid_end = raster_first(middle + half_solid, solid, end);

            for (; x < solid; x++)
                raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
            raster_row_fill(pixels + x, solid_end - x, stroke);
            x = solid_end;
            walk = walk_from(s, x, dy);
        }
        for (; x < end; x++)
            raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
    }
}

void raster_segment_paint(const struct raster_segment *segment, const struct raster_area *area,
                          color stroke)
{
    int top, bottom, middle_top, middle_bottom;

    raster_segment_rows(segment, area, &top, &bottom);
    middle_top = top;
    middle_bottom = bottom;
    middle_rows(segment, &middle_top, &middle_bottom);
    for (int y = top; y < middle_top; y++)
        paint_row(segment, area, y, stroke);
    paint_middle(segment, area, middle_top, middle_bottom, stroke);
    for (int y = middle_bottom; y < bottom; y++)
        paint_row(segment, area, y, stroke);
}
