/* A gradient opened: the whole product along every path from the loss, and their sum. */
#include "explain/answers/ask_parts.h"
#include "explain/equations/expression.h"
#include "explain/paths.h"
#include "quantity/quantity_facts.h"
#include "explain/selection.h"

#include <math.h>

/* Up to so many paths through one layer are written out in the equation. */
enum { PATHS_WRITTEN_OUT = 2 };

/* The sum of all paths' terms, which are `values`. */
static const struct formula *sum_of_paths(struct page *page, const struct paths *paths,
                                          const double *values)
{
    size_t count = (size_t)paths->count;
    const struct formula **terms = arena_alloc(page->arena, count * sizeof *terms), *any;
    const char *indices;

    if (count <= PATHS_WRITTEN_OUT) {
        for (size_t i = 0; i < count; i++)
            terms[i] = paths_term(paths, i);
        return formula_nary(page->arena, FORMULA_ADD, terms, count);
    }
    for (size_t i = 0; i < count; i++)
        terms[i] = formula_number(page->arena, values[i]);
    any = paths_any_term(paths, &indices);
    return formula_sum(page->arena, indices, NULL, NULL, any, terms, count);
}

static void listed_paths(struct page *page, const struct paths *paths, const double *values)
{
    static const enum word heads[] = {W_PATH_BACK, W_NONE, W_TERM};
    size_t count = (size_t)paths->count;
    struct selection selection;

    page_equation_of(page, paths->gradient, sum_of_paths(page, paths, values),
                     count <= PATHS_WRITTEN_OUT ? PAGE_WORKED : PAGE_RESULT);
    selection_for_sum(values, count, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++) {
        page_cells(page, "tnr", paths_name(paths, selection.items[i]),
                   paths_term(paths, selection.items[i]),
                   formula_number(page->arena, values[selection.items[i]]));
    }
    selection_sum_rows(page, &selection, 2, page_plain(page, paths->gradient));
    if (selection.others > 0)
        page_remark(page, W_LARGEST_OF_PATHS_SUM_IS, selection.count, paths->count);
}

static void grouped_paths(struct page *page, const struct paths *paths)
{
    static const enum word heads[] = {W_PATHS_FROM, W_NONE, W_TOGETHER};
    size_t layer = paths->gradient.layer, count = page_above(page, layer);
    double *values = arena_alloc(page->arena, count * sizeof *values);
    struct selection selection;

    page_equation_of(page, paths->gradient, paths_grouped(paths), expression_show(count));
    for (size_t j = 0; j < count; j++)
        values[j] = formula_evaluate(paths_group(paths, j));
    selection_for_sum(values, count, &selection);
    page_table(page, 3, heads);
    for (size_t i = 0; i < selection.count; i++) {
        page_cells(page, "snr", page_unit(page, page_layer(page, layer)->to, selection.items[i]),
                   paths_group(paths, selection.items[i]),
                   formula_number(page->arena, values[selection.items[i]]));
    }
    selection_sum_rows(page, &selection, 2, page_plain(page, paths->gradient));
    page_remark(page, W_THERE_ARE_PATHS_WHAT_COMES, paths->count);
}

/* Each path's value; NULL where they are too many, or their sum loses what the engine's order
 * keeps (a product along a path may overflow). */
static const double *list_values(struct page *page, const struct paths *paths)
{
    double *values, sum = 0;

    if (!paths->listed)
        return NULL;
    values = arena_alloc(page->arena, (size_t)paths->count * sizeof *values);
    for (size_t i = 0; i < (size_t)paths->count; i++) {
        values[i] = paths_value(paths, i);
        sum += values[i];
    }
    return page_agrees(sum, page_value(page, paths->gradient)) ? values : NULL;
}

void ask_paths(struct page *page, struct quantity gradient)
{
    const struct formula *by =
        page_plain(page, quantity_as(gradient, quantity_facts(gradient.kind)->by));
    const double *values;
    struct paths paths;

    paths_init(&paths, page, gradient);
    page_title(page, W_HOW_INFLUENCES_LOSS_PATH_BY, by);
    values = list_values(page, &paths);
    if (values != NULL)
        listed_paths(page, &paths, values);
    else
        grouped_paths(page, &paths);
    if (paths.count == 1)
        page_sentence(page, W_THERE_IS_ONE_PATH_FROM, by);
    else
        page_sentence(page, W_ALONG_EACH_PATH_FROM_LOSS, by);
    if (!expression_has_chain(page, page->net->layer_count))
        page_remark(page, W_EACH_PATH_BEGINS_WITH_ERROR);
    page_focus(page, gradient.layer, gradient.to);
    paths_mark(&paths, page);
}
