#include "data/csv_table.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LISTED = 12 };

static const char *counted(size_t count, const char *one, const char *several, char out[80])
{
    char number[NUMBER_TEXT_SIZE];

    snprintf(out, 80, "%s %s", number_count(number, count), count == 1 ? one : several);
    return out;
}

static void add_rows(struct text *out, const struct csv_table *table)
{
    char rows[80], columns[80];

    text_printf(out, "%s of %s.\n", counted(table->rows + table->held, "row", "rows", rows),
                counted(table->count, "column", "columns", columns));
    if (table->held > 0)
        text_printf(out, "Held out by the split: %s.\n", counted(table->held, "row", "rows", rows));
}

static void add_dialect(struct text *out, const struct csv_table *table)
{
    const struct csv *csv = &table->csv;
    const char *separator = csv->dialect.separator == ','    ? "commas"
                            : csv->dialect.separator == ';'  ? "semicolons"
                            : csv->dialect.separator == '\t' ? "tabs"
                            : csv->dialect.separator == '|'  ? "bars"
                                                             : "blanks or tabs";

    text_printf(out, "Separated by %s%s%s; ", separator,
                csv->dialect.decimal == ',' ? ", with decimal commas" : "",
                csv->encoding != CSV_UTF8 ? ", in UTF-16"
                : table->latin            ? ", in Latin-1"
                                          : "");
    if (table->has_header)
        text_add(out, "the first row has the names.\n");
    else
        text_printf(out, "no row has names: the columns are called x1 to x%zu.\n", table->count);
}

static void add_classes(struct text *out, const struct csv_table *table, size_t column)
{
    const struct kinds *kinds = &table->columns[column].kinds;
    size_t *order = memory_new(kinds->count, sizeof *order);
    char count[NUMBER_TEXT_SIZE];

    csv_table_order_classes(table, column, order);
    text_printf(out, "%zu class%s: ", kinds->count, kinds->count == 1 ? "" : "es");
    for (size_t i = 0; i < kinds->count && i < LISTED; i++) {
        const struct kind *kind = &kinds->kinds[order[i]];

        text_printf(out, "%s%s (%s)", i > 0 ? ", " : "", kind->name,
                    number_count(count, kind->count + kind->held));
    }
    text_add(out, kinds->count > LISTED ? ", ...\n" : ".\n");
    free(order);
}

static void add_learned(struct text *out, const struct csv_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (!column->is_target)
            continue;
        text_printf(out, "Learned: %s, ", column->name);
        if (csv_table_task(table, i) == CSV_TABLE_TASK_NUMBERS)
            text_printf(out, "numbers from %.6g to %.6g.\n", column->least, column->most);
        else
            add_classes(out, table, i);
    }
}

/* "Into inputs of 0 and 1: sex (2 kinds), port (3 kinds)." */
static void add_words(struct text *out, const struct csv_table *table)
{
    size_t found = 0;

    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (!column->is_input || !column->words)
            continue;
        if (found++ < LISTED)
            text_printf(out, "%s%s (%zu kinds)",
                        found == 1 ? "Words become an input for each kind: " : ", ", column->name,
                        column->kinds.count);
    }
    if (found > 0)
        text_add(out, found > LISTED ? ", ...\n" : ".\n");
}

static void add_left_out(struct text *out, const struct csv_table *table)
{
    size_t found = 0;

    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (column->why_out != NULL && found++ < LISTED)
            text_printf(out, "%s%s (%s)", found == 1 ? "Columns left out: " : ", ", column->name,
                        column->why_out);
    }
    if (found > 0)
        text_add(out, found > LISTED ? ", ...\n" : ".\n");
}

static void add_gaps(struct text *out, const struct csv_table *table)
{
    size_t gaps = 0, columns = 0, merged = 0;
    char one[80], other[80];

    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (column->is_input || column->is_target)
            merged += column->words ? column->kinds.merged : 0;
        if (!column->is_input || column->missing == 0)
            continue;
        gaps += column->missing;
        columns++;
    }
    if (gaps > 0 && !table->leave_out)
        text_printf(out, "%s in %s filled with the column's mean.\n",
                    counted(gaps, "gap", "gaps", one),
                    counted(columns, "column", "columns", other));
    if (table->incomplete > 0)
        text_printf(out, "%s left out: a cell is empty.\n",
                    counted(table->incomplete, "row", "rows", one));
    if (table->unlabelled > 0)
        text_printf(out, "%s left out: without a target.\n",
                    counted(table->unlabelled, "row", "rows", one));
    if (table->empty > 0)
        text_printf(out, "%s left out: all cells are empty.\n",
                    counted(table->empty, "row", "rows", one));
    if (merged > 0)
        text_printf(out, "%s taken for one that differs in capitals only.\n",
                    counted(merged, "word", "words", one));
}

void csv_table_note(const struct csv_table *table, char *out, size_t size)
{
    size_t side = (size_t)(sqrt((double)table->inputs) + 0.5);
    struct text text;

    text_init(&text, out, size);
    add_rows(&text, table);
    add_learned(&text, table);
    if (table->pixels && side * side == table->inputs)
        text_printf(&text, "The inputs are an image of %zu × %zu pixels", side, side);
    else if (table->pixels)
        text_printf(&text, "The inputs are %zu pixels", table->inputs);
    if (table->pixels)
        text_printf(&text, "%s%.0f%s.\n", table->brightest > 1.0 ? "; 0 to " : "; ",
                    table->brightest > 1.0 ? table->brightest : 0.0,
                    table->brightest > 1.0 ? " are scaled to 0 to 1" : " to 1 stay as they are");
    add_words(&text, table);
    add_left_out(&text, table);
    add_gaps(&text, table);
    add_dialect(&text, table);
}
