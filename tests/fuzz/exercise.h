/*
 * exercise: what may happen to any bytes that are given as a scenario, as a session of one, or as what a
 * user does.
 */
#ifndef BACKSTEP_TESTS_FUZZ_EXERCISE_H
#define BACKSTEP_TESTS_FUZZ_EXERCISE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct scenario;

/* Parses the bytes. What is refused must come with a sentence and a zeroed
 * scenario; what is accepted must keep the promises of the headers, and, if it
 * is small, is trained and traced for a while. NULL if all is well, else what is
 * wrong; *accepted says whether the bytes were a scenario. */
const char *exercise_scenario(const char *bytes, size_t length, bool *accepted);

/* The same of bytes whose first chooses a lesson and whose others are its "session". What is accepted is
 * written and read again, and travelled in: the numbers must be those of a run straight ahead. */
const char *exercise_session(const char *bytes, size_t length, bool *accepted);

/* A user's keys, clicks and waiting, and windows of any size: the first byte chooses a lesson, the others
 * what is done. In the end every number and word must be that of an application that was opened anew
 * with the same changes by hand; with all of them undone; and with them done again. *accepted says whether
 * something was changed and the run is under way. */
const char *exercise_keys(const char *bytes, size_t length, bool *accepted);

/* The same of bytes that are a table: its numbers are finite, and the scenario that is made of it gives
 * the same ones. */
const char *exercise_table(const char *bytes, size_t length, bool *accepted);

/* The same of bytes whose lines are the steps of a graph. */
const char *exercise_graph(const char *bytes, size_t length, bool *accepted);

/* What is wrong with a scenario of a graph, its run and the way back in it. */
const char *exercise_graph_run(const struct scenario *scenario);

/* The same of bytes that are weights of another program, with Keras' order of rows and columns and without: the
 * scenario that is made of them can be read. */
const char *exercise_weights(const char *bytes, size_t length, bool *accepted);

/* What is wrong with how a scenario called fuzz.json was refused, or NULL. */
const char *exercise_refused(const struct scenario *scenario, const struct error *err);

#endif
