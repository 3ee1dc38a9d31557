/*
 * network_step: finding room for what a step needs, at a projector's text sizes; only for
 * network_step*.c.
 */
#ifndef BACKSTEP_VIEW_NETWORK_NETWORK_STEP_H
#define BACKSTEP_VIEW_NETWORK_NETWORK_STEP_H

#include "view/network/network_parts.h"

enum { NETWORK_WANTED_MOST = 64 };

/* What is to have a chip. */
struct network_wanted {
    struct quantity quantity; /* of a parameter its value, which stands for all of it */
    bool edge;
    bool first;               /* the formula writes it: it has its place before the rest */
    struct point a, b;        /* the ends of its edge; of a neuron both its middle */
};

/* Where on their edges chips would rather be. */
struct network_way {
    float t;       /* level ones in the middle */
    bool outwards; /* of level edges as far from the picture's middle as they may */
};

struct network_room {
    const struct network_picture *picture;
    struct rect *taken;
    size_t count;
    size_t met; /* the one that was last in the way, and may well be again */
    size_t first, last; /* the first command of the network's picture, and after the last */
    const struct network_way *way;
    bool strict; /* at a neuron only where nothing else's place is */
};

/* Takes what has been drawn since the first command of the picture, but lines. */
void network_room_find(struct network_room *room);

/* A free place of that size nearest to the edge, which it touches, or to the neuron; false: there
 * is none. Else it is taken. */
bool network_room_place(struct network_room *room, const struct network_wanted *wanted,
                        struct point size, struct rect *rect);

/* Draws the chips of parameters, each with its name where it is not taken for another's, and
 * beyond that so that they say the most. */
void network_room_chips(struct network_room *room, struct network_wanted **all, size_t count);

#endif
