#include "teach/plan.h"

#include <math.h>

enum spot_name {
    AT_FIRST_SUM,      /* z of the first neuron */
    AT_FIRST_OUTPUT,   /* a of the first neuron */
    AT_FORWARD_END,
    AT_LOSS,           /* of the sample */
    AT_OUTPUT_DELTA,   /* of the first output */
    AT_OUTPUT_GRADIENT, /* of a weight into the first output */
    AT_OUTPUT_REASON,   /* the same, when it is there */
    AT_HIDDEN_PATHS,   /* ∂L/∂a of the first neuron of the last hidden layer */
    AT_HIDDEN_GRADIENT, /* of a weight into the first neuron of the first layer */
    AT_SECOND_GRADIENT, /* of a weight into its second neuron */
    AT_TWO_PARTS,      /* ∂L/∂a of the first neuron of a recurrent layer */
    AT_SHARE,          /* of a time in the gradient of a weight into it */
    AT_SUM_OF_TIMES,   /* of a weight into it, when its last share appears */
    AT_TIMES_REASON,   /* the same, when it is there */
    AT_BACKWARD_END,
    AT_FIRST_STEP,     /* Δw of the first neuron that has one */
    AT_MOVE,
    AT_END,
};

/* One gradient fades: all of it is shown, its last factor is asked for, it is asked for itself, and
 * at last from what goes in alone; each time it is asked after why. */
static const struct plan_row rows[] = {
    {1, AT_FIRST_SUM, QUESTION_SAME_WEIGHT, LEVEL_ALL},
    {1, AT_FIRST_OUTPUT, QUESTION_VALUE, LEVEL_ALL},
    {1, AT_OUTPUT_GRADIENT, QUESTION_GRADIENT_SIGN, LEVEL_ALL},
    {1, AT_OUTPUT_REASON, QUESTION_RULE, LEVEL_ALL},
    {1, AT_HIDDEN_PATHS, QUESTION_PATHS, LEVEL_ALL},
    {1, AT_TWO_PARTS, QUESTION_VALUE, LEVEL_ALL},
    {1, AT_SUM_OF_TIMES, QUESTION_TIMES, LEVEL_ALL},
    {1, AT_SUM_OF_TIMES, QUESTION_VALUE, LEVEL_ALL},
    {1, AT_TIMES_REASON, QUESTION_WHY_SMALL, LEVEL_ALL},
    {1, AT_BACKWARD_END, QUESTION_MOVED_YET, LEVEL_ALL},
    {1, AT_BACKWARD_END, QUESTION_WHO_MOVES, LEVEL_ALL},
    {1, AT_FIRST_STEP, QUESTION_DIRECTION, LEVEL_ALL},
    {1, AT_MOVE, QUESTION_LOSS_NEXT, LEVEL_ALL},
    {1, AT_END, QUESTION_ORDER, LEVEL_ALL},

    {2, AT_FIRST_OUTPUT, QUESTION_WHY, LEVEL_ALL},
    {2, AT_FORWARD_END, QUESTION_PHASE_NAME, LEVEL_ALL},
    {2, AT_LOSS, QUESTION_WHY, LEVEL_ALL},
    {2, AT_OUTPUT_GRADIENT, QUESTION_FACTOR, LEVEL_ALL},
    {2, AT_OUTPUT_GRADIENT, QUESTION_LARGEST_GRADIENT, LEVEL_ALL},
    {2, AT_OUTPUT_REASON, QUESTION_RULE, LEVEL_RULE},
    {2, AT_HIDDEN_GRADIENT, QUESTION_LARGEST_GRADIENT, LEVEL_RULE},
    {2, AT_HIDDEN_GRADIENT, QUESTION_GRADIENT_SIGN, LEVEL_RULE},
    {2, AT_SECOND_GRADIENT, QUESTION_WHY_SMALL, LEVEL_ALL},
    {2, AT_TWO_PARTS, QUESTION_RULE, LEVEL_ALL},
    {2, AT_SHARE, QUESTION_FACTOR, LEVEL_ALL},
    {2, AT_SUM_OF_TIMES, QUESTION_VALUE, LEVEL_RULE},
    {2, AT_TIMES_REASON, QUESTION_RULE, LEVEL_ALL},
    {2, AT_BACKWARD_END, QUESTION_LARGEST_STEP, LEVEL_ALL},
    {2, AT_FIRST_STEP, QUESTION_DIRECTION, LEVEL_RULE},
    {2, AT_MOVE, QUESTION_NUMBER, LEVEL_ALL},
    {2, AT_MOVE, QUESTION_VALUE, LEVEL_ALL},
    {2, AT_END, QUESTION_MOVED_YET, LEVEL_ALL},

    {3, AT_FIRST_SUM, QUESTION_VALUE, LEVEL_RULE},
    {3, AT_OUTPUT_GRADIENT, QUESTION_NUMBER, LEVEL_RULE},
    {3, AT_OUTPUT_GRADIENT, QUESTION_FACTOR, LEVEL_RULE},
    {3, AT_OUTPUT_REASON, QUESTION_RULE, LEVEL_PICTURE},
    {3, AT_HIDDEN_GRADIENT, QUESTION_VALUE, LEVEL_RULE},
    {3, AT_TWO_PARTS, QUESTION_NUMBER, LEVEL_RULE},
    {3, AT_SHARE, QUESTION_NUMBER, LEVEL_RULE},
    {3, AT_SUM_OF_TIMES, QUESTION_NUMBER, LEVEL_RULE},
    {3, AT_BACKWARD_END, QUESTION_SAME_GRADIENT, LEVEL_ALL},
    {3, AT_FIRST_STEP, QUESTION_NUMBER, LEVEL_RULE},
    {3, AT_MOVE, QUESTION_LOSS_NEXT, LEVEL_RULE},
    {3, AT_END, QUESTION_ORDER, LEVEL_RULE},

    {4, AT_OUTPUT_GRADIENT, QUESTION_NUMBER, LEVEL_INPUTS},
    {4, AT_OUTPUT_GRADIENT, QUESTION_GRADIENT_SIGN, LEVEL_PICTURE},
    {4, AT_OUTPUT_REASON, QUESTION_RULE, LEVEL_INPUTS},
    {4, AT_SUM_OF_TIMES, QUESTION_GRADIENT_SIGN, LEVEL_PICTURE},
    {4, AT_BACKWARD_END, QUESTION_PHASE_NAME, LEVEL_RULE},
    {4, AT_FIRST_STEP, QUESTION_DIRECTION, LEVEL_PICTURE},
    {4, AT_END, QUESTION_PHASE_NAME, LEVEL_RULE},

    {5, AT_OUTPUT_DELTA, QUESTION_WHY, LEVEL_ALL},
    {5, AT_SUM_OF_TIMES, QUESTION_LARGEST_GRADIENT, LEVEL_ALL},
    {5, AT_END, QUESTION_WHY, LEVEL_ALL},
};

_Static_assert(sizeof rows / sizeof rows[0] <= PLAN_ROWS_MAX, "asked rows are bits of a word");

const struct plan_row *plan_rows(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

/* What a place is: a number of the network, or the end of a run of units. */
struct spot {
    enum unit_kind unit;
    enum moment_kind moment;
    bool ends;   /* the last moment of the last such unit, of the batch */
    size_t to;
    bool last;   /* of the output layer, not of the first; of DA: the last hidden layer */
};

static const struct spot spots[] = {
    [AT_FIRST_SUM] = {UNIT_FORWARD, MOMENT_BIAS, false, 0, false},
    [AT_FIRST_OUTPUT] = {UNIT_FORWARD, MOMENT_ACTIVATION, false, 0, false},
    [AT_FORWARD_END] = {UNIT_FORWARD, MOMENT_ACTIVATION, true, 0, true},
    [AT_LOSS] = {UNIT_LOSS, MOMENT_LOSS_TOTAL, false, 0, false},
    [AT_OUTPUT_DELTA] = {UNIT_BACKWARD, MOMENT_DZ, false, 0, true},
    [AT_OUTPUT_GRADIENT] = {UNIT_BACKWARD, MOMENT_GRADIENT, false, 0, true},
    [AT_OUTPUT_REASON] = {UNIT_BACKWARD, MOMENT_GRADIENT, false, 0, true},
    [AT_HIDDEN_PATHS] = {UNIT_BACKWARD, MOMENT_DA, false, 0, true},
    [AT_HIDDEN_GRADIENT] = {UNIT_BACKWARD, MOMENT_GRADIENT, false, 0, false},
    [AT_SECOND_GRADIENT] = {UNIT_BACKWARD, MOMENT_GRADIENT, false, 1, false},
    [AT_TWO_PARTS] = {UNIT_BACKWARD, MOMENT_DA, false, 0, false},
    [AT_SHARE] = {UNIT_BACKWARD, MOMENT_SHARE, false, 0, false},
    [AT_SUM_OF_TIMES] = {UNIT_BACKWARD, MOMENT_SHARE, false, 0, false},
    [AT_TIMES_REASON] = {UNIT_BACKWARD, MOMENT_SHARE, false, 0, false},
    [AT_BACKWARD_END] = {UNIT_BACKWARD, MOMENT_GRADIENT, true, 0, false},
    [AT_FIRST_STEP] = {UNIT_UPDATE, MOMENT_STEP, false, 0, false},
    [AT_MOVE] = {UNIT_UPDATE, MOMENT_MOVE, true, 0, false},
    [AT_END] = {UNIT_UPDATE, MOMENT_MOVE, true, 0, false},
};

static size_t layer_of(const struct net *net, const struct spot *spot)
{
    if (!spot->last)
        return 1;
    return spot->moment == MOMENT_DA ? net->layer_count - 1 : net->layer_count;
}

/* How many a neuron of the unit's layer has at that time, with those by which it remembers. */
static size_t weights_into(const struct net *net, struct reveal_unit unit)
{
    const struct net_layer *layer = &net->layers[unit.unit.layer];

    return layer->in + (layer->recurrent && unit.unit.time > 1 ? layer->out : 0);
}

/* Where the spot's moment is in that unit, which must be of its kind; 0: nowhere. */
static size_t moment_in(const struct net *net, struct reveal_unit unit, const struct spot *spot)
{
    struct moment moment = {.kind = spot->moment, .to = spot->to, .of = QUANTITY_OF_WEIGHT};

    const struct net_layer *layer = &net->layers[unit.unit.layer];

    if (spot->moment == MOMENT_MOVE)
        return unit.ends_updates ? reveal_count(net, unit) : 0;
    if (spot->moment == MOMENT_LOSS_TOTAL)
        return reveal_find(net, unit, moment);
    if (spot == &spots[AT_TWO_PARTS] || spot->moment == MOMENT_SHARE)
        return !layer->recurrent || (spot != &spots[AT_SHARE] && spot->moment == MOMENT_SHARE
                                     && unit.unit.time > 1)
                   ? 0 : reveal_find(net, unit, moment);
    if (unit.unit.layer != layer_of(net, spot) || spot->to >= net->layers[unit.unit.layer].out)
        return 0;
    if (spot->ends)
        return unit.ends_phase ? reveal_count(net, unit) : 0;
    if (spot->moment == MOMENT_BIAS && layer->recurrent && net->times > 1 && unit.unit.time != 2)
        return 0; /* at time 2 it remembers for the first time */
    if (spot->moment == MOMENT_BIAS && !layer->has_biases)
        return weights_into(net, unit); /* the last product */
    return reveal_find(net, unit, moment);
}

/* Whether that step of the run has the spot, and at which moment. */
static size_t spot_at(const struct plan_step *step, uint64_t at, uint64_t iteration,
                      const struct spot *spot)
{
    struct reveal_unit unit;
    struct place place;

    if (at == 0)
        return 0;
    program_locate(&step->stepper->program, at, 0, &place);
    unit = reveal_unit_of(step->stepper, at);
    if (place.iteration != iteration || unit.unit.kind != spot->unit)
        return 0;
    /* Of a batch's samples the first is asked about, but its last for the end of them all. A first
     * sequence may be too short to be asked about. */
    if (spot->ends && spot->unit == UNIT_BACKWARD ? place.batch_index != place.batch_count - 1
                                                  : unit.unit.kind != UNIT_UPDATE
                                                        && place.batch_index > 0
                                                        && !step->net->recurrent)
        return 0;
    return moment_in(step->net, unit, spot);
}

/* Whether what is shown ends there: of parameters behind the last of the neuron, and where a whole
 * layer is a step, of times behind that. */
static bool is_behind(const struct plan_step *step, const struct spot *spot, size_t moment)
{
    const size_t shown = step->shown.moment;
    const bool of_parameters = !spot->ends && (spot->moment == MOMENT_GRADIENT
                                               || spot->moment == MOMENT_SHARE);
    struct reveal_unit unit = reveal_unit_of(step->stepper, step->shown.step);

    if (of_parameters)
        moment += weights_into(step->net, unit) - 1;
    if (step->net->recurrent && (spot->moment == MOMENT_SHARE || spot->moment == MOMENT_BIAS)
        && shown == reveal_count(step->net, unit))
        return true;
    return shown == moment || (of_parameters && shown == moment + 1);
}

bool plan_is_here(const struct plan_step *step, const struct plan_row *row)
{
    const struct spot *spot = &spots[row->place];
    size_t moment;

    if (!question_looks_ahead(row->kind)) {
        moment = spot_at(step, step->shown.step, row->iteration, spot);
        return moment > 0 && is_behind(step, spot, moment);
    }
    for (uint64_t at = step->shown.step; at <= step->next.step; at++) {
        moment = spot_at(step, at, row->iteration, spot);
        if (moment > 0 && (at > step->shown.step || moment > step->shown.moment)
            && (at < step->next.step || moment <= step->next.moment))
            return true;
    }
    return false;
}
