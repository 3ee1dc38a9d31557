#include "draw/raster/raster_triangle.h"

#include <math.h>

/* distance(x, y) = nx x + ny y + offset, positive inside. */
struct edge {
    double nx, ny, offset;
    double reach;       /* a pixel's centre nearer than this is cut by the edge */
    float major, minor; /* magnitudes of the normal's components */
};

struct corner {
    double x, y;
};

/* Inward edges; false if the triangle has no area. */
static bool edges_make(struct edge edges[3], const struct corner p[3])
{
    double area = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y);
    double side = area > 0 ? 1 : -1;

    if (!(fabs(area) > 1e-9))
        return false;
    for (int i = 0; i < 3; i++) {
        struct corner a = p[i], b = p[(i + 1) % 3];
        double dx = b.x - a.x, dy = b.y - a.y, length = sqrt(dx * dx + dy * dy);
        struct edge *edge = &edges[i];

        edge->nx = -dy / length * side;
        edge->ny = dx / length * side;
        edge->offset = -(edge->nx * a.x + edge->ny * a.y);
        edge->major = raster_larger((float)fabs(edge->nx), (float)fabs(edge->ny));
        edge->minor = raster_smaller((float)fabs(edge->nx), (float)fabs(edge->ny));
        edge->reach = (fabs(edge->nx) + fabs(edge->ny)) / 2;
    }
    return true;
}

/* Cuts the polygon to where sign * coordinate <= limit (Sutherland and Hodgman);
 * returns how many corners are left: one more at most. */
static int cut(const struct corner *in, int count, struct corner *out, bool vertical, double sign,
               double limit)
{
    int kept = 0;

    for (int i = 0; i < count; i++) {
        struct corner a = in[i], b = in[(i + 1) % count];
        double da = sign * (vertical ? a.y : a.x) - limit;
        double db = sign * (vertical ? b.y : b.x) - limit;

        if (da <= 0)
            out[kept++] = a;
        if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
            double t = da / (da - db);

            out[kept++] = (struct corner){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        }
    }
    return kept;
}

/* The area of the triangle within the pixel. */
static float exact_cover(const struct corner p[3], int x, int y)
{
    struct corner one[8], two[8];
    double area = 0;
    int count = cut(p, 3, one, false, 1, x + 1.0);

    count = cut(one, count, two, false, -1, -(double)x);
    count = cut(two, count, one, true, 1, y + 1.0);
    count = cut(one, count, two, true, -1, -(double)y);
    for (int i = 0; i < count; i++) {
        struct corner a = two[i], b = two[(i + 1) % count];

        /* Relative to the pixel, so that large coordinates do not cancel. */
        area += (a.x - x) * (b.y - y) - (b.x - x) * (a.y - y);
    }
    return (float)fmin(fabs(area) / 2, 1);
}

static float cover(const struct edge edges[3], const struct corner p[3], int x, int y)
{
    float covered = 1;
    int partial = 0;

    for (int i = 0; i < 3; i++) {
        const struct edge *edge = &edges[i];
        double inside = edge->nx * (x + 0.5) + edge->ny * (y + 0.5) + edge->offset;
        float part = raster_half_plane((float)inside, edge->major, edge->minor);

        if (part <= 0)
            return 0;
        if (part < 1) {
            covered = part;
            partial++;
        }
    }
    return partial <= 1 ? covered : exact_cover(p, x, y);
}

static void paint_pixels(const struct raster_area *area, const struct edge edges[3],
                         const struct corner p[3], int y, int from, int to, color fill)
{
    unsigned alpha = raster_weight(fill >> 24);
    uint32_t *pixels = raster_pixel(area, 0, y);

    for (int x = from; x < to; x++) {
        unsigned weight = (unsigned)(cover(edges, p, x, y) * 256 + 0.5f) * alpha >> 8;

        if (weight > 0)
            pixels[x] = raster_mix(pixels[x], fill, weight);
    }
}

/* The pixels of row y whose centres are at least `times` reach inside all edges. */
static bool row_range(const struct edge edges[3], int y, double times, int low, int high,
                      int *first, int *last)
{
    double from = -1e30, to = 1e30;

    for (int i = 0; i < 3; i++)
        if (!raster_solve(edges[i].nx, edges[i].ny * (y + 0.5) + edges[i].offset,
                          times * edges[i].reach, 1e30, &from, &to))
            return false;
    *first = raster_first(from, low, high);
    *last = raster_first(to, *first, high);
    return true;
}

void raster_triangle(const struct raster_area *area, const struct point p[3], color fill)
{
    struct corner corners[3];
    struct edge edges[3];
    double top = 1e300, bottom = -1e300;
    int first, last;

    for (int i = 0; i < 3; i++) {
        if (!isfinite(p[i].x) || !isfinite(p[i].y))
            return;
        corners[i] = (struct corner){(double)p[i].x, (double)p[i].y};
        top = fmin(top, corners[i].y);
        bottom = fmax(bottom, corners[i].y);
    }
    if (fill >> 24 == 0 || !edges_make(edges, corners))
        return;
    first = raster_first(top - 0.5, area->top, area->bottom);
    last = raster_first(bottom + 0.5, first, area->bottom);
    for (int y = first; y < last; y++) {
        int from, to, solid_from, solid_to;

        if (!row_range(edges, y, -1, area->left, area->right, &from, &to))
            continue;
        if (!row_range(edges, y, 1, from, to, &solid_from, &solid_to))
            solid_from = solid_to = to;
        paint_pixels(area, edges, corners, y, from, solid_from, fill);
        raster_row_fill(raster_pixel(area, solid_from, y), solid_to - solid_from, fill);
        paint_pixels(area, edges, corners, y, solid_to, to, fill);
    }
}
