/*
 * command_row: what a command is, all of it: its keys, its line of the help, its function.
 */
#ifndef BACKSTEP_APP_COMMAND_ROW_H
#define BACKSTEP_APP_COMMAND_ROW_H

#include "app/command.h"
#include "words/words.h"

struct app;

enum { COMMAND_KEYS_MAX = 4 };

/* What a command is beside its function; added up. */
enum {
    COMMAND_IS_OF_LESSON = 1,    /* without an open lesson it does nothing */
    COMMAND_IS_TRAVEL = 2,       /* moves the cursor: what was of the moment before is dropped */
    COMMAND_IS_ANIMATED = 4,     /* a step forward, whose numbers come in motion */
    COMMAND_IS_STOPPING = 8,     /* while a run hurries on it stops that, and does no more */
    COMMAND_IS_OF_ARGUMENT = 16, /* its argument comes with it, else it is always the row's */
    COMMAND_IS_REPEATED = 32,    /* by holding its key */
};

struct command_row {
    enum command command;
    void (*run)(struct app *app, double argument);
    double argument;
    unsigned is;
    enum word section, text; /* of the help; W_NONE: only the pointer gives it */
    const char *keys[COMMAND_KEYS_MAX];
};

/* The first row of the command; NULL: it is COMMAND_NONE. */
const struct command_row *command_row(enum command command);

#endif
