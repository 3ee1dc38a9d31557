/*
 * map: what a network answers over a whole range of inputs: one input along a line, or two
 * over a plane; for pictures, on a scratch copy of the parameters.
 *
 * The grid is refined level by level, each with half the stride of the one before and keeping its
 * points, in as many calls as one likes: whoever has little time has a coarser picture, not an
 * older one. Nothing is allocated after map_init. NaN and infinity are data here too.
 */
#ifndef BACKSTEP_ENGINE_MEASURE_MAP_H
#define BACKSTEP_ENGINE_MEASURE_MAP_H

#include "base/error.h"
#include "data/dataset.h"
#include "engine/wrong/mistake.h"
#include "engine/net.h"

#include <stdbool.h>
#include <stddef.h>

/* How the outputs over the inputs can be shown. */
enum map_kind {
    MAP_NONE, /* not at all: other numbers of inputs or outputs, all samples in one place, or a
                    * number over two inputs from so few samples that a map says nothing */
    MAP_CURVE,     /* one input, one output */
    MAP_VALUE,     /* two inputs, one output that is a number */
    MAP_THRESHOLD, /* two inputs, one output that tells two classes apart */
    MAP_CLASSES,   /* two inputs, an output for each class; the largest says which */
};

enum { MAP_SAMPLES_MIN = 3 };

/* Larger networks have none: their picture would not keep up. */
enum { MAP_PARAMS_MAX = 1 << 20, MAP_OUTPUTS_MAX = 16 };

enum map_kind map_kind(const struct net *net, const struct dataset *data);

/* Of MAP_THRESHOLD: ½, or 0 where the targets are -1 and 1. */
double map_threshold(const struct dataset *data);

/* Of a plane (points, points), of a line (points). */
enum { MAP_PLANE_POINTS = 65, MAP_LINE_POINTS = 257, MAP_FIRST_STRIDE = 16 };

struct map {
    const struct net *net;    /* borrowed for the map's life */
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
bool map_init(struct map *map, const struct net *net, const struct dataset *data,
                   struct error *err);
void map_finish(struct map *map);

/* The parameters (net->param_count, copied) to answer with; begins anew if they are others. */
void map_set(struct map *map, const double *params);

/* That many forward passes more at most; false when there is nothing left to do. */
bool map_advance(struct map *map, size_t passes);

/* The inputs of a point of the grid. */
double map_input(const struct map *map, size_t axis, size_t index);

/* The outputs at a point of a complete level. */
const double *map_at(const struct map *map, size_t column, size_t row);

/* The outputs for any input: one forward pass. Valid until the map is used again. */
const double *map_answer(struct map *map, const double *x);

#endif
