/*
 * phrase: what a quantity is called in words: "weight from i₁ to h₁", "activation of
 * h₁", "error signal of h₁", "gradient of the loss by w₅".
 *
 * For titles and lists. A phrase begins with a small letter and has no full stop; a heading is one
 * to begin a line with.
 */
#ifndef BACKSTEP_EXPLAIN_PHRASE_H
#define BACKSTEP_EXPLAIN_PHRASE_H

#include "explain/rich.h"

struct rich quantity_heading(struct arena *arena, const struct snapshot *snapshot,
                             struct quantity quantity);

#endif
