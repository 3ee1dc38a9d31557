#include "app/quiz/peek.h"

#include "app/app.h"
#include "base/memory.h"

#include <stdlib.h>

struct cursor peek_next(const struct app *app)
{
    const struct net *net = &app->run.scenario.net;
    enum granularity granularity = app->run.granularity;
    struct cursor next = app->run.cursor;

    if (app->run.stepper.state.stopped != STOP_NONE)
        return (struct cursor){0};
    for (;; next = (struct cursor){next.step + 1, 0}) {
        struct reveal_unit unit;
        size_t rank;

        if (next.step == 0)
            continue;
        unit = reveal_unit_of(&app->run.stepper, next.step);
        rank = reveal_rank(net, unit, granularity, next.moment);
        if (rank < reveal_steps(net, unit, granularity)) {
            next.moment = reveal_boundary(net, unit, granularity, rank + 1);
            return next;
        }
    }
}

/* Goes on to that step; false if the run ends before, or something changed by hand would count only
 * then. */
static bool go_on(struct stepper *stepper, uint64_t step)
{
    while (stepper->state.step < step)
        if (stepper_stop_due(stepper) != STOP_NONE || !stepper_step(stepper))
            return false;
    return true;
}

/* The old parameters at that step, which is shown next: of this iteration, or of the one that
 * begins. */
static const double *before_of(struct app *app, uint64_t next, const void *saved)
{
    struct place place;

    stepper_place(&app->run.stepper, &place);
    return place.index > 0 && (place.index < place.count || place.step == next)
               ? history_before(&app->run.history) : stepper_snapshot_block(saved);
}

bool peek_question(struct app *app, enum question_kind kind, struct quantity of, unsigned level,
                   size_t placed, struct question *question)
{
    struct stepper *stepper = &app->run.stepper;
    const struct stepper_watch watch = stepper->watch;
    struct snapshot snapshot;
    struct question_moment moment = {.snapshot = &snapshot, .shown = app->run.cursor,
                                     .next = app->run.cursor,
                                     .granularity = app->run.granularity,
                                     .level = level,
                                     .placed = placed};
    void *saved;
    const double *before;
    bool made;

    if (!question_looks_ahead(kind)) {
        run_snapshot(&app->run, &snapshot);
        return question_make(&app->quiz.arena, &moment, kind, of, question);
    }
    moment.next = peek_next(app);
    if (moment.next.step == 0)
        return false;
    saved = memory_new(stepper_snapshot_size(stepper), 1);
    stepper_save(stepper, saved);
    before = before_of(app, moment.next.step, saved);
    stepper->watch = (struct stepper_watch){0};
    made = go_on(stepper, moment.next.step);
    if (made) {
        run_snapshot_of(stepper, &app->run.history, &snapshot);
        snapshot.before = before;
        if (snapshot.place.index == snapshot.place.count)
            snapshot.loss_after = stepper_batch_loss_now(stepper, app->run.scratch);
        made = question_make(&app->quiz.arena, &moment, kind, of, question);
    }
    stepper_restore(stepper, saved);
    stepper->watch = watch;
    free(saved);
    return made;
}
