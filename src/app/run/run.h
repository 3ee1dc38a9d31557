/*
 * run: the open lesson's run, and the moment of it that is shown.
 *
 * What moves it: travel.h, hurry.h and journal.h in this folder. None of them knows what is on the
 * screen.
 */
#ifndef BACKSTEP_APP_RUN_RUN_H
#define BACKSTEP_APP_RUN_RUN_H

#include "app/jobs/accuracy.h"
#include "app/run/pace.h"
#include "app/run/record.h"
#include "engine/history.h"
#include "engine/measure/divergence.h"
#include "lesson/scenario.h"
#include "quantity/reveal.h"

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

/* On in slices, to the stopping criterion or to a goal, or back to the start. */
struct hurry {
    bool on;
    double share;             /* of a tick's time, 1; 0: as little as there is */
    double ended_ms;          /* the last slice, by the system's clock */
    double outside_ms;        /* between two slices, the longest lately: drawing */
    struct cursor goal;       /* step 0: to the stopping criterion */
    uint64_t epoch;           /* whose end that is; 0: of none */
    bool saved;               /* that is where it was saved */
    uint64_t back;            /* it goes back, so many iterations a tick; 0: forward */
    struct pace pace;
};

/* scenario.params == NULL: no lesson is open. */
struct run {
    int lesson;               /* index in the catalogue; -1: a file of the user's own */
    struct scenario scenario;
    struct stepper stepper;
    struct history history;
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
    bool playing;
    bool playing_back;        /* and backwards */
    double next_play_ms;
    struct hurry hurry;
};

#endif
