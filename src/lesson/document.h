/*
 * document: a scenario file's bytes as a JSON value, or one sentence about what
 * is wrong with them: file, line, column, what was found, the remedy.
 */
#ifndef BACKSTEP_LESSON_DOCUMENT_H
#define BACKSTEP_LESSON_DOCUMENT_H

#include "base/error.h"

#include <jansson.h>
#include <stddef.h>

/* The value (json_decref it), or NULL with *err set. Accepts a byte order mark
 * of UTF-8; refuses duplicate keys, NaN, comments and all else that is not JSON.
 * `name` is the file's, for errors. */
json_t *document_parse(const char *bytes, size_t length, const char *name, struct error *err);

#endif
