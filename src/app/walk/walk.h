/*
 * walk: a lesson's script in the window: from station to station, forward and back.
 */
#ifndef BACKSTEP_APP_WALK_WALK_H
#define BACKSTEP_APP_WALK_WALK_H

#include <stdbool.h>
#include <stddef.h>

struct app;

/* The next station, or the one before. Behind the last one the lesson that comes next is opened;
 * without a script, and without a next lesson, it is a step. */
void walk_forward(struct app *app, double unused);
void walk_back(struct app *app, double unused);

/* Stands at station `number` (from 1), at once; false: the run does not come to it. */
bool walk_to(struct app *app, size_t number);

/* Whether the station is a question and nothing else, which is passed where none is asked. */
bool walk_is_question(const struct app *app, size_t number);

/* Asks what the station asks, unless it was asked last; false: nothing. */
bool walk_ask(struct app *app, size_t number);

#endif
