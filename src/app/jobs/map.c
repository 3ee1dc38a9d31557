#include "app/jobs/map.h"

#include "base/attributes.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Work of a frame, in parameters that a forward pass goes through: some milliseconds. More samples
 * than that are not to be told apart. */
enum { SLICE = 2000000, SAMPLES_MAX = 1000 };

static void finish(struct job *head)
{
    struct map_job *job = (struct map_job *)head;

    map_finish(&job->map);
    map_finish(&job->other);
    dataset_finish(&job->samples);
    free(job->params);
    *job = (struct map_job){.job = job->job, .kind = job->kind};
}

void map_job_begin(struct map_job *job, const struct scenario *scenario)
{
    map_job_finish(job);
    job->kind = map_kind(&scenario->net, &scenario->data);
    job->job.on = job->kind != MAP_NONE;
}

void map_job_finish(struct map_job *job)
{
    finish(&job->job);
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
static void load_samples(struct map_job *job, const struct run *run)
{
    const struct stepper *stepper = &run->stepper;
    const struct net *net = stepper->net;
    struct dataset *samples = &job->samples;
    bool changed = stepper->edits.count > 0;

    for (size_t i = 0; (changed || job->patched) && i < samples->count + samples->validation;
         i++) {
        size_t index = sample_index(job, stepper->data, i);

        net_load(net, run->scratch, dataset_x(stepper->data, index),
                 dataset_t(stepper->data, index));
        edit_log_patch_sample(&stepper->edits, stepper->state.step + 1, net, index,
                              run->scratch);
        memcpy(&samples->x[i * samples->inputs], &run->scratch[net->layers[0].a],
               samples->inputs * sizeof *samples->x);
        memcpy(&samples->t[i * samples->targets], &run->scratch[net->t],
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

static bool init(struct map_job *job, const struct scenario *scenario, struct error *err)
{
    const struct dataset *data = &scenario->data;
    const struct net *net = &scenario->net;

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
static bool begin_other(struct map_job *job, const struct compare *compare,
                        const struct dataset *data)
{
    if (job->other_is.kind == compare->variant.kind
        && job->other_is.value == compare->variant.value)
        return compare->variant.kind != VARIANT_NONE;
    map_finish(&job->other);
    job->other_is = (struct variant){0};
    if (compare->variant.kind == VARIANT_NONE
        || !map_init(&job->other, &compare->run.net, data, NULL))
        return false;
    job->other.mistake = compare_mistake(compare);
    job->other_is = compare->variant;
    return true;
}

/* False: there is more to compute. */
static bool follow_other(struct map_job *job, const struct job_moment *moment, size_t passes)
{
    const struct compare *compare = moment->compare;
    const struct view *view = moment->view;

    job->card.other = (struct map_other){0};
    if (!begin_other(job, compare, &moment->run->scenario.data))
        return true;
    if (view->other != NULL)
        set_params(job, &job->other, view, view->other);
    else
        map_set(&job->other, compare->stepper.block);
    job->card.other = (struct map_other){&job->other, compare_name(compare, view->arena),
                                         view->wrong ? view->theme->error : view->theme->text};
    return !map_advance(&job->other, passes);
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

static bool is_current(const struct job *head, const struct job_moment *moment UNUSED)
{
    return ((const struct map_job *)head)->map.net != NULL;
}

static bool begin(struct job *head, const struct job_moment *moment, struct error *err)
{
    struct map_job *job = (struct map_job *)head;

    if (init(job, &moment->run->scenario, err))
        return true;
    map_job_finish(job);
    return false;
}

static bool advance(struct job *head, const struct job_moment *moment, bool at_once)
{
    struct map_job *job = (struct map_job *)head;
    size_t runs = moment->compare->variant.kind != VARIANT_NONE ? 2 : 1;
    size_t cost = moment->run->scenario.net.param_count + 50;
    size_t passes = at_once ? SIZE_MAX : SLICE / runs / cost + 1;
    bool done;

    load_samples(job, moment->run);
    set_params(job, &job->map, moment->view, moment->view->snapshot);
    done = !map_advance(&job->map, passes);
    return follow_other(job, moment, passes) && done;
}

static const struct job_kind kind = {is_current, begin, advance, finish};

const struct map_card *map_job_card(struct map_job *job, const struct job_moment *moment,
                                    const struct rect *area, struct error *err)
{
    if (!job_update(&job->job, &kind, moment, err))
        return NULL;
    job->card.probe.on = false;
    if (area != NULL)
        point(job, moment->view, *area);
    return &job->card;
}
