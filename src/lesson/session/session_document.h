/*
 * session_document: a scenario's document with a session in it, to be written to a file.
 */
#ifndef BACKSTEP_LESSON_SESSION_SESSION_DOCUMENT_H
#define BACKSTEP_LESSON_SESSION_SESSION_DOCUMENT_H

#include "lesson/scenario.h"

/* `document`, a text of the scenario's in `length` bytes, to be written to that folder (NULL: any):
 * a file that was named relative to the scenario, a table, weights or the next lesson, is named in
 * full, unless that folder is where the scenario was read from, or it is built in. Frees the text,
 * and returns one that the caller owns. */
char *session_moved(const struct scenario *scenario, const char *folder, char *document,
                    size_t *length);

/* The scenario's own document, byte for byte, but for its "session", which is that one, moved to
 * that folder. The text is owned by the caller and always ends with a line break; numbers read back
 * to the bit. */
char *session_document(const struct scenario *scenario, const struct session *session,
                       const char *folder, size_t *length);

/* Whether the document holds all that it needs: no file of the user's is named in it. Errors name
 * the file. */
bool session_stands_alone(const struct scenario *scenario, struct error *err);

#endif
