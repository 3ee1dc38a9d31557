/*
 * phrase: what a quantity is called in words: "weight from i₁ to h₁", "activation of
 * h₁", "error signal of h₁", "gradient of the loss by w₅".
 *
 * For titles and lists. A phrase begins with a small letter and has no full stop.
 */
#ifndef BACKSTEP_EXPLAIN_PHRASE_H
#define BACKSTEP_EXPLAIN_PHRASE_H

#include "explain/rich.h"

struct rich quantity_phrase(struct arena *arena, const struct snapshot *snapshot,
                            struct quantity quantity);

/* The same to begin a line with: "Weight from i₁ to h₁". */
struct rich quantity_heading(struct arena *arena, const struct snapshot *snapshot,
                             struct quantity quantity);

#endif
