/*
 * opening: a scenario from the command line, of a table with --target and progress.
 */
#ifndef BACKSTEP_CLI_OPENING_H
#define BACKSTEP_CLI_OPENING_H

#include "cli/options.h"
#include "cli/progress.h"
#include "lesson/scenario.h"

/* --target, of which *target gets the column. */
struct option opening_target(const char **target);

/* With that target (NULL: none was given) and progress, which is to be cleared. */
struct scenario_opening opening_init(const char *target, struct progress *progress);

/* The scenario of a built-in name or a path. */
bool opening_read(struct scenario *scenario, const char *word, const char *target,
                  struct error *err);

#endif
