#include "app/editor.h"

#include "app/jobs/alternatives.h"
#include "app/app.h"
#include "app/run/journal.h"
#include "app/asked.h"
#include "app/run/travel.h"
#include "base/elementary.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pixels of a drag to one little step, and how far apart turns of the wheel belong together. */
static const float drag_px = 7.0f;
static const double together_ms = 900.0;

/* ---- what can be changed ---- */

/* The number that is meant: of a gradient or a step the parameter; NONE if it is computed. */
static struct quantity changeable(const struct app *app, struct quantity q)
{
    if (quantity_is_of_parameter(q))
        return quantity_as(q, travel_has_moved(app) ? QUANTITY_NEW : QUANTITY_VALUE);
    if (q.kind != QUANTITY_X && q.kind != QUANTITY_T && q.kind != QUANTITY_RATE)
        q = (struct quantity){0};
    return q;
}

static double value_of(struct app *app, struct quantity q)
{
    struct snapshot snapshot;

    app_snapshot(app, &snapshot);
    return quantity_value(&snapshot, q);
}

static bool change(struct app *app, struct quantity q, double value)
{
    struct error err = {{0}};

    if (journal_edit(app, q, value, &err))
        return true;
    app_say(app, true, err.text);
    return false;
}

/* ---- the field ---- */

static void open_field(struct app *app, struct quantity asked)
{
    struct editor *editor = &app->asked.editor;
    struct quantity q = changeable(app, asked);
    char exact[NUMBER_TEXT_SIZE];

    if (asked.kind == QUANTITY_NONE) {
        app_say(app, false, words(W_CHOOSE_NUMBER_FIRST_CLICK_IT));
        return;
    }
    if (q.kind == QUANTITY_NONE) {
        app_say(app, false, words(W_NUMBER_IS_COMPUTED_CHANGE_WEIGHT));
        return;
    }
    *editor = (struct editor){.open = true, .quantity = q, .replace = true};
    number_format(exact, value_of(app, q), (struct number_style){.decimals = NUMBER_DECIMALS_MAX,
                                                                 .ascii = true});
    snprintf(editor->text, sizeof editor->text, "%s", exact);
    editor->caret = strlen(editor->text);
    app->asked.selected = asked;
    app->asked.hovered = (struct quantity){0};
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
    char *end;
    double value = strtod(editor->text, &end);
    struct error err = {{0}};

    if (end == editor->text || *end != '\0' || !isfinite(value)) {
        editor->hint = strchr(editor->text, ',') != NULL ? words(W_DECIMAL_SIGN_IS_POINT_0)
                                                         : words(W_NOT_NUMBER_NUMBERS_LOOK_LIKE);
        return;
    }
    if (!journal_edit(app, editor->quantity, value, &err)) {
        close_field(app);
        app_say(app, true, err.text);
        return;
    }
    close_field(app);
}

static void insert(struct editor *editor, char c)
{
    size_t length;

    if (editor->replace) {
        editor->text[0] = '\0';
        editor->caret = 0;
    }
    length = strlen(editor->text);
    if (length + 1 >= sizeof editor->text)
        return;
    memmove(&editor->text[editor->caret + 1], &editor->text[editor->caret],
            length - editor->caret + 1);
    editor->text[editor->caret++] = c;
}

static void erase(struct editor *editor, size_t at)
{
    size_t length = strlen(editor->text);

    if (at >= length)
        return;
    memmove(&editor->text[at], &editor->text[at + 1], length - at);
    editor->caret = at;
}

static void edit_text(struct editor *editor, struct key key)
{
    editor->hint = NULL;
    switch (key.code) {
    case KEY_BACKSPACE:
        if (editor->replace)
            editor->text[0] = '\0', editor->caret = 0;
        else if (editor->caret > 0)
            erase(editor, editor->caret - 1);
        break;
    case KEY_DELETE:
        erase(editor, editor->caret);
        break;
    case KEY_LEFT:
        editor->caret -= editor->caret > 0 ? 1 : 0;
        break;
    case KEY_RIGHT:
        editor->caret += editor->text[editor->caret] != '\0' ? 1 : 0;
        break;
    case KEY_HOME:
        editor->caret = 0;
        break;
    case KEY_END:
        editor->caret = strlen(editor->text);
        break;
    default:
        if (key.code > ' ' && key.code < 127 && !(key.modifiers & (KEY_CONTROL | KEY_ALT)))
            insert(editor, (char)key.code);
    }
    editor->replace = false;
}

const char *editor_leave(struct app *app)
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

bool editor_key(struct app *app, struct key key)
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
        edit_text(&app->asked.editor, key);
        return true;
    }
}

/* ---- little steps ---- */

double editor_stepped(double value, int ticks)
{
    int power = (int)floor(elementary_log10(fmax(fabs(value), 0.1))) - 1;
    double tick = elementary_pow(10.0, power);
    char text[400];

    if (!isfinite(value))
        return value;
    if (power >= 0)
        return (round(value / tick) + ticks) * tick;
    /* Through decimals, so that 0.4 becomes 0.41 and not what 41 * 0.01 is. */
    snprintf(text, sizeof text, "%.*f", -power, value + ticks * tick);
    return strtod(text, NULL) + 0.0;
}

void editor_turn(struct app *app, struct quantity quantity, int ticks)
{
    struct editor *editor = &app->asked.editor;
    struct quantity q = changeable(app, quantity);
    bool goes_on = app->run.journal.done > 0 && quantity_equal(quantity, editor->turned)
        && app->shown.now_ms - editor->turned_ms < together_ms;
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
        journal_undo(app);
    if (change(app, quantity, value)) {
        editor->turned = quantity;
        editor->turned_ms = app->shown.now_ms;
    }
}

/* ---- the pointer ---- */

void editor_press(struct app *app, struct quantity quantity, struct point at, bool again)
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

bool editor_drag(struct app *app, struct point at)
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
        editor->turned_ms = app->shown.now_ms; /* however slowly: one drag is one entry */
    }
    if (ticks != editor->held_ticks) {
        struct quantity held = editor->held;

        editor_turn(app, held, ticks - editor->held_ticks);
        app->asked.selected = held;
        app->asked.editor.held = held;
        app->asked.editor.held_ticks = ticks;
    }
    return true;
}

void editor_release(struct app *app)
{
    if (app->asked.editor.dragging)
        app->asked.editor.turned = (struct quantity){0};
    app->asked.editor.held = (struct quantity){0};
    app->asked.editor.dragging = false;
}

/* ---- commands ---- */

/* Undo, redo and reset: `back` says whether there was anything. Another optimiser shows nowhere but
 * in the strip, so it is said. */
static void take_back(struct app *app, bool (*back)(struct app *app), const char *none)
{
    enum optimizer_kind choice = app->run.stepper.state.optimizer.kind;
    char text[128];

    if (!back(app)) {
        app_say(app, false, none);
    } else if (app->run.stepper.state.optimizer.kind != choice) {
        words_print(text, sizeof text, W_NOW_MAKES_STEPS_FROM_SAME, alternatives_now(app));
        app_say(app, false, text);
    }
    app->asked.editor.turned = (struct quantity){0};
    app->shown.explanation = NULL;
}

void editor_open(struct app *app, double unused)
{
    (void)unused;
    open_field(app, app_asked(app));
}

void editor_change(struct app *app, double ticks)
{
    editor_turn(app, app_asked(app), (int)ticks);
}

void editor_undo(struct app *app, double unused)
{
    (void)unused;
    take_back(app, journal_undo, words(W_THERE_IS_NO_CHANGE_TO));
}

void editor_redo(struct app *app, double unused)
{
    (void)unused;
    take_back(app, journal_redo, words(W_THERE_IS_NO_CHANGE_TO_DO));
}

void editor_reset(struct app *app, double unused)
{
    (void)unused;
    take_back(app, journal_reset, words(W_NOTHING_WAS_CHANGED_BY_HAND));
}
