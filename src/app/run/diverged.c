#include "app/run/diverged.h"

#include "app/run/travel.h"

#include "words/words.h"

bool diverged_describe(struct run *run, char text[ERROR_TEXT_SIZE])
{
    const struct divergence *divergence = run_divergence(run);
    char what[DIVERGENCE_TEXT_SIZE];

    if (divergence == NULL)
        return false;
    divergence_describe(divergence, &run->scenario.net, what);
    words_print(text, ERROR_TEXT_SIZE, W_RUN_HAS_DIVERGED_CTRL_HOME, what);
    return true;
}

/* Where the moment is shown, at the least of the steps that have it. */
static struct cursor shown_at(const struct run *run, uint64_t step, struct moment moment)
{
    const struct net *net = &run->scenario.net;
    struct reveal_unit unit = reveal_unit_of(&run->stepper, step);
    size_t at = reveal_find(net, unit, moment), rank;

    if (at == 0)
        return (struct cursor){step, reveal_count(net, unit)};
    rank = reveal_rank(net, unit, run->granularity, at - 1) + 1;
    if (rank > reveal_steps(net, unit, run->granularity))
        return (struct cursor){step, at};
    return (struct cursor){step, reveal_boundary(net, unit, run->granularity, rank)};
}

bool diverged_go(struct run *run, struct quantity *asked)
{
    const struct divergence *divergence = &run->divergence;
    struct quantity quantity = quantity_diverged(&run->scenario.net, divergence),
        own = quantity;
    uint64_t step = divergence->place.step;
    struct moment moment = {.kind = MOMENT_MOVE};
    enum unit_kind unit;

    if (divergence->kind == DIVERGENCE_NONE)
        return false;
    if (own.kind == QUANTITY_BATCH_GRADIENT)
        own = quantity_as(own, QUANTITY_GRADIENT);
    /* New values are all shown when the last layer's steps are. */
    if (divergence->place.unit.kind == UNIT_UPDATE)
        step = program_iteration_start(&run->stepper.program, divergence->place.iteration + 1);
    else
        reveal_shown_by(&run->scenario.net, own, &unit, &moment);
    /* A mean gradient is there when the batch's last sample is through. */
    if (divergence->of_batch && divergence->kind != DIVERGENCE_LOSS)
        step += (divergence->place.batch_count - 1 - divergence->place.batch_index)
            * run->stepper.program.sample_count;
    travel_to(run, shown_at(run, step, moment));
    if (divergence->of_batch && divergence->kind == DIVERGENCE_LOSS)
        quantity = (struct quantity){0}; /* the step itself says it */
    *asked = quantity;
    return true;
}
