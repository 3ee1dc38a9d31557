/*
 * What events become. The application is replaced by one that writes down what
 * it is told, so that no display and no lesson are needed.
 */
#include "app/app.h"
#include "app/commands/commands.h"
#include "platform/input.h"

#include "base/text.h"

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
    bool typing; /* a number is typed: text input is on */
} heard;

/* The keyboard's layout: the character of each place, without Shift; zeroed: none is known. */
static SDL_Keycode layout[SDL_NUM_SCANCODES];

SDL_Keycode SDLCALL SDL_GetKeyFromScancode(SDL_Scancode place)
{
    return layout[place];
}

SDL_Scancode SDLCALL SDL_GetScancodeFromKey(SDL_Keycode key)
{
    for (int place = 1; place < SDL_NUM_SCANCODES; place++)
        if (layout[place] == key)
            return (SDL_Scancode)place;
    return SDL_SCANCODE_UNKNOWN;
}

bool app_is_typing(const struct app *app)
{
    (void)app;
    return heard.typing;
}

bool app_key(struct app *app, struct key key, bool repeat)
{
    (void)app;
    if (heard.key_count < HEARD_MAX) {
        heard.keys[heard.key_count] = key;
        heard.repeats[heard.key_count] = repeat;
    }
    heard.key_count++;
    return true;
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

/* The places of the keys that type, row by row, and what layouts have there without Shift. */
static const SDL_Scancode places[] = {
    SDL_SCANCODE_1, SDL_SCANCODE_2, SDL_SCANCODE_3, SDL_SCANCODE_4, SDL_SCANCODE_5, SDL_SCANCODE_6,
    SDL_SCANCODE_7, SDL_SCANCODE_8, SDL_SCANCODE_9, SDL_SCANCODE_0, SDL_SCANCODE_MINUS, SDL_SCANCODE_EQUALS,
    SDL_SCANCODE_Q, SDL_SCANCODE_W, SDL_SCANCODE_E, SDL_SCANCODE_R, SDL_SCANCODE_T, SDL_SCANCODE_Y,
    SDL_SCANCODE_U, SDL_SCANCODE_I, SDL_SCANCODE_O, SDL_SCANCODE_P, SDL_SCANCODE_LEFTBRACKET,
    SDL_SCANCODE_RIGHTBRACKET,
    SDL_SCANCODE_A, SDL_SCANCODE_S, SDL_SCANCODE_D, SDL_SCANCODE_F, SDL_SCANCODE_G, SDL_SCANCODE_H,
    SDL_SCANCODE_J, SDL_SCANCODE_K, SDL_SCANCODE_L, SDL_SCANCODE_SEMICOLON, SDL_SCANCODE_APOSTROPHE,
    SDL_SCANCODE_Z, SDL_SCANCODE_X, SDL_SCANCODE_C, SDL_SCANCODE_V, SDL_SCANCODE_B, SDL_SCANCODE_N,
    SDL_SCANCODE_M, SDL_SCANCODE_COMMA, SDL_SCANCODE_PERIOD, SDL_SCANCODE_SLASH,
};

enum { PLACES = sizeof places / sizeof places[0] };

static const char *const layouts[] = {
    "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",
    "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
    "+ěščřžýáíé=´qwertzuiopú)asdfghjklů§yxcvbnm,.-",
    "1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.",
    "1234567890-=;ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",
    "1234567890-=/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
    "۱۲۳۴۵۶۷۸۹۰-=ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو./",
    "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ",
    "1234567890+´qwertyuiopå¨asdfghjklöäzxcvbnm,.-",
    "1234567890[]',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz",
};

enum { AMERICAN, GERMAN, FRENCH, CZECH, RUSSIAN, GREEK, HEBREW, PERSIAN, THAI, SWEDISH, DVORAK, LAYOUTS };

static void set_layout(int which)
{
    const char *text = layouts[which];

    memset(layout, 0, sizeof layout);
    for (int i = 0; i < PLACES; i++)
        layout[places[i]] = (SDL_Keycode)text_next_utf8(&text);
    assert_int_equal(*text, '\0');
}

static int begin(void **state)
{
    (void)state;
    memset(&heard, 0, sizeof heard);
    memset(&app, 0, sizeof app);
    set_layout(AMERICAN);
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

/* A press with text input off: the key is all there is. */
static void press_place(SDL_Scancode place, int mod)
{
    press(layout[place], place, mod, NULL);
}

static void test_signs_of_layouts(void **state)
{
    static const struct {
        int layout;
        SDL_Scancode place;
        int mod;
        unsigned code;
    } signs[] = {
        {AMERICAN, SDL_SCANCODE_EQUALS, KMOD_LSHIFT, '+'}, {AMERICAN, SDL_SCANCODE_SLASH, KMOD_LSHIFT, '?'},
        {GERMAN, SDL_SCANCODE_RIGHTBRACKET, 0, '+'},       {GERMAN, SDL_SCANCODE_MINUS, KMOD_RSHIFT, '?'},
        {GERMAN, SDL_SCANCODE_SLASH, 0, '-'},              {GERMAN, SDL_SCANCODE_0, KMOD_LSHIFT, '='},
        {GERMAN, SDL_SCANCODE_8, KMOD_RALT, '['},          {GERMAN, SDL_SCANCODE_9, KMOD_MODE, ']'},
        {GERMAN, SDL_SCANCODE_8, KMOD_RALT | KMOD_LCTRL, '['}, /* AltGr as Windows tells it */
        {GERMAN, SDL_SCANCODE_LEFTBRACKET, 0, '['},        {FRENCH, SDL_SCANCODE_RIGHTBRACKET, 0, ']'},
        {FRENCH, SDL_SCANCODE_1, 0, '1'},                  {FRENCH, SDL_SCANCODE_1, KMOD_LSHIFT, '1'},
        {FRENCH, SDL_SCANCODE_6, 0, '-'},                  {FRENCH, SDL_SCANCODE_6, KMOD_LSHIFT, '6'},
        {FRENCH, SDL_SCANCODE_M, 0, ','},                  {FRENCH, SDL_SCANCODE_M, KMOD_LSHIFT, '?'},
        {FRENCH, SDL_SCANCODE_COMMA, KMOD_LSHIFT, '.'},    {FRENCH, SDL_SCANCODE_EQUALS, KMOD_LSHIFT, '+'},
        {FRENCH, SDL_SCANCODE_5, KMOD_RALT, '['},          {FRENCH, SDL_SCANCODE_MINUS, KMOD_RALT, ']'},
        {CZECH, SDL_SCANCODE_1, 0, '+'},                   {CZECH, SDL_SCANCODE_1, KMOD_LSHIFT, '1'},
        {CZECH, SDL_SCANCODE_2, 0, '2'},                   {CZECH, SDL_SCANCODE_COMMA, KMOD_LSHIFT, '?'},
        {CZECH, SDL_SCANCODE_F, KMOD_RALT, '['},           {CZECH, SDL_SCANCODE_RIGHTBRACKET, 0, ']'},
        {RUSSIAN, SDL_SCANCODE_SLASH, 0, '.'},             {RUSSIAN, SDL_SCANCODE_COMMA, 0, ','},
        {RUSSIAN, SDL_SCANCODE_7, KMOD_LSHIFT, '?'},       {RUSSIAN, SDL_SCANCODE_RIGHTBRACKET, 0, ']'},
        {RUSSIAN, SDL_SCANCODE_EQUALS, KMOD_LSHIFT, '+'},  {HEBREW, SDL_SCANCODE_SLASH, KMOD_LSHIFT, '?'},
        {HEBREW, SDL_SCANCODE_LEFTBRACKET, 0, ']'},        {HEBREW, SDL_SCANCODE_APOSTROPHE, 0, ','},
        {PERSIAN, SDL_SCANCODE_4, 0, '4'},                 {PERSIAN, SDL_SCANCODE_LEFTBRACKET, 0, '['},
        {THAI, SDL_SCANCODE_1, 0, '1'},                    {THAI, SDL_SCANCODE_3, KMOD_LSHIFT, '3'},
        {THAI, SDL_SCANCODE_3, 0, '-'},                    {THAI, SDL_SCANCODE_EQUALS, KMOD_LSHIFT, '+'},
        {SWEDISH, SDL_SCANCODE_MINUS, KMOD_LSHIFT, '?'},   {SWEDISH, SDL_SCANCODE_9, KMOD_RALT, ']'},
        {DVORAK, SDL_SCANCODE_LEFTBRACKET, KMOD_LSHIFT, '?'}, {DVORAK, SDL_SCANCODE_APOSTROPHE, 0, '-'},
    };

    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        set_layout(signs[i].layout);
        press_place(signs[i].place, signs[i].mod);
        expect_key(signs[i].code, 0);
    }
}

/* Whether some key of the layout, with these modifiers, gives this one. */
static bool layout_gives(struct key wanted, int mod)
{
    for (int i = 0; i < PLACES; i++) {
        memset(&heard, 0, sizeof heard);
        press_place(places[i], mod);
        /* Ctrl and the key of '=' and '+' is one command, with Shift and without. */
        if (heard.key_count == 1 && heard.keys[0].modifiers == wanted.modifiers
            && (heard.keys[0].code == wanted.code
                || (heard.keys[0].code == '=' && wanted.code == '+' && wanted.modifiers == KEY_CONTROL)))
            return true;
    }
    return false;
}

/* Every key of the help that is a character can be pressed on every layout. */
static void test_every_command_on_every_layout(void **state)
{
    struct command_help help;
    char keys[64];
    int pressed = 0;

    (void)state;
    for (int which = 0; which < LAYOUTS; which++)
        for (size_t line = 0; set_layout(which), command_help(line, &help, keys, sizeof keys); line++)
            for (char *word = strtok(keys, ", "); word != NULL; word = strtok(NULL, ", ")) {
                struct key key;
                int mod = 0;

                if (!key_parse(word, strlen(word), &key, NULL) || key.code >= KEY_SPECIAL || key.code == ' ')
                    continue;
                mod |= key.modifiers & KEY_SHIFT ? KMOD_LSHIFT : 0;
                mod |= key.modifiers & KEY_CONTROL ? KMOD_LCTRL : 0;
                mod |= key.modifiers & KEY_ALT ? KMOD_LALT : 0;
                if (!layout_gives(key, mod) && !layout_gives(key, mod | KMOD_LSHIFT)
                    && !layout_gives(key, mod | KMOD_RALT))
                    fail_msg("'%s' cannot be pressed on layout %d", word, which);
                pressed++;
            }
    assert_true(pressed > 30 * LAYOUTS);
}

/* Text input is on while something is typed: a character is what the layout says it is. */
static void test_typed(void **state)
{
    (void)state;
    heard.typing = true;
    press('&', SDL_SCANCODE_1, KMOD_LSHIFT, "1");
    expect_key('1', 0);
    press('.', SDL_SCANCODE_PERIOD, KMOD_NONE, ".");
    expect_key('.', 0);
    press(0x6f3, SDL_SCANCODE_3, KMOD_NONE, "\xdb\xb3"); /* a Persian three */
    expect_key('3', 0);
    press('3', SDL_SCANCODE_3, KMOD_NONE, NULL); /* pressed before text input was on */
    expect_key('3', 0);
    press(SDLK_BACKSPACE, SDL_SCANCODE_BACKSPACE, KMOD_NONE, NULL);
    expect_key(KEY_BACKSPACE, 0);
    type_text("7"); /* an input method types without a key */
    expect_key('7', 0);
    /* Its text is not there when the frame ends: the key is taken, and the text is not, too. */
    key_event(SDL_KEYDOWN, '5', SDL_SCANCODE_5, KMOD_NONE, false);
    assert_int_equal(heard.key_count, 0);
    input_end_frame(&input, &app);
    type_text("5");
    expect_key('5', 0);
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
    expect_key('=', KEY_CONTROL);
    press('=', SDL_SCANCODE_EQUALS, KMOD_LCTRL, "=");
    expect_key('=', KEY_CONTROL);
    press('-', SDL_SCANCODE_MINUS, KMOD_LCTRL, "-");
    expect_key('-', KEY_CONTROL);
    set_layout(FRENCH);
    press_place(SDL_SCANCODE_0, KMOD_LCTRL); /* a grave */
    expect_key('0', KEY_CONTROL);
    set_layout(RUSSIAN);
    press_place(SDL_SCANCODE_Z, KMOD_LCTRL | KMOD_LSHIFT);
    expect_key('z', KEY_CONTROL | KEY_SHIFT);
    press_place(SDL_SCANCODE_EQUALS, KMOD_LCTRL | KMOD_LSHIFT);
    expect_key('=', KEY_CONTROL);
    set_layout(AMERICAN);
    press('f', SDL_SCANCODE_F, KMOD_LALT, "f");
    expect_key('f', KEY_ALT);
    press('q', SDL_SCANCODE_Q, KMOD_LGUI, "q"); /* the desktop's */
    assert_int_equal(heard.key_count, 0);
    press('q', SDL_SCANCODE_Q, KMOD_NONE, "q"); /* and the next one is ours again */
    expect_key('q', 0);
}

static void test_letters_by_place_without_latin(void **state)
{
    static const int others[] = {RUSSIAN, GREEK, HEBREW, PERSIAN, THAI};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        for (SDL_Scancode place = SDL_SCANCODE_A; place <= SDL_SCANCODE_Z; place++) {
            set_layout(others[i]);
            press_place(place, KMOD_NONE);
            expect_key('a' + (unsigned)(place - SDL_SCANCODE_A), 0);
            press_place(place, KMOD_LSHIFT);
            expect_key('a' + (unsigned)(place - SDL_SCANCODE_A), KEY_SHIFT);
        }
    set_layout(FRENCH);
    press_place(SDL_SCANCODE_A, KMOD_NONE);
    expect_key('q', 0);
    press_place(SDL_SCANCODE_Q, KMOD_LSHIFT);
    expect_key('a', KEY_SHIFT);
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
    assert_true(app.shown.dirty);
    assert_int_equal(heard.lost, 1);
    app.shown.dirty = false;
    window_changed(SDL_WINDOWEVENT_SIZE_CHANGED);
    assert_true(app.shown.dirty);
    window_changed(SDL_WINDOWEVENT_MINIMIZED);
    assert_true(input.hidden);
    app.shown.dirty = false;
    assert_int_equal(heard.lost, 2);
    window_changed(SDL_WINDOWEVENT_RESTORED);
    assert_int_equal(heard.lost, 3);
    assert_false(input.hidden);
    assert_true(app.shown.dirty);
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
        cmocka_unit_test_setup(test_signs_of_layouts, begin),
        cmocka_unit_test_setup(test_every_command_on_every_layout, begin),
        cmocka_unit_test_setup(test_typed, begin),
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
