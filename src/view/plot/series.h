/*
 * series: numbers by iteration, as the plots read them: the least, the largest and the mean of any
 * stretch, in a time and a memory that do not depend on how long it is.
 *
 * A summary has for each 64 numbers, for each 64 of those and so on the least and the largest of
 * them, where they are, and their sum. It grows with the series, so that a plot of a million
 * iterations that is drawn thirty times a second looks at each of them once, not thirty million
 * times. When it has SUMMARY_MAX stretches, pairs become one: what is said of a stretch stays
 * exact, and a plot, which has fewer points, loses nothing. So the oldest numbers of a long series
 * need not be kept: then where each stretch has its extremes, and of how much, is all that is known
 * of them.
 */
#ifndef BACKSTEP_VIEW_PLOT_SERIES_H
#define BACKSTEP_VIEW_PLOT_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Enough levels for so many stretches of the first: the last has a few. */
enum { SUMMARY_LEVELS = 3, SUMMARY_EACH = 64, SUMMARY_MAX = 8192 };

#define SERIES_NONE SIZE_MAX

/* Where the extremes of a stretch are; of equal ones the first. NaN and infinities do not count;
 * SERIES_NONE: there is nothing else. */
struct series_extremes {
    size_t least, largest;
    size_t least_positive; /* of those above 0, for logarithmic axes */
};

struct series_stretch {
    struct series_extremes extremes;
    double least, largest, least_positive; /* their values */
    double sum;   /* of those that are finite */
    size_t count; /* of them */
};

struct summary_level {
    struct series_stretch *stretches; /* owned; [i]: of stretch i of this level's length */
    size_t count, capacity;
};

/* A zeroed one is empty. */
struct summary {
    struct summary_level levels[SUMMARY_LEVELS];
    size_t each;                /* numbers in a stretch of the first level; 0: SUMMARY_EACH, yet */
    struct series_stretch open; /* of those behind the first level's last stretch, */
    size_t count;               /* up to here: so many numbers are summed up */
};

/* Every stride-th of doubles, or of floats. */
struct series {
    const double *doubles; /* borrowed, as all below; NULL: floats */
    const float *floats;
    size_t stride, offset; /* in the array */
    size_t first;          /* the array begins with it; of what is before, the summary tells */
    size_t ring;           /* a power of two: the array has so many, number i at i modulo this; 0:
                            * they stand in order */
    size_t count;
    const struct summary *summary; /* of its beginning, or NULL; needed where `first` is not 0 */
};

/* NaN where it is not kept. */
double series_value(const struct series *series, size_t i);

bool series_knows(const struct series *series, size_t i);

/* The number at that part, 0 to 1, of a series that is not empty, or the nearest that is known. */
size_t series_along(const struct series *series, float part);

/* i, or if its value is not kept the nearest of its stretch whose value is; i if there is none. */
size_t series_nearest(const struct series *series, size_t i);

/* Of first .. end-1, with end <= count. Where the numbers are not kept, a mean is that of whole
 * stretches. */
struct series_extremes series_find(const struct series *series, size_t first, size_t end);

/* The same: the mean of what is finite; NaN if nothing is. */
double series_mean(const struct series *series, size_t first, size_t end);

/* Looks at what the series has more than the summary; its numbers must not change after that, and
 * need not be kept. */
void summary_extend(struct summary *summary, const struct series *series);

/* Forgets all but the first `count` numbers. Those of the stretch that is cut must be kept, or they
 * are no longer known. */
void summary_cut(struct summary *summary, size_t count);

void summary_finish(struct summary *summary);

#endif
