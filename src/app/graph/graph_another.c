#include "app/graph/graph_another.h"

#include "app/app.h"
#include "base/text.h"
#include "lesson/graph/graph_rewrite.h"

#include <stdlib.h>
#include <string.h>

void graph_another_begin(struct graph_line *line, const struct graph *graph)
{
    struct text text;

    *line = (struct graph_line){.open = true, .replace = true};
    text_init(&text, line->text, sizeof line->text);
    for (size_t i = 0; i < graph->step_count; i++)
        text_printf(&text, "%s%s", i > 0 ? "; " : "", graph->steps[i]);
    if (text.cut)
        line->text[0] = '\0';
    line->caret = strlen(line->text);
}

static void clear(struct graph_line *line)
{
    line->text[0] = '\0';
    line->caret = 0;
}

static void insert(struct graph_line *line, unsigned character)
{
    char bytes[4];
    size_t count = text_put_utf8(bytes, character), length;

    if (line->replace)
        clear(line);
    length = strlen(line->text);
    if (length + count >= sizeof line->text)
        return;
    memmove(line->text + line->caret + count, line->text + line->caret, length - line->caret + 1);
    memcpy(line->text + line->caret, bytes, count);
    line->caret += count;
}

/* Where the character before the byte begins, and the one after it. */
static size_t before(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[--at] & 0xc0) == 0x80)
        ;
    return at;
}

static size_t after(const char *text, size_t at)
{
    const char *next = text + at;

    text_next_utf8(&next);
    return (size_t)(next - text);
}

static void erase(struct graph_line *line, size_t from, size_t to)
{
    memmove(line->text + from, line->text + to, strlen(line->text + to) + 1);
    line->caret = from;
}

/* A key that types, or moves the caret. */
static void type(struct graph_line *line, struct key key)
{
    bool letter = key.code >= 'a' && key.code <= 'z' && (key.modifiers & KEY_SHIFT) != 0;

    switch (key.code) {
    case KEY_BACKSPACE:
        if (line->replace)
            clear(line);
        else
            erase(line, before(line->text, line->caret), line->caret);
        break;
    case KEY_DELETE:
        erase(line, line->caret, after(line->text, line->caret));
        break;
    case KEY_LEFT:
        line->caret = before(line->text, line->caret);
        break;
    case KEY_RIGHT:
        line->caret = after(line->text, line->caret);
        break;
    case KEY_HOME:
        line->caret = 0;
        break;
    case KEY_END:
        line->caret = strlen(line->text);
        break;
    default:
        if (key.code >= ' ' && key.code != 127 && key.code < KEY_SPECIAL
            && !(key.modifiers & (KEY_CONTROL | KEY_ALT)))
            insert(line, letter ? key.code - 'a' + 'A' : key.code);
    }
    line->replace = false;
    line->problem.text[0] = '\0';
}

/* The caret to the column that the problem names. */
static void point_out(struct graph_line *line)
{
    if (strncmp(line->problem.text, "column ", 7) == 0)
        line->caret = text_prefix(line->text, strtoul(line->problem.text + 7, NULL, 10) - 1);
    line->replace = false;
}

void graph_another_open(struct app *app)
{
    graph_another_begin(&app->shown.graph.line, &app->run.scenario.graph.graph);
    app->run.playing = false;
    app->shown.dirty = true;
}

static void commit(struct app *app)
{
    struct graph_line *line = &app->shown.graph.line;
    struct error err;
    char *document = graph_rewrite(&app->run.scenario, app->run.graph.values, line->text,
                                   &line->problem);

    if (document == NULL)
        point_out(line);
    else
        app_open_document(app, document, "formula.json", &err); /* says what is wrong */
    free(document);
}

bool graph_another_key(struct app *app, struct key key)
{
    struct graph_line *line = &app->shown.graph.line;

    if (!line->open)
        return false;
    app->shown.dirty = true;
    if (key.code == KEY_ESCAPE)
        *line = (struct graph_line){0};
    else if (key.code == KEY_ENTER)
        commit(app);
    else
        type(line, key);
    return true;
}
