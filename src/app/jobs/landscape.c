#include "app/jobs/landscape.h"

#include "app/jobs/nudge.h"
#include "quantity/parameters.h"

#include <math.h>
#include <stdlib.h>

/* Work of a frame, in parameters that a pass goes through: some milliseconds. The first iterations
 * of a run, whether they were shown or not, say how wide the picture is. */
enum { SLICE = 1500000, AHEAD = 400, FIRST_STRIDE = 16, CELLS = LANDSCAPE_POINTS - 1 };

static void finish(struct job *head)
{
    struct landscape_job *job = (struct landscape_job *)head;

    for (size_t r = 0; r < LANDSCAPE_RUNS; r++)
        trail_finish(&job->trails[r]);
    nudge_model_finish(&job->model);
    free(job->values);
    *job = (struct landscape_job){.job = job->job, .pair = job->pair};
}

void landscape_finish(struct landscape_job *job)
{
    finish(&job->job);
    *job = (struct landscape_job){.job = {0}};
}

void landscape_choose(struct landscape_job *job, struct quantity quantity)
{
    struct quantity parameter;

    if (!quantity_is_of_parameter(quantity))
        return;
    parameter = quantity_as(quantity, QUANTITY_VALUE);
    if (quantity_equal(parameter, job->pair.chosen[0]))
        return;
    job->pair.chosen[1] = job->pair.chosen[0];
    job->pair.chosen[0] = parameter;
}

/* The two of the net, the first that moves to the right: those chosen, else its last two. */
static void pair_of(const struct landscape_job *job, const struct net *net,
                    struct quantity pair[2])
{
    size_t found = 0;

    for (size_t i = 0; i < 2 && job->pair.chosen[i].kind != QUANTITY_NONE; i++)
        pair[found++] = job->pair.chosen[i];
    for (size_t i = parameters_count(net); found < 2 && i-- > 0;) {
        struct quantity parameter = quantity_as(parameters_at(net, i), QUANTITY_VALUE);

        if (!parameters_fixed(net, parameter)
            && (found == 0 || !quantity_equal(parameter, pair[0])))
            pair[found++] = parameter;
    }
    if (quantity_parameter(net, pair[0]) > quantity_parameter(net, pair[1])) {
        struct quantity first = pair[0];

        pair[0] = pair[1];
        pair[1] = first;
    }
}

/* ---- beginning ---- */

static bool is_current(const struct job *head, const struct job_moment *moment)
{
    const struct landscape_job *job = (const struct landscape_job *)head;
    const struct variant *variant = &moment->compare->variant;
    struct quantity pair[2];

    pair_of(job, &moment->run->scenario.net, pair);
    return job->values != NULL && quantity_equal(pair[0], job->shown[0])
        && quantity_equal(pair[1], job->shown[1]) && job->other_is.kind == variant->kind
        && job->other_is.value == variant->value
        && edit_log_difference(&job->trails[0].stepper.edits, &moment->run->stepper.edits)
               == UINT64_MAX;
}

static bool begin(struct job *head, const struct job_moment *moment, struct error *err)
{
    struct landscape_job *job = (struct landscape_job *)head;
    const struct run *run = moment->run;
    const struct compare *compare = moment->compare;
    const struct net *net = &run->scenario.net;
    size_t params[2];

    pair_of(job, net, job->shown);
    for (int axis = 0; axis < 2; axis++)
        params[axis] = quantity_parameter(net, job->shown[axis]);
    job->begun = true;
    job->other_is = compare->variant;
    job->values = calloc((size_t)LANDSCAPE_POINTS * LANDSCAPE_POINTS, sizeof *job->values);
    if (job->values == NULL
        || !trail_begin(&job->trails[0], &run->stepper, run->scenario.params, params, err)
        || (compare->variant.kind != VARIANT_NONE
            && !trail_begin(&job->trails[1], &compare->stepper, compare->run.params, params,
                            err))) {
        error_set(err, "not enough memory for the loss over two parameters");
        finish(&job->job);
        return false;
    }
    job->card = (struct landscape_card){
        .pair = {job->shown[0], job->shown[1]},
        .alone = net->param_count == 2,
        .objective = run->stepper.state.optimizer.l2 != 0,
        .values = job->values,
        .run_count = compare->variant.kind != VARIANT_NONE ? 2 : 1,
    };
    return true;
}

/* ---- the runs ---- */

static void follow(struct landscape_job *job, size_t r, const struct job_moment *moment,
                   const struct snapshot *snapshot)
{
    const struct view *view = moment->view;
    struct landscape_run *shown = &job->card.runs[r];
    const struct trail *trail = &job->trails[r];
    uint64_t iteration = view->snapshot->place.iteration;
    double rate, part = (double)view->move;

    *shown = (struct landscape_run){.points = trail->points};
    if (r > 0)
        shown->name = compare_name(moment->compare, view->arena);
    shown->count = trail_until(trail, iteration > 0 ? iteration - 1 : 0);
    for (int axis = 0; axis < 2; axis++) {
        struct quantity parameter = job->shown[axis];
        struct quantity gradient = quantity_as(parameter, job->card.objective
                                                              ? QUANTITY_OBJECTIVE_GRADIENT
                                                              : QUANTITY_BATCH_GRADIENT);
        struct quantity step = quantity_as(parameter, QUANTITY_STEP);
        size_t param = quantity_parameter(&moment->run->scenario.net, parameter);

        if (snapshot == NULL) { /* that run has ended before */
            shown->now[axis] = shown->from[axis] = moment->compare->stepper.block[param];
            continue;
        }
        rate = quantity_value(snapshot, quantity_at(QUANTITY_RATE, 0, 0, 0));
        shown->from[axis] = snapshot->before[param];
        shown->now[axis] = snapshot->before[param] * (1.0 - part) + snapshot->now[param] * part;
        shown->gradient[axis] = quantity_value(snapshot, gradient);
        shown->step[axis] = quantity_value(snapshot, step);
        shown->plain[axis] = -rate * shown->gradient[axis];
        shown->has_gradient = (axis == 0 || shown->has_gradient)
                           && view_known(view, gradient) != KNOWN_NOT_YET;
        shown->has_step = (axis == 0 || shown->has_step)
                       && view_known(view, step) != KNOWN_NOT_YET;
    }
}

/* ---- how far it reaches ---- */

struct range {
    double low[2], high[2];
};

static void widen(struct range *range, const double point[2])
{
    for (int axis = 0; axis < 2; axis++) {
        if (!isfinite(point[axis]) || fabs(point[axis]) > 1e6)
            continue;
        range->low[axis] = fmin(range->low[axis], point[axis]);
        range->high[axis] = fmax(range->high[axis], point[axis]);
    }
}

/* What was gone through, and of what is to come what does not leave: a run that diverges would
 * make of all the rest a dot. */
static void widen_by(struct range *range, const struct trail *trail,
                     const struct landscape_run *run)
{
    for (size_t i = 0; i < trail->count; i++)
        if (i < run->count || trail->losses[i] <= 2.0 * trail->losses[0])
            widen(range, trail->points[i]);
    widen(range, run->now);
}

/* A square: only so does the gradient stand upright on the contours. */
static void set_range(struct landscape_job *job)
{
    struct range range = {{(double)INFINITY, (double)INFINITY},
                          {-(double)INFINITY, -(double)INFINITY}};
    struct landscape_card *card = &job->card;
    double half = 0.0;
    bool within = job->ranged;

    for (size_t r = 0; r < card->run_count; r++)
        widen_by(&range, &job->trails[r], &card->runs[r]);
    for (int axis = 0; axis < 2; axis++) {
        if (!(range.low[axis] <= range.high[axis]))
            range.low[axis] = range.high[axis] = 0.0;
        within = within && range.low[axis] >= card->low[axis]
              && range.high[axis] <= card->high[axis];
        half = fmax(half, 0.5 * (range.high[axis] - range.low[axis]));
    }
    if (within)
        return;
    half = fmax(1.35 * half, 0.5);
    for (int axis = 0; axis < 2; axis++) {
        double middle = 0.5 * (range.low[axis] + range.high[axis]);

        card->low[axis] = middle - half;
        card->high[axis] = middle + half;
    }
    job->ranged = true;
    job->card.stride = job->level = 0;
}

/* ---- the heights ---- */

/* The model is of the moment's parameters and batch; what was computed of others goes. */
static bool load(struct landscape_job *job, const struct job_moment *moment)
{
    const struct snapshot *snapshot = moment->view->snapshot;
    const struct net *net = snapshot->net;
    size_t count = snapshot->place.batch_count > 0 ? snapshot->place.batch_count : 1;
    uint64_t batch_of = count == moment->run->scenario.data.count ? 0 : snapshot->place.iteration;
    bool same = job->model.block != NULL && job->batch_of == batch_of
             && job->model.data.count == count;

    for (size_t p = 0; same && p < net->param_count; p++)
        same = job->model.block[p] == snapshot->before[p] || p == job->trails[0].params[0]
            || p == job->trails[0].params[1];
    if (same)
        return true;
    nudge_model_finish(&job->model);
    job->card.stride = job->level = 0;
    job->batch_of = batch_of;
    if (!nudge_model_init(&job->model, net, snapshot->before, count, NULL)) {
        job->model = (struct nudge_model){.net = NULL};
        return false;
    }
    nudge_load(moment->run, snapshot, true, &job->model);
    return true;
}

static double height_at(struct landscape_job *job, const struct job_moment *moment, size_t column,
                        size_t row)
{
    const struct landscape_card *card = &job->card;
    const size_t *params = job->trails[0].params;
    struct nudge_model *model = &job->model;
    double kept = model->block[params[0]], loss, y;

    model->block[params[0]] = card->low[0]
                            + (card->high[0] - card->low[0]) * (double)column / CELLS;
    y = card->low[1] + (card->high[1] - card->low[1]) * (double)row / CELLS;
    loss = nudge_loss(model, params[1], y);
    if (card->objective) {
        double other = model->block[params[1]];

        model->block[params[1]] = y;
        loss += net_penalty(model->net, model->block, moment->run->stepper.state.optimizer.l2);
        model->block[params[1]] = other;
    }
    model->block[params[0]] = kept;
    return loss;
}

static void measure(struct landscape_card *card)
{
    card->least = (double)INFINITY;
    card->most = -(double)INFINITY;
    for (size_t row = 0; row <= CELLS; row += card->stride)
        for (size_t column = 0; column <= CELLS; column += card->stride) {
            double value = card->values[row * LANDSCAPE_POINTS + column];

            if (!isfinite(value))
                continue;
            card->least = fmin(card->least, value);
            card->most = fmax(card->most, value);
        }
}

/* So many heights more; false when there is nothing left to do. */
static bool raise_heights(struct landscape_job *job, const struct job_moment *moment, size_t most)
{
    if (job->level == 0)
        job->level = job->card.stride == 0 ? FIRST_STRIDE : 0;
    while (job->level > 0 && most > 0) {
        size_t across = CELLS / job->level + 1, row = job->next / across * job->level,
               column = job->next % across * job->level;
        bool known = job->card.stride > 0 && row % job->card.stride == 0
                  && column % job->card.stride == 0;

        if (!known) {
            job->values[row * LANDSCAPE_POINTS + column] = height_at(job, moment, column, row);
            most--;
        }
        if (++job->next < across * across)
            continue;
        job->card.stride = job->level;
        job->level /= 2;
        job->next = 0;
        measure(&job->card);
    }
    return job->level > 0;
}

static bool advance(struct job *head, const struct job_moment *moment, bool at_once)
{
    struct landscape_job *job = (struct landscape_job *)head;
    const struct run *run = moment->run;
    size_t cost = (run->scenario.net.param_count + 50) * run->scenario.training.batch;
    uint64_t iteration = moment->view->snapshot->place.iteration, wanted = AHEAD;
    bool there = true;

    if (iteration > wanted)
        wanted = iteration - 1;
    for (size_t r = 0; r < job->card.run_count; r++)
        there = trail_advance(&job->trails[r], wanted,
                              at_once      ? UINT64_MAX
                              : job->begun ? SLICE / (3 * cost)
                                           : SLICE / (3 * cost) + 1) && there;
    job->begun = false;
    follow(job, 0, moment, moment->view->snapshot);
    if (job->card.run_count > 1)
        follow(job, 1, moment, moment->view->other);
    if (!job->ranged && !there)
        return false;
    set_range(job);
    if (!load(job, moment))
        return true;
    if (job->level == 0 && job->card.stride == 0)
        job->next = 0;
    return !raise_heights(job, moment, at_once ? SIZE_MAX : SLICE / cost + 1) && there;
}

static const struct job_kind kind = {is_current, begin, advance, finish};

const struct landscape_card *landscape_card(struct landscape_job *job,
                                            const struct job_moment *moment, struct error *err)
{
    job->job.on = true;
    return job_update(&job->job, &kind, moment, err) ? &job->card : NULL;
}
