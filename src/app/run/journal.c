#include "app/run/journal.h"

#include "app/run/course.h"
#include "app/run/travel.h"
#include "base/memory.h"
#include "graph/graph_item.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The run is now that of `log`, shown at the cursor. */
static void rewrite(struct run *run, const struct edit_log *log, struct cursor cursor)
{
    uint64_t changed = edit_log_difference(&run->stepper.edits, log);
    struct place first;

    if (changed < UINT64_MAX) {
        program_locate(&run->stepper.program, changed + 1, 0, &first);
        record_cut(&run->record, (size_t)(first.iteration - 1));
        accuracy_forget(&run->accuracy, &run->stepper.program, first.iteration);
    }
    history_edit(&run->history, log, cursor.step < changed ? cursor.step : changed);
    travel_resume(run, cursor);
    run->loss_after_step = run->diverged_step = 0;
    run->divergence = (struct divergence){0};
    run->playing = false;
    run->news.changed = run->news.still = true;
}

static void remember(struct journal *journal, const struct journal_entry *entry)
{
    while (journal->count > journal->done)
        free(journal->entries[--journal->count].removed);
    if (journal->count == journal->capacity) {
        journal->capacity = journal->capacity > 0 ? 2 * journal->capacity : 16;
        journal->entries = memory_resize(journal->entries, journal->capacity,
                                         sizeof *journal->entries);
    }
    journal->entries[journal->count++] = *entry;
    journal->done = journal->count;
}

static void do_entry(struct run *run, const struct journal_entry *entry)
{
    struct edit_log log = {0};

    edit_log_copy(&log, &run->stepper.edits);
    for (size_t i = 0; i < entry->removed_count; i++)
        edit_log_remove(&log, &entry->removed[i]);
    if (entry->adds)
        edit_log_put(&log, &entry->added);
    rewrite(run, &log, entry->after);
    edit_log_finish(&log);
}

static void undo_entry(struct run *run, const struct journal_entry *entry)
{
    struct edit_log log = {0};

    edit_log_copy(&log, &run->stepper.edits);
    if (entry->adds)
        edit_log_remove(&log, &entry->added);
    for (size_t i = 0; i < entry->removed_count; i++)
        edit_log_put(&log, &entry->removed[i]);
    rewrite(run, &log, entry->before);
    edit_log_finish(&log);
}

/* ---- which edit, and where the cursor goes ---- */

/* Of a gradient or a step the parameter; what is computed otherwise cannot be edited. */
static bool edit_kind_of(const struct net *net, struct quantity q, struct edit *edit)
{
    bool recurs = q.of == QUANTITY_OF_RECURRENT, weight = q.of == QUANTITY_OF_WEIGHT || recurs;

    if (q.kind == QUANTITY_RATE) {
        edit->kind = EDIT_LEARNING_RATE;
        return true;
    }
    edit->to = q.to;
    if (q.kind == QUANTITY_X || q.kind == QUANTITY_T) {
        edit->kind = q.kind == QUANTITY_X ? EDIT_INPUT : EDIT_TARGET;
        edit->time = q.time;
        return q.to < (q.kind == QUANTITY_X ? net->layers[0].out : net_output(net)->out);
    }
    if (!quantity_is_of_parameter(q))
        return false;
    edit->kind = recurs ? EDIT_RECURRENT : weight ? EDIT_WEIGHT : EDIT_BIAS;
    edit->from = weight ? q.from : 0;
    edit->layer = q.layer;
    return q.layer >= 1 && q.layer <= net->layer_count && q.to < net->layers[q.layer].out &&
           q.from < (recurs ? net->layers[q.layer].out : net->layers[q.layer].in) &&
           (weight || net->layers[q.layer].has_biases);
}

/* Index from 1 among a sample's units of the first of that kind and layer. */
static size_t sample_unit(const struct program *program, enum unit_kind kind, size_t layer)
{
    size_t i = 0;

    while (i + 1 < program->sample_count &&
           !(program->sample[i].kind == kind && program->sample[i].layer == layer))
        i++;
    return i + 1;
}

/* Just before that moment of the unit `index` (from 1) of the iteration that begins after
 * `start`; where the unit before has the edit too, all of that one. */
static struct cursor before_moment(const struct run *run, uint64_t start, size_t index,
                                   struct moment moment, uint64_t edit_step)
{
    const struct net *net = &run->scenario.net;
    struct cursor cursor = {start + index, 0};
    size_t at = reveal_find(net, reveal_unit_of(&run->stepper, cursor.step), moment);

    if (at > 0)
        cursor.moment = at - 1;
    if (cursor.moment == 0 && cursor.step - 1 > edit_step) {
        cursor.step--;
        cursor.moment = reveal_count(net, reveal_unit_of(&run->stepper, cursor.step));
    }
    return cursor;
}

/* The last moment of the iteration after `start` that the leaf's value has no part in. */
static struct cursor before_use(const struct run *run, uint64_t start, size_t leaf)
{
    const struct graph *graph = run->graph.graph;
    const struct graph_node *node = &graph->nodes[leaf];
    struct cursor cursor = {start + run->stepper.here.count, 0};

    if (node->use_count > 0)
        cursor.step = start + graph_run_index(graph, UNIT_FORWARD,
                                              graph->uses[node->first_use + node->use_count
                                                          - 1].by);
    if (cursor.step - 1 > start) {
        cursor.step--;
        cursor.moment = course_moments(run, cursor.step);
    }
    return cursor;
}

/* Fills step and sample of the edit; returns the last moment that is still true. */
static struct cursor place_edit(const struct run *run, struct edit *edit)
{
    const struct program *program = &run->stepper.program;
    const struct net *net = &run->scenario.net;
    struct cursor latest = run->cursor, last;
    struct moment moment = {.kind = MOMENT_PRODUCT, .to = edit->to};
    bool of_parameter = edit->kind == EDIT_WEIGHT || edit->kind == EDIT_BIAS
                        || edit->kind == EDIT_RECURRENT || edit->kind == EDIT_LEAF;
    uint64_t start;
    size_t offset;
    struct place place;

    stepper_place(&run->stepper, &place);
    start = program_iteration_start(program, place.iteration);
    offset = place.batch_index * program->sample_count;
    edit->step = start;
    if (of_parameter && travel_has_moved(run)) {
        edit->step = run->cursor.step;
        return (struct cursor){edit->step + 1, 0};
    }
    if (edit->kind == EDIT_LEAF) {
        last = before_use(run, start, edit->to);
    } else if (of_parameter) {
        last = before_moment(run, start, sample_unit(program, UNIT_FORWARD, edit->layer),
                             moment, edit->step);
    } else if (edit->kind == EDIT_LEARNING_RATE || edit->kind == EDIT_OPTIMIZER) {
        size_t index = place.batch_count * program->sample_count;

        last = (struct cursor){start + index,
                               reveal_count(net, reveal_unit_of(&run->stepper, start + index))};
    } else {
        edit->sample = stepper_sample(&run->stepper, place.batch_index);
        edit->step = start + offset;
        last = (struct cursor){edit->step + 1, 0};
        if (edit->kind == EDIT_TARGET) {
            moment.kind = net_output(net)->out > 1 ? MOMENT_LOSS_PART
                          : net->recurrent         ? MOMENT_TIME_LOSS
                                                   : MOMENT_LOSS_TOTAL;
            last = before_moment(run, start,
                                 offset + sample_unit(program, UNIT_LOSS, net->layer_count),
                                 moment, edit->step);
        }
    }
    if (latest.step <= edit->step)
        latest = (struct cursor){edit->step + 1, 0};
    return cursor_is_before(last, latest) ? last : latest;
}

/* The edit, at its place; later ones and one of the same number are taken away for it. */
static void enter(struct run *run, struct edit edit)
{
    struct journal_entry entry = {.adds = true, .before = run->cursor};
    const struct edit_log *log = &run->stepper.edits;
    const struct edit *same;
    size_t first;

    entry.after = place_edit(run, &edit);
    same = edit_log_find(log, &edit);
    if (same != NULL && same->value == edit.value)
        return;
    entry.added = edit;
    first = edit_log_lower(log, edit.step + 1);
    entry.removed = memory_new(log->count - first + 1, sizeof *entry.removed);
    if (same != NULL)
        entry.removed[entry.removed_count++] = *same;
    for (size_t i = first; i < log->count; i++)
        entry.removed[entry.removed_count++] = log->edits[i];
    do_entry(run, &entry);
    remember(&run->journal, &entry);
}

/* Whether the edit would have an iteration to take part in. */
static bool has_next_iteration(struct run *run)
{
    return !travel_has_moved(run)
        || (run->stepper.state.stop_step == 0
        && stepper_stop_due(&run->stepper) == STOP_NONE);
}

bool journal_edit(struct run *run, struct quantity quantity, double value, struct error *err)
{
    struct edit edit = {.kind = EDIT_LEAF, .to = graph_item_of(quantity).index, .value = value};

    if (!run_is_graph(run))
        edit = (struct edit){.value = value};
    if (!run_is_graph(run) && !edit_kind_of(&run->scenario.net, quantity, &edit))
        return error_set(err, "this number is computed; change a weight, a bias, an input, a "
                              "target or the learning rate instead");
    if (!isfinite(value))
        return error_set(err, "a changed number must be finite");
    if (edit.kind == EDIT_LEARNING_RATE && value < 0)
        return error_set(err, "the learning rate must not be below 0; to climb the loss instead "
                              "is a mistake of its own");
    if (edit.kind == EDIT_TARGET && !loss_takes_target(run->scenario.net.loss, value))
        return error_set(err, "%s needs a target %s", loss_row(run->scenario.net.loss)->name,
                         loss_row(run->scenario.net.loss)->range);
    if (edit.kind == EDIT_TARGET && edit.time > 0
        && !net_has_target(&run->scenario.net, run->stepper.block, edit.time))
        return error_set(err, "at time %zu no answer is asked for: there is no target to change",
                         edit.time);
    if ((edit.kind == EDIT_WEIGHT || edit.kind == EDIT_BIAS || edit.kind == EDIT_LEAF)
        && !has_next_iteration(run))
        return error_set(err, "the run ends here: no next iteration would use the new value; step "
                              "back before the update to change it");
    if (edit.kind != EDIT_LEAF || run->graph.values[edit.to] != value)
        enter(run, edit);
    return true;
}

void journal_optimizer(struct run *run, enum optimizer_kind choice)
{
    enter(run, (struct edit){.kind = EDIT_OPTIMIZER, .value = (double)choice});
}

void journal_adopt(struct run *run, const struct edit_log *edits)
{
    history_edit(&run->history, edits, 0);
    for (size_t i = 0; i < edits->count; i++) {
        struct cursor at = {edits->edits[i].step + 1, 0};
        struct journal_entry entry = {
            .adds = true, .added = edits->edits[i], .before = at, .after = at};

        remember(&run->journal, &entry);
    }
}

bool journal_undo(struct run *run)
{
    if (run->journal.done == 0)
        return false;
    undo_entry(run, &run->journal.entries[--run->journal.done]);
    return true;
}

bool journal_redo(struct run *run)
{
    if (run->journal.done == run->journal.count)
        return false;
    do_entry(run, &run->journal.entries[run->journal.done++]);
    return true;
}

bool journal_reset(struct run *run)
{
    const struct edit_log *log = &run->stepper.edits;
    struct journal_entry entry = {.before = run->cursor, .removed_count = log->count};

    if (log->count == 0)
        return false;
    entry.removed = memory_new(log->count, sizeof *entry.removed);
    memcpy(entry.removed, log->edits, log->count * sizeof *entry.removed);
    do_entry(run, &entry);
    remember(&run->journal, &entry);
    return true;
}
