#include "exercise.h"

#include "base/text.h"
#include "lesson/exchange/weights.h"
#include "lesson/scenario.h"
#include "tensor/tensor_file.h"

#include <stdlib.h>
#include <string.h>

/* Whether it may be more than a scenario takes. */
static bool is_large(const struct tensor_layers *layers)
{
    size_t weights = 0;
    bool large = false;

    for (size_t l = 0; l < layers->count; l++) {
        const struct tensor_layer *layer = &layers->items[l];

        weights += layer->in * layer->out;
        large = large || layer->in > NET_UNITS_MAX || layer->out > NET_UNITS_MAX
             || layer->recurrent != NULL;
    }
    return large || weights > NET_WEIGHTS_MAX;
}

/* What layers are made of can be written as a scenario that can be read, or the error says why. */
static const char *check_layers(const struct tensor_layers *layers)
{
    char *text = weights_scenario(layers, &(struct weights_wish){0}, "fuzz", NULL);
    struct scenario scenario;
    struct error err;
    bool ok;

    if (text == NULL)
        return NULL;
    ok = scenario_parse(&scenario, text, strlen(text), "fuzz", &err);
    if (ok)
        scenario_finish(&scenario);
    free(text);
    return ok || is_large(layers) ? NULL : "the scenario that was made cannot be read";
}

const char *exercise_weights(const char *bytes, size_t length, bool *accepted)
{
    static struct tensor_layers layers;
    struct tensors tensors;
    struct error err = {0};

    *accepted = false;
    if (!tensors_parse(&tensors, bytes, length, "fuzz", &err)) {
        if (tensors.count != 0 || tensors.items != NULL)
            return "refused, but not zeroed";
        return text_valid_utf8(err.text, strlen(err.text)) ? NULL : "the error is not UTF-8";
    }
    for (int keras = 0; keras <= 1; keras++)
        if (tensor_layers_find(&layers, &tensors, keras, "fuzz", &err)) {
            const char *wrong = check_layers(&layers);

            *accepted = true;
            if (wrong != NULL)
                return wrong;
        }
    tensors_finish(&tensors);
    return NULL;
}
