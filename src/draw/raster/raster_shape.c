#include "draw/raster/raster_shape.h"

#include <math.h>

/* A rounded box. Where it is not round its coverage is exact; in the corners it
 * is that of the tangent to the circle, moved inwards by the circle's mean
 * sagitta over a pixel, 1/(24 r). */
struct shape {
    float x0, y0, x1, y1;     /* the edges */
    float cx0, cy0, cx1, cy1; /* the corners' centres */
    float round;              /* the corners' radius, less the sagitta */
    bool some;                /* false: covers nothing */
};

/* What a shape covers in one row. */
struct shape_row {
    float dy;        /* of the row's centre beyond the corners' centres; <= 0: none */
    float height;    /* of the row's overlap with the box, 0 .. 1 */
    int from, to;    /* pixels it may touch */
    int even_from, even_to; /* pixels of which it covers `height` each; empty: both `to` */
};

/* Beyond this a picture cannot show a difference; keeps arithmetic far from overflow. */
static const float far_px = 1e6f;

static float limited(float value)
{
    return raster_larger(-far_px, raster_smaller(far_px, value));
}

static struct shape shape_make(struct rect rect, float radius)
{
    struct shape shape = {0};
    float r;

    shape.x0 = limited(rect.x);
    shape.y0 = limited(rect.y);
    shape.x1 = limited(rect.x + rect.w);
    shape.y1 = limited(rect.y + rect.h);
    shape.some = shape.x1 > shape.x0 && shape.y1 > shape.y0;
    r = raster_smaller(shape.x1 - shape.x0, shape.y1 - shape.y0) / 2;
    r = raster_larger(0, raster_smaller(radius, r));
    shape.cx0 = shape.x0 + r;
    shape.cy0 = shape.y0 + r;
    shape.cx1 = shape.x1 - r;
    shape.cy1 = shape.y1 - r;
    shape.round = r >= 1 ? r - 1 / (24 * r) : r;
    return shape;
}

/* How much of low .. high the unit around `center` overlaps. */
static float overlap(float center, float low, float high)
{
    float from = raster_larger(center - 0.5f, low), to = raster_smaller(center + 0.5f, high);

    return raster_larger(0, to - from);
}

static struct shape_row shape_row(const struct shape *shape, const struct raster_area *area, int y)
{
    float py = (float)y + 0.5f, left = shape->x0 - 0.5f, right = shape->x1 + 0.5f;
    float even_left = shape->x0 + 0.5f, even_right = shape->x1 - 0.5f;
    struct shape_row row = {.dy = raster_larger(shape->cy0 - py, py - shape->cy1)};

    if (!shape->some) {
        row.from = row.to = row.even_from = row.even_to = area->right;
        return row;
    }
    row.height = overlap(py, shape->y0, shape->y1);
    if (row.dy > 0) {
        float outer = shape->round + RASTER_REACH, inner = shape->round - RASTER_REACH;
        float out = sqrtf(raster_larger(0, outer * outer - row.dy * row.dy)), in = 0;

        if (inner > row.dy && row.height >= 1)
            in = sqrtf(inner * inner - row.dy * row.dy);
        left = shape->cx0 - out;
        right = shape->cx1 + out;
        even_left = raster_larger(even_left, shape->cx0 - in);
        even_right = raster_smaller(even_right, shape->cx1 + in);
    }
    row.from = raster_first((double)left, area->left, area->right);
    row.to = raster_first((double)right, row.from, area->right);
    row.even_from = row.even_to = row.to;
    if (even_right > even_left) {
        row.even_from = raster_first((double)even_left, row.from, row.to);
        row.even_to = raster_first((double)even_right, row.even_from, row.to);
    }
    return row;
}

/* The covered area of pixel x in the row. */
static float shape_cover(const struct shape *shape, const struct shape_row *row, int x)
{
    float px = (float)x + 0.5f;
    float dx = raster_larger(shape->cx0 - px, px - shape->cx1), dy = row->dy;
    float box, distance, per, round;

    if (dx <= 0 || dy <= 0)
        return overlap(px, shape->x0, shape->x1) * row->height;
    distance = sqrtf(dx * dx + dy * dy);
    if (shape->round - distance >= RASTER_REACH)
        return 1;
    if (distance - shape->round >= RASTER_REACH)
        return 0;
    per = 1 / distance;
    dx *= per;
    dy *= per;
    round = raster_half_plane(shape->round - distance, dx > dy ? dx : dy, dx > dy ? dy : dx);
    if (shape->round >= 1)
        return round;
    box = overlap(px, shape->x0, shape->x1) * row->height;
    return raster_smaller(round, box);
}

/* Both colours over one pixel by their weights, which add up to 256 at most. */
static uint32_t mix_two(uint32_t below, color fill, unsigned fill_weight, color stroke,
                        unsigned stroke_weight)
{
    unsigned rest = 256 - fill_weight - stroke_weight;
    uint32_t red_blue = ((below & 0xff00ff) * rest + (fill & 0xff00ff) * fill_weight +
                         (stroke & 0xff00ff) * stroke_weight + 0x800080) >> 8;
    uint32_t green = ((below & 0xff00) * rest + (fill & 0xff00) * fill_weight +
                      (stroke & 0xff00) * stroke_weight + 0x8000) >> 8;

    return 0xff000000 | (red_blue & 0xff00ff) | (green & 0xff00);
}

static unsigned whole(float cover)
{
    return (unsigned)(cover * 256 + 0.5f);
}

/* A shape being painted: the stroke where `outer` covers and `inner` does not; the
 * same shape twice if there is no stroke. */
struct paint {
    const struct raster_area *area;
    const struct shape *outer, *inner;
    color fill, stroke;
    unsigned fill_alpha, stroke_alpha;
};

struct weights {
    unsigned fill, stroke; /* 0 .. 256 together */
};

static unsigned weight_at(const struct shape *shape, const struct shape_row *row, int x)
{
    if (x >= row->even_from && x < row->even_to)
        return whole(row->height);
    return x < row->from || x >= row->to ? 0 : whole(shape_cover(shape, row, x));
}

static struct weights weigh(const struct paint *paint, const struct shape_row *out,
                            const struct shape_row *in, int x)
{
    unsigned covered = weight_at(paint->outer, out, x), filled = covered;

    if (paint->inner != paint->outer) {
        filled = weight_at(paint->inner, in, x);
        if (filled > covered)
            filled = covered;
    }
    return (struct weights){filled * paint->fill_alpha >> 8,
                            (covered - filled) * paint->stroke_alpha >> 8};
}

static void paint_run(const struct paint *paint, uint32_t *pixels, int count, struct weights w)
{
    if (w.fill == 256)
        raster_row_fill(pixels, count, paint->fill);
    else if (w.stroke == 256)
        raster_row_fill(pixels, count, paint->stroke);
    else if (w.fill + w.stroke > 0)
        for (int i = 0; i < count; i++)
            pixels[i] = mix_two(pixels[i], paint->fill, w.fill, paint->stroke, w.stroke);
}

/* How far pixels are like x in this row; x + 1 if it is on a shape's edge. */
static int run_end(const struct shape_row *row, int x, int end)
{
    int next = row->to <= x ? end : row->from;

    if (x >= row->even_from && x < row->even_to)
        next = row->even_to;
    else if (x >= row->from && x < row->to)
        next = x + 1;
    return next > x && next < end ? next : end;
}

static void paint_row(const struct paint *paint, const struct shape_row *out,
                      const struct shape_row *in, int y)
{
    uint32_t *pixels = raster_pixel(paint->area, 0, y);

    for (int x = out->from; x < out->to;) {
        int end = run_end(in, x, run_end(out, x, out->to));

        paint_run(paint, pixels + x, end - x, weigh(paint, out, in, x));
        x = end;
    }
}

/* The rows of a box that cross its upright sides are all alike: the weights of
 * their edges' pixels are kept from the first one. */
enum { EDGE_MAX = 24 };

struct sides {
    struct weights left[EDGE_MAX], right[EDGE_MAX];
};

static bool is_straight(const struct shape_row *row)
{
    return row->dy <= 0 && row->height >= 1;
}

/* False if an edge is too wide. */
static bool sides_make(struct sides *sides, const struct paint *paint,
                       const struct shape_row *out, const struct shape_row *in)
{
    if (in->even_from - out->from > EDGE_MAX || out->to - in->even_to > EDGE_MAX)
        return false;
    for (int x = out->from; x < in->even_from; x++)
        sides->left[x - out->from] = weigh(paint, out, in, x);
    for (int x = in->even_to; x < out->to; x++)
        sides->right[x - in->even_to] = weigh(paint, out, in, x);
    return true;
}

static void paint_straight(const struct paint *paint, const struct sides *sides,
                           const struct shape_row *out, const struct shape_row *in, int y)
{
    uint32_t *pixels = raster_pixel(paint->area, 0, y);

    for (int x = out->from; x < in->even_from; x++) {
        struct weights w = sides->left[x - out->from];

        pixels[x] = mix_two(pixels[x], paint->fill, w.fill, paint->stroke, w.stroke);
    }
    raster_row_fill(pixels + in->even_from, in->even_to - in->even_from, paint->fill);
    for (int x = in->even_to; x < out->to; x++) {
        struct weights w = sides->right[x - in->even_to];

        pixels[x] = mix_two(pixels[x], paint->fill, w.fill, paint->stroke, w.stroke);
    }
}

static void paint_rows(const struct paint *paint, int top, int bottom)
{
    struct shape_row out, in;
    struct sides sides;
    bool ready = false; /* out, in and sides are those of a straight row */

    for (int y = top; y < bottom; y++) {
        float middle = (float)y + 0.5f;

        /* Still straight if both shapes reach half a pixel below this row's middle. */
        if (ready && middle <= paint->outer->cy1 && middle <= paint->inner->cy1 &&
            middle + 0.5f <= paint->inner->y1) {
            paint_straight(paint, &sides, &out, &in, y);
            continue;
        }
        out = shape_row(paint->outer, paint->area, y);
        in = paint->inner == paint->outer ? out : shape_row(paint->inner, paint->area, y);
        ready = is_straight(&out) && is_straight(&in) && sides_make(&sides, paint, &out, &in);
        paint_row(paint, &out, &in, y);
    }
}

void raster_shape(const struct raster_area *area, struct rect rect, float radius, color fill,
                  color stroke, float stroke_width)
{
    struct shape outer, inner;
    struct paint paint = {area, &outer, &outer, fill, stroke, raster_weight(fill >> 24),
                          raster_weight(stroke >> 24)};
    int top, bottom;

    if (!isfinite(rect.x) || !isfinite(rect.y) || !isfinite(rect.w) || !isfinite(rect.h) ||
        !isfinite(radius) || !isfinite(stroke_width))
        return;
    outer = shape_make(rect, radius);
    if (!outer.some || (paint.fill_alpha == 0 && paint.stroke_alpha == 0))
        return;
    if (stroke_width > 0 && paint.stroke_alpha > 0) {
        inner = shape_make(rect_inset(rect, stroke_width, stroke_width), radius - stroke_width);
        paint.inner = &inner;
    }
    top = raster_first((double)outer.y0 - 0.5, area->top, area->bottom);
    bottom = raster_first((double)outer.y1 + 0.5, top, area->bottom);
    paint_rows(&paint, top, bottom);
}
