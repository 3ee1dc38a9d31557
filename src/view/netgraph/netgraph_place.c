/* The variables and operations of a network, and where they stand. */
#include "view/netgraph/netgraph_parts.h"

#include "explain/row_words.h"

#include <math.h>

/* ---- what there is ---- */

static void add(struct netgraph *graph, struct netgraph_box *box, struct quantity value,
                enum quantity_kind gradient)
{
    const struct view *view = graph->view;

    box->shown = true;
    box->terms[0] = matrices_whole(view->arena, view->snapshot, value);
    box->terms[0].scalar = value.of == QUANTITY_OF_RUN;
    box->has_gradient = gradient != QUANTITY_NONE;
    if (box->has_gradient)
        box->terms[1] = matrices_whole(view->arena, view->snapshot, quantity_as(value, gradient));
}

static void add_circle(struct netgraph_circle *circle, const char *sign)
{
    circle->shown = true;
    circle->sign = sign;
}

static void add_layer(struct netgraph *graph, size_t l)
{
    struct netgraph_layer *layer = &graph->layers[l];
    const struct net_layer *of = &graph->net->layers[l];
    const char *letter = activation_row(of->activation)->letter;
    bool fused = l == graph->net->layer_count && loss_is_fused(graph->net->loss, of->activation);

    add(graph, &layer->w, quantity_of_weight(QUANTITY_VALUE, l, 0, 0), QUANTITY_GRADIENT);
    if (of->has_biases)
        add(graph, &layer->b, quantity_of_bias(QUANTITY_VALUE, l, 0), QUANTITY_GRADIENT);
    add(graph, &layer->z, quantity_at(QUANTITY_Z, l, 0, 0), QUANTITY_DZ);
    add(graph, &layer->a, quantity_at(QUANTITY_A, l, 0, 0), fused ? QUANTITY_NONE : QUANTITY_DA);
    add_circle(&layer->times, of->has_biases ? "×+" : "×");
    add_circle(&layer->function, letter != NULL ? letter : "=");
    layer->slope = letter == NULL ? "1"
                   : fused        ? "" /* it goes with the loss's */
                                  : arena_printf(graph->view->arena, "%s′(z)", letter);
}

/* ---- what the step is about ---- */

static void light_layer(struct netgraph *graph, struct netgraph_layer *layer, enum unit_kind kind,
                        enum moment_kind moment, bool all)
{
    bool sum = moment == MOMENT_PRODUCT || moment == MOMENT_BIAS;
    bool gradient = moment == MOMENT_GRADIENT, dz = moment == MOMENT_DZ;
    size_t l = (size_t)(layer - graph->layers);

    if (kind == UNIT_UPDATE) {
        layer->w.lit = layer->b.lit = true;
        return;
    }
    layer->z.lit = all || sum || dz;
    layer->times.lit = all || sum || gradient;
    layer->function.lit = all || moment == MOMENT_ACTIVATION || dz;
    layer->a.lit = all || moment == MOMENT_ACTIVATION || moment == MOMENT_DA
                   || moment == MOMENT_DA_TERM;
    if (kind == UNIT_FORWARD)
        return;
    layer->w.lit = layer->b.lit = all || gradient;
    /* What comes back to an activation comes through the operation that uses it. */
    if (!(all || moment == MOMENT_DA || moment == MOMENT_DA_TERM))
        return;
    if (l < graph->net->layer_count)
        graph->layers[l + 1].times.lit = true;
    else
        graph->loss_of.lit = true;
}

static void light(struct netgraph *graph)
{
    const struct view *view = graph->view;
    const struct place *place = &view->snapshot->place;
    struct moment moment;

    if (place->step == 0 || place->unit.kind == UNIT_STOP || view->cursor.moment == 0)
        return;
    moment = reveal_moment(graph->net, reveal_unit_in(view->snapshot, place->index),
                           view->cursor.moment);
    if (place->unit.kind == UNIT_LOSS) {
        graph->loss_of.lit = graph->loss.lit = moment.kind < MOMENT_PENALTY;
        graph->penalty_of.lit = graph->penalty.lit = moment.kind == MOMENT_PENALTY;
        graph->plus.lit = graph->objective.lit = moment.kind == MOMENT_OBJECTIVE;
        return;
    }
    light_layer(graph, &graph->layers[place->unit.layer], place->unit.kind, moment.kind,
                view->granularity <= GRANULARITY_LAYER);
    for (size_t l = 1; moment.kind == MOMENT_MOVE && l <= graph->net->layer_count; l++)
        graph->layers[l].w.lit = graph->layers[l].b.lit = true;
}

void netgraph_make(struct netgraph *graph, const struct view *view)
{
    const struct net *net = view->snapshot->net;
    size_t last = net->layer_count;

    *graph = (struct netgraph){.view = view, .net = net, .page = {.view = view}};
    graph->layers = arena_alloc(view->arena, (last + 1) * sizeof *graph->layers);
    add(graph, &graph->x, quantity_at(QUANTITY_X, 0, 0, 0), QUANTITY_NONE);
    for (size_t l = 1; l <= last; l++) {
        graph->layers[l] = (struct netgraph_layer){.slope = ""};
        add_layer(graph, l);
    }
    add(graph, &graph->t, quantity_at(QUANTITY_T, last, 0, 0), QUANTITY_NONE);
    add(graph, &graph->loss, quantity_at(QUANTITY_LOSS, last, 0, 0), QUANTITY_NONE);
    add_circle(&graph->loss_of, "ℓ");
    if (view->snapshot->state->optimizer.l2 != 0) {
        add(graph, &graph->penalty, quantity_at(QUANTITY_PENALTY, last, 0, 0), QUANTITY_NONE);
        add(graph, &graph->objective, quantity_at(QUANTITY_OBJECTIVE, last, 0, 0), QUANTITY_NONE);
        add_circle(&graph->penalty_of, "λ/2 Σ²");
        add_circle(&graph->plus, "+");
    }
    light(graph);
}

/* ---- where it stands ---- */

float netgraph_caption(const struct netgraph *graph)
{
    return 1.4f * (float)matrix_caption_px(&graph->page);
}

float netgraph_foot(const struct netgraph *graph, const struct netgraph_box *box)
{
    return box->shown && !box->terms[0].scalar ? 1.25f * (float)graph->view->size.label_px : 0.0f;
}

/* Its size, with its left upper corner at 0. */
static void measure(struct netgraph *graph, struct netgraph_box *box)
{
    float pad = 0.3f * graph->size, w, h;

    if (!box->shown)
        return;
    for (int i = 0; i < 1 + box->has_gradient; i++)
        matrix_box_make(&graph->page, &box->terms[i], &box->caches[i], false, &box->boxes[i]);
    w = fmaxf(matrix_box_width(&box->boxes[0]), 2.2f * graph->size);
    h = matrix_box_height(&box->boxes[0]);
    if (box->has_gradient) {
        w = fmaxf(w, matrix_box_width(&box->boxes[1]));
        h += pad + matrix_box_height(&box->boxes[1]);
    }
    box->at = (struct rect){0.0f, 0.0f, w + 2.0f * pad, h + 2.0f * pad};
}

static void measure_circle(struct netgraph *graph, struct netgraph_circle *circle)
{
    if (circle->shown)
        circle->half = fmaxf(1.0f * graph->size,
                             0.5f * matrix_text_width(&graph->page, FONT_MATH,
                                                      graph->page.fit.size_px, circle->sign)
                                 + 0.4f * graph->size);
}

/* Room between two things of the main row; with a slope of that length above the way. */
static float room(const struct netgraph *graph, const char *slope)
{
    float gap = 0.9f * graph->size;

    return fmaxf(gap, matrix_text_width(&graph->page, FONT_MATH, graph->view->size.label_px, slope)
                          + (slope[0] == 'W' ? 0.8f : 0.35f) * graph->size);
}

static float put(struct netgraph_box *box, float x)
{
    box->at.x = x;
    box->at.y = -0.5f * box->at.h;
    return x + box->at.w;
}

/* Above the main row, or below it, its middle there. */
static void put_beside(const struct netgraph *graph, struct netgraph_box *box, float x, bool above)
{
    float gap = 1.5f * graph->size;

    box->at.x = x - 0.5f * box->at.w;
    box->at.y = above ? -graph->half - gap - netgraph_foot(graph, box) - box->at.h
                      : graph->half + gap + netgraph_caption(graph);
}

static void extend(struct netgraph *graph, const struct netgraph_box *box)
{
    float caption = netgraph_caption(graph), foot = netgraph_foot(graph, box);

    if (!box->shown)
        return;
    graph->least_x = fminf(graph->least_x, box->at.x);
    graph->most_x = fmaxf(graph->most_x, box->at.x + box->at.w);
    graph->least_y = fminf(graph->least_y, box->at.y - caption);
    graph->most_y = fmaxf(graph->most_y, box->at.y + box->at.h + foot);
    if (box->lit)
        graph->middle = box->at.x + 0.5f * box->at.w;
}

static float place_layer(struct netgraph *graph, struct netgraph_layer *layer, float x,
                         float *free_from)
{
    float gap = 1.2f * graph->size, wide = fmaxf(layer->w.at.w, layer->b.at.w);

    x += room(graph, "WT") + layer->times.half;
    x = fmaxf(x, *free_from + 0.5f * wide);
    *free_from = x + 0.5f * wide + gap;
    layer->times.at = (struct point){x, 0.0f};
    put_beside(graph, &layer->w, x, true);
    put_beside(graph, &layer->b, x, false);
    x = put(&layer->z, x + layer->times.half + room(graph, ""));
    x += room(graph, layer->slope) + layer->function.half;
    layer->function.at = (struct point){x, 0.0f};
    return put(&layer->a, x + layer->function.half + room(graph, ""));
}

static void place_end(struct netgraph *graph, float x, float free_from)
{
    float above = 0.0f;

    x += room(graph, "∂L/∂a") + graph->loss_of.half;
    graph->loss_of.at = (struct point){x, 0.0f};
    put_beside(graph, &graph->t, x, false);
    x = put(&graph->loss, x + graph->loss_of.half + room(graph, ""));
    if (!graph->plus.shown)
        return;
    x += room(graph, "1") + graph->plus.half;
    x = fmaxf(x, free_from + 2.0f * graph->penalty_of.half + room(graph, "")
                     + 0.5f * graph->penalty.at.w);
    graph->plus.at = (struct point){x, 0.0f};
    put_beside(graph, &graph->penalty, x, true);
    above = graph->penalty.at.y + 0.5f * graph->penalty.at.h;
    graph->penalty_of.at = (struct point){graph->penalty.at.x - room(graph, "")
                                              - graph->penalty_of.half, above};
    put(&graph->objective, x + graph->plus.half + room(graph, ""));
}

static void measure_all(struct netgraph *graph)
{
    struct netgraph_box *main[] = {&graph->x, &graph->loss, &graph->objective};
    float around;

    measure(graph, &graph->t);
    measure(graph, &graph->penalty);
    measure_circle(graph, &graph->loss_of);
    measure_circle(graph, &graph->penalty_of);
    measure_circle(graph, &graph->plus);
    graph->half = 0.0f;
    for (size_t i = 0; i < sizeof main / sizeof main[0]; i++) {
        measure(graph, main[i]);
        around = fmaxf(netgraph_caption(graph), netgraph_foot(graph, main[i]));
        graph->half = fmaxf(graph->half, 0.5f * main[i]->at.h + around);
    }
    for (size_t l = 1; l <= graph->net->layer_count; l++) {
        struct netgraph_layer *layer = &graph->layers[l];

        measure(graph, &layer->w);
        measure(graph, &layer->b);
        measure(graph, &layer->z);
        measure(graph, &layer->a);
        measure_circle(graph, &layer->times);
        measure_circle(graph, &layer->function);
        around = fmaxf(netgraph_caption(graph), netgraph_foot(graph, &layer->a));
        graph->half = fmaxf(graph->half, 0.5f * fmaxf(layer->z.at.h, layer->a.at.h) + around);
    }
}

void netgraph_place(struct netgraph *graph, struct matrix_fit fit)
{
    size_t last = graph->net->layer_count;
    float x, free_from = 0.0f;

    graph->page.fit = fit;
    graph->size = (float)fit.size_px;
    graph->page.advance = 0.1f * canvas_text_width(graph->view->canvas, FONT_MONO, fit.size_px,
                                                   "0000000000");
    graph->page.row_px = roundf(1.32f * graph->size);
    measure_all(graph);
    x = put(&graph->x, 0.0f);
    for (size_t l = 1; l <= last; l++)
        x = place_layer(graph, &graph->layers[l], x, &free_from);
    place_end(graph, x, free_from);
    graph->least_x = graph->least_y = graph->most_x = graph->most_y = graph->middle = 0.0f;
    extend(graph, &graph->x);
    for (size_t l = 1; l <= last; l++) {
        extend(graph, &graph->layers[l].w);
        extend(graph, &graph->layers[l].b);
        extend(graph, &graph->layers[l].z);
        extend(graph, &graph->layers[l].a);
    }
    extend(graph, &graph->t);
    extend(graph, &graph->loss);
    extend(graph, &graph->penalty);
    extend(graph, &graph->objective);
    if (graph->penalty.shown)
        graph->least_y -= 1.2f * graph->size; /* the ways from the weights */
}

static void shift_box(struct netgraph_box *box, float x, float y)
{
    box->at.x = roundf(box->at.x + x);
    box->at.y = roundf(box->at.y + y);
}

static void shift_circle(struct netgraph_circle *circle, float x, float y)
{
    circle->at.x = roundf(circle->at.x + x);
    circle->at.y = roundf(circle->at.y + y);
}

void netgraph_shift(struct netgraph *graph, float x, float y)
{
    struct netgraph_box *boxes[] = {&graph->x, &graph->t, &graph->loss, &graph->penalty,
                                    &graph->objective};
    struct netgraph_circle *circles[] = {&graph->loss_of, &graph->penalty_of, &graph->plus};

    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++)
        shift_box(boxes[i], x, y);
    for (size_t i = 0; i < sizeof circles / sizeof circles[0]; i++)
        shift_circle(circles[i], x, y);
    for (size_t l = 1; l <= graph->net->layer_count; l++) {
        struct netgraph_layer *layer = &graph->layers[l];

        shift_box(&layer->w, x, y);
        shift_box(&layer->b, x, y);
        shift_box(&layer->z, x, y);
        shift_box(&layer->a, x, y);
        shift_circle(&layer->times, x, y);
        shift_circle(&layer->function, x, y);
    }
}
