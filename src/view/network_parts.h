/*
 * network_parts: the pieces of the network's picture; only for view/network*.c.
 */
#ifndef BACKSTEP_VIEW_NETWORK_PARTS_H
#define BACKSTEP_VIEW_NETWORK_PARTS_H

#include "view/network_layout.h"

/* What one frame's pieces share. */
struct network_picture {
    const struct view *view;
    const struct network_layout *layout;
    enum theme_phase phase;
    double weight_scale;     /* largest |w|, > 0 */
    double activation_scale; /* the |a| that gets the full colour, > 0 */
};

/* One parameter and what the iteration makes of it. */
struct network_parameter {
    struct quantity old, sample_gradient, gradient, step, moved;
};

struct network_parameter network_weight(size_t layer, size_t to, size_t from);
struct network_parameter network_bias(size_t layer, size_t to);

/* Whether the step shown touches the parameter. */
bool network_parameter_lit(const struct network_picture *picture,
                           const struct network_parameter *parameter);

/* A parameter's chip: its value and, once known, its gradient, step or old value,
 * in a box of that width whose middle (or, for bottom true, lower edge) is at `at`. */
void network_chip(const struct network_picture *picture, const struct network_parameter *parameter,
                  struct point at, float width, bool two_lines, bool symbols, bool bottom);

void network_node(const struct network_picture *picture, size_t layer, size_t unit,
                  struct point center);

/* Targets, each output's part of the loss, the curves to the loss, and its card. */
void network_loss(const struct network_picture *picture);

#endif
