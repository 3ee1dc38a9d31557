#include "cli/export/export_words.h"

#include "app/run/course.h"
#include "app/commands/commands.h"

#include "base/text.h"
#include "cli/picture.h"
#include "explain/rich.h"
#include "view/frame/phases.h"

#include <stdio.h>
#include <string.h>

/* As parts of files' names, by unit_kind. */
static const char *const kinds[] = {
    [UNIT_FORWARD] = "forward", [UNIT_LOSS] = "loss", [UNIT_BACKWARD] = "backward",
    [UNIT_UPDATE] = "update", [UNIT_STOP] = "stop",
};

/* Adds a name as part of a file's: letters and digits, those of indices too (h₁: h1), and "-". */
static void add_name(struct text *what, const char *name)
{
    while (*name != '\0') {
        const char *from = name;
        unsigned c = text_next_utf8(&name);

        if (c >= 0x2080 && c <= 0x2089)
            text_printf(what, "%u", c - 0x2080);
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 (c >= 0xc0 && c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c < 0x2500)))
            text_printf(what, "%.*s", (int)(name - from), from);
        else if (what->length > 0 && what->data[what->length - 1] != '-')
            text_add(what, "-");
    }
}

/* "backward-o1", "forward-hidden", "loss": the phase and, where the step has one, the neuron, else
 * the layer; of a graph the node. */
static void make_what(struct export_words *words, const struct snapshot *snapshot,
                      const struct graph_moment *graph, const struct explanation *explanation,
                      struct arena *arena, bool phases)
{
    const struct place *place = &snapshot->place;
    size_t layer = explanation->focus_layer > 0 ? explanation->focus_layer
                                                : explanation->own_focus_layer;
    char name[EXPORT_WHAT_SIZE];
    struct text what, unit;

    text_init(&what, words->what, sizeof words->what);
    text_add(&what, place->step == 0 || place->index == 0 ? "start" : kinds[place->unit.kind]);
    if (graph != NULL && place->step > 0 && !phases && place->unit.kind != UNIT_LOSS
        && place->unit.kind < UNIT_UPDATE) {
        text_add(&what, "-");
        add_name(&what, graph->run->graph->nodes[graph->place.unit.layer].name);
    }
    if (graph != NULL || place->step == 0 || phases || place->unit.layer == 0 ||
        place->unit.kind == UNIT_LOSS || place->unit.kind == UNIT_STOP)
        return;
    text_init(&unit, name, sizeof name);
    if (layer > 0)
        formula_to_text(quantity_unit_name(arena, snapshot->net, layer, explanation->focus_unit),
                        FORMULA_SYMBOLS, (struct number_style){0}, &unit);
    else
        text_add(&unit, quantity_layer_name(arena, snapshot->net, place->unit.layer));
    text_add(&what, "-");
    add_name(&what, name);
}

static void option(struct text *text, const char *name, const char *value)
{
    if (value != NULL)
        text_printf(text, "; %s %s", name, value);
}

static const enum command only_moving[] = {
    COMMAND_STEP_FORWARD, COMMAND_STEP_BACK, COMMAND_PHASE_FORWARD, COMMAND_PHASE_BACK,
    COMMAND_ITERATION_FORWARD, COMMAND_ITERATION_BACK, COMMAND_EPOCH_FORWARD, COMMAND_EPOCH_BACK,
    COMMAND_START, COMMAND_END, COMMAND_RUN, COMMAND_REWIND, COMMAND_FULL_SCREEN,
    COMMAND_SCREENSHOT, COMMAND_SAVE, COMMAND_QUIT,
};

static void note_key(void *context, struct key key)
{
    bool *changes = context;
    double argument;
    enum command command = command_for_key(key, &argument);

    for (size_t i = 0; i < sizeof only_moving / sizeof only_moving[0]; i++)
        if (only_moving[i] == command)
            return;
    *changes = true;
}

/* Of the keys those that change more than the moment, which is said anyhow. */
static void add_keys(struct text *text, const char *keys)
{
    bool first = true;

    while (keys != NULL && *keys != '\0') {
        size_t length = strcspn(keys, " ");
        char word[64];
        bool changes = false;

        snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), keys);
        if (length > 0 && key_script(word, note_key, &changes, NULL) && changes) {
            text_printf(text, "%s%s", first ? "; keys " : " ", word);
            first = false;
        }
        keys += length + (keys[length] != '\0');
    }
}

/* What makes the picture again, as far as its content goes. */
static void make_source(struct export_words *words, const struct app *app,
                        const struct export_request *request, const struct snapshot *snapshot)
{
    struct reveal_progress progress = course_progress(&app->run);
    struct text text;

    text_init(&text, words->source, sizeof words->source);
    text_printf(&text, "%s, iteration %llu, step %zu of %zu (a %s each)", words->name,
                (unsigned long long)snapshot->place.iteration, progress.done, progress.total,
                granularity_name(app->run.granularity));
    option(&text, "with", request->with);
    option(&text, "mistake", request->mistake);
    option(&text, "view", request->view);
    option(&text, "part", request->part);
    add_keys(&text, request->keys);
}

void export_words_make(struct export_words *words, struct app *app,
                       const struct export_request *request)
{
    const struct number_style numbers = {.decimals = app->shown.settings.decimals};
    struct snapshot snapshot;
    const struct explanation *explanation;
    struct graph_moment moment;
    struct text text;

    run_snapshot(&app->run, &snapshot);
    explanation = app_explanation(app, &snapshot);
    arena_reset(&app->shown.frame_arena);
    if (run_is_graph(&app->run))
        moment = course_graph_moment(&app->run, app->run.cursor);
    make_what(words, &snapshot, run_is_graph(&app->run) ? &moment : NULL, explanation,
              &app->shown.frame_arena,
              request->steps.series == EXPORT_PHASES);
    words->phase = snapshot.place.step == 0 || snapshot.place.index == 0
                       ? "Start"
                       : phases_name(view_phase(snapshot.place.unit.kind));
    text_init(&text, words->sentence, sizeof words->sentence);
    rich_to_text(explanation->sentence, numbers, &text);
    text_init(&text, words->entry, sizeof words->entry);
    rich_to_text(explanation->title, numbers, &text);
    text_init(&text, words->title, sizeof words->title);
    text_printf(&text, "%s: %s", app->run.scenario.title, words->entry);
    picture_name(request->word, words->name, sizeof words->name);
    make_source(words, app, request, &snapshot);
}
