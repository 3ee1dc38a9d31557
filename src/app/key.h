/*
 * key: the names of keys, as in the help, the README and --keys.
 */
#ifndef BACKSTEP_APP_KEY_H
#define BACKSTEP_APP_KEY_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Keys that are not characters. A character's code is its lower-case Unicode
 * value; '+' and '?' are what was typed, whatever keys it took. */
enum key_code {
    KEY_NONE = 0,
    KEY_SPACE = ' ',
    KEY_SPECIAL = 0x110000,
    KEY_RIGHT, KEY_LEFT, KEY_UP, KEY_DOWN,
    KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME, KEY_END,
    KEY_ESCAPE, KEY_ENTER, KEY_TAB, KEY_BACKSPACE, KEY_DELETE,
    KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9, KEY_F10, KEY_F11,
    KEY_F12,
};

enum key_modifier { KEY_SHIFT = 1, KEY_CONTROL = 2, KEY_ALT = 4 };

struct key {
    unsigned code;      /* enum key_code or a character */
    unsigned modifiers; /* set of enum key_modifier; Shift is dropped for characters
                         * that are not letters (it took part in typing them) */
};

/* Reads one key such as "Right", "Shift+PageUp", "Ctrl++", "t". A capital letter is the same key
 * as the small one. Errors: unknown name, with the nearest known one. */
bool key_parse(const char *name, size_t length, struct key *key, struct error *err);

/* Walks a script "Right*7 T Ctrl+Right": calls `press` for every key press. Errors name the
 * word; nothing is pressed if any word is wrong. */
bool key_script(const char *script, void (*press)(void *context, struct key key), void *context,
                struct error *err);

#endif
