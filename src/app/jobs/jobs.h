/*
 * jobs: all that is worked out for the picture beside the run: where it is begun, goes on and is
 * thrown away.
 */
#ifndef BACKSTEP_APP_JOBS_JOBS_H
#define BACKSTEP_APP_JOBS_JOBS_H

#include "app/jobs/landscape.h"
#include "app/jobs/map.h"
#include "app/jobs/nudge.h"
#include "app/jobs/other_route.h"

struct jobs {
    struct nudge_job nudge;
    struct other_route other_route;
    struct map_job map;
    struct landscape_job landscape;
};

/* A lesson was opened, or begun anew: nothing is of it yet. */
void jobs_begin(struct jobs *jobs, const struct scenario *scenario);
/* Frees all; what the user turned on stays on. */
void jobs_finish(struct jobs *jobs);

/* The nudge and the other route, on or off; one at a time. */
void jobs_toggle_nudge(struct jobs *jobs);
void jobs_toggle_other_route(struct jobs *jobs);

/* Whether the last frame left something to do: then another one is due. */
bool jobs_are_busy(const struct jobs *jobs);

/* For pictures, in which no time passes: the next frame has all of it, or some seconds' worth. */
void jobs_settle(struct jobs *jobs);

#endif
