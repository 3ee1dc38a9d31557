#include "lesson/link/link.h"

#include "base/memory.h"
#include "base/number.h"
#include "lesson/catalogue.h"
#include "lesson/link/link_pack.h"
#include "lesson/link/link_parts.h"
#include "lesson/scenario.h"
#include "lesson/script/script_parts.h"
#include "lesson/session/session_document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole document that came without a file is of this name. */
static const char packed_name[] = "link.json";

static const uint64_t iteration_most = 1000000000;

/* ---- numbers ---- */

static bool whole(const char *text, uint64_t most, uint64_t *number)
{
    char *end;

    if (*text < '0' || *text > '9' || strlen(text) > 18)
        return false;
    *number = strtoull(text, &end, 10);
    return *end == '\0' && *number <= most;
}

/* "6.0.3": so many numbers at most. */
static bool numbers(char *text, uint64_t *out, size_t count)
{
    for (size_t i = 0; text != NULL; i++) {
        char *dot = strchr(text, '.');

        if (dot != NULL)
            *dot++ = '\0';
        if (i == count || !whole(text, INT64_MAX, &out[i]))
            return false;
        text = dot;
    }
    return true;
}

/* ---- the moment ---- */

/* One of the words of "at" before "after" and "before"; *time: from 1, if it is that. */
static bool take_word(struct locate *where, uint64_t *time, const char *word)
{
    uint64_t number;
    size_t phase;

    if (strcmp(word, "start") == 0)
        return where->start = true;
    if (whole(word, iteration_most, &number) && number > 0) {
        where->iteration = number;
        return true;
    }
    if (strncmp(word, "sample ", 7) == 0 && whole(word + 7, SIZE_MAX, &number)) {
        where->sampled = true;
        where->sample = (size_t)number;
        return true;
    }
    if (strncmp(word, "time ", 5) == 0)
        return whole(word + 5, SIZE_MAX, time) && *time > 0;
    phase = text_index(word, locate_phase_names, UNIT_STOP + 1);
    if (phase > UNIT_STOP)
        return false;
    where->phase = (enum unit_kind)phase;
    return where->phased = true;
}

/* What is there to be seen, after `time` if it is not 0. */
static bool take_quantity(const char *words, const struct scenario *scenario, uint64_t time,
                          struct locate *where, struct error *err)
{
    if (!script_named(scenario, &scenario->training.optimizer, words, &where->quantity, err))
        return false;
    if (time > scenario->net.times || (time > 0 && !scenario->net.recurrent))
        return error_set(err, "there is no time %llu", (unsigned long long)time);
    if (time > 0)
        where->quantity = quantity_at_time(where->quantity, (size_t)time);
    return true;
}

static bool take_where(char *at, const struct scenario *scenario, struct locate *where,
                       struct error *err)
{
    uint64_t time = 0;

    *where = (struct locate){.iteration = 1};
    while (at != NULL) {
        char *next;

        where->before = strncmp(at, "before ", 7) == 0;
        if (where->before || strncmp(at, "after ", 6) == 0)
            return take_quantity(at + (where->before ? 7 : 6), scenario, time, where, err);
        next = strchr(at, ',');
        if (next != NULL)
            *next++ = '\0';
        if (!take_word(where, &time, at))
            return error_set(err, "found '%.60s', expected \"start\", or an iteration from 1, then "
                                  "a phase, \"sample N\", \"time N\", \"after WHAT\" or \"before "
                                  "WHAT\", or \"step N.M\"", at);
        at = next;
    }
    if (where->sampled && scenario_is_graph(scenario))
        return error_set(err, "a graph has no samples");
    return time == 0 || error_set(err, "a time needs a quantity; add \"after WHAT\" behind it");
}

static bool take_at(const char *at, const struct scenario *scenario, struct session *session,
                    struct error *err)
{
    char copy[LINK_SIZE];
    uint64_t step[2] = {0, UINT64_MAX};
    bool graph = scenario_is_graph(scenario);
    struct stepper stepper = {0};
    struct locate where;
    struct cursor cursor = {0, 0};
    bool ok;

    strcpy(copy, at);
    if (strncmp(at, "step ", 5) == 0 && numbers(copy + 5, step, 2)) {
        session->step = step[0];
        session->moment = step[1] == UINT64_MAX ? SESSION_ALL : (long)step[1];
        return true;
    }
    if (!graph && !scenario_stepper(&stepper, scenario, &session->edits, err))
        return false;
    ok = (take_where(copy, scenario, &where, err)
          && script_locate(scenario, &stepper, &where, &cursor, err))
      || error_prefix(err, "'at'");
    if (!ok && err != NULL)
        err->wrong_use = true;
    if (!graph)
        stepper_finish(&stepper);
    session->step = cursor.step;
    session->moment = (long)cursor.moment;
    return ok;
}

/* ---- changes ---- */

static bool take_optimizer(const char *name, struct edit *edit)
{
    const char *names[OPTIMIZERS_MAX];
    size_t count = optimizer_names(names), found = text_index(name, names, count);

    edit->value = (double)found;
    return found < count;
}

static bool take_value(const char *text, struct edit *edit)
{
    if (edit->kind == EDIT_OPTIMIZER)
        return take_optimizer(text, edit);
    return number_read(text, &edit->value) && isfinite(edit->value);
}

/* "w w5=0.9@6" */
static bool take_change(const char *change, const struct scenario *scenario,
                        struct edit_log *edits, struct error *err)
{
    char copy[LINK_SIZE], *value, *place;
    uint64_t at[3] = {0};
    struct edit edit = {0};

    strcpy(copy, change);
    value = strrchr(copy, '=');
    if (value == NULL)
        return error_set(err, "'change': found '%.60s', expected WHAT=VALUE, such as \"w w5=0.9\"",
                         change);
    *value++ = '\0';
    place = strchr(value, '@');
    if (place != NULL)
        *place++ = '\0';
    if (!link_change_kind(copy, &edit.kind))
        return error_set(err, "'change': '%.60s' cannot be changed; expected w, r, b, x or t and "
                              "a name, rate or optimizer", copy);
    if (!take_value(value, &edit) || !numbers(place, at, 3))
        return error_set(err, "'change': found '%.60s', expected %s, perhaps with @STEP.SAMPLE.TIME"
                              " behind it", change,
                         edit.kind == EDIT_OPTIMIZER ? "an optimiser's name" : "a number");
    edit.step = at[0];
    if (edit.kind != EDIT_OPTIMIZER) {
        struct quantity quantity;

        if (!quantity_named(&scenario->net, &scenario->training.optimizer, copy, &quantity, err))
            return error_prefix(err, "'change'");
        edit.to = quantity.to;
        edit.from = quantity.from;
        edit.layer = quantity_is_of_parameter(quantity) && edit.kind != EDIT_LEARNING_RATE
                         ? quantity.layer : 0;
    }
    edit.sample = (size_t)at[1];
    edit.time = (size_t)at[2];
    edit_log_put(edits, &edit);
    return true;
}

/* ---- together ---- */

static bool take_look(const struct link_parts *parts, struct link_look *look, struct error *err)
{
    const char *theme = parts->values[LINK_THEME], *text = parts->values[LINK_TEXT];

    *look = (struct link_look){0};
    if (theme != NULL) {
        if (strcmp(theme, "light") != 0 && strcmp(theme, "dark") != 0)
            return error_set(err, "'theme' is '%.60s'; it must be light or dark", theme);
        strcpy(look->theme, theme);
    }
    if (text != NULL) {
        char *end;
        long size = strtol(text, &end, 10);

        if (end == text || *end != '\0' || size < LINK_TEXT_LEAST || size > LINK_TEXT_MOST)
            return error_set(err, "'text' is '%.60s'; it must be a whole number from %d to %d",
                             text, LINK_TEXT_LEAST, LINK_TEXT_MOST);
        look->sized = true;
        look->text_size = (int)size;
    }
    return true;
}

static bool take_granularity(const char *word, struct session *session, struct error *err)
{
    size_t found = word != NULL ? text_index(word, granularity_names, GRANULARITY_COUNT)
                                : session->granularity;

    session->granularity = (enum granularity)found;
    return found < GRANULARITY_COUNT
           || error_set(err, "'granularity' is '%.60s'; it must be phase, layer, neuron or term",
                        word);
}

static bool read_base(struct scenario *scenario, const struct link_parts *parts, struct error *err)
{
    char path[FILE_PATH_SIZE], *document;
    size_t length;
    bool ok;

    if (parts->values[LINK_DATA] == NULL)
        return catalogue_resolve(parts->base[0] != '\0' ? parts->base
                                                        : catalogue_entries(&length)[0].name,
                                 path, err)
               && scenario_read(scenario, path, err);
    document = link_unpack(parts->values[LINK_DATA], &length, err);
    if (document == NULL)
        return false;
    ok = scenario_parse(scenario, document, length, packed_name, err);
    free(document);
    return ok;
}

/* The scenario with that session in the place of its own, checked as any. */
static bool begin_at(struct scenario *scenario, struct session *session, struct error *err)
{
    struct link_look look = scenario->look;
    char folder[FILE_PATH_SIZE], *path = memory_string(scenario->path), *document;
    size_t length;
    bool ok;

    file_folder(path, folder);
    free(session->of);
    session->of = path;
    document = session_document(scenario, session, folder, &length);
    scenario_finish(scenario);
    ok = scenario_parse(scenario, document, length, path, err);
    scenario->look = look;
    free(document);
    free(path);
    session->of = NULL;
    return ok;
}

static bool apply(const struct link_parts *parts, struct scenario *scenario, struct error *err)
{
    struct session session = scenario->session;
    bool ok;

    scenario->session = (struct session){0};
    if (!session.present)
        session = (struct session){.present = true, .granularity = GRANULARITY_NEURON};
    ok = take_granularity(parts->values[LINK_GRANULARITY], &session, err);
    for (size_t i = 0; ok && i < parts->change_count; i++)
        ok = take_change(parts->changes[i], scenario, &session.edits, err);
    ok = ok
         && (parts->values[LINK_AT] == NULL
             || take_at(parts->values[LINK_AT], scenario, &session, err))
         && begin_at(scenario, &session, err);
    session_finish(&session);
    return ok;
}

bool link_open(struct scenario *scenario, const char *link, struct error *err)
{
    struct link_parts *parts = memory_new(1, sizeof *parts);
    bool ok;

    memset(scenario, 0, sizeof *scenario);
    ok = link_take_apart(parts, link, err) && read_base(scenario, parts, err)
         && take_look(parts, &scenario->look, err);
    if (ok && (scenario->session.present || parts->values[LINK_AT] != NULL
               || parts->change_count > 0 || parts->values[LINK_GRANULARITY] != NULL))
        ok = apply(parts, scenario, err);
    if (!ok && scenario->path != NULL)
        scenario_finish(scenario);
    free(parts);
    return ok;
}
