#include "app/graph/graph_another.h"

#include "app/app.h"
#include "lesson/graph/graph_rewrite.h"

#include <stdlib.h>

void graph_another_open(struct app *app)
{
    graph_line_begin(&app->shown.graph.line, &app->run.scenario.graph.graph);
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
        graph_line_point_out(line);
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
        graph_line_type(line, key);
    return true;
}
