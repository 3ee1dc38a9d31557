/* The step of each optimiser from the same gradients; the choice is an optimizer_kind. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "app/jobs/alternatives.h"
#include "app/run/journal.h"
#include "base/attributes.h"
#include "view/sheets/optimizers.h"

static void open(struct app *app)
{
    app->sheet.choice = app->sheet.alternatives.now;
    app->sheet.count = optimizer_count();
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    optimizers_view(view, window, &app->sheet.alternatives, app->sheet.choice, COMMAND_CHOOSE,
                    COMMAND_USE_OPTIMIZER, (struct ui_action){COMMAND_CLOSE, 0.0});
}

void sheet_optimizers_show(struct app *app, double unused UNUSED)
{
    if (alternatives_make(&app->run, &app->sheet.alternatives))
        sheet_open(app, SHEET_OPTIMIZERS);
    else
        app_say(app, false, words(W_GRADIENTS_COME_FIRST_GO_ON));
}

/* The cursor may have gone back: what the old optimiser had already done is not true any more. */
static void say_choice(struct app *app, struct cursor before)
{
    bool back = before.step != app->run.cursor.step || before.moment != app->run.cursor.moment;
    struct snapshot snapshot;
    char text[256];

    run_snapshot(&app->run, &snapshot);
    words_print(text, sizeof text, W_FROM_UPDATE_ON_MAKES_STEPS,
                back ? words(W_BACK_AT_END_OF_BACKWARD) : "", explain_optimizer_title(&snapshot));
    app_say(app, false, text);
}

/* The run goes on with that optimiser from this iteration's update on. */
void sheet_optimizers_use(struct app *app, double choice)
{
    struct optimizer other = app->run.stepper.state.optimizer;
    struct cursor before = app->run.cursor;
    struct error err;

    sheet_close(app);
    if ((enum optimizer_kind)choice == app->sheet.alternatives.now)
        return;
    optimizer_choose(&other, (enum optimizer_kind)choice);
    if (!app_reserve_buffers(app, optimizer_buffers(&other), &err)) {
        app_say(app, true, err.text);
        return;
    }
    journal_optimizer(&app->run, (enum optimizer_kind)choice);
    say_choice(app, before);
}

const struct sheet_row sheet_optimizers = {
    .open = open,
    .draw = draw,
    .take = COMMAND_USE_OPTIMIZER,
};
