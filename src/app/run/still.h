/*
 * still: a run that goes on while the moment that it has left is looked at.
 *
 * The run is parted: all that is its own goes on to another struct, which a thread may train, and
 * the run itself keeps a copy of the moment and of what has been recorded up to there. Nothing that
 * is read there is written by the other, which for that has room only for a while (still_has_room).
 */
#ifndef BACKSTEP_APP_RUN_STILL_H
#define BACKSTEP_APP_RUN_STILL_H

#include "app/run/run.h"

/* The run that goes on, until still_join; borrowed. NULL: it is a graph's, or the moment is too
 * large, or there is no memory; then nothing has changed. */
struct run *still_part(struct run *run);

/* Brings the run to where the other has come; does nothing if they are one. */
void still_join(struct run *run);

/* So that the run can be trained while it is looked at; and whether so many iterations more can. */
void still_make_room(struct run *run);
bool still_has_room(const struct run *run, size_t iterations);

#endif
