/*
 * sheet: which sheet lies over the picture, and what is chosen on it; app/sheets/sheet.h has what a
 * sheet does.
 */
#ifndef BACKSTEP_APP_SHEET_H
#define BACKSTEP_APP_SHEET_H

#include "lesson/variant.h"
#include "view/sheets/optimizers.h"

enum app_sheet {
    SHEET_NONE,
    SHEET_HELP,     /* all commands; a click on a line gives its command */
    SHEET_MISTAKES, /* common mistakes, to be made beside the right run */
    SHEET_RUN,      /* losses and gradients by iteration; its choice is an iteration's index */
    SHEET_COMPARE,  /* another run, one setting changed; see app/run/compare.h */
    SHEET_OPTIMIZERS, /* what each makes of the same gradients; its choice is an optimizer_kind */
    SHEET_RECOVERY, /* unsaved changes were found; what to do with them */
    SHEET_GLOSSARY, /* its choice is the entry */
    SHEET_CONFUSION, /* the confusion matrix; any key closes it */
    SHEET_NAMES,    /* what the letters mean, on the network; any key closes it */
    SHEET_GO_ON,    /* a lesson was left in its midst; whether to go on there */
    SHEET_CLICKER,  /* the menu of a clicker, in full screen */
    SHEET_ANSWERS,  /* what was answered; its choice is an answer */
};

enum { COMPARE_TEXT_SIZE = 24, COMPARE_ROWS_MAX = VARIANT_VALUES_MAX + 2 };

/* What the other run differs in, while it is being chosen. */
struct compare_choice {
    enum variant_kind kind;         /* NONE: the setting is to be chosen, else its value */
    struct variant values[VARIANT_VALUES_MAX];
    size_t count;
    char typed[COMPARE_TEXT_SIZE]; /* another value, in the row after the values */
    struct error problem;           /* with it; text "": none */
};

struct sheet {
    enum app_sheet which;
    size_t choice;            /* its entry or page */
    size_t count;             /* of its entries or pages, as of the last frame */
    size_t columns;           /* of lessons side by side, as of the last frame */
    char typed[24];           /* digits of an iteration's number, or on the help "/" and what is
                               * searched for */
    struct compare_choice compare;
    struct optimizers_card alternatives; /* as of the sheet's opening */
    bool lessons_open;
};

#endif
