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
