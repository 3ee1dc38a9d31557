/* Unsaved changes were found: what to do with them. */
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "app/keep/recovery.h"
#include "base/attributes.h"
#include "view/sheets/overlay.h"

#include <stdio.h>
#include <stdlib.h>

static void open(struct app *app)
{
    app->sheet.count = RECOVERY_ANSWERS;
}

/* The question stays until it is answered; Escape puts the answer off. */
static bool key(struct app *app, struct key key, enum command command, bool repeat UNUSED)
{
    double to;

    if (key.code == KEY_ENTER)
        app_apply(app, COMMAND_RECOVER, (double)app->sheet.choice);
    else if (command == COMMAND_CLOSE)
        app_apply(app, COMMAND_RECOVER, RECOVERY_LATER);
    else if (sheet_moves(app, key, &to))
        sheet_choose(app, to);
    return true;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    const struct overlay_row rows[RECOVERY_ANSWERS] = {
        [RECOVERY_GO_ON] = {NULL, words(W_GO_ON), words(W_OPEN_IT_WHERE_IT_WAS), {0}},
        [RECOVERY_LATER] = {NULL, words(W_LATER), words(W_ASK_AGAIN_AT_NEXT_START), {0}},
        [RECOVERY_DELETE] = {NULL, words(W_DELETE), words(W_GIVE_CHANGES_UP), {0}},
    };

    overlay_list(view, window, words(W_UNSAVED_CHANGES), rows, RECOVERY_ANSWERS, app->sheet.choice,
                 app->keep.recovery.question, false, COMMAND_RECOVER,
                 (struct ui_action){COMMAND_RECOVER, RECOVERY_LATER});
}

void sheet_recovery_answer(struct app *app, double answer)
{
    struct recovery *recovery = &app->keep.recovery;
    char *found = recovery->found;

    sheet_close(app);
    recovery->found = NULL;
    if (found == NULL)
        return;
    if ((enum recovery_answer)answer == RECOVERY_DELETE) {
        remove(found);
        if (recovery_ask(recovery, &app->shown.notice))
            sheet_open(app, SHEET_RECOVERY);
    } else if ((enum recovery_answer)answer == RECOVERY_GO_ON && app_open(app, found, NULL)) {
        /* Not taken away before it is written under this process's name. */
        app->keep.saving.recovered = true;
        recovery_write(&app->keep, &app->run, &app->shown.notice);
        if (recovery->written)
            remove(found);
    }
    free(found);
}

const struct sheet_row sheet_recovery = {
    .open = open,
    .key = key,
    .draw = draw,
};
