#include "app/graph/graph_course.h"
#include "app/graph/graph_nudge.h"

#include "app/graph/graph_shown.h"
#include "graph/graph_check.h"

struct quantity graph_nudge_leaf(const struct run *run, struct quantity asked,
                                 struct quantity before)
{
    struct graph_moment at = graph_course_moment(run, run->cursor);
    size_t leaves = at.run->graph->leaf_count;
    size_t leaf = at.place.step == 0                 ? leaves
                  : at.place.unit.kind == UNIT_BACKWARD   ? at.place.unit.layer
                  : at.place.unit.kind == UNIT_UPDATE     ? graph_moment_leaf(&at)
                                                     : leaves;

    asked = graph_shown_changeable(run, asked);
    if (asked.kind != QUANTITY_NONE)
        return asked;
    if (leaf >= leaves && before.kind != QUANTITY_NONE)
        return before;
    return graph_item_quantity((struct graph_item){GRAPH_ITEM_NODE, leaf < leaves ? leaf : 0});
}

/* The objective with one leaf elsewhere. */
struct leaf_at {
    const struct graph *graph;
    const double *leaves;
    size_t leaf;
};

static double objective_of(void *of, double value)
{
    const struct leaf_at *at = of;

    return graph_check_objective(at->graph, at->leaves, at->leaf, value);
}

void graph_nudge_make(const struct run *run, struct quantity leaf, struct nudge *nudge,
                      struct nudge_profile *profile, size_t points, struct nudge_card *card)
{
    struct graph_moment at = graph_course_moment(run, run->cursor);
    struct leaf_at here = {at.run->graph, graph_moment_values(&at), graph_item_of(leaf).index};
    struct optimizer_move move = {0};

    graph_check_nudge(here.graph, here.leaves, here.leaf, nudge);
    *card = (struct nudge_card){
        .nudge = nudge,
        .profile = profile,
        .parameter = leaf,
        .gradient = graph_item_quantity((struct graph_item){GRAPH_ITEM_GRADIENT, here.leaf}),
        .step_known = graph_moment_step(&at, here.leaf, &move),
        .samples = 1,
    };
    card->gradient_known = graph_moment_gradient(&at, here.leaf, &card->backprop);
    nudge_profile_start(profile, nudge, card->step_known ? move.step : 0.0, points);
    while (!nudge_profile_follow(profile, objective_of, &here, points))
        continue;
}
