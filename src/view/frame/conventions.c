#include "view/frame/conventions.h"

#include <string.h>

static const char *number(const struct view *view, double value)
{
    char text[NUMBER_TEXT_SIZE];

    return arena_printf(view->arena, "%s",
                        number_format(text, value, (struct number_style){.decimals = 6}));
}

static enum word word_of_biases(const struct net *net)
{
    bool has = false, trained = false;

    for (size_t l = 1; l <= net->layer_count; l++) {
        has |= net->layers[l].has_biases;
        trained |= net->layers[l].has_biases && net->layers[l].train_biases;
    }
    return trained ? W_BIASES_TRAINED : has ? W_BIASES_FIXED : W_NO_BIASES;
}

size_t conventions_of(const struct view *view, const char *parts[CONVENTIONS_MAX])
{
    const struct net *net = view->snapshot->net;
    const struct program *program = view->snapshot->program;
    const struct optimizer *optimizer = &view->snapshot->state->optimizer;
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    size_t count = 0;

    if (view->graph != NULL)
        return 0;
    parts[count++] = words(word_of_biases(net));
    if (net_output(net)->out > 1)
        parts[count++] = words(loss_row(net->loss)->mean ? W_MEAN_OVER_OUTPUTS
                                                         : W_SUM_OVER_OUTPUTS);
    if (program->batch > 1)
        parts[count++] = words(program->sum ? W_SUM_OVER_BATCH : W_MEAN_OVER_BATCH);
    if (net->recurrent)
        parts[count++] = words(net->time_mean ? W_MEAN_OVER_TIMES : W_SUM_OVER_TIMES);
    if (optimizer->l2 != 0)
        parts[count++] = arena_printf(view->arena, "λ = %s", number(view, optimizer->l2));
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX; i++) {
        const char *key = row->constants[i].key;

        if (key != NULL && strcmp(key, "weight_decay") == 0)
            parts[count++] = arena_printf(view->arena, "%s = %s", row->constants[i].letter,
                                          number(view, optimizer->constants[i]));
    }
    return count;
}

size_t conventions_flow(const struct view *view, int size_px, float width,
                        const char *lines[CONVENTIONS_MAX])
{
    const char *parts[CONVENTIONS_MAX];
    size_t count = conventions_of(view, parts), flown = 0;

    for (size_t i = 0; i < count; i++) {
        const char *longer = flown == 0 ? parts[i]
                                        : arena_printf(view->arena, "%s · %s", lines[flown - 1],
                                                       parts[i]);

        if (flown == 0 || canvas_text_width(view->canvas, FONT_TEXT, size_px, longer) > width)
            lines[flown++] = parts[i];
        else
            lines[flown - 1] = longer;
    }
    return flown;
}
