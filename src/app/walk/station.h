/*
 * station: the station of a lesson's script at which the run stands, and what it says and shows.
 *
 * Whoever comes to a station's moment, walking, stepping or jumping, reads its sentence in place of
 * the step's own.
 */
#ifndef BACKSTEP_APP_WALK_STATION_H
#define BACKSTEP_APP_WALK_STATION_H

#include "app/run/run.h"
#include "app/walk.h"
#include "explain/explain.h"

/* The station whose sentence stands now, and its number from 1; NULL: none. Borrowed from the
 * lesson. */
const struct script_station *station_here(const struct run *run, const struct walk *walk,
                                          size_t *number);

/* Where station `number` (from 1) stands; false where the run has no such moment. */
bool station_cursor(const struct run *run, size_t number, struct cursor *cursor);

/* Whether a station's run is under way. */
bool station_runs(const struct run *run, const struct walk *walk);

/* Whether the question of the station shown was asked; then the next station shows the answer. */
bool station_was_asked(const struct run *run, const struct walk *walk);

/* What the station that stands now lets the snapshot's pages look at; nothing after a change by
 * hand, for then the step speaks for itself. */
void station_look(const struct run *run, const struct walk *walk, struct snapshot *snapshot);

/* The explanation with the station's sentence and what it lights in place of its own, in the arena;
 * the explanation itself where no station stands. */
const struct explanation *station_explanation(const struct run *run, const struct walk *walk,
                                              struct arena *arena,
                                              const struct snapshot *snapshot,
                                              const struct explanation *explanation);

/* "3 of 18"; "" where no station stands. */
const char *station_words(const struct run *run, const struct walk *walk, struct arena *arena);

/* What the lesson is called that comes next, at the last station; else "". */
const char *station_next(const struct run *run, const struct walk *walk, struct arena *arena);

#endif
