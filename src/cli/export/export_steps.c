#include "cli/export/export_steps.h"

#include "app/commands/stepping.h"
#include "app/quiz/quiz.h"
#include "app/run/travel.h"
#include "app/walk/walk.h"
#include "cli/options.h"

#include <limits.h>
#include <string.h>

static const struct {
    const char *word;
    enum export_series series;
    int granularity;
} series[] = {
    {"all", EXPORT_ALL, -1},
    {"neurons", EXPORT_ALL, GRANULARITY_NEURON},
    {"layers", EXPORT_ALL, GRANULARITY_LAYER},
    {"phases", EXPORT_PHASES, GRANULARITY_PHASE},
    {"stations", EXPORT_STATIONS, -1},
};

/* "7" or "3..12", all of the text. */
static bool read_range(const char *text, size_t length, long *first, long *last)
{
    char copy[64], *dots;

    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    dots = strstr(copy, "..");
    if (dots != NULL)
        *dots = '\0';
    if (!options_number(copy, 0, LONG_MAX - 1, first))
        return false;
    *last = *first;
    return dots == NULL || options_number(dots + 2, *first, LONG_MAX - 1, last);
}

static bool read_ranges(struct export_steps *steps, const char *words, struct error *err)
{
    const char *at = words;
    long before = -1;

    steps->series = EXPORT_RANGES;
    while (true) {
        size_t length = strcspn(at, ",");
        long first, last;

        if (!read_range(at, length, &first, &last))
            return error_set(err, "'--steps' is '%.60s'; it must be all, phases, layers, neurons, "
                                  "stations or step numbers such as 3,7..12", words);
        if (first <= before)
            return error_set(err, "'--steps' is '%.60s'; its steps must rise, and %ld does not",
                             words, first);
        if (steps->range_count == EXPORT_RANGES_MAX)
            return error_set(err, "'--steps' has more than %d parts", EXPORT_RANGES_MAX);
        steps->count += (unsigned long)(last - first) + 1;
        steps->ranges[steps->range_count].first = first;
        steps->ranges[steps->range_count++].last = before = last;
        if (at[length] == '\0')
            return true;
        at += length + 1;
    }
}

bool export_steps_read(struct export_steps *steps, const char *words, struct error *err)
{
    *steps = (struct export_steps){.granularity = -1};
    for (size_t i = 0; i < sizeof series / sizeof series[0]; i++) {
        if (strcmp(words, series[i].word) == 0) {
            steps->series = series[i].series;
            steps->granularity = series[i].granularity;
            return true;
        }
    }
    return read_ranges(steps, words, err);
}

/* False at the end of the run. */
static bool export_advance(struct app *app, enum command command)
{
    struct cursor before = app->run.cursor;

    app_apply(app, command, 0);
    return app->run.cursor.step != before.step || app->run.cursor.moment != before.moment;
}

static bool no_step(long step, long last, struct error *err)
{
    return error_wrong_use(err, "there is no step %ld: the run ends with step %ld", step, last);
}

bool export_advance_to(struct app *app, long step, struct progress *shown, struct error *err)
{
    for (long i = 0; i < step; i++) {
        if (!export_advance(app, COMMAND_STEP_FORWARD))
            return no_step(step, i, err);
        if (shown != NULL)
            progress_show(shown, (size_t)i + 1, (size_t)step, "steps");
    }
    return true;
}

/* To the next step or phase of the iteration; false at its end. */
static bool next_of_iteration(struct export_walk *walk)
{
    bool phases = walk->steps->series == EXPORT_PHASES;

    if (walk->at < 0 && !phases) {
        walk->at = 0;
        return true;
    }
    if ((walk->at > 0 && travel_has_moved(&walk->app->run)) ||
        !export_advance(walk->app, phases ? COMMAND_PHASE_FORWARD : COMMAND_STEP_FORWARD))
        return false;
    walk->at = walk->at < 0 ? 1 : walk->at + 1;
    return true;
}

/* To the next station of the script, without questions past those that are nothing else, with
 * questions by way of the one that is asked before a run. */
static bool next_station(struct export_walk *walk)
{
    struct app *app = walk->app;
    const struct script *script = &app->run.scenario.script;
    size_t next = walk->at < 0 ? 1 : (size_t)walk->at + (walk->before ? 0 : 1);
    struct cursor old = app->run.cursor;
    bool moved = travel_has_moved(&app->run), before = walk->before;

    while (next <= script->count && !walk->asks && walk_is_question(app, next))
        next++;
    walk->before = false;
    if (next > script->count)
        return false;
    if (walk->asks && !before && script->stations[next - 1].runs
        && script->stations[next - 1].ask.kind != SCRIPT_ASK_NONE) {
        walk->at = (long)next;
        walk->before = true;
        return true;
    }
    if (!walk_to(app, next))
        return false;
    walk->at = (long)next;
    stepping_done(app, old, moved, true);
    return true;
}

struct export_walk export_walk_begin(const struct export_steps *steps, struct app *app, bool asks)
{
    return (struct export_walk){.steps = steps, .app = app, .asks = asks, .at = -1, .end = -1};
}

bool export_walk_next(struct export_walk *walk)
{
    const struct export_steps *steps = walk->steps;
    long last;

    if (steps->series == EXPORT_STATIONS)
        return next_station(walk);
    if (steps->series != EXPORT_RANGES)
        return next_of_iteration(walk);
    if (walk->range >= steps->range_count)
        return false;
    last = walk->at;
    walk->at = last < steps->ranges[walk->range].first ? steps->ranges[walk->range].first
                                                       : last + 1;
    if (walk->at > steps->ranges[walk->range].last) {
        if (++walk->range >= steps->range_count)
            return false;
        walk->at = steps->ranges[walk->range].first;
    }
    for (; walk->done < walk->at; walk->done++) {
        if (!export_advance(walk->app, COMMAND_STEP_FORWARD)) {
            walk->end = walk->done;
            return false;
        }
    }
    return true;
}

bool export_walk_is_whole(const struct export_walk *walk, struct error *err)
{
    return walk->end < 0 || no_step(walk->at, walk->end, err);
}

bool export_asks_station(const struct export_walk *walk)
{
    return walk->before || !walk->app->run.scenario.script.stations[walk->at - 1].runs;
}

void export_ask(const struct export_walk *walk)
{
    struct app *app = walk->app;

    app->quiz.on = true;
    if (walk->steps->series != EXPORT_STATIONS)
        quiz_consider(app);
    else if (export_asks_station(walk))
        walk_ask(app, (size_t)walk->at);
    app->quiz.on = false;
}
