/*
 * ask: what a quantity on the screen is, at the cursor.
 *
 * The step's page (explain.h) says what happens; this one lets any value answer for
 * itself: what it is called, the rule it comes from, the rule with the numbers put in,
 * its factors or paths, and what it depends on in the picture, in the colours of the
 * formula. Long forms are opened on request: a gradient as the whole product along every
 * path from the loss, a sum term by term, an error signal with the reason for its rule.
 *
 * What is not computed yet at the cursor says so, and where it will appear; its rule is
 * shown in symbols only, and nothing that the engine may have computed already leaks
 * into the page. What is stale says that the parameters have moved since.
 */
#ifndef BACKSTEP_EXPLAIN_ANSWERS_ASK_H
#define BACKSTEP_EXPLAIN_ANSWERS_ASK_H

#include "explain/explain.h"

/* The page of one quantity (not QUANTITY_NONE) at the cursor, which stands at the snapshot's
 * step; `opened`: its long form, where explain_can_open. The kicker is what it is
 * called: "Weight from i₁ to h₁". W and B mean the old value throughout the iteration. The result
 * lives in the arena. */
const struct explanation *explain_quantity(struct arena *arena, const struct snapshot *snapshot,
                                           struct cursor cursor, struct quantity quantity,
                                           bool opened);

/* Whether there is a long form to open: not of what is not computed yet, nor of a batch's mean
 * gradient, whose samples are gone. */
bool explain_can_open(const struct snapshot *snapshot, struct cursor cursor,
                      struct quantity quantity);

#endif
