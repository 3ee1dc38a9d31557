/* The page of a run that hurries on: where to, how fast, what would end it. */
#include "explain/explain.h"
#include "explain/steps/explain_parts.h"

#include <math.h>

static const char *rate_words(const struct page *page, double rate)
{
    return rate < 10 ? arena_printf(page->arena, "%.1f", rate)
                     : explain_count(page, (uint64_t)(rate + 0.5));
}

static const char *duration_words(const struct page *page, double seconds)
{
    if (seconds < 100)
        return words_in(page->arena, W_SECONDS, arena_printf(page->arena, "%.0f", ceil(seconds)));
    if (seconds < 100 * 60)
        return words_in(page->arena, W_MINUTES, arena_printf(page->arena, "%.0f", seconds / 60));
    return words_in(page->arena, W_HOURS, arena_printf(page->arena, "%.1f", seconds / 3600));
}

static void text_row(struct page *page, const char *what, const char *value)
{
    page_cells(page, "tt", what, value);
}

static void title(struct page *page, const struct explain_run *run)
{
    if (run->back)
        page_title(page, W_BACK_TO_START_OF_RUN);
    else if (run->iteration == 0)
        page_title(page, W_ON_TO_END_OF_RUN);
    else if (run->saved)
        page_title(page, W_ON_TO_ITERATION_WHERE_IT, explain_count(page, run->iteration));
    else if (run->epoch > 0)
        page_title(page, W_ON_TO_END_OF_EPOCH, explain_count(page, run->epoch));
    else
        page_title(page, W_ON_TO_ITERATION, explain_count(page, run->iteration));
}

const struct explanation *explain_running(struct arena *arena, const struct snapshot *snapshot,
                                          struct cursor cursor, const struct explain_run *run)
{
    struct page page;

    page_init(&page, arena, snapshot, cursor, GRANULARITY_PHASE);
    page.run = run;
    page_kicker_of_batch(&page, words(run->back ? W_REWIND : W_FAST_FORWARD), 0);
    title(&page, run);
    page_table(&page, 2, NULL);
    text_row(&page, words(W_ITERATIONS_SECOND),
             isnan(run->rate) ? "…" : rate_words(&page, run->rate));
    if (!isnan(run->seconds))
        text_row(&page, words(run->iteration > 0 ? W_TIME_LEFT : W_TIME_LEFT_AT_MOST),
                 duration_words(&page, run->seconds));
    if (run->saved)
        page_remark(&page, W_WHAT_CAME_BEFORE_MOMENT_IS);
    if (run->sample > 0)
        page_remark(&page, W_PICTURE_KEEPS_TO_SAMPLE_WHAT, run->sample);
    if (run->back)
        page_sentence(&page, W_RUN_GOES_BACK_AS_IT);
    else
        page_sentence(&page, W_TRAINING_GOES_ON_AS_FAST);
    explain_criteria_foot(&page);
    return page.out;
}
