#include "base/error.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *err, const char *format, ...)
{
    va_list args;

    if (err == NULL)
        return false;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    text_cut_utf8(err->text);
    return false;
}

bool error_prefix(struct error *err, const char *format, ...)
{
    char prefix[ERROR_TEXT_SIZE * 2 / 5]; /* leaves room for the sentence */
    struct error whole;
    struct text text;
    va_list args;

    if (err == NULL)
        return false;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    text_cut_utf8(prefix);
    text_init(&text, whole.text, sizeof whole.text);
    text_printf(&text, "%s: %s", prefix, err->text);
    *err = whole;
    return false;
}
