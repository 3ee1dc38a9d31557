#include "view/graph/graph_layout.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 16, SETTLINGS = 12, COUNTED_MOST = 2000 };

static const float node_to_way = 0.58f, way_to_way = 0.2f; /* slots */

/* A node, or a place on a node's way. */
struct vertex {
    size_t node, layer;
    size_t before, after; /* neighbours, in `links`: first of those in the layer before, after */
    size_t before_count, after_count;
    size_t rank;          /* in its layer */
    float mean, place;
};

struct plan {
    const struct graph *graph;
    struct vertex *vertices;  /* the nodes, then their ways */
    size_t count;
    size_t *links;            /* vertices */
    size_t *order, *best;     /* layer by layer */
    size_t *first;            /* of a layer in `order`; layers + 1 */
    size_t layers;
};

/* ---- layers ---- */

static size_t layer_of_operation(const struct graph *graph, const struct graph_spot *spots,
                                 size_t node)
{
    size_t layer = 0;

    for (size_t a = 0; a < graph->nodes[node].operation->arguments; a++) {
        size_t from = graph->nodes[node].arguments[a].node;

        if (from != GRAPH_CONSTANT && spots[from].layer + 1 > layer)
            layer = spots[from].layer + 1;
    }
    return layer;
}

static size_t layers_between(const struct graph *graph, const struct graph_spot *spots,
                             size_t node, bool last)
{
    const struct graph_node *n = &graph->nodes[node];
    size_t layer = spots[node].layer + 1, use;

    for (size_t k = 0; k < n->use_count; k++) {
        use = spots[graph->uses[n->first_use + k].by].layer;
        if (k == 0 || (last ? use > layer : use < layer))
            layer = use;
    }
    return layer - spots[node].layer - 1;
}

static void find_layers(struct graph_layout *layout, const struct graph *graph)
{
    size_t ways = 0;

    for (size_t i = graph->leaf_count; i < graph->count; i++)
        layout->spots[i].layer = layer_of_operation(graph, layout->spots, i);
    for (size_t i = graph->count; i-- > graph->leaf_count;)
        layout->spots[i].layer += layers_between(graph, layout->spots, i, false);
    for (size_t i = 0; i < graph->leaf_count; i++) {
        size_t skipped = layers_between(graph, layout->spots, i, false);

        if (skipped > 1)
            layout->spots[i].layer = skipped;
    }
    layout->layers = 1;
    for (size_t i = 0; i < graph->count; i++) {
        struct graph_spot *spot = &layout->spots[i];

        if (spot->layer + 1 > layout->layers)
            layout->layers = spot->layer + 1;
        spot->way = ways;
        spot->way_length = layers_between(graph, layout->spots, i, true);
        ways += spot->way_length;
    }
    layout->way = memory_new(ways + 1, sizeof *layout->way);
}

/* ---- what is next to what ---- */

/* The vertex of a node's way in that layer. */
static size_t vertex_in(const struct plan *plan, const struct graph_layout *layout, size_t node,
                        size_t layer)
{
    const struct graph_spot *spot = &layout->spots[node];

    return layer == spot->layer ? node : plan->graph->count + spot->way + layer - spot->layer - 1;
}

/* Calls for each pair of neighbours, the left one first. */
static void each_link(struct plan *plan, const struct graph_layout *layout,
                      void (*link)(struct plan *plan, size_t left, size_t right))
{
    const struct graph *graph = plan->graph;

    for (size_t i = 0; i < graph->count; i++) {
        const struct graph_spot *spot = &layout->spots[i];
        const struct graph_node *node = &graph->nodes[i];

        for (size_t l = 1; l <= spot->way_length; l++)
            link(plan, vertex_in(plan, layout, i, spot->layer + l - 1),
                 vertex_in(plan, layout, i, spot->layer + l));
        for (size_t k = 0; k < node->use_count; k++) {
            size_t by = graph->uses[node->first_use + k].by;

            link(plan, vertex_in(plan, layout, i, layout->spots[by].layer - 1), by);
        }
    }
}

static void count_link(struct plan *plan, size_t left, size_t right)
{
    plan->vertices[left].after_count++;
    plan->vertices[right].before_count++;
}

static void put_link(struct plan *plan, size_t left, size_t right)
{
    struct vertex *l = &plan->vertices[left], *r = &plan->vertices[right];

    plan->links[l->after + l->after_count++] = right;
    plan->links[r->before + r->before_count++] = left;
}

static void link_all(struct plan *plan, const struct graph_layout *layout)
{
    size_t total = 0;

    each_link(plan, layout, count_link);
    for (size_t v = 0; v < plan->count; v++) {
        struct vertex *vertex = &plan->vertices[v];

        vertex->before = total;
        total += vertex->before_count;
        vertex->after = total;
        total += vertex->after_count;
        vertex->before_count = vertex->after_count = 0;
    }
    plan->links = memory_new(total + 1, sizeof *plan->links);
    each_link(plan, layout, put_link);
}

static void begin(struct plan *plan, struct graph_layout *layout, const struct graph *graph)
{
    size_t ways = 0, at = 0;

    for (size_t i = 0; i < graph->count; i++)
        ways += layout->spots[i].way_length;
    *plan = (struct plan){.graph = graph, .count = graph->count + ways, .layers = layout->layers};
    plan->vertices = memory_new(plan->count, sizeof *plan->vertices);
    plan->order = memory_new(plan->count, sizeof *plan->order);
    plan->best = memory_new(plan->count, sizeof *plan->best);
    plan->first = memory_new(plan->layers + 1, sizeof *plan->first);
    for (size_t i = 0; i < graph->count; i++) {
        const struct graph_spot *spot = &layout->spots[i];

        for (size_t l = 0; l <= spot->way_length; l++) {
            struct vertex *vertex = &plan->vertices[vertex_in(plan, layout, i, spot->layer + l)];

            vertex->node = i;
            vertex->layer = spot->layer + l;
        }
    }
    link_all(plan, layout);
    for (size_t l = 0; l < plan->layers; l++) {
        plan->first[l] = at;
        for (size_t v = 0; v < plan->count; v++) {
            if (plan->vertices[v].layer != l)
                continue;
            plan->vertices[v].rank = at - plan->first[l];
            plan->order[at++] = v;
        }
    }
    plan->first[plan->layers] = at;
}

static void end(struct plan *plan)
{
    free(plan->vertices);
    free(plan->links);
    free(plan->order);
    free(plan->best);
    free(plan->first);
}

/* ---- the order ---- */

/* The mean of the neighbours on one side, or where there are none where it is. */
static float mean_rank(const struct plan *plan, const struct vertex *vertex, bool before)
{
    size_t count = before ? vertex->before_count : vertex->after_count;
    const size_t *links = plan->links + (before ? vertex->before : vertex->after);
    float sum = 0.0f;

    for (size_t i = 0; i < count; i++)
        sum += (float)plan->vertices[links[i]].rank;
    return count > 0 ? sum / (float)count : (float)vertex->rank;
}

/* By insertion: what has the same mean keeps its order. */
static void sort_layer(struct plan *plan, size_t layer, bool before)
{
    size_t *order = plan->order + plan->first[layer];
    size_t count = plan->first[layer + 1] - plan->first[layer];

    for (size_t i = 0; i < count; i++)
        plan->vertices[order[i]].mean = mean_rank(plan, &plan->vertices[order[i]], before);
    for (size_t i = 1; i < count; i++) {
        size_t moved = order[i], at = i;

        for (; at > 0 && plan->vertices[order[at - 1]].mean > plan->vertices[moved].mean; at--)
            order[at] = order[at - 1];
        order[at] = moved;
    }
    for (size_t i = 0; i < count; i++)
        plan->vertices[order[i]].rank = i;
}

/* Pairs of links between a layer and the next that cross. */
static size_t crossings_after(const struct plan *plan, size_t layer)
{
    const size_t *order = plan->order + plan->first[layer];
    size_t count = plan->first[layer + 1] - plan->first[layer], crossings = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const struct vertex *a = &plan->vertices[order[i]], *b = &plan->vertices[order[j]];

            for (size_t k = 0; k < a->after_count; k++)
                for (size_t m = 0; m < b->after_count; m++)
                    crossings += plan->vertices[plan->links[a->after + k]].rank >
                                 plan->vertices[plan->links[b->after + m]].rank;
        }
    return crossings;
}

static size_t count_crossings(const struct plan *plan)
{
    size_t crossings = 0;

    for (size_t l = 0; l + 1 < plan->layers; l++)
        crossings += crossings_after(plan, l);
    return crossings;
}

static size_t find_order(struct plan *plan)
{
    bool counted = plan->count <= COUNTED_MOST;
    size_t fewest = counted ? count_crossings(plan) : 0, bytes = plan->count * sizeof *plan->order;

    memcpy(plan->best, plan->order, bytes);
    for (int sweep = 0; sweep < SWEEPS && (fewest > 0 || !counted); sweep++) {
        for (size_t l = 1; l < plan->layers; l++)
            sort_layer(plan, sweep % 2 == 0 ? l : plan->layers - 1 - l, sweep % 2 == 0);
        if (counted && count_crossings(plan) >= fewest)
            continue;
        fewest = counted ? count_crossings(plan) : 0;
        memcpy(plan->best, plan->order, bytes);
    }
    memcpy(plan->order, plan->best, bytes);
    for (size_t l = 0; l < plan->layers; l++)
        for (size_t i = plan->first[l]; i < plan->first[l + 1]; i++)
            plan->vertices[plan->order[i]].rank = i - plan->first[l];
    return fewest;
}

/* ---- places ---- */

static float distance(const struct plan *plan, size_t a, size_t b)
{
    bool node = a < plan->graph->count, other = b < plan->graph->count;

    return node && other ? 1.0f : node || other ? node_to_way : way_to_way;
}

static float wanted(const struct plan *plan, const struct vertex *vertex)
{
    size_t count = vertex->before_count + vertex->after_count;
    float sum = 0.0f;

    for (size_t i = 0; i < vertex->before_count; i++)
        sum += plan->vertices[plan->links[vertex->before + i]].place;
    for (size_t i = 0; i < vertex->after_count; i++)
        sum += plan->vertices[plan->links[vertex->after + i]].place;
    return count > 0 ? sum / (float)count : vertex->place;
}

/* As near to what each wants as the distances allow, in the sense of least squares: neighbours that
 * would come too close move as one block (pool adjacent violators). */
static void settle_layer(struct plan *plan, size_t layer, float *blocks, size_t *sizes)
{
    const size_t *order = plan->order + plan->first[layer];
    size_t count = plan->first[layer + 1] - plan->first[layer], used = 0, at = 0;
    float shift = 0.0f;

    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            shift += distance(plan, order[i - 1], order[i]);
        blocks[used] = wanted(plan, &plan->vertices[order[i]]) - shift;
        sizes[used++] = 1;
        while (used > 1 && blocks[used - 1] < blocks[used - 2]) {
            size_t both = sizes[used - 1] + sizes[used - 2];

            blocks[used - 2] = (blocks[used - 1] * (float)sizes[used - 1] +
                                blocks[used - 2] * (float)sizes[used - 2]) / (float)both;
            sizes[used - 2] = both;
            used--;
        }
    }
    shift = 0.0f;
    for (size_t b = 0; b < used; b++)
        for (size_t i = 0; i < sizes[b]; i++, at++) {
            if (at > 0)
                shift += distance(plan, order[at - 1], order[at]);
            plan->vertices[order[at]].place = blocks[b] + shift;
        }
}

static void find_places(struct plan *plan)
{
    float *blocks = memory_new(plan->count, sizeof *blocks);
    size_t *sizes = memory_new(plan->count, sizeof *sizes);

    for (size_t v = 0; v < plan->count; v++)
        plan->vertices[v].place = (float)plan->vertices[v].rank;
    for (int round = 0; round < SETTLINGS; round++)
        for (size_t l = 0; l < plan->layers; l++)
            settle_layer(plan, round % 2 == 0 ? l : plan->layers - 1 - l, blocks, sizes);
    free(blocks);
    free(sizes);
}

static void keep(const struct plan *plan, struct graph_layout *layout)
{
    float least = plan->vertices[0].place, most = least;

    for (size_t v = 0; v < plan->count; v++) {
        float place = plan->vertices[v].place;

        least = place < least ? place : least;
        most = place > most ? place : most;
    }
    for (size_t v = 0; v < plan->count; v++) {
        const struct vertex *vertex = &plan->vertices[v];
        struct graph_spot *spot = &layout->spots[vertex->node];

        if (v < plan->graph->count)
            spot->slot = vertex->place - least;
        else
            layout->way[spot->way + vertex->layer - spot->layer - 1] = vertex->place - least;
    }
    layout->slots = most - least;
}

void graph_layout_init(struct graph_layout *layout, const struct graph *graph)
{
    struct plan plan;

    *layout = (struct graph_layout){.spots = memory_new(graph->count, sizeof *layout->spots)};
    find_layers(layout, graph);
    begin(&plan, layout, graph);
    layout->crossings = find_order(&plan);
    find_places(&plan);
    keep(&plan, layout);
    end(&plan);
}

void graph_layout_finish(struct graph_layout *layout)
{
    free(layout->spots);
    free(layout->way);
    *layout = (struct graph_layout){0};
}
