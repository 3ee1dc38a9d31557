#include "explain/expression.h"

#include <assert.h>
#include <math.h>
#include <string.h>

unsigned expression_show(size_t terms)
{
    return terms <= EXPRESSION_WITH_NUMBERS ? PAGE_NUMBERS | PAGE_RESULT : PAGE_RESULT;
}

struct formula *expression_leaf(const struct page *page, struct quantity quantity,
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

/* terms[0] + ... + terms[count-1], with Σ of `general` where they are many. */
static struct formula *total(const struct page *page, const char *index,
                             const struct formula *general, const struct formula *const *terms,
                             size_t count)
{
    const char *to;

    if (count <= EXPRESSION_WRITTEN_OUT)
        return formula_nary(page->arena, FORMULA_ADD, terms, count);
    to = arena_printf(page->arena, "%zu", count);
    return formula_sum(page->arena, index, arena_printf(page->arena, "1"), to, general, terms,
                       count);
}

static const struct formula **new_terms(const struct page *page, size_t count)
{
    return arena_alloc(page->arena, count * sizeof(const struct formula *));
}

/* ---- forward ---- */

struct formula *expression_product(const struct page *page, size_t layer, size_t to, size_t from)
{
    return formula_multiply(
        page->arena,
        page_symbol(page, quantity_at(QUANTITY_W, layer, to, from), FORMULA_ROLE_WEIGHT),
        page_symbol(page, quantity_input(layer, from), FORMULA_ROLE_INPUT));
}

/* a_k of the layer before, or x_k. */
static struct formula *any_input(const struct page *page, size_t layer)
{
    return layer == 1 ? expression_any(page, "x", "k", 0)
                      : expression_any(page, "a", "k", layer > 0 ? layer - 1 : 0);
}

/* Of the sum into one unit: w_1k a_k, by its indices or as w_k. */
static struct formula *general_product(const struct page *page, size_t layer, size_t unit)
{
    const char *indices = "k";

    if (page_layer(page, layer)->weights == NULL)
        indices = arena_printf(page->arena, unit >= 9 ? "%zu,k" : "%zuk", unit + 1);
    return formula_multiply(
        page->arena,
        formula_in_role(page->arena,
                        expression_index(page, "w", indices, layer, page->net->layer_count > 1),
                        FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, any_input(page, layer), FORMULA_ROLE_INPUT));
}

struct formula *expression_weighted_sum(const struct page *page, size_t layer, size_t unit)
{
    const struct net_layer *at = page_layer(page, layer);
    const struct formula **terms = new_terms(page, at->in + 1);
    size_t count = at->in;

    for (size_t k = 0; k < at->in; k++)
        terms[k] = expression_product(page, layer, unit, k);
    if (count > EXPRESSION_WRITTEN_OUT) {
        terms[0] = total(page, "k", general_product(page, layer, unit), terms, count);
        count = 1;
    }
    if (at->has_biases)
        terms[count++] =
            page_symbol(page, quantity_at(QUANTITY_B, layer, unit, 0), FORMULA_ROLE_WEIGHT);
    return formula_nary(page->arena, FORMULA_ADD, terms, count);
}

struct formula *expression_any_sum(const struct page *page, size_t layer)
{
    const struct formula *term = formula_multiply(
        page->arena,
        formula_in_role(page->arena, expression_any(page, "w", "jk", layer), FORMULA_ROLE_WEIGHT),
        formula_in_role(page->arena, any_input(page, layer), FORMULA_ROLE_INPUT));
    struct formula *sum = formula_sum(page->arena, "k", NULL, NULL, term, &term, 1);
    const struct formula *bias;

    if (layer > 0 && !page_layer(page, layer)->has_biases)
        return sum;
    bias = formula_in_role(page->arena, expression_any(page, "b", "j", layer),
                           FORMULA_ROLE_WEIGHT);
    return formula_add(page->arena, sum, bias);
}

static struct formula *call_exp(const struct page *page, const struct formula *exponent)
{
    return formula_call(page->arena, FORMULA_EXP, &exponent, 1);
}

/* The largest z of the layer, where e^z could leave the range of numbers; else NULL. */
static const struct formula *shift_of(const struct page *page, size_t layer)
{
    const double *z = &page->snapshot->now[page_layer(page, layer)->z];
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

/* e^z / Σ e^z, or with the largest z taken off every exponent, as the engine does. */
static struct formula *softmax(const struct page *page, size_t layer, size_t unit)
{
    size_t n = page_layer(page, layer)->out;
    const struct formula **terms = new_terms(page, n);
    const struct formula *shift = shift_of(page, layer);
    const struct formula *general = expression_any(page, "z", "k", layer), *bottom;

    for (size_t k = 0; k < n; k++) {
        const struct formula *z = page_symbol(
            page, quantity_at(QUANTITY_Z, layer, k, 0),
            k == unit ? FORMULA_ROLE_INPUT : FORMULA_ROLE_NONE);

        terms[k] = call_exp(page, shift == NULL ? z : formula_subtract(page->arena, z, shift));
    }
    if (shift != NULL)
        general = formula_subtract(page->arena, general, shift);
    bottom = total(page, "k", call_exp(page, general), terms, n);
    return formula_fraction(page->arena, terms[unit], bottom);
}

/* ---- rules of the engine's rows ---- */

const struct formula *expression_read(const struct page *page, const char *text,
                                      const struct formula_names *names)
{
    struct formula_names products = *names;
    const struct formula *formula;
    struct error err;

    products.products = true;
    formula = formula_read(page->arena, text, &products, &err);
    assert(formula != NULL);
    return formula;
}

/* z, a, s, σ, u, π and unit, as the rules and the words of activations have them. */
static const struct formula *of_unit(void *context, const char *name)
{
    struct expression_unit *of = context;
    struct arena *arena = of->page->arena;
    double value = (double)NAN;

    if (strcmp(name, "z") == 0)
        return of->z;
    if (strcmp(name, "a") == 0)
        return of->a;
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
    return expression_read(of->page, of->row->where, &of->names);
}

const struct formula *expression_function(struct expression_unit *of)
{
    const char *text = of->row->call != NULL ? of->row->call : of->row->rule;

    return text == NULL ? NULL : expression_read(of->page, text, &of->names);
}

const struct formula *expression_activation(struct expression_unit *of)
{
    if (of->row->rule == NULL)
        return softmax(of->page, of->layer, of->unit);
    return expression_read(of->page, of->row->rule, &of->names);
}

/* ---- loss ---- */

/* t ln a */
static struct formula *weighted_log(const struct page *page, const struct formula *weight,
                                    const struct formula *of)
{
    const struct formula *ln = formula_call(page->arena, FORMULA_LN, &of, 1);

    return formula_multiply(page->arena, weight, ln);
}

/* -ln a as ln(1 + e^-z) and -ln(1-a) as ln(1 + e^z), with the digits that a has lost. */
static struct formula *softplus(const struct page *page, size_t output, bool negative)
{
    const struct formula *z = page_symbol(
        page, quantity_at(QUANTITY_Z, page->net->layer_count, output, 0), FORMULA_ROLE_INPUT);
    const struct formula *both[2] = {formula_number(page->arena, 0), z};

    if (negative)
        both[1] = formula_negate(page->arena, z);
    return formula_call(page->arena, FORMULA_LOGSUMEXP, both, 2);
}

/* -[t ln a + (1-t) ln(1-a)], without what has no weight. */
static struct formula *binary_part(const struct page *page, size_t output,
                                   const struct formula *a, const struct formula *t, bool from_z)
{
    const struct formula *one = formula_number(page->arena, 1);
    const struct formula *rest = formula_subtract(page->arena, one, a), *first, *second;

    if (from_z) {
        first = softplus(page, output, true);
        second = softplus(page, output, false);
    } else {
        first = formula_negate(page->arena, formula_call(page->arena, FORMULA_LN, &a, 1));
        second = formula_negate(page->arena, formula_call(page->arena, FORMULA_LN, &rest, 1));
    }
    if (t->value == 1)
        return formula_in_role(page->arena, first, FORMULA_ROLE_NONE);
    if (t->value == 0)
        return formula_in_role(page->arena, second, FORMULA_ROLE_NONE);
    if (from_z)
        return formula_add(page->arena, formula_multiply(page->arena, t, first),
                           formula_multiply(page->arena, formula_subtract(page->arena, one, t),
                                            second));
    return formula_subtract(
        page->arena, formula_negate(page->arena, weighted_log(page, t, a)),
        weighted_log(page, formula_subtract(page->arena, one, t), rest));
}

/* t (ln Σ e^z - z): -t ln a of softmax, with the digits that a has lost. */
static struct formula *cross_entropy_from_z(const struct page *page, size_t output,
                                            const struct formula *t)
{
    size_t layer = page->net->layer_count, n = page_layer(page, layer)->out;
    const struct formula **all = new_terms(page, n);

    for (size_t k = 0; k < n; k++)
        all[k] = page_symbol(page, quantity_at(QUANTITY_Z, layer, k, 0), FORMULA_ROLE_NONE);
    return formula_multiply(
        page->arena, t,
        formula_subtract(page->arena, formula_call(page->arena, FORMULA_LOGSUMEXP, all, n),
                         all[output]));
}

struct formula *expression_loss_part(const struct page *page, size_t output)
{
    size_t layer = page->net->layer_count;
    enum activation activation = page_layer(page, layer)->activation;
    double value = page_value(page, quantity_at(QUANTITY_LOSS_PART, layer, output, 0));
    const struct formula *a =
        page_symbol(page, quantity_at(QUANTITY_A, layer, output, 0), FORMULA_ROLE_INPUT);
    const struct formula *t =
        page_symbol(page, quantity_at(QUANTITY_T, layer, output, 0), FORMULA_ROLE_NONE);
    const struct formula *two = formula_number(page->arena, 2);
    struct formula *part = formula_power(page->arena, formula_subtract(page->arena, a, t), two);

    switch (page->net->loss) {
    case LOSS_HALF_SQUARED_ERROR:
        return formula_multiply(
            page->arena, formula_fraction(page->arena, formula_number(page->arena, 1), two), part);
    case LOSS_BINARY_CROSS_ENTROPY:
        part = binary_part(page, output, a, t, false);
        if (activation == ACTIVATION_SIGMOID && !page_agrees(formula_evaluate(part), value))
            part = binary_part(page, output, a, t, true);
        return part;
    case LOSS_CROSS_ENTROPY:
        part = formula_negate(page->arena, weighted_log(page, t, a));
        if (activation == ACTIVATION_SOFTMAX && !page_agrees(formula_evaluate(part), value))
            part = cross_entropy_from_z(page, output, t);
        else if (t->value == 0 && !page_agrees(formula_evaluate(part), value))
            part = formula_in_role(page->arena, t, FORMULA_ROLE_NONE);
        return part;
    case LOSS_MEAN_SQUARED_ERROR:
    case LOSS_COUNT:
        break;
    }
    return part;
}

struct formula *expression_loss(const struct page *page)
{
    size_t layer = page->net->layer_count, count = page_layer(page, layer)->out;
    const struct formula **parts = new_terms(page, count);
    struct formula *sum;

    if (count == 1)
        return expression_loss_part(page, 0);
    for (size_t k = 0; k < count; k++)
        parts[k] = page_symbol(page, quantity_at(QUANTITY_LOSS_PART, layer, k, 0),
                               FORMULA_ROLE_LOSS_SLOPE);
    sum = total(page, "k", expression_index(page, "L", "k", 0, false), parts, count);
    if (loss_factor(page->net->loss, count) == 1)
        return sum;
    return formula_multiply(page->arena,
                            formula_fraction(page->arena, formula_number(page->arena, 1),
                                             formula_number(page->arena, (double)count)),
                            sum);
}
