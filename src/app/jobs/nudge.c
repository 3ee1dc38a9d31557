#include "app/jobs/nudge.h"

#include "app/app.h"

#include <string.h>

/* Forward passes for the plot; fewer of large nets and batches. */
enum { POINTS = 61, POINTS_LARGE = 15, LARGE = 200000 };

void nudge_toggle(struct app *app)
{
    app->shown.nudge = (struct nudge_job){.on = !app->shown.nudge.on};
    app->shown.other_route.on = false;
    app->shown.dirty = true;
}

/* The parameter that a quantity is of; NONE if it is of none. */
static struct quantity parameter_of(struct quantity q)
{
    return quantity_is_of_parameter(q) ? quantity_as(q, QUANTITY_VALUE) : (struct quantity){0};
}

struct quantity nudge_parameter(const struct app *app, const struct snapshot *snapshot,
                                const struct explanation *explanation, struct quantity asked)
{
    struct quantity chosen = parameter_of(asked);

    if (!app->shown.nudge.on)
        return (struct quantity){0};
    if (chosen.kind == QUANTITY_NONE)
        chosen = parameter_of(explanation->about);
    /* What a step computes is marked last. */
    for (size_t i = explanation->mark_count; chosen.kind == QUANTITY_NONE && i-- > 0;)
        chosen = parameter_of(explanation->marks[i].quantity);
    if (chosen.kind == QUANTITY_NONE)
        chosen = app->shown.nudge.parameter;
    if (chosen.kind == QUANTITY_NONE)
        chosen = quantity_of_weight(QUANTITY_VALUE, snapshot->net->layer_count, 0, 0);
    return chosen;
}

static enum known known_at(const struct app *app, const struct snapshot *snapshot,
                           struct quantity q)
{
    return reveal_known(snapshot, app->run.cursor, app->run.cursor, q);
}

size_t nudge_samples(const struct snapshot *snapshot, bool *batch)
{
    const struct place *place = &snapshot->place;

    *batch = place->batch_count > 1 && place->step > 0
        && (place->unit.kind == UNIT_UPDATE || place->unit.kind == UNIT_STOP);
    return *batch ? place->batch_count : 1;
}

void nudge_load(const struct app *app, const struct snapshot *snapshot, bool batch,
                struct nudge_model *model)
{
    const struct net *net = snapshot->net;
    size_t inputs = net->layers[0].out, outputs = net_output(net)->out;

    model->divisor = batch ? snapshot->place.divisor : 1;
    for (size_t i = 0; i < model->data.count; i++) {
        const double *block = snapshot->now;

        if (batch) {
            stepper_load(&app->run.stepper, i, app->run.scratch);
            block = app->run.scratch;
        }
        memcpy(&model->data.x[i * inputs], block + net->layers[0].a, inputs * sizeof *block);
        memcpy(&model->data.t[i * outputs], block + net->t, outputs * sizeof *block);
    }
}

static void compute(struct app *app, const struct snapshot *snapshot, struct quantity parameter)
{
    struct nudge_job *job = &app->shown.nudge;
    bool batch;
    size_t samples = nudge_samples(snapshot, &batch);
    struct quantity gradient = quantity_as(parameter, batch ? QUANTITY_BATCH_GRADIENT
                                                            : QUANTITY_GRADIENT);
    struct quantity step = quantity_as(parameter, QUANTITY_STEP);
    size_t points = snapshot->net->param_count * samples > LARGE ? POINTS_LARGE : POINTS;
    struct nudge_model model = {0};

    job->parameter = (struct quantity){0};
    if (!nudge_model_init(&model, snapshot->net, snapshot->before, samples, NULL))
        return;
    nudge_load(app, snapshot, batch, &model);
    nudge_run(&model, quantity_parameter(snapshot->net, parameter), &job->nudge);
    job->card = (struct nudge_card){
        .nudge = &job->nudge,
        .profile = &job->profile,
        .parameter = parameter,
        .gradient = gradient,
        .gradient_known = known_at(app, snapshot, gradient) != KNOWN_NOT_YET,
        .step_known = known_at(app, snapshot, step) != KNOWN_NOT_YET,
        .samples = samples,
    };
    nudge_profile_start(&job->profile, &job->nudge,
                        job->card.step_known ? quantity_value(snapshot, step) : 0.0, points);
    while (!nudge_profile_advance(&job->profile, &model, points))
        continue;
    nudge_model_finish(&model);
    job->parameter = parameter;
    job->cursor = app->run.cursor;
    job->changes = app->run.journal.done;
}

const struct nudge_card *nudge_card(struct app *app, const struct snapshot *snapshot,
                                    const struct explanation *explanation, struct quantity asked)
{
    struct nudge_job *job = &app->shown.nudge;
    struct quantity parameter;

    if (!job->on)
        return NULL;
    parameter = nudge_parameter(app, snapshot, explanation, asked);
    if (!quantity_equal(parameter, job->parameter) || job->cursor.step != app->run.cursor.step
        || job->cursor.moment != app->run.cursor.moment
        || job->changes != app->run.journal.done)
        compute(app, snapshot, parameter);
    return job->parameter.kind == QUANTITY_NONE ? NULL : &job->card;
}
