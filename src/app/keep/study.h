/*
 * study: what a learner answered, and where he stopped, from one start of the program to the next.
 *
 * One file of lines in the state folder (state_folder.h), "study", written at most every few
 * seconds while something changes, and when the program ends. A line that makes no sense is left
 * out, so that a damaged file costs what is damaged. Only the window starts this: export, the other
 * commands and tests write nothing.
 */
#ifndef BACKSTEP_APP_KEEP_STUDY_H
#define BACKSTEP_APP_KEEP_STUDY_H

#include "app/keep/keep.h"

struct app;

/* Reads the file. Questions are on unless they were turned off, or `lecture`. `offer`: where a
 * lesson was left, a sheet asks whether to go on there. */
void study_start(struct app *app, bool lecture, bool offer);
/* The lesson that was opened has the answers given to it before. */
void study_opened(struct app *app);
/* An answer was given: in the place of an earlier one to the same question. */
void study_note(struct app *app, const struct quiz_answer *answer);

/* Whether the built-in lesson was followed to its end; whether it was left in its midst, or a
 * question of it was answered. */
bool study_is_done(const struct app *app, const char *lesson);
bool study_has_begun(const struct app *app, const char *lesson);

/* Writes what is due. To be called every tick. */
void study_tick(struct app *app);
double study_sleep_ms(const struct app *app); /* < 0: nothing is due */
/* Writes, whatever the time. */
void study_leave(struct app *app);
void study_finish(struct app *app);

/* Where it was left, in words; what is to be said on the sheet. */
void study_question(const struct app *app, char *out, size_t size);
/* Command (command.h): goes on there (0), or not. */
void study_go_on(struct app *app, double answer);

#endif
