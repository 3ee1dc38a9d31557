/* The variables and operations of a network, and which of them the step is about. */
#include "view/netgraph/netgraph_parts.h"

#include "explain/row_words.h"

/* ---- what there is ---- */

static void add(struct netgraph *graph, struct netgraph_box *box, struct quantity value,
                enum quantity_kind gradient)
{
    const struct view *view = graph->view;
    struct matrices_term *terms = box->terms;

    box->shown = box->sized = true;
    terms[0] = matrices_whole(view->arena, view->snapshot, value);
    box->has_gradient = gradient != QUANTITY_NONE;
    if (box->has_gradient)
        terms[1] = matrices_whole(view->arena, view->snapshot, quantity_as(value, gradient));
    terms[0].scalar = terms[1].scalar = terms[0].rows * terms[0].cols == 1;
}

static void add_circle(struct netgraph_circle *circle, const char *sign)
{
    circle->shown = true;
    circle->sign = sign;
}

static bool is_fused(const struct netgraph *graph, size_t l)
{
    return l == graph->net->layer_count
        && loss_is_fused(graph->net->loss, graph->net->layers[l].activation);
}

static void add_weights(struct netgraph *graph, size_t l)
{
    struct netgraph_weights *weights = &graph->weights[l];
    const struct net_layer *of = &graph->net->layers[l];
    const char *letter = activation_row(of->activation)->letter;

    *weights = (struct netgraph_weights){
        .slope = letter == NULL       ? "1"
                 : is_fused(graph, l) ? "" /* it goes with the loss's */
                                      : arena_printf(graph->view->arena, "%s′(z)", letter)};
    add(graph, &weights->w, quantity_of_weight(QUANTITY_VALUE, l, 0, 0), QUANTITY_GRADIENT);
    if (of->recurrent)
        add(graph, &weights->r, quantity_of_recurrent(QUANTITY_VALUE, l, 0, 0),
            QUANTITY_GRADIENT);
    if (of->has_biases)
        add(graph, &weights->b, quantity_of_bias(QUANTITY_VALUE, l, 0), QUANTITY_GRADIENT);
}

static void add_layer(struct netgraph *graph, const struct netgraph_row *row, size_t l)
{
    struct netgraph_layer *layer = &row->layers[l];
    const struct net_layer *of = &graph->net->layers[l];
    const char *letter = activation_row(of->activation)->letter;
    struct quantity z = quantity_then(quantity_at(QUANTITY_Z, l, 0, 0), row->time);

    *layer = (struct netgraph_layer){0};
    add(graph, &layer->z, z, QUANTITY_DZ);
    add(graph, &layer->a, quantity_as(z, QUANTITY_A),
        is_fused(graph, l) ? QUANTITY_NONE : QUANTITY_DA);
    add_circle(&layer->times, of->has_biases || of->recurrent ? "×+" : "×");
    add_circle(&layer->function, letter != NULL ? letter : "=");
    layer->z.shown = layer->a.shown = layer->times.shown = layer->function.shown =
        quantity_happens(graph->view->snapshot, z);
}

static void add_row(struct netgraph *graph, struct netgraph_row *row, size_t time)
{
    const struct net *net = graph->net;
    size_t last = net->layer_count;
    struct quantity loss = quantity_at(net->recurrent ? QUANTITY_TIME_LOSS : QUANTITY_LOSS, last, 0,
                                       0);

    *row = (struct netgraph_row){.time = time};
    row->layers = arena_alloc(graph->view->arena, (last + 1) * sizeof *row->layers);
    add(graph, &row->x, quantity_then(quantity_at(QUANTITY_X, 0, 0, 0), time), QUANTITY_NONE);
    for (size_t l = 1; l <= last; l++)
        add_layer(graph, row, l);
    add(graph, &row->t, quantity_then(quantity_at(QUANTITY_T, last, 0, 0), time), QUANTITY_NONE);
    add(graph, &row->loss, quantity_then(loss, time), QUANTITY_NONE);
    add_circle(&row->loss_of, "ℓ");
    row->t.shown = row->loss.shown = row->loss_of.shown =
        quantity_happens(graph->view->snapshot, quantity_then(loss, time));
}

/* The times around the step. */
static void add_rows(struct netgraph *graph, size_t rows)
{
    const struct net *net = graph->net;
    size_t first;

    graph->times = net->recurrent ? net_times(net, graph->view->snapshot->now) : 1;
    graph->now = quantity_time(graph->view->snapshot, (struct quantity){0});
    graph->now = graph->now < graph->times ? graph->now : graph->times;
    graph->row_count = rows < graph->times ? rows : graph->times;
    graph->rows = arena_alloc(graph->view->arena, graph->row_count * sizeof *graph->rows);
    first = graph->now > graph->row_count / 2 ? graph->now - graph->row_count / 2 : 1;
    if (first + graph->row_count > graph->times + 1)
        first = graph->times + 1 - graph->row_count;
    for (size_t i = 0; i < graph->row_count; i++)
        add_row(graph, &graph->rows[i], net->recurrent ? first + i : 0);
}

/* ---- what the step is about ---- */

static void light_weights(struct netgraph_weights *weights)
{
    weights->w.lit = weights->r.lit = weights->b.lit = true;
}

static void light_back(struct netgraph *graph, struct netgraph_row *row, size_t l,
                       enum moment_kind moment, bool all)
{
    size_t at = (size_t)(row - graph->rows);
    bool own = moment == MOMENT_DA || moment == MOMENT_DA_TERM || moment == MOMENT_DA_OUTPUT;

    if (all || moment == MOMENT_GRADIENT || moment == MOMENT_SHARE)
        light_weights(&graph->weights[l]);
    /* What comes back to an activation comes through the operations that use it. */
    if ((all || own) && l < graph->net->layer_count)
        row->layers[graph->net->layers[l].to].times.lit = true;
    else if (all || own)
        row->loss_of.lit = true;
    if ((all || moment == MOMENT_DA || moment == MOMENT_DA_FUTURE)
        && graph->net->layers[l].recurrent && at + 1 < graph->row_count)
        graph->rows[at + 1].layers[l].times.lit = true;
}

static void light_layer(struct netgraph *graph, struct netgraph_row *row, const struct unit *unit,
                        enum moment_kind moment, bool all)
{
    struct netgraph_layer *layer = &row->layers[unit->layer];
    bool sum = moment == MOMENT_PRODUCT || moment == MOMENT_BIAS;
    bool gradient = moment == MOMENT_GRADIENT || moment == MOMENT_SHARE;
    bool da = moment >= MOMENT_DA_TERM && moment <= MOMENT_DA, dz = moment == MOMENT_DZ;

    layer->z.lit = all || sum || dz;
    layer->times.lit = all || sum || gradient;
    layer->function.lit = all || moment == MOMENT_ACTIVATION || dz;
    layer->a.lit = all || moment == MOMENT_ACTIVATION || da;
    if (unit->kind == UNIT_BACKWARD)
        light_back(graph, row, unit->layer, moment, all);
}

static void light_loss(struct netgraph *graph, struct netgraph_row *row, enum moment_kind moment)
{
    bool total = moment == MOMENT_LOSS_TOTAL && graph->sum.shown;

    graph->sum.lit = graph->loss.lit = total;
    if (row != NULL)
        row->loss_of.lit = row->loss.lit = moment < MOMENT_PENALTY && !total;
    graph->penalty_of.lit = graph->penalty.lit = moment == MOMENT_PENALTY;
    graph->plus.lit = graph->objective.lit = moment == MOMENT_OBJECTIVE;
}

static void light(struct netgraph *graph)
{
    const struct view *view = graph->view;
    const struct place *place = &view->snapshot->place;
    struct netgraph_row *row = NULL;
    struct moment moment;

    if (place->step == 0 || place->unit.kind == UNIT_STOP || view->cursor.moment == 0)
        return;
    moment = reveal_moment(graph->net, reveal_unit_in(view->snapshot, place->index),
                           view->cursor.moment);
    for (size_t i = 0; i < graph->row_count; i++)
        if (graph->rows[i].time == place->unit.time || !graph->net->recurrent)
            row = &graph->rows[i];
    if (place->unit.kind == UNIT_LOSS)
        light_loss(graph, row, moment.kind);
    else if (place->unit.kind == UNIT_UPDATE)
        light_weights(&graph->weights[place->unit.layer]);
    else if (row != NULL)
        light_layer(graph, row, &place->unit, moment.kind, view->granularity <= GRANULARITY_LAYER);
    for (size_t l = 1; moment.kind == MOMENT_MOVE && l <= graph->net->layer_count; l++)
        light_weights(&graph->weights[l]);
}

void netgraph_make(struct netgraph *graph, const struct view *view, size_t rows)
{
    const struct net *net = view->snapshot->net;
    size_t last = net->layer_count;

    *graph = (struct netgraph){.view = view, .net = net, .page = {.view = view}};
    graph->weights = arena_alloc(view->arena, (last + 1) * sizeof *graph->weights);
    for (size_t l = 1; l <= last; l++)
        add_weights(graph, l);
    add_rows(graph, rows);
    if (net->recurrent) {
        add(graph, &graph->loss, quantity_at(QUANTITY_LOSS, last, 0, 0), QUANTITY_NONE);
        add_circle(&graph->sum, net->time_mean ? "Σ/n" : "Σ");
    }
    if (view->snapshot->state->optimizer.l2 != 0) {
        add(graph, &graph->penalty, quantity_at(QUANTITY_PENALTY, last, 0, 0), QUANTITY_NONE);
        add(graph, &graph->objective, quantity_at(QUANTITY_OBJECTIVE, last, 0, 0), QUANTITY_NONE);
        add_circle(&graph->penalty_of, "λ/2 Σ²");
        add_circle(&graph->plus, "+");
    }
    light(graph);
}

const struct netgraph_box *netgraph_last_loss(const struct netgraph *graph)
{
    return graph->sum.shown ? &graph->loss : &graph->rows[0].loss;
}

void netgraph_each_box(struct netgraph *graph,
                       void (*visit)(struct netgraph *graph, struct netgraph_box *box))
{
    for (size_t i = 0; i < graph->row_count; i++) {
        struct netgraph_row *row = &graph->rows[i];

        visit(graph, &row->x);
        for (size_t l = 1; l <= graph->net->layer_count; l++) {
            if (i == 0) {
                visit(graph, &graph->weights[l].w);
                visit(graph, &graph->weights[l].r);
                visit(graph, &graph->weights[l].b);
            }
            visit(graph, &row->layers[l].z);
            visit(graph, &row->layers[l].a);
        }
        visit(graph, &row->t);
        visit(graph, &row->loss);
    }
    visit(graph, &graph->loss);
    visit(graph, &graph->penalty);
    visit(graph, &graph->objective);
}

void netgraph_each_circle(struct netgraph *graph,
                          void (*visit)(struct netgraph *graph, struct netgraph_circle *circle))
{
    for (size_t i = 0; i < graph->row_count; i++) {
        struct netgraph_row *row = &graph->rows[i];

        for (size_t l = 1; l <= graph->net->layer_count; l++) {
            visit(graph, &row->layers[l].times);
            visit(graph, &row->layers[l].function);
        }
        visit(graph, &row->loss_of);
    }
    visit(graph, &graph->sum);
    visit(graph, &graph->penalty_of);
    visit(graph, &graph->plus);
}
