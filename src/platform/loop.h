/*
 * loop: the window's life, one frame at a time.
 *
 * loop_frame does everything one frame needs: it sleeps until something is due,
 * passes on all waiting events, lets time go on, does what the application asks
 * of the platform and, if the picture has changed, draws and presents it. When
 * nothing moves it sleeps in SDL_WaitEvent and costs nothing. A browser, which
 * must not block, calls the same function with `waits` false from its own clock
 * (browser/run.c).
 */
#ifndef BACKSTEP_PLATFORM_LOOP_H
#define BACKSTEP_PLATFORM_LOOP_H

#include "app/app.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "draw/raster/raster.h"
#include "platform/fonts.h"
#include "platform/input.h"
#include "platform/window.h"

#include <stdbool.h>

/* Writes a picture of the application as it would fill width x height pixels.
 * What came of it, or the error, goes to `notice`; returns false for an error.
 * Handed in by the caller, since the platform knows no file formats. */
typedef bool loop_screenshot(void *context, struct app *app, int width, int height,
                             struct error *notice);

struct loop {
    struct app *app;               /* borrowed until loop_finish */
    struct fonts *fonts;           /* borrowed until loop_finish */
    loop_screenshot *screenshot;   /* may be NULL: none are taken */
    void *screenshot_context;      /* borrowed, passed on */
    bool waits;                    /* may block until something is due; true at first */
    bool unseen;                   /* between frames nobody looks at the application; loop_run */
    struct window window;          /* owned */
    struct input input;
    struct canvas canvas;          /* owned; the frame drawn last */
    struct raster raster;          /* owned */
    double frame_ms;               /* when the last frame was drawn */
    double frame_interval_ms;      /* the shortest time between two frames */
    unsigned long frames;          /* drawn so far */
};

/* Opens a window of at most width x height points (0 x 0: as window_open) for the application,
 * whose motion is off where the user has told the system so (reduced_motion.h).
 * Errors: no display (with the remedy). To be finished also after a failure. */
bool loop_init(struct loop *loop, struct app *app, struct fonts *fonts, int width, int height,
               struct error *err);
void loop_finish(struct loop *loop);

/* One frame; false once the user has quit. */
bool loop_frame(struct loop *loop);

/* Frames until the user quits, or so many (0: no matter how many). In a page it does not return:
 * the browser goes on calling loop_frame, for as long as the page lives, and what the loop borrows
 * must live as long. */
void loop_run(struct loop *loop, unsigned long frames);

/* Milliseconds of the clock that app_tick gets; starts anywhere, never goes back. */
double loop_now_ms(void);

#endif
