/*
 * thorough: whether a test has the time to look at everything.
 *
 * By default a test of thousands of like cases takes a share of them, another share at each
 * call; in the suite 'long' (BACKSTEP_LONG is set) it takes all.
 */
#ifndef BACKSTEP_TESTS_THOROUGH_H
#define BACKSTEP_TESTS_THOROUGH_H

#include <stdlib.h>

/* From one case to the next: 1 in the suite 'long', else `stride`. */
static inline int thorough_stride(int stride)
{
    return getenv("BACKSTEP_LONG") != NULL ? 1 : stride;
}

#endif
