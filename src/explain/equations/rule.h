/*
 * rule: an optimiser's step in one line, for any parameter: -η g, -η v, -η m̂/(√v̂ + ε).
 */
#ifndef BACKSTEP_EXPLAIN_EQUATIONS_RULE_H
#define BACKSTEP_EXPLAIN_EQUATIONS_RULE_H

#include "engine/optimizer.h"
#include "formula/formula.h"

/* The step of a parameter whose gradient is g, in symbols without values; v, m and v are the
 * buffers after the update. */
const struct formula *rule_of(struct arena *arena, const struct optimizer *optimizer);

#endif
