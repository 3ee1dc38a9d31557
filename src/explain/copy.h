/*
 * copy: what the panel shows, and the table of all parameters, as text to paste elsewhere.
 *
 * The strings are the caller's to free.
 */
#ifndef BACKSTEP_EXPLAIN_COPY_H
#define BACKSTEP_EXPLAIN_COPY_H

#include "explain/explain.h"

/* More parameters than this are too many for a clipboard: copy_csv gives NULL. */
enum { COPY_PARAMETERS_MAX = 200000 };

/* Title, equations (in symbols, with numbers, the result), table and remark, a line each. */
char *copy_text(const struct explanation *explanation, struct number_style style);

/* The same, and behind the title its sentence: a step for who does not see the picture. */
char *copy_told(const struct explanation *explanation, struct number_style style);

/* The same as copy_text for a LaTeX document with amsmath: the equations in one align*, the table
 * as a tabular, text escaped. */
char *copy_latex(const struct explanation *explanation, struct number_style style);

/* CSV as RFC 4180 has it (lines end with CR LF): parameter, layer, to, from, old, gradient, step,
 * new; before the step objective_gradient where there is L2, and the optimiser's buffers. `to` and
 * `from` count from 1, the `from` of a bias is empty. 17 digits; empty where nothing is computed
 * yet; what is not finite is Infinity, -Infinity or NaN. */
char *copy_csv(const struct snapshot *snapshot, struct cursor cursor);

#endif
