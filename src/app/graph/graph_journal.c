#include "app/graph/graph_journal.h"

#include "app/run/course.h"
#include "app/run/travel.h"
#include "base/memory.h"

#include <math.h>

/* The run is now that of the log, shown at the cursor. */
static void rewrite(struct run *run, const struct graph_edits *edits, struct cursor cursor)
{
    uint64_t first = graph_edits_difference(&run->graph.run.edits, edits);

    if (first != UINT64_MAX)
        record_cut(&run->record, (size_t)(first / graph_run_units(run->graph.run.graph)));
    graph_history_edit(&run->graph.history, edits, cursor.step);
    travel_resume(run, cursor);
    run->playing = false;
    run->news.changed = run->news.still = true;
}

/* Takes the log over as a change more; what could be done again is gone. */
static void enter(struct run *run, struct graph_edits *edits, struct cursor to)
{
    struct graph_course *course = &run->graph;
    struct graph_change change = {.after = *edits, .from = run->cursor, .to = to};

    graph_edits_copy(&change.before, &course->run.edits);
    while (course->change_count > course->done) {
        struct graph_change *undone = &course->changes[--course->change_count];

        graph_edits_finish(&undone->before);
        graph_edits_finish(&undone->after);
    }
    course->changes = memory_resize(course->changes, course->done + 1, sizeof *course->changes);
    course->changes[course->change_count++] = change;
    course->done = course->change_count;
    rewrite(run, edits, to);
}

void graph_journal_adopt(struct run *run, const struct graph_edits *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        struct graph_edits log = {0};

        graph_edits_copy(&log, &run->graph.run.edits);
        graph_edits_add(&log, edits->edits[i]);
        enter(run, &log, (struct cursor){0});
    }
    for (size_t i = 0; i < run->graph.change_count; i++)
        run->graph.changes[i].from = run->graph.changes[i].to =
            (struct cursor){edits->edits[i].after + 1, 0};
}

/* The last moment of the iteration after `start` that the leaf's value has no part in. */
static struct cursor before_use(const struct run *run, uint64_t start, size_t leaf)
{
    const struct graph *graph = run->graph.run.graph;
    const struct graph_node *node = &graph->nodes[leaf];
    struct cursor cursor = {start + graph_run_units(graph), 0};

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

bool graph_journal_edit(struct run *run, size_t leaf, double value, struct error *err)
{
    struct graph_edit edit = {.kind = GRAPH_EDIT_LEAF, .leaf = leaf, .value = value};
    struct cursor to = run->cursor, last;
    struct graph_edits log = {0};
    struct place place;
    bool moved = travel_has_moved(run);

    if (!isfinite(value))
        return error_set(err, "a changed number must be finite");
    if (moved && (course_stopped(run) != STOP_NONE
                  || graph_run_stop_due(&run->graph.run) != STOP_NONE))
        return error_set(err, "the run ends here: no next iteration would use the new value; step "
                              "back before the update to change it");
    if (run->graph.run.values[leaf] == value)
        return true;
    course_place(run, &place);
    edit.after = moved ? run->cursor.step : course_start_of(run, place.iteration);
    last = moved ? (struct cursor){edit.after + 1, 0} : before_use(run, edit.after, leaf);
    if (to.step <= edit.after)
        to = (struct cursor){edit.after + 1, 0};
    graph_edits_copy(&log, &run->graph.run.edits);
    graph_edits_add(&log, edit);
    enter(run, &log, cursor_is_before(last, to) ? last : to);
    return true;
}

bool graph_journal_undo(struct run *run)
{
    struct graph_course *course = &run->graph;

    if (course->done == 0)
        return false;
    course->done--;
    rewrite(run, &course->changes[course->done].before, course->changes[course->done].from);
    return true;
}

bool graph_journal_redo(struct run *run)
{
    struct graph_course *course = &run->graph;

    if (course->done == course->change_count)
        return false;
    rewrite(run, &course->changes[course->done].after, course->changes[course->done].to);
    course->done++;
    return true;
}

bool graph_journal_reset(struct run *run)
{
    struct graph_edits none = {0};

    if (run->graph.run.edits.count == 0)
        return false;
    enter(run, &none, (struct cursor){0});
    return true;
}
