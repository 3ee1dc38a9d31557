/*
 * processor: what the one that the program runs on can do.
 */
#ifndef BACKSTEP_BASE_PROCESSOR_H
#define BACKSTEP_BASE_PROCESSOR_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

/* 0 until it was asked for. */
extern atomic_size_t processor_lanes_known;

/* Has processor_lanes say at most that many, and returns what it says: results must not depend on
 * it, which tests hold. */
size_t processor_allow_lanes(size_t most);

/* How many doubles its vectors have: 2; 4, where functions that are FOR_WIDE (attributes.h) may be
 * called; 8, where those may that are FOR_WIDEST. */
static inline size_t processor_lanes(void)
{
    const size_t lanes = atomic_load_explicit(&processor_lanes_known, memory_order_relaxed);

    return lanes != 0 ? lanes : processor_allow_lanes(8);
}

enum { PROCESSOR_LARGE_PAGE = 2 << 20 };

/* Asks the system for pages of that size where they lie wholly in this memory: it then comes in
 * fewer pieces, each of which takes its time when it is first touched, most of all in a virtual
 * machine. */
void processor_use_large_pages(void *memory, size_t size);

/* How many cores the program may run on: the machine's, or as many of them as it was given
 * (taskset); at least 1. */
size_t processor_cores(void);

/* Has a thread with these attributes begin on another core than the caller's, where the system lets
 * it be asked for: it may else wait beside its creator for some milliseconds, though another core
 * has nothing to do. The thread itself then lets the system place it as any other. */
void processor_begin_elsewhere(pthread_attr_t *attributes);
void processor_go_anywhere(void);

#endif
