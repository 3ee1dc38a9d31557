/*
 * csv_scenario: a scenario for a table that was opened by itself.
 *
 * Which column is learned, which are inputs and what becomes of their cells is data/csv_table.h's;
 * words and whole numbers of few kinds are classes, an output each (softmax, cross_entropy); 0 and
 * 1 a sigmoid output (binary_cross_entropy); other numbers an identity output (half_squared_error).
 * Inputs are standardized, unless they are pixels, and so are other numbers that are learned. One
 * hidden layer of 8 tanh units, 16 for pixels, Adam with learning rate 0.01 (0.001), mini-batches
 * of 16 in an order that is shuffled each epoch, 200 epochs, or 20 of more than 10000 rows. Whoever
 * wants it otherwise saves a session and changes the file.
 */
#ifndef BACKSTEP_LESSON_TABLE_CSV_SCENARIO_H
#define BACKSTEP_LESSON_TABLE_CSV_SCENARIO_H

#include "base/error.h"
#include "data/csv_table.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the path's name ends in ".csv", ".tsv", ".txt" or ".data", in any case. */
bool csv_scenario_is(const char *path);

/* The scenario's JSON for the table, which is just open and whose profile is made here; owned by
 * the caller. `target`: the name of the column that is learned, or its number from 1; NULL: guess.
 * NULL with the error: what csv_table_profile says, no such column, too many columns or classes,
 * names that are missing, too long or not each its own. */
char *csv_scenario(struct csv_table *table, const char *target, struct error *err);

#endif
