/* Answers to who asks about a number. */
WORD(HAS_NO_BIAS, "{f} has no bias")
WORD(NEURONS_OF_LAYER_HAVE_NO, "The neurons of this layer have no bias: there is nothing to learn.")
WORD(STAYS_AS_IT_IS, "{f} stays as it is")
WORD(LESSON_KEEPS_BIASES_FIXED_TAKES, "This lesson keeps the biases *fixed*: {f} takes no step.")
WORD(NO_PENALTY_ON_LARGE_WEIGHTS, "No penalty on large weights")
WORD(LESSON_HAS_NO_PENALTY_WHAT,
     "This lesson has no penalty: what training makes smaller is the loss alone.")
WORD(HAS_NO_SUCH_BUFFER, "{f} has no such buffer")
WORD(OPTIMISER_KEEPS_NO_SUCH_NUMBER,
     "The optimiser ({s}) remembers no such number between updates.")
WORD(NOT_THERE_YET_IT_APPEARS,
     "Not there yet: it appears at the end of the weight update, when all parameters move.")
WORD(NOT_COMPUTED_YET_IT_APPEARS, "Not computed yet: it appears in the forward pass, at the {s}.")
WORD(NOT_COMPUTED_YET_IT_APPEARS_AFTER,
     "Not computed yet: it appears after the loss of the batch’s last sample.")
WORD(NOT_COMPUTED_YET_IT_APPEARS_WITH,
     "Not computed yet: it appears with the loss, after the forward pass.")
WORD(NOT_COMPUTED_YET_IT_APPEARS_IN, "Not computed yet: it appears in the weight update.")
WORD(NOT_COMPUTED_YET_IT_APPEARS_IN_BACKWARD,
     "Not computed yet: it appears in the backward pass of the batch’s last sample.")
WORD(NOT_COMPUTED_YET_IT_APPEARS_IN_BACKWARD_PASS,
     "Not computed yet: it appears in the backward pass, at the {s}.")
WORD(NOT_COMPUTED_AT_ALL_WITH,
     "Not computed at all: with this loss the backward pass begins at {f}.")
WORD(SAMPLE_OF, " · sample {n} of {n}")
WORD(SET_BY_HAND_UNDO_TAKES, "{f} = *{v}*, *set by hand*. Undo takes that back.")
WORD(NUMBER_WAS_SET_BY_HAND, "This number was set by hand; what depends on it is computed from it.")
WORD(STALE_COMPUTED_FROM_PARAMETERS, "*Old*: computed with the parameters before the update.")

/* Numbers that are given, and parameters. */
WORD(SAMPLE_OF_2, "sample {n} of {n}")
WORD(SAMPLE, "sample {s}")
WORD(INTO, "into")
WORD(THROUGH, "through")
WORD(WHAT_GOES_INTO_NET, "{f}: an input of the network")
WORD(IT_COMES_FROM_DATA_AS,
     "{f} = *{v}*. It comes from the data, as all inputs of sample {n} of {n}.")
WORD(IS_INPUT_IT_COMES_FROM,
     "{f} is an input: it comes from the data, and training does not change it.")
WORD(WHAT_SHOULD_BE, "{f}: what {f} should be")
WORD(TARGET, "target")
WORD(OUTPUT_2, "output")
WORD(TARGET_COMES_FROM_DATA_FORWARD,
     "The target comes from the data. The forward pass never uses it: only the loss, its "
     "derivative, and the accuracy do.")
WORD(IN_DATA_IS_ITS_PIXELS, "In the data that is *{v}*: its pixels are divided by {v}.")
WORD(IN_SCALE_OF_DATA_IS,
     "In the scale of the data that is *{v}*. The column is *standardised*: (value in the data − "
     "mean {v}) / standard deviation {v}.")
WORD(SET_BY_HAND, "set by hand")
WORD(OLD_VALUE, "old value")
WORD(VALUE, "value")
WORD(SAMPLE_2, "this sample")
WORD(WITH_PENALTY, "with penalty")
WORD(NEW_VALUE, "new value")
WORD(LESSON_KEEPS_BIASES_FIXED, "This lesson keeps the biases *fixed*.")
WORD(WHOLE_ITERATION_HAS_COMPUTED_WITH, "The whole iteration has computed with the old value.")
WORD(SUM_IS_NOT_COMPLETE, "The batch’s gradient, the sum over its samples, is not complete yet.")
WORD(MEAN_IS_NOT_COMPLETE, "The batch’s gradient, the mean over its samples, is not complete yet.")
WORD(ITS_GRADIENT_IS_NOT_COMPUTED,
     "Its gradient is not computed yet: it appears in the backward pass.")
WORD(GRADIENT_ONLY_SAYS_HOW_LOSS,
     "The gradient only says how the loss *would* change. The parameter itself changes in the "
     "weight update.")
WORD(SHIFTS_SUM_OF, "{f}: shifts the weighted sum of {f}")
WORD(IS_PARAMETER_IT_IS_ADDED,
     "{f} is a parameter: it is added to the weighted sum of {f}, whatever the inputs are.")
WORD(HOW_STRONGLY_ACTS, "{f}: how strongly {f} influences the neuron")
WORD(IS_PARAMETER_TRAINING_CHANGES_HOW,
     "{f} is a parameter: training changes how strongly {f} influences {f}.")
WORD(PENALTY, "penalty")
WORD(SCALES_EVERY_STEP, "{f}: scales every step")
WORD(HYPERPARAMETER_YOU_CHOOSE_IT,
     "A *hyperparameter*: you choose it, training does not. Too small is slow; too large "
     "overshoots.")
WORD(LEARNING_RATE_SCALES_EVERY_STEP,
     "The learning rate {f} scales every step, the same for all: with {s} a step is −{f} times "
     "the gradient.")
WORD(LEARNING_RATE_SCALES_EVERY_STEP_SAME,
     "The learning rate {f} scales every step, the same for all.")

/* The long form. */
WORD(PRODUCT, "product")
WORD(OUTPUT_HAS_BEEN_ROUNDED_TO,
     "An output has been rounded to {v}, its ∂L/∂a is infinite: only the shortened form has a "
     "value.")
WORD(L_IS_T_SLOPES_OF,
     "∂L/∂a is −t/a. The slopes of softmax are a(1 − a) for the output’s own sum, −a·a for "
     "another’s: each 1/a cancels.")
WORD(WHAT_CANCELS_IN_CHAIN_RULE, "{f}: what cancels in the chain rule")
WORD(CHAIN_RULE_WRITTEN_OUT, "The chain rule, written out. {s}")
WORD(OUTPUT_MINUS_TARGET_IS_LEFT, "Output minus target is left.")
WORD(WRITTEN_OUT_TIMES_INPUT_OF, "{f}, written out, times the input of {f}: the whole product.")
WORD(WRITTEN_OUT_BIAS_ENTERS_SUM, "{f}, written out: the bias enters the sum with slope 1.")
WORD(CHAIN_RULE_MULTIPLIES_SLOPES_ON_WAY,
     "The chain rule multiplies the slopes on the way back; the bias enters the sum with slope 1.")

/* Every path. */
WORD(PATH_BACK, "path back")
WORD(TERM, "term")
WORD(LARGEST_OF_PATHS_SUM_IS, "The {n} largest of {v} paths; the sum is over all of them.")
WORD(PATHS_FROM, "paths from")
WORD(TOGETHER, "together")
WORD(THERE_ARE_PATHS_WHAT_COMES,
     "There are {v} paths. What comes from one neuron of the layer above is already added up in "
     "its error signal.")
WORD(HOW_INFLUENCES_LOSS_PATH_BY, "How {f} influences the loss, path by path")
WORD(THERE_IS_ONE_PATH_FROM,
     "There is one path from the loss back to {f}: the slopes on it are multiplied.")
WORD(ALONG_EACH_PATH_FROM_LOSS,
     "Along each path from the loss back to {f} the slopes are multiplied; all paths are added up.")
WORD(EACH_PATH_BEGINS_WITH_ERROR, "Each path begins with the error signal δ of its output.")

/* Saturation, inactive neurons, numbers beyond all bounds. */
WORD(RELU_IS_INACTIVE_FOR_SAMPLE,
     "{f} {s}: this ReLU is *inactive* for this sample. No gradient will come back through it "
     "either.")
WORD(IS_SATURATED_CURVE_IS_ALMOST,
     "{f} is *saturated*: the curve is almost flat here, so {f} hardly answers to {f}.")
WORD(IS_SATURATED_BUT_LOSS_MAKES,
     "{f} is *saturated*, but this loss makes up for it: the error signal comes through in full.")
WORD(SATURATED_SLOPE_HAS_BECOME_NOTHING,
     "*Saturated*: the slope {f} has become {v}. Nothing is learned here, right or wrong.")
WORD(SATURATED_SLOPE_IS_ONLY_LEARNING,
     "*Saturated*: the slope {f} is only {v}. Learning is slow though {f} is far from its target.")
WORD(SATURATED_SLOPE_IS_ONLY_SO,
     "*Saturated*: the slope {f} is only {v}, so only little of the gradient passes back through "
     "{f}.")
WORD(NO_GRADIENT_RELU_IS_INACTIVE,
     "*No gradient*: ReLU is inactive, {f} {s}. That does not mean {f} has finished learning.")
WORD(SUM_OF_BATCHS_LOSSES_IS,
     "*The sum of the batch’s losses is infinite*: each is still a number, but all together are "
     "too large for a computer’s numbers.")
WORD(BATCHS_LOSSES_HAVE_GROWN_BEYOND,
     "The batch’s losses have grown beyond all numbers: the run has diverged. A smaller learning "
     "rate may help.")
WORD(IS_NAN_NOT_NUMBER_ANY,
     "*{f} is NaN*, not a number any more: infinities met on the way. Everything computed from it "
     "is NaN too.")
WORD(IS_NOT_NUMBER_ANY_MORE,
     "{f} is not a number any more: the run has diverged. Go back, or choose a smaller learning "
     "rate.")
WORD(IS_INFINITE_ITS_VALUE_IS,
     "*{f} is infinite*: its value is too large for a computer’s numbers. What follows from it "
     "cannot be trusted.")
WORD(HAS_GROWN_BEYOND_ALL_NUMBERS,
     "{f} has grown beyond all numbers: the run has diverged. A smaller learning rate may help.")

/* Rows that stand for several. */
WORD(OTHERS_SUM, PLURAL("{n} other", "{n} others"))

/* What a quantity is called. */
WORD(WEIGHT_FROM_TO, "weight from {f} to {f}")
WORD(NOTHING, "nothing")

/* The first page. */
WORD(WHAT_LARGE_WEIGHTS_COST, "what large weights cost")
WORD(WEIGHT_WHAT_IS_LEARNED, "weight: what is learned")
WORD(BIAS_KEPT_FIXED_HERE, "bias: kept fixed here")
WORD(BIAS_LEARNED_TOO, "bias: learned too")
WORD(NEURONS_WEIGHTED_SUM, "a neuron’s weighted sum")
WORD(ACTIVATION_NEURONS_OUTPUT, "activation: a neuron’s output")
WORD(TARGET_WHAT_OUTPUT_SHOULD_BE, "target: what the output should be")
WORD(LOSS_2, "loss: {s}")
WORD(ERROR_SIGNAL_L_Z, "error signal: ∂L/∂z")
WORD(GRADIENT_OF_WEIGHT, "gradient of a weight")
WORD(LEARNING_RATE_SCALES_EVERY_STEP_2, "learning rate: scales every step")
WORD(SAMPLES_IN_BATCH, "samples in a batch")
WORD(BEFORE_FIRST_STEP, "Before the first step")
WORD(TRAINING_ONE_STEP_AT_TIME, "Training, one step at a time")
WORD(FOUR_PHASES_FORWARD_PASS_LOSS,
     "Four phases: forward pass, loss, backward pass, weight update. Then the next iteration "
     "begins.")
WORD(AND_MORE, "and {n} more")
WORD(AND_MORE_NONE_LARGER, "and {n} more, none larger")
WORD(ABOUT, "{s}")
WORD(INPUT_OF, "input {f}")
WORD(TARGET_OF, "target of {f}")
WORD(LEARNING_RATE_OF, "learning rate {f}")
WORD(WEIGHTED_SUM_OF, "weighted sum of {f}")
WORD(ACTIVATION_OF, "activation of {f}")
WORD(PART_OF_LOSS_FROM, "part of the loss from {f}")
WORD(GRADIENT_OF_LOSS_BY, "gradient of the loss by {f}")
WORD(ERROR_SIGNAL_OF_NEURON, "error signal of {f}")
WORD(GRADIENT_OF_OBJECTIVE_BY, "gradient of the objective by {f}")
WORD(BIAS_OF, "bias of {f}")
WORD(GRADIENT_OF_BATCH_LOSS_BY, "gradient of the batch’s loss by {f}")
WORD(STEP_OF, "step of {f}")
WORD(NEW_VALUE_OF, "new value of {f}")
WORD(WITH_PENALTY_TERM, "with penalty λw")
WORD(WITH_PENALTY_TERM_BRIEF, "with λw")
WORD(OF_LAYER_NAMED, "{s} layer")
WORD(OUTPUT_LAYER, "output layer")
WORD(HIDDEN_LAYER, "hidden layer")
WORD(HIDDEN_LAYER_OF, "hidden layer {n}")
WORD(INPUT_LAYER, "input")
WORD(PRESS_RIGHT_ARROW, "Press the right arrow  →")
