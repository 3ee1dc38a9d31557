/*
 * quiz: the question that is open and the answers given; app/quiz/quiz.h has what is done with
 * them.
 */
#ifndef BACKSTEP_APP_QUIZ_H
#define BACKSTEP_APP_QUIZ_H

#include "app/editor.h"
#include "base/arena.h"
#include "teach/question.h"

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
    unsigned level;                /* of fading, at which it was asked */
    bool missed;                   /* a word was put where it does not belong */
    struct rich reply;             /* to the wrong answer given last; empty: none was */
    struct editor editor;          /* of a question whose answer is typed */
    uint64_t asked;                /* a bit for each row of the plan */
    struct quiz_answer answers[QUIZ_ANSWERS_MAX]; /* of this lesson, in order */
    size_t count, right;
};

/* Whether both are answers to one question. */
bool quiz_same_question(const struct quiz_answer *a, const struct quiz_answer *b);
/* An answer that was given before. */
void quiz_remember(struct quiz *quiz, const struct quiz_answer *answer);

#endif
