/*
 * csv: a table with a line of column names, as RFC 4180 has it.
 *
 * Cells are separated by commas; one in double quotes may contain commas, line
 * breaks and, doubled, quotes. Lines end in LF or CRLF; a byte order mark and
 * empty lines are skipped, blanks around a cell belong to it. Every line has as
 * many cells as the first. libcsv reads it, line by line, so that an error can name
 * the line.
 */
#ifndef BACKSTEP_DATA_CSV_H
#define BACKSTEP_DATA_CSV_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct csv {
    char *text;          /* owned; what the cells point into */
    char **cells;        /* owned; the names, then row by row */
    size_t *lines;       /* owned; the line in the file that each row begins on, the names' first */
    size_t columns;
    size_t rows;         /* without the names */
};

/* Errors name the file and the line: cells too few or many, a quote that is not
 * closed or stands inside a cell, no rows, more than row_max. Zeroed on failure. */
bool csv_read(struct csv *csv, const char *bytes, size_t length, const char *name,
              size_t row_max, struct error *err);
void csv_finish(struct csv *csv);

const char *csv_cell(const struct csv *csv, size_t row, size_t column);

/* The number in a cell; false with an error that names file, line and column. */
bool csv_number(const struct csv *csv, size_t row, size_t column, const char *name, double *out,
                struct error *err);

#endif
