#include "data/csv.h"

#include "base/memory.h"

#include <csv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells one behind the other, each with its NUL: never longer than the text, where a comma or a line
 * break follows each but the last. */
struct reader {
    struct csv *csv;
    const char *name;
    struct error *err;
    char *end;           /* of the cells so far */
    size_t line;         /* in the file, from 1: the one that is being read */
    size_t cell_line;    /* where the cell that is open at its end began */
    size_t row_line;     /* where the row began */
    size_t rows;         /* with the names */
    size_t cell_count, cell_room;
    size_t line_room;
    size_t row_max;
    bool row_is_open;
    bool failed;
};

/* Room for twice as many, if it is used up. */
static void *make_room(void *items, size_t used, size_t *room, size_t size)
{
    if (used < *room)
        return items;
    *room = *room * 2 + 64;
    return memory_resize(items, *room, size);
}

static void fail(struct reader *reader, const char *what)
{
    if (!reader->failed)
        error_set(reader->err, "%.300s: line %zu: %s", reader->name, reader->line, what);
    reader->failed = true;
}

/* libcsv has a cell. */
static void on_cell(void *bytes, size_t length, void *context)
{
    struct reader *reader = context;
    struct csv *csv = reader->csv;

    csv->cells = make_room(csv->cells, reader->cell_count, &reader->cell_room, sizeof *csv->cells);
    csv->cells[reader->cell_count++] = reader->end;
    memcpy(reader->end, bytes, length);
    reader->end[length] = '\0';
    reader->end += length + 1;
}

static void check_row(struct reader *reader, size_t cells)
{
    struct csv *csv = reader->csv;

    if (reader->failed)
        return;
    if (reader->rows > reader->row_max + 1)
        reader->failed = !error_set(reader->err, "%.300s: line %zu: more than %zu rows; that is the limit",
                                    reader->name, reader->row_line, reader->row_max);
    else if (cells != csv->columns)
        reader->failed = !error_set(reader->err, "%.300s: line %zu: found %zu cell%s, expected %zu, one for "
                                                 "each column name", reader->name, reader->row_line, cells,
                                    cells == 1 ? "" : "s", csv->columns);
}

/* libcsv has come to the end of a row. */
static void on_row(int terminator, void *context)
{
    struct reader *reader = context;
    struct csv *csv = reader->csv;

    (void)terminator;
    if (reader->rows == 0)
        csv->columns = reader->cell_count;
    csv->lines = make_room(csv->lines, reader->rows, &reader->line_room, sizeof *csv->lines);
    csv->lines[reader->rows++] = reader->row_line;
    check_row(reader, reader->cell_count - (reader->rows - 1) * csv->columns);
}

/* Blanks around a cell belong to it. */
static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static bool is_blank(const char *line, size_t length)
{
    return line[0] == '\n' || (line[0] == '\r' && (length == 1 || line[1] == '\n'));
}

/* One line with its break, so that it is known in which line of the file a cell is. */
static void read_line(struct reader *reader, struct csv_parser *parser, const char *line, size_t length)
{
    size_t cells = reader->cell_count, rows = reader->rows;

    if (!reader->row_is_open)
        reader->row_line = reader->cell_line = reader->line;
    if (csv_parse(parser, line, length, on_cell, on_row, reader) < length) {
        if (csv_error(parser) != CSV_EPARSE)
            fail(reader, "there is not enough memory for a cell");
        else if (parser->quoted)
            fail(reader, "text follows a closing quote; expected a comma or the end of the line (a quote "
                         "inside a cell is written twice)");
        else
            fail(reader, "a quote stands inside a cell; put the whole cell in quotes and write the quote "
                         "twice");
    }
    if (reader->cell_count > cells)
        reader->cell_line = reader->line;
    reader->row_is_open = reader->rows == rows && (reader->row_is_open || !is_blank(line, length));
    reader->line++;
}

static void read_text(struct reader *reader, struct csv_parser *parser, const char *text, size_t length)
{
    while (length > 0 && !reader->failed) {
        const char *end = memchr(text, '\n', length);
        size_t line = end != NULL ? (size_t)(end - text) + 1 : length;

        read_line(reader, parser, text, line);
        text += line;
        length -= line;
    }
    if (!reader->failed && csv_fini(parser, on_cell, on_row, reader) != 0) {
        reader->line = reader->cell_line;
        fail(reader, "a cell begins with a quote that is never closed; add the closing quote");
    }
}

bool csv_read(struct csv *csv, const char *bytes, size_t length, const char *name, size_t row_max,
              struct error *err)
{
    struct reader reader = {.csv = csv, .name = name, .err = err, .line = 1, .row_max = row_max};
    struct csv_parser parser;

    *csv = (struct csv){0};
    if (memchr(bytes, '\0', length) != NULL)
        return error_set(err, "%.300s: the file has a zero byte in it; expected text in UTF-8", name);
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return error_set(err, "%.300s: libcsv cannot be used", name);
    csv_set_space_func(&parser, no_blank);
    csv->text = reader.end = memory_new(length + 1, 1);
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    read_text(&reader, &parser, bytes, length);
    csv_free(&parser);
    csv->rows = reader.rows > 0 ? reader.rows - 1 : 0;
    if (!reader.failed && csv->rows == 0)
        reader.failed = !error_set(err, "%.300s: there are no rows; expected a line of column names and a line "
                                        "for each sample", name);
    if (!reader.failed)
        return true;
    csv_finish(csv);
    return false;
}

void csv_finish(struct csv *csv)
{
    free(csv->text);
    free(csv->cells);
    free(csv->lines);
    *csv = (struct csv){0};
}

const char *csv_cell(const struct csv *csv, size_t row, size_t column)
{
    return csv->cells[(row + 1) * csv->columns + column];
}

bool csv_number(const struct csv *csv, size_t row, size_t column, const char *name, double *out,
                struct error *err)
{
    const char *cell = csv_cell(csv, row, column), *head = csv->cells[column];
    size_t line = csv->lines[row + 1];
    char *end;

    *out = strtod(cell, &end);
    while (*end == ' ')
        end++;
    if (cell[strspn(cell, " ")] == '\0')
        return error_set(err, "%.300s: line %zu, column \"%.60s\": the cell is empty; expected a "
                              "number", name, line, head);
    /* Neither "nan" nor "0x10", which strtod would take. */
    if (*end != '\0' || !isfinite(*out) || cell[strspn(cell, " +-.0123456789eE")] != '\0')
        return error_set(err, "%.300s: line %zu, column \"%.60s\": found \"%.60s\", expected a "
                              "number", name, line, head, cell);
    return true;
}
