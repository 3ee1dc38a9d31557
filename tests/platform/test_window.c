/*
 * The window itself, on a display of the test's own: what a user does in front of it, what is
 * then on the screen, pixel by pixel, and what it costs while nothing happens.
 */
#include "app/commands/commands.h"
#include "draw/theme.h"
#include "quantity/reveal.h"
#include "place.h"
#include "screen.h"
#include "../base/thorough.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

enum { PATH_SIZE = SPAWN_PATH_SIZE + 64, SKIPPED = 77 };

#define SIZE "1280x720"
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Each test has a display, an empty folder and maybe one program. */
static struct screen screen;
static char folder[SPAWN_PATH_SIZE];
static pid_t program;

static int begin(void **state)
{
    (void)state;
    spawn_make_folder(folder);
    screen_start(&screen, SCREEN_MODE, SCREEN_DPI);
    return 0;
}

/* Another display in place of the one that the test began with. */
static void start_again(const char *mode, const char *dpi)
{
    screen_stop(&screen);
    screen_start(&screen, mode, dpi);
}

static int end(void **state)
{
    (void)state;
    screen_kill(program);
    program = 0;
    screen_stop(&screen);
    spawn_remove_folder(folder);
    return 0;
}

static void in_folder(char path[PATH_SIZE], const char *name)
{
    snprintf(path, PATH_SIZE, "%.500s/%.60s", folder, name);
}

/* Exports with these arguments into the folder. */
static void export(const char *const *arguments)
{
    struct spawn_result result;

    spawn_run(&result, folder, NULL, arguments);
    if (result.status != 0)
        fail_msg("export failed: %s", result.err);
    spawn_finish(&result);
}

/* Pictures that export has made, each of them once for all tests. */
static struct {
    char folder[SPAWN_PATH_SIZE];
    char keys[128][64];
    size_t count;
} exported;

static int begin_all(void **state)
{
    (void)state;
    spawn_make_folder(exported.folder);
    return 0;
}

static int end_all(void **state)
{
    (void)state;
    spawn_remove_folder(exported.folder);
    return 0;
}

/* The picture that export makes at these keys, at layer granularity. */
static void export_keys(struct picture *picture, const char *keys)
{
    char path[PATH_SIZE];
    size_t at = 0;

    while (at < exported.count && strcmp(exported.keys[at], keys) != 0)
        at++;
    snprintf(path, sizeof path, "%.500s/%zu.png", exported.folder, at);
    if (at == exported.count) {
        assert_true(at < sizeof exported.keys / sizeof exported.keys[0] && strlen(keys) < sizeof exported.keys[0]);
        export(LIST("export", "mazur", "--controls", "--granularity", "layer", "--keys", keys, "--size", SIZE, "-o",
                    path));
        strcpy(exported.keys[exported.count++], keys);
    }
    picture_read(picture, path);
}

static void press(const char *key)
{
    screen_do(&screen, LIST("key", key));
}

static void quit(void)
{
    press("q");
    assert_int_equal(screen_wait(program), 0);
    program = 0;
}

/* Whether the screen comes to show what export makes after these keys. */
static bool comes_to_show(const char *keys)
{
    struct picture expected;
    bool shown;

    export_keys(&expected, keys);
    shown = screen_shows(&screen, &expected);
    picture_finish(&expected);
    return shown;
}

static void expect_keys(const char *keys)
{
    if (!comes_to_show(keys))
        fail_msg("the window does not show what export does after the keys '%s'", keys);
}

/* S saves the number-th picture, and it is the one that export makes after these keys. */
static void expect_saved(int number, const char *keys)
{
    struct picture expected, saved = {0};
    char name[64], path[PATH_SIZE];
    bool same;

    snprintf(name, sizeof name, "backstep-mazur-%03d.png", number);
    in_folder(path, name);
    press("s");
    for (int waited = 0; waited < 5000; waited += 50) {
        unsigned width, height;

        if (spawn_png_size(path, &width, &height))
            break;
        screen_sleep_ms(50);
    }
    picture_read(&saved, path);
    export_keys(&expected, keys);
    same = saved.width == expected.width && saved.height == expected.height &&
           picture_shows(&saved, &expected);
    picture_finish(&saved);
    picture_finish(&expected);
    if (!same)
        fail_msg("%s is not what export makes after the keys '%s'", name, keys);
}

static void open_mazur(const char *variable)
{
    program = screen_run(&screen, folder, variable, LIST("mazur", "--granularity", "layer"));
    expect_keys("");
}

/* Steps of the first iteration at layer granularity. */
static int count_steps(void)
{
    char path[PATH_SIZE];
    size_t count;

    export(LIST("export", "mazur", "--controls", "--granularity", "layer", "--steps", "all", "--size", "640x360",
                "-o", "all"));
    in_folder(path, "all");
    count = spawn_count_files(path, NULL);
    assert_true(count > 6 && count < 30);
    return (int)count - 1;
}

static void test_a_whole_iteration_and_back(void **state)
{
    char keys[64];
    int steps = count_steps(), saved = 0, stride = thorough_stride(3);

    (void)state;
    open_mazur(NULL);
    for (int i = 1; i <= steps; i++) {
        press(i % 2 == 0 ? "space" : "Right");
        if (i % stride != steps % stride)
            continue;
        snprintf(keys, sizeof keys, "Right*%d", i);
        expect_keys(keys);
        expect_saved(++saved, keys);
    }
    for (int i = 1; i <= steps; i++) {
        press(i % 2 == 0 ? "Left" : "BackSpace");
        if (i % stride != steps % stride)
            continue;
        snprintf(keys, sizeof keys, "Right*%d Left*%d", steps, i);
        expect_keys(keys);
    }
    expect_saved(++saved, keys);
    quit();
}

static void test_a_picture_is_saved_at_once_while_things_move(void **state)
{
    (void)state;
    open_mazur(NULL);
    screen_do(&screen, LIST("key", "Right", "key", "Right"));
    expect_saved(1, "Right*2");
    quit();
}

static void test_characters_and_shortcuts(void **state)
{
    (void)state;
    open_mazur(NULL);
    press("t");
    expect_keys("T");
    press("ctrl+plus");
    expect_keys("T Ctrl++");
    press("ctrl+0");
    expect_keys("T");
    press("question");
    expect_keys("T ?");
    press("Escape");
    expect_keys("T");
    press("shift+Right");
    expect_keys("T Shift+Right");
    press("ctrl+Right");
    expect_keys("T Shift+Right Ctrl+Right");
    press("Home");
    expect_keys("T Shift+Right Ctrl+Right Home");
    press("q");
    assert_int_equal(screen_wait(program), 0);
    program = 0;
}

static void test_idle_costs_nothing(void **state)
{
    long before, after;

    (void)state;
    open_mazur(NULL);
    press("Right");
    expect_keys("Right");
    screen_sleep_ms(500);
    before = screen_ticks(program);
    screen_sleep_ms(2000);
    after = screen_ticks(program);
    if (before < 0) {
        print_message("this system does not tell processor times: not measured\n");
        skip();
    }
    assert_true(after > 0);
    assert_true(after - before <= 1); /* of 200 */
    quit();
}

/* How many steps at term granularity the saved picture is from the start; -1 if none of them. */
static int steps_of(const char *name)
{
    struct picture saved, candidate;
    char path[PATH_SIZE], number[32];
    int found = -1;

    in_folder(path, name);
    picture_read(&saved, path);
    for (int i = 0; i <= 60 && found < 0; i++) {
        snprintf(number, sizeof number, "term-%03d.png", i);
        in_folder(path, number);
        picture_read(&candidate, path);
        if (candidate.width == saved.width && picture_shows(&saved, &candidate))
            found = i;
        picture_finish(&candidate);
    }
    picture_finish(&saved);
    return found;
}

static void expect_file(const char *name)
{
    struct picture expected;
    char path[PATH_SIZE];

    in_folder(path, name);
    picture_read(&expected, path);
    assert_true(screen_shows(&screen, &expected));
    picture_finish(&expected);
}

static void test_a_held_key_repeats_and_stops(void **state)
{
    int first, second;

    (void)state;
    export(LIST("export", "mazur", "--controls", "--granularity", "term", "--steps", "0..60", "--size", SIZE,
                "-o", "term.png"));
    program = screen_run(&screen, folder, NULL, LIST("mazur", "--granularity", "term"));
    expect_file("term-000.png");
    screen_do(&screen, LIST("keydown", "Right"));
    screen_sleep_ms(1300); /* the server waits 660 ms, then repeats 25 times a second */
    screen_do(&screen, LIST("keyup", "Right"));
    press("s");
    screen_sleep_ms(1000);
    press("s");
    quit();
    first = steps_of("backstep-mazur-001.png");
    second = steps_of("backstep-mazur-002.png");
    assert_true(first >= 4);
    assert_int_equal(first, second);
}

/* Clicks what gives the command, and takes the pointer away again. */
static void click(enum command command, double argument)
{
    struct point at = place_of(command, argument, SCREEN_WIDTH, SCREEN_HEIGHT);
    char x[16], y[16];

    snprintf(x, sizeof x, "%d", (int)at.x);
    snprintf(y, sizeof y, "%d", (int)at.y);
    screen_do(&screen, LIST("mousemove", x, y, "click", "1", "mousemove", "1279", "719"));
}

static void test_clicks(void **state)
{
    (void)state;
    open_mazur(NULL);
    click(COMMAND_STEP_FORWARD, 0);
    expect_keys("Right");
    click(COMMAND_STEP_BACK, 0);
    expect_keys("Right Left");
    click(COMMAND_SEEK_PHASE, PHASE_BACKWARD);
    expect_keys("Right*4"); /* two layers forward, the loss, the first layer back */
    click(COMMAND_GRANULARITY, GRANULARITY_NEURON);
    expect_keys("Right*4 3");
    quit();
}

/* Ctrl+S, and what is then in the session's file; owned by the caller. */
static char *save_session(void)
{
    char path[PATH_SIZE], *text = NULL;

    in_folder(path, "mazur-session.json");
    remove(path);
    press("ctrl+s");
    for (int waited = 0; waited < 5000 && text == NULL; waited += 50) {
        screen_sleep_ms(50);
        text = spawn_read_file(path, NULL);
    }
    assert_non_null(text);
    return text;
}

/* The same change by the keyboard alone and by the mouse leads to the same state. */
static void test_a_weight_by_keyboard_and_by_mouse(void **state)
{
    const struct quantity w5 = quantity_of_weight(QUANTITY_VALUE, 2, 0, 0);
    struct point at = place_of(COMMAND_SELECT, quantity_pack(w5), SCREEN_WIDTH, SCREEN_HEIGHT);
    char x[16], y[16], up[16], half[16], *by_keyboard, *by_mouse;

    (void)state;
    open_mazur(NULL);
    for (int tabs = place_tabs_to(w5, SCREEN_WIDTH, SCREEN_HEIGHT); tabs > 0; tabs--) {
        press("Tab");
        screen_sleep_ms(60); /* the next one is found in the frame that was drawn */
    }
    screen_do(&screen, LIST("key", "Return", "0", "period", "5", "Return"));
    by_keyboard = save_session();
    quit();
    assert_non_null(strstr(by_keyboard, "{\"after\": 0, \"weight\": {\"layer\": 2, \"unit\": 1, "
                                        "\"from\": 1}, \"value\": 0.5}"));

    open_mazur(NULL);
    snprintf(x, sizeof x, "%d", (int)at.x);
    snprintf(y, sizeof y, "%d", (int)at.y);
    snprintf(half, sizeof half, "%d", (int)at.y - 40);
    snprintf(up, sizeof up, "%d", (int)at.y - 73); /* ten little steps of 7 pixels */
    screen_do(&screen, LIST("mousemove", x, y, "mousedown", "1", "mousemove", x, half));
    screen_do(&screen, LIST("mousemove", x, up, "mouseup", "1", "mousemove", "1279", "719"));
    by_mouse = save_session();
    quit();
    assert_string_equal(by_keyboard, by_mouse);
    free(by_keyboard);
    free(by_mouse);
}

/* Killed with a change that no file has: the next start asks, and Enter brings it back. */
static void test_killed(void **state)
{
    char *text;

    (void)state;
    open_mazur(NULL);
    screen_do(&screen, LIST("key", "Tab"));
    screen_sleep_ms(100);
    screen_do(&screen, LIST("key", "ctrl+Up"));
    screen_sleep_ms(2000);
    screen_kill(program);
    program = screen_run(&screen, folder, NULL, LIST("xor"));
    screen_sleep_ms(1500);
    press("Return");
    text = save_session();
    if (strstr(text, "\"value\": ") == NULL)
        fail_msg("the change was lost: %s", strstr(text, "\"session\""));
    free(text);
    quit();
}

/* What another program gets from the display's clipboard, once it is not `old`; owned by SDL. */
static char *pasted(const char *old)
{
    char *text = NULL;

    for (int waited = 0; waited < 5000; waited += 50) {
        SDL_free(text);
        text = SDL_GetClipboardText();
        if (text != NULL && text[0] != '\0' && strcmp(text, old) != 0)
            break;
        screen_sleep_ms(50);
    }
    return text;
}

static void test_copying(void **state)
{
    char *text, *latex, *table;

    (void)state;
    open_mazur(NULL);
    press("Right");
    expect_keys("Right");
    setenv("DISPLAY", screen.display, 1);
    assert_int_equal(SDL_VideoInit("x11"), 0);
    press("ctrl+c");
    text = pasted("");
    press("ctrl+shift+c");
    latex = pasted(text);
    press("ctrl+alt+c");
    table = pasted(latex);
    assert_non_null(strstr(text, "0.3775"));
    assert_non_null(strstr(latex, "\\begin{align"));
    assert_int_equal(strncmp(table, "parameter,", 10), 0);
    SDL_free(text);
    SDL_free(latex);
    SDL_free(table);
    SDL_VideoQuit();
    quit();
}

static void test_resize(void **state)
{
    (void)state;
    open_mazur(NULL);
    screen_do(&screen, LIST("search", "--name", "Backstep", "windowsize", "--sync", "1000", "700"));
    export(LIST("export", "mazur", "--controls", "--granularity", "layer", "--at", "0", "--size", "1000x700", "-o",
                "resized.png"));
    expect_file("resized.png");
    quit();
}

/* What the screen has lost is drawn again, also where the picture has not changed since. */
static void test_off_the_screen_and_back(void **state)
{
    (void)state;
    open_mazur(NULL);
    press("Right");
    expect_keys("Right");
    screen_do(&screen, LIST("search", "--name", "Backstep", "windowmove", "--sync", "700", "400"));
    screen_do(&screen, LIST("search", "--name", "Backstep", "windowmove", "--sync", "0", "0"));
    expect_keys("Right");
    press("Right");
    expect_keys("Right*2");
    screen_do(&screen, LIST("search", "--name", "Backstep", "windowunmap", "--sync", "windowmap", "--sync"));
    expect_keys("Right*2");
}

static void test_through_a_texture(void **state)
{
    (void)state;
    open_mazur("BACKSTEP_PRESENT=texture");
    click(COMMAND_STEP_FORWARD, 0);
    expect_keys("Right");
    press("Right");
    expect_keys("Right*2");
    quit();
}

/* Keys by their places (X's codes): T, 4, [, Shift+C and Q, with what each layout has there. */
static bool answers_to_places(const char *bracket, const char *q)
{
    char before[32], after[64];
    bool good;

    snprintf(before, sizeof before, "T 4 Right %s", bracket);
    snprintf(after, sizeof after, "%s Shift+C", before);
    open_mazur(NULL);
    screen_do(&screen, LIST("mousemove", "1279", "719")); /* over no row of the sheet */
    screen_do(&screen, LIST("key", "28", "key", "13", "key", "Right", "key", "34"));
    good = comes_to_show(before);
    press("shift+54");
    good = good && comes_to_show(after);
    if (!good) {
        screen_kill(program);
        program = 0;
        return false;
    }
    press("Escape");
    press(q);
    assert_int_equal(screen_wait(program), 0);
    program = 0;
    return true;
}

static void test_keyboards(void **state)
{
    static const struct {
        const char *layout, *bracket, *q;
    } keyboards[] = {
        {"us", "[", "24"}, {"ru", "[", "24"}, {"gr", "[", "24"}, {"il", "]", "24"}, {"ir", "[", "24"},
        {"th", "[", "24"}, {"fr", "[", "38"}, {"cz", "[", "24"}, {"de", "[", "24"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof keyboards / sizeof keyboards[0]; i += (size_t)thorough_stride(3)) {
        screen_layout(&screen, keyboards[i].layout);
        if (!answers_to_places(keyboards[i].bracket, keyboards[i].q))
            fail_msg("with the keyboard '%s' the window does not show what export does", keyboards[i].layout);
    }
}

/* A screen of 30 bits a pixel has no surface that SDL knows; one of 8 cannot be drawn into at all. */
static void test_other_depths(void **state)
{
    (void)state;
    start_again("1280x720x30", SCREEN_DPI);
    open_mazur(NULL);
    press("Right");
    expect_keys("Right");
    quit();
    start_again("1280x720x8", SCREEN_DPI);
    program = screen_run(&screen, folder, NULL, LIST("mazur"));
    assert_int_equal(screen_wait(program), 1); /* and says why */
    program = 0;
}

/* With twice as many dots an inch the window has twice as many pixels each way. */
static void test_dots_an_inch(void **state)
{
    (void)state;
    start_again("2700x1600x24", "192");
    program = screen_run(&screen, folder, NULL, LIST("mazur", "--granularity", "layer"));
    export(LIST("export", "mazur", "--controls", "--granularity", "layer", "--at", "0", "--size", "2560x1440", "-o",
                "first.png"));
    screen_do(&screen, LIST("search", "--sync", "--name", "Backstep", "windowmove", "--sync", "0", "0"));
    expect_file("first.png");
    quit();
}

/* A scenario that cannot be read does not end the program: a lesson can be chosen. */
static void test_a_broken_scenario(void **state)
{
    char path[PATH_SIZE];
    struct picture first, now;

    (void)state;
    in_folder(path, "broken.json");
    spawn_write_file(path, "{\"backstep\": 1,");
    program = screen_run(&screen, folder, NULL, LIST("broken.json", "--granularity", "layer"));
    export_keys(&first, "");
    for (int waited = 0; waited < 5000; waited += 50) { /* until there is anything */
        bool black = true;

        screen_look(&screen, &now);
        for (int i = 0; i < now.width * now.height && black; i++)
            black = now.pixels[i] == 0;
        if (!black)
            break;
        picture_finish(&now);
        screen_sleep_ms(50);
    }
    assert_non_null(now.pixels);
    assert_false(picture_shows(&now, &first));
    picture_finish(&now);
    picture_finish(&first);
    press("l"); /* there is no lesson to go back to: the list stays */
    press("q");
    assert_int_equal(screen_wait(program), 0);
    program = 0;
}

static void test_the_window_can_be_closed(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i += thorough_stride(5)) {
        open_mazur(NULL);
        quit();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_whole_iteration_and_back, begin, end),
        cmocka_unit_test_setup_teardown(test_a_picture_is_saved_at_once_while_things_move, begin, end),
        cmocka_unit_test_setup_teardown(test_characters_and_shortcuts, begin, end),
        cmocka_unit_test_setup_teardown(test_idle_costs_nothing, begin, end),
        cmocka_unit_test_setup_teardown(test_a_held_key_repeats_and_stops, begin, end),
        cmocka_unit_test_setup_teardown(test_clicks, begin, end),
        cmocka_unit_test_setup_teardown(test_a_weight_by_keyboard_and_by_mouse, begin, end),
        cmocka_unit_test_setup_teardown(test_killed, begin, end),
        cmocka_unit_test_setup_teardown(test_copying, begin, end),
        cmocka_unit_test_setup_teardown(test_resize, begin, end),
        cmocka_unit_test_setup_teardown(test_off_the_screen_and_back, begin, end),
        cmocka_unit_test_setup_teardown(test_through_a_texture, begin, end),
        cmocka_unit_test_setup_teardown(test_keyboards, begin, end),
        cmocka_unit_test_setup_teardown(test_other_depths, begin, end),
        cmocka_unit_test_setup_teardown(test_dots_an_inch, begin, end),
        cmocka_unit_test_setup_teardown(test_a_broken_scenario, begin, end),
        cmocka_unit_test_setup_teardown(test_the_window_can_be_closed, begin, end),
    };

    if (!screen_possible()) {
        print_message("Xvfb, xdotool or setxkbmap is missing: the window was not tested\n");
        return SKIPPED;
    }
    return cmocka_run_group_tests(tests, begin_all, end_all);
}
