/*
 * with: one setting of a scenario changed, as a word of the command line: "learning_rate=0.05".
 */
#ifndef BACKSTEP_CLI_WITH_H
#define BACKSTEP_CLI_WITH_H

#include "base/error.h"
#include "lesson/scenario.h"

#include <stdbool.h>

/* What the help says about the option. */
extern const char with_help[];

/* learning_rate=X, optimizer=NAME, init=KIND, seed=N, activation=NAME or order=N
 * (lesson/variant.h). */
bool with_read(const char *word, struct variant *variant, struct error *err);

/* The enum mistake of "--mistake WORD"; -1: there is none of that name. */
int with_mistake(const char *word, struct error *err);

#endif
