/* Shades and contours of the landscape: marching squares over the points that hold. */
#include "view/landscape/landscape.h"
#include "view/landscape/landscape_parts.h"

#include <math.h>

/* The height of a contour, from 1 to LANDSCAPE_LEVELS: closer to each other near the least, so that
 * the floor of a valley has some. */
static double level_height(const struct landscape_card *card, int level)
{
    double part = (double)level / (LANDSCAPE_LEVELS + 1);

    return card->least + (card->most - card->least) * part * part;
}

/* How high a height is, 0 to 1, as the contours have it. */
static float part_of(const struct landscape_card *card, double value)
{
    if (!isfinite(value))
        return 1.0f;
    return card->most > card->least
               ? (float)sqrt(fmax(0.0, (value - card->least) / (card->most - card->least))) : 0.0f;
}

static double value_at(const struct landscape_card *card, size_t column, size_t row)
{
    return card->values[row * LANDSCAPE_POINTS + column];
}

static struct point place(struct rect plot, double column, double row)
{
    const float cells = LANDSCAPE_POINTS - 1;

    return (struct point){plot.x + plot.w * (float)column / cells,
                          plot.y + plot.h * (1.0f - (float)row / cells)};
}

/* Between which two contours a square of the grid is, from the point at its lower left. */
static float band_of(const struct landscape_card *card, size_t column, size_t row)
{
    size_t stride = card->stride;
    double mean = 0.25 * (value_at(card, column, row) + value_at(card, column + stride, row)
                          + value_at(card, column, row + stride)
                          + value_at(card, column + stride, row + stride));

    return floorf(part_of(card, mean) * (LANDSCAPE_LEVELS + 1)) / (LANDSCAPE_LEVELS + 1);
}

/* A shade for each band, neighbours of one band together. */
static void shade_row(const struct view *view, struct rect plot, const struct landscape_card *card,
                      size_t row)
{
    size_t stride = card->stride, first = 0;

    for (size_t column = stride; column <= LANDSCAPE_POINTS - 1; column += stride) {
        float band = band_of(card, first, row);
        struct point a = place(plot, (double)first, (double)(row + stride)),
                     b = place(plot, (double)column, (double)row);
        struct rect cells = {floorf(a.x), floorf(a.y), ceilf(b.x) - floorf(a.x),
                             ceilf(b.y) - floorf(a.y)};

        if (column < LANDSCAPE_POINTS - 1 && band_of(card, column, row) == band)
            continue;
        canvas_box(view->canvas, cells, 0.0f,
                   color_mix(view->theme->panel, view->theme->text, TINT_FAINT * band), 0, 0.0f);
        first = column;
    }
}

/* Where the contour crosses the edges of a square; two of them are a piece of the line. */
static void contour(const struct view *view, struct rect plot, const struct landscape_card *card,
                    size_t column, size_t row, double level)
{
    static const size_t across[4] = {0, 1, 1, 0}, up[4] = {0, 0, 1, 1};
    double heights[4];
    struct point crossings[4];
    size_t count = 0;

    for (int i = 0; i < 4; i++) {
        heights[i] = value_at(card, column + across[i] * card->stride, row + up[i] * card->stride)
                   - level;
        if (!isfinite(heights[i]))
            return;
    }
    for (int i = 0; i < 4; i++) {
        int next = (i + 1) % 4;
        double part = heights[i] / (heights[i] - heights[next]);
        double stride = (double)card->stride;

        if ((heights[i] >= 0) == (heights[next] >= 0))
            continue;
        crossings[count++] =
            place(plot,
                  (double)column
                      + stride * ((double)across[i] * (1 - part) + (double)across[next] * part),
                  (double)row + stride * ((double)up[i] * (1 - part) + (double)up[next] * part));
    }
    for (size_t i = 0; i + 1 < count; i += 2)
        canvas_line(view->canvas, crossings[i], crossings[i + 1], view->size.thin,
                    color_mix(view->theme->panel, view->theme->text, 0.5f), 0.0f);
}

void landscape_ground(const struct view *view, struct rect plot, const struct landscape_card *card)
{
    size_t cells = LANDSCAPE_POINTS - 1, stride = card->stride;

    for (size_t row = 0; stride > 0 && row < cells; row += stride)
        shade_row(view, plot, card, row);
    for (int level = 1; stride > 0 && card->most > card->least && level <= LANDSCAPE_LEVELS;
         level++)
        for (size_t row = 0; row < cells; row += stride)
            for (size_t column = 0; column < cells; column += stride)
                contour(view, plot, card, column, row, level_height(card, level));
}

void landscape_draw_arrow(const struct view *view, const struct landscape_arrow *arrow)
{
    float dx = arrow->to.x - arrow->from.x, dy = arrow->to.y - arrow->from.y,
        length = sqrtf(dx * dx + dy * dy), head = fminf(4.6f * arrow->width, 0.7f * length),
        half = 0.5f * head;
    struct point neck, corners[4];

    if (!(length > 0.0f))
        return;
    dx /= length;
    dy /= length;
    neck = (struct point){arrow->to.x - head * dx, arrow->to.y - head * dy};
    corners[0] = corners[3] = arrow->to;
    corners[1] = (struct point){neck.x - half * dy, neck.y + half * dx};
    corners[2] = (struct point){neck.x + half * dy, neck.y - half * dx};
    canvas_line(view->canvas, arrow->from, neck, arrow->width, arrow->ink,
                arrow->dashed ? 2.5f * arrow->width : 0.0f);
    canvas_triangle(view->canvas, corners[0], corners[1], corners[2],
                    arrow->hollow ? view->theme->panel : arrow->ink);
    if (arrow->hollow)
        canvas_polyline(view->canvas, corners, 4, 0.7f * arrow->width, arrow->ink);
}
