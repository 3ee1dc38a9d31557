/*
 * csv_table_parts: what csv_table_profile and csv_table_fill share.
 */
#ifndef BACKSTEP_DATA_CSV_TABLE_PARTS_H
#define BACKSTEP_DATA_CSV_TABLE_PARTS_H

#include "data/csv_table.h"

/* To the first row of samples. */
bool csv_table_start(struct csv_table *table, struct error *err);

/* The next row that has something in it, with a cell for each column. False at the end, and where
 * table->csv.failed is true with the error. */
bool csv_table_next(struct csv_table *table, struct error *err);

/* Of the row: whether it has all targets; whether it is held out (false with the error: the split's
 * cell is no word for it). */
bool csv_table_is_labelled(const struct csv_table *table);
bool csv_table_is_held(const struct csv_table *table, bool *held, struct error *err);

#endif
