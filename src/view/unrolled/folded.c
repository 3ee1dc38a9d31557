/* The folded network: the picture of any network, as of one time, with a loop at what is fed by
 * itself. */
#include "view/frame/label.h"
#include "view/network/network.h"
#include "view/unrolled/unrolled.h"

#include <math.h>

/* From a circle's right shoulder over it to its left one. */
static void loop(const struct view *view, struct point at, float radius, bool lit)
{
    float reach = 1.15f * radius, x = 0.72f * radius, y = 0.72f * radius;
    struct point p[4] = {{at.x + x, at.y + y},
                         {at.x + reach + 0.4f * radius, at.y + 2.1f * radius},
                         {at.x - reach - 0.4f * radius, at.y + 2.1f * radius},
                         {at.x - x, at.y + y}};
    color ink = lit ? view->theme->phase[view_phase(view->snapshot->place.unit.kind)]
                    : view->theme->line_strong;
    float size = 9.0f * view->size.unit;

    canvas_curve(view->canvas, p, (lit ? 4.0f : 2.5f) * view->size.unit, ink, 0.0f);
    canvas_triangle(view->canvas, p[3], (struct point){p[3].x - 1.8f * size, p[3].y + 0.4f * size},
                    (struct point){p[3].x - 0.2f * size, p[3].y + 1.8f * size}, ink);
}

void folded_view(const struct view *view, struct rect area)
{
    const struct net *net = view->snapshot->net;
    struct network_layout layout = {0};

    network_view(view, area, &layout);
    for (size_t l = 1; l <= net->layer_count; l++) {
        if (!net->layers[l].recurrent)
            continue;
        for (size_t j = 0; j < net->layers[l].out; j++) {
            struct quantity weight = quantity_of_recurrent(QUANTITY_VALUE, l, j, j);
            enum formula_role role;
            struct point at;

            if (network_layout_node(&layout, net, l, j, &at) && layout.radius > 0.0f)
                loop(view, at, layout.radius, view_marked(view, weight, &role));
        }
    }
}
