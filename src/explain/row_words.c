#include "explain/row_words.h"

#include <assert.h>
#include <string.h>

/* The entry of that key, which there is. Entries begin with their key. */
static const void *find(const void *words, size_t size, size_t count, const char *key)
{
    const char *entry = words;

    for (size_t i = 0; i < count; i++, entry += size)
        if (strcmp(*(const char *const *)(const void *)entry, key) == 0)
            return entry;
    assert(false);
    return words;
}

#define FIND(words, key) find(words, sizeof words[0], sizeof words / sizeof words[0], key)

static const struct activation_words activations[] = {
    {.key = "identity",
     .title = "Neuron {unit}: the sum is the output",
     .says = "{unit} applies no activation function: its output {a} is the sum {z} itself.",
     .name = "nothing else"},
    {.key = "sigmoid",
     .title = "Neuron {unit}: squash the sum",
     .says = "The sigmoid {σ} squashes {z} into the range from 0 to 1: {a} is the output of "
             "{unit}.",
     .name = "the sigmoid"},
    {.key = "tanh",
     .title = "Neuron {unit}: squash the sum",
     .says = "tanh squashes {z} into the range from −1 to 1: {a} is the output of {unit}.",
     .name = "tanh"},
    {.key = "relu",
     .title = "Neuron {unit}: keep what is positive",
     .says = "{z} is positive, so it passes unchanged: {a} is the output of {unit}.",
     .below = "{z} is not positive, so ReLU lets nothing through: {unit} is inactive.",
     .name = "ReLU"},
    {.key = "leaky_relu",
     .title = "Neuron {unit}: damp what is negative",
     .says = "{z} is positive, so it passes unchanged: {a} is the output of {unit}.",
     .below = "{z} is not positive, so the leaky ReLU lets only a small part through.",
     .name = "leaky ReLU"},
    {.key = "softmax",
     .title = "Neuron {unit}: its share of the whole",
     .says = "Softmax turns all sums of the layer into shares of 1; {a} is the share of {unit}.",
     .name = "softmax"},
    {.key = "elu",
     .title = "Neuron {unit}: bend what is negative",
     .says = "{z} is positive, so it passes unchanged: {a} is the output of {unit}.",
     .below = "{z} is not positive, so ELU bends it: {a} never falls below −1.",
     .name = "ELU"},
    {.key = "gelu",
     .title = "Neuron {unit}: let a share through",
     .says = "GELU multiplies {z} by a share from 0 to 1, the larger {z} the more: {a} is the "
             "output.",
     .name = "GELU"},
    {.key = "softplus",
     .title = "Neuron {unit}: a ReLU with a round corner",
     .says = "Softplus is a ReLU with a round corner: {a}, the output of {unit}, is above 0.",
     .name = "softplus"},
    {.key = "silu",
     .title = "Neuron {unit}: weigh the sum by its sigmoid",
     .says = "SiLU multiplies {z} by its own sigmoid: {a} is the output of {unit}.",
     .name = "SiLU"},
};

const struct activation_words *words_of_activation(enum activation activation)
{
    return FIND(activations, activation_row(activation)->name);
}

#define FAR "{unit} answers {a=}, its target is {t=}"

static const struct loss_words losses[] = {
    {.key = "half_squared_error",
     .name = "half squared error",
     .says = FAR ". *Half* the squared difference is its part of the loss.",
     .why = "The ½ is a convention: it makes the derivative simply a − t.",
     .convention = "Convention: *half* the squared error.",
     .convention_several = "Convention: *half* the squared error, *summed* over the outputs.",
     .derivative = "The derivative of ½(a − t)² is a − t: this is what the ½ is for."},
    {.key = "mean_squared_error",
     .name = "mean squared error",
     .says = FAR ". The squared difference is its part; the loss is the mean of the parts.",
     .says_alone = FAR ". The squared difference is the loss.",
     .why = "Squared, so that too much and too little both count, and large differences most.",
     .convention = "Convention: the squared error, without a ½.",
     .convention_several = "Convention: the squared error, *averaged* over the outputs.",
     .derivative = "The derivative of (a − t)² is 2(a − t)."},
    {.key = "binary_cross_entropy",
     .name = "binary cross-entropy",
     .says = FAR ": the further apart, the larger the loss.",
     .left_0 = "t = 0: only −ln(1 − a) is left.",
     .left_1 = "t = 1: only −ln a is left.",
     .why = "Cross-entropy: the loss grows without limit as a wrong answer becomes certain.",
     .convention = "Convention: binary cross-entropy, natural logarithm.",
     .convention_several = "Convention: binary cross-entropy, *averaged* over the outputs.",
     .derivative = "The derivative of −ln a is −1/a, that of −ln(1 − a) is 1/(1 − a)."},
    {.key = "cross_entropy",
     .name = "cross-entropy",
     .says = FAR ": the larger its output, the smaller its part of the loss.",
     .says_0 = "The target of {unit} is {t=}, so {unit} has no part of its own in the loss.",
     .says_1 = "The right class is {unit}. Its output is {a=}: the closer to 1, the smaller the "
               "loss.",
     .why = "Cross-entropy: only outputs with a target above 0 have a part of their own.",
     .convention = "Convention: cross-entropy, natural logarithm, *summed* over the outputs.",
     .convention_several = "Convention: cross-entropy, natural logarithm, *summed* over the "
                           "outputs.",
     .derivative = "The derivative of −t ln a is −t/a."},
    {.key = "mean_absolute_error",
     .name = "mean absolute error",
     .says = FAR "the distance between them is its part.",
     .why = "Not squared: an output that is far off counts no more than its distance.",
     .convention = "Convention: the absolute error.",
     .convention_several = "Convention: the absolute error, *averaged* over the outputs.",
     .derivative =
         "The derivative of |a − t| is 1 above the target, −1 below it, taken as 0 on it."},
    {.key = "huber",
     .name = "Huber loss",
     .says = FAR "small distances are squared, large ones are not.",
     .why = "Up to a distance of 1 half its square, beyond it a straight line: one far output does "
            "not rule.",
     .convention = "Convention: the Huber loss, which turns straight at a distance of 1.",
     .convention_several = "Convention: the Huber loss, straight from a distance of 1, *averaged* "
                           "over the outputs.",
     .derivative = "The slope is a − t up to a distance of 1, and never more than 1."},
};

const struct loss_words *words_of_loss(enum loss loss)
{
    return FIND(losses, loss_row(loss)->name);
}

static const struct constant_words constants[] = {
    {"momentum", "share of the velocity kept", "velocity kept"},
    {"decay", "share of the mean square kept", "squares kept"},
    {"beta1", "share of the mean kept", "mean kept"},
    {"beta2", "share of the mean square kept", "squares kept"},
    {"epsilon", NULL, "against ÷ 0"},
    {"weight_decay", "share by which a weight decays", "weight decay"},
};

const struct constant_words *words_of_constant(const char *key)
{
    return FIND(constants, key);
}

static const struct buffer_words velocity = {
    .row = "velocity",
    .head = "velocity v",
    .matrix = "velocity",
    .of = "velocity of",
    .old_of = "old velocity of",
    .corrected_of = "corrected mean of the gradients by", /* of which others have one */
    .title = "{f}: its velocity",
    .says =
        "{new} is a running sum of the gradients: each counts {kept} = {kept=} times as much as "
        "the one after it.",
};

static const struct buffer_words mean = {
    .row = "mean",
    .head = "mean m",
    .matrix = "mean of the gradients",
    .of = "running mean of the gradients by",
    .old_of = "old running mean of the gradients by",
    .corrected_of = "corrected mean of the gradients by",
    .title = "{f}: running mean of its gradients",
    .title_corrected = "{f}: running mean of its gradients, corrected",
    .says_corrected = "{new} is a running mean of the gradients, the newest counting most; "
                      "{corrected} corrects its start at 0.",
};

static const struct buffer_words mean_square = {
    .row = "mean square",
    .head = "mean square v",
    .matrix = "mean of the squares, cell by cell",
    .of = "running mean of the squared gradients by",
    .old_of = "old running mean of the squared gradients by",
    .corrected_of = "corrected mean of the squared gradients by",
    .title = "{f}: running mean of squared gradients",
    .title_corrected = "{f}: running mean of squared gradients, corrected",
    .says =
        "{new} is a running mean of the *squared* gradients: each counts {kept} = {kept=} times "
        "as much as the one after it.",
    .says_corrected =
        "{new} is a running mean of the *squared* gradients, the newest counting most; "
        "{corrected} corrects its start at 0.",
};

#define MEANS \
    "{m̂}: a *running mean* of its gradients, the newest counting most; {v̂}: the same for " \
    "their *squares*."

static const struct buffer_words sum_square = {
    .row = "sum of squares",
    .head = "squares v",
    .matrix = "sum of the squares, cell by cell",
    .of = "sum of the squared gradients by",
    .old_of = "old sum of the squared gradients by",
    .title = "{f}: sum of its squared gradients",
    .says = "{new} is the sum of all *squared* gradients so far. It only grows: the steps shrink.",
};

static const struct optimizer_words optimizers[] = {
    {.key = "sgd"},
    {.key = "momentum",
     .first = &velocity,
     .letters = "{v'}: its *velocity*, {μ} = {μ=} times the old one plus the gradient.",
     .uses = "Momentum *uses* the gradients: {v'}, the velocity, is {μ=} times the old one plus "
             "the gradient."},
    {.key = "nesterov",
     .first = &velocity,
     .letters = "{v'}: its *velocity*, {μ} = {μ=} times the old one plus the gradient.",
     .uses = "Nesterov momentum *uses* the gradients: {v'}, the velocity, is {μ=} times the old "
             "one plus the gradient."},
    {.key = "rmsprop",
     .second = &mean_square,
     .letters = "{v'}: a *running mean of the squares* of its gradients.",
     .uses = "RMSProp *uses* the gradients: {v'} is a running mean of their squares."},
    {.key = "adam",
     .first = &mean,
     .second = &mean_square,
     .letters = MEANS,
     .uses = "Adam *uses* the gradients: {m̂} is a running mean of them, {v̂} a running mean of "
             "their squares."},
    {.key = "adagrad",
     .second = &sum_square,
     .letters = "{v'}: the *sum of the squares* of its gradients.",
     .uses = "AdaGrad *uses* the gradients: {v'} is the sum of the squares of all of them so far."},
    {.key = "adamw",
     .first = &mean,
     .second = &mean_square,
     .letters = MEANS,
     .uses = "AdamW *uses* the gradients as Adam does; apart from them each weight shrinks by {ω} "
             "of it."},
};

const struct optimizer_words *words_of_optimizer(enum optimizer_kind kind)
{
    return FIND(optimizers, optimizer_row(kind)->name);
}

const struct buffer_words *words_of_buffer(const struct optimizer *optimizer, bool second)
{
    const struct optimizer_words *words = words_of_optimizer(optimizer->kind);

    if (second)
        return words->second != NULL ? words->second : &mean_square;
    return words->first != NULL ? words->first : &velocity;
}
