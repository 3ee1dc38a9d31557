/* The lines between the classes of a plane: marching squares, their pieces joined to whole lines.
 */
#include "view/map/map_parts.h"

#include <math.h>
#include <string.h>

/* A piece of a line within one square of the grid, from one of its edges to another. */
struct piece {
    struct point ends[2];
    size_t edges[2];
    bool used;
};

/* All pieces of one boundary. An edge of the grid is an end of two of them at most: then they join
 * there. */
struct pieces {
    struct piece *pieces;
    size_t count;
    size_t (*of_edge)[2];   /* (edges): one more than the piece's index; 0: none */
    size_t columns, rows;   /* points of the grid */
};

/* A square of the grid: where its corners are, how far each is on the inner side, and the edge from
 * each to the next. */
struct square {
    struct point at[4];     /* around it */
    double height[4];
    size_t edge[4];
};

/* ---- pieces ---- */

/* Where the height is 0 between two neighbouring corners. */
static struct point crossing(const struct square *square, int corner)
{
    int next = (corner + 1) % 4;
    double a = square->height[corner], b = square->height[next];

    return point_lerp(square->at[corner], square->at[next], (float)(a / (a - b)));
}

static void add_piece(struct pieces *all, const struct square *square, int from, int to)
{
    struct piece *piece = &all->pieces[all->count++];

    *piece = (struct piece){{crossing(square, from), crossing(square, to)},
                            {square->edge[from], square->edge[to]}, false};
    for (int end = 0; end < 2; end++) {
        size_t *ends = all->of_edge[piece->edges[end]];

        ends[ends[0] != 0] = all->count;
    }
}

/* One piece of the line, or two at a saddle. */
static void add_square(struct pieces *all, const struct square *square)
{
    int corners[4], count = 0;
    double middle = 0;

    for (int i = 0; i < 4; i++) {
        if (!isfinite(square->height[i]))
            return;
        middle += square->height[i];
        if ((square->height[i] >= 0) != (square->height[(i + 1) % 4] >= 0))
            corners[count++] = i;
    }
    if (count == 2)
        add_piece(all, square, corners[0], corners[1]);
    if (count < 4)
        return;
    /* At a saddle the middle belongs to two of the corners: the lines go around the other two. */
    if ((middle >= 0) == (square->height[0] >= 0)) {
        add_piece(all, square, 0, 1);
        add_piece(all, square, 2, 3);
    } else {
        add_piece(all, square, 3, 0);
        add_piece(all, square, 1, 2);
    }
}

/* How far the answer is on the class's side: above 0 where the network says it. */
static double height_of(const struct map_card *card, size_t class, const double *values)
{
    double other = -(double)INFINITY;

    if (card->kind == MAP_THRESHOLD)
        return *values - card->threshold;
    for (size_t k = 0; k < card->map->outputs; k++) {
        if (k != class)
            other = fmax(other, values[k]);
    }
    return values[class] - other;
}

/* The line between two classes is drawn once, as the lower one's. */
static bool is_own(const struct map_card *card, size_t class, const double *const values[4])
{
    if (card->kind != MAP_CLASSES)
        return true;
    for (int i = 0; i < 4; i++) {
        size_t says = map_class(card, values[i]);

        if (says != class && says > class)
            return true;
    }
    return false;
}

static void find_pieces(struct pieces *all, const struct map_plot *plot,
                        const struct map_card *card, const struct map *map,
                        size_t class)
{
    static const size_t across[4] = {0, 1, 1, 0}, up[4] = {0, 0, 1, 1};
    size_t stride = map->stride, uprights = all->columns * all->rows;

    all->count = 0;
    memset(all->of_edge, 0, 2 * uprights * sizeof *all->of_edge);
    for (size_t row = 0; row + 1 < all->rows; row++) {
        for (size_t column = 0; column + 1 < all->columns; column++) {
            size_t corner = row * all->columns + column;
            struct square square = {.edge = {corner, uprights + corner + 1, corner + all->columns,
                                             uprights + corner}};
            const double *values[4];

            for (int i = 0; i < 4; i++) {
                size_t c = (column + across[i]) * stride, r = (row + up[i]) * stride;

                values[i] = map_at(map, c, r);
                square.at[i] = map_plot_point(plot, map_input(map, 0, c),
                                                   map_input(map, 1, r));
                square.height[i] = height_of(card, class, values[i]);
            }
            if (is_own(card, class, values))
                add_square(all, &square);
        }
    }
}

/* ---- lines ---- */

/* The piece that goes on at that end of piece `at`, and which of its own ends is there; false:
 * none. */
static bool next_piece(const struct pieces *all, size_t at, int end, size_t *next, int *its_end)
{
    size_t edge = all->pieces[at].edges[end];
    const size_t *ends = all->of_edge[edge];
    size_t other = ends[0] == at + 1 ? ends[1] : ends[0];

    if (other == 0 || all->pieces[other - 1].used)
        return false;
    *next = other - 1;
    *its_end = all->pieces[*next].edges[0] == edge ? 0 : 1;
    return true;
}

/* Whether nothing joins one of the piece's ends; *end says which. */
static bool is_first(const struct pieces *all, size_t at, int *end)
{
    for (*end = 0; *end < 2; ++*end)
        if (all->of_edge[all->pieces[at].edges[*end]][1] == 0)
            return true;
    return false;
}

/* From that end of a piece on to the other end of the line, or around. */
static void draw_from(const struct view *view, struct pieces *all, struct point *points, size_t at,
                      int end, const struct map_line *line)
{
    size_t count = 0;

    points[count++] = all->pieces[at].ends[end];
    do {
        all->pieces[at].used = true;
        points[count++] = all->pieces[at].ends[1 - end];
    } while (next_piece(all, at, 1 - end, &at, &end));
    canvas_polyline_dashed(view->canvas, points, count, line->width, line->ink, line->dash);
}

/* Lines that end at the plot's edge first; what is left then goes around. */
static void draw_lines(const struct view *view, struct pieces *all, struct point *points,
                       const struct map_line *line)
{
    int end;

    for (size_t i = 0; i < all->count; i++)
        if (!all->pieces[i].used && is_first(all, i, &end))
            draw_from(view, all, points, i, end, line);
    for (size_t i = 0; i < all->count; i++)
        if (!all->pieces[i].used)
            draw_from(view, all, points, i, 0, line);
}

void map_boundary(const struct view *view, const struct map_plot *plot,
                       const struct map_card *card, const struct map_line *line)
{
    const struct map *map = line->map;
    /* The line between the last class and another is that other's. */
    size_t classes = card->kind == MAP_CLASSES ? map->outputs - 1 : 1, most;
    struct pieces all = {0};
    struct point *points;

    if (card->kind == MAP_VALUE || map->stride == 0)
        return;
    all.columns = (map->columns - 1) / map->stride + 1;
    all.rows = (map->rows - 1) / map->stride + 1;
    most = 2 * (all.columns - 1) * (all.rows - 1);
    all.pieces = arena_alloc(view->arena, most * sizeof *all.pieces);
    all.of_edge = arena_alloc(view->arena, 2 * all.columns * all.rows * sizeof *all.of_edge);
    points = arena_alloc(view->arena, (most + 1) * sizeof *points);
    for (size_t class = 0; class < classes; class++) {
        find_pieces(&all, plot, card, map, class);
        draw_lines(view, &all, points, line);
    }
}
