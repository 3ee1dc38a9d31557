#include "explain/rich.h"

#include <assert.h>
#include <string.h>

/* A sentence under construction. */
struct writer {
    struct arena *arena;
    struct rich_span *spans; /* in the arena, with room for all */
    size_t count;
    bool bold;
};

/* No template has more spans than it has marks, and one before each and after the last. */
static size_t most_spans(const char *template)
{
    size_t marks = 0;

    for (const char *at = template; *at != '\0'; at++)
        marks += *at == '{' || *at == '*';
    return 2 * marks + 1;
}

static void add_text(struct writer *writer, const char *text, size_t length)
{
    if (length == 0)
        return;
    writer->spans[writer->count++] = (struct rich_span){
        .text = arena_printf(writer->arena, "%.*s", (int)length, text),
        .bold = writer->bold,
    };
}

static void add_formula(struct writer *writer, const struct formula *formula)
{
    writer->spans[writer->count++] = (struct rich_span){.formula = formula, .bold = writer->bold};
}

/* The text, which stays valid as long as the arena. */
static void add_word(struct writer *writer, const char *word)
{
    add_text(writer, word, strlen(word));
}

/* Up to the next mark; turns bold on and off. Returns where a brace opens, or the end. */
static const char *add_plain(struct writer *writer, const char *template)
{
    for (;;) {
        size_t plain = strcspn(template, "{*");

        add_text(writer, template, plain);
        template += plain;
        if (*template != '*')
            return template;
        writer->bold = !writer->bold;
        template++;
    }
}

/* As add_plain, of a reading. */
static void add_reading(struct writer *writer, struct words_reading *reading)
{
    while (reading->at < reading->end && *reading->at != '{') {
        size_t plain = strcspn(reading->at, "{*\f");

        add_text(writer, reading->at, plain);
        reading->at += plain;
        if (*reading->at != '*')
            return;
        writer->bold = !writer->bold;
        reading->at++;
    }
}

struct rich rich_vwords(struct arena *arena, enum word key, va_list args)
{
    struct writer writer = {.arena = arena};
    struct words_reading reading;

    words_begin(&reading, key, args);
    writer.spans = arena_alloc(arena, most_spans(reading.at) * sizeof *writer.spans);
    while (add_reading(&writer, &reading), reading.at < reading.end) {
        const struct words_argument *argument = words_fill(&reading);

        if (argument->kind == 'f')
            add_formula(&writer, argument->formula);
        else if (argument->kind == 'v')
            add_formula(&writer, formula_number(arena, argument->value));
        else if (argument->kind == 'n')
            add_word(&writer, number_counted(arena, argument->count));
        else
            add_word(&writer, argument->text);
    }
    return (struct rich){writer.spans, writer.count};
}

struct rich rich_words(struct arena *arena, enum word key, ...)
{
    struct rich rich;
    va_list args;

    va_start(args, key);
    rich = rich_vwords(arena, key, args);
    va_end(args);
    return rich;
}

struct rich rich_of_names(struct arena *arena, enum word key, const struct formula_names *names)
{
    struct writer writer = {.arena = arena};
    const char *template = words(key);

    writer.spans = arena_alloc(arena, most_spans(template) * sizeof *writer.spans);
    while (*(template = add_plain(&writer, template)) != '\0') {
        size_t length = strcspn(++template, "}");
        bool value = template[length - 1] == '=';
        const char *name = arena_printf(arena, "%.*s", (int)(length - value), template);
        const struct formula *formula = names->of(names->context, name);

        assert(formula != NULL);
        add_formula(&writer, value ? formula_number(arena, formula_evaluate(formula)) : formula);
        template += length + 1;
    }
    return (struct rich){writer.spans, writer.count};
}

struct rich rich_format(struct arena *arena, const char *template, ...)
{
    struct writer writer = {.arena = arena};
    va_list args;

    va_start(args, template);
    writer.spans = arena_alloc(arena, most_spans(template) * sizeof *writer.spans);
    while (*(template = add_plain(&writer, template)) != '\0') {
        assert(template[1] != '\0' && template[2] == '}');
        if (template[1] == 'f')
            add_formula(&writer, va_arg(args, const struct formula *));
        else if (template[1] == 'v')
            add_formula(&writer, formula_number(arena, va_arg(args, double)));
        else if (template[1] == 'n')
            add_word(&writer, number_counted(arena, va_arg(args, size_t)));
        else
            add_word(&writer, va_arg(args, const char *));
        template += 3;
    }
    va_end(args);
    return (struct rich){writer.spans, writer.count};
}

struct rich rich_join(struct arena *arena, struct rich a, struct rich b)
{
    struct rich_span *spans = arena_alloc(arena, (a.count + b.count) * sizeof *spans);

    for (size_t i = 0; i < a.count; i++)
        spans[i] = a.spans[i];
    for (size_t i = 0; i < b.count; i++)
        spans[a.count + i] = b.spans[i];
    return (struct rich){spans, a.count + b.count};
}

/* Whether a sentence may begin at text[at]. */
static bool is_behind_sentence(const char *text, size_t at)
{
    return at >= 2 && text[at - 1] == ' ' && strchr(".!?", text[at - 2]) != NULL;
}

/* Where a sentence begins last in a span's text; 0: nowhere but at its start. What goes on in
 * small letters behind a full stop was an abbreviation; a formula may begin a sentence. */
static size_t last_start(const char *text, bool formula_follows)
{
    size_t at = strlen(text);

    if (formula_follows && is_behind_sentence(text, at))
        return at;
    while (at-- > 2) {
        if (is_behind_sentence(text, at) && (text[at] < 'a' || text[at] > 'z'))
            return at;
    }
    return 0;
}

/* Whether the span is but the space between two sentences. */
static bool is_between(struct rich rich, size_t i)
{
    const char *before = i > 0 ? rich.spans[i - 1].text : NULL, *text = rich.spans[i].text;

    return before != NULL && text != NULL && i + 1 < rich.count && strcmp(text, " ") == 0
        && before[0] != '\0' && strchr(".!?", before[strlen(before) - 1]) != NULL;
}

struct rich rich_shorter(struct arena *arena, struct rich rich)
{
    for (size_t i = rich.count; i-- > 0;) {
        const char *text = rich.spans[i].text;
        size_t start = text != NULL ? last_start(text, i + 1 < rich.count) : 0;
        struct rich_span *spans;

        if (is_between(rich, i))
            return (struct rich){rich.spans, i};
        if (start == 0)
            continue;
        spans = arena_alloc(arena, (i + 1) * sizeof *spans);
        memcpy(spans, rich.spans, (i + 1) * sizeof *spans);
        spans[i].text = arena_printf(arena, "%.*s", (int)(start - 1), text);
        return (struct rich){spans, i + 1};
    }
    return (struct rich){0};
}

struct rich rich_without_last(struct arena *arena, struct rich rich, const char *mark)
{
    for (size_t i = rich.count; i-- > 0;) {
        const char *at = NULL, *text = rich.spans[i].text;
        struct rich_span *spans;

        for (const char *next = text; next != NULL && (next = strstr(next, mark)) != NULL; next++)
            at = next;
        if (at == NULL)
            continue;
        spans = arena_alloc(arena, (i + 1) * sizeof *spans);
        memcpy(spans, rich.spans, (i + 1) * sizeof *spans);
        spans[i].text = arena_printf(arena, "%.*s", (int)(at - text), text);
        return (struct rich){spans, i + 1};
    }
    return (struct rich){0};
}

void rich_to_text(struct rich rich, struct number_style style, struct text *out)
{
    for (size_t i = 0; i < rich.count; i++) {
        if (rich.spans[i].formula != NULL)
            formula_to_text(rich.spans[i].formula, FORMULA_SYMBOLS, style, out);
        else
            text_add(out, rich.spans[i].text);
    }
}
