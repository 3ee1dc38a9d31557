/*
 * commands: what a command is, all of it, in one table: its keys, its line of the help, its
 * function. The help, the README's list of keys and the manual are printed from it.
 */
#ifndef BACKSTEP_APP_COMMANDS_COMMANDS_H
#define BACKSTEP_APP_COMMANDS_COMMANDS_H

#include "app/command.h"
#include "app/key.h"
#include "words/words.h"

#include <stdbool.h>
#include <stddef.h>

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
    COMMAND_IS_OF_NETWORK = 64,  /* with a graph it only says why not */
};

struct command_row {
    enum command command;
    void (*run)(struct app *app, double argument);
    double argument;
    unsigned is;
    enum word section; /* of the help; W_NONE: only the pointer gives it */
    enum word text;    /* what it does; W_NONE: what gives it says so */
    const char *keys[COMMAND_KEYS_MAX];
};

/* The first row of the command; NULL: it is COMMAND_NONE. */
const struct command_row *command_row(enum command command);

/* Why a graph has it not; W_NONE: it has. */
enum word command_no_graph(enum command command);

/* The one for that argument, where a command has a row for each; else as above. */
const struct command_row *command_row_of(enum command command, double argument);

/* The command that a key gives; COMMAND_NONE if none. A capital letter that means nothing else is
 * the same as the small one. */
enum command command_for_key(struct key key, double *argument);

/* One line of the help: "Right, Space, PageDown" and "step forward". Commands that only the
 * pointer gives have none. */
struct command_help {
    const char *section;  /* "Stepping" */
    enum command command;
    double argument;
    const char *keys;     /* made from the bindings: the buffer */
    const char *text;
};

/* The help, line by line, in order, sections together; false past the end. `keys`
 * is written into the buffer. */
bool command_help(size_t line, struct command_help *help, char *keys, size_t size);

/* Whether holding the key down repeats the command. */
bool command_repeats(enum command command);

#endif
