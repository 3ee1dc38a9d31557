#include "lesson/csv.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the reader is. Cells are unquoted in place: `out` never overtakes `in`. */
struct reader {
    struct csv *csv;
    const char *name;
    struct error *err;
    char *in, *end;
    size_t line;
    size_t cell_count, cell_room;
    size_t line_room;
    size_t row_max;
};

static void add_cell(struct reader *reader, char *cell)
{
    struct csv *csv = reader->csv;

    if (reader->cell_count == reader->cell_room) {
        char **more = memory_new(reader->cell_room * 2 + 64, sizeof *more);

        if (csv->cells != NULL)
            memcpy(more, csv->cells, reader->cell_count * sizeof *more);
        free(csv->cells);
        csv->cells = more;
        reader->cell_room = reader->cell_room * 2 + 64;
    }
    csv->cells[reader->cell_count++] = cell;
}

static void add_line(struct reader *reader, size_t row, size_t line)
{
    struct csv *csv = reader->csv;

    if (row == reader->line_room) {
        size_t *more = memory_new(reader->line_room * 2 + 64, sizeof *more);

        if (csv->lines != NULL)
            memcpy(more, csv->lines, row * sizeof *more);
        free(csv->lines);
        csv->lines = more;
        reader->line_room = reader->line_room * 2 + 64;
    }
    csv->lines[row] = line;
}

/* At a comma, a line break or the end. */
static bool at_cell_end(const struct reader *reader)
{
    const char *c = reader->in;

    return c == reader->end || *c == ',' || *c == '\n' ||
           (*c == '\r' && (c + 1 == reader->end || c[1] == '\n'));
}

static bool quoted_cell(struct reader *reader)
{
    size_t first = reader->line;
    char *out = ++reader->in;

    add_cell(reader, out);
    for (; reader->in < reader->end; reader->in++) {
        if (*reader->in == '"') {
            if (reader->in + 1 == reader->end || reader->in[1] != '"')
                break;
            reader->in++;
        } else if (*reader->in == '\n') {
            reader->line++;
        }
        *out++ = *reader->in;
    }
    if (reader->in == reader->end)
        return error_set(reader->err, "%.300s: line %zu: a cell begins with a quote that is never "
                                      "closed; add the closing quote", reader->name, first);
    reader->in++;
    if (!at_cell_end(reader))
        return error_set(reader->err, "%.300s: line %zu: text follows a closing quote; expected a "
                                      "comma or the end of the line (a quote inside a cell is "
                                      "written twice)", reader->name, reader->line);
    *out = '\0';
    return true;
}

static bool plain_cell(struct reader *reader)
{
    add_cell(reader, reader->in);
    for (; !at_cell_end(reader); reader->in++)
        if (*reader->in == '"')
            return error_set(reader->err, "%.300s: line %zu: a quote stands inside a cell; put the "
                                          "whole cell in quotes and write the quote twice",
                             reader->name, reader->line);
    return true;
}

/* One line's cells; the in pointer stands behind its line break then. */
static bool read_line(struct reader *reader)
{
    for (;;) {
        char *cut;
        bool more;

        if (!(reader->in < reader->end && *reader->in == '"' ? quoted_cell(reader)
                                                              : plain_cell(reader)))
            return false;
        cut = reader->in;
        more = cut < reader->end && *cut == ',';
        if (cut < reader->end && *cut == '\r')
            reader->in++;
        if (reader->in < reader->end)
            reader->in++;
        *cut = '\0'; /* at the end this is the NUL behind the text */
        if (!more)
            break;
    }
    reader->line++;
    return true;
}

static bool skip_empty_line(struct reader *reader)
{
    size_t left = (size_t)(reader->end - reader->in);
    size_t length = left > 0 && reader->in[0] == '\n'                               ? 1
                    : left > 1 && reader->in[0] == '\r' && reader->in[1] == '\n' ? 2
                                                                                     : 0;

    reader->in += length;
    reader->line += length > 0;
    return length > 0;
}

static bool read_rows(struct reader *reader)
{
    struct csv *csv = reader->csv;
    size_t row = 0;

    while (reader->in < reader->end) {
        size_t before = reader->cell_count, line = reader->line;

        if (skip_empty_line(reader))
            continue;
        if (row > reader->row_max)
            return error_set(reader->err, "%.300s: line %zu: more than %zu rows; that is the limit",
                             reader->name, line, reader->row_max);
        if (!read_line(reader))
            return false;
        add_line(reader, row, line);
        if (row++ == 0)
            csv->columns = reader->cell_count;
        else if (reader->cell_count - before != csv->columns)
            return error_set(reader->err, "%.300s: line %zu: found %zu cell%s, expected %zu, one "
                                          "for each column name", reader->name, line,
                             reader->cell_count - before,
                             reader->cell_count - before == 1 ? "" : "s", csv->columns);
    }
    csv->rows = row > 0 ? row - 1 : 0;
    return csv->rows > 0 ||
           error_set(reader->err, "%.300s: there are no rows; expected a line of column names and "
                                  "a line for each sample", reader->name);
}

bool csv_parse(struct csv *csv, const char *bytes, size_t length, const char *name,
               size_t row_max, struct error *err)
{
    struct reader reader = {
        .csv = csv, .name = name, .err = err, .line = 1, .row_max = row_max};

    *csv = (struct csv){0};
    if (memchr(bytes, '\0', length) != NULL)
        return error_set(err, "%.300s: the file has a zero byte in it; expected text in UTF-8",
                         name);
    csv->text = memory_new(length + 1, 1);
    memcpy(csv->text, bytes, length);
    reader.in = csv->text;
    reader.end = csv->text + length;
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        reader.in += 3;
    if (read_rows(&reader))
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
