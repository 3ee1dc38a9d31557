/*
 * response: what a network answers over a whole range of inputs: one input along a line, or two
 * over a plane; for pictures, on a scratch copy of the parameters.
 *
 * The grid is refined level by level, each with half the stride of the one before and keeping its
 * points, in as many calls as one likes: whoever has little time has a coarser picture, not an
 * older one. Nothing is allocated after response_init. NaN and infinity are data here too.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_RESPONSE_H
#define BACKSTEP_ENGINE_MEASURE_RESPONSE_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/wrong/mistake.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

/* How the outputs over the inputs can be shown. */
enum response_kind {
    RESPONSE_NONE, /* not at all: other numbers of inputs or outputs, all samples in one place, or a
                    * number over two inputs from so few samples that a map says nothing */
    RESPONSE_CURVE,     /* one input, one output */
    RESPONSE_VALUE,     /* two inputs, one output that is a number */
    RESPONSE_THRESHOLD, /* two inputs, one output that tells two classes apart */
    RESPONSE_CLASSES,   /* two inputs, an output for each class; the largest says which */
};

enum { RESPONSE_SAMPLES_MIN = 3 };

/* Larger networks have none: their picture would not keep up. */
enum { RESPONSE_PARAMS_MAX = 1 << 20, RESPONSE_OUTPUTS_MAX = 16 };

enum response_kind response_kind(const struct net *net, const struct dataset *data);

/* Of RESPONSE_THRESHOLD: ½, or 0 where the targets are -1 and 1. */
double response_threshold(const struct dataset *data);

/* Of a plane (points, points), of a line (points). */
enum { RESPONSE_PLANE_POINTS = 65, RESPONSE_LINE_POINTS = 257, RESPONSE_FIRST_STRIDE = 16 };

struct response {
    const struct net *net;    /* borrowed for the response's life */
    enum mistake mistake;     /* of a run that makes one: it answers with it */
    size_t columns, rows;     /* points; one row for a line */
    size_t outputs;
    double low[2], high[2];   /* of the inputs: those of the first and last column, and row */
    size_t stride;            /* of the finest complete level; 0: none yet */
    size_t level, next;       /* the level being worked on, 0: none, and its next point */
    double *block;            /* owned; begins with the parameters */
    double *values; /* owned; (rows, columns, outputs); those at multiples of stride hold */
};

/* Without a mistake. Makes room for one or two inputs, over the range of the data's with a margin
 * of a tenth on each side. Errors: not enough memory. */
bool response_init(struct response *response, const struct net *net, const struct dataset *data,
                   struct error *err);
void response_finish(struct response *response);

/* The parameters (net->param_count, copied) to answer with; begins anew if they are others. */
void response_set(struct response *response, const double *params);

/* That many forward passes more at most; false when there is nothing left to do. */
bool response_advance(struct response *response, size_t passes);

/* The inputs of a point of the grid. */
double response_input(const struct response *response, size_t axis, size_t index);

/* The outputs at a point of a complete level. */
const double *response_at(const struct response *response, size_t column, size_t row);

/* The outputs for any input: one forward pass. Valid until the response is used again. */
const double *response_answer(struct response *response, const double *x);

#endif
