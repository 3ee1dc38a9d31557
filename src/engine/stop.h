/*
 * stop: the criteria that end a run.
 *
 * A criterion of 0 is not set. The first that holds after an iteration's update adds one last
 * unit, UNIT_STOP. `iterations` and `divergence` are asked after every iteration, the others at
 * the end of each epoch, of the whole epoch: the mean loss of its samples (each before its own
 * update), the largest norm of its iterations' gradients, and the epochs since the best loss,
 * which is the epoch's or, where samples are held out, theirs at the epoch's end. A loss is better
 * than the best one if it is lower by more than min_delta: a descent that only creeps is no
 * progress.
 *
 * A run has diverged when its loss or a parameter is infinite or NaN; a gradient that is not
 * finite leaves such a parameter. The batch's loss is looked at after every iteration. So are up
 * to 32 parameters; where there are more, all of them at the end of each epoch and of every so
 * many iterations that it comes to about 32 an iteration: looking must not cost what training
 * does.
 */
#ifndef BACKSTEP_ENGINE_STOP_H
#define BACKSTEP_ENGINE_STOP_H

#include "engine/program.h"

#include <stdbool.h>

struct stop {
    uint64_t iterations;
    uint64_t epochs;
    double loss_below;
    double gradient_norm_below;
    uint64_t patience;  /* epochs without a new best loss */
    double min_delta;   /* and by how much that must be better */
    bool divergence;    /* false: NaN and infinity are data, the run goes on with them */
};

/* A customary min_delta. */
#define STOP_MIN_DELTA 1e-4

enum stop_reason {
    STOP_NONE,
    STOP_ITERATIONS,
    STOP_EPOCHS,
    STOP_LOSS_BELOW,
    STOP_GRADIENT_NORM_BELOW,
    STOP_PATIENCE,
    STOP_DIVERGENCE,
    STOP_REASON_COUNT
};

/* A criterion. The run ends when what it looks at has come to its limit, if it counts, else when
 * that is below it. NONE and DIVERGENCE have a key and no limit. */
struct stop_row {
    const char *key;    /* in scenarios and traces: "loss_below" */
    const char *option; /* at a command line: "loss" */
    const char *says;   /* before its limit in a summary: "a loss below"; NULL: that comes first */
    bool counts;        /* whole numbers */
    bool of_epoch;      /* asked at the end of an epoch; else after every iteration */
    size_t offset;      /* of its limit in struct stop: a uint64_t if it counts, else a double */
};

const struct stop_row *stop_row(enum stop_reason reason);

/* The limit of one that counts, and of any; 0: it is not set. */
uint64_t stop_count(const struct stop *stop, enum stop_reason criterion);
double stop_limit(const struct stop *stop, enum stop_reason criterion);

/* Sets the limit of one that counts to `count`, of another to `limit`. */
void stop_set(struct stop *stop, enum stop_reason criterion, uint64_t count, double limit);

/* The number that a criterion compares with its limit; loss and norm are the epoch's. */
double stop_looks_at(enum stop_reason criterion, const struct place *here, double loss, double norm,
                     uint64_t best_epoch);

/* Whether the run is to end at all; that it may diverge does not count. */
bool stop_is_set(const struct stop *stop);

/* The iteration after which the run ends at the latest, by the criteria that count, with so many
 * iterations an epoch; 0: none of them is set. */
uint64_t stop_last_iteration(const struct stop *stop, uint64_t epoch_iterations);

/* What a criterion says when an iteration has ended. */
enum stop_answer {
    STOP_NOT_SET,
    STOP_ASKED_LATER, /* at the end of the epoch, which has not come */
    STOP_GO_ON,
    STOP_HOLDS
};

/* Of one criterion but divergence, when the iteration of `here` has ended; the rest is as below. */
enum stop_answer stop_ask(const struct stop *stop, enum stop_reason criterion,
                          const struct place *here, size_t samples, double loss, double norm,
                          uint64_t best_epoch);

/* The first criterion but divergence that holds when the iteration of `here` has ended. If the
 * epoch has, too, the last three are its loss and norm and the epoch of the best loss. */
enum stop_reason stop_find(const struct stop *stop, const struct place *here, size_t samples,
                           double loss, double norm, uint64_t best_epoch);

/* How many iterations with a batch of one sample can follow on that of `here` with nothing to ask
 * in between: after none of them but the last can a criterion hold, or is its epoch at its end. */
uint64_t stop_unasked(const struct stop *stop, const struct place *here, size_t samples);

/* The iterations from one look at the parameters to the next, within an epoch. */
uint64_t stop_look_interval(const struct net *net);

/* Whether the iteration of that place, its last unit done, has diverged. batch_loss: the sum. */
bool stop_has_diverged(const struct net *net, const double *block, const struct place *place,
                       size_t samples, double batch_loss);

#endif
