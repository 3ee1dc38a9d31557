/*
 * walk: a lesson's script in the window: from station to station, forward and back.
 */
#ifndef BACKSTEP_APP_WALK_WALK_H
#define BACKSTEP_APP_WALK_WALK_H

struct app;

/* The next station, or the one before. Behind the last one the lesson that comes next is opened;
 * without a script, and without a next lesson, it is a step. */
void walk_forward(struct app *app, double unused);
void walk_back(struct app *app, double unused);

#endif
