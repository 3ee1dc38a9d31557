#include "app/graph/graph_shown.h"

#include "app/run/course.h"
#include "explain/graph/graph_explain.h"

void graph_shown_begin(struct graph_shown *shown, const struct graph *graph)
{
    graph_shown_finish(shown);
    graph_layout_init(&shown->layout, graph);
}

void graph_shown_finish(struct graph_shown *shown)
{
    graph_layout_finish(&shown->layout);
    *shown = (struct graph_shown){0};
}

void graph_shown_fill(struct graph_shown *shown, const struct run *run, struct view *view)
{
    shown->view = (struct graph_view){
        .at = course_graph_moment(run, run->cursor),
        .fineness = course_fineness(run->granularity),
        .layout = &shown->layout,
        .asked = graph_item_of(view->asked),
        .scroll = shown->scroll,
    };
    view->graph = &shown->view;
    if (view->granularity == GRANULARITY_LAYER)
        view->granularity = GRANULARITY_NEURON;
}

const struct explanation *graph_shown_explain(const struct run *run, struct arena *arena,
                                              struct quantity asked)
{
    struct graph_moment at = course_graph_moment(run, run->cursor);

    return graph_explain(arena, &at, graph_item_of(asked), run->scenario.about);
}

struct quantity graph_shown_changeable(const struct run *run, struct quantity quantity)
{
    struct graph_item item = graph_item_of(quantity);
    bool leaf = item.kind == GRAPH_ITEM_NODE && item.index < run->scenario.graph.graph.leaf_count;

    return leaf ? quantity : (struct quantity){0};
}

double graph_shown_value(const struct run *run, struct quantity quantity)
{
    struct graph_moment at = course_graph_moment(run, run->cursor);
    double value;

    graph_moment_value(&at, graph_item_of(quantity).index, &value);
    return value;
}
