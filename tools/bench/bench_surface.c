#include "bench/bench_surface.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A window of the size that is measured; not where the display is too small for it. */
static bool open_window(struct bench_surface *surface)
{
    int width, height;

    if (!window_open(&surface->window, "Backstep bench", BENCH_WIDTH, BENCH_HEIGHT, NULL))
        return false;
    window_size(&surface->window, &width, &height);
    snprintf(surface->driver, sizeof surface->driver, "%s", window_driver());
    if (width == BENCH_WIDTH && height == BENCH_HEIGHT)
        return true;
    window_close(&surface->window);
    return false;
}

bool bench_surface_open(struct bench_surface *surface, struct error *err)
{
    const size_t pixels = (size_t)BENCH_WIDTH * BENCH_HEIGHT;

    *surface = (struct bench_surface){0};
    if (open_window(surface))
        return true;
    snprintf(surface->driver, sizeof surface->driver, "memory");
    surface->pixels = calloc(2 * pixels, sizeof *surface->pixels);
    surface->target = (struct raster_target){surface->pixels, BENCH_WIDTH, BENCH_HEIGHT, BENCH_WIDTH};
    return surface->pixels != NULL || error_set(err, "not enough memory for a frame");
}

void bench_surface_close(struct bench_surface *surface)
{
    window_close(&surface->window);
    free(surface->pixels);
}

bool bench_surface_begin(struct bench_surface *surface, struct error *err)
{
    return surface->pixels != NULL || window_begin(&surface->window, &surface->target, err);
}

bool bench_surface_intact(const struct bench_surface *surface)
{
    return surface->pixels != NULL || surface->window.intact;
}

/* The window's stand-in: a copy. */
static void copy(const struct bench_surface *surface, const struct raster_rect *rect)
{
    const size_t pixels = (size_t)BENCH_WIDTH * BENCH_HEIGHT;

    for (int y = rect->y; y < rect->y + rect->height; y++) {
        uint32_t *from = surface->pixels + (size_t)y * BENCH_WIDTH + (size_t)rect->x;

        memcpy(from + pixels, from, (size_t)rect->width * sizeof *from);
    }
}

bool bench_surface_present(struct bench_surface *surface, struct error *err)
{
    static const struct raster_rect all = {0, 0, BENCH_WIDTH, BENCH_HEIGHT};

    if (surface->pixels == NULL)
        return window_present(&surface->window, NULL, 0, err);
    copy(surface, &all);
    return true;
}

bool bench_surface_present_changes(struct bench_surface *surface, const struct raster_rect *changes, size_t count,
                                   struct error *err)
{
    if (surface->pixels == NULL)
        return window_present(&surface->window, changes, count, err);
    for (size_t i = 0; i < count; i++)
        copy(surface, &changes[i]);
    return true;
}
