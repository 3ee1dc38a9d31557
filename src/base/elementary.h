/*
 * elementary: tanh, log, sin, pow and their kin, the same bits on every machine.
 *
 * The C library's differ in the last bit between libraries, their versions and processors, and so
 * does all that a network computes from there on. These use nothing but rounded sums, products and
 * quotients, and what no machine rounds differently (sqrt of <math.h> may stay). Each is less than
 * one unit in the last place off, subnormal numbers included, and treats zeros, infinities and NaN
 * as C's Annex F says. No floating-point exception and no errno is promised.
 *
 * The ways are published ones, each function says which: P. T. P. Tang, Table-driven implementation
 * of the exponential (the logarithm, expm1) function in IEEE floating-point arithmetic, ACM TOMS
 * 15, 16 and 18; T. J. Dekker, A floating-point technique for extending the available precision,
 * Numer. Math. 18 (1971); M. H. Payne and R. N. Hanek, Radian reduction for trigonometric
 * functions, SIGNUM 18 (1983). Where a series stands it is Taylor's.
 */
#ifndef BACKSTEP_BASE_ELEMENTARY_H
#define BACKSTEP_BASE_ELEMENTARY_H

#include "base/exponential.h"

#include <math.h>

double elementary_exp(double x);
double elementary_expm1(double x);
double elementary_log(double x);
double elementary_log1p(double x);
double elementary_log10(double x); /* exact for powers of ten */
double elementary_pow(double x, double y);
double elementary_sin(double x);
double elementary_cos(double x);

/* x without its lower 27 bits: the product of two such numbers is exact (Dekker). */
static inline double elementary_upper(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    bits &= ~UINT64_C(0x7ffffff);
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* e^x - 1 as the sum of what it returns and *low, for |x| up to 700: as exponential, but 2^(k/128)
 * gives its 1 away before e^r - 1 is added, so that nothing cancels (Tang). */
static inline double elementary_less_one(double x, double *low)
{
    double k = x * exponential_parts + exponential_rounder, head, r, tail, square, series;
    double power, share, less, back, lost, high;
    uint64_t whole, bits;

    memcpy(&whole, &k, sizeof whole);
    bits = exponential_powers[whole % EXPONENTIAL_POWERS] + ((whole >> EXPONENTIAL_BITS) << 52);
    memcpy(&power, &bits, sizeof power);
    share = exponential_rests[whole % EXPONENTIAL_POWERS];

    k -= exponential_rounder;
    head = x - k * exponential_step;
    r = head - k * exponential_step_rest;
    tail = (head - r) - k * exponential_step_rest;
    square = r * r;
    series = square * (1.0 / 2.0 + r * (1.0 / 6.0)) +
             square * square * (1.0 / 24.0 + r * (1.0 / 120.0) + square * (1.0 / 720.0));
    less = power - 1.0;
    back = less - power;
    lost = (power - (less - back)) - (1.0 + back);
    high = less + r;
    *low = (r - (high - less)) + lost + less * r + power * (share + share * r + tail + series);
    return high;
}

/* With e = e^(-2|x|) - 1 it is -e/(2 + e). The quotient's upper half leaves an exact remainder, so
 * that only the last sum rounds. */
static inline double elementary_tanh(double x)
{
    double twice = -2.0 * fabs(x), low, high, below, above, inverse, quotient;

    high = elementary_less_one(twice < -50.0 ? -50.0 : twice, &low); /* from 20 on it is 1 */
    below = elementary_upper(2.0 + high);
    above = (2.0 - below) + high + low;
    inverse = 1.0 / (below + above);
    quotient = elementary_upper(high * inverse);
    quotient += (high - quotient * below + (low - quotient * above)) * inverse;
    return copysign(quotient, x);
}

#endif
