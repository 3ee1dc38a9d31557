/*
 * What events become. The application is replaced by one that writes down what
 * it is told, so that no display and no lesson are needed.
 */
#include "platform/input.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { HEARD_MAX = 16 };

/* What the application was told since the test began. */
static struct {
    struct key keys[HEARD_MAX];
    bool repeats[HEARD_MAX];
    int key_count;
    int moves, presses, releases, leaves, ticks, lost;
    struct point at;
    char opened[256];
    unsigned deaf_to; /* app_key knows no key with this code or above */
} heard;

bool app_key(struct app *app, struct key key, bool repeat)
{
    (void)app;
    if (heard.key_count < HEARD_MAX) {
        heard.keys[heard.key_count] = key;
        heard.repeats[heard.key_count] = repeat;
    }
    heard.key_count++;
    return heard.deaf_to == 0 || key.code < heard.deaf_to;
}

void app_pointer_move(struct app *app, struct point at)
{
    (void)app;
    heard.moves++;
    heard.at = at;
}

void app_pointer_press(struct app *app, struct point at)
{
    (void)app;
    heard.presses++;
    heard.at = at;
}

void app_pointer_release(struct app *app, struct point at)
{
    (void)app;
    heard.releases++;
    heard.at = at;
}

void app_pointer_wheel(struct app *app, struct point at, int ticks)
{
    (void)app;
    heard.at = at;
    heard.ticks += ticks;
}

void app_pointer_leave(struct app *app)
{
    (void)app;
    heard.leaves++;
}

bool app_open(struct app *app, const char *path, struct error *err)
{
    (void)app;
    snprintf(heard.opened, sizeof heard.opened, "%s", path);
    return error_set(err, "not a lesson");
}

/* A window with two pixels a point. */
struct point window_to_pixels(const struct window *window, float x, float y)
{
    (void)window;
    return (struct point){2 * x, 2 * y};
}

void window_lose(struct window *window)
{
    (void)window;
    heard.lost++;
}

static struct app app;
static struct input input;

static int begin(void **state)
{
    (void)state;
    memset(&heard, 0, sizeof heard);
    memset(&app, 0, sizeof app);
    input = (struct input){0};
    SDL_SetModState(KMOD_NONE);
    input_begin_frame(&input);
    return 0;
}

static void send(const SDL_Event *event)
{
    input_event(&input, &app, NULL, event);
}

static void key_event(Uint32 type, SDL_Keycode sym, SDL_Scancode scancode, int mod, bool repeat)
{
    SDL_Event event = {0};

    event.type = type;
    event.key.keysym.sym = sym;
    event.key.keysym.scancode = scancode;
    event.key.keysym.mod = (Uint16)mod;
    event.key.repeat = repeat;
    SDL_SetModState((SDL_Keymod)mod);
    send(&event);
}

static void type_text(const char *text)
{
    SDL_Event event = {0};

    event.type = SDL_TEXTINPUT;
    snprintf(event.text.text, sizeof event.text.text, "%s", text);
    send(&event);
}

/* A press as SDL tells it: the key, then what it typed (NULL: nothing), then the key going up. */
static void press(SDL_Keycode sym, SDL_Scancode scancode, int mod, const char *text)
{
    key_event(SDL_KEYDOWN, sym, scancode, mod, false);
    if (text != NULL)
        type_text(text);
    key_event(SDL_KEYUP, sym, scancode, mod, false);
}

static void expect_key(unsigned code, unsigned modifiers)
{
    assert_int_equal(heard.key_count, 1);
    assert_int_equal(heard.keys[0].code, code);
    assert_int_equal(heard.keys[0].modifiers, modifiers);
    assert_false(heard.repeats[0]);
    heard.key_count = 0;
}

static void test_special_keys(void **state)
{
    static const struct {
        SDL_Keycode sym;
        unsigned code;
    } pairs[] = {
        {SDLK_RIGHT, KEY_RIGHT},   {SDLK_LEFT, KEY_LEFT},       {SDLK_UP, KEY_UP},
        {SDLK_DOWN, KEY_DOWN},     {SDLK_PAGEUP, KEY_PAGE_UP},  {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
        {SDLK_HOME, KEY_HOME},     {SDLK_END, KEY_END},         {SDLK_ESCAPE, KEY_ESCAPE},
        {SDLK_RETURN, KEY_ENTER},  {SDLK_KP_ENTER, KEY_ENTER},  {SDLK_TAB, KEY_TAB},
        {SDLK_F1, KEY_F1},         {SDLK_F12, KEY_F12},         {SDLK_BACKSPACE, KEY_BACKSPACE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        press(pairs[i].sym, SDL_SCANCODE_UNKNOWN, KMOD_NONE, NULL);
        expect_key(pairs[i].code, 0);
        press(pairs[i].sym, SDL_SCANCODE_UNKNOWN, KMOD_LSHIFT, NULL);
        expect_key(pairs[i].code, KEY_SHIFT);
        press(pairs[i].sym, SDL_SCANCODE_UNKNOWN, KMOD_RCTRL, NULL);
        expect_key(pairs[i].code, KEY_CONTROL);
    }
}

static void test_space_counts_once(void **state)
{
    (void)state;
    press(SDLK_SPACE, SDL_SCANCODE_SPACE, KMOD_NONE, " ");
    expect_key(KEY_SPACE, 0);
    press(SDLK_SPACE, SDL_SCANCODE_SPACE, KMOD_LSHIFT, " ");
    expect_key(KEY_SPACE, 0);
}

static void test_characters_are_what_was_typed(void **state)
{
    (void)state;
    press('=', SDL_SCANCODE_EQUALS, KMOD_LSHIFT, "+"); /* US: Shift and the key of '=' */
    expect_key('+', 0);
    press('+', SDL_SCANCODE_RIGHTBRACKET, KMOD_NONE, "+"); /* German: a key of its own */
    expect_key('+', 0);
    press('/', SDL_SCANCODE_SLASH, KMOD_LSHIFT, "?"); /* US */
    expect_key('?', 0);
    press(0xdf, SDL_SCANCODE_MINUS, KMOD_RSHIFT, "?"); /* German: Shift and sharp s */
    expect_key('?', 0);
    press('8', SDL_SCANCODE_8, KMOD_RALT, "["); /* German: AltGr */
    expect_key('[', 0);
    press('8', SDL_SCANCODE_8, KMOD_RALT | KMOD_LCTRL, "["); /* AltGr as Windows tells it */
    expect_key('[', 0);
    press('8', SDL_SCANCODE_8, KMOD_MODE, "["); /* AltGr as X11 may tell it */
    expect_key('[', 0);
    press('&', SDL_SCANCODE_1, KMOD_LSHIFT, "1"); /* French: digits take Shift */
    expect_key('1', 0);
}

static void test_letters(void **state)
{
    (void)state;
    press('t', SDL_SCANCODE_T, KMOD_NONE, "t");
    expect_key('t', 0);
    press('t', SDL_SCANCODE_T, KMOD_LSHIFT, "T");
    expect_key('t', KEY_SHIFT);
    press('t', SDL_SCANCODE_T, KMOD_CAPS, "T");
    expect_key('t', 0);
}

static void test_keypad(void **state)
{
    (void)state;
    press(SDLK_KP_PLUS, SDL_SCANCODE_KP_PLUS, KMOD_NUM, "+");
    expect_key('+', 0);
    press(SDLK_KP_MINUS, SDL_SCANCODE_KP_MINUS, KMOD_NONE, "-");
    expect_key('-', 0);
    press(SDLK_KP_6, SDL_SCANCODE_KP_6, KMOD_NUM, "6");
    expect_key('6', 0);
    press(SDLK_KP_6, SDL_SCANCODE_KP_6, KMOD_NONE, NULL);
    expect_key(KEY_RIGHT, 0);
    press(SDLK_KP_PLUS, SDL_SCANCODE_KP_PLUS, KMOD_LCTRL | KMOD_NUM, "+");
    expect_key('+', KEY_CONTROL);
    press(SDLK_KP_0, SDL_SCANCODE_KP_0, KMOD_LCTRL | KMOD_NUM, NULL);
    expect_key('0', KEY_CONTROL);
}

static void test_shortcuts_do_not_type(void **state)
{
    (void)state;
    press('=', SDL_SCANCODE_EQUALS, KMOD_LCTRL | KMOD_LSHIFT, "+"); /* X11 types it all the same */
    expect_key('+', KEY_CONTROL);
    press('=', SDL_SCANCODE_EQUALS, KMOD_LCTRL, "=");
    expect_key('+', KEY_CONTROL);
    press('-', SDL_SCANCODE_MINUS, KMOD_LCTRL, "-");
    expect_key('-', KEY_CONTROL);
    press(0xe0, SDL_SCANCODE_0, KMOD_LCTRL, NULL); /* French: a grave above the letters */
    expect_key('0', KEY_CONTROL);
    press('f', SDL_SCANCODE_F, KMOD_LALT, "f");
    expect_key('f', KEY_ALT);
    press('q', SDL_SCANCODE_Q, KMOD_LGUI, "q"); /* the desktop's */
    assert_int_equal(heard.key_count, 0);
    press('q', SDL_SCANCODE_Q, KMOD_NONE, "q"); /* and the next one is ours again */
    expect_key('q', 0);
}

static void test_letters_by_place_without_latin(void **state)
{
    (void)state;
    heard.deaf_to = 128;
    press(0x437, SDL_SCANCODE_P, KMOD_NONE, "\xd0\xb7"); /* Russian, the key of P */
    assert_int_equal(heard.key_count, 2);
    assert_int_equal(heard.keys[0].code, 0x437);
    assert_int_equal(heard.keys[1].code, 'p');
}

static void test_a_held_key_repeats_once_a_frame(void **state)
{
    (void)state;
    key_event(SDL_KEYDOWN, SDLK_RIGHT, SDL_SCANCODE_RIGHT, KMOD_NONE, false);
    for (int i = 0; i < 5; i++)
        key_event(SDL_KEYDOWN, SDLK_RIGHT, SDL_SCANCODE_RIGHT, KMOD_NONE, true);
    assert_int_equal(heard.key_count, 2);
    assert_false(heard.repeats[0]);
    assert_true(heard.repeats[1]);
    input_end_frame(&input, &app);
    input_begin_frame(&input);
    key_event(SDL_KEYDOWN, SDLK_RIGHT, SDL_SCANCODE_RIGHT, KMOD_NONE, true);
    assert_int_equal(heard.key_count, 3);
    /* Characters repeat too, and are flagged by the key that types them. */
    input_begin_frame(&input);
    key_event(SDL_KEYDOWN, '+', SDL_SCANCODE_EQUALS, KMOD_NONE, true);
    type_text("+");
    assert_int_equal(heard.key_count, 4);
    assert_true(heard.repeats[3]);
}

static void test_presses_are_never_dropped(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        press(SDLK_RIGHT, SDL_SCANCODE_RIGHT, KMOD_NONE, NULL);
    assert_int_equal(heard.key_count, 5);
}

static void motion(int x, int y)
{
    SDL_Event event = {0};

    event.type = SDL_MOUSEMOTION;
    event.motion.x = x;
    event.motion.y = y;
    send(&event);
}

static void button(Uint32 type, Uint8 which, int x, int y)
{
    SDL_Event event = {0};

    event.type = type;
    event.button.button = which;
    event.button.x = x;
    event.button.y = y;
    send(&event);
}

static void test_pointer(void **state)
{
    (void)state;
    motion(1, 2);
    motion(3, 4);
    motion(5, 6);
    assert_int_equal(heard.moves, 0);
    input_end_frame(&input, &app);
    assert_int_equal(heard.moves, 1);
    assert_float_equal(heard.at.x, 10, 0);
    assert_float_equal(heard.at.y, 12, 0);
    motion(7, 8);
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 9, 10);
    assert_int_equal(heard.moves, 2); /* the move before the press comes before it */
    assert_int_equal(heard.presses, 1);
    assert_float_equal(heard.at.x, 18, 0);
    button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 9, 10);
    assert_int_equal(heard.releases, 1);
    button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 9, 10);
    button(SDL_MOUSEBUTTONUP, SDL_BUTTON_RIGHT, 9, 10);
    assert_int_equal(heard.presses, 1);
    assert_int_equal(heard.releases, 1);
    assert_int_equal(heard.key_count, 0);
}

static void test_wheel(void **state)
{
    SDL_Event event = {0};

    (void)state;
    event.type = SDL_MOUSEWHEEL;
    event.wheel.y = 2;
    send(&event);
    event.wheel.y = -3;
    send(&event);
    assert_int_equal(heard.ticks, -1);
}

static void window_changed(Uint8 what)
{
    SDL_Event event = {0};

    event.type = SDL_WINDOWEVENT;
    event.window.event = what;
    send(&event);
}

static void test_window(void **state)
{
    (void)state;
    window_changed(SDL_WINDOWEVENT_EXPOSED);
    assert_true(app.dirty);
    assert_int_equal(heard.lost, 1);
    app.dirty = false;
    window_changed(SDL_WINDOWEVENT_SIZE_CHANGED);
    assert_true(app.dirty);
    window_changed(SDL_WINDOWEVENT_MINIMIZED);
    assert_true(input.hidden);
    app.dirty = false;
    assert_int_equal(heard.lost, 2);
    window_changed(SDL_WINDOWEVENT_RESTORED);
    assert_int_equal(heard.lost, 3);
    assert_false(input.hidden);
    assert_true(app.dirty);
    window_changed(SDL_WINDOWEVENT_LEAVE);
    assert_int_equal(heard.leaves, 1);
    assert_false(app.requests.quit);
    window_changed(SDL_WINDOWEVENT_CLOSE);
    assert_true(app.requests.quit);
}

static void test_quit_and_drop(void **state)
{
    char path[] = "/home/someone/lesson.json";
    SDL_Event event = {0};

    (void)state;
    event.type = SDL_DROPFILE;
    event.drop.file = path;
    send(&event);
    assert_string_equal(heard.opened, path);
    assert_false(app.requests.quit);
    event = (SDL_Event){0};
    event.type = SDL_QUIT;
    send(&event);
    assert_true(app.requests.quit);
    assert_int_equal(heard.key_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_special_keys, begin),
        cmocka_unit_test_setup(test_space_counts_once, begin),
        cmocka_unit_test_setup(test_characters_are_what_was_typed, begin),
        cmocka_unit_test_setup(test_letters, begin),
        cmocka_unit_test_setup(test_keypad, begin),
        cmocka_unit_test_setup(test_shortcuts_do_not_type, begin),
        cmocka_unit_test_setup(test_letters_by_place_without_latin, begin),
        cmocka_unit_test_setup(test_a_held_key_repeats_once_a_frame, begin),
        cmocka_unit_test_setup(test_presses_are_never_dropped, begin),
        cmocka_unit_test_setup(test_pointer, begin),
        cmocka_unit_test_setup(test_wheel, begin),
        cmocka_unit_test_setup(test_window, begin),
        cmocka_unit_test_setup(test_quit_and_drop, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
