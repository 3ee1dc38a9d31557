/*
 * response_card: what a picture of the network's answers shows.
 */
#ifndef BACKSTEP_VIEW_MAP_RESPONSE_CARD_H
#define BACKSTEP_VIEW_MAP_RESPONSE_CARD_H

#include "draw/canvas.h"
#include "engine/measure/response.h"

/* What the pointer is at. */
struct response_probe {
    bool on;
    bool is_sample;     /* then x is exactly that sample's, and t its targets */
    double x[2];
    double t[RESPONSE_OUTPUTS_MAX];
    double answer[RESPONSE_OUTPUTS_MAX];
    double other[RESPONSE_OUTPUTS_MAX]; /* the other run's, if there is one */
};

/* The run beside the one shown. */
struct response_other {
    const struct response *response; /* NULL: there is none */
    const char *name;
    color ink;
};

struct response_card {
    enum response_kind kind;
    const struct response *response;
    struct response_other other;   /* its boundary or curve, dashed over the other one */
    const struct dataset *samples; /* to be shown: of many, some */
    double threshold;              /* of RESPONSE_THRESHOLD */
    double low, high;              /* of the targets */
    struct response_probe probe;   /* of the large picture */
};

#endif
