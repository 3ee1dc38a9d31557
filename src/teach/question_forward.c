/* Questions for a number: how much it is, and along how many ways something reaches the loss. */
#include "teach/question_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- value ---- */

/* To two digits that count: what one may estimate. */
static double about(double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.1e", value);
    return strtod(text, NULL);
}

/* Far enough from each other to be told apart by an estimate. */
static bool apart(double a, double b)
{
    return fabs(a - b) > 0.2 * fmax(fabs(a), fabs(b));
}

static void add_value(struct asking *asking, double value, const double *taken, enum word reply)
{
    if (!isfinite(value))
        return;
    for (size_t i = 0; i < asking->out->count; i++)
        if (!apart(value, taken[i]))
            return;
    asking_answer(asking, rich_format(asking->arena, "{v}", about(value)), reply);
}

static size_t sum_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    const struct net_layer *layer = &asking->net->layers[q.layer];
    double z = asking_value(asking, q), inputs = 0, bias = 0;
    double remembered = question_remembered(asking, q);
    size_t count = 0;

    for (size_t k = 0; k < layer->in; k++)
        inputs += asking_value(asking, quantity_then(quantity_input(asking->net, q.layer, k),
                                                     q.time));
    if (remembered != 0)
        slips[count++] = (struct slip){z - remembered, W_MEMORY_IS_MISSING_IN_SUM};
    if (layer->has_biases)
        bias = asking_value(asking, quantity_of_bias(QUANTITY_VALUE, q.layer, q.to));
    if (bias != 0)
        slips[count++] = (struct slip){z - bias, W_BIAS_IS_MISSING_IN_SUM};
    slips[count++] = (struct slip){inputs + bias, W_EACH_INPUT_IS_MULTIPLIED_BY};
    slips[count++] = (struct slip){asking_value(asking, quantity_as(q, QUANTITY_A)),
                                   W_IS_BEHIND_CURVE_WEIGHTED_SUM};
    slips[count++] = (struct slip){-z, W_LOOK_AT_SIGNS_OF_WEIGHTS};
    return count;
}

static size_t activation_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    const struct net_layer *layer = &asking->net->layers[q.layer];
    double a = asking_value(asking, q), z = asking_value(asking, quantity_as(q, QUANTITY_Z));
    size_t count = 0;

    if (activation_row(layer->activation)->letter == NULL)
        return 0;
    slips[count++] = (struct slip){z, W_IS_Z_ACTIVATION_IS_WHAT};
    if (!activation_row(layer->activation)->couples)
        slips[count++] = (struct slip){activation_slope(layer->activation, layer->slope, z, a),
                                       W_IS_CURVES_SLOPE_AT_Z};
    slips[count++] =
        (struct slip){activation_row(layer->activation)->bounded ? 1 - a : -a, W_LOOK_AT_SIGN_OF_Z};
    return count;
}

static size_t gradient_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double delta = asking_value(asking, quantity_at(QUANTITY_DZ, q.layer, q.to, 0)),
           gradient = asking_value(asking, q),
           rate = asking_value(asking, quantity_at(QUANTITY_RATE, 0, 0, 0));
    size_t count = 0;

    if (asking->net->recurrent)
        return question_sum_of_times(asking, q, slips);
    if (q.of == QUANTITY_OF_WEIGHT)
        slips[count++] = (struct slip){delta * asking_value(asking, quantity_as(q, QUANTITY_VALUE)),
                                       W_IS_DELTA_TIMES_WEIGHT_ITSELF};
    slips[count++] = (struct slip){-rate * gradient, W_IS_STEP_ETA_TIMES_GRADIENT};
    slips[count++] = (struct slip){-gradient, W_SIGN_IS_WRONG_IT_IS};
    if (q.of == QUANTITY_OF_WEIGHT)
        slips[count++] = (struct slip){delta, W_IS_DELTA_IT_IS_STILL};
    return count;
}

static size_t move_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double w = asking_value(asking, quantity_as(q, QUANTITY_VALUE)),
           step = asking_value(asking, quantity_as(q, QUANTITY_STEP));
    size_t count = 0;

    if (step == 0)
        return 0;
    slips[count++] = (struct slip){w - step, W_GOES_UPHILL_GRADIENT_IS_SUBTRACTED};
    slips[count++] = (struct slip){step, W_IS_STEP_ALONE_IT_IS};
    slips[count++] = (struct slip){asking_value(asking, quantity_as(q, QUANTITY_BATCH_GRADIENT)),
                                   W_IS_GRADIENT_IT_SAYS_WHICH};
    slips[count++] = (struct slip){w, W_IS_OLD_VALUE_STEP_IS};
    return count;
}

/* The number asked for: the one given, or what the next step shows; of a parameter its gradient. */
static struct quantity number_of(struct asking *asking)
{
    const struct question_moment *moment = asking->moment;
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    struct moment last = reveal_moment(asking->net, unit, moment->next.moment);
    struct quantity of = asking->of, p;

    if (of.kind == QUANTITY_NONE)
        of = reveal_shown(asking->net, unit.unit.layer, last);
    if (last.kind == MOMENT_MOVE) {
        p = asking_parameter(asking);
        return p.kind == QUANTITY_NONE ? p : quantity_as(p, QUANTITY_NEW);
    }
    if (of.kind == QUANTITY_VALUE || of.kind == QUANTITY_SHARE)
        of = quantity_as(of, QUANTITY_GRADIENT);
    if (quantity_has_time(asking->net, of) && of.time == 0)
        of.time = quantity_time_of(asking->net, asking->ahead->now, unit.unit);
    return of;
}

bool question_value(struct asking *asking)
{
    static const struct {
        enum quantity_kind kind;
        question_slips *slips;
    } rows[] = {
        {QUANTITY_Z, sum_slips},
        {QUANTITY_A, activation_slips},
        {QUANTITY_DA, question_two_parts},
        {QUANTITY_GRADIENT, gradient_slips},
        {QUANTITY_NEW, move_slips},
    };
    struct quantity q = number_of(asking);
    struct slip slips[SLIPS_MAX];
    double value, taken[QUESTION_ANSWERS_MAX + 1];
    size_t count = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == q.kind && asking_awaits(asking, q))
            count = rows[i].slips(asking, q, slips);
    value = count == 0 ? (double)NAN : asking_value(asking, q);
    if (!isfinite(value))
        return false;
    asking->out->of = asking->out->hidden = q;
    asking_title(asking, W_ABOUT_HOW_MUCH_IS, asking_symbol(asking, q));
    if (asking->net->recurrent && q.kind == QUANTITY_GRADIENT)
        asking_hint(asking, W_SAME_WEIGHT_AT_EVERY_TIME);
    asking_answer(asking, rich_format(asking->arena, "{v}", about(value)), W_NONE);
    taken[0] = value;
    for (size_t i = 0; i < count; i++) {
        size_t before = asking->out->count;

        add_value(asking, slips[i].value, taken, slips[i].reply);
        if (asking->out->count > before)
            taken[before] = slips[i].value;
    }
    asking->out->sorted = true;
    asking_why(asking, W_EQUALS_VALUE, asking_symbol(asking, q), value);
    return true;
}

/* ---- paths ---- */

static void add_count(struct asking *asking, size_t count, enum word reply)
{
    asking_answer(asking, rich_format(asking->arena, "{v}", (double)count), reply);
}

/* The neuron asked about, else that of which the next step shows ∂L/∂a. */
static struct quantity neuron_of(struct asking *asking)
{
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    struct quantity of = asking->of;

    if (of.kind == QUANTITY_NONE)
        of = reveal_shown(asking->net, unit.unit.layer,
                          reveal_moment(asking->net, unit, asking->moment->next.moment));
    return of.layer == 0 || of.layer >= asking->net->layer_count
               ? (struct quantity){0} : quantity_at(QUANTITY_DA, of.layer, of.to, 0);
}

bool question_paths(struct asking *asking)
{
    const struct net *net = asking->net;
    struct quantity neuron = neuron_of(asking);
    size_t paths = 1, sum = 0, layers;

    if (neuron.kind == QUANTITY_NONE || !asking_awaits(asking, neuron))
        return false;
    layers = net->layer_count - neuron.layer;
    for (size_t l = neuron.layer + 1; l <= net->layer_count; l++) {
        paths *= net->layers[l].out;
        sum += net->layers[l].out;
        if (paths > NET_WEIGHTS_MAX)
            return false;
    }
    if (paths < 2)
        return false;
    asking->out->of = quantity_at(QUANTITY_A, neuron.layer, neuron.to, 0);
    asking_title(asking, W_ALONG_HOW_MANY_PATHS_DOES, asking_symbol(asking, asking->out->of));
    asking_hint(asking, W_FOLLOW_LINES_FROM_NEURON_TO);
    add_count(asking, paths, W_NONE);
    add_count(asking, 1, W_ONE_PATH_IS_NOT_ENOUGH);
    if (layers > 1)
        add_count(asking, sum, W_FROM_LAYER_TO_LAYER_PATHS);
    add_count(asking, net->layers[neuron.layer].in, W_SO_MANY_WEIGHTS_LEAD_TO);
    add_count(asking, paths * net->layers[neuron.layer].out, W_SO_MANY_PATHS_START_IN);
    add_count(asking, paths + 1, W_EACH_PATH_ENDS_AT_OUTPUT);
    asking->out->sorted = true;
    asking_why(asking, layers > 1 ? W_FROM_LAYER_TO_LAYER_EACH : W_ONE_PATH_FOR_EACH_OF, paths);
    return true;
}
