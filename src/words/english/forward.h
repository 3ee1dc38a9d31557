/* Pages of the forward pass. */
WORD(SUM, "sum")
WORD(SUM_SO_FAR, "sum so far")
WORD(NEURON_ADD_BIAS, "Neuron {f}: add the bias")
WORD(NEURON_WEIGHT_TIMES_INPUT, "Neuron {f}: weight times input")
WORD(BIAS_COMES_LAST_IT_SHIFTS,
     "The bias {f} comes last: it shifts the sum, whatever the input is.")
WORD(SAYS_HOW_MUCH_COUNTS_FOR,
     "{f} says how strongly {f} influences {f}: their product is added to the weighted sum.")
WORD(TERMS, "terms")
WORD(WEIGHS_ITS_INPUT_ADDS_ITS,
     "{f} multiplies its input by its weight and adds the bias: the weighted sum {f}.")
WORD(WEIGHS_ITS_ONLY_INPUT_IS, "{f} multiplies its only input by its weight: the weighted sum {f}.")
WORD(WEIGHS_ITS_INPUTS_ADDS_THEM,
     "{f} multiplies each input by its weight and adds the bias: the weighted sum {f}.")
WORD(WEIGHS_ITS_INPUTS_AND_ADDS,
     "{f} multiplies each input by its weight and adds the products: the weighted sum {f}.")
WORD(NEURON_ADD_UP_INPUTS, "Neuron {f}: add up the inputs")
WORD(NEURON_WEIGH_INPUT, "Neuron {f}: weigh the input")
WORD(IS_NOT_OUTPUT_YET_ACTIVATION,
     "{f} is only the weighted sum: the activation function comes next.")
WORD(IS_KEPT_BACKWARD_PASS_WILL, "{f} is kept: the backward pass will need it again.")
WORD(NEURON, "neuron")
WORD(SUM_Z, "weighted sum z")
WORD(SUM_Z_BRIEF, "sum z")
WORD(OUTPUT, "output a")
WORD(ACTIVATION_HEAD, "activation a")
WORD(WHAT_COMPUTES, "What the {s} computes")
WORD(EVERY_NEURON_OF_LAYER_ADDS,
     "Every neuron of the layer adds up its weighted inputs: the sum is its activation.")
WORD(EVERY_NEURON_OF_LAYER_WEIGHS,
     "Every neuron of the layer weighs its input: the sum is its activation.")
WORD(EVERY_NEURON_OF_LAYER_ADDS_UP,
     "Every neuron of the layer adds up its weighted inputs, then {s} turns the sum into its "
     "activation.")
WORD(EVERY_NEURON_OF_LAYER_WEIGHS_ITS,
     "Every neuron of the layer weighs its input, then {s} turns the sum into its activation.")
WORD(TARGET_T, "target t")
WORD(INPUT_BECOMES_OUTPUT, "The input becomes an output")
WORD(LAYER_BY_LAYER_WEIGHTED_SUM,
     "Layer by layer: weighted sum, then activation. The activations are kept: the backward pass "
     "will need them again.")
WORD(FORWARD_PASS_ONLY_COMPUTES_OUTPUT,
     "The forward pass only computes the output from the input: no loss, no gradient, no change.")

/* Pages of the loss. */
WORD(WRITTEN_WITH_Z_BECAUSE_HAS,
     "Written with z, because a has been rounded too close to 0 or 1 to take its logarithm.")
WORD(WITH_T_IS_0_PART, "With t = 0 this part is 0.")
WORD(WITH_T_IS_0_PART_IS,
     "With t = 0 this part is 0. {f} still matters: it is in softmax’s denominator, so its error "
     "signal is a − t = {v}.")
WORD(WITH_T_IS_0_PART_IS_0,
     "With t = 0 this part is 0. {f} still matters: it is in softmax’s denominator, so its error "
     "signal is not 0.")
WORD(WHAT_IS_S_PART_OF, "What is {f}’s part of the loss?")
WORD(BATCHS_LOSS_IS_SUM_OVER, "The batch’s loss is the *sum* over its {n} samples.")
WORD(BATCHS_LOSS_IS_MEAN_OVER, "The batch’s loss is the *mean* over its {n} samples.")
WORD(PART, "part")
WORD(HOW_WRONG_IS_OUTPUT_IN, "How wrong is the output, in one number?")
WORD(PENALTY_S_ON_LARGE_WEIGHTS, "The penalty s on large weights comes on top: J = L + s.")
WORD(LOSS_IS_OUTPUT_IS_EXACTLY,
     "The loss is {v}: the output is exactly on target. There is nothing to learn from this "
     "sample.")
WORD(LOSS_SAYS_HOW_WRONG_OUTPUT,
     "The loss {f} says how wrong the output is: the smaller, the better.")
WORD(NOTHING_CHANGES_YET, "Nothing changes yet.")
WORD(LOSS_L2, "Loss · L2")

/* A change by hand. */
WORD(OPTIMISER, "optimiser")
WORD(CHANGED_BY_HAND, "Changed by hand")
WORD(NOTHING_IS_COMPUTED_YET, "Nothing is computed yet")
WORD(NEXT_STEP_COMPUTES_WHAT_COMES,
     "The next step computes what comes next, from the numbers as they are.")
WORD(IS_NOW, "{f} is {v} now")
WORD(WHAT_DEPENDED_ON_OLD_VALUE,
     "What depended on the old value is not true any more, so the cursor went back to the last "
     "step that still is. Undo takes the change back.")
WORD(CHANGED_BY_HAND_NEXT_STEP, "Changed by hand. The next step computes with the new value.")
WORD(ACT_OF_SAMPLE, "{s act} · sample {n} of {n}")
WORD(ACT_OF_LAYER, "{s act} · {s layer}")
WORD(INDICES_OF_OUTPUT, "{f}: an output neuron, {f}: a hidden one.")
WORD(INDICES_OF_PATHS, "{f}: an output neuron, {f}: a hidden one, {f}: an input.")
WORD(INDICES_OF_HIDDEN, "{f}: a hidden neuron, {f}: an input.")
WORD(TO, "to")
