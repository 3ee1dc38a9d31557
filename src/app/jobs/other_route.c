#include "app/jobs/other_route.h"

#include "app/jobs/nudge.h"
#include "app/run/pace.h"
#include "base/elementary.h"
#include "quantity/parameters.h"

#include <math.h>
#include <string.h>

/* Work in parameters that a forward pass goes through: some seconds; and, between two looks at the
 * clock or at whether it is enough, some tenths of a millisecond. */
static const uint64_t most = 20000000000, stretch = 300000;
/* What it takes of a frame that does not go on beside the drawing. */
static const double slice_ms = 6.0;

static void finish(struct job *head)
{
    struct other_route *route = (struct other_route *)head;

    numeric_gradient_finish(&route->numeric);
    edit_log_finish(&route->edits);
    *route = (struct other_route){.job = route->job};
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

static bool is_current(const struct job *head, const struct job_moment *moment)
{
    const struct other_route *route = (const struct other_route *)head;
    const struct snapshot *snapshot = moment->view->snapshot;
    const struct place *place = &snapshot->place;
    bool batch;

    nudge_samples(snapshot, &batch);
    return !is_in_sight(place)
           || (route->numeric.model.net != NULL && route->iteration == place->iteration
               && route->batch == batch && (batch || route->batch_index == place->batch_index)
               && edit_log_difference(&route->edits, snapshot->edits) == UINT64_MAX);
}

static bool begin(struct job *head, const struct job_moment *moment, struct error *err)
{
    struct other_route *route = (struct other_route *)head;
    const struct snapshot *snapshot = moment->view->snapshot;
    bool batch;
    size_t samples = nudge_samples(snapshot, &batch);

    if (!numeric_gradient_init(&route->numeric, snapshot->net, snapshot->before, samples, err))
        return false;
    nudge_load(moment->run, snapshot, batch, &route->numeric.model);
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

static bool is_known(const struct job_moment *moment, struct quantity parameter,
                     enum parameters_column column)
{
    const struct snapshot *snapshot = moment->view->snapshot;
    struct cursor cursor = moment->run->cursor;

    return reveal_known(snapshot, cursor, cursor, parameters_cell(snapshot, parameter, column))
           != KNOWN_NOT_YET;
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
static void compare(struct other_route *route, const struct job_moment *moment)
{
    const struct snapshot *snapshot = moment->view->snapshot;
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

        card->judged = is_known(moment, parameter, PARAMETERS_GRADIENT);
        judge_add(&card->summary, verdict, judge_digits(slope->value, backprop));
        if (parameters_fixed(snapshot->net, parameter) || verdict == JUDGE_KINK)
            continue;
        card->stepped = card->stepped && is_known(moment, parameter, PARAMETERS_STEP);
        if (card->stepped)
            compare_steps(route, snapshot, parameter);
    }
    card->stepped = card->stepped && card->judged;
    route->cursor = moment->run->cursor;
    route->compared = is_done(route);
}

static bool is_compared(const struct other_route *route, const struct job_moment *moment)
{
    return route->compared && cursor_equal(route->cursor, moment->run->cursor)
           && route->decimals == moment->view->decimals;
}

static bool go_on(void *context)
{
    struct numeric_gradient *numeric = context;

    return !numeric_gradient_advance(numeric, passes_of(numeric->model.net, stretch));
}

static void go_on_in_time(struct numeric_gradient *numeric)
{
    double start = pace_clock_ms(), passed = 0.0;

    while (passed >= 0.0 && passed < slice_ms && go_on(numeric))
        passed = pace_clock_ms() - start;
}

static bool advance(struct job *head, const struct job_moment *moment, bool at_once)
{
    struct other_route *route = (struct other_route *)head;
    const struct snapshot *snapshot = moment->view->snapshot;

    if (!is_in_sight(&snapshot->place))
        return true;
    if (at_once && !is_done(route))
        numeric_gradient_advance(&route->numeric, passes_of(snapshot->net, most));
    else if (!route->helped)
        go_on_in_time(&route->numeric);
    if (!is_compared(route, moment)) {
        route->decimals = moment->view->decimals;
        compare(route, moment);
    }
    return is_done(route);
}

static const struct job_kind kind = {is_current, begin, advance, finish};

const struct other_route_card *other_route_card(struct other_route *route,
                                                const struct job_moment *moment, struct error *err)
{
    const struct snapshot *snapshot = moment->view->snapshot;
    bool seen = is_in_sight(&snapshot->place), batch;

    if (!job_update(&route->job, &kind, moment, err))
        return NULL;
    route->card.samples = seen ? route->numeric.model.data.count : nudge_samples(snapshot, &batch);
    route->card.numeric = seen ? &route->numeric : NULL;
    return &route->card;
}

void other_route_release(struct other_route *route)
{
    if (!route->beside.on)
        route->helped =
            route->job.computing && beside_start(&route->beside, go_on, &route->numeric);
}

void other_route_hold(struct other_route *route)
{
    beside_join(&route->beside);
}

void other_route_finish(struct other_route *route)
{
    finish(&route->job);
}
