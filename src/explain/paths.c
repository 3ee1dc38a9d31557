#include "explain/paths.h"

#include "explain/equations/expression.h"

#include <assert.h>
#include <math.h>

/* The most factors of a term: two at the output, two a layer, two at the end. */
enum { FACTORS_MAX = 2 * PATHS_LENGTH_MAX + 4 };

/* A product under construction, in the order of the engine's multiplications. */
struct product {
    const struct formula *factors[FACTORS_MAX];
    size_t count;
};

static void times(struct product *product, const struct formula *factor)
{
    assert(product->count < FACTORS_MAX);
    product->factors[product->count++] = factor;
}

static size_t outputs(const struct paths *paths)
{
    return paths->page->net->layer_count;
}

void paths_init(struct paths *paths, const struct page *page, struct quantity gradient)
{
    *paths = (struct paths){.page = page, .gradient = gradient, .count = 1};
    assert(gradient.layer < page->net->layer_count);
    for (size_t l = page_layer(page, gradient.layer)->to; l > 0; l = page_layer(page, l)->to) {
        paths->count *= (double)page_layer(page, l)->out;
        paths->length++;
    }
    paths->listed = paths->count <= PATHS_MAX && paths->length <= PATHS_LENGTH_MAX;
}

/* The layer that is i above the one that the gradient's neuron feeds. */
static size_t layer_of(const struct paths *paths, size_t i)
{
    size_t layer = page_layer(paths->page, paths->gradient.layer)->to;

    while (i-- > 0)
        layer = page_layer(paths->page, layer)->to;
    return layer;
}

/* The neuron of each layer that the path leads through: of layer_of(i) in units[i]. The output
 * changes slowest. */
static void find_units(const struct paths *paths, size_t index, size_t units[PATHS_LENGTH_MAX])
{
    assert(paths->listed && (double)index < paths->count);
    for (size_t i = 0; i < paths->length; i++) {
        size_t out = page_layer(paths->page, layer_of(paths, i))->out;

        units[i] = index % out;
        index /= out;
    }
}

/* Whether the gradient's own neuron adds the slope of its activation to the term. */
static bool ends_with_slope(const struct paths *paths)
{
    return paths->gradient.kind != QUANTITY_DA;
}

/* The slopes that every path to the gradient ends with. */
static void add_end(const struct paths *paths, struct product *product)
{
    struct quantity q = paths->gradient;

    if (ends_with_slope(paths))
        times(product, expression_slope(paths->page, q.layer, q.to));
    if (q.of == QUANTITY_OF_WEIGHT)
        times(product, page_symbol(paths->page, quantity_input(paths->page->net, q.layer, q.from),
                                   FORMULA_ROLE_INPUT));
}

static const struct formula *quantity_symbol_of(const struct paths *paths, enum quantity_kind kind,
                                                size_t layer, size_t unit, enum formula_role role)
{
    return page_symbol(paths->page, quantity_at(kind, layer, unit, 0), role);
}

struct formula *paths_term(const struct paths *paths, size_t index)
{
    const struct page *page = paths->page;
    size_t units[PATHS_LENGTH_MAX], last = paths->length - 1;
    struct product product = {0};

    find_units(paths, index, units);
    if (expression_has_chain(page, outputs(paths))) {
        times(&product, quantity_symbol_of(paths, QUANTITY_DA, outputs(paths), units[last],
                                           FORMULA_ROLE_LOSS_SLOPE));
        times(&product, expression_slope(page, outputs(paths), units[last]));
    } else {
        times(&product, quantity_symbol_of(paths, QUANTITY_DZ, outputs(paths), units[last],
                                           FORMULA_ROLE_ERROR));
    }
    for (size_t i = paths->length; i-- > 0;) {
        size_t layer = layer_of(paths, i);
        size_t below = i == 0 ? paths->gradient.to : units[i - 1];

        times(&product,
              page_symbol(page, quantity_of_weight(QUANTITY_VALUE, layer, units[i], below),
                          FORMULA_ROLE_WEIGHT));
        if (i > 0)
            times(&product, expression_slope(page, page_layer(page, layer)->from, below));
    }
    add_end(paths, &product);
    return formula_chain(page->arena, product.factors, product.count);
}

/* The slope of a neuron of that layer, as the engine multiplies by it. */
static double slope_value(const struct paths *paths, size_t layer, size_t unit)
{
    return expression_slope_value(paths->page, layer, unit);
}

double paths_value(const struct paths *paths, size_t index)
{
    const struct page *page = paths->page;
    struct quantity q = paths->gradient;
    size_t units[PATHS_LENGTH_MAX];
    double value;

    find_units(paths, index, units);
    value = page_value(page, quantity_at(QUANTITY_DZ, outputs(paths), units[paths->length - 1],
                                         0));
    for (size_t i = paths->length; i-- > 0;) {
        size_t layer = layer_of(paths, i), below = i == 0 ? q.to : units[i - 1];

        value *= page_value(page, quantity_of_weight(QUANTITY_VALUE, layer, units[i], below));
        if (i > 0)
            value *= slope_value(paths, page_layer(page, layer)->from, below);
    }
    if (ends_with_slope(paths))
        value *= slope_value(paths, q.layer, q.to);
    if (q.of == QUANTITY_OF_WEIGHT)
        value *= page_value(page, quantity_input(page->net, q.layer, q.from));
    return value;
}

const char *paths_name(const struct paths *paths, size_t index)
{
    static const struct number_style style = {.decimals = 4};
    size_t units[PATHS_LENGTH_MAX];
    char buffer[1024];
    struct text text;

    find_units(paths, index, units);
    text_init(&text, buffer, sizeof buffer);
    for (size_t i = paths->length; i-- > 0;) {
        formula_to_text(page_unit(paths->page, layer_of(paths, i), units[i]),
                        FORMULA_SYMBOLS, style, &text);
        if (i > 0)
            text_add(&text, " → ");
    }
    return arena_printf(paths->page->arena, "%s", buffer);
}

/* ---- any path ---- */

/* The letters of the neurons, from the output back; longer paths have an ellipsis. */
enum { LETTERS = 3 };

static const char *const letters[LETTERS] = {"k", "j", "i"};

static const struct formula *any_slope(const struct page *page, size_t layer, const char *index)
{
    return formula_in_role(
        page->arena,
        formula_partial(page->arena, expression_any(page, "a", index, layer),
                        expression_any(page, "z", index, layer), (double)NAN),
        FORMULA_ROLE_ACTIVATION_SLOPE);
}

/* The weight into the neuron of that letter from the next one on the path, or from the
 * gradient's own neuron. */
static const struct formula *any_weight(const struct paths *paths, size_t layer, const char *to)
{
    const struct page *page = paths->page;
    size_t unit = paths->gradient.to;
    const char *indices;

    if (page_layer(page, layer)->from != paths->gradient.layer)
        indices = arena_printf(page->arena, "%s%s", to, letters[outputs(paths) - layer + 1]);
    else
        indices = arena_printf(page->arena, unit >= 9 ? "%s,%zu" : "%s%zu", to, unit + 1);
    return formula_in_role(page->arena, expression_any(page, "w", indices, layer),
                           FORMULA_ROLE_WEIGHT);
}

struct formula *paths_any_term(const struct paths *paths, const char **indices)
{
    const struct page *page = paths->page;
    struct product product = {0};

    *indices = arena_printf(page->arena, "%s", letters[0]);
    times(&product, formula_in_role(page->arena,
                                    expression_any(page, "δ", letters[0], outputs(paths)),
                                    FORMULA_ROLE_ERROR));
    if (paths->length > LETTERS) {
        *indices = arena_printf(page->arena, "%s", "k,j,…");
        times(&product, formula_placeholder(page->arena, "…"));
    }
    for (size_t i = 0; i < paths->length && paths->length <= LETTERS; i++) {
        size_t layer = outputs(paths) - i;

        times(&product, any_weight(paths, layer, letters[i]));
        if (i + 1 < paths->length) {
            *indices = arena_printf(page->arena, "%s,%s", *indices, letters[i + 1]);
            times(&product, any_slope(page, page_layer(page, layer)->from, letters[i + 1]));
        }
    }
    add_end(paths, &product);
    return formula_chain(page->arena, product.factors, product.count);
}

/* ---- grouped ---- */

/* The product with the end of the path, or the factor alone where there is none. */
static struct formula *with_end(const struct paths *paths, const struct formula *factor)
{
    struct product product = {0};

    times(&product, factor);
    add_end(paths, &product);
    return formula_chain(paths->page->arena, product.factors, product.count);
}

/* ∂L/∂a of the gradient's neuron. */
static struct quantity slope_of(const struct paths *paths)
{
    return quantity_at(QUANTITY_DA, paths->gradient.layer, paths->gradient.to, 0);
}

struct formula *paths_group(const struct paths *paths, size_t above)
{
    return with_end(paths, expression_terms(paths->page, slope_of(paths)).items[above]);
}

struct formula *paths_grouped(const struct paths *paths)
{
    return with_end(paths, expression_sum(paths->page, slope_of(paths)));
}

/* ---- marks ---- */

/* Outputs first: where there is no room for all, the ends of the paths are marked. */
void paths_mark(const struct paths *paths, struct page *page)
{
    struct quantity q = paths->gradient;
    bool chain = expression_has_chain(page, outputs(paths));

    page_mark(page, q, FORMULA_ROLE_RESULT);
    if (q.of == QUANTITY_OF_WEIGHT)
        page_mark(page, quantity_input(page->net, q.layer, q.from), FORMULA_ROLE_INPUT);
    if (ends_with_slope(paths))
        page_mark(page, quantity_at(QUANTITY_A, q.layer, q.to, 0), FORMULA_ROLE_ACTIVATION_SLOPE);
    for (size_t l = outputs(paths); l > q.layer; l--) {
        const struct net_layer *at = page_layer(page, l);

        for (size_t j = 0; j < at->out; j++) {
            if (l < outputs(paths) || chain)
                page_mark(page, quantity_at(QUANTITY_A, l, j, 0), FORMULA_ROLE_ACTIVATION_SLOPE);
            if (l == outputs(paths) && chain)
                page_mark(page, quantity_at(QUANTITY_DA, l, j, 0), FORMULA_ROLE_LOSS_SLOPE);
            else if (l == outputs(paths))
                page_mark(page, quantity_at(QUANTITY_DZ, l, j, 0), FORMULA_ROLE_ERROR);
        }
        for (size_t j = 0; j < at->out; j++)
            for (size_t k = 0; k < at->in; k++)
                if (at->from != q.layer || k == q.to)
                    page_mark(page, quantity_of_weight(QUANTITY_VALUE, l, j, k),
                              FORMULA_ROLE_WEIGHT);
    }
}
