/*
 * bench_picture: what a picture in a file costs, against drawing it and deflating its pixels alone.
 */
#ifndef BACKSTEP_BENCH_PICTURE_H
#define BACKSTEP_BENCH_PICTURE_H

#include "app/app.h"
#include "base/error.h"
#include "platform/fonts.h"

/* It may cost so many times as much. */
#define BENCH_PICTURE_LIMIT 1.2

/* Milliseconds at 1920x1080, medians of interleaved runs. */
struct bench_picture {
    double whole; /* as export writes a PNG, into memory */
    double bare;  /* the same drawing, then zlib at the level that export takes */
};

/* Of a lesson that is open in the application. Errors: not enough memory. */
bool bench_picture(struct app *app, struct fonts *fonts, struct bench_picture *result,
                   struct error *err);

#endif
