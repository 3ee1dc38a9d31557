#include "bench/bench_travel.h"

#include "base/memory.h"
#include "base/rng.h"
#include "bench/bench_train.h"
#include "cli/cli.h"
#include "engine/history.h"
#include "platform/loop.h"

#include <stdlib.h>
#include <string.h>

enum { JUMPS = BENCH_TRAVEL_JUMPS };

/* A run, and what it was at the places that are jumped to. */
struct journey {
    struct stepper stepper;    /* owned */
    struct history history;    /* owned */
    uint64_t steps[JUMPS + 1]; /* rising; the last is the end */
    char *was, *now;           /* owned; JUMPS + 1 snapshots, and one */
    double ms[2 * JUMPS];      /* of each jump, there and back */
};

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static void choose_steps(struct journey *journey)
{
    const struct program *program = &journey->stepper.program;
    struct rng rng;

    rng_seed(&rng, 1);
    for (int i = 0; i < JUMPS; i++)
        journey->steps[i] = program_iteration_start(
            program, 1 + rng_below(&rng, BENCH_TRAVEL_ITERATIONS));
    qsort(journey->steps, JUMPS, sizeof *journey->steps, compare);
    journey->steps[JUMPS] = program_iteration_start(program, BENCH_TRAVEL_ITERATIONS + 1);
}

static void note_memory(const struct journey *journey, struct bench_travel *result)
{
    double mb = (double)history_memory(&journey->history) / (1 << 20);

    if (mb > result->memory_mb)
        result->memory_mb = mb;
}

static void go_forward(struct journey *journey, struct bench_travel *result)
{
    size_t size = stepper_snapshot_size(&journey->stepper);
    double start = loop_now_ms();

    for (size_t i = 0; i <= JUMPS; i++) {
        history_seek(&journey->history, journey->steps[i]);
        stepper_save(&journey->stepper, journey->was + i * size);
    }
    result->forward_ms = loop_now_ms() - start;
    note_memory(journey, result);
}

/* To the i-th place; returns the milliseconds. */
static double jump(struct journey *journey, size_t i, struct bench_travel *result)
{
    size_t size = stepper_snapshot_size(&journey->stepper);
    double start = loop_now_ms(), ms;

    history_seek(&journey->history, journey->steps[i]);
    ms = loop_now_ms() - start;
    stepper_save(&journey->stepper, journey->now);
    if (memcmp(journey->now, journey->was + i * size, size) != 0)
        result->exact = false;
    note_memory(journey, result);
    return ms;
}

static void jump_about(struct journey *journey, struct bench_travel *result)
{
    result->exact = true;
    for (size_t i = 0; i < JUMPS; i++) {
        size_t place = i * 7 % JUMPS; /* up and down: 7 and JUMPS have no common factor */

        journey->ms[2 * i] = jump(journey, place, result);
        journey->ms[2 * i + 1] = jump(journey, JUMPS, result);
    }
    result->jump_ms = bench_median(journey->ms, 2 * JUMPS);
    result->longest_ms = journey->ms[2 * JUMPS - 1]; /* they are in order now */
}

bool bench_travel(struct bench_travel *result, struct error *err)
{
    struct journey *journey;
    struct scenario scenario;
    bool ok;

    *result = (struct bench_travel){.bound_mb = (double)HISTORY_BUDGET_DEFAULT / (1 << 20)};
    if (!cli_read_scenario(&scenario, "xor", err))
        return false;
    scenario.training.stop = (struct stop){0};
    journey = memory_new(1, sizeof *journey);
    ok = stepper_init(&journey->stepper, &scenario.net, &scenario.data, &scenario.training,
                      scenario.params, err) &&
         history_init(&journey->history, &journey->stepper, HISTORY_BUDGET_DEFAULT, err);
    if (ok) {
        size_t size = stepper_snapshot_size(&journey->stepper);

        journey->was = memory_new(JUMPS + 1, size);
        journey->now = memory_new(1, size);
        choose_steps(journey);
        go_forward(journey, result);
        jump_about(journey, result);
    }
    free(journey->was);
    free(journey->now);
    history_finish(&journey->history);
    stepper_finish(&journey->stepper);
    free(journey);
    scenario_finish(&scenario);
    return ok;
}
