/*
 * python: a Python script that does the same training in PyTorch and checks that it is the same.
 *
 * It builds the network in float64, runs the first iterations in their four phases, one commented
 * line each, and compares every z and a, the loss, every ∂L/∂z, every gradient and every new
 * parameter with what the engine computed, to 1e-12; of a recurrent network the whole trace. What
 * the modules, losses and optimisers are called there stands in the engine's rows.
 */
#ifndef BACKSTEP_LESSON_EXCHANGE_PYTHON_H
#define BACKSTEP_LESSON_EXCHANGE_PYTHON_H

#include "base/error.h"
#include "lesson/scenario.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes the script of the first `iterations` (at least 1), or of as many as there are before the
 * run stops. Whether the stream took it is for its owner to ask. Errors: changes by hand, which a
 * script does not repeat; not enough memory. */
bool python_write(FILE *out, const struct scenario *scenario, uint64_t iterations,
                  struct error *err);

#endif
