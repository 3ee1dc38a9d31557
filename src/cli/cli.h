/*
 * cli: the program as the command line sees it: one subcommand a file.
 *
 * Exit status: 0 done, 1 the work failed, 2 wrong usage. What a command was
 * asked for goes to standard output; errors go to standard error, one sentence
 * each, after "backstep: ". Only main includes this layer.
 */
#ifndef BACKSTEP_CLI_CLI_H
#define BACKSTEP_CLI_CLI_H

#include "base/attributes.h"
#include "base/error.h"
#include "base/file.h"
#include "lesson/scenario.h"
#include "platform/fonts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* The whole program: picks the subcommand, runs it, returns the exit status. */
int cli_main(int argc, char **argv);

/* The subcommands. argv[0] is the command's own word, options and arguments
 * follow; cli_window gets the program's arguments as they are. */
int cli_check(int argc, char **argv);
int cli_convert(int argc, char **argv);
int cli_completion(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_list(int argc, char **argv);
int cli_tell(int argc, char **argv);
int cli_trace(int argc, char **argv);
int cli_train(int argc, char **argv);
int cli_window(int argc, char **argv);
int cli_worksheet(int argc, char **argv);

/* The general help, of which the window's options are the last part. */
int cli_help(void);
void cli_window_print_options(void);

/* The subcommand nearest to the word; NULL: none is near. */
const char *cli_nearest_command(const char *word);

/* Prints one line, of what came from files and arguments nothing that would steer a terminal. */
void cli_print_line(const char *format, ...) PRINTF_LIKE(1, 2);

/* Prints the text as JSON has it, in quotes. */
void cli_print_json(const char *text);

/* From now on nothing is said but what was asked for, and errors. */
void cli_be_quiet(void);
bool cli_is_quiet(void);

/* A script of which a station is never reached is left out of the scenario's text, which is freed,
 * so that `check` takes what is written; it is said that the script `why`. */
void cli_leave_out_script(const struct scenario *scenario, const char *why, char **text,
                          size_t *length);

/* Opens what "-o PATH" names: "-" is standard output. */
bool cli_open_output(struct file_writer *writer, const char *path, bool force, struct error *err);
bool cli_is_stdout(const char *path);
/* Has that written to what "-o PATH" names (NULL: standard output): the file is whole, or it is not
 * there. */
bool cli_write(const char *path, bool force,
               bool (*write)(FILE *out, void *context, struct error *err), void *context,
               struct error *err);

/* The index of the word among the names, of which some may be NULL; -1: none, and the error names
 * the option, what it may be and what is near. */
int cli_find_word(const char *option, const char *word, const char *const *names, size_t count,
                  struct error *err);

/* "wrote PATH", unless it is standard output or all is to be quiet. */
void cli_say_written(const char *path);

/* What came of a run, with that setting changed (NULL: none). path: the file that was asked for
 * (NULL: none, so that this is what was asked for, quiet or not). */
void cli_say_result(const char *line, const char *with, const char *path);

/* Says the error and returns CLI_FAILED. */
int cli_fail(const struct error *err);

/* Says that so many bytes could not be had for what is worked on, and removes what is half written:
 * before the program ends. */
void cli_say_exhausted(size_t bytes);

/* Says what is wrong with the usage and where to read on ("export" for
 * 'backstep export --help', "" for 'backstep --help'); returns CLI_USAGE. */
int cli_usage(const char *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* Reads the scenario of a built-in name or a path. */
bool cli_read_scenario(struct scenario *scenario, const char *word, struct error *err);

/* Opens the program's fonts; NULL and the reason if they are missing. */
struct fonts *cli_open_fonts(struct error *err);

#endif
