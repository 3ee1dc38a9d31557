/*
 * processor: what the one that the program runs on can do.
 */
#ifndef BACKSTEP_BASE_PROCESSOR_H
#define BACKSTEP_BASE_PROCESSOR_H

#include <stdbool.h>

/* Whether functions that are FOR_WIDE (attributes.h) may be called. */
bool processor_wide(void);

/* Has it say no, or what is true: results must not depend on it, which tests hold. */
void processor_allow_wide(bool allowed);

#endif
