/*
 * table_cell: what stands in the columns of the table of parameters.
 *
 * The table is of the run: old value, in a recurrent network the shares of the times, gradient,
 * with L2 that of the objective, the optimiser's buffers, step, new value; or, of the other route
 * to the gradients: gradient and step of backpropagation beside those of the finite differences.
 */
#ifndef BACKSTEP_VIEW_TABLE_TABLE_CELL_H
#define BACKSTEP_VIEW_TABLE_TABLE_CELL_H

#include "engine/check/judge.h"
#include "engine/check/numeric_gradient.h"
#include "view/view.h"

enum { TABLE_SHARES_MAX = 12 };

/* From left to right. */
enum table_column {
    TABLE_SYMBOL,       /* the parameter's, which every table has; the cells begin after it */
    TABLE_OLD,
    TABLE_SHARE,        /* of the times in sight, a column each */
    TABLE_GRADIENT = TABLE_SHARE + TABLE_SHARES_MAX,
    TABLE_NUMERIC,      /* the finite difference */
    TABLE_DIGITS,       /* how many of both are the same */
    TABLE_OBJECTIVE,    /* with L2: what the optimiser gets */
    TABLE_CLIPPED,      /* with clipping: what is left of that */
    TABLE_FIRST,        /* the optimiser's buffers, where it keeps them */
    TABLE_SECOND,
    TABLE_STEP,
    TABLE_NUMERIC_STEP, /* what the optimiser would make of the difference */
    TABLE_NEW,
    TABLE_COLUMNS
};

/* Columns of one subject have a head in common. */
enum table_group { TABLE_ALONE, TABLE_OF_SHARES, TABLE_OF_GRADIENT, TABLE_OF_STEP };

struct table_cells {
    const struct view *view;
    const struct numeric_gradient
        *numeric; /* of the same sample or batch; NULL: a table of the run */
    size_t first_time, shares; /* the times in sight, the first from 1; 0: none are */
};

/* How many times have a share in the gradients that the table shows; 0: they are no sum of such. */
size_t table_cell_times(const struct table_cells *cells);

/* Whether such a table has the column. */
bool table_cell_column(const struct table_cells *cells, enum table_column column);

enum table_group table_cell_group(const struct table_cells *cells, enum table_column column);
const char *table_cell_group_head(const struct table_cells *cells, enum table_group group);
/* brief: for want of width. */
const char *table_cell_head(const struct table_cells *cells, enum table_column column, bool brief);

/* What to ask about in the cell; of a difference the parameter itself; NONE: nothing. */
struct quantity table_cell_quantity(const struct table_cells *cells, struct quantity parameter,
                                    enum table_column column);
enum known table_cell_known(const struct table_cells *cells, struct quantity parameter,
                            enum table_column column);

/* Its text; `out` if that is a number, else words, "?" or nothing. */
const char *table_cell_text(const struct table_cells *cells, struct quantity parameter,
                            enum table_column column, int decimals, char out[NUMBER_TEXT_SIZE]);

/* The colour of that text; number: it is one. */
color table_cell_ink(const struct table_cells *cells, struct quantity parameter,
                     enum table_column column, bool number);

#endif
