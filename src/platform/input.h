/*
 * input: what the user's devices say, told to the application.
 *
 * Every SDL event goes through input_event, which turns it into app_key,
 * app_pointer_* or app_open, or into one of the flags below.
 *
 * One key press gives at most one app_key. A key is known by its letter, digit or
 * sign where the keyboard's layout has it, else by its place: on Cyrillic or Hebrew
 * layouts by the letter that an American keyboard has there, on French and
 * Czech ones, where digits take Shift, by the digit. Only while something is typed
 * (app_is_typing), and text input is on, characters come from the text that a press
 * typed; at all other times an input method gets nothing to eat.
 *
 * Held keys do not queue up: between two calls of input_begin_frame only one
 * repeat is passed on, and of a row of pointer moves only the last.
 */
#ifndef BACKSTEP_PLATFORM_INPUT_H
#define BACKSTEP_PLATFORM_INPUT_H

#include "app/app.h"
#include "platform/window.h"

#include <stdbool.h>

union SDL_Event;

/* A zeroed struct is ready for use. */
struct input {
    bool key_taken;      /* the last key press was acted on: its text is not */
    bool key_waits;      /* for its text; if none comes it is known by its key */
    bool key_repeats;    /* it was a repeat of a held key */
    int key_sym, key_place; /* SDL's keycode and scancode of it */
    unsigned key_mod;    /* SDL's modifiers */
    bool repeat_done;    /* a repeat was passed on in this frame */
    bool moved;          /* a pointer move waits to be passed on */
    struct point moved_to;
    bool hidden;         /* the window is minimised or hidden: no frame is needed */
};

/* To be called before the events of each frame. */
void input_begin_frame(struct input *input);

/* Passes one event on. The window tells points from pixels, and hears when the screen has lost it.
 */
void input_event(struct input *input, struct app *app, struct window *window,
                 const union SDL_Event *event);

/* To be called after the events of each frame: passes on what waited. */
void input_end_frame(struct input *input, struct app *app);

#endif
