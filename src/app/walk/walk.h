/*
 * walk: a lesson's script in the window: from station to station, forward and back.
 */
#ifndef BACKSTEP_APP_WALK_WALK_H
#define BACKSTEP_APP_WALK_WALK_H

#include <stddef.h>

struct app;

/* The next station, or the one before. Behind the last one the lesson that comes next is opened;
 * without a script, and without a next lesson, it is a step. */
void walk_forward(struct app *app, double unused);
void walk_back(struct app *app, double unused);

/* The picture and how fine the steps are, as the first `number` stations have it. */
void walk_look(struct app *app, size_t number);

#endif
