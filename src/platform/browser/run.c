/*
 * The loop in a page: a frame whenever the browser draws one, and what the page tells and wants to
 * know. See loop.h.
 */
#include "base/attributes.h"
#include "platform/loop.h"

#include "app/commands/clipboard.h"
#include "app/keep/study.h"

#include <emscripten.h>
#include <stdlib.h>
#include <string.h>

/* The page's own; borrowed, for as long as the page lives. */
static struct loop *page;

EM_JS(void, page_tell, (const char *text), { Module.tell(UTF8ToString(text)); })
EM_JS(void, page_drawn, (double ms), { Module.drawn(ms); })

/* Says the step that stands, once. */
static void tell(void)
{
    static struct cursor told = {UINT64_MAX, 0};
    static int lesson = -2;
    const struct app *app = page->app;
    char *text;

    if (!app_has_lesson(app) || app->run.playing || app->run.hurry.on
        || (told.step == app->run.cursor.step && told.moment == app->run.cursor.moment
            && lesson == app->run.lesson))
        return;
    told = app->run.cursor;
    lesson = app->run.lesson;
    text = clipboard_told(page->app);
    if (text != NULL)
        page_tell(text);
    free(text);
}

static void frame(void *unused UNUSED)
{
    double start = emscripten_get_now();
    unsigned long before = page->frames;

    if (!loop_frame(page))
        app_say(page->app, false, "");
    if (page->frames != before)
        page_drawn(emscripten_get_now() - start);
    tell();
}

void loop_run(struct loop *loop, unsigned long frames UNUSED)
{
    page = loop;
    loop->waits = false;
    emscripten_set_main_loop_arg(frame, NULL, 0, 1);
}

/* ---- what the page calls ---- */

/* A link that was followed, or a file that was dropped. */
EMSCRIPTEN_KEEPALIVE void page_open(const char *path)
{
    struct error err;

    app_open(page->app, path, &err);
}

enum { PAGE_TAP, PAGE_PRESS };

/* In points: a tap, or a long press. */
EMSCRIPTEN_KEEPALIVE void page_touch(int kind, double x, double y)
{
    struct point at = window_to_pixels(&page->window, (float)x, (float)y);

    if (kind == PAGE_TAP) {
        app_tap(page->app, at);
        return;
    }
    app_pointer_move(page->app, at);
    app_pointer_press(page->app, at);
    app_pointer_release(page->app, at);
}

/* The fingers went sideways: to the right is back. */
EMSCRIPTEN_KEEPALIVE void page_swipe(int right)
{
    app_apply(page->app, right ? COMMAND_STEP_BACK : COMMAND_STEP_FORWARD, 0.0);
}

EMSCRIPTEN_KEEPALIVE void page_link(void)
{
    app_apply(page->app, COMMAND_COPY_LINK, 0.0);
}

/* The page may be closed now: what no file has is written. */
EMSCRIPTEN_KEEPALIVE void page_leave(void)
{
    app_leave(page->app);
    study_leave(page->app);
}
