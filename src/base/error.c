#include "base/error.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>
#include <stdarg.h>
#include <stdio.h>

/* Each byte that is no UTF-8 becomes a question mark, so what is left of a character where a format
 * has cut a word within it. */
static void mend(char *text)
{
    const char *at = text;
    char *to = text;

    while (*at != '\0') {
        const char *from = at;
        bool broken = text_next_utf8(&at) == 0xfffd && at == from + 1;

        if (!broken)
            for (; from < at; from++)
                *to++ = *from;
        else
            *to++ = '?';
    }
    *to = '\0';
}

static void set(struct error *err, bool wrong_use, const char *format, va_list args)
{
    if (err == NULL)
        return;
    err->wrong_use = wrong_use;
    vsnprintf(err->text, sizeof err->text, format, args);
    mend(err->text);
}

bool error_set(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set(err, false, format, args);
    va_end(args);
    return false;
}

bool error_wrong_use(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set(err, true, format, args);
    va_end(args);
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
    whole.wrong_use = err->wrong_use;
    *err = whole;
    return false;
}

struct error_reason error_reason(int code)
{
    struct error_reason reason;

    snprintf(reason.text, sizeof reason.text, "%s", strerror(code));
    /* "I/O error" and the like keep their capital. */
    if (islower((unsigned char)reason.text[1]))
        reason.text[0] = (char)tolower((unsigned char)reason.text[0]);
    return reason;
}
