/*
 * graph_parts: what the pages of a graph share; for graph_*.c in this folder only.
 */
#ifndef BACKSTEP_EXPLAIN_GRAPH_GRAPH_PARTS_H
#define BACKSTEP_EXPLAIN_GRAPH_GRAPH_PARTS_H

#include "explain/graph/graph_formula.h"
#include "explain/page.h"

/* A page, and the moment it is of. */
struct graph_page {
    struct page page;
    const struct graph_moment *at;
    const struct graph *graph;
};

/* ∂objective/∂node with its value; ∂through/∂node, the local slope. */
struct formula *graph_parts_gradient(const struct graph_page *p, size_t node,
                                     enum formula_role role);
struct formula *graph_parts_local(const struct graph_page *p, struct graph_share share,
                                  size_t node);

struct formula *graph_parts_symbol(const struct graph_page *p, size_t node,
                                   enum formula_role role);

/* The title that says what plays the loss; of a value that is called L that it is the loss. */
void graph_parts_title_of_loss(struct graph_page *p);

/* The page before the first step; `about`: the scenario's own sentence, may be NULL. */
void graph_parts_start(struct graph_page *p, const char *about);

/* The step of a trained leaf. */
void graph_parts_update(struct graph_page *p, size_t leaf);

/* All of them have taken it. */
void graph_parts_move(struct graph_page *p);

/* The end of the run: what each trained leaf was at first, and what it has become. */
void graph_parts_stop(struct graph_page *p);

#endif
