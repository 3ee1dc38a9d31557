#include "app/jobs/other_route.h"

#include "app/app.h"
#include "base/elementary.h"
#include "quantity/parameters.h"

#include <math.h>
#include <string.h>

/* Work in parameters that a forward pass goes through: some milliseconds, some seconds. */
static const uint64_t slice = 20000000, most = 20000000000;

void other_route_toggle(struct app *app)
{
    app->shown.other_route.on = !app->shown.other_route.on;
    app->shown.other_route.computing = false;
    app->shown.nudge.on = false;
    app->shown.explanation = NULL;
    app->shown.dirty = true;
}

void other_route_finish(struct other_route *route)
{
    numeric_gradient_finish(&route->numeric);
    edit_log_finish(&route->edits);
    *route = (struct other_route){.on = route->on};
}

/* Forward passes of that much work. */
static uint64_t passes_of(const struct net *net, uint64_t work)
{
    return work / (net->param_count + 50) + 1;
}

static bool is_in_sight(const struct place *place)
{
    return place->step > 0 && place->unit.kind != UNIT_FORWARD && place->unit.kind != UNIT_LOSS;
}

/* Whether what there is is of this moment's samples and parameters. */
static bool is_current(const struct other_route *route, const struct snapshot *snapshot, bool batch)
{
    const struct place *place = &snapshot->place;

    return route->numeric.model.net != NULL && route->iteration == place->iteration
           && route->batch == batch && (batch || route->batch_index == place->batch_index)
           && edit_log_difference(&route->edits, snapshot->edits) == UINT64_MAX;
}

static bool begin(struct app *app, const struct snapshot *snapshot)
{
    struct other_route *route = &app->shown.other_route;
    struct error err = {{0}};
    bool batch;
    size_t samples = nudge_samples(snapshot, &batch);

    if (is_current(route, snapshot, batch))
        return true;
    other_route_finish(route);
    if (!numeric_gradient_init(&route->numeric, snapshot->net, snapshot->before, samples, &err)) {
        route->on = false;
        app_say(app, true, err.text);
        return false;
    }
    nudge_load(app, snapshot, batch, &route->numeric.model);
    route->batch = batch;
    route->iteration = snapshot->place.iteration;
    route->batch_index = snapshot->place.batch_index;
    edit_log_copy(&route->edits, snapshot->edits);
    return true;
}

static bool is_done(const struct other_route *route)
{
    return route->numeric.done == route->numeric.model.net->param_count;
}

/* ---- comparing ---- */

static enum known known_at(const struct app *app, const struct snapshot *snapshot,
                           struct quantity parameter, enum parameters_column column)
{
    return reveal_known(snapshot, app->run.cursor, app->run.cursor,
                        parameters_cell(snapshot, parameter, column));
}

/* Whether two numbers are the same to that many decimals: written the same, or so near that only
 * where one is rounded and the other short by nature they are not. */
static bool is_written_alike(double a, double b, int decimals)
{
    struct number_style style = {.decimals = decimals, .sign = true};
    char left[NUMBER_TEXT_SIZE], right[NUMBER_TEXT_SIZE];

    if (fabs(a - b) <= 1e-3 * elementary_pow(10.0, -decimals) * fmin(1.0, fmax(fabs(a), fabs(b))))
        return true;
    return strcmp(number_format(left, a, style), number_format(right, b, style)) == 0;
}

static void compare_steps(struct other_route *route, const struct snapshot *snapshot,
                          struct quantity parameter)
{
    struct other_route_card *card = &route->card;
    double difference = route->numeric.slopes[quantity_parameter(snapshot->net, parameter)].value;
    double step = quantity_value(snapshot, parameters_cell(snapshot, parameter, PARAMETERS_STEP));
    double other = quantity_move_by(snapshot, parameter, difference).step;

    card->apart = fmax(card->apart, fabs(step - other));
    card->same_steps = card->same_steps && is_written_alike(step, other, route->decimals);
}

/* All parameters, where all is known that is compared. */
static void compare(struct app *app, const struct snapshot *snapshot)
{
    struct other_route *route = &app->shown.other_route;
    struct other_route_card *card = &route->card;

    card->judged = card->stepped = is_done(route);
    card->summary = (struct judge_summary){.least_digits = JUDGE_DIGITS_MAX};
    card->same_steps = true;
    card->apart = 0.0;
    for (size_t i = 0; card->judged && i < parameters_count(snapshot->net); i++) {
        struct quantity parameter = parameters_at(snapshot->net, i);
        struct quantity gradient = parameters_cell(snapshot, parameter, PARAMETERS_GRADIENT);
        const struct nudge_slope *slope =
            &route->numeric.slopes[quantity_parameter(snapshot->net, parameter)];
        double backprop = quantity_value(snapshot, gradient);
        enum judge_verdict verdict = judge(slope, backprop);

        card->judged = known_at(app, snapshot, parameter, PARAMETERS_GRADIENT) != KNOWN_NOT_YET;
        judge_add(&card->summary, verdict, judge_digits(slope->value, backprop));
        if (parameters_fixed(snapshot->net, parameter) || verdict == JUDGE_KINK)
            continue;
        card->stepped = card->stepped
                        && known_at(app, snapshot, parameter, PARAMETERS_STEP) != KNOWN_NOT_YET;
        if (card->stepped)
            compare_steps(route, snapshot, parameter);
    }
    card->stepped = card->stepped && card->judged;
    route->cursor = app->run.cursor;
    route->decimals = app->shown.settings.decimals;
    route->compared = is_done(route);
}

static bool is_compared(const struct app *app)
{
    const struct other_route *route = &app->shown.other_route;

    return route->compared && route->cursor.step == app->run.cursor.step
           && route->cursor.moment == app->run.cursor.moment
           && route->decimals == app->shown.settings.decimals;
}

const struct other_route_card *other_route_card(struct app *app, const struct snapshot *snapshot)
{
    struct other_route *route = &app->shown.other_route;
    bool batch;

    if (!route->on)
        return NULL;
    route->computing = false;
    route->card.samples = nudge_samples(snapshot, &batch);
    route->card.numeric = NULL;
    if (!is_in_sight(&snapshot->place))
        return &route->card;
    if (!begin(app, snapshot))
        return NULL;
    if (route->numeric.passes == 0)
        numeric_gradient_advance(&route->numeric, passes_of(snapshot->net, slice));
    route->computing = !is_done(route);
    if (!is_compared(app)) {
        route->decimals = app->shown.settings.decimals;
        compare(app, snapshot);
    }
    route->card.samples = route->numeric.model.data.count;
    route->card.numeric = &route->numeric;
    return &route->card;
}

/* ---- time ---- */

void other_route_tick(struct app *app)
{
    struct other_route *route = &app->shown.other_route;

    if (!route->on || !route->computing)
        return;
    numeric_gradient_advance(&route->numeric, passes_of(route->numeric.model.net, slice));
    app->shown.dirty = true;
}

void other_route_settle(struct app *app)
{
    struct snapshot snapshot;

    if (!app->shown.other_route.on || !app_has_lesson(app))
        return;
    app_snapshot(app, &snapshot);
    other_route_card(app, &snapshot);
    if (app->shown.other_route.computing)
        numeric_gradient_advance(&app->shown.other_route.numeric, passes_of(snapshot.net, most));
}
