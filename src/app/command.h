/*
 * command: everything a user can ask for, in one table.
 *
 * Keys, clicks, a presenter's clicker and --keys all become one of these; the
 * help overlay, the README's key list and the manual are printed from the same
 * table.
 */
#ifndef BACKSTEP_APP_COMMAND_H
#define BACKSTEP_APP_COMMAND_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum command {
    COMMAND_NONE,
    COMMAND_STEP_FORWARD,
    COMMAND_STEP_BACK,
    COMMAND_PHASE_FORWARD,
    COMMAND_PHASE_BACK,
    COMMAND_ITERATION_FORWARD,
    COMMAND_ITERATION_BACK,
    COMMAND_START,           /* of the run */
    COMMAND_END,             /* of this iteration */
    COMMAND_PLAY,            /* play or pause */
    COMMAND_FASTER,
    COMMAND_SLOWER,
    COMMAND_COARSER,
    COMMAND_FINER,
    COMMAND_GRANULARITY,     /* argument: enum granularity */
    COMMAND_THEME,
    COMMAND_BRACKETS,        /* show or hide the loose uses of the words */
    COMMAND_ANIMATION,       /* on or off */
    COMMAND_MORE_DIGITS,
    COMMAND_FEWER_DIGITS,
    COMMAND_TEXT_LARGER,
    COMMAND_TEXT_SMALLER,
    COMMAND_TEXT_DEFAULT,
    COMMAND_FULL_SCREEN,
    COMMAND_SCREENSHOT,
    COMMAND_LESSONS,         /* the list of lessons */
    COMMAND_HELP,
    COMMAND_CLOSE,           /* what is open; if nothing is, quit */
    COMMAND_QUIT,
    /* From the pointer only: */
    COMMAND_SEEK,            /* argument: 0 .. 1 along the timeline */
    COMMAND_SEEK_PHASE,      /* argument: enum theme_phase */
    COMMAND_OPEN_LESSON,     /* argument: index in the catalogue */
    COMMAND_COUNT
};

/* Keys that are not characters. A character's code is its lower-case Unicode
 * value; '+' and '?' are what was typed, whatever keys it took. */
enum key_code {
    KEY_NONE = 0,
    KEY_SPACE = ' ',
    KEY_SPECIAL = 0x110000,
    KEY_RIGHT, KEY_LEFT, KEY_UP, KEY_DOWN,
    KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME, KEY_END,
    KEY_ESCAPE, KEY_ENTER, KEY_TAB, KEY_BACKSPACE,
    KEY_F1, KEY_F2, KEY_F3, KEY_F4, KEY_F5, KEY_F6, KEY_F7, KEY_F8, KEY_F9, KEY_F10, KEY_F11, KEY_F12,
};

enum key_modifier { KEY_SHIFT = 1, KEY_CONTROL = 2, KEY_ALT = 4 };

struct key {
    unsigned code;      /* enum key_code or a character */
    unsigned modifiers; /* set of enum key_modifier; Shift is dropped for characters
                         * that are not letters (it took part in typing them) */
};

/* One line of the table: a key and what it does. Several keys may have the same command. */
struct command_binding {
    struct key key;
    enum command command;
    double argument;
};

/* The command that a key gives; COMMAND_NONE if none. */
enum command command_for_key(struct key key, double *argument);

/* One line of the help: "Right, Space, PageDown" and "step forward". */
struct command_help {
    const char *section;  /* "Stepping" */
    enum command command;
    const char *keys;     /* made from the bindings: see command_keys */
    const char *text;
};

/* The help, line by line, in order, sections together; false past the end. `keys`
 * is written into the buffer. */
bool command_help(size_t line, struct command_help *help, char *keys, size_t size);

/* Whether holding the key down repeats the command. */
bool command_repeats(enum command command);

/* Reads one key such as "Right", "Shift+PageUp", "Ctrl++", "t". Errors: unknown name, with the
 * nearest known one. */
bool key_parse(const char *name, size_t length, struct key *key, struct error *err);

/* "Shift+Right"; returns out. */
const char *key_name(struct key key, char out[32]);

/* Walks a script "Right*7 T Ctrl+Right": calls `press` for every key press. Errors name the
 * word; nothing is pressed if any word is wrong. */
bool key_script(const char *script, void (*press)(void *context, struct key key), void *context,
                struct error *err);

#endif
