#include "engine/edit.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <assert.h>
#include <string.h>

void edit_log_finish(struct edit_log *log)
{
    free(log->edits);
    *log = (struct edit_log){0};
}

static void reserve(struct edit_log *log, size_t count)
{
    if (count <= log->capacity)
        return;
    log->capacity = count > 2 * log->capacity ? count : 2 * log->capacity;
    log->edits = memory_resize(log->edits, log->capacity, sizeof *log->edits);
}

void edit_log_copy(struct edit_log *to, const struct edit_log *from)
{
    reserve(to, from->count);
    if (from->count > 0)
        memcpy(to->edits, from->edits, from->count * sizeof *from->edits);
    to->count = from->count;
}

bool edit_same_target(const struct edit *a, const struct edit *b)
{
    return a->kind == b->kind && a->layer == b->layer && a->to == b->to && a->from == b->from &&
           a->sample == b->sample && a->time == b->time;
}

size_t edit_log_lower(const struct edit_log *log, uint64_t step)
{
    size_t low = 0, high = log->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (log->edits[middle].step < step)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Its index, or that of the first edit of a later step. */
static size_t find(const struct edit_log *log, const struct edit *edit, bool *found)
{
    size_t at = edit_log_lower(log, edit->step);

    while (at < log->count && log->edits[at].step == edit->step &&
           !edit_same_target(&log->edits[at], edit))
        at++;
    *found = at < log->count && log->edits[at].step == edit->step;
    return at;
}

void edit_log_put(struct edit_log *log, const struct edit *edit)
{
    bool found;
    size_t at = find(log, edit, &found);

    if (!found) {
        reserve(log, log->count + 1);
        memmove(&log->edits[at + 1], &log->edits[at], (log->count - at) * sizeof *log->edits);
        log->count++;
    }
    log->edits[at] = *edit;
}

bool edit_log_remove(struct edit_log *log, const struct edit *edit)
{
    bool found;
    size_t at = find(log, edit, &found);

    if (!found)
        return false;
    log->count--;
    memmove(&log->edits[at], &log->edits[at + 1], (log->count - at) * sizeof *log->edits);
    return true;
}

const struct edit *edit_log_find(const struct edit_log *log, const struct edit *edit)
{
    bool found;
    size_t at = find(log, edit, &found);

    return found ? &log->edits[at] : NULL;
}

/* The step of the first edit of `a` that `b` has not, to the bit of its value. */
static uint64_t first_missing(const struct edit_log *a, const struct edit_log *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct edit *other = edit_log_find(b, &a->edits[i]);

        if (other == NULL || memcmp(&other->value, &a->edits[i].value, sizeof other->value) != 0)
            return a->edits[i].step;
    }
    return UINT64_MAX;
}

uint64_t edit_log_difference(const struct edit_log *a, const struct edit_log *b)
{
    uint64_t only_a = first_missing(a, b), only_b = first_missing(b, a);

    return only_a < only_b ? only_a : only_b;
}

/* Another optimiser, at rest. */
static void change_optimizer(const struct net *net, double choice, double *block,
                             struct optimizer *optimizer)
{
    size_t kept;

    optimizer_choose(optimizer, (enum optimizer_kind)choice);
    kept = (size_t)optimizer_has_first(optimizer) + (size_t)optimizer_has_second(optimizer);
    assert(optimizer_buffers(optimizer) <= net->buffer_count);
    if (kept > 0)
        memset(block + net->buffers, 0, kept * net->param_count * sizeof *block);
}

bool edit_log_apply(const struct edit_log *log, uint64_t step, const struct net *net, double *block,
                    struct optimizer *optimizer)
{
    bool changed = false;

    for (size_t i = edit_log_lower(log, step); i < log->count && log->edits[i].step == step; i++) {
        const struct edit *edit = &log->edits[i];
        const struct net_layer *layer = &net->layers[edit->layer];

        if (edit->kind == EDIT_WEIGHT)
            block[layer->w + edit->to * layer->in + edit->from] = edit->value;
        else if (edit->kind == EDIT_RECURRENT)
            block[layer->r + edit->to * layer->out + edit->from] = edit->value;
        else if (edit->kind == EDIT_BIAS)
            block[layer->b + edit->to] = edit->value;
        else if (edit->kind == EDIT_LEARNING_RATE)
            optimizer->learning_rate = edit->value;
        else if (edit->kind == EDIT_OPTIMIZER) {
            change_optimizer(net, edit->value, block, optimizer);
            changed = true;
        }
    }
    return changed;
}

void edit_log_optimizer(const struct edit_log *log, uint64_t step, struct optimizer *optimizer)
{
    for (size_t i = 0; i < log->count && log->edits[i].step < step; i++) {
        const struct edit *edit = &log->edits[i];

        if (edit->kind == EDIT_LEARNING_RATE)
            optimizer->learning_rate = edit->value;
        else if (edit->kind == EDIT_OPTIMIZER)
            optimizer_choose(optimizer, (enum optimizer_kind)edit->value);
    }
}

size_t edit_log_buffers(const struct edit_log *log, const struct optimizer *optimizer)
{
    size_t most = optimizer_buffers(optimizer);

    for (size_t i = 0; i < log->count; i++) {
        struct optimizer other = *optimizer;

        if (log->edits[i].kind != EDIT_OPTIMIZER)
            continue;
        optimizer_choose(&other, (enum optimizer_kind)log->edits[i].value);
        if (optimizer_buffers(&other) > most)
            most = optimizer_buffers(&other);
    }
    return most;
}

void edit_log_patch_sample(const struct edit_log *log, uint64_t step, const struct net *net,
                           size_t sample, double *block)
{
    for (size_t i = 0; i < log->count && log->edits[i].step < step; i++) {
        const struct edit *edit = &log->edits[i];

        double *at = edit->time > 0 ? net_at(net, block, edit->time) : block;

        if (edit->sample != sample)
            continue;
        if (edit->kind == EDIT_INPUT)
            at[net->layers[0].a + edit->to] = edit->value;
        else if (edit->kind == EDIT_TARGET && !isnan(at[net->t + edit->to])) /* it has one then */
            at[net->t + edit->to] = edit->value;
    }
}
