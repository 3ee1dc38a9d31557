/*
 * matrix: the layer's equations in matrix form in the place of the network's picture: in the backward
 * pass Nielsen's BP1 to BP4, the outer product as the table of products that it is.
 *
 * Small matrices show their numbers, aligned at the decimal point; larger ones are heat maps, each with
 * its shape and its least and largest value, cells below 0 with a bar. What is not computed yet is
 * empty, what is new is tinted and bold, what the step uses is outlined, what is stale is soft. Where
 * there is no room for all equations, only the one the step is about has its matrices. Cells of a matrix
 * that is too large even for that are left out at regular distances, and this is said below it.
 */
#ifndef BACKSTEP_VIEW_MATRIX_H
#define BACKSTEP_VIEW_MATRIX_H

#include "view/view.h"

void matrix_view(const struct view *view, struct rect area);

#endif
