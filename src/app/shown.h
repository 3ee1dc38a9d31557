/*
 * shown: what is on the screen, how it looks, and what was worked out to be drawn.
 */
#ifndef BACKSTEP_APP_SHOWN_H
#define BACKSTEP_APP_SHOWN_H

#include "app/framing.h"
#include "app/graph/graph_shown.h"
#include "app/jobs/jobs.h"
#include "app/run/ghost.h"
#include "app/notice.h"
#include "app/run/steady.h"
#include "base/arena.h"
#include "base/error.h"
#include "draw/theme.h"
#include "explain/explain.h"
#include "lesson/script/picture.h"
#include "ui/ui.h"
#include "view/table/table.h"

/* What playing goes by. */
enum play_by { PLAY_STEPS, PLAY_ITERATIONS, PLAY_EPOCHS, PLAY_COUNT };

/* How things are shown; survives the opening of another lesson. */
struct shown_settings {
    enum theme_kind theme;
    int text_size;       /* steps from the default: 0 default, 1 projector, -1 smaller */
    int decimals;
    bool brackets;
    bool sentence;       /* below the picture */
    bool full_ink;       /* what a step is not about does not step back */
    bool animation;
    bool logarithmic;    /* the large loss curve */
    double speed;        /* of playing: so many of them a second */
    enum play_by play_by;
    bool name_map;       /* opens with each lesson, the first time */
    enum shown_picture picture; /* not every lesson has each: see scene_picture */
    struct framing framing; /* of a picture in a file; zeroed: the window */
};

/* Times in ms of the platform's clock. */
struct motion {
    double start_ms;     /* of the step shown */
    double length_ms;    /* 0: at rest */
    double last_ms;      /* when the cursor last moved */
    bool back;           /* the motion is parameters going back to their old values */
};

/* From one picture to another that shows the same in another way. */
struct turn {
    double start_ms, length_ms; /* 0: at rest */
    enum shown_picture from;
};

struct shown {
    struct shown_settings settings;
    bool full_screen;         /* the window is, says the platform */
    bool black;               /* nothing is shown, in a lecture */
    bool dirty;               /* a frame is due */
    struct notice notice;
    struct motion motion;
    struct turn turn;
    double spoken_ms;         /* when the speed was said, which stays a while */
    double pointed_ms;        /* when the pointer moved last */
    bool hinted;              /* since then it was said what is under it, or nothing is */
    struct ui ui;             /* pointer and what was under it in the last frame */
    struct arena arena;       /* of the current explanation */
    struct arena frame_arena; /* of the frame being built */
    const struct explanation *explanation; /* borrowed from arena; NULL: to be made */
    struct table table;       /* where it stands */
    size_t layer; /* whose matrices are shown at layer_cursor, 0: the step's; elsewhere the */
    struct cursor layer_cursor; /* step's anyhow */
    struct graph_shown graph;
    struct steady steady;
    struct jobs jobs;
    struct ghost ghost;       /* of what a change by hand has changed */
};

/* Another picture is chosen; between the unrolled network and the folded one there is a motion. */
void shown_turn(struct shown *shown, enum shown_picture from, enum shown_picture to, double now_ms);
/* How far it has come, 0 .. 1: at rest. */
float shown_turn_part(const struct shown *shown, double now_ms);

/* What is said of the moment is to be made anew, and drawn. */
void shown_renew(struct shown *shown);

#endif
