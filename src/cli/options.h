/*
 * options: the arguments of one subcommand, read by a table.
 *
 * The same table makes the help. Options and plain words may come in any
 * order; '--' ends the options. A value may be joined ("--at=7", "-n7") or be
 * the next argument, which may begin with a dash ("--text -1"). Every command knows --help,
 * --quiet (cli_be_quiet) and, for completion in a shell, --options, which prints all of them.
 */
#ifndef BACKSTEP_CLI_OPTIONS_H
#define BACKSTEP_CLI_OPTIONS_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct option {
    const char *name;    /* "steps" for --steps */
    char letter;         /* 'o' for -o; 0: none */
    const char *value;   /* what the help calls its value, "FILE"; NULL: a flag */
    const char *help;    /* a few words; lines after a newline are indented */
    /* Where it goes; exactly one is not NULL. Left alone if the option is not given. */
    bool *flag;
    const char **text;   /* gets a pointer into argv */
    long *number;        /* a whole number, least .. most */
    long least, most;
};

struct options {
    const char *command;      /* "export"; "" for the window */
    const char *synopsis;     /* "export SCENARIO [OPTION...]" */
    const char *about;        /* what it does, a sentence or more */
    int (*help)(void);        /* prints the help; NULL: it is made of all this */
    const struct option *table;
    size_t count;
    size_t words_least, words_most; /* plain words it takes */
    const char *missing;      /* said where there are too few; NULL: that SCENARIO is missing */
};

/* But for GO, the program's exit status (cli.h). */
enum options_result {
    OPTIONS_GO = -1,   /* all is well */
    OPTIONS_HELP = 0,  /* the help was asked for and printed: done */
    OPTIONS_WRONG = 2, /* said on standard error: wrong usage */
};

/* Reads argv[1] and on. `words` gets the plain words, words_most at most; those
 * not given become NULL. */
enum options_result options_read(const struct options *options, int argc, char **argv,
                                 const char **words);

/* Prints the option lines of the help. */
void options_print(FILE *out, const struct option *table, size_t count);

/* A whole number in the text, all of it, least .. most. */
bool options_number(const char *text, long least, long most, long *number);

#endif
