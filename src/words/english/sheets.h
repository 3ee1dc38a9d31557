/* The confusion matrix. */
WORD(NETWORKS_ANSWER_2, "network’s answer")
WORD(RECALL, "recall")
WORD(OF_RIGHT, "{s}: {s} of {s} right, {s}")
WORD(AND_MORE_CLASSES, PLURAL("and {n} more class", "and {n} more classes"))
WORD(HOW_OFTEN_NETWORK_TAKES_EACH,
     "Rows: true class. Columns: the network’s answer. The diagonal is correct.")
WORD(FIRST_OF_TRAINING, "first of training")
WORD(VALIDATION_HELD_OUT, "validation (held out)")

/* The name map. */
WORD(HOW_STRONGLY_ITS_INPUT_INFLUENCES,
     "how strongly its input influences the neuron; training changes it")
WORD(HOW_FAST_LOSS_CHANGES_WITH, "how fast the loss changes with the weight")
WORD(LEARNING_RATE, "learning rate")
WORD(SCALES_EVERY_STEP_2, "scales every step")
WORD(INPUTS_TIMES_WEIGHTS_PLUS_BIAS, "inputs times weights, plus the bias")
WORD(INPUTS_TIMES_WEIGHTS_ADDED_UP, "inputs times weights, added up")
WORD(ACTIVATION, "activation")
WORD(NEURONS_OUTPUT, "the neuron’s output")
WORD(L_Z_HOW_FAST_LOSS, "∂L/∂z: how fast the loss changes with z")
WORD(ANY_KEY_STARTS, "Any key starts.")
WORD(ANY_KEY_GOES_ON, "Any key goes on.")

/* Another optimiser. */
WORD(BACKPROPAGATION_HAS_COMPUTED,
     "Backpropagation has *computed* the gradients. What is *done* with them is the optimiser’s "
     "choice: here is the step of each, all with η = {v}. The others start without a memory of "
     "earlier gradients. The same η is not the same length: a first step of {s} is about η for "
     "every weight, of {s} {v} η. *One step does not say which optimiser is better.*")
WORD(SAME_FOR_ALL, "the same for all")
WORD(FOR_ALL, "for all")
WORD(WEIGHT_UPDATE_STEP_STEP_OF, "weight update: the step Δw of each")
WORD(STEP_STEP_OF_EACH, "the step Δw of each")
WORD(STEP_STEP, "the step Δw")
WORD(GRADIENT_G, "gradient g")
WORD(LEFT_RIGHT_CHOOSE_ENTER_GO,
     "Left, Right: choose   Enter: go on with it   Escape: nothing changes")
WORD(AND_SMALLER_GRADIENTS, PLURAL("and {n} smaller gradient", "and {n} smaller gradients"))
WORD(STAY_WITH_IT, "Stay with it")
WORD(GO_ON_WITH, "Go on with {s}")
WORD(SAME_GRADIENTS_ANOTHER_OPTIMISER, "Same gradients, another optimiser")

/* Help. */
WORD(KEYS, "Keys")
WORD(ANY_KEY_CLOSES_CLICK_DOES, "/ searches, any other key closes, a click does what the line says")
WORD(SEARCH_FOR, "Search: {s}")
WORD(ENTER_TAKES_FIRST, "Enter takes the first, Escape closes")
WORD(NOTHING_FOUND, "nothing found")

/* Questions before the answer: what was answered, and where it was left. */
WORD(WELCOME_BACK, "Welcome back")
WORD(TO_WHERE_YOU_STOPPED, "to where you stopped")
WORD(BEGIN_AT_START, "Begin")
WORD(AT_START_OF_FIRST_LESSON, "at the start of the first lesson")
WORD(ANSWERS_TITLE, "What you answered")
WORD(NO_ANSWER_YET, "Nothing yet in this lesson.")
WORD(ANSWERS_SO_MANY_RIGHT, "{n right} of {n all} right. A row leads to its step.")

/* The menu of a presenter's clicker. */
WORD(BACK_TO_LESSON, "Back to the lesson")
WORD(LESSON_AFTER, "Next lesson: {s}")
WORD(LESSON_BEFORE, "Lesson before: {s}")
WORD(LEAVE_FULL_SCREEN, "Leave full screen")
WORD(CLICKER_HINT, "PageDown and PageUp choose, F5 or Escape takes")

/* A lesson's script. */
WORD(STATION_NUMBER, "{n} of {n}")
WORD(NEXT_LESSON_IS, "Next: {s}")
WORD(LESSON_WITHOUT_SCRIPT, "The lesson opens without its script. {s}")
WORD(ANSWERED_WRONG, "Answered wrong: {s}")
WORD(ALL_WRONG_ANSWERS, "All {n} wrong answers (Shift+J)")
