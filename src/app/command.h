/*
 * command: everything a user can ask for. Keys, clicks, a presenter's clicker and --keys all become
 * one of these; commands.h has the table.
 */
#ifndef BACKSTEP_APP_COMMAND_H
#define BACKSTEP_APP_COMMAND_H

enum command {
    COMMAND_NONE,
    COMMAND_STEP_FORWARD,
    COMMAND_STEP_BACK,
    COMMAND_STATION_FORWARD, /* of the lesson's script; without one a step */
    COMMAND_STATION_BACK,
    COMMAND_PHASE_FORWARD,
    COMMAND_PHASE_BACK,
    COMMAND_ITERATION_FORWARD,
    COMMAND_ITERATION_BACK,
    COMMAND_START,           /* of the run */
    COMMAND_END,             /* of this iteration */
    COMMAND_WHOLE_RUN,       /* the sheet with the whole run so far */
    COMMAND_DIFFERENCE,      /* where the other run and this one part */
    COMMAND_DIVERGED,        /* where the run diverged */
    COMMAND_EPOCH_FORWARD,
    COMMAND_EPOCH_BACK,
    COMMAND_RUN,             /* on to the stopping criterion */
    COMMAND_REWIND,          /* back to the start of the run, in motion */
    COMMAND_PLAY,            /* play or pause; argument -1: backwards */
    COMMAND_FASTER,
    COMMAND_SLOWER,
    COMMAND_PLAY_BY,         /* steps, iterations, epochs */
    COMMAND_COARSER,
    COMMAND_FINER,
    COMMAND_GRANULARITY,     /* argument: enum granularity */
    COMMAND_THEME,
    COMMAND_BRACKETS,        /* show or hide the loose uses of the words */
    COMMAND_SENTENCE,        /* the one below the picture */
    COMMAND_FULL_INK,        /* what the step is not about, too */
    COMMAND_ANIMATION,       /* on or off */
    COMMAND_MORE_DIGITS,
    COMMAND_FEWER_DIGITS,
    COMMAND_TEXT_LARGER,
    COMMAND_TEXT_SMALLER,
    COMMAND_TEXT_DEFAULT,
    COMMAND_NEXT_ITEM,       /* ask about the next thing on the screen */
    COMMAND_PREVIOUS_ITEM,
    COMMAND_QUESTIONS,       /* questions before the answer: ask no more, or again */
    COMMAND_ANSWERS,         /* the sheet of what was answered */
    COMMAND_OPEN_FORM,       /* the long form of what is asked about: open or close */
    COMMAND_NUDGE,           /* nudge a parameter: does the loss answer as its gradient says? */
    COMMAND_OTHER_ROUTE,     /* the backward pass by finite differences, or by backpropagation */
    COMMAND_OPTIMIZERS,      /* what other optimisers make of the same gradients */
    COMMAND_EDIT,            /* type another value for what is asked about */
    COMMAND_MORE,            /* change it by a little step */
    COMMAND_LESS,
    COMMAND_UNDO,            /* the last change by hand */
    COMMAND_REDO,
    COMMAND_RESET,           /* to the lesson as it was */
    COMMAND_PICTURE,         /* the network, the table of all parameters, the matrices, the map */
    COMMAND_PICTURE_BACK,    /* the one before */
    COMMAND_LANDSCAPE,       /* the loss over two parameters, or the network again */
    COMMAND_LAYER,           /* argument: the matrices of the layer before, -1, or after, 1 */
    COMMAND_SORT,            /* the table: in the network's order, or by size of gradient */
    COMMAND_COPY_TEXT,       /* to the clipboard: what the panel shows */
    COMMAND_COPY_LATEX,
    COMMAND_COPY_TABLE,      /* all parameters as CSV */
    COMMAND_COPY_LINK,       /* to this moment, with what was changed and how it looks */
    COMMAND_FULL_SCREEN,
    COMMAND_CLICKER,         /* full screen; there the menu of a clicker */
    COMMAND_SCREENSHOT,
    COMMAND_SAVE,            /* the session: this moment with all changes */
    COMMAND_LESSONS,         /* the list of lessons */
    COMMAND_HELP,
    COMMAND_MISTAKES,        /* the menu of common mistakes */
    COMMAND_COMPARE,         /* the menu of other runs: one setting changed */
    COMMAND_CONFUSION,       /* the confusion matrix: what the network takes for what */
    COMMAND_GLOSSARY,        /* the words */
    COMMAND_NAMES,           /* what the letters mean, on the network */
    COMMAND_CLOSE,           /* what is open; if nothing is, full screen */
    COMMAND_QUIT,
    /* From the pointer only: */
    COMMAND_SEEK,            /* argument: 0 .. 1 along the timeline */
    COMMAND_SEEK_RUN,        /* argument: 0 .. 1 of the iterations so far */
    COMMAND_TO_ITERATION,    /* argument: its number */
    COMMAND_LOGARITHMIC,     /* the large loss curve: linear or logarithmic */
    COMMAND_SEEK_PHASE,      /* argument: enum theme_phase */
    COMMAND_OPEN_LESSON,     /* argument: index in the catalogue */
    COMMAND_MAP,             /* the decision map, or the fitted curve, in place of the picture */
    COMMAND_SORT_BY,         /* argument: 0 in order, 1 by size of gradient */
    COMMAND_SCROLL_TO,       /* argument: 0 .. 1 of the table */
    COMMAND_SCROLL_BY,       /* argument: lines of the table, down is positive */
    COMMAND_SELECT,          /* argument: quantity_pack of what to ask about; 0: nothing */
    COMMAND_MISTAKE,         /* argument: enum mistake of the run beside the right one */
    COMMAND_COMPARE_WITH,    /* argument: row of that menu */
    COMMAND_USE_OPTIMIZER,   /* argument: enum optimizer_kind */
    COMMAND_RECOVER,         /* argument: enum recovery_answer */
    COMMAND_TO_ANSWER,       /* argument: row of the sheet of answers */
    COMMAND_CLICKER_TAKE,    /* argument: entry of that menu */
    COMMAND_GO_ON,           /* argument: 0 to where the last lesson was left; 1 not */
    COMMAND_ANSWER,          /* argument: index of the answer to the question that is open */
    COMMAND_WORD,            /* argument: index of the glossary's word to open it at */
    COMMAND_CHOOSE,          /* argument: index in the open sheet */
    COMMAND_COUNT
};

#endif
