#include "bench/bench_stall.h"

#include "app/run/hurry.h"
#include "base/memory.h"
#include "bench/bench_surface.h"
#include "lesson/catalogue.h"
#include "platform/loop.h"

#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <time.h>

/* AFTER: pictures after each key's, in which what goes on is shown. */
enum { ROUNDS = 2, KEYS_MAX = 128, AFTER = 2, HURRIED = 400, TOUCHED = 256 << 20, A_PAGE = 4096 };

static const char large[] =
    "{\"backstep\": 1, \"title\": \"784-300-100-10\", \"network\": {\"inputs\": 784, \"layers\": ["
    "{\"units\": 300, \"activation\": \"sigmoid\"}, {\"units\": 100, \"activation\": \"sigmoid\"}, "
    "{\"units\": 10, \"activation\": \"sigmoid\"}], \"init\": {\"kind\": \"xavier_uniform\", "
    "\"seed\": 1}}, \"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 3}, "
    "\"data\": {\"generator\": \"strokes\", \"n\": 1000, \"noise\": 0.12, \"seed\": 1, "
    "\"validation\": 200, \"batch\": 10, \"order\": \"shuffled\"}, \"stop\": {\"epochs\": 3}}";

static const struct subject {
    const char *name, *lesson; /* NULL: the large one */
    struct variant beside;
    bool differences;
} subjects[BENCH_STALLS] = {
    {"xor with another rate", "xor", {VARIANT_LEARNING_RATE, 0.25}, false},
    {"big", "big", {0}, true},
    {"big with Adam", "big", {VARIANT_OPTIMIZER, 0}, false},
    {"784-300-100-10", NULL, {0}, false},
    {"784-300-100-10 with Adam", NULL, {VARIANT_OPTIMIZER, 0}, false},
};

static const struct key_press {
    enum command command;
    double argument;
    int times;
} walk[] = {
    {COMMAND_GRANULARITY, GRANULARITY_PHASE, 1}, {COMMAND_STEP_FORWARD, 0, 6},
    {COMMAND_START, 0, 1}, {COMMAND_GRANULARITY, GRANULARITY_LAYER, 1},
    {COMMAND_STEP_FORWARD, 0, 6}, {COMMAND_GRANULARITY, GRANULARITY_TERM, 1},
    {COMMAND_STEP_FORWARD, 0, 4}, {COMMAND_GRANULARITY, GRANULARITY_NEURON, 1},
    {COMMAND_STEP_FORWARD, 0, 4}, {COMMAND_END, 0, 1}, {COMMAND_ITERATION_FORWARD, 0, 3},
    {COMMAND_STEP_BACK, 0, 3}, {COMMAND_ITERATION_BACK, 0, 2}, {COMMAND_PHASE_FORWARD, 0, 3},
    {COMMAND_PICTURE, 0, 4}, {COMMAND_LANDSCAPE, 0, 2}, {COMMAND_NUDGE, 0, 2},
    {COMMAND_OPTIMIZERS, 0, 1}, {COMMAND_CLOSE, 0, 1}, {COMMAND_MISTAKES, 0, 1},
    {COMMAND_CLOSE, 0, 1}, {COMMAND_COMPARE, 0, 1}, {COMMAND_CLOSE, 0, 1}, {COMMAND_HELP, 0, 1},
    {COMMAND_CLOSE, 0, 1}, {COMMAND_GLOSSARY, 0, 1}, {COMMAND_CLOSE, 0, 1},
    {COMMAND_CONFUSION, 0, 1}, {COMMAND_CLOSE, 0, 1}, {COMMAND_NAMES, 0, 1},
    {COMMAND_CLOSE, 0, 1}, {COMMAND_EPOCH_FORWARD, 0, 2}, {COMMAND_EPOCH_BACK, 0, 1},
    {COMMAND_SEEK_RUN, 0.37, 1}, {COMMAND_SEEK_RUN, 0.91, 1}, {COMMAND_ITERATION_BACK, 0, 1},
    {COMMAND_STEP_BACK, 0, 2}, {COMMAND_RUN, 0, 1}, {COMMAND_WHOLE_RUN, 0, 1},
    {COMMAND_CLOSE, 0, 1}, {COMMAND_STEP_BACK, 0, 1}, {COMMAND_SEEK_RUN, 0.5, 1},
    {COMMAND_MISTAKE, MISTAKE_NO_BIAS, 1}, {COMMAND_STEP_FORWARD, 0, 1},
    {COMMAND_COMPARE_WITH, 1, 1}, {COMMAND_START, 0, 1},
};

struct bench {
    const struct subject *subject;
    struct app *app;
    struct fonts *fonts;      /* borrowed */
    struct bench_surface surface;
    struct canvas canvas;
    struct raster raster;
    double least[KEYS_MAX];   /* of each key in order */
    double gap[ROUNDS], other_route[ROUNDS];
};

static double worked_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

/* A key and its picture; NONE: just the next picture. *ms: what this took. */
static bool press(struct bench *bench, enum command command, double argument, double *ms,
                  struct error *err)
{
    const struct raster_rect *changes;
    struct app *app = bench->app;
    size_t count;
    double start;

    app_hold(app);
    start = worked_ms();
    app_tick(app, loop_now_ms());
    if (command != COMMAND_NONE)
        app_apply(app, command, argument);
    app_tick(app, loop_now_ms());
    if (!bench_surface_begin(&bench->surface, err))
        return false;
    app_release_shown(app);
    app_frame(app, &bench->canvas, BENCH_WIDTH, BENCH_HEIGHT);
    app_release(app);
    if (bench_surface_intact(&bench->surface))
        raster_draw_changes(&bench->raster, &bench->canvas, bench->surface.target);
    else
        raster_draw(&bench->raster, &bench->canvas, bench->surface.target);
    changes = raster_changes(&bench->raster, &count);
    if (!bench_surface_present_changes(&bench->surface, changes, count, err))
        return false;
    fonts_end_frame(bench->fonts);
    *ms = worked_ms() - start;
    app_release(app);
    return true;
}

static void wait_a_frame(void)
{
    nanosleep(&(struct timespec){0, 8000000}, NULL);
}

static bool begin(struct bench *bench, struct error *err)
{
    const struct subject *subject = bench->subject;
    struct variant beside = subject->beside;
    char path[FILE_PATH_SIZE];
    double ms;

    if (subject->lesson == NULL
            ? !app_open_document(bench->app, large, "large", err)
            : !catalogue_resolve(subject->lesson, path, err) || !app_open(bench->app, path, err))
        return false;
    bench->app->shown.settings.animation = false;
    bench->app->run.live = true;
    if (beside.kind == VARIANT_OPTIMIZER)
        beside.value = OPTIMIZER_ADAM;
    return press(bench, COMMAND_NONE, 0.0, &ms, err)
           && compare_set(&bench->app->compare, &bench->app->run, beside, err);
}

/* Pictures until the run stands, at most some. */
static bool hurry_on(struct bench *bench, double *longest, struct error *err)
{
    double ms = 0.0;

    for (int i = 0; i < HURRIED && bench->app->run.hurry.on; i++) {
        wait_a_frame();
        if (!press(bench, COMMAND_NONE, 0.0, &ms, err))
            return false;
        *longest = fmax(*longest, ms);
    }
    hurry_stop(&bench->app->run);
    return true;
}

static bool press_and_follow(struct bench *bench, const struct key_press *key, int at, double *gap,
                             struct error *err)
{
    double ms, before = bench->least[at], longest;

    if (!press(bench, key->command, key->argument, &longest, err))
        return false;
    for (int i = 0; i < AFTER && !bench->app->run.hurry.on; i++) {
        if (!press(bench, COMMAND_NONE, 0.0, &ms, err))
            return false;
        longest = fmax(longest, ms);
    }
    bench->least[at] = before > 0.0 ? fmin(before, longest) : longest;
    return hurry_on(bench, gap, err);
}

static bool walk_on(struct bench *bench, double *gap, struct error *err)
{
    int at = 0;

    for (size_t i = 0; i < sizeof walk / sizeof walk[0]; i++)
        for (int time = 0; time < walk[i].times; time++)
            if (!press_and_follow(bench, &walk[i], at++, gap, err))
                return false;
    return true;
}

/* D at the end of an iteration, until all of it is there. */
static bool go_other_route(struct bench *bench, double *ms, struct error *err)
{
    double start, unused;

    app_apply(bench->app, COMMAND_START, 0.0);
    app_apply(bench->app, COMMAND_END, 0.0);
    start = loop_now_ms();
    if (!press(bench, COMMAND_OTHER_ROUTE, 0.0, &unused, err))
        return false;
    while (bench->app->shown.jobs.other_route.job.computing) {
        wait_a_frame();
        if (!press(bench, COMMAND_NONE, 0.0, &unused, err))
            return false;
    }
    *ms = loop_now_ms() - start;
    app_apply(bench->app, COMMAND_OTHER_ROUTE, 0.0);
    return true;
}

static double least(const double *values)
{
    double value = values[0];

    for (int i = 1; i < ROUNDS; i++)
        value = fmin(value, values[i]);
    return value;
}

static bool measure(struct bench *bench, struct bench_stall *result, struct error *err)
{
    for (int round = 0; round < ROUNDS; round++)
        if (!begin(bench, err) || !walk_on(bench, &bench->gap[round], err)
            || (bench->subject->differences
                && !go_other_route(bench, &bench->other_route[round], err)))
            return false;
    *result = (struct bench_stall){.name = bench->subject->name, .gap_ms = least(bench->gap),
                                   .other_route_ms = least(bench->other_route)};
    for (int i = 0; i < KEYS_MAX; i++)
        result->key_ms = fmax(result->key_ms, bench->least[i]);
    return true;
}

static bool measure_one(struct fonts *fonts, const struct subject *subject,
                        struct bench_stall *result, struct error *err)
{
    struct bench *bench = memory_new(1, sizeof *bench);
    bool ok;

    *bench = (struct bench){.subject = subject, .fonts = fonts,
                            .app = memory_new(1, sizeof *bench->app)};
    app_init(bench->app);
    canvas_init(&bench->canvas, fonts_interface(fonts));
    ok = bench_surface_open(&bench->surface, err) && measure(bench, result, err);
    app_hold(bench->app);
    bench_surface_close(&bench->surface);
    raster_finish(&bench->raster);
    canvas_finish(&bench->canvas);
    app_finish(bench->app);
    free(bench->app);
    free(bench);
    return ok;
}

/* Until a virtual machine has touched memory it may not have it, and then gets it ten times as
 * slowly as a program gets memory from the system; that is not what is measured. So the program
 * touches some and keeps it. */
static void touch_memory(void)
{
    volatile char *memory;

#ifdef M_TRIM_THRESHOLD
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
    memory = memory_large(TOUCHED);
    for (size_t at = 0; memory != NULL && at < TOUCHED; at += A_PAGE)
        memory[at] = 1;
    free((void *)memory);
}

bool bench_stall(struct fonts *fonts, struct bench_stall results[BENCH_STALLS], struct error *err)
{
    touch_memory();
    for (int i = 0; i < BENCH_STALLS; i++)
        if (!measure_one(fonts, &subjects[i], &results[i], err))
            return false;
    return true;
}
