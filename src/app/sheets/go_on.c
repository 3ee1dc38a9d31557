/* A lesson was left in its midst: whether to go on there. */
#include "app/keep/study.h"
#include "app/sheets/sheets.h"

#include "view/sheets/overlay.h"
#include "words/words.h"

enum { ANSWERS = 2 };

static void open(struct app *app)
{
    app->sheet.count = ANSWERS;
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    const struct overlay_row rows[ANSWERS] = {
        {NULL, words(W_GO_ON), words(W_TO_WHERE_YOU_STOPPED), {0}},
        {NULL, words(W_BEGIN_AT_START), words(W_AT_START_OF_FIRST_LESSON), {0}},
    };
    char *question = arena_alloc(view->arena, ERROR_TEXT_SIZE);

    study_question(app, question, ERROR_TEXT_SIZE);
    overlay_list(view, window, words(W_WELCOME_BACK), rows, ANSWERS, app->sheet.choice, question,
                 false, COMMAND_GO_ON, (struct ui_action){COMMAND_CLOSE, 0.0});
}

const struct sheet_row sheet_go_on = {
    .open = open,
    .draw = draw,
    .take = COMMAND_GO_ON,
};
