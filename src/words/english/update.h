/* Pages of the weight update. */
WORD(WEIGHT_UPDATE_2, "Weight update · {s}")
WORD(GRADIENT_SUM_OVER_BATCHS_SAMPLES, "Gradient = sum over the batch’s {n} samples.")
WORD(GRADIENT_SUM_OVER_BATCH, "Gradient = sum over the batch ÷ {n}.")
WORD(HOW_FAST_DOES_BATCHS_LOSS, "How fast does the batch’s loss change with {f}?")
WORD(SO_STEP_GROWS_WITH_BATCH, "So the step grows with the batch.")
WORD(SO_STEP_DOES_NOT_GROW, "So the step does not grow with the batch.")
WORD(LOSS_IS_SUM_SO_GRADIENT_IS,
     "The batch’s loss is the sum over its samples, so its gradient is the sum of their gradients.")
WORD(LOSS_IS_MEAN_SO_GRADIENT_IS,
     "The batch’s loss is the mean over its samples, so its gradient is the mean of their "
     "gradients.")
WORD(STEP, "step")
WORD(WENT_DOWN, "{f} went down.")
WORD(WENT_UP, "{f} went up.")
WORD(WILL_GO_DOWN, "{f} will go down.")
WORD(WILL_GO_UP, "{f} will go up.")
WORD(VELOCITY_IS_GRADIENT, "There is no earlier gradient yet, so the velocity is this gradient.")
WORD(NO_EARLIER_GRADIENT, "There is no earlier gradient yet.")
WORD(FIRST_STEP_IS_LONG,
     "{s optimiser}’s first step is about {f rate} long, whatever the size of the gradient.")
WORD(FIRST_STEP_IS_TIMES_LONG,
     "{s optimiser}’s first step is about {v} {f rate} long, whatever the size of the gradient.")
WORD(WENT_DOWN_BECAUSE,
     "{f w} went down, because {f} > 0: a slightly smaller {f w} lowers the loss.")
WORD(WENT_UP_BECAUSE, "{f w} went up, because {f} < 0: a slightly larger {f w} lowers the loss.")
WORD(WILL_GO_DOWN_BECAUSE,
     "{f w} will go down, because {f} > 0: a slightly smaller {f w} lowers the loss.")
WORD(WILL_GO_UP_BECAUSE,
     "{f w} will go up, because {f} < 0: a slightly larger {f w} lowers the loss.")
WORD(STAYED_WHERE_IT_WAS_ITS, "{f} stayed where it was: its step is {v}.")
WORD(WILL_STAY_WHERE_IT_IS, "{f} will stay where it is: its step is {v}.")
WORD(STEP_GOES_AGAINST_GRADIENT_OF, "The step goes against the gradient of J = L + s.")
WORD(USES_GRADIENT_AND_M_AND_V,
     "{s optimiser} uses this gradient and its memory of the earlier ones (m and v).")
WORD(USES_GRADIENT_AND_V,
     "{s optimiser} uses this gradient and its memory of the earlier ones (v).")
WORD(STAYED_WHERE_IT_WAS_BECAUSE, "{f} stayed where it was, because {f} = 0.")
WORD(WILL_STAY_WHERE_IT_IS_BECAUSE, "{f} will stay where it is, because {f} = 0.")
WORD(WILL_GO_DOWN_BECAUSE_ABOVE,
     "{f} will go down, because {f} > 0: each step goes against its gradient.")
WORD(WILL_GO_UP_BECAUSE_BELOW,
     "{f} will go up, because {f} < 0: each step goes against its gradient.")
WORD(EACH_STEP_GOES_AGAINST_ITS,
     "Each step goes against its gradient: downhill. The learning rate {f} scales every step.")
WORD(STEP_AGAINST_ITS_GRADIENT, "{f}: a step against its gradient")
WORD(ITS_STEP, "{f}: its step")
WORD(STEP_HAS_BEEN_TAKEN_MOVED,
     "The step has been taken: {f} moved from {v} to {v}, together with all others.")
WORD(STILL_HAS_ITS_OLD_VALUE, "{f} still has its old value {v}.")
WORD(STILL_HAS_ITS_OLD_VALUE_ALL,
     "{f} still has its old value {v}: all steps are computed first, then all are taken together.")
WORD(SAME_GRADIENTS_AS_FOR, "The *same gradients* as for {s}.")
WORD(ALL_THESE_GRADIENTS_ARE_0_SO, "All these gradients are 0, so nothing here will move.")
WORD(ALL_THESE_STEPS_ARE_0, "All these steps are 0, so nothing here will move.")
WORD(PARAMETERS_STILL_HAVE_THEIR_OLD, "The parameters still have their old values.")
WORD(PARAMETERS_STILL_HAVE_THEIR_OLD_VALUES,
     "The parameters still have their old values: all steps are computed first, then all are "
     "taken together.")
WORD(STEPS_OF_S_PARAMETERS, "The steps of {f}’s parameters")
WORD(STEP_OF_S_WEIGHT, "The step of {f}’s weight")
WORD(STEPS_OF_S_WEIGHTS, "The steps of {f}’s weights")
WORD(STEPS_OF, "The steps of the {s}")
WORD(COMPUTES_EVERY_STEP_FROM_GRADIENTS,
     "From the gradients {s} computes every step. No weight has changed yet.")
WORD(EVERY_STEP_IS_MINUS_TIMES,
     "Every step is minus {f} times the gradient: the sum over the batch’s {n} samples. No weight "
     "has changed yet.")
WORD(EVERY_STEP_IS_MINUS_TIMES_GRADIENT,
     "Every step is minus {f} times the gradient: the sum over the batch ÷ {n}. No weight has "
     "changed yet.")
WORD(EVERY_STEP_IS_MINUS_LEARNING,
     "Every step is minus the learning rate {f} times the gradient. No weight has changed yet.")

/* Where all steps are taken. */
WORD(SGD, "SGD")
WORD(FELL_BY, "It fell by {v}.")
WORD(ROSE_BY, "*It went up* by {v}.")
WORD(ROSE_BY_STEP_WAS, "*It went up* by {v}: this step was too large.")
WORD(J_L_S_BEFORE_AFTER, "J = L + s: {v} before, *{v}* after.")
WORD(IT_WENT_UP, "*It went up*.")
WORD(BATCH_LOSS_BEFORE_AFTER, "Batch loss: {v} before, *{v}* after.")
WORD(LOSS_BEFORE_AFTER, "Loss: {v} before, *{v}* after.")
WORD(LOSS_IS_NO_LONGER_FINITE, "The loss is no longer finite: the run has diverged.")
WORD(IT_WENT_UP_STEP_WAS, "*It went up*: this step was too large.")
WORD(IT_HAS_NOT_CHANGED, "It has not changed.")
WORD(OLD, "old")
WORD(NEW, "new")
WORD(AFTER_UPDATE, "{f} after the update")
WORD(NEXT_ITERATION_COMPUTES_WITH_VALUE, "The next iteration computes with this value.")
WORD(HAS_STAYED_WHERE_IT_WAS, "{f} has stayed where it was, because its gradient is 0.")
WORD(HAS_STAYED_WHERE_IT_WAS_ITS, "{f} has stayed where it was: its step is 0.")
WORD(HAS_GONE_UP_AGAINST, "{f} has gone up, against its gradient, from its old value.")
WORD(HAS_GONE_DOWN_AGAINST, "{f} has gone down, against its gradient, from its old value.")
WORD(HAS_GONE_UP, "{f} has gone up, from its old value by its step.")
WORD(HAS_GONE_DOWN, "{f} has gone down, from its old value by its step.")
WORD(ALL_STEPS_ARE_TAKEN_AT, "All steps are taken at once")
WORD(MOVES, "{f} moves")
WORD(ALL_WEIGHTS_MOVE, "All weights move at once")
WORD(ALL_PARAMETERS_MOVE, "All parameters move at once")
WORD(ALL_TRAINED_MOVE, "All trained parameters move at once")
WORD(FIXED_BIASES_STAY, "The fixed biases stay.")
WORD(ALL_START_FROM_OLD_VALUES, "All start from their old values.")
WORD(THOSE_WITH_GRADIENT_0_STAY, "Those with gradient 0 stay.")
WORD(SAME_GRADIENTS_AS_FOR_COMPUTES,
     "The *same gradients* as for {s}: {s} computes other steps from them.")
WORD(USES_EACH_WEIGHT, "{s} *uses* the gradients: each weight moves against its own.")
WORD(USES_EACH_PARAMETER, "{s} *uses* the gradients: each parameter moves against its own.")
WORD(USES_EACH_TRAINED, "{s} *uses* the gradients: each trained parameter moves against its own.")
WORD(USES_J_EACH_WEIGHT,
     "{s} *uses* the gradients of J = L + s: each weight moves against its own.")
WORD(USES_J_EACH_PARAMETER,
     "{s} *uses* the gradients of J = L + s: each parameter moves against its own.")
WORD(USES_J_EACH_TRAINED,
     "{s} *uses* the gradients of J = L + s: each trained parameter moves against its own.")
WORD(USES_GRADIENT_MOVES_AGAINST_IT,
     "{s} *uses* the gradient: {f} moves against it, from its old value.")
WORD(NO_WEIGHT_MOVES, "No weight moves")
WORD(ALL_GRADIENTS_ARE_0_SO,
     "All gradients are 0, so {s} stands still, whether the network is right or wrong.")
WORD(ALL_STEPS_ARE_0_SO,
     "All steps are 0, so {s} stands still, whether the network is right or wrong.")

/* What optimisers remember. */
WORD(LETTER, "letter")
WORD(BEFORE, "before")
WORD(NOW, "now")
WORD(CORRECTED, "corrected")
WORD(KEPT, "kept")
WORD(ADDED, "added")
WORD(GRADIENT_AT_UPDATE_IS_UPDATE, "{f}: the gradient at update {f}; this is update {n}.")
WORD(STEP_IS_DIVIDED_BY_WITH,
     "The step is divided by {f}: with all its gradients 100 times as large, the steps would be "
     "the same.")
WORD(FIRST_STEP_IS_ABOUT_LONG, "The first step is about {v} {f} long, because {f} began at 0.")
WORD(ONE_UNUSUALLY_LARGE_GRADIENT_STILL, "One unusually large gradient still makes a longer step.")
WORD(BEGAN_AT_IS_FIRST_UPDATE, "{f} began at {v}: this is the first update.")
WORD(IS_VALUE_LEFT_BY_PREVIOUS, "{f} is the value left by the *previous update*.")
WORD(STEP_IS_GRADIENTS_AGREE_ADD,
     "The step is {f}: gradients that agree add up, those that change sign cancel.")
WORD(BEFORE_UPDATE, "{f}: {f} before this update")
WORD(COMES_FROM, "comes from")
WORD(START, "the start")
WORD(UPDATE, "update {s}")
WORD(AFTER, "after")
WORD(BEGINS_AT_THERE_ARE_NO, "{f} begins at {v}: there are no gradients before the first update.")
WORD(IS_WHAT_OPTIMISER_REMEMBERS_OF,
     "{f} is what the optimiser remembers of the gradients of all updates before this one.")
WORD(COUNTS_UPDATES_IS_NUMBER_LATER,
     "{f} counts the updates: this is number {n}. The later, the closer {f} comes to 1, and {f} "
     "to {f}.")
WORD(BEGAN_AT_0_AFTER_SO,
     "{f} began at 0; after so many updates nothing is left to correct: {f} = {f}.")
WORD(BEGAN_AT_0_SO_IS, "{f} began at 0, so {f} is still too close to 0: {f} corrects that.")

/* The penalty and the objective. */
WORD(SQUARE, "square")
WORD(PENALTY_ON_LARGE_WEIGHTS, "The penalty on large weights")
WORD(SETS_HOW_MUCH_LARGE_WEIGHTS,
     "{f} = {v} sets how much large weights cost. Biases are not counted.")
WORD(SETS_HOW_MUCH_LARGE_WEIGHTS_COST, "{f} = {v} sets how much large weights cost.")
WORD(PENALTY_KNOWS_NOTHING_OF_DATA,
     "The penalty {f} does not depend on the data: it only says how large the weights are.")
WORD(TRAINING_MAKES_SMALLER_BEING_WRONG,
     "Training balances two aims: a small loss {f} and small weights (a small {f}).")
WORD(IS_SUM_OF_LOSSES_OF, "{f} is the *sum* of the losses of the batch’s {n} samples.")
WORD(IS_MEAN_LOSS_OF_BATCHS, "{f} is the *mean* loss of the batch’s {n} samples.")
WORD(OBJECTIVE_LOSS_PLUS_PENALTY, "The objective: loss plus penalty")
WORD(BACKWARD_PASS_ASKS_HOW_EACH,
     "The derivative of {f} is simply λw: no backward pass is needed. The update adds it.")
WORD(IS_PENALTY_DOES_NOT_PULL, "{f} is {v}: the penalty adds nothing to its gradient.")
WORD(ONLY_PENALTY_DOWN, "The loss has no slope here; the penalty moves {f} down, towards 0.")
WORD(ONLY_PENALTY_UP, "The loss has no slope here; the penalty moves {f} up, towards 0.")
WORD(BOTH_DOWN, "Loss and penalty both move {f} down: the penalty always towards 0.")
WORD(BOTH_UP, "Loss and penalty both move {f} up: the penalty always towards 0.")
WORD(LOSS_DOWN_PENALTY_UP, "The loss moves {f} down, the penalty up, towards 0: the sum decides.")
WORD(LOSS_UP_PENALTY_DOWN, "The loss moves {f} up, the penalty down, towards 0: the sum decides.")
WORD(PENALTYS_SHARE, "{f}: the penalty’s share")
WORD(SLOPE_OF_PENALTY_AT_COMES,
     "{f}: the slope of the penalty {f} at {f}. {f} comes from the backward pass; this part needs "
     "no network.")
WORD(STOCHASTIC, "stochastic gradient descent")
