/*
 * bench_surface: what measured frames are drawn into: a window, or memory.
 */
#ifndef BACKSTEP_BENCH_SURFACE_H
#define BACKSTEP_BENCH_SURFACE_H

#include "base/error.h"
#include "draw/raster/raster.h"
#include "platform/window.h"

#include <stdbool.h>
#include <stdint.h>

/* Of all frames that are measured, in pixels. */
enum { BENCH_WIDTH = 1920, BENCH_HEIGHT = 1080 };

struct bench_surface {
    struct window window;    /* owned; closed: memory stands in */
    uint32_t *pixels;        /* owned: the memory, twice a frame */
    struct raster_target target;
    char driver[32];         /* SDL's video driver, or "memory" */
};

/* Without a display, or on one that is too small, memory stands in for the window and a copy for
 * presenting. Errors: not enough memory. */
bool bench_surface_open(struct bench_surface *surface, struct error *err);
void bench_surface_close(struct bench_surface *surface);

/* Begins a frame: target is what to draw into. Errors: the display's. */
bool bench_surface_begin(struct bench_surface *surface, struct error *err);

/* Whether it still has the pixels of the frame before, as window.h has it. */
bool bench_surface_intact(const struct bench_surface *surface);

/* Presents it: all of it, or as in window_present only what has changed. */
bool bench_surface_present(struct bench_surface *surface, struct error *err);
bool bench_surface_present_changes(struct bench_surface *surface, const struct raster_rect *changes, size_t count,
                                   struct error *err);

#endif
