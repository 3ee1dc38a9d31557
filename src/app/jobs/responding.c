#include "app/jobs/responding.h"

#include "app/app.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Work of a frame, in parameters that a forward pass goes through: some milliseconds. More samples
 * than that are not to be told apart. */
enum { SLICE = 2000000, SAMPLES_MAX = 1000 };

void responding_begin(struct app *app)
{
    responding_finish(&app->shown.responding);
    app->shown.responding.kind = response_kind(&app->run.scenario.net, &app->run.scenario.data);
}

void responding_finish(struct responding *responding)
{
    response_finish(&responding->response);
    response_finish(&responding->other);
    dataset_finish(&responding->samples);
    free(responding->params);
    *responding = (struct responding){0};
}

/* ---- samples ---- */

static size_t thinned(size_t count, size_t stride)
{
    return (count + stride - 1) / stride;
}

/* One of the stride's samples, never in step with an order of theirs. */
static size_t one_of(size_t i, size_t stride, size_t count)
{
    size_t index = i * stride + (size_t)((uint32_t)i * UINT32_C(2654435761) >> 16) % stride;

    return index < count ? index : count - 1;
}

/* The lesson's index of a sample shown. */
static size_t sample_index(const struct responding *responding, const struct dataset *data,
                           size_t i)
{
    size_t count = responding->samples.count;

    return i < count ? one_of(i, responding->stride, data->count)
                     : data->count + one_of(i - count, responding->stride, data->validation);
}

static bool init_samples(struct responding *responding, const struct dataset *data,
                         struct error *err)
{
    size_t count, validation;

    responding->stride = (data->count + data->validation) / SAMPLES_MAX + 1;
    count = thinned(data->count, responding->stride);
    validation = thinned(data->validation, responding->stride);
    if (!dataset_init(&responding->samples, count + validation, data->inputs, data->targets, err))
        return false;
    responding->samples.count = count;
    responding->samples.validation = validation;
    responding->patched = true;
    return true;
}

/* As the next unit would see them. Without changes by hand they stay as they are. */
static void load_samples(struct app *app)
{
    struct responding *responding = &app->shown.responding;
    const struct stepper *stepper = &app->run.stepper;
    const struct net *net = stepper->net;
    struct dataset *samples = &responding->samples;
    bool changed = stepper->edits.count > 0;

    for (size_t i = 0; (changed || responding->patched) && i < samples->count + samples->validation;
         i++) {
        size_t index = sample_index(responding, stepper->data, i);

        net_load(net, app->run.scratch, dataset_x(stepper->data, index),
                 dataset_t(stepper->data, index));
        edit_log_patch_sample(&stepper->edits, stepper->state.step + 1, net, index,
                              app->run.scratch);
        memcpy(&samples->x[i * samples->inputs], &app->run.scratch[net->layers[0].a],
               samples->inputs * sizeof *samples->x);
        memcpy(&samples->t[i * samples->targets], &app->run.scratch[net->t],
               samples->targets * sizeof *samples->t);
    }
    responding->patched = changed;
}

/* ---- the card ---- */

static void measure_targets(struct response_card *card, const struct dataset *data)
{
    size_t count = (data->count + data->validation) * data->targets;
    double margin;

    card->low = card->high = data->t[0];
    for (size_t i = 1; i < count; i++) {
        card->low = fmin(card->low, data->t[i]);
        card->high = fmax(card->high, data->t[i]);
    }
    margin = card->high > card->low ? 0.5 * (card->high - card->low) : 1;
    if (card->kind != RESPONSE_VALUE && card->high > card->low)
        return;
    card->low -= margin; /* answers go beyond their targets */
    card->high += margin;
}

static bool init(struct app *app, struct error *err)
{
    struct responding *responding = &app->shown.responding;
    const struct dataset *data = &app->run.scenario.data;
    const struct net *net = &app->run.scenario.net;

    if (!response_init(&responding->response, net, data, err)
        || !init_samples(responding, data, err))
        return false;
    responding->params = calloc(net->param_count, sizeof *responding->params);
    if (responding->params == NULL)
        return error_set(err, "not enough memory for what the network answers");
    responding->card = (struct response_card){
        .kind = responding->kind,
        .response = &responding->response,
        .samples = &responding->samples,
        .threshold = response_threshold(data),
    };
    measure_targets(&responding->card, data);
    return true;
}

/* Those the view shows: on their way from old to new while they move. */
static void set_params(struct responding *responding, struct response *response,
                       const struct view *view, const struct snapshot *snapshot)
{
    const double *params = view->move >= 1.0f ? snapshot->now : snapshot->before;
    double part = (double)view->move;

    if (view->move <= 0.0f || view->move >= 1.0f) {
        response_set(response, params);
        return;
    }
    for (size_t i = 0; i < snapshot->net->param_count; i++)
        responding->params[i] = snapshot->before[i] * (1 - part) + snapshot->now[i] * part;
    response_set(response, responding->params);
}

/* ---- the other run ---- */

/* Room for its answers, once for each run that is compared. */
static bool begin_other(struct app *app)
{
    struct responding *responding = &app->shown.responding;
    const struct compare *compare = &app->compare;

    if (responding->other_is.kind == compare->variant.kind
        && responding->other_is.value == compare->variant.value)
        return compare->variant.kind != VARIANT_NONE;
    response_finish(&responding->other);
    responding->other_is = (struct variant){0};
    if (compare->variant.kind == VARIANT_NONE
        || !response_init(&responding->other, &compare->run.net, &app->run.scenario.data, NULL))
        return false;
    responding->other.mistake = compare_mistake(compare);
    responding->other_is = compare->variant;
    return true;
}

static void follow_other(struct app *app, const struct view *view, size_t passes)
{
    struct responding *responding = &app->shown.responding;
    const struct compare *compare = &app->compare;

    responding->card.other = (struct response_other){0};
    if (!begin_other(app))
        return;
    if (view->other != NULL)
        set_params(responding, &responding->other, view, view->other);
    else
        response_set(&responding->other, compare->stepper.block);
    responding->computing = response_advance(&responding->other, passes) || responding->computing;
    responding->card.other = (struct response_other){
        &responding->other, compare_name(app, view->arena),
        view->wrong ? view->theme->error : view->theme->text};
}

static void point(struct responding *responding, const struct view *view, struct rect area)
{
    struct response_probe *probe = &responding->card.probe;

    if (!view->ui->pointer_inside
        || !response_locate(view, area, &responding->card, view->ui->pointer, probe))
        return;
    memcpy(probe->answer, response_answer(&responding->response, probe->x),
           responding->response.outputs * sizeof *probe->answer);
    if (responding->card.other.response != NULL)
        memcpy(probe->other, response_answer(&responding->other, probe->x),
               responding->other.outputs * sizeof *probe->other);
}

const struct response_card *responding_card(struct app *app, const struct view *view,
                                            const struct rect *area)
{
    struct responding *responding = &app->shown.responding;
    size_t runs = app->compare.variant.kind != VARIANT_NONE ? 2 : 1;
    size_t cost = app->run.scenario.net.param_count + 50;
    size_t passes = responding->at_once ? SIZE_MAX : SLICE / runs / cost + 1;
    struct error err = {{0}};

    if (responding->kind == RESPONSE_NONE)
        return NULL;
    if (responding->response.net == NULL && !init(app, &err)) {
        responding_finish(responding);
        app_say(app, true, err.text);
        return NULL;
    }
    load_samples(app);
    set_params(responding, &responding->response, view, view->snapshot);
    responding->computing = response_advance(&responding->response, passes);
    follow_other(app, view, passes);
    responding->at_once = false;
    responding->card.probe.on = false;
    if (area != NULL)
        point(responding, view, *area);
    return &responding->card;
}

/* ---- time ---- */

void responding_tick(struct app *app)
{
    if (app->shown.responding.computing)
        app->shown.dirty = true;
    app->shown.responding.computing = false;
}

void responding_settle(struct app *app)
{
    app->shown.responding.at_once = true;
}
