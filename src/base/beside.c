#include "base/beside.h"

#include "base/workers.h"

#include <signal.h>

static void *go_on(void *argument)
{
    struct beside *beside = argument;

    while (beside->work(beside->context) &&
           !atomic_load_explicit(&beside->enough, memory_order_relaxed))
        ;
    return NULL;
}

bool beside_start(struct beside *beside, bool (*work)(void *context), void *context)
{
    static size_t cores;
    sigset_t all, before;

    if (cores == 0)
        cores = workers_cores();
    if (cores < 2)
        return false;
    atomic_init(&beside->enough, false);
    beside->work = work;
    beside->context = context;
    /* A signal is for the thread that waits for events. */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    beside->on = pthread_create(&beside->thread, NULL, go_on, beside) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return beside->on;
}

void beside_join(struct beside *beside)
{
    if (!beside->on)
        return;
    atomic_store_explicit(&beside->enough, true, memory_order_relaxed);
    pthread_join(beside->thread, NULL);
    beside->on = false;
}
