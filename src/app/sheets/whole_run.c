/* Losses and gradients by iteration; the choice is an iteration's index. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "app/run/run.h"
#include "app/scene.h"
#include "view/plot/run_plot.h"

#include <stdlib.h>
#include <string.h>

/* The choice is the iteration shown. */
static void open(struct app *app)
{
    struct place place;

    stepper_place(&app->run.stepper, &place);
    app->sheet.choice = (size_t)place.iteration - 1;
    app->sheet.count = app->run.record.count > 0 ? app->run.record.count : 1;
    if (app->sheet.choice >= app->sheet.count)
        app->sheet.choice = app->sheet.count - 1;
}

/* The number of an iteration: digits, and Enter to go there. */
static bool key(struct app *app, struct key key, enum command command, bool repeat)
{
    size_t length = strlen(app->sheet.typed);
    double to;

    app->shown.dirty = true;
    if (key.code >= '0' && key.code <= '9' && length + 1 < sizeof app->sheet.typed) {
        app->sheet.typed[length] = (char)key.code;
        app->sheet.typed[length + 1] = '\0';
    } else if (key.code == KEY_BACKSPACE && length > 0) {
        app->sheet.typed[length - 1] = '\0';
    } else if (key.code == KEY_ENTER) {
        app_apply(app, COMMAND_TO_ITERATION,
                  length > 0 ? strtod(app->sheet.typed, NULL) : (double)app->sheet.choice + 1.0);
    } else if (key.code == 'l' && (key.modifiers & ~(unsigned)KEY_SHIFT) == 0) {
        app_apply(app, COMMAND_LOGARITHMIC, 0.0);
    } else if (sheet_moves(app, key, &to)) {
        app->sheet.typed[0] = '\0';
        sheet_choose(app, to);
    } else if (!repeat
               && (command == COMMAND_CLOSE || command == COMMAND_GLOSSARY
                   || command == COMMAND_WHOLE_RUN)) {
        sheet_close(app);
    }
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    struct record *record = &app->run.record;
    struct series *norms = arena_alloc(view->arena, (record->layers + 1) * sizeof *norms);
    struct curve_other other = scene_other_curve(app, view);
    struct run_plot plot = {
        .losses = record_losses(record),
        .now = scene_losses_so_far(app, view),
        .second = other.losses,
        .second_name = other.name,
        .second_ink = other.ink,
        .norms = norms,
        .layers = record->layers,
        .logarithmic = app->shown.settings.logarithmic,
        .chosen = app->sheet.choice,
        .typed = app->sheet.typed,
    };

    for (size_t l = 0; l < record->layers; l++)
        norms[l] = record_norms(record, l + 1);
    run_plot_view(
        view, window, &plot,
        (struct run_plot_actions){COMMAND_SEEK_RUN, COMMAND_LOGARITHMIC, {COMMAND_CLOSE, 0.0}});
}

const struct sheet_row sheet_run = {
    .open = open,
    .key = key,
    .draw = draw,
};
