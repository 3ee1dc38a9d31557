/*
 * exercise: what may happen to any bytes that are given as a scenario.
 */
#ifndef BACKSTEP_TESTS_FUZZ_EXERCISE_H
#define BACKSTEP_TESTS_FUZZ_EXERCISE_H

#include <stdbool.h>
#include <stddef.h>

/* Parses the bytes. What is refused must come with a sentence and a zeroed
 * scenario; what is accepted must keep the promises of the headers, and, if it
 * is small, is trained and traced for a while. NULL if all is well, else what is
 * wrong; *accepted says whether the bytes were a scenario. */
const char *exercise_scenario(const char *bytes, size_t length, bool *accepted);

#endif
