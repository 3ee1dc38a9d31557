#include "truth.h"

#include "transcript.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 8192 };

const char *truth_of_words(const char *text)
{
    /* Each of them has stood on a page, and teaches something false. */
    static const char *const banned[][2] = {
        {"has measured", "backpropagation computes; finite differences measure"},
        {"only measure", "backpropagation computes; finite differences measure"},
        {"ow much do", "a gradient is a rate, and nothing moves before the update"},
        {"move the loss", "a weight does not move the loss: it moves itself, in the update"},
        {"moves the loss", "a neuron influences the loss"},
        {"derivatives cancel", "factors cancel, derivatives do not"},
        {"so far, ", "a running mean is not the mean of all so far"},
        {"along the velocity", "the step is minus the rate times the velocity"},
        {"no larger", "a large gradient makes a longer step"},
        {"step size", "the step is \xce\x94w, the rate one factor of it"},
        {"every one of these values", "only the activations are needed again"},
        {"of the loss gets through", "the gradient passes back, the loss does not"},
        {"counts more than another", "that is no reason for a mean"},
        {"punished", "a loss grows"},
        {"nothing else does", "the backward pass uses the targets, too"},
    };

    for (size_t i = 0; i < sizeof banned / sizeof banned[0]; i++)
        if (strstr(text, banned[i][0]) != NULL)
            return banned[i][1];
    return NULL;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b)) || (isnan(a) && isnan(b));
}

/* "Half the squared difference" beside a number that is half of it. */
static const char *loss_part(const struct run *run, size_t output, const char *sentence, size_t *found)
{
    const struct snapshot *snapshot = &run->snapshot;
    size_t layer = run->scenario.net.layer_count;
    double part = quantity_value(snapshot, quantity_at(QUANTITY_LOSS_PART, layer, output, 0));
    double difference = quantity_value(snapshot, quantity_at(QUANTITY_A, layer, output, 0)) -
                        quantity_value(snapshot, quantity_at(QUANTITY_T, layer, output, 0));

    if (!quantity_happens(snapshot, quantity_at(QUANTITY_LOSS_PART, layer, output, 0)))
        return NULL; /* the page says so */
    if (strstr(sentence, "no part of its own") != NULL) {
        ++*found;
        return part == 0 ? NULL : "it has a part of its own";
    }
    if (strstr(sentence, "squared difference") == NULL)
        return run->scenario.net.loss == LOSS_HALF_SQUARED_ERROR ||
                       run->scenario.net.loss == LOSS_MEAN_SQUARED_ERROR
                   ? "a squared error that does not say so" : NULL;
    ++*found;
    difference *= difference;
    return is_near(part, strstr(sentence, "Half") != NULL ? difference / 2 : difference)
               ? NULL : "the squared difference, or half of it, is another number";
}

/* "w₁ will go up. Adam’s first step is about η long" */
static const char *step(const struct run *run, struct quantity q, const char *sentence, size_t *found)
{
    double value = quantity_value(&run->snapshot, q), times;
    double rate = run->stepper.state.optimizer.learning_rate;
    const char *about = strstr(sentence, "first step is about ");

    if (!isfinite(value))
        return NULL;
    ++*found;
    if ((strstr(sentence, " go up") != NULL || strstr(sentence, " went up") != NULL) && !(value > 0))
        return "the step is not up";
    if ((strstr(sentence, " go down") != NULL || strstr(sentence, " went down") != NULL) && !(value < 0))
        return "the step is not down";
    if (about == NULL)
        return NULL;
    times = strtod(about + strlen("first step is about "), NULL);
    return fabs(fabs(value) / rate - (times > 0 ? times : 1)) < 0.02 ? NULL : "the first step has "
                                                                              "another length";
}

/* "The step is −η v": in the sign and size that it then has. */
static const char *velocity(const struct run *run, struct quantity first, const char *remark, size_t *found)
{
    const struct optimizer *optimizer = &run->stepper.state.optimizer;
    struct quantity q = quantity_as(first, QUANTITY_STEP);

    if (strstr(remark, "The step is ") == NULL || optimizer->kind == OPTIMIZER_NESTEROV)
        return NULL;
    ++*found;
    return is_near(quantity_value(&run->snapshot, q),
                   -optimizer->learning_rate * quantity_value(&run->snapshot, first))
               ? NULL : "the step is not minus the rate times the velocity";
}

/* Of all weights, or biases, how many are not trained or stay. */
static size_t standing(const struct run *run, bool biases)
{
    const struct net *net = &run->scenario.net;
    size_t count = 0;

    for (size_t l = 1; l <= net->layer_count; l++)
        for (size_t j = 0; j < net->layers[l].out; j++)
            for (size_t k = 0; k < (biases ? net->layers[l].has_biases : net->layers[l].in); k++)
                count += biases && !net->layers[l].train_biases
                             ? 1
                             : quantity_value(&run->snapshot,
                                              biases ? quantity_of_bias(QUANTITY_STEP, l, j)
                                                     : quantity_of_weight(QUANTITY_STEP, l, j, k)) == 0;
    return count;
}

/* "All weights move at once": all that the title names. */
static const char *move(const struct run *run, const char *title, const char *sentence, size_t *found)
{
    bool fixed = false, trained = false;

    for (size_t l = 1; l <= run->scenario.net.layer_count; l++) {
        const struct net_layer *layer = &run->scenario.net.layers[l];

        fixed = fixed || (layer->has_biases && !layer->train_biases);
        trained = trained || (layer->has_biases && layer->train_biases);
    }
    if (strstr(sentence, "each parameter") != NULL && (fixed || !trained))
        return "not each parameter moves";
    if (strncmp(title, "All ", 4) != 0 || strstr(title, "move at once") == NULL)
        return NULL;
    ++*found;
    if (standing(run, false) > 0)
        return "a weight does not move";
    if (strstr(title, "All weights") != NULL)
        return trained ? "biases move, too" : NULL;
    if (strstr(title, "trained") != NULL)
        return fixed && trained ? NULL : "all of them are trained, or no bias";
    return standing(run, true) > 0 ? "a bias does not move" : NULL;
}

const char *truth_of_page(const struct run *run, struct cursor cursor, enum granularity granularity,
                          const struct explanation *explanation, size_t *found)
{
    char title[TEXT_SIZE], sentence[TEXT_SIZE], remark[TEXT_SIZE] = "";
    size_t layer = run->unit.unit.layer;
    struct moment moment;
    const char *wrong;

    transcript_rich(explanation->title, title, sizeof title);
    transcript_rich(explanation->sentence, sentence, sizeof sentence);
    if (explanation->remark.count > 0)
        transcript_rich(explanation->remark, remark, sizeof remark);
    if ((wrong = truth_of_words(title)) != NULL || (wrong = truth_of_words(sentence)) != NULL ||
        (wrong = truth_of_words(remark)) != NULL)
        return wrong;
    if (cursor.moment == 0)
        return NULL;
    moment = reveal_moment(&run->scenario.net, run->unit, cursor.moment);
    if (moment.kind == MOMENT_MOVE)
        return move(run, title, sentence, found);
    if (granularity != GRANULARITY_TERM)
        return NULL;
    switch (moment.kind) {
    case MOMENT_LOSS_PART:
        return loss_part(run, moment.to, sentence, found);
    case MOMENT_STEP:
        return step(run, reveal_shown(&run->scenario.net, layer, moment), sentence, found);
    case MOMENT_FIRST:
        return velocity(run, reveal_shown(&run->scenario.net, layer, moment), remark, found);
    default:
        return NULL;
    }
}
