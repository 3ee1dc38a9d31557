#include "explain/graph/graph_explain.h"

#include "explain/graph/graph_parts.h"
#include "explain/rich.h"

#include <math.h>
#include <string.h>

enum { SHARES_WRITTEN = 4 };

/* ---- words ---- */

static enum word words_of(const struct operation *operation)
{
    static const struct {
        const char *name;
        enum word words;
    } rows[] = {
        {"+", W_GRAPH_ROW_SUM},       {"-", W_GRAPH_ROW_DIFFERENCE}, {"*", W_GRAPH_ROW_PRODUCT},
        {"/", W_GRAPH_ROW_QUOTIENT},  {"^", W_GRAPH_ROW_POWER},      {"neg", W_GRAPH_ROW_OPPOSITE},
        {"=", W_GRAPH_ROW_COPY},      {"exp", W_GRAPH_ROW_EXP},      {"ln", W_GRAPH_ROW_LN},
        {"sqrt", W_GRAPH_ROW_ROOT},   {"abs", W_GRAPH_ROW_ABS},      {"sin", W_GRAPH_ROW_SIN},
        {"cos", W_GRAPH_ROW_COS},     {"tanh", W_GRAPH_ROW_TANH},    {"relu", W_GRAPH_ROW_RELU},
        {"max", W_GRAPH_ROW_MAX},     {"min", W_GRAPH_ROW_MIN},
        {"sigmoid", W_GRAPH_ROW_SIGMOID},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].name, operation->name) == 0)
            return rows[i].words;
    return W_NONE;
}

static const struct operation *operation_of(const struct graph_page *p, size_t node)
{
    return p->graph->nodes[node].operation;
}

static void kicker(struct graph_page *p, enum word key, const char *text)
{
    p->page.out->kicker = rich_words(p->page.arena, key, text);
}

static const char *operation_words(const struct graph_page *p, size_t node)
{
    return operation_of(p, node) != NULL
               ? words_in(p->page.arena, W_GRAPH_OPERATION, operation_of(p, node)->sign)
               : words_in(p->page.arena, W_GRAPH_VALUE, p->graph->nodes[node].name);
}

static void remark_not_finite(struct graph_page *p, double value)
{
    if (isnan(value))
        page_remark(&p->page, W_GRAPH_NOT_A_NUMBER);
    else if (isinf(value))
        page_remark(&p->page, W_GRAPH_INFINITE);
}

/* What there is to know of its operation, and of a value that is not finite. */
static void graph_parts_remark(struct graph_page *p, size_t node)
{
    double value;

    if (operation_of(p, node) == NULL)
        return;
    page_remark(&p->page, words_of(operation_of(p, node)));
    if (graph_moment_value(p->at, node, &value))
        remark_not_finite(p, value);
}

/* ---- forward and loss ---- */

static void page_forward(struct graph_page *p, size_t node)
{
    double value = p->at->run->values[node];

    kicker(p, W_GRAPH_FORWARD, operation_of(p, node)->sign);
    page_title(&p->page, W_GRAPH_WHAT_IS, graph_parts_symbol(p, node, FORMULA_ROLE_NONE));
    page_equals(&p->page, graph_parts_symbol(p, node, FORMULA_ROLE_RESULT),
                graph_formula_rule(p->page.arena, p->at, node), PAGE_WORKED);
    remark_not_finite(p, value);
    page_sentence(&p->page, W_GRAPH_SAY_FORWARD, graph_parts_symbol(p, node, FORMULA_ROLE_NONE),
                  value);
}

static void page_loss(struct graph_page *p)
{
    size_t node = graph_objective(p->graph);
    double value = p->at->run->values[node];
    const struct formula *loss = formula_symbol(p->page.arena, "L", NULL, NULL, value);
    const struct formula *own = graph_parts_symbol(p, node, FORMULA_ROLE_RESULT);

    kicker(p, W_GRAPH_LOSS, "");
    graph_parts_title_of_loss(p);
    if (graph_formula_is_loss(p->at)) /* not L = L */
        page_equals(&p->page, own, graph_formula_rule(p->page.arena, p->at, node), PAGE_WORKED);
    else
        page_equals(&p->page, loss, own, PAGE_RESULT);
    remark_not_finite(p, value);
    page_sentence(&p->page, W_GRAPH_SAY_LOSS, graph_parts_symbol(p, node, FORMULA_ROLE_NONE),
                  value);
}

/* ---- backward ---- */

static struct graph_share share_of(const struct graph_page *p, size_t node, size_t k)
{
    return graph_moment_share(p->at, node, k);
}

/* Whether the share comes through the last operation: its local slope is written like the gradient
 * that is asked for. */
static bool is_through_last(const struct graph_page *p, struct graph_share share)
{
    return share.through == graph_objective(p->graph);
}

static const struct formula *slope_of(const struct graph_page *p, struct graph_share share)
{
    return graph_formula_read(p->page.arena, p->at, share.through,
                              operation_of(p, share.through)->slopes[share.argument]);
}

/* The factor behind the upstream gradient: of the last operation what its slope is made of. */
static const struct formula *local_factor(const struct graph_page *p, size_t node,
                                          struct graph_share share)
{
    return is_through_last(p, share) ? slope_of(p, share) : graph_parts_local(p, share, node);
}

/* Upstream times local. */
static const struct formula *chain(const struct graph_page *p, size_t node,
                                   struct graph_share share)
{
    const struct formula *factors[2] = {
        graph_parts_gradient(p, share.through, FORMULA_ROLE_LOSS_SLOPE),
        local_factor(p, node, share)};

    return formula_chain(p->page.arena, factors, 2);
}

/* What the local slope is made of. */
static void equation_local(struct graph_page *p, size_t node, struct graph_share share)
{
    if (!is_through_last(p, share))
        page_equals(&p->page, graph_parts_local(p, share, node), slope_of(p, share),
                    PAGE_NUMBERS | PAGE_PART);
}

static void table_factors(struct graph_page *p, size_t node, struct graph_share share)
{
    static const enum word names[2] = {W_GRAPH_UPSTREAM, W_GRAPH_LOCAL};
    static const enum word meanings[2] = {W_GRAPH_UPSTREAM_IS, W_GRAPH_LOCAL_IS};
    const struct formula *symbols[2] = {
        graph_parts_gradient(p, share.through, FORMULA_ROLE_LOSS_SLOPE),
        graph_parts_local(p, share, node)};

    page_table(&p->page, 3, NULL);
    p->page.out->table.last_goes = true;
    for (size_t i = 0; i < 2; i++)
        page_cells(&p->page, "wnw", names[i], symbols[i], meanings[i])->role = symbols[i]->role;
}

static void table_shares(struct graph_page *p, size_t node, size_t count)
{
    static const enum word heads[] = {W_THROUGH, W_GRAPH_UPSTREAM, W_GRAPH_LOCAL,
                                      W_GRAPH_SHARE};
    struct arena *arena = p->page.arena;

    page_table(&p->page, 4, heads);
    for (size_t k = 0; k < count; k++) {
        struct graph_share share = share_of(p, node, k);

        page_cells(&p->page, "snnr", graph_parts_symbol(p, share.through, FORMULA_ROLE_NONE),
                   formula_number(arena, share.upstream), formula_number(arena, share.local),
                   formula_number(arena, share.share))
            ->current = k + 1 == count && count < p->graph->nodes[node].use_count;
    }
}

/* The gradient as the sum of what comes back on each way; of none or too many the number alone. */
static void equation_sum(struct graph_page *p, size_t node)
{
    const struct formula *gradient = graph_parts_gradient(p, node, FORMULA_ROLE_RESULT);
    const struct formula *terms[SHARES_WRITTEN];
    size_t count = p->graph->nodes[node].use_count;

    if (count == 0 || count > SHARES_WRITTEN) {
        page_equals(&p->page, gradient, formula_number(p->page.arena, gradient->value), 0);
        return;
    }
    for (size_t k = 0; k < count; k++)
        terms[k] = chain(p, node, share_of(p, node, k));
    page_equals(&p->page, gradient,
                count == 1 ? terms[0] : formula_nary(p->page.arena, FORMULA_ADD, terms, count),
                PAGE_WORKED);
}

static void page_of_share(struct graph_page *p, size_t node, size_t k)
{
    struct graph_share share = share_of(p, node, k);

    kicker(p, W_GRAPH_BACKWARD, operation_words(p, share.through));
    page_title(&p->page, W_GRAPH_ONE_SHARE, graph_parts_symbol(p, node, FORMULA_ROLE_NONE),
               graph_parts_symbol(p, share.through, FORMULA_ROLE_NONE));
    page_equals(&p->page,
                formula_symbol(p->page.arena, words(W_GRAPH_SHARE), NULL, NULL, share.share),
                chain(p, node, share), PAGE_WORKED);
    equation_local(p, node, share);
    if (k > 0)
        table_shares(p, node, k + 1);
    else
        table_factors(p, node, share);
    graph_parts_remark(p, share.through);
    page_sentence(&p->page, W_GRAPH_SAY_SHARE, share.share);
}

/* A gradient that is there. */
static void gradient_equations(struct graph_page *p, size_t node)
{
    size_t count = p->graph->nodes[node].use_count;

    equation_sum(p, node);
    if (count > 1) {
        table_shares(p, node, count);
    } else if (count == 1) {
        struct graph_share share = share_of(p, node, 0);

        equation_local(p, node, share);
        table_factors(p, node, share);
        graph_parts_remark(p, share.through);
    }
    remark_not_finite(p, p->at->run->gradients[node]);
}

static void page_backward(struct graph_page *p, size_t node)
{
    size_t objective = graph_objective(p->graph), count = p->graph->nodes[node].use_count;
    struct formula *own = graph_parts_symbol(p, node, FORMULA_ROLE_NONE);
    struct formula *last = graph_parts_symbol(p, objective, FORMULA_ROLE_NONE);
    double value = p->at->run->gradients[node];

    if (count > 1 && p->at->moment <= count) {
        page_of_share(p, node, p->at->moment - 1);
        return;
    }
    kicker(p, W_GRAPH_BACKWARD,
           operation_words(p, count == 1 ? share_of(p, node, 0).through : node));
    if (node == objective)
        page_title(&p->page, W_GRAPH_WITH_ITSELF);
    else
        page_title(&p->page, W_GRAPH_HOW_FAST, last, own);
    gradient_equations(p, node);
    if (node == objective)
        page_sentence(&p->page, W_GRAPH_SAY_SEED, own);
    else if (!p->graph->nodes[node].reaches)
        page_sentence(&p->page, W_GRAPH_SAY_UNUSED, own, last);
    else if (count > 1)
        page_sentence(&p->page, W_GRAPH_SAY_SUM, own);
    else
        page_sentence(&p->page, W_GRAPH_SAY_BACKWARD, own, last, value);
}

/* ---- what is asked about ---- */

static void remark_old(struct graph_page *p)
{
    if (graph_moment_moved(p->at))
        page_remark(&p->page, W_GRAPH_OLD);
}

static void page_asked(struct graph_page *p, struct graph_item asked)
{
    size_t node = asked.index;
    const struct graph_node *n = &p->graph->nodes[node];
    double value;

    kicker(p, W_GRAPH_ASKED, operation_words(p, node));
    page_title(&p->page, W_GRAPH_WHAT_IS, graph_parts_symbol(p, node, FORMULA_ROLE_NONE));
    if (n->operation != NULL)
        page_equation(&p->page, graph_parts_symbol(p, node, FORMULA_ROLE_RESULT), "=",
                      graph_formula_rule(p->page.arena, p->at, node),
                      graph_moment_value(p->at, node, &value) ? PAGE_WORKED : 0,
                      p->at->run->values[node]);
    if (graph_moment_gradient(p->at, node, &value))
        gradient_equations(p, node);
    if (asked.kind == GRAPH_ITEM_OPERATION)
        graph_parts_remark(p, node);
    if (n->operation != NULL)
        remark_old(p);
    page_sentence(&p->page, n->operation != NULL ? words_of(n->operation) : W_GRAPH_LEGEND);
}

static void page_asked_slope(struct graph_page *p, size_t index)
{
    const struct graph_use *use = &p->graph->uses[index];
    size_t node = graph_use_of(p->graph, index);
    struct graph_share share = share_of(p, node, index - p->graph->nodes[node].first_use);
    double value;

    kicker(p, W_GRAPH_ASKED, operation_words(p, use->by));
    page_title(&p->page, W_GRAPH_SLOPE_OF, graph_parts_symbol(p, use->by, FORMULA_ROLE_NONE),
               graph_parts_symbol(p, node, FORMULA_ROLE_NONE));
    page_equals(&p->page, graph_parts_local(p, share, node), slope_of(p, share),
                graph_moment_value(p->at, use->by, &value) ? PAGE_WORKED : 0);
    graph_parts_remark(p, use->by);
    remark_old(p);
    page_sentence(&p->page, words_of(operation_of(p, use->by)));
}

static void page_of_step(struct graph_page *p, const char *about)
{
    const struct place *place = &p->at->place;
    size_t leaf;

    if (place->step == 0 || p->at->moment == 0) {
        graph_parts_start(p, about);
        return;
    }
    switch (place->unit.kind) {
    case UNIT_FORWARD:
        page_forward(p, place->unit.layer);
        break;
    case UNIT_LOSS:
        page_loss(p);
        break;
    case UNIT_BACKWARD:
        page_backward(p, place->unit.layer);
        break;
    case UNIT_UPDATE:
        leaf = graph_moment_leaf(p->at);
        if (leaf < p->graph->leaf_count && !graph_moment_moved(p->at))
            graph_parts_update(p, leaf);
        else
            graph_parts_move(p);
        break;
    case UNIT_STOP:
        graph_parts_stop(p);
        break;
    }
}

const struct explanation *graph_explain(struct arena *arena, const struct graph_moment *at,
                                        struct graph_item asked, const char *about)
{
    static const struct snapshot none;
    struct graph_page p = {.at = at, .graph = at->run->graph};

    page_init(&p.page, arena, &none, (struct cursor){0}, GRANULARITY_TERM);
    if (asked.kind == GRAPH_ITEM_SLOPE || asked.kind == GRAPH_ITEM_SHARE)
        page_asked_slope(&p, asked.index);
    else if (asked.kind != GRAPH_ITEM_NONE)
        page_asked(&p, asked);
    else
        page_of_step(&p, about);
    return p.page.out;
}
