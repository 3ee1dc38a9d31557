#include "draw/raster_segment.h"

#include <math.h>
#include <string.h>

/* Radii of segments that end straight; see thin_end_cover. */
static const double thin = 1;
static const double fixed_one = 4294967296.0; /* 2^32 */
enum { FIXED_BITS = 32 };

/* The area of a strip, `radius` to both sides of its middle, within the pixel
 * whose centre is `distance` from the middle. The two outsides are disjoint. */
static float strip(float distance, float radius, float major, float minor)
{
    return raster_half_plane(radius - distance, major, minor) +
           raster_half_plane(radius + distance, major, minor) - 1;
}

static uint8_t byte_of(float cover)
{
    return cover > 0 ? (uint8_t)(cover * 255 + 0.5f) : 0;
}

/* Shortens the segment to what can be seen through a window with `margin` around
 * the area (Liang and Barsky). False if it passes by. */
static bool clip(struct raster_segment *s, const struct raster_area *area, double margin)
{
    double dx = s->bx - s->ax, dy = s->by - s->ay, from = 0, to = 1;
    double ax = s->ax, ay = s->ay;

    if (!raster_solve(dx, ax, area->left - margin, area->right + margin, &from, &to) ||
        !raster_solve(dy, ay, area->top - margin, area->bottom + margin, &from, &to))
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

bool raster_segment_init(struct raster_segment *segment, const struct raster_area *area,
                         struct point a, struct point b, float width)
{
    struct raster_segment *s = segment;
    float major, minor, begin;

    if (!isfinite(a.x) || !isfinite(a.y) || !isfinite(b.x) || !isfinite(b.y) || !(width > 0))
        return false;
    s->ax = (double)a.x;
    s->ay = (double)a.y;
    s->bx = (double)b.x;
    s->by = (double)b.y;
    s->radius = width < 1e5f ? (double)width / 2 : 5e4;
    if (!clip(s, area, s->radius + 2))
        return false;
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
    s->reach = (fabs(s->ux) + fabs(s->uy)) / 2;
    begin = s->radius > s->reach ? (float)(s->radius - s->reach) : 0;
    s->base = (int64_t)((double)begin * fixed_one);
    major = (float)fabs(s->ux);
    minor = (float)fabs(s->uy);
    if (major < minor) {
        float swap = major;

        major = minor;
        minor = swap;
    }
    for (int i = 0; i < RASTER_TABLE; i++)
        s->table[i] = byte_of(strip(begin + (float)i / RASTER_STEPS, (float)s->radius, major,
                                    minor));
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

static void raise_ends(const struct raster_segment *s, int y, int left, int from, int to,
                       uint8_t *row)
{
    double dy = y + 0.5 - s->ay;

    for (int x = from; x < to; x++) {
        double dx = x + 0.5 - s->ax, along = dx * s->ux + dy * s->uy;
        bool second = along > s->length / 2;
        uint8_t cover;

        if (s->radius < thin)
            cover = thin_end_cover(s, along, dy * s->ux - dx * s->uy);
        else
            cover = cap_cover((float)(dx - (second ? s->bx - s->ax : 0)),
                              (float)(dy - (second ? s->by - s->ay : 0)), (float)s->radius);
        if (cover > row[x - left])
            row[x - left] = cover;
    }
}

static void raise_sides(const struct raster_segment *s, int y, int left, int from, int to,
                        uint8_t *row)
{
    double across = (y + 0.5 - s->ay) * s->ux - (from + 0.5 - s->ax) * s->uy;
    int64_t distance = (int64_t)(across * fixed_one), step = (int64_t)(-s->uy * fixed_one);

    for (int x = from; x < to; x++, distance += step) {
        int64_t at = ((distance < 0 ? -distance : distance) - s->base) >>
                     (FIXED_BITS - RASTER_STEPS_LOG2);
        uint8_t cover = s->table[at < 0 ? 0 : at < RASTER_TABLE ? at : RASTER_TABLE - 1];

        if (cover > row[x - left])
            row[x - left] = cover;
    }
}

/* Widens *from .. *to to where a disc around (x, y) crosses the row dy below the
 * segment's beginning. */
static void include_cap(double x, double y, double dy, double radius, double *from, double *to)
{
    double square = radius * radius - (dy - y) * (dy - y), half;

    if (square <= 0)
        return;
    half = sqrt(square);
    if (x - half < *from)
        *from = x - half;
    if (x + half > *to)
        *to = x + half;
}

void raster_segment_row(const struct raster_segment *segment, int y, int left, int right,
                        uint8_t *row, int *from, int *to)
{
    const struct raster_segment *s = segment;
    double dy = y + 0.5 - s->ay; /* all x here are relative to a */
    double ends = s->radius < thin ? (double)RASTER_REACH : 0;
    double outer = s->radius + s->reach, inner = s->radius - s->reach, cap = s->radius;
    double body[2] = {-1e30, 1e30}, solid[2], all[2] = {1e30, -1e30};
    int body_from, body_to, solid_from, solid_to;

    cap += (double)RASTER_REACH;
    include_cap(0, 0, dy, cap, &all[0], &all[1]);
    include_cap(s->bx - s->ax, s->by - s->ay, dy, cap, &all[0], &all[1]);
    if (raster_solve(s->ux, dy * s->uy, ends, s->length - ends, &body[0], &body[1]) &&
        raster_solve(-s->uy, dy * s->ux, -outer, outer, &body[0], &body[1])) {
        all[0] = body[0] < all[0] ? body[0] : all[0];
        all[1] = body[1] > all[1] ? body[1] : all[1];
    } else {
        body[0] = body[1] = all[1];
    }
    *from = raster_first(s->ax + all[0], left, right);
    *to = raster_first(s->ax + all[1], *from, right);
    body_from = raster_first(s->ax + body[0], *from, *to);
    body_to = raster_first(s->ax + body[1], body_from, *to);
    solid_from = solid_to = body_to;
    memcpy(solid, body, sizeof solid);
    if (inner > 0 && body_from < body_to &&
        raster_solve(-s->uy, dy * s->ux, -inner, inner, &solid[0], &solid[1])) {
        solid_from = raster_first(s->ax + solid[0], body_from, body_to);
        solid_to = raster_first(s->ax + solid[1], solid_from, body_to);
        memset(row + (solid_from - left), 255, (size_t)(solid_to - solid_from));
    }
    raise_ends(s, y, left, *from, body_from, row);
    raise_sides(s, y, left, body_from, solid_from, row);
    raise_sides(s, y, left, solid_to, body_to, row);
    raise_ends(s, y, left, body_to, *to, row);
}
