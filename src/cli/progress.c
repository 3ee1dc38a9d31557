#include "cli/progress.h"

#include "cli/cli.h"
#include "platform/loop.h"

#include <stdio.h>
#include <unistd.h>

enum { QUIET_MS = 1000, BETWEEN_MS = 100 };

void progress_init(struct progress *progress)
{
    *progress = (struct progress){.start_ms = loop_now_ms(),
                                  .terminal = !cli_is_quiet() && isatty(STDERR_FILENO) == 1};
}

void progress_show(struct progress *progress, size_t done, size_t all, const char *what)
{
    double now;

    if (!progress->terminal)
        return;
    now = loop_now_ms();
    if (now - progress->start_ms < QUIET_MS || now - progress->shown_ms < BETWEEN_MS)
        return;
    fprintf(stderr, "\r%zu of %zu %s", done, all, what);
    fflush(stderr);
    progress->shown_ms = now;
    progress->shown = true;
}

void progress_say(struct progress *progress, const char *what)
{
    if (!progress->terminal)
        return;
    fprintf(stderr, "\r\033[K%s", what);
    fflush(stderr);
    progress->shown = true;
}

void progress_clear(struct progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r\033[K");
    progress->shown = false;
}
