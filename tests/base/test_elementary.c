/*
 * elementary against long double's functions where those have more digits, at a million points in
 * the suite 'long'; against numbers from 60 digits anywhere; and at the ends of every domain.
 */
#include "cmocka_all.h"

#include "base/elementary.h"
#include "base/rng.h"
#include "../base/thorough.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int points;
static const double infinity = (double)INFINITY, nan_value = (double)NAN;

static double tanh_here(double x)
{
    return elementary_tanh(x);
}

struct function {
    const char *name;
    double (*here)(double);
    long double (*exact)(long double);
    double least, most; /* of its domain */
};

static const struct function functions[] = {
    {"tanh", tanh_here, tanhl, -DBL_MAX, DBL_MAX},
    {"exp", elementary_exp, expl, -745, 709.7},
    {"expm1", elementary_expm1, expm1l, -DBL_MAX, 709.7},
    {"log", elementary_log, logl, 0, DBL_MAX},
    {"log1p", elementary_log1p, log1pl, -1, DBL_MAX},
    {"log10", elementary_log10, log10l, 0, DBL_MAX},
    {"sin", elementary_sin, sinl, -DBL_MAX, DBL_MAX},
    {"cos", elementary_cos, cosl, -DBL_MAX, DBL_MAX},
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

/* How far y is from the exact one, in units of its last place. */
static double units(double y, long double exact)
{
    long double size = fabsl(exact), unit = 0x1p-1074L;
    int exponent;

    if (size >= (long double)DBL_MIN) {
        frexpl(size, &exponent);
        unit = ldexpl(1, exponent - DBL_MANT_DIG);
    }
    return (double)(fabsl((long double)y - exact) / unit);
}

/* Small, medium, around 1, and of any size. */
static double somewhere(struct rng *rng, int range)
{
    double u = 2 * rng_uniform(rng) - 1, size;

    switch (range) {
    case 0: return u * 0.01;
    case 1: return u * 4;
    case 2: return 1 + u * 0.02;
    case 3: return u * 750;
    }
    size = ldexp(1 + rng_uniform(rng), (int)rng_below(rng, 2097) - 1074);
    return u < 0 ? -size : size;
}

static void test_accuracy(void **state)
{
    struct rng rng;

    (void)state;
    if (LDBL_MANT_DIG < DBL_MANT_DIG + 8)
        skip();
    rng_seed(&rng, 29);
    for (int k = 0; k < FUNCTIONS; k++) {
        const struct function *f = &functions[k];
        int compared = 0;

        for (int i = 0; i < points; i++) {
            double x = somewhere(&rng, i % 5), y;

            if (x < f->least || x > f->most)
                continue;
            y = f->here(x);
            if (!(units(y, f->exact((long double)x)) < 1))
                fail_msg("%s of %a is %a, not %La", f->name, x, y, f->exact((long double)x));
            compared++;
        }
        assert_true(compared > points / 4);
    }
}

static void test_powers(void **state)
{
    struct rng rng;

    (void)state;
    if (LDBL_MANT_DIG < DBL_MANT_DIG + 8)
        skip();
    rng_seed(&rng, 31);
    for (int i = 0; i < points; i++) {
        double x = fabs(somewhere(&rng, i % 5)), y = somewhere(&rng, i / 5 % 4), z;
        long double exact;

        if (i % 2 == 0) /* such that the power is of any size */
            y = 750 * (2 * rng_uniform(&rng) - 1) / elementary_log(x);
        exact = powl((long double)x, (long double)y);
        z = elementary_pow(x, y);
        if (exact > (long double)DBL_MAX ? !(z >= DBL_MAX) : !(units(z, exact) < 1))
            fail_msg("%a to %a is %a, not %La", x, y, z, exact);
        assert_true(elementary_pow(-x, 3) == -elementary_pow(x, 3));
        assert_true(elementary_pow(-x, 2) == elementary_pow(x, 2));
    }
}

/* The bits are the same on every machine: these are from 60 digits. */
static void test_bits(void **state)
{
    (void)state;
    assert_true(tanh_here(0x1p-1) == 0x1.d9353d7568af3p-2);
    assert_true(tanh_here(-0x1.47ae147ae147bp-7) == -0x1.47ab48ae4595ep-7);
    assert_true(tanh_here(0x1.8p+0) == 0x1.cf6f9786df577p-1);
    assert_true(elementary_exp(0x1.8p+0) == 0x1.1ed3fe64fc541p+2);
    assert_true(elementary_exp(-0x1.72p+9) == 0x0.0000000000055p-1022);
    assert_true(elementary_expm1(0x1.0624dd2f1a9fcp-10) == 0x1.06466dfb8cf3ap-10);
    assert_true(elementary_expm1(-0x1.6666666666666p-1) == -0x1.01bf92311555fp-1);
    assert_true(elementary_expm1(0x1.8p+1) == 0x1.315e5bf6fb106p+4);
    assert_true(elementary_log(0x1.3333333333333p-2) == -0x1.34378fcbda721p+0);
    assert_true(elementary_log(0x1.00068db8bac71p+0) == 0x1.a368d0657fcd4p-14);
    assert_true(elementary_log(0x0.012688b70e62bp-1022) == -0x1.64e69394d9508p+9);
    assert_true(elementary_log(0x1.7e43c8800759cp+996) == 0x1.5963447f87fb5p+9);
    assert_true(elementary_log1p(0x1.12e0be826d695p-30) == 0x1.12e0be801f1d9p-30);
    assert_true(elementary_log1p(-0x1.999999999999ap-2) == -0x1.058aefa811452p-1);
    assert_true(elementary_log1p(0x1.cp+2) == 0x1.0a2b23f3bab73p+1);
    assert_true(elementary_log10(0x1p+1) == 0x1.34413509f79ffp-2);
    assert_true(elementary_log10(0x1.999999999999ap-5) == -0x1.4d104d427de8p+0);
    assert_true(elementary_sin(0x1p+0) == 0x1.aed548f090ceep-1);
    assert_true(elementary_sin(0x1.8p+1) == 0x1.210386db6d55bp-3);
    assert_true(elementary_sin(0x1.6ac5b262ca1ffp+849) == 0x1p+0);
    assert_true(elementary_sin(0x1.0f0cf064dd592p+73) == -0x1.b453ab76bf397p-1);
    assert_true(elementary_sin(0x1.e42d130773b76p+1023) == -0x1.30c567d277075p-1);
    assert_true(elementary_cos(0x1p+0) == 0x1.14a280fb5068cp-1);
    assert_true(elementary_cos(0x1.921fb54442d18p+0) == 0x1.1a62633145c07p-54);
    assert_true(elementary_cos(0x1.6ac5b262ca1ffp+849) == -0x1.14ae72e6ba22fp-61);
    assert_true(elementary_cos(-0x1.7e43c8800759cp+996) == -0x1.2699022adc4c1p-1);
    assert_true(elementary_pow(0x1.ff7ced916872bp-1, 0x1.f4p+8) == 0x1.36774d1252d44p-1);
    assert_true(elementary_pow(0x1p+1, 0x1p-1) == 0x1.6a09e667f3bcdp+0);
    assert_true(elementary_pow(0x1.25eed8ffb39c1p-663, 0x1.8cccccccccccdp+0) == 0x0.0650dd2389591p-1022);
    assert_true(elementary_pow(0x1.000001ad7f29bp+0, 0x1.65a0bcp+32) == 0x1.889e27e7e3459p+865);
}

static void test_ends(void **state)
{
    (void)state;
    for (int k = 0; k < FUNCTIONS; k++)
        assert_true(isnan(functions[k].here(nan_value)));
    assert_true(tanh_here(infinity) == 1 && tanh_here(-infinity) == -1 && tanh_here(30) == 1);
    assert_true(elementary_exp(infinity) == infinity && elementary_exp(-infinity) == 0);
    assert_true(elementary_exp(710) == infinity && elementary_exp(-746) == 0);
    assert_true(elementary_exp(0) == 1 && elementary_exp(-745) == 0x1p-1074);
    assert_true(elementary_expm1(infinity) == infinity && elementary_expm1(-infinity) == -1);
    assert_true(elementary_log(infinity) == infinity && elementary_log(0) == -infinity);
    assert_true(elementary_log(-0.0) == -infinity && isnan(elementary_log(-1)));
    assert_true(isnan(elementary_log(-infinity)) && elementary_log(1) == 0);
    assert_true(elementary_log1p(infinity) == infinity && elementary_log1p(-1) == -infinity);
    assert_true(isnan(elementary_log1p(-2)) && isnan(elementary_log1p(-infinity)));
    assert_true(elementary_log10(0) == -infinity && isnan(elementary_log10(-1)));
    assert_true(isnan(elementary_sin(infinity)) && isnan(elementary_sin(-infinity)));
    assert_true(isnan(elementary_cos(infinity)) && elementary_cos(0) == 1);
    for (int k = 0; k < FUNCTIONS; k++) { /* an odd one keeps what it is given next to 0 */
        const struct function *f = &functions[k];

        if (f->here(0.0) == 0 && !isinf(f->here(0.0))) {
            assert_true(!signbit(f->here(0.0)) && signbit(f->here(-0.0)));
            assert_true(f->here(0x1p-1074) == 0x1p-1074 && f->here(-0x1p-1060) == -0x1p-1060);
        }
    }
}

/* As in Annex F of the standard. */
static void test_ends_of_pow(void **state)
{
    static const double values[] = {-3, -2.5, -1, -0.5, 0.5, 1, 2, 2.5, 3, 0x1p53, 0x1.8p60};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        double v = values[i];

        assert_true(elementary_pow(v, 0) == 1 && elementary_pow(1, v) == 1);
        assert_true(elementary_pow(v, -0.0) == 1 && isnan(elementary_pow(nan_value, v)));
        assert_true(isnan(elementary_pow(v, nan_value)) == (v != 1));
        assert_true(elementary_pow(0, v) == (v > 0 ? 0 : infinity));
        assert_true(elementary_pow(infinity, v) == (v > 0 ? infinity : 0));
        assert_true(signbit(elementary_pow(-0.0, v)) == (fabs(v) == 1 || fabs(v) == 3));
        assert_true(signbit(elementary_pow(-infinity, v)) == (fabs(v) == 1 || fabs(v) == 3));
        assert_true(elementary_pow(v, infinity) == (fabs(v) == 1 ? 1 : fabs(v) > 1 ? infinity : 0));
        assert_true(elementary_pow(v, -infinity) == (fabs(v) == 1 ? 1 : fabs(v) > 1 ? 0 : infinity));
        assert_true(isnan(elementary_pow(-2, v)) == (v != floor(v)));
        assert_true(elementary_pow(v, 1) == v && elementary_pow(v, 2) == v * v);
    }
    assert_true(elementary_pow(nan_value, 0) == 1 && elementary_pow(1, nan_value) == 1);
    assert_true(elementary_pow(2, 1024) == infinity && elementary_pow(-2, 1025) == -infinity);
    assert_true(elementary_pow(2, -1075) == 0 && elementary_pow(2, -1074) == 0x1p-1074);
    assert_true(elementary_pow(2, DBL_MAX) == infinity && elementary_pow(0.5, DBL_MAX) == 0);
    assert_true(elementary_pow(0.5, -DBL_MAX) == infinity && elementary_pow(2, -DBL_MAX) == 0);
}

/* Where a number's text is chosen, a power of ten must be the nearest double to it. */
static void test_powers_of_ten(void **state)
{
    (void)state;
    for (int n = -22; n <= 22; n++) {
        char text[8];
        double power;

        snprintf(text, sizeof text, "1e%d", n);
        power = strtod(text, NULL);
        assert_true(elementary_pow(10, n) == power && elementary_log10(power) == n);
    }
    for (int n = -1074; n <= 1023; n++)
        assert_true(elementary_pow(2, n) == ldexp(1, n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accuracy),    cmocka_unit_test(test_powers),
        cmocka_unit_test(test_bits),        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_ends_of_pow), cmocka_unit_test(test_powers_of_ten),
    };

    points = 1000000 / thorough_stride(10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
