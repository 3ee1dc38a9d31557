/*
 * worksheet_page: the pages of a worksheet: what is added goes below what is there, in columns, and
 * on to the next page.
 */
#ifndef BACKSTEP_CLI_WORKSHEET_WORKSHEET_PAGE_H
#define BACKSTEP_CLI_WORKSHEET_WORKSHEET_PAGE_H

#include "cli/worksheet/worksheet_sheet.h"

struct worksheet_page {
    const struct worksheet *sheet; /* borrowed */
    bool solution;
    const char *label, *title;     /* borrowed */
    struct canvas canvas;          /* owned: the page that is being filled */
    size_t pages;                  /* that are full */
    struct rect column;            /* what is free of the column */
    size_t columns, at;            /* how many there are, and which it is */
    float top, low;                /* where the columns begin, and the longest of them ends */
    size_t cells, cells_a_row;     /* of the table */
};

void worksheet_page_init(struct worksheet_page *page, const struct worksheet *sheet, bool solution,
                         const char *label, const char *title);
/* The last page goes to the file. */
void worksheet_page_finish(struct worksheet_page *page);

/* From here on so many columns. */
void worksheet_page_columns(struct worksheet_page *page, size_t columns);

void worksheet_page_heading(struct worksheet_page *page, const char *words);
/* A line of words; at its end a field with its name, to be filled in. */
void worksheet_page_line(struct worksheet_page *page, const char *words, const char *field);
/* A paragraph. */
void worksheet_page_words(struct worksheet_page *page, const char *words);
/* The network at the moment that the application shows. */
void worksheet_page_network(struct worksheet_page *page, struct app *app);

/* What is done with each number that is to be found, from 1; whether its result is told. */
typedef void worksheet_each(struct worksheet_page *page, const struct formula *symbol,
                            const struct explain_equation *equation, size_t number, bool told);

/* A number that is to be found: its formula, and a blank, or the numbers put in and the result. */
void worksheet_page_question(struct worksheet_page *page, const struct formula *symbol,
                             const struct explain_equation *equation, size_t number, bool told);

/* A table with that heading, and then its cells, one after the other: a symbol with its value, or
 * with room for it. */
void worksheet_page_table(struct worksheet_page *page, const char *heading);
void worksheet_page_cell(struct worksheet_page *page, const struct formula *symbol, double value,
                         bool told);
void worksheet_page_result(struct worksheet_page *page, const struct formula *symbol,
                           const struct explain_equation *equation, size_t number, bool told);

#endif
