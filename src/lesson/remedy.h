/*
 * remedy: words of other programs, and what a scenario file says instead.
 */
#ifndef BACKSTEP_LESSON_REMEDY_H
#define BACKSTEP_LESSON_REMEDY_H

#include <stdbool.h>
#include <stddef.h>

enum { REMEDY_SIZE = 160 };

/* What to write in place of `word` where one of `words` is expected, as it stands in a file:
 * "\"mean_squared_error\"" for MSE, an optimizer with "momentum" for momentum. Capitals count for
 * nothing, nor does the choice of _, - and blank. False: there is nothing of that name. */
bool remedy_for(const char *word, const char *const *words, size_t count, char out[REMEDY_SIZE]);

#endif
