#include "app/jobs/map.h"

#include "app/app.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Work of a frame, in parameters that a forward pass goes through: some milliseconds. More samples
 * than that are not to be told apart. */
enum { SLICE = 2000000, SAMPLES_MAX = 1000 };

void map_job_begin(struct app *app)
{
    map_job_finish(&app->shown.map);
    app->shown.map.kind = map_kind(&app->run.scenario.net, &app->run.scenario.data);
}

void map_job_finish(struct map_job *job)
{
    map_finish(&job->map);
    map_finish(&job->other);
    dataset_finish(&job->samples);
    free(job->params);
    *job = (struct map_job){0};
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
static size_t sample_index(const struct map_job *job, const struct dataset *data,
                           size_t i)
{
    size_t count = job->samples.count;

    return i < count ? one_of(i, job->stride, data->count)
                     : data->count + one_of(i - count, job->stride, data->validation);
}

static bool init_samples(struct map_job *job, const struct dataset *data,
                         struct error *err)
{
    size_t count, validation;

    job->stride = (data->count + data->validation) / SAMPLES_MAX + 1;
    count = thinned(data->count, job->stride);
    validation = thinned(data->validation, job->stride);
    if (!dataset_init(&job->samples, count + validation, data->inputs, data->targets, err))
        return false;
    job->samples.count = count;
    job->samples.validation = validation;
    job->patched = true;
    return true;
}

/* As the next unit would see them. Without changes by hand they stay as they are. */
static void load_samples(struct app *app)
{
    struct map_job *job = &app->shown.map;
    const struct stepper *stepper = &app->run.stepper;
    const struct net *net = stepper->net;
    struct dataset *samples = &job->samples;
    bool changed = stepper->edits.count > 0;

    for (size_t i = 0; (changed || job->patched) && i < samples->count + samples->validation;
         i++) {
        size_t index = sample_index(job, stepper->data, i);

        net_load(net, app->run.scratch, dataset_x(stepper->data, index),
                 dataset_t(stepper->data, index));
        edit_log_patch_sample(&stepper->edits, stepper->state.step + 1, net, index,
                              app->run.scratch);
        memcpy(&samples->x[i * samples->inputs], &app->run.scratch[net->layers[0].a],
               samples->inputs * sizeof *samples->x);
        memcpy(&samples->t[i * samples->targets], &app->run.scratch[net->t],
               samples->targets * sizeof *samples->t);
    }
    job->patched = changed;
}

/* ---- the card ---- */

static void measure_targets(struct map_card *card, const struct dataset *data)
{
    size_t count = (data->count + data->validation) * data->targets;
    double margin;

    card->low = card->high = data->t[0];
    for (size_t i = 1; i < count; i++) {
        card->low = fmin(card->low, data->t[i]);
        card->high = fmax(card->high, data->t[i]);
    }
    margin = card->high > card->low ? 0.5 * (card->high - card->low) : 1;
    if (card->kind != MAP_VALUE && card->high > card->low)
        return;
    card->low -= margin; /* answers go beyond their targets */
    card->high += margin;
}

static bool init(struct app *app, struct error *err)
{
    struct map_job *job = &app->shown.map;
    const struct dataset *data = &app->run.scenario.data;
    const struct net *net = &app->run.scenario.net;

    if (!map_init(&job->map, net, data, err)
        || !init_samples(job, data, err))
        return false;
    job->params = calloc(net->param_count, sizeof *job->params);
    if (job->params == NULL)
        return error_set(err, "not enough memory for what the network answers");
    job->card = (struct map_card){
        .kind = job->kind,
        .map = &job->map,
        .samples = &job->samples,
        .threshold = map_threshold(data),
    };
    measure_targets(&job->card, data);
    return true;
}

/* Those the view shows: on their way from old to new while they move. */
static void set_params(struct map_job *job, struct map *map,
                       const struct view *view, const struct snapshot *snapshot)
{
    const double *params = view->move >= 1.0f ? snapshot->now : snapshot->before;
    double part = (double)view->move;

    if (view->move <= 0.0f || view->move >= 1.0f) {
        map_set(map, params);
        return;
    }
    for (size_t i = 0; i < snapshot->net->param_count; i++)
        job->params[i] = snapshot->before[i] * (1 - part) + snapshot->now[i] * part;
    map_set(map, job->params);
}

/* ---- the other run ---- */

/* Room for its answers, once for each run that is compared. */
static bool begin_other(struct app *app)
{
    struct map_job *job = &app->shown.map;
    const struct compare *compare = &app->compare;

    if (job->other_is.kind == compare->variant.kind
        && job->other_is.value == compare->variant.value)
        return compare->variant.kind != VARIANT_NONE;
    map_finish(&job->other);
    job->other_is = (struct variant){0};
    if (compare->variant.kind == VARIANT_NONE
        || !map_init(&job->other, &compare->run.net, &app->run.scenario.data, NULL))
        return false;
    job->other.mistake = compare_mistake(compare);
    job->other_is = compare->variant;
    return true;
}

static void follow_other(struct app *app, const struct view *view, size_t passes)
{
    struct map_job *job = &app->shown.map;
    const struct compare *compare = &app->compare;

    job->card.other = (struct map_other){0};
    if (!begin_other(app))
        return;
    if (view->other != NULL)
        set_params(job, &job->other, view, view->other);
    else
        map_set(&job->other, compare->stepper.block);
    job->computing = map_advance(&job->other, passes) || job->computing;
    job->card.other = (struct map_other){
        &job->other, compare_name(app, view->arena),
        view->wrong ? view->theme->error : view->theme->text};
}

static void point(struct map_job *job, const struct view *view, struct rect area)
{
    struct map_probe *probe = &job->card.probe;

    if (!view->ui->pointer_inside
        || !map_locate(view, area, &job->card, view->ui->pointer, probe))
        return;
    memcpy(probe->answer, map_answer(&job->map, probe->x),
           job->map.outputs * sizeof *probe->answer);
    if (job->card.other.map != NULL)
        memcpy(probe->other, map_answer(&job->other, probe->x),
               job->other.outputs * sizeof *probe->other);
}

const struct map_card *map_job_card(struct app *app, const struct view *view,
                                            const struct rect *area)
{
    struct map_job *job = &app->shown.map;
    size_t runs = app->compare.variant.kind != VARIANT_NONE ? 2 : 1;
    size_t cost = app->run.scenario.net.param_count + 50;
    size_t passes = job->at_once ? SIZE_MAX : SLICE / runs / cost + 1;
    struct error err = {{0}};

    if (job->kind == MAP_NONE)
        return NULL;
    if (job->map.net == NULL && !init(app, &err)) {
        map_job_finish(job);
        app_say(app, true, err.text);
        return NULL;
    }
    load_samples(app);
    set_params(job, &job->map, view, view->snapshot);
    job->computing = map_advance(&job->map, passes);
    follow_other(app, view, passes);
    job->at_once = false;
    job->card.probe.on = false;
    if (area != NULL)
        point(job, view, *area);
    return &job->card;
}

/* ---- time ---- */

void map_job_tick(struct app *app)
{
    if (app->shown.map.computing)
        app->shown.dirty = true;
    app->shown.map.computing = false;
}

void map_job_settle(struct app *app)
{
    app->shown.map.at_once = true;
}
