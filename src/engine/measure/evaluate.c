#include "engine/measure/evaluate.h"

#include "engine/batch.h"

#include <math.h>
#include <string.h>

struct evaluate_range evaluate_training(const struct dataset *data)
{
    return (struct evaluate_range){0, data->count};
}

struct evaluate_range evaluate_validation(const struct dataset *data)
{
    return (struct evaluate_range){data->count, data->validation};
}

/* Of fewer samples, or parameters, it is not worth to do them together. */
enum { TOGETHER_SAMPLES = 4, TOGETHER_PARAMS = 64 };

/* Many samples at once, with the bits of one by one; false if they are not to be had so. */
static bool evaluate_together(const struct net *net, const struct dataset *data,
                              struct evaluate_range range, double *scratch, evaluate_seen *seen,
                              void *context, double *total)
{
    const size_t outputs = net_output(net)->out;
    struct batch batch;

    if (net->recurrent || range.count < TOGETHER_SAMPLES || net->param_count < TOGETHER_PARAMS
        || !batch_init(&batch, net, range.count, scratch, NULL))
        return false;
    for (size_t from = 0, count; from < range.count; from += count) {
        count = range.count - from < BATCH_SAMPLES ? range.count - from : BATCH_SAMPLES;
        for (size_t s = 0; s < count; s++)
            batch_put(&batch, s, dataset_x(data, range.first + from + s),
                      dataset_t(data, range.first + from + s));
        batch_evaluate(&batch, count);
        for (size_t s = 0; s < count; s++) {
            *total += batch.losses[s];
            if (seen != NULL)
                seen(context, range.first + from + s, batch.a + s * outputs);
        }
    }
    batch_finish(&batch);
    return true;
}

double evaluate_each(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch,
                     evaluate_seen *seen, void *context)
{
    double total = 0.0;

    memcpy(scratch, params, net->param_count * sizeof *scratch);
    if (mistake == MISTAKE_NONE
        && evaluate_together(net, data, range, scratch, seen, context, &total))
        return total;
    for (size_t i = range.first; i < range.first + range.count; i++) {
        net_load(net, scratch, dataset_x(data, i), dataset_t(data, i));
        total += mistake_evaluate_loaded(mistake, net, scratch);
        if (seen != NULL)
            seen(context, i, scratch + net_output(net)->a);
    }
    return total;
}

double evaluate_loss(enum mistake mistake, const struct net *net, const struct dataset *data,
                     struct evaluate_range range, const double *params, double *scratch)
{
    if (range.count == 0)
        return (double)NAN;
    return evaluate_each(mistake, net, data, range, params, scratch, NULL, NULL)
         / (double)range.count;
}
