/* Lines and signs that views share. */
#include "view/view.h"

#include <math.h>

void view_rule(const struct view *view, float left, float right, float y, color ink)
{
    canvas_line(view->canvas, (struct point){left, y}, (struct point){right, y}, view->size.thin,
                ink, 0.0f);
}

void view_outline(const struct view *view, struct rect rect, float round, color ink)
{
    float out = view->size.out;

    canvas_box(view->canvas, rect_inset(rect, -out, -out), round + out, 0, ink, view->size.strong);
}

void view_ring(const struct view *view, struct point center, float radius, color ink)
{
    canvas_disc(view->canvas, center, radius + view->size.out, 0, ink, view->size.bold);
}

void view_arrow_head(const struct view *view, struct point from, struct point tip, float length,
                     color ink)
{
    float dx = tip.x - from.x, dy = tip.y - from.y;
    float share = length / fmaxf(sqrtf(dx * dx + dy * dy), 1.0f);
    struct point neck = {tip.x - dx * share, tip.y - dy * share};
    struct point side = {-0.5f * dy * share, 0.5f * dx * share};

    canvas_triangle(view->canvas, tip, (struct point){neck.x + side.x, neck.y + side.y},
                    (struct point){neck.x - side.x, neck.y - side.y}, ink);
}

void view_cross(const struct view *view, struct point at, float size)
{
    float half = 0.3f * size, width = 0.14f * size;
    color ink = view->theme->error;

    canvas_line(view->canvas, (struct point){at.x - half, at.y - half},
                (struct point){at.x + half, at.y + half}, width, ink, 0.0f);
    canvas_line(view->canvas, (struct point){at.x - half, at.y + half},
                (struct point){at.x + half, at.y - half}, width, ink, 0.0f);
}

void view_difference(const struct view *view, struct point at, float size)
{
    float half = 0.3f * size, gap = 0.13f * size, width = 0.1f * size;
    color ink = view->theme->text_soft;

    if (view->wrong) {
        view_cross(view, at, size);
        return;
    }
    for (int i = -1; i <= 1; i += 2)
        canvas_line(view->canvas, (struct point){at.x - half, at.y + (float)i * gap},
                    (struct point){at.x + half, at.y + (float)i * gap}, width, ink, 0.0f);
    canvas_line(view->canvas, (struct point){at.x - 0.6f * half, at.y + 1.1f * half},
                (struct point){at.x + 0.6f * half, at.y - 1.1f * half}, width, ink, 0.0f);
}

float view_check(const struct view *view, float x, float y, float size_px, color ink)
{
    const struct point mark[3] = {{x, y - 0.3f * size_px},
                                  {x + 0.22f * size_px, y - 0.06f * size_px},
                                  {x + 0.62f * size_px, y - 0.66f * size_px}};

    canvas_polyline(view->canvas, mark, 3, 0.13f * size_px, ink);
    return 0.95f * size_px;
}
