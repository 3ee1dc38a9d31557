/*
 * compare: another run beside the open lesson's: with a mistake made on purpose, or with one
 * setting changed (lesson/variant.h).
 *
 * The open lesson's own run is the one that is shown, and knows nothing of this. The other run has
 * a network, a stepper and a history of its own, walks the same program and is brought to the same
 * step for every frame, so that the two can be read side by side; it gets the same changes by hand,
 * but for those of the setting that is compared.
 */
#ifndef BACKSTEP_APP_RUN_COMPARE_H
#define BACKSTEP_APP_RUN_COMPARE_H

#include "app/run/run.h"
#include "lesson/variant_run.h"
#include "quantity/quantity.h"
#include "view/panel/compare.h"

struct compare {
    struct variant variant;   /* kind NONE: nothing is compared */
    struct variant_run run;   /* owned, and all below */
    struct stepper stepper;
    struct history history;
    struct edit_log edits;    /* of the shown run, when the other was begun */
    struct record record;     /* of its own iterations so far */
    struct compare_first first; /* where the two part */
    struct stepper search[2]; /* owned; both runs, as far as that has been looked for */
    bool searches;            /* it still is */
    uint64_t searched;        /* iterations that this was looked for in, if it was not found */
    bool missed;              /* some were no longer kept by then: it is not looked for any more */
    struct snapshot snapshot; /* of the other run, as of the last compare_follow */
    double loss_after;        /* under its new parameters, as of loss_after_step */
    uint64_t loss_after_step; /* 0: not computed */
    bool is_new;              /* its first steps are the next frame's */
    bool behind;              /* it is on its way to where the shown one stands */
    struct evaluation result; /* how good it is at `result_step` - 1 */
    uint64_t result_step;     /* 0: not known */
};

/* Begins that other run in place of any; kind NONE ends it. Errors: the variant is not possible
 * here, not enough memory; then the run that is shown is alone. */
bool compare_set(struct compare *compare, const struct run *run, struct variant variant,
                 struct error *err);
void compare_finish(struct compare *compare);

/* The mistake that the other run makes; NONE: there is none, or it makes none. */
enum mistake compare_mistake(const struct compare *compare);

/* Brings the other run's steps, and not what is shown of it, to where the shown one stands. */
void compare_keep_up(struct compare *compare, const struct run *run);

/* Brings the other run to where the shown one stands, or in a window, where that takes long, some
 * way: then it is `behind`. NULL: it is, or nothing is compared, or the other run has stopped
 * before. */
const struct snapshot *compare_follow(struct compare *compare, const struct run *run);

/* Whether it is behind, or is still looked for where the two part: then another frame is due. */
bool compare_is_busy(const struct compare *compare);

/* Where the shown run has ended, how good the other is where it stands; else zeroed. */
struct evaluation compare_result(struct compare *compare, const struct run *run,
                                 const struct snapshot *shown);

/* What the other run's lines are called: "Adam", "wrong". Borrowed from the arena. */
const char *compare_name(const struct compare *compare, struct arena *arena);

/* Sentences about the two runs, for the foot of the card. Borrowed from the arena. */
const char *compare_words(const struct compare *compare, const struct scenario *scenario,
                          struct arena *arena);

#endif
