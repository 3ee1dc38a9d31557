/*
 * walk: the state of the walk along a lesson's script; app/walk/walk.h has what it does.
 */
#ifndef BACKSTEP_APP_WALK_H
#define BACKSTEP_APP_WALK_H

#include "quantity/reveal.h"

/* Zeroed: no station was walked to. */
struct walk {
    size_t number;         /* from 1: of the station walked to last, for several may stand at one
                            * moment; 0: none */
    struct cursor cursor;  /* where that was */
    size_t asked;          /* whose question was asked; 0: none's. A run's comes before it */
    bool running;          /* its run is under way */
};

#endif
