#include "base/rng.h"

#include "base/elementary.h"

#include <assert.h>
#include <math.h>

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t splitmix64(uint64_t *x)
{
    uint64_t z = (*x += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void rng_seed(struct rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        rng->state[i] = splitmix64(&seed);
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double rng_uniform(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1.0p-53;
}

double rng_normal(struct rng *rng)
{
    const double two_pi = 6.283185307179586476925;
    double radius = sqrt(-2.0 * elementary_log(1.0 - rng_uniform(rng)));

    return radius * elementary_cos(two_pi * rng_uniform(rng));
}

size_t rng_below(struct rng *rng, size_t bound)
{
    uint64_t limit, x;

    assert(bound > 0);
    limit = UINT64_MAX - UINT64_MAX % bound;
    do
        x = rng_next(rng);
    while (x >= limit);
    return (size_t)(x % bound);
}
