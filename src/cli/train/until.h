/*
 * until: a stopping criterion as a word of the command line: "iterations=1000".
 */
#ifndef BACKSTEP_CLI_TRAIN_UNTIL_H
#define BACKSTEP_CLI_TRAIN_UNTIL_H

#include "base/error.h"
#include "engine/stop.h"

#include <stdbool.h>

/* iterations=N, epochs=N, patience=N, loss=X or gradient=X, in the place of all criteria of `stop`
 * but divergence. */
bool until_read(const char *word, struct stop *stop, struct error *err);

enum { UNTIL_JSON_SIZE = 160 };

/* The same as a scenario's "stop", on one line. */
void until_json(const struct stop *stop, char out[UNTIL_JSON_SIZE]);

#endif
