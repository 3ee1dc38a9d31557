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

/* The character of a key pressed with Ctrl or Alt, which types no text. Where
 * '+' shares a key with '=' it is meant with and without Shift, as in browsers.
 * Where the digits take Shift, the key above the letters is meant. */
static unsigned shortcut_character(const SDL_Keysym *keysym)
{
    unsigned code = keypad_character(keysym->sym);

    if (code != KEY_NONE)
        return code;
    if (keysym->sym == '=')
        return '+';
    if (keysym->sym > ' ' && keysym->sym < 127)
        return (unsigned)keysym->sym;
    if (keysym->scancode >= SDL_SCANCODE_1 && keysym->scancode <= SDL_SCANCODE_9)
        return '1' + (unsigned)(keysym->scancode - SDL_SCANCODE_1);
    if (keysym->scancode == SDL_SCANCODE_0)
        return '0';
    if (keysym->scancode >= SDL_SCANCODE_A && keysym->scancode <= SDL_SCANCODE_Z)
        return 'a' + (unsigned)(keysym->scancode - SDL_SCANCODE_A);
    return KEY_NONE;
}

static bool is_letter(unsigned code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* AltGr types characters and is no modifier; Windows tells it as Ctrl + right Alt. */
static unsigned modifiers_of(unsigned mod)
{
    unsigned modifiers = 0;
    bool alt_gr = (mod & (KMOD_RALT | KMOD_MODE)) != 0;

    if (mod & KMOD_SHIFT)
        modifiers |= KEY_SHIFT;
    if ((mod & KMOD_CTRL) && !alt_gr)
        modifiers |= KEY_CONTROL;
    if (mod & KMOD_LALT)
        modifiers |= KEY_ALT;
    return modifiers;
}

/* Passes a key on, but of a held one only one repeat a frame. */
static bool press(struct input *input, struct app *app, unsigned code, unsigned modifiers)
{
    if (input->key_repeats) {
        if (input->repeat_done)
            return true;
        input->repeat_done = true;
    }
    return app_key(app, (struct key){code, modifiers}, input->key_repeats);
}

static void key_down(struct input *input, struct app *app, const SDL_KeyboardEvent *event)
{
    unsigned modifiers = modifiers_of(event->keysym.mod);
    unsigned code = special_code(event->keysym.sym, (event->keysym.mod & KMOD_NUM) != 0);

    input->key_repeats = event->repeat != 0;
    input->key_place = (int)event->keysym.scancode;
    if (code == KEY_NONE && (modifiers & (KEY_CONTROL | KEY_ALT))) {
        code = shortcut_character(&event->keysym);
        if (!is_letter(code))
            modifiers &= ~(unsigned)KEY_SHIFT;
    }
    if (code == KEY_SPACE)
        modifiers &= ~(unsigned)KEY_SHIFT;
    /* With the system's own key held (Super, Command) the desktop is meant, not us. */
    input->key_taken = code != KEY_NONE || (modifiers & (KEY_CONTROL | KEY_ALT)) ||
                       (event->keysym.mod & KMOD_GUI);
    if (code != KEY_NONE && !(event->keysym.mod & KMOD_GUI))
        press(input, app, code, modifiers);
}

static void type_character(struct input *input, struct app *app, unsigned code)
{
    unsigned modifiers = 0;
    bool repeat_done = input->repeat_done;

    if (code >= 'A' && code <= 'Z')
        code += 'a' - 'A';
    if (is_letter(code) && (SDL_GetModState() & KMOD_SHIFT))
        modifiers = KEY_SHIFT;
    if (press(input, app, code, modifiers) || code < 128)
        return;
    if (input->key_place >= SDL_SCANCODE_A && input->key_place <= SDL_SCANCODE_Z) {
        input->repeat_done = repeat_done;
        press(input, app, 'a' + (unsigned)(input->key_place - SDL_SCANCODE_A), 0);
    }
}

static void text_typed(struct input *input, struct app *app, const char *text)
{
    unsigned code;

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
        app->dirty = true;
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
    switch (event->type) {
    case SDL_QUIT:
        app->requests.quit = true;
        break;
    case SDL_KEYDOWN:
        key_down(input, app, &event->key);
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
    pass_move(input, app);
}
