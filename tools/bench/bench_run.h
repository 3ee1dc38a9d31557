/*
 * bench_run: what is left for training while a run hurries on and every frame is drawn.
 *
 * The application runs a lesson, without its stopping criterion, to no end: ticks and frames as in
 * the window's loop. In turn with it the engine alone executes the same iterations, as `train` does;
 * its time over that of the application is the share that training gets.
 */
#ifndef BACKSTEP_BENCH_RUN_H
#define BACKSTEP_BENCH_RUN_H

#include "app/app.h"
#include "base/error.h"
#include "platform/fonts.h"

struct bench_run {
    double frames_per_second;
    double longest_ms;             /* from one frame to the next: the median of the rounds' longest */
    double iterations_per_second;
    double frame;                  /* ms of drawing one frame: building, rasterising, presenting */
    double share;                  /* 0 .. 1; on a machine that does more, less than it could be */
    double efficiency;             /* of the processor's time for an iteration alone to that here:
                                    * what the drawing costs it, whatever else the machine does */
    double held_ms;                /* of a frame, of this processor's time: in which training waits */
};

/* A lesson that was just opened in it. Errors: not enough memory. */
bool bench_run(struct app *app, struct fonts *fonts, struct bench_run *result, struct error *err);

enum { BENCH_MILLION = 1000000 };
static const double bench_million_limit_ms = 800.0;

/* So many iterations from the start, in the window. */
struct bench_million {
    double ms;         /* of the fastest time */
    double worked_ms;  /* of that, by both processors */
    double longest_ms; /* from one frame to the next */
    double frames;
    double kept_mb;    /* of snapshots to come back */
};

/* 'xor'; the same errors. */
bool bench_million(struct app *app, struct fonts *fonts, struct bench_million *result,
                   struct error *err);

#endif
