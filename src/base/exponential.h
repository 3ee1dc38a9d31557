/*
 * exponential: e^x for x up to 0, the same bits on every machine, and written to be inlined.
 *
 * The C library's exp differs in the last bit between processors with and without fused
 * multiply-add, and so does all that a network computes from there on. This one uses nothing but
 * rounded sums and products and no branch, so that a loop over it can be done for several numbers
 * at once. Its error is below 0.52 units in the last place.
 *
 * x = k ln2/128 + r with a whole k, so e^x = 2^(k/128) e^r = 2^n 2^(i/128) e^r: n goes into the
 * exponent, 2^(i/128) comes from a table, and r, at most 0.0028, from five terms of the series.
 */
#ifndef BACKSTEP_BASE_EXPONENTIAL_H
#define BACKSTEP_BASE_EXPONENTIAL_H

#include <stdint.h>
#include <string.h>

enum { EXPONENTIAL_POWERS = 128, EXPONENTIAL_BITS = 7 };

/* The doubles next to 2^(i/128), as their bits, and what they lack, as a share. */
extern const uint64_t exponential_powers[EXPONENTIAL_POWERS];
extern const double exponential_rests[EXPONENTIAL_POWERS];

/* 128/ln2, and ln2/128 in two parts: k times the first is exact. Added to 1.5 · 2^52 a number is
 * rounded to a whole one, which is then in the sum's low bits. */
static const double exponential_parts = 0x1.71547652b82fep+7;
static const double exponential_step = 0x1.62e42fefp-8;
static const double exponential_step_rest = 0x1.473de6af278edp-41;
static const double exponential_rounder = 0x1.8p52;

/* 0 below -708, where it would be subnormal. */
static inline double exponential(double x)
{
    double k = x * exponential_parts + exponential_rounder, r, square, series, power;
    uint64_t whole, bits, index;

    memcpy(&whole, &k, sizeof whole);
    index = whole % EXPONENTIAL_POWERS;
    bits = exponential_powers[index] + ((whole >> EXPONENTIAL_BITS) << 52);
    memcpy(&power, &bits, sizeof power);

    k -= exponential_rounder;
    r = x - k * exponential_step - k * exponential_step_rest;
    square = r * r;
    series = square * (1.0 / 2.0 + r * (1.0 / 6.0)) +
             square * square * (1.0 / 24.0 + r * (1.0 / 120.0));
    power += power * (exponential_rests[index] + r + series);
    return x < -708.0 ? 0.0 : power; /* there all the above is arbitrary */
}

#endif
