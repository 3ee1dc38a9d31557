/* Whether a run reaches the stations of its script: see script.h. */
#include "lesson/catalogue.h"
#include "lesson/scenario.h"

#include <stdio.h>
#include <string.h>

/* The moment at which the stepper stands, for what is known there. */
static struct snapshot snapshot_of(const struct stepper *stepper)
{
    struct snapshot snapshot = {
        .net = stepper->net, .program = &stepper->program, .training = &stepper->training,
        .state = &stepper->state, .now = stepper->block, .before = stepper->block,
        .edits = &stepper->edits, .data = stepper->data,
    };

    stepper_place(stepper, &snapshot.place);
    return snapshot;
}

/* A value that is said must be there already. */
static bool check_values(const struct scenario *scenario, size_t index, const struct snapshot *at,
                         struct cursor cursor, struct error *err)
{
    const char *say = scenario->script.stations[index].say;
    bool bold = false;
    struct script_span span;

    while (say != NULL && (span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END) {
        char name[SCRIPT_SAY_MAX + 1];
        struct quantity quantity;

        if (span.kind != SCRIPT_SPAN_VALUE)
            continue;
        snprintf(name, sizeof name, "%.*s", (int)span.length, span.text);
        if (!quantity_named(&scenario->net, &at->state->optimizer, name, &quantity, err))
            return error_prefix(err, "%s: script[%zu].say", scenario->path, index);
        if (reveal_known(at, cursor, cursor, quantity) == KNOWN_NOT_YET)
            return error_set(err, "%s: script[%zu].say: the value of \"%s\" is not computed yet at "
                                  "this station", scenario->path, index, name);
    }
    return true;
}

/* The folder that a path in the scenario is relative to, with the slash; "": the current one. */
static int folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? 0 : (int)(slash - path) + 1;
}

bool script_next(const struct scenario *scenario, char out[FILE_PATH_SIZE], struct error *err)
{
    const char *next = scenario->script.next;
    char beside[FILE_PATH_SIZE];
    size_t count;
    const struct catalogue_entry *lessons = catalogue_entries(&count);
    FILE *file;

    for (size_t i = 0; i < count; i++)
        if (strcmp(next, lessons[i].name) == 0)
            return catalogue_resolve(next, out, err);
    snprintf(beside, sizeof beside, "%.*s%s", next[0] == '/' ? 0 : folder_length(scenario->path),
             scenario->path, next);
    file = fopen(beside, "rb");
    if (file == NULL)
        return error_set(err, "%s: next: there is no built-in lesson and no file '%s'",
                         scenario->path, next);
    fclose(file);
    snprintf(out, FILE_PATH_SIZE, "%s", beside);
    return true;
}

static bool walk(const struct scenario *scenario, struct stepper *stepper, struct error *err)
{
    const struct script *script = &scenario->script;

    for (size_t i = 0; i < script->count; i++) {
        struct cursor cursor;
        struct snapshot snapshot;

        if (!script_cursor(script, i, stepper, &cursor))
            return error_set(err, "%s: script[%zu]: no step of the run is meant", scenario->path,
                             i);
        if (!stepper_run(stepper, cursor.step))
            return error_set(err, "%s: script[%zu]: the run never reaches this station: it stops "
                                  "in iteration %llu", scenario->path, i,
                             (unsigned long long)stepper->here.iteration);
        if (script->stations[i].at.phased && script->stations[i].at.phase == UNIT_STOP
            && stepper->state.stopped == STOP_NONE)
            return error_set(err, "%s: script[%zu]: the run does not stop in iteration %llu",
                             scenario->path, i,
                             (unsigned long long)script->stations[i].at.iteration);
        snapshot = snapshot_of(stepper);
        if (!check_values(scenario, i, &snapshot, cursor, err))
            return false;
    }
    return true;
}

bool script_check(const struct scenario *scenario, struct error *err)
{
    const struct script *script = &scenario->script;
    char next[FILE_PATH_SIZE];
    struct stepper stepper;
    bool ok;

    if (script->wrong.text[0] != '\0')
        return error_set(err, "%s", script->wrong.text);
    if (script->next != NULL && !script_next(scenario, next, err))
        return false;
    if (script->count == 0)
        return true;
    if (!stepper_init(&stepper, &scenario->net, &scenario->data, &scenario->training,
                      scenario->params, err))
        return false;
    for (size_t i = 0; i < scenario->session.edits.count; i++)
        edit_log_put(&stepper.edits, &scenario->session.edits.edits[i]);
    ok = walk(scenario, &stepper, err);
    stepper_finish(&stepper);
    return ok;
}
