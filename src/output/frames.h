/*
 * frames: pictures one after the other, each as what has changed since the one before.
 *
 * Frames that are alike become one that is shown longer.
 */
#ifndef BACKSTEP_OUTPUT_FRAMES_H
#define BACKSTEP_OUTPUT_FRAMES_H

#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"

#include <stdbool.h>
#include <stdint.h>

/* A frame to be written. */
struct frame {
    const uint32_t *pixels; /* 0xAARRGGBB, the whole picture; borrowed for the call */
    const uint32_t *before; /* what was shown until then; NULL: nothing, this is the first */
    int width, height;      /* of the picture */
    struct raster_rect changed; /* all that differs lies in it */
    double from, to;        /* when it is shown, seconds */
};

struct frames {
    uint32_t *shown, *pending, *drawn; /* owned */
    int width, height;
    size_t count;           /* frames written */
    double from, to;        /* when the pending one is shown */
    bool transparent;
    bool (*write)(void *context, const struct frame *frame, struct error *err);
    void *context;          /* borrowed */
};

/* Shows the canvas for so many seconds. Errors: not enough memory, another size than before, what
 * `write` says. */
bool frames_add(struct frames *frames, const struct canvas *canvas, struct raster *raster,
                double seconds, struct error *err);

/* Writes the last one. */
bool frames_flush(struct frames *frames, struct error *err);

void frames_finish(struct frames *frames);

#endif
