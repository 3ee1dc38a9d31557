/*
 * train_result: what a training has come to: one line, and a scenario that opens at its end.
 */
#ifndef BACKSTEP_CLI_TRAIN_TRAIN_RESULT_H
#define BACKSTEP_CLI_TRAIN_TRAIN_RESULT_H

#include "base/file.h"
#include "engine/history.h"
#include "lesson/scenario.h"

#include <stdbool.h>

enum { TRAIN_RESULT_SIZE = 640 };

/* "stopped after iteration 30000, epoch 200: all epochs are done; with the final parameters:
 * training loss 0.0512, accuracy 98.7 % (148 of 150); validation loss ..." The losses are means
 * over all samples under the last parameters; of a graph it is the objective. Moves the history and
 * brings it back. Errors: not enough memory. */
bool train_result_line(struct history *history, char out[TRAIN_RESULT_SIZE], struct error *err);

/* Whether the path's ending says that the weights and biases alone are written there. */
bool train_result_is_weights(const char *path);

/* Writes the scenario with a session at the end of the run to the open file, which will stand at
 * writer->path, or the weights and biases. Errors: not enough
 * memory. */
bool train_result_write(const struct scenario *scenario, const struct stepper *stepper,
                        struct file_writer *writer, struct error *err);

#endif
