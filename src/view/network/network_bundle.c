#include "view/network/network_layout.h"
#include "view/network/network_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More lines than this add nothing that can be seen: of a larger layer every second, third ... one
 * of the lower units has its lines drawn, and the picture says so. */
enum { LINES_MAX = 20000, STRENGTH_MAX = 127, MARKS_OF_A_FEW = 8 };

/* The ends of a bundle's lines, by what they belong to. */
struct ends {
    float *y;
    size_t *units;
    bool *lit;   /* of the upper ends */
    size_t count;
    float x;
};

static void find_ends(const struct network_picture *picture, size_t layer, enum network_side side,
                      size_t stride, struct ends *ends)
{
    const struct network_layout *layout = picture->layout;
    const struct net *net = picture->view->snapshot->net;
    size_t shown = layout->layers[layer].shown;

    *ends = (struct ends){
        .y = arena_alloc(picture->view->arena, shown * sizeof *ends->y),
        .units = arena_alloc(picture->view->arena, shown * sizeof *ends->units),
    };
    for (size_t place = 0; place < shown; place += stride) {
        size_t unit = network_layout_unit(layout, net, layer, place);
        struct point port;

        if (!network_layout_port(layout, net, layer, unit, side, &port))
            continue;
        ends->x = port.x;
        ends->y[ends->count] = port.y;
        ends->units[ends->count++] = unit;
    }
}

/* Small weights count for less than their share, so that the large ones can be seen. */
static signed char strength(double weight, double scale)
{
    double share = fmin(fabs(weight) / scale, 1.0);
    long size = lround(STRENGTH_MAX * share * sqrt(share));

    return (signed char)(weight < 0.0 ? -size : size);
}

/* Whether the explanation is about the unit's weights as a whole. Of thousands not all are marked.
 */
static bool weights_marked(const struct view *view, size_t layer, size_t unit, size_t in)
{
    size_t marked = 0;

    for (size_t i = 0; i < view->explanation->mark_count; i++) {
        struct quantity quantity = view->explanation->marks[i].quantity;

        marked += quantity.kind == QUANTITY_VALUE && quantity.of == QUANTITY_OF_WEIGHT
                  && quantity.layer == layer && quantity.to == unit;
    }
    return marked == in || marked > MARKS_OF_A_FEW;
}

/* Whether all of a unit's weights are used or touched by the step. */
static bool unit_lit(const struct network_picture *picture, size_t layer, size_t unit)
{
    const struct view *view = picture->view;
    size_t in = view->snapshot->net->layers[layer].in;

    if (weights_marked(view, layer, unit, in))
        return true;
    if (view->asked.kind != QUANTITY_NONE)
        return false;
    if (picture->phase == PHASE_FORWARD)
        return view_fresh(view, quantity_at(QUANTITY_Z, layer, unit, 0));
    return network_edge_lit(picture, layer, unit, 0)
           && network_edge_lit(picture, layer, unit, in - 1);
}

/* Adds the lines into the units that are lit, or into those that are not. */
static void add(const struct network_picture *picture, size_t layer, const struct ends *from,
                const struct ends *to, bool lit)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    const struct net_layer *at = &view->snapshot->net->layers[layer];
    double *values = arena_alloc(view->arena, at->in * sizeof *values), sum = 0.0;
    signed char *strengths = arena_alloc(view->arena, from->count * to->count);
    float opacity = lit ? 1.0f : 0.5f, span,
          *to_y = arena_alloc(view->arena, to->count * sizeof *to_y);
    size_t count = 0;

    for (size_t j = 0; j < to->count; j++) {
        signed char *line = strengths + count * from->count;
        enum quantity_kind carried;
        double scale;

        if (to->lit[j] != lit)
            continue;
        carried = network_carried(picture, layer, to->units[j], 0);
        scale = network_scale(picture, layer, carried);
        to_y[count++] = to->y[j];
        quantity_values(view->snapshot, carried, layer, to->units[j], values);
        for (size_t i = 0; i < from->count; i++) {
            line[i] = strength(values[from->units[i]], scale);
            sum += (double)abs(line[i]);
        }
    }
    if (count == 0)
        return;
    span = 0.5f
           * (picture->layout->layers[layer].cells.h
              + network_layout_from(picture->layout, layer)->cells.h);
    if (!lit)
        opacity = view->asked.kind != QUANTITY_NONE ? 0.35f : 0.6f;
    canvas_bundle(view->canvas, &(struct canvas_bundle){
        .from_x = from->x, .to_x = to->x, .from_y = from->y, .to_y = to_y, .from = from->count,
        .to = count,
        .strengths = strengths, .width = view->size.thin,
        .half = fmaxf(0.3f, view->size.thin * (float)sum / STRENGTH_MAX / fmaxf(span, 1.0f)),
        .positive = color_with_alpha(theme->positive, opacity),
        .negative = color_with_alpha(theme->negative, opacity), .hatch = view->size.out,
    });
}

/* A bar that runs through the bundle while the step's motion lasts. */
static void draw_light(const struct network_picture *picture, size_t layer,
                       const struct ends *from, const struct ends *to)
{
    const struct view *view = picture->view;
    float light = view_light(view, layer, 0), t = view_ease(light), dot = view->size.dot, top,
          bottom;
    bool any = false;

    if (light <= 0.0f || light >= 1.0f
        || (picture->phase != PHASE_FORWARD && picture->phase != PHASE_BACKWARD))
        return;
    for (size_t j = 0; j < to->count && !any; j++)
        any = to->lit[j];
    if (!any)
        return;
    if (picture->phase == PHASE_BACKWARD)
        t = 1.0f - t;
    top = from->y[0] + (to->y[0] - from->y[0]) * t;
    bottom = from->y[from->count - 1] + (to->y[to->count - 1] - from->y[from->count - 1]) * t;
    canvas_box(view->canvas,
               (struct rect){from->x + (to->x - from->x) * t - dot, top - dot, 2.0f * dot,
                             bottom - top + 2.0f * dot},
               dot, color_with_alpha(view->theme->phase[picture->phase], 0.75f), 0, 0.0f);
}

bool network_bundled(const struct network_layout *layout, size_t layer)
{
    return layout->layers[layer].form != NETWORK_CIRCLES
           || network_layout_from(layout, layer)->form != NETWORK_CIRCLES;
}

/* Of the lower units every so manieth has its lines drawn. */
static size_t stride_of(const struct network_layout *layout, size_t layer)
{
    size_t lines = layout->layers[layer].shown * network_layout_from(layout, layer)->shown;

    return (lines + LINES_MAX - 1) / LINES_MAX;
}

size_t network_bundle_lines(const struct network_layout *layout, size_t layer)
{
    size_t stride = stride_of(layout, layer);

    return (network_layout_from(layout, layer)->shown + stride - 1) / stride
           * layout->layers[layer].shown;
}

void network_bundle(const struct network_picture *picture, size_t layer)
{
    const struct network_layout *layout = picture->layout;
    struct ends from, to;

    find_ends(picture, layout->layers[layer].from, NETWORK_RIGHT, stride_of(layout, layer), &from);
    find_ends(picture, layer, NETWORK_LEFT, 1, &to);
    if (from.count == 0 || to.count == 0)
        return;
    to.lit = arena_alloc(picture->view->arena, to.count * sizeof *to.lit);
    for (size_t j = 0; j < to.count; j++)
        to.lit[j] = unit_lit(picture, layer, to.units[j]);
    add(picture, layer, &from, &to, false);
    add(picture, layer, &from, &to, true);
    draw_light(picture, layer, &from, &to);
}
