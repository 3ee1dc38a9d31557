#include "graph/graph_check.h"

#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The objective with one leaf elsewhere. */
static double objective_at(const struct graph *graph, const double *values, size_t leaf,
                           double value, double *scratch)
{
    memcpy(scratch, values, graph->count * sizeof *scratch);
    scratch[leaf] = value;
    return graph_evaluate(graph, scratch);
}

/* Whether an operation with a kink is on different sides of it. */
static bool kink_between(const struct graph *graph, const double *below, const double *above)
{
    for (size_t i = graph->leaf_count; i < graph->count; i++) {
        const struct graph_node *node = &graph->nodes[i];

        for (size_t a = 0; node->operation->kinks && a < node->operation->arguments; a++)
            if (graph_slope(graph, below, i, a) != graph_slope(graph, above, i, a))
                return true;
    }
    return false;
}

/* How far rounding alone may move the objective. */
static double noise_of(const struct graph *graph, const double *values, const double *gradients)
{
    double noise = 0.0;

    for (size_t i = 0; i < graph->count; i++)
        noise += fabs(gradients[i] * values[i]);
    return 4.0 * DBL_EPSILON * noise;
}

/* A hundred-thousandth of the value's size, or of 1, made exact. */
static double width_of(double value, double scale)
{
    volatile double beside = fabs(value) + scale * fmax(fabs(value), 1e-3);

    return beside - fabs(value);
}

static struct nudge_slope slope_with(const struct graph *graph, const double *values,
                                     const double *gradients, size_t leaf, double h,
                                     double *scratch)
{
    size_t count = graph->count;
    struct nudge_slope slope = {.h = h, .loss = values[graph_objective(graph)]};
    double x = values[leaf], far, bend, rounding;

    far = (objective_at(graph, values, leaf, x + 2.0 * h, scratch) -
           objective_at(graph, values, leaf, x - 2.0 * h, scratch + count)) / (4.0 * h);
    slope.kink = kink_between(graph, scratch, scratch + count);
    slope.value = (objective_at(graph, values, leaf, x + h, scratch) -
                   objective_at(graph, values, leaf, x - h, scratch + count)) / (2.0 * h);
    bend = fabs(slope.value - far);
    rounding = noise_of(graph, values, gradients) / h;
    slope.bound = bend + rounding;
    slope.bends = bend > rounding;
    /* An operation may have a slope where it has no value, as ln of -1: that is no mistake. */
    if (isnan(slope.loss))
        slope.loss = (double)INFINITY;
    return slope;
}

struct nudge_slope graph_check_slope(const struct graph *graph, const double *values,
                                     const double *gradients, size_t leaf)
{
    double *scratch = memory_new(2 * graph->count, sizeof *scratch);
    struct nudge_slope best = {0};

    /* The width whose difference can be trusted most. */
    for (double scale = 1e-3; scale > 1e-8; scale /= 10.0) {
        struct nudge_slope slope = slope_with(graph, values, gradients, leaf,
                                              width_of(values[leaf], scale), scratch);

        if (scale == 1e-3 || (best.kink && !slope.kink) ||
            (best.kink == slope.kink && (slope.bound < best.bound || isnan(best.bound))))
            best = slope;
    }
    free(scratch);
    return best;
}

static void add(struct graph_check *result, size_t leaf, const struct nudge_slope *slope,
                double backprop)
{
    enum judge_verdict verdict = judge(slope, backprop);
    double size = fmax(fabs(slope->value), fabs(backprop));
    double apart = size > 0.0 ? fabs(slope->value - backprop) / size : 0.0;
    bool first_wrong = verdict == JUDGE_DIFFERS && result->summary.counts[JUDGE_DIFFERS] == 0;
    bool counts = verdict == JUDGE_DIFFERS ||
                  (verdict == JUDGE_AGREES && result->summary.counts[JUDGE_DIFFERS] == 0);

    if (isnan(apart))
        apart = (double)INFINITY;
    judge_add(&result->summary, verdict, judge_digits(slope->value, backprop));
    if (verdict == JUDGE_AGREES && backprop != 0.0)
        result->nonzero++;
    if (!counts || (!first_wrong && apart < result->worst))
        return;
    result->worst = apart;
    result->worst_leaf = leaf;
    result->worst_numeric = slope->value;
    result->worst_backprop = backprop;
}

/* Both passes; owned by the caller: the values, and behind them the gradients. */
static double *passes_of(const struct graph *graph, const double *leaves)
{
    double *values = memory_new(2 * graph->count, sizeof *values);

    memcpy(values, leaves, graph->leaf_count * sizeof *values);
    graph_evaluate(graph, values);
    for (size_t i = graph->count; i-- > 0;)
        graph_backward(graph, values, values + graph->count, i);
    return values;
}

double graph_check_objective(const struct graph *graph, const double *leaves, size_t leaf,
                             double value)
{
    double *scratch = memory_new(2 * graph->count, sizeof *scratch), objective;

    memcpy(scratch + graph->count, leaves, graph->leaf_count * sizeof *scratch);
    objective = objective_at(graph, scratch + graph->count, leaf, value, scratch);
    free(scratch);
    return objective;
}

void graph_check_nudge(const struct graph *graph, const double *leaves, size_t leaf,
                       struct nudge *nudge)
{
    double *values = passes_of(graph, leaves), x = leaves[leaf];

    *nudge = (struct nudge){.param = leaf, .w = x};
    nudge->slope = graph_check_slope(graph, values, values + graph->count, leaf);
    nudge->plus = graph_check_objective(graph, leaves, leaf, x + nudge->slope.h);
    nudge->minus = graph_check_objective(graph, leaves, leaf, x - nudge->slope.h);
    free(values);
}

void graph_check_run(const struct graph *graph, const double *leaves, struct graph_check *result)
{
    double *values = passes_of(graph, leaves), *gradients = values + graph->count;

    *result = (struct graph_check){.summary = {.least_digits = JUDGE_DIGITS_MAX}};
    for (size_t leaf = 0; leaf < graph->leaf_count; leaf++) {
        struct nudge_slope slope = graph_check_slope(graph, values, gradients, leaf);

        add(result, leaf, &slope, gradients[leaf]);
    }
    free(values);
}
