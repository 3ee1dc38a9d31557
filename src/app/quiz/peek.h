/*
 * peek: a question about what the next step will show, made while the run stands before it: the
 * stepper goes there and back, and nobody sees it.
 */
#ifndef BACKSTEP_APP_QUIZ_PEEK_H
#define BACKSTEP_APP_QUIZ_PEEK_H

#include "teach/question.h"

struct app;

/* What the next step of the granularity that is set will show; step 0: there is none. */
struct cursor peek_next(const struct app *app);

/* As question_make, in the quiz's arena; with so many words of an order in their places. */
bool peek_question(struct app *app, enum question_kind kind, struct quantity of, unsigned level,
                   size_t placed, struct question *question);

#endif
