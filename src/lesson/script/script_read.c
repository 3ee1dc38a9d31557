/* "script" and "next" of a scenario: see script.h. */
#include "lesson/scenario_parts.h"
#include "lesson/script/script_parts.h"

#include "base/memory.h"
#include "lesson/script/picture.h"

#include <stdlib.h>
#include <string.h>

static bool read_quantity(const struct node *node, const char *text,
                          const struct script_reader *reader, struct quantity *quantity)
{
    struct error err;

    return script_named(reader->scenario, &reader->scenario->training.optimizer, text, quantity,
                        &err)
           || node_error(node, "%s", err.text);
}

bool script_read_text(const struct node *object, const char *key, struct script_reader *reader,
                      const char **out)
{
    struct node node = node_member(object, key);
    char *text;

    *out = NULL;
    if (node.json == NULL)
        return true;
    if (!node_prose(&node, SCRIPT_SAY_MAX, &text))
        return false;
    *out = arena_printf(&reader->script->arena, "%s", text);
    free(text);
    return true;
}

static bool check_say(const struct node *node, const char *say, const struct script_reader *reader)
{
    bool bold = false;
    struct script_span span;

    while ((span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END) {
        char name[SCRIPT_SAY_MAX + 1];
        struct quantity quantity;

        if (span.kind == SCRIPT_SPAN_TEXT)
            continue;
        if (span.text[strcspn(span.text, "{}")] != '}')
            return node_error(node, "a brace is opened and not closed; expected {quantity} or "
                                    "{quantity=}");
        memcpy(name, span.text, span.length);
        name[span.length] = '\0';
        if (!read_quantity(node, name, reader, &quantity))
            return false;
    }
    return !bold
           || node_error(node, "** turns bold on and nothing turns it off; expected **bold**");
}

static bool read_say(const struct node *object, struct script_reader *reader,
                     struct script_station *station)
{
    struct node node = node_member(object, "say");

    return script_read_text(object, "say", reader, &station->say)
           && (station->say == NULL || check_say(&node, station->say, reader));
}

static bool read_look(const struct node *object, struct script_reader *reader,
                      struct script_station *station)
{
    struct node list = node_member(object, "look");
    struct quantity *look;

    if (list.json == NULL)
        return true;
    if (!node_check_list(&list, "a list of quantities such as \"a h1\""))
        return false;
    if (node_size(&list) > SCRIPT_LOOK_MAX)
        return node_error(&list, "%zu are lit; expected at most %d", node_size(&list),
                          SCRIPT_LOOK_MAX);
    station->look_count = node_size(&list);
    station->look = look = arena_alloc(&reader->script->arena,
                                       (station->look_count + 1) * sizeof *look);
    for (size_t i = 0; i < station->look_count; i++) {
        struct node node = node_element(&list, i);

        if (!json_is_string(node.json))
            return node_unexpected(&node, "a quantity in double quotes, such as \"a h1\"");
        if (!read_quantity(&node, json_string_value(node.json), reader, &look[i]))
            return false;
    }
    return true;
}

/* ---- where a station stands ---- */

static bool read_iteration(const struct node *node, const struct script_reader *reader,
                           uint64_t *iteration)
{
    const struct stop *stop = &reader->scenario->training.stop;

    if (node->json == NULL)
        return true;
    return stop->iterations > 0
               ? node_whole_of(node, 1, stop->iterations, "the iteration at which the run stops",
                               iteration)
               : node_whole(node, 1, INT64_MAX / 1000000, iteration);
}

static bool read_phase(const struct node *node, struct locate *at)
{
    size_t phase = 0;

    if (node->json == NULL)
        return true;
    if (!node_choice(node, locate_phase_names, UNIT_STOP + 1, &phase))
        return false;
    at->phased = true;
    at->phase = (enum unit_kind)phase;
    return true;
}

static bool read_shown(const struct node *node, const struct script_reader *reader,
                       struct locate *at)
{
    if (node->json == NULL)
        return true;
    if (!json_is_string(node->json))
        return node_unexpected(node, "a quantity in double quotes, such as \"a h1\"");
    return read_quantity(node, json_string_value(node->json), reader, &at->quantity);
}

static bool read_at(const struct node *node, const struct script_reader *reader, struct locate *at)
{
    struct node start = node_member(node, "start"), sample = node_member(node, "sample");
    struct node iteration = node_member(node, "iteration"), phase = node_member(node, "phase");
    struct node after = node_member(node, "after"), before = node_member(node, "before");
    struct node time = node_member(node, "time");
    uint64_t index = 0, moment = 0;

    *at = (struct locate){.iteration = reader->iteration};
    if (!members_only(node, "start iteration phase sample time after before")
        || (start.json != NULL && !node_bool(&start, &at->start)))
        return false;
    if (at->start && json_object_size(node->json) > 1)
        return node_error(node, "the start is before everything else; remove the other members");
    if (after.json != NULL && before.json != NULL)
        return node_error(&before, "found \"after\" and \"before\"; expected one of the two");
    if (time.json != NULL && !reader->scenario->net.recurrent)
        return node_error(&time, "this network has no times; remove it");
    if (sample.json != NULL && scenario_is_graph(reader->scenario))
        return node_error(&sample, "a graph has no samples; remove it");
    if (time.json != NULL && !node_whole_of(&time, 1, reader->scenario->net.times, "the last time",
                                            &moment))
        return false;
    if (sample.json != NULL && !node_whole_of(&sample, 0, reader->scenario->data.count - 1,
                                              "the last sample", &index))
        return false;
    at->sampled = sample.json != NULL;
    at->sample = (size_t)index;
    at->before = before.json != NULL;
    if (!read_iteration(&iteration, reader, &at->iteration) || !read_phase(&phase, at)
        || !read_shown(at->before ? &before : &after, reader, at))
        return false;
    if (time.json != NULL && at->quantity.kind == QUANTITY_NONE)
        return node_error(&time, "a time needs a quantity; add \"after\" or \"before\"");
    if (time.json != NULL)
        at->quantity = quantity_at_time(at->quantity, (size_t)moment);
    return true;
}

static bool read_run_to(const struct node *node, const struct script_reader *reader,
                        struct script_station *station)
{
    struct node iteration = node_member(node, "iteration"), seconds = node_member(node, "seconds");

    station->runs = true;
    station->seconds = 5;
    if (!members_only(node, "iteration seconds")
        || !node_require(&iteration, "the iteration at whose end the run halts")
        || !read_iteration(&iteration, reader, &station->at.iteration)
        || (seconds.json != NULL && !node_number(&seconds, &station->seconds)))
        return false;
    return (station->seconds >= 0 && station->seconds <= 600)
           || node_unexpected(&seconds, "seconds, from 0 to 600");
}

/* Stations come one after the other in the run. */
static bool place_station(const struct node *node, const struct script_station *station,
                          struct script_reader *reader)
{
    struct cursor cursor;
    struct error err;

    if (!script_locate(reader->scenario, &reader->plan, &station->at, &cursor, &err))
        return node_error(node, "%s", err.text);
    if (cursor_is_before(cursor, reader->reached))
        return node_error(node, "this station comes before the one above it in the run, so that it "
                                "is never reached; put them in the order of the run");
    reader->reached = cursor;
    reader->iteration = station->at.start ? 1 : station->at.iteration;
    return true;
}

static bool read_where(const struct node *object, struct script_reader *reader,
                       struct script_station *station)
{
    struct node at = node_member(object, "at"), run_to = node_member(object, "run_to");

    if (at.json != NULL && run_to.json != NULL)
        return node_error(&run_to, "found \"at\" and \"run_to\"; expected one of the two");
    if (at.json == NULL && run_to.json == NULL)
        return node_error(object, "found neither \"at\" nor \"run_to\"; expected where the station "
                                  "stands");
    return (at.json != NULL ? read_at(&at, reader, &station->at)
                            : read_run_to(&run_to, reader, station))
           && place_station(at.json != NULL ? &at : &run_to, station, reader);
}

/* A word of a list into its place; absent: *out stays. */
static bool read_word(const struct node *object, const char *key, const char *const *words,
                      size_t count, int *out)
{
    struct node node = node_member(object, key);
    size_t index = 0;

    if (node.json == NULL)
        return true;
    if (!node_choice(&node, words, count, &index))
        return false;
    *out = (int)index;
    return true;
}

/* A picture that the lesson has. */
static bool read_view(const struct node *object, const struct script_reader *reader, int *picture)
{
    struct node node = node_member(object, "view");

    if (!read_word(object, "view", picture_names, PICTURE_COUNT, picture))
        return false;
    return *picture < 0 || picture_is_of(reader->scenario, (enum shown_picture)*picture)
           || node_error(&node, "this lesson has no %s; remove it", picture_names[*picture]);
}

static bool read_station(const struct node *node, struct script_reader *reader,
                         struct script_station *station)
{
    *station = (struct script_station){.picture = -1, .granularity = -1};
    if (!members_only(node, "at run_to say look view granularity ask")
        || !read_where(node, reader, station) || !read_say(node, reader, station)
        || !read_look(node, reader, station)
        || !read_view(node, reader, &station->picture)
        || !read_word(node, "granularity", granularity_names, GRANULARITY_COUNT,
                      &station->granularity)
        || !script_read_ask(node, reader, &station->ask))
        return false;
    return true;
}

static bool read_stations(const struct node *list, struct script_reader *reader)
{
    struct script *script = reader->script;

    if (!node_check_list(list, "a list of stations"))
        return false;
    if (node_size(list) > SCRIPT_STATIONS_MAX)
        return node_error(list, "%zu stations; expected at most %d", node_size(list),
                          SCRIPT_STATIONS_MAX);
    script->stations = memory_new(node_size(list), sizeof *script->stations);
    for (size_t i = 0; i < node_size(list); i++) {
        struct node node = node_element(list, i);

        if (!read_station(&node, reader, &script->stations[i]))
            return false;
        script->count++;
    }
    return true;
}

void scenario_read_script(const struct node *root, struct scenario *scenario)
{
    struct script *script = &scenario->script;
    struct script_reader reader = {.scenario = scenario, .script = script, .iteration = 1};
    struct node own = *root, list, next;
    bool ok;

    own.err = &script->wrong;
    list = node_member(&own, "script");
    next = node_member(&own, "next");
    ok = next.json == NULL || node_prose(&next, NODE_TEXT_MAX, &script->next);
    if (ok && list.json != NULL) {
        reader.plan = (struct stepper){.net = &scenario->net, .data = &scenario->data,
                                       .training = scenario->training,
                                       .edits = scenario->session.edits};
        ok = (scenario_is_graph(scenario)
              || program_init(&reader.plan.program, &scenario->net, scenario->data.count,
                              scenario->training.batch, own.err))
             && read_stations(&list, &reader);
        program_finish(&reader.plan.program);
    }
    if (!ok)
        script->count = 0;
}
