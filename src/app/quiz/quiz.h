/*
 * quiz: questions before the answer, in the window.
 *
 * After a step forward the plan (teach/plan.h) may have a question. It is open then: 1 to 4 answer,
 * the next step forward shows the answer, any other way out leaves the question. So nothing is in
 * the way of stepping. A question belongs to the moment it was asked at, its answer to the moment
 * that shows it; elsewhere neither is seen.
 */
#ifndef BACKSTEP_APP_QUIZ_QUIZ_H
#define BACKSTEP_APP_QUIZ_QUIZ_H

#include "app/quiz.h"
#include "view/question/question.h"

struct app;
struct key;

/* Of the lesson that is closed nothing is left. */
void quiz_forget(struct quiz *quiz);
void quiz_finish(struct quiz *quiz);

/* Asks what the plan has for the moment shown; false: nothing. */
bool quiz_consider(struct app *app);

/* Asks that, about `of` (QUANTITY_NONE: what the program chooses); false: here it cannot be asked.
 */
bool quiz_ask(struct app *app, enum question_kind kind, struct quantity of, unsigned level);

/* A question of somebody's own, which the next step forward answers; `why` of an answer is its
 * reply, of the right one the reason. All are copied. */
struct quiz_choice {
    const char *text, *why; /* why may be NULL */
    bool right;
};
void quiz_ask_text(struct app *app, const char *title, const struct quiz_choice *choices,
                   size_t count);

/* Around a step forward: before it, true if it is not to be taken, since it has shown an answer or
 * a question; after it. */
bool quiz_takes_step(struct app *app);
void quiz_after_step(struct app *app);

/* To where an answer was given, and asks again what can be asked there. */
void quiz_go_back(struct app *app, size_t answer);

/* For a script's walk: whether questions are asked at all now; the key that leads on was pressed,
 * true if it has shown an answer and is to do no more (`stay`: it does not wait for the step to
 * come); a moment was reached that answers what was asked, true if something was. */
bool quiz_may_ask(const struct app *app);
bool quiz_shows(struct app *app, bool stay);
bool quiz_arrive(struct app *app);

/* A key that answers; whether the answer is typed. */
bool quiz_key(struct app *app, struct key key);
bool quiz_is_typed(const struct app *app);
/* Closes what is open; false if nothing was. */
bool quiz_close(struct app *app);

/* Commands (command.h): answers; asks no more, or again. */
void quiz_answer(struct app *app, double index);
void quiz_toggle(struct app *app, double unused);

/* What the views get; NULL: nothing is asked, and nothing was just answered. */
const struct question_card *quiz_card(struct app *app, struct question_card *card);

#endif
