/*
 * csv_guess: which separator, decimal sign and quote a table has, and whether its first row has
 * names.
 *
 * The first rows are read in every dialect. A dialect's worth is the share of rows that have as
 * many cells as most, times the mean worth of a cell: 1 for a number or a gap, less for words,
 * little for what looks like a number that was cut at the wrong place. Of equal ones the first in
 * the order comma, semicolon, tab, bar, blanks; a point before a comma; double quotes before single
 * ones. One column is no table.
 *
 * The first row has names unless it looks like those below: a word over numbers is a name; a number
 * is none, but for a count such as 0, 1, 2, 3, 4; and neither are words that come again below them.
 */
#ifndef BACKSTEP_DATA_CSV_GUESS_H
#define BACKSTEP_DATA_CSV_GUESS_H

#include "data/csv.h"

/* Sets it. Right after csv_open; leaves csv at the first row. separator, decimal: known already; 0:
 * to be found. `has_mark`: the first line is "sep=;" or the like, which spreadsheets write and go
 * by. */
void csv_guess_dialect(struct csv *csv, char separator, char decimal, bool *has_mark);

/* From the row at which csv stands, which csv_next would have next. */
bool csv_guess_header(struct csv *csv);

#endif
