#include "view/series.h"

#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

double series_value(const struct series *series, size_t i)
{
    size_t at = i * series->stride + series->offset;

    return series->doubles != NULL ? series->doubles[at] : (double)series->floats[at];
}

static const struct series_stretch nothing = {
    .extremes = {SERIES_NONE, SERIES_NONE, SERIES_NONE},
    .least = (double)INFINITY, .largest = -(double)INFINITY, .least_positive = (double)INFINITY,
};

static inline void note_least(struct series_stretch *all, double value, size_t i)
{
    if (value < all->least) {
        all->least = value;
        all->extremes.least = i;
    }
}

static inline void note_largest(struct series_stretch *all, double value, size_t i)
{
    if (value > all->largest) {
        all->largest = value;
        all->extremes.largest = i;
    }
}

static inline void note_positive(struct series_stretch *all, double value, size_t i)
{
    if (value > 0.0 && value < all->least_positive) {
        all->least_positive = value;
        all->extremes.least_positive = i;
    }
}

/* Adds numbers one by one. */
static void add_each(struct series_stretch *all, const struct series *series, size_t first, size_t end)
{
    for (size_t i = first, at = first * series->stride + series->offset; i < end; i++, at += series->stride) {
        double value = series->doubles != NULL ? series->doubles[at] : (double)series->floats[at];

        if (!(fabs(value) <= DBL_MAX)) /* nor is NaN */
            continue;
        note_least(all, value, i);
        note_largest(all, value, i);
        note_positive(all, value, i);
        all->sum += value;
        all->count++;
    }
}

/* Adds a stretch that lies after all that are in. */
static void add_all(struct series_stretch *all, const struct series_stretch *stretch)
{
    note_least(all, stretch->least, stretch->extremes.least);
    note_largest(all, stretch->largest, stretch->extremes.largest);
    note_positive(all, stretch->least_positive, stretch->extremes.least_positive);
    all->sum += stretch->sum;
    all->count += stretch->count;
}

/* The longest stretch that begins at i, ends by `end` and is known; NULL: none. *length: of it. */
static const struct series_stretch *longest(const struct summary *summary, size_t i, size_t end, size_t *length)
{
    const struct series_stretch *found = NULL;
    size_t each = SUMMARY_EACH;

    for (size_t k = 0; summary != NULL && k < SUMMARY_LEVELS; k++, each *= SUMMARY_EACH) {
        const struct summary_level *level = &summary->levels[k];

        if (i % each != 0 || end - i < each || i / each >= level->count)
            break;
        found = &level->stretches[i / each];
        *length = each;
    }
    return found;
}

static struct series_stretch look(const struct series *series, size_t first, size_t end)
{
    struct series_stretch all = nothing;
    size_t i = first;

    while (i < end) {
        size_t length = SUMMARY_EACH - i % SUMMARY_EACH;
        const struct series_stretch *stretch = longest(series->summary, i, end, &length);

        if (stretch != NULL)
            add_all(&all, stretch);
        else
            add_each(&all, series, i, i + length < end ? i + length : end);
        i += length;
    }
    return all;
}

struct series_extremes series_find(const struct series *series, size_t first, size_t end)
{
    return look(series, first, end).extremes;
}

double series_mean(const struct series *series, size_t first, size_t end)
{
    struct series_stretch all = look(series, first, end);

    return all.count > 0 ? all.sum / (double)all.count : (double)NAN;
}

static void append(struct summary_level *level, struct series_stretch stretch)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity > 0 ? 2 * level->capacity : 64;
        level->stretches = memory_resize(level->stretches, level->capacity, sizeof *level->stretches);
    }
    level->stretches[level->count++] = stretch;
}

void summary_extend(struct summary *summary, const struct series *series)
{
    struct series read = *series;
    size_t each = SUMMARY_EACH;

    /* Each level from the one below it. */
    read.summary = summary;
    for (size_t k = 0; k < SUMMARY_LEVELS; k++, each *= SUMMARY_EACH) {
        struct summary_level *level = &summary->levels[k];

        while ((level->count + 1) * each <= series->count)
            append(level, look(&read, level->count * each, (level->count + 1) * each));
    }
}

void summary_cut(struct summary *summary, size_t count)
{
    size_t each = SUMMARY_EACH;

    for (size_t k = 0; k < SUMMARY_LEVELS; k++, each *= SUMMARY_EACH) {
        if (summary->levels[k].count > count / each)
            summary->levels[k].count = count / each;
    }
}

void summary_finish(struct summary *summary)
{
    for (size_t k = 0; k < SUMMARY_LEVELS; k++)
        free(summary->levels[k].stretches);
    *summary = (struct summary){0};
}
