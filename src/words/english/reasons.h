/* Questions for the rule that has given a number. */
WORD(WHICH_RULE_HAS_GIVEN, "Why is {f} what it is? Which rule has given it?")
WORD(INPUTS_TIMES_WEIGHTS, "the inputs times their weights, added")
WORD(SLOPES_MULTIPLIED, "the slopes along the path, multiplied")
WORD(CONTRIBUTIONS_OF_PATHS_ADDED, "the contributions of the paths, added")
WORD(AGAINST_GRADIENT_TIMES_RATE, "−η times the gradient")
WORD(RULE_GIVES_SUM, "That gives a weighted sum z, in the forward pass.")
WORD(RULE_GIVES_GRADIENT, "That gives the gradient of a weight, in the backward pass.")
WORD(RULE_GIVES_BACK, "That gives ∂L/∂a of a neuron that feeds several others.")
WORD(RULE_GIVES_STEP, "That gives a step, in the update. No weight moves before.")
WORD(WHY_SUM, "Each input counts as much as its weight says; the bias shifts the sum.")
WORD(WHY_CHAIN,
     "The chain rule: a change passes through one slope after the other, and each multiplies it.")
WORD(WHY_PATHS,
     "The loss feels the neuron through every path at once, so the contributions are added.")
WORD(WHY_STEP, "The gradient points uphill; the step goes the other way, η times as far.")

WORD(DELTA_TIMES_WHAT_CAME_IN_THEN, "δ at that time, times what came in then")
WORD(SHARES_OF_ALL_TIMES_ADDED, "the shares of all times, added")
WORD(OWN_PART_AND_NEXT_ADDED, "the parts of its own time and of the next, added")
WORD(INPUTS_AND_MEMORY_TIMES_WEIGHTS, "what comes in and what is remembered, times their weights")
WORD(RULE_GIVES_SHARE, "That gives the share of one time in a gradient, in the backward pass.")
WORD(RULE_GIVES_SUM_OF_TIMES, "That gives the gradient of a weight, once all its times are there.")
WORD(RULE_GIVES_TWO_PARTS, "That gives ∂L/∂a of a neuron with a memory, in the backward pass.")
WORD(RULE_GIVES_SUM_AT_TIME, "That gives the weighted sum z of one time, in the forward pass.")
WORD(WHY_SHARE,
     "At each time the weight multiplies what comes in then, so that is its slope there.")
WORD(WHY_SUM_OF_TIMES,
     "It is one weight: if it grows, it grows at all times at once, so their shares are added.")
WORD(WHY_TWO_PARTS,
     "The neuron acts on the loss of its own time, and through the memory on later ones.")
WORD(WHY_SUM_WITH_MEMORY,
     "The memory is one more input: what the layer gave one time before, times recurrent weights.")

/* Questions for the reason. */
WORD(WHY_CURVE, "Why does the sum go through a curve?")
WORD(LAYERS_WITHOUT_CURVES_ARE_ONE, "without curves many layers do no more than one")
WORD(SO_THAT_A_STAYS_SMALL, "so that the activation stays between 0 and 1")
WORD(SO_THAT_LOSS_CAN_FALL, "so that the loss can fall")
WORD(SOME_CURVES_DO_THAT, "Some curves do that, others do not. It is not what they are for.")
WORD(IT_CAN_FALL_WITHOUT, "It can fall without a curve, too, as far as one layer can bring it.")
WORD(SUM_OF_SUMS_IS_A_SUM,
     "A weighted sum of weighted sums is a weighted sum again. A curve between them makes it more.")
WORD(WHY_ONE_NUMBER, "Why is the loss one single number?")
WORD(ONE_NUMBER_CAN_BE_COMPARED, "only one number says whether it is better now")
WORD(NETWORK_HAS_ONE_OUTPUT, "a network has only one output")
WORD(IT_IS_SUBTRACTED_FROM_WEIGHTS, "the update subtracts it from each weight")
WORD(LOSS_IS_ONE_OF_MANY_OUTPUTS,
     "A network may have many outputs. The loss puts all of them into one number.")
WORD(GRADIENTS_ARE_SUBTRACTED,
     "What the update uses are the gradients, one for each weight, not the loss itself.")
WORD(TWO_NUMBERS_MAY_DISAGREE,
     "Training has to know whether a change makes it better. Of two numbers one may fall and one "
     "grow.")
WORD(WHY_BACKWARDS, "Why does the backward pass begin at the outputs?")
WORD(LAYER_NEEDS_DELTA_BEHIND_IT, "each layer needs the δ of the layer behind it")
WORD(OUTPUT_LAYER_IS_UPDATED_FIRST, "the output layer is updated first")
WORD(FIRST_LAYER_HAS_NO_GRADIENT, "the first layer has no gradient")
WORD(NO_LAYER_IS_UPDATED_YET, "No layer is updated yet, and then all of them move at once.")
WORD(FIRST_LAYER_COMES_LAST, "It has one for each weight. They only come last.")
WORD(EACH_DELTA_IS_COMPUTED_ONCE,
     "At the outputs it is known what is wrong. From there each δ is computed once, and used for "
     "all before it.")
WORD(WHY_MEAN, "Why does the update use the mean of the samples’ gradients?")
WORD(ONE_UPDATE_SUITS_ALL, "one update has to suit all samples")
WORD(LATER_SAMPLES_COUNT_MORE, "so that later samples count for more")
WORD(EACH_SAMPLE_HAS_ITS_UPDATE, "so that each sample has its own update")
WORD(SAMPLES_COUNT_THE_SAME, "In a mean each sample counts as much as every other.")
WORD(ONE_UPDATE_FOR_THE_BATCH, "There is one update for the whole batch, and all samples share it.")
WORD(STEP_SHOULD_NOT_GROW_WITH_BATCH,
     "One update should suit all samples, and its step should not grow with their number.")
WORD(WHY_LEARNING_RATE, "Why is only η times the gradient subtracted, and not all of it?")
WORD(SLOPE_HOLDS_ONLY_NEARBY, "a slope is true only nearby")
WORD(SO_THAT_LOSS_NEVER_GROWS, "so that the loss can never grow")
WORD(SO_THAT_ALL_MOVE_EQUALLY, "so that all weights move equally far")
WORD(LARGE_RATE_LETS_IT_GROW, "With an η that is too large it does grow: the step goes too far.")
WORD(STEPS_DIFFER_AS_GRADIENTS_DO, "The steps differ as the gradients do: η is the same for all.")
WORD(LONG_STEP_JUMPS_OVER_VALLEY,
     "The slope is that of the place where the weights are. Too long a step jumps over the valley.")
