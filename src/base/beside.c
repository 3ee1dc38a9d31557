#include "base/beside.h"

#include "base/processor.h"
#include "base/workers.h"

#include <signal.h>

/* How many go on now: no more than there are cores beside the caller's. */
static atomic_size_t running;

static void *go_on(void *argument)
{
    struct beside *beside = argument;

    processor_go_anywhere();
    while (beside->work(beside->context) &&
           !atomic_load_explicit(&beside->enough, memory_order_relaxed))
        ;
    return NULL;
}

bool beside_is_free(void)
{
    static size_t cores;

    if (cores == 0)
        cores = workers_cores();
    return atomic_load_explicit(&running, memory_order_relaxed) + 1 < cores;
}

bool beside_start(struct beside *beside, bool (*work)(void *context), void *context)
{
    pthread_attr_t attributes;
    sigset_t all, before;

    if (!beside_is_free() || pthread_attr_init(&attributes) != 0)
        return false;
    processor_begin_elsewhere(&attributes);
    atomic_init(&beside->enough, false);
    beside->work = work;
    beside->context = context;
    /* A signal is for the thread that waits for events. */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    beside->on = pthread_create(&beside->thread, &attributes, go_on, beside) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (beside->on)
        atomic_fetch_add_explicit(&running, 1, memory_order_relaxed);
    return beside->on;
}

void beside_join(struct beside *beside)
{
    if (!beside->on)
        return;
    atomic_store_explicit(&beside->enough, true, memory_order_relaxed);
    pthread_join(beside->thread, NULL);
    atomic_fetch_sub_explicit(&running, 1, memory_order_relaxed);
    beside->on = false;
}
