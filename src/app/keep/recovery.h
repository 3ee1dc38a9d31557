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

#include "app/keep/keep.h"
#include "app/notice.h"
#include "app/run/run.h"

enum { RECOVERY_DELAY_MS = 1000 };

enum recovery_answer { RECOVERY_GO_ON, RECOVERY_LATER, RECOVERY_DELETE, RECOVERY_ANSWERS };

/* Makes the folder, takes the lock, looks for files of processes that have ended; true if there is
 * one to ask about (recovery_ask). Where the folder cannot be made the notice says so. */
bool recovery_start(struct keep *keep, const struct run *run, struct notice *notice);

/* Finds the newest of such files that can be read, and makes the question about it; false if there
 * is none. */
bool recovery_ask(struct recovery *recovery, struct notice *notice);

/* Writes what is due. To be called every tick; what goes wrong is said in the notice. */
void recovery_tick(struct keep *keep, const struct run *run, struct notice *notice);

/* Makes the file say now what no other file has. */
void recovery_write(struct keep *keep, const struct run *run, struct notice *notice);

/* Milliseconds until something is due; < 0: nothing is. */
double recovery_sleep_ms(const struct recovery *recovery, const struct run *run);

/* Writes what no file has, since another lesson opens or the program ends; what is written then
 * stays. */
void recovery_leave(struct keep *keep, const struct run *run, struct notice *notice);

/* recovery_leave, and gives the lock up. Accepts one that was never started. */
void recovery_finish(struct keep *keep, const struct run *run);

#endif
