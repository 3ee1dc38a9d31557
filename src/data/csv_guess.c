#include "data/csv_guess.h"

#include "base/memory.h"
#include "data/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 100, BYTES = 1 << 17, COLUMNS = 8192, COUNTED_LEAST = 5 };

static const char separators[] = ",;\t| ";

/* ---- the dialect ---- */

/* How likely it is that a person has put that into one cell. */
static double worth(const struct csv_cell *cell, char decimal)
{
    double number;
    bool letters = false, others = false;

    if (cell_is_missing(cell->text, cell->length)
        || cell_number(cell->text, cell->length, decimal, &number))
        return 1.0;
    for (size_t i = 0; i < cell->length; i++) {
        letters =
            letters || isalpha((unsigned char)cell->text[i]) || (unsigned char)cell->text[i] > 127;
        others = others || strchr(",;\t|", cell->text[i]) != NULL;
    }
    if (!letters || cell->text[0] == '"' || cell->text[0] == '\'')
        return 0.1;
    return others && !cell->quoted ? 0.5 : 0.9;
}

/* How regular the first rows are in the dialect that is set; -1 where no row has two cells. */
static double regularity(struct csv *csv)
{
    unsigned char *counts = memory_new(COLUMNS + 1, 1);
    struct csv_place place = csv_here(csv);
    size_t rows = 0, cells = 0, most = 0;
    double sum = 0.0;

    while (rows < ROWS && csv_peek(csv, BYTES)) {
        size_t count = csv->count < COLUMNS ? csv->count : COLUMNS;

        rows++;
        counts[count]++;
        if (counts[count] > counts[most] || (counts[count] == counts[most] && count > most))
            most = count;
        for (size_t i = 0; i < csv->count; i++)
            sum += worth(&csv->cells[i], csv->dialect.decimal);
        cells += csv->count;
    }
    csv_go(csv, place);
    sum = most < 2 ? -1.0 : sum / (double)cells * counts[most] / (double)rows;
    free(counts);
    return sum;
}

/* The separator that a line "sep=;" names; 0: there is no such line. */
static char marked(struct csv *csv)
{
    const char *text = csv->buffer;

    text += text[0] == '"';
    if (strncmp(text, "sep=", 4) != 0 || text[4] == '\0' || strchr(",;|\t ", text[4]) == NULL)
        return '\0';
    return text[5] == '\r' || text[5] == '\n' || text[5] == '\0' || text[5] == '"' ? text[4] : '\0';
}

void csv_guess_dialect(struct csv *csv, char separator, char decimal, bool *has_mark)
{
    static const char decimals[] = {'.', ','}, quotes[] = {'"', '\''};
    char mark = marked(csv), known = separator != '\0' ? separator : mark;
    struct csv_dialect best = {known != '\0' ? known : ',', decimal != '\0' ? decimal : '.', '"'};
    double most = 0.0;

    *has_mark = mark != '\0';
    for (const char *each = separators; *each != '\0'; each++)
        for (size_t i = 0; i < 4; i++) {
            struct csv_dialect dialect = {*each, decimals[i % 2], quotes[i / 2]};
            double here;

            if (dialect.separator == dialect.decimal || (known != '\0' && *each != known)
                || (decimal != '\0' && dialect.decimal != decimal))
                continue;
            csv_set_dialect(csv, dialect);
            here = regularity(csv);
            if (here > most * (1.0 + 1e-9)) {
                most = here;
                best = dialect;
            }
        }
    csv_set_dialect(csv, best);
}

/* ---- the names ---- */

/* Whether the row is numbers that go up by one, from 0 or 1. */
static bool is_count(const struct csv *csv)
{
    double before = 0.0, value;

    for (size_t i = 0; i < csv->count; i++) {
        const struct csv_cell *cell = &csv->cells[i];

        if (!cell_number(cell->text, cell->length, csv->dialect.decimal, &value)
            || (i == 0 ? value != 0.0 && value != 1.0 : value != before + 1.0))
            return false;
        before = value;
    }
    return csv->count >= COUNTED_LEAST;
}

static bool same_cell(const struct csv_cell *a, const struct csv_cell *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* What the rows below the first say about it. */
struct evidence {
    struct csv_cell *first; /* owned; the first row's cells */
    bool *number;           /* owned; whether it is one, by column */
    bool *words;            /* owned; whether there are words below, by column */
    size_t count;
    size_t numbers;         /* in the first row */
    bool counts;            /* the first row counts its columns, and no other row does */
    bool comes_again;       /* a word of the first row, in its column */
};

static void look_at_first(const struct csv *csv, struct evidence *evidence)
{
    double value;

    *evidence = (struct evidence){.count = csv->count, .counts = is_count(csv)};
    evidence->first = memory_new(csv->count, sizeof *evidence->first);
    evidence->number = memory_new(csv->count, sizeof *evidence->number);
    evidence->words = memory_new(csv->count, sizeof *evidence->words);
    memcpy(evidence->first, csv->cells, csv->count * sizeof *csv->cells);
    for (size_t i = 0; i < csv->count; i++) {
        evidence->number[i] =
            cell_number(csv->cells[i].text, csv->cells[i].length, csv->dialect.decimal, &value);
        evidence->numbers += evidence->number[i];
    }
}

static void look_below(const struct csv *csv, struct evidence *evidence)
{
    evidence->counts = evidence->counts && !is_count(csv);
    for (size_t i = 0; i < csv->count && i < evidence->count; i++) {
        const struct csv_cell *cell = &csv->cells[i];
        double value;

        if (cell_is_missing(cell->text, cell->length)
            || cell_number(cell->text, cell->length, csv->dialect.decimal, &value))
            continue;
        evidence->words[i] = true;
        evidence->comes_again = evidence->comes_again || same_cell(cell, &evidence->first[i]);
    }
}

/* Whether a word of the first row stands over numbers only. */
static bool names_numbers(const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++)
        if (!evidence->number[i] && !evidence->words[i]
            && !cell_is_missing(evidence->first[i].text, evidence->first[i].length))
            return true;
    return false;
}

bool csv_guess_header(struct csv *csv)
{
    struct csv_place place = csv_here(csv);
    struct evidence evidence;
    size_t rows = 0;
    bool header;

    if (!csv_peek(csv, BYTES))
        return true;
    look_at_first(csv, &evidence);
    for (; rows < ROWS && csv_peek(csv, BYTES); rows++)
        look_below(csv, &evidence);
    csv_go(csv, place);
    header = rows == 0           ? evidence.numbers == 0
             : evidence.counts   ? true
             : names_numbers(&evidence) ? true
                                 : evidence.numbers == 0 && !evidence.comes_again;
    free(evidence.first);
    free(evidence.number);
    free(evidence.words);
    return header;
}
