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

#include "base/error.h"
#include "engine/edit.h"

#include <stdbool.h>
#include <stddef.h>

struct app;

struct saving {
    char *path;            /* owned; the session's file; NULL: none is saved yet */
    char *bytes;           /* owned; what this program knows to be in it */
    size_t length;
    struct edit_log edits; /* as they were when they were saved or read last */
    bool recovered;        /* brought back after a crash, and not saved since */
};

void saving_finish(struct saving *saving);

/* After a lesson was opened: what is in its file counts as saved. */
void saving_opened(struct app *app);

/* Whether something was changed by hand that no file has. */
bool saving_is_due(const struct app *app);

/* The document of this moment, for the folder (see session_document); owned by the caller. `of`:
 * the file it came from, or NULL. */
char *saving_document(const struct app *app, const char *folder, const char *of, size_t *length);

/* Writes the file and says what came of it. */
bool saving_save(struct app *app);

#endif
