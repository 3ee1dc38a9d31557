#include "cli/bench_frame.h"

#include "cli/bench_train.h"
#include "draw/raster.h"
#include "platform/loop.h"
#include "platform/window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080, ROUNDS = 61, WARM_UP = 5 };

/* What frames are drawn into: a window, or memory. */
struct surface {
    struct window window;    /* owned; closed: memory stands in */
    uint32_t *pixels;        /* owned: the memory, twice a frame */
    struct raster_target target;
};

/* A window of the size that is measured; not where the display is too small for it. */
static bool open_window(struct surface *surface, struct bench_frame *result)
{
    int width, height;

    if (!window_open(&surface->window, "Backstep bench", WIDTH, HEIGHT, NULL))
        return false;
    window_size(&surface->window, &width, &height);
    snprintf(result->driver, sizeof result->driver, "%s", window_driver());
    if (width == WIDTH && height == HEIGHT)
        return true;
    window_close(&surface->window);
    return false;
}

static bool open_surface(struct surface *surface, struct bench_frame *result, struct error *err)
{
    const size_t pixels = (size_t)WIDTH * HEIGHT;

    *surface = (struct surface){0};
    if (open_window(surface, result))
        return true;
    snprintf(result->driver, sizeof result->driver, "memory");
    surface->pixels = calloc(2 * pixels, sizeof *surface->pixels);
    surface->target = (struct raster_target){surface->pixels, WIDTH, HEIGHT, WIDTH};
    return surface->pixels != NULL || error_set(err, "not enough memory for a frame");
}

static void close_surface(struct surface *surface)
{
    window_close(&surface->window);
    free(surface->pixels);
}

static bool begin(struct surface *surface, struct error *err)
{
    return surface->pixels != NULL || window_begin(&surface->window, &surface->target, err);
}

static bool present(struct surface *surface, struct error *err)
{
    const size_t pixels = (size_t)WIDTH * HEIGHT;

    if (surface->pixels == NULL)
        return window_present(&surface->window, err);
    memcpy(surface->pixels + pixels, surface->pixels, pixels * sizeof *surface->pixels);
    return true;
}

static bool time_clear(struct surface *surface, double *ms, struct error *err)
{
    double start = loop_now_ms();

    if (!begin(surface, err))
        return false;
    for (int y = 0; y < surface->target.height; y++)
        memset(surface->target.pixels + (size_t)y * (size_t)surface->target.pitch, 0xfa,
               (size_t)surface->target.width * sizeof *surface->target.pixels);
    if (!present(surface, err))
        return false;
    *ms = loop_now_ms() - start;
    return true;
}

struct frame_parts {
    double whole, build, raster, present;
};

static bool time_frame(struct surface *surface, struct app *app, struct fonts *fonts,
                       struct canvas *canvas, struct raster *raster, struct frame_parts *parts,
                       struct error *err)
{
    double start = loop_now_ms(), built, drawn, end;

    if (!begin(surface, err))
        return false;
    app_frame(app, canvas, (float)surface->target.width, (float)surface->target.height);
    built = loop_now_ms();
    raster_draw(raster, canvas, surface->target);
    drawn = loop_now_ms();
    if (!present(surface, err))
        return false;
    fonts_end_frame(fonts);
    end = loop_now_ms();
    *parts = (struct frame_parts){end - start, built - start, drawn - built, end - drawn};
    return true;
}

/* One step on; from the end of the run back to its start. */
static double time_step(struct app *app)
{
    struct cursor before = app->cursor;
    double start = loop_now_ms(), ms;

    app_apply(app, COMMAND_STEP_FORWARD, 0);
    ms = loop_now_ms() - start;
    if (app->cursor.step == before.step && app->cursor.moment == before.moment)
        app_apply(app, COMMAND_START, 0);
    return ms;
}

/* Rounds of step, frame and bare frame in turn, the first few thrown away. */
static bool measure(struct surface *surface, struct app *app, struct fonts *fonts,
                    struct bench_frame *result, struct error *err)
{
    double clear[ROUNDS], whole[ROUNDS], build[ROUNDS], raster_ms[ROUNDS], shown[ROUNDS],
        step[ROUNDS];
    struct canvas canvas;
    struct raster raster = {0};
    bool ok = true;

    canvas_init(&canvas, fonts_interface(fonts));
    for (int i = -WARM_UP; i < ROUNDS && ok; i++) {
        struct frame_parts parts;
        int at = i < 0 ? 0 : i;

        step[at] = time_step(app);
        ok = time_frame(surface, app, fonts, &canvas, &raster, &parts, err) &&
             time_clear(surface, &clear[at], err);
        if (!ok)
            break;
        whole[at] = parts.whole;
        build[at] = parts.build;
        raster_ms[at] = parts.raster;
        shown[at] = parts.present;
    }
    if (ok) {
        result->width = surface->target.width;
        result->height = surface->target.height;
        result->clear_present = bench_median(clear, ROUNDS);
        result->frame = bench_median(whole, ROUNDS);
        result->build = bench_median(build, ROUNDS);
        result->raster = bench_median(raster_ms, ROUNDS);
        result->present = bench_median(shown, ROUNDS);
        result->step = bench_median(step, ROUNDS);
    }
    raster_finish(&raster);
    canvas_finish(&canvas);
    return ok;
}

bool bench_frame(struct app *app, struct fonts *fonts, struct bench_frame *result,
                 struct error *err)
{
    struct surface surface;
    bool ok = open_surface(&surface, result, err) && measure(&surface, app, fonts, result, err);

    close_surface(&surface);
    return ok;
}
