/*
 * rng: the random numbers of initial weights and shuffling.
 *
 * xoshiro256** 1.0 (Blackman and Vigna 2018, https://prng.di.unimi.it/),
 * seeded through splitmix64. The whole state is a plain struct, so that it can
 * be part of a snapshot: copy it and the same numbers come again.
 */
#ifndef BACKSTEP_BASE_RNG_H
#define BACKSTEP_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state[4]; /* never all zero once seeded */
};

void rng_seed(struct rng *rng, uint64_t seed);

/* All 64 bits random. */
uint64_t rng_next(struct rng *rng);

/* Uniform in [0, 1), a multiple of 2^-53. */
double rng_uniform(struct rng *rng);

/* Normal with mean 0 and standard deviation 1 (Box-Muller, two uniforms a
 * number, nothing kept between calls). */
double rng_normal(struct rng *rng);

/* Uniform in 0 .. bound-1, without bias; bound > 0. */
size_t rng_below(struct rng *rng, size_t bound);

#endif
