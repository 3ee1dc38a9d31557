/*
 * trees: random formula trees, and a reader of the text they are printed as.
 *
 * The reader knows the usual precedence of operators and nothing of how the
 * text was made, so what it computes says whether the text means the formula.
 */
#ifndef BACKSTEP_TESTS_FORMULA_TREES_H
#define BACKSTEP_TESTS_FORMULA_TREES_H

#include "base/rng.h"
#include "formula/formula.h"

#include <stdbool.h>

/* A tree of at most that depth; leaves have values that are exact in decimals.
 * sums: with Σ, whose text can only be read where it shows numbers. */
const struct formula *tree_random(struct arena *arena, struct rng *rng, int depth, bool sums);

/* Number of nodes that are not leaves. */
size_t tree_inner(const struct formula *formula);

/* Computes the value of the text with the numbers put in, or of the text in
 * symbols of a tree made by tree_random. False where it cannot be read. */
bool tree_read_text(const char *text, double *value);

/* The same for LaTeX with the numbers put in. */
bool tree_read_latex(const char *latex, double *value);

/* Equal to 1e-12 (relative, or absolute under 1), or not a number or infinite alike. */
bool tree_close(double a, double b);

#endif
