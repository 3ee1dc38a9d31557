#include "explain/equations/expression.h"

#include <math.h>
#include <string.h>

unsigned expression_show(size_t terms)
{
    return terms <= EXPRESSION_WITH_NUMBERS ? PAGE_WORKED : PAGE_RESULT;
}

/* The quantity's symbol in that role (BARE: `letter` alone, in no role) with its value. */
static struct formula *expression_leaf(const struct page *page, struct quantity quantity,
                                       const char *letter, enum expression_style style,
                                       enum formula_role role)
{
    if (style == EXPRESSION_FULL)
        return page_symbol(page, quantity, role);
    return formula_symbol(page->arena, letter, NULL, NULL, page_value(page, quantity));
}

struct formula *expression_index(const struct page *page, const char *letter, const char *indices,
                                 size_t layer, bool superscript)
{
    const char *sup = superscript ? arena_printf(page->arena, "(%zu)", layer) : NULL;
    struct formula *symbol = formula_symbol(page->arena, letter, indices, sup, (double)NAN);

    symbol->roman_sub = false;
    return symbol;
}

struct formula *expression_any(const struct page *page, const char *letter, const char *indices,
                               size_t layer)
{
    return expression_index(page, letter, indices, layer,
                            layer > 0 && page->net->layer_count > 2);
}

struct formula *expression_total(const struct page *page, const char *index, size_t first,
                                 const struct formula *general,
                                 const struct formula *const *terms, size_t count)
{
    if (count <= EXPRESSION_WRITTEN_OUT)
        return formula_nary(page->arena, FORMULA_ADD, terms, count);
    return formula_sum(page->arena, index, arena_printf(page->arena, "%zu", first),
                       arena_printf(page->arena, "%zu", first + count - 1), general, terms, count);
}

const struct formula *expression_mean(const struct page *page, const struct formula *total)
{
    size_t outputs = net_output(page->net)->out;

    if (loss_factor(page->net->loss, outputs) == 1)
        return total;
    return formula_multiply(page->arena,
                            formula_fraction(page->arena, formula_number(page->arena, 1),
                                             formula_number(page->arena, (double)outputs)),
                            total);
}

const struct formula *expression_share_of_time(const struct page *page,
                                               const struct formula *of_one)
{
    double share = page->snapshot->now[page->net->time_share];

    if (!page->net->recurrent || !page->net->time_mean || share == 1)
        return of_one;
    return formula_multiply(page->arena,
                            formula_fraction(page->arena, formula_number(page->arena, 1),
                                             formula_number(page->arena, round(1 / share))),
                            of_one);
}

static const struct formula **new_terms(const struct page *page, size_t count)
{
    return arena_alloc(page->arena, count * sizeof(const struct formula *));
}

/* ---- forward ---- */

static struct formula *call_exp(const struct page *page, const struct formula *exponent)
{
    return formula_call(page->arena, FORMULA_EXP, &exponent, 1);
}

/* The largest z of the layer, where e^z could leave the range of numbers; else NULL. */
static const struct formula *shift_of(const struct page *page, size_t layer)
{
    const double *z = &quantity_now(page->snapshot, quantity_at(QUANTITY_Z, layer, 0, 0))
                          [page_layer(page, layer)->z];
    size_t n = page_layer(page, layer)->out;
    double largest = z[0], most = 0;

    for (size_t k = 0; k < n; k++) {
        largest = fmax(largest, z[k]);
        most = fmax(most, fabs(z[k]));
    }
    if (page->general || !(most > 100) || !isfinite(largest))
        return NULL;
    return formula_symbol(page->arena, "z", "max", NULL, largest);
}

/* Σ e^z of the unit's layer, the unit's own z in its role; where they are large with the largest z
 * taken off every exponent, and off the unit's z, as the engine does. */
static void add_up_exponentials(struct expression_unit *of)
{
    const struct page *page = of->page;
    size_t n = page_layer(page, of->layer)->out;
    const struct formula **terms = new_terms(page, n + 1);
    const struct formula *shift = shift_of(page, of->layer);

    for (size_t k = 0; k <= n; k++) { /* behind them that of any unit */
        struct quantity own = quantity_at(QUANTITY_Z, of->layer, k, 0);
        const struct formula *z = k == n          ? expression_any(page, "z", "k", of->layer)
                                  : k == of->unit ? of->z : page_plain(page, own);

        if (shift != NULL)
            z = formula_subtract(page->arena, z, shift);
        terms[k] = call_exp(page, z);
    }
    of->sum = expression_total(page, "k", quantity_index(page->net, of->layer, 0), terms[n], terms,
                               n);
    of->z = terms[of->unit]->children[0];
}

/* ---- rules of the engine's rows ---- */

/* z, a, s, S, σ, u, π and unit, as the rules and the words of activations have them. */
static const struct formula *of_unit(void *context, const char *name)
{
    struct expression_unit *of = context;
    struct arena *arena = of->page->arena;
    double value = (double)NAN;

    if (strcmp(name, "z") == 0)
        return of->z;
    if (strcmp(name, "a") == 0)
        return of->a;
    if (strcmp(name, "S") == 0)
        return of->sum;
    if (strcmp(name, "unit") == 0)
        return page_unit(of->page, of->layer, of->unit);
    if (strcmp(name, "s") == 0)
        return formula_number(arena, page_layer(of->page, of->layer)->slope);
    if (strcmp(name, "u") == 0) {
        of->has_u = true;
        return of->u;
    }
    if (strcmp(name, "π") == 0)
        value = acos(-1.0);
    else if (strcmp(name, "σ") != 0)
        return NULL;
    return formula_symbol(arena, name, NULL, NULL, value);
}

void expression_unit_init(struct expression_unit *of, const struct page *page, size_t layer,
                          size_t unit, enum expression_style style)
{
    *of = (struct expression_unit){.page = page, .layer = layer, .unit = unit,
                                   .row = activation_row(page_layer(page, layer)->activation)};
    of->names = (struct formula_names){.of = of_unit, .context = of};
    of->z = expression_leaf(page, quantity_at(QUANTITY_Z, layer, unit, 0), "z", style,
                            FORMULA_ROLE_NONE);
    of->a = expression_leaf(page, quantity_at(QUANTITY_A, layer, unit, 0), "a", style,
                            FORMULA_ROLE_NONE);
    if (of->row->where != NULL)
        of->u = formula_symbol(page->arena, "u", of->z->sub, NULL,
                               formula_evaluate(expression_where(of)));
}

const struct formula *expression_where(struct expression_unit *of)
{
    return equation_read(of->page->arena, of->row->where, &of->names);
}

const struct formula *expression_function(struct expression_unit *of)
{
    return equation_read(of->page->arena, of->row->call != NULL ? of->row->call : of->row->rule,
                         &of->names);
}

const struct formula *expression_activation(struct expression_unit *of)
{
    if (of->row->couples)
        add_up_exponentials(of);
    return equation_read(of->page->arena, of->row->rule, &of->names);
}

/* ---- loss ---- */

/* a, t, T, the sum of the targets, z, Z, ln Σ e^z of the layer, and unit, as the rules and words of
 * losses have them. */
static const struct formula *of_output(void *context, const char *name)
{
    struct expression_output *of = context;
    const struct page *page = of->page;
    size_t layer = page->net->layer_count, n = page_layer(page, layer)->out;
    const struct formula **all;

    if (strcmp(name, "a") == 0)
        return of->a;
    if (strcmp(name, "t") == 0)
        return of->t;
    if (strcmp(name, "unit") == 0)
        return page_unit(page, layer, of->output);
    if (strcmp(name, "z") == 0)
        return page_in_role(page, QUANTITY_Z, layer, of->output, FORMULA_ROLE_INPUT);
    if (strcmp(name, "Z") != 0 && strcmp(name, "T") != 0)
        return NULL;
    all = new_terms(page, n);
    for (size_t k = 0; k < n; k++)
        all[k] = page_plain(page, quantity_at(name[0] == 'Z' ? QUANTITY_Z : QUANTITY_T, layer, k,
                                              0));
    if (name[0] == 'T')
        return expression_total(page, "k", quantity_index(page->net, layer, 0),
                                expression_index(page, "t", "k", 0, false), all, n);
    return formula_call(page->arena, FORMULA_LOGSUMEXP, all, n);
}

void expression_output_init(struct expression_output *of, const struct page *page, size_t output,
                            enum expression_style style)
{
    size_t layer = page->net->layer_count;

    *of = (struct expression_output){.page = page, .output = output,
                                     .row = loss_row(page->net->loss)};
    of->names = (struct formula_names){.of = of_output, .context = of};
    of->a = expression_leaf(page, quantity_at(QUANTITY_A, layer, output, 0), "a", style,
                            FORMULA_ROLE_INPUT);
    of->t = expression_leaf(page, quantity_at(QUANTITY_T, layer, output, 0), "t", style,
                            FORMULA_ROLE_NONE);
}

const struct formula *expression_output_rule(const struct expression_output *of, const char *text)
{
    return equation_read(of->page->arena, text, &of->names);
}

/* What a term of a sum is weighted with: its first factor or what stands above; NULL: nothing. */
static const struct formula *weight_of(const struct formula *term)
{
    if (term->kind == FORMULA_NEGATE)
        term = term->children[0];
    return term->kind == FORMULA_MULTIPLY || term->kind == FORMULA_FRACTION ? term->children[0]
                                                                            : NULL;
}

bool expression_weighs_nothing(const struct formula *rule)
{
    const struct formula *weight = weight_of(rule);

    return weight != NULL && formula_evaluate(weight) == 0;
}

/* The term, without a factor of 1 before it, negated or not. */
static const struct formula *weighed_term(struct arena *arena, const struct formula *term,
                                          bool minus)
{
    const struct formula *weight = weight_of(term);

    if (weight != NULL && term->kind == FORMULA_MULTIPLY && term->count == 2 &&
        formula_evaluate(weight) == 1)
        term = term->children[1];
    return minus ? formula_negate(arena, term) : term;
}

/* A sum of weighted terms without those that have no weight, its minus given to each. */
static const struct formula *weighed(struct arena *arena, const struct formula *rule)
{
    bool minus = rule->kind == FORMULA_NEGATE;
    const struct formula *sum = minus ? rule->children[0] : rule, **terms;
    size_t count = 0;

    if (sum->kind != FORMULA_ADD)
        return rule;
    terms = arena_alloc(arena, sum->count * sizeof *terms);
    for (size_t i = 0; i < sum->count; i++)
        if (!expression_weighs_nothing(sum->children[i]))
            terms[count++] = weighed_term(arena, sum->children[i], minus);
    return count == 1 ? terms[0] : formula_nary(arena, FORMULA_ADD, terms, count);
}

const struct formula *expression_loss_part(const struct page *page, size_t output)
{
    size_t layer = page->net->layer_count;
    double value = page_value(page, quantity_at(QUANTITY_LOSS_PART, layer, output, 0));
    const struct formula *part;
    struct expression_output of;

    expression_output_init(&of, page, output, EXPRESSION_FULL);
    part = weighed(page->arena, expression_output_rule(&of, of.row->part));
    if (page_agrees(formula_evaluate(part), value))
        return part;
    if (loss_is_fused(page->net->loss, page_layer(page, layer)->activation))
        return weighed(page->arena, expression_output_rule(&of, of.row->part_from_z));
    return of.t->value == 0 ? formula_in_role(page->arena, of.t, FORMULA_ROLE_NONE) : part;
}

/* Of one time, where there are several. */
static const struct formula *slope_of_part(const struct page *page, size_t output,
                                           enum expression_style style)
{
    struct arena *arena = page->arena;
    size_t outputs = net_output(page->net)->out;
    const struct formula *rule, **factors;
    struct expression_output of;
    bool number;

    expression_output_init(&of, page, output, style);
    rule = weighed(arena, expression_output_rule(&of, of.row->slope));
    if (style == EXPRESSION_BARE && rule->kind == FORMULA_CASES)
        rule = formula_case(rule);
    if (of.t->value == 0 && isnan(formula_evaluate(rule))) /* what has no weight pulls at nothing */
        return formula_in_role(arena, of.t, FORMULA_ROLE_NONE);
    if (!of.row->mean || outputs == 1)
        return rule;
    number = rule->kind == FORMULA_MULTIPLY && rule->children[0]->kind == FORMULA_NUMBER;
    if (!number)
        rule = formula_multiply(arena, formula_number(arena, 1), rule);
    factors = new_terms(page, rule->count);
    for (size_t i = 0; i < rule->count; i++)
        factors[i] = rule->children[i];
    factors[0] = formula_fraction(arena, factors[0], formula_number(arena, (double)outputs));
    return formula_nary(arena, FORMULA_MULTIPLY, factors, rule->count);
}

const struct formula *expression_loss_slope(const struct page *page, size_t output,
                                            enum expression_style style)
{
    return expression_share_of_time(page, slope_of_part(page, output, style));
}

const struct formula *expression_loss(const struct page *page)
{
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    const struct formula **parts = new_terms(page, count);
    const char *any = page_has_batch(page) ? arena_printf(page->arena, "%zu,k",
                                                          page->snapshot->place.batch_index + 1)
                                           : "k";

    if (count == 1)
        return expression_loss_part(page, 0);
    for (size_t k = 0; k < count; k++)
        parts[k] = page_in_role(page, QUANTITY_LOSS_PART, layer, k, FORMULA_ROLE_LOSS_SLOPE);
    return expression_mean(page, expression_total(page, "k", quantity_index(page->net, layer, 0),
                                                  expression_index(page, "L", any, 0, false),
                                                  parts, count));
}
