/*
 * error: one sentence for a person about what the environment did wrong.
 *
 * Functions that can fail because of the world outside the program (a file, a
 * scenario, memory for a huge network) return bool and take a last argument
 * `struct error *err`. On false, *err holds one clear sentence that names the
 * place, what was found, what was expected and, where there is one, the
 * remedy: "cannot write 'a.png': permission denied". It has no trailing period
 * or newline. Mistakes of the programmer are asserts instead.
 */
#ifndef BACKSTEP_BASE_ERROR_H
#define BACKSTEP_BASE_ERROR_H

#include "base/attributes.h"

#include <stdbool.h>

enum { ERROR_TEXT_SIZE = 1024 };

/* Zeroed means: no error. */
struct error {
    char text[ERROR_TEXT_SIZE]; /* UTF-8, whatever went in; cut at a character boundary if long */
    bool wrong_use; /* the command line asks for what there is not, and nothing else is wrong */
};

/* Writes the sentence; err may be NULL. Returns false, so that a failing
 * function can end in `return error_set(err, ...)`. */
bool error_set(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same of what the command line asks for and there is not, such as a step after the last. */
bool error_wrong_use(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* What the system says about a failure, an errno, as the end of a sentence: "permission denied". */
struct error_reason {
    char text[128];
};

struct error_reason error_reason(int code);

/* Puts "prefix: " before the sentence already there. Returns false. */
bool error_prefix(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
