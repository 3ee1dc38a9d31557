#include "view/plot/series.h"

#include "base/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

static const struct series_stretch nothing = {
    .extremes = {SERIES_NONE, SERIES_NONE, SERIES_NONE},
    .least = (double)INFINITY, .largest = -(double)INFINITY, .least_positive = (double)INFINITY,
};

static double kept(const struct series *series, size_t i)
{
    size_t row = series->ring > 0 ? i & (series->ring - 1) : i - series->first;
    size_t at = row * series->stride + series->offset;

    return series->doubles != NULL ? series->doubles[at] : (double)series->floats[at];
}

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
static void add_each(struct series_stretch *all, const struct series *series, size_t first,
                     size_t end)
{
    for (size_t i = first; i < end; i++) {
        double value = kept(series, i);

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

/* ---- stretches ---- */

static size_t shortest(const struct summary *summary)
{
    return summary->each > 0 ? summary->each : SUMMARY_EACH;
}

/* The length of a stretch of the next level; where no number is so large, one that is never
 * reached. */
static size_t longer(size_t length)
{
    return length > SIZE_MAX / SUMMARY_EACH ? SIZE_MAX : length * SUMMARY_EACH;
}

/* The longest stretch that begins at i, ends by `end` and is known; NULL: none. *length: of it. */
static const struct series_stretch *longest(const struct summary *summary, size_t i, size_t end,
                                            size_t *length)
{
    const struct series_stretch *found = NULL;
    size_t each = shortest(summary);

    for (size_t k = 0; k < SUMMARY_LEVELS; k++, each = longer(each)) {
        const struct summary_level *level = &summary->levels[k];

        if (i % each != 0 || end - i < each || i / each >= level->count)
            break;
        found = &level->stretches[i / each];
        *length = each;
    }
    return found;
}

/* The shortest stretch that has number i, be it the open one; *first, *end: its numbers. */
static const struct series_stretch *around(const struct summary *summary, size_t i, size_t *first,
                                           size_t *end)
{
    size_t each = shortest(summary), which = i / each;

    *first = which * each;
    *end = which < summary->levels[0].count ? *first + each : summary->count;
    return which < summary->levels[0].count ? &summary->levels[0].stretches[which] : &summary->open;
}

/* Adds what is known of i .. end-1, which lie within one stretch and are not kept: its extremes
 * among them; and all of its sum, if it begins with i. */
static void add_part(struct series_stretch *all, const struct series *series, size_t i, size_t end)
{
    size_t first, last;
    const struct series_stretch *stretch = around(series->summary, i, &first, &last);
    const struct series_extremes *at = &stretch->extremes;

    if (at->least >= i && at->least < end)
        note_least(all, stretch->least, at->least);
    if (at->largest >= i && at->largest < end)
        note_largest(all, stretch->largest, at->largest);
    if (at->least_positive >= i && at->least_positive < end)
        note_positive(all, stretch->least_positive, at->least_positive);
    if (i == first) {
        all->sum += stretch->sum;
        all->count += stretch->count;
    }
}

/* ---- what the plots ask ---- */

double series_value(const struct series *series, size_t i)
{
    const struct series_stretch *stretch;
    size_t first, end;

    if (i >= series->first)
        return kept(series, i);
    stretch = around(series->summary, i, &first, &end);
    if (i == stretch->extremes.least)
        return stretch->least;
    if (i == stretch->extremes.largest)
        return stretch->largest;
    return i == stretch->extremes.least_positive ? stretch->least_positive : (double)NAN;
}

static size_t apart(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

bool series_knows(const struct series *series, size_t i)
{
    return i >= series->first || !isnan(series_value(series, i));
}

size_t series_nearest(const struct series *series, size_t i)
{
    const struct series_stretch *stretch;
    size_t first, end, least, largest;

    if (series_knows(series, i))
        return i;
    stretch = around(series->summary, i, &first, &end);
    least = stretch->extremes.least;
    largest = stretch->extremes.largest;
    if (least == SERIES_NONE)
        return i;
    return apart(least, i) < apart(largest, i) ? least : largest;
}

size_t series_along(const struct series *series, float part)
{
    double last = (double)(series->count - 1);

    return series_nearest(series, (size_t)(fmin(fmax((double)part, 0.0), 1.0) * last + 0.5));
}

/* Up to where stretches stand for numbers: those that are not kept, and the rest of their last
 * stretch. */
static size_t told_by_stretches(const struct series *series)
{
    size_t each, end;

    if (series->first == 0)
        return 0;
    each = shortest(series->summary);
    end = ((series->first - 1) / each + 1) * each;
    return end < series->summary->count ? end : series->summary->count;
}

static struct series_stretch look(const struct series *series, size_t first, size_t end)
{
    const struct summary *summary = series->summary;
    size_t each = summary != NULL ? shortest(summary) : SUMMARY_EACH;
    size_t told = told_by_stretches(series);
    struct series_stretch all = nothing;

    for (size_t i = first; i < end;) {
        size_t length = each - i % each, stop;
        const struct series_stretch *stretch = NULL;

        if (summary != NULL)
            stretch = longest(summary, i, end, &length);
        stop = length < end - i ? i + length : end;
        if (stretch == NULL && i < told && stop > told)
            stop = told;
        if (stretch != NULL)
            add_all(&all, stretch);
        else if (i < told)
            add_part(&all, series, i, stop);
        else
            add_each(&all, series, i, stop);
        i = stop;
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

/* ---- growing ---- */

static void append(struct summary_level *level, struct series_stretch stretch)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity > 0 ? 2 * level->capacity : 64;
        level->stretches = memory_resize(level->stretches, level->capacity,
                                         sizeof *level->stretches);
    }
    level->stretches[level->count++] = stretch;
}

/* Makes one stretch of two, on all levels. */
static void join_pairs(struct summary *summary)
{
    summary->each = 2 * shortest(summary);
    for (size_t k = 0; k < SUMMARY_LEVELS; k++) {
        struct summary_level *level = &summary->levels[k];

        level->count /= 2;
        for (size_t i = 0; i < level->count; i++) {
            struct series_stretch both = level->stretches[2 * i];

            add_all(&both, &level->stretches[2 * i + 1]);
            level->stretches[i] = both;
        }
    }
}

/* The first level, from the numbers. */
static void extend_first(struct summary *summary, const struct series *series)
{
    struct summary_level *level = &summary->levels[0];

    if (summary->count == 0)
        summary->open = nothing;
    while (summary->count < series->count) {
        size_t each = shortest(summary), from = summary->count, end;

        if (level->count == SUMMARY_MAX && each <= SIZE_MAX / 2 / SUMMARY_MAX) {
            join_pairs(summary);
            each = shortest(summary);
        }
        end = level->count * each;
        end = series->count - end >= each ? end + each : series->count;
        add_each(&summary->open, series, from > series->first ? from : series->first, end);
        summary->count = end;
        if (end != (level->count + 1) * each)
            return;
        append(level, summary->open);
        summary->open = nothing;
    }
}

void summary_extend(struct summary *summary, const struct series *series)
{
    extend_first(summary, series);
    /* Each level from the one below it. */
    for (size_t k = 1; k < SUMMARY_LEVELS; k++) {
        const struct summary_level *below = &summary->levels[k - 1];
        struct summary_level *level = &summary->levels[k];

        while ((level->count + 1) * SUMMARY_EACH <= below->count) {
            struct series_stretch all = nothing;

            for (size_t i = 0; i < SUMMARY_EACH; i++)
                add_all(&all, &below->stretches[level->count * SUMMARY_EACH + i]);
            append(level, all);
        }
    }
}

void summary_cut(struct summary *summary, size_t count)
{
    size_t length = shortest(summary);

    if (summary->count <= count)
        return;
    for (size_t k = 0; k < SUMMARY_LEVELS; k++, length = longer(length)) {
        if (summary->levels[k].count > count / length)
            summary->levels[k].count = count / length;
    }
    summary->count = summary->levels[0].count * shortest(summary);
    summary->open = nothing;
}

void summary_finish(struct summary *summary)
{
    for (size_t k = 0; k < SUMMARY_LEVELS; k++)
        free(summary->levels[k].stretches);
    *summary = (struct summary){0};
}
