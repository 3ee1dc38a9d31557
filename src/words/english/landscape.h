/* The loss over two parameters. */
WORD(LANDSCAPE_TITLE, "The loss over both parameters: greyer is higher")
WORD(LANDSCAPE_TITLE_SLICE,
     "The loss over two parameters, the others as they are: greyer is higher")
WORD(LANDSCAPE_OBJECTIVE,
     "The objective J over two parameters, the others as they are: greyer is higher")
WORD(LANDSCAPE_TITLE_SHORT, "Greyer is higher")
WORD(LANDSCAPE_WAY, "the way so far, a dot an iteration")
WORD(LANDSCAPE_OTHER, "{s}: the other run’s way")
WORD(LANDSCAPE_GRADIENT, "gradient: uphill, across the contours")
WORD(LANDSCAPE_FLAT, "gradient: 0, it is flat here")
WORD(LANDSCAPE_STEP, "step: what is done with it")
WORD(LANDSCAPE_PLAIN, "−η times the gradient: plain gradient descent")
WORD(LANDSCAPE_LONGER, "{s what} (drawn {s} times as long)")
