#include "app/run/hurry.h"

#include "app/run/course.h"
#include "app/run/still.h"
#include "app/run/travel.h"

#include <math.h>

/* Between two looks at the clock: work in parameters moved, some tenths of a millisecond. And the
 * ticks in which a run goes back, two a frame. */
enum { SLICE = 300000, REWIND_TICKS = 240 };

/* What a key may take at once, in parameters moved: some milliseconds. */
static const uint64_t at_once = 8000000;

/* Thirty frames a second, and a little less; what training gets of it at least. */
static const double frame_ms = 32.0, least_ms = 10.0;
/* And of a tick before the first picture, for which a key waits. */
static const double first_ms = 2.0;

static uint64_t iteration_now(const struct run *run)
{
    struct place place;

    stepper_place(&run->stepper, &place);
    return place.iteration;
}

void hurry_epochs(struct run *run, int step)
{
    uint64_t an_epoch = program_epoch_iterations(&run->stepper.program), epoch;
    struct place place;

    stepper_place(&run->stepper, &place);
    epoch = place.epoch;
    if (step > 0 && place.iteration == epoch * an_epoch && travel_has_moved(run))
        epoch++;
    epoch -= step > 0 ? 0 : 1;
    hurry_to_iteration(run, epoch * an_epoch);
    if (run->hurry.on)
        run->hurry.epoch = epoch;
}

/* From where it stands to the goal; step 0: to the stopping criterion. */
static void begin(struct run *run, struct cursor goal)
{
    struct place place;

    run->hurry.on = true;
    run->hurry.goal = goal;
    run->hurry.epoch = 0;
    run->hurry.saved = run->hurry.again = false;
    run->hurry.back = 0;
    run->hurry.unseen = run->live ? 2 : 0;
    run->hurry.drawn = !run->live;
    run->hurry.seconds = 0.0;
    run->hurry.slowly = run->hurry.helped = false;
    run->playing = false;
    stepper_place(&run->stepper, &place);
    pace_begin(&run->hurry.pace, pace_clock_ms(), place.iteration);
    run->hurry.sample = course_sample(run);
}

bool hurry_start(struct run *run, bool slowly)
{
    bool ends = stop_is_set(&run->scenario.training.stop);

    if (ends)
        begin(run, (struct cursor){0});
    run->hurry.slowly = ends && slowly;
    run->hurry.begun_ms = run->hurry.now_ms;
    run->hurry.first = iteration_now(run);
    return ends;
}

void hurry_rewind(struct run *run)
{
    if (run->cursor.step == 0)
        return;
    begin(run, (struct cursor){0});
    run->hurry.back = iteration_now(run) / REWIND_TICKS + 1;
}

bool hurry_stop(struct run *run)
{
    bool was = run->hurry.on;

    run->hurry.on = false;
    run->news.changed = run->news.changed || was; /* the page about it */
    return was;
}

/* Whether it has been there, and it would still take too long to come there at once. */
static bool is_far(const struct run *run, struct cursor cursor)
{
    return cursor.step <= run->history.furthest
        && history_distance(&run->history, cursor.step) > at_once / run->stepper.iteration_work;
}

bool hurry_back(struct run *run, struct cursor cursor)
{
    if (cursor.step == 0 || !is_far(run, cursor))
        return false;
    begin(run, cursor);
    run->hurry.again = true;
    hurry_tick(run);
    return true;
}

void hurry_to(struct run *run, struct cursor cursor)
{
    struct cursor known = {run->history.furthest, 0};

    if (hurry_back(run, cursor))
        return;
    if (cursor.step < known.step)
        known.step = cursor.step;
    /* As far as the run has been before its checkpoints lead there, if that is near, at once. */
    if (run->cursor.step < known.step && !is_far(run, known))
        travel_to_step(run, known.step);
    run->playing = false;
    if (cursor.step == 0)
        return;
    begin(run, cursor);
    hurry_tick(run);
}

void hurry_to_iteration(struct run *run, uint64_t iteration)
{
    uint64_t end = program_iteration_start(&run->stepper.program, iteration + 1);

    if (end > run->cursor.step)
        hurry_to(run, travel_iteration_end(run, iteration));
    else if (!hurry_back(run, travel_iteration_end(run, iteration)))
        travel_to(run, travel_iteration_end(run, iteration));
}

void hurry_to_run_fraction(struct run *run, double fraction)
{
    size_t count = run->record.count;

    fraction = fmin(fmax(fraction, 0.0), 1.0);
    if (count > 0)
        hurry_to_iteration(run, (uint64_t)llround(fraction * (double)(count - 1)) + 1);
}

void hurry_in(struct run *run, struct cursor cursor, double seconds)
{
    if (seconds <= 0.0) {
        hurry_to(run, cursor);
        return;
    }
    begin(run, cursor);
    run->hurry.seconds = seconds;
    run->hurry.begun_ms = run->hurry.now_ms;
    run->hurry.first = iteration_now(run);
}

void hurry_finish(struct run *run)
{
    run->hurry.seconds = 0.0;
    run->hurry.slowly = run->hurry.helped = false;
    while (run->hurry.on)
        hurry_tick(run);
}

/* So many iterations more, or to the goal; false there and at the end. */
static bool go_on(struct run *run, uint64_t count)
{
    uint64_t known = run->history.furthest;
    struct place here, goal;

    if (run->hurry.again)
        return !travel_approach(run, run->hurry.goal, count);
    /* As far as it has been, snapshots are on the way, unless it is to be watched. */
    if (run->hurry.goal.step > known && run->cursor.step < known && run->hurry.seconds <= 0.0) {
        travel_approach(run, (struct cursor){known, course_moments(run, known)}, count);
        return true;
    }
    if (run->hurry.goal.step > 0) {
        stepper_place(&run->stepper, &here);
        goal = course_locate(run, run->hurry.goal.step);
        if (here.iteration + count >= goal.iteration) {
            travel_to(run, run->hurry.goal);
            return false;
        }
    }
    return travel_iterations_forward(run, count) && run->stepper.state.stopped == STOP_NONE;
}

/* So many iterations back; false at the start of the run. */
static bool go_back(struct run *run)
{
    uint64_t iteration = iteration_now(run);

    if (iteration <= run->hurry.back) {
        travel_start(run);
        return false;
    }
    travel_to(run, travel_iteration_end(run, iteration - run->hurry.back));
    return true;
}

/* Half of what a frame has beside its drawing, which is the longest time lately between two ticks:
 * the platform ticks twice a frame. */
static double budget_ms(struct run *run, double now)
{
    double outside = now - run->hurry.ended_ms;

    if (outside >= 0.0 && outside < frame_ms)
        run->hurry.outside_ms = fmax(outside, 0.9 * run->hurry.outside_ms);
    if (run->hurry.unseen > 0)
        return first_ms;
    return run->hurry.share * fmax(frame_ms - run->hurry.outside_ms, least_ms) / 2.0;
}

/* How many iterations a stretched run may be ahead by now; the first ones, of which each changes
 * much, are not rushed through. */
static uint64_t allowed(const struct run *run)
{
    const struct hurry *hurry = &run->hurry;
    double part = (hurry->now_ms - hurry->begun_ms) / (1000.0 * hurry->seconds);
    struct place goal, here;
    uint64_t reached;

    stepper_place(&run->stepper, &here);
    if (hurry->slowly) {
        part = fmax(hurry->now_ms - hurry->begun_ms, 0.0) / 1000.0;
        /* Some 4 iterations in the first second, 130 in two, 1,000 in three, 12,500 in five. */
        reached = hurry->first + (uint64_t)(4.0 * part * part * part * part * part);
        return part > 8.0 ? UINT64_MAX : reached > here.iteration ? reached - here.iteration : 0;
    }
    goal = course_locate(run, hurry->goal.step);
    if (part >= 1.0 || goal.iteration <= hurry->first)
        return UINT64_MAX;
    part = fmax(part, 0.0);
    reached = hurry->first + (uint64_t)(part * part * (double)(goal.iteration - hurry->first));
    return reached > here.iteration ? reached - here.iteration : 0;
}

static uint64_t a_stretch(const struct run *run)
{
    return SLICE / run->stepper.iteration_work + 1;
}

static void keep_in_step(const struct run *run)
{
    if (run->hurry.also != NULL && run->hurry.unseen == 0
        && !atomic_load_explicit(&run->hurry.alone, memory_order_acquire))
        run->hurry.also(run->hurry.also_context, run);
}

/* What is done between two looks at the clock, at most so many iterations; false at the end. */
static bool stretch(struct run *run, uint64_t most)
{
    uint64_t count = a_stretch(run);

    run->hurry.on = go_on(run, most < count ? most : count);
    keep_in_step(run);
    return run->hurry.on;
}

static uint64_t most_now(const struct run *run)
{
    return run->hurry.seconds > 0.0 || run->hurry.slowly ? allowed(run) : UINT64_MAX;
}

/* As many iterations as the budget has time for. */
static void go_on_in_time(struct run *run, double start)
{
    double budget = budget_ms(run, start);

    while (most_now(run) > 0 && stretch(run, most_now(run))) {
        double passed = pace_clock_ms() - start;

        /* A clock that was set back ends the slice, too. */
        if (passed < 0.0 || passed >= budget)
            return;
    }
}

/* What is to be seen of the slice that has ended. */
static void tell(struct run *run)
{
    run->hurry.ended_ms = pace_clock_ms();
    if (!run->hurry.on)
        run->news.stands = true;
    if (!run->hurry.on
        || pace_look(&run->hurry.pace, run->hurry.ended_ms, iteration_now(run)))
        run->news.changed = true;
    run->news.still = true;
}

void hurry_tick(struct run *run)
{
    if (!run->hurry.on || run->hurry.helped)
        return;
    /* The last one before the first picture leaves it to come. */
    if (run->hurry.unseen > 0 && --run->hurry.unseen == 0)
        return;
    if (run->hurry.back > 0)
        run->hurry.on = go_back(run);
    else
        go_on_in_time(run, pace_clock_ms());
    tell(run);
}

static bool go_on_beside(void *context)
{
    return still_has_room(context, a_stretch(context) + 1) && stretch(context, UINT64_MAX);
}

static bool may_go_on_beside(const struct run *run)
{
    const struct hurry *hurry = &run->hurry;

    return hurry->on && hurry->drawn && hurry->back == 0 && hurry->share >= 1.0
        && most_now(run) == UINT64_MAX && beside_is_free();
}

static void release(struct run *run, bool shown)
{
    struct hurry *hurry = &run->hurry;
    struct run *ahead = run;

    if (hurry->beside.on)
        return;
    hurry->helped = false;
    if (!may_go_on_beside(run))
        return;
    still_make_room(run);
    if (shown)
        ahead = still_part(run);
    if (ahead != NULL)
        atomic_store_explicit(&ahead->hurry.alone, shown, memory_order_relaxed);
    hurry->helped = ahead != NULL && beside_start(&hurry->beside, go_on_beside, ahead);
    if (!hurry->helped)
        still_join(run);
    else if (shown)
        record_sum_up(&run->record);
}

/* The first picture gets all cores. After each, what keeps in step may be touched again. */
void hurry_release(struct run *run)
{
    release(run, false);
    run->hurry.drawn = true;
    if (run->hurry.still.parted)
        atomic_store_explicit(&run->hurry.still.ahead->hurry.alone, false, memory_order_release);
}

void hurry_release_shown(struct run *run)
{
    release(run, true);
}

void hurry_hold(struct run *run)
{
    if (!run->hurry.beside.on)
        return;
    beside_join(&run->hurry.beside);
    still_join(run);
    keep_in_step(run);
    tell(run);
}

void hurry_describe(const struct run *run, struct explain_run *out)
{
    uint64_t an_epoch = program_epoch_iterations(&run->stepper.program), last;
    const struct record *record = &run->record;
    struct place here, goal;

    *out = (struct explain_run){.sample = run->scenario.data.count > 1 ? run->hurry.sample + 1 : 0,
                                .epoch = run->hurry.epoch,
                                .saved = run->hurry.saved,
                                .back = run->hurry.back > 0,
                                .rate = run->hurry.pace.rate,
                                .seconds = (double)NAN};
    stepper_place(&run->stepper, &here);
    last = stop_last_iteration(&run->scenario.training.stop, an_epoch);
    if (run->hurry.goal.step > 0) {
        goal = course_locate(run, run->hurry.goal.step);
        out->iteration = last = goal.iteration;
    }
    if (out->back)
        last = here.iteration;
    if (last > here.iteration && out->rate > 0.0)
        out->seconds = (double)(last - here.iteration) / out->rate;
    out->epochs = here.iteration / an_epoch < record->epochs ? here.iteration / an_epoch
                                                             : record->epochs;
    if (out->epochs <= record->first_epoch)
        out->epochs = 0;
    if (out->epochs > 0) {
        out->epoch_loss = record_epoch_loss(record, out->epochs - 1);
        out->epoch_norm = record_epoch_norm(record, out->epochs - 1);
    }
}
