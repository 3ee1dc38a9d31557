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

/* Extremes under way, and their values. */
struct search {
    struct series_extremes at;
    double least, largest, least_positive;
};

static const struct search nothing = {
    .at = {SERIES_NONE, SERIES_NONE, SERIES_NONE},
    .least = (double)INFINITY, .largest = -(double)INFINITY, .least_positive = (double)INFINITY,
};

/* Adds the number at i. Comparing is enough to leave NaN out. */
static inline void add(struct search *search, double value, size_t i)
{
    if (!(fabs(value) <= DBL_MAX))
        return;
    if (value < search->least) {
        search->least = value;
        search->at.least = i;
    }
    if (value > search->largest) {
        search->largest = value;
        search->at.largest = i;
    }
    if (value > 0.0 && value < search->least_positive) {
        search->least_positive = value;
        search->at.least_positive = i;
    }
}

/* Adds a stretch that lies after all that are in: what it has to offer is its extremes. */
static void add_all(struct search *search, const struct series *series, const struct series_extremes *stretch)
{
    if (stretch->least == SERIES_NONE)
        return;
    add(search, series_value(series, stretch->least), stretch->least);
    add(search, series_value(series, stretch->largest), stretch->largest);
    if (stretch->least_positive != SERIES_NONE)
        add(search, series_value(series, stretch->least_positive), stretch->least_positive);
}

/* Of numbers one by one. */
static void add_each(struct search *search, const struct series *series, size_t first, size_t end)
{
    for (size_t i = first, at = first * series->stride + series->offset; i < end; i++, at += series->stride)
        add(search, series->doubles != NULL ? series->doubles[at] : (double)series->floats[at], i);
}

/* The longest stretch that begins at i, ends by `end` and is known; NULL: none. *length: of it. */
static const struct series_extremes *longest(const struct summary *summary, size_t i, size_t end, size_t *length)
{
    const struct series_extremes *found = NULL;
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

struct series_extremes series_find(const struct series *series, size_t first, size_t end)
{
    struct search search = nothing;
    size_t i = first;

    while (i < end) {
        size_t length = SUMMARY_EACH - i % SUMMARY_EACH;
        const struct series_extremes *stretch = longest(series->summary, i, end, &length);

        if (stretch != NULL)
            add_all(&search, series, stretch);
        else
            add_each(&search, series, i, i + length < end ? i + length : end);
        i += length;
    }
    return search.at;
}

static void append(struct summary_level *level, struct series_extremes extremes)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity > 0 ? 2 * level->capacity : 64;
        level->stretches = memory_resize(level->stretches, level->capacity, sizeof *level->stretches);
    }
    level->stretches[level->count++] = extremes;
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
            append(level, series_find(&read, level->count * each, (level->count + 1) * each));
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
