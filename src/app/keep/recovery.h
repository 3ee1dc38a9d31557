/*
 * recovery: what was changed by hand outlives a crash and a closed window.
 *
 * A change that no file has is written, at most RECOVERY_DELAY_MS later, to a file of its own in
 * $XDG_STATE_HOME/backstep (~/.local/state/backstep): the session document of saving.h. It is
 * taken away when the session is saved or the change undone. Where it cannot be written, that is
 * said once and tried again every ten seconds. At the next start the program finds the files whose
 * process is no longer alive and asks about the newest that can be read: go on with it, ask again
 * later, or delete it.
 *
 * Only the window starts this: export, the other commands and tests write nothing. A process's
 * files begin with its number, or one after it if another process has that; a lock on NUMBER.lock,
 * which the system gives up with the process, says that it lives. Nobody else can read the files.
 */
#ifndef BACKSTEP_APP_KEEP_RECOVERY_H
#define BACKSTEP_APP_KEEP_RECOVERY_H

#include "base/error.h"
#include "base/file.h"
#include "engine/edit.h"

#include <stdbool.h>
#include <stddef.h>

struct app;

enum { RECOVERY_DELAY_MS = 1000 };

enum recovery_answer { RECOVERY_GO_ON, RECOVERY_LATER, RECOVERY_DELETE, RECOVERY_ANSWERS };

struct recovery {
    bool on;
    bool failed;            /* said that it cannot be written */
    char folder[FILE_PATH_SIZE];
    int lock;               /* file descriptor; < 0: none, neither folder nor number yet */
    long process;           /* the number that its files' names begin with */
    unsigned number, first; /* of this process's file: it has one for each lesson left unsaved, from
                             * the first number that was free */
    bool written;           /* that file exists */
    struct edit_log edits;  /* as of the last time it was written or taken away */
    double due_ms;          /* when the next change is to be written; < 0: none is */
    char *found;            /* owned; the file that is asked about; NULL: none */
    char *question;         /* owned; a sentence about it */
};

/* Makes the folder, takes the lock, looks for files of processes that have ended and, if there is
 * one, opens the sheet that asks. Where the folder cannot be made a notice says so. */
void recovery_start(struct app *app);

/* Writes what is due. To be called every tick. */
void recovery_tick(struct app *app);

/* Milliseconds until something is due; < 0: nothing is. */
double recovery_sleep_ms(const struct app *app);

/* Writes what no file has, since another lesson opens or the program ends; what is written then
 * stays. */
void recovery_leave(struct app *app);

/* The answer to the question. */
void recovery_answer(struct app *app, enum recovery_answer answer);

/* recovery_leave, and gives the lock up. Accepts one that was never started. */
void recovery_finish(struct app *app);

#endif
