/* Pages of the backward pass. */
WORD(UPDATE_WILL_USE_SUM, "A batch adds up its samples’ gradients; the update will use their sum.")
WORD(UPDATE_WILL_USE_MEAN,
     "A batch adds up its samples’ gradients; the update will use their mean.")
WORD(MEAN, "mean")
WORD(BATCH_IS_COMPLETE_FOR_UPDATE,
     "The batch is complete. For the update, gradient = sum over its {n} samples.")
WORD(BATCH_IS_COMPLETE_FOR_UPDATE_GRADIENT,
     "The batch is complete. For the update, gradient = sum over the batch ÷ {n}.")
WORD(ADDED_UP_OVER_BATCH_SO, "Added up over the batch so far: {v}.")
WORD(ABOVE_0_IF_GREW_LITTLE, "{f} > 0: if {f} grew a little, the loss would grow.")
WORD(BELOW_0_IF_GREW_LITTLE, "{f} < 0: if {f} grew a little, the loss would shrink.")
WORD(IS_0_BECAUSE_INPUT_WAS,
     "{f} is 0, because the input was 0: the weight did not influence the output.")
WORD(IS_0_SMALL_CHANGE_OF, "{f} is 0: a small change of {f} would hardly change the loss.")
WORD(NOTHING_IS_CHANGED_YET, "Nothing is changed yet.")
WORD(HOW_FAST_DOES_LOSS_CHANGE, "How fast does the loss change with {f}?")
WORD(CHAIN_RULE_MULTIPLIES_SLOPES_ON,
     "The chain rule multiplies the slopes on the way from {f weight} to {f loss}.")
WORD(GRADIENT_OF_IS_TIMES_INPUT,
     "The gradient of {f weight} is {f error} times the input of that weight.")
WORD(BIAS_ENTERS_WITH_SLOPE_1,
     "The bias enters {f} with slope 1, so its gradient is the error signal {f} itself.")
WORD(LESSON_KEEPS_BIASES_FIXED_GRADIENT,
     "This lesson keeps the biases *fixed*: the gradient exists, but it is not used.")
WORD(GRADIENTS_OF_S_PARAMETERS, "The gradients of {f}’s parameters")
WORD(GRADIENT_OF_S_WEIGHT, "The gradient of {f}’s weight")
WORD(GRADIENTS_OF_S_WEIGHTS, "The gradients of {f}’s weights")
WORD(EACH_GRADIENT_IS_TIMES_INPUT,
     "Each gradient is {f} times the input of that weight (for the bias, 1). Nothing is changed "
     "yet.")
WORD(GRADIENT_IS_TIMES_INPUT_OF,
     "The gradient is {f} times the input of the weight. Nothing is changed yet.")
WORD(EACH_GRADIENT_IS_TIMES_INPUT_OF,
     "Each gradient is {f} times the input of that weight. Nothing is changed yet.")
WORD(ALL_THESE_GRADIENTS_ARE_0,
     "All these gradients are 0: for this sample, small changes here would hardly change the loss.")
WORD(LESSON_KEEPS_BIASES_FIXED_EXISTS,
     "This lesson keeps the biases *fixed*: {f} exists, but it is not used.")
WORD(PARAMETER, "parameter")
WORD(GRADIENT, "gradient")
WORD(HOW_WITH_EACH_PARAMETER, "How does the loss change with each parameter?")
WORD(HOW_WITH_EACH_WEIGHT, "How does the loss change with each weight?")
WORD(WEIGHT, "weight")
WORD(ALL_GRADIENTS_ARE_0_ONLY,
     "All gradients are 0. That only says that small changes do not help, not that the network is "
     "right.")
WORD(BACKPROPAGATION_HAS_COMPUTED_EVERY,
     "Backpropagation has computed every gradient for this sample. No weight has changed.")
WORD(BACKPROPAGATION_ONLY_COMPUTES,
     "Backpropagation only computes gradients: every weight has one now. No weight has changed.")
WORD(OLD_NEW_ALL_PARAMETERS_STILL,
     PLURAL("*Old = new*: the only parameter still has its old value, bit for bit.",
            "*Old = new*: each of the {n} parameters still has its old value, bit for bit."))
WORD(SOMETHING_IS_WRONG_OF_PARAMETERS, "*Something is wrong*: {n} of {n} parameters have changed.")

/* A whole layer of it; finite differences. */
WORD(ERROR_SIGNAL_DELTA, "error signal δ")
WORD(GRADIENTS_OF, "The gradients of the {s}")
WORD(WAY_BACK_BEGINS_AT_LOSS,
     "Start at the loss: each δ times an input of the layer is the gradient of one weight.")
WORD(ERROR_SIGNALS_COME_BACK_THROUGH,
     "The error signals come back through the weights, times the slope of each neuron. No weight "
     "moves.")
WORD(FINITE_DIFFERENCES, "Finite differences")
WORD(LOSS_WITH_W_LARGER_BY, "the loss with w larger by h")
WORD(LOSS_WITH_W_SMALLER_BY, "the loss with w smaller by h")
WORD(MEASURED_NOT_COMPUTED_BY_CHAIN,
     "*Measured*, not computed by the chain rule: this is not backpropagation.")
WORD(FINITE_DIFFERENCES_MEASURE,
     "Finite differences measure a gradient: one parameter a little up, a little down, and look "
     "at the loss.")

/* Error signals. */
WORD(PATH_FROM, "path from")
WORD(PATH_FROM_BACK_TO, "The path from {f} back to {f}")
WORD(ERROR_SIGNAL_COMES_BACK_TO,
     "The error signal {f} comes back to {f} through {f}: it is multiplied by that weight.")
WORD(WEIGHTS_ARE_THOSE_OF_FORWARD, "The weights are those of the forward pass, not the new ones.")
WORD(WEIGHTS_ARE_THOSE_OF_FORWARD_PASS,
     "The weights are those of the forward pass: no weight has moved yet.")
WORD(INFLUENCES_LOSS_ALONG_PATHS,
     "{f} influences the loss along {n} paths: the contributions of all paths are added.")
WORD(INFLUENCES_LOSS_THROUGH_ONLY_ERROR,
     "{f} influences the loss through {f} only: the error signal {f} comes back through {f}.")
WORD(FRACTION_IN_FRONT_AVERAGES_OVER, "The fraction in front averages over the outputs.")
WORD(NO_OTHER_PART_OF_LOSS, "No other part of the loss depends on {f}.")
WORD(IS_ABOVE_ITS_TARGET_IF, "{f} is above its target: if it grows, the loss grows.")
WORD(LOSS_GROWS_WHEN_GROWS, "The loss grows when {f} grows.")
WORD(IS_BELOW_ITS_TARGET_IF, "{f} is below its target: if it grows, the loss shrinks.")
WORD(LOSS_SHRINKS_WHEN_GROWS, "The loss shrinks when {f} grows.")
WORD(SLOPE_IS_0_SMALL_CHANGE, "The slope is 0: a small change of {f} hardly changes the loss.")
WORD(Z_IS_NAN, "z is NaN")
WORD(PATHS, "{n} paths")
WORD(TARGETS_ADD_UP_TO_1, "The targets add up to 1, so output minus target is left.")
WORD(OUTPUT_TIMES_SUM_OF_TARGETS, "Output times the sum of the targets, minus target, is left.")
WORD(WITH_SIGMOID_AND_CROSS_ENTROPY,
     "With sigmoid and cross-entropy the factor a(1 − a) cancels: output minus target is left.")
WORD(WITH_SOFTMAX_AND_CROSS_ENTROPY, "With softmax and cross-entropy every 1/a cancels. {s}")
WORD(N1_OF_EACH_LOGARITHM_CANCELS,
     "The 1/a of each logarithm cancels against the slopes of softmax; all outputs are added. No "
     "factor a(1 − a) remains.")
WORD(L_HAS_1_IN_DENOMINATOR,
     "∂L/∂a has a(1 − a) in the denominator and ∂a/∂z is a(1 − a): they cancel.")
WORD(IN_SOFTMAX_INFLUENCES_EVERY_OUTPUT,
     "In a softmax, {f} influences every output: the contributions of all outputs are added.")
WORD(SLOPE_OF_INACTIVE_RELU_IS,
     "The slope of an inactive ReLU is 0: no gradient flows back through {f}.")
WORD(CHAIN_RULE_TAKES_ONE_STEP,
     "The chain rule takes one step back: from {f} to {f}, which are the same: the slope is 1.")
WORD(CHAIN_RULE_TAKES_ONE_STEP_BACK,
     "The chain rule takes one step back: from {f} to {f}, through the slope of the activation.")
WORD(IS_SHORT_FOR_ERROR_SIGNAL, "{f} is short for {f}: the error signal.")
WORD(IS_SHORT_FOR_ERROR_SIGNAL_IT,
     "{f} is short for {f}: the error signal. It is a slope, not just {f} − {f}.")
WORD(IS_SHORT_FOR_ERROR_SIGNAL_HAS,
     "{f} is short for {f}, the error signal that has come back to {f}.")
WORD(LOSS_BY_A, "∂L/∂a")
WORD(A_BY_Z, "∂a/∂z")
