#include "app/jobs/jobs.h"

void jobs_begin(struct jobs *jobs, const struct scenario *scenario)
{
    jobs_finish(jobs);
    if (scenario_is_graph(scenario))
        jobs->other_route.job.on = false; /* it is of networks */
    else
        map_job_begin(&jobs->map, scenario);
}

void jobs_finish(struct jobs *jobs)
{
    jobs->nudge = (struct nudge_job){.job.on = jobs->nudge.job.on};
    other_route_finish(&jobs->other_route);
    map_job_finish(&jobs->map);
    landscape_finish(&jobs->landscape);
}

void jobs_toggle_nudge(struct jobs *jobs)
{
    jobs->nudge = (struct nudge_job){.job.on = !jobs->nudge.job.on};
    jobs->other_route.job.on = jobs->other_route.job.computing = false;
}

void jobs_toggle_other_route(struct jobs *jobs)
{
    jobs->other_route.job = (struct job){.on = !jobs->other_route.job.on};
    jobs->nudge.job.on = false;
}

bool jobs_are_busy(const struct jobs *jobs)
{
    return jobs->nudge.job.computing || jobs->other_route.job.computing || jobs->map.job.computing
        || jobs->landscape.job.computing;
}

void jobs_settle(struct jobs *jobs)
{
    jobs->nudge.job.at_once = jobs->other_route.job.at_once = jobs->map.job.at_once = true;
    jobs->landscape.job.at_once = true;
}
