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
    char prefix[ERROR_TEXT_SIZE];
    struct error whole;
    va_list args;

    if (err == NULL)
        return false;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    snprintf(whole.text, sizeof whole.text, "%.400s: %.600s", prefix, err->text);
    text_cut_utf8(whole.text);
    *err = whole;
    return false;
}
