/* The network: columns. */
WORD(OF_UNITS, "{s} of {s} neurons")
WORD(LAYER_2, "layer {n}")

/* Chips. */

/* Images. */
WORD(INPUT, "input: ")
WORD(PIXELS, " pixels")
WORD(INTO_2, " into ")
WORD(ALL_0, "all 0")
WORD(CLICK_OR_TAB_TO_HIDDEN, "Click or Tab to a hidden neuron to see its weights.")

/* The card of the loss. */
WORD(NEW_L, "new L")
WORD(LOSS_3, "Loss ")
WORD(NOT_YET, "not yet")

/* Captions of weights, and of what their lines say in the backward pass and the update. */
WORD(LINES_WEIGHTS, "lines: weights")
WORD(LINES_GRADIENTS, "lines: gradients")
WORD(LINES_STEPS, "lines: steps")
WORD(GRADIENTS_2, "{s} gradients")
WORD(STEPS_2, "{s} steps")
WORD(THE_WIDEST, "widest {s}")
WORD(WEIGHTS, "{s} weights")
WORD(SO_MANY_WEIGHTS, PLURAL("{n} weight", "{n} weights"))
WORD(DRAWN, "{s} drawn")
WORD(AS_ONE_BUNDLE, "as one bundle")
WORD(WEIGHTS_BRIEF, "weights")
WORD(IN_ALL, "in all")
WORD(NOT_SHOWN, "not shown")
WORD(LEFT_OUT, "left out")
WORD(ALL_WEIGHTS, "all {s} weights")
WORD(SHOWN, "shown")
WORD(ALL, "all {s}")

/* What the network says. */
WORD(SAYS, "says ")
WORD(NAN, "NaN")
WORD(RIGHT, "right")
WORD(WRONG_IT_IS, "wrong: it is ")

/* The map. */
WORD(FITTED_CURVE, "Fitted curve")
WORD(OUTPUT_MAP, "Output map")
WORD(DECISION_MAP, "Decision map")
WORD(WHAT_NETWORK_ANSWERS_WITH_NEW, " · what the network answers, with the new weights")
WORD(WHAT_NETWORK_ANSWERS_WITH_OLD, " · what the network answers, with the old weights")
WORD(WHAT_NETWORK_ANSWERS_BEFORE_IT, " · what the network answers before it has learnt")
WORD(OTHER, "other")
WORD(CURVE, "curve")
WORD(MAP, "map")

/* Its legend. */
WORD(NETWORKS_ANSWER, "the network’s answer")
WORD(BOUNDARY, "boundary")
WORD(OTHER_RUN, "the other run")
WORD(ANSWER_AND_T, "answer and t: {s}")

/* Plots. */
WORD(ITERATION_1, "iteration 1")

/* The whole run. */
WORD(RUN, "this run")
WORD(LAYER_3, "layer {n}  {s}")
WORD(GO_TO_ITERATION_ENTER, "go to iteration {s}_  (Enter)")
WORD(ITERATION_LOSS, "iteration {s}: loss {s}")
WORD(ITERATION_GOING_THERE_COMPUTES_ITS, "iteration {s}: going there computes its loss again")
WORD(VALIDATION_2, "{s}, validation {s}")
WORD(LINEAR, "linear")
WORD(LOG, "log")
WORD(RUN_SO_FAR, "The run so far")
WORD(CLICK_OR_DRAG_OR_TYPE, "click or drag, or type the iteration’s number; Enter closes")
WORD(NO_ITERATION_HAS_LOSS_YET,
     "No iteration has a loss yet. Type a number and press Enter to go there.")
WORD(LOSS_MEAN_OF_EACH_EPOCH, "loss: mean of each epoch; faint: of each iteration")
WORD(NORM_OF_EACH_LAYERS_GRADIENT, "norm of each layer’s gradient")

/* The table of parameters. */
WORD(SUMMED_GRADIENT, "summed gradient")
WORD(MEAN_GRADIENT, "mean gradient")
WORD(GRADIENT_2, "gradient {n}")
WORD(BACKPROP, "backprop")
WORD(DIGITS, "digits")
WORD(DIGITS_ALIKE, "digits alike")
WORD(DIFFERENCE, "difference")
WORD(DIFFER, "differ")
WORD(KINK, "kink")
WORD(ALL_2, "all")
WORD(FIXED, "fixed")

/* Matrices. */
WORD(STEP_IS_IN, " · the step is in the {s}")
WORD(ONE_OF_LAYERS, " · one of {n} layers")
WORD(MORE_EQUATIONS, PLURAL(" · {n} more equation", " · {n} more equations"))
WORD(CLICK_EQUATION_FOR_ITS_MATRICES, " · click an equation for its matrices")
WORD(LARGEST, "−largest")
WORD(LARGEST_OF_ITS_MATRIX, "largest of its matrix")

/* Their captions. */
WORD(N1_COLUMN_IN, "1 column in {n}")
WORD(N1_ROW_IN, "1 row in {n}")
WORD(N1_CELL_IN, "1 cell in {n}×{n}")
WORD(MIN, "min {s}")
WORD(MAX, "max {s}")
WORD(LEAST_TO_MOST, "{s} to {s}")
WORD(IT_IS, "it is ")
WORD(NUMBER_WAS, "was {s}")
