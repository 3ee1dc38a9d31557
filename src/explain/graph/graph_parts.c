#include "explain/graph/graph_parts.h"

#include <math.h>

struct formula *graph_parts_symbol(const struct graph_page *p, size_t node, enum formula_role role)
{
    struct formula *symbol = graph_formula_symbol(p->page.arena, p->at, node);

    symbol->role = role;
    return symbol;
}

void graph_parts_title_of_loss(struct graph_page *p)
{
    const struct formula *own = graph_parts_symbol(p, graph_objective(p->graph), FORMULA_ROLE_NONE);

    page_title(&p->page, graph_formula_is_loss(p->at) ? W_GRAPH_LOSS_IS : W_GRAPH_OBJECTIVE_IS,
               own);
}

struct formula *graph_parts_gradient(const struct graph_page *p, size_t node,
                                     enum formula_role role)
{
    struct formula *partial;
    double value;

    if (!graph_moment_gradient(p->at, node, &value))
        value = (double)NAN;
    partial = formula_partial(
        p->page.arena, graph_parts_symbol(p, graph_objective(p->graph), FORMULA_ROLE_NONE),
        graph_parts_symbol(p, node, FORMULA_ROLE_NONE), value);
    partial->role = role;
    return partial;
}

struct formula *graph_parts_local(const struct graph_page *p, struct graph_share share, size_t node)
{
    struct formula *partial =
        formula_partial(p->page.arena, graph_parts_symbol(p, share.through, FORMULA_ROLE_NONE),
                        graph_parts_symbol(p, node, FORMULA_ROLE_NONE), share.local);

    partial->role = FORMULA_ROLE_ACTIVATION_SLOPE;
    return partial;
}
