/* What is a sum over an index, by its rule: z = w x + b, ∂L/∂a = wᵀ δ; see expression.h. */
#include "explain/equations/expression.h"
#include "quantity/quantity_facts.h"

#include <assert.h>
#include <string.h>

/* A rule that is read for one value of its index, or for any. */
struct reading {
    const struct page *page;
    struct quantity result;
    size_t index, within; /* in a shorter summand than the one that is read for it: 0 */
    size_t counts[EXPRESSION_SUMMANDS_MAX]; /* of terms of a summand, which has one parameter */
    size_t count;
    const char *row; /* for any: the first index of a weight, before k */
};

static const struct formula *of_one(void *context, const char *name)
{
    struct reading *of = context;
    const struct page *page = of->page;
    struct equation_name meaning;
    struct quantity *q = &meaning.quantity;
    const struct net_layer *at;
    size_t count;

    if (!equation_name(page->arena, page->snapshot, of->result, name, &meaning))
        return NULL;
    at = page_layer(page, q->layer);
    if (q->of == QUANTITY_OF_UNIT) {
        q->to = of->within;
        return page_symbol(page, *q, quantity_facts(q->kind)->role);
    }
    assert(of->count < EXPRESSION_SUMMANDS_MAX && quantity_is_of_parameter(*q));
    count = q->of == QUANTITY_OF_BIAS                             ? 1
            : meaning.transposed || q->of == QUANTITY_OF_RECURRENT ? at->out : at->in;
    of->counts[of->count++] = count;
    of->within = of->index < count ? of->index : 0;
    q->from = meaning.transposed ? of->result.to : of->within;
    if (meaning.transposed)
        q->to = of->within;
    return page_symbol(page, *q, FORMULA_ROLE_WEIGHT);
}

struct formula *expression_any_input(const struct page *page, size_t layer)
{
    size_t from = page_layer(page, layer)->from;

    return expression_any(page, layer > 0 && from == 0 ? "x" : "a", "k", from);
}

/* w_1k, x_k; on the way back w_j1, δ_j; in a recurrent layer r_1k and a_k of the time before. */
static const struct formula *of_any(void *context, const char *name)
{
    const struct reading *of = context;
    const struct page *page = of->page;
    size_t layer = of->result.layer, unit = of->result.to, count = page->net->layer_count;
    const char *to = arena_printf(page->arena, "%sk", of->row);
    const char *from = arena_printf(page->arena, unit >= 9 ? "j,%zu" : "j%zu", unit + 1);
    enum formula_role role = FORMULA_ROLE_WEIGHT;
    const struct formula *letter;

    if (strcmp(name, "w") == 0) {
        letter = expression_index(page, "w", to, layer,
                                  layer > 0 && count > (strcmp(to, "jk") == 0 ? 2 : 1));
    } else if (strcmp(name, "r") == 0) {
        letter = expression_any(page, "r", to, layer);
    } else if (strcmp(name, "b") == 0) {
        letter = expression_any(page, "b", "j", layer);
    } else if (strcmp(name, "wᵀ") == 0) {
        letter = expression_any(page, "w", from, page_layer(page, layer)->to);
    } else if (strcmp(name, "rᵀ") == 0) {
        letter = expression_any(page, "r", from, layer);
    } else if (strcmp(name, "x") == 0 || strcmp(name, "m") == 0) {
        role = FORMULA_ROLE_INPUT;
        letter = name[0] == 'x' ? expression_any_input(page, layer)
                                : expression_any(page, "a", "k,t−1", layer);
    } else {
        role = FORMULA_ROLE_ERROR;
        letter = expression_any(page, "δ", "j",
                                name[0] == 'n' ? layer : page_layer(page, layer)->to);
    }
    return formula_in_role(page->arena, letter, role);
}

static const struct formula *read(struct reading *of, bool any)
{
    of->count = 0;
    return equation_read(of->page->arena,
                         equation_rule(of->page->arena, of->page->snapshot, of->result),
                         &(struct formula_names){.of = any ? of_any : of_one, .context = of});
}

/* A summand of the rule. */
static const struct formula *summand(const struct formula *rule, size_t i)
{
    return rule->kind == FORMULA_ADD ? rule->children[i] : rule;
}

struct expression_terms expression_terms(const struct page *page, struct quantity result)
{
    struct reading of = {.page = page, .result = result};
    const struct formula *rule = read(&of, false), **items;
    struct expression_terms terms = {.summands = of.count};
    size_t at = 0;

    for (size_t i = 0; i < of.count; i++) {
        terms.counts[i] = of.counts[i];
        terms.count += of.counts[i];
        terms.products += summand(rule, i)->kind == FORMULA_MULTIPLY ? of.counts[i] : 0;
    }
    items = arena_alloc(page->arena, terms.count * sizeof *items);
    for (size_t i = 0; i < terms.summands; i++) {
        for (of.index = 0; of.index < terms.counts[i]; of.index++)
            items[at++] = summand(of.index > 0 || i > 0 ? read(&of, false) : rule, i);
    }
    terms.items = items;
    return terms;
}

const struct formula *expression_sum(const struct page *page, struct quantity result)
{
    struct expression_terms terms = expression_terms(page, result);
    size_t unit = result.to, at = 0, count = 0;
    struct reading of = {.page = page, .result = result};
    const struct formula **written = arena_alloc(page->arena, terms.count * sizeof *written), *any;

    of.row = page_layer(page, result.layer)->weights != NULL
                 ? "" : arena_printf(page->arena, unit >= 9 ? "%zu," : "%zu", unit + 1);
    any = read(&of, true);
    for (size_t i = 0; i < terms.summands; i++) {
        size_t n = terms.counts[i];

        if (terms.products > EXPRESSION_WRITTEN_OUT && n > 1)
            written[count++] = formula_sum(page->arena, result.kind == QUANTITY_Z ? "k" : "j", "1",
                                           arena_printf(page->arena, "%zu", n), summand(any, i),
                                           &terms.items[at], n);
        else
            for (size_t k = 0; k < n; k++)
                written[count++] = terms.items[at + k];
        at += n;
    }
    return count == 1 ? written[0] : formula_nary(page->arena, FORMULA_ADD, written, count);
}

struct formula *expression_any_sum(const struct page *page, size_t layer)
{
    struct reading of = {.page = page, .result = quantity_at(QUANTITY_Z, layer, 0, 0), .row = "j"};
    const struct formula *rule = read(&of, true), *sums[EXPRESSION_SUMMANDS_MAX];
    size_t count = rule->kind == FORMULA_ADD ? rule->count : 1;

    for (size_t i = 0; i < count; i++) {
        const struct formula *term = summand(rule, i);

        sums[i] = term->kind != FORMULA_MULTIPLY
                      ? term : formula_sum(page->arena, "k", NULL, NULL, term, &term, 1);
    }
    return formula_nary(page->arena, FORMULA_ADD, sums, count);
}
