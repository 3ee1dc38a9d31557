/* Where a station stands and what its words name, in a network or in a graph; and whether a run
 * reaches the stations: see script.h. */
#include "graph/graph_item.h"
#include "lesson/catalogue.h"
#include "lesson/script/script_parts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

bool script_locate(const struct scenario *scenario, const struct stepper *stepper,
                   const struct locate *at, struct cursor *cursor, struct error *err)
{
    const struct scenario_graph *of = &scenario->graph;

    return scenario_is_graph(scenario)
               ? graph_item_locate(&of->graph, of->trained, at, cursor, err)
               : locate(stepper, at, cursor, err);
}

bool script_named(const struct scenario *scenario, const struct optimizer *optimizer,
                  const char *text, struct quantity *quantity, struct error *err)
{
    return scenario_is_graph(scenario)
               ? graph_item_named(&scenario->graph.graph, text, quantity, err)
               : quantity_named(&scenario->net, optimizer, text, quantity, err);
}

bool script_cursor(const struct scenario *scenario, size_t station, const struct stepper *stepper,
                   struct cursor *cursor)
{
    const struct script *script = &scenario->script;

    assert(station < script->count);
    return script_locate(scenario, stepper, &script->stations[station].at, cursor, NULL);
}

/* The moment at which the stepper stands, for what is known there. */
static struct snapshot snapshot_of(const struct stepper *stepper)
{
    struct snapshot snapshot = {
        .net = stepper->net, .program = &stepper->program, .training = &stepper->training,
        .state = &stepper->state, .now = stepper->block, .before = stepper->block,
        .edits = &stepper->edits, .data = stepper->data,
    };

    stepper_place(stepper, &snapshot.place);
    snapshot.now = stepper->block;
    snapshot.time = quantity_time_of(stepper->net, stepper->block, snapshot.place.unit);
    return snapshot;
}

/* Where the run was led for a station; of a graph only `graph` counts. */
struct reached {
    struct snapshot at;
    struct graph_moment graph;
    struct cursor cursor;
};

static bool is_known(const struct reached *reached, struct quantity quantity)
{
    double value;

    if (quantity.kind == QUANTITY_OF_GRAPH)
        return graph_item_value(&reached->graph, graph_item_of(quantity), &value);
    return reveal_known(&reached->at, reached->cursor, reached->cursor, quantity)
           != KNOWN_NOT_YET;
}

/* A value that is said must be there already. */
static bool check_values(const struct scenario *scenario, size_t index,
                         const struct reached *reached, struct error *err)
{
    const struct optimizer *optimizer = reached->at.state != NULL
                                            ? &reached->at.state->optimizer
                                            : &scenario->training.optimizer;
    const char *say = scenario->script.stations[index].say;
    bool bold = false;
    struct script_span span;

    while (say != NULL && (span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END) {
        char name[SCRIPT_SAY_MAX + 1];
        struct quantity quantity;

        if (span.kind != SCRIPT_SPAN_VALUE)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)span.length, span.text);
        if (!script_named(scenario, optimizer, name, &quantity, err))
            return error_prefix(err, "%s: script[%zu].say", scenario->path, index);
        if (!is_known(reached, quantity))
            return error_set(err, "%s: script[%zu].say: the value of \"%s\" is not computed yet at "
                                  "this station", scenario->path, index, name);
    }
    return true;
}

bool script_next(const struct scenario *scenario, char out[FILE_PATH_SIZE], struct error *err)
{
    const char *next = scenario->script.next;
    char beside[FILE_PATH_SIZE];
    FILE *file;

    if (catalogue_find(next) != NULL)
        return catalogue_resolve(next, out, err);
    file = file_beside(scenario->path, next, beside) ? fopen(beside, "rb") : NULL;
    if (file == NULL)
        return error_set(err, "%s: next: there is no built-in lesson and no file '%s'",
                         scenario->path, next);
    fclose(file);
    snprintf(out, FILE_PATH_SIZE, "%s", beside);
    return true;
}

static bool never_reached(const struct scenario *scenario, size_t station, uint64_t iteration,
                          struct error *err)
{
    return error_set(err, "%s: script[%zu]: the run never reaches this station: it stops in "
                          "iteration %llu", scenario->path, station,
                     (unsigned long long)iteration);
}

static bool never_stops(const struct scenario *scenario, size_t station, enum stop_reason stopped)
{
    const struct locate *at = &scenario->script.stations[station].at;

    return at->phased && at->phase == UNIT_STOP && stopped == STOP_NONE;
}

static bool no_stop(const struct scenario *scenario, size_t station, struct error *err)
{
    return error_set(err, "%s: script[%zu]: the run does not stop in iteration %llu",
                     scenario->path, station,
                     (unsigned long long)scenario->script.stations[station].at.iteration);
}

/* `run`: of a graph. */
static bool walk(const struct scenario *scenario, struct stepper *stepper,
                 const struct graph_run *run, struct error *err)
{
    const struct script *script = &scenario->script;

    for (size_t i = 0; i < script->count; i++) {
        struct reached reached = {.graph.run = run};

        if (!script_cursor(scenario, i, stepper, &reached.cursor))
            return error_set(err, "%s: script[%zu]: no step of the run is meant", scenario->path,
                             i);
        if (!stepper_run(stepper, reached.cursor.step))
            return never_reached(scenario, i, stepper->here.iteration, err);
        if (never_stops(scenario, i, stepper->state.stopped))
            return no_stop(scenario, i, err);
        stepper_place(stepper, &reached.graph.place);
        reached.graph.moment = reached.cursor.moment;
        if (!scenario_is_graph(scenario))
            reached.at = snapshot_of(stepper);
        if (!check_values(scenario, i, &reached, err))
            return false;
    }
    return true;
}

bool script_check(const struct scenario *scenario, struct error *err)
{
    const struct script *script = &scenario->script;
    char next[FILE_PATH_SIZE];
    struct graph_run run;
    struct stepper stepper;
    bool ok;

    if (script->wrong.text[0] != '\0')
        return error_set(err, "%s", script->wrong.text);
    if (script->next != NULL && !script_next(scenario, next, err))
        return false;
    if (script->count == 0)
        return true;
    if (!scenario_any_stepper(&stepper, &run, scenario, &scenario->session.edits, err))
        return false;
    ok = walk(scenario, &stepper, &run, err);
    stepper_finish(&stepper);
    return ok;
}
