/*
 * bench_frame: how long a frame of a lesson takes, against a bare window's.
 */
#ifndef BACKSTEP_BENCH_FRAME_H
#define BACKSTEP_BENCH_FRAME_H

#include "app/app.h"
#include "base/error.h"
#include "platform/fonts.h"

#include <stdbool.h>

/* Milliseconds, medians of interleaved runs. */
struct bench_frame {
    int width, height;      /* of the frames, in pixels */
    char driver[32];        /* SDL's video driver, or "memory" without a display */
    double clear_present;   /* filling the surface with one byte and presenting it */
    double frame;           /* building, rasterising and presenting; its parts: */
    double build, raster, present;
    double step;            /* one step of the application, without a frame */
};

/* Steps the application through its lesson. Without a display, or on one that
 * is too small, memory stands in for the window and a copy for presenting. Errors:
 * not enough memory. */
bool bench_frame(struct app *app, struct fonts *fonts, struct bench_frame *result,
                 struct error *err);

#endif
