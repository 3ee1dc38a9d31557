/*
 * train_line: how far a training has come, in one line.
 *
 * On a terminal the line is drawn over again ten times a second, with a bar; elsewhere a line is
 * written every ten seconds.
 */
#ifndef BACKSTEP_CLI_TRAIN_TRAIN_LINE_H
#define BACKSTEP_CLI_TRAIN_TRAIN_LINE_H

#include "engine/stepper.h"

#include <stdbool.h>

enum { TRAIN_LINE_SIZE = 80 }; /* with its end: it must not be longer than a terminal is wide */

/* What there is to say. */
struct train_state {
    uint64_t done;      /* iterations */
    uint64_t most;      /* iterations after which it ends at the latest; 0: not known */
    double loss;        /* mean of the samples of the epoch, so far, that the last of them was in */
    double seconds;     /* since the start */
};

struct train_line {
    double start_ms, shown_ms;
    uint64_t done;     /* iterations that have ended */
    double loss;       /* sum over the epoch's samples so far, as the last of them left it */
    size_t samples;    /* how many */
    bool terminal; /* standard error is one */
    bool shown;    /* a line stands there that the next one is to overwrite */
};

/* What the line has seen of such a run. */
void train_state_of(struct train_state *state, const struct train_line *line,
                    const struct stepper *stepper, double seconds);

/* "[#####.....] iteration 5000/10000, loss 0.0123, 45600/s, 12 s left"; returns out. */
const char *train_line_text(const struct train_state *state, bool bar, char out[TRAIN_LINE_SIZE]);

/* Watches the stepper, for whose life the line must stay where it is. */
void train_line_init(struct train_line *line, struct stepper *stepper);
/* Shows it if it is time to. */
void train_line_show(struct train_line *line, const struct stepper *stepper);
/* Takes it away. */
void train_line_clear(struct train_line *line);

#endif
