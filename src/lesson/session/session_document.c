#include "lesson/session/session_document.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/number.h"
#include "lesson/catalogue.h"
#include "lesson/document.h"
#include "lesson/scenario.h"
#include "lesson/session/splice.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_value(FILE *out, double value)
{
    char text[NUMBER_TEXT_SIZE];

    fprintf(out, "}, \"value\": %s}", number_shortest(text, value));
}

static void write_change(FILE *out, const struct graph *graph, const struct edit *edit)
{
    fprintf(out, "{\"after\": %llu, \"%s\": {", (unsigned long long)edit->step,
            session_change_names[edit->kind]);
    switch (edit->kind) {
    case EDIT_WEIGHT:
    case EDIT_RECURRENT:
        fprintf(out, "\"layer\": %zu, \"unit\": %zu, \"from\": %zu", edit->layer, edit->to + 1,
                edit->from + 1);
        break;
    case EDIT_BIAS:
        fprintf(out, "\"layer\": %zu, \"unit\": %zu", edit->layer, edit->to + 1);
        break;
    case EDIT_INPUT:
    case EDIT_TARGET:
        fprintf(out, "\"sample\": %zu, \"unit\": %zu", edit->sample, edit->to + 1);
        if (edit->time > 0)
            fprintf(out, ", \"time\": %zu", edit->time);
        break;
    case EDIT_LEAF:
        fprintf(out, "\"name\": \"%s\"", graph->nodes[edit->to].name);
        break;
    case EDIT_OPTIMIZER:
        fprintf(out, "\"kind\": \"%s\"}}", optimizer_row((enum optimizer_kind)edit->value)->name);
        return;
    case EDIT_LEARNING_RATE:
    case EDIT_KIND_COUNT:
        break;
    }
    write_value(out, edit->value);
}

/* A path as a JSON text in quotes; owned by the caller; NULL if it is not UTF-8. */
static char *quoted(const char *path)
{
    json_t *text = json_string(path);
    char *dumped = text != NULL ? json_dumps(text, JSON_ENCODE_ANY) : NULL;

    json_decref(text);
    return dumped;
}

/* The value of "session", indented as a member of the whole. */
static char *session_text(const struct scenario *scenario, const struct session *session)
{
    size_t count = session->edits.count, length;
    char *text, *of = session->of != NULL ? quoted(session->of) : NULL;
    FILE *out = memory_stream(&text, &length);

    fprintf(out, "{\n    \"step\": %llu", (unsigned long long)session->step);
    if (session->moment != SESSION_ALL)
        fprintf(out, ",\n    \"moment\": %ld", session->moment);
    fprintf(out, ",\n    \"granularity\": \"%s\"",
            granularity_name(session->granularity));
    if (of != NULL)
        fprintf(out, ",\n    \"of\": %s", of);
    free(of);
    fputs(",\n    \"changes\": [", out);
    for (size_t i = 0; i < session->edits.count; i++) {
        fputs(i == 0 ? "\n      " : ",\n      ", out);
        write_change(out, &scenario->graph.graph, &session->edits.edits[i]);
    }
    fputs(count > 0 ? "\n    ]\n  }" : "]\n  }", out);
    memory_stream_end(out, &length);
    return text;
}

/* The folder that a path's file is in, with its links followed. False if there is none. */
static bool real_folder(const char *path, char out[PATH_MAX])
{
    char folder[FILE_PATH_SIZE];

    return file_folder(path, folder) && realpath(folder, out) != NULL;
}

/* What names a file: a member of a member, or one at the top, where the second is NULL. */
static const char *const files[][2] = {
    {"data", "csv"}, {"data", "validation_csv"}, {"network", "weights_file"}, {"next", NULL}};

enum { FILES = sizeof files / sizeof files[0] };

static const char *file_named(const json_t *document, const char *const member[2])
{
    const json_t *value = json_object_get(document, member[0]);

    return json_string_value(member[1] != NULL ? json_object_get(value, member[1]) : value);
}

/* Where the file stands that the document names there relative to itself; false if it names none.
 */
static bool data_file(const struct scenario *scenario, const char *const member[2],
                      char out[PATH_MAX])
{
    json_t *document = document_parse(scenario->document, scenario->document_length,
                                      scenario->path, NULL);
    const char *name = file_named(document, member);
    char folder[PATH_MAX], path[2 * PATH_MAX];
    bool found = name != NULL && name[0] != '/' && real_folder(scenario->path, folder);

    if (member[1] == NULL && name != NULL && catalogue_find(name) != NULL)
        found = false;

    if (found) {
        snprintf(path, sizeof path, "%s/%s", folder, name);
        found = realpath(path, out) != NULL;
    }
    json_decref(document);
    return found;
}

/* Whether the document was read from that folder. */
static bool is_from(const struct scenario *scenario, const char *folder)
{
    char from[PATH_MAX], to[PATH_MAX];

    return folder != NULL && real_folder(scenario->path, from) && realpath(folder, to) != NULL &&
           strcmp(from, to) == 0;
}

static bool is_built_in(const struct scenario *scenario)
{
    char folder[FILE_PATH_SIZE];

    return catalogue_scenarios_folder(folder, NULL) && is_from(scenario, folder);
}

/* The document, which is freed, with that file named in full, if it is named relative to it. */
static char *name_in_full(const struct scenario *scenario, const char *const member[2],
                          char *document, size_t *length)
{
    char file[PATH_MAX], *name = data_file(scenario, member, file) ? quoted(file) : NULL, *moved;

    if (name == NULL)
        return document;
    moved = splice_member(document, *length, member, member[1] != NULL ? 2 : 1, name, length);
    free(document);
    free(name);
    return moved;
}

char *session_moved(const struct scenario *scenario, const char *folder, char *document,
                    size_t *length)
{
    if (!is_from(scenario, folder) && !is_built_in(scenario))
        for (size_t i = 0; i < FILES; i++)
            document = name_in_full(scenario, files[i], document, length);
    return document;
}

bool session_stands_alone(const struct scenario *scenario, struct error *err)
{
    json_t *document = document_parse(scenario->document, scenario->document_length,
                                      scenario->path, err);
    bool alone = document != NULL;

    for (size_t i = 0; alone && !is_built_in(scenario) && i < FILES; i++) {
        const char *name = file_named(document, files[i]);

        alone = name == NULL || files[i][1] == NULL
                || error_set(err, "a link does not carry the file '%.200s', which the lesson "
                                  "needs; Ctrl+S saves it as a file, to be sent with that one",
                             name);
    }
    json_decref(document);
    return alone;
}

char *session_document(const struct scenario *scenario, const struct session *session,
                       const char *folder, size_t *length)
{
    static const char *const member[] = {"session"};
    char *value = session_text(scenario, session), *document;

    document = splice_member(scenario->document, scenario->document_length, member, 1, value,
                             length);
    free(value);
    document = session_moved(scenario, folder, document, length);
    if (document[*length - 1] != '\n') {
        document = memory_resize(document, *length + 2, 1);
        document[(*length)++] = '\n';
        document[*length] = '\0';
    }
    return document;
}
