/* The variables and operations of a network, and which of them the step is about. */
#include "view/netgraph/netgraph_parts.h"

#include "explain/row_words.h"

/* ---- what there is ---- */

static struct netgraph_node *add(struct netgraph *graph, struct netgraph_node node)
{
    graph->nodes[graph->node_count] = node;
    return &graph->nodes[graph->node_count++];
}

static struct netgraph_node *add_operation(struct netgraph *graph, const char *sign, bool shown)
{
    return add(graph, (struct netgraph_node){.sign = sign, .shown = shown});
}

/* gradient: NONE where it has none. */
static struct netgraph_node *add_variable(struct netgraph *graph, struct quantity value,
                                          enum quantity_kind gradient, bool shown)
{
    const struct view *view = graph->view;
    struct netgraph_node *node = add(graph, (struct netgraph_node){.sized = true, .shown = shown});

    node->terms[0] = matrices_whole(view->arena, view->snapshot, value);
    node->has_gradient = gradient != QUANTITY_NONE;
    if (node->has_gradient)
        node->terms[1] = matrices_whole(view->arena, view->snapshot, quantity_as(value, gradient));
    node->terms[0].scalar = node->terms[1].scalar = node->terms[0].rows * node->terms[0].cols == 1;
    return node;
}

static struct netgraph_node *add_parameters(struct netgraph *graph, struct quantity value,
                                            bool present)
{
    return present ? add_variable(graph, value, QUANTITY_GRADIENT, true)
                   : add(graph, (struct netgraph_node){0});
}

static bool is_fused(const struct netgraph *graph, size_t l)
{
    return l == graph->net->layer_count
        && loss_is_fused(graph->net->loss, graph->net->layers[l].activation);
}

static void add_weights(struct netgraph *graph, size_t l)
{
    const struct net_layer *of = &graph->net->layers[l];
    const char *letter = activation_row(of->activation)->letter;

    graph->weights[l] = (struct netgraph_weights){
        .w = add_parameters(graph, quantity_of_weight(QUANTITY_VALUE, l, 0, 0), true),
        .r = add_parameters(graph, quantity_of_recurrent(QUANTITY_VALUE, l, 0, 0), of->recurrent),
        .b = add_parameters(graph, quantity_of_bias(QUANTITY_VALUE, l, 0), of->has_biases),
        .slope = letter == NULL       ? "1"
                 : is_fused(graph, l) ? "" /* it goes with the loss's */
                                      : arena_printf(graph->view->arena, "%s′(z)", letter)};
}

static void add_layer(struct netgraph *graph, const struct netgraph_row *row, size_t l)
{
    const struct net_layer *of = &graph->net->layers[l];
    const char *letter = activation_row(of->activation)->letter;
    struct quantity z = quantity_then(quantity_at(QUANTITY_Z, l, 0, 0), row->time);
    bool shown = quantity_happens(graph->view->snapshot, z);

    row->layers[l] = (struct netgraph_layer){
        .times = add_operation(graph, of->has_biases || of->recurrent ? "×+" : "×", shown),
        .z = add_variable(graph, z, QUANTITY_DZ, shown),
        .function = add_operation(graph, letter != NULL ? letter : "=", shown),
        .a = add_variable(graph, quantity_as(z, QUANTITY_A),
                          is_fused(graph, l) ? QUANTITY_NONE : QUANTITY_DA, shown)};
}

/* With the first of them the parameters, which stand above it. */
static void add_row(struct netgraph *graph, struct netgraph_row *row, size_t time)
{
    const struct net *net = graph->net;
    size_t last = net->layer_count;
    struct quantity x = quantity_then(quantity_at(QUANTITY_X, 0, 0, 0), time);
    struct quantity t = quantity_then(quantity_at(QUANTITY_T, last, 0, 0), time);
    struct quantity loss = quantity_then(
        quantity_at(net->recurrent ? QUANTITY_TIME_LOSS : QUANTITY_LOSS, last, 0, 0), time);
    bool shown = quantity_happens(graph->view->snapshot, loss);

    *row = (struct netgraph_row){.time = time};
    row->layers = arena_alloc(graph->view->arena, (last + 1) * sizeof *row->layers);
    row->layers[0] = (struct netgraph_layer){.a = add_variable(graph, x, QUANTITY_NONE, true)};
    for (size_t l = 1; l <= last; l++) {
        if (row == graph->rows)
            add_weights(graph, l);
        add_layer(graph, row, l);
    }
    row->t = add_variable(graph, t, QUANTITY_NONE, shown);
    row->loss_of = add_operation(graph, "ℓ", shown);
    row->loss = add_variable(graph, loss, QUANTITY_NONE, shown);
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
    weights->w->lit = weights->r->lit = weights->b->lit = true;
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
        row->layers[graph->net->layers[l].to].times->lit = true;
    else if (all || own)
        row->loss_of->lit = true;
    if ((all || moment == MOMENT_DA || moment == MOMENT_DA_FUTURE)
        && graph->net->layers[l].recurrent && at + 1 < graph->row_count)
        graph->rows[at + 1].layers[l].times->lit = true;
}

static void light_layer(struct netgraph *graph, struct netgraph_row *row, const struct unit *unit,
                        enum moment_kind moment, bool all)
{
    const struct netgraph_layer *layer = &row->layers[unit->layer];
    bool sum = moment == MOMENT_PRODUCT || moment == MOMENT_BIAS;
    bool gradient = moment == MOMENT_GRADIENT || moment == MOMENT_SHARE;
    bool da = moment >= MOMENT_DA_TERM && moment <= MOMENT_DA, dz = moment == MOMENT_DZ;

    layer->z->lit = all || sum || dz;
    layer->times->lit = all || sum || gradient;
    layer->function->lit = all || moment == MOMENT_ACTIVATION || dz;
    layer->a->lit = all || moment == MOMENT_ACTIVATION || da;
    if (unit->kind == UNIT_BACKWARD)
        light_back(graph, row, unit->layer, moment, all);
}

static void light_loss(struct netgraph *graph, struct netgraph_row *row, enum moment_kind moment)
{
    bool total = moment == MOMENT_LOSS_TOTAL && graph->sum->shown;

    graph->sum->lit = graph->loss->lit = total;
    if (row != NULL)
        row->loss_of->lit = row->loss->lit = moment < MOMENT_PENALTY && !total;
    graph->penalty_of->lit = graph->penalty->lit = moment == MOMENT_PENALTY;
    graph->plus->lit = graph->objective->lit = moment == MOMENT_OBJECTIVE;
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

/* What stands once, at the end: its operation, and what comes of that. */
static void add_end(struct netgraph *graph, struct netgraph_node **operation, const char *sign,
                    struct netgraph_node **result, enum quantity_kind kind, bool present)
{
    struct quantity value = quantity_at(kind, graph->net->layer_count, 0, 0);

    *operation = add_operation(graph, present ? sign : NULL, present);
    *result = present ? add_variable(graph, value, QUANTITY_NONE, true)
                      : add(graph, (struct netgraph_node){0});
}

void netgraph_make(struct netgraph *graph, const struct view *view, size_t rows)
{
    const struct net *net = view->snapshot->net;
    size_t last = net->layer_count;
    bool penalty = view->snapshot->state->optimizer.l2 != 0;

    *graph = (struct netgraph){.view = view, .net = net, .page = {.view = view}};
    graph->nodes = arena_alloc(view->arena,
                               (rows * (4 + 4 * last) + 3 * last + 6) * sizeof *graph->nodes);
    graph->weights = arena_alloc(view->arena, (last + 1) * sizeof *graph->weights);
    add_rows(graph, rows);
    add_end(graph, &graph->sum, net->time_mean ? "Σ/n" : "Σ", &graph->loss, QUANTITY_LOSS,
            net->recurrent);
    add_end(graph, &graph->penalty_of, "λ/2 Σ²", &graph->penalty, QUANTITY_PENALTY, penalty);
    add_end(graph, &graph->plus, "+", &graph->objective, QUANTITY_OBJECTIVE, penalty);
    light(graph);
}

const struct netgraph_node *netgraph_last_loss(const struct netgraph *graph)
{
    return graph->sum->shown ? graph->loss : graph->rows[0].loss;
}
