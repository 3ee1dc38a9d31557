/*
 * csv_table: a CSV file made into samples.
 *
 *   csv_table_open      finds the dialect and the columns' names (csv_guess.h)
 *   roles           the caller says which columns are learned, and may take inputs away
 *   csv_table_profile   reads it all: what the columns hold, how many rows there are
 *   csv_table_fill      reads it again, into a data set
 *
 * A column holds numbers or words, whichever most of its first cells are. Numbers are an input
 * each. Words are an input for each kind, one-hot: 1 for the cell's, 0 for the others. A gap is
 * filled with the mean of the rows to train on (of words: of each of their inputs), or the row is
 * left out; a row without target always is. Of the inputs that nobody asked for by name those are
 * left out that only count the rows, are empty, or have words of so many kinds that they are text.
 * A column called "split" whose cells are train, validation or test says which rows are held out.
 *
 * Inputs are pixels if their number is a square from 25 on and their names say so ("pixel0",
 * "1x1"), or they are whole numbers from 0 to at most 255, and 15 at least: all are then divided by
 * the largest.
 */
#ifndef BACKSTEP_DATA_CSV_TABLE_H
#define BACKSTEP_DATA_CSV_TABLE_H

#include "data/csv.h"
#include "data/dataset.h"
#include "data/kinds.h"

/* Kinds of what is learned, and of an input's words. */
enum { CSV_TABLE_CLASSES_MAX = 4096, CSV_TABLE_KINDS_MAX = 50, CSV_TABLE_NAME_MAX = 64 };

/* What every row asks for comes first. */
struct column {
    bool is_input, is_target, is_split; /* none: it is not looked at */
    bool wanted;               /* by name: an input that stays one, whatever it holds */
    bool decided, words;       /* it holds words, else numbers */
    bool whole, may_count;     /* whole numbers only; those of the rows, so far */
    double least, most;        /* of all numbers */
    double sum;                /* of those in rows to train on: */
    size_t values;
    size_t place;              /* of its first input */
    const struct column *like; /* borrowed; whose kinds, mean and place are its own: itself, or for
                                * a table that is held out the other table's */
    char *name;                /* owned */
    const char *why_out;       /* borrowed; NULL: nobody has left it out */
    size_t missing;            /* gaps, in rows that have a target */
    struct kinds kinds;        /* of words, and of all that is learned */
    size_t stray_line;         /* of a word among numbers; 0: there is none */
    char *stray;               /* owned */
};

struct csv_table_options {
    char separator, decimal; /* 0: guess */
    int header;              /* 1: the first row has names, 0: it has none, -1: guess */
    struct csv_progress progress;
};

struct csv_table {
    struct csv csv;
    struct column *columns; /* owned */
    size_t count;
    bool has_header, has_mark;
    bool leave_out;         /* rows with a gap; else they are filled. The caller's */
    int image;              /* inputs are pixels: 1, are not: 0, -1: find it. The caller's */
    bool pixels;
    double brightest;       /* what they are divided by */
    size_t inputs;          /* after csv_table_profile */
    size_t rows, held;      /* samples to train on and held out; filled, without those left out */
    size_t empty, unlabelled, incomplete; /* rows left out: nothing in them, no target, a gap */
    bool latin;
};

/* What is to be put out. */
struct csv_table_targets {
    size_t count;
    const size_t *columns; /* columns(count), numbers each; NULL: */
    size_t column;         /* one of classes */
    const size_t *classes; /* by its own kind */
};

/* How many inputs a column makes. */
static inline size_t column_inputs(const struct column *column)
{
    return column->words ? column->kinds.count : 1;
}

/* The file; all columns are inputs then, but for the split. The name is borrowed. Errors as
 * csv_open's, and: one column, no rows. */
bool csv_table_open(struct csv_table *table, const char *path,
                    const struct csv_table_options *options, struct error *err);
void csv_table_finish(struct csv_table *table);

/* The first column of that name; else, of a number from 1 on, that column; else `count`. */
size_t csv_table_find(const struct csv_table *table, const char *name);

/* What is learned, if nobody says it: a column called label, class, target, y, species, outcome,
 * diagnosis or the like, else the last that is no split. */
size_t csv_table_guess_target(const struct csv_table *table);

/* Errors name the line: cells too few or many, a word among numbers, too many rows, none to train
 * on. */
bool csv_table_profile(struct csv_table *table, struct error *err);

/* Into a data set that is made here. Errors: as above, words that are none of the kinds, memory. */
bool csv_table_fill(struct csv_table *table, const struct csv_table_targets *targets,
                    struct dataset *out, struct error *err);

/* What is learned. */
enum csv_table_task {
    CSV_TABLE_TASK_CLASSES,
    CSV_TABLE_TASK_BINARY, /* 0 and 1 */
    CSV_TABLE_TASK_NUMBERS
};
enum csv_table_task csv_table_task(const struct csv_table *table, size_t column);

/* Numbers in rising order, words as they came: order(kinds). */
void csv_table_order_classes(const struct csv_table *table, size_t column, size_t *order);

/* What was found and what was made of it, a few sentences, a line each; of a table that was filled
 * also which rows were left out. */
void csv_table_note(const struct csv_table *table, char *out, size_t size);

/* "t.csv: line 3, column "b": found "x", ", and what follows; always false. */
bool csv_table_unexpected(const struct csv_table *table, size_t line, const struct column *column,
                      const char *found, const char *expected, struct error *err);

#endif
