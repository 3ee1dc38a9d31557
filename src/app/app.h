/*
 * app: the state of the program and what changes it.
 *
 * Everything that happens comes in through app_key, app_pointer_*, app_apply and app_tick;
 * everything to be seen comes out through app_frame. No SDL here: the platform, the command
 * line's export and the tests drive the same functions.
 */
#ifndef BACKSTEP_APP_APP_H
#define BACKSTEP_APP_APP_H

#include "app/jobs/alternatives.h"
#include "app/sheets/choosing.h"
#include "app/command.h"
#include "app/run/compare.h"
#include "app/jobs/doubt.h"
#include "app/editor.h"
#include "app/run/journal.h"
#include "app/jobs/other_route.h"
#include "app/run/pace.h"
#include "app/run/record.h"
#include "app/keep/recovery.h"
#include "app/jobs/responding.h"
#include "app/keep/saving.h"
#include "app/jobs/score.h"
#include "app/sheets/sheet.h"
#include "app/run/steady.h"
#include "base/arena.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "draw/theme.h"
#include "engine/measure/divergence.h"
#include "explain/explain.h"
#include "lesson/scenario.h"
#include "ui/ui.h"
#include "view/table/table.h"

#include <stdint.h>

/* What the platform is to do; app sets, the platform clears. */
struct app_requests {
    bool quit;
    bool toggle_full_screen;
    bool screenshot;
    bool save;       /* the session; see saving.h */
    char *clipboard; /* owned until the platform has taken it: text to put there; NULL: none */
};

/* What stands in the place of the picture. */
enum app_picture {
    PICTURE_NETWORK,
    PICTURE_TABLE,
    PICTURE_MATRICES,
    PICTURE_MAP, /* or the fitted curve; not every lesson has one: see scene_picture */
    PICTURE_COUNT
};

/* How things are shown; survives the opening of another lesson. */
struct app_settings {
    enum theme_kind theme;
    enum granularity granularity;
    int text_size;       /* steps from the default: 0 default, 1 projector, -1 smaller */
    int decimals;
    bool brackets;
    bool animation;
    bool logarithmic;    /* the large loss curve */
    double speed;        /* of playing: steps per second */
    bool name_map;       /* opens with each lesson, the first time */
    size_t memory; /* bytes of snapshots, of the run and of one beside it together; of the next
                      lesson */
    enum app_picture picture;
};

/* What the panel explains in place of the step. */
struct ask {
    struct quantity selected; /* chosen by a click or Tab; stays while one steps */
    struct quantity hovered;  /* under the pointer, until the cursor moves on; goes before */
    bool opened;              /* the long form */
};

struct app {
    struct app_settings settings;
    struct app_requests requests;
    bool full_screen;         /* the window is, says the platform */

    /* The lesson; scenario.params == NULL: none is open (the list of lessons shows). */
    int lesson;               /* index in the catalogue; -1: a file of the user's own */
    uint64_t names_seen;      /* a bit for each lesson of the catalogue whose name map was shown */
    struct scenario_opening opening; /* of the next file, once */
    struct scenario scenario;
    struct stepper stepper;
    struct history history;
    struct journal journal;   /* of the edits by hand */
    struct saving saving;     /* of those, what is in a file */
    struct recovery recovery; /* and what would outlive a crash */
    double *scratch;          /* owned; net->block_size */
    struct cursor cursor;     /* what is shown; the stepper stands at cursor.step */
    struct ask ask;
    struct editor editor;
    struct doubt doubt;
    struct other_route other_route;
    struct compare compare;
    struct choosing choosing; /* of the other run, while the sheet is open */
    struct responding responding;
    struct optimizers_card alternatives; /* as of the sheet's opening */
    struct table table;       /* where it stands */
    size_t layer; /* whose matrices are shown at layer_cursor, 0: the step's; elsewhere the */
    struct cursor layer_cursor; /* step's anyhow */
    struct divergence divergence; /* what the run's began with; kind 0: nothing, or not known */
    uint64_t diverged_step;   /* the stop that this was found for; 0: none */
    double loss_after;        /* under the new parameters, as of loss_after_step */
    uint64_t loss_after_step; /* 0: not computed */
    struct score score;
    struct record record;     /* losses and more by iteration, for the plots */

    /* Motion. Times in ms of the platform's clock. */
    double now_ms;
    double motion_start_ms;   /* of the step shown */
    double motion_length_ms;  /* 0: at rest */
    double last_travel_ms;    /* when the cursor last moved */
    bool moving_back;         /* the motion is parameters going back to their old values */
    bool playing;
    bool playing_back;        /* and backwards */
    bool running;             /* on to the stopping criterion, or to run_goal; see run.h */
    double run_share;         /* of a tick's time for running, 1; 0: as little as there is */
    double run_ended_ms;      /* the last slice, by the system's clock */
    double run_outside_ms;    /* between two slices, the longest lately: drawing */
    struct cursor run_goal;   /* step 0: to the stopping criterion */
    uint64_t run_epoch;       /* whose end that is; 0: of none */
    bool run_saved;           /* that is where it was saved */
    uint64_t run_back;        /* it goes back, so many iterations a tick; 0: forward */
    struct pace pace;
    struct steady steady;
    double next_play_ms;

    /* The last press, to know the second of two. */
    double press_ms;
    struct quantity pressed;

    enum app_sheet sheet;     /* what lies over the picture; see sheet.h */
    size_t sheet_choice;      /* its entry or page */
    char typed[12];           /* on the sheet of the run: digits of an iteration's number */
    size_t sheet_count;       /* of its entries or pages, as of the last frame */
    bool lessons_open;
    char notice[ERROR_TEXT_SIZE]; /* an error or a remark to show; "" for none */
    bool notice_is_error;

    bool dirty;               /* a frame is due */
    struct ui ui;             /* pointer and what was under it in the last frame */
    struct arena arena;       /* of the current explanation */
    struct arena frame_arena; /* of the frame being built */
    const struct explanation *explanation; /* borrowed from arena; NULL: to be made */
};

/* Starts without a lesson: the list shows. */
void app_init(struct app *app);
void app_finish(struct app *app);

/* Opens a scenario file; one with a session at the moment that was saved, or, if that is far, on
 * the way there (run.h). On failure the app keeps what it had, shows the error and (if it had no
 * lesson) the list of lessons; *err has the sentence too. */
bool app_open(struct app *app, const char *path, struct error *err);

/* Whether a lesson is open. */
bool app_has_lesson(const struct app *app);

/* Makes room for so many buffers of optimisers, where there is less: the run is begun anew and led
 * to where it was. Errors: not enough memory; then no lesson is open. */
bool app_reserve_buffers(struct app *app, size_t count, struct error *err);

/* Shows a sentence until the next command; an error is marked as one. */
void app_say(struct app *app, bool is_error, const char *text);

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
/* The wheel was turned there, up: > 0. */
void app_pointer_wheel(struct app *app, struct point at, int ticks);

/* Time goes on: motion and playing. To be called before events are passed too, so that what they
 * set in motion starts at the time they came. */
void app_tick(struct app *app, double now_ms);

/* How long the platform may sleep: ms until app_tick is needed again; < 0: until the next
 * event; 0: a frame is due now. */
double app_sleep_ms(const struct app *app);

/* Builds the frame of that size into the canvas (with the canvas's font) and clears dirty. */
void app_frame(struct app *app, struct canvas *canvas, float width, float height);

/* What the panel explains; QUANTITY_NONE: the step. */
struct quantity app_asked(const struct app *app);

/* The layer whose matrices are shown; 0: the step's. */
size_t app_matrices_layer(const struct app *app);

/* The explanation shown, made if it is not; borrowed until the app changes. */
const struct explanation *app_explanation(struct app *app, const struct snapshot *snapshot);

/* The moment shown, for the views; borrowed until the app changes. A lesson must be open. */
void app_snapshot(struct app *app, struct snapshot *snapshot);
/* The same of any run, without the loss under the new parameters. */
void app_snapshot_of(const struct stepper *stepper, struct history *history,
                     struct snapshot *snapshot);

#endif
