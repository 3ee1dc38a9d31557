#include "data/csv.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 20, UTF16_CHUNK = 1 << 18 };

/* ---- bytes ---- */

static size_t take(struct csv *csv, char *out, size_t most)
{
    size_t got = fread(out, 1, most, csv->file);

    csv->taken += got;
    csv->ended = got < most;
    return got;
}

static void put(struct csv *csv, unsigned character)
{
    csv->end += text_put_utf8(csv->buffer + csv->end, character);
}

static void put_unit(struct csv *csv, unsigned unit)
{
    bool low = unit >= 0xdc00 && unit < 0xe000, high = unit >= 0xd800 && unit < 0xdc00;

    if (csv->surrogate != 0 && low)
        put(csv, 0x10000 + ((csv->surrogate - 0xd800) << 10) + (unit - 0xdc00));
    else if (csv->surrogate != 0 || low)
        put(csv, 0xfffd); /* half a pair */
    csv->surrogate = high ? unit : 0;
    if (!low && !high)
        put(csv, unit);
}

/* At most 3 bytes come of 2. There is room for a chunk. */
static void take_utf16(struct csv *csv)
{
    static const size_t most = UTF16_CHUNK;
    char *raw = memory_new(most, 1);
    size_t got = take(csv, raw, most);

    for (size_t i = 0; i < got; i++) {
        unsigned first;

        csv->half[csv->halves++] = (unsigned char)raw[i];
        if (csv->halves < 2)
            continue;
        csv->halves = 0;
        first = csv->encoding == CSV_UTF16_LITTLE ? 0 : 1;
        put_unit(csv, (unsigned)csv->half[1 - first] << 8 | csv->half[first]);
    }
    free(raw);
}

/* More text behind that which is left, which moves to the front. */
static bool fill(struct csv *csv, struct error *err)
{
    size_t before;

    if (csv->begin > 0)
        memmove(csv->buffer, csv->buffer + csv->begin, csv->end - csv->begin);
    csv->end -= csv->begin;
    csv->begin = 0;
    if (csv->end > CSV_ROW_MAX)
        return error_set(err,
                         "%.300s: line %zu: this row is longer than %d MiB, the limit; expected "
                         "rows that end in a line break",
                         csv->name, csv->line, CSV_ROW_MAX >> 20);
    if (csv->capacity - csv->end < CHUNK + 8) {
        csv->capacity = 2 * csv->end + CHUNK + 8;
        csv->buffer = memory_resize(csv->buffer, csv->capacity, 1);
    }
    before = csv->end;
    if (csv->encoding == CSV_UTF8)
        csv->end += take(csv, csv->buffer + csv->end, CHUNK);
    else
        take_utf16(csv);
    csv->buffer[csv->end] = '\0';
    if (ferror(csv->file))
        return error_set(err, "cannot read '%.300s': %s", csv->name, strerror(errno));
    if (memchr(csv->buffer + before, '\0', csv->end - before) != NULL)
        return error_set(err, "%.300s: the file has a zero byte in it; expected text, in UTF-8",
                         csv->name);
    if (csv->progress.show != NULL)
        csv->progress.show(csv->progress.context, csv->taken, csv->size);
    return true;
}

/* What the first bytes tell: a mark of the encoding, or a file that is no text. */
static bool start(struct csv *csv, struct error *err)
{
    char mark[4] = {0};
    size_t got = take(csv, mark, 3), skip = 0;

    csv->encoding = CSV_UTF8;
    if (got == 3 && memcmp(mark, "\xef\xbb\xbf", 3) == 0)
        skip = 3;
    else if (got >= 2 && memcmp(mark, "\xff\xfe", 2) == 0)
        csv->encoding = CSV_UTF16_LITTLE;
    else if (got >= 2 && memcmp(mark, "\xfe\xff", 2) == 0)
        csv->encoding = CSV_UTF16_BIG;
    if (csv->encoding != CSV_UTF8)
        skip = 2;
    if (memcmp(mark, "PK\3", 3) == 0)
        return error_set(err,
                         "%.300s: this is a spreadsheet or an archive, not text; save the table "
                         "as CSV",
                         csv->name);
    if (memcmp(mark, "\x1f\x8b", 2) == 0)
        return error_set(err, "%.300s: this is compressed; unpack it first", csv->name);
    csv->taken = skip;
    csv->ended = false;
    return fseek(csv->file, (long)skip, SEEK_SET) == 0
        || error_set(err, "cannot read '%.300s': it cannot be read twice", csv->name);
}

bool csv_open(struct csv *csv, const char *path, struct error *err)
{
    *csv = (struct csv){.name = path};
    csv->file = file_open(path, CSV_BYTES_MAX, &csv->size, err);
    csv_set_dialect(csv, (struct csv_dialect){',', '.', '"'});
    if (csv->file != NULL && csv_rewind(csv, err))
        return true;
    csv_finish(csv);
    return false;
}

void csv_finish(struct csv *csv)
{
    if (csv->file != NULL)
        fclose(csv->file);
    free(csv->cells);
    free(csv->buffer);
    *csv = (struct csv){0};
}

void csv_set_dialect(struct csv *csv, struct csv_dialect dialect)
{
    csv->dialect = dialect;
    memset(csv->stops, 0, sizeof csv->stops);
    csv->stops['\0'] = csv->stops['\n'] = csv->stops['\r'] = true;
    csv->stops[(unsigned char)dialect.separator] = true;
    csv->stops['\t'] = csv->stops['\t'] || dialect.separator == ' ';
}

bool csv_rewind(struct csv *csv, struct error *err)
{
    csv->taken = csv->begin = csv->end = csv->halves = 0;
    csv->surrogate = 0;
    csv->line = csv->next_line = 1;
    csv->failed = false;
    rewind(csv->file);
    csv->failed = !start(csv, err) || !fill(csv, err);
    return !csv->failed;
}

/* ---- rows ---- */

/* What became of a row. */
enum outcome { ROW, NONE, MORE /* its end is not in memory yet */, UNCLOSED, WITHIN };

static bool is_blank(const struct csv *csv, char c)
{
    return c == ' ' || (c == '\t' && csv->dialect.separator != '\t');
}

static char *skip_blanks(const struct csv *csv, char *p)
{
    while (is_blank(csv, *p))
        p++;
    return p;
}

static void make_room(struct csv *csv)
{
    csv->room = 2 * csv->room + 64;
    csv->cells = memory_resize(csv->cells, csv->room, sizeof *csv->cells);
}

static void add_cell(struct csv *csv, struct csv_cell cell)
{
    if (csv->count == csv->room)
        make_room(csv);
    csv->cells[csv->count++] = cell;
}

/* A cell that begins with a quote, at p; behind it, in *end, stands what ends a cell. */
static enum outcome read_quoted(struct csv *csv, char *p, char **end)
{
    char quote = csv->dialect.quote;
    struct csv_cell cell = {.text = p + 1, .quoted = true};

    for (p++; *p != quote || p[1] == quote; p++) {
        if (*p == '\0')
            return csv->ended ? UNCLOSED : MORE;
        csv->next_line += *p == '\n' || (*p == '\r' && p[1] != '\n');
        if (*p == quote) {
            cell.doubled = true;
            p++;
        }
    }
    if (p[1] == '\0' && !csv->ended)
        return MORE; /* perhaps doubled */
    cell.length = (uint32_t)(p - cell.text);
    add_cell(csv, cell);
    *end = skip_blanks(csv, p + 1);
    return csv->stops[(unsigned char)**end] || (csv->dialect.separator == ' ' && *end > p + 1)
             ? ROW
             : WITHIN;
}

static enum outcome read_plain(struct csv *csv, char *p, char **end)
{
    struct csv_cell cell = {.text = p};

    while (!csv->stops[(unsigned char)*p])
        p++;
    *end = csv->dialect.separator == ' ' ? skip_blanks(csv, p) : p;
    while (p > cell.text && is_blank(csv, p[-1]))
        p--;
    cell.length = (uint32_t)(p - cell.text);
    add_cell(csv, cell);
    return ROW;
}

/* Behind a line break, if there is one. */
static char *end_line(struct csv *csv, char *p)
{
    csv->next_line += *p != '\0';
    if (*p == '\r' && p[1] == '\n')
        p++;
    return *p != '\0' ? p + 1 : p;
}

/* Most tables are plain cells of a few digits: those in front, and where they end. */
static char *read_digits(struct csv *csv, char *p)
{
    char separator = csv->dialect.separator;

    while (separator != ' ') {
        char *start = p;

        while (*p >= '0' && *p <= '9')
            p++;
        if (*p != separator)
            return start;
        if (csv->count == csv->room)
            make_room(csv);
        csv->cells[csv->count++] =
            (struct csv_cell){.text = start, .length = (uint32_t)(p - start)};
        p++;
    }
    return p;
}

static enum outcome read_cells(struct csv *csv, char **at)
{
    char *p = skip_blanks(csv, read_digits(csv, *at));

    for (;; p = skip_blanks(csv, p)) {
        enum outcome outcome = *p == csv->dialect.quote ? read_quoted(csv, p, &p)
                                                        : read_plain(csv, p, &p);

        if (outcome != ROW)
            return outcome;
        if ((*p == '\0' || (*p == '\r' && p[1] == '\0')) && !csv->ended)
            return MORE;
        if (*p == '\n' || *p == '\r' || *p == '\0')
            break;
        if (*p == csv->dialect.separator && csv->dialect.separator != ' ')
            p = read_digits(csv, p + 1);
    }
    *at = end_line(csv, p);
    return ROW;
}

/* The row at `begin`. Where that comes to nothing, all is as it was, but the cells. */
static enum outcome read_row(struct csv *csv)
{
    for (;;) {
        char *p = csv->buffer + csv->begin;
        enum outcome outcome;

        csv->count = 0;
        csv->line = csv->next_line;
        if (*p == '\0')
            return csv->ended ? NONE : MORE;
        outcome = read_cells(csv, &p);
        if (outcome != ROW) {
            csv->next_line = csv->line;
            return outcome;
        }
        csv->begin = (size_t)(p - csv->buffer);
        if (csv->count > 1 || csv->cells[0].length > 0)
            return ROW;
    }
}

static void undouble(struct csv_cell *cell, char quote)
{
    uint32_t kept = 0;

    for (size_t i = 0; i < cell->length; i++) {
        cell->text[kept++] = cell->text[i];
        i += cell->text[i] == quote;
    }
    cell->length = kept;
    cell->doubled = false;
}

/* The line of the cell that could not be read: the last that was begun. */
static bool fail(struct csv *csv, enum outcome outcome, struct error *err)
{
    size_t line = csv->line;
    const char *from = csv->buffer + csv->begin, *to = from;

    if (csv->count > 0)
        to = csv->cells[csv->count - 1].text + csv->cells[csv->count - 1].length;
    for (; from < to; from++)
        line += *from == '\n' || (*from == '\r' && from[1] != '\n');
    csv->failed = true;
    if (outcome == UNCLOSED)
        return error_set(err,
                         "%.300s: line %zu: a cell begins with a quote that is never closed; add "
                         "the closing quote",
                         csv->name, line);
    return error_set(err,
                     "%.300s: line %zu: text follows a closing quote; expected a separator or the "
                     "end of the line (a quote inside a cell is written twice)",
                     csv->name, line);
}

bool csv_next(struct csv *csv, struct error *err)
{
    enum outcome outcome = read_row(csv);

    while (outcome == MORE) {
        csv->failed = !fill(csv, err);
        if (csv->failed)
            return false;
        outcome = read_row(csv);
    }
    if (outcome == NONE)
        return false;
    if (outcome != ROW)
        return fail(csv, outcome, err);
    for (size_t i = 0; i < csv->count; i++)
        if (csv->cells[i].doubled)
            undouble(&csv->cells[i], csv->dialect.quote);
    return true;
}

bool csv_peek(struct csv *csv, size_t bytes)
{
    return csv->begin < bytes && read_row(csv) == ROW;
}

struct csv_place csv_here(const struct csv *csv)
{
    return (struct csv_place){csv->begin, csv->next_line};
}

void csv_go(struct csv *csv, struct csv_place place)
{
    csv->begin = place.begin;
    csv->line = csv->next_line = place.line;
}
