/*
 * progress: a line on the terminal for work that takes longer than a second.
 */
#ifndef BACKSTEP_CLI_PROGRESS_H
#define BACKSTEP_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
    double start_ms, shown_ms;
    bool terminal; /* standard error is one; else nothing is ever shown */
    bool shown;
};

void progress_init(struct progress *progress);

/* `done` of `all` are done; `what` in the plural. */
void progress_show(struct progress *progress, size_t done, size_t all, const char *what);

/* The line for work that cannot say how far it is, shown at once. */
void progress_say(struct progress *progress, const char *what);

/* Takes the line away, if there is one. */
void progress_clear(struct progress *progress);

#endif
