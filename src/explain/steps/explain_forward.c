/* The forward pass: weighted sum, then activation. */
#include "explain/steps/explain_parts.h"
#include "explain/equations/expression.h"
#include "explain/row_words.h"
#include "explain/selection.h"
#include "explain/trouble.h"

#include <math.h>

static const enum word act = W_GLOSSARY_FORWARD_PASS;

static struct quantity z_of(size_t layer, size_t unit)
{
    return quantity_at(QUANTITY_Z, layer, unit, 0);
}

static struct quantity a_of(size_t layer, size_t unit)
{
    return quantity_at(QUANTITY_A, layer, unit, 0);
}

/* ---- one product ---- */

void explain_term_row(struct page *page, const struct formula *term, bool current)
{
    page_cells(page, "snr", term, term->kind == FORMULA_MULTIPLY ? term : NULL,
               formula_number(page->arena, formula_evaluate(term)))
        ->current = current;
}

/* The terms up to the parameter's, the last ones if they are many, and their sum. */
static void term_table(struct page *page, struct quantity z, struct quantity parameter)
{
    struct expression_terms terms = expression_terms(page, z);
    size_t shown = parameter.of == QUANTITY_OF_BIAS ? terms.count : parameter.from + 1;
    size_t first;
    double total = 0;

    if (parameter.of == QUANTITY_OF_RECURRENT)
        shown += terms.counts[0];
    first = shown > EXPLAIN_ROWS_MAX - 1 ? shown - (EXPLAIN_ROWS_MAX - 1) : 0;
    page_table(page, 3, NULL);
    for (size_t k = 0; k < shown; k++) {
        double value = formula_evaluate(terms.items[k]);

        total = k == 0 ? value : total + value;
        if (k >= first)
            explain_term_row(page, terms.items[k], k + 1 == shown);
    }
    page_cells(page, "t-r", words(page->moment.completes_z ? W_SUM : W_SUM_SO_FAR),
               formula_number(page->arena, total));
    page->out->table.left_out = first;
}

static void explain_term(struct page *page, size_t layer, size_t unit)
{
    bool bias = page->moment.kind == MOMENT_BIAS;
    size_t from = page->moment.from;
    struct quantity z = z_of(layer, unit);
    bool recurs = page->moment.of == QUANTITY_OF_RECURRENT;
    struct quantity w = bias     ? quantity_of_bias(QUANTITY_VALUE, layer, unit)
                        : recurs ? quantity_of_recurrent(QUANTITY_VALUE, layer, unit, from)
                                 : quantity_of_weight(QUANTITY_VALUE, layer, unit, from);
    const struct formula *weight = page_plain(page, w);

    page_title(page, bias ? W_NEURON_ADD_BIAS : W_NEURON_WEIGHT_TIMES_INPUT,
               page_unit(page, layer, unit));
    page_equation_of(page, z, expression_sum(page, z), 0);
    term_table(page, z, w);
    page_mark(page, w, FORMULA_ROLE_WEIGHT);
    if (bias) {
        page_sentence(page, W_BIAS_COMES_LAST_IT_SHIFTS, weight);
    } else {
        struct quantity input = quantity_carried(page->snapshot, w);

        page_mark(page, input, FORMULA_ROLE_INPUT);
        if (recurs)
            page_sentence(page, W_MEMORY_TIMES_WEIGHT, weight, input.time, page_plain(page, z));
        else
            page_sentence(page, W_SAYS_HOW_MUCH_COUNTS_FOR, weight, page_plain(page, input),
                          page_unit(page, layer, unit));
    }
    page_mark(page, a_of(layer, unit), FORMULA_ROLE_RESULT);
    if (page->moment.completes_z)
        page_mark(page, z, FORMULA_ROLE_RESULT);
}

/* ---- the whole sum ---- */

/* The largest products of a sum too long to be written with its numbers. */
static void largest_products(struct page *page, const struct expression_terms *terms)
{
    static const enum word heads[] = {W_TERMS, W_NONE, W_NONE};
    double *values = arena_alloc(page->arena, terms->products * sizeof *values);
    struct selection selection;

    for (size_t k = 0; k < terms->products; k++)
        values[k] = formula_evaluate(terms->items[k]);
    selection_make(values, terms->products, EXPLAIN_ROWS_MAX, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++)
        explain_term_row(page, terms->items[selection.items[i]], false);
    page->out->table.left_out = selection.others;
    page->out->table.by_size = true;
}

static enum word sum_words(const struct net_layer *layer)
{
    if (layer->in == 1)
        return layer->has_biases ? W_WEIGHS_ITS_INPUT_ADDS_ITS : W_WEIGHS_ITS_ONLY_INPUT_IS;
    return layer->has_biases ? W_WEIGHS_ITS_INPUTS_ADDS_THEM : W_WEIGHS_ITS_INPUTS_AND_ADDS;
}

void explain_weighted_sum(struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);
    struct quantity z = z_of(layer, unit);
    struct expression_terms terms = expression_terms(page, z);
    unsigned show = expression_show(terms.products);
    size_t time = quantity_time(page->snapshot, z);

    page_title(page, at->in > 1 || at->recurrent ? W_NEURON_ADD_UP_INPUTS : W_NEURON_WEIGH_INPUT,
               page_unit(page, layer, unit));
    page_equation_of(page, z, expression_sum(page, z), show);
    if ((show & PAGE_NUMBERS) == 0)
        largest_products(page, &terms);
    if (activation_row(at->activation)->letter != NULL)
        page_remark(page, W_IS_NOT_OUTPUT_YET_ACTIVATION, page_plain(page, z));
    page_mark(page, z, FORMULA_ROLE_RESULT);
    page_mark(page, a_of(layer, unit), FORMULA_ROLE_RESULT);
    page_mark_inputs(page, layer, unit);
    page_sentence(page, sum_words(at), page_unit(page, layer, unit), page_plain(page, z));
    if (at->recurrent && time > 1)
        page_sentence(page, W_MEMORY_COMES_IN, page_unit(page, layer, unit), time, time - 1);
    else if (at->recurrent)
        page_sentence(page, W_MEMORY_BEGINS_EMPTY, page_unit(page, layer, unit));
}

/* ---- the activation ---- */

static void activation_sentence(struct page *page, size_t layer, size_t unit)
{
    enum activation kind = page_layer(page, layer)->activation;
    enum word below = activation_words(kind, "below");
    struct expression_unit of;

    expression_unit_init(&of, page, layer, unit, EXPRESSION_FULL);
    page->out->sentence = rich_of_names(
        page->arena, below != W_NONE && !(of.z->value > 0) ? below : activation_words(kind, "says"),
        &of.names);
}

static void activation_equations(struct page *page, size_t layer, size_t unit)
{
    const struct formula *a = page_symbol(page, a_of(layer, unit), FORMULA_ROLE_RESULT), *right;
    unsigned show = PAGE_WORKED;
    struct expression_unit of;

    expression_unit_init(&of, page, layer, unit, EXPRESSION_FULL);
    of.z = page_symbol(page, z_of(layer, unit), FORMULA_ROLE_INPUT);
    right = expression_activation(&of);
    if (of.row->letter == NULL)
        show = PAGE_RESULT;
    if (of.row->couples)
        show = expression_show(page_layer(page, layer)->out);
    if (of.row->call != NULL) {
        const struct formula *call = expression_function(&of);

        page_equals(page, a, call, 0);
        page_equation(page, call, "=", right, show, a->value);
    } else {
        page_equals(page, a, right, show);
    }
    if (of.has_u)
        page_equals(page, of.u, expression_where(&of), PAGE_WORKED | PAGE_PART);
}

void explain_activation(struct page *page, size_t layer, size_t unit)
{
    struct expression_unit of;

    expression_unit_init(&of, page, layer, unit, EXPRESSION_FULL);
    page->out->title = rich_of_names(
        page->arena, activation_words(page_layer(page, layer)->activation, "title"), &of.names);
    activation_equations(page, layer, unit);
    activation_sentence(page, layer, unit);
    if (!trouble_remark_forward(page, layer, unit))
        page_remark(page, W_IS_KEPT_BACKWARD_PASS_WILL, page_plain(page, a_of(layer, unit)));
    page_mark(page, a_of(layer, unit), FORMULA_ROLE_RESULT);
    page_mark(page, z_of(layer, unit), FORMULA_ROLE_INPUT);
}

/* ---- layer and phase ---- */

/* z_j = Σ w a + b, and a_j = f(z_j). layer 0: any, with the activation
 * of layer `like`. */
static void general_equations(struct page *page, size_t layer, size_t like)
{
    const struct formula *z = expression_any(page, "z", "j", layer);
    const struct formula *k = expression_any(page, "z", "i", layer);
    const struct formula *term = formula_call(page->arena, FORMULA_EXP, &k, 1);
    struct expression_unit of;

    expression_unit_init(&of, page, like, 0, EXPRESSION_FULL);
    of.z = z;
    if (of.u != NULL)
        of.u = expression_any(page, "u", "j", layer);
    of.sum = formula_sum(page->arena, "i", NULL, NULL, term, &term, 1);
    page_general(page, z, expression_any_sum(page, layer));
    page_general(page, expression_any(page, "a", "j", layer), expression_function(&of));
    if (of.has_u)
        page_general(page, of.u, expression_where(&of));
}

/* A layer of one neuron needs no general formulas. */
static void only_neuron(struct page *page, size_t layer)
{
    struct quantity z = z_of(layer, 0);

    page_equation_of(page, z, expression_sum(page, z),
                     expression_show(page_layer(page, layer)->in));
    activation_equations(page, layer, 0);
    page_focus(page, layer, 0);
}

static void explain_layer(struct page *page, size_t layer)
{
    static const enum word heads[] = {W_NEURON, W_SUM_Z, W_ACTIVATION_HEAD};
    const struct net_layer *at = page_layer(page, layer);
    bool troubled = false;

    page_title(page, W_WHAT_COMPUTES, quantity_layer_name(page->arena, page->net, layer));
    if (at->out == 1) {
        only_neuron(page, layer);
    } else {
        general_equations(page, layer, layer);
        page_indices_remark(page, layer, false);
        page_table(page, 3, heads);
        page->out->table.head_brief[1] = words(W_SUM_Z_BRIEF);
    }
    for (size_t j = 0; j < at->out; j++) {
        if (at->out > 1) {
            page_cells(page, "snr", page_unit(page, layer, j), page_plain(page, z_of(layer, j)),
                       page_plain(page, a_of(layer, j)));
        }
        page_mark(page, a_of(layer, j), FORMULA_ROLE_RESULT);
        page_mark(page, z_of(layer, j), FORMULA_ROLE_RESULT);
        troubled = troubled || trouble_remark_forward(page, layer, j);
    }
    for (size_t j = 0; j < at->out; j++)
        page_mark_inputs(page, layer, j);
    if (at->out == 1)
        activation_sentence(page, layer, 0);
    else if (activation_row(at->activation)->letter == NULL)
        page_sentence(page,
                      at->in > 1 ? W_EVERY_NEURON_OF_LAYER_ADDS : W_EVERY_NEURON_OF_LAYER_WEIGHS);
    else
        page_sentence(
            page, at->in > 1 ? W_EVERY_NEURON_OF_LAYER_ADDS_UP : W_EVERY_NEURON_OF_LAYER_WEIGHS_ITS,
            words(activation_words(at->activation, "name")));
}

static bool one_activation_everywhere(const struct page *page)
{
    for (size_t l = 2; l <= page->net->layer_count; l++)
        if (page_layer(page, l)->activation != page_layer(page, 1)->activation)
            return false;
    return true;
}

/* Of outputs that are classes the row of the one that the network says is kept longest, then that
 * of the right one. */
static unsigned kept(const struct page *page, size_t layer, size_t output)
{
    const struct net_layer *at = page_layer(page, layer);
    size_t said = 0, right = 0, ones = 0;

    for (size_t k = 0; k < at->out; k++) {
        double target = page_value(page, quantity_at(QUANTITY_T, layer, k, 0));

        said = page_value(page, a_of(layer, k)) > page_value(page, a_of(layer, said)) ? k : said;
        right = target == 1.0 ? k : right;
        ones += target == 1.0;
    }
    if (at->out < 3 || ones != 1)
        return 0;
    return output == said ? 1 : output == right ? 2 : 0;
}

static void explain_phase(struct page *page)
{
    static const enum word heads[] = {W_NEURON, W_OUTPUT, W_TARGET_T};
    size_t layer = page->net->layer_count;

    page_title(page, W_INPUT_BECOMES_OUTPUT);
    if (layer == 1 && page_layer(page, 1)->out == 1)
        only_neuron(page, 1);
    else if (one_activation_everywhere(page))
        general_equations(page, layer == 1 ? 1 : 0, layer);
    else
        page_general(page, expression_any(page, "z", "j", 0), expression_any_sum(page, 0));
    page_table(page, 3, heads);
    for (size_t k = 0; k < page_layer(page, layer)->out; k++) {
        page_cells(page, "srn", page_unit(page, layer, k), page_plain(page, a_of(layer, k)),
                   page_of(page, QUANTITY_T, layer, k))
            ->kept = kept(page, layer, k);
        page_mark(page, a_of(layer, k), FORMULA_ROLE_RESULT);
    }
    for (size_t k = 0; k < page_layer(page, 0)->out; k++)
        page_mark(page, quantity_at(QUANTITY_X, 0, k, 0), FORMULA_ROLE_INPUT);
    page_remark(page, W_LAYER_BY_LAYER_WEIGHTED_SUM);
    page_sentence(page, W_FORWARD_PASS_ONLY_COMPUTES_OUTPUT);
}

void explain_forward(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;

    page_kicker(page, act, page->granularity == GRANULARITY_PHASE ? 0 : layer);
    if (page->granularity == GRANULARITY_PHASE) {
        explain_phase(page);
    } else if (page->granularity == GRANULARITY_LAYER) {
        explain_layer(page, layer);
    } else {
        page_focus(page, layer, unit);
        if (page->moment.kind == MOMENT_ACTIVATION)
            explain_activation(page, layer, unit);
        else if (page->granularity == GRANULARITY_TERM)
            explain_term(page, layer, unit);
        else
            explain_weighted_sum(page, layer, unit);
    }
}
