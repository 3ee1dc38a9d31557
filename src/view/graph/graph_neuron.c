#include "view/graph/graph_neuron.h"

#include "explain/graph/graph_formula.h"
#include "view/frame/label.h"

#include <math.h>
#include <string.h>

/* Its parts from the top down, and their heights in sizes of a number: the input's circle; the
 * parameters' chips; the neuron's circle with two gradients below it; the loss's card. */
enum { INPUT, CHIPS, NEURON, LOSS, PARTS };
static const float heights[PARTS] = {2.0f * 2.0f, 2.0f * LINE_STEP, 6.0f * LINE_ROW + 0.5f,
                                     2.0f * LINE_ROW};
/* The widths of a chip, a gradient and a card; the least room for the graph beside it. */
static const float chip_w = ROOM(11), plate_w = ROOM(16), card_w = ROOM(15), least = ROOM(40);
/* The neuron's circle; how much of a circle's width a number may take. */
static const float radius = 2.0f * LINE_ROW, chord = 0.8f;

/* Its nodes. */
struct neuron {
    size_t x, w, b, t, product, z, a, loss;
};

struct picture {
    const struct view *view;
    const struct graph_moment *at;
    const struct graph *graph;
    struct neuron node;
    float em;
};

static bool is(const struct graph *graph, size_t node, const char *operation)
{
    const struct operation *of = node < graph->count ? graph->nodes[node].operation : NULL;

    return of != NULL && strcmp(of->name, operation) == 0;
}

static size_t argument(const struct graph *graph, size_t node, size_t i)
{
    return graph->nodes[node].arguments[i].node;
}

/* f(w x + b) and a loss of that and a target: four values, of which w is trained. */
static bool find(const struct graph_run *run, struct neuron *out)
{
    const struct graph *graph = run->graph;
    size_t leaves = graph->leaf_count, use;

    *out = (struct neuron){.product = leaves, .z = leaves + 1, .a = leaves + 2,
                           .loss = graph_objective(graph)};
    if (leaves != 4 || graph->count < leaves + 4 || !is(graph, out->product, "*")
        || !is(graph, out->z, "+") || argument(graph, out->z, 0) != out->product
        || graph->nodes[out->a].operation->arguments != 1
        || argument(graph, out->a, 0) != out->z || graph->nodes[out->a].use_count != 1)
        return false;
    out->w = argument(graph, out->product, 0);
    out->x = argument(graph, out->product, 1);
    out->b = argument(graph, out->z, 1);
    use = graph->uses[graph->nodes[out->a].first_use].by;
    if (graph->nodes[use].operation->arguments != 2 || out->w >= leaves || out->x >= leaves
        || out->b >= leaves)
        return false;
    out->t = argument(graph, use, 0) == out->a ? argument(graph, use, 1) : argument(graph, use, 0);
    if (run->start.trained[out->x] && !run->start.trained[out->w]) {
        use = out->w;
        out->w = out->x;
        out->x = use;
    }
    return out->t < leaves;
}

/* Whether the step is about that node, or one of several that are one thing here. */
static bool lit(const struct picture *p, size_t first, size_t last)
{
    const struct place *place = &p->at->place;

    if (place->step == 0)
        return false;
    if (place->unit.kind == UNIT_LOSS)
        return last == p->node.loss;
    if (place->unit.kind == UNIT_UPDATE)
        return first < p->graph->leaf_count
            && (graph_moment_moved(p->at) ? p->at->run->start.trained[first]
                                          : graph_moment_leaf(p->at) == first);
    return place->unit.kind != UNIT_STOP && place->unit.layer >= first && place->unit.layer <= last;
}

static color phase_ink(const struct picture *p)
{
    return p->view->theme->phase[view_phase(p->view->snapshot->place.unit.kind)];
}

/* A click there asks about the node, as one on its box does. */
static void target(const struct picture *p, struct rect box, size_t node)
{
    struct quantity q = graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, node});

    ui_target(p->view->ui, box, (struct ui_action){p->view->select_command, quantity_pack(q)},
              false);
}

/* A symbol and its number, or "?" where it is not there yet. */
static void number(const struct picture *p, const struct formula *symbol, bool known, double value,
                   struct point at, float width, color ink)
{
    struct label label = {.symbol = symbol, .value = value, .text = known ? NULL : "?",
                          .size_px = (int)p->em, .symbol_ink = ink,
                          .ink = known ? ink : p->view->theme->text_soft};

    if (!known || label_fit(p->view, &label, width))
        label_draw(p->view, &label, at.x, at.y, width);
}

static void value(const struct picture *p, size_t node, struct point at, float width, color ink)
{
    double v = (double)NAN;
    bool known = graph_moment_value(p->at, node, &v);

    if (graph_moment_moved(p->at) && node >= p->graph->leaf_count)
        ink = p->view->theme->text_soft; /* it is old */
    number(p, graph_formula_symbol(p->view->arena, p->at, node), known, v, at, width, ink);
}

/* ∂L/∂ of a node, of the sum δ as in a network, or briefly ∂; nothing before it is there. */
static bool gradient(const struct picture *p, size_t node, bool brief, struct point at, float width)
{
    struct arena *arena = p->view->arena;
    const struct formula *symbol =
        brief               ? formula_symbol(arena, "∂", NULL, NULL, 0)
        : node == p->node.z ? formula_symbol(arena, "δ", NULL, NULL, 0)
        : formula_partial(arena, graph_formula_symbol(arena, p->at, p->node.loss),
                          graph_formula_symbol(arena, p->at, node), (double)NAN);
    double g;

    if (!graph_moment_gradient(p->at, node, &g))
        return false;
    if (width > 0.0f)
        number(p, symbol, true, g, at, width,
               graph_moment_moved(p->at) ? p->view->theme->text_soft
                                         : p->view->theme->phase[PHASE_BACKWARD]);
    return true;
}

static void line(const struct picture *p, struct point from, struct point to, bool bright)
{
    canvas_line(p->view->canvas, from, to, bright ? p->view->size.bold : p->view->size.line,
                bright ? phase_ink(p) : p->view->theme->line_strong, 0.0f);
}

/* After the move the new value over the old one, which is crossed out, with as many digits as show
 * that they differ; false: it has not moved. */
static bool both(const struct picture *p, size_t node, struct rect box)
{
    const struct view *view = p->view;
    const struct graph_run *run = p->at->run;
    float x = box.x + 0.5f * box.w, width = box.w - 0.5f * p->em, half,
          y = box.y + 2.0f * LINE_CLOSE * p->em;
    struct label was = {.value = run->old_values[node], .size_px = (int)p->em,
                        .decimals = view_decimals_of_change(view, run->old_values[node],
                                                            run->values[node]),
                        .ink = view->theme->text_soft};
    struct label now = was;

    if (!graph_moment_moved(p->at) || !run->start.trained[node] || was.decimals == 0)
        return false;
    was.decimals = now.decimals = was.decimals > view->decimals ? was.decimals : view->decimals;
    now.value = run->values[node];
    now.symbol = graph_formula_symbol(view->arena, p->at, node);
    now.ink = now.symbol_ink = view->theme->phase[PHASE_UPDATE];
    now.strong = true;
    label_fit(view, &now, width);
    label_draw(view, &now, x, box.y + LINE_CLOSE * p->em, width);
    label_draw(view, &was, x, y, width);
    half = 0.5f * label_width(view, &was, width) + GAP_HAIR * p->em;
    y -= ui_text_drop(p->em);
    canvas_line(view->canvas, (struct point){x - half, y}, (struct point){x + half, y},
                view->size.line, was.ink, 0.0f);
    return true;
}

/* A parameter: its value, and below it its gradient. */
static void chip(const struct picture *p, size_t node, struct point at, bool bright)
{
    const struct view *view = p->view;
    float wide = chip_w * p->em;
    bool two = gradient(p, node, true, at, 0.0f);
    struct rect box = rect_around(at, wide / 2.0f, (two ? LINE_STEP : GAP_PART) * p->em);

    canvas_box(view->canvas, box, view->size.corner, view->theme->panel,
               bright ? phase_ink(p) : view->theme->line,
               bright ? view->size.strong : view->size.thin);
    if (!both(p, node, box)) {
        value(p, node, (struct point){at.x, box.y + LINE_CLOSE * p->em}, wide - 0.5f * p->em,
              view->theme->text);
        gradient(p, node, true, (struct point){at.x, box.y + 2.0f * LINE_CLOSE * p->em},
                 wide - GAP_NEAR * p->em);
    }
    target(p, box, node);
}

static void circle(const struct picture *p, struct point at, float r, bool filled, double v,
                   bool bright)
{
    const struct view *view = p->view;

    color fill = filled ? theme_diverging(view->theme, v, 1.0) : view->theme->panel;

    if (bright)
        view_ring(view, at, r, phase_ink(p));
    canvas_disc(view->canvas, at, r,
                graph_moment_moved(p->at) ? view_dimmed(view, fill) : fill, /* for soft ink */
                view->theme->text, view->size.thin);
}

/* Its sum and what it answers; below it what comes back. */
static void draw_neuron(const struct picture *p, struct point at)
{
    const struct view *view = p->view;
    float r = radius * p->em, wide = plate_w * p->em, room = 2.0f * chord * r;
    double a = 0.0;
    bool filled = graph_moment_value(p->at, p->node.a, &a);
    color ink = filled ? view->theme->node_ink : view->theme->text;
    const size_t nodes[] = {p->node.a, p->node.z};

    circle(p, at, r, filled, a, lit(p, p->node.z, p->node.a));
    value(p, p->node.z, (struct point){at.x, at.y - GAP_WORD * p->em}, room, ink);
    value(p, p->node.a, (struct point){at.x, at.y + 1.0f * p->em}, room, ink);
    target(p, (struct rect){at.x - r, at.y - r, 2.0f * r, r}, p->node.z);
    target(p, (struct rect){at.x - r, at.y, 2.0f * r, r}, p->node.a);
    for (size_t i = 0; i < 2; i++) {
        struct rect plate = {at.x - 0.5f * wide, at.y + r + (0.5f + LINE_ROW * (float)i) * p->em,
                             wide, GAP_APART * p->em};

        if (!gradient(p, nodes[i], false, at, 0.0f))
            continue;
        canvas_box(view->canvas, plate, view->size.corner, view->theme->phase_soft[PHASE_BACKWARD],
                   0, 0.0f);
        gradient(p, nodes[i], false, (struct point){at.x, plate.y + p->em},
                 wide - GAP_WORD * p->em);
        target(p, plate, nodes[i]);
    }
}

static void draw_loss(const struct picture *p, struct rect box)
{
    const struct view *view = p->view;
    bool bright = lit(p, p->node.a + 1, p->node.loss) || lit(p, p->node.t, p->node.t);
    struct point at = {box.x + box.w / 2.0f, box.y};

    canvas_box(view->canvas, box, view->size.corner, view->theme->panel,
               bright ? phase_ink(p) : view->theme->phase[PHASE_LOSS],
               bright ? view->size.bold : view->size.line);
    value(p, p->node.loss, (struct point){at.x, box.y + LINE_CLOSE * p->em}, box.w - p->em,
          view->theme->text);
    value(p, p->node.t, (struct point){at.x, box.y + LINE_TWO * p->em}, box.w - p->em,
          lit(p, p->node.t, p->node.t) ? phase_ink(p) : view->theme->text_soft);
    target(p, (struct rect){box.x, box.y, box.w, LINE_ROW * p->em}, p->node.loss);
    target(p, (struct rect){box.x, box.y + LINE_ROW * p->em, box.w, LINE_ROW * p->em}, p->node.t);
}

/* From the top down, as the graph beside it, below a title; with so much air between its parts. */
static void draw(const struct picture *p, struct rect area, float title, float air)
{
    const struct view *view = p->view;
    float em = p->em, side = (chip_w + GAP_TIGHT) * em / 2.0f, middle = area.x + 0.5f * area.w;
    struct rect column = rect_inset(area, 0.5f * (area.w - card_w * em), 0.0f), parts[PARTS];
    struct point x, w, neuron;
    bool product = lit(p, p->node.product, p->node.product);
    double v = 0.0;

    ui_cut_top(&column, title, 0.0f);
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = ui_cut_top(&column, heights[i] * em, air);
    x = (struct point){middle - side, rect_center(parts[INPUT]).y};
    w = (struct point){middle - side, rect_center(parts[CHIPS]).y};
    neuron = (struct point){middle, parts[NEURON].y + radius * em};
    ui_text(view->canvas, area.x, area.y + (float)view->size.label_px, CANVAS_LEFT, view_soft(view),
            words(W_GRAPH_AS_NETWORK));
    line(p, x, neuron, product || lit(p, p->node.w, p->node.w));
    line(p, (struct point){middle + side, w.y}, neuron, lit(p, p->node.b, p->node.b));
    line(p, neuron, (struct point){middle, parts[LOSS].y}, lit(p, p->node.a + 1, p->node.loss));
    graph_moment_value(p->at, p->node.x, &v);
    circle(p, x, 0.5f * parts[INPUT].h, true, v, lit(p, p->node.x, p->node.x));
    value(p, p->node.x, (struct point){x.x, x.y + ui_text_drop(em)}, chord * parts[INPUT].h,
          view->theme->node_ink);
    target(p, rect_around(x, 0.5f * parts[INPUT].h, 0.5f * parts[INPUT].h), p->node.x);
    chip(p, p->node.w, w, product || lit(p, p->node.w, p->node.w));
    chip(p, p->node.b, (struct point){middle + side, w.y}, lit(p, p->node.b, p->node.b));
    draw_neuron(p, neuron);
    draw_loss(p, parts[LOSS]);
}

bool graph_neuron_view(const struct view *view, struct rect *area)
{
    struct picture p = {.view = view, .at = &view->graph->at, .graph = view->graph->at.run->graph,
                        .em = (float)view->size.number_px};
    float wide = (2.0f * chip_w + GAP_TIGHT) * p.em, title = LINE_ROW * (float)view->size.label_px;
    float air = area->h - title;

    for (size_t i = 0; i < PARTS; i++)
        air -= heights[i] * p.em;
    if (area->w < wide + least * p.em || air < 0.0f || !find(p.at->run, &p.node))
        return false;
    draw(&p, (struct rect){area->x, area->y, wide, area->h}, title,
         fminf(air / (float)PARTS, LINE_ROW * p.em));
    area->x += wide + 0.5f * p.em;
    area->w -= wide + 0.5f * p.em;
    return true;
}
