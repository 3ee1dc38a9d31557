#include "draw/raster_shape.h"

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
    int solid_from, solid_to; /* pixels it covers wholly; empty: both `to` */
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
    r = raster_larger(0, raster_smaller(radius, raster_smaller(shape.x1 - shape.x0, shape.y1 - shape.y0) / 2));
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
    return raster_larger(0, raster_smaller(center + 0.5f, high) - raster_larger(center - 0.5f, low));
}

static struct shape_row shape_row(const struct shape *shape, const struct raster_area *area, int y)
{
    float py = (float)y + 0.5f, left = shape->x0 - 0.5f, right = shape->x1 + 0.5f;
    float solid_left = raster_larger(shape->cx0, shape->x0 + 0.5f);
    float solid_right = raster_smaller(shape->cx1, shape->x1 - 0.5f);
    struct shape_row row = {.dy = raster_larger(shape->cy0 - py, py - shape->cy1)};

    if (!shape->some) {
        row.from = row.to = row.solid_from = row.solid_to = area->right;
        return row;
    }
    row.height = overlap(py, shape->y0, shape->y1);
    if (row.dy <= 0) {
        solid_left = shape->x0 + 0.5f;
        solid_right = shape->x1 - 0.5f;
    } else {
        float outer = shape->round + RASTER_REACH, inner = shape->round - RASTER_REACH;
        float out = sqrtf(raster_larger(0, outer * outer - row.dy * row.dy));

        left = shape->cx0 - out;
        right = shape->cx1 + out;
        if (inner > row.dy) {
            float in = sqrtf(inner * inner - row.dy * row.dy);

            solid_left = shape->cx0 - in;
            solid_right = shape->cx1 + in;
        }
    }
    row.from = raster_first((double)left, area->left, area->right);
    row.to = raster_first((double)right, row.from, area->right);
    row.solid_from = row.solid_to = row.to;
    if (row.height >= 1 && solid_right >= solid_left) {
        row.solid_from = raster_first((double)solid_left, row.from, row.to);
        row.solid_to = raster_first((double)solid_right, row.solid_from, row.to);
        if (row.solid_from == row.solid_to)
            row.solid_from = row.solid_to = row.to;
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

/* Paints one row: the stroke where `outer` covers and `inner` does not; the same
 * shape twice if there is no stroke. */
static void paint_row(const struct raster_area *area, int y, const struct shape *outer,
                      const struct shape *inner, color fill, color stroke)
{
    struct shape_row out = shape_row(outer, area, y);
    struct shape_row in = inner == outer ? out : shape_row(inner, area, y);
    uint32_t *pixels = raster_pixel(area, 0, y);
    unsigned fill_alpha = raster_weight(fill >> 24), stroke_alpha = raster_weight(stroke >> 24);

    for (int x = out.from; x < out.to;) {
        if (x >= in.solid_from && x < in.solid_to) {
            raster_row_fill(pixels + x, in.solid_to - x, fill);
            x = in.solid_to;
        } else if (x >= out.solid_from && x < out.solid_to && (x < in.from || x >= in.to)) {
            int end = x < in.from && in.from < out.solid_to ? in.from : out.solid_to;

            raster_row_fill(pixels + x, end - x, stroke);
            x = end;
        } else {
            unsigned covered = whole(shape_cover(outer, &out, x)), filled = covered;

            if (inner != outer && covered > 0) {
                filled = x < in.from || x >= in.to ? 0 : whole(shape_cover(inner, &in, x));
                if (filled > covered)
                    filled = covered;
            }
            if (covered > 0)
                pixels[x] = mix_two(pixels[x], fill, filled * fill_alpha >> 8, stroke,
                                    (covered - filled) * stroke_alpha >> 8);
            x++;
        }
    }
}

void raster_shape(const struct raster_area *area, struct rect rect, float radius, color fill,
                  color stroke, float stroke_width)
{
    struct shape outer, inside;
    const struct shape *inner = &outer;
    int top, bottom;

    if (!isfinite(rect.x) || !isfinite(rect.y) || !isfinite(rect.w) || !isfinite(rect.h) ||
        !isfinite(radius) || !isfinite(stroke_width))
        return;
    outer = shape_make(rect, radius);
    if (!outer.some || (fill >> 24 == 0 && stroke >> 24 == 0))
        return;
    if (stroke_width > 0 && stroke >> 24 != 0) {
        inside = shape_make(rect_inset(rect, stroke_width, stroke_width), radius - stroke_width);
        inner = &inside;
    }
    top = raster_first((double)outer.y0 - 0.5, area->top, area->bottom);
    bottom = raster_first((double)outer.y1 + 0.5, top, area->bottom);
    for (int y = top; y < bottom; y++)
        paint_row(area, y, &outer, inner, fill, stroke);
}
