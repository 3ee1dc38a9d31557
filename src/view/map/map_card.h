/*
 * map_card: what a picture of the network's answers shows.
 */
#ifndef BACKSTEP_VIEW_MAP_MAP_CARD_H
#define BACKSTEP_VIEW_MAP_MAP_CARD_H

#include "draw/canvas.h"
#include "engine/measure/map.h"

/* What the pointer is at. */
struct map_probe {
    bool on;
    bool is_sample;     /* then x is exactly that sample's, and t its targets */
    double x[2];
    double t[MAP_OUTPUTS_MAX];
    double answer[MAP_OUTPUTS_MAX];
    double other[MAP_OUTPUTS_MAX]; /* the other run's, if there is one */
};

/* The run beside the one shown. */
struct map_other {
    const struct map *map; /* NULL: there is none */
    const char *name;
    color ink;
};

struct map_card {
    enum map_kind kind;
    const struct map *map;
    struct map_other other;   /* its boundary or curve, dashed over the other one */
    const struct dataset *samples; /* to be shown: of many, some */
    double threshold;              /* of MAP_THRESHOLD */
    double low, high;              /* of the targets */
    struct map_probe probe;   /* of the large picture */
};

#endif
