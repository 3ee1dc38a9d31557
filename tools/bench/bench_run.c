#include "bench/bench_run.h"

#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "base/memory.h"
#include "bench/bench_surface.h"
#include "bench/bench_train.h"
#include "lesson/catalogue.h"
#include "platform/loop.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* A round is long enough to settle what a frame leaves for training; the first is thrown away. */
enum { ROUNDS = 5, FRAMES = 24, TIMES = 3 };

/* Sixty frames a second, as most displays show them. */
static const double interval_ms = 1000.0 / 60.0;

struct bench {
    struct app *app;       /* borrowed */
    struct fonts *fonts;   /* borrowed */
    struct bench_surface surface;
    struct canvas canvas;
    struct raster raster;
    struct app *alone;     /* owned: the same run, of which no picture is drawn */
    double begun_ms;       /* the frame */
    double held_ms;        /* of it */
};

struct round {
    double ms, longest_ms, alone_ms, frame_ms, held_ms;
    double worked_ms, alone_worked_ms; /* for training */
    double iterations;
};

static uint64_t iteration(const struct stepper *stepper)
{
    struct place place;

    stepper_place(stepper, &place);
    return place.iteration;
}

/* The time that this thread has worked. */
static double worked_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

/* The processors' time of the whole program. */
static double all_worked_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

static void wait_until(double ms)
{
    double left = ms - loop_now_ms();

    if (left > 0.0)
        nanosleep(&(struct timespec){0, (long)(1e6 * left)}, NULL);
}

/* As the loop does it: ticks before and after the events, then the picture, at most so many frames a
 * second. */
static bool one_frame(struct bench *bench, double *drawing_ms, struct error *err)
{
    struct raster_target *target = &bench->surface.target;
    const struct raster_rect *changes;
    size_t count;
    double start, worked;

    wait_until(bench->begun_ms + interval_ms);
    app_hold(bench->app);
    worked = worked_ms();
    app_tick(bench->app, loop_now_ms());
    app_tick(bench->app, loop_now_ms());
    bench->begun_ms = start = loop_now_ms();
    if (!bench_surface_begin(&bench->surface, err))
        return false;
    app_release_shown(bench->app);
    if (bench->app->run.hurry.beside.on)
        bench->held_ms = worked_ms() - worked;
    app_frame(bench->app, &bench->canvas, (float)target->width, (float)target->height);
    if (!bench->app->run.hurry.beside.on)
        bench->held_ms = worked_ms() - worked;
    app_release(bench->app);
    if (bench_surface_intact(&bench->surface))
        raster_draw_changes(&bench->raster, &bench->canvas, *target);
    else
        raster_draw(&bench->raster, &bench->canvas, *target);
    changes = raster_changes(&bench->raster, &count);
    if (!bench_surface_present_changes(&bench->surface, changes, count, err))
        return false;
    fonts_end_frame(bench->fonts);
    app_release(bench->app);
    *drawing_ms = loop_now_ms() - start;
    return true;
}

static bool run_round(struct bench *bench, struct round *round, struct error *err)
{
    struct stepper *shown = &bench->app->run.stepper;
    double drawing[FRAMES], held[FRAMES], start = loop_now_ms(), before = start;

    *round = (struct round){.iterations = -(double)iteration(shown),
                            .worked_ms = worked_ms() - all_worked_ms()};
    for (int i = 0; i < FRAMES; i++) {
        double now;

        if (!one_frame(bench, &drawing[i], err))
            return false;
        held[i] = bench->held_ms;
        now = loop_now_ms();
        if (now - before > round->longest_ms)
            round->longest_ms = now - before;
        before = now;
    }
    app_hold(bench->app);
    round->ms = loop_now_ms() - start;
    round->iterations += (double)iteration(shown);
    round->worked_ms += all_worked_ms() - worked_ms();
    round->alone_worked_ms = -worked_ms();
    round->frame_ms = bench_median(drawing, FRAMES);
    round->held_ms = bench_median(held, FRAMES);
    start = loop_now_ms();
    travel_to_step(&bench->alone->run, shown->state.step);
    round->alone_ms = loop_now_ms() - start;
    round->alone_worked_ms += worked_ms();
    return true;
}

static bool measure(struct bench *bench, struct bench_run *result, struct error *err)
{
    double rate[ROUNDS], longest[ROUNDS], iterations[ROUNDS], frame[ROUNDS], share[ROUNDS],
        held[ROUNDS], efficiency[ROUNDS];

    for (int i = -1; i < ROUNDS; i++) {
        int at = i < 0 ? 0 : i;
        struct round round;

        if (!run_round(bench, &round, err))
            return false;
        rate[at] = 1000.0 * FRAMES / round.ms;
        longest[at] = round.longest_ms;
        iterations[at] = 1000.0 * round.iterations / round.ms;
        frame[at] = round.frame_ms;
        held[at] = round.held_ms;
        share[at] = round.alone_ms / round.ms;
        efficiency[at] = round.alone_worked_ms / round.worked_ms;
    }
    *result = (struct bench_run){
        .frames_per_second = bench_median(rate, ROUNDS),
        .longest_ms = bench_median(longest, ROUNDS),
        .iterations_per_second = bench_median(iterations, ROUNDS),
        .frame = bench_median(frame, ROUNDS),
        .share = bench_median(share, ROUNDS),
        .efficiency = bench_median(efficiency, ROUNDS),
        .held_ms = bench_median(held, ROUNDS),
    };
    return true;
}

/* No criterion that could hold before the end of the world. */
static void go_on_for_ever(struct app *app)
{
    const struct stop stop = {.iterations = UINT64_MAX};

    app->run.scenario.training.stop = app->run.stepper.training.stop = stop;
}

static void begin(struct bench *bench, struct app *app, struct fonts *fonts)
{
    *bench = (struct bench){.app = app, .fonts = fonts,
                            .alone = memory_new(1, sizeof *bench->alone)};
    app_init(bench->alone);
    canvas_init(&bench->canvas, fonts_interface(fonts));
}

static void finish(struct bench *bench)
{
    bench_surface_close(&bench->surface);
    raster_finish(&bench->raster);
    canvas_finish(&bench->canvas);
    app_finish(bench->alone);
    free(bench->alone);
}

bool bench_run(struct app *app, struct fonts *fonts, struct bench_run *result, struct error *err)
{
    struct bench bench;
    bool ok;

    begin(&bench, app, fonts);
    ok = app_open(bench.alone, app->run.scenario.path, err)
         && bench_surface_open(&bench.surface, err);
    if (ok) {
        go_on_for_ever(app);
        go_on_for_ever(bench.alone);
        hurry_start(&app->run, false);
        ok = measure(&bench, result, err);
        hurry_stop(&app->run);
    }
    finish(&bench);
    return ok;
}

static bool run_through(struct bench *bench, struct bench_million *result, struct error *err)
{
    const struct stop stop = {.iterations = BENCH_MILLION};
    struct app *app = bench->app;
    double start = loop_now_ms(), worked = all_worked_ms(), before = start, drawing;

    *result = (struct bench_million){.ms = 0.0};
    app->run.scenario.training.stop = app->run.stepper.training.stop = stop;
    app->run.live = true;
    hurry_start(&app->run, false);
    while (app->run.hurry.on) {
        if (!one_frame(bench, &drawing, err))
            return false;
        result->longest_ms = fmax(result->longest_ms, loop_now_ms() - before);
        before = loop_now_ms();
        result->frames++;
    }
    app_hold(app);
    result->ms = loop_now_ms() - start;
    result->worked_ms = all_worked_ms() - worked;
    result->kept_mb = (double)history_memory(&app->run.history) / (1 << 20);
    return true;
}

bool bench_million(struct app *app, struct fonts *fonts, struct bench_million *result,
                   struct error *err)
{
    struct bench bench;
    char path[FILE_PATH_SIZE];
    bool ok;

    begin(&bench, app, fonts);
    ok = catalogue_resolve("xor", path, err) && bench_surface_open(&bench.surface, err);
    for (int i = 0; i < TIMES && ok; i++) {
        struct bench_million time;

        ok = app_open(app, path, err) && run_through(&bench, &time, err);
        if (ok && (i == 0 || time.ms < result->ms))
            *result = time;
    }
    app_hold(app);
    finish(&bench);
    return ok;
}
