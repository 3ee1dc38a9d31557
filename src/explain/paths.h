/*
 * paths: every way along which a hidden neuron moves the loss.
 *
 * A path begins at the loss, goes to an output and back from layer to layer, one
 * neuron each, to the neuron in question. Its term is the product of the slopes on the
 * way: of the loss (or δ of the output, where loss and activation are fused), of the
 * activations, of the weighted sums (the weights). The gradient is the sum over all
 * paths. Backpropagation never lists them: it adds up what arrives at a neuron before
 * it goes on, so that a net with millions of paths takes as many products as it has
 * weights.
 */
#ifndef BACKSTEP_EXPLAIN_PATHS_H
#define BACKSTEP_EXPLAIN_PATHS_H

#include "explain/page.h"

enum {
    PATHS_MAX = 4096,     /* the most paths that are listed one by one */
    PATHS_LENGTH_MAX = 16 /* and the most layers they may lead through */
};

struct paths {
    const struct page *page;  /* borrowed for the paths' life */
    struct quantity gradient; /* DA, DZ, DW or DB of a hidden layer */
    size_t length;            /* neurons on a path, above the one in question; >= 1 */
    double count;             /* of all paths */
    bool listed;              /* few enough to be listed: paths_term may be asked */
};

void paths_init(struct paths *paths, const struct page *page, struct quantity gradient);

/* ---- one by one: index 0 .. count - 1, only where they are listed ---- */

/* The value of the path's term. */
double paths_value(const struct paths *paths, size_t index);
/* The term as a product. */
struct formula *paths_term(const struct paths *paths, size_t index);
/* The neurons that it leads through, from the output back: "o1 → h2". */
const char *paths_name(const struct paths *paths, size_t index);

/* Any path's term, with letters for indices, and those letters ("k,j"). */
struct formula *paths_any_term(const struct paths *paths, const char **indices);

/* ---- taken together by the neuron of the layer above that they come from ---- */

/* What comes back from that neuron: w δ, times the slopes that are left to the gradient. */
struct formula *paths_group(const struct paths *paths, size_t above);
/* Their sum: the gradient, as the engine computes it. */
struct formula *paths_grouped(const struct paths *paths);

/* Marks all that any path leads through. */
void paths_mark(const struct paths *paths, struct page *page);

#endif
