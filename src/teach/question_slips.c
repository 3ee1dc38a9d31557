/* The numbers that one gets by a mistake in place of a number, and what to say to each. */
#include "teach/question_parts.h"

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

/* Whether δ of the layer is ∂L/∂a times a slope. */
static bool has_slope(const struct asking *asking, size_t layer)
{
    const struct net *net = asking->net;
    const struct net_layer *at = &net->layers[layer];

    return activation_row(at->activation)->letter != NULL
        && !activation_row(at->activation)->couples
        && (layer < net->layer_count || !loss_is_fused(net->loss, at->activation));
}

/* Of an output whose δ is output minus target. */
static size_t output_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    const struct net_layer *layer = &asking->net->layers[q.layer];
    double delta = asking_value(asking, q), a = asking_value(asking, quantity_as(q, QUANTITY_A)),
           z = asking_value(asking, quantity_as(q, QUANTITY_Z));
    size_t count = 0;

    if (!loss_is_fused(asking->net->loss, layer->activation))
        return 0;
    slips[count++] = (struct slip){-delta, W_IS_TARGET_MINUS_OUTPUT};
    slips[count++] = (struct slip){a, W_IS_OUTPUT_ITSELF};
    if (!activation_row(layer->activation)->couples)
        slips[count++] = (struct slip){
            delta * activation_slope(layer->activation, layer->slope, z, a),
            W_SLOPE_HAS_CANCELLED};
    return count;
}

/* Of a recurrent unit at a time with a loss and a future: δ from one of its two parts. */
static size_t half_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    struct slip parts[SLIPS_MAX];
    size_t count = question_two_parts(asking, quantity_as(q, QUANTITY_DA), parts);
    double whole = asking_value(asking, quantity_as(q, QUANTITY_DA)),
           slope = asking_value(asking, q) / whole;

    for (size_t i = 0; i < 2 && count > 0 && whole != 0; i++)
        slips[i] = (struct slip){slope * parts[i].value, parts[i].reply};
    return count > 0 && whole != 0 ? 2 : 0;
}

static size_t delta_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double delta = asking_value(asking, q), a = asking_value(asking, quantity_as(q, QUANTITY_A)),
           behind = asking_value(asking, quantity_as(q, QUANTITY_DA));
    size_t count = 0;

    if (!has_slope(asking, q.layer))
        return q.layer < asking->net->layer_count ? 0 : output_slips(asking, q, slips);
    if (asking->net->layers[q.layer].recurrent)
        count = half_slips(asking, q, slips);
    slips[count++] = (struct slip){behind, W_SLOPE_IS_MISSING_IN_DELTA};
    slips[count++] = (struct slip){behind * a, W_SLOPE_IS_NOT_ACTIVATION};
    slips[count++] = (struct slip){-delta, W_SIGN_OF_DELTA_IS_WRONG};
    return count;
}

static size_t gradient_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double delta = asking_value(asking, quantity_at(QUANTITY_DZ, q.layer, q.to, 0)),
           gradient = asking_value(asking, q), input,
           rate = asking_value(asking, quantity_at(QUANTITY_RATE, 0, 0, 0));
    size_t count = 0;

    if (asking->net->recurrent)
        return question_sum_of_times(asking, q, slips);
    if (q.of == QUANTITY_OF_WEIGHT)
        slips[count++] = (struct slip){delta * asking_value(asking, quantity_as(q, QUANTITY_VALUE)),
                                       W_IS_DELTA_TIMES_WEIGHT_ITSELF};
    slips[count++] = (struct slip){-rate * gradient, W_IS_STEP_ETA_TIMES_GRADIENT};
    slips[count++] = (struct slip){-gradient, W_SIGN_IS_WRONG_IT_IS};
    if (q.of != QUANTITY_OF_WEIGHT)
        return count;
    slips[count++] = (struct slip){delta, W_IS_DELTA_IT_IS_STILL};
    input = asking_value(asking, quantity_input(asking->net, q.layer, q.from));
    if (has_slope(asking, q.layer))
        slips[count++] = (struct slip){
            input * asking_value(asking, quantity_at(QUANTITY_DA, q.layer, q.to, 0)),
            W_SLOPE_IS_MISSING_IN_GRADIENT};
    return count;
}

static size_t step_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double step = asking_value(asking, q),
           gradient = asking_value(asking, quantity_as(q, QUANTITY_BATCH_GRADIENT));
    size_t count = 0;

    if (step == 0)
        return 0;
    slips[count++] = (struct slip){-step, W_GOES_UPHILL_GRADIENT_IS_SUBTRACTED};
    slips[count++] = (struct slip){gradient, W_IS_GRADIENT_IT_SAYS_WHICH};
    if (asking_is_plain(asking))
        slips[count++] = (struct slip){-gradient, W_ETA_IS_MISSING};
    slips[count++] = (struct slip){asking_value(asking, quantity_as(q, QUANTITY_NEW)),
                                   W_IS_NEW_VALUE_ALREADY};
    return count;
}

static size_t move_slips(const struct asking *asking, struct quantity q, struct slip *slips)
{
    double w = asking_value(asking, quantity_as(q, QUANTITY_VALUE)),
           step = asking_value(asking, quantity_as(q, QUANTITY_STEP)),
           gradient = asking_value(asking, quantity_as(q, QUANTITY_BATCH_GRADIENT));
    size_t count = 0;

    if (step == 0)
        return 0;
    slips[count++] = (struct slip){w - step, W_GOES_UPHILL_GRADIENT_IS_SUBTRACTED};
    slips[count++] = (struct slip){step, W_IS_STEP_ALONE_IT_IS};
    slips[count++] = (struct slip){gradient, W_IS_GRADIENT_IT_SAYS_WHICH};
    slips[count++] = (struct slip){w, W_IS_OLD_VALUE_STEP_IS};
    if (asking_is_plain(asking))
        slips[count++] = (struct slip){w - gradient, W_ETA_IS_MISSING};
    return count;
}

size_t question_slips_of(const struct asking *asking, struct quantity q, struct slip *slips)
{
    static const struct {
        enum quantity_kind kind;
        question_slips *slips;
    } rows[] = {
        {QUANTITY_Z, sum_slips},
        {QUANTITY_A, activation_slips},
        {QUANTITY_DA, question_two_parts},
        {QUANTITY_DZ, delta_slips},
        {QUANTITY_SHARE, question_share_of_time},
        {QUANTITY_GRADIENT, gradient_slips},
        {QUANTITY_LOSS, question_loss_of_times},
        {QUANTITY_STEP, step_slips},
        {QUANTITY_NEW, move_slips},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == q.kind && quantity_happens(asking->ahead, q)
            && asking_awaits(asking, q))
            return rows[i].slips(asking, q, slips);
    return 0;
}
