#include "base/workers.h"

#include "base/processor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a helper that fails leaves behind. */
struct failure {
    size_t task;
    struct error why;
};

/* The helpers that run, for a signal's handler; 0: a free place. They change with signals held. */
static volatile pid_t running[WORKERS_MAX];

static void hold_signals(sigset_t *before)
{
    sigset_t all;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, before);
}

static void release_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

size_t workers_cores(void)
{
    size_t cores = processor_cores();

    return cores > WORKERS_MAX ? WORKERS_MAX : cores;
}

/* In a helper that has just begun: it has one share and no helpers. */
static void become_helper(struct workers *workers, size_t share, int out)
{
    for (size_t i = 0; i < workers->shares; i++) {
        if (!workers->own[i])
            close(workers->in[i]);
        workers->own[i] = i == share;
        running[i] = 0;
    }
    workers->helps = true;
    workers->out = out;
}

/* True in the helper. Where none can be had the share stays the caller's. */
static bool start(struct workers *workers, size_t share)
{
    sigset_t before;
    int ends[2];
    pid_t helper;

    if (pipe(ends) != 0)
        return false;
    hold_signals(&before);
    helper = fork();
    if (helper == 0)
        become_helper(workers, share, ends[1]);
    else if (helper > 0)
        running[share] = helper;
    release_signals(&before);
    if (helper != 0)
        close(ends[1]);
    if (helper <= 0)
        close(ends[0]);
    if (helper > 0) {
        workers->in[share] = ends[0];
        workers->own[share] = false;
    }
    return helper == 0;
}

void workers_split(struct workers *workers, size_t shares)
{
    *workers = (struct workers){.shares = shares, .caller = getpid()};
    for (size_t i = 0; i < shares; i++)
        workers->own[i] = true;
    fflush(NULL); /* what is not written yet would be written twice */
    for (size_t i = 1; i < shares; i++) {
        if (start(workers, i))
            return;
    }
}

bool workers_own(const struct workers *workers, size_t task)
{
    return workers->shares == 0 || workers->own[task % workers->shares];
}

/* Looks whether the helper has ended, or waits for it; notes an end that was no good one. */
static void reap(struct workers *workers, size_t share, int options)
{
    sigset_t before;
    int status = 0;
    pid_t ended;

    if (running[share] == 0)
        return;
    hold_signals(&before);
    ended = waitpid(running[share], &status, options);
    if (ended != 0)
        running[share] = 0;
    release_signals(&before);
    if (ended != 0 && status != 0)
        workers->failed = true;
}

bool workers_go_on(struct workers *workers)
{
    if (workers->helps)
        return getppid() == workers->caller;
    for (size_t i = 0; i < workers->shares; i++)
        reap(workers, i, WNOHANG);
    return !workers->failed;
}

/* Takes what the helper says, up to its end, if nothing of a lower task is known. */
static void hear(struct workers *workers, size_t share, struct failure *first)
{
    struct failure failure;
    size_t length = 0;
    ssize_t got;

    do {
        got = read(workers->in[share], (char *)&failure + length, sizeof failure - length);
        length += got > 0 ? (size_t)got : 0;
    } while (got > 0 || (got < 0 && errno == EINTR));
    close(workers->in[share]);
    if (length == sizeof failure && failure.task <= first->task)
        *first = failure;
    reap(workers, share, 0);
}

/* The end of a helper. */
static _Noreturn void leave(const struct workers *workers, bool ok, const struct failure *failure)
{
    if (!ok && write(workers->out, failure, sizeof *failure) < 0)
        _exit(2);
    _exit(ok ? 0 : 1);
}

bool workers_join(struct workers *workers, bool ok, size_t task, struct error *err)
{
    struct failure first = {.task = task};

    if (!ok)
        first.why = *err;
    if (workers->helps)
        leave(workers, ok, &first);
    if (ok) {
        first.task = (size_t)-1;
        error_set(&first.why, "a process that did a share of the work was ended; try again");
    }
    if (!ok || workers->failed)
        for (size_t i = 0; i < workers->shares; i++)
            if (running[i] != 0)
                kill(running[i], SIGTERM);
    for (size_t i = 0; i < workers->shares; i++)
        if (!workers->own[i])
            hear(workers, i, &first);
    ok = ok && !workers->failed;
    if (!ok)
        *err = first.why;
    return ok;
}

void workers_end(void)
{
    for (size_t i = 0; i < WORKERS_MAX; i++)
        if (running[i] != 0)
            kill(running[i], SIGTERM);
    for (size_t i = 0; i < WORKERS_MAX; i++)
        if (running[i] != 0)
            waitpid(running[i], NULL, 0);
}
