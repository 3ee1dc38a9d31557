#include "bench/bench_frame.h"

#include "bench/bench_surface.h"
#include "bench/bench_train.h"
#include "platform/loop.h"

#include <stdio.h>
#include <string.h>

enum { ROUNDS = 61, WARM_UP = 5 };

static bool time_clear(struct bench_surface *surface, double *ms, struct error *err)
{
    double start = loop_now_ms();

    if (!bench_surface_begin(surface, err))
        return false;
    for (int y = 0; y < surface->target.height; y++)
        memset(surface->target.pixels + (size_t)y * (size_t)surface->target.pitch, 0xfa,
               (size_t)surface->target.width * sizeof *surface->target.pixels);
    if (!bench_surface_present(surface, err))
        return false;
    *ms = loop_now_ms() - start;
    return true;
}

struct frame_parts {
    double whole, build, raster, present;
};

static bool time_frame(struct bench_surface *surface, struct app *app, struct fonts *fonts,
                       struct canvas *canvas, struct raster *raster, struct frame_parts *parts,
                       struct error *err)
{
    double start = loop_now_ms(), built, drawn, end;

    if (!bench_surface_begin(surface, err))
        return false;
    app_frame(app, canvas, (float)surface->target.width, (float)surface->target.height);
    built = loop_now_ms();
    raster_draw(raster, canvas, surface->target);
    drawn = loop_now_ms();
    if (!bench_surface_present(surface, err))
        return false;
    fonts_end_frame(fonts);
    end = loop_now_ms();
    *parts = (struct frame_parts){end - start, built - start, drawn - built, end - drawn};
    return true;
}

/* One step on; from the end of the run back to its start. */
static double time_step(struct app *app)
{
    struct cursor before = app->run.cursor;
    double start = loop_now_ms(), ms;

    app_apply(app, COMMAND_STEP_FORWARD, 0);
    ms = loop_now_ms() - start;
    if (app->run.cursor.step == before.step && app->run.cursor.moment == before.moment)
        app_apply(app, COMMAND_START, 0);
    return ms;
}

/* Rounds of step, frame and bare frame in turn, the first few thrown away. */
static bool measure(struct bench_surface *surface, struct app *app, struct fonts *fonts,
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
        snprintf(result->driver, sizeof result->driver, "%s", surface->driver);
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
    struct bench_surface surface;
    bool ok = bench_surface_open(&surface, err) && measure(&surface, app, fonts, result, err);

    bench_surface_close(&surface);
    return ok;
}
