/*
 * generator: samples made by formula: classic two-class problems in the plane, and pictures of
 * digits.
 *
 * In the plane sample i of n (from 0) is of class c = i mod 2 and stands at u = (⌊i/2⌋ + ½) / ⌈n/2⌉
 * of its class's curve; to both coordinates noise · N(0, 1) is added, x1 first, from
 * one random stream.
 *
 *   xor      the corner (±1, ±1) number ⌊i/2⌋ mod 2 of its class: equal signs are class 0
 *   circles  r (cos 2πu, sin 2πu), r = 1 for class 0, ½ for class 1
 *   moons    (cos πu, sin πu) for class 0, (1 - cos πu, ½ - sin πu) for class 1
 *   spirals  u (cos φ, sin φ), φ = 3πu + πc
 *
 * circles and moons are those of scikit-learn's make_circles and make_moons.
 *
 *   strokes  picture i is of the digit i mod 10, as a pen would draw it; all differ, by as much as
 *            noise says, and come in turn from one random stream (strokes.h has the formulas)
 */
#ifndef BACKSTEP_DATA_GENERATOR_H
#define BACKSTEP_DATA_GENERATOR_H

#include "data/dataset.h"

#include <stdint.h>

enum generator {
    GENERATOR_XOR,
    GENERATOR_CIRCLES,
    GENERATOR_MOONS,
    GENERATOR_SPIRALS,
    GENERATOR_STROKES,
    GENERATOR_COUNT
};

/* The name in scenario files: "moons". */
extern const char *const generator_names[GENERATOR_COUNT];

/* Whether it makes samples of that shape. In the plane: 2 inputs and 1 target, the class, or 2, a 1
 * in the class's place. strokes: a square number of inputs from 64 on, the pixels row by row, and
 * 10 targets, a 1 in the digit's place. */
bool generator_makes(enum generator generator, size_t inputs, size_t targets);

/* The largest noise it can take; the least is 0. */
double generator_noise_max(enum generator generator);

/* Fills data, of a shape that it makes. */
void generator_fill(enum generator generator, double noise, uint64_t seed, struct dataset *data);

#endif
