#include "app/run/course.h"
#include "app/walk/station.h"

#include "explain/graph/graph_changes.h"
#include "explain/rich.h"
#include "lesson/catalogue.h"
#include "words/words.h"

#include <string.h>

static const struct script *script_of(const struct run *run)
{
    return &run->scenario.script;
}

/* Of station `number`, from 1. */
bool station_cursor(const struct run *run, size_t number, struct cursor *cursor)
{
    return script_cursor(&run->scenario, number - 1, &run->stepper, cursor);
}

/* The number of the first station at the cursor; 0: none stands there. */
static size_t first_at(const struct run *run, struct cursor at)
{
    for (size_t n = 1; n <= script_of(run)->count; n++) {
        struct cursor cursor;

        if (station_cursor(run, n, &cursor) && cursor_equal(cursor, at))
            return n;
    }
    return 0;
}

bool station_runs(const struct run *run, const struct walk *walk)
{
    return walk->running && run->hurry.on && cursor_equal(run->hurry.goal, walk->cursor);
}

/* The number of the station shown; 0: the cursor stands between two. */
static size_t number_here(const struct run *run, const struct walk *walk)
{
    if (walk->number > 0
        && (cursor_equal(walk->cursor, run->cursor) || station_runs(run, walk)))
        return walk->number;
    return first_at(run, run->cursor);
}

const struct script_station *station_here(const struct run *run, const struct walk *walk,
                                          size_t *number)
{
    *number = run_is_open(run) && script_of(run)->count > 0 ? number_here(run, walk) : 0;
    return *number > 0 ? &script_of(run)->stations[*number - 1] : NULL;
}

/* ---- what it says ---- */

static const struct formula *symbol_of(const struct run *run, struct arena *arena,
                                       const struct snapshot *snapshot, struct quantity quantity)
{
    struct graph_moment at;

    if (!run_is_graph(run))
        return quantity_symbol(arena, snapshot, quantity);
    at = course_graph_moment(run, run->cursor);
    return graph_changes_symbol(arena, &at, graph_item_of(quantity));
}

/* In the update the loss is the batch's: no sample is worked on any more. */
static bool is_of_batch(const struct snapshot *snapshot, struct quantity quantity)
{
    return quantity.kind == QUANTITY_LOSS && snapshot->place.unit.kind >= UNIT_UPDATE;
}

static struct rich_span span_of(const struct run *run, struct arena *arena,
                                const struct snapshot *snapshot, const struct script_span *span)
{
    struct rich_span out = {.bold = span->bold};
    const char *text = arena_printf(arena, "%.*s", (int)span->length, span->text);
    struct quantity quantity;
    double number;

    if (span->kind == SCRIPT_SPAN_TEXT
        || !script_named(&run->scenario, &snapshot->state->optimizer, text, &quantity, NULL)) {
        out.text = text;
        return out;
    }
    if (!run_is_graph(run) && is_of_batch(snapshot, quantity)) {
        out.formula = quantity_batch_loss_symbol(arena, snapshot->batch_loss);
        number = snapshot->batch_loss;
    } else {
        out.formula = symbol_of(run, arena, snapshot, quantity);
        number = run_is_graph(run) ? out.formula->value : quantity_value(snapshot, quantity);
    }
    if (span->kind == SCRIPT_SPAN_VALUE)
        out.formula = formula_number(arena, number);
    return out;
}

static struct rich sentence_of(const struct run *run, struct arena *arena,
                               const struct snapshot *snapshot, const char *say)
{
    struct rich_span *spans = arena_alloc(arena, (strlen(say) + 1) * sizeof *spans);
    struct rich rich = {spans, 0};
    bool bold = false;
    struct script_span span;

    while ((span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END)
        spans[rich.count++] = span_of(run, arena, snapshot, &span);
    return rich;
}

/* In the role that the step gives it, else as what the step came to. */
static enum formula_role role_of(const struct explanation *explanation, struct quantity quantity)
{
    for (size_t i = 0; i < explanation->mark_count; i++)
        if (quantity_equal(explanation->marks[i].quantity, quantity))
            return explanation->marks[i].role;
    return FORMULA_ROLE_RESULT;
}

void station_look(const struct run *run, const struct walk *walk, struct snapshot *snapshot)
{
    size_t number;
    const struct script_station *station = station_here(run, walk, &number);

    if (station == NULL || run->stepper.edits.count > 0)
        return;
    snapshot->look = station->look;
    snapshot->look_count = station->look_count;
}

const struct explanation *station_explanation(const struct run *run, const struct walk *walk,
                                              struct arena *arena,
                                              const struct snapshot *snapshot,
                                              const struct explanation *explanation)
{
    size_t number;
    const struct script_station *station = station_here(run, walk, &number);
    struct explanation *out;
    struct explain_mark *marks;

    if (station == NULL)
        return explanation;
    out = arena_alloc(arena, sizeof *out);
    *out = *explanation;
    /* What a station says is true of the lesson as it was written: after a change by hand the step
     * speaks for itself. */
    if (station->say != NULL && run->stepper.edits.count == 0)
        out->sentence = sentence_of(run, arena, snapshot, station->say);
    else if (station->say == NULL && station->ask.kind == SCRIPT_ASK_TEXT)
        out->sentence = rich_format(arena, "{s}", station->ask.text);
    if (station->look_count == 0)
        return out;
    out->own_marks = explanation->marks;
    out->own_count = explanation->mark_count;
    out->marks = marks = arena_alloc(arena, station->look_count * sizeof *marks);
    out->mark_count = station->look_count;
    out->own_focus_layer = out->focus_layer;
    out->focus_layer = 0;
    for (size_t i = 0; i < station->look_count; i++)
        marks[i] = (struct explain_mark){station->look[i], role_of(explanation, station->look[i])};
    return out;
}

const char *station_words(const struct run *run, const struct walk *walk, struct arena *arena)
{
    size_t number;

    return station_here(run, walk, &number) == NULL
               ? "" : words_in(arena, W_STATION_NUMBER, number, script_of(run)->count);
}

const char *station_next(const struct run *run, const struct walk *walk, struct arena *arena)
{
    const char *next = script_of(run)->next;
    const struct catalogue_entry *lesson = next != NULL ? catalogue_find(next) : NULL;
    size_t number;

    if (next == NULL || station_here(run, walk, &number) == NULL || number < script_of(run)->count)
        return "";
    return arena_printf(arena, "%s", lesson != NULL ? lesson->title : next);
}

bool station_was_asked(const struct run *run, const struct walk *walk)
{
    size_t number;

    return station_here(run, walk, &number) != NULL && walk->asked == number;
}
