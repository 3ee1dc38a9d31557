#include "app/editor.h"

#include "base/elementary.h"
#include "base/number.h"
#include "words/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void editor_begin(struct editor *editor, struct quantity quantity, const char *text)
{
    *editor = (struct editor){.open = true, .quantity = quantity, .replace = true};
    snprintf(editor->text, sizeof editor->text, "%s", text);
    editor->caret = strlen(editor->text);
}

bool editor_value(struct editor *editor, double *value)
{
    if (number_read(editor->text, value) && isfinite(*value))
        return true;
    editor->hint = strchr(editor->text, ',') != NULL ? words(W_DECIMAL_SIGN_IS_POINT_0)
                                                     : words(W_NOT_NUMBER_NUMBERS_LOOK_LIKE);
    return false;
}

static void insert(struct editor *editor, char c)
{
    size_t length;

    if (editor->replace) {
        editor->text[0] = '\0';
        editor->caret = 0;
    }
    length = strlen(editor->text);
    if (length + 1 >= sizeof editor->text)
        return;
    memmove(&editor->text[editor->caret + 1], &editor->text[editor->caret],
            length - editor->caret + 1);
    editor->text[editor->caret++] = c;
}

static void erase(struct editor *editor, size_t at)
{
    size_t length = strlen(editor->text);

    if (at >= length)
        return;
    memmove(&editor->text[at], &editor->text[at + 1], length - at);
    editor->caret = at;
}

void editor_type(struct editor *editor, struct key key)
{
    editor->hint = NULL;
    switch (key.code) {
    case KEY_BACKSPACE:
        if (editor->replace)
            editor->text[0] = '\0', editor->caret = 0;
        else if (editor->caret > 0)
            erase(editor, editor->caret - 1);
        break;
    case KEY_DELETE:
        erase(editor, editor->caret);
        break;
    case KEY_LEFT:
        editor->caret -= editor->caret > 0 ? 1 : 0;
        break;
    case KEY_RIGHT:
        editor->caret += editor->text[editor->caret] != '\0' ? 1 : 0;
        break;
    case KEY_HOME:
        editor->caret = 0;
        break;
    case KEY_END:
        editor->caret = strlen(editor->text);
        break;
    default:
        if (key.code > ' ' && key.code < 127 && !(key.modifiers & (KEY_CONTROL | KEY_ALT)))
            insert(editor, (char)key.code);
    }
    editor->replace = false;
}

double editor_stepped(double value, int ticks)
{
    int power = (int)floor(elementary_log10(fmax(fabs(value), 0.1))) - 1;
    double tick = elementary_pow(10.0, power);
    char text[400];

    if (!isfinite(value))
        return value;
    if (power >= 0)
        return (round(value / tick) + ticks) * tick;
    /* Through decimals, so that 0.4 becomes 0.41 and not what 41 * 0.01 is. */
    snprintf(text, sizeof text, "%.*f", -power, value + ticks * tick);
    return strtod(text, NULL) + 0.0;
}
