#include "app/jobs/trail.h"

bool trail_begin(struct trail *trail, const struct stepper *like, const double *start,
                 const size_t params[2], struct error *err)
{
    *trail = (struct trail){.every = 1, .params = {params[0], params[1]}};
    if (!stepper_init(&trail->stepper, like->net, like->data, &like->training, start, err))
        return false;
    edit_log_copy(&trail->stepper.edits, &like->edits);
    trail->points[0][0] = start[params[0]];
    trail->points[0][1] = start[params[1]];
    trail->count = 1;
    return true;
}

void trail_finish(struct trail *trail)
{
    if (trail->stepper.block != NULL)
        stepper_finish(&trail->stepper);
    *trail = (struct trail){.every = 1};
}

/* Every second point goes. */
static void thin(struct trail *trail)
{
    trail->count = (trail->count + 1) / 2;
    trail->every *= 2;
    for (size_t i = 1; i < trail->count; i++) {
        trail->points[i][0] = trail->points[2 * i][0];
        trail->points[i][1] = trail->points[2 * i][1];
        trail->losses[i] = trail->losses[2 * i];
    }
}

static void keep(struct trail *trail)
{
    size_t at;

    if (trail->count == TRAIL_POINTS)
        thin(trail);
    if (trail->iterations % trail->every != 0)
        return;
    at = trail->count++;
    for (int axis = 0; axis < 2; axis++)
        trail->points[at][axis] = trail->stepper.block[trail->params[axis]];
    trail->losses[at] = trail->stepper.state.batch_loss;
    if (at == 1)
        trail->losses[0] = trail->losses[1];
}

bool trail_advance(struct trail *trail, uint64_t iteration, uint64_t most)
{
    const struct program *program = &trail->stepper.program;

    while (trail->iterations < iteration && most-- > 0) {
        if (!stepper_run(&trail->stepper,
                         program_iteration_start(program, trail->iterations + 2)))
            return true;
        trail->iterations++;
        keep(trail);
    }
    return trail->iterations >= iteration;
}

size_t trail_until(const struct trail *trail, uint64_t iteration)
{
    uint64_t last = iteration / trail->every + 1;

    return last < trail->count ? (size_t)last : trail->count;
}
