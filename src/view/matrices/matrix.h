/*
 * matrix: the layer's equations in matrix form in the place of the network's picture: in the
 * backward pass Nielsen's BP1 to BP4, the outer product as the table of products that it is.
 *
 * Small matrices show all their numbers, aligned at the decimal point; larger ones, and those
 * without room for that, are heat maps, each with its shape and its least and largest value, cells
 * below 0 with a bar. What is not computed yet is empty, what is new is tinted and bold, what the
 * step uses is outlined, what is stale is soft. Where there is no room for all equations, only the
 * one the step is about has its matrices, and those before it that there is room for; the others
 * are lines of symbols, and the result of one that is chosen to be asked about gets its matrices.
 * Cells of a matrix that is too large even for that are left out at regular distances, and this is
 * said below it.
 */
#ifndef BACKSTEP_VIEW_MATRICES_MATRIX_H
#define BACKSTEP_VIEW_MATRICES_MATRIX_H

#include "view/view.h"

/* The command that shows the matrices of the layer before (argument -1) or after (1). */
struct matrix_actions {
    int layer;
};

void matrix_view(const struct view *view, struct rect area, struct matrix_actions actions);

#endif
