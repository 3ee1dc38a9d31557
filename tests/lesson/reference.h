/*
 * reference: the reference traces in tests/data, as scenarios to run and numbers
 * to compare with.
 *
 * They were computed by an independent program in double precision and checked
 * against automatic differentiation. What they call dL_da and dL_dz carries the
 * batch's factor 1/N already, which Backstep's trace does not: a sample's own
 * gradient is shown unscaled.
 */
#ifndef BACKSTEP_TESTS_LESSON_REFERENCE_H
#define BACKSTEP_TESTS_LESSON_REFERENCE_H

#include "lesson_test.h"

#include <jansson.h>

/* The trace's `spec` as a scenario file; owned by the caller. Not in it: the order of updates, which
 * is wrong on purpose in some. */
char *reference_scenario(const json_t *trace);

/* Samples in a batch. */
size_t reference_batch(const json_t *trace);

/* Numbers compared and the largest difference seen, of |x-y| / max(1, |x|, |y|). */
struct tally {
    size_t numbers;
    size_t non_finite;
    double worst;
};

/* Compares one line of Backstep's trace with what the iteration of the reference
 * says; fails the test on a difference over 1e-12. n: which sample of the batch
 * the line is about. `where` goes into the message. */
void reference_compare(const json_t *iteration, const json_t *line, size_t n, size_t batch,
                       const char *where, struct tally *tally);

#endif
