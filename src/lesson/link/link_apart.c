/* The parts of a link, decoded: see link.h. */
#include "lesson/link/link_parts.h"

#include "base/text.h"

#include <string.h>

static const char *const keys[] = {"at", "granularity", "theme", "text", "data", "change"};

static int hexadecimal(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool decode(char *text, struct error *err)
{
    char *to = text;

    for (const char *at = text; *at != '\0'; at++) {
        int high = *at == '%' ? hexadecimal(at[1]) : 0;
        int low = *at == '%' && high >= 0 ? hexadecimal(at[2]) : 0;

        if (high < 0 || low < 0 || (*at == '%' && high == 0 && low == 0))
            return error_set(err, "the link has a '%%' without two hexadecimal digits behind it: "
                                  "'%.60s'", at);
        *to++ = (char)(*at == '+' ? ' ' : *at == '%' ? high << 4 | low : *at);
        at += *at == '%' ? 2 : 0;
    }
    *to = '\0';
    return true;
}

static bool take_pair(struct link_parts *parts, char *pair, struct error *err)
{
    char *value = strchr(pair, '=');
    size_t k;

    if (value != NULL)
        *value++ = '\0';
    k = text_index(pair, keys, LINK_KEYS);
    if (k == LINK_KEYS || value == NULL) {
        const char *near = text_nearest(pair, keys, LINK_KEYS);

        return error_set(err, "the link has '%.60s'%s; expected at=, granularity=, theme=, text=, "
                              "change= or data=%s%s", pair, k < LINK_KEYS ? " without a value" : "",
                         k == LINK_KEYS && near != NULL ? "; nearest is " : "",
                         k == LINK_KEYS && near != NULL ? near : "");
    }
    if (!decode(value, err))
        return false;
    parts->values[k] = value;
    if (k == LINK_CHANGE) {
        if (parts->change_count == LINK_CHANGES_MAX)
            return error_set(err, "the link has more than %d changes", LINK_CHANGES_MAX);
        parts->changes[parts->change_count++] = value;
    }
    return true;
}

bool link_take_apart(struct link_parts *parts, const char *link, struct error *err)
{
    char *fragment, *query;

    *parts = (struct link_parts){.base = ""};
    if (strlen(link) >= sizeof parts->text)
        return error_set(err, "the link is longer than %d characters", LINK_SIZE - 1);
    strcpy(parts->text, link);
    fragment = strchr(parts->text, '#');
    *fragment++ = '\0';
    query = strchr(fragment, '?');
    if (query != NULL)
        *query++ = '\0';
    if (!decode(fragment, err))
        return false;
    if (*fragment != '\0')
        parts->base = fragment;
    else if (strstr(parts->text, "://") == NULL)
        parts->base = parts->text;
    while (query != NULL && *query != '\0') {
        char *next = strchr(query, '&');

        if (next != NULL)
            *next++ = '\0';
        if (*query != '\0' && !take_pair(parts, query, err))
            return false;
        query = next;
    }
    return true;
}
