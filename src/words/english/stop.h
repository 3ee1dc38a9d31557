/* The end of the run. */
WORD(MEAN_LOSS_OF_EPOCH_MEASURED,
     "Mean loss of epoch {n}: {v}, measured while the weights were still changing; below, with "
     "the final ones.")
WORD(LOSS_OF_ITERATION_MEASURED,
     "Loss of iteration {n}: {v}, measured before its update; below, after it.")
WORD(STOP_LOSS_IS_SMALL_ENOUGH, "Stop: the loss is small enough")
WORD(EPOCHS_MEAN_LOSS_IS_MEASURED,
     "An epoch’s mean loss is *measured while the weights are still changing*: each sample before "
     "its update. Below it is measured afterwards, with the final parameters.")
WORD(LOSS_IS_MEASURED_BEFORE,
     "Each epoch is one update here, and its loss is *measured before that*. Below it is measured "
     "afterwards, with the final parameters.")
WORD(THERE_IT_IS_ABOVE_LIMIT,
     "There it is {v}, *above the limit again*: the criterion does not look ahead.")
WORD(STOP_GRADIENTS_ARE_SMALL_ENOUGH, "Stop: the gradients are small enough")
WORD(GRADIENT_NORM_IS_J_LENGTH,
     "The gradient norm is ‖∇J‖, the length of the gradient of all parameters together. The "
     "largest norm in the epoch is used. A small one does not prove that the network is right.")
WORD(STOP_EPOCHS_DONE, "Stop: all epochs are done")
WORD(STOP_ITERATIONS_DONE, "Stop: all iterations are done")
WORD(ONLY_COUNTS_EPOCHS, "This criterion only counts epochs; it ignores how good the network is.")
WORD(ONLY_COUNTS_ITERATIONS,
     "This criterion only counts iterations; it ignores how good the network is.")
WORD(STOP_NO_MORE_PROGRESS, "Stop: no more progress")
WORD(VALIDATION_LOSS_HAS_NOT_FALLEN,
     PLURAL("In the epoch since epoch {n best} the validation loss has not fallen more than {s} "
            "below its best, {v}.",
            "In the {n} epochs since epoch {n best} the validation loss has not fallen more than "
            "{s} below its best, {v}."))
WORD(MEAN_LOSS_HAS_NOT_FALLEN,
     PLURAL("In the epoch since epoch {n best} the epoch’s mean loss has not fallen more than {s} "
            "below its best, {v}.",
            "In the {n} epochs since epoch {n best} the epoch’s mean loss has not fallen more than "
            "{s} below its best, {v}."))
WORD(NO_VALIDATION_LOSS_FINITE, "No validation loss was finite.")
WORD(NO_MEAN_LOSS_FINITE, "No epoch’s mean loss was finite.")
WORD(IN_FORWARD_PASS, "That was in the forward pass.")
WORD(IN_BACKWARD_PASS, "That was in the backward pass.")
WORD(IN_WEIGHT_UPDATE, "That was in the weight update.")
WORD(STOP_RUN_HAS_DIVERGED, "Stop: the run has diverged")
WORD(SUM_OF_BATCHS_LOSSES_WAS,
     "*The sum of the batch’s losses* was the first number to become infinite: in iteration {n}, "
     "with sample {n} of {n}.")
WORD(FIRST_BECAME_INFINITE, "*{f} was the first*: it became infinite in iteration {n}.")
WORD(FIRST_BECAME_NAN, "*{f} was the first*: it became NaN (not a number) in iteration {n}.")
WORD(RUN_HAS_DIVERGED_AND_ENDS,
     "The run has diverged and ends here. You can still step back through it.")
WORD(WITH_INFINITY_AND_NAN_NOTHING,
     "With infinity and NaN nothing can be learned. A smaller learning rate may help.")
WORD(FINAL_PARAMETERS, "final parameters")
WORD(FINAL_PARAMETERS_BRIEF, "final")
WORD(TRAINING, "training")
WORD(FIRST, "first {n}")
WORD(VALIDATION, "validation")
WORD(MEAN_LOSS, "mean loss")
WORD(ACCURACY, "accuracy")
WORD(END_OF_RUN, "The end of the run")
WORD(HERE_RUN_ENDS_STOPPING_CRITERION,
     "Here the run ends: a stopping criterion holds. You can still step back through it.")

/* Stopping criteria. */
WORD(STOP_IF, "stop if")
WORD(ITERATION, "iteration ≥ {s}")
WORD(EPOCH, "epoch ≥ {s}")
WORD(EPOCHS_MEAN_LOSS_2, "epoch’s mean loss < {s}")
WORD(GRADIENT_NORM, "gradient norm < {s}")
WORD(PATIENCE_EPOCHS, "patience ≥ {s} epochs")
WORD(STOP, "stop")
WORD(EPOCHS_END, "epoch’s end")
WORD(LOSS_OR_PARAMETER_NOT_FINITE, "loss or parameter not finite")

/* A run that hurries on. */
WORD(SECONDS, "{s} s")
WORD(MINUTES, "{s} min")
WORD(HOURS, "{s} h")
WORD(BACK_TO_START_OF_RUN, "Back to the start of the run")
WORD(ON_TO_END_OF_RUN, "On to the end of the run")
WORD(ON_TO_ITERATION_WHERE_IT, "On to iteration {s}, where it was saved")
WORD(ON_TO_END_OF_EPOCH, "On to the end of epoch {s}")
WORD(ON_TO_ITERATION, "On to iteration {s}")
WORD(REWIND, "Rewind")
WORD(FAST_FORWARD, "Fast forward")
WORD(ITERATIONS_SECOND, "iterations a second")
WORD(TIME_LEFT, "time left")
WORD(TIME_LEFT_AT_MOST, "time left, at most")
WORD(WHAT_CAME_BEFORE_MOMENT_IS,
     "Backstep recomputes the run up to that moment; every number is the same to the last bit.")
WORD(PICTURE_KEEPS_TO_SAMPLE_WHAT,
     "The picture shows sample {n}, with the network’s answer as it is now.")
WORD(RUN_GOES_BACK_AS_IT,
     "The run goes back as it came, every number the same to the last bit. *Any key stops.*")
WORD(TRAINING_GOES_ON_AS_FAST, "Training goes on as fast as it can. *Any key stops.*")
