#include "app/commands/commands.h"
#include "platform/input.h"

#include "base/text.h"

#include <SDL.h>

/* Keys that are not characters. On the keypad they are meant when Num Lock is off. */
static unsigned special_code(SDL_Keycode sym, bool num_lock)
{
    switch (sym) {
    case SDLK_SPACE: return KEY_SPACE;
    case SDLK_RIGHT: return KEY_RIGHT;
    case SDLK_LEFT: return KEY_LEFT;
    case SDLK_UP: return KEY_UP;
    case SDLK_DOWN: return KEY_DOWN;
    case SDLK_PAGEUP: return KEY_PAGE_UP;
    case SDLK_PAGEDOWN: return KEY_PAGE_DOWN;
    case SDLK_HOME: return KEY_HOME;
    case SDLK_END: return KEY_END;
    case SDLK_ESCAPE: return KEY_ESCAPE;
    case SDLK_RETURN: case SDLK_RETURN2: case SDLK_KP_ENTER: return KEY_ENTER;
    case SDLK_TAB: return KEY_TAB;
    case SDLK_BACKSPACE: return KEY_BACKSPACE;
    case SDLK_DELETE: return KEY_DELETE;
    default: break;
    }
    if (sym >= SDLK_F1 && sym <= SDLK_F12)
        return KEY_F1 + (unsigned)(sym - SDLK_F1);
    if (num_lock)
        return KEY_NONE;
    switch (sym) {
    case SDLK_KP_6: return KEY_RIGHT;
    case SDLK_KP_4: return KEY_LEFT;
    case SDLK_KP_8: return KEY_UP;
    case SDLK_KP_2: return KEY_DOWN;
    case SDLK_KP_9: return KEY_PAGE_UP;
    case SDLK_KP_3: return KEY_PAGE_DOWN;
    case SDLK_KP_7: return KEY_HOME;
    case SDLK_KP_1: return KEY_END;
    default: return KEY_NONE;
    }
}

static unsigned keypad_character(SDL_Keycode sym)
{
    switch (sym) {
    case SDLK_KP_PLUS: return '+';
    case SDLK_KP_MINUS: return '-';
    case SDLK_KP_MULTIPLY: return '*';
    case SDLK_KP_DIVIDE: return '/';
    case SDLK_KP_PERIOD: return '.';
    case SDLK_KP_0: return '0';
    default:
        if (sym >= SDLK_KP_1 && sym <= SDLK_KP_9)
            return '1' + (unsigned)(sym - SDLK_KP_1);
        return KEY_NONE;
    }
}

static bool is_letter(unsigned code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_digit(unsigned code)
{
    return code >= '0' && code <= '9';
}

static bool is_alt_gr(unsigned mod)
{
    return (mod & (KMOD_RALT | KMOD_MODE)) != 0;
}

/* AltGr types characters and is no modifier; Windows tells it as Ctrl + right Alt. */
static unsigned modifiers_of(unsigned mod)
{
    unsigned modifiers = 0;

    if (mod & KMOD_SHIFT)
        modifiers |= KEY_SHIFT;
    if ((mod & KMOD_CTRL) && !is_alt_gr(mod))
        modifiers |= KEY_CONTROL;
    if (mod & KMOD_LALT)
        modifiers |= KEY_ALT;
    return modifiers;
}

/* What the key at a place is on an American keyboard. */
static unsigned character_at(int place)
{
    if (place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z)
        return 'a' + (unsigned)(place - SDL_SCANCODE_A);
    if (place >= SDL_SCANCODE_1 && place <= SDL_SCANCODE_9)
        return '1' + (unsigned)(place - SDL_SCANCODE_1);
    switch (place) {
    case SDL_SCANCODE_0: return '0';
    case SDL_SCANCODE_MINUS: return '-';
    case SDL_SCANCODE_EQUALS: return '=';
    case SDL_SCANCODE_LEFTBRACKET: return '[';
    case SDL_SCANCODE_RIGHTBRACKET: return ']';
    case SDL_SCANCODE_COMMA: return ',';
    case SDL_SCANCODE_PERIOD: return '.';
    case SDL_SCANCODE_SLASH: return '/';
    default: return KEY_NONE;
    }
}

/* Whether the layout has a key for the character that needs no Shift. */
static bool layout_has(unsigned code)
{
    return code != KEY_NONE && SDL_GetScancodeFromKey((SDL_Keycode)code) != SDL_SCANCODE_UNKNOWN;
}

static bool is_bound(unsigned code, unsigned modifiers)
{
    double ignored;

    modifiers &= KEY_CONTROL | KEY_ALT;
    return command_for_key((struct key){code, modifiers}, &ignored) != COMMAND_NONE;
}

/* What a key types with Shift, or with AltGr. SDL tells that as text only, and text input is
 * off; so the signs that commands have are listed by the key's character without Shift. Layouts
 * that make different signs of the same key are told apart by what stands at another place. */
static unsigned typed_with(bool alt_gr, unsigned own)
{
    static const struct {
        bool alt_gr;
        SDL_Keycode own;
        SDL_Scancode place; /* UNKNOWN: in all layouts, else in those that have `there` at it */
        SDL_Keycode there;
        unsigned code;
    } signs[] = {
        {false, '=', SDL_SCANCODE_UNKNOWN, 0, '+'},
        {false, '/', SDL_SCANCODE_UNKNOWN, 0, '?'},
        {false, 0xdf, SDL_SCANCODE_UNKNOWN, 0, '?'}, /* German */
        {false, '0', SDL_SCANCODE_MINUS, 0xdf, '='},
        {false, '\'', SDL_SCANCODE_MINUS, '\'', '?'}, /* Italian, Portuguese, Spanish, Swiss */
        {false, '0', SDL_SCANCODE_MINUS, '\'', '='},
        {false, '+', SDL_SCANCODE_MINUS, '+', '?'}, /* Danish, Finnish, Norwegian, Swedish */
        {false, '0', SDL_SCANCODE_MINUS, '+', '='},
        {false, ',', SDL_SCANCODE_MINUS, ')', '?'}, /* French */
        {false, ';', SDL_SCANCODE_MINUS, ')', '.'},
        {false, ',', SDL_SCANCODE_MINUS, '=', '?'}, /* Czech, Slovak */
        {false, '7', SDL_SCANCODE_SLASH, '.', '?'}, /* Russian, Ukrainian */
        {true, '8', SDL_SCANCODE_UNKNOWN, 0, '['},
        {true, '9', SDL_SCANCODE_UNKNOWN, 0, ']'},
        {true, '(', SDL_SCANCODE_MINUS, ')', '['},
        {true, ')', SDL_SCANCODE_MINUS, ')', ']'},
        {true, 'f', SDL_SCANCODE_MINUS, '=', '['},
        {true, 'g', SDL_SCANCODE_MINUS, '=', ']'},
    };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].alt_gr == alt_gr && signs[i].own == (SDL_Keycode)own
            && (signs[i].place == SDL_SCANCODE_UNKNOWN
                || SDL_GetKeyFromScancode(signs[i].place) == signs[i].there))
            return signs[i].code;
    return KEY_NONE;
}

/* The digit or sign that is meant by a key which types no letter; NONE: none that is known. */
static unsigned sign_of(unsigned own, unsigned there, unsigned modifiers, bool alt_gr)
{
    bool shift = (modifiers & (KEY_CONTROL | KEY_ALT | KEY_SHIFT)) == KEY_SHIFT;
    unsigned code;

    if (alt_gr) {
        code = typed_with(true, own);
        return code != KEY_NONE || (there != '[' && there != ']') ? code : there;
    }
    /* Where the digits take Shift, and where they are not those of ASCII. */
    if (is_digit(there) && !layout_has(there) && (shift || !is_bound(own, modifiers)))
        return there;
    if (shift) {
        code = typed_with(false, own);
        return code != KEY_NONE || layout_has('q') ? code : typed_with(false, there);
    }
    if (is_digit(own) || is_bound(own, modifiers))
        return own;
    return layout_has(there) ? KEY_NONE : there;
}

/* The character that is meant by a key: by its letter, digit or sign where the layout has it,
 * else by its place. A Shift that took part in typing a digit or a sign is dropped. */
static unsigned character_of(SDL_Keycode sym, int place, unsigned mod, unsigned *modifiers)
{
    unsigned own = (unsigned)sym, there = character_at(place), code = keypad_character(sym);

    if (is_letter(own) && !is_alt_gr(mod))
        return own;
    if (is_letter(there) && !layout_has(there) && !is_alt_gr(mod))
        return there;
    if (code == KEY_NONE)
        code = sign_of(own, there, *modifiers, is_alt_gr(mod));
    if (code != KEY_NONE)
        *modifiers &= ~(unsigned)KEY_SHIFT;
    else if (own > ' ' && own < 0x110000)
        code = own; /* no command, but it is a key */
    return code;
}

/* Passes a key on, but of a held one only one repeat a frame. */
static void press(struct input *input, struct app *app, unsigned code, unsigned modifiers)
{
    if (input->key_repeats && input->repeat_done)
        return;
    input->repeat_done = input->repeat_done || input->key_repeats;
    app_key(app, (struct key){code, modifiers}, input->key_repeats);
}

/* A press that typed nothing is known by its key. */
static void pass_key(struct input *input, struct app *app)
{
    unsigned modifiers = modifiers_of(input->key_mod), code;

    if (!input->key_waits)
        return;
    input->key_waits = false;
    input->key_taken = true;
    code = character_of(input->key_sym, input->key_place, input->key_mod, &modifiers);
    if (code != KEY_NONE)
        press(input, app, code, modifiers);
}

static void key_down(struct input *input, struct app *app, const SDL_KeyboardEvent *event)
{
    unsigned mod = event->keysym.mod, modifiers = modifiers_of(mod);
    unsigned code = special_code(event->keysym.sym, (mod & KMOD_NUM) != 0);

    input->key_repeats = event->repeat != 0;
    input->key_sym = event->keysym.sym;
    input->key_place = (int)event->keysym.scancode;
    input->key_mod = mod;
    input->key_taken = true;
    /* With the system's own key held (Super, Command) the desktop is meant, not us. */
    if (mod & KMOD_GUI)
        return;
    if (code != KEY_NONE) {
        press(input, app, code, code == KEY_SPACE ? modifiers & ~(unsigned)KEY_SHIFT : modifiers);
        return;
    }
    input->key_waits = true;
    if ((modifiers & (KEY_CONTROL | KEY_ALT)) || !app_is_typing(app))
        pass_key(input, app);
    else
        input->key_taken = false;
}

/* Of what was typed, digits that are not those of ASCII, and letters of other scripts, are known by
 * their place. */
static void type_character(struct input *input, struct app *app, unsigned code)
{
    unsigned there = character_at(input->key_place), modifiers = 0;

    if (code >= 128 && there != KEY_NONE)
        code = there;
    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (is_letter(code) && (SDL_GetModState() & KMOD_SHIFT))
        modifiers = KEY_SHIFT;
    press(input, app, code, modifiers);
}

static void text_typed(struct input *input, struct app *app, const char *text)
{
    unsigned code;

    input->key_waits = false;
    if (input->key_taken)
        return;
    while ((code = text_next_utf8(&text)) != 0)
        if (code > ' ')
            type_character(input, app, code);
}

static void pass_move(struct input *input, struct app *app)
{
    if (input->moved)
        app_pointer_move(app, input->moved_to);
    input->moved = false;
}

static void window_event(struct input *input, struct app *app, struct window *window,
                         const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_LEAVE:
        pass_move(input, app);
        app_pointer_leave(app);
        break;
    case SDL_WINDOWEVENT_MINIMIZED:
    case SDL_WINDOWEVENT_HIDDEN:
        input->hidden = true;
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        if (event->event != SDL_WINDOWEVENT_SIZE_CHANGED)
            input->hidden = false;
        window_lose(window);
        app->shown.dirty = true;
        break;
    case SDL_WINDOWEVENT_CLOSE:
        app->requests.quit = true;
        break;
    default:
        break;
    }
}

static void drop_file(struct app *app, const char *path)
{
    struct error ignored; /* app_open shows it in the window */

    if (path != NULL)
        app_open(app, path, &ignored);
}

void input_begin_frame(struct input *input)
{
    input->repeat_done = false;
}

void input_event(struct input *input, struct app *app, struct window *window,
                 const SDL_Event *event)
{
    if (event->type != SDL_MOUSEMOTION)
        pass_move(input, app);
    if (event->type != SDL_TEXTINPUT)
        pass_key(input, app);
    switch (event->type) {
    case SDL_QUIT:
        app->requests.quit = true;
        break;
    case SDL_KEYDOWN:
        key_down(input, app, &event->key);
        break;
    case SDL_KEYUP:
        input->key_taken = false;
        break;
    case SDL_TEXTINPUT:
        text_typed(input, app, event->text.text);
        break;
    case SDL_MOUSEMOTION:
        input->moved = true;
        input->moved_to =
            window_to_pixels(window, (float)event->motion.x, (float)event->motion.y);
        break;
    case SDL_MOUSEBUTTONDOWN:
        if (event->button.button == SDL_BUTTON_LEFT)
            app_pointer_press(app, window_to_pixels(window, (float)event->button.x,
                                                    (float)event->button.y));
        break;
    case SDL_MOUSEBUTTONUP:
        if (event->button.button == SDL_BUTTON_LEFT)
            app_pointer_release(app, window_to_pixels(window, (float)event->button.x,
                                                      (float)event->button.y));
        break;
    case SDL_MOUSEWHEEL:
        /* Before 2.26 the event does not say where: the pointer's last place is meant. */
        app_pointer_wheel(app, input->moved_to, event->wheel.y);
        break;
    case SDL_WINDOWEVENT:
        window_event(input, app, window, &event->window);
        break;
    case SDL_DROPFILE:
        drop_file(app, event->drop.file);
        break;
    default:
        break;
    }
}

void input_end_frame(struct input *input, struct app *app)
{
    pass_key(input, app);
    pass_move(input, app);
}
