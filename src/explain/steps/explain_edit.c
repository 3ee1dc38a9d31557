/* A number was changed by hand, and nothing of what depends on it is computed yet. */
#include "explain/explain.h"
#include "explain/steps/edited.h"
#include "explain/steps/explain_parts.h"

#include <math.h>

/* Whether the edit shows in this iteration, and of the sample that is worked on. */
static bool shows(const struct snapshot *snapshot, const struct edit *edit)
{
    const struct place *place = &snapshot->place;
    bool of_data = edit->kind == EDIT_INPUT || edit->kind == EDIT_TARGET;

    if (place->index == 0 || edit->step >= place->step)
        return false;
    if (of_data)
        return edit->sample == snapshot->sample;
    return edit->kind == EDIT_LEARNING_RATE || edit->kind == EDIT_OPTIMIZER
           || edit->step + place->index >= place->step;
}

bool edited(const struct snapshot *snapshot, struct quantity quantity)
{
    for (size_t i = 0; snapshot->edits != NULL && i < snapshot->edits->count; i++) {
        const struct edit *edit = &snapshot->edits->edits[i];

        if (shows(snapshot, edit)
            && quantity_equal(quantity_of_edit(snapshot->net, edit), quantity))
            return true;
    }
    return false;
}

size_t edited_unit(const struct snapshot *snapshot, size_t index)
{
    const struct place *place = &snapshot->place;
    const struct edit *edit = &snapshot->edits->edits[index];
    uint64_t start = place->step - place->index;
    size_t unit, update = place->count - snapshot->program->update_count + 1;

    if (edit->step < start || edit->step >= start + place->count)
        return 0;
    unit = (size_t)(edit->step - start) + 1;
    if (edit->kind == EDIT_LEARNING_RATE || edit->kind == EDIT_OPTIMIZER)
        return unit > update ? unit : update;
    return unit;
}

/* The rows of what was changed, the last change first; returns that. */
static struct quantity changes(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    struct quantity last = {0};

    for (size_t i = snapshot->edits != NULL ? snapshot->edits->count : 0; i-- > 0;) {
        const struct edit *edit = &snapshot->edits->edits[i];
        struct quantity q = quantity_of_edit(page->net, edit);

        if (!shows(snapshot, edit))
            continue;
        if (last.kind == QUANTITY_NONE)
            last = q;
        if (edit->kind == EDIT_OPTIMIZER) {
            page_cells(page, "wt", W_OPTIMISER,
                       explain_optimizer_name(
                           page->snapshot, (enum optimizer_kind)edit->value,
                           optimizer_row((enum optimizer_kind)edit->value)->brief));
            continue;
        }
        page_cells(page, "sr", page_plain(page, q), page_plain(page, q));
        page_mark(page, q, FORMULA_ROLE_RESULT);
    }
    return last;
}

void explain_edit(struct page *page)
{
    static const enum word heads[] = {W_CHANGED, W_TO};
    struct quantity last;

    page_kicker(page, W_CHANGED_BY_HAND, 0);
    page_table(page, 2, heads);
    last = changes(page);
    if (last.kind == QUANTITY_NONE) {
        page_table(page, 0, NULL);
        page_title(page, W_NOTHING_IS_COMPUTED_YET);
        page_sentence(page, W_NEXT_STEP_COMPUTES_WHAT_COMES);
        return;
    }
    page_title(page, W_IS_NOW, page_plain(page, last), page_value(page, last));
    page_remark(page, W_WHAT_DEPENDED_ON_OLD_VALUE);
    page_sentence(page, W_CHANGED_BY_HAND_NEXT_STEP);
}
