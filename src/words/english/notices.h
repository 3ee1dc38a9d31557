/* apply */
WORD(NOTHING_IS_OPEN_Q_QUITS, "Nothing is open. Q quits.")
WORD(IS_FOR_MATRICES_LAYER_BY, "That is for the matrices, layer by layer: V leads to them.")
WORD(TARGETS_OF_LESSON_ARE_NO, "This lesson has no classes, so there is no confusion matrix.")

/* clipboard */
WORD(THERE_ARE_TOO_MANY_PARAMETERS,
     "There are too many parameters, or too little memory, to copy that.")
WORD(COPIED_WHAT_PANEL_SHOWS_AS, "Copied what the panel shows, as text.")
WORD(COPIED_WHAT_PANEL_SHOWS_AS_LATEX,
     "Copied what the panel shows, as LaTeX for a document with amsmath.")
WORD(COPIED_TABLE_OF_ALL_PARAMETERS, "Copied the table of all parameters, as CSV.")
WORD(COPIED_LINK,
     "Copied a link to this moment, with what was changed. It opens as the address of a page.")
WORD(COPIED_LINK_WITHOUT_PAGE,
     "Copied a link to this moment: backstep '#...' opens it, and so does the address of a page "
     "with it behind.")

/* editor */
WORD(CHOOSE_NUMBER_FIRST_CLICK_IT,
     "Choose a number first: click it, or press Tab until it is marked.")
WORD(NUMBER_IS_COMPUTED_CHANGE_WEIGHT,
     "This number is computed. Change a weight, a bias, an input, a target or the learning rate "
     "instead.")
WORD(DECIMAL_SIGN_IS_POINT_0, "The decimal sign is a point: 0.5")
WORD(NOT_NUMBER_NUMBERS_LOOK_LIKE, "Not a number. Numbers look like 0.5, -2 or 1e-3")
WORD(NOW_MAKES_STEPS_FROM_SAME, "Now {s} makes the steps, from the same gradients.")
WORD(THERE_IS_NO_CHANGE_TO, "There is no change to undo.")
WORD(THERE_IS_NO_CHANGE_TO_DO, "There is no change to do again.")
WORD(NOTHING_WAS_CHANGED_BY_HAND, "Nothing was changed by hand: this is the lesson as it was.")

/* scene */
WORD(GO_THERE_ITERATION_CTRL_HOME, "Go there: iteration {s} (Ctrl+Home)")
WORD(SAME_WITH, "the same with {s}")
WORD(PLEASE_MAKE_WINDOW_LARGER, "Please make the window larger.")

/* settings */
WORD(MOTION_IS_ON, "Motion is on.")
WORD(MOTION_IS_OFF, "Motion is off.")
WORD(FULL_INK_IS_ON, "All numbers are in full ink.")
WORD(FULL_INK_IS_OFF, "What a step is not about steps back.")

/* alternatives */
WORD(GRADIENTS_COME_FIRST_GO_ON,
     "The gradients come first: go on to the end of the backward pass, then see what another "
     "optimiser does with them.")
WORD(FROM_UPDATE_ON_MAKES_STEPS,
     "{s}From this update on {s} makes the steps, from the same gradients: nothing before the "
     "update has changed. Ctrl+Z undoes it.")
WORD(BACK_AT_END_OF_BACKWARD, "Back at the end of the backward pass. ")

/* recovery */
WORD(WAS_LEFT_WITH_UNSAVED_CHANGES,
     PLURAL("“{s lesson}” was left{s when} with {n} unsaved change. Go on with it?",
            "“{s lesson}” was left{s when} with {n} unsaved changes. Go on with it?"))
WORD(UNSAVED_CHANGES_WOULD_NOT_OUTLIVE, "Unsaved changes would not outlive a crash: {s}")
WORD(UNSAVED_CHANGES_COULD_NOT_BE, "Unsaved changes could not be read: {s}")
WORD(UNSAVED_CHANGES_OUTLIVE_CRASH, "Unsaved changes outlive a crash again.")

/* saving */
WORD(SAVED_MOMENT_AS, "Saved this moment as {s}")
WORD(SAVED_MOMENT_AND_CHANGES_AS, "Saved this moment and all changes as {s}")

/* compare */
WORD(OTHER_RUN_DIVERGED, "The other run diverged in iteration {n}. ")
WORD(OTHER_RUN_COMES, "The other run is on its way, at iteration {n}. ")
WORD(OTHER_RUN_STOPPED, "The other run stopped after iteration {n}. ")
WORD(OTHER_NOT_ALL_ELSE_SAME,
     "{s}Other: {s}, not {s}; all else the same.{s} They part where the losses differ by more "
     "than 1 %.")
WORD(WHAT_LIES_FAR_BACK_WAS, " What lies far back was not compared: they may have parted there.")
WORD(SO_FAR_THEY_HAVE_NOT, " So far they have not parted.")

/* diverged */
WORD(RUN_HAS_DIVERGED_CTRL_HOME, "The run has diverged: {s}. Ctrl+Home goes there.")
WORD(NO_NUMBER_OF_RUN_IS, "No number of this run is known to have become infinite or NaN.")

/* hurry */
WORD(LESSON_HAS_NO_STOPPING_CRITERION,
     "This lesson has no stopping criterion: it would run for ever.")

/* stepping */
WORD(RUN_IS_OVER_STOPPING_CRITERION,
     "The run is over: the stopping criterion holds. Left steps back, Home starts again.")
WORD(WHERE_TWO_RUNS_PART_LIES, "Where the two runs part lies too far back to be found.")
WORD(LOSSES_OF_TWO_RUNS_HAVE,
     "The losses of the two runs have not parted yet: they differ by less than 1 %.")
WORD(NO_OTHER_RUN_DIFFERS_W,
     "No other run differs: W makes a mistake on purpose, Shift+C changes a setting, beside this "
     "run.")

/* compare */
WORD(NO_SETTING, "none")
WORD(RUN_ALONE, "this run alone")
WORD(NOW_2, "now: {s}")
WORD(TENTH, "a tenth")
WORD(HALF, "half")
WORD(DOUBLE, "double")
WORD(TEN_TIMES, "ten times")
WORD(ANOTHER, "another")
WORD(ENTER_TAKES_IT, "Enter takes it")
WORD(TYPE_IT, "type it")
WORD(SECOND_RUN_WITH_ONE_SETTING,
     "A second run with one setting changed, beside this one, which stays as it is.")
WORD(RUN_OTHER_ONE, "This run: {s}. The other one:")
WORD(COMPARE_WITH_ANOTHER_RUN_LARGE, "Compare with another run")
WORD(ANOTHER_2, "Another {s}")

/* help */
WORD(BLUE_SOLID_LINE, "blue, solid line")
WORD(WEIGHT_ABOVE_0, "a weight above 0")
WORD(ORANGE_DASHED_LINE, "orange, dashed line")
WORD(WEIGHT_BELOW_0, "a weight below 0")
WORD(THICK_LINE, "thick line")
WORD(LARGE_WEIGHT, "a large weight")
WORD(BUNDLE_OF_LINES, "bundle of lines")
WORD(MANY_WEIGHTS_HATCHED_BELOW_0, "many weights; hatched: below 0")
WORD(IN_CELL, "− in a cell")
WORD(VALUE_BELOW_0, "a value below 0")
WORD(TRIANGLE_AT_OUTPUT, "triangle at an output")
WORD(CLASS_IT_SAYS, "the class it says")
WORD(NOT_COMPUTED_YET, "not computed yet")
WORD(GREY_NUMBER, "grey number")
WORD(FROM_BEFORE_WEIGHTS_MOVED, "from before the weights moved")
WORD(READING_PICTURE, "Reading the picture")

/* lessons */
WORD(LESSONS, "Lessons")

/* mistakes */
WORD(RIGHT_RUN_ALONE, "the right run alone")
WORD(SECOND_RUN_MAKES_MISTAKE_BESIDE,
     "A second run makes the mistake, beside the right one, which stays as it is.")

/* unsaved */
WORD(OPEN_IT_WHERE_IT_WAS, "open it where it was left")
WORD(LATER, "Later")
WORD(ASK_AGAIN_AT_NEXT_START, "ask again at the next start")
WORD(DELETE, "Delete")
WORD(GIVE_CHANGES_UP, "give the changes up")
WORD(UNSAVED_CHANGES, "Unsaved changes")

/* quiz */
WORD(YOU_STOPPED_IN_MIDST, "You stopped in the middle of “{s}”.")
WORD(ANSWERS_WOULD_BE_FORGOTTEN, "What you answer would be forgotten: {s}")
WORD(QUESTIONS_ARE_ON, "Questions are on.")
WORD(QUESTIONS_ARE_OFF_J_ASKS, "Questions are off. J asks again.")
WORD(GO_ON, "Go on")
WORD(QUESTION_MARK, "?")
WORD(SETTING_MISTAKE, "mistake")
WORD(SETTING_INIT, "first weights")
WORD(SETTING_SEED, "seed of the weights")
WORD(SETTING_ACTIVATION, "hidden activation")
WORD(SETTING_ORDER, "seed of the order")
WORD(INIT_ZEROS, "all weights 0")
WORD(INIT_CONSTANT, "all weights 1")
WORD(INIT_UNIFORM, "uniform weights, −1 to 1")
WORD(INIT_NORMAL, "normal weights, deviation 1")
WORD(INIT_XAVIER_UNIFORM, "Xavier uniform weights")
WORD(INIT_XAVIER_NORMAL, "Xavier normal weights")
WORD(INIT_HE_UNIFORM, "He uniform weights")
WORD(INIT_HE_NORMAL, "He normal weights")
WORD(WEIGHTS_FROM_SEED, "weights from seed {s}")
WORD(ORDER_FROM_SEED, "order from seed {s}")
WORD(HIDDEN_ACTIVATION, "hidden {s}")
WORD(NETWORK_HAS_NO_TIMES, "the network is not recurrent, it has no times")
WORD(GRAPH_HAS_VALUES_ONLY, "a graph has nothing but values and steps")
WORD(WEIGHTS_ARE_NOT_RANDOM, "the weights are not random")
WORD(THERE_IS_NO_HIDDEN_LAYER, "there is no hidden layer")
WORD(SAMPLES_ARE_NOT_SHUFFLED, "the samples are not shuffled")
WORD(ALL_SAMPLES_IN_EACH_BATCH, "all samples are in each batch")
WORD(GIVEN_WEIGHTS, "the given weights")
WORD(SEVERAL, "several")
WORD(NO_TWO_PARAMETERS,
     "A landscape is over two parameters, and this lesson has fewer that learn.")
WORD(PLAYS_STEPS, "Plays {s} steps a second (+ and − change that, Z what it goes by).")
WORD(PLAYS_ITERATIONS,
     "Plays {s} iterations a second (+ and − change that, Z what it goes by).")
WORD(PLAYS_EPOCHS, "Plays {s} epochs a second (+ and − change that, Z what it goes by).")
