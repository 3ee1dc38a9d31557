/*
 * The loop frame by frame, on SDL's driver that shows nothing; a user's events are put into
 * SDL's queue.
 */
#include "app/app.h"
#include "app/run/journal.h"
#include "app/sheets/sheet.h"
#include "platform/loop.h"

#include "lesson/catalogue.h"

#include <SDL.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 1000, HEIGHT = 700 }; /* less than the dummy display has */

static struct app *app;
static struct fonts *fonts;
static struct loop loop;

static struct {
    int count, width, height;
    bool fails;
} screenshots;

static bool take_screenshot(void *context, struct app *shown, int width, int height,
                            struct error *notice)
{
    assert_ptr_equal(context, &screenshots);
    assert_ptr_equal(shown, app);
    screenshots.count++;
    screenshots.width = width;
    screenshots.height = height;
    error_set(notice, screenshots.fails ? "it went wrong" : "it is saved");
    return !screenshots.fails;
}

static int begin(void **state)
{
    struct error err;
    char path[FILE_PATH_SIZE];

    (void)state;
    memset(&screenshots, 0, sizeof screenshots);
    app = calloc(1, sizeof *app);
    assert_non_null(app);
    app_init(app);
    assert_true(catalogue_fonts_folder(path, &err));
    fonts = fonts_open(path, &err);
    assert_non_null(fonts);
    assert_true(catalogue_resolve("mazur", path, &err));
    assert_true(app_open(app, path, &err));
    app->shown.settings.animation = false;
    if (!loop_init(&loop, app, fonts, WIDTH, HEIGHT, &err))
        fail_msg("%s", err.text);
    loop.waits = false; /* as in a browser: the test never blocks */
    loop.screenshot = take_screenshot;
    loop.screenshot_context = &screenshots;
    return 0;
}

static int end(void **state)
{
    (void)state;
    loop_finish(&loop);
    app_finish(app);
    free(app);
    fonts_close(fonts);
    return 0;
}

/* Runs frames until nothing is due; false if the loop ended. */
static bool settle(void)
{
    for (int i = 0; i < 20; i++)
        if (!loop_frame(&loop))
            return false;
    assert_false(app->shown.dirty);
    return true;
}

static void push_key(SDL_Keycode sym)
{
    SDL_Event event = {0};

    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.sym = sym;
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_text(const char *text)
{
    SDL_Event event = {0};

    event.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, text, sizeof event.text.text);
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void push_window(Uint8 what)
{
    SDL_Event event = {0};

    event.type = SDL_WINDOWEVENT;
    event.window.event = what;
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void test_frames_only_on_change(void **state)
{
    unsigned long frames;

    (void)state;
    assert_true(settle());
    frames = loop.frames;
    assert_true(frames >= 1);
    assert_true(settle());
    assert_int_equal(loop.frames, frames); /* nothing happened, nothing was drawn */
    push_key(SDLK_RIGHT);
    assert_true(settle());
    assert_int_equal(loop.frames, frames + 1);
    assert_true(app->run.cursor.step > 0);
}

static void test_all_waiting_events_make_one_frame(void **state)
{
    unsigned long frames;
    struct cursor one;

    (void)state;
    assert_true(settle());
    push_key(SDLK_RIGHT);
    assert_true(settle());
    one = app->run.cursor;
    push_key(SDLK_LEFT);
    assert_true(settle());
    frames = loop.frames;
    for (int i = 0; i < 3; i++)
        push_key(SDLK_RIGHT);
    for (int i = 0; i < 2; i++)
        push_key(SDLK_LEFT);
    assert_true(settle());
    assert_int_equal(loop.frames, frames + 1);
    assert_int_equal(app->run.cursor.step, one.step);
    assert_int_equal(app->run.cursor.moment, one.moment);
}

/* However long nothing happened before: a step's motion begins with its key. */
static void test_motion_starts_with_the_key(void **state)
{
    double before;

    (void)state;
    app->shown.settings.animation = true;
    assert_true(settle());
    SDL_Delay(700); /* longer than any motion lasts */
    before = loop_now_ms();
    push_key(SDLK_RIGHT);
    assert_true(loop_frame(&loop));
    assert_true(app->shown.motion.length_ms > 0);
    assert_true(app->shown.motion.start_ms >= before);
    for (int i = 0; i < 400 && app->shown.motion.length_ms > 0; i++) {
        assert_true(loop_frame(&loop));
        SDL_Delay(5);
    }
    assert_true(app->shown.motion.length_ms <= 0); /* and it ends */
    assert_true(loop.frames > 2); /* on its way, too; a sanitized frame may take a quarter of it */
}

static void test_no_frames_while_hidden(void **state)
{
    unsigned long frames;

    (void)state;
    assert_true(settle());
    frames = loop.frames;
    push_window(SDL_WINDOWEVENT_MINIMIZED);
    push_key(SDLK_RIGHT);
    for (int i = 0; i < 5; i++)
        assert_true(loop_frame(&loop));
    assert_int_equal(loop.frames, frames);
    push_window(SDL_WINDOWEVENT_RESTORED);
    assert_true(settle());
    assert_int_equal(loop.frames, frames + 1);
}

static void test_screenshots(void **state)
{
    (void)state;
    assert_true(settle());
    push_text("s");
    assert_true(settle());
    assert_int_equal(screenshots.count, 1);
    assert_int_equal(screenshots.width, WIDTH);
    assert_int_equal(screenshots.height, HEIGHT);
    assert_string_equal(app->shown.notice.text, "it is saved");
    assert_false(app->shown.notice.is_error);
    screenshots.fails = true;
    push_text("s");
    assert_true(settle());
    assert_string_equal(app->shown.notice.text, "it went wrong");
    assert_true(app->shown.notice.is_error);
    loop.screenshot = NULL;
    push_text("s");
    assert_true(settle());
    assert_int_equal(screenshots.count, 2);
}

static void test_quit(void **state)
{
    (void)state;
    assert_true(settle());
    push_text("q");
    assert_false(settle());
    assert_false(app->requests.quit);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    assert_true(settle()); /* the request was served */
    push_window(SDL_WINDOWEVENT_CLOSE);
    assert_false(settle());
}

/* Text input is on while a number is typed, in the field of a value or that of another run, and no longer. */
static void test_text_input(void **state)
{
    (void)state;
    assert_true(settle());
    assert_false(SDL_IsTextInputActive());
    app_apply(app, COMMAND_NEXT_ITEM, 0);
    for (int i = 0; i < 20 && !app_is_typing(app); i++) {
        assert_true(settle());
        assert_false(SDL_IsTextInputActive());
        app_apply(app, COMMAND_EDIT, 0);
        if (!app_is_typing(app))
            app_apply(app, COMMAND_NEXT_ITEM, 0);
    }
    assert_true(app_is_typing(app));
    assert_true(settle());
    assert_true(SDL_IsTextInputActive());
    push_key(SDLK_ESCAPE);
    assert_true(settle());
    assert_false(app_is_typing(app));
    assert_false(SDL_IsTextInputActive());
}

/* What lies in the window's surface is the canvas, rasterised. */
static void test_the_window_shows_the_canvas(void **state)
{
    struct raster_target target;
    struct error err;
    uint32_t *expected = calloc((size_t)WIDTH * HEIGHT, sizeof *expected);
    bool same = true, plain = true;

    (void)state;
    assert_non_null(expected);
    assert_true(settle());
    assert_true(window_begin(&loop.window, &target, &err));
    assert_int_equal(target.width, WIDTH);
    assert_int_equal(target.height, HEIGHT);
    raster_draw(&loop.raster, &loop.canvas,
                (struct raster_target){expected, WIDTH, HEIGHT, WIDTH});
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            uint32_t shown = target.pixels[y * target.pitch + x] & 0xffffff;

            same = same && shown == (expected[y * WIDTH + x] & 0xffffff);
            plain = plain && shown == (expected[0] & 0xffffff);
        }
    free(expected);
    assert_true(same);
    assert_false(plain);
}

static bool shows_the_canvas(void)
{
    struct raster_target target;
    struct raster raster = {0};
    struct error err;
    uint32_t *expected = calloc((size_t)WIDTH * HEIGHT, sizeof *expected);
    bool same = true;

    assert_non_null(expected);
    assert_true(window_begin(&loop.window, &target, &err));
    raster_draw(&raster, &loop.canvas, (struct raster_target){expected, WIDTH, HEIGHT, WIDTH});
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            same = same && (target.pixels[y * target.pitch + x] & 0xffffff) == (expected[y * WIDTH + x] & 0xffffff);
    raster_finish(&raster);
    free(expected);
    return same;
}

static size_t pixels_drawn(void)
{
    const struct raster_rect *changes;
    size_t count, sum = 0;

    changes = raster_changes(&loop.raster, &count);
    for (size_t i = 0; i < count; i++)
        sum += (size_t)changes[i].width * (size_t)changes[i].height;
    return sum;
}

/* A step changes a part of the picture, and only that is drawn; what the screen has lost is drawn whole, and
 * so is what somebody else has put into the surface of a new size. */
static void test_only_what_changes_is_drawn(void **state)
{
    const size_t all = (size_t)WIDTH * HEIGHT;
    struct raster_target target;
    struct error err;
    size_t partial = 0;

    (void)state;
    assert_true(settle());
    for (int i = 0; i < 40; i++) {
        push_key(SDLK_RIGHT);
        assert_true(settle());
        assert_true(loop.window.intact);
        partial += pixels_drawn() > 0 && pixels_drawn() < all / 2;
        assert_true(shows_the_canvas());
    }
    assert_true(partial > 30);
    push_window(SDL_WINDOWEVENT_EXPOSED);
    assert_true(settle());
    assert_int_equal(pixels_drawn(), all);
    SDL_SetWindowSize(loop.window.handle, WIDTH - 20, HEIGHT - 20);
    SDL_SetWindowSize(loop.window.handle, WIDTH, HEIGHT);
    assert_true(window_begin(&loop.window, &target, &err));
    assert_false(loop.window.intact);
    memset(target.pixels, 0x55, (size_t)target.pitch * (size_t)target.height * sizeof *target.pixels);
    app->shown.dirty = true;
    assert_true(settle());
    assert_true(shows_the_canvas());
}

static void test_full_screen_and_back(void **state)
{
    (void)state;
    assert_true(settle());
    app_apply(app, COMMAND_FULL_SCREEN, 0);
    assert_true(settle());
    assert_true(loop.window.full_screen);
    app_apply(app, COMMAND_FULL_SCREEN, 0);
    assert_true(settle());
    assert_false(loop.window.full_screen);
}

static void test_a_dropped_file_is_opened(void **state)
{
    SDL_Event event = {0};
    char path[FILE_PATH_SIZE];

    (void)state;
    assert_true(settle());
    assert_true(catalogue_resolve("xor", path, NULL));
    event.type = SDL_DROPFILE;
    event.drop.file = SDL_strdup(path);
    assert_int_equal(SDL_PushEvent(&event), 1);
    assert_true(settle());
    assert_int_equal(app->run.scenario.data.count, 4);
    event.drop.file = SDL_strdup("/no/such/file.json");
    assert_int_equal(SDL_PushEvent(&event), 1);
    assert_true(settle());
    assert_int_equal(app->run.scenario.data.count, 4); /* the lesson stays */
    assert_true(app->shown.notice.is_error);
}

static void test_a_window_fits_its_display(void **state)
{
    struct window window;
    struct error err;
    int width, height;

    (void)state;
    assert_true(window_open(&window, "large", 100000, 100000, &err));
    window_size(&window, &width, &height);
    assert_true(width > 0 && width < 100000);
    assert_true(height > 0 && height < 100000);
    window_close(&window);
    window_close(&window); /* a closed one may be closed */
}

/* A change that is younger than a second when the session ends, or the window's program is told to. */
static void test_ended(void **state)
{
    static const int signals[] = {SIGHUP, SIGTERM, SIGINT};
    char folder[] = "/tmp/backstep-loop-XXXXXX", command[100];

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        int status;

        assert_true(child >= 0);
        if (child == 0) {
            void *none = NULL;

            setenv("XDG_STATE_HOME", folder, 1);
            SDL_Quit();
            for (int k = 0; k < 3; k++)
                signal(signals[k], SIG_DFL);
            begin(&none);
            app_start_recovery(app);
            sheet_close(app);
            settle();
            if (!journal_edit(&app->run, quantity_of_weight(QUANTITY_VALUE, 1, 0, 0), 0.5, NULL))
                _exit(3);
            settle();
            raise(signals[i]);
            for (int frame = 0; frame < 20; frame++)
                if (!loop_frame(&loop)) {
                    end(&none);
                    _exit(0);
                }
            _exit(4);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        snprintf(command, sizeof command, "test $(ls %s/backstep/*.json | wc -l) = %d", folder,
                 i + 1);
        assert_int_equal(system(command), 0);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_frames_only_on_change, begin, end),
        cmocka_unit_test_setup_teardown(test_all_waiting_events_make_one_frame, begin, end),
        cmocka_unit_test_setup_teardown(test_motion_starts_with_the_key, begin, end),
        cmocka_unit_test_setup_teardown(test_no_frames_while_hidden, begin, end),
        cmocka_unit_test_setup_teardown(test_screenshots, begin, end),
        cmocka_unit_test_setup_teardown(test_text_input, begin, end),
        cmocka_unit_test_setup_teardown(test_quit, begin, end),
        cmocka_unit_test_setup_teardown(test_the_window_shows_the_canvas, begin, end),
        cmocka_unit_test_setup_teardown(test_only_what_changes_is_drawn, begin, end),
        cmocka_unit_test_setup_teardown(test_full_screen_and_back, begin, end),
        cmocka_unit_test_setup_teardown(test_a_dropped_file_is_opened, begin, end),
        cmocka_unit_test(test_a_window_fits_its_display),
        cmocka_unit_test(test_ended),
    };

    setenv("XDG_CONFIG_HOME", "/nowhere", 1); /* nobody's wish about motion */
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
