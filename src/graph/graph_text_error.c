#include "graph/graph_text.h"

#include "base/text.h"
#include "graph/graph_text_parts.h"

#include <stdio.h>
#include <string.h>

size_t graph_text_column(const struct graph_text_reader *r, size_t at)
{
    size_t column = 1;

    for (size_t i = 0; i < at; i++)
        column += ((unsigned char)r->text[i] & 0xc0) != 0x80;
    return column;
}

bool graph_text_fail(const struct graph_text_reader *r, size_t at, const char *sentence)
{
    return error_set(r->err, "column %zu: %s", graph_text_column(r, at), sentence);
}

bool graph_text_unexpected(const struct graph_text_reader *r, size_t at, const char *expected)
{
    char sentence[ERROR_TEXT_SIZE], found[GRAPH_NAME_MAX + 8];
    const char *c = r->text + at;
    size_t length = graph_text_name(c);

    if (length == 0 && *c != '\0') {
        const char *next = c;

        text_next_utf8(&next);
        length = (size_t)(next - c);
    }
    snprintf(found, sizeof found, "%.*s", (int)(length < GRAPH_NAME_MAX ? length : GRAPH_NAME_MAX),
             c);
    text_cut_utf8(found);
    if (*c == '\0')
        snprintf(sentence, sizeof sentence, "the step ends here, expected %s", expected);
    else
        snprintf(sentence, sizeof sentence, "found '%s', expected %s", found, expected);
    return graph_text_fail(r, at, sentence);
}

/* The name of a step, and whether that is what stands there. */
static bool step_is_called(const char *step, const char *name, size_t length)
{
    const char *own;
    size_t own_length, body;

    return graph_text_head(step, &own, &own_length, &body) && own_length == length &&
           memcmp(own, name, length) == 0;
}

bool graph_text_unknown(const struct graph_text_reader *r, size_t at, size_t length)
{
    const char *known[2 * GRAPH_NODES_MAX], *near;
    char name[GRAPH_NAME_MAX + 8], sentence[ERROR_TEXT_SIZE];
    size_t count = 0, step = r->index;

    snprintf(name, sizeof name, "%.*s", (int)(length < GRAPH_NAME_MAX ? length : GRAPH_NAME_MAX),
             r->text + at);
    text_cut_utf8(name);
    while (step < r->source->step_count &&
           !step_is_called(r->source->steps[step], r->text + at, length))
        step++;
    for (size_t i = 0; i < r->graph->count; i++)
        if (r->graph->nodes[i].name != NULL)
            known[count++] = r->graph->nodes[i].name;
    near = text_nearest(name, known, count);
    if (step == r->index)
        snprintf(sentence, sizeof sentence, "'%s' would depend on itself: a cycle; a step uses "
                                            "values and the steps before it", name);
    else if (step < r->source->step_count)
        snprintf(sentence, sizeof sentence,
                 "'%s' comes only with step %zu, and a step uses values and the steps before it, "
                 "so that there is no cycle; put that step before this one", name, step + 1);
    else if (near != NULL)
        snprintf(sentence, sizeof sentence, "nothing is called '%s'; did you mean '%s'?", name,
                 near);
    else
        snprintf(sentence, sizeof sentence, "nothing is called '%s'; give it a number among the "
                                            "values, or a step of its own before this one", name);
    return graph_text_fail(r, at, sentence);
}
