#include "app/asked.h"

#include "app/app.h"

static void changed(struct app *app)
{
    app->shown.explanation = NULL;
    app->shown.dirty = true;
}

struct quantity app_asked(const struct app *app)
{
    return app->asked.hovered.kind != QUANTITY_NONE ? app->asked.hovered : app->asked.selected;
}

static void choose(struct app *app, struct quantity quantity)
{
    app->asked.hovered = (struct quantity){0};
    app->asked.selected = quantity;
    changed(app);
}

/* What the step came to, or is about, if it is on the screen; NULL: it is not. */
static const struct ui_target *item_of_step(const struct app *app)
{
    const struct explanation *explanation = app->shown.explanation;
    const struct ui *ui = &app->shown.ui;

    for (size_t m = 0; explanation != NULL && m < explanation->mark_count; m++) {
        const struct explain_mark *mark = &explanation->marks[m];

        for (size_t i = 0; mark->role == FORMULA_ROLE_RESULT && i < ui->tab_count; i++)
            if (ui->targets[ui->tab[i]].action.argument == quantity_pack(mark->quantity))
                return &ui->targets[ui->tab[i]];
    }
    return NULL;
}

void asked_next(struct app *app, double step)
{
    const struct ui_target *item = app->asked.selected.kind == QUANTITY_NONE && step > 0
                                       ? item_of_step(app) : NULL;

    if (item == NULL)
        item = ui_item_next(&app->shown.ui, quantity_pack(app->asked.selected), (int)step);

    if (item != NULL)
        choose(app, quantity_unpack(item->action.argument));
}

void asked_select(struct app *app, double packed)
{
    choose(app, quantity_unpack(packed));
}

void asked_open(struct app *app, double unused)
{
    (void)unused;
    app->asked.opened = !app->asked.opened;
    changed(app);
}

bool asked_clear(struct app *app)
{
    if (app_asked(app).kind == QUANTITY_NONE)
        return false;
    choose(app, (struct quantity){0});
    return true;
}

void asked_point(struct app *app, struct point at)
{
    const struct ui_target *item = ui_item_at(&app->shown.ui, at);
    struct quantity quantity = {0};

    if (item != NULL && item->action.command == COMMAND_SELECT)
        quantity = quantity_unpack(item->action.argument);
    if (quantity_equal(quantity, app->asked.hovered))
        return;
    app->asked.hovered = quantity;
    changed(app);
}

void asked_unpoint(struct app *app)
{
    if (app->asked.hovered.kind == QUANTITY_NONE)
        return;
    app->asked.hovered = (struct quantity){0};
    changed(app);
}
