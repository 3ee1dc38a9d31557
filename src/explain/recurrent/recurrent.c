/* Which page a step or a question of a recurrent net gets; see recurrent.h. */
#include "explain/recurrent/recurrent.h"

#include "explain/steps/explain_parts.h"

#include <math.h>

/* The unit does nothing for this sample: it is for others of the batch. */
static bool idle(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    size_t time = page->unit.unit.time, times = net_times(page->net, snapshot->now);

    if (time == 0) /* of no one time */
        return false;
    if (page->unit.unit.kind == UNIT_LOSS
            ? time <= times && net_has_target(page->net, snapshot->now, time)
            : net_runs(page->net, snapshot->now, page->unit.unit.layer, time))
        return false;
    page->granularity = GRANULARITY_TERM;
    page_table(page, 2, NULL);
    page_cells(page, "wt", W_TIMES_OF_SEQUENCE, arena_printf(page->arena, "%zu", times));
    if (time > times) {
        page_title(page, W_SEQUENCE_IS_OVER);
        page_sentence(page, W_SEQUENCE_HAS_ONLY_TIMES, times);
        return true;
    }
    page_title(page, W_NO_TARGET_AT_TIME, time);
    page_sentence(page, W_NOTHING_IS_ASKED_AT_TIME, time);
    return true;
}

/* ---- the end of the forward pass: a row a time ---- */

static void forward_end(struct page *page)
{
    static const enum word heads[] = {W_TIME_HEAD, W_NEURON, W_OUTPUT, W_TARGET_T};
    size_t layer = page->net->layer_count, times = net_times(page->net, page->snapshot->now);

    page_title(page, W_SEQUENCE_BECOMES_OUTPUTS);
    page_table(page, 4, heads);
    for (size_t time = 1; time <= times; time++) {
        for (size_t k = 0; k < page_layer(page, layer)->out; k++) {
            struct quantity a = quantity_then(quantity_at(QUANTITY_A, layer, k, 0), time);
            struct explain_row *row;

            if (!quantity_happens(page->snapshot, a))
                continue;
            row = page_cells(page, "tsr", arena_printf(page->arena, "%zu", time),
                             page_unit(page, layer, k), page_plain(page, a));
            if (quantity_happens(page->snapshot, quantity_as(a, QUANTITY_T)))
                cell_numbers(&row->cells[3], page_as(page, a, QUANTITY_T));
            page_mark(page, a, FORMULA_ROLE_RESULT);
        }
    }
    page_sentence(page, W_SAME_WEIGHTS_AT_EVERY_TIME);
}

/* ---- which page ---- */

static void backward_step(struct page *page)
{
    size_t layer = page->unit.unit.layer, unit = page->moment.to;
    struct quantity shown = reveal_shown(page->net, layer, page->moment);

    if (page->granularity == GRANULARITY_PHASE)
        recurrent_backward_end(page);
    else if (page->granularity == GRANULARITY_LAYER)
        recurrent_layer(page, layer);
    else if (page->moment.kind == MOMENT_DA_TERM)
        recurrent_delta(page, quantity_at(QUANTITY_DA, layer, unit, 0));
    else if (page->moment.kind != MOMENT_SHARE)
        recurrent_delta(page, shown);
    else if (page->granularity == GRANULARITY_NEURON)
        recurrent_unit(page, layer, unit);
    else
        recurrent_gradient(page, shown);
    if (page->granularity > GRANULARITY_LAYER)
        page_focus(page, layer, unit);
}

static void loss_step(struct page *page)
{
    if (page->moment.kind == MOMENT_LOSS_PART)
        explain_loss_part(page, page->moment.to);
    else if (page->moment.kind == MOMENT_TIME_LOSS)
        recurrent_time_loss(page);
    else
        recurrent_loss(page);
}

bool recurrent_step(struct page *page)
{
    bool phase = page->granularity == GRANULARITY_PHASE;
    enum unit_kind kind = page->unit.unit.kind;
    bool own = kind == UNIT_BACKWARD || (kind == UNIT_FORWARD && phase)
               || (kind == UNIT_LOSS && page->moment.kind != MOMENT_PENALTY
                   && page->moment.kind != MOMENT_OBJECTIVE);
    static const enum word acts[] = {W_GLOSSARY_FORWARD_PASS, W_GLOSSARY_LOSS,
                                     W_GLOSSARY_BACKWARD_PASS};

    if (!page->net->recurrent || kind > UNIT_BACKWARD)
        return false;
    if (!phase && idle(page)) {
        page_kicker(page, acts[kind], 0);
        return true;
    }
    if (!own)
        return false;
    page_kicker(page, acts[kind], phase || kind == UNIT_LOSS ? 0 : page->unit.unit.layer);
    if (kind == UNIT_FORWARD)
        forward_end(page);
    else if (kind == UNIT_LOSS)
        loss_step(page);
    else
        backward_step(page);
    return true;
}

bool recurrent_chapter(struct page *page, struct quantity q)
{
    bool delta = q.kind == QUANTITY_DA_OUTPUT || q.kind == QUANTITY_DA_FUTURE
                 || q.kind == QUANTITY_DA || q.kind == QUANTITY_DZ;

    if (!page->net->recurrent)
        return false;
    if (delta || q.kind == QUANTITY_SHARE || q.kind == QUANTITY_GRADIENT)
        page_focus(page, q.layer, q.to);
    if (delta)
        recurrent_delta(page, q);
    else if (q.kind == QUANTITY_SHARE || q.kind == QUANTITY_GRADIENT)
        recurrent_gradient(page, q);
    else if (q.kind == QUANTITY_TIME_LOSS)
        recurrent_time_loss(page);
    else if (q.kind == QUANTITY_LOSS)
        recurrent_loss(page);
    else
        return false;
    return true;
}
