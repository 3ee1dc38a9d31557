/* What was answered in this lesson; a row leads to its step. */
#include "app/quiz/quiz.h"
#include "app/sheets/sheet.h"
#include "app/sheets/sheets.h"

#include "view/sheets/overlay.h"
#include "words/words.h"

/* As many rows as the sheet has room for, the wrong answers first. */
enum { ROWS = 14 };

static size_t rows_of(const struct quiz *quiz, size_t order[QUIZ_ANSWERS_MAX])
{
    size_t count = 0;

    for (int right = 0; right < 2; right++)
        for (size_t i = quiz->count; i-- > 0;)
            if (quiz->answers[i].right == (right == 1))
                order[count++] = i;
    return count < ROWS ? count : ROWS;
}

static void open(struct app *app)
{
    size_t order[QUIZ_ANSWERS_MAX];

    app->sheet.count = rows_of(&app->quiz, order);
}

static void draw(struct app *app, const struct view *view, struct rect window)
{
    const struct quiz *quiz = &app->quiz;
    struct overlay_row *rows = arena_alloc(view->arena, ROWS * sizeof *rows);
    size_t order[QUIZ_ANSWERS_MAX], count = rows_of(quiz, order);

    for (size_t i = 0; i < count; i++)
        rows[i] = (struct overlay_row){NULL, words(quiz->answers[order[i]].right ? W_RIGHT
                                                                                 : W_WRONG),
                                       quiz->answers[order[i]].title, {0}};
    overlay_list(view, window, words(W_ANSWERS_TITLE), rows, count, app->sheet.choice,
                 count == 0 ? words(W_NO_ANSWER_YET)
                            : words_in(view->arena, W_ANSWERS_SO_MANY_RIGHT, quiz->right,
                                       quiz->count),
                 false, COMMAND_TO_ANSWER, (struct ui_action){COMMAND_CLOSE, 0.0});
}

void sheet_answers_take(struct app *app, double row)
{
    size_t order[QUIZ_ANSWERS_MAX];

    sheet_close(app);
    if (row >= 0 && row < (double)rows_of(&app->quiz, order))
        quiz_go_back(app, order[(size_t)row]);
}

const struct sheet_row sheet_answers = {
    .open = open,
    .draw = draw,
    .take = COMMAND_TO_ANSWER,
};
