#include "explain/glossary.h"

#include <assert.h>
#include <string.h>

#define PHASES "The four phases"
#define METHODS "Methods"
#define LOOP "The loop"
#define DATA "Data"
#define NETWORK "The network"
#define QUANTITIES "Quantities"

static const struct glossary_entry entries[] = {
    {PHASES, "Forward pass",
     "The network computes the activations layer by layer, from the inputs to the outputs, and "
     "keeps them. Also called *forward propagation*.",
     "It uses the weights and changes none.",
     {{"forward pass", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {PHASES, "Loss",
     "One number that says how far the outputs are from their targets: the smaller, the better. "
     "Training makes it smaller.",
     "The loss judges the network's answer. It is not the error signal \xce\xb4 of a neuron.",
     {{"loss", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL}}},
    {PHASES, "Backward pass",
     "From the loss back to the first layer, the chain rule gives the gradients: how fast the "
     "loss changes with every weight and bias. Strictly, no weight changes during it. Some "
     "authors include the update.",
     NULL,
     {{"strictly: only gradients", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
       "Rumelhart, Hinton and Williams 1986; Stanford CS231n"},
      {"loosely: gradients and update", GLOSSARY_BACKWARD, GLOSSARY_UPDATE, true,
       "Google's machine learning glossary"}}},
    {PHASES, "Weight update",
     "After the backward pass, the optimiser uses the gradients to move every trained parameter "
     "from its old value to its new one, all of them at once.",
     "The update takes a step, with gradient descent \xe2\x88\x92\xce\xb7 "
     "\xe2\x88\x82L/\xe2\x88\x82w. The gradient is not the step.",
     {{"weight update", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {METHODS, "Backpropagation, strictly",
     "The method that computes the gradient of the loss by the chain rule. It starts at the "
     "output and reuses the result of each layer for the layer before it. It changes no weight: "
     "using the gradient is the job of another method.",
     "Not gradient descent, which uses the gradient. Not a measurement either: what changes a "
     "weight and looks at the loss is the method of finite differences (key D).",
     {{"strictly: computes \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD,
       false,
         "Goodfellow, Bengio and Courville 2016, section 6.5; Wikipedia; Dive into Deep Learning "
         "(d2l.ai)"}}},
    {METHODS, "Backpropagation, loosely",
     "The same word for more than the gradients: for the forward and the backward pass together, "
     "or for the whole procedure by which a network learns, weight updates included.",
     "If weights change in a description of it, the author means the loose sense.",
     {{"loosely: forward + backward", GLOSSARY_FORWARD, GLOSSARY_BACKWARD, true,
       "answers to Stack Overflow question 28403782"},
      {"loosely: all of learning", GLOSSARY_FORWARD, GLOSSARY_UPDATE, true,
       "Rumelhart, Hinton and Williams 1986, abstract; Google's machine learning glossary"}}},
    {METHODS, "Gradient descent",
     "The method that uses the gradient: each parameter moves a little against its own gradient, "
     "w \xe2\x88\x92 \xce\xb7 \xe2\x88\x82L/\xe2\x88\x82w. It works with any method of computing "
     "the gradient. Adam, for example, takes a different step with the same gradient.",
     "Not backpropagation, which computes the gradient.",
     {{"gradient descent: uses \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE,
       false, NULL}}},
    {METHODS, "Stochastic gradient descent",
     "*SGD*: gradient descent with the gradient of a batch that is only a part of the samples, a "
     "*mini-batch*. That gradient is an estimate of the gradient over all samples, so the loss "
     "over all of them may rise in an update. Scenario files call gradient descent \"sgd\" "
     "whatever the batch.",
     "Where every batch has all samples it is plain (full-batch) gradient descent.",
     {{"an estimate of the gradient", GLOSSARY_FORWARD, GLOSSARY_BACKWARD, false, NULL},
      {"uses the estimate", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false,
       "Goodfellow, Bengio and Courville 2016, sections 5.9 and 8.1.3"}}},
    {METHODS, "Optimiser",
     "The method that turns gradients into steps. Gradient descent is the simplest. Others also "
     "remember earlier gradients: *momentum* a velocity, *RMSProp* a running mean of the squared "
     "gradients, *Adam* a running mean of both.",
     "All of them get the same gradients: backpropagation does not depend on which one uses them.",
     {{"the optimiser: uses \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false,
       NULL}}},
    {METHODS, "Momentum",
     "Gradient descent with a velocity v: each update multiplies v by \xc2\xb5 and adds the new "
     "gradient, then moves each weight by *minus* \xce\xb7 times v. Gradients that agree add up, "
     "up to 1/(1 \xe2\x88\x92 \xc2\xb5) times one of them; gradients that change sign cancel.",
     "Some authors put the minus and \xce\xb7 inside: \xce\x94w = \xe2\x88\x92\xce\xb7 "
     "\xe2\x88\x82L/\xe2\x88\x82w + \xc2\xb5 times the last \xce\x94w. With one \xce\xb7 that is "
     "the same.",
     {{"\xce\x94w = \xe2\x88\x92\xce\xb7 v", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false,
       "v as a sum of gradients: PyTorch; with the minus inside: Rumelhart, Hinton and Williams "
       "1986"}}},
    {METHODS, "Adam",
     "An optimiser with two running means for each parameter, in which the newest gradients count "
     "most: m averages the gradient, v its square. Both begin at 0 and are corrected for that: "
     "m\xcc\x82 and v\xcc\x82. The step is \xe2\x88\x92\xce\xb7 m\xcc\x82 / "
     "(\xe2\x88\x9av\xcc\x82 + \xce\xb5), so a parameter with small gradients goes about as far "
     "as one with large ones.",
     NULL,
     {{"m and v make the step", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, "Kingma and Ba 2015"}}},
    {METHODS, "L2 penalty",
     "Half of \xce\xbb times the sum of all squared weights, added to the loss: training then "
     "minimises J = L + s. Its part of the gradient, \xce\xbbw, draws each weight a little "
     "towards 0.",
     "For plain gradient descent it is the same as *weight decay*: each update also multiplies w "
     "by 1 \xe2\x88\x92 \xce\xb7\xce\xbb. For Adam it is not (AdamW decays the weights).",
     {{"s is added to L", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL},
      {"\xce\xbbw is added to \xe2\x88\x82L/\xe2\x88\x82w", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false,
       "not the same for Adam: Loshchilov and Hutter 2019"}}},
    {METHODS, "Chain rule",
     "The slope of a chain of functions is the product of their slopes, and where several paths "
     "lead to the loss, the sum over the paths. Backpropagation is the chain rule with every "
     "shared part computed once.",
     NULL,
     {{"chain rule", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {METHODS, "Backpropagation through time",
     "Backpropagation in a recurrent network: it is unrolled, a copy of it for every time step. "
     "The copies share their weights, so the gradient of a weight is the sum over all time steps.",
     NULL,
     {{"through time: back through every copy", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false,
         "the sum: Dive into Deep Learning (d2l.ai); the mean: Rumelhart, Hinton and Williams "
         "1986"}}},
    {LOOP, "Iteration",
     "One update: forward pass, loss and backward pass for every sample of one batch, then one "
     "weight update. Training repeats this.",
     "Not an epoch, which is as many iterations as there are batches.",
     {{"one iteration", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Epoch",
     "Once through all training samples: each has been used once. It takes as many iterations as "
     "there are batches.",
     "Validation samples are not among them.",
     {{"one epoch: this for each of its batches", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Batch",
     "The samples of one iteration. Each has its own forward and backward pass, their gradients "
     "add up, and one update uses their mean, or their sum where a lesson says so. *Batch size* "
     "is the number of samples in it.",
     "A batch of a part of the samples is a *mini-batch*.",
     {{"for every sample of the batch", GLOSSARY_FORWARD, GLOSSARY_BACKWARD, false, NULL},
      {"once", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Learning rate \xce\xb7",
     "It scales every step: with gradient descent \xce\x94w = \xe2\x88\x92\xce\xb7 "
     "\xe2\x88\x82L/\xe2\x88\x82w. Too small and learning takes forever, too large and the loss "
     "can grow instead.",
     "The step is \xce\x94w; \xce\xb7 is one factor of it. The same \xce\xb7 is not the same step "
     "for another optimiser.",
     {{"here it is used", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Hyperparameter",
     "A choice made before training that no gradient changes: learning rate, batch size, the "
     "number of layers and neurons, the activation function.",
     "Weights and biases are parameters: they are what training finds.",
     {{NULL, GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {LOOP, "Stopping criterion",
     "What ends the run: a number of iterations or epochs, a small loss, a small gradient, or no "
     "improvement. It is checked after each update, some at the end of an epoch.",
     "You choose the criterion. Reaching it does not prove that the network has finished learning.",
     {{"then: stop, or the next iteration", GLOSSARY_FORWARD, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Convergence",
     "The loss no longer falls much and the gradients are close to 0: the parameters hardly "
     "change any more. That may be at a minimum, or just where the loss is flat.",
     "With small batches the parameters keep moving a little; where classes are separable the "
     "weights grow slowly for ever.",
     {{"gradients close to 0", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL},
      {"steps close to 0", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {LOOP, "Divergence",
     "The loss grows without limit, often swinging, until a number becomes infinite. The steps "
     "are too long, most often because the learning rate is too large.",
     "Not every run that fails to converge diverges: the loss can also swing or stay flat.",
     {{"steps that are too long", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {DATA, "Sample",
     "One row of the data: what goes into the inputs, and the targets that belong to it.",
     NULL,
     {{"its inputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"its targets", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL}}},
    {DATA, "Validation",
     "Some samples are held out: no update ever uses their gradients. At the end of each epoch "
     "their loss says how well the network does on what it was not trained on.",
     "If the training loss keeps falling while the validation loss rises, the network *overfits*: "
     "it learns its training samples by heart.",
     {{"held out: only this far", GLOSSARY_FORWARD, GLOSSARY_LOSS, false, NULL}}},
    {DATA, "Test set",
     "Samples that are used only once, at the very end, to say how good the finished network is. "
     "Backstep has none: what it holds out is validation data.",
     "Validation samples are no test set if they chose when to stop (patience) or which settings "
     "to keep.",
     {{"once, at the end", GLOSSARY_FORWARD, GLOSSARY_LOSS, false,
       "Goodfellow, Bengio and Courville 2016, section 5.3"}}},
    {DATA, "Accuracy",
     "The share of the samples that the network gets right, where the targets are classes. The "
     "answer is the class of the largest output; with a single output it is class 1 if the output "
     "is at least 0.5.",
     "Training cannot use it: it changes in jumps, so its gradient is 0 almost everywhere.",
     {{"counted from the outputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {DATA, "Confusion matrix",
     "A table of counts: a row for each class, a column for each answer. Correct answers are on "
     "the diagonal; every other cell counts how often one class was taken for another.",
     NULL,
     {{"counted from the outputs", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {NETWORK, "Feed-forward",
     "A kind of network: every connection leads onward from the inputs to the outputs, none back, "
     "so one forward pass gives the answer.",
     "Feed-forward describes how a network is connected; backpropagation is a way to compute "
     "gradients. They are not alternatives: feed-forward networks are trained with gradient "
     "descent, and backpropagation computes the gradients it needs.",
     {{"\xe2\x80\x9cto feed forward\xe2\x80\x9d: the forward pass", GLOSSARY_FORWARD,
       GLOSSARY_FORWARD, true,
       "answers to Stack Overflow question 28403782"}}},
    {NETWORK, "Dead ReLU",
     "A neuron whose ReLU is inactive for *every* sample: its weighted sum is never above 0. It "
     "outputs 0 and no gradient flows back through it, so its own "
     "weights and bias stay as they are.",
     "Inactive for one sample is not dead: for another its sum may be above 0.",
     {{"it outputs 0", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"no gradient flows back", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {QUANTITIES, "Parameter",
     "What training changes: every weight w says how strongly one neuron influences the next, "
     "every bias b moves a neuron's weighted sum up or down. A lesson may keep its biases fixed.",
     "Hyperparameters are chosen, parameters are learned.",
     {{"used", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"changed", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {QUANTITIES, "Weighted sum z",
     "What a neuron adds up: each input times its weight, and the bias.",
     NULL,
     {{"weighted sum", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL}}},
    {QUANTITIES, "Activation a",
     "What a neuron passes on: its activation function, such as sigmoid or ReLU, of its weighted "
     "sum z. It is kept, since the backward pass needs it again.",
     NULL,
     {{"computed", GLOSSARY_FORWARD, GLOSSARY_FORWARD, false, NULL},
      {"used again", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {QUANTITIES, "Target t",
     "The value that an output should have. It comes with the sample. The forward pass never uses "
     "it: only the loss, its derivative, and the accuracy do.",
     NULL,
     {{"compared with the output", GLOSSARY_LOSS, GLOSSARY_LOSS, false, NULL},
      {"in the loss's derivative", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL}}},
    {QUANTITIES, "Gradient \xe2\x88\x82L/\xe2\x88\x82w",
     "How fast the loss changes when w alone changes: per unit of w, for a very small change. "
     "0.08 means: raise w by 0.01, and the loss rises by about 0.0008. So the update makes w "
     "smaller.",
     "Strictly the gradient is the list (vector) of all these slopes; each entry is called a "
     "gradient, too. A gradient is computed, a step is taken.",
     {{"computed", GLOSSARY_BACKWARD, GLOSSARY_BACKWARD, false, NULL},
      {"used", GLOSSARY_UPDATE, GLOSSARY_UPDATE, false, NULL}}},
    {QUANTITIES, "Error signal \xce\xb4",
     "\xce\xb4 = \xe2\x88\x82L/\xe2\x88\x82z: how fast the loss changes with a neuron's weighted "
     "sum z. It is what is passed back from layer to layer; \xce\xb4 times an input of the neuron "
     "is the gradient of that weight.",
     "Three things are called \xe2\x80\x9c" "error\xe2\x80\x9d: the difference of target and "
     "output, \xce\xb4, and the loss.",
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
