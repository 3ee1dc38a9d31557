/*
 * question: the card that asks before the answer, in the place of the panel; once it is answered,
 * what was right and why, above the page of the step.
 */
#ifndef BACKSTEP_VIEW_QUESTION_QUESTION_H
#define BACKSTEP_VIEW_QUESTION_QUESTION_H

#include "teach/question.h"
#include "view/panel/field.h"

struct question_card {
    const struct question *question;
    bool open;             /* not answered yet, and the answer not shown */
    size_t chosen;         /* answer; its count: none, it was only shown */
    bool missed;           /* where words are put in order: one was put where it does not belong */
    struct rich reply;     /* to a wrong answer; empty: there was none */
    struct field typed;    /* where the answer is typed: so far, then what was answered */
    size_t right, answered; /* so far in this lesson */
    struct ui_action answer; /* its argument is the answer's index */
    struct ui_action show, off;
};

/* The question that is open in this view; NULL: none. */
const struct question *question_open_in(const struct view *view);

/* While it is open: all of the panel. */
void question_ask_view(const struct view *view, struct rect panel);

/* Afterwards, in the upper part of the panel: returns what it leaves of it. */
struct rect question_reveal_view(const struct view *view, struct rect panel);

/* In place of the step's sentence while it is open. */
const char *question_sentence(void);

#endif
