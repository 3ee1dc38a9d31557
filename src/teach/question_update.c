/* Questions about the update: what moves, which way, how far, and what comes of it. */
#include "quantity/parameters.h"
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
    static const char *const ways[3] = {"down", "up", "not at all"};
    const int right = step < 0 ? 0 : step > 0 ? 1 : 2;
    const struct formula *g = asking_symbol(asking, gradient_of(p));
    const char *replies[3] = {NULL, NULL, "Nothing has moved yet. But the step for this parameter "
                                          "is not 0."};

    if (step == 0) {
        replies[0] = "{f} is 0, and nothing else counts here: there is no step.";
        replies[1] = "A step up needs a negative gradient, and {f} is 0.";
    } else if (gradient * step < 0) {
        replies[1 - right] = "{f} points uphill. The update subtracts it, because the loss is to "
                             "fall.";
    } else {
        replies[1 - right] = "By {f} alone it would. But this step also counts other numbers than "
                             "this gradient.";
    }
    asking_answer(asking, asking_text(asking, ways[right]), "");
    for (int i = 0; i < 3; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, ways[i]), replies[i], g);
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
        asking_title(asking, "{f} is {v}. Which way does the update move {f}?",
                     asking_symbol(asking, g), gradient, asking_symbol(asking, p));
    else
        asking_title(asking, "Which way does the update move {f}?", asking_symbol(asking, p));
    direction_answers(asking, p, move, gradient);
    if (asking_is_plain(asking))
        asking_why(asking, "{f} = −{f} · {f} = {v}: against the gradient.",
                   asking_symbol(asking, step),
                   asking_symbol(asking, quantity_at(QUANTITY_RATE, 0, 0, 0)),
                   asking_symbol(asking, g), move);
    else
        asking_why(asking, "{f} is {v}.", asking_symbol(asking, step), move);
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
                      "The step of {f} is only {v}, for its gradient is {v}.",
                      asking_symbol(asking, w), asking_value(asking, step_of(w)),
                      asking_value(asking, gradient_of(w)));
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
    asking_title(asking, "Which of these will the update move furthest?");
    asking_hint(asking, "Up or down does not count, only how far.");
    asking_answer(asking, rich_format(asking->arena, "{f}", asking_symbol(asking, found.step)), "");
    if (asking_is_plain(asking)
        && fabs(asking_value(asking, step_of(found.value))) < clearly * most)
        asking_answer(asking, rich_format(asking->arena, "{f}",
                      asking_symbol(asking, found.value)),
                      "It has the largest value. But a step depends on the gradient, and that of "
                      "{f} is only {v}.", asking_symbol(asking, found.value),
                      asking_value(asking, gradient_of(found.value)));
    for (size_t i = 0; i < 8; i++)
        add_slower(asking, any_weight(asking, 1 + i % asking->net->layer_count), most);
    if (asking_is_plain(asking))
        asking_why(asking, "Of these {f} has the largest gradient, {v}. Its step is {v}.",
                   asking_symbol(asking, found.step),
                   asking_value(asking, gradient_of(found.step)),
                   asking_value(asking, step_of(found.step)));
    else
        asking_why(asking, "Its step is {v}, the longest of these.",
                   asking_value(asking, step_of(found.step)));
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
    struct rich none = asking_text(asking, "none of them"),
                all = asking_text(asking, "all of them"),
                last = asking_text(asking, "only the output layer’s"),
                strong = asking_text(asking, "only those with a negative gradient");
    size_t weights, moving;

    if (!moved && !steps && !asking_is_after_backward(asking))
        return false;
    moving = count_moving(asking, &weights);
    if (weights < 2 || moving < weights)
        return false;
    asking_title(asking, "Which weights have changed so far in this iteration?");
    if (moved) {
        asking_answer(asking, all, "");
        asking_answer(asking, none, "They have: this phase is the update, the one that changes "
                      "them.");
    } else {
        asking_answer(asking, none, "");
        asking_answer(asking, all, steps ? "The steps are computed, but not taken yet."
                                         : "Backpropagation only computes gradients. The update "
                                           "changes the weights.");
    }
    if (asking->net->layer_count > 1)
        asking_answer(asking, last, moved ? "All steps are taken at the same time."
                      : "They must not: the backward pass needs the old weights of the output "
                        "layer for the gradients before it.");
    asking_answer(asking, strong, moved ? "The sign decides which way a weight moves, not whether."
                                        : "The sign will decide which way a weight moves. So far "
                                          "none has moved.");
    asking_why(asking, moved ? "All gradients belong to the old weights. Then all weights change "
                               "together."
                             : "First all gradients are computed, with the old weights. Then all "
                               "weights change together.");
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
    struct rich both = asking_text(asking, "weights and biases"),
                weights = asking_text(asking, "weights only");

    if (!asking_is_after_backward(asking) && !asking_is_before_move(asking))
        return false;
    movers = find_movers(asking);
    if (!movers.weights || movers.biases != movers.trains_biases)
        return false;
    asking_title(asking, "What will the update change?");
    if (movers.biases) {
        asking_answer(asking, both, "");
        asking_answer(asking, weights, "A bias has a gradient, too: its neuron’s δ. The update "
                      "changes it like a weight.");
    } else {
        asking_answer(asking, weights, "");
        asking_answer(asking, both, movers.has_biases
                      ? "Usually, yes. In this lesson the biases are kept fixed."
                      : "Usually, yes. But this network has no biases.");
    }
    asking_answer(asking, asking_text(asking, "weights and activations"),
                  "Activations are results. The next forward pass computes new ones, because the "
                  "weights have changed.");
    asking_answer(asking, asking_text(asking, "weights and learning rate"),
                  "The learning rate is a setting. Training uses it and does not change it.");
    asking_why(asking, movers.biases ? "Weights and biases are what training changes: the "
                                       "parameters."
                                     : "Here the weights are what training changes.");
    return true;
}

/* ---- loss_next ---- */

static void loss_answers(struct asking *asking, double before, double after)
{
    static const char *const words[3] = {"smaller", "larger", "the same"};
    const int right = after < before ? 0 : after > before ? 1 : 2;
    const char *replies[3] = {
        after > before ? "For a short step it would be. This one is so long that it goes too far."
                       : "All gradients are 0. A loss above 0 stays then: nothing moves.",
        after < before ? "Each step goes against its gradient, and these steps are short enough."
                       : "All gradients are 0, so no weight moves, neither up nor down.",
        "The weights change, so the outputs change, and with them the loss.",
    };

    asking_answer(asking, asking_text(asking, words[right]), "");
    for (int i = 0; i < 3; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, words[i]), replies[i]);
    if (after != 0)
        asking_answer(asking, asking_text(asking, "0"),
                      "One update is one step. A loss of {v} is left.", after);
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
    asking_title(asking, asking->ahead->place.batch_count > 1
                             ? "With the new weights, the loss of this batch is …"
                             : "With the new weights, the loss of this sample is …");
    asking_hint(asking, "With the old weights it is {v}.", before);
    loss_answers(asking, before, after);
    asking_why(asking, "It was {v}; with the new weights it is {v}.", before, after);
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
    asking_title(asking, "With {s} in place of {s}, what would be different in this iteration?",
                 optimizer_row(other)->title, explain_optimizer_title(asking->ahead));
    asking_answer(asking, asking_text(asking, "the steps"), "");
    asking_answer(asking, asking_text(asking, "gradients and steps"),
                  "Backpropagation computes the gradients from the loss. An optimiser only uses "
                  "them.");
    asking_answer(asking, asking_text(asking, "the loss"),
                  "The loss was there before the update. Only the next forward pass can change "
                  "it.");
    asking_answer(asking, asking_text(asking, "nothing"),
                  "From the same gradients it would make other steps: {v} for {f}, not {v}.",
                  theirs, asking_symbol(asking, w), step);
    asking_why(asking, "The gradients stay the same. The step of {f} is {v}; with {s} it would be "
               "{v}.", asking_symbol(asking, w), step, optimizer_row(other)->title, theirs);
    return true;
}
