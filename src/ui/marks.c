#include "ui/marks.h"

#include <math.h>

/* All in sizes of the text beside them. */
static const float half = 0.3f, stroke = 0.13f;

void ui_arrow_head(struct canvas *canvas, struct point from, struct point tip, float length,
                   color ink)
{
    float dx = tip.x - from.x, dy = tip.y - from.y;
    float share = length / fmaxf(sqrtf(dx * dx + dy * dy), 1.0f);
    struct point neck = {tip.x - dx * share, tip.y - dy * share};
    struct point side = {-0.5f * dy * share, 0.5f * dx * share};

    canvas_triangle(canvas, tip, (struct point){neck.x + side.x, neck.y + side.y},
                    (struct point){neck.x - side.x, neck.y - side.y}, ink);
}

float ui_check_width(float size_px)
{
    return 0.95f * size_px;
}

float ui_check(struct canvas *canvas, float x, float y, float size_px, color ink)
{
    const struct point mark[3] = {{x, y - 0.3f * size_px},
                                  {x + 0.22f * size_px, y - 0.06f * size_px},
                                  {x + 0.62f * size_px, y - 0.66f * size_px}};

    canvas_polyline(canvas, mark, 3, stroke * size_px, ink);
    return ui_check_width(size_px);
}

/* A line through the middle, to that side of it and as far to the other. */
static void through(struct canvas *canvas, struct point at, float dx, float dy, float width,
                    color ink)
{
    canvas_line(canvas, (struct point){at.x - dx, at.y - dy}, (struct point){at.x + dx, at.y + dy},
                width, ink, 0.0f);
}

void ui_cross(struct canvas *canvas, struct point at, float size, color ink)
{
    through(canvas, at, half * size, half * size, stroke * size, ink);
    through(canvas, at, half * size, -half * size, stroke * size, ink);
}

void ui_unequal(struct canvas *canvas, struct point at, float size, color ink)
{
    float width = 0.1f * size;

    for (int i = -1; i <= 1; i += 2)
        through(canvas, (struct point){at.x, at.y + (float)i * stroke * size}, half * size, 0.0f,
                width, ink);
    through(canvas, at, 0.18f * size, -0.33f * size, width, ink);
}
