#include "data/classify.h"

#include <math.h>

size_t classify_count(size_t outputs)
{
    return outputs == 1 ? 2 : outputs;
}

size_t classify_class(const double *values, size_t outputs)
{
    size_t best = 0;

    for (size_t k = 0; k < outputs; k++) {
        if (isnan(values[k]))
            return CLASSIFY_NONE;
        if (values[k] > values[best])
            best = k;
    }
    return outputs == 1 ? values[0] >= 0.5 : best;
}

static bool is_class(const double *targets, size_t count)
{
    size_t ones = 0;

    for (size_t k = 0; k < count; k++) {
        if (targets[k] != 0.0 && targets[k] != 1.0)
            return false;
        ones += targets[k] == 1.0;
    }
    return count == 1 || ones == 1;
}

bool classify_has_classes(const struct dataset *data)
{
    bool several = false;

    if (data->times > 1)
        return false;
    for (size_t i = 0; i < data->count + data->validation; i++) {
        const double *targets = dataset_t(data, i);

        if (!is_class(targets, data->targets))
            return false;
        several = several || classify_class(targets, data->targets) !=
                                 classify_class(dataset_t(data, 0), data->targets);
    }
    return several;
}
