/*
 * session_document: a scenario's document with a session in it, to be written to a file.
 */
#ifndef BACKSTEP_LESSON_SESSION_SESSION_DOCUMENT_H
#define BACKSTEP_LESSON_SESSION_SESSION_DOCUMENT_H

#include "lesson/scenario.h"

/* The scenario's own document, byte for byte, but for its "session", which is that one. A
 * data file that was named relative to the document is named in full, unless `folder` (that the
 * text will be written to; NULL: any) is where the document was read from, or it is built in.
 * The text is owned by the caller and always ends with a line break; numbers read back to the bit.
 */
char *session_document(const struct scenario *scenario, const struct session *session,
                       const char *folder, size_t *length);

/* Whether the document holds all that it needs: no file of the user's is named in it. Errors name
 * the file. */
bool session_stands_alone(const struct scenario *scenario, struct error *err);

#endif
