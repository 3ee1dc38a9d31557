#include "draw/raster/raster_path.h"

#include "draw/dash.h"
#include "base/memory.h"
#include "draw/raster/raster_segment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The touched part of a sheet's row, in pixels of the picture; empty: from >= to. */
struct raster_extent {
    int from, to;
};

/* The coverage of a path, kept in the rasteriser's memory. */
struct sheet {
    struct raster *raster;
    const struct raster_area *area;
    int left, top, right, bottom; /* the path's bounding box, within the area */
    float width;                  /* of the path */
    struct raster_segment segment; /* the one being added */
};

static bool finite_point(struct point p)
{
    return isfinite(p.x) && isfinite(p.y);
}

/* Prepares the sheet for a path of the points. False if none of it can be seen. */
static bool sheet_open(struct sheet *sheet, struct raster *raster, const struct raster_area *area,
                       const struct point *points, size_t count, float width)
{
    double x0 = 1e300, y0 = 1e300, x1 = -1e300, y1 = -1e300, pad = (double)width / 2 + 2;
    size_t rows, bytes;

    for (size_t i = 0; i < count; i++) {
        double x = (double)points[i].x, y = (double)points[i].y;

        if (!finite_point(points[i]))
            continue;
        x0 = x < x0 ? x : x0;
        x1 = x > x1 ? x : x1;
        y0 = y < y0 ? y : y0;
        y1 = y > y1 ? y : y1;
    }
    *sheet = (struct sheet){.raster = raster, .area = area, .width = width};
    sheet->left = raster_first(x0 - pad, area->left, area->right);
    sheet->right = raster_first(x1 + pad, sheet->left, area->right);
    sheet->top = raster_first(y0 - pad, area->top, area->bottom);
    sheet->bottom = raster_first(y1 + pad, sheet->top, area->bottom);
    if (sheet->left >= sheet->right || sheet->top >= sheet->bottom)
        return false;
    rows = (size_t)(sheet->bottom - sheet->top);
    bytes = rows * (size_t)(sheet->right - sheet->left);
    if (raster->capacity < bytes) {
        free(raster->coverage);
        raster->coverage = memory_new(bytes, 1);
        raster->capacity = bytes;
    }
    if (raster->rows < rows) {
        raster->extents = memory_resize(raster->extents, rows, sizeof *raster->extents);
        raster->rows = rows;
    }
    for (size_t i = 0; i < rows; i++)
        raster->extents[i] = (struct raster_extent){sheet->right, sheet->left};
    return true;
}

static uint8_t *sheet_row(const struct sheet *sheet, int y)
{
    return sheet->raster->coverage +
           (size_t)(y - sheet->top) * (size_t)(sheet->right - sheet->left);
}

/* Whether the segment lies above or below the sheet, as far as a quick look tells: most of a long
 * path do. What is not a number does not. */
static bool is_far(const struct sheet *sheet, struct point a, struct point b)
{
    float pad = sheet->width / 2 + 2;

    return raster_larger(a.y, b.y) + pad < (float)sheet->top
           || raster_smaller(a.y, b.y) - pad > (float)sheet->bottom;
}

static void sheet_add(struct sheet *sheet, struct point a, struct point b)
{
    int top, bottom;

    if (is_far(sheet, a, b)
        || !raster_segment_init(&sheet->segment, sheet->raster->tables, sheet->area, a, b,
                                sheet->width))
        return;
    raster_segment_rows(&sheet->segment, sheet->area, &top, &bottom);
    top = top < sheet->top ? sheet->top : top;
    bottom = bottom > sheet->bottom ? sheet->bottom : bottom;
    for (int y = top; y < bottom; y++) {
        struct raster_extent *extent = &sheet->raster->extents[y - sheet->top];
        int from, to;

        raster_segment_row(&sheet->segment, y, sheet->left, sheet->right, sheet_row(sheet, y),
                           &from, &to);
        if (from >= to)
            continue;
        extent->from = from < extent->from ? from : extent->from;
        extent->to = to > extent->to ? to : extent->to;
    }
}

/* Blends the sheet and leaves it empty. */
static void sheet_blend(const struct sheet *sheet, color stroke)
{
    for (int y = sheet->top; y < sheet->bottom; y++) {
        struct raster_extent extent = sheet->raster->extents[y - sheet->top];
        uint8_t *row = sheet_row(sheet, y) + (extent.from - sheet->left);
        int count = extent.to - extent.from;

        if (count <= 0)
            continue;
        raster_row_blend(raster_pixel(sheet->area, extent.from, y), row, count, stroke);
        memset(row, 0, (size_t)count);
    }
}

/* One solid segment, which needs no sheet. */
static void line(struct raster *raster, const struct raster_area *area, struct point a,
                 struct point b, float width, color stroke)
{
    struct raster_segment segment;

    if (raster_segment_init(&segment, raster->tables, area, a, b, width))
        raster_segment_paint(&segment, area, stroke);
}

static double distance(struct point a, struct point b)
{
    double dx = (double)b.x - (double)a.x, dy = (double)b.y - (double)a.y;

    return sqrt(dx * dx + dy * dy);
}

/* Adds the parts of one segment, which begins at `done` along the path, that
 * dashes cover. */
static void add_dashed(struct sheet *sheet, struct point a, struct point b, double done,
                       double length, const struct dash_pattern *pattern)
{
    double first = floor((done - pattern->start - pattern->on) / pattern->period);
    long i = first > 0 ? (long)first : 0;

    for (; i < pattern->count; i++) {
        double from = pattern->start + (double)i * pattern->period - done;
        double to = from + pattern->on;

        if (from > length)
            break;
        if (to < 0)
            continue;
        from = from < 0 ? 0 : from;
        to = to > length ? length : to;
        sheet_add(sheet, point_lerp(a, b, (float)(length > 0 ? from / length : 0)),
                  point_lerp(a, b, (float)(length > 0 ? to / length : 0)));
    }
}

void raster_path(struct raster *raster, const struct raster_area *area,
                 const struct point *points, size_t count, bool closed, float width, float dash,
                 color stroke)
{
    struct sheet sheet;
    struct dash_pattern pattern = {0};
    size_t segments = closed || count == 1 ? count : count - 1;
    double length = 0;
    bool dashed;

    if (count == 0 || !(width > 0) || !isfinite(width) || stroke >> 24 == 0)
        return;
    if (raster->tables == NULL)
        raster->tables = memory_new(1, sizeof *raster->tables);
    for (size_t i = 0; i < segments && dash > 0; i++)
        length += distance(points[i], points[(i + 1) % count]);
    dashed = dash > 0 && dash_fit(&pattern, length, closed, (double)width, (double)dash);
    if (segments == 1 && !dashed) {
        line(raster, area, points[0], points[count - 1], width, stroke);
        return;
    }
    if (!sheet_open(&sheet, raster, area, points, count, width))
        return;
    length = 0;
    for (size_t i = 0; i < segments; i++) {
        struct point a = points[i], b = points[(i + 1) % count];

        if (dashed)
            add_dashed(&sheet, a, b, length, distance(a, b), &pattern);
        else
            sheet_add(&sheet, a, b);
        length += distance(a, b);
    }
    sheet_blend(&sheet, stroke);
}

enum { CURVE_SEGMENTS = 128 };

void raster_curve(struct raster *raster, const struct raster_area *area, const struct point p[4],
                  float width, float dash, color stroke)
{
    struct point points[CURVE_SEGMENTS + 1];
    double bend = 0, wanted;
    int count;

    for (int i = 0; i < 4; i++)
        if (!finite_point(p[i]))
            return;
    /* A cubic leaves its chord by at most 3/4 of its largest second difference
     * over the square of the number of chords; 1/10 px cannot be seen. */
    for (int i = 0; i < 2; i++) {
        double x = (double)p[i].x - 2 * (double)p[i + 1].x + (double)p[i + 2].x;
        double y = (double)p[i].y - 2 * (double)p[i + 1].y + (double)p[i + 2].y;

        bend = fmax(bend, sqrt(x * x + y * y));
    }
    wanted = ceil(sqrt(0.75 * bend / 0.1));
    count = wanted < 1 ? 1 : wanted > CURVE_SEGMENTS ? CURVE_SEGMENTS : (int)wanted;
    for (int i = 0; i <= count; i++) {
        float t = (float)i / (float)count, s = 1 - t;
        float b0 = s * s * s, b1 = 3 * s * s * t, b2 = 3 * s * t * t, b3 = t * t * t;

        points[i].x = b0 * p[0].x + b1 * p[1].x + b2 * p[2].x + b3 * p[3].x;
        points[i].y = b0 * p[0].y + b1 * p[1].y + b2 * p[2].y + b3 * p[3].y;
    }
    raster_path(raster, area, points, (size_t)count + 1, false, width, dash, stroke);
}

enum { ARC_STEPS = 12 };

/* A quarter of a circle, clockwise on the screen from `turn` quarters on. */
static size_t add_arc(struct point *points, size_t count, float x, float y, float radius, int turn)
{
    /* The tangent of half a step of the angle, pi/2 / ARC_STEPS / 2; by turning
     * step by step no sine is needed, which would differ between C libraries. */
    static const double half = 0.065543462815238; /* tan(pi / 48) */
    static const double start[4][2] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
    double c = (1 - half * half) / (1 + half * half), s = 2 * half / (1 + half * half);
    double dx = start[turn][0], dy = start[turn][1];

    for (int i = 0; i <= ARC_STEPS; i++) {
        double next = dx * c - dy * s;

        points[count++] = (struct point){x + radius * (float)dx, y + radius * (float)dy};
        dy = dx * s + dy * c;
        dx = next;
    }
    return count;
}

void raster_outline(struct raster *raster, const struct raster_area *area, struct rect rect,
                    float radius, float width, float dash, color stroke)
{
    struct rect middle = rect_inset(rect, width / 2, width / 2);
    struct point points[4 * (ARC_STEPS + 1) + 1];
    float x0 = middle.x, y0 = middle.y, x1 = x0 + middle.w, y1 = y0 + middle.h, r;
    size_t count = 0;

    if (!(middle.w >= 0 && middle.h >= 0))
        return;
    r = raster_larger(0, raster_smaller(radius - width / 2,
                                        raster_smaller(middle.w, middle.h) / 2));
    points[count++] = (struct point){(x0 + x1) / 2, y0};
    count = add_arc(points, count, x1 - r, y0 + r, r, 0);
    count = add_arc(points, count, x1 - r, y1 - r, r, 1);
    count = add_arc(points, count, x0 + r, y1 - r, r, 2);
    count = add_arc(points, count, x0 + r, y0 + r, r, 3);
    raster_path(raster, area, points, count, true, width, dash, stroke);
}
