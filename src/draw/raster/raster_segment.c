#include "draw/raster/raster_segment.h"

#include <math.h>
#include <string.h>

/* Radii of segments that end straight; see thin_end_cover. */
static const double thin = 1;

/* Distances along a row are counted with 32 bits of fraction. */
static const double fixed_one = 4294967296.0;
enum { FIXED_BITS = 32 };

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

/* Distances and places in rows are counted from the picture's corner, wherever drawing begins: the
 * pixels must not depend on how the picture is divided. */
static void count_from_corner(struct raster_segment *s)
{
    static const double least_solid = 2; /* pixels to both sides that are worth it */
    double slant = s->ux * s->per_uy, half_solid = (s->radius - s->reach) * fabs(s->per_uy);

    s->across = (int64_t)(((0.5 - s->ay) * s->ux - (0.5 - s->ax) * s->uy) * fixed_one);
    s->down = (int64_t)(s->ux * fixed_one);
    s->right = (int64_t)(-s->uy * fixed_one);
    if (s->middle_top >= s->middle_bottom)
        return;
    s->middle = (int64_t)((s->ax + (0.5 - s->ay) * slant) * fixed_one);
    s->slant = (int64_t)(slant * fixed_one);
    s->half = (int64_t)((s->radius + s->reach) * fabs(s->per_uy) * fixed_one);
    s->half_solid = half_solid > least_solid ? (int64_t)(half_solid * fixed_one) : 0;
}

/* The rows of top .. bottom - 1 that cross both sides and no end: most of a line that is not level.
 */
static void find_middle(struct raster_segment *s, int top, int bottom)
{
    static const double almost_level = 1024; /* pixels a row */
    double ends = s->radius < thin ? (double)RASTER_REACH : 0;
    double slant = (s->radius + s->reach) * fabs(s->ux * s->per_uy);
    double first = s->uy * (ends + slant), last = s->uy * (s->length - ends - slant);

    if (s->uy < 0) {
        double swap = first;

        first = last;
        last = swap;
    }
    s->middle_top = raster_first(s->ay + first, top, bottom);
    s->middle_bottom = raster_first(s->ay + last, s->middle_top, bottom);
    if (s->per_uy == 0 || fabs(s->per_uy) > almost_level)
        s->middle_bottom = s->middle_top;
}

bool raster_segment_init(struct raster_segment *segment, struct raster_tables *tables,
                         const struct raster_area *area, struct point a, struct point b,
                         float width)
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
    find_middle(s, top, bottom);
    count_from_corner(s);
    s->table = raster_table_for(tables, s->radius, s->ux, s->uy);
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
    return raster_byte(raster_half_plane(radius - distance, raster_larger(dx, dy),
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

    return ends > 0 ? raster_byte(
               ends * raster_strip((float)fabs(across), (float)s->radius, major, minor))
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

static inline struct walk walk_from(const struct raster_segment *s, int x, int y)
{
    return (struct walk){s->across + y * s->down + x * s->right, s->right,
                         (int64_t)((s->table->begin - 0.5 / RASTER_STEPS) * fixed_one),
                         s->table->cover};
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

/* Of any row. */
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

/* The first pixel of left .. right whose centre is at or right of `at`. */
static inline int first_from(int64_t at, int left, int right)
{
    const int64_t one = INT64_C(1) << FIXED_BITS;
    int64_t first = (at + one / 2 - 1) >> FIXED_BITS;

    return first < left ? left : first > right ? right : (int)first;
}

/* Of one of the middle rows, which has no ends. */
static inline struct plan plan_middle(const struct raster_segment *s, int y, int left, int right)
{
    int64_t at = s->middle + y * s->slant;
    struct plan plan;

    plan.from = plan.body_from = first_from(at - s->half, left, right);
    plan.to = plan.body_to = first_from(at + s->half, plan.from, right);
    plan.solid_from = plan.solid_to = plan.to;
    if (s->half_solid > 0) {
        plan.solid_from = first_from(at - s->half_solid, plan.from, plan.to);
        plan.solid_to = first_from(at + s->half_solid, plan.solid_from, plan.to);
    }
    return plan;
}

static inline struct plan plan_of(const struct raster_segment *s, int y, int left, int right)
{
    return y >= s->middle_top && y < s->middle_bottom ? plan_middle(s, y, left, right)
                                                      : plan_row(s, y + 0.5 - s->ay, left, right);
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
    struct plan plan = plan_of(segment, y, left, right);
    struct walk walk = walk_from(segment, plan.body_from, y);

    *from = plan.from;
    *to = plan.to;
    for (int x = plan.from; x < plan.body_from; x++)
        raise(&row[x - left], end_cover(segment, x, dy));
    for (int x = plan.body_from; x < plan.solid_from; x++)
        raise(&row[x - left], walk_on(&walk));
    if (plan.solid_from < plan.solid_to) {
        memset(row + (plan.solid_from - left), 255, (size_t)(plan.solid_to - plan.solid_from));
        walk = walk_from(segment, plan.solid_to, y);
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
    struct plan plan = plan_of(segment, y, area->left, area->right);
    struct walk walk = walk_from(segment, plan.body_from, y);
    uint32_t *pixels = raster_pixel(area, 0, y);
    unsigned alpha = raster_weight(stroke >> 24);

    for (int x = plan.from; x < plan.body_from; x++)
        raster_cover(&pixels[x], stroke, alpha, end_cover(segment, x, dy));
    for (int x = plan.body_from; x < plan.solid_from; x++)
        raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
    if (plan.solid_from < plan.solid_to) {
        raster_row_fill(pixels + plan.solid_from, plan.solid_to - plan.solid_from, stroke);
        walk = walk_from(segment, plan.solid_to, y);
    }
    for (int x = plan.solid_to; x < plan.body_to; x++)
        raster_cover(&pixels[x], stroke, alpha, walk_on(&walk));
    for (int x = plan.body_to; x < plan.to; x++)
        raster_cover(&pixels[x], stroke, alpha, end_cover(segment, x, dy));
}

void raster_segment_paint(const struct raster_segment *segment, const struct raster_area *area,
                          color stroke)
{
    int top, bottom;

    raster_segment_rows(segment, area, &top, &bottom);
    for (int y = top; y < bottom; y++)
        paint_row(segment, area, y, stroke);
}
