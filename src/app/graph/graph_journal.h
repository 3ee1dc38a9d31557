/*
 * graph_journal: changing a value of a graph by hand, and taking it back: what journal.h is to a
 * network.
 *
 * A change holds from the start of the iteration on, or after the move from the next one's. The
 * cursor goes back to the last moment that is still true: before the first operation that uses the
 * value.
 */
#ifndef BACKSTEP_APP_GRAPH_GRAPH_JOURNAL_H
#define BACKSTEP_APP_GRAPH_GRAPH_JOURNAL_H

#include "app/run/run.h"

/* A graph was opened with these edits. The cursor is at the start. */
void graph_journal_adopt(struct run *run, const struct graph_edits *edits);

/* Gives the leaf that value. Errors: a value that is not finite, no next iteration. */
bool graph_journal_edit(struct run *run, size_t leaf, double value, struct error *err);

/* False if there is nothing to undo, do again, or take away. */
bool graph_journal_undo(struct run *run);
bool graph_journal_redo(struct run *run);
bool graph_journal_reset(struct run *run);

#endif
