#include "data/csv_table.h"

#include "base/memory.h"
#include "data/cell.h"
#include "data/csv_table_parts.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { IMAGE_LEAST = 25, LEVELS_LEAST = 15, LEVELS_MOST = 255, COUNTED_LEAST = 3, TEXT_KINDS = 10 };

/* ---- a row ---- */

bool csv_table_next(struct csv_table *table, struct error *err)
{
    struct csv *csv = &table->csv;

    while (csv_next(csv, err)) {
        size_t i = 0;

        while (i < csv->count && csv->cells[i].length == 0)
            i++;
        if (i == csv->count) {
            table->empty++;
            continue;
        }
        if (csv->count == table->count)
            return true;
        csv->failed = true;
        return error_set(err, "%.300s: line %zu: found %zu cell%s, expected %zu, %s", csv->name,
                         csv->line, csv->count, csv->count == 1 ? "" : "s", table->count,
                         table->has_header ? "one for each column name" : "as in the first row");
    }
    return false;
}

bool csv_table_start(struct csv_table *table, struct error *err)
{
    struct csv *csv = &table->csv;

    table->empty = 0;
    if (!csv_rewind(csv, err))
        return false;
    for (int skip = table->has_mark + table->has_header; skip > 0; skip--)
        if (!csv_next(csv, err))
            return !csv->failed;
    return true;
}

bool csv_table_is_labelled(const struct csv_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].is_target
            && cell_is_missing(table->csv.cells[i].text, table->csv.cells[i].length))
            return false;
    return true;
}

bool csv_table_is_held(const struct csv_table *table, bool *held, struct error *err)
{
    static const char *const parts[] = {"train", "training", "test", "validation",
                                        "valid", "val",      "dev"};
    char word[CELL_WORDS_SIZE];

    *held = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct csv_cell *cell = &table->csv.cells[i];
        size_t part = 0;

        if (!table->columns[i].is_split)
            continue;
        cell_words(cell->text, cell->length, word);
        while (part < 7 && !cell_same_words(word, parts[part]))
            part++;
        if (part == 7)
            return csv_table_unexpected(table, table->csv.line, &table->columns[i], word,
                                    "train, validation or test", err);
        *held = part >= 2;
    }
    return true;
}

/* ---- a column ---- */

static void add_number(struct column *column, double value, bool held, size_t line)
{
    column->least = value < column->least ? value : column->least;
    column->most = value > column->most ? value : column->most;
    if (!held) {
        column->values++;
        column->sum += value;
    }
    if (column->is_target && !column->kinds.too_many) {
        char word[32];

        snprintf(word, sizeof word, "%.15g", value + 0.0);
        kinds_add(&column->kinds, word, line, held, CSV_TABLE_CLASSES_MAX);
    }
}

static void add_words(struct csv_table *table, struct column *column, const struct csv_cell *cell,
                      bool held)
{
    char word[CELL_WORDS_SIZE];

    if (column->words && column->kinds.too_many)
        return;
    table->latin = cell_words(cell->text, cell->length, word) || table->latin;
    if (column->words) {
        kinds_add(&column->kinds, word, table->csv.line, held,
                  column->is_target ? CSV_TABLE_CLASSES_MAX : CSV_TABLE_KINDS_MAX);
    } else if (column->stray == NULL) {
        column->stray = memory_string(word);
        column->stray_line = table->csv.line;
    }
}

static void add_cell(struct csv_table *table, struct column *column, const struct csv_cell *cell,
                     bool held)
{
    char decimal = table->csv.dialect.decimal;
    size_t row = table->rows + table->held + table->unlabelled;
    bool digits;
    double value;

    if (!column->words
        && ((digits = cell_digits(cell->text, cell->length, &value))
            || cell_number(cell->text, cell->length, decimal, &value))) {
        column->decided = true;
        column->whole = column->whole && (digits || value == floor(value));
        add_number(column, value, held, table->csv.line);
        if (column->may_count)
            column->may_count =
                value == (double)row || (value == (double)row + 1 && column->least > 0);
        return;
    }
    column->may_count = false;
    if (cell_is_missing(cell->text, cell->length)) {
        column->missing++;
        return;
    }
    column->words = column->words || !column->decided;
    column->decided = true;
    add_words(table, column, cell, held);
}

static bool read_rows(struct csv_table *table, struct error *err)
{
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].least = DBL_MAX;
        table->columns[i].most = -DBL_MAX;
    }
    while (csv_table_next(table, err)) {
        bool held;

        if (!csv_table_is_held(table, &held, err))
            return false;
        if (!csv_table_is_labelled(table)) {
            table->unlabelled++;
            continue;
        }
        if (table->rows + table->held == DATASET_SAMPLES_MAX)
            return error_set(err, "%.300s: line %zu: more than %d rows; that is the limit",
                             table->csv.name, table->csv.line, DATASET_SAMPLES_MAX);
        for (size_t i = 0; i < table->count; i++)
            if (table->columns[i].is_input || table->columns[i].is_target)
                add_cell(table, &table->columns[i], &table->csv.cells[i], held);
        table->rows += !held;
        table->held += held;
    }
    return !table->csv.failed;
}

/* ---- what it comes to ---- */

/* Why an input that nobody asked for is none; NULL: it is one. */
static const char *why_out(const struct csv_table *table, const struct column *column)
{
    size_t rows = table->rows + table->held, kinds = column->kinds.count;

    if (!column->decided)
        return "empty";
    if (column->may_count && rows >= COUNTED_LEAST)
        return "it counts the rows";
    if (column->words && (column->kinds.too_many || (kinds > TEXT_KINDS && kinds > rows / 2)))
        return "words of too many kinds";
    return NULL;
}

static bool check_column(const struct csv_table *table, const struct column *column,
                         struct error *err)
{
    if (column->stray != NULL)
        return csv_table_unexpected(table, column->stray_line, column, column->stray,
                                    "a number, as in the rows around it (or nothing, where it is "
                                    "not known)",
                                    err);
    if (column->words && column->kinds.too_many)
        return error_set(err,
                         "%.300s: column \"%.60s\": found words of more than %d kinds; expected "
                         "numbers, "
                         "or fewer kinds",
                         table->csv.name, column->name,
                         column->is_target ? CSV_TABLE_CLASSES_MAX : CSV_TABLE_KINDS_MAX);
    return true;
}

static bool place_inputs(struct csv_table *table, struct error *err)
{
    table->inputs = 0;
    for (size_t i = 0; i < table->count; i++) {
        struct column *column = &table->columns[i];

        if (column->is_input && !column->wanted)
            column->why_out = why_out(table, column);
        column->is_input = column->is_input && column->why_out == NULL;
        if ((column->is_input || column->is_target) && !check_column(table, column, err))
            return false;
        column->place = table->inputs;
        table->inputs += column->is_input ? column_inputs(column) : 0;
    }
    return true;
}

/* "pixel0", "px 7", "p3", "12x3", "pixel_0_7". */
static bool names_pixel(const char *name)
{
    static const char *const starts[] = {"pixel", "px", "p"};

    for (size_t i = 0; i < 3; i++) {
        size_t k = 0;

        while (starts[i][k] != '\0' && tolower((unsigned char)name[k]) == starts[i][k])
            k++;
        if (starts[i][k] == '\0') {
            name += k;
            break;
        }
    }
    return isdigit((unsigned char)name[strspn(name, "_ ")])
        && name[strspn(name, "0123456789xX_ ")] == '\0';
}

static void find_pixels(struct csv_table *table)
{
    size_t side = (size_t)(sqrt((double)table->inputs) + 0.5);
    bool named = true, levels = true;

    table->brightest = 0.0;
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];

        if (!column->is_input)
            continue;
        named = named && !column->words && column->decided && column->least >= 0
             && names_pixel(column->name);
        levels = levels && !column->words && column->whole && column->least >= 0
              && column->most <= LEVELS_MOST;
        if (!column->words && column->decided)
            table->brightest = fmax(table->brightest, column->most);
    }
    table->pixels =
        table->image > 0
        || (table->image < 0 && side * side == table->inputs && table->inputs >= IMAGE_LEAST
            && (named || (levels && table->brightest >= LEVELS_LEAST)));
    if (!(table->brightest > 1.0))
        table->brightest = 1.0;
}

bool csv_table_profile(struct csv_table *table, struct error *err)
{
    if (!csv_table_start(table, err) || !read_rows(table, err))
        return false;
    if (table->rows + table->held == 0)
        return table->unlabelled > 0 ? error_set(
                   err, "%.300s: no row has a target; expected one in each", table->csv.name)
                                     : error_set(err,
                                                 "%.300s: there are no rows; expected a line of "
                                                 "column names and a line for "
                                                 "each sample",
                                                 table->csv.name);
    if (table->rows == 0)
        return error_set(err,
                         "%.300s: every row is held out; expected some whose split is \"train\"",
                         table->csv.name);
    if (!place_inputs(table, err))
        return false;
    find_pixels(table);
    return true;
}
