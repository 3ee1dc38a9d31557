/* The loss of one time, and of the sequence. */
#include "explain/recurrent/recurrent.h"

#include "explain/equations/expression.h"
#include "explain/steps/explain_parts.h"

void recurrent_time_loss(struct page *page)
{
    struct quantity loss = page_output(page, QUANTITY_TIME_LOSS, 0);
    size_t count = net_output(page->net)->out, time = quantity_time(page->snapshot, loss);

    if (count == 1) { /* what a part is made of, as of an output alone */
        explain_loss_part(page, 0);
        page->out->mark_count = page->out->equation_count = 0;
    }
    page_title(page, W_HOW_WRONG_AT_TIME, time);
    page_equation_of(page, loss, expression_loss(page), expression_show(count));
    if (count > 1)
        explain_loss_parts(page);
    page_sentence(page, W_LOSS_OF_TIME_SAYS, time);
    page_mark(page, loss, FORMULA_ROLE_RESULT);
    for (size_t k = 0; k < count; k++) {
        page_mark(page, page_output(page, QUANTITY_LOSS_PART, k), FORMULA_ROLE_LOSS_SLOPE);
        page_mark(page, page_output(page, QUANTITY_A, k), FORMULA_ROLE_INPUT);
        page_mark(page, page_output(page, QUANTITY_T, k), FORMULA_ROLE_NONE);
    }
}

void recurrent_loss(struct page *page)
{
    static const enum word heads[] = {W_TIME_HEAD, W_NONE, W_LOSS};
    struct quantity loss = page_output(page, QUANTITY_LOSS, 0);
    size_t times = net_times(page->net, page->snapshot->now), count = 0, first = 0;
    const char *any = page_has_batch(page) ? arena_printf(page->arena, "%zu,t",
                                                          page->snapshot->place.batch_index + 1)
                                           : "t";
    const struct formula **terms = arena_alloc(page->arena, times * sizeof *terms);
    const struct formula *sum;

    page_title(page, W_HOW_WRONG_OVER_ALL_TIMES);
    page_table(page, 3, heads);
    for (size_t time = 1; time <= times; time++) {
        struct quantity own = quantity_then(page_output(page, QUANTITY_TIME_LOSS, 0), time);

        if (!quantity_happens(page->snapshot, own))
            continue;
        first = count == 0 ? time : first;
        terms[count++] = page_symbol(page, own, FORMULA_ROLE_LOSS_SLOPE);
        page_cells(page, "tsr", arena_printf(page->arena, "%zu", time), terms[count - 1],
                   terms[count - 1]);
        page_mark(page, own, FORMULA_ROLE_LOSS_SLOPE);
    }
    if (count == 0)
        return;
    sum = count == 1 ? terms[0]
                     : expression_total(page, "t", first,
                                        expression_index(page, "L", any, 0, false), terms, count);
    page_equation_of(page, loss, expression_share_of_time(page, sum), expression_show(count));
    page_sentence(page, count == 1                                   ? W_ONE_LOSS_AT_ONE_TIME
                        : expression_share_of_time(page, sum) == sum ? W_LOSS_IS_SUM_OVER_TIMES
                                                                     : W_LOSS_IS_MEAN_OVER_TIMES);
    if (!page->moved)
        page_sentence_more(page, W_NOTHING_CHANGES_YET);
    page_mark(page, loss, FORMULA_ROLE_RESULT);
}
