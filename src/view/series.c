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

/* A stretch that is being looked at, and the values of its extremes. */
struct search {
    struct series_stretch all;
    double least, largest, least_positive;
};

static const struct search nothing = {
    .all.extremes = {SERIES_NONE, SERIES_NONE, SERIES_NONE},
    .least = (double)INFINITY, .largest = -(double)INFINITY, .least_positive = (double)INFINITY,
};

static inline void note(struct search *search, double value, size_t i)
{
    if (value < search->least) {
        search->least = value;
        search->all.extremes.least = i;
    }
    if (value > search->largest) {
        search->largest = value;
        search->all.extremes.largest = i;
    }
    if (value > 0.0 && value < search->least_positive) {
        search->least_positive = value;
        search->all.extremes.least_positive = i;
    }
}

/* Adds numbers one by one. */
static void add_each(struct search *search, const struct series *series, size_t first, size_t end)
{
    for (size_t i = first, at = first * series->stride + series->offset; i < end; i++, at += series->stride) {
        double value = series->doubles != NULL ? series->doubles[at] : (double)series->floats[at];

        if (!(fabs(value) <= DBL_MAX)) /* nor is NaN */
            continue;
        note(search, value, i);
        search->all.sum += value;
        search->all.count++;
    }
}

/* Adds a stretch that lies after all that are in: its extremes stand for it. */
static void add_all(struct search *search, const struct series *series, const struct series_stretch *stretch)
{
    const struct series_extremes *extremes = &stretch->extremes;

    if (stretch->count == 0)
        return;
    note(search, series_value(series, extremes->least), extremes->least);
    note(search, series_value(series, extremes->largest), extremes->largest);
    if (extremes->least_positive != SERIES_NONE)
        note(search, series_value(series, extremes->least_positive), extremes->least_positive);
    search->all.sum += stretch->sum;
    search->all.count += stretch->count;
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
    struct search search = nothing;
    size_t i = first;

    while (i < end) {
        size_t length = SUMMARY_EACH - i % SUMMARY_EACH;
        const struct series_stretch *stretch = longest(series->summary, i, end, &length);

        if (stretch != NULL)
            add_all(&search, series, stretch);
        else
            add_each(&search, series, i, i + length < end ? i + length : end);
        i += length;
    }
    return search.all;
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
