/*
 * app: the state of the program and what changes it.
 *
 * Everything that happens comes in through app_key, app_pointer_*, app_apply and app_tick;
 * everything to be seen comes out through app_frame. No SDL here: the platform, the command
 * line's export and the tests drive the same functions.
 */
#ifndef BACKSTEP_APP_APP_H
#define BACKSTEP_APP_APP_H

#include "app/asked.h"
#include "app/command.h"
#include "app/keep/keep.h"
#include "app/key.h"
#include "app/quiz.h"
#include "app/run/compare.h"
#include "app/run/run.h"
#include "app/sheet.h"
#include "app/shown.h"
#include "app/walk.h"
#include "draw/canvas.h"

#include <stdint.h>

/* What the platform is to do; app sets, the platform clears. */
struct app_requests {
    bool quit;
    bool toggle_full_screen;
    bool screenshot;
    bool save;       /* the session; see saving.h */
    char *clipboard; /* owned until the platform has taken it: text to put there; NULL: none */
};

struct app {
    struct run run;
    struct compare compare;   /* another run beside it */
    struct shown shown;
    struct asked asked;
    struct sheet sheet;
    struct quiz quiz;
    struct keep keep;
    struct walk walk;         /* through the lesson's script */
    struct app_requests requests;
    struct scenario_opening opening; /* of the next file, once */
    const char *page; /* borrowed, never NULL: the address that links lead to; "": none is known */
};

/* Starts without a lesson: the list shows. */
void app_init(struct app *app);
void app_finish(struct app *app);

/* Opens a scenario file; one with a session at the moment that was saved, or, if that is far, on
 * the way there (run.h). On failure the app keeps what it had, shows the error and (if it had no
 * lesson) the list of lessons; *err has the sentence too. */
bool app_open(struct app *app, const char *path, struct error *err);

/* The same of the text of one, which no file has; `name` is what it is called in errors, and what
 * its session is called after. */
bool app_open_document(struct app *app, const char *document, const char *name, struct error *err);

/* Whether a lesson is open. */
bool app_has_lesson(const struct app *app);

/* Makes room for so many buffers of optimisers, where there is less: the run is begun anew and led
 * to where it was. Errors: not enough memory; then no lesson is open. */
bool app_reserve_buffers(struct app *app, size_t count, struct error *err);

/* Shows a sentence until the next command; an error is marked as one. */
void app_say(struct app *app, bool is_error, const char *text);

/* Takes what the run has to tell (struct run_news) into what is shown. Every function here does; to
 * be called by whoever moved the run otherwise and goes on to look at what is shown. */
void app_heed(struct app *app);

/* Writes the session and says what came of it; false if it could not be written. */
bool app_save(struct app *app);
/* From now on what is changed by hand outlives a crash; what one left is asked about. */
void app_start_recovery(struct app *app);
/* The program ends: what no file has is written where the next start finds it. */
void app_leave(struct app *app);

/* The only function that changes the state on behalf of the user. */
void app_apply(struct app *app, enum command command, double argument);

/* A key went down (repeat: it is held). True if it meant something. */
bool app_key(struct app *app, struct key key, bool repeat);

/* Whether keys are characters of something that is typed. */
bool app_is_typing(const struct app *app);

/* The pointer, in pixels of the frame. */
void app_pointer_move(struct app *app, struct point at);
void app_pointer_press(struct app *app, struct point at);
void app_pointer_release(struct app *app, struct point at);
void app_pointer_leave(struct app *app);
/* A finger touched the screen there, shortly: on a button it presses, elsewhere it is a step. */
void app_tap(struct app *app, struct point at);
/* The wheel was turned there, up: > 0. */
void app_pointer_wheel(struct app *app, struct point at, int ticks);

/* Time goes on: motion and playing. To be called before events are passed too, so that what they
 * set in motion starts at the time they came. */
void app_tick(struct app *app, double now_ms);

/* From app_release to app_hold nothing else of this is called but app_sleep_ms: a run that hurries
 * on does so meanwhile, beside what the platform does with the frame, or else the other route. */
void app_release(struct app *app);
/* The same, but app_frame may be called, too: the picture is of this moment, while a run that
 * hurries on already does. */
void app_release_shown(struct app *app);
void app_hold(struct app *app);

/* How long the platform may sleep: ms until app_tick is needed again; < 0: until the next
 * event; 0: a frame is due now. */
double app_sleep_ms(const struct app *app);

/* Builds the frame of that size into the canvas (with the canvas's font) and clears dirty. */
void app_frame(struct app *app, struct canvas *canvas, float width, float height);

/* The layer whose matrices are shown; 0: the step's. */
size_t app_matrices_layer(const struct app *app);

/* The explanation shown, made if it is not; borrowed until the app changes. */
const struct explanation *app_explanation(struct app *app, const struct snapshot *snapshot);

#endif
