/*
 * strokes: pictures of the ten digits, drawn as a pen draws them.
 *
 * A digit has one to three forms, a form one to three strokes, a stroke a few knots, in a square of
 * side 1 with y down. Through the knots p0, p1, p2, ... goes a Catmull-Rom spline; between p1 and
 p2 it is
 *
 *   ½ (2 p1 + (p2 - p0) t + (2 p0 - 5 p1 + 4 p2 - p3) t² + (3 p1 - p0 - 3 p2 + p3) t³),  0 ≤ t ≤ 1,
 *
 * here at t = 0, ⅛, ..., 1 with straight lines between. An end or a corner of a stroke stands for
 its
 * own neighbour too. What differs from picture to picture comes from one random stream,
 in this order,
 * where S = 2 (u1 + u2 + u3) - 3 of three numbers uniform in [0, 1): mean 0, standard deviation 1,
 at
 * most 3.
 *
 *   the form       each of the digit's as likely as the others
 *   sx, sy         size, 1 + noise S each
 *   kx, ky         slant and tilt, 1.5 noise S and 0.5 noise S
 *   dx, dy         place, 0.4 noise S each
 *   w              width of the pen, 0.11 (1 + 2 noise S), at least 0.04
 *   ex, ey         of every knot, 0.3 noise S each
 *
 * A knot (x, y) becomes X = sx (x + ex - ½), Y = sy (y + ey - ½), and is drawn at
 * (½ + 5/7 (X - kx Y + dx),
    ½ + 5/7 (Y + ky X + dy)) of the picture. A pixel whose middle is d pixels
 * from the nearest line has the brightness ½ + (r - d) / 1.5, cut to 0 .. 1,
 r = ½ · 5/7 w · side: the
 * edge of a stroke goes from 1 to 0 over 1.5 pixels.
 *
 * Only sums, products, quotients and square roots: the same bits on every machine.
 */
#ifndef BACKSTEP_DATA_STROKES_H
#define BACKSTEP_DATA_STROKES_H

#include "base/rng.h"

#include <stddef.h>

enum { STROKES_DIGITS = 10, STROKES_SIDE_MIN = 8 };

/* A picture(side,side) of the digit 0 .. 9, row by row from the top: brightness 0 .. 1.
 * noise: 0 .. 1. */
void strokes_draw(size_t digit, size_t side, double noise, struct rng *rng, double *picture);

#endif
