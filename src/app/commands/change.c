#include "app/commands/change.h"

#include "app/graph/graph_another.h"
#include "app/run/journal.h"
#include "app/run/travel.h"
#include "base/attributes.h"
#include "base/number.h"

#include <math.h>

/* Pixels of a drag to one little step, and how far apart turns of the wheel belong together. */
static const float drag_px = 7.0f;
static const double together_ms = 900.0;

/* ---- what can be changed ---- */

/* The number that is meant: of a gradient or a step the parameter; NONE if it is computed. */
static struct quantity changeable(const struct app *app, struct quantity q)
{
    if (run_is_graph(&app->run))
        return graph_shown_changeable(&app->run, q);
    if (quantity_is_of_parameter(q))
        return quantity_as(q, travel_has_moved(&app->run) ? QUANTITY_NEW : QUANTITY_VALUE);
    if (q.kind != QUANTITY_X && q.kind != QUANTITY_T && q.kind != QUANTITY_RATE)
        q = (struct quantity){0};
    return q;
}

bool change_is_possible(const struct app *app, struct quantity quantity)
{
    return changeable(app, quantity).kind != QUANTITY_NONE;
}

static double value_of(struct app *app, struct quantity q)
{
    struct snapshot snapshot;

    if (run_is_graph(&app->run))
        return graph_shown_value(&app->run, q);
    run_snapshot(&app->run, &snapshot);
    return quantity_value(&snapshot, q);
}

static bool set(struct app *app, struct quantity q, double value)
{
    struct error err = {0};
    bool ok = journal_edit(&app->run, q, value, &err);

    app_heed(app);
    if (!ok)
        app_say(app, true, err.text);
    return ok;
}

/* ---- the field ---- */

static void open_field(struct app *app, struct quantity asked)
{
    struct quantity q = changeable(app, asked);
    char exact[NUMBER_TEXT_SIZE];

    if (asked.kind == QUANTITY_NONE && run_is_graph(&app->run)) {
        graph_another_open(app);
        return;
    }
    if (asked.kind == QUANTITY_NONE) {
        app_say(app, false, words(W_CHOOSE_NUMBER_FIRST_CLICK_IT));
        return;
    }
    if (q.kind == QUANTITY_NONE) {
        app_say(app, false, words(run_is_graph(&app->run) ? W_GRAPH_CHOOSE_VALUE
                                                          : W_NUMBER_IS_COMPUTED_CHANGE_WEIGHT));
        return;
    }
    number_format(exact, value_of(app, q), (struct number_style){.decimals = NUMBER_DECIMALS_MAX,
                                                                 .ascii = true});
    editor_begin(&app->asked.editor, q, exact);
    asked_choose(&app->asked, asked);
    app->run.playing = false;
    app->shown.explanation = NULL;
}

static void close_field(struct app *app)
{
    app->asked.editor = (struct editor){0};
}

static void commit(struct app *app)
{
    struct editor *editor = &app->asked.editor;
    struct quantity q = editor->quantity;
    double value;

    if (!editor_value(editor, &value))
        return;
    close_field(app);
    set(app, q, value);
}

const char *change_leave(struct app *app)
{
    const char *hint;

    if (!app->asked.editor.open)
        return NULL;
    commit(app);
    hint = app->asked.editor.hint;
    if (app->asked.editor.open)
        close_field(app);
    return hint;
}

bool change_key(struct app *app, struct key key)
{
    if (!app->asked.editor.open)
        return false;
    app->shown.dirty = true;
    switch (key.code) {
    case KEY_ENTER:
        commit(app);
        return true;
    case KEY_TAB:
        commit(app);
        return app->asked.editor.open; /* once set, Tab means what it always does */
    case KEY_ESCAPE:
        close_field(app);
        return true;
    default:
        editor_type(&app->asked.editor, key);
        return true;
    }
}

/* ---- little steps ---- */

/* What follows from the number is computed again, up to where one was. */
static void stay_at(struct app *app, struct cursor cursor)
{
    struct run *run = &app->run;

    if (run_is_graph(run) || run->journal.done == 0 || !cursor_is_before(run->cursor, cursor))
        return;
    travel_to(run, cursor);
    run->journal.entries[run->journal.done - 1].after = run->cursor;
    app->shown.explanation = NULL;
}

void change_turn(struct app *app, struct quantity quantity, int ticks)
{
    struct editor *editor = &app->asked.editor;
    struct quantity q = changeable(app, quantity);
    bool goes_on = !run_is_graph(&app->run) && app->run.journal.done > 0
        && quantity_equal(quantity, editor->turned)
        && app->run.now_ms - editor->turned_ms < together_ms;
    struct cursor stay;
    double value;

    if (q.kind == QUANTITY_NONE) {
        open_field(app, quantity); /* says why not */
        return;
    }
    value = editor_stepped(value_of(app, q), ticks);
    if (q.kind == QUANTITY_RATE && value < 0)
        value = 0;
    /* In place of the change before: together they are one. */
    if (goes_on)
        journal_undo(&app->run);
    else if (!run_is_graph(&app->run))
        ghost_keep(&app->shown.ghost, &app->run);
    stay = app->run.cursor;
    if (set(app, quantity, value)) {
        stay_at(app, stay);
        editor->turned = quantity;
        editor->turned_ms = app->run.now_ms;
    }
}

/* ---- the pointer ---- */

void change_press(struct app *app, struct quantity quantity, struct point at, bool again)
{
    struct editor *editor = &app->asked.editor;

    editor->held = changeable(app, quantity).kind == QUANTITY_NONE ? (struct quantity){0}
                                                                   : quantity;
    editor->held_at = at;
    editor->held_ticks = 0;
    editor->dragging = false;
    if (again && quantity.kind != QUANTITY_NONE)
        open_field(app, quantity);
}

bool change_drag(struct app *app, struct point at)
{
    struct editor *editor = &app->asked.editor;
    int ticks = (int)((editor->held_at.y - at.y) / drag_px);

    if (editor->held.kind == QUANTITY_NONE || editor->open)
        return false;
    if (!editor->dragging && ticks == 0)
        return false;
    if (!editor->dragging) {
        editor->dragging = true;
        editor->turned = (struct quantity){0}; /* an entry of its own */
    } else {
        editor->turned_ms = app->run.now_ms; /* however slowly: one drag is one entry */
    }
    if (ticks != editor->held_ticks) {
        struct quantity held = editor->held;

        change_turn(app, held, ticks - editor->held_ticks);
        app->asked.selected = held;
        app->asked.editor.held = held;
        app->asked.editor.held_ticks = ticks;
    }
    return true;
}

void change_release(struct app *app)
{
    if (app->asked.editor.dragging)
        app->asked.editor.turned = (struct quantity){0};
    app->asked.editor.held = (struct quantity){0};
    app->asked.editor.dragging = false;
}

/* ---- commands ---- */

/* Undo, redo and reset: `back` says whether there was anything. Another optimiser shows nowhere but
 * in the strip, so it is said. */
static void take_back(struct app *app, bool (*back)(struct run *run), const char *none)
{
    enum optimizer_kind choice = app->run.stepper.state.optimizer.kind;
    struct snapshot snapshot;
    char text[128];

    if (!back(&app->run)) {
        app_say(app, false, none);
    } else if (app->run.stepper.state.optimizer.kind != choice) {
        run_snapshot(&app->run, &snapshot);
        words_print(text, sizeof text, W_NOW_MAKES_STEPS_FROM_SAME,
                    explain_optimizer_title(&snapshot));
        app_say(app, false, text);
    }
    app->asked.editor.turned = (struct quantity){0};
    app->shown.explanation = NULL;
}

void change_open(struct app *app, double unused UNUSED)
{
    open_field(app, asked_about(&app->asked));
}

void change_by(struct app *app, double ticks)
{
    change_turn(app, asked_about(&app->asked), (int)ticks);
}

void change_undo(struct app *app, double unused UNUSED)
{
    take_back(app, journal_undo, words(W_THERE_IS_NO_CHANGE_TO));
}

void change_redo(struct app *app, double unused UNUSED)
{
    take_back(app, journal_redo, words(W_THERE_IS_NO_CHANGE_TO_DO));
}

void change_reset(struct app *app, double unused UNUSED)
{
    take_back(app, journal_reset, words(W_NOTHING_WAS_CHANGED_BY_HAND));
}
