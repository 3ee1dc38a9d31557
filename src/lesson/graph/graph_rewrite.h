/*
 * graph_rewrite: a scenario's document with another expression.
 *
 * A line of steps, "q = x + y; f = q * z"; one of a number alone, "x = 3", is a value. Values that
 * the line uses and does not give keep the numbers they have.
 */
#ifndef BACKSTEP_LESSON_GRAPH_GRAPH_REWRITE_H
#define BACKSTEP_LESSON_GRAPH_GRAPH_REWRITE_H

#include "lesson/scenario.h"

/* The whole document, with the line as its title, the old one's optimiser and stop, and neither
 * session nor script. values: of the scenario's leaves now. Owned by the caller; NULL: the error
 * names the column in the line, found and expected. */
char *graph_rewrite(const struct scenario *scenario, const double *values, const char *line,
                    struct error *err);

#endif
