#include "data/csv_table.h"

#include "base/memory.h"
#include "base/text.h"
#include "data/cell.h"
#include "data/csv_guess.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_ROWS = 100, SAMPLE_BYTES = 1 << 17 };

static const char none[] = "there are no rows; expected a line of column names and a line for each "
                           "sample";

/* But for the case, a single letter's too. */
static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (words[i][k] != '\0' && tolower((unsigned char)word[k]) == words[i][k])
            k++;
        if (words[i][k] == '\0' && word[k] == '\0')
            return true;
    }
    return false;
}

/* ---- columns ---- */

/* Names that a column which only counts the rows has. */
static bool names_rows(const char *name)
{
    static const char *const words[] = {"id", "index", "no", "nr", "#", "row", "unnamed: 0"};
    size_t length = strlen(name);

    return length == 0 || is_one_of(name, words, sizeof words / sizeof words[0])
        || (length > 2
            && (strcmp(name + length - 2, "Id") == 0 || strcmp(name + length - 2, "ID") == 0
                || strcmp(name + length - 3, "_id") == 0));
}

static void name_column(struct csv_table *table, size_t i)
{
    struct column *column = &table->columns[i];
    const struct csv_cell *cell = &table->csv.cells[i];
    char name[CELL_WORDS_SIZE];

    if (table->has_header)
        table->latin = cell_words(cell->text, cell->length, name) || table->latin;
    else
        snprintf(name, sizeof name, "x%zu", i + 1);
    *column = (struct column){
        .like = column, .is_input = true, .whole = true, .may_count = names_rows(name)};
    if (name[0] == '\0')
        snprintf(name, sizeof name, "column %zu", i + 1);
    column->name = memory_string(name);
}

/* Whether most of its first cells are words; and whether it is the split. */
static void look_at_columns(struct csv_table *table)
{
    static const char *const parts[] = {"train", "training", "validation", "valid",
                                        "val",   "dev",      "test"};
    static const char *const split = "split";
    struct csv_place place = csv_here(&table->csv);
    long *words = memory_new(table->count, sizeof *words);
    char word[CELL_WORDS_SIZE];
    double value;

    for (size_t rows = 0; rows < SAMPLE_ROWS && csv_peek(&table->csv, SAMPLE_BYTES); rows++)
        for (size_t i = 0; i < table->count && i < table->csv.count; i++) {
            const struct csv_cell *cell = &table->csv.cells[i];
            struct column *column = &table->columns[i];

            if (cell_is_missing(cell->text, cell->length))
                continue;
            column->decided = true;
            words[i] +=
                cell_number(cell->text, cell->length, table->csv.dialect.decimal, &value) ? -1 : 1;
            column->words = words[i] > 0;
            cell_words(cell->text, cell->length, word);
            if (rows == 0 && is_one_of(column->name, &split, 1)
                && is_one_of(word, parts, sizeof parts / sizeof parts[0]))
                column->is_input = !(column->is_split = true);
        }
    csv_go(&table->csv, place);
    free(words);
}

static bool read_names(struct csv_table *table, const struct csv_table_options *options,
                       struct error *err)
{
    struct csv *csv = &table->csv;
    struct csv_place place;

    if (table->has_mark && !csv_next(csv, err))
        return csv->failed ? false : error_set(err, "%.300s: %s", csv->name, none);
    table->has_header = options->header < 0 ? csv_guess_header(csv) : options->header > 0;
    place = csv_here(csv);
    if (!csv_next(csv, err))
        return csv->failed ? false : error_set(err, "%.300s: %s", csv->name, none);
    table->count = csv->count;
    table->columns = memory_new(table->count, sizeof *table->columns);
    for (size_t i = 0; i < table->count; i++)
        name_column(table, i);
    if (table->count < 2)
        return error_set(err,
                         "%.300s: line %zu: found one column, expected several, separated by "
                         "commas, "
                         "semicolons, tabs, bars or blanks",
                         csv->name, csv->line);
    if (!table->has_header)
        csv_go(csv, place);
    look_at_columns(table);
    return true;
}

bool csv_table_open(struct csv_table *table, const char *path,
                    const struct csv_table_options *options, struct error *err)
{
    struct csv *csv = &table->csv;

    *table = (struct csv_table){0};
    if (!csv_open(csv, path, err))
        return false;
    table->image = -1;
    csv_guess_dialect(csv, options->separator, options->decimal, &table->has_mark);
    csv->progress = options->progress;
    if (read_names(table, options, err))
        return true;
    csv_table_finish(table);
    return false;
}

void csv_table_finish(struct csv_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->columns[i].name);
        free(table->columns[i].stray);
        kinds_finish(&table->columns[i].kinds);
    }
    free(table->columns);
    csv_finish(&table->csv);
    *table = (struct csv_table){0};
}

size_t csv_table_find(const struct csv_table *table, const char *name)
{
    char *end;
    unsigned long number;

    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return i;
    number = isdigit((unsigned char)name[0]) ? strtoul(name, &end, 10) : 0;
    return number >= 1 && number <= table->count && *end == '\0' ? number - 1 : table->count;
}

/* A "y" beside an "x", with what is learned of the point behind them. */
static bool is_coordinate(const struct csv_table *table, size_t i)
{
    static const char *const x = "x", *const y = "y";

    return i > 0 && i + 1 < table->count && is_one_of(table->columns[i].name, &y, 1)
        && is_one_of(table->columns[i - 1].name, &x, 1);
}

size_t csv_table_guess_target(const struct csv_table *table)
{
    static const char *const words[] = {"label",    "labels",   "class",   "target",
                                        "y",        "species",  "outcome", "diagnosis",
                                        "survived", "category", "result",  "response"};
    size_t last = table->count;

    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        for (size_t i = 0; i < table->count; i++)
            if (is_one_of(table->columns[i].name, &words[w], 1) && !is_coordinate(table, i))
                return i;
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].is_input && table->columns[i].decided)
            last = i;
    return last < table->count ? last : table->count - 1;
}

bool csv_table_unexpected(const struct csv_table *table, size_t line, const struct column *column,
                      const char *found, const char *expected, struct error *err)
{
    if (found[0] == '\0')
        return error_set(err,
                         "%.300s: line %zu, column \"%.60s\": the cell is empty; expected %.300s",
                         table->csv.name, line, column->name, expected);
    return error_set(err, "%.300s: line %zu, column \"%.60s\": found \"%.60s\", expected %.300s",
                     table->csv.name, line, column->name, found, expected);
}

/* ---- what is learned ---- */

enum csv_table_task csv_table_task(const struct csv_table *table, size_t column)
{
    const struct column *target = &table->columns[column];
    const struct kinds *kinds = &target->kinds;

    if (target->words)
        return CSV_TABLE_TASK_CLASSES;
    if (target->whole && target->least >= 0 && target->most <= 1)
        return CSV_TABLE_TASK_BINARY;
    return target->whole && !kinds->too_many && kinds->count >= 2 && kinds->count <= 20
                   && table->rows + table->held >= 2 * kinds->count
               ? CSV_TABLE_TASK_CLASSES : CSV_TABLE_TASK_NUMBERS;
}

void csv_table_order_classes(const struct csv_table *table, size_t column, size_t *order)
{
    const struct kinds *kinds = &table->columns[column].kinds;
    bool numbers = true;
    double value;

    for (size_t i = 0; i < kinds->count; i++)
        numbers =
            numbers && cell_number(kinds->kinds[i].name, strlen(kinds->kinds[i].name), '.', &value);
    for (size_t i = 0; i < kinds->count; i++) {
        size_t at = i;

        value = numbers ? strtod(kinds->kinds[i].name, NULL) : 0.0;
        for (; at > 0 && numbers && strtod(kinds->kinds[order[at - 1]].name, NULL) > value; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}
