#include "app/quiz/quiz.h"

#include "app/app.h"
#include "app/walk/station.h"
#include "app/keep/study.h"
#include "app/quiz/peek.h"
#include "app/run/travel.h"
#include "base/attributes.h"
#include "explain/rich.h"
#include "teach/plan.h"

#include <string.h>

bool quiz_same_question(const struct quiz_answer *a, const struct quiz_answer *b)
{
    return a->at.step == b->at.step && a->at.moment == b->at.moment
        && strcmp(a->title, b->title) == 0;
}

/* In the place of an earlier answer to the same question. */
void quiz_remember(struct quiz *quiz, const struct quiz_answer *answer)
{
    size_t at = 0;

    while (at < quiz->count && !quiz_same_question(&quiz->answers[at], answer))
        at++;
    if (at == QUIZ_ANSWERS_MAX)
        return;
    if (at == quiz->count)
        quiz->count++;
    else
        quiz->right -= quiz->answers[at].right;
    quiz->answers[at] = *answer;
    quiz->right += answer->right;
}

void quiz_forget(struct quiz *quiz)
{
    quiz->open = quiz->revealed = quiz->revealing = false;
    quiz->asked = 0;
    quiz->count = quiz->right = 0;
}

void quiz_finish(struct quiz *quiz)
{
    arena_finish(&quiz->arena);
}

/* Whether what is asked or answered belongs to the moment shown. */
static bool is_here(const struct app *app)
{
    const struct quiz *quiz = &app->quiz;

    return app_has_lesson(app) && (quiz->open || quiz->revealed)
        && quiz->at.step == app->run.cursor.step && quiz->at.moment == app->run.cursor.moment
        && quiz->edits == app->run.stepper.edits.count;
}

static bool is_open(const struct app *app)
{
    return app->quiz.open && is_here(app);
}

/* ---- asking ---- */

/* The question in the quiz is put. */
static void put(struct app *app)
{
    struct quiz *quiz = &app->quiz;

    quiz->open = true;
    quiz->revealed = quiz->revealing = false;
    quiz->at = app->run.cursor;
    quiz->edits = app->run.stepper.edits.count;
    quiz->chosen = quiz->question.count;
    quiz->missed = false;
    quiz->reply = (struct rich){NULL, 0};
    quiz->editor = (struct editor){0};
    app->run.playing = false;
    app->shown.dirty = true;
}

bool quiz_ask(struct app *app, enum question_kind kind, struct quantity of, unsigned level)
{
    arena_reset(&app->quiz.arena);
    app->quiz.open = app->quiz.revealed = false;
    if (!peek_question(app, kind, of, level, 0, &app->quiz.question))
        return false;
    app->quiz.level = level;
    put(app);
    return true;
}

void quiz_ask_text(struct app *app, const char *title, const struct quiz_choice *choices,
                   size_t count)
{
    struct quiz *quiz = &app->quiz;
    struct question *question = &quiz->question;

    arena_reset(&quiz->arena);
    *question = (struct question){.title = rich_format(&quiz->arena, "{s}", title)};
    for (size_t i = 0; i < count && i < QUESTION_ANSWERS_MAX; i++) {
        const struct quiz_choice *choice = &choices[i];
        struct rich why = rich_format(&quiz->arena, "{s}", choice->why != NULL ? choice->why : "");

        question->answers[question->count].text = rich_format(&quiz->arena, "{s}", choice->text);
        if (choice->right) {
            question->right = question->count;
            question->why = why;
        } else {
            question->answers[question->count].reply = why;
        }
        question->count++;
    }
    put(app);
}

/* Somebody walks at his own pace, and nothing else explains. */
bool quiz_may_ask(const struct app *app)
{
    return app->quiz.on && !app->quiz.held && app_has_lesson(app) && !app->run.playing
        && !app->run.hurry.on && !app->shown.jobs.other_route.job.on
        && app->sheet.which == SHEET_NONE
        && !app->sheet.lessons_open;
}

/* The rows of a place stand in for each other: one of them is asked. */
static void mark_place(struct quiz *quiz, const struct plan_row *rows, size_t count, size_t row)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].iteration == rows[row].iteration && rows[i].place == rows[row].place)
            quiz->asked |= (uint64_t)1 << i;
}

bool quiz_consider(struct app *app)
{
    size_t count;
    const struct plan_row *rows = plan_rows(&count);
    struct plan_step step;

    if (!quiz_may_ask(app) || run_is_graph(&app->run))
        return false;
    step = (struct plan_step){.net = &app->run.scenario.net, .stepper = &app->run.stepper,
                              .shown = app->run.cursor, .next = peek_next(app)};
    for (size_t i = 0; i < count; i++) {
        if ((app->quiz.asked >> i & 1) != 0 || !plan_is_here(&step, &rows[i]))
            continue;
        if (!quiz_ask(app, rows[i].kind, (struct quantity){0}, rows[i].level))
            continue;
        mark_place(&app->quiz, rows, count, i);
        return true;
    }
    return false;
}

/* ---- answering ---- */

static bool is_right(const struct quiz *quiz)
{
    return quiz->chosen == quiz->question.right && !quiz->missed;
}

static void note(struct app *app)
{
    struct quiz *quiz = &app->quiz;
    struct quiz_answer answer = {.at = quiz->at, .right = is_right(quiz)};
    struct text title;
    struct place place;

    stepper_place(&app->run.stepper, &place);
    answer.iteration = place.iteration;
    text_init(&title, answer.title, sizeof answer.title);
    rich_to_text(quiz->question.title, (struct number_style){.decimals = 4}, &title);
    quiz_remember(quiz, &answer);
    study_note(app, &answer);
}

/* The answer is shown: at once, or by the step that is to come. */
static void reveal(struct app *app)
{
    struct quiz *quiz = &app->quiz;

    quiz->open = false;
    quiz->revealing = question_looks_ahead(quiz->question.kind);
    quiz->revealed = !quiz->revealing;
    app->shown.dirty = true;
}

bool quiz_shows(struct app *app, bool stay)
{
    if (!is_open(app))
        return false;
    reveal(app);
    if (stay && app->quiz.revealing)
        quiz_arrive(app);
    return app->quiz.revealed;
}

bool quiz_arrive(struct app *app)
{
    if (app->quiz.revealing) {
        app->quiz.revealing = false;
        app->quiz.revealed = true;
        app->quiz.at = app->run.cursor;
    }
    return app->quiz.revealed && is_here(app);
}

bool quiz_takes_step(struct app *app)
{
    if (is_open(app)) {
        reveal(app);
        return app->quiz.revealed;
    }
    if (!app->quiz.revealing && is_here(app) && quiz_consider(app))
        return true;
    return false;
}

void quiz_after_step(struct app *app)
{
    if (app->quiz.revealing)
        quiz_arrive(app);
    else
        quiz_consider(app);
}

/* The word chosen is put in its place, or belongs to another. True: there are more, for the last
 * one has its place when the others have theirs. */
static bool has_more_words(struct app *app)
{
    struct quiz *quiz = &app->quiz;
    const struct question *question = &quiz->question;

    if (!question->ordered)
        return false;
    if (quiz->chosen == question->right && question->placed + 2 >= question->count)
        return false;
    if (quiz->chosen != question->right) {
        quiz->missed = quiz->missed || question->answers[quiz->chosen].place > question->placed;
        return true;
    }
    quiz->reply = (struct rich){NULL, 0};
    quiz->chosen = question->count;
    return peek_question(app, question->kind, question->of, quiz->level, question->placed + 1,
                         &quiz->question);
}

void quiz_answer(struct app *app, double index)
{
    struct quiz *quiz = &app->quiz;

    if (!is_open(app) || index < 0 || index >= (double)quiz->question.count)
        return;
    quiz->chosen = (size_t)index;
    if (quiz->chosen != quiz->question.right)
        quiz->reply = quiz->question.answers[quiz->chosen].reply;
    app->shown.dirty = true;
    if (has_more_words(app))
        return;
    note(app);
    reveal(app);
    if (quiz->revealing)
        app_apply(app, station_was_asked(&app->run, &app->walk) ? COMMAND_STATION_FORWARD
                                                                : COMMAND_STEP_FORWARD, 0.0);
}

void quiz_go_back(struct app *app, size_t answer)
{
    struct quiz *quiz = &app->quiz;

    if (answer >= quiz->count)
        return;
    quiz->open = quiz->revealed = false;
    quiz->asked = 0;
    travel_to(&app->run, quiz->answers[answer].at);
    quiz_consider(app);
}

bool quiz_is_typed(const struct app *app)
{
    return is_open(app) && app->quiz.question.typed;
}

/* What is of a number, or takes it back; everything else means what it always does. */
static bool is_of_number(const struct editor *editor, struct key key)
{
    bool begun = strpbrk(editor->text, "0123456789") != NULL;

    return key.modifiers == 0
        && ((key.code >= '0' && key.code <= '9') || key.code == '.' || key.code == ','
            || key.code == '-' || (key.code == 'e' && begun) || key.code == KEY_BACKSPACE
            || key.code == KEY_DELETE);
}

static bool type_key(struct app *app, struct key key)
{
    struct editor *editor = &app->quiz.editor;
    double value;

    if (key.code == KEY_ENTER && key.modifiers == 0) {
        if (editor_value(editor, &value))
            app_apply(app, COMMAND_ANSWER, (double)question_typed(&app->quiz.question, value));
    } else if (is_of_number(editor, key)) {
        editor_type(editor, key);
    } else {
        return false;
    }
    app->shown.dirty = true;
    return true;
}

bool quiz_key(struct app *app, struct key key)
{
    if (quiz_is_typed(app))
        return type_key(app, key);
    if (!is_open(app) || key.modifiers != 0 || key.code < '1'
        || key.code >= '1' + QUESTION_ANSWERS_MAX)
        return false;
    app_apply(app, COMMAND_ANSWER, (double)(key.code - '1'));
    return true;
}

bool quiz_close(struct app *app)
{
    bool open = is_open(app);

    app->quiz.open = false;
    app->shown.dirty = true;
    return open;
}

void quiz_toggle(struct app *app, double unused UNUSED)
{
    quiz_close(app);
    app->quiz.on = !app->quiz.on;
    app->keep.study.lecture = false;
    app_say(app, false,
            app->quiz.on ? words(W_QUESTIONS_ARE_ON) : words(W_QUESTIONS_ARE_OFF_J_ASKS));
}

const struct question_card *quiz_card(struct app *app, struct question_card *card)
{
    const struct quiz *quiz = &app->quiz;

    if (!is_here(app))
        return NULL;
    *card = (struct question_card){
        .question = &quiz->question,
        .open = quiz->open,
        .chosen = quiz->chosen,
        .missed = quiz->missed,
        .reply = quiz->reply,
        .typed = {.text = quiz->editor.text, .caret = quiz->editor.caret,
                  .problem = quiz->editor.hint},
        .right = quiz->right,
        .answered = quiz->count,
        .answer = {COMMAND_ANSWER, 0.0},
        .show = {COMMAND_STEP_FORWARD, 0.0},
        .off = {COMMAND_QUESTIONS, 0.0},
    };
    return card;
}
