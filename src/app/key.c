#include "app/key.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 32, REPEAT_MAX = 1000000 };

static const struct {
    const char *name;
    unsigned code;
} names[] = {
    {"Right", KEY_RIGHT},        {"Left", KEY_LEFT},     {"Up", KEY_UP},
    {"Down", KEY_DOWN},          {"PageUp", KEY_PAGE_UP}, {"PageDown", KEY_PAGE_DOWN},
    {"Home", KEY_HOME},          {"End", KEY_END},       {"Escape", KEY_ESCAPE},
    {"Enter", KEY_ENTER},        {"Tab", KEY_TAB},       {"Backspace", KEY_BACKSPACE},
    {"Delete", KEY_DELETE},
    {"Space", KEY_SPACE},        {"F1", KEY_F1},         {"F2", KEY_F2},
    {"F3", KEY_F3},              {"F4", KEY_F4},         {"F5", KEY_F5},
    {"F6", KEY_F6},              {"F7", KEY_F7},         {"F8", KEY_F8},
    {"F9", KEY_F9},              {"F10", KEY_F10},       {"F11", KEY_F11},
    {"F12", KEY_F12},
};

enum { NAME_COUNT = sizeof names / sizeof names[0] };

static const struct {
    const char *name;
    unsigned modifier;
} modifiers[] = {{"Shift+", KEY_SHIFT}, {"Ctrl+", KEY_CONTROL}, {"Alt+", KEY_ALT}};

static bool same_word(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if ((*a | 0x20) != (*b | 0x20))
            return false;
    }
    return *a == *b;
}

static bool unknown(const char *name, struct error *err)
{
    const char *nearest = text_nearest_of(name, &names[0].name, NAME_COUNT, sizeof names[0]);

    if (nearest != NULL)
        return error_set(err, "unknown key '%s'; did you mean '%s'?", name, nearest);
    return error_set(err, "unknown key '%s'; keys are single characters or names such as Right, "
                     "Shift+Left, Ctrl++, PageDown, Space", name);
}

bool key_parse(const char *name, size_t length, struct key *key, struct error *err)
{
    char word[NAME_SIZE];
    const char *rest = word;
    unsigned c;

    *key = (struct key){0};
    if (length == 0 || length >= sizeof word)
        return error_set(err, "unknown key '%.*s'", (int)(length < 40 ? length : 40), name);
    memcpy(word, name, length);
    word[length] = '\0';
    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++) {
        size_t prefix = strlen(modifiers[i].name);

        if (strncmp(rest, modifiers[i].name, prefix) == 0 && rest[prefix] != '\0') {
            key->modifiers |= modifiers[i].modifier;
            rest += prefix;
            i = (size_t)-1; /* in any order */
        }
    }
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (same_word(rest, names[i].name)) {
            key->code = names[i].code;
            return true;
        }
    }
    c = text_next_utf8(&rest);
    if (*rest != '\0' || c == 0xfffd)
        return unknown(word, err);
    key->code = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    return true;
}

/* One word of a script: a key and how often it is pressed. "*" and "Right*7" are told apart by
 * what stands before the star. */
static bool read_word(const char *word, size_t length, struct key *key, size_t *times,
                      struct error *err)
{
    size_t star = length;

    *times = 1;
    for (size_t i = 1; i + 1 < length; i++) {
        if (word[i] == '*')
            star = i;
    }
    if (star < length) {
        char digits[NAME_SIZE], *end;
        unsigned long count;

        snprintf(digits, sizeof digits, "%.*s", (int)(length - star - 1), word + star + 1);
        count = strtoul(digits, &end, 10);
        if (*end != '\0' || digits[0] == '-' || count > REPEAT_MAX)
            return error_set(err, "'%.*s': after * stands how often the key is pressed, 0 to %d",
                             (int)length, word, (int)REPEAT_MAX);
        *times = count;
    }
    return key_parse(word, star, key, err);
}

static bool walk(const char *script, void (*press)(void *context, struct key key), void *context,
                 struct error *err)
{
    while (*script != '\0') {
        size_t length = strcspn(script, " \t\n"), times;
        struct key key;

        if (length == 0) {
            script++;
            continue;
        }
        if (!read_word(script, length, &key, &times, err))
            return false;
        for (size_t i = 0; i < times && press != NULL; i++)
            press(context, key);
        script += length;
    }
    return true;
}

bool key_script(const char *script, void (*press)(void *context, struct key key), void *context,
                struct error *err)
{
    return walk(script, NULL, NULL, err) && walk(script, press, context, err);
}
