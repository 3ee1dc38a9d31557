#include "data/csv_table.h"

#include "data/cell.h"
#include "data/csv_table_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a row came to. */
enum outcome { FILLED, GAP, FAILED };

static double mean_of(const struct column *column)
{
    return column->values > 0 ? column->sum / (double)column->values : 0.0;
}

/* x(inputs of the column): the share of each kind. */
static void fill_shares(const struct kinds *kinds, double *x)
{
    size_t all = 0;

    for (size_t k = 0; k < kinds->count; k++)
        all += kinds->kinds[k].count;
    for (size_t k = 0; k < kinds->count; k++)
        x[k] = all > 0 ? (double)kinds->kinds[k].count / (double)all : 0.0;
}

static enum outcome fill_words(struct csv_table *table, const struct column *column,
                               const struct csv_cell *cell, double *x, struct error *err)
{
    char word[CELL_WORDS_SIZE];
    size_t kind;

    if (cell_is_missing(cell->text, cell->length)) {
        fill_shares(&column->like->kinds, x);
        return GAP;
    }
    cell_words(cell->text, cell->length, word);
    kind = kinds_find(&column->like->kinds, word);
    if (kind == KINDS_NONE) {
        csv_table_unexpected(table, table->csv.line, column, word,
                             "a word that the rows to train on have there", err);
        return FAILED;
    }
    x[kind] = 1.0;
    return FILLED;
}

/* A column's inputs of a row x(inputs). */
static enum outcome fill_input(struct csv_table *table, const struct column *column,
                               const struct csv_cell *cell, double *x, struct error *err)
{
    char word[CELL_WORDS_SIZE];

    x += column->like->place;
    if (column->like->words)
        return fill_words(table, column, cell, x, err);
    if (cell_number(cell->text, cell->length, table->csv.dialect.decimal, x)) {
        if (table->pixels)
            *x /= table->brightest;
        return FILLED;
    }
    if (cell_is_missing(cell->text, cell->length)) {
        *x = mean_of(column->like) / (table->pixels ? table->brightest : 1.0);
        return GAP;
    }
    cell_words(cell->text, cell->length, word);
    csv_table_unexpected(table, table->csv.line, column, word, "a number", err);
    return FAILED;
}

static bool has_changed(const struct csv_table *table, struct error *err)
{
    return error_set(err, "%.300s: line %zu: the file has changed while it was read; try again",
                     table->csv.name, table->csv.line);
}

static bool fill_targets(struct csv_table *table, const struct csv_table_targets *targets,
                         double *t, struct error *err)
{
    const struct csv_cell *cells = table->csv.cells;
    char word[CELL_WORDS_SIZE];

    if (targets->columns == NULL) {
        const struct csv_cell *cell = &cells[targets->column];
        const struct column *column = &table->columns[targets->column];
        double value;
        size_t kind;

        if (!column->words
            && cell_number(cell->text, cell->length, table->csv.dialect.decimal, &value))
            snprintf(word, sizeof word, "%.15g", value + 0.0);
        else
            cell_words(cell->text, cell->length, word);
        kind = kinds_find(&column->kinds, word);
        if (kind != KINDS_NONE)
            t[targets->classes[kind]] = 1.0;
        return kind != KINDS_NONE || has_changed(table, err);
    }
    for (size_t i = 0; i < targets->count; i++) {
        const struct csv_cell *cell = &cells[targets->columns[i]];

        if (cell_number(cell->text, cell->length, table->csv.dialect.decimal, &t[i]))
            continue;
        cell_words(cell->text, cell->length, word);
        return csv_table_unexpected(table, table->csv.line, &table->columns[targets->columns[i]],
                                    word, "a number", err);
    }
    return true;
}

static enum outcome fill_row(struct csv_table *table, const struct csv_table_targets *targets,
                             double *x, double *t, struct error *err)
{
    double scale = table->pixels ? table->brightest : 1.0;
    enum outcome worst = FILLED;

    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];
        const struct csv_cell *cell = &table->csv.cells[i];
        enum outcome outcome;
        double value;

        if (!column->is_input)
            continue;
        if (column->like == column && !column->words
            && cell_digits(cell->text, cell->length, &value)) {
            if (value > 0)
                x[column->place] = value / scale;
            continue;
        }
        outcome = fill_input(table, &table->columns[i], &table->csv.cells[i], x, err);
        if (outcome == FAILED)
            return FAILED;
        if (outcome == GAP)
            worst = GAP;
    }
    return fill_targets(table, targets, t, err) ? worst : FAILED;
}

/* The rows to train on in front, room for as many as csv_table_profile has counted, those held out
 * behind. */
static bool read_rows(struct csv_table *table, const struct csv_table_targets *targets,
                      struct dataset *out, struct error *err)
{
    size_t most = table->rows, held_most = table->held;

    table->rows = table->held = table->incomplete = 0;
    while (csv_table_next(table, err)) {
        enum outcome outcome;
        size_t row;
        bool held;

        if (!csv_table_is_labelled(table))
            continue;
        if (!csv_table_is_held(table, &held, err))
            return false;
        if (held ? table->held == held_most : table->rows == most)
            return has_changed(table, err);
        row = held ? most + table->held : table->rows;
        outcome =
            fill_row(table, targets, out->x + row * out->inputs, out->t + row * out->targets, err);
        if (outcome == FAILED)
            return false;
        if (outcome == GAP && table->leave_out) {
            memset(out->x + row * out->inputs, 0, out->inputs * sizeof *out->x);
            memset(out->t + row * out->targets, 0, out->targets * sizeof *out->t);
            table->incomplete++;
            continue;
        }
        table->held += held;
        table->rows += !held;
    }
    memmove(out->x + table->rows * out->inputs, out->x + most * out->inputs,
            table->held * out->inputs * sizeof *out->x);
    memmove(out->t + table->rows * out->targets, out->t + most * out->targets,
            table->held * out->targets * sizeof *out->t);
    return !table->csv.failed;
}

/* So that who asks about a pixel is told what it is in the table. */
static bool note_scale(const struct csv_table *table, struct dataset *out, struct error *err)
{
    if (!table->pixels || table->brightest == 1.0)
        return true;
    out->pixels = true;
    out->x_scales = calloc(out->inputs, sizeof *out->x_scales);
    if (out->x_scales == NULL)
        return error_set(err, "not enough memory for the scales of %zu columns", out->inputs);
    for (size_t i = 0; i < out->inputs; i++)
        out->x_scales[i] = (struct dataset_scale){0.0, table->brightest};
    return true;
}

bool csv_table_fill(struct csv_table *table, const struct csv_table_targets *targets,
                    struct dataset *out, struct error *err)
{
    size_t inputs = 0;

    for (size_t i = 0; i < table->count; i++)
        inputs += table->columns[i].is_input ? column_inputs(table->columns[i].like) : 0;
    if (!dataset_init(out, table->rows + table->held, inputs, targets->count, err))
        return error_prefix(err, "%.300s", table->csv.name);
    if (!csv_table_start(table, err) || !read_rows(table, targets, out, err)
        || !note_scale(table, out, err))
        return false;
    out->count = table->rows;
    out->validation = table->held;
    return table->rows > 0
        || error_set(err,
                     "%.300s: every row to train on has a gap; fill them (\"missing\": \"mean\")",
                     table->csv.name);
}
