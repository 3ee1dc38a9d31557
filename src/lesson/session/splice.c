#include "lesson/session/splice.h"

#include "base/memory.h"

#include <assert.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>

/* A part of the document: [start, end). */
struct span {
    size_t start, end;
};

static size_t skip_blanks(const char *bytes, size_t at, size_t end)
{
    while (at < end && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    return at;
}

/* Behind the text whose opening quote is at `at`. */
static size_t skip_text(const char *bytes, size_t at, size_t end)
{
    for (at++; at < end && bytes[at] != '"'; at++)
        if (bytes[at] == '\\')
            at++;
    return at + 1;
}

/* Behind the value that begins at `at`. */
static size_t skip_value(const char *bytes, size_t at, size_t end)
{
    size_t depth = 0;

    while (at < end) {
        if (bytes[at] == '"') {
            at = skip_text(bytes, at, end);
        } else if (bytes[at] == '{' || bytes[at] == '[') {
            depth++;
            at++;
        } else if (bytes[at] == '}' || bytes[at] == ']') {
            if (depth == 0)
                return at; /* of what the value stands in */
            depth--;
            at++;
        } else if (depth == 0 && strchr(", \t\r\n", bytes[at]) != NULL) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return at;
}

/* Whether the text in quotes is that key, escapes and all. */
static bool is_key(const char *bytes, struct span text, const char *key)
{
    json_t *json = json_loadb(bytes + text.start, text.end - text.start, JSON_DECODE_ANY, NULL);
    bool is = json_is_string(json) && strcmp(json_string_value(json), key) == 0;

    json_decref(json);
    return is;
}

/* The value of that member of the object; false if it has none, *value is then the empty span
 * behind its last member (or its brace). */
static bool find_member(const char *bytes, struct span object, const char *key, struct span *value)
{
    size_t at = skip_blanks(bytes, object.start + 1, object.end);

    *value = (struct span){object.start + 1, object.start + 1};
    while (at < object.end && bytes[at] == '"') {
        struct span text = {at, skip_text(bytes, at, object.end)};
        size_t start = skip_blanks(bytes, text.end, object.end) + 1; /* behind the colon */

        start = skip_blanks(bytes, start, object.end);
        *value = (struct span){start, skip_value(bytes, start, object.end)};
        if (is_key(bytes, text, key))
            return true;
        value->start = value->end;
        at = skip_blanks(bytes, value->end, object.end);
        if (at < object.end && bytes[at] == ',')
            at = skip_blanks(bytes, at + 1, object.end);
    }
    return false;
}

/* A buffer that is large enough. */
static size_t put(char *out, size_t at, const char *bytes, size_t length)
{
    memcpy(out + at, bytes, length);
    return at + length;
}

char *splice_member(const char *bytes, size_t length, const char *const *path, size_t depth,
                    const char *value, size_t *out_length)
{
    const char *brace = memchr(bytes, '{', length), *key = path[depth - 1];
    struct span object, found = {0, 0};
    size_t at = 0;
    bool there = true;
    char *out;

    assert(brace != NULL && depth >= 1);
    object.start = (size_t)(brace - bytes);
    object.end = skip_value(bytes, object.start, length);
    for (size_t i = 0; i < depth; i++) {
        there = find_member(bytes, object, path[i], &found);
        assert(i + 1 == depth || (there && bytes[found.start] == '{'));
        if (i + 1 < depth)
            object = found;
    }
    out = memory_new(length + strlen(key) + strlen(value) + 16, 1);
    at = put(out, at, bytes, found.start);
    if (!there) {
        at = found.start > object.start + 1 ? put(out, at, ",\n  \"", 5)
                                            : put(out, at, "\n  \"", 4);
        at = put(out, at, key, strlen(key));
        at = put(out, at, "\": ", 3);
    }
    at = put(out, at, value, strlen(value));
    at = put(out, at, bytes + found.end, length - found.end);
    *out_length = at;
    return out;
}
