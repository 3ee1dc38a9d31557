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

/* JSON that grows; what it holds is small and bounded by the number of changes. */
struct writer {
    char *text; /* owned */
    size_t length, capacity;
};

static void write_text(struct writer *writer, const char *text)
{
    size_t length = strlen(text);

    if (writer->length + length + 1 > writer->capacity) {
        writer->capacity = 2 * (writer->length + length + 1) + 256;
        writer->text = memory_resize(writer->text, writer->capacity, 1);
    }
    memcpy(writer->text + writer->length, text, length + 1);
    writer->length += length;
}

static void write_whole(struct writer *writer, const char *before, unsigned long long number)
{
    char text[32];

    write_text(writer, before);
    snprintf(text, sizeof text, "%llu", number);
    write_text(writer, text);
}

static void write_value(struct writer *writer, double value)
{
    char text[NUMBER_TEXT_SIZE];

    write_text(writer, number_shortest(text, value));
}

static void write_change(struct writer *writer, const struct edit *edit)
{
    write_whole(writer, "{\"after\": ", edit->step);
    switch (edit->kind) {
    case EDIT_WEIGHT:
    case EDIT_RECURRENT:
        write_text(writer, edit->kind == EDIT_WEIGHT ? ", \"weight\"" : ", \"recurrent_weight\"");
        write_whole(writer, ": {\"layer\": ", edit->layer);
        write_whole(writer, ", \"unit\": ", edit->to + 1);
        write_whole(writer, ", \"from\": ", edit->from + 1);
        break;
    case EDIT_BIAS:
        write_whole(writer, ", \"bias\": {\"layer\": ", edit->layer);
        write_whole(writer, ", \"unit\": ", edit->to + 1);
        break;
    case EDIT_INPUT:
    case EDIT_TARGET:
        write_text(writer, edit->kind == EDIT_INPUT ? ", \"input\"" : ", \"target\"");
        write_whole(writer, ": {\"sample\": ", edit->sample);
        write_whole(writer, ", \"unit\": ", edit->to + 1);
        if (edit->time > 0)
            write_whole(writer, ", \"time\": ", edit->time);
        break;
    case EDIT_OPTIMIZER:
        write_text(writer, ", \"optimizer\": {\"kind\": \"");
        write_text(writer, optimizer_row((enum optimizer_kind)edit->value)->name);
        write_text(writer, "\"}}");
        return;
    case EDIT_LEARNING_RATE:
    case EDIT_KIND_COUNT:
        write_text(writer, ", \"learning_rate\": {");
        break;
    }
    write_text(writer, "}, \"value\": ");
    write_value(writer, edit->value);
    write_text(writer, "}");
}

static void write_graph_change(struct writer *writer, const struct graph *graph,
                               const struct graph_edit *edit)
{
    if (edit->kind != GRAPH_EDIT_LEAF) {
        write_change(writer, &(struct edit){.step = edit->after, .value = edit->value,
                                            .kind = edit->kind == GRAPH_EDIT_RATE
                                                        ? EDIT_LEARNING_RATE : EDIT_OPTIMIZER});
        return;
    }
    write_whole(writer, "{\"after\": ", edit->after);
    write_text(writer, ", \"leaf\": {\"name\": \"");
    write_text(writer, graph->nodes[edit->leaf].name);
    write_text(writer, "\"}, \"value\": ");
    write_value(writer, edit->value);
    write_text(writer, "}");
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
    static const char *const words[SESSION_GRANULARITIES] = {"phase", "layer", "neuron", "term"};
    size_t count = session->edits.count + session->graph_edits.count;
    struct writer writer = {0};
    char *of;

    write_whole(&writer, "{\n    \"step\": ", session->step);
    if (session->moment != SESSION_ALL)
        write_whole(&writer, ",\n    \"moment\": ", (unsigned long long)session->moment);
    write_text(&writer, ",\n    \"granularity\": \"");
    write_text(&writer, words[session->granularity]);
    write_text(&writer, "\"");
    if (session->of != NULL && (of = quoted(session->of)) != NULL) {
        write_text(&writer, ",\n    \"of\": ");
        write_text(&writer, of);
        free(of);
    }
    write_text(&writer, ",\n    \"changes\": [");
    for (size_t i = 0; i < session->edits.count; i++) {
        write_text(&writer, i == 0 ? "\n      " : ",\n      ");
        write_change(&writer, &session->edits.edits[i]);
    }
    for (size_t i = 0; i < session->graph_edits.count; i++) {
        write_text(&writer, i == 0 ? "\n      " : ",\n      ");
        write_graph_change(&writer, &scenario->graph.graph, &session->graph_edits.edits[i]);
    }
    write_text(&writer, count > 0 ? "\n    ]\n  }" : "]\n  }");
    return writer.text;
}

/* The folder that a path's file is in, with its links followed. False if there is none. */
static bool real_folder(const char *path, char out[PATH_MAX])
{
    char folder[FILE_PATH_SIZE];
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return realpath(".", out) != NULL;
    if (snprintf(folder, sizeof folder, "%.*s/", (int)(slash - path), path) >= (int)sizeof folder)
        return false;
    return realpath(folder, out) != NULL;
}

/* Where the file stands that the document names relative to itself, as that member of a member;
 * false if it names none. */
static bool data_file(const struct scenario *scenario, const char *const member[2],
                      char out[PATH_MAX])
{
    json_t *document = document_parse(scenario->document, scenario->document_length,
                                      scenario->path, NULL);
    const char *name = json_string_value(
        json_object_get(json_object_get(document, member[0]), member[1]));
    char folder[PATH_MAX], path[2 * PATH_MAX];
    bool found = name != NULL && name[0] != '/' && real_folder(scenario->path, folder);

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

/* The document, which is freed, with that file named in full, if it is named relative to it.
 */
static char *name_in_full(const struct scenario *scenario, const char *const member[2],
                          char *document, size_t *length)
{
    char file[PATH_MAX], *name = data_file(scenario, member, file) ? quoted(file) : NULL, *moved;

    if (name == NULL)
        return document;
    moved = splice_member(document, *length, member, 2, name, length);
    free(document);
    free(name);
    return moved;
}

static const char *const files[][2] = {
    {"data", "csv"}, {"data", "validation_csv"}, {"network", "weights_file"}};

enum { FILES = sizeof files / sizeof files[0] };

bool session_stands_alone(const struct scenario *scenario, struct error *err)
{
    json_t *document = document_parse(scenario->document, scenario->document_length,
                                      scenario->path, err);
    bool alone = document != NULL;

    for (size_t i = 0; alone && !is_built_in(scenario) && i < FILES; i++) {
        const char *name = json_string_value(
            json_object_get(json_object_get(document, files[i][0]), files[i][1]));

        alone = name == NULL
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
    if (!is_from(scenario, folder) && !is_built_in(scenario))
        for (size_t i = 0; i < FILES; i++)
            document = name_in_full(scenario, files[i], document, length);
    if (document[*length - 1] != '\n') {
        document = memory_resize(document, *length + 2, 1);
        document[(*length)++] = '\n';
        document[*length] = '\0';
    }
    return document;
}
