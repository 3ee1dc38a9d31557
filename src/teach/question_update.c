/* Questions about the update: what moves, which way, how far, and what comes of it. */
#include "teach/question_parts.h"

#include <math.h>

static const double clearly = 0.9;

static struct quantity step_of(struct quantity parameter)
{
    return quantity_as(parameter, QUANTITY_STEP);
}

static struct quantity gradient_of(struct quantity parameter)
{
    return quantity_as(parameter, QUANTITY_BATCH_GRADIENT);
}

/* ---- direction ---- */

static void direction_answers(struct asking *asking, struct quantity p, double step,
                              double gradient)
{
    static const enum word ways[3] = {W_DOWN, W_UP, W_NOT_AT_ALL};
    const int right = step < 0 ? 0 : step > 0 ? 1 : 2;
    const struct formula *g = asking_symbol(asking, gradient_of(p));
    enum word replies[3] = {W_NONE, W_NONE, W_NOTHING_HAS_MOVED_YET_BUT};

    if (step == 0) {
        replies[0] = W_IS_0_AND_NOTHING_ELSE;
        replies[1] = W_STEP_UP_NEEDS_NEGATIVE_GRADIENT;
    } else if (gradient * step < 0) {
        replies[1 - right] = W_POINTS_UPHILL_UPDATE_SUBTRACTS_IT;
    } else {
        replies[1 - right] = W_BY_ALONE_IT_WOULD_BUT;
    }
    asking_answer(asking, asking_text(asking, words(ways[right])), W_NONE);
    for (int i = 0; i < 3; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, words(ways[i])), replies[i], g);
}

bool question_direction(struct asking *asking)
{
    struct quantity p = asking_parameter(asking), step = step_of(p), g = gradient_of(p);
    double gradient, move;

    if (p.kind == QUANTITY_NONE || !asking_awaits(asking, step) || !asking_knows(asking, g))
        return false;
    gradient = asking_value(asking, g);
    move = asking_value(asking, step);
    if (!isfinite(gradient) || !isfinite(move))
        return false;
    asking->out->of = p;
    asking->out->hidden = step;
    if (asking->moment->level == 0)
        asking_title(asking, W_IS_WHICH_WAY_DOES_UPDATE, asking_symbol(asking, g), gradient,
                     asking_symbol(asking, p));
    else
        asking_title(asking, W_WHICH_WAY_DOES_UPDATE_MOVE, asking_symbol(asking, p));
    direction_answers(asking, p, move, gradient);
    if (asking_is_plain(asking))
        asking_why(asking, move == 0.0 ? W_GRADIENT_0_IS_NO_STEP : W_AGAINST_GRADIENT,
                   asking_symbol(asking, step),
                   asking_symbol(asking, quantity_at(QUANTITY_RATE, 0, 0, 0)),
                   asking_symbol(asking, g), move);
    else
        asking_why(asking, W_IS_VALUE, asking_symbol(asking, step), move);
    return true;
}

/* ---- largest_step ---- */

struct extremes {
    struct quantity step, value, first; /* W of the largest step, of the largest value; any */
};

static struct extremes find_extremes(const struct asking *asking)
{
    struct extremes found = {{0}, {0}, {0}};
    double step = -1, value = -1;

    for (size_t l = 1; l <= asking->net->layer_count; l++) {
        const struct net_layer *layer = &asking->net->layers[l];

        for (size_t i = 0; i < layer->out * layer->in; i++) {
            struct quantity w = quantity_of_weight(QUANTITY_VALUE, l, i / layer->in, i % layer->in);
            double moves = fabs(asking_value(asking, step_of(w))),
                   is = fabs(asking_value(asking, w));

            if (moves > step) {
                step = moves;
                found.step = w;
            }
            if (is > value) {
                value = is;
                found.value = w;
            }
        }
    }
    return found;
}

static struct quantity any_weight(struct asking *asking, size_t layer)
{
    const struct net_layer *at = &asking->net->layers[layer];
    size_t i = rng_below(&asking->rng, at->out * at->in);

    return quantity_of_weight(QUANTITY_VALUE, layer, i / at->in, i % at->in);
}

/* Another weight, if it moves clearly less. */
static void add_slower(struct asking *asking, struct quantity w, double most)
{
    if (fabs(asking_value(asking, step_of(w))) < clearly * most)
        asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, w)),
                      W_STEP_OF_IS_ONLY_FOR, asking_symbol(asking, w),
                      asking_value(asking, step_of(w)), asking_value(asking, gradient_of(w)));
}

bool question_largest_step(struct asking *asking)
{
    struct extremes found;
    double most;

    if (!asking_is_after_backward(asking))
        return false;
    found = find_extremes(asking);
    most = fabs(asking_value(asking, step_of(found.step)));
    if (!isfinite(most) || most == 0)
        return false;
    asking_title(asking, W_WHICH_OF_THESE_WILL_UPDATE);
    asking_hint(asking, W_UP_OR_DOWN_DOES_NOT);
    asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, found.step)),
                  W_NONE);
    if (asking_is_plain(asking)
        && fabs(asking_value(asking, step_of(found.value))) < clearly * most)
        asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, found.value)),
                      W_IT_HAS_LARGEST_VALUE_BUT, asking_symbol(asking, found.value),
                      asking_value(asking, gradient_of(found.value)));
    for (size_t i = 0; i < 8; i++)
        add_slower(asking, any_weight(asking, 1 + i % asking->net->layer_count), most);
    if (asking_is_plain(asking))
        asking_why(asking, W_OF_THESE_HAS_LARGEST_GRADIENT, asking_symbol(asking, found.step),
                   asking_value(asking, gradient_of(found.step)),
                   asking_value(asking, step_of(found.step)));
    else
        asking_why(asking, W_ITS_STEP_IS_LONGEST_OF, asking_value(asking, step_of(found.step)));
    return true;
}

/* ---- moved_yet ---- */

/* How many weights the update changes, of how many. */
static size_t count_moving(const struct asking *asking, size_t *of)
{
    size_t moving = 0;

    *of = 0;
    for (size_t l = 1; l <= asking->net->layer_count; l++) {
        const struct net_layer *layer = &asking->net->layers[l];

        for (size_t i = 0; i < layer->out * layer->in; i++, (*of)++) {
            struct quantity w = quantity_of_weight(QUANTITY_VALUE, l, i / layer->in, i % layer->in);

            moving += asking_value(asking, quantity_as(w, QUANTITY_NEW))
                   != asking_value(asking, w);
        }
    }
    return moving;
}

bool question_moved_yet(struct asking *asking)
{
    bool moved = asking_is_after_move(asking), steps = asking_is_before_move(asking);
    struct rich none = asking_text(asking, words(W_NONE_OF_THEM)),
                all = asking_text(asking, words(W_ALL_OF_THEM)),
                last = asking_text(asking, words(W_ONLY_OUTPUT_LAYERS)),
                strong = asking_text(asking, words(W_ONLY_THOSE_WITH_NEGATIVE_GRADIENT));
    size_t weights, moving;

    if (!moved && !steps && !asking_is_after_backward(asking))
        return false;
    moving = count_moving(asking, &weights);
    if (weights < 2 || moving < weights)
        return false;
    asking_title(asking, W_WHICH_WEIGHTS_HAVE_CHANGED_SO);
    if (moved) {
        asking_answer(asking, all, W_NONE);
        asking_answer(asking, none, W_THEY_HAVE_PHASE_IS_UPDATE);
    } else {
        asking_answer(asking, none, W_NONE);
        asking_answer(asking, all,
                      steps ? W_STEPS_ARE_COMPUTED_BUT_NOT
                            : W_BACKPROPAGATION_ONLY_COMPUTES_GRADIENTS);
    }
    if (asking->net->layer_count > 1)
        asking_answer(asking, last,
                      moved ? W_ALL_STEPS_ARE_TAKEN_AT_SAME : W_THEY_MUST_NOT_BACKWARD_PASS);
    asking_answer(asking, strong,
                  moved ? W_SIGN_DECIDES_WHICH_WAY_WEIGHT : W_SIGN_WILL_DECIDE_WHICH_WAY);
    asking_why(asking, moved ? W_ALL_GRADIENTS_BELONG_TO_OLD : W_FIRST_ALL_GRADIENTS_ARE_COMPUTED);
    return true;
}

/* ---- who_moves ---- */

/* Whether the update changes any weight, any bias; and whether there are biases, that learn. */
struct movers {
    bool weights, biases, has_biases, trains_biases;
};

static struct movers find_movers(const struct asking *asking)
{
    struct movers movers = {false, false, false, false};
    size_t all;

    movers.weights = count_moving(asking, &all) > 0;
    for (size_t l = 1; l <= asking->net->layer_count; l++) {
        const struct net_layer *layer = &asking->net->layers[l];

        movers.has_biases |= layer->has_biases;
        movers.trains_biases |= layer->has_biases && layer->train_biases;
        for (size_t j = 0; layer->train_biases && j < layer->out; j++)
            movers.biases |= asking_value(asking, quantity_of_bias(QUANTITY_STEP, l, j)) != 0;
    }
    return movers;
}

bool question_who_moves(struct asking *asking)
{
    struct movers movers;
    struct rich both = asking_text(asking, words(W_WEIGHTS_AND_BIASES)),
                weights = asking_text(asking, words(W_WEIGHTS_ONLY));

    if (!asking_is_after_backward(asking) && !asking_is_before_move(asking))
        return false;
    movers = find_movers(asking);
    if (!movers.weights || movers.biases != movers.trains_biases)
        return false;
    asking_title(asking, W_WHAT_WILL_UPDATE_CHANGE);
    if (movers.biases) {
        asking_answer(asking, both, W_NONE);
        asking_answer(asking, weights, W_BIAS_HAS_GRADIENT_TOO_ITS);
    } else {
        asking_answer(asking, weights, W_NONE);
        asking_answer(asking, both,
                      movers.has_biases ? W_USUALLY_YES_IN_LESSON_BIASES
                                        : W_USUALLY_YES_BUT_NETWORK_HAS);
    }
    asking_answer(asking, asking_text(asking, words(W_WEIGHTS_AND_ACTIVATIONS)),
                  W_ACTIVATIONS_ARE_RESULTS_NEXT);
    asking_answer(asking, asking_text(asking, words(W_WEIGHTS_AND_LEARNING_RATE)),
                  W_LEARNING_RATE_IS_SETTING_TRAINING);
    asking_why(asking,
               movers.biases ? W_WEIGHTS_AND_BIASES_ARE_WHAT : W_HERE_WEIGHTS_ARE_WHAT_TRAINING);
    return true;
}

/* ---- loss_next ---- */

static void loss_answers(struct asking *asking, double before, double after)
{
    static const enum word ends[3] = {W_SMALLER, W_LARGER, W_SAME};
    const int right = after < before ? 0 : after > before ? 1 : 2;
    const enum word replies[3] = {
        after > before ? W_FOR_SHORT_STEP_IT_WOULD : W_ALL_GRADIENTS_ARE_0_LOSS,
        after < before ? W_EACH_STEP_GOES_AGAINST_ITS_GRADIENT : W_ALL_GRADIENTS_ARE_0_SO_NO,
        W_WEIGHTS_CHANGE_SO_OUTPUTS_CHANGE,
    };

    asking_answer(asking, asking_text(asking, words(ends[right])), W_NONE);
    for (int i = 0; i < 3; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, words(ends[i])), replies[i]);
    if (after != 0)
        asking_answer(asking, asking_text(asking, "0"), W_ONE_UPDATE_IS_ONE_STEP, after);
}

bool question_loss_next(struct asking *asking)
{
    double before = asking->ahead->batch_loss, after = asking->ahead->loss_after;
    struct quantity w = quantity_of_weight(QUANTITY_NEW, 1, 0, 0);
    size_t weights;

    if (!asking_awaits(asking, w) || !isfinite(before) || !isfinite(after))
        return false;
    if (after == before && count_moving(asking, &weights) > 0)
        return false;
    asking_title(asking, asking->ahead->place.batch_count > 1 ? W_WITH_NEW_WEIGHTS_LOSS_OF
                                                              : W_WITH_NEW_WEIGHTS_LOSS_OF_SAMPLE);
    asking_hint(asking, W_WITH_OLD_WEIGHTS_IT_IS, before);
    loss_answers(asking, before, after);
    asking_why(asking, W_IT_WAS_WITH_NEW_WEIGHTS, before, after);
    return true;
}

/* ---- same_gradient ---- */

/* The step of the weight by that optimiser, with nothing remembered. */
static double step_by(const struct asking *asking, enum optimizer_kind kind, struct quantity w)
{
    struct optimizer other = asking->ahead->state->optimizer;
    size_t divisor = asking->ahead->place.divisor;

    optimizer_choose(&other, kind);
    return optimizer_move(&other, true, 1, asking_value(asking, w),
                          asking_value(asking, gradient_of(w)) * (double)divisor, divisor, 0, 0)
        .step;
}

bool question_same_gradient(struct asking *asking)
{
    const enum optimizer_kind own = asking->ahead->state->optimizer.kind;
    struct quantity w;
    enum optimizer_kind other = own;
    double step, theirs = 0;

    if (!asking_is_after_backward(asking) && !asking_is_before_move(asking))
        return false;
    w = find_extremes(asking).step;
    step = asking_value(asking, step_of(w));
    for (size_t i = 0, n = optimizer_count(), from = rng_below(&asking->rng, n); i < n; i++) {
        enum optimizer_kind kind = (enum optimizer_kind)((from + i) % n);

        theirs = step_by(asking, kind, w);
        if (kind != own && isfinite(theirs) && fabs(theirs - step) > 0.1 * fabs(step)) {
            other = kind;
            break;
        }
    }
    if (other == own || !isfinite(step))
        return false;
    asking_title(asking, W_WITH_IN_PLACE_OF_WHAT, optimizer_row(other)->title,
                 explain_optimizer_title(asking->ahead));
    asking_answer(asking, asking_text(asking, words(W_STEPS)), W_NONE);
    asking_answer(asking, asking_text(asking, words(W_GRADIENTS_AND_STEPS)),
                  W_BACKPROPAGATION_COMPUTES_GRADIENTS);
    asking_answer(asking, asking_text(asking, words(W_LOSS_4)), W_LOSS_WAS_THERE_BEFORE_UPDATE);
    asking_answer(asking, asking_text(asking, words(W_NOTHING)), W_FROM_SAME_GRADIENTS_IT_WOULD,
                  theirs, asking_symbol(asking, w), step);
    asking_why(asking, W_GRADIENTS_STAY_SAME_STEP_OF, asking_symbol(asking, w), step,
               optimizer_row(other)->title, theirs);
    return true;
}
