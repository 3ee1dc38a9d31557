/*
 * workers: the program as several processes, each of which does its share of the work.
 *
 * A helper is a copy of the whole program (fork), so that nothing is shared and nothing can race;
 * each walks through all tasks, numbered from 0, and does those that are its own. Where there is
 * one core, or no process to be had, as in a browser, the caller is alone and has all tasks.
 */
#ifndef BACKSTEP_BASE_WORKERS_H
#define BACKSTEP_BASE_WORKERS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { WORKERS_MAX = 16 };

/* Zeroed: the caller alone. */
struct workers {
    size_t shares;         /* 0: not split */
    bool own[WORKERS_MAX]; /* those that this process does; where no helper could be had, two */
    bool helps;            /* this process is a helper */
    pid_t caller;
    int out;               /* of a helper: where it says what went wrong */
    int in[WORKERS_MAX];   /* of the caller: where it hears it, of each share that is not its own */
    bool failed;           /* of the caller: a helper ended, and not well */
};

/* How many cores the program may run on, 1 to WORKERS_MAX. */
size_t workers_cores(void);

/* Starts a helper for each of that many shares but the first, and returns in all of them and in
 * the caller. */
void workers_split(struct workers *workers, size_t shares);

/* Whether this process does the task. */
bool workers_own(const struct workers *workers, size_t task);

/* Whether there is a reason to go on; asked before each task. A helper has none once the caller is
 * gone, and the caller none once a helper has failed. */
bool workers_go_on(struct workers *workers);

/* The end of this process' share; a helper ends here, without what `atexit` wants done. The caller
 * waits for the helpers, and after a failure ends them first. Returns whether all did well; else
 * *err is of the lowest task that failed. ok, task, *err: of this process' own last task. */
bool workers_join(struct workers *workers, bool ok, size_t task, struct error *err);

/* Ends the helpers and waits for them; for the handler of a signal that ends the program. */
void workers_end(void);

#endif
