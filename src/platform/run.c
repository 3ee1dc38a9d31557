/* The loop of a window; in a page browser/run.c has it. */
#include "platform/loop.h"

void loop_run(struct loop *loop, unsigned long frames)
{
    loop->unseen = true;
    while (loop_frame(loop) && (frames == 0 || loop->frames < frames))
        ;
    app_hold(loop->app);
}
