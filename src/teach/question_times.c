/* Questions of a recurrent network: one weight at several times, a gradient that is a sum over
 * them, which losses an activation has a part in, and what becomes of δ on its way back. */
#include "teach/question_parts.h"

#include <math.h>

/* δ is small if it is below this share of what it was at the last time. */
static const double small_share = 0.1;
/* The largest share of a gradient is the one that no other comes so near to. */
static const double near_share = 0.9;

static struct quantity unit_then(enum quantity_kind kind, struct quantity of, size_t time)
{
    return quantity_then(quantity_at(kind, of.layer, of.to, 0), time);
}

struct quantity asking_share(const struct asking *asking)
{
    const struct question_moment *moment = asking->moment;
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    struct moment last = reveal_moment(asking->net, unit, moment->next.moment);
    const size_t layer = unit.unit.layer;
    struct quantity q = asking->of;

    if (last.kind != MOMENT_SHARE)
        return (struct quantity){0};
    if (!quantity_is_of_parameter(q) && moment->granularity == GRANULARITY_TERM)
        q = reveal_shown(asking->net, layer, last);
    else if (!quantity_is_of_parameter(q))
        q = asking->net->layers[layer].recurrent && unit.unit.time > 1
                ? quantity_of_recurrent(QUANTITY_SHARE, layer, last.to, 0)
                : quantity_of_weight(QUANTITY_SHARE, layer, last.to, 0);
    q = quantity_then(quantity_as(q, QUANTITY_SHARE), unit.unit.time);
    return q.layer == layer && quantity_happens(asking->ahead, q) ? q : (struct quantity){0};
}

/* ---- factor ---- */

/* A factor that is not the missing one, unless the product would be the same. */
static void add_factor(struct asking *asking, struct quantity factor, enum word reply,
                       double delta, double share)
{
    const struct formula *symbol;

    if (factor.kind == QUANTITY_NONE
        || !(fabs(delta * asking_value(asking, factor) - share) > 0.01 * fabs(share)))
        return;
    symbol = asking_symbol(asking, factor);
    asking_answer(asking, rich_format(asking->arena, "{f}", symbol), reply, symbol);
}

static void share_factors(struct asking *asking, struct quantity q, double delta, double share)
{
    const bool recurs = q.of == QUANTITY_OF_RECURRENT;

    asking_answer(asking,
                  rich_format(asking->arena, "{f}",
                              asking_symbol(asking, quantity_carried(asking->ahead, q))),
                  W_NONE);
    add_factor(asking, question_carried_otherwise(asking, q),
               recurs ? W_IS_REMEMBERED_ONLY_LATER : W_CAME_IN_THROUGH_IT_OTHERWISE, delta, share);
    add_factor(asking, quantity_then(quantity_as(q, QUANTITY_VALUE), 0),
               recurs ? W_TAKES_DELTA_BACK_IN_TIME : W_TAKES_DELTA_BACK_TO_LAYER, delta, share);
    add_factor(asking, unit_then(QUANTITY_A, q, q.time), W_IS_WHAT_NEURON_GIVES_GRADIENT, delta,
               share);
    add_factor(asking, quantity_at(QUANTITY_RATE, 0, 0, 0), W_COMES_LATER_IT_SCALES_STEP, delta,
               share);
}

bool question_share_factor(struct asking *asking)
{
    struct quantity q = asking_share(asking), d = unit_then(QUANTITY_DZ, q, q.time);
    const struct formula *w, *z, *input;
    double share;

    if (q.kind == QUANTITY_NONE || q.of == QUANTITY_OF_BIAS || !asking_awaits(asking, q)
        || !asking_knows(asking, d))
        return false;
    share = asking_value(asking, q);
    if (!isfinite(share) || share == 0)
        return false;
    w = asking_symbol(asking, quantity_then(quantity_as(q, QUANTITY_VALUE), 0));
    z = asking_symbol(asking, unit_then(QUANTITY_Z, q, q.time));
    input = asking_symbol(asking, quantity_carried(asking->ahead, q));
    asking->out->of = asking->out->hidden = q;
    asking_title(asking, W_IS_TIMES, asking_symbol(asking, q), asking_symbol(asking, d));
    asking_hint(asking, W_IS_HOW_FAST_LOSS_CHANGES, asking_symbol(asking, d), z);
    share_factors(asking, q, asking_value(asking, d), share);
    asking_why(asking, W_CONTAINS_SO_ITS_SLOPE_WITH, z, w, input, w, input, input->value);
    return true;
}

/* ---- times ---- */

/* The times that have a share in a gradient. */
struct range {
    size_t first, last, count;
};

static struct range times_of(const struct asking *asking, struct quantity share)
{
    struct range range = {0, 0, 0};

    for (size_t time = 1; time <= net_times(asking->net, asking->ahead->now); time++) {
        if (!quantity_happens(asking->ahead, quantity_then(share, time)))
            continue;
        range.first = range.count++ == 0 ? time : range.first;
        range.last = time;
    }
    return range;
}

static struct rich alone(struct asking *asking, size_t time)
{
    return rich_words(asking->arena, W_TIME_ALONE, time);
}

/* Whether the gradient is another number than the share of that time alone. */
static bool is_more(const struct asking *asking, struct quantity share, size_t time)
{
    double gradient = asking_value(asking, quantity_then(quantity_as(share, QUANTITY_GRADIENT), 0));

    return fabs(gradient - asking_value(asking, quantity_then(share, time)))
         > 1e-6 * fabs(gradient);
}

bool question_times(struct asking *asking)
{
    struct quantity q = asking_share(asking), g;
    struct range range;

    if (q.kind == QUANTITY_NONE || !asking_awaits(asking, q))
        return false;
    range = times_of(asking, q);
    /* Before the last of its shares: the others are there, so it is seen that each counts. */
    if (q.time != range.first || range.count < 2 || range.last - range.first + 1 != range.count
        || !is_more(asking, q, range.first) || !is_more(asking, q, range.last))
        return false;
    g = asking->out->of = asking->out->hidden = quantity_then(quantity_as(q, QUANTITY_GRADIENT), 0);
    asking_title(asking, W_IS_SUM_OVER_WHICH_TIMES, asking_symbol(asking, g));
    asking_answer(asking, rich_words(asking->arena, W_TIMES_FROM_TO, range.first, range.last),
                  W_NONE);
    asking_answer(asking, alone(asking, range.last), W_IS_SHARE_OF_LAST_TIME_ALONE);
    asking_answer(asking, asking_text(asking, words(W_EACH_TIME_HAS_ITS_OWN)),
                  W_ONE_WEIGHT_ONE_GRADIENT);
    asking_answer(asking, alone(asking, range.first), W_IS_SHARE_OF_FIRST_TIME_ALONE);
    asking_why(asking, W_WEIGHT_WAS_USED_AT_THEM,
               asking_symbol(asking, quantity_as(g, QUANTITY_VALUE)), range.count);
    return true;
}

/* ---- largest_gradient ---- */

static double share_at(const struct asking *asking, struct quantity share, size_t time)
{
    return fabs(asking_value(asking, quantity_then(share, time)));
}

/* The time of the largest share; 0: others come near to it. */
static size_t largest_time(const struct asking *asking, struct quantity share, struct range range)
{
    size_t best = range.first;

    for (size_t time = range.first; time <= range.last; time++)
        if (share_at(asking, share, time) > share_at(asking, share, best))
            best = time;
    for (size_t time = range.first; time <= range.last; time++)
        if (time != best && !(share_at(asking, share, time)
                              < near_share * share_at(asking, share, best)))
            return 0;
    return best;
}

/* Of one weight's shares the times are asked for, for it is one weight at all of them. */
bool question_largest_share(struct asking *asking)
{
    struct quantity q = asking_share(asking);
    struct range range;
    size_t best;

    if (q.kind == QUANTITY_NONE || q.of == QUANTITY_OF_BIAS || !asking_awaits(asking, q))
        return false;
    range = times_of(asking, q);
    if (q.time != range.first || range.count < 2 || range.last - range.first + 1 != range.count)
        return false;
    best = largest_time(asking, q, range);
    if (best == 0 || !isfinite(share_at(asking, q, best)))
        return false;
    asking->out->of = quantity_then(quantity_as(q, QUANTITY_GRADIENT), 0);
    asking->out->hidden = q;
    asking_title(asking, W_WHICH_TIME_HAS_LARGEST_SHARE, asking_symbol(asking, asking->out->of));
    asking_hint(asking, W_SHARE_IS_DELTA_TIMES_CARRIED);
    asking_answer(asking, rich_words(asking->arena, W_TIME, best), W_NONE);
    for (size_t time = range.last; time >= range.first; time--)
        if (time != best)
            asking_answer(asking, rich_words(asking->arena, W_TIME, time),
                          W_SHARE_OF_TIME_IS_ONLY, time,
                          asking_value(asking, quantity_then(q, time)));
    asking_why(asking, W_SHARE_OF_TIME_IS_LARGEST, best,
               asking_value(asking, quantity_then(q, best)),
               asking_symbol(asking, unit_then(QUANTITY_DZ, q, best)));
    return true;
}

/* ---- same_weight ---- */

/* The parameter asked for, else at time 2 the weight of what comes in, later one of the memory. */
static struct quantity weight_used(const struct asking *asking, struct unit unit, size_t to)
{
    const struct quantity of = asking->of;

    if (quantity_is_of_parameter(of) && of.layer == unit.layer)
        return quantity_as(of, QUANTITY_VALUE);
    return unit.time == 2 ? quantity_of_weight(QUANTITY_VALUE, unit.layer, to, 0)
                          : quantity_of_recurrent(QUANTITY_VALUE, unit.layer, to, 0);
}

bool question_same_weight(struct asking *asking)
{
    const struct place *place = &asking->here.place;
    const size_t shown = asking->moment->shown.moment;
    struct reveal_unit unit = reveal_unit_in(&asking->here, place->index);
    struct moment moment;
    struct quantity w;

    if (place->step == 0 || place->unit.kind != UNIT_FORWARD || place->unit.time < 2 || shown == 0
        || !asking->net->layers[place->unit.layer].recurrent)
        return false;
    moment = reveal_moment(asking->net, unit, shown);
    w = weight_used(asking, place->unit, moment.to);
    if ((!moment.completes_z && shown < reveal_count(asking->net, unit))
        || !net_runs(asking->net, asking->ahead->now, place->unit.layer, place->unit.time)
        || !quantity_happens(asking->ahead, quantity_then(quantity_as(w, QUANTITY_SHARE),
                                                          place->unit.time - 1)))
        return false;
    asking->out->of = w;
    asking_title(asking, W_IS_IT_ANOTHER_WEIGHT, asking_symbol(asking, w), place->unit.time,
                 place->unit.time - 1);
    asking_answer(asking, asking_text(asking, words(W_NO_IT_IS_SAME_NUMBER)), W_NONE);
    asking_answer(asking, asking_text(asking, words(W_YES_EACH_TIME_HAS_ITS_WEIGHTS)),
                  W_NETWORK_IS_DRAWN_AGAIN_WEIGHTS_ARE_NOT);
    asking_answer(asking, asking_text(asking, words(W_YES_MEMORY_CHANGES_IT)),
                  W_MEMORY_IS_ACTIVATION_NOT_WEIGHT);
    asking_answer(asking, asking_text(asking, words(W_NO_BUT_EACH_TIME_MOVES_IT)),
                  W_SHARES_ARE_ADDED_FIRST);
    asking_why(asking, W_ONE_SET_WORKS_AT_EVERY_TIME, asking_symbol(asking, w));
    return true;
}

/* ---- paths ---- */

/* How many targets there are at these times. */
static size_t targets_at(const struct asking *asking, size_t from, size_t to)
{
    size_t count = 0;

    for (size_t time = from; time <= to; time++)
        count += net_has_target(asking->net, asking->ahead->now, time);
    return count;
}

bool question_reach(struct asking *asking)
{
    struct reveal_unit unit = reveal_unit_in(asking->ahead, asking->ahead->place.index);
    const size_t time = unit.unit.time, times = net_times(asking->net, asking->ahead->now);
    struct quantity of = asking->of, a;

    if (unit.unit.kind != UNIT_BACKWARD || !asking->net->layers[unit.unit.layer].recurrent
        || time >= times || targets_at(asking, time + 1, times) == 0)
        return false;
    if (of.kind == QUANTITY_NONE)
        of = reveal_shown(asking->net, unit.unit.layer,
                          reveal_moment(asking->net, unit, asking->moment->next.moment));
    if (of.layer != unit.unit.layer || !asking_awaits(asking, unit_then(QUANTITY_DA, of, time)))
        return false;
    a = asking->out->of = unit_then(QUANTITY_A, of, time);
    asking_title(asking, W_WHICH_LOSSES_HAS_IT_PART_IN, asking_symbol(asking, a));
    asking_answer(asking, rich_words(asking->arena, W_THAT_OF_TIME_AND_LATER, time), W_NONE);
    asking_answer(asking, alone(asking, time), W_WHAT_IT_GIVES_IS_REMEMBERED);
    asking_answer(asking, rich_words(asking->arena, W_THAT_OF_TIME_AND_BEFORE, time),
                  W_TIMES_BEFORE_WERE_OVER);
    if (targets_at(asking, time, times - 1) > 0)
        asking_answer(asking, alone(asking, times), W_EACH_TIME_IN_BETWEEN_COUNTS);
    asking_why(asking, W_IT_COUNTS_AT_ONCE_AND_LATER, asking_symbol(asking, a));
    return true;
}

/* ---- why_small ---- */

/* δ of the layer's unit that has the largest at that time. */
static struct quantity largest_delta(const struct asking *asking, size_t layer, size_t time)
{
    struct quantity most = quantity_then(quantity_at(QUANTITY_DZ, layer, 0, 0), time), q = most;

    for (q.to = 1; q.to < asking->net->layers[layer].out; q.to++)
        if (fabs(asking_value(asking, q)) > fabs(asking_value(asking, most)))
            most = q;
    return most;
}

/* Whether the loss of the last time is the only one that reaches back to that time, some times
 * before it. */
static bool comes_from_last(const struct asking *asking, size_t time, size_t last)
{
    return time + 2 <= last && targets_at(asking, time, last - 1) == 0
        && targets_at(asking, last, last) > 0;
}

static void vanished_answers(struct asking *asking, size_t time, size_t last)
{
    asking_answer(asking, rich_words(asking->arena, W_WEIGHT_AND_SLOPE_SO_OFTEN, last - time),
                  W_NONE);
    asking_answer(asking, rich_words(asking->arena, W_INPUT_OF_TIME_IS_SMALL, time),
                  W_INPUT_IS_NO_FACTOR_OF_DELTA);
    asking_answer(asking, asking_text(asking, words(W_NOTHING_IS_LEFT_TO_LEARN)),
                  W_SMALL_DOES_NOT_MEAN_FINISHED);
    asking_answer(asking, asking_text(asking, words(W_LEARNING_RATE_IS_SMALL)),
                  W_LEARNING_RATE_SCALES_STEP_GRADIENT);
    asking_why(asking, W_EACH_TIME_BACK_MULTIPLIES_IT);
}

bool question_vanished(struct asking *asking)
{
    const struct place *place = &asking->here.place;
    const size_t layer = place->unit.layer, time = place->unit.time,
                 last = net_times(asking->net, asking->ahead->now);
    struct moment moment;
    struct quantity d;
    double delta, was;

    if (place->step == 0 || place->unit.kind != UNIT_BACKWARD || asking->moment->shown.moment == 0
        || !asking->net->layers[layer].recurrent || !comes_from_last(asking, time, last))
        return false;
    moment = reveal_moment(asking->net, reveal_unit_in(&asking->here, place->index),
                           asking->moment->shown.moment);
    d = largest_delta(asking, layer, time);
    delta = asking_value(asking, d);
    was = asking_value(asking, largest_delta(asking, layer, last));
    if (d.to != moment.to || (moment.kind != MOMENT_DZ && moment.kind != MOMENT_SHARE)
        || !(fabs(delta) < small_share * fabs(was)) || delta == 0)
        return false;
    asking->out->of = d;
    asking_title(asking, W_IS_ONLY_WHAT_MAKES_IT, asking_symbol(asking, d), delta);
    asking_hint(asking, W_AT_LAST_TIME_LARGEST_WAS, last, was);
    vanished_answers(asking, time, last);
    return true;
}
