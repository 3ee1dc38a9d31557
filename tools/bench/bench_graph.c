#include "bench/bench_graph.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

enum { LEAVES = 12, DOCUMENT_MAX = 32 * 1024 };

/* Each operation uses two of the nodes before it, not far behind: deep and broad, with many ways
 * that cross. The last one is the objective. */
static void write_document(char *document, size_t size)
{
    struct text text;

    text_init(&text, document, size);
    text_add(&text, "{\"backstep\": 1, \"title\": \"Large\", \"graph\": {\"values\": {");
    for (int i = 0; i < LEAVES; i++)
        text_printf(&text, "%s\"v%d\": %.1f", i > 0 ? ", " : "", i, 0.1 * (i - 5));
    text_add(&text, "}, \"steps\": [");
    for (int i = LEAVES; i < BENCH_GRAPH_NODES; i++) {
        int near = i - 1 - i % 3, far = i - 1 - (7 * i) % LEAVES;

        text_printf(&text, "%s\"v%d = ", i > LEAVES ? ", " : "", i);
        if (i % 4 == 0)
            text_printf(&text, "v%d + v%d\"", near, far);
        else if (i % 4 == 1)
            text_printf(&text, "v%d * v%d\"", near, far);
        else if (i % 4 == 2)
            text_printf(&text, "tanh(v%d)\"", near);
        else
            text_printf(&text, "max(v%d, v%d)\"", near, far);
    }
    text_add(&text, "]}}");
}

bool bench_graph(struct fonts *fonts, struct bench_frame *result, struct error *err)
{
    struct app *app = memory_new(1, sizeof *app);
    char *document = memory_new(DOCUMENT_MAX, 1);
    bool ok;

    app_init(app);
    app->shown.settings.animation = false;
    write_document(document, DOCUMENT_MAX);
    ok = app_open_document(app, document, "large.json", err) && bench_frame(app, fonts, result, err);
    app_finish(app);
    free(app);
    free(document);
    return ok;
}
