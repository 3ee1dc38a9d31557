/*
 * picture: what can stand in the middle of a frame, and its names in scenarios and on the command
 * line. How each is drawn: app/scene_picture.c.
 */
#ifndef BACKSTEP_LESSON_SCRIPT_PICTURE_H
#define BACKSTEP_LESSON_SCRIPT_PICTURE_H

#include <stdbool.h>

enum shown_picture {
    PICTURE_NETWORK,  /* of a recurrent one unrolled in time */
    PICTURE_FOLDED,   /* a recurrent network, each layer once */
    PICTURE_GRADIENT, /* its size over the times of a recurrent network */
    PICTURE_TABLE,
    PICTURE_MATRICES,
    PICTURE_MAP, /* or the fitted curve */
    PICTURE_LANDSCAPE, /* the loss over two parameters */
    PICTURE_GRAPH, /* of a network's loss, or of a lesson that is a graph */
    PICTURE_COUNT
};

struct scenario;

/* Whether its lesson has that picture: a graph only its own, a recurrent network none that knows no
 * times, and only few samples' answers have a map. */
bool picture_is_of(const struct scenario *scenario, enum shown_picture picture);

/* "network", by enum shown_picture. */
extern const char *const picture_names[PICTURE_COUNT];

#endif
