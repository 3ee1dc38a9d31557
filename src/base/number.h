/*
 * number: how a value is written for a person.
 *
 * A value that is short by nature (but for noise in its last bits) is shown as it
 * is: 0.15, 0.5, 2. Any other is rounded to `decimals` places and keeps them all:
 * 0.3589, 0.2910. So what has the full number of places is rounded, and what has
 * fewer is exact. The text is never farther from the value than half a unit of its
 * last place, and two significant digits are left whatever `decimals` is: with one
 * place 0.0381 is 0.038. From a million on, and below 0.001 unless it has four places
 * at most, a value is a power of ten (4.39×10⁻⁴ on screen, 4.39e-04 in ASCII),
 * whatever `decimals` is: a number looks the same in every place that shows it.
 * With all NUMBER_DECIMALS_MAX a value is written in full: as few digits as read
 * back the same bits, 17 significant ones at most. Never "-0"; NaN and infinities
 * are spelled out: "NaN", "∞" ("Infinity" in ASCII).
 */
#ifndef BACKSTEP_BASE_NUMBER_H
#define BACKSTEP_BASE_NUMBER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUMBER_TEXT_SIZE = 48, NUMBER_DECIMALS_MAX = 17 };

struct number_style {
    int decimals;  /* 0 .. NUMBER_DECIMALS_MAX */
    bool brief;    /* scientific notation with one place only: 4.4×10⁻⁵ */
    bool sign;     /* print + before positive values */
    bool ascii;    /* hyphen-minus and e-05; otherwise U+2212 and ×10⁻⁵ */
};

/* Writes the value; returns out, for use in an argument list. */
const char *number_format(char out[NUMBER_TEXT_SIZE], double value, struct number_style style);

/* A count with its thousands apart: "1,024". */
const char *number_count(char out[NUMBER_TEXT_SIZE], uint64_t count);

/* The same in an arena. */
const char *number_counted(struct arena *arena, uint64_t count);

/* The share of part in whole (> 0): "98.4 %". Only all of it is 100.0 %. */
const char *number_percent(char out[NUMBER_TEXT_SIZE], size_t part, size_t whole);

/* 17 significant digits in ASCII, enough to read the same bits back; the
 * non-finite ones are "Infinity", "-Infinity" and "NaN" without quotes. */
const char *number_exact(char out[NUMBER_TEXT_SIZE], double value);

/* As few digits in ASCII as read back the same bits, as JSON and Python spell a number that is not
 * whole by its type: "0.1", "-0.0". The value is finite. */
const char *number_shortest(char out[NUMBER_TEXT_SIZE], double value);

/* Whether the text is a number with nothing behind it; it may be infinite or NaN. */
bool number_read(const char *text, double *value);

#endif
