#include "platform/loop.h"

#include "base/attributes.h"
#include "platform/reduced_motion.h"

#include <SDL.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>

enum { HIDDEN_SLEEP_MS = 100, RETRY_SLEEP_MS = 20 };

double loop_now_ms(void)
{
    return (double)SDL_GetPerformanceCounter() * 1000.0 / (double)SDL_GetPerformanceFrequency();
}

/* SDL makes of a termination the event of a closed window; a hangup is one, too. */
#ifdef SIGHUP
static void terminate(int number UNUSED)
{
    raise(SIGTERM);
}

static void close_on_hangup(void)
{
    struct sigaction action = {.sa_handler = terminate}, before;

    sigemptyset(&action.sa_mask);
    if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
        sigaction(SIGHUP, &action, NULL);
}
#else
static void close_on_hangup(void)
{
}
#endif

/* Text input is on only while something is typed: else an input method would eat the letters. */
static void follow_typing(const struct loop *loop)
{
    bool typing = app_is_typing(loop->app), active = SDL_IsTextInputActive() == SDL_TRUE;

    if (typing && !active)
        SDL_StartTextInput();
    else if (!typing && active)
        SDL_StopTextInput();
}

bool loop_init(struct loop *loop, struct app *app, struct fonts *fonts, int width, int height,
               struct error *err)
{
    *loop = (struct loop){.app = app, .fonts = fonts, .waits = true};
    canvas_init(&loop->canvas, fonts_interface(fonts));
    if (!window_open(&loop->window, "Backstep", width, height, err))
        return false;
    if (reduced_motion_wished())
        app->shown.settings.animation = false; /* M has it again */
    app->run.live = true;
    close_on_hangup();
    follow_typing(loop);
    SDL_EventState(SDL_DROPFILE, SDL_ENABLE);
    loop->frame_interval_ms = 1000.0 / window_refresh_rate(&loop->window);
    app->shown.dirty = true;
    return true;
}

void loop_finish(struct loop *loop)
{
    raster_finish(&loop->raster);
    canvas_finish(&loop->canvas);
    window_close(&loop->window);
    *loop = (struct loop){0};
}

/* How long nothing needs doing, in ms; < 0: until the next event. */
static double sleep_ms(const struct loop *loop)
{
    double wanted = app_sleep_ms(loop->app);
    double since = loop_now_ms() - loop->frame_ms;

    if (loop->input.hidden && wanted >= 0 && wanted < HIDDEN_SLEEP_MS)
        return HIDDEN_SLEEP_MS;
    /* Not more frames than the display can show, however fast things move. */
    if (wanted >= 0 && wanted < loop->frame_interval_ms - since)
        return loop->frame_interval_ms - since;
    return wanted;
}

static void pass_event(struct loop *loop, SDL_Event *event)
{
    input_event(&loop->input, loop->app, &loop->window, event);
    if (event->type == SDL_DROPFILE || event->type == SDL_DROPTEXT)
        SDL_free(event->drop.file);
}

/* Waits for the first event as long as may be, then takes all that are there. */
static void take_events(struct loop *loop)
{
    double ms = loop->waits ? sleep_ms(loop) : 0;
    SDL_Event event;
    int any;

    input_begin_frame(&loop->input);
    if (ms < 0)
        any = SDL_WaitEvent(&event);
    else if (ms >= 1)
        any = SDL_WaitEventTimeout(&event, ms < INT_MAX ? (int)ms : INT_MAX);
    else
        any = SDL_PollEvent(&event);
    app_hold(loop->app);
    /* What the events set in motion starts now, not when the last frame was drawn. */
    app_tick(loop->app, loop_now_ms());
    while (any) {
        pass_event(loop, &event);
        any = SDL_PollEvent(&event);
    }
    input_end_frame(&loop->input, loop->app);
}

static void take_screenshot(struct loop *loop)
{
    struct error notice = {0};
    int width, height;
    bool ok;

    if (loop->screenshot == NULL)
        return;
    window_size(&loop->window, &width, &height);
    ok = loop->screenshot(loop->screenshot_context, loop->app, width, height, &notice);
    /* The reason why no lesson is open stays on screen. */
    if (app_has_lesson(loop->app) || loop->app->shown.notice.text[0] == '\0'
        || !loop->app->shown.notice.is_error)
        app_say(loop->app, !ok, notice.text);
}

/* Does what the application asked for; false if that was to quit. */
static bool serve_requests(struct loop *loop)
{
    struct app_requests wanted = loop->app->requests;

    loop->app->requests = (struct app_requests){0};
    if (wanted.clipboard != NULL) {
        if (!window_copy(wanted.clipboard))
            app_say(loop->app, true, "The system's clipboard does not take the text.");
        free(wanted.clipboard);
    }
    if (wanted.toggle_full_screen) {
        window_toggle_full_screen(&loop->window);
        loop->app->shown.full_screen = loop->window.full_screen;
        loop->app->shown.dirty = true;
    }
    if (wanted.save)
        app_save(loop->app);
    if (wanted.screenshot)
        take_screenshot(loop);
    return !wanted.quit;
}

/* Until the next events. */
static void release(struct loop *loop)
{
    if (loop->unseen)
        app_release(loop->app);
}

/* Draws one frame. A surface that is gone for the moment comes back with an
 * event or at the next try; until then the picture stays due. */
static void draw(struct loop *loop)
{
    const struct raster_rect *changes;
    struct raster_target target;
    struct error err;
    size_t count;

    loop->frame_ms = loop_now_ms();
    if (!window_begin(&loop->window, &target, &err)) {
        if (loop->waits)
            SDL_Delay(RETRY_SLEEP_MS);
        return;
    }
    if (loop->unseen)
        app_release_shown(loop->app);
    app_frame(loop->app, &loop->canvas, (float)target.width, (float)target.height);
    release(loop);
    if (loop->window.intact)
        raster_draw_changes(&loop->raster, &loop->canvas, target);
    else
        raster_draw(&loop->raster, &loop->canvas, target);
    changes = raster_changes(&loop->raster, &count);
    if (!window_present(&loop->window, changes, count, &err))
        loop->app->shown.dirty = true;
    fonts_end_frame(loop->fonts);
    loop->frames++;
}

/* Whether the picture is out of date and may be drawn now: in a flood of events
 * not more often than the display can show. */
static bool frame_due(const struct loop *loop)
{
    if (!loop->app->shown.dirty || loop->input.hidden)
        return false;
    return !loop->waits || loop_now_ms() - loop->frame_ms + 1 > loop->frame_interval_ms;
}

bool loop_frame(struct loop *loop)
{
    take_events(loop);
    app_tick(loop->app, loop_now_ms());
    follow_typing(loop);
    if (!serve_requests(loop))
        return false;
    if (frame_due(loop))
        draw(loop);
    release(loop);
    return true;
}
