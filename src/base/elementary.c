#include "base/elementary.h"

#include <float.h>
#include <stdbool.h>

/* The sum of two doubles, the second small beside the first. */
struct pair {
    double high, low;
};

static uint64_t bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double of_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Dekker's product, good to about 100 bits. */
static struct pair times(struct pair a, struct pair b)
{
    double product = a.high * b.high;
    double p = elementary_upper(a.high), q = a.high - p;
    double u = elementary_upper(b.high), v = b.high - u;

    return (struct pair){product, ((p * u - product) + p * v + q * u) + q * v +
                                      (a.high * b.low + a.low * b.high)};
}

/* 2^n for a normal number. */
static double power_of_two(int n)
{
    return of_bits((uint64_t)(1023 + n) << 52);
}

/* e^(x.high + x.low) as exponential makes it, for any exponent: 2^n comes in two halves, of which
 * the first is exact, so a subnormal number is rounded once more and no oftener. */
static double exp_pair(struct pair x)
{
    double k, r, square, series, power;
    int index, n;

    if (!(x.high < 710.0))
        return x.high + (double)INFINITY; /* or NaN */
    if (x.high < -746.0)
        return 0.0;
    k = x.high * exponential_parts + exponential_rounder;
    index = (int)(bits_of(k) % EXPONENTIAL_POWERS);
    k -= exponential_rounder;
    n = ((int)k - index) / EXPONENTIAL_POWERS;
    r = x.high - k * exponential_step - k * exponential_step_rest + x.low;
    square = r * r;
    series = square * (1.0 / 2.0 + r * (1.0 / 6.0)) +
             square * square * (1.0 / 24.0 + r * (1.0 / 120.0));
    power = of_bits(exponential_powers[index]);
    power += power * (exponential_rests[index] + r + series);
    return power * power_of_two(n / 2) * power_of_two(n - n / 2);
}

double elementary_exp(double x)
{
    return exp_pair((struct pair){x, 0.0});
}

double elementary_expm1(double x)
{
    double low, high;

    if (!(fabs(x) < 50.0))
        return x < 0.0 ? -1.0 : elementary_exp(x);
    high = elementary_less_one(x, &low);
    return x == 0.0 ? x : high + low;
}

enum { LOG_FIRST = 45, LOG_LAST = 91, LOG_PARTS = 64 };

/* ln(64/j), j from LOG_FIRST on: a multiple of 2^-42 and the rest, from 60 digits. */
static const struct pair log_table[LOG_LAST - LOG_FIRST + 1] = {
    {0x1.68ac83e9c7p-2, -0x1.7af966c548a3p-44}, {0x1.522ae0738ap-2, 0x1.ebe708164c759p-45},
    {0x1.3c25277333p-2, 0x1.83b54b606bd5cp-46}, {0x1.269621134ep-2, -0x1.1b61f10522625p-44},
    {0x1.1178e8227ep-2, 0x1.1ef78ce2d07f2p-44}, {0x1.f991c6cb3cp-3, -0x1.90d04cd7cc834p-44},
    {0x1.d1037f2656p-3, -0x1.84a7e75b6f6e4p-47}, {0x1.a93ed3c8aep-3, -0x1.8724350562169p-45},
    {0x1.823c16551ap-3, 0x1.e0ddb9a631e83p-46}, {0x1.5bf406b544p-3, -0x1.27023eb68981cp-46},
    {0x1.365fcb015ap-3, -0x1.fd3a0afb9691bp-44}, {0x1.1178e8227ep-3, 0x1.1ef78ce2d07f2p-45},
    {0x1.da72763844p-4, 0x1.a89401fa71733p-46}, {0x1.9335e5d594p-4, 0x1.3115c3abd47dap-45},
    {0x1.4d3115d208p-4, -0x1.53a2582f4e1efp-48}, {0x1.08598b59e4p-4, -0x1.7e5dd7009902cp-46},
    {0x1.894aa149f8p-5, 0x1.9a19a8be97661p-44}, {0x1.0415d89e78p-5, -0x1.dddc7f461c516p-44},
    {0x1.020565893p-6, 0x1.611d27c8e8417p-44}, {0x0.0p+0, 0x0.0p+0},
    {-0x1.fc0a8b0fcp-7, -0x1.f1e7cf6d3a69cp-50}, {-0x1.f829b0e78p-6, -0x1.980267c7e09e4p-45},
    {-0x1.77458f633p-5, 0x1.181dce586af09p-44}, {-0x1.f0a30c0118p-5, 0x1.d599e83368e91p-45},
    {-0x1.341d7961bcp-4, -0x1.1d0929983761p-44}, {-0x1.6f0d28ae58p-4, 0x1.4b4641b664613p-44},
    {-0x1.a926d3a4acp-4, -0x1.563650bd22a9cp-44}, {-0x1.e27076e2bp-4, 0x1.a342c2af0003cp-45},
    {-0x1.0d77e7cd08p-3, -0x1.cb2cd2ee2f482p-44}, {-0x1.29552f82p-3, 0x1.5b967f4471dfcp-44},
    {-0x1.44d2b6ccb8p-3, 0x1.70cc16135783cp-46}, {-0x1.5ff3070a7ap-3, 0x1.8586f183bebf2p-44},
    {-0x1.7ab890210ep-3, 0x1.bdb9072534a58p-45}, {-0x1.9525a9cf46p-3, 0x1.297137d9f158fp-44},
    {-0x1.af3c94e80cp-3, 0x1.a4e633fcd9066p-52}, {-0x1.c8ff7c79aap-3, 0x1.7794f689f8434p-45},
    {-0x1.e27076e2bp-3, 0x1.a342c2af0003cp-44}, {-0x1.fb9186d5e4p-3, 0x1.d572aab993c87p-47},
    {-0x1.0a324e2739p-2, -0x1.c6bee7ef4030ep-47}, {-0x1.1675cababap-2, -0x1.8380e731f55c4p-44},
    {-0x1.22941fbcf8p-2, 0x1.a6976f5eb0963p-44}, {-0x1.2e8e2bae12p-2, 0x1.67b1e99b72bd8p-45},
    {-0x1.3a64c55694p-2, -0x1.7a71cbcd735dp-44}, {-0x1.4618bc21c6p-2, 0x1.3d82f484c84ccp-46},
    {-0x1.51aad872ep-2, 0x1.f4bd8db0a7cc1p-44}, {-0x1.5d1bdbf581p-2, 0x1.8d6bdc9c7c238p-44},
    {-0x1.686c81e9b1p-2, -0x1.2bb110af84054p-44},
};

/* ln x = base + rest + ln(1 + r). */
struct log_parts {
    double base, rest, r;
};

/*
 * For a finite x above 0. Tang: x = 2^k m with m from √½ to √2; j is the whole number next to
 * 64/m, and r = m j/64 - 1, at most 0.011, is exact; base and rest are k ln2 + ln(64/j), the base
 * exact, too. Next to 1 they are 0 and only r is left.
 */
static struct log_parts log_reduce(double x)
{
    const uint64_t one = 0x3ff0000000000000, half_root = 0x3fe6a09e667f3bcd;
    const double ln2 = 0x1.62e42fefa38p-1, ln2_rest = 0x1.ef35793c7673p-45;
    double k = -1023.0, m, j, c, top;
    const struct pair *table;
    uint64_t exponent;

    if (x < DBL_MIN) {
        x *= 0x1p54;
        k -= 54.0;
    }
    exponent = (bits_of(x) + one - half_root) >> 52;
    k += (double)(int)exponent;
    m = of_bits(bits_of(x) + one - (exponent << 52));
    j = LOG_PARTS / m + exponential_rounder;
    table = &log_table[bits_of(j) % 128 - LOG_FIRST];
    c = (j - exponential_rounder) / LOG_PARTS;
    top = elementary_upper(m);
    return (struct log_parts){k * ln2 + table->high, k * ln2_rest + table->low,
                              (top * c - 1.0) + (m - top) * c};
}

/* ln(1 + r) - r + r²/2: nine terms, in an order that lets some be computed at once. */
static double log_series(double r)
{
    double s = r * r;

    return r * s * (((1.0 / 3.0 - r / 4.0) + s * (1.0 / 5.0 - r * (1.0 / 6.0))) +
                    s * s * ((1.0 / 7.0 - r / 8.0) +
                             s * ((1.0 / 9.0 - r * (1.0 / 10.0)) + s * (1.0 / 11.0))));
}

/* ln x + little, for a finite x above 0 and what is small beside it. */
static double log_plus(double x, double little)
{
    struct log_parts log = log_reduce(x);
    double sum = log.base + log.r;

    return sum + ((log.r - (sum - log.base)) + (log.rest + little) +
                  (log_series(log.r) - log.r * log.r / 2.0));
}

/* ln x, good to 66 bits: r² is exact in parts. */
static struct pair log_pair(double x)
{
    struct log_parts log = log_reduce(x);
    double a = elementary_upper(log.r), b = log.r - a;
    double sum = log.base + log.r, high = sum - a * a / 2.0;
    double low = (log.r - (sum - log.base)) + ((sum - high) - a * a / 2.0) + log.rest +
                 (log_series(log.r) - b * (a + log.r) / 2.0);

    sum = high + low;
    return (struct pair){sum, low - (sum - high)};
}

/* Whether x is finite and above 0; and what ln is at the ends of its domain and beyond. */
static bool log_is_plain(double x)
{
    return x > 0.0 && x <= DBL_MAX;
}

static double log_end(double x)
{
    return x < 0.0 ? (double)NAN : x == 0.0 ? -(double)INFINITY : x;
}

double elementary_log(double x)
{
    return log_is_plain(x) ? log_plus(x, 0.0) : log_end(x);
}

/* With s + e for 1 + x, of which e is small, it is ln s + e/s. */
double elementary_log1p(double x)
{
    double s = 1.0 + x, back = s - 1.0, e = (1.0 - (s - back)) + (x - back);

    if (fabs(x) < 0x1p-54)
        return x;
    return log_is_plain(s) ? log_plus(s, e / s) : log_end(s);
}

double elementary_log10(double x)
{
    static const struct pair one_by_ln10 = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
    struct pair log;

    if (!log_is_plain(x))
        return log_end(x);
    log = times(log_pair(x), one_by_ln10);
    return log.high + log.low;
}

/* x^y where e^(y ln x) does not say it: x is 0, 1 or infinite, y is infinite, or one is NaN. */
static double pow_end(double x, double y)
{
    if (isnan(x) || isnan(y))
        return x + y;
    if (x == 1.0)
        return 1.0;
    return (x > 1.0) == (y > 0.0) ? (double)INFINITY : 0.0;
}

double elementary_pow(double x, double y)
{
    double size = fabs(x), half = fabs(fmod(y, 2.0)), sign; /* half: 1 for an odd number */
    struct pair power;

    if (x == 1.0 || y == 0.0)
        return 1.0;
    if (x < 0.0 && isfinite(x) && half != 1.0 && half > 0.0)
        return (double)NAN;
    sign = signbit(x) && half == 1.0 ? -1.0 : 1.0;
    if (!(size > 0.0) || !isfinite(size) || !isfinite(y) || size == 1.0)
        return sign * pow_end(size, y);
    power = times((struct pair){y, 0.0}, log_pair(size));
    if (!(fabs(power.high) < 800.0)) /* also where the product overflowed */
        return sign * pow_end(size, y > 0.0 ? (double)INFINITY : -(double)INFINITY);
    return sign * exp_pair(power);
}

/* The bits of 2/π behind the point, from 400 digits. */
static const uint32_t two_by_pi[] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab,
};

/* The 32 bits of a long number, lowest word first, from that bit on. */
static uint32_t bits_at(const uint32_t *words, int bit)
{
    uint64_t both = words[bit / 32] | (uint64_t)words[bit / 32 + 1] << 32;

    return (uint32_t)(both >> bit % 32);
}

/*
 * x = (quadrant + 4 n) π/2 + r, r from -π/4 to π/4, for a finite x of at least 0; returns the
 * quadrant. Payne and Hanek: of the bits of 2/π only those are multiplied that neither add whole
 * turns nor are too small to matter; seven words are enough for the double nearest to a multiple of
 * π/2, which is 2^-61 away from it.
 */
static unsigned reduce(double x, struct pair *r)
{
    enum { WORDS = 7 };
    static const struct pair half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
    uint32_t product[WORDS + 4] = {0}, fraction[4];
    uint64_t bits = bits_of(x), mantissa[2];
    int exponent = (int)(bits >> 52) - 1075, first, point;
    unsigned quadrant;
    double top, next, sum;

    *r = (struct pair){x, 0.0};
    if (x < 0.785)
        return 0;
    mantissa[0] = bits & 0xffffffff;
    mantissa[1] = (bits >> 32 & 0xfffff) | 0x100000;
    first = exponent > 2 ? (exponent - 2) / 32 : 0;
    for (int half = 0; half < 2; half++) {
        uint64_t carry = 0;

        for (int i = 0; i < WORDS; i++) {
            carry += mantissa[half] * two_by_pi[first + WORDS - 1 - i] + product[half + i];
            product[half + i] = (uint32_t)carry;
            carry >>= 32;
        }
        product[half + WORDS] = (uint32_t)carry;
    }

    point = 32 * (WORDS + first) - exponent;
    quadrant = bits_at(product, point) % 4;
    for (int i = 0; i < 4; i++)
        fraction[i] = bits_at(product, point - 32 * (i + 1));
    top = fraction[0] * 0x1p-32;
    if (fraction[0] >> 31) {
        top -= 1.0;
        quadrant++;
    }
    next = fraction[1] * 0x1p-64;
    sum = top + next;
    next = (top - sum) + next + fraction[2] * 0x1p-96 + fraction[3] * 0x1p-128;
    top = sum + next;
    *r = times((struct pair){top, next - (top - sum)}, half_pi);
    return quadrant % 4;
}

/* The series of sin and cos for r from -π/4 to π/4; its lower part counts in the first terms. */
static double sine(struct pair r)
{
    double x = r.high, s = x * x, series;

    series = 1.0 / 6227020800.0 - s * (1.0 / 1307674368000.0 - s * (1.0 / 355687428096000.0));
    series = 1.0 / 362880.0 - s * (1.0 / 39916800.0 - s * series);
    series = 1.0 / 6.0 - s * (1.0 / 120.0 - s * (1.0 / 5040.0 - s * series));
    return x + (r.low * (1.0 - s / 2.0) - x * s * series);
}

static double cosine(struct pair r)
{
    double s = r.high * r.high, half = s / 2.0, sum = 1.0 - half, series;

    series = 1.0 / 87178291200.0 - s * (1.0 / 20922789888000.0 - s * (1.0 / 6402373705728000.0));
    series = 1.0 / 3628800.0 - s * (1.0 / 479001600.0 - s * series);
    series = 1.0 / 24.0 - s * (1.0 / 720.0 - s * (1.0 / 40320.0 - s * series));
    return sum + ((1.0 - sum) - half + (s * s * series - r.high * r.low));
}

/* sin(x + turn π/2) for an x of at least 0. */
static double turned(double x, unsigned turn)
{
    struct pair r;
    double y;

    if (!isfinite(x))
        return (double)NAN;
    turn += reduce(x, &r);
    y = turn % 2 == 0 ? sine(r) : cosine(r);
    return turn / 2 % 2 == 0 ? y : -y;
}

double elementary_sin(double x)
{
    double y = turned(fabs(x), 0);

    return signbit(x) ? -y : y;
}

double elementary_cos(double x)
{
    return turned(fabs(x), 1);
}
