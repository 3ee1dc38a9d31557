/* The page of a run that hurries on: where to, how fast, what would end it. */
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
        return arena_printf(page->arena, "%.0f s", ceil(seconds));
    if (seconds < 100 * 60)
        return arena_printf(page->arena, "%.0f min", seconds / 60);
    return arena_printf(page->arena, "%.1f h", seconds / 3600);
}

static void text_row(struct page *page, const char *what, const char *value)
{
    struct explain_row *row = page_row(page);

    cell_text(&row->cells[0], what);
    cell_text(&row->cells[1], value);
}

static void title(struct page *page, const struct explain_run *run)
{
    if (run->back)
        page_title(page, "Back to the start of the run");
    else if (run->iteration == 0)
        page_title(page, "On to the end of the run");
    else if (run->saved)
        page_title(page, "On to iteration {s}, where it was saved",
                   explain_count(page, run->iteration));
    else if (run->epoch > 0)
        page_title(page, "On to the end of epoch {s}", explain_count(page, run->epoch));
    else
        page_title(page, "On to iteration {s}", explain_count(page, run->iteration));
}

const struct explanation *explain_running(struct arena *arena, const struct snapshot *snapshot,
                                          struct cursor cursor, const struct explain_run *run)
{
    struct page page;

    page_init(&page, arena, snapshot, cursor, GRANULARITY_PHASE);
    page.run = run;
    page_kicker_of_batch(&page, run->back ? "Rewind" : "Fast forward", 0);
    title(&page, run);
    page_table(&page, 2, NULL);
    text_row(&page, "iterations a second", isnan(run->rate) ? "…" : rate_words(&page, run->rate));
    if (!isnan(run->seconds))
        text_row(&page, run->iteration > 0 ? "time left" : "time left, at most",
                 duration_words(&page, run->seconds));
    if (run->saved)
        page_remark(&page,
                    "What came before that moment is computed again, every number the same to "
                    "the last bit.");
    if (run->sample > 0)
        page_remark(&page, "The picture keeps to sample {n}: what the network makes of it now.",
                    run->sample);
    if (run->back)
        page_sentence(&page, "The run goes back as it came, every number the same to the last bit. "
                             "*Any key stops.*");
    else
        page_sentence(&page, "Training goes on as fast as it can. *Any key stops.*");
    explain_criteria_foot(&page);
    return page.out;
}
