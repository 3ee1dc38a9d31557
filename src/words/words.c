#include "words/words.h"

#include "base/number.h"

#include <assert.h>
#include <string.h>

static const char *const english[WORD_COUNT] = {
    [W_NONE] = "",
#define WORD(key, text) [W_##key] = (text),
#include "words/lists.h"
#undef WORD
};

static size_t english_form(size_t count)
{
    return count == 1 ? 0 : 1;
}

const struct words_language words_english = {english, english_form};

static const struct words_language *language = &words_english;

void words_use(const struct words_language *chosen)
{
    language = chosen;
}

const char *words(enum word key)
{
    const char *text = language->texts[key];

    return text != NULL ? text : english[key];
}

enum word words_named(const char *row, const char *what)
{
    static const struct {
        const char *name;
        enum word key;
    } rows[] = {
#define WORD(key, text) {#key, W_##key},
#include "words/english/rows.h"
#undef WORD
    };
    size_t length = strlen(row);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = rows[i].name;

        if (strncmp(name, row, length) == 0 && name[length] == '_' &&
            strcmp(name + length + 1, what) == 0)
            return rows[i].key;
    }
    return W_NONE;
}

static const char kinds[] = "fvns";

static size_t kind_index(char kind)
{
    const char *at = strchr(kinds, kind);

    assert(kind != '\0' && at != NULL);
    return (size_t)(at - kinds);
}

static bool is_place(const struct words_argument *argument, const char *place, size_t length)
{
    return argument->length == length && memcmp(argument->place, place, length) == 0;
}

static struct words_argument *named(struct words_reading *reading, const char *place, size_t length)
{
    for (size_t i = 0; length > 1 && i < reading->count; i++) {
        if (is_place(&reading->arguments[i], place, length))
            return &reading->arguments[i];
    }
    return NULL;
}

/* The arguments of the English text, of whose forms the last has all of them. */
static void read_arguments(struct words_reading *reading, const char *text, va_list args)
{
    const char *last = strrchr(text, '\f');

    text = last != NULL ? last : text;
    while ((text = strchr(text, '{')) != NULL) {
        struct words_argument *argument = &reading->arguments[reading->count];
        size_t length = strcspn(++text, "}");

        if (named(reading, text, length) != NULL)
            continue;
        assert(reading->count < WORDS_ARGUMENTS_MAX);
        *argument = (struct words_argument){.kind = *text, .place = text, .length = length};
        reading->count++;
        switch (*text) {
        case 'f':
            argument->formula = va_arg(args, const void *);
            break;
        case 'v':
            argument->value = va_arg(args, double);
            break;
        case 'n':
            argument->count = va_arg(args, size_t);
            break;
        default:
            assert(*text == 's');
            argument->text = va_arg(args, const char *);
        }
    }
}

/* Narrows the reading to the form that the first count chooses. */
static void choose_form(struct words_reading *reading, size_t (*form)(size_t count))
{
    size_t index = 0;

    for (size_t i = 0; i < reading->count; i++) {
        if (reading->arguments[i].kind == 'n') {
            index = form(reading->arguments[i].count);
            break;
        }
    }
    for (const char *next; (next = memchr(reading->at, '\f',
                                          (size_t)(reading->end - reading->at))) != NULL;) {
        if (index-- == 0) {
            reading->end = next;
            return;
        }
        reading->at = next + 1;
    }
}

void words_begin(struct words_reading *reading, enum word key, va_list args)
{
    const char *text = language->texts[key];
    bool own = text != NULL;

    *reading = (struct words_reading){.at = own ? text : english[key]};
    reading->end = reading->at + strlen(reading->at);
    read_arguments(reading, english[key], args);
    choose_form(reading, own ? language->form : english_form);
}

const struct words_argument *words_fill(struct words_reading *reading)
{
    const char *place = reading->at + 1;
    size_t length = strcspn(place, "}");
    const struct words_argument *found = named(reading, place, length);
    size_t skip = length > 1 ? 0 : reading->unnamed[kind_index(*place)]++;

    assert(place[length] == '}');
    reading->at = place + length + 1;
    for (size_t i = 0; found == NULL && i < reading->count; i++) {
        if (is_place(&reading->arguments[i], place, length) && skip-- == 0)
            found = &reading->arguments[i];
    }
    assert(found != NULL);
    return found;
}

void words_vadd(struct text *out, enum word key, va_list args)
{
    struct words_reading reading;

    words_begin(&reading, key, args);
    while (reading.at < reading.end) {
        size_t plain = strcspn(reading.at, "{\f");

        text_printf(out, "%.*s", (int)plain, reading.at);
        reading.at += plain;
        if (reading.at < reading.end) {
            const struct words_argument *argument = words_fill(&reading);

            assert(argument->kind == 'n' || argument->kind == 's');
            if (argument->kind == 'n')
                text_add(out, number_count((char[NUMBER_TEXT_SIZE]){0}, argument->count));
            else
                text_add(out, argument->text);
        }
    }
}

void words_add(struct text *out, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    words_vadd(out, key, args);
    va_end(args);
}

void words_print(char *out, size_t size, enum word key, ...)
{
    struct text text;
    va_list args;

    text_init(&text, out, size);
    va_start(args, key);
    words_vadd(&text, key, args);
    va_end(args);
}

const char *words_in(struct arena *arena, enum word key, ...)
{
    char buffer[1024];
    struct text out;
    va_list args;

    text_init(&out, buffer, sizeof buffer);
    va_start(args, key);
    words_vadd(&out, key, args);
    va_end(args);
    return arena_printf(arena, "%s", buffer);
}
