#include "lesson/graph/graph_rewrite.h"

#include "base/memory.h"
#include "base/text.h"
#include "data/cell.h"
#include "graph/graph_build.h"
#include "lesson/document.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS_MAX = 100, TITLE_CHARACTERS = 60 };

/* The line, cut at its semicolons. */
struct parts {
    char *text;                          /* owned */
    const char *steps[PARTS_MAX];        /* in the text */
    size_t at[PARTS_MAX];                /* bytes of the line before each */
    size_t step_count;
    const char *leaves[GRAPH_NODES_MAX]; /* in the text, or the scenario's */
    double values[GRAPH_NODES_MAX];
    size_t leaf_count;
};

/* "x = 3": terminates the name in place. */
static bool is_value(char *part, const char **name, double *value)
{
    size_t length, body, end = strlen(part);
    const char *number;

    if (!graph_text_head(part, name, &length, &body))
        return false;
    number = part + body + strspn(part + body, " ");
    while (end > 0 && part[end - 1] == ' ')
        end--;
    if (part + end <= number || !cell_number(number, (size_t)(part + end - number), '.', value))
        return false;
    part[*name - part + (ptrdiff_t)length] = '\0';
    return true;
}

static size_t find_leaf(const struct parts *parts, const char *name, size_t length)
{
    size_t i = 0;

    while (i < parts->leaf_count && (strlen(parts->leaves[i]) != length ||
                                     memcmp(parts->leaves[i], name, length) != 0))
        i++;
    return i;
}

static void add_leaf(struct parts *parts, const char *name, double value)
{
    size_t at = find_leaf(parts, name, strlen(name));

    if (at == GRAPH_NODES_MAX)
        return;
    parts->leaves[at] = name;
    parts->values[at] = value;
    parts->leaf_count += at == parts->leaf_count;
}

/* The scenario's values that a step names. */
static void keep_used(struct parts *parts, const struct scenario *scenario, const double *values,
                      const char *step)
{
    const struct graph *graph = &scenario->graph.graph;

    for (size_t at = 0; step[at] != '\0';) {
        size_t length = graph_text_name(step + at);

        for (size_t i = 0; length > 0 && i < graph->leaf_count; i++)
            if (strlen(graph->nodes[i].name) == length &&
                memcmp(graph->nodes[i].name, step + at, length) == 0 &&
                find_leaf(parts, step + at, length) == parts->leaf_count)
                add_leaf(parts, graph->nodes[i].name, values[i]);
        at += length > 0 ? length : 1;
    }
}

static bool cut(struct parts *parts, const struct scenario *scenario, const double *values,
                const char *line, struct error *err)
{
    parts->text = memory_string(line);
    for (char *at = parts->text, *next; at != NULL; at = next) {
        const char *name;
        double value;

        next = strchr(at, ';');
        if (next != NULL)
            *next++ = '\0';
        if (strspn(at, " ") == strlen(at))
            continue;
        if (parts->step_count == PARTS_MAX)
            return error_set(err, "found more than %d steps; take fewer", (int)PARTS_MAX);
        if (is_value(at, &name, &value)) {
            add_leaf(parts, name, value);
            continue;
        }
        parts->at[parts->step_count] = (size_t)(at - parts->text);
        parts->steps[parts->step_count++] = at;
    }
    for (size_t i = 0; i < parts->step_count; i++)
        keep_used(parts, scenario, values, parts->steps[i]);
    return true;
}

/* Whether it is a graph; else the error's column is one of the line. */
static bool check(const struct parts *parts, const char *line, struct error *err)
{
    const struct graph_source source = {parts->leaves, parts->leaf_count, parts->steps,
                                        parts->step_count};
    struct error why = {0};
    struct graph graph;
    size_t wrong, column, before = 1;
    const char *rest;

    if (graph_build(&graph, &source, &wrong, &why)) {
        graph_finish(&graph);
        return true;
    }
    if (wrong == source.step_count || strncmp(why.text, "column ", 7) != 0)
        return error_set(err, "%s", why.text);
    column = (size_t)strtoul(why.text + 7, NULL, 10);
    rest = strchr(why.text, ':');
    for (size_t i = 0; i < parts->at[wrong]; i++)
        before += ((unsigned char)line[i] & 0xc0) != 0x80;
    return error_set(err, "column %zu%s", before + column - 1, rest != NULL ? rest : "");
}

static json_t *graph_json(const struct parts *parts)
{
    json_t *values = json_object(), *steps = json_array();

    for (size_t i = 0; i < parts->leaf_count; i++)
        json_object_set_new(values, parts->leaves[i], json_real(parts->values[i]));
    for (size_t i = 0; i < parts->step_count; i++)
        json_array_append_new(steps, json_string(parts->steps[i] + strspn(parts->steps[i], " ")));
    return json_pack("{s:o,s:o}", "values", values, "steps", steps);
}

char *graph_rewrite(const struct scenario *scenario, const double *values, const char *line,
                    struct error *err)
{
    static const char *const dropped[] = {"about", "source", "session", "script", "next"};
    struct parts *parts = memory_new(1, sizeof *parts);
    char title[4 * TITLE_CHARACTERS + 1], *text = NULL;
    json_t *document;

    snprintf(title, sizeof title, "%.*s", (int)text_prefix(line, TITLE_CHARACTERS), line);
    if (cut(parts, scenario, values, line, err) && check(parts, line, err)) {
        document = document_parse(scenario->document, scenario->document_length, scenario->path,
                                  err);
        json_object_set_new(document, "title", json_string(title));
        json_object_set_new(document, "graph", graph_json(parts));
        for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++)
            json_object_del(document, dropped[i]);
        text = json_dumps(document, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
        json_decref(document);
    }
    free(parts->text);
    free(parts);
    return text;
}
