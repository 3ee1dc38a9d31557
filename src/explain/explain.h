/*
 * explain: what is happening at the cursor, in words and formulas.
 *
 * Every equation is a formula tree over the snapshot's own values; no number is
 * written by hand. The same step always gets the same explanation.
 */
#ifndef BACKSTEP_EXPLAIN_EXPLAIN_H
#define BACKSTEP_EXPLAIN_EXPLAIN_H

#include "explain/explanation.h"
#include "words/words.h"

/* A moment of the backward pass when its gradients come from finite differences: not a page of the
 * chain rule. */
const struct explanation *explain_differences(struct arena *arena, const struct snapshot *snapshot,
                                              struct cursor cursor);

/* What the optimiser is called here, and one that might take its place, of its row's names:
 * gradient descent is SGD where a batch is a part of the samples. */
const char *explain_optimizer_title(const struct snapshot *snapshot);
const char *explain_optimizer_name(const struct snapshot *snapshot, enum optimizer_kind kind,
                                   const char *name);

/* Where to it hurries, how fast, how to stop it, and every stopping criterion as it was asked last.
 * The snapshot stands at the end of an iteration. The result lives in the arena. */
const struct explanation *explain_running(struct arena *arena, const struct snapshot *snapshot,
                                          struct cursor cursor, const struct explain_run *run);

/* Explains the step of that granularity that ended at the cursor; if none of that granularity
 * ends there, of the coarsest finer one that does. At step 0 the
 * lesson is introduced (`about` is the scenario's own sentence, may be NULL).
 * The result lives in the arena. */
const struct explanation *explain(struct arena *arena, const struct snapshot *snapshot,
                                  struct cursor cursor, enum granularity granularity,
                                  const char *about);

/* How many rows a table leaves out, {n}, and whether one of them is larger. */
enum word explain_left_out(const struct explain_table *table);
/* Whether any of its columns has a head. */
bool explain_has_heads(const struct explain_table *table);

#endif
