/*
 * csv_scenario: a scenario for a CSV file that was opened by itself.
 *
 * The last column is what is to be learned, all others are inputs and must be numbers. Words make
 * classes, an output each (softmax, cross_entropy), and so do the whole numbers from 0 to 2 .. 20 where
 * none is left out and each stands at least 4 times; 0 and 1 a sigmoid output (binary_cross_entropy);
 * other numbers an identity output (half_squared_error). The inputs are standardized, and so are other
 * numbers that are learned. One hidden layer of 8 tanh units, Adam with
 * learning rate 0.01, mini-batches of 16 in an order that is shuffled each epoch, 200 epochs. Whoever wants it
 * otherwise saves a session and changes the file.
 */
#ifndef BACKSTEP_LESSON_CSV_SCENARIO_H
#define BACKSTEP_LESSON_CSV_SCENARIO_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the path's name ends in ".csv", in any case. */
bool csv_scenario_is(const char *path);

/* The scenario's JSON for that file's bytes, owned by the caller; NULL with the error: what csv_read
 * says, one column only, too many columns or classes, an input that is no number (with its line). */
char *csv_scenario(const char *bytes, size_t length, const char *path, struct error *err);

#endif
