/*
 * latex_name: letters and names as LaTeX, in mathematics.
 */
#ifndef BACKSTEP_FORMULA_LATEX_NAME_H
#define BACKSTEP_FORMULA_LATEX_NAME_H

#include "base/text.h"

/* The command for the character of `length` bytes at `at`; NULL: it needs none. */
const char *latex_command(const char *at, size_t length);

/* Letters as variables, digits and signs as they are; what mathematics does not
 * know, as text. A command is kept apart from a letter after it. */
void latex_letters(struct text *out, const char *letters);

/* A name, upright: \mathrm where it is plain, \text where it has other characters. */
void latex_name(struct text *out, const char *name);

#endif
