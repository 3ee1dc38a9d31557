/* Questions of the forward pass. */
WORD(BIAS_IS_MISSING_IN_SUM, "The bias is missing in this sum.")
WORD(MEMORY_IS_MISSING_IN_SUM,
     "What the layer remembers of the time before is missing in this sum.")
WORD(IS_FROM_OWN_LOSS_ALONE,
     "That came back from its own time alone. What it gave to the next time counts too.")
WORD(IS_FROM_FUTURE_ALONE,
     "That came back from the future alone. The loss of its own time counts too.")
WORD(TWO_PARTS_ARE_ADDED, "Two ways lead to the loss: their parts are added, not multiplied.")
WORD(NEITHER_PART_IS_TAKEN_AWAY, "Neither part is taken away from the other: both are added.")
WORD(SAME_WEIGHT_AT_EVERY_TIME, "The same weight was used at every time.")
WORD(IS_SHARE_OF_LAST_TIME_ALONE,
     "That is the share of the last time alone. The weight was used at the others too.")
WORD(IS_SHARE_OF_FIRST_TIME_ALONE,
     "That is the share of the first time alone. It is added to those of the later times.")
WORD(SHARES_ARE_ADDED_NOT_MULTIPLIED,
     "That is the product of the shares. The gradient is their sum.")
WORD(IS_MEAN_OF_SHARES, "That is the mean of the shares. The gradient is their sum.")
WORD(MEMORY_IS_OF_TIME_BEFORE,
     "That is δ times what the memory is at this time. Through this weight came what it was one "
     "time before.")
WORD(CAME_IN_AT_ANOTHER_TIME,
     "That is δ of this time times what came in at another. Each time’s δ goes with what came in "
     "then.")
WORD(IS_SUM_SO_FAR_NOT_SHARE,
     "That is the sum so far, with the later times. The share is that of this time alone.")
WORD(IS_LOSS_OF_LAST_TIME_ALONE,
     "That is the loss of the last time alone. The other times with a target count, too.")
WORD(LOSSES_OF_TIMES_ARE_AVERAGED,
     "That is the sum of the times’ losses. This lesson takes their mean.")
WORD(LOSSES_OF_TIMES_ARE_ADDED,
     "That is the mean of the times’ losses. This lesson takes their sum.")
WORD(EACH_INPUT_IS_MULTIPLIED_BY, "Each input is multiplied by its weight first.")
WORD(IS_BEHIND_CURVE_WEIGHTED_SUM,
     "That is a, behind the curve. The weighted sum z comes before it.")
WORD(LOOK_AT_SIGNS_OF_WEIGHTS, "Look at the signs of the weights and of the inputs.")
WORD(IS_Z_ACTIVATION_IS_WHAT, "That is z. The activation is what the curve makes of it.")
WORD(IS_CURVES_SLOPE_AT_Z, "That is the curve’s slope at z. The backward pass will need it.")
WORD(LOOK_AT_SIGN_OF_Z, "Look at the sign of z: a grows with z.")
WORD(IS_DELTA_TIMES_WEIGHT_ITSELF,
     "That is δ times the weight itself. The gradient is δ times what comes in through it.")
WORD(IS_STEP_ETA_TIMES_GRADIENT, "That is a step, −η times the gradient. The gradient comes first.")
WORD(SIGN_IS_WRONG_IT_IS, "The sign is wrong: it is δ’s sign times the input’s.")
WORD(IS_DELTA_IT_IS_STILL, "That is δ. It is still to be multiplied by what comes in.")
WORD(GOES_UPHILL_GRADIENT_IS_SUBTRACTED, "That goes uphill: the gradient is subtracted, not added.")
WORD(IS_STEP_ALONE_IT_IS, "That is the step alone. It is added to the old value.")
WORD(IS_GRADIENT_IT_SAYS_WHICH, "That is the gradient. It says which way to go, not where.")
WORD(IS_OLD_VALUE_STEP_IS, "That is the old value: the step is missing.")
WORD(ETA_IS_MISSING, "The learning rate η is missing: the step is −η times the gradient.")
WORD(IS_NEW_VALUE_ALREADY, "That is the new value already. The step is only the change.")
WORD(SLOPE_IS_MISSING_IN_DELTA,
     "That is ∂L/∂a. It is still to be multiplied by the slope of the curve.")
WORD(SLOPE_IS_NOT_ACTIVATION, "That is ∂L/∂a times a. The factor is the slope of the curve, not a.")
WORD(SIGN_OF_DELTA_IS_WRONG, "The sign is wrong: it is that of ∂L/∂a times that of the slope.")
WORD(IS_TARGET_MINUS_OUTPUT,
     "The sign is wrong: it is output minus target, for an output that is too high makes the loss "
     "grow.")
WORD(IS_OUTPUT_ITSELF, "That is the output itself. How far is it from its target?")
WORD(SLOPE_HAS_CANCELLED,
     "That has the curve’s slope as a factor. With this loss it cancels: output minus target is "
     "left.")
WORD(SLOPE_IS_MISSING_IN_GRADIENT,
     "The slope of the curve is missing: ∂L/∂a is not δ yet.")
WORD(ANOTHER_NUMBER, "another number")
WORD(IS_NO_MISTAKE_THAT_IS_KNOWN, "Look at the rule, and put the numbers in once more.")
WORD(HOW_MUCH_IS, "How much is {f}? Type it.")
WORD(FROM_INPUTS_ALONE_HOW_MUCH, "From what goes in alone: how much is {f}? Type it.")
WORD(DIGITS_ARE_ENOUGH_ENTER_ANSWERS, "{n} digits that count are enough. Enter answers.")
WORD(YOU_TYPED, "You typed {s}.")
WORD(ABOUT_HOW_MUCH_IS, "About how much is {f}?")
WORD(ALONG_HOW_MANY_PATHS_DOES, "Along how many paths does {f} influence the loss?")
WORD(FOLLOW_LINES_FROM_NEURON_TO, "Follow the lines from the neuron to the right.")
WORD(ONE_PATH_IS_NOT_ENOUGH,
     "One path is not enough: all neurons that it feeds have a part in the loss.")
WORD(FROM_LAYER_TO_LAYER_PATHS, "From layer to layer the paths multiply; they are not added.")
WORD(SO_MANY_WEIGHTS_LEAD_TO,
     "So many weights lead to it. Its influence leaves through the weights behind it.")
WORD(SO_MANY_PATHS_START_IN, "So many paths start in its whole layer. This is one neuron of it.")
WORD(EACH_PATH_ENDS_AT_OUTPUT, "Each path ends at an output. Count the lines that leave it.")
WORD(FROM_LAYER_TO_LAYER_EACH,
     "From layer to layer each path splits: {n} paths. Their contributions are added.")
WORD(ONE_PATH_FOR_EACH_OF,
     "One path for each of the {n} neurons that it feeds. Their contributions are added.")

/* Questions of times. */
WORD(IS_SUM_OVER_WHICH_TIMES, "{f} will be a sum of shares. Of which times?")
WORD(TIMES_FROM_TO, "times {n} to {n}")
WORD(TIME_ALONE, "time {n} alone")
WORD(WHICH_TIME_HAS_LARGEST_SHARE, "Which time has the largest share in {f}?")
WORD(SHARE_IS_DELTA_TIMES_CARRIED,
     "A share is δ of its time, times what the weight carried then. Its sign does not count.")
WORD(SHARE_OF_TIME_IS_ONLY, "The share of time {n} is {v}: that is less.")
WORD(SHARE_OF_TIME_IS_LARGEST,
     "At time {n} the share is {v}: {f} times what the weight carried then.")
WORD(EACH_TIME_HAS_ITS_OWN, "none: each time has a gradient of its own")
WORD(ONE_WEIGHT_ONE_GRADIENT,
     "It is one weight, so it has one gradient. Each time has a share of it.")
WORD(WEIGHT_WAS_USED_AT_THEM, "{f} was used {n} times. Each time has a share, and they are added.")
WORD(IS_IT_ANOTHER_WEIGHT, "Is {f} at time {n} another weight than at time {n}?")
WORD(NO_IT_IS_SAME_NUMBER, "no, it is the same number")
WORD(YES_EACH_TIME_HAS_ITS_WEIGHTS, "yes, each time has weights of its own")
WORD(YES_MEMORY_CHANGES_IT, "yes, the memory has changed it")
WORD(NO_BUT_EACH_TIME_MOVES_IT, "no, but the update will move it at each time")
WORD(NETWORK_IS_DRAWN_AGAIN_WEIGHTS_ARE_NOT,
     "The network is drawn once for each time, but it has only one set of weights.")
WORD(MEMORY_IS_ACTIVATION_NOT_WEIGHT,
     "What the memory changes are z and a. Weights change in the update, and nowhere else.")
WORD(SHARES_ARE_ADDED_FIRST,
     "The shares of all times are added first. Then the update moves the weight once.")
WORD(ONE_SET_WORKS_AT_EVERY_TIME, "One set of weights works at every time, and {f} is one of them.")
WORD(WHICH_LOSSES_HAS_IT_PART_IN, "The losses of which times depend on {f}?")
WORD(THAT_OF_TIME_AND_LATER, "time {n} and later")
WORD(THAT_OF_TIME_AND_BEFORE, "time {n} and before")
WORD(WHAT_IT_GIVES_IS_REMEMBERED,
     "What it gives is remembered. So it counts at later times as well.")
WORD(TIMES_BEFORE_WERE_OVER,
     "The times before were over by then. What it gives goes on to later ones.")
WORD(EACH_TIME_IN_BETWEEN_COUNTS,
     "On its way to the last time it counts at each time that has a target.")
WORD(IT_COUNTS_AT_ONCE_AND_LATER,
     "{f} goes up to the output of its time, and through the memory on to all later ones.")
WORD(AT_LAST_TIME_LARGEST_WAS, "At time {n} the largest δ was {v}.")
WORD(WEIGHT_AND_SLOPE_SO_OFTEN, "recurrent weights and slopes, {n} times over")
WORD(INPUT_OF_TIME_IS_SMALL, "the input of time {n} is small")
WORD(NOTHING_IS_LEFT_TO_LEARN, "nothing is left to learn")
WORD(LEARNING_RATE_IS_SMALL, "the learning rate is small")
WORD(INPUT_IS_NO_FACTOR_OF_DELTA,
     "The input is no factor of δ. It is one of the share, δ times what came in.")
WORD(SMALL_DOES_NOT_MEAN_FINISHED,
     "A small δ does not mean that: the loss is there, but its signal hardly arrives.")
WORD(EACH_TIME_BACK_MULTIPLIES_IT,
     "Each time back δ is multiplied by recurrent weights and by a slope. That makes it vanish.")
WORD(IS_REMEMBERED_ONLY_LATER,
     "{f} is the memory at this time. What came in through the weight is older by one time.")
WORD(CAME_IN_THROUGH_IT_OTHERWISE,
     "{f} came in at another time. Each time’s δ goes with what came in then.")
WORD(TAKES_DELTA_BACK_IN_TIME,
     "{f} takes δ back to the time before. Its own gradient needs what came in through it.")
WORD(ONLY_SUM_OF_0_LEAVES,
     "Only a gradient of 0 leaves the loss as it is. Here the shares do not cancel each other.")
WORD(SHARES_OF_ALL_TIMES_ADD_UP_TO, "{f} = {v}: that is what the shares of all times add up to.")

/* Questions of gradients. */
WORD(IS_POSITIVE_LOSS_GROWS_WITH, "{f} is positive: the loss grows with {f}.")
WORD(IS_NEGATIVE_LOSS_SHRINKS_AS, "{f} is negative: the loss shrinks as {f} grows.")
WORD(IS_0_LOSS_DOES_NOT, "{f} is 0: the loss does not answer to {f}.")
WORD(IS_POSITIVE_GROWS_WITH, "{f} is positive: {f} grows with {f}.")
WORD(IS_NEGATIVE_SHRINKS_AS_GROWS, "{f} is negative: {f} shrinks as {f} grows.")
WORD(IS_0_DOES_NOT_ANSWER, "{f} is 0: {f} does not answer to {f}.")
WORD(GROWS, "grows")
WORD(SHRINKS, "shrinks")
WORD(STAYS_SAME, "stays the same")
WORD(IS_WHAT_UPDATE_IS_FOR,
     "That is what the update is for: it will make {f} smaller. The gradient says what a larger "
     "{f} would do.")
WORD(IS_NEGATIVE_MORE_OF_MEANS,
     "{f} is negative: more of {f} means less loss. So the update will make {f} larger.")
WORD(ONLY_SLOPE_OF_0_LEAVES,
     "Only a slope of 0 leaves the loss as it is. A slope is 0 if one of its factors is 0, and "
     "here none is.")
WORD(ONE_FACTOR_OF_SLOPE_IS,
     "One factor of the slope is 0, so the slope is 0, whatever the others are.")
WORD(SLOPE_IS_0_PARAMETER_GETS,
     "The slope is 0: this parameter gets no signal. That does not mean that it is right.")
WORD(IF_GROWS_LITTLE_LOSS_OF, "If {f} grows a little, the loss of this sample …")
WORD(IF_GROWS_LITTLE_LOSS, "If {f} grows a little, the loss …")
WORD(WHAT_COMES_IN_THROUGH_IS, "What comes in through {f} is {f} = {v}. That is less.")
WORD(WHICH_WEIGHT_INTO_GETS_LARGEST, "Which weight into {f} gets the largest gradient?")
WORD(SIGN_DOES_NOT_COUNT_ONLY, "The sign does not count, only the size.")
WORD(HAS_LARGEST_VALUE_HERE_BUT,
     "{f} has the largest value here. But a weight’s own value is no factor of its gradient.")
WORD(IS_SAME_FOR_ALL_OF, "{f} is the same for all of them. {f} gets the largest input: {f} = {v}.")
WORD(IS_TIMES, "{f} is {f} times …")
WORD(IS_HOW_FAST_LOSS_CHANGES, "{f} is how fast the loss changes with {f}.")
WORD(TAKES_DELTA_BACK_TO_LAYER,
     "{f} takes δ back to the layer before. Its own gradient needs what came in through it.")
WORD(IS_WHAT_NEURON_GIVES_GRADIENT,
     "{f} is what the neuron gives. The gradient needs what the neuron gets.")
WORD(COMES_LATER_IT_SCALES_STEP, "{f} comes later: it scales the step, not the gradient.")
WORD(CONTAINS_SO_ITS_SLOPE_WITH, "{f} contains {f} · {f}, so its slope with {f} is {f} = {v}.")
WORD(IS_WHAT_MAKES_IT_0, "{f} is {v}. What makes it 0?")
WORD(IS_ONLY_WHAT_MAKES_IT, "{f} is only {v}. What makes it so small?")
WORD(PRODUCT_IS_SMALL_IF_ONE, "A product is small if one of its factors is.")
WORD(WEIGHTS_OWN_VALUE_IS_NO, "A weight’s own value is no factor of its gradient.")
WORD(IS_LARGER_THAN_SMALLEST_FACTOR, "{f} is {v}: larger than the smallest factor.")
WORD(LEARNING_RATE_SCALES_STEP_GRADIENT,
     "The learning rate scales the step. The gradient does not contain it.")
WORD(IS_SMALLEST_FACTOR_OF, "{f} is {v}, the smallest factor of {f}.")


/* Questions of the update. */
WORD(DOWN, "down")
WORD(NOT_AT_ALL, "not at all")
WORD(NOTHING_HAS_MOVED_YET_BUT, "Nothing has moved yet. But the step for this parameter is not 0.")
WORD(IS_0_AND_NOTHING_ELSE, "{f} is 0, and nothing else counts here: there is no step.")
WORD(STEP_UP_NEEDS_NEGATIVE_GRADIENT, "A step up needs a negative gradient, and {f} is 0.")
WORD(POINTS_UPHILL_UPDATE_SUBTRACTS_IT,
     "{f} points uphill. The update subtracts it, because the loss is to fall.")
WORD(BY_ALONE_IT_WOULD_BUT,
     "By {f} alone it would. But this step also counts other numbers than this gradient.")
WORD(IS_WHICH_WAY_DOES_UPDATE, "{f} is {v}. Which way does the update move {f}?")
WORD(WHICH_WAY_DOES_UPDATE_MOVE, "Which way does the update move {f}?")
WORD(AGAINST_GRADIENT, "{f} = −{f} · {f} = {v}: against the gradient.")
WORD(GRADIENT_0_IS_NO_STEP, "{f} = −{f} · {f} = {v}: without a gradient there is no step.")
WORD(STEP_OF_IS_ONLY_FOR, "The step of {f} is only {v}, for its gradient is {v}.")
WORD(WHICH_OF_THESE_WILL_UPDATE, "Which of these will the update move furthest?")
WORD(UP_OR_DOWN_DOES_NOT, "Up or down does not count, only how far.")
WORD(IT_HAS_LARGEST_VALUE_BUT,
     "It has the largest value. But a step depends on the gradient, and that of {f} is only {v}.")
WORD(OF_THESE_HAS_LARGEST_GRADIENT, "Of these {f} has the largest gradient, {v}. Its step is {v}.")
WORD(ITS_STEP_IS_LONGEST_OF, "Its step is {v}, the longest of these.")
WORD(NONE_OF_THEM, "none of them")
WORD(ALL_OF_THEM, "all of them")
WORD(ONLY_OUTPUT_LAYERS, "only the output layer’s")
WORD(ONLY_THOSE_WITH_NEGATIVE_GRADIENT, "only those with a negative gradient")
WORD(WHICH_WEIGHTS_HAVE_CHANGED_SO, "Which weights have changed so far in this iteration?")
WORD(THEY_HAVE_PHASE_IS_UPDATE, "They have: this phase is the update, the one that changes them.")
WORD(STEPS_ARE_COMPUTED_BUT_NOT, "The steps are computed, but not taken yet.")
WORD(BACKPROPAGATION_ONLY_COMPUTES_GRADIENTS,
     "Backpropagation only computes gradients. The update changes the weights.")
WORD(ALL_STEPS_ARE_TAKEN_AT_SAME, "All steps are taken at the same time.")
WORD(THEY_MUST_NOT_BACKWARD_PASS,
     "They must not: the backward pass needs the old weights of the output layer for the "
     "gradients before it.")
WORD(SIGN_DECIDES_WHICH_WAY_WEIGHT, "The sign decides which way a weight moves, not whether.")
WORD(SIGN_WILL_DECIDE_WHICH_WAY,
     "The sign will decide which way a weight moves. So far none has moved.")
WORD(ALL_GRADIENTS_BELONG_TO_OLD,
     "All gradients belong to the old weights. Then all weights change together.")
WORD(FIRST_ALL_GRADIENTS_ARE_COMPUTED,
     "First all gradients are computed, with the old weights. Then all weights change together.")
WORD(WEIGHTS_AND_BIASES, "weights and biases")
WORD(WEIGHTS_ONLY, "weights only")
WORD(WHAT_WILL_UPDATE_CHANGE, "What will the update change?")
WORD(BIAS_HAS_GRADIENT_TOO_ITS,
     "A bias has a gradient, too: its neuron’s δ. The update changes it like a weight.")
WORD(USUALLY_YES_IN_LESSON_BIASES, "Usually, yes. In this lesson the biases are kept fixed.")
WORD(USUALLY_YES_BUT_NETWORK_HAS, "Usually, yes. But this network has no biases.")
WORD(WEIGHTS_AND_ACTIVATIONS, "weights and activations")
WORD(ACTIVATIONS_ARE_RESULTS_NEXT,
     "Activations are results. The next forward pass computes new ones, because the weights have "
     "changed.")
WORD(WEIGHTS_AND_LEARNING_RATE, "weights and learning rate")
WORD(LEARNING_RATE_IS_SETTING_TRAINING,
     "The learning rate is a setting. Training uses it and does not change it.")
WORD(WEIGHTS_AND_BIASES_ARE_WHAT, "Weights and biases are what training changes: the parameters.")
WORD(HERE_WEIGHTS_ARE_WHAT_TRAINING, "Here the weights are what training changes.")
WORD(SMALLER, "smaller")
WORD(LARGER, "larger")
WORD(SAME, "the same")
WORD(FOR_SHORT_STEP_IT_WOULD,
     "For a short step it would be. This one is so long that it goes too far.")
WORD(ALL_GRADIENTS_ARE_0_LOSS, "All gradients are 0. A loss above 0 stays then: nothing moves.")
WORD(EACH_STEP_GOES_AGAINST_ITS_GRADIENT,
     "Each step goes against its gradient, and these steps are short enough.")
WORD(ALL_GRADIENTS_ARE_0_SO_NO, "All gradients are 0, so no weight moves, neither up nor down.")
WORD(WEIGHTS_CHANGE_SO_OUTPUTS_CHANGE,
     "The weights change, so the outputs change, and with them the loss.")
WORD(ONE_UPDATE_IS_ONE_STEP, "One update is one step. A loss of {v} is left.")
WORD(WITH_NEW_WEIGHTS_LOSS_OF, "With the new weights, the loss of this batch is …")
WORD(WITH_NEW_WEIGHTS_LOSS_OF_SAMPLE, "With the new weights, the loss of this sample is …")
WORD(WITH_OLD_WEIGHTS_IT_IS, "With the old weights it is {v}.")
WORD(IT_WAS_WITH_NEW_WEIGHTS, "It was {v}; with the new weights it is {v}.")
WORD(WITH_IN_PLACE_OF_WHAT, "With {s} in place of {s}, what would be different in this iteration?")
WORD(STEPS, "the steps")
WORD(GRADIENTS_AND_STEPS, "gradients and steps")
WORD(BACKPROPAGATION_COMPUTES_GRADIENTS,
     "Backpropagation computes the gradients from the loss. An optimiser only uses them.")
WORD(LOSS_WAS_THERE_BEFORE_UPDATE,
     "The loss was there before the update. Only the next forward pass can change it.")
WORD(FROM_SAME_GRADIENTS_IT_WOULD,
     "From the same gradients it would make other steps: {v} for {f}, not {v}.")
WORD(GRADIENTS_STAY_SAME_STEP_OF,
     "The gradients stay the same. The step of {f} is {v}; with {s} it would be {v}.")

/* Questions about the words. */
WORD(FORWARD_PROPAGATION, "forward propagation")
WORD(EVERY_NEURON_HAS_GOT_ITS,
     "Every neuron has got its z and its a, from the inputs to the outputs.")
WORD(FORWARD_PASS_COMPUTES_Z_AND,
     "The forward pass computes z and a, from the inputs to the outputs.")
WORD(COST, "cost")
WORD(OUTPUTS_HAVE_BEEN_COMPARED_WITH,
     "The outputs have been compared with the targets: one number came out.")
WORD(LOSS_SAYS_IN_ONE_NUMBER,
     "The loss says in one number how far the outputs are from the targets.")
WORD(BACKWARD_PASS, "backward pass")
WORD(EVERY_WEIGHT_HAS_GOT_ITS,
     "Every weight has got its gradient, from the outputs back to the inputs.")
WORD(BACKWARD_PASS_COMPUTES_GRADIENTS,
     "The backward pass computes gradients. No weight changes in it.")
WORD(EVERY_WEIGHT_HAS_TAKEN_STEP, "Every weight has taken a step against its gradient.")
WORD(WEIGHT_UPDATE_CHANGES_WEIGHTS_ONCE,
     "The weight update changes the weights, once all gradients are known.")
WORD(WHAT_IS_CALLED, "{s} What is this called?")
WORD(SOME_USE_WORD_SO_STRICTLY,
     "Some use the word so. Strictly, backpropagation only computes the gradients; here the "
     "weights have changed.")
WORD(UPDATE_NEEDS_GRADIENTS_AND,
     "The update needs the gradients. So the backward pass, which computes them, comes before it.")
WORD(BACKWARD_PASS_BEGINS_AT_LOSS,
     "The backward pass begins at the loss. So the loss comes before it.")
WORD(BACKWARD_PASS_USES_ACTIVATIONS_OF,
     "The backward pass uses the activations of the forward pass. So that comes first.")
WORD(ONE_ITERATION_IS_OVER_PUT, "One iteration is over. Put each word in its place.")
WORD(WHICH_WORD_BELONGS_TO_PLACE, "Which one belongs to place {n}?")
WORD(STANDS_AT_ITS_PLACE_ALREADY, "{s} stands at its place already: {n}.")
WORD(LOSS_COMPARES_OUTPUTS_SO_THEY,
     "The loss compares the outputs with the targets. So the pass that computes them comes first.")
WORD(COMPUTE_OUTPUTS_COMPARE_THEM_WITH,
     "Compute the outputs, compare them with the targets, find the gradients, then change the "
     "weights.")

/* The card of a question. */
WORD(DECIDE_FIRST_THEN_LOOK_WHAT, "Decide first, then look: what you guess first you keep.")
WORD(WHAT_YOU_KNOW, "What you know:")
WORD(SHOW_ME_SPACE, "Show me  Space")
WORD(SHOW_ME, "Show me")
WORD(NO_QUESTIONS_J, "no questions: J")
WORD(OFF_J, "off: J")
WORD(GUESS_COSTS_NOTHING, "A guess costs nothing.")
WORD(OF_RIGHT_SO_FAR_IN, "{n} of {n} right so far in this lesson")
WORD(YOUR_TURN, "Your turn")
WORD(YOUR_TURN_BEFORE_NUMBER_APPEARS, "Your turn · before the number appears")
WORD(YOUR_TURN_WHAT_HAVE_YOU, "Your turn · what have you seen?")
WORD(ANSWER, "The answer")
WORD(RIGHT_LARGE, "Right")
WORD(NOT_QUITE, "Not quite")
WORD(EQUALS_VALUE, "{f} = {v}")
WORD(EQUALS_PRODUCT, "{f} = {f} · {f} = {v}")
WORD(EQUALS_OTHER, "{f} = {f} = {v}")
WORD(IS_VALUE, "{f} is {v}.")
WORD(UP, "up")
