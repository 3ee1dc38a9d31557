/*
 * journal: changing a number by hand, and taking it back.
 *
 * An edit goes into the stepper's log (engine/edit.h) at the last step that does not
 * depend on it, and the cursor goes back to the last moment that is still true; if
 * that is just before the first unit that has the edit, its step with moment 0: run, but
 * nothing of it shown. Edits that came later in the run are dropped with it.
 *
 * Every entry says what it added and took away, so that undo and redo have no limit.
 * Travelling touches no entry; a new edit ends what could be done again.
 */
#ifndef BACKSTEP_APP_RUN_JOURNAL_H
#define BACKSTEP_APP_RUN_JOURNAL_H

#include "app/run/run.h"

/* A lesson was opened with these edits: the run has them from its start on, and each can be undone.
 * The cursor is at the start. */
void journal_adopt(struct run *run, const struct edit_log *edits);

/* Gives the quantity that value. After all parameters have moved it is the new value that
 * changes, for the next iteration. Errors: a quantity that is computed or that the net does not
 * have, a value that is not finite, a learning rate below 0, no next iteration. The same value
 * again is no edit. */
bool journal_edit(struct run *run, struct quantity quantity, double value, struct error *err);

/* The run goes on with that optimiser from this iteration's update on; there must be room for its
 * buffers (run_begin_again). */
void journal_optimizer(struct run *run, enum optimizer_kind choice);

/* False if there is nothing to undo or do again. */
bool journal_undo(struct run *run);
bool journal_redo(struct run *run);

/* Takes away all edits and goes to the start of the run; false if there are none. */
bool journal_reset(struct run *run);

#endif
