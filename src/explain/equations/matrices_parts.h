/*
 * matrices_parts: equations under construction, for the matrices*.c files.
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_PARTS_H
#define BACKSTEP_EXPLAIN_EQUATIONS_MATRICES_PARTS_H

#include "explain/equations/matrices.h"
#include "words/words.h"

/* All pointers are borrowed while the equations are made. */
struct matrices_sheet {
    struct arena *arena;
    const struct snapshot *snapshot;
    const struct net *net;
    struct matrices *out;
};

/* A letter for all of a layer, which is marked where there is more than one; plus: after that mark,
 * or NULL. */
struct formula *matrices_letter(const struct matrices_sheet *sheet, const char *base, size_t layer,
                                const char *plus);
/* The symbol of all quantities that stand together with that one. */
const struct formula *matrices_symbol(const struct matrices_sheet *sheet, struct quantity first);
/* σ, or σ′; NULL where a = z. */
const char *matrices_function(const struct matrices_sheet *sheet, size_t layer, bool slope_of);

struct matrices_equation *matrices_add_equation(struct matrices_sheet *sheet, const char *tag,
                                                const char *words);
/* The next term: one cell of nothing. */
struct matrices_term *matrices_add_term(struct matrices_equation *equation,
                                        enum matrices_sign sign);
/* All quantities that stand together with the first: a matrix (out, in) or a column (out). */
struct matrices_term *matrices_add(const struct matrices_sheet *sheet,
                                   struct matrices_equation *equation, enum matrices_sign sign,
                                   struct quantity first);
/* The same of the units of a layer. */
struct matrices_term *matrices_add_units(const struct matrices_sheet *sheet,
                                         struct matrices_equation *equation,
                                         enum matrices_sign sign, enum quantity_kind kind,
                                         size_t layer);
/* A column of numbers that are no quantities, to be filled in; known from the start. */
struct matrices_term *matrices_add_numbers(const struct matrices_sheet *sheet,
                                           struct matrices_equation *equation,
                                           enum matrices_sign sign, size_t rows, double **values);
/* text: how it is written, or NULL. */
struct matrices_term *matrices_add_scalar(const struct matrices_sheet *sheet,
                                          struct matrices_equation *equation,
                                          enum matrices_sign sign, double value, const char *text);
/* numerator/K, where the loss is the mean over the outputs; nothing where that is 1. Returns
 * whether it stands there. */
/* 1/T, by which a time's loss counts in a mean over T times; false: it counts whole. */
bool matrices_add_times(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                        enum matrices_sign sign);
bool matrices_add_mean(const struct matrices_sheet *sheet, struct matrices_equation *equation,
                       enum matrices_sign sign, size_t numerator);

/* The equations of the loss (matrices_loss.c), and of a layer's update (matrices_update.c). */
void matrices_loss(struct matrices_sheet *sheet);
void matrices_update(struct matrices_sheet *sheet, size_t layer);

void matrices_transpose(const struct matrices_sheet *sheet, struct matrices_term *term);

#endif
