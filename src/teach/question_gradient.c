/* Questions about the gradient of a parameter, before and after it appears. */
#include "teach/question_parts.h"

#include <math.h>

/* Of what is compared, the largest is at least so much larger. */
static const double clearly = 0.9;
/* A gradient below this share of the largest one is small. */
static const double small_share = 0.1;

static struct quantity gradient_of(struct quantity parameter)
{
    return quantity_as(parameter, QUANTITY_GRADIENT);
}

static struct quantity delta_of(struct quantity parameter)
{
    return quantity_at(QUANTITY_DZ, parameter.layer, parameter.to, 0);
}

static struct quantity input_of(const struct asking *asking, struct quantity parameter)
{
    return quantity_input(asking->net, parameter.layer, parameter.from);
}

/* ---- gradient_sign ---- */

static enum word sign_hint(double value, enum word positive, enum word negative, enum word zero)
{
    return value > 0 ? positive : value < 0 ? negative : zero;
}

static void sign_hints(struct asking *asking, struct quantity p)
{
    struct quantity delta = delta_of(p), input;

    const struct formula *z = asking_symbol(asking, quantity_at(QUANTITY_Z, p.layer, p.to, 0));

    if (asking->net->recurrent) {
        asking_hint(asking, W_SAME_WEIGHT_AT_EVERY_TIME);
        return;
    }
    input = input_of(asking, p);
    if (asking_knows(asking, delta))
        asking_hint(asking,
                    sign_hint(asking_value(asking, delta), W_IS_POSITIVE_LOSS_GROWS_WITH,
                              W_IS_NEGATIVE_LOSS_SHRINKS_AS, W_IS_0_LOSS_DOES_NOT),
                    asking_symbol(asking, delta), z);
    if (p.of == QUANTITY_OF_WEIGHT && asking_knows(asking, input))
        asking_hint(asking,
                    sign_hint(asking_value(asking, input), W_IS_POSITIVE_GROWS_WITH,
                              W_IS_NEGATIVE_SHRINKS_AS_GROWS, W_IS_0_DOES_NOT_ANSWER),
                    asking_symbol(asking, input), z, asking_symbol(asking, p));
}

static void sign_answers(struct asking *asking, struct quantity p, double gradient)
{
    const struct formula *w = asking_symbol(asking, p),
                         *g = asking_symbol(asking, gradient_of(p));
    struct rich grows = asking_text(asking, words(W_GROWS)),
                shrinks = asking_text(asking, words(W_SHRINKS)),
                stays = asking_text(asking, words(W_STAYS_SAME));

    if (gradient > 0) {
        asking_answer(asking, grows, W_NONE);
        asking_answer(asking, shrinks, W_IS_WHAT_UPDATE_IS_FOR, w, w);
    } else if (gradient < 0) {
        asking_answer(asking, shrinks, W_NONE);
        asking_answer(asking, grows, W_IS_NEGATIVE_MORE_OF_MEANS, g, w, w);
    }
    if (gradient != 0) {
        asking_answer(asking, stays,
                      asking->net->recurrent ? W_ONLY_SUM_OF_0_LEAVES : W_ONLY_SLOPE_OF_0_LEAVES);
        return;
    }
    asking_answer(asking, stays, W_NONE);
    asking_answer(asking, grows, W_ONE_FACTOR_OF_SLOPE_IS);
    asking_answer(asking, shrinks, W_SLOPE_IS_0_PARAMETER_GETS);
}

bool question_gradient_sign(struct asking *asking)
{
    bool recurs = asking->net->recurrent;
    struct quantity p = recurs ? quantity_then(quantity_as(asking_share(asking), QUANTITY_VALUE), 0)
                               : asking_parameter(asking);
    struct quantity g = gradient_of(p), delta = delta_of(p);
    double gradient;

    if (!quantity_is_of_parameter(p) || !asking_awaits(asking, g))
        return false;
    gradient = asking_value(asking, g);
    if (!isfinite(gradient) || (recurs && gradient == 0))
        return false;
    asking->out->of = p;
    asking->out->hidden = g;
    asking_title(asking,
                 asking->ahead->place.batch_count > 1 ? W_IF_GROWS_LITTLE_LOSS_OF
                                                      : W_IF_GROWS_LITTLE_LOSS,
                 asking_symbol(asking, p));
    sign_hints(asking, p);
    sign_answers(asking, p, gradient);
    if (recurs)
        asking_why(asking, W_SHARES_OF_ALL_TIMES_ADD_UP_TO, asking_symbol(asking, g), gradient);
    else if (p.of == QUANTITY_OF_WEIGHT)
        asking_why(asking, W_EQUALS_PRODUCT, asking_symbol(asking, g),
                   asking_symbol(asking, delta), asking_symbol(asking, input_of(asking, p)),
                   gradient);
    else
        asking_why(asking, W_EQUALS_OTHER, asking_symbol(asking, g), asking_symbol(asking, delta),
                   gradient);
    return true;
}

/* ---- largest_gradient ---- */

/* The index of the largest magnitude of a kind among the weights into a unit. */
static size_t largest(const struct asking *asking, enum quantity_kind kind, struct quantity unit)
{
    const size_t count = asking->net->layers[unit.layer].in;
    size_t best = 0;

    for (size_t k = 1; k < count; k++) {
        double value = fabs(asking_value(asking, quantity_of_weight(kind, unit.layer, unit.to, k)));

        if (value > fabs(asking_value(asking, quantity_of_weight(kind, unit.layer, unit.to, best))))
            best = k;
    }
    return best;
}

static void add_smaller(struct asking *asking, struct quantity w, double most)
{
    struct quantity input = input_of(asking, w);

    if (fabs(asking_value(asking, gradient_of(w))) < clearly * most)
        asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, w)),
                      W_WHAT_COMES_IN_THROUGH_IS, asking_symbol(asking, w),
                      asking_symbol(asking, input), asking_value(asking, input));
}

bool question_largest_gradient(struct asking *asking)
{
    struct quantity p = asking_parameter(asking), w, heavy;
    size_t count = p.kind == QUANTITY_NONE ? 0 : asking->net->layers[p.layer].in;
    double most;

    if (count < 2)
        return false;
    w = quantity_of_weight(QUANTITY_VALUE, p.layer, p.to, largest(asking, QUANTITY_GRADIENT, p));
    most = fabs(asking_value(asking, gradient_of(w)));
    if (!isfinite(most) || most == 0 || !asking_awaits(asking, gradient_of(w))
        || asking_knows(asking, gradient_of(quantity_of_weight(QUANTITY_VALUE, p.layer, p.to, 0))))
        return false;
    for (size_t k = 0; k < count; k++) {
        struct quantity other = quantity_of_weight(QUANTITY_VALUE, p.layer, p.to, k);

        if (k != w.from && fabs(asking_value(asking, gradient_of(other))) >= clearly * most)
            return false;
    }
    asking_title(asking, W_WHICH_WEIGHT_INTO_GETS_LARGEST,
                 quantity_unit_symbol(asking->arena, asking->net, p.layer, p.to));
    asking_hint(asking, W_SIGN_DOES_NOT_COUNT_ONLY);
    asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, w)), W_NONE);
    heavy = quantity_of_weight(QUANTITY_VALUE, p.layer, p.to, largest(asking, QUANTITY_VALUE, p));
    if (!quantity_equal(heavy, w))
        asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, heavy)),
                      W_HAS_LARGEST_VALUE_HERE_BUT, asking_symbol(asking, heavy));
    for (size_t i = 0, from = rng_below(&asking->rng, count); i < count && i < 8; i++)
        add_smaller(asking,
                    quantity_of_weight(QUANTITY_VALUE, p.layer, p.to, (from + i) % count), most);
    asking_why(asking, W_IS_SAME_FOR_ALL_OF,
               asking_symbol(asking, delta_of(w)), asking_symbol(asking, w),
               asking_symbol(asking, input_of(asking, w)),
               asking_value(asking, input_of(asking, w)));
    return true;
}

/* ---- factor ---- */

/* A factor that is not the missing one, unless the product would be the same. */
static void add_factor(struct asking *asking, struct quantity q, enum word reply, double delta,
                       double gradient)
{
    const struct formula *symbol = asking_symbol(asking, q);

    if (fabs(delta * asking_value(asking, q) - gradient) > 0.01 * fabs(gradient))
        asking_answer(asking, rich_format(asking->arena, "{f}", symbol), reply, symbol);
}

bool question_factor(struct asking *asking)
{
    struct quantity p = asking_parameter(asking), g = gradient_of(p), d = delta_of(p), input;
    double delta, gradient;

    if (p.of != QUANTITY_OF_WEIGHT || !asking_awaits(asking, g) || !asking_knows(asking, d))
        return false;
    delta = asking_value(asking, d);
    gradient = asking_value(asking, g);
    input = input_of(asking, p);
    if (!isfinite(gradient) || gradient == 0)
        return false;
    asking->out->of = p;
    asking->out->hidden = g;
    asking_title(asking, W_IS_TIMES, asking_symbol(asking, g), asking_symbol(asking, d));
    asking_hint(asking, W_IS_HOW_FAST_LOSS_CHANGES, asking_symbol(asking, d),
                asking_symbol(asking, quantity_at(QUANTITY_Z, p.layer, p.to, 0)));
    asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, input)), W_NONE);
    add_factor(asking, p, W_TAKES_DELTA_BACK_TO_LAYER, delta, gradient);
    add_factor(asking, quantity_at(QUANTITY_A, p.layer, p.to, 0), W_IS_WHAT_NEURON_GIVES_GRADIENT,
               delta, gradient);
    add_factor(asking, quantity_at(QUANTITY_RATE, 0, 0, 0), W_COMES_LATER_IT_SCALES_STEP, delta,
               gradient);
    asking_why(asking, W_CONTAINS_SO_ITS_SLOPE_WITH,
               asking_symbol(asking, quantity_at(QUANTITY_Z, p.layer, p.to, 0)),
               asking_symbol(asking, p), asking_symbol(asking, input), asking_symbol(asking, p),
               asking_symbol(asking, input), asking_value(asking, input));
    return true;
}

/* ---- why_small ---- */

struct factor {
    const struct formula *symbol;
    double value;
};

enum { FACTORS_MAX = 3 };

/* The gradient's factors that are on the screen; 0: it is no product of numbers there. */
static size_t factors_of(const struct asking *asking, struct quantity w,
                         struct factor factors[FACTORS_MAX])
{
    const struct net_layer *layer = &asking->net->layers[w.layer];
    struct quantity da = quantity_at(QUANTITY_DA, w.layer, w.to, 0), input = input_of(asking, w),
                    z = quantity_at(QUANTITY_Z, w.layer, w.to, 0),
                    a = quantity_at(QUANTITY_A, w.layer, w.to, 0), delta = delta_of(w);
    size_t count = 0;

    if (asking_knows(asking, da) && !activation_row(layer->activation)->couples) {
        double slope = activation_slope(layer->activation, layer->slope, asking_value(asking, z),
                                        asking_value(asking, a));

        factors[count++] = (struct factor){asking_symbol(asking, da), asking_value(asking, da)};
        factors[count++] = (struct factor){
            formula_partial(asking->arena, asking_symbol(asking, a), asking_symbol(asking, z),
                            slope), slope};
    } else {
        factors[count++] =
            (struct factor){asking_symbol(asking, delta), asking_value(asking, delta)};
    }
    factors[count++] = (struct factor){asking_symbol(asking, input), asking_value(asking, input)};
    return count;
}

/* The largest gradient of the sample that is on the screen. */
static double largest_known(const struct asking *asking)
{
    double most = 0;

    for (size_t l = 1; l <= asking->net->layer_count; l++) {
        const struct net_layer *layer = &asking->net->layers[l];

        for (size_t j = 0; j < layer->out; j++) {
            if (!asking_knows(asking, quantity_of_weight(QUANTITY_GRADIENT, l, j, layer->in - 1)))
                continue;
            for (size_t k = 0; k < layer->in; k++)
                most = fmax(most, fabs(asking_value(asking, quantity_of_weight(QUANTITY_GRADIENT, l,
                                                                               j, k))));
        }
    }
    return most;
}

bool question_why_small(struct asking *asking)
{
    struct quantity p = asking_parameter(asking), g = gradient_of(p);
    struct factor factors[FACTORS_MAX];
    size_t count, least = 0;
    double gradient;

    if (p.of != QUANTITY_OF_WEIGHT || !asking_knows(asking, g))
        return false;
    gradient = asking_value(asking, g);
    if (!(fabs(gradient) < small_share * largest_known(asking)))
        return false;
    count = factors_of(asking, p, factors);
    for (size_t i = 1; i < count; i++)
        if (fabs(factors[i].value) < fabs(factors[least].value))
            least = i;
    for (size_t i = 0; i < count; i++)
        if (i != least && !(fabs(factors[least].value) < 0.5 * fabs(factors[i].value)))
            return false;
    asking->out->of = p;
    asking_title(asking, gradient == 0 ? W_IS_WHAT_MAKES_IT_0 : W_IS_ONLY_WHAT_MAKES_IT,
                 asking_symbol(asking, g), gradient);
    asking_hint(asking, W_PRODUCT_IS_SMALL_IF_ONE);
    asking_answer(asking, rich_format(asking->arena, "{f}", factors[least].symbol), W_NONE);
    asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, p)),
                  W_WEIGHTS_OWN_VALUE_IS_NO);
    for (size_t i = 0; i < count; i++)
        if (i != least)
            asking_answer(asking, rich_format(asking->arena, "{f}", factors[i].symbol),
                          W_IS_LARGER_THAN_SMALLEST_FACTOR, factors[i].symbol, factors[i].value);
    if (count < FACTORS_MAX)
        asking_answer(asking,
                      rich_format(asking->arena, "{f}",
                                  asking_symbol(asking, quantity_at(QUANTITY_RATE, 0, 0, 0))),
                      W_LEARNING_RATE_SCALES_STEP_GRADIENT);
    asking_why(asking, W_IS_SMALLEST_FACTOR_OF, factors[least].symbol, factors[least].value,
               asking_symbol(asking, g));
    return true;
}
