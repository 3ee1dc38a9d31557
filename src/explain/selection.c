#include "explain/selection.h"

#include <assert.h>
#include <math.h>

static double magnitude(double value)
{
    return isnan(value) ? HUGE_VAL : fabs(value);
}

/* Keeps items sorted by falling size; of equal ones the earlier comes first. */
static void insert(struct selection *selection, const double *values, size_t item, size_t most)
{
    size_t at = selection->count;

    while (at > 0 && magnitude(values[item]) > magnitude(values[selection->items[at - 1]]))
        at--;
    if (at == most)
        return;
    if (selection->count < most)
        selection->count++;
    for (size_t i = selection->count - 1; i > at; i--)
        selection->items[i] = selection->items[i - 1];
    selection->items[at] = item;
}

static bool is_listed(const struct selection *selection, size_t item)
{
    for (size_t i = 0; i < selection->count; i++)
        if (selection->items[i] == item)
            return true;
    return false;
}

void selection_make(const double *values, size_t count, size_t most, struct selection *selection)
{
    assert(most > 0 && most <= EXPLAIN_ROWS_MAX);
    *selection = (struct selection){0};
    if (count <= most) {
        for (size_t i = 0; i < count; i++)
            selection->items[selection->count++] = i;
        return;
    }
    for (size_t i = 0; i < count; i++)
        insert(selection, values, i, most);
    selection->others = count - selection->count;
    for (size_t i = 0; i < count; i++)
        if (!is_listed(selection, i))
            selection->rest += values[i];
}

void selection_for_sum(const double *values, size_t count, struct selection *selection)
{
    selection_make(values, count,
                   count < EXPLAIN_ROWS_MAX ? EXPLAIN_ROWS_MAX - 1 : EXPLAIN_ROWS_MAX - 2,
                   selection);
}

struct explain_row *selection_sum_rows(struct page *page, const struct selection *selection,
                                       size_t column, const struct formula *sum)
{
    struct explain_row *row;

    if (selection->others > 0) {
        row = page_row(page);
        cell_text(&row->cells[0], words_in(page->arena, W_OTHERS_SUM, selection->others));
        cell_result(&row->cells[column], formula_number(page->arena, selection->rest));
    }
    row = page_row(page);
    cell_word(&row->cells[0], W_SUM);
    cell_result(&row->cells[column], sum);
    return row;
}
