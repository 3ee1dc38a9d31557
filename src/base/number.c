#include "base/number.h"

#include "base/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const minus = "−"; /* U+2212 */

static void add_non_finite(struct text *text, double magnitude, bool ascii)
{
    if (isnan(magnitude))
        text_add(text, "NaN");
    else
        text_add(text, ascii ? "Infinity" : "∞");
}

static void add_superscript(struct text *text, int exponent)
{
    static const char *const digits[10] = {
        "⁰", "¹",     "²",     "³",     "⁴",
        "⁵", "⁶", "⁷", "⁸", "⁹",
    };
    char plain[12];

    if (exponent < 0)
        text_add(text, "⁻"); /* superscript minus */
    snprintf(plain, sizeof plain, "%d", abs(exponent));
    for (const char *p = plain; *p != '\0'; p++)
        text_add(text, digits[*p - '0']);
}

/* 0.39250000000000002 is 0.3925 after a rounding or two: noise in the last bits is not worth
 * digits. 17 decimals are asked for by who wants to see it. */
static const double rounding = 4.0 * DBL_EPSILON;

/* The decimal of so many places nearest to the number, read back. Below 1e14 units of the last
 * place a whole number divided by a power of ten is what strtod would make of its digits, to the
 * bit; and where the product's own rounding could have led to the neighbour, both are far from the
 * number. */
static double read_back(double magnitude, int places)
{
    static const double tens[] = {1,   1e1, 1e2, 1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
    char plain[400];

    if (places <= 14 && magnitude * tens[places] < 1e14)
        return rint(magnitude * tens[places]) / tens[places];
    snprintf(plain, sizeof plain, "%.*f", places, magnitude);
    return strtod(plain, NULL);
}

/* The fewest decimals, up to `most`, that read back as the same number; -1 if
 * none do. */
static int exact_decimals(double magnitude, int most)
{
    for (int places = 0; places <= most; places++)
        if (fabs(read_back(magnitude, places) - magnitude) <= rounding * magnitude)
            return places;
    return -1;
}

/* The places that two significant digits need, not less than none. */
static int places_of_two(double magnitude)
{
    char plain[NUMBER_TEXT_SIZE];
    int exponent;

    snprintf(plain, sizeof plain, "%.1e", magnitude);
    exponent = atoi(strchr(plain, 'e') + 1);
    return exponent < 1 ? 1 - exponent : 0;
}

/* As many places as asked for, fewer where those say it exactly. */
static void add_scientific(struct text *text, double magnitude, int places, bool ascii)
{
    char plain[NUMBER_TEXT_SIZE], *e;

    for (int fewer = 0; fewer <= places; fewer++) {
        snprintf(plain, sizeof plain, "%.*e", fewer, magnitude);
        if (fabs(strtod(plain, NULL) - magnitude) <= rounding * magnitude)
            break;
    }
    e = strchr(plain, 'e');
    if (ascii) {
        text_add(text, plain);
        return;
    }
    *e = '\0';
    text_printf(text, "%s×10", plain); /* U+00D7 */
    add_superscript(text, atoi(e + 1));
}

/* Whether it is written as a power of ten: it is the value that decides, never the number of
 * digits, so that one number looks the same everywhere on the screen. */
static bool is_scientific(double magnitude)
{
    return magnitude >= 1e6
        || (magnitude > 0.0 && magnitude < 1e-3 && exact_decimals(magnitude, 4) < 0);
}

/* The shortest decimal that reads back the same bits: 17 significant digits at most. */
static void add_full(struct text *text, double magnitude, bool ascii)
{
    char plain[NUMBER_TEXT_SIZE];
    int digits = 0, exponent;

    do {
        snprintf(plain, sizeof plain, "%.*e", digits, magnitude);
    } while (strtod(plain, NULL) != magnitude && ++digits < 17);
    exponent = atoi(strchr(plain, 'e') + 1);
    if (ascii ? exponent >= -4 && exponent < 6 : !is_scientific(magnitude)) {
        text_printf(text, "%.*f", digits > exponent ? digits - exponent : 0, magnitude);
        return;
    }
    *strchr(plain, 'e') = '\0';
    text_printf(text, ascii ? "%se%+03d" : "%s×10", plain, exponent);
    if (!ascii)
        add_superscript(text, exponent);
}

static void add_finite(struct text *text, double magnitude, struct number_style style)
{
    int two, places;

    if (style.decimals >= NUMBER_DECIMALS_MAX && !style.brief) {
        add_full(text, magnitude, style.ascii);
    } else if (is_scientific(magnitude)) {
        places = style.decimals > 4 ? style.decimals - 1 : style.decimals > 2 ? 2 : 1;
        add_scientific(text, magnitude, style.brief ? 1 : places, style.ascii);
    } else {
        two = places_of_two(magnitude);
        two = style.decimals > two ? style.decimals : two;
        places = exact_decimals(magnitude, two);
        text_printf(text, "%.*f", places >= 0 ? places : two, magnitude);
    }
}

const char *number_format(char out[NUMBER_TEXT_SIZE], double value, struct number_style style)
{
    struct text text;

    text_init(&text, out, NUMBER_TEXT_SIZE);
    if (!isnan(value) && value < 0)
        text_add(&text, style.ascii ? "-" : minus);
    else if (style.sign && !isnan(value) && value > 0)
        text_add(&text, "+");
    if (isfinite(value))
        add_finite(&text, fabs(value), style);
    else
        add_non_finite(&text, fabs(value), style.ascii);
    return out;
}

const char *number_exact(char out[NUMBER_TEXT_SIZE], double value)
{
    if (isnan(value))
        snprintf(out, NUMBER_TEXT_SIZE, "NaN");
    else if (isinf(value))
        snprintf(out, NUMBER_TEXT_SIZE, "%s", value > 0 ? "Infinity" : "-Infinity");
    else
        snprintf(out, NUMBER_TEXT_SIZE, "%.17g", value);
    return out;
}

const char *number_percent(char out[NUMBER_TEXT_SIZE], size_t part, size_t whole)
{
    double rounded = round(1000.0 * (double)part / (double)whole) / 10.0;

    snprintf(out, NUMBER_TEXT_SIZE, "%.1f %%", part < whole ? fmin(rounded, 99.9) : rounded);
    return out;
}

const char *number_count(char out[NUMBER_TEXT_SIZE], uint64_t count)
{
    char digits[NUMBER_TEXT_SIZE];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)count),
           at = 0;

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

const char *number_counted(struct arena *arena, uint64_t count)
{
    char text[NUMBER_TEXT_SIZE];

    return arena_printf(arena, "%s", number_count(text, count));
}

const char *number_shortest(char out[NUMBER_TEXT_SIZE], double value)
{
    if (value == 0.0 && signbit(value)) {
        snprintf(out, NUMBER_TEXT_SIZE, "-0.0"); /* without the point it would be a whole number */
        return out;
    }
    number_format(out, value,
                  (struct number_style){.decimals = NUMBER_DECIMALS_MAX, .ascii = true});
    return strtod(out, NULL) == value ? out : number_exact(out, value);
}

bool number_read(const char *text, double *value)
{
    char *end;

    *value = strtod(text, &end);
    return end != text && *end == '\0';
}
