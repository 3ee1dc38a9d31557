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

#include "base/arena.h"
#include "teach/question.h"
#include "view/question/question.h"

struct app;
struct key;

enum { QUIZ_ANSWERS_MAX = 64, QUIZ_TITLE_SIZE = 160 };

/* An answer that was given. */
struct quiz_answer {
    struct cursor at;              /* where it was asked */
    uint64_t iteration;
    bool right;
    char title[QUIZ_TITLE_SIZE];   /* the question, as plain text */
};

struct quiz {
    bool on;                       /* questions are asked; survives the opening of a lesson */
    bool held;                     /* the key that is being served repeats by being held */
    bool open, revealed;           /* asked; its answer is shown */
    bool revealing;                /* the step that shows it is being taken */
    struct question question;      /* in the arena */
    struct arena arena;            /* owned */
    struct cursor at;              /* what it belongs to */
    size_t edits;                  /* by hand, when it was asked: others make other numbers */
    size_t chosen;                 /* an answer; the question's count: none */
    uint64_t asked;                /* a bit for each row of the plan */
    struct quiz_answer answers[QUIZ_ANSWERS_MAX]; /* of this lesson, in order */
    size_t count, right;
};

/* Of the lesson that is closed nothing is left. */
void quiz_forget(struct quiz *quiz);
void quiz_finish(struct quiz *quiz);
/* Whether both are answers to one question. */
bool quiz_same_question(const struct quiz_answer *a, const struct quiz_answer *b);
/* An answer that was given before. */
void quiz_remember(struct quiz *quiz, const struct quiz_answer *answer);

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

/* A key that answers. */
bool quiz_key(struct app *app, struct key key);
/* Closes what is open; false if nothing was. */
bool quiz_close(struct app *app);

/* Commands (command.h): answers; asks no more, or again. */
void quiz_answer(struct app *app, double index);
void quiz_toggle(struct app *app, double unused);

/* What the views get; NULL: nothing is asked, and nothing was just answered. */
const struct question_card *quiz_card(struct app *app, struct question_card *card);

#endif
