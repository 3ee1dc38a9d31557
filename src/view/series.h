/*
 * series: numbers by iteration, as the plots read them: the least, the largest and the mean of any
 * stretch, in a time that hardly depends on how long it is.
 *
 * A summary has for each 64 numbers, for each 64 of those and so on the least and the largest of
 * them, where they are, and their sum. It grows with the series, so that a plot of a million iterations that is drawn thirty
 * times a second looks at each of them once, not thirty million times.
 */
#ifndef BACKSTEP_VIEW_SERIES_H
#define BACKSTEP_VIEW_SERIES_H

#include <stddef.h>
#include <stdint.h>

/* 64 to the power of that many numbers are more than memory has room for. */
enum { SUMMARY_LEVELS = 6, SUMMARY_EACH = 64 };

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
};

/* Every stride-th of doubles, or of floats. */
struct series {
    const double *doubles; /* borrowed, as all below; NULL: floats */
    const float *floats;
    size_t stride, offset; /* in the array */
    size_t count;
    const struct summary *summary; /* of its beginning, or NULL */
};

double series_value(const struct series *series, size_t i);

/* Of first .. end-1, with end <= count. */
struct series_extremes series_find(const struct series *series, size_t first, size_t end);

/* The same: the mean of what is finite; NaN if nothing is. */
double series_mean(const struct series *series, size_t first, size_t end);

/* Looks at what the series has more than the summary; its numbers must not change after that. */
void summary_extend(struct summary *summary, const struct series *series);

/* Forgets all but the first `count` numbers. */
void summary_cut(struct summary *summary, size_t count);

void summary_finish(struct summary *summary);

#endif
