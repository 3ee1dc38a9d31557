/*
 * graph_check: are a graph's gradients right? Ask the objective itself.
 *
 * The gradient of each leaf is judged (engine/check/judge.h) beside the central difference of the
 * objective, (f(x+h) - f(x-h)) / 2h. How far that can be off: what rounding does to the values on
 * the way, to first order and times the slopes from there, over h; and |n(h) - n(2h)|, the bend.
 * Where an operation that has a kink is on different sides of it at x-2h and x+2h nothing can be
 * told.
 */
#ifndef BACKSTEP_GRAPH_GRAPH_CHECK_H
#define BACKSTEP_GRAPH_GRAPH_CHECK_H

#include "engine/check/judge.h"
#include "graph/graph.h"

struct graph_check {
    struct judge_summary summary;
    size_t nonzero;      /* gradients that agree and are not 0 */
    double worst;        /* the largest |n - g| / max(|n|, |g|) of those that differ, or where none
                          * does, that agree; infinite where one is not finite */
    size_t worst_leaf;
    double worst_numeric, worst_backprop;
};

/* `leaves`: their values. */
void graph_check_run(const struct graph *graph, const double *leaves, struct graph_check *result);

/* One leaf's difference; values and gradients: of both passes there. */
struct nudge_slope graph_check_slope(const struct graph *graph, const double *values,
                                     const double *gradients, size_t leaf);

/* The same with the objective on both sides; and the objective with the leaf at a value, all other
 * leaves as they are. */
void graph_check_nudge(const struct graph *graph, const double *leaves, size_t leaf,
                       struct nudge *nudge);
double graph_check_objective(const struct graph *graph, const double *leaves, size_t leaf,
                             double value);

#endif
