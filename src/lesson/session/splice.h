/*
 * splice: one value of a JSON document replaced, and every other byte as it was.
 *
 * A file that a person wrote keeps its order, its line breaks and the digits of its numbers,
 * which a reader and a writer of whole documents would not leave alone.
 */
#ifndef BACKSTEP_LESSON_SESSION_SPLICE_H
#define BACKSTEP_LESSON_SESSION_SPLICE_H

#include <stddef.h>

/* A document that was accepted by document_parse, an object. `path` names a member, or, with
 * `depth` 2, a member of a member, which must be an object. Returns the document with `value` in
 * the place of what stands there, or as one member more at the end; owned by the caller, NUL after
 * *out_length bytes. */
char *splice_member(const char *bytes, size_t length, const char *const *path, size_t depth,
                    const char *value, size_t *out_length);

#endif
