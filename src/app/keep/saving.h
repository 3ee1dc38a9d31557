/*
 * saving: the lesson as it stands, with what was changed by hand and the moment shown, written as a
 * scenario file that opens at just that moment.
 *
 * The file is NAME-session.json beside the lesson's own file, or in the current folder for a
 * built-in lesson; where that cannot be written, in HOME. Saving again replaces it, and so does
 * saving after it was opened; a file that somebody else wrote is never replaced, the session then
 * gets a number of its own.
 */
#ifndef BACKSTEP_APP_KEEP_SAVING_H
#define BACKSTEP_APP_KEEP_SAVING_H

#include "app/keep/keep.h"
#include "app/notice.h"
#include "app/run/run.h"

void saving_finish(struct saving *saving);

/* After a lesson was opened: what is in its file counts as saved. */
void saving_opened(struct saving *saving, const struct scenario *scenario);

/* Whether something was changed by hand that no file has. */
bool saving_is_due(const struct saving *saving, const struct run *run);

/* This moment and what was changed; all of it lent by the run. */
struct session saving_session(const struct run *run);

/* The document of this moment, for the folder (see session_document); owned by the caller. `of`:
 * the file it came from, or NULL. */
char *saving_document(const struct run *run, const char *folder, const char *of, size_t *length);

/* Writes the file and says what came of it. */
bool saving_save(struct saving *saving, const struct run *run, struct notice *notice);

#endif
