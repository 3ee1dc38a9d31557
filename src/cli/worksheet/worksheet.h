/*
 * worksheet: an exercise on paper: the network with its numbers, each number to be found with its
 * formula and a blank, a table for the results; and the same with the answers.
 *
 * Every number is the engine's. Who rounds each result to the digits that are printed, and goes on
 * with those, may be off by a few units of the last of them: the sheet says by how many.
 */
#ifndef BACKSTEP_CLI_WORKSHEET_WORKSHEET_H
#define BACKSTEP_CLI_WORKSHEET_WORKSHEET_H

#include "cli/worksheet/worksheet_sheet.h"

/* What is left blank, by its word: "forward"; NULL past the last. */
const char *worksheet_blank_name(enum worksheet_blank blank);

/* Adds its pages: the exercise, or the solution. The application is led through the iteration and
 * back to its start. */
void worksheet_write(const struct worksheet *sheet, bool solution);

#endif
