/* The end of the update: all parameters take their new values at once. */
#include "explain/explain.h"
#include "explain/equations/expression.h"
#include "explain/steps/update_parts.h"

#include <math.h>
#include <string.h>

/* Longer tables begin with the largest steps: the panel may have no room for their ends. */
enum { MOVES_IN_ORDER = 8 };

const char *explain_optimizer_name(const struct snapshot *snapshot, enum optimizer_kind kind,
                                   const char *name)
{
    const struct optimizer_row *row = optimizer_row(kind);
    bool part = snapshot->program->batch < snapshot->program->samples;

    return part && row->first.letter == NULL && row->second.letter == NULL ? words(W_SGD) : name;
}

const char *explain_optimizer_title(const struct snapshot *snapshot)
{
    const struct optimizer *optimizer = &snapshot->state->optimizer;

    return explain_optimizer_name(snapshot, optimizer->kind, optimizer_title(optimizer));
}

const char *update_title(const struct page *page)
{
    return explain_optimizer_title(page->snapshot);
}

const char *update_title_before(const struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    uint64_t start = snapshot->place.step - snapshot->place.index;
    struct optimizer before = snapshot->training->optimizer;
    bool chosen = false;

    if (snapshot->edits == NULL)
        return NULL;
    for (size_t i = edit_log_lower(snapshot->edits, start); i < snapshot->edits->count; i++)
        chosen = chosen || (snapshot->edits->edits[i].kind == EDIT_OPTIMIZER
                            && snapshot->edits->edits[i].step < snapshot->place.step);
    edit_log_optimizer(snapshot->edits, start, &before);
    return chosen ? optimizer_title(&before) : NULL;
}

/* That it went up; where rounding would make both look alike, which way and by how much: a number
 * as small as this is written with its own digits. blamed: on the step. */
static void added_change(struct page *page, double before, double after, bool blamed)
{
    double change = fabs(after - before);
    bool small = change > 0 && change < 1e-3;

    if (!isfinite(before) || !isfinite(after))
        return;
    if (small && after < before)
        page_remark(page, W_FELL_BY, change);
    else if (small)
        page_remark(page, blamed ? W_ROSE_BY_STEP_WAS : W_ROSE_BY, change);
    else if (after > before)
        page_remark(page, blamed ? W_IT_WENT_UP_STEP_WAS : W_IT_WENT_UP);
}

/* J before and after the update, with the penalty of the new weights. */
static void objective_remark(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    double before = page_value(page, page_output(page, QUANTITY_OBJECTIVE, 0));
    double after = snapshot->loss_after +
                   net_penalty(page->net, snapshot->now, snapshot->state->optimizer.l2);

    page_remark(page, W_J_L_S_BEFORE_AFTER, before, after);
    added_change(page, before, after, false);
}

static void loss_remark(struct page *page)
{
    double before = page->snapshot->batch_loss, after = page->snapshot->loss_after;
    bool penalty = page->snapshot->state->optimizer.l2 != 0;

    page_remark(page, page_has_batch(page) ? W_BATCH_LOSS_BEFORE_AFTER : W_LOSS_BEFORE_AFTER,
                before, after);
    added_change(page, before, after, !penalty && optimizer_is_plain(page));
    if (!isfinite(before) || !isfinite(after))
        page_remark(page, W_LOSS_IS_NO_LONGER_FINITE);
    else if (after == before)
        page_remark(page, W_IT_HAS_NOT_CHANGED);
    if (penalty)
        objective_remark(page);
}

/* left = w - η ∂L/∂w */
static void moved_equation(struct page *page, struct quantity q, const struct formula *left,
                           const char *relation)
{
    const struct formula *old =
        page_symbol(page, quantity_as(q, QUANTITY_VALUE), FORMULA_ROLE_WEIGHT);

    page_equation(page, left, relation,
                  formula_subtract(page->arena, old, expression_pace(page, q)), PAGE_WORKED,
                  left->value);
}

/* w ← w - η ∂L/∂w, with the new value on the left. */
static void move_equation(struct page *page, struct quantity q)
{
    struct formula *left = page_symbol(page, quantity_as(q, QUANTITY_VALUE), FORMULA_ROLE_RESULT);

    page->out->about = quantity_as(q, QUANTITY_VALUE);
    left->value = page_value(page, quantity_as(q, QUANTITY_NEW));
    moved_equation(page, q, left, "←");
}

static void move_row(struct page *page, struct quantity q, bool current)
{
    page_cells(page, "snn+r", page_as(page, q, QUANTITY_VALUE), page_as(page, q, QUANTITY_VALUE),
               page_as(page, q, QUANTITY_STEP), page_as(page, q, QUANTITY_NEW))
        ->current = current;
    page_mark(page, quantity_as(q, QUANTITY_NEW), FORMULA_ROLE_RESULT);
}

static void move_table(struct page *page, const struct ranking *ranking)
{
    static const enum word heads[] = {W_PARAMETER, W_OLD, W_STEP, W_NEW};

    page_table(page, 4, heads);
    for (size_t i = 0; i < ranking->count; i++)
        move_row(page, ranking->items[i], quantity_equal(ranking->items[i], ranking->lead));
    page->out->table.left_out = ranking->left_out;
    page->out->table.by_size = ranking->ranked;
}

void explain_new(struct page *page, struct quantity q)
{
    static const enum word heads[] = {W_PARAMETER, W_OLD, W_STEP, W_NEW};
    const struct formula *parameter = page_as(page, q, QUANTITY_VALUE);
    double step = page_value(page, quantity_as(q, QUANTITY_STEP));

    page_title(page, W_AFTER_UPDATE, parameter);
    moved_equation(page, q,
                   page_symbol(page, quantity_as(q, QUANTITY_NEW), FORMULA_ROLE_RESULT), "=");
    page_table(page, 4, heads);
    move_row(page, q, false);
    explain_mean_remark(page);
    page_remark(page, W_NEXT_ITERATION_COMPUTES_WITH_VALUE);
    if (step == 0)
        page_sentence(page,
                      optimizer_is_plain(page)
                              && page_value(page, quantity_as(q, QUANTITY_BATCH_GRADIENT)) == 0
                          ? W_HAS_STAYED_WHERE_IT_WAS
                          : W_HAS_STAYED_WHERE_IT_WAS_ITS,
                      parameter);
    else
        page_sentence(page,
                      optimizer_is_plain(page)
                          ? step > 0 ? W_HAS_GONE_UP_AGAINST : W_HAS_GONE_DOWN_AGAINST
                      : step > 0 ? W_HAS_GONE_UP
                                 : W_HAS_GONE_DOWN, parameter);
    page_mark(page, quantity_as(q, QUANTITY_VALUE), FORMULA_ROLE_WEIGHT);
    page_mark(page, quantity_as(q, QUANTITY_BATCH_GRADIENT), FORMULA_ROLE_GRADIENT);
}

/* "All weights move at once." */
static void move_title(struct page *page, const struct ranking *ranking)
{
    static const enum word moves[EXPLAIN_TRAINS_COUNT] = {W_ALL_WEIGHTS_MOVE, W_ALL_PARAMETERS_MOVE,
                                                          W_ALL_TRAINED_MOVE};

    if (ranking->zeros > 0)
        page_title(page, W_ALL_STEPS_ARE_TAKEN_AT);
    else if (ranking->count == 1)
        page_title(page, W_MOVES, page_as(page, ranking->lead, QUANTITY_VALUE));
    else
        page_title(page, moves[explain_trained(page)]);
}

static void move_words(struct page *page, const struct ranking *ranking)
{
    static const enum word uses[EXPLAIN_TRAINS_COUNT] = {W_USES_EACH_WEIGHT, W_USES_EACH_PARAMETER,
                                                         W_USES_EACH_TRAINED};
    static const enum word uses_objective[EXPLAIN_TRAINS_COUNT] = {
        W_USES_J_EACH_WEIGHT, W_USES_J_EACH_PARAMETER, W_USES_J_EACH_TRAINED};
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;
    const char *before = update_title_before(page);
    const char *name =
        strcmp(update_title(page), "SGD") == 0 ? "SGD" : words(W_GLOSSARY_GRADIENT_DESCENT);
    bool memory = optimizer_has_first(optimizer) || optimizer_has_second(optimizer);

    move_title(page, ranking);
    if (before != NULL) {
        page_sentence(page, W_SAME_GRADIENTS_AS_FOR_COMPUTES, before, update_title(page));
    } else if (memory) {
        optimizer_letters_sentence(page, ranking->lead);
    } else if (ranking->count == 1 && optimizer_is_plain(page)) {
        page_sentence(page, W_USES_GRADIENT_MOVES_AGAINST_IT, name,
                      page_as(page, ranking->lead, QUANTITY_VALUE));
    } else {
        page_sentence(
            page, (optimizer_is_plain(page) ? uses : uses_objective)[explain_trained(page)], name);
        if (ranking->zeros > 0 && optimizer_is_plain(page))
            page_sentence_more(page, W_THOSE_WITH_GRADIENT_0_STAY);
        else if (explain_has_fixed_biases(page))
            page_sentence_more(page, W_FIXED_BIASES_STAY);
        else if (optimizer_is_plain(page))
            page_sentence_more(page, W_ALL_START_FROM_OLD_VALUES);
    }
}

void explain_move(struct page *page)
{
    struct ranking ranking;

    ranking_make(page, (struct ranking_kinds){QUANTITY_STEP, true},
                 (struct ranking_range){0, false, 0, MOVES_IN_ORDER}, &ranking);
    move_equation(page, ranking.lead);
    if (page->granularity == GRANULARITY_PHASE)
        explain_mean_equation(page, ranking.lead);
    move_table(page, &ranking);
    explain_criteria_foot(page);
    loss_remark(page);
    page->out->remark_leads = true;
    if (ranking.all_zero) {
        page_title(page, W_NO_WEIGHT_MOVES);
        if (optimizer_is_plain(page))
            page_sentence(page, W_ALL_GRADIENTS_ARE_0_SO, update_title(page));
        else
            page_sentence(page, W_ALL_STEPS_ARE_0_SO, update_title(page));
        return;
    }
    move_words(page, &ranking);
}
