/*
 * run: the open lesson's run, and the moment of it that is shown.
 *
 * What moves it: travel.h, hurry.h and journal.h in this folder. None of them knows what is on the
 * screen.
 */
#ifndef BACKSTEP_APP_RUN_RUN_H
#define BACKSTEP_APP_RUN_RUN_H

#include "graph/graph_moment.h"
#include "app/jobs/accuracy.h"
#include "app/run/pace.h"
#include "app/run/record.h"
#include "base/beside.h"
#include "engine/history.h"
#include "engine/measure/divergence.h"
#include "lesson/scenario.h"
#include "quantity/reveal.h"

/* Of the memory for snapshots another run beside this one may take one part in so many; this one
 * has the rest, also while it is alone. */
enum { RUN_OTHER_SHARE = 4 };

/* A change by hand: what it added to the stepper's log and took away from it. */
struct journal_entry {
    struct edit *removed;  /* owned */
    size_t removed_count;
    struct edit added;
    bool adds;             /* false: a reset */
    struct cursor before, after;
};

struct journal {
    struct journal_entry *entries; /* owned */
    size_t count;                  /* done, or undone and possible again */
    size_t done;
    size_t capacity;
};

struct run;

/* A moment that is looked at while the run has gone on; see still.h. */
struct still {
    bool parted;
    struct run *ahead;        /* owned, and all below; NULL until needed */
    double *block;            /* the moment's: net->block_size, */
    size_t *order;            /* of the samples, */
    char *start;              /* and the snapshot of its iteration's start */
};

/* On in slices, to the stopping criterion or to a goal, or back to the start. */
struct hurry {
    bool on;
    struct beside beside;     /* the work, while nobody looks at the run */
    struct still still;
    bool helped;              /* it went on there, and not in the ticks */
    void (*also)(void *context, const struct run *run); /* what keeps in step; NULL: nothing */
    void *also_context;       /* borrowed */
    atomic_bool alone;        /* that is looked at, too, and stays where it is */
    double share;             /* of a tick's time, 1; 0: as little as there is */
    double ended_ms;          /* the last slice, by the system's clock */
    double outside_ms;        /* between two slices, the longest lately: drawing */
    struct cursor goal;       /* step 0: to the stopping criterion */
    uint64_t epoch;           /* whose end that is; 0: of none */
    bool saved;               /* that is where it was saved */
    bool again;               /* it has been at the goal before: snapshots are on the way */
    int unseen;               /* so many ticks come before its first picture */
    bool drawn;               /* which has been made; until then a key waits for it */
    uint64_t back;            /* it goes back, so many iterations a tick; 0: forward */
    struct pace pace;
    double now_ms;            /* of the platform's clock, as of the last tick */
    bool slowly;              /* it goes faster and faster, from the same two: */
    double seconds;           /* it is stretched over so many; 0: as fast as it can. From: */
    double begun_ms;          /* a time of that clock, */
    uint64_t first;           /* an iteration */
    size_t sample;            /* index in the data: in the picture meanwhile; see steady.h */
};

/* What whoever shows the run is to do about it; the run sets it, app_heed takes it. */
struct run_news {
    bool changed;             /* what is said of the moment is not true any more */
    bool still;               /* what is in motion on the screen is to stand */
    bool stands;              /* it hurried on, and stands now */
};

/* Of a network or of a graph; what asks either for its steps is in course.h. */
struct run {
    int lesson;               /* index in the catalogue; -1: a file of the user's own */
    struct scenario scenario;
    struct stepper stepper;
    struct history history;
    struct graph_run graph;   /* of a graph: the stepper's */
    enum granularity granularity; /* how much one step is; survives the lesson, as `memory` does */
    size_t memory;            /* bytes of snapshots, of the run and of one beside it together; of
                               * the next lesson */
    double *scratch;          /* owned; net->block_size */
    struct cursor cursor;     /* what is shown; the stepper stands at cursor.step */
    struct journal journal;   /* of the edits by hand */
    struct record record;     /* losses and more by iteration, for the plots */
    struct accuracy accuracy;
    struct divergence divergence; /* what the run's began with; kind 0: nothing, or not known */
    uint64_t diverged_step;   /* the stop that this was found for; 0: none */
    double loss_after;        /* under the new parameters, as of loss_after_step */
    uint64_t loss_after_step; /* 0: not computed */
    double now_ms;            /* by the platform's clock, as of the last tick */
    bool live;                /* somebody waits for each frame: what takes long goes in slices;
                               * survives the lesson */
    bool playing;
    bool playing_back;        /* and backwards */
    double next_play_ms;
    struct hurry hurry;
    struct run_news news;
};

/* Whether a lesson is open; and whether it is a graph's. */
bool run_is_open(const struct run *run);
bool run_is_graph(const struct run *run);

/* The run of the scenario at its start, with the stepper's own memory. Errors: not enough memory;
 * then run_finish is due all the same. */
bool run_begin(struct run *run, struct error *err);

/* The same with room for so many buffers of optimisers, with the same changes by hand; only the
 * cursor is not moved. */
bool run_begin_again(struct run *run, size_t buffers, struct error *err);

/* Frees what is of the lesson. */
void run_finish(struct run *run);

/* The moment shown, for the views; borrowed until the run changes. A lesson must be open. Of a
 * graph it has no more than view.h says. */
void run_snapshot(struct run *run, struct snapshot *snapshot);
/* How good the network is then; with the parameters moved or not. */
void run_accuracy(struct run *run, const struct snapshot *snapshot, bool moved,
                  struct view_accuracy *out);
/* The snapshot of any run, without the loss under the new parameters. */
void run_snapshot_of(const struct stepper *stepper, struct history *history,
                     struct snapshot *snapshot);

/* What a divergence began with, searched for once; NULL unless the run stands where it stopped so.
 * Moves the history and brings it back. */
const struct divergence *run_divergence(struct run *run);

#endif
