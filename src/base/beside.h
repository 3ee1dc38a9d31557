/*
 * beside: work that goes on beside the caller's, in a thread.
 *
 * It is work that whoever asked for it does not look at meanwhile: what the work reads and writes
 * is its own from beside_start to beside_join, which are all that there is to keep in order. Where
 * each core has its work already (one has the caller's), or there are no threads, as in a browser,
 * it does not begin.
 */
#ifndef BACKSTEP_BASE_BESIDE_H
#define BACKSTEP_BASE_BESIDE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Zeroed: nothing goes on. */
struct beside {
    bool on;                     /* between beside_start and beside_join */
    pthread_t thread;
    atomic_bool enough;          /* all that both threads look at */
    bool (*work)(void *context); /* a stretch of it, some tenths of a millisecond; false: done */
    void *context;               /* borrowed */
};

/* Whether there is a core for it. */
bool beside_is_free(void);
/* Begins, and goes on until it is done or joined. False: the caller has to do the work. */
bool beside_start(struct beside *beside, bool (*work)(void *context), void *context);

/* Ends it after the stretch that it is in; does nothing if it is not on. */
void beside_join(struct beside *beside);

#endif
