/* The curve of a network of one input and one output, as far as it lies within the plot. */
#include "view/map/map_parts.h"

#include <math.h>

/* A piece of the curve that lies within the plot. */
struct piece {
    struct point points[MAP_LINE_POINTS + 2];
    size_t count;
};

static void draw_piece(const struct view *view, struct piece *piece,
                       const struct map_line *line)
{
    if (piece->count > 1)
        canvas_polyline_dashed(view->canvas, piece->points, piece->count, line->width, line->ink,
                               line->dash);
    piece->count = 0;
}

/* Where the way from a to b comes to that height. */
static struct point at_height(struct point a, struct point b, float y)
{
    return (struct point){a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y};
}

/* The part of the way from a to b that lies within. */
static void add_way(const struct view *view, struct piece *piece, struct rect within,
                    struct point a, struct point b, const struct map_line *line)
{
    float top = within.y, bottom = within.y + within.h;
    struct point from = a, to = b;

    if (fmaxf(a.y, b.y) < top || fminf(a.y, b.y) > bottom) {
        draw_piece(view, piece, line);
        return;
    }
    if (a.y < top || a.y > bottom)
        from = at_height(a, b, a.y < top ? top : bottom);
    if (b.y < top || b.y > bottom)
        to = at_height(a, b, b.y < top ? top : bottom);
    if (piece->count == 0)
        piece->points[piece->count++] = from;
    piece->points[piece->count++] = to;
    if (to.y != b.y)
        draw_piece(view, piece, line);
}

void map_curve(const struct view *view, const struct map_plot *plot,
                    const struct map_line *line)
{
    const struct map *map = line->map;
    struct piece piece = {.count = 0};
    struct point last = {0, 0};
    bool any = false;

    for (size_t i = 0; map->stride > 0 && i < map->columns; i += map->stride) {
        double answer = *map_at(map, i, 0);
        struct point next = map_plot_point(plot, map_input(map, 0, i), answer);

        if (any && isfinite(answer))
            add_way(view, &piece, plot->rect, last, next, line);
        else
            draw_piece(view, &piece, line);
        any = isfinite(answer);
        last = next;
    }
    draw_piece(view, &piece, line);
}
