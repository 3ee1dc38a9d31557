#include "app/commands/apply.h"

#include "app/app.h"
#include "app/keep/recovery.h"
#include "app/keep/saving.h"
#include "app/quiz/quiz.h"
#include "app/run/diverged.h"
#include "app/run/hurry.h"
#include "app/scene.h"
#include "app/sheets/sheet.h"
#include "base/attributes.h"
#include "explain/equations/matrices.h"
#include "lesson/catalogue.h"

/* Pauses, or plays; backwards while it plays forward turns round. */
void apply_play(struct app *app, double way)
{
    bool back = way < 0.0, turns = app->run.playing && back && !app->run.playing_back;

    app->run.playing = (!app->run.playing || turns) && app_has_lesson(app);
    app->run.playing_back = back;
    app->run.next_play_ms = app->run.now_ms;
}

void apply_run(struct app *app, double way)
{
    if (way < 0.0)
        hurry_rewind(&app->run);
    else if (!hurry_start(&app->run, app->shown.settings.animation))
        app_say(app, false, words(W_LESSON_HAS_NO_STOPPING_CRITERION));
}

void apply_diverged(struct app *app, double unused UNUSED)
{
    struct quantity first;

    if (diverged_go(&app->run, &first)) {
        asked_choose(&app->asked, first);
        app->asked.opened = false;
    } else {
        app_say(app, false, words(W_NO_NUMBER_OF_RUN_IS));
    }
}

void apply_nudge(struct app *app, double unused UNUSED)
{
    jobs_toggle_nudge(&app->shown.jobs);
}

void apply_other_route(struct app *app, double unused UNUSED)
{
    jobs_toggle_other_route(&app->shown.jobs);
    shown_renew(&app->shown);
}

void apply_full_screen(struct app *app, double unused UNUSED)
{
    app->requests.toggle_full_screen = true;
}

void apply_clicker(struct app *app, double unused UNUSED)
{
    if (app->shown.full_screen)
        sheet_open(app, SHEET_CLICKER);
    else
        app->requests.toggle_full_screen = true;
}

void apply_screenshot(struct app *app, double unused UNUSED)
{
    app->requests.screenshot = true;
}

void apply_save(struct app *app, double unused UNUSED)
{
    app->requests.save = app_has_lesson(app);
}

void apply_quit(struct app *app, double unused UNUSED)
{
    app->requests.quit = true;
}

/* Nobody wants a lecture to end with one key too many: that is what Q is for. */
void apply_close(struct app *app, double unused UNUSED)
{
    if (sheet_close(app))
        return;
    if (app->sheet.lessons_open && app_has_lesson(app)) {
        app->sheet.lessons_open = false;
        app->shown.notice.text[0] = '\0';
    } else if (app->shown.notice.text[0] != '\0' && app_has_lesson(app)) {
        app->shown.notice.text[0] = '\0';
    } else if (quiz_close(app)) {
        return;
    } else if (asked_about(&app->asked).kind != QUANTITY_NONE) {
        asked_choose(&app->asked, (struct quantity){0});
        shown_renew(&app->shown);
    } else if (app->run.playing) {
        app->run.playing = false;
    } else if (app->shown.full_screen) {
        sheet_open(app, SHEET_CLICKER);
    } else if (app->shown.notice.text[0] == '\0') {
        app_say(app, false, words(W_NOTHING_IS_OPEN_Q_QUITS));
    }
}

void apply_picture(struct app *app, double way)
{
    shown_turn(&app->shown, scene_picture(app), scene_next_picture(app, (int)way),
               app->run.now_ms);
}

void apply_map(struct app *app, double unused UNUSED)
{
    app->shown.settings.picture = PICTURE_MAP;
}

void apply_landscape(struct app *app, double unused UNUSED)
{
    if (scene_picture(app) == PICTURE_LANDSCAPE)
        app->shown.settings.picture = PICTURE_NETWORK;
    else if (scene_has_picture(app, PICTURE_LANDSCAPE))
        app->shown.settings.picture = PICTURE_LANDSCAPE;
    else
        app_say(app, false, words(W_NO_TWO_PARAMETERS));
}

/* The matrices of the layer before or after. */
void apply_layer(struct app *app, double way)
{
    struct snapshot snapshot;
    size_t shown = app_matrices_layer(app), layer;

    if (scene_picture(app) != PICTURE_MATRICES) {
        app_say(app, false, words(W_IS_FOR_MATRICES_LAYER_BY));
        return;
    }
    run_snapshot(&app->run, &snapshot);
    if (shown == 0)
        shown = matrices_layer_of(&snapshot);
    layer = way < 0.0 ? shown - 1 : shown + 1;
    if (layer < 1 || layer > app->run.scenario.net.layer_count)
        return;
    app->shown.layer = layer;
    app->shown.layer_cursor = app->run.cursor;
}

void apply_sort(struct app *app, double unused UNUSED)
{
    app->shown.table.by_size = app->shown.settings.picture == PICTURE_TABLE
        ? !app->shown.table.by_size : true;
    app->shown.settings.picture = PICTURE_TABLE;
}

void apply_sort_by(struct app *app, double by_size)
{
    app->shown.table.by_size = by_size > 0.0;
}

void apply_scroll_to(struct app *app, double fraction)
{
    table_scroll_to(&app->shown.table, fraction);
}

void apply_scroll_by(struct app *app, double lines)
{
    table_scroll_by(&app->shown.table, lines);
}

void apply_sheet(struct app *app, double sheet)
{
    if (app->sheet.which == (enum app_sheet)sheet)
        sheet_close(app);
    else
        sheet_open(app, (enum app_sheet)sheet);
}

void apply_word(struct app *app, double word)
{
    sheet_open(app, SHEET_GLOSSARY);
    sheet_choose(app, word);
}

void apply_confusion(struct app *app, double unused UNUSED)
{
    if (app->run.accuracy.has_classes)
        apply_sheet(app, SHEET_CONFUSION);
    else
        app_say(app, false, words(W_TARGETS_OF_LESSON_ARE_NO));
}

void apply_lessons(struct app *app, double unused UNUSED)
{
    app->sheet.lessons_open = !app->sheet.lessons_open || !app_has_lesson(app);
    app->sheet.choice = app->run.lesson > 0 ? (size_t)app->run.lesson : 0;
}

void apply_open_lesson(struct app *app, double index)
{
    size_t count;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    char path[FILE_PATH_SIZE];
    struct error err;

    if (index < 0.0 || index >= (double)count)
        return;
    if (!catalogue_resolve(entries[(size_t)index].name, path, &err))
        app_say(app, true, err.text);
    else
        app_open(app, path, &err);
}

void apply_mistake(struct app *app, double mistake)
{
    struct error err = {0};

    sheet_close(app);
    if (mistake >= 0 && mistake < MISTAKE_COUNT && app_has_lesson(app)
        && !compare_set(&app->compare, &app->run, (struct variant){VARIANT_MISTAKE, mistake}, &err))
        app_say(app, true, err.text);
}

void apply_choose(struct app *app, double index)
{
    sheet_choose(app, index);
}

void apply_select(struct app *app, double packed)
{
    asked_choose(&app->asked, quantity_unpack(packed));
    landscape_choose(&app->shown.jobs.landscape, app->asked.selected);
    shown_renew(&app->shown);
}

/* What the step came to, or is about, if it is on the screen; NULL: it is not. */
static const struct ui_target *item_of_step(struct app *app)
{
    const struct explanation *explanation = app->shown.explanation;
    const struct ui *ui = &app->shown.ui;
    struct snapshot snapshot;

    run_snapshot(&app->run, &snapshot);
    for (size_t m = 0; explanation != NULL && m < explanation->mark_count; m++) {
        const struct explain_mark *mark = &explanation->marks[m];
        struct quantity q = run_is_graph(&app->run) ? mark->quantity
                                                    : quantity_settled(&snapshot, mark->quantity);

        for (size_t i = 0; mark->role == FORMULA_ROLE_RESULT && i < ui->tab_count; i++)
            if (ui->targets[ui->tab[i]].action.argument == quantity_pack(q))
                return &ui->targets[ui->tab[i]];
    }
    return NULL;
}

void apply_next_item(struct app *app, double step)
{
    const struct ui_target *item = app->asked.selected.kind == QUANTITY_NONE && step > 0
                                       ? item_of_step(app) : NULL;

    if (item == NULL)
        item = ui_item_next(&app->shown.ui, quantity_pack(app->asked.selected), (int)step);
    if (item != NULL)
        apply_select(app, item->action.argument);
}

void apply_open_form(struct app *app, double unused UNUSED)
{
    app->asked.opened = !app->asked.opened;
    shown_renew(&app->shown);
}

bool app_save(struct app *app)
{
    bool ok = saving_save(&app->keep.saving, &app->run, &app->shown.notice);

    app_heed(app);
    return ok;
}

void app_start_recovery(struct app *app)
{
    if (recovery_start(&app->keep, &app->run, &app->shown.notice))
        sheet_open(app, SHEET_RECOVERY);
    app_heed(app);
}

void app_leave(struct app *app)
{
    recovery_leave(&app->keep, &app->run, &app->shown.notice);
}
