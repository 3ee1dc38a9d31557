#include "graph/graph_item.h"

#include <string.h>

static const struct {
    const char *key;
    enum graph_item_kind kind;
} keys[] = {
    {"value", GRAPH_ITEM_NODE},     {"gradient", GRAPH_ITEM_GRADIENT}, {"step", GRAPH_ITEM_STEP},
    {"operation", GRAPH_ITEM_OPERATION}, {"loss", GRAPH_ITEM_LOSS}, {"share", GRAPH_ITEM_SHARE},
};

struct quantity graph_item_quantity(struct graph_item item)
{
    if (item.kind == GRAPH_ITEM_NONE)
        return (struct quantity){0};
    return (struct quantity){.kind = QUANTITY_OF_GRAPH, .layer = item.kind, .to = item.index};
}

struct graph_item graph_item_of(struct quantity quantity)
{
    if (quantity.kind != QUANTITY_OF_GRAPH || quantity.layer >= GRAPH_ITEM_KINDS)
        return (struct graph_item){0};
    return (struct graph_item){(enum graph_item_kind)quantity.layer, quantity.to};
}

static bool uses_twice(const struct graph *graph, const struct graph_use *use)
{
    const struct graph_node *by = &graph->nodes[use->by];

    return by->operation->arguments == 2 && by->arguments[0].node == by->arguments[1].node;
}

/* Of a use: "x f", and where f has x twice, "x f 1" or "x f 2". */
static void use_words(const struct graph *graph, size_t index, struct text *out)
{
    const struct graph_use *use = &graph->uses[index];

    text_printf(out, "share %s %s", graph->nodes[graph_use_of(graph, index)].name,
                graph->nodes[use->by].name);
    if (uses_twice(graph, use))
        text_printf(out, " %zu", use->argument + 1);
}

static size_t use_count(const struct graph *graph)
{
    const struct graph_node *last = &graph->nodes[graph->count - 1];

    return last->first_use + last->use_count;
}

/* The use of those words, which begin with "share ". */
static bool name_use(const struct graph *graph, const char *words, struct graph_item *item,
                     struct error *err)
{
    char own[2 * GRAPH_NAME_MAX + 16];
    struct text text;

    for (item->index = 0; item->index < use_count(graph); item->index++) {
        text_init(&text, own, sizeof own);
        use_words(graph, item->index, &text);
        if (strcmp(own, words) == 0)
            return true;
    }
    return error_set(err, "nothing comes back as \"%.60s\"; expected share, a name and an "
                          "operation that uses it, such as \"share x f\", or where that has it "
                          "twice \"share x f 2\"", words);
}

static bool name_node(const struct graph *graph, const char *name, struct graph_item *item,
                      struct error *err)
{
    bool leaf;

    item->index = graph_find(graph, name);
    if (item->index == graph->count)
        return error_set(err, "nothing in the graph is called \"%.60s\"", name);
    leaf = item->index < graph->leaf_count;
    if (item->kind == GRAPH_ITEM_OPERATION && leaf)
        return error_set(err, "\"%.60s\" is given, not computed by an operation", name);
    if (item->kind == GRAPH_ITEM_STEP && !leaf)
        return error_set(err, "\"%.60s\" is computed, and takes no step", name);
    return true;
}

bool graph_item_named(const struct graph *graph, const char *text, struct quantity *quantity,
                      struct error *err)
{
    size_t length = strcspn(text, " ");
    const char *name = text + length + strspn(text + length, " ");
    struct graph_item item = {0};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strlen(keys[i].key) == length && memcmp(keys[i].key, text, length) == 0)
            item.kind = keys[i].kind;
    if (item.kind == GRAPH_ITEM_NONE || (item.kind == GRAPH_ITEM_LOSS) != (*name == '\0'))
        return error_set(err, "found \"%.60s\", expected value, gradient, share, step or operation "
                              "and a name, such as \"gradient %.60s\", or loss", text,
                         graph->nodes[0].name);
    if (item.kind == GRAPH_ITEM_SHARE ? !name_use(graph, text, &item, err)
                                      : item.kind != GRAPH_ITEM_LOSS
                                            && !name_node(graph, name, &item, err))
        return false;
    *quantity = graph_item_quantity(item);
    return true;
}

void graph_item_words(const struct graph *graph, struct quantity quantity, struct text *out)
{
    struct graph_item item = graph_item_of(quantity);

    if (item.kind == GRAPH_ITEM_SHARE)
        use_words(graph, item.index, out);
    for (size_t i = 0; item.kind != GRAPH_ITEM_SHARE && i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].kind == item.kind)
            text_printf(out, item.kind == GRAPH_ITEM_LOSS ? "%s" : "%s %s", keys[i].key,
                        graph->nodes[item.index].name);
}

bool graph_item_value(const struct graph_moment *at, struct graph_item item, double *value)
{
    size_t objective = graph_objective(at->run->graph);
    struct optimizer_move move;
    size_t node, k;

    switch (item.kind) {
    case GRAPH_ITEM_SHARE:
        node = graph_use_of(at->run->graph, item.index);
        k = item.index - at->run->graph->nodes[node].first_use;
        *value = graph_moment_share(at, node, k).share;
        return k < graph_moment_shares(at, node);
    case GRAPH_ITEM_GRADIENT:
        return graph_moment_gradient(at, item.index, value);
    case GRAPH_ITEM_LOSS:
        return graph_moment_value(at, objective, value) && at->place.unit.kind >= UNIT_LOSS;
    case GRAPH_ITEM_STEP:
        if (!graph_moment_step(at, item.index, &move))
            return false;
        *value = move.step;
        return true;
    default:
        return graph_moment_value(at, item.index, value);
    }
}

/* ---- when it appears ---- */

/* The unit that makes the item, and which of its moments; the whole unit where that is 0. */
static bool made_by(const struct graph *graph, const bool *trained, struct graph_item item,
                    enum unit_kind *kind, size_t *moment, struct error *err)
{
    static const enum unit_kind kinds[GRAPH_ITEM_KINDS] = {
        [GRAPH_ITEM_NODE] = UNIT_FORWARD, [GRAPH_ITEM_OPERATION] = UNIT_FORWARD,
        [GRAPH_ITEM_GRADIENT] = UNIT_BACKWARD, [GRAPH_ITEM_STEP] = UNIT_UPDATE,
        [GRAPH_ITEM_LOSS] = UNIT_LOSS, [GRAPH_ITEM_SHARE] = UNIT_BACKWARD,
    };
    const struct graph_node *of;

    *kind = kinds[item.kind];
    *moment = 0;
    if (item.kind == GRAPH_ITEM_SHARE) {
        of = &graph->nodes[graph_use_of(graph, item.index)];
        *moment = of->use_count > 1 ? item.index - of->first_use + 1 : 0;
        return true;
    }
    if (*kind == UNIT_FORWARD && item.index < graph->leaf_count)
        return error_set(err, "what is given appears in no step; expected something that is "
                              "computed, such as \"value %.60s\"",
                         graph->nodes[graph_objective(graph)].name);
    if (*kind != UNIT_UPDATE)
        return true;
    if (!trained[item.index])
        return error_set(err, "\"%.60s\" is not trained, and takes no step",
                         graph->nodes[item.index].name);
    for (size_t i = 0; i <= item.index; i++)
        *moment += trained[i];
    return true;
}

/* All of that step. */
static struct cursor end_of(const struct graph *graph, const bool *trained, uint64_t step)
{
    const struct graph_run plan = {.graph = graph, .start.trained = trained};
    struct place place;

    program_locate(&graph->program, step, 0, &place);
    return (struct cursor){step, graph_moment_count(&plan, &place)};
}

bool graph_item_locate(const struct graph *graph, const bool *trained, const struct locate *what,
                       struct cursor *cursor, struct error *err)
{
    struct graph_item item = graph_item_of(what->quantity);
    enum unit_kind kind = what->phased ? what->phase : UNIT_UPDATE;
    uint64_t start = what->start ? 0 : program_iteration_start(&graph->program, what->iteration);
    size_t moment = 0, node = kind == UNIT_FORWARD ? graph->count - 1 : graph->leaf_count - 1;

    *cursor = (struct cursor){0, 0};
    if (what->start)
        return true;
    if (item.kind != GRAPH_ITEM_NONE) {
        if (!made_by(graph, trained, item, &kind, &moment, err))
            return false;
        node = item.kind == GRAPH_ITEM_SHARE ? graph_use_of(graph, item.index) : item.index;
    }
    if (what->phased && what->phase != kind)
        return error_set(err, "this appears in phase \"%s\", not in \"%s\"",
                         locate_phase_name(kind), locate_phase_name(what->phase));
    /* Without values the first node is the objective, whose gradient comes last, too. */
    *cursor = end_of(graph, trained, start + graph_run_index(graph, kind, node < graph->count
                                                                              ? node : 0));
    if (kind == UNIT_STOP)
        cursor->moment = 1;
    if (moment > 0)
        cursor->moment = moment;
    if (what->before)
        *cursor = cursor->moment > 1 && moment > 0
                      ? (struct cursor){cursor->step, cursor->moment - 1}
                      : end_of(graph, trained, cursor->step - 1);
    return true;
}
