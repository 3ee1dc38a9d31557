#include "cli/signals.h"

#include "base/file.h"
#include "base/workers.h"

#include <signal.h>
#include <stddef.h>

/* The first three ask the program to end and are answered with what there is. */
static const int ending[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGQUIT, SIGXCPU};

enum { ASKING = 3, ENDING = sizeof ending / sizeof ending[0] };

static volatile sig_atomic_t came;

static void handle(int number, void handler(int))
{
    struct sigaction action = {.sa_handler = handler}, before;

    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

/* The signal does what it would have done, as soon as its handler has come back. */
static void clean_and_end(int number)
{
    workers_end();
    file_remove_temporaries();
    handle(number, SIG_DFL);
    raise(number);
}

static void note(int number)
{
    came = 1;
    handle(number, clean_and_end);
}

void signals_guard(void)
{
    for (size_t i = 0; i < ENDING; i++)
        handle(ending[i], clean_and_end);
    handle(SIGXFSZ, SIG_IGN);
}

void signals_listen(void)
{
    for (size_t i = 0; i < ASKING; i++)
        handle(ending[i], note);
    handle(SIGPIPE, SIG_IGN);
}

bool signals_came(void)
{
    return came != 0;
}

void signals_leave_to_window(void)
{
    for (size_t i = 0; i < ASKING; i++)
        handle(ending[i], SIG_DFL);
}
