#include "explain/row_words.h"

#include <assert.h>
#include <string.h>

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
};

const struct activation_words *activation_words(enum activation activation)
{
    const char *key = activation_row(activation)->name;
    size_t at = 0;

    while (strcmp(activations[at].key, key) != 0) {
        at++;
        assert(at < sizeof activations / sizeof activations[0]);
    }
    return &activations[at];
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
};

const struct loss_words *loss_words(enum loss loss)
{
    const char *key = loss_row(loss)->name;
    size_t at = 0;

    while (strcmp(losses[at].key, key) != 0) {
        at++;
        assert(at < sizeof losses / sizeof losses[0]);
    }
    return &losses[at];
}
