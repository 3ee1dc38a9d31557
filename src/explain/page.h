/*
 * page: an explanation under construction, for the explain_*.c files.
 *
 * A page knows the step it is about and fills a struct explanation in its
 * arena. Tables and marks are bounded: rows beyond EXPLAIN_ROWS_MAX are counted
 * as left out, marks beyond PAGE_MARKS_MAX are dropped.
 */
#ifndef BACKSTEP_EXPLAIN_PAGE_H
#define BACKSTEP_EXPLAIN_PAGE_H

#include "explain/explanation.h"
#include "explain/rich.h"

enum { PAGE_MARKS_MAX = 1024, PAGE_FOOT_MAX = 8 };

struct page {
    struct arena *arena;             /* borrowed for the page's life, as all below */
    const struct snapshot *snapshot;
    const struct net *net;
    struct cursor cursor;
    enum granularity granularity;    /* the coarsest, at or below the one asked for, of which a
                                      * step ends at the cursor */
    struct reveal_unit unit;         /* at step 0: unset */
    struct moment moment;
    bool general;                    /* what is explained is not computed yet: no quantity has a
                                      * value (NaN), formulas take the form for any values */
    bool moved;                      /* the parameters have taken their new values: "nothing has
                                      * changed yet" no longer holds */
    const struct explain_run *run;   /* NULL: it stands still */
    struct explanation *out;
    struct explain_row *rows;        /* EXPLAIN_ROWS_MAX */
    struct explain_row *foot_rows;   /* PAGE_FOOT_MAX */
    struct explain_table *filling;   /* the table that page_row adds to */
    struct explain_row spare;        /* where rows that are left out go */
    struct explain_mark *marks;      /* PAGE_MARKS_MAX */
};

void page_init(struct page *page, struct arena *arena, const struct snapshot *snapshot,
               struct cursor cursor, enum granularity granularity);

/* ---- quantities ---- */

struct formula *page_symbol(const struct page *page, struct quantity quantity,
                            enum formula_role role);
/* The same in no role. */
struct formula *page_plain(const struct page *page, struct quantity quantity);
double page_value(const struct page *page, struct quantity quantity);
/* quantity_values, and room for those of any unit. */
void page_values(const struct page *page, enum quantity_kind kind, size_t layer, size_t unit,
                 double *values);
double *page_values_room(const struct page *page);
/* What a neuron is called. */
struct formula *page_unit(const struct page *page, size_t layer, size_t unit);
/* Its layer as the scenario describes it. */
const struct net_layer *page_layer(const struct page *page, size_t layer);
/* How many neurons the layer above has; 0 above the output. */
size_t page_above(const struct page *page, size_t layer);
/* A batch's loss and gradient are the sum over its samples, not the mean. */
bool page_sums(const struct page *page);
/* More than one sample before each update. */
bool page_has_batch(const struct page *page);
/* Another quantity of the same thing, without a role. */
struct formula *page_as(const struct page *page, struct quantity quantity,
                        enum quantity_kind kind);
/* A number of a unit, without a role and with one. */
struct formula *page_of(const struct page *page, enum quantity_kind kind, size_t layer,
                        size_t unit);
struct formula *page_in_role(const struct page *page, enum quantity_kind kind, size_t layer,
                             size_t unit, enum formula_role role);
/* A number of the last layer's unit, or of the loss. */
struct quantity page_output(const struct page *page, enum quantity_kind kind, size_t output);
/* What can be said of the quantity at the page's cursor. */
enum known page_known(const struct page *page, struct quantity quantity);

/* ---- words, filled with their arguments (words/words.h) ---- */

/* "Forward pass · hidden layer · sample 2 of 4"; layer 0: without it. */
void page_kicker(struct page *page, enum word act, size_t layer);
/* The same without a sample. */
void page_kicker_of_batch(struct page *page, const char *act, size_t layer);
void page_title(struct page *page, enum word key, ...);
void page_sentence(struct page *page, enum word key, ...);
/* Another sentence after it. */
void page_sentence_more(struct page *page, enum word key, ...);
/* Added after what the remark says already. */
void page_remark(struct page *page, enum word key, ...);
void page_remark_rich(struct page *page, struct rich added);
/* In a net of one hidden layer, whose units the indices of general formulas count: j, k and,
 * where `paths`, i; other nets mark the layers or have one only. */
void page_indices_remark(struct page *page, size_t layer, bool paths);
void page_focus(struct page *page, size_t layer, size_t unit);

/* ---- formulas ---- */

/* WORKED: with the numbers put in, and what they come to; not twice the same number. */
enum { PAGE_NUMBERS = 1, PAGE_RESULT = 2, PAGE_WORKED = PAGE_NUMBERS | PAGE_RESULT, PAGE_PART = 4 };

/* left relation right. If the engine's value is not finite and the formula, as it is written,
 * has another one (it overflows elsewhere), the value itself stands on the right. */
void page_equation(struct page *page, const struct formula *left, const char *relation,
                   const struct formula *right, unsigned show, double value);

/* left = right, of the left side's value. */
void page_equals(struct page *page, const struct formula *left, const struct formula *right,
                 unsigned show);

/* The quantity = right. */
void page_equation_of(struct page *page, struct quantity quantity, const struct formula *right,
                      unsigned show);

/* left = right for any j and k: letters without values. */
void page_general(struct page *page, const struct formula *left, const struct formula *right);

/* Whether two values are the same but for rounding: 1e-12 relative, or within 1e-15. */
bool page_agrees(double a, double b);

/* ---- the table ---- */

/* Begins a table, in place of any before it. Heads: a text a column, NULL: none. */
void page_table(struct page *page, size_t columns, const enum word *heads);
/* Begins the one at the foot instead; of PAGE_FOOT_MAX rows. */
void page_foot(struct page *page, size_t columns, const enum word *heads);
/* The next row of the table begun last; never NULL. */
struct explain_row *page_row(struct page *page);

/* The next row, its cells from the left on by a letter each: s, n and r as the functions below take
 * a formula, t a text, w a word; of NULL and for - the cell stays empty. A + behind it: with its
 * sign, also where it is above 0. */
struct explain_row *page_cells(struct page *page, const char *kinds, ...);

void cell_text(struct explain_cell *cell, const char *text);
void cell_word(struct explain_cell *cell, enum word key);
void cell_symbols(struct explain_cell *cell, const struct formula *formula);
/* With the numbers put in. */
void cell_numbers(struct explain_cell *cell, const struct formula *formula);
/* The row's result. */
void cell_result(struct explain_cell *cell, const struct formula *formula);

/* ---- marks ---- */

void page_mark(struct page *page, struct quantity quantity, enum formula_role role);
/* The weights into a unit, what they carry, and its bias. */
void page_mark_inputs(struct page *page, size_t layer, size_t unit);

#endif
