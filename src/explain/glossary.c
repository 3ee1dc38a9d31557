#include "explain/glossary.h"

#include <assert.h>
#include <string.h>

#define PHASES "The four phases"
#define METHODS "Methods"
#define LOOP "The loop"
#define DATA "Data"
#define QUANTITIES "Quantities"

static const struct glossary_entry entries[] = {
    {PHASES, "Forward pass",
     "From the inputs the activations of every layer are computed and kept, one layer after the other, "
     "up to the outputs. Also called *forward propagation*.",
     "It uses the weights and changes none.",
     {{"forward pass", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {PHASES, "Loss",
     "One number that says how far the outputs are from their targets: the smaller, the better. "
     "Training makes it smaller.",
     "The loss is of the network's answer. It is not the error signal \xce\xb4 of a unit.",
     {{"loss", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL}}},
    {PHASES, "Backward pass",
     "From the loss back to the first layer, the chain rule gives the gradient: how the loss changes "
     "with every activation, weight and bias. In the strict use no weight changes in it; some count "
     "the update in.",
     NULL,
     {{"strictly: only gradients", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
       "Rumelhart, Hinton and Williams 1986; Stanford CS231n"},
      {"loosely: gradients and update", GLOSSARY_BACKWARD, GLOSSARY_UPDATE, true,
       "Google's machine learning glossary"}}},
    {PHASES, "Weight update",
     "The optimiser uses the gradients and moves every parameter from its old value to its new one, all "
     "of them at once, after the backward pass has come to its end.",
     "The update is a step, \xe2\x88\x92\xce\xb7 \xe2\x88\x82L/\xe2\x88\x82w; the gradient is only "
     "what it is made from.",
     {{"weight update", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},

    {METHODS, "Backpropagation, strictly",
     "The method that computes the gradient of the loss by the chain rule, from the output back, "
     "each layer from what the one after it has found. It measures and changes nothing: what is done with "
     "the gradient is another method's part.",
     "Not gradient descent, which uses the gradient.",
     {{"strictly: finds \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
       "Goodfellow, Bengio and Courville 2016, section 6.5; Wikipedia; Dive into Deep Learning (d2l.ai)"}}},
    {METHODS, "Backpropagation, loosely",
     "The same word for more than the gradients: for the forward and the backward pass together, or for "
     "the whole procedure by which a network learns, weight updates included.",
     "When you read the word, look whether weights change: then it is meant loosely.",
     {{"loosely: forward + backward", GLOSSARY_FORWARD, GLOSSARY_BACKWARD, true,
       "answers to Stack Overflow question 28403782"},
      {"loosely: all of learning", GLOSSARY_FORWARD, GLOSSARY_UPDATE, true,
       "Rumelhart, Hinton and Williams 1986, abstract; Google's machine learning glossary"}}},
    {METHODS, "Gradient descent",
     "The method that uses the gradient: each parameter moves a little against its own gradient, "
     "w \xe2\x88\x92 \xce\xb7 \xe2\x88\x82L/\xe2\x88\x82w. It does not ask how the gradient was found; other "
     "optimisers, such as Adam, make another step from the same gradient.",
     "Not backpropagation, which finds the gradient.",
     {{"gradient descent: uses \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {METHODS, "Optimiser",
     "What makes steps from gradients. Gradient descent is the plainest; others keep something of the "
     "gradients before, one number or two for every parameter: *momentum* a velocity, *RMSProp* a mean of "
     "the squares, *Adam* both.",
     "All of them get the same gradients: backpropagation does not know which one uses them.",
     {{"the optimiser: uses \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {METHODS, "Momentum",
     "Gradient descent with a velocity: each update keeps a part \xc2\xb5 of the velocity it had, adds the "
     "gradient to it and moves by \xce\xb7 times the sum. Where gradients agree it gathers speed, where "
     "they change sign it swings less.",
     NULL,
     {{"the velocity moves the weight", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {METHODS, "Adam",
     "An optimiser that keeps two running means of each gradient: m of itself, v of its square. Both begin "
     "at 0 and are corrected for that; the step is \xce\xb7 times the one over the root of the other. So a "
     "parameter with small gradients goes about as far as one with large ones.",
     NULL,
     {{"m and v make the step", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, "Kingma and Ba 2015"}}},
    {METHODS, "L2 penalty",
     "Half of \xce\xbb times the sum of all squared weights, added to the loss: J = L + s is what training "
     "then makes smaller. Its part of the gradient, \xce\xbbw, draws each weight a little toward 0.",
     "Also called weight decay; the two are the same for gradient descent, and not for Adam.",
     {{"s is added to L", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL},
      {"\xce\xbbw is added to \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false,
       "not the same for Adam: Loshchilov and Hutter 2019"}}},
    {METHODS, "Chain rule",
     "The slope of a chain of functions is the product of their slopes, and where several paths lead "
     "to the loss, the sum over the paths. Backpropagation is the chain rule with every shared part computed "
     "once.",
     NULL,
     {{"chain rule", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {METHODS, "Backpropagation through time",
     "Backpropagation in a recurrent network: it is unrolled, a copy of it for every time step, and since the "
     "copies share their weights, the gradient of a weight is the sum over all time steps.",
     NULL,
     {{"through time: back through every copy", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
       "the sum: Dive into Deep Learning (d2l.ai); the mean: Rumelhart, Hinton and Williams 1986"}}},
    {METHODS, "Feed-forward",
     "A kind of network: every connection leads onward from the inputs to the outputs, none back, so "
     "one forward pass gives the answer.",
     "It is how a network is wired, backpropagation a way to find gradients. There is no choice "
     "between the two: feed-forward networks are trained with backpropagation.",
     {{"\xe2\x80\x9cto feed forward\xe2\x80\x9d: the forward pass", GLOSSARY_FORWARD, GLOSSARY_FORWARD, true,
       "answers to Stack Overflow question 28403782"}}},

    {LOOP, "Iteration",
     "Once through all four phases: one batch in, one update out. Training is doing that again.",
     "Not an epoch, which is as many iterations as there are batches.",
     {{"one iteration", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Epoch",
     "Once through all samples: every one has been used once. It takes as many iterations as there "
     "are batches.",
     NULL,
     {{"one epoch: this for each of its batches", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Batch",
     "The samples of one iteration. Each goes forward and backward by itself, their gradients add up, and one "
     "update uses the mean. *Batch size* is how many they are.",
     NULL,
     {{"for every sample of the batch", GLOSSARY_FORWARD, GLOSSARY_BACKWARD, false, NULL},
      {"once", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Learning rate \xce\xb7",
     "How far an update goes: the gradient is multiplied by it. Too small and learning takes forever, too "
     "large and the loss grows instead.",
     NULL,
     {{"here it is used", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Hyperparameter",
     "A choice made before training that no gradient changes: learning rate, batch size, the number "
     "of layers and units, the activation function.",
     "Weights and biases are parameters: they are what training finds.",
     {{NULL, GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {LOOP, "Stopping criterion",
     "What ends the run: so many iterations or epochs, a loss or a gradient that is small enough, or no "
     "progress any more. It is looked at when the update is done: stop, or once more from the start.",
     "A criterion is somebody's choice; that it holds does not prove that nothing is left to learn.",
     {{"then: stop, or the next iteration", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Convergence",
     "The loss hardly falls any more and the gradients are close to 0: the parameters come to rest. That may "
     "be at a minimum, or just where the loss is flat.",
     NULL,
     {{"gradients close to 0", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL},
      {"steps close to 0", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Divergence",
     "The loss grows from update to update until a number becomes infinite. The steps are too long, most "
     "often because the learning rate is too large.",
     "The opposite of convergence.",
     {{"steps that are too long", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},

    {DATA, "Sample",
     "One row of the data: what goes into the inputs, and the targets that belong to it.",
     NULL,
     {{"its inputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"its targets", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL}}},
    {DATA, "Validation",
     "Some samples are held out: no update ever uses their gradients. At the end of each epoch their loss says "
     "how well the network does on what it was not trained on.",
     "Where the training loss falls on and the validation loss rises, the network *overfits*: it learns its "
     "samples by heart.",
     {{"held out: only this far", GLOSSARY_FORWARD, GLOSSARY_LOSS, false, NULL}}},
    {DATA, "Accuracy",
     "The share of the samples that the network gets right, where the targets are classes: the largest output "
     "is its answer; of a single output, the side of one half that it is on.",
     "Not what training works on: accuracy is counted and has no gradient, the loss has one.",
     {{"counted from the outputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {DATA, "Confusion matrix",
     "A table of counts: a row for each class, a column for each answer. What is right stands on the diagonal, "
     "and beside it which class is taken for which.",
     NULL,
     {{"counted from the outputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},

    {QUANTITIES, "Parameter",
     "What training changes: every weight w says how strongly one unit counts for the next, every bias b "
     "moves a unit's sum up or down.",
     "Hyperparameters are chosen, parameters are learned.",
     {{"used", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"changed", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {QUANTITIES, "Weighted input z",
     "What comes into a unit: each input times its weight, added up, and the bias.",
     NULL,
     {{"weighted input", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {QUANTITIES, "Activation a",
     "What a unit gives on: its activation function, such as sigmoid or ReLU, of its weighted input. It "
     "is kept, since the backward pass needs it again.",
     NULL,
     {{"computed", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"used again", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {QUANTITIES, "Target t",
     "What an output should have been. It comes with the sample and only the loss looks at it.",
     NULL,
     {{"compared with the output", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL}}},
    {QUANTITIES, "Gradient \xe2\x88\x82L/\xe2\x88\x82w",
     "How much the loss changes when w alone changes a little. Its sign says which way is up: for a "
     "positive one the loss grows with w, so the update makes w smaller.",
     "A gradient is measured, an update is done.",
     {{"found", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL},
      {"used", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {QUANTITIES, "Error signal \xce\xb4",
     "\xce\xb4 = \xe2\x88\x82L/\xe2\x88\x82z: how the loss changes with a unit's weighted input. It is what is "
     "passed back from layer to layer; \xce\xb4 times an activation is the gradient of a weight.",
     "Three things are called \xe2\x80\x9c" "error\xe2\x80\x9d: the difference of target and output, "
     "\xce\xb4, and the loss.",
     {{"error signal", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
       "called \xe2\x80\x9c" "error\xe2\x80\x9d by Nielsen and by Wikipedia"}}},
};

enum { ENTRY_COUNT = sizeof entries / sizeof entries[0] };

size_t glossary_count(void)
{
    return ENTRY_COUNT;
}

const struct glossary_entry *glossary_get(size_t index)
{
    assert(index < ENTRY_COUNT);
    return &entries[index];
}

static size_t find(const char *word)
{
    for (size_t i = 0; i < ENTRY_COUNT; i++) {
        if (strcmp(entries[i].word, word) == 0)
            return i;
    }
    assert(!"a word that the glossary has");
    return 0;
}

size_t glossary_of_unit(enum unit_kind kind)
{
    switch (kind) {
    case UNIT_FORWARD:
        return find("Forward pass");
    case UNIT_LOSS:
        return find("Loss");
    case UNIT_BACKWARD:
        return find("Backward pass");
    case UNIT_UPDATE:
        return find("Weight update");
    case UNIT_STOP:
        break;
    }
    return find("Iteration");
}
