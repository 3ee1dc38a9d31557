/* The page before the first step: what is computed. */
#include "explain/graph/graph_parts.h"
#include "explain/rich.h"

#include <math.h>

enum { STEPS_WRITTEN = 4, STEP_OPERATIONS = 12 };

/* A step as it was written, as deep as its operations. */
static const struct formula *whole_step(const struct graph_page *p, size_t node, size_t step);

struct composing {
    const struct graph_page *p;
    size_t node, step;
};

static const struct formula *composed(void *context, const char *name)
{
    const struct composing *of = context;
    const struct graph_argument *argument;

    argument = &of->p->graph->nodes[of->node].arguments[name[0] == 'b' ? 1 : 0];
    return argument->node == GRAPH_CONSTANT
               ? formula_number(of->p->page.arena, argument->constant)
               : whole_step(of->p, argument->node, of->step);
}

static const struct formula *whole_step(const struct graph_page *p, size_t node, size_t step)
{
    const struct graph_node *n = &p->graph->nodes[node];
    struct composing of = {p, node, step};
    struct error err;

    if (n->operation == NULL || n->step != step)
        return graph_parts_symbol(p, node, FORMULA_ROLE_NONE);
    return formula_read(p->page.arena, n->operation->rule,
                        &(struct formula_names){composed, &of, true}, &err);
}

void graph_parts_start(struct graph_page *p, const char *about)
{
    const struct graph *graph = p->graph;
    size_t first = graph->leaf_count, written = 0;

    p->page.general = true;
    p->page.out->kicker = rich_words(p->page.arena, W_GRAPH_START, graph_operation_count(graph));
    graph_parts_title_of_loss(p);
    for (size_t i = first; i < graph->count && graph->step_count <= STEPS_WRITTEN; i++) {
        bool last = i + 1 == graph->count || graph->nodes[i + 1].step != graph->nodes[i].step;

        if (!last)
            continue;
        if (i - first < STEP_OPERATIONS && written++ < STEPS_WRITTEN)
            page_equation(&p->page, graph_parts_symbol(p, i, FORMULA_ROLE_NONE), "=",
                          whole_step(p, i, graph->nodes[i].step), 0, (double)NAN);
        first = i + 1;
    }
    if (about != NULL)
        page_remark_rich(&p->page, rich_format(p->page.arena, "{s}", about));
    page_remark(&p->page, W_GRAPH_LEGEND);
    page_sentence(&p->page, W_GRAPH_SAY_START);
}
