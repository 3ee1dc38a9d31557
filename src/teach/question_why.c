/* Why it is done so: asked when it has just been seen. */
#include "teach/question_parts.h"

enum { WRONG = 2 };

/* A reason for what a moment shows, and two that are none. */
struct reason {
    enum moment_kind at;
    bool (*holds)(const struct asking *asking, struct moment moment);
    enum word title, is, wrong[WRONG], reply[WRONG], why;
};

static bool is_hidden_curve(const struct asking *asking, struct moment moment)
{
    const size_t layer = asking->here.place.unit.layer;

    (void)moment;
    return layer < asking->net->layer_count
        && activation_row(asking->net->layers[layer].activation)->letter != NULL;
}

static bool always(const struct asking *asking, struct moment moment)
{
    (void)asking;
    (void)moment;
    return true;
}

/* The first of the outputs: there the backward pass begins. */
static bool begins(const struct asking *asking, struct moment moment)
{
    return asking->net->layer_count > 1 && moment.to == 0
        && asking->here.place.unit.layer == asking->net->layer_count;
}

static bool is_mean(const struct asking *asking, struct moment moment)
{
    (void)moment;
    return asking->here.place.divisor > 1;
}

static bool is_plain_share(const struct asking *asking, struct moment moment)
{
    (void)moment;
    return asking_is_plain(asking)
        && asking_value(asking, quantity_at(QUANTITY_RATE, 0, 0, 0)) < 1;
}

static const struct reason reasons[] = {
    {MOMENT_ACTIVATION, is_hidden_curve, W_WHY_CURVE, W_LAYERS_WITHOUT_CURVES_ARE_ONE,
     {W_SO_THAT_A_STAYS_SMALL, W_SO_THAT_LOSS_CAN_FALL},
     {W_SOME_CURVES_DO_THAT, W_IT_CAN_FALL_WITHOUT}, W_SUM_OF_SUMS_IS_A_SUM},
    {MOMENT_LOSS_TOTAL, always, W_WHY_ONE_NUMBER, W_ONE_NUMBER_CAN_BE_COMPARED,
     {W_NETWORK_HAS_ONE_OUTPUT, W_IT_IS_SUBTRACTED_FROM_WEIGHTS},
     {W_LOSS_IS_ONE_OF_MANY_OUTPUTS, W_GRADIENTS_ARE_SUBTRACTED}, W_TWO_NUMBERS_MAY_DISAGREE},
    {MOMENT_DZ, begins, W_WHY_BACKWARDS, W_LAYER_NEEDS_DELTA_BEHIND_IT,
     {W_OUTPUT_LAYER_IS_UPDATED_FIRST, W_FIRST_LAYER_HAS_NO_GRADIENT},
     {W_NO_LAYER_IS_UPDATED_YET, W_FIRST_LAYER_COMES_LAST}, W_EACH_DELTA_IS_COMPUTED_ONCE},
    {MOMENT_MOVE, is_mean, W_WHY_MEAN, W_ONE_UPDATE_SUITS_ALL,
     {W_LATER_SAMPLES_COUNT_MORE, W_EACH_SAMPLE_HAS_ITS_UPDATE},
     {W_SAMPLES_COUNT_THE_SAME, W_ONE_UPDATE_FOR_THE_BATCH}, W_STEP_SHOULD_NOT_GROW_WITH_BATCH},
    {MOMENT_MOVE, is_plain_share, W_WHY_LEARNING_RATE, W_SLOPE_HOLDS_ONLY_NEARBY,
     {W_SO_THAT_LOSS_NEVER_GROWS, W_SO_THAT_ALL_MOVE_EQUALLY},
     {W_LARGE_RATE_LETS_IT_GROW, W_STEPS_DIFFER_AS_GRADIENTS_DO}, W_LONG_STEP_JUMPS_OVER_VALLEY},
};

bool question_why(struct asking *asking)
{
    const struct place *place = &asking->here.place;
    struct moment moment;

    if (place->step == 0 || asking->moment->shown.moment == 0)
        return false;
    moment = reveal_moment(asking->net, reveal_unit_in(&asking->here, place->index),
                           asking->moment->shown.moment);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        const struct reason *reason = &reasons[i];

        if (reason->at != moment.kind || !reason->holds(asking, moment))
            continue;
        asking_title(asking, reason->title);
        asking_answer(asking, asking_text(asking, words(reason->is)), W_NONE);
        for (size_t k = 0; k < WRONG; k++)
            asking_answer(asking, asking_text(asking, words(reason->wrong[k])), reason->reply[k]);
        asking_why(asking, reason->why);
        return true;
    }
    return false;
}
