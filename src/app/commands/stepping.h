/*
 * stepping: the commands that move the cursor through the run; see command.h.
 */
#ifndef BACKSTEP_APP_COMMANDS_STEPPING_H
#define BACKSTEP_APP_COMMANDS_STEPPING_H

#include "explain/explain.h"

struct app;

/* A step of the granularity that is set, of a phase, or of one iteration or epoch: `way` is 1
 * forward, -1 back. Forward at the end of the run a notice says that it is over. */
void stepping_step(struct app *app, double way);
void stepping_phase(struct app *app, double way);
void stepping_iteration(struct app *app, double way);
void stepping_epoch(struct app *app, double way);

void stepping_start(struct app *app, double unused); /* of the run */
void stepping_end(struct app *app, double unused);   /* of this iteration */

/* To where the other run and this one part; a notice if they do not. */
void stepping_difference(struct app *app, double unused);

/* From the pointer: along the timeline, 0 .. 1; along the run so far, 0 .. 1; to an iteration; to
 * an enum theme_phase. */
void stepping_seek(struct app *app, double fraction);
void stepping_seek_run(struct app *app, double fraction);
void stepping_to_iteration(struct app *app, double iteration);
void stepping_to_phase(struct app *app, double phase);

/* After such a command, which began at `old` (with the parameters moved or not): sets in motion
 * what moves on the screen (`animated`: a step forward), and drops what was of the moment before.
 */
void stepping_done(struct app *app, struct cursor old, bool moved, bool animated);

#endif
