#include "lesson/node.h"

#include "base/memory.h"
#include "base/text.h"
#include "lesson/remedy.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct node node_root(const json_t *json, const char *file, struct error *err)
{
    return (struct node){.json = json, .file = file, .err = err};
}

struct node node_member(const struct node *object, const char *key)
{
    return (struct node){
        .json = json_object_get(object->json, key),
        .parent = object,
        .key = key,
        .file = object->file,
        .err = object->err,
    };
}

struct node node_element(const struct node *list, size_t index)
{
    assert(index < json_array_size(list->json));
    return (struct node){
        .json = json_array_get(list->json, index),
        .parent = list,
        .index = index,
        .file = list->file,
        .err = list->err,
    };
}

/* Errors. */

static void add_path(struct text *out, const struct node *node)
{
    if (node->parent == NULL)
        return;
    add_path(out, node->parent);
    if (node->key == NULL)
        text_printf(out, "[%zu]", node->index);
    else
        text_printf(out, "%s%s", node->parent->parent != NULL ? "." : "", node->key);
}

/* What a terminal would take for a command is not for a sentence. */
static void drop_controls(char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text, next = (unsigned char)text[1];

        if (c < ' ' || c == 0x7f)
            *text = '?';
        else if (c == 0xc2 && next >= 0x80 && next < 0xa0)
            text[0] = text[1] = '?';
    }
}

static bool report(const struct node *node, const char *sentence)
{
    char buffer[ERROR_TEXT_SIZE];
    struct text out;

    if (node->err == NULL)
        return false;
    text_init(&out, buffer, sizeof buffer);
    text_printf(&out, "%.500s: ", node->file);
    add_path(&out, node);
    if (node->parent != NULL)
        text_add(&out, ": ");
    text_add(&out, sentence);
    drop_controls(buffer);
    return error_set(node->err, "%s", buffer);
}

bool node_error(const struct node *node, const char *format, ...)
{
    char sentence[ERROR_TEXT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return report(node, sentence);
}

const char *node_quote(const char *text, char out[NODE_QUOTE_SIZE])
{
    char start[NODE_QUOTE_SIZE - 8];

    snprintf(start, sizeof start, "%s", text);
    text_cut_utf8(start);
    snprintf(out, NODE_QUOTE_SIZE, strlen(start) < strlen(text) ? "\"%s...\"" : "\"%s\"", start);
    return out;
}

static void describe(const json_t *json, char *out, size_t size)
{
    char quoted[NODE_QUOTE_SIZE];

    switch (json_typeof(json)) {
    case JSON_OBJECT:
        snprintf(out, size, "an object");
        break;
    case JSON_ARRAY:
        snprintf(out, size, "a list of %zu", json_array_size(json));
        break;
    case JSON_STRING:
        snprintf(out, size, "the text %s", node_quote(json_string_value(json), quoted));
        break;
    case JSON_INTEGER:
        snprintf(out, size, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
        break;
    case JSON_REAL:
        snprintf(out, size, "%.10g", json_real_value(json));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        snprintf(out, size, "%s", json_is_true(json) ? "true" : "false");
        break;
    case JSON_NULL:
        snprintf(out, size, "null");
        break;
    }
}

bool node_unexpected(const struct node *node, const char *format, ...)
{
    char sentence[ERROR_TEXT_SIZE], found[NODE_QUOTE_SIZE + 16];
    struct text out;
    va_list args;

    describe(node->json, found, sizeof found);
    text_init(&out, sentence, sizeof sentence);
    text_printf(&out, "found %s, expected ", found);
    va_start(args, format);
    vsnprintf(sentence + out.length, sizeof sentence - out.length, format, args);
    va_end(args);
    return report(node, sentence);
}

bool node_require(const struct node *node, const char *expected)
{
    return node->json != NULL || node_error(node, "missing; expected %s", expected);
}

/* Lists. */

bool node_check_list(const struct node *node, const char *expected)
{
    return json_is_array(node->json) || node_unexpected(node, "%s", expected);
}

size_t node_size(const struct node *list)
{
    return json_array_size(list->json);
}

bool node_numbers(const struct node *node, size_t count, const char *each, double *out)
{
    size_t size;

    if (!json_is_array(node->json))
        return node_unexpected(node, "a list of %zu number%s, one for each %s", count,
                               count == 1 ? "" : "s", each);
    size = json_array_size(node->json);
    if (size != count)
        return node_error(node, "found %zu number%s, expected %zu, one for each %s", size,
                          size == 1 ? "" : "s", count, each);
    for (size_t i = 0; i < count; i++) {
        struct node element = node_element(node, i);

        if (!node_number(&element, &out[i]))
            return false;
    }
    return true;
}

/* Single values. */

bool node_number(const struct node *node, double *out)
{
    if (!json_is_number(node->json))
        return node_unexpected(node, "a number");
    *out = json_number_value(node->json);
    return true;
}

bool node_bool(const struct node *node, bool *out)
{
    if (!json_is_boolean(node->json))
        return node_unexpected(node, "true or false");
    *out = json_is_true(node->json);
    return true;
}

bool node_whole(const struct node *node, uint64_t min, uint64_t max, uint64_t *out)
{
    return node_whole_of(node, min, max, NULL, out);
}

bool node_whole_of(const struct node *node, uint64_t min, uint64_t max, const char *max_name,
                   uint64_t *out)
{
    const double exact_max = 9007199254740992.0; /* 2^53: larger doubles skip numbers */
    bool whole = false;
    uint64_t value = 0;

    if (json_is_integer(node->json) && json_integer_value(node->json) >= 0) {
        value = (uint64_t)json_integer_value(node->json);
        whole = true;
    } else if (json_is_real(node->json)) {
        double real = json_real_value(node->json);

        whole = real >= 0 && real <= exact_max && floor(real) == real;
        value = whole ? (uint64_t)real : 0;
    }
    if (!whole || value < min || value > max)
        return node_unexpected(node, "a whole number from %llu to %llu%s%s",
                               (unsigned long long)min, (unsigned long long)max,
                               max_name != NULL ? ", " : "", max_name != NULL ? max_name : "");
    *out = value;
    return true;
}

bool node_name(const struct node *node, char **out)
{
    const char *text;

    if (!json_is_string(node->json))
        return node_unexpected(node, "a name in double quotes");
    text = json_string_value(node->json);
    if (text[0] == '\0')
        return node_error(node, "the name is empty; write at least one character");
    if (strlen(text) > NODE_NAME_MAX)
        return node_error(node, "the name has %zu bytes; expected at most %d", strlen(text),
                          NODE_NAME_MAX);
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return node_error(node, "the name has a line break or another control character in "
                                    "it; remove it");
    }
    *out = memory_string(text);
    return true;
}

bool node_prose(const struct node *node, size_t most, char **out)
{
    const char *text;
    char *copy;
    size_t used = 0;

    if (!json_is_string(node->json))
        return node_unexpected(node, "a text in double quotes");
    text = json_string_value(node->json);
    if (strlen(text) > most)
        return node_error(node, "the text has %zu bytes; expected at most %zu", strlen(text),
                          most);
    copy = memory_string(text);
    for (const char *c = text; *c != '\0'; c++) {
        bool blank = (unsigned char)*c <= ' ' || *c == 0x7f;

        if (!blank)
            copy[used++] = *c;
        else if (used > 0 && copy[used - 1] != ' ')
            copy[used++] = ' ';
    }
    while (used > 0 && copy[used - 1] == ' ')
        used--;
    copy[used] = '\0';
    *out = copy;
    return true;
}

bool node_choice(const struct node *node, const char *const *words, size_t count, size_t *out)
{
    char list[ERROR_TEXT_SIZE], remedy[REMEDY_SIZE];
    const char *text = json_string_value(node->json), *near;
    size_t found = text != NULL ? text_index(text, words, count) : count;
    struct text all;

    if (found < count) {
        *out = found;
        return true;
    }
    text_init(&all, list, sizeof list);
    text_list(&all, words, count, " or ");
    if (text != NULL && remedy_for(text, words, count, remedy))
        return node_unexpected(node, "%s; write %s", list, remedy);
    near = text != NULL ? text_nearest(text, words, count) : NULL;
    if (near != NULL)
        return node_unexpected(node, "%s; did you mean \"%s\"?", list, near);
    return node_unexpected(node, "%s", list);
}
