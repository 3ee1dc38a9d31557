/*
 * graph_commands: trace and train of a graph.
 *
 * Each is what the command of that name does with a scenario that is a graph's, once it is read and
 * its options are understood.
 */
#ifndef BACKSTEP_CLI_GRAPH_GRAPH_COMMANDS_H
#define BACKSTEP_CLI_GRAPH_GRAPH_COMMANDS_H

#include "lesson/scenario.h"

#include <stdio.h>

/* The lines of the first iterations. Write errors stay in the stream. */
bool graph_commands_trace(FILE *out, const struct scenario *scenario, long iterations,
                          struct error *err);

/* To the stop, or until it is interrupted; then into that file (NULL: none). `with`: the setting
 * that was changed, or NULL. */
bool graph_commands_train(const struct scenario *scenario, const char *with, const char *path,
                          bool force, struct error *err);

#endif
