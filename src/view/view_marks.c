/* Lines and signs that views share. */
#include "view/view.h"

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

void view_difference(const struct view *view, struct point at, float size)
{
    if (view->wrong)
        ui_cross(view->canvas, at, size, view->theme->error);
    else
        ui_unequal(view->canvas, at, size, view->theme->text_soft);
}
