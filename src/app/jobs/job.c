#include "app/jobs/job.h"

bool job_update(struct job *job, const struct job_kind *kind, const struct job_moment *moment,
                struct error *err)
{
    if (!job->on)
        return false;
    if (!kind->is_current(job, moment)) {
        if (kind->finish != NULL)
            kind->finish(job);
        job->on = kind->begin(job, moment, err);
    }
    job->computing = job->on && !kind->advance(job, moment, job->at_once);
    job->at_once = false;
    return job->on;
}
