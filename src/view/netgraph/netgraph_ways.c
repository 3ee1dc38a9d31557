/* The ways between the variables and operations of a network, and the local slopes at them. */
#include "view/netgraph/netgraph_parts.h"

#include "view/graph/graph_view.h"

#include <math.h>

color netgraph_ink(const struct netgraph *graph)
{
    return graph->view->theme->phase[view_phase(graph->view->snapshot->place.unit.kind)];
}

bool netgraph_sees(const struct netgraph *graph, struct point at)
{
    const struct rect *area = &graph->page.area;

    return at.x >= area->x && at.x <= area->x + area->w && at.y >= area->y - 1.0f
           && at.y <= area->y + area->h + 1.0f;
}

static float width_of(const struct netgraph *graph, bool lit)
{
    return lit ? graph->view->size.bold : graph->view->size.line;
}

static color ink_of(const struct netgraph *graph, bool lit)
{
    return lit ? netgraph_ink(graph) : graph->view->theme->line_strong;
}

/* Corners on the way to the last one. lit: an end of it is what the step is about. Backwards it
 * points back. */
static void path(const struct netgraph *graph, const struct point *corners, size_t count, bool lit)
{
    color ink = ink_of(graph, lit);
    bool back = lit && graph->view->snapshot->place.unit.kind == UNIT_BACKWARD;

    for (size_t i = 0; i < count; i++)
        if (!netgraph_sees(graph, corners[i]))
            return;
    for (size_t i = 0; i + 1 < count; i++)
        canvas_line(graph->view->canvas, corners[i], corners[i + 1], width_of(graph, lit), ink,
                    0.0f);
    ui_arrow_head(graph->view->canvas, corners[back ? 1 : count - 2],
                  corners[back ? 0 : count - 1], GAP_WORD * graph->size, ink);
}

static void way(const struct netgraph *graph, struct point from, struct point to, bool lit)
{
    const struct point corners[] = {from, to};

    path(graph, corners, 2, lit);
}

/* ---- ends ---- */

static struct point entry(const struct netgraph_node *node)
{
    return (struct point){node->at.x - node->half, node->at.y + 0.5f * node->at.h};
}

static struct point exit_of(const struct netgraph_node *node)
{
    return (struct point){node->at.x + node->at.w + node->half, node->at.y + 0.5f * node->at.h};
}

/* To the next to the right, with a slope above the way if there are letters. */
static void way_on(const struct netgraph *graph, const struct netgraph_node *from,
                   const struct netgraph_node *to, bool lit, const char *letters, double value)
{
    way(graph, exit_of(from), entry(to), lit);
    netgraph_slope(graph, exit_of(from), entry(to), letters, value);
}

/* Below a box and what stands there. */
static struct point below(const struct netgraph *graph, const struct netgraph_node *box)
{
    return (struct point){box->at.x + 0.5f * box->at.w,
                          box->at.y + box->at.h + netgraph_foot(graph, box)};
}

/* ---- parameters ---- */

/* From a box above or below a row to its operation. */
static void way_across(const struct netgraph *graph, const struct netgraph_node *box,
                       const struct netgraph_node *circle, const char *letters, double value)
{
    bool above = box->at.y < circle->at.y;
    float pad = GAP_WORD * graph->size;
    struct point from = {circle->at.x, above ? below(graph, box).y
                                             : box->at.y - netgraph_caption(graph) - pad};
    struct point to = {circle->at.x, circle->at.y + (above ? -1.0f : 1.0f) * graph->size};

    if (!box->shown || !circle->shown)
        return;
    way(graph, from, to, box->lit);
    if (!netgraph_has_slopes(graph) || letters[0] == '\0' || !netgraph_sees(graph, to)
        || !netgraph_sees(graph, (struct point){from.x + ROOM(5) * graph->size, from.y}))
        return;
    /* Over the row, near the box: there its captions end. */
    netgraph_slope_write(graph, netgraph_slope_text(graph, letters, value, ROOM(7) * graph->size),
                         from.x + pad, from.y + (above ? GAP_PART : -GAP_PART) * graph->size
                    + ui_text_drop((float)netgraph_slope_px(graph)), false);
}

/* Where they stand above a row, below the way to it from the one before. */
static float slopes_y(const struct netgraph *graph, size_t row)
{
    return graph->rows[row].y - graph->above - 0.5f * graph->size;
}

/* Where what is remembered comes into an operation. */
static float memory_x(const struct netgraph_node *circle)
{
    return circle->at.x + 0.6f * circle->half;
}

/* The slopes of all parameters of an operation, in their order. */
static void trunk_slopes(const struct netgraph *graph, size_t row, size_t l, float y)
{
    const struct netgraph_weights *weights = &graph->weights[l];
    const struct netgraph_node *boxes[] = {weights->w, weights->r, weights->b};
    size_t from = graph->net->layers[l].from;
    const struct netgraph_row *at = &graph->rows[row];
    struct quantity before = quantity_then(quantity_at(QUANTITY_A, l, 0, 0), at->time - 1);
    const double values[] = {netgraph_one(graph, at->layers[from].a),
                             graph->net->layers[l].out == 1 && at->time > 1
                                 ? quantity_value(graph->view->snapshot, before) : (double)NAN,
                             1.0};
    const char *const letters[] = {l > 1 ? "aT" : "xT", "aT", "1"};
    const struct netgraph_node *circle = at->layers[l].times;
    float x = circle->at.x + GAP_WORD * graph->size; /* or behind what is remembered */

    if (weights->r->shown && at->time > 1)
        x = memory_x(circle) + GAP_WORD * graph->size;
    for (size_t i = 0; i < 3; i++) {
        const char *text;
        float width;

        if (!boxes[i]->shown || (i == 1 && at->time == 1))
            continue;
        text = netgraph_slope_text(graph, letters[i], values[i], ROOM(7) * graph->size);
        width = netgraph_slope_write(graph, text, x, y, true);
        if (netgraph_sees(graph, (struct point){x + width, y}))
            netgraph_slope_write(graph, text, x, y, false);
        x += width + 0.5f * graph->size;
    }
}

/* One line from the parameters of a layer through all operations that use them. */
static void trunk(const struct netgraph *graph, size_t l)
{
    const struct netgraph_weights *weights = &graph->weights[l];
    const struct netgraph_node *boxes[] = {weights->w, weights->r, weights->b};
    float x = graph->rows[0].layers[l].times->at.x, top = 0.0f;
    size_t lit = 0; /* as far as the operation that the step is about */

    for (size_t i = 0; i < 3; i++)
        if (boxes[i]->shown)
            top = i == 0 ? below(graph, boxes[i]).y : fmaxf(top, below(graph, boxes[i]).y);
    top += graph->size;
    for (size_t i = 0; i < graph->row_count && weights->w->lit; i++)
        if (graph->rows[i].layers[l].times->lit)
            lit = i + 1;
    for (size_t i = 0; i < 3; i++) {
        struct point from = below(graph, boxes[i]), to = {x, top};

        if (boxes[i]->shown && netgraph_sees(graph, from) && netgraph_sees(graph, to))
            canvas_line(graph->view->canvas, from, to, width_of(graph, lit > 0),
                        ink_of(graph, lit > 0), 0.0f);
    }
    for (size_t i = 0; i < graph->row_count; i++) {
        const struct netgraph_node *circle = graph->rows[i].layers[l].times;
        struct point to = {x, circle->at.y - graph->size};

        if (!circle->shown)
            continue;
        way(graph, (struct point){x, top}, to, i < lit);
        if (netgraph_has_slopes(graph) && netgraph_sees(graph, (struct point){x, top})
            && netgraph_sees(graph, to))
            trunk_slopes(graph, i, l, slopes_y(graph, i));
        top = circle->at.y + graph->size;
    }
}

/* ---- what goes on to the next time ---- */

static void dashed(const struct netgraph *graph, struct point from, struct point to)
{
    if (netgraph_sees(graph, from) && netgraph_sees(graph, to))
        canvas_line(graph->view->canvas, from, to, width_of(graph, false),
                    graph->view->theme->line_strong, 0.5f * graph->view->size.dash);
}

/* Before the first row there is what is out of sight, or 0; behind the last one a time more. */
static void memory_ends(const struct netgraph *graph, size_t l)
{
    const struct netgraph_row *first = &graph->rows[0], *last = &graph->rows[graph->row_count - 1];
    const struct netgraph_node *circle = first->layers[l].times;
    struct point to = {memory_x(circle), circle->at.y - graph->size};
    struct point from = {to.x, to.y - graph->size}, end = below(graph, last->layers[l].a);

    if (first->time > 1)
        dashed(graph, from, to);
    if (last->time < graph->times)
        dashed(graph, end, (struct point){end.x, end.y + graph->size});
}

static void memory_way(const struct netgraph *graph, size_t row, size_t l)
{
    const struct netgraph_node *a = graph->rows[row].layers[l].a;
    const struct netgraph_node *circle = graph->rows[row + 1].layers[l].times;
    float x = memory_x(circle);
    float y = graph->rows[row + 1].y - graph->above - graph->gap + GAP_WORD * graph->size;
    struct point from = below(graph, a);
    const struct point corners[] = {from, {from.x, y}, {x, y},
                                    {x, circle->at.y - graph->size}};
    bool back = graph->view->snapshot->place.unit.kind == UNIT_BACKWARD;
    const char *text;

    path(graph, corners, 4, circle->lit && (!back || a->lit));
    if (!netgraph_has_slopes(graph) || !netgraph_sees(graph, corners[0])
        || !netgraph_sees(graph, corners[3]))
        return;
    text = netgraph_slope_text(graph, "RT", netgraph_one(graph, graph->weights[l].r),
                               ROOM(7) * graph->size);
    netgraph_slope_write(graph, text,
                         from.x - netgraph_slope_write(graph, text, 0.0f, 0.0f, true)
                             - GAP_NEAR * graph->size, slopes_y(graph, row + 1), false);
}

/* ---- a row ---- */

static void layer_ways(const struct netgraph *graph, const struct netgraph_row *row, size_t l)
{
    const struct netgraph_layer *layer = &row->layers[l];
    const struct netgraph_weights *weights = &graph->weights[l];
    const struct netgraph_node *from = row->layers[graph->net->layers[l].from].a;
    const struct netgraph_node *times = layer->times, *z = layer->z, *function = layer->function;
    bool back = graph->view->snapshot->place.unit.kind == UNIT_BACKWARD;

    if (!z->shown)
        return;
    way_on(graph, from, times, times->lit && (!back || from->lit), l > 1 ? "WT" : "",
           l > 1 ? netgraph_one(graph, weights->w) : (double)NAN);
    way_on(graph, times, z, times->lit && z->lit, "", (double)NAN);
    way(graph, exit_of(z), entry(function), function->lit);
    netgraph_slopes(graph, exit_of(z), entry(function), z, weights);
    way_on(graph, function, layer->a, function->lit, "", (double)NAN);
    if (graph->beside)
        return;
    way_across(graph, weights->w, times, l > 1 ? "aT" : "xT", netgraph_one(graph, from));
    way_across(graph, weights->b, times, "1", (double)NAN);
}

/* A time's loss goes up at the right of all of them. */
static void sum_way(const struct netgraph *graph, const struct netgraph_node *loss, bool first)
{
    struct point from = exit_of(loss), to = exit_of(graph->sum);
    float x = fmaxf(from.x, graph->most_x - GAP_TIGHT * graph->size);
    const struct point corners[] = {from, {x, from.y}, {x, to.y}, to};

    if (!graph->sum->shown)
        return;
    path(graph, corners, 4, graph->sum->lit);
    if (first && netgraph_has_slopes(graph) && netgraph_sees(graph, corners[2]))
        netgraph_slope_write(graph, graph->net->time_mean ? "1/n" : "1",
                             to.x + GAP_WORD * graph->size,
                             to.y - GAP_WORD * (float)netgraph_slope_px(graph), false);
}

static void loss_ways(const struct netgraph *graph, const struct netgraph_row *row, bool first)
{
    const struct netgraph_node *last = row->layers[graph->net->layer_count].a;

    if (!row->loss->shown)
        return;
    way_on(graph, last, row->loss_of, row->loss_of->lit, last->has_gradient ? "∂L/∂a" : "a − t",
           netgraph_loss_slope(graph, row));
    way_across(graph, row->t, row->loss_of, "", (double)NAN);
    way_on(graph, row->loss_of, row->loss, row->loss_of->lit, "", (double)NAN);
    sum_way(graph, row->loss, first);
}

/* ---- the penalty ---- */

/* Every W and R goes into it, too: a line above them. */
static void penalty_ways(const struct netgraph *graph)
{
    const struct netgraph_node *circle = graph->penalty_of;
    const struct netgraph_node *loss = netgraph_last_loss(graph);
    color ink = ink_of(graph, circle->lit);
    float width = width_of(graph, circle->lit), y = circle->at.y - LINE_BUTTON * graph->size;
    struct point end = {circle->at.x, circle->at.y - graph->size};

    for (size_t l = 1; l <= graph->net->layer_count; l++)
        y = fminf(y, fminf(graph->weights[l].w->at.y,
                           graph->weights[l].r->shown ? graph->weights[l].r->at.y : y + 1e6f)
                         - netgraph_caption(graph) - GAP_PART * graph->size);
    for (size_t i = 0; i < 2 * graph->net->layer_count; i++) {
        const struct netgraph_weights *weights = &graph->weights[i / 2 + 1];
        const struct netgraph_node *w = i % 2 == 0 ? weights->w : weights->r;
        struct point top = {w->at.x + 0.5f * w->at.w, /* clear of what is raised in its name */
                            w->at.y - LINE_ROW * (float)netgraph_caption_px(graph)};

        if (!w->shown || !netgraph_sees(graph, top) || !netgraph_sees(graph, end))
            continue;
        canvas_line(graph->view->canvas, top, (struct point){top.x, y}, width, ink, 0.0f);
        canvas_line(graph->view->canvas, (struct point){top.x, y}, (struct point){end.x, y}, width,
                    ink, 0.0f);
    }
    if (!netgraph_sees(graph, end))
        return;
    way(graph, (struct point){end.x, y}, end, circle->lit);
    way_on(graph, circle, graph->penalty, circle->lit, "", (double)NAN);
    way_across(graph, graph->penalty, graph->plus, "1", (double)NAN);
    way_on(graph, loss, graph->plus, graph->plus->lit, "1", (double)NAN);
    way_on(graph, graph->plus, graph->objective, graph->plus->lit, "", (double)NAN);
}

void netgraph_ways(const struct netgraph *graph)
{
    bool summed = false;

    for (size_t i = 0; i < graph->row_count; i++) {
        for (size_t l = 1; l <= graph->net->layer_count; l++) {
            layer_ways(graph, &graph->rows[i], l);
            if (graph->net->layers[l].recurrent && i + 1 < graph->row_count)
                memory_way(graph, i, l);
        }
        loss_ways(graph, &graph->rows[i], !summed);
        summed = summed || graph->rows[i].loss->shown;
    }
    for (size_t l = 1; l <= graph->net->layer_count && graph->beside; l++) {
        trunk(graph, l);
        if (graph->net->layers[l].recurrent)
            memory_ends(graph, l);
    }
    if (graph->sum->shown)
        way(graph, (struct point){graph->sum->at.x, graph->sum->at.y - graph->size},
            (struct point){graph->sum->at.x, graph->loss->at.y + graph->loss->at.h},
            graph->sum->lit);
    if (graph->plus->shown)
        penalty_ways(graph);
}
