/* What would end the run, asked when an iteration has ended: the last step of the loop. */
#include "explain/steps/explain_parts.h"

#include <math.h>
#include <stdlib.h>

const enum word explain_criteria_heads[3] = {W_STOP_IF, W_NOW, W_NONE};

/* Of the snapshot's iteration, which has ended. */
static enum stop_answer ask(const struct page *page, enum stop_reason criterion)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct stepper_state *state = snapshot->state;
    size_t samples = snapshot->program->samples;

    return stop_ask(&snapshot->training->stop, criterion, &snapshot->place, samples,
                    state->epoch_loss / (double)samples, state->epoch_norm, state->best_epoch);
}

const char *explain_limit(const struct page *page, double value)
{
    char text[NUMBER_TEXT_SIZE];

    number_format(text, value, (struct number_style){.decimals = NUMBER_DECIMALS_MAX});
    return arena_printf(page->arena, "%s", text);
}

const char *explain_count(const struct page *page, uint64_t count)
{
    return number_counted(page->arena, count);
}

/* "iteration ≥ 5,000" */
static const char *criterion_words(const struct page *page, enum stop_reason criterion)
{
    static const enum word words[STOP_REASON_COUNT] = {
        [STOP_ITERATIONS] = W_ITERATION,
        [STOP_EPOCHS] = W_EPOCH,
        [STOP_LOSS_BELOW] = W_EPOCHS_MEAN_LOSS_2,
        [STOP_GRADIENT_NORM_BELOW] = W_GRADIENT_NORM,
        [STOP_PATIENCE] = W_PATIENCE_EPOCHS,
    };
    const struct stop *stop = &page->snapshot->training->stop;

    return words_in(page->arena, words[criterion],
                    stop_row(criterion)->counts ? explain_count(page, stop_count(stop, criterion))
                                                : explain_limit(page, stop_limit(stop, criterion)));
}

static double criterion_value(const struct page *page, enum stop_reason criterion)
{
    const struct snapshot *snapshot = page->snapshot;
    const struct stepper_state *state = snapshot->state;

    return stop_looks_at(criterion, &snapshot->place,
                         state->epoch_loss / (double)snapshot->program->samples, state->epoch_norm,
                         state->best_epoch);
}

/* Of the last epoch that has ended. */
static double last_value(const struct page *page, enum stop_reason criterion)
{
    const struct explain_run *run = page->run;
    const struct place last = {.epoch = run->epochs};

    return stop_looks_at(criterion, &last, run->epoch_loss, run->epoch_norm,
                         page->snapshot->state->best_epoch);
}

/* The run ends for the first that holds. */
static void stop_cell(const struct page *page, struct explain_row *row)
{
    const struct explain_table *table = page->filling;
    bool first = true;

    for (size_t r = 0; r < table->count; r++)
        first = first && !table->rows[r].current;
    row->current = first;
    cell_word(&row->cells[2], W_STOP);
    row->cells[2].strong = true;
}

/* A value beside its limit, with as many digits as leave it on its side: 0.0498 is not 0.05. NULL:
 * it is there however few digits it has. */
static const char *on_its_side(const struct page *page, double value, double limit)
{
    char text[NUMBER_TEXT_SIZE];

    for (int decimals = 0; decimals < NUMBER_DECIMALS_MAX; decimals++) {
        number_format(text, value, (struct number_style){.decimals = decimals, .ascii = true});
        if ((strtod(text, NULL) < limit) != (value < limit))
            continue;
        number_format(text, value, (struct number_style){.decimals = decimals});
        return decimals == 0 ? NULL : arena_printf(page->arena, "%s", text);
    }
    return NULL;
}

static void criterion_row(struct page *page, enum stop_reason criterion)
{
    enum stop_answer answer = ask(page, criterion);
    double value = criterion_value(page, criterion);
    struct explain_row *row;
    const char *exact;

    if (answer == STOP_NOT_SET)
        return;
    if (answer == STOP_ASKED_LATER && page->run != NULL && page->run->epochs > 0) {
        answer = STOP_GO_ON;
        value = last_value(page, criterion);
    }
    row = page_row(page);
    cell_text(&row->cells[0], criterion_words(page, criterion));
    if (answer == STOP_ASKED_LATER) {
        cell_word(&row->cells[1], W_EPOCHS_END);
        return;
    }
    exact = stop_row(criterion)->counts
        ? explain_count(page, (uint64_t)value)
        : on_its_side(page, value, stop_limit(&page->snapshot->training->stop, criterion));
    if (exact != NULL)
        cell_text(&row->cells[1], exact);
    else
        cell_numbers(&row->cells[1], formula_number(page->arena, value));
    if (answer == STOP_HOLDS)
        stop_cell(page, row);
    else
        cell_text(&row->cells[2], "go on");
}

static bool has_diverged(const struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;

    return snapshot->training->stop.divergence &&
           stop_has_diverged(snapshot->net, snapshot->now, &snapshot->place,
                             snapshot->program->samples, snapshot->state->batch_loss);
}

static bool any_answers(const struct explain_table *table)
{
    for (size_t r = 0; r < table->count; r++)
        if (table->rows[r].cells[2].text != NULL)
            return true;
    return false;
}

void explain_criteria(struct page *page)
{
    struct explain_table *table = page->filling;

    if (has_diverged(page)) {
        struct explain_row *row = page_row(page);

        cell_word(&row->cells[0], W_LOSS_OR_PARAMETER_NOT_FINITE);
        if (isfinite(page->snapshot->state->batch_loss))
            cell_word(&row->cells[1], W_PARAMETER);
        else
            cell_numbers(&row->cells[1], formula_number(page->arena, page->snapshot->batch_loss));
        stop_cell(page, row);
    }
    for (enum stop_reason criterion = STOP_ITERATIONS; criterion <= STOP_PATIENCE; criterion++)
        criterion_row(page, criterion);
    table->last_goes = true; /* what a number says to its limit can be seen */
    if (!any_answers(table))
        table->columns--;
}

void explain_criteria_foot(struct page *page)
{
    if (!stop_is_set(&page->snapshot->training->stop) && !has_diverged(page))
        return;
    page_foot(page, 3, explain_criteria_heads);
    explain_criteria(page);
}
