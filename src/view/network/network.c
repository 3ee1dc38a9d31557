#include "view/network/network.h"

#include "view/network/network_parts.h"

#include <math.h>
#include <stdio.h>

/* A layer of more edges than this has thinner ones. */
enum { EDGES_THICK = 100 };

/* How an edge is drawn: two ends and what it carries. */
struct edge {
    struct point a, b;
    enum quantity_kind carried; /* what its width and sign say: network_carried */
    double value;
    bool lit, nudged;
    color halo;
    struct quantity quantity;
};

static struct point on_rim(struct point center, struct point toward, float radius)
{
    float dx = toward.x - center.x, dy = toward.y - center.y;
    float length = sqrtf(dx * dx + dy * dy);

    if (length <= radius)
        return center;
    return (struct point){center.x + dx / length * radius, center.y + dy / length * radius};
}

/* In the forward pass an edge is lit while its product is being formed. */
bool network_edge_lit(const struct network_picture *picture, size_t layer, size_t to, size_t from)
{
    const struct view *view = picture->view;
    struct network_parameter parameter = network_weight(view, layer, to, from);

    if (network_parameter_lit(picture, &parameter))
        return true;
    if (view->asked.kind != QUANTITY_NONE)
        return false;
    return picture->phase == PHASE_FORWARD && view->explanation->mark_count == 0
        && view_fresh(view, quantity_at(QUANTITY_Z, layer, to, 0));
}

static bool find_edge(const struct network_picture *picture, size_t layer, size_t to_place,
                      size_t from_place, struct edge *edge)
{
    const struct network_layout *layout = picture->layout;
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    size_t to = network_layout_unit(layout, net, layer, to_place);
    size_t from = network_layout_unit(layout, net, layout->layers[layer].from, from_place);
    struct point a, b;

    if (!network_layout_node(layout, net, layout->layers[layer].from, from, &a)
        || !network_layout_node(layout, net, layer, to, &b))
        return false;
    edge->a = on_rim(a, b, layout->radius);
    edge->b = on_rim(b, a, layout->radius);
    edge->quantity = quantity_of_weight(QUANTITY_VALUE, layer, to, from);
    edge->carried = network_carried(picture, layer, to, from);
    edge->value = quantity_value(view->snapshot, quantity_as(edge->quantity, edge->carried));
    edge->lit = network_edge_lit(picture, layer, to, from);
    edge->halo = view->theme->phase_soft[picture->phase];
    edge->nudged = quantity_equal(view->nudged, edge->quantity);
    if (edge->nudged || (edge->lit && view->asked.kind != QUANTITY_NONE)) {
        struct network_parameter parameter = network_weight(view, layer, to, from);

        edge->halo = color_mix(view->theme->background,
                               network_parameter_ink(picture, &parameter), 0.3f);
    }
    return true;
}

static void draw_edge(const struct network_picture *picture, const struct edge *edge)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    float width = view_stroke(view, edge->value / network_scale(picture, edge->quantity.layer,
                                                                edge->carried))
                  * picture->edge_thinning;
    color ink = edge->value < 0.0 ? theme->negative : theme->positive;
    float dash = edge->value < 0.0 ? view->size.dash : 0.0f;

    if (isnan(edge->value))
        ink = theme->error;
    if (edge->lit && (picture->phase != PHASE_FORWARD || edge->nudged
                      || view->asked.kind != QUANTITY_NONE))
        canvas_line(view->canvas, edge->a, edge->b, width + view->size.arrow, edge->halo, 0.0f);
    if (!edge->lit)
        ink = color_mix(theme->background, ink, 0.38f * picture->edge_thinning);
    canvas_line(view->canvas, edge->a, edge->b, edge->lit ? width + view->size.unit : width, ink,
                dash);
}

/* A dot that runs along a lit edge while the step's motion lasts: from left to right in the forward
 * pass, from right to left in the backward pass. */
static void draw_pulse(const struct network_picture *picture, const struct edge *edge)
{
    const struct view *view = picture->view;
    float light = view_light(view, edge->quantity.layer, 0), t = view_ease(light),
          tail = fmaxf(t - 0.22f, 0.0f);

    if (!edge->lit || edge->nudged || light <= 0.0f || light >= 1.0f)
        return;
    if (picture->phase == PHASE_BACKWARD) {
        t = 1.0f - t;
        tail = 1.0f - tail;
    } else if (picture->phase != PHASE_FORWARD) {
        return;
    }
    canvas_line(view->canvas, point_lerp(edge->a, edge->b, tail), point_lerp(edge->a, edge->b, t),
                view->size.dot, view->theme->phase[picture->phase], 0.0f);
    canvas_disc(view->canvas, point_lerp(edge->a, edge->b, t), view->size.dot,
                view->theme->phase[picture->phase], 0, 0.0f);
}

/* The weight can be asked about along its edge; Tab goes by the chips where there are any. */
static void edge_item(const struct network_picture *picture, const struct edge *edge, bool has_chip)
{
    const struct view *view = picture->view;

    ui_group(view->ui, has_chip ? UI_GROUP_NONE : 2 * (int)edge->quantity.layer);
    ui_item_line(view->ui, edge->a, edge->b, view->size.dot,
                 (struct ui_action){view->select_command, quantity_pack(edge->quantity)});
}

enum pass { PASS_ITEMS, PASS_UNLIT, PASS_LIT, PASS_PULSE };

static bool chip_shown(const struct network_picture *picture, size_t layer, size_t to);

static void draw_edges(const struct network_picture *picture, size_t layer, enum pass pass)
{
    const struct network_layout *layout = picture->layout;

    for (size_t to = 0; to < layout->layers[layer].shown; to++) {
        for (size_t from = 0; from < network_layout_from(layout, layer)->shown; from++) {
            struct edge edge;

            if (!find_edge(picture, layer, to, from, &edge))
                continue;
            if (pass == PASS_ITEMS)
                edge_item(picture, &edge, chip_shown(picture, layer, edge.quantity.to));
            else if (pass == PASS_PULSE)
                draw_pulse(picture, &edge);
            else if (edge.lit == (pass == PASS_LIT))
                draw_edge(picture, &edge);
        }
    }
}

/* In a layer too full for all its chips, those of one neuron are shown: the step's own, else (at
 * the move) the first whose parameters the step marks. */
static bool chip_shown(const struct network_picture *picture, size_t layer, size_t to)
{
    const struct explanation *explanation = picture->view->explanation;
    enum network_chips chips = picture->layout->layers[layer].chips;

    if (chips != NETWORK_CHIPS_FOCUS)
        return chips == NETWORK_CHIPS_ALL;
    if (picture->layout->by_step) /* it finds each its own place */
        return false;
    if (explanation->focus_layer > 0)
        return explanation->focus_layer == layer && explanation->focus_unit == to;
    for (size_t i = 0; i < explanation->mark_count && picture->view->move > 0.0f; i++) {
        struct quantity marked = explanation->marks[i].quantity;

        if (marked.layer == layer && marked.of == QUANTITY_OF_WEIGHT
            && (marked.kind == QUANTITY_VALUE || marked.kind == QUANTITY_NEW))
            return marked.to == to;
    }
    return false;
}

static void draw_chips(const struct network_picture *picture, size_t layer)
{
    const struct network_layout *layout = picture->layout;
    const struct network_layer_layout *column = &layout->layers[layer];
    const struct net *net = picture->view->snapshot->net;

    for (size_t i = 0; i < column->shown; i++) {
        size_t to = network_layout_unit(layout, net, layer, i);

        if (!chip_shown(picture, layer, to))
            continue;
        for (size_t k = 0; k < network_layout_from(layout, layer)->shown; k++) {
            size_t from = network_layout_unit(layout, net, layout->layers[layer].from, k);
            struct network_parameter parameter = network_weight(picture->view, layer, to, from);
            struct network_chip chip;
            struct point a, b, at;

            if (!network_layout_node(layout, net, layout->layers[layer].from, from, &a)
                || !network_layout_node(layout, net, layer, to, &b))
                continue;
            if (layout->by_step && quantity_equal(picture->view->nudged, parameter.old))
                continue; /* the step finds it a place */
            network_chip_make(picture, &parameter, column->chip_width,
                              column->chip_two_lines ? 2 : 1,
                              column->chip_symbols, &chip);
            at = point_lerp(
                a, b, column->chip_middle && network_edge_is_level(a, b) ? 0.5f : column->chip_t);
            /* One that turned out wider than planned must not cover a neuron's number. */
            at.x -= chip.width / 2.0f;
            if (fabsf(at.y - a.y) < layout->radius + chip.height / 2.0f)
                at.x = fmaxf(at.x, a.x + layout->plate + 2.0f * picture->view->size.unit);
            network_chip_draw(picture, &chip, at.x, at.y - chip.height / 2.0f);
        }
    }
}

/* Where the middle of a large layer is left out, how much. */
static void draw_left_out(const struct network_picture *picture, size_t layer)
{
    const struct view *view = picture->view;
    const struct network_layer_layout *column = &picture->layout->layers[layer];
    size_t count = view->snapshot->net->layers[layer].out;
    float y =
        picture->layout->area.y + picture->layout->area.h + GAP_TIGHT * (float)view->size.label_px;

    if (column->shown == count)
        return;
    ui_text(view->canvas, column->x, y, CANVAS_CENTER, view_soft(view),
            arena_printf(view->arena, "%s of %s", number_counted(view->arena, column->shown),
                         number_counted(view->arena, count)));
}

static void measure_scales(struct network_picture *picture)
{
    const struct snapshot *snapshot = picture->view->snapshot;
    const struct net *net = snapshot->net;

    picture->weight_scale = 1e-12;
    picture->edge_thinning = 1.0f;
    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t edges = picture->layout->layers[l].shown * picture->layout->layers[l - 1].shown;

        if (edges > EDGES_THICK)
            picture->edge_thinning = fminf(picture->edge_thinning,
                                           fmaxf(sqrtf((float)EDGES_THICK / (float)edges), 0.35f));
    }
    picture->activation_scale = 1.0;
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        for (size_t i = 0; i < layer->in * layer->out; i++) {
            double w = fabs(snapshot->before[layer->w + i]);

            if (isfinite(w) && w > picture->weight_scale)
                picture->weight_scale = w;
        }
    }
    for (size_t l = 0; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];

        for (size_t i = 0; i < layer->out; i++) {
            double a = fabs(snapshot->now[layer->a + i]);

            if (isfinite(a) && a > picture->activation_scale)
                picture->activation_scale = a;
        }
    }
}

/* A piece of each circle of a layer. */
static void draw_circles(const struct network_picture *picture, size_t layer,
                         void (*piece)(const struct network_picture *, size_t, size_t,
                                       struct point))
{
    const struct network_layout *layout = picture->layout;
    const struct net *net = picture->view->snapshot->net;

    for (size_t i = 0;
         layout->layers[layer].form == NETWORK_CIRCLES && i < layout->layers[layer].shown; i++) {
        size_t unit = network_layout_unit(layout, net, layer, i);
        struct point center;

        if (network_layout_node(layout, net, layer, unit, &center))
            piece(picture, layer, unit, center);
    }
}

static void draw_layer(const struct network_picture *picture, size_t layer)
{
    const struct network_layout *layout = picture->layout;

    ui_group(picture->view->ui, 2 * (int)layer + 1);
    if (layout->layers[layer].form == NETWORK_CELLS)
        network_cells(picture, layer);
    else if (layout->layers[layer].form == NETWORK_IMAGE)
        network_image(picture);
    draw_circles(picture, layer, network_node);
    if (!layout->dense)
        draw_left_out(picture, layer);
}

void network_view(const struct view *view, struct rect area, struct network_layout *layout)
{
    struct network_picture picture = {
        .view = view,
        .layout = layout,
        .phase = view_phase(view->snapshot->place.unit.kind),
    };
    const struct net *net = view->snapshot->net;
    size_t first = view->canvas->count;

    if (view->snapshot->place.step == 0)
        picture.phase = PHASE_FORWARD;
    network_layout_make(layout, view, area);
    measure_scales(&picture);
    network_measure_carried(&picture);
    network_find_detail(&picture);
    /* Beside everything there is nothing to ask about: a click there asks about nothing. */
    ui_target(view->ui, area, (struct ui_action){view->select_command, 0.0}, false);
    for (size_t l = 1; l <= net->layer_count; l++) {
        if (network_bundled(layout, l))
            network_bundle(&picture, l);
    }
    for (enum pass pass = PASS_ITEMS; pass <= PASS_PULSE; pass++) {
        for (size_t l = 1; l <= net->layer_count; l++) {
            if (!network_bundled(layout, l))
                draw_edges(&picture, l, pass);
        }
    }
    ui_group(view->ui, 2 * (int)net->layer_count + 2);
    network_loss(&picture);
    for (size_t l = 0; l <= net->layer_count; l++)
        draw_layer(&picture, l);
    if (layout->dense)
        network_strongest(&picture);
    for (size_t l = 0; l <= net->layer_count; l++) {
        ui_group(view->ui, 2 * (int)l + 1);
        draw_circles(&picture, l, network_node_head);
    }
    for (size_t l = 1; l <= net->layer_count; l++) {
        ui_group(view->ui, 2 * (int)l);
        draw_chips(&picture, l);
    }
    if (layout->by_step)
        network_step(&picture, first);
    network_carried_words(&picture);
}
