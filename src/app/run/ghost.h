/*
 * ghost: the moment as it was before a number was changed by hand, to be seen beside what it is
 * now, as long as one stays at that moment.
 */
#ifndef BACKSTEP_APP_RUN_GHOST_H
#define BACKSTEP_APP_RUN_GHOST_H

#include "app/run/run.h"

struct ghost {
    double *block, *before;      /* owned; NULL: there is none */
    struct stepper_state state;
    struct snapshot snapshot;    /* of those */
    struct cursor cursor;
};

/* Keeps the moment shown. */
void ghost_keep(struct ghost *ghost, struct run *run);
void ghost_finish(struct ghost *ghost);

/* NULL: there is none of the moment shown. */
const struct snapshot *ghost_of(const struct ghost *ghost, const struct run *run);

#endif
