/* What the words of the field mean. */
WORD(GLOSSARY_FOUR_PHASES, "The four phases")
WORD(GLOSSARY_METHODS, "Methods")
WORD(GLOSSARY_LOOP, "The loop")
WORD(GLOSSARY_DATA, "Data")
WORD(GLOSSARY_NETWORK, "The network")
WORD(GLOSSARY_QUANTITIES, "Quantities")
WORD(GLOSSARY_FORWARD_PASS, "Forward pass")
WORD(GLOSSARY_FORWARD_PASS_IS,
     "The network computes the activations layer by layer, from the inputs to the outputs, and "
     "keeps them. Also called *forward propagation*.")
WORD(GLOSSARY_FORWARD_PASS_IS_NOT, "It uses the weights and changes none.")
WORD(FORWARD_PASS, "forward pass")
WORD(GLOSSARY_LOSS, "Loss")
WORD(GLOSSARY_LOSS_IS,
     "One number that says how far the outputs are from their targets: the smaller, the better. "
     "Training makes it smaller.")
WORD(GLOSSARY_LOSS_IS_NOT,
     "The loss judges the network’s answer. It is not the error signal δ of a neuron.")
WORD(LOSS, "loss")
WORD(GLOSSARY_BACKWARD_PASS, "Backward pass")
WORD(GLOSSARY_BACKWARD_PASS_IS,
     "From the loss back to the first layer, the chain rule gives the gradients: how fast the "
     "loss changes with every weight and bias. Strictly, no weight changes during it. Some "
     "authors include the update.")
WORD(STRICTLY_ONLY_GRADIENTS, "strictly: only gradients")
WORD(RUMELHART_HINTON_AND_WILLIAMS_1986, "Rumelhart, Hinton and Williams 1986; Stanford CS231n")
WORD(LOOSELY_GRADIENTS_AND_UPDATE, "loosely: gradients and update")
WORD(GOOGLES_MACHINE_LEARNING_GLOSSARY, "Google’s machine learning glossary")
WORD(GLOSSARY_WEIGHT_UPDATE, "Weight update")
WORD(GLOSSARY_WEIGHT_UPDATE_IS,
     "After the backward pass, the optimiser uses the gradients to move every trained parameter "
     "from its old value to its new one, all of them at once.")
WORD(GLOSSARY_WEIGHT_UPDATE_IS_NOT,
     "The update takes a step, with gradient descent −η ∂L/∂w. The gradient is not the step.")
WORD(WEIGHT_UPDATE, "weight update")
WORD(GLOSSARY_BACKPROPAGATION_STRICTLY, "Backpropagation, strictly")
WORD(GLOSSARY_BACKPROPAGATION_STRICTLY_IS,
     "The method that computes the gradient of the loss by the chain rule. It starts at the "
     "output and reuses the result of each layer for the layer before it. It changes no weight: "
     "using the gradient is the job of another method.")
WORD(GLOSSARY_BACKPROPAGATION_STRICTLY_IS_NOT,
     "Not gradient descent, which uses the gradient. Not a measurement either: what changes a "
     "weight and looks at the loss is the method of finite differences (key D).")
WORD(STRICTLY_COMPUTES_DW, "strictly: computes ∂L/∂w")
WORD(GOODFELLOW_BENGIO_AND_COURVILLE,
     "Goodfellow, Bengio and Courville 2016, section 6.5; Wikipedia; Dive into Deep Learning "
     "(d2l.ai)")
WORD(GLOSSARY_BACKPROPAGATION_LOOSELY, "Backpropagation, loosely")
WORD(GLOSSARY_BACKPROPAGATION_LOOSELY_IS,
     "The same word for more than the gradients: for the forward and the backward pass together, "
     "or for the whole procedure by which a network learns, weight updates included.")
WORD(GLOSSARY_BACKPROPAGATION_LOOSELY_IS_NOT,
     "If weights change in a description of it, the author means the loose sense.")
WORD(LOOSELY_FORWARD_BACKWARD, "loosely: forward + backward")
WORD(ANSWERS_TO_STACK_OVERFLOW_QUESTION, "answers to Stack Overflow question 28403782")
WORD(LOOSELY_ALL_OF_LEARNING, "loosely: all of learning")
WORD(RUMELHART_HINTON_AND_WILLIAMS_1986_ABSTRACT,
     "Rumelhart, Hinton and Williams 1986, abstract; Google’s machine learning glossary")
WORD(GLOSSARY_GRADIENT_DESCENT, "Gradient descent")
WORD(GLOSSARY_GRADIENT_DESCENT_IS,
     "The method that uses the gradient: each parameter moves a little against its own gradient, "
     "w − η ∂L/∂w. It works with any method of computing the gradient. Adam, for example, takes a "
     "different step with the same gradient.")
WORD(GLOSSARY_GRADIENT_DESCENT_IS_NOT, "Not backpropagation, which computes the gradient.")
WORD(GRADIENT_DESCENT_USES_DW, "gradient descent: uses ∂L/∂w")
WORD(GLOSSARY_STOCHASTIC_GRADIENT_DESCENT, "Stochastic gradient descent")
WORD(GLOSSARY_STOCHASTIC_GRADIENT_DESCENT_IS,
     "*SGD*: gradient descent with the gradient of a batch that is only a part of the samples, a "
     "*mini-batch*. That gradient is an estimate of the gradient over all samples, so the loss "
     "over all of them may rise in an update. Scenario files call gradient descent \"sgd\" "
     "whatever the batch.")
WORD(GLOSSARY_STOCHASTIC_GRADIENT_DESCENT_IS_NOT,
     "Where every batch has all samples it is plain (full-batch) gradient descent.")
WORD(ESTIMATE_OF_GRADIENT, "an estimate of the gradient")
WORD(USES_ESTIMATE, "uses the estimate")
WORD(GOODFELLOW_BENGIO_AND_COURVILLE_2016,
     "Goodfellow, Bengio and Courville 2016, sections 5.9 and 8.1.3")
WORD(GLOSSARY_OPTIMISER, "Optimiser")
WORD(GLOSSARY_OPTIMISER_IS,
     "The method that turns gradients into steps. Gradient descent is the simplest. Others also "
     "remember earlier gradients: *momentum* a velocity, *RMSProp* a running mean of the squared "
     "gradients, *Adam* a running mean of both.")
WORD(GLOSSARY_OPTIMISER_IS_NOT,
     "All of them get the same gradients: backpropagation does not depend on which one uses them.")
WORD(OPTIMISER_USES_DW, "the optimiser: uses ∂L/∂w")
WORD(GLOSSARY_MOMENTUM, "Momentum")
WORD(GLOSSARY_MOMENTUM_IS,
     "Gradient descent with a velocity v: each update multiplies v by µ and adds the new "
     "gradient, then moves each weight by *minus* η times v. Gradients that agree add up, up to "
     "1/(1 − µ) times one of them; gradients that change sign cancel.")
WORD(GLOSSARY_MOMENTUM_IS_NOT,
     "Some authors put the minus and η inside: Δw = −η ∂L/∂w + µ times the last Δw. With one η "
     "that is the same.")
WORD(V_AS_SUM_OF_GRADIENTS,
     "v as a sum of gradients: PyTorch; with the minus inside: Rumelhart, Hinton and Williams 1986")
WORD(GLOSSARY_ADAM, "Adam")
WORD(GLOSSARY_ADAM_IS,
     "An optimiser with two running means for each parameter, in which the newest gradients count "
     "most: m averages the gradient, v its square. Both begin at 0 and are corrected for that: m̂ "
     "and v̂. The step is −η m̂ / (√v̂ + ε), so a parameter with small gradients goes about as "
     "far as one with large ones.")
WORD(M_AND_V_MAKE_STEP, "m and v make the step")
WORD(KINGMA_AND_BA_2015, "Kingma and Ba 2015")
WORD(GLOSSARY_L2_PENALTY, "L2 penalty")
WORD(GLOSSARY_L2_PENALTY_IS,
     "Half of λ times the sum of all squared weights, added to the loss: training then minimises "
     "J = L + s. Its part of the gradient, λw, draws each weight a little towards 0.")
WORD(GLOSSARY_L2_PENALTY_IS_NOT,
     "For plain gradient descent it is the same as *weight decay*: each update also multiplies w "
     "by 1 − ηλ. For Adam it is not (AdamW decays the weights).")
WORD(S_IS_ADDED_TO_L, "s is added to L")
WORD(W_IS_ADDED_TO_DW, "λw is added to ∂L/∂w")
WORD(NOT_SAME_FOR_ADAM_LOSHCHILOV, "not the same for Adam: Loshchilov and Hutter 2019")
WORD(GLOSSARY_CLIPPING, "Clipping")
WORD(GLOSSARY_CLIPPING_IS,
     "Where all gradients together are longer than a limit, each is multiplied by the same number: "
     "the length then is the limit (clip_norm). Or each that is too large becomes the limit "
     "(clip_value). So an exploding gradient cannot move the weights too far.")
WORD(GLOSSARY_CLIPPING_IS_NOT,
     "It only shortens: a gradient that vanishes does not become longer. The learning rate is "
     "another thing, it scales every step.")
WORD(CLIPPED_FIRST, "clipped before the step")
WORD(PASCANU_MIKOLOV_AND_BENGIO_2013, "by the norm: Pascanu, Mikolov and Bengio 2013")
WORD(GLOSSARY_CHAIN_RULE, "Chain rule")
WORD(GLOSSARY_CHAIN_RULE_IS,
     "The slope of a chain of functions is the product of their slopes, and where several paths "
     "lead to the loss, the sum over the paths. Backpropagation is the chain rule with every "
     "shared part computed once.")
WORD(CHAIN_RULE, "chain rule")
WORD(GLOSSARY_BACKPROPAGATION_THROUGH_TIME, "Backpropagation through time")
WORD(GLOSSARY_BACKPROPAGATION_THROUGH_TIME_IS,
     "Backpropagation in a recurrent network: it is unrolled, a copy of it for every time step. "
     "The copies share their weights, so the gradient of a weight is the sum over all time steps.")
WORD(THROUGH_TIME_BACK_THROUGH_EVERY, "through time: back through every copy")
WORD(SUM_DIVE_INTO_DEEP_LEARNING,
     "the sum: Dive into Deep Learning (d2l.ai); the mean: Rumelhart, Hinton and Williams 1986")
WORD(GLOSSARY_ITERATION, "Iteration")
WORD(GLOSSARY_ITERATION_IS,
     "One update: forward pass, loss and backward pass for every sample of one batch, then one "
     "weight update. Training repeats this.")
WORD(GLOSSARY_ITERATION_IS_NOT, "Not an epoch, which is as many iterations as there are batches.")
WORD(ONE_ITERATION, "one iteration")
WORD(GLOSSARY_EPOCH, "Epoch")
WORD(GLOSSARY_EPOCH_IS,
     "Once through all training samples: each has been used once. It takes as many iterations as "
     "there are batches.")
WORD(GLOSSARY_EPOCH_IS_NOT, "Validation samples are not among them.")
WORD(ONE_EPOCH_FOR_EACH_OF, "one epoch: this for each of its batches")
WORD(GLOSSARY_BATCH, "Batch")
WORD(GLOSSARY_BATCH_IS,
     "The samples of one iteration. Each has its own forward and backward pass, their gradients "
     "add up, and one update uses their mean, or their sum where a lesson says so. *Batch size* "
     "is the number of samples in it.")
WORD(GLOSSARY_BATCH_IS_NOT,
     "A batch of a part of the samples is a *mini-batch*. Real programs put a whole batch through "
     "at once, as a matrix: the result is the same.")
WORD(FOR_EVERY_SAMPLE_OF_BATCH, "for every sample of the batch")
WORD(ONCE, "once")
WORD(GLOSSARY_LEARNING_RATE_ETA, "Learning rate η")
WORD(GLOSSARY_LEARNING_RATE_ETA_IS,
     "It scales every step: with gradient descent Δw = −η ∂L/∂w. Too small and learning takes "
     "forever, too large and the loss can grow instead.")
WORD(GLOSSARY_LEARNING_RATE_ETA_IS_NOT,
     "The step is Δw; η is one factor of it. The same η is not the same step for another "
     "optimiser.")
WORD(HERE_IT_IS_USED, "here it is used")
WORD(GLOSSARY_HYPERPARAMETER, "Hyperparameter")
WORD(GLOSSARY_HYPERPARAMETER_IS,
     "A choice made before training that no gradient changes: learning rate, batch size, the "
     "number of layers and neurons, the activation function.")
WORD(GLOSSARY_HYPERPARAMETER_IS_NOT,
     "Weights and biases are parameters: they are what training finds.")
WORD(GLOSSARY_STOPPING_CRITERION, "Stopping criterion")
WORD(GLOSSARY_STOPPING_CRITERION_IS,
     "What ends the run: a number of iterations or epochs, a small loss, a small gradient, or no "
     "improvement. It is checked after each update, some at the end of an epoch.")
WORD(GLOSSARY_STOPPING_CRITERION_IS_NOT,
     "You choose the criterion. Reaching it does not prove that the network has finished learning.")
WORD(THEN_STOP_OR_NEXT_ITERATION, "then: stop, or the next iteration")
WORD(GLOSSARY_CONVERGENCE, "Convergence")
WORD(GLOSSARY_CONVERGENCE_IS,
     "The loss no longer falls much and the gradients are close to 0: the parameters hardly "
     "change any more. That may be at a minimum, or just where the loss is flat.")
WORD(GLOSSARY_CONVERGENCE_IS_NOT,
     "With small batches the parameters keep moving a little; where classes are separable the "
     "weights grow slowly for ever.")
WORD(GRADIENTS_CLOSE_TO_0, "gradients close to 0")
WORD(STEPS_CLOSE_TO_0, "steps close to 0")
WORD(GLOSSARY_DIVERGENCE, "Divergence")
WORD(GLOSSARY_DIVERGENCE_IS,
     "The loss grows without limit, often swinging, until a number becomes infinite. The steps "
     "are too long, most often because the learning rate is too large.")
WORD(GLOSSARY_DIVERGENCE_IS_NOT,
     "Not every run that fails to converge diverges: the loss can also swing or stay flat.")
WORD(STEPS_ARE_TOO_LONG, "steps that are too long")
WORD(GLOSSARY_SAMPLE, "Sample")
WORD(GLOSSARY_SAMPLE_IS,
     "One row of the data: what goes into the inputs, and the targets that belong to it.")
WORD(ITS_INPUTS, "its inputs")
WORD(ITS_TARGETS, "its targets")
WORD(GLOSSARY_VALIDATION, "Validation")
WORD(GLOSSARY_VALIDATION_IS,
     "Some samples are held out: no update ever uses their gradients. At the end of each epoch "
     "their loss says how well the network does on what it was not trained on.")
WORD(GLOSSARY_VALIDATION_IS_NOT,
     "If the training loss keeps falling while the validation loss rises, the network *overfits*: "
     "it learns its training samples by heart.")
WORD(HELD_OUT_ONLY_FAR, "held out: only this far")
WORD(GLOSSARY_TEST_SET, "Test set")
WORD(GLOSSARY_TEST_SET_IS,
     "Samples that are used only once, at the very end, to say how good the finished network is. "
     "Backstep has none: what it holds out is validation data.")
WORD(GLOSSARY_TEST_SET_IS_NOT,
     "Validation samples are no test set if they chose when to stop (patience) or which settings "
     "to keep.")
WORD(ONCE_AT_END, "once, at the end")
WORD(GOODFELLOW_BENGIO_AND_COURVILLE_2016_SECTION,
     "Goodfellow, Bengio and Courville 2016, section 5.3")
WORD(GLOSSARY_ACCURACY, "Accuracy")
WORD(GLOSSARY_ACCURACY_IS,
     "The share of the samples that the network gets right, where the targets are classes. The "
     "answer is the class of the largest output; with a single output it is class 1 if the output "
     "is at least 0.5.")
WORD(GLOSSARY_ACCURACY_IS_NOT,
     "Training cannot use it: it changes in jumps, so its gradient is 0 almost everywhere.")
WORD(COUNTED_FROM_OUTPUTS, "counted from the outputs")
WORD(GLOSSARY_CONFUSION_MATRIX, "Confusion matrix")
WORD(GLOSSARY_CONFUSION_MATRIX_IS,
     "A table of counts: a row for each class, a column for each answer. Correct answers are on "
     "the diagonal; every other cell counts how often one class was taken for another.")
WORD(GLOSSARY_FEED_FORWARD, "Feed-forward")
WORD(GLOSSARY_FEED_FORWARD_IS,
     "A kind of network: every connection leads onward from the inputs to the outputs, none back, "
     "so one forward pass gives the answer.")
WORD(GLOSSARY_FEED_FORWARD_IS_NOT,
     "Feed-forward describes how a network is connected; backpropagation is a way to compute "
     "gradients. They are not alternatives: feed-forward networks are trained with gradient "
     "descent, and backpropagation computes the gradients it needs.")
WORD(TO_FEED_FORWARD_FORWARD_PASS, "“to feed forward”: the forward pass")
WORD(GLOSSARY_DEAD_RELU, "Dead ReLU")
WORD(GLOSSARY_DEAD_RELU_IS,
     "A neuron whose ReLU is inactive for *every* sample: its weighted sum is never above 0. It "
     "outputs 0 and no gradient flows back through it, so its own weights and bias stay as they "
     "are.")
WORD(GLOSSARY_DEAD_RELU_IS_NOT,
     "Inactive for one sample is not dead: for another its sum may be above 0.")
WORD(IT_OUTPUTS_0, "it outputs 0")
WORD(NO_GRADIENT_FLOWS_BACK, "no gradient flows back")
WORD(GLOSSARY_PARAMETER, "Parameter")
WORD(GLOSSARY_PARAMETER_IS,
     "What training changes: every weight w says how strongly one neuron influences the next, "
     "every bias b moves a neuron’s weighted sum up or down. A lesson may keep its biases fixed.")
WORD(GLOSSARY_PARAMETER_IS_NOT, "Hyperparameters are chosen, parameters are learned.")
WORD(USED, "used")
WORD(CHANGED, "changed")
WORD(GLOSSARY_WEIGHTED_SUM_Z, "Weighted sum z")
WORD(GLOSSARY_WEIGHTED_SUM_Z_IS,
     "What a neuron adds up: each input times its weight, and the bias.")
WORD(WEIGHTED_SUM, "weighted sum")
WORD(GLOSSARY_ACTIVATION_A, "Activation a")
WORD(GLOSSARY_ACTIVATION_A_IS,
     "What a neuron passes on: its activation function, such as sigmoid or ReLU, of its weighted "
     "sum z. It is kept, since the backward pass needs it again.")
WORD(COMPUTED, "computed")
WORD(USED_AGAIN, "used again")
WORD(GLOSSARY_TARGET_T, "Target t")
WORD(GLOSSARY_TARGET_T_IS,
     "The value that an output should have. It comes with the sample. The forward pass never uses "
     "it: only the loss, its derivative, and the accuracy do.")
WORD(COMPARED_WITH_OUTPUT, "compared with the output")
WORD(IN_LOSSS_DERIVATIVE, "in the loss’s derivative")
WORD(GLOSSARY_GRADIENT, "Gradient ∂L/∂w")
WORD(GLOSSARY_GRADIENT_IS,
     "How fast the loss changes when w alone changes: per unit of w, for a very small change. "
     "0.08 means: raise w by 0.01, and the loss rises by about 0.0008. So the update makes w "
     "smaller.")
WORD(GLOSSARY_GRADIENT_IS_NOT,
     "Strictly the gradient is the list (vector) of all these slopes; each entry is called a "
     "gradient, too. A gradient is computed, a step is taken.")
WORD(GLOSSARY_ERROR_SIGNAL_DELTA, "Error signal δ")
WORD(GLOSSARY_ERROR_SIGNAL_DELTA_IS,
     "δ = ∂L/∂z: how fast the loss changes with a neuron’s weighted sum z. It is what is passed "
     "back from layer to layer; δ times an input of the neuron is the gradient of that weight.")
WORD(GLOSSARY_ERROR_SIGNAL_DELTA_IS_NOT,
     "Three things are called “error”: the difference of target and output, δ, and the loss.")
WORD(ERROR_SIGNAL, "error signal")
WORD(CALLED_ERROR_BY_NIELSEN_AND, "called “error” by Nielsen and by Wikipedia")

/* The sheet. */
WORD(STEP_IS_MINUS_ETA_V, "Δw = −η v")
WORD(USE_AND_SOURCE, "{s use}: {s source}")
WORD(ARROW_MORE, "{s arrow} {n} more")
WORD(UP_AND_DOWN_CHOOSE, "Up and Down choose, Enter shows it, Escape closes")
WORD(SHOW_IT_IN, "Show it here: {s phase}")
WORD(LESSON_ABOUT_IT, "Lesson: {s title}")
WORD(GLOSSARY_TITLE, "The words")
