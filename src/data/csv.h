/*
 * csv: a table's text, row by row, in memory that does not grow with it.
 *
 * Cells end at the dialect's separator, or between them stand blanks and tabs; blanks around a cell
 * do not belong to it. One in quotes may contain separators, line breaks and, doubled, quotes. Rows
 * end in LF, CRLF or CR; a byte order mark and lines that are blank are skipped. UTF-16 becomes
 * UTF-8; what is neither stays as it is (data/cell.h). A file is read from its start as often as
 * one likes.
 */
#ifndef BACKSTEP_DATA_CSV_H
#define BACKSTEP_DATA_CSV_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Bytes of a file, and of one row. */
enum { CSV_BYTES_MAX = 1 << 30, CSV_ROW_MAX = 32 << 20 };

struct csv_dialect {
    char separator; /* ' ': blanks and tabs, as many as there are */
    char decimal;   /* '.' or ',' */
    char quote;     /* '"' or '\'' */
};

struct csv_cell {
    char *text; /* borrowed until the next row; not terminated */
    uint32_t length;
    bool quoted;
    bool doubled; /* quotes that are still doubled; csv_next has put them right */
};

/* Told now and then how many of all bytes have been read. */
struct csv_progress {
    void (*show)(void *context, size_t done, size_t all);
    void *context;
};

enum csv_encoding { CSV_UTF8, CSV_UTF16_LITTLE, CSV_UTF16_BIG };

struct csv {
    const char *name;       /* borrowed; for errors */
    FILE *file;             /* owned */
    size_t size, taken;     /* all bytes; those read so far */
    struct csv_dialect dialect;
    enum csv_encoding encoding;
    struct csv_progress progress;
    struct csv_cell *cells; /* owned; the row's */
    size_t count, room;
    size_t line;            /* of the file, from 1, that the row begins on */
    /* The reader's own. */
    size_t next_line;
    char *buffer;           /* owned; ends in a NUL behind `end` */
    size_t capacity, begin, end;
    bool ended, failed;
    unsigned char half[2];  /* of UTF-16, an odd byte or a surrogate's first half */
    size_t halves;
    unsigned surrogate;
    bool stops[256];        /* which bytes end a cell */
};

/* The file, at its start, with commas and points. Errors: it cannot be read, is no regular file, is
 * larger than the limit, is no text. Zeroed on failure. */
bool csv_open(struct csv *csv, const char *path, struct error *err);
void csv_finish(struct csv *csv);

void csv_set_dialect(struct csv *csv, struct csv_dialect dialect);

/* Back to the first row. */
bool csv_rewind(struct csv *csv, struct error *err);

/* The next row. False at the end, and where `failed` is true with the error: a quote that is not
 * closed or ends within a cell, a row without end, a zero byte. */
bool csv_next(struct csv *csv, struct error *err);

/* The next of the rows that are in memory already, at most as many bytes; cells as they stand,
 * valid until the next csv_next. False where there is no more. For csv_guess.h. */
bool csv_peek(struct csv *csv, size_t bytes);

/* Where the next row begins, and back to it as long as only csv_peek was called since. */
struct csv_place {
    size_t begin, line;
};
struct csv_place csv_here(const struct csv *csv);
void csv_go(struct csv *csv, struct csv_place place);

#endif
