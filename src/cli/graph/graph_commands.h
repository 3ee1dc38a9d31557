/*
 * graph_commands: what the command train does with a scenario that is a graph's, once it is read
 * and its options are understood.
 */
#ifndef BACKSTEP_CLI_GRAPH_GRAPH_COMMANDS_H
#define BACKSTEP_CLI_GRAPH_GRAPH_COMMANDS_H

#include "lesson/scenario.h"

/* To the stop, or until it is interrupted; then into that file (NULL: none). `with`: the setting
 * that was changed, or NULL. */
bool graph_commands_train(const struct scenario *scenario, const char *with, const char *path,
                          bool force, struct error *err);

#endif
