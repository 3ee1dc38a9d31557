#include "draw/raster/raster_density.h"

#include "base/attributes.h"
#include "base/beside.h"
#include "base/memory.h"
#include "draw/raster/raster_cells.h"
#include "draw/raster/raster_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Positions are whole numbers of 1/256 pixel; a strength is 0 .. 127 times 1/256 of a pixel. */
enum { SUB_LOG2 = 8, SUB = 1 << SUB_LOG2, STRENGTH_MAX = 127, MANY_ENDS = 256, REACH_MAX = 1 << 28,
    HATCH_MAX = 1 << 10, STRIP = 16, KEPT_PIXELS = 1 << 21, THREADS = 2 };

/* Where lines cross columns: of fewer a second thread is not worth beginning. */
static const size_t many_crossings = 1000000;

/* Lines that end further outside are drawn as if they ended here. */
static const float far_px = 4096.0f;

/* Two sums in one number, for each sign one: they cannot run over into each other below 2^32, which
 * is 130,000 lines of full strength on one pixel. */
typedef uint64_t signed_sum;

/* The same, where others have the same capacity; the last of them tells it. */
static void *renew_with(void *old, size_t capacity, size_t wanted, size_t size)
{
    return memory_renew(old, &capacity, wanted, size);
}

/* ---- where the lines run ---- */

/* Points in the same eighth of a pixel's row are one end, or where there are many in the same row:
 * 784 of them on 300 rows are 300. Returns how many ends there are then; rows[] has each point's.
 */
static size_t gather_ends(const struct point *points, size_t count,
                          const struct raster_density_area *area, int *ends, size_t *rows)
{
    float low = (float)area->top - far_px, high = (float)(area->top + area->height) + far_px;
    int step = count > MANY_ENDS ? SUB : SUB / 8;
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        float y = raster_larger(low, raster_smaller(high, points[i].y));
        int at = (int)floorf(y * (float)(SUB / step)) * step + step / 2 - area->top * SUB;

        if (used == 0 || ends[used - 1] != at)
            ends[used++] = at;
        rows[i] = used - 1;
    }
    return used;
}

static void find_ends(struct raster_density *density, const struct raster_density_lines *lines)
{
    size_t count = lines->from + lines->to;

    density->ends = memory_renew(density->ends, &density->end_capacity, count,
                                 sizeof *density->ends);
    density->rows = memory_renew(density->rows, &density->row_capacity, count,
                                 sizeof *density->rows);
    density->from_ends = gather_ends(lines->points, lines->from, &density->area, density->ends,
                                     density->rows);
    density->to_ends = gather_ends(lines->points + lines->from, lines->to, &density->area,
                                   density->ends + density->from_ends, density->rows + lines->from);
    density->x0 = (double)lines->points[0].x;
    density->x1 = (double)lines->points[lines->from].x;
}

static void find_reaches(struct raster_density *density, float width)
{
    const int *from_y = density->ends, *to_y = density->ends + density->from_ends;
    double across = density->x1 - density->x0;

    for (size_t j = 0; j < density->to_ends; j++) {
        for (size_t i = 0; i < density->from_ends; i++) {
            double rise = (to_y[j] - from_y[i]) / (across * SUB);
            double high = (double)width * sqrt(1.0 + rise * rise) * (SUB / 2);

            density->reaches[j * density->from_ends + i] = !(high > SUB / 2) ? SUB / 2
                : high > REACH_MAX ? REACH_MAX : (int)high;
        }
    }
}

struct span { int low, high; };

/* How far the column's middle is on the way, in 1/65536. */
static int part_of(const struct raster_density *density, int x)
{
    double t = ((double)(density->area.left + x) + 0.5 - density->x0) / (density->x1 - density->x0);

    return (int)(t * 65536.0);
}

/* Numbers of a struct work. */
static size_t column_size(const struct raster_density *density)
{
    const size_t rows = (size_t)density->area.height + 1;
    return density->from_ends + rows + rows / 2 + HATCH_MAX + STRIP * rows / 4;
}

/* What is worked out, in the memory for one column: each thread has one. */
struct work {
    int *lows, *highs;    /* (from_ends) each: where the lines to one end cross the column */
    signed_sum *gathered; /* (height) */
    uint32_t *gaps;       /* (height + 2 hatch): where the hatching has one */
    uint16_t *strip;      /* (STRIP,height): settled columns */
};

static struct work begin_work(const struct raster_density *density, int thread, int hatch)
{
    int rows = density->area.height + 1;
    struct work work = {.lows = (int *)(density->column + (size_t)thread * column_size(density))};

    work.highs = work.lows + density->from_ends;
    work.gathered = (signed_sum *)work.lows + density->from_ends;
    work.gaps = (uint32_t *)(work.gathered + rows);
    work.strip = (uint16_t *)(work.gaps + rows + 2 * HATCH_MAX);
    for (int row = 0; row < rows + 2 * hatch; row++)
        work.gaps[row] = hatch > 0 && row / hatch % 2 != 0 ? UINT32_MAX : 0;
    return work;
}

/* The ends from the top one to the bottom one. */
static struct span extent(const int *ends, size_t count)
{
    struct span all = {ends[0], ends[0]};

    for (size_t i = 1; i < count; i++) {
        all.low = ends[i] < all.low ? ends[i] : all.low;
        all.high = ends[i] > all.high ? ends[i] : all.high;
    }
    return all;
}

/* The rows that anything can ever touch, or a few more: between the line of the top ends and that
 * of the bottom ones, with the widest one's reach. */
static void find_spans(struct raster_density *density)
{
    const struct span from = extent(density->ends, density->from_ends);
    const struct span to = extent(density->ends + density->from_ends, density->to_ends);
    const size_t lines = density->from_ends * density->to_ends;
    const int limit = density->area.height << SUB_LOG2;
    int reach = 0;

    for (size_t i = 0; i < lines; i++)
        reach = density->reaches[i] > reach ? density->reaches[i] : reach;
    for (int x = 0; x < density->area.width; x++) {
        const int part = part_of(density, x);
        const int low = raster_cells_cross(from.low, to.low, part) - reach;
        const int high = raster_cells_cross(from.high, to.high, part) + reach;

        density->spans[x].top = raster_cells_limited(low, limit) >> SUB_LOG2;
        density->spans[x].bottom = raster_cells_limited(
            (raster_cells_limited(high, limit) >> SUB_LOG2) + 1, density->area.height);
    }
}

static void make_room(struct raster_density *density)
{
    struct raster_density_changes *changes = &density->changes;
    size_t lines = density->from_ends * density->to_ends, width = (size_t)density->area.width;
    size_t rows = (size_t)density->area.height + 1, had = density->line_capacity;

    density->reaches = renew_with(density->reaches, had, lines, sizeof *density->reaches);
    density->wanted = renew_with(density->wanted, had, lines, sizeof *density->wanted);
    density->lines = memory_renew(density->lines, &density->line_capacity, lines,
                                  sizeof *density->lines);
    had = changes->capacity;
    changes->y = renew_with(changes->y, had, lines, sizeof *changes->y);
    changes->reaches = renew_with(changes->reaches, had, lines, sizeof *changes->reaches);
    changes->strengths = memory_renew(changes->strengths, &changes->capacity, lines,
                                      sizeof *changes->strengths);
    changes->first = memory_renew(changes->first, &changes->first_capacity, density->to_ends + 1,
                                  sizeof *changes->first);
    density->sum_columns = width * rows <= KEPT_PIXELS ? width : 1;
    density->sums = memory_renew(density->sums, &density->sum_capacity,
                                 density->sum_columns * 2 * rows, sizeof *density->sums);
    density->spans = memory_renew(density->spans, &density->span_capacity, width,
                                  sizeof *density->spans);
    density->column = memory_renew(density->column, &density->column_capacity,
                                   THREADS * column_size(density), sizeof *density->column);
    memset(density->lines, 0, lines * sizeof *density->lines);
    memset(density->sums, 0, density->sum_columns * 2 * rows * sizeof *density->sums);
}

void raster_density_begin(struct raster_density *density, const struct raster_density_lines *lines,
                          const struct raster_density_area *area)
{
    density->area = *area;
    density->from = lines->from;
    density->to = lines->to;
    find_ends(density, lines);
    make_room(density);
    find_reaches(density, lines->width);
    find_spans(density);
}

/* ---- strengths ---- */

static void add_lines(const struct raster_density *density, const char *strengths)
{
    const size_t *rows = density->rows;

    memset(density->wanted, 0, density->from_ends * density->to_ends * sizeof *density->wanted);
    for (size_t j = 0; j < density->to; j++) {
        signed_sum *line = density->wanted + rows[density->from + j] * density->from_ends;

        for (size_t i = 0; i < density->from; i++) {
            int strength = (signed char)strengths[j * density->from + i];

            line[rows[i]] += strength < 0 ? (signed_sum)-strength << 32 : (signed_sum)strength;
        }
    }
}

/* What the sums lack of the wanted lines, or have too much: that is minus something, without sign.
 */
static void find_changes(struct raster_density *density)
{
    struct raster_density_changes *changes = &density->changes;
    signed_sum *swap = density->lines;
    size_t used = 0;

    if (density->sum_columns == 1)
        memset(density->lines, 0, density->from_ends * density->to_ends * sizeof *density->lines);
    for (size_t j = 0; j < density->to_ends; j++) {
        changes->first[j] = used;
        for (size_t i = 0; i < density->from_ends; i++) {
            size_t line = j * density->from_ends + i;

            changes->y[used] = density->ends[i];
            changes->reaches[used] = density->reaches[line];
            changes->strengths[used] = density->wanted[line] - density->lines[line];
            used += changes->strengths[used] != 0;
        }
    }
    changes->first[density->to_ends] = used;
    density->lines = density->wanted;
    density->wanted = swap;
}

/* ---- a column of pixels ---- */

/* Of the lines that begin in each row, less those that end there: their strength, which counts from
 * there on down, and how much of it the row itself lacks, since they begin within it. Two arrays:
 * neighbours in pairs would be added at once, which waits for the pair that overlaps. */
struct sums {
    signed_sum *strength, *missing; /* (height + 1) */
};

static struct sums sums_of(const struct raster_density *density, int x)
{
    size_t rows = (size_t)density->area.height + 1;
    signed_sum *strength = density->sums + (size_t)x % density->sum_columns * 2 * rows;

    return (struct sums){strength, strength + rows};
}

/* Adds each line's strength from where it begins to where it ends. */
static void add_crossings(struct sums sums, const signed_sum *strengths, const int *lows,
                          const int *highs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int begin = lows[i] >> SUB_LOG2, end = highs[i] >> SUB_LOG2;
        unsigned begun = (unsigned)lows[i] & (SUB - 1), ended = (unsigned)highs[i] & (SUB - 1);
        signed_sum strength = strengths[i];

        sums.strength[begin] += strength;
        sums.missing[begin] += strength * begun;
        sums.strength[end] -= strength;
        sums.missing[end] -= strength * ended;
    }
}

static void add_changes(const struct raster_density *density, const struct work *work, int x)
{
    const struct raster_density_changes *changes = &density->changes;
    struct sums sums = sums_of(density, x);
    int part = part_of(density, x), limit = density->area.height << SUB_LOG2;

    if (density->sum_columns == 1)
        memset(sums.strength, 0, 2 * ((size_t)density->area.height + 1) * sizeof *sums.strength);
    for (size_t j = 0; j < density->to_ends; j++) {
        size_t first = changes->first[j], n = changes->first[j + 1] - first;

        raster_cells_crossings(changes->y + first, changes->reaches + first, n,
                               density->ends[density->from_ends + j], part, limit, work->lows,
                               work->highs);
        add_crossings(sums, changes->strengths + first, work->lows, work->highs, n);
    }
}

/* What lies in each row of the span. */
static void gather(struct sums sums, struct raster_density_span span, signed_sum *gathered)
{
    signed_sum strength = 0;

    for (int row = span.top; row < span.bottom; row++) {
        strength += sums.strength[row];
        gathered[row] = (strength << SUB_LOG2) - sums.missing[row];
    }
}

/* ---- all of them ---- */

/* Columns of the cells that one thread makes; the first of them begins a strip. */
struct share {
    const struct raster_density *density;
    struct work work;
    int first, end, hatch;
    double half;
    uint16_t *cells;
};

/* All of a share, at once: false. */
static bool make_share(void *context)
{
    const struct share *share = context;
    const struct raster_density *density = share->density;
    const struct raster_density_area *area = &density->area;
    const struct work *work = &share->work;

    for (int x = share->first; x < share->end; x++) {
        struct raster_density_span span = density->spans[x];
        int at = x % STRIP, hatch = share->hatch;
        int phase = hatch > 0 ? (area->left + x + area->top) % (2 * hatch) : 0;
        uint16_t *settled = work->strip + (ptrdiff_t)at * area->height;

        add_changes(density, work, x);
        gather(sums_of(density, x), span, work->gathered);
        memset(settled, 0, (size_t)area->height * sizeof *settled);
        raster_cells_settle(work->gathered + span.top, work->gaps + phase + span.top,
                            span.bottom - span.top, share->half, settled + span.top);
        if (at + 1 == STRIP || x + 1 == share->end)
            raster_cells_place(work->strip, (size_t)at + 1, (size_t)area->height,
                               (size_t)area->width, share->cells + (x - at));
    }
    return false;
}

void raster_density_make(struct raster_density *density, const char *strengths, float half,
                         int hatch, uint16_t *cells)
{
    const int width = density->area.width, middle = width / 2 / STRIP * STRIP;
    double full = (double)(STRENGTH_MAX * SUB) * (double)half;
    uint32_t half_sum = !(full > 2.0) ? 2 : full > 4e9 ? (uint32_t)4e9 : (uint32_t)full;
    struct share shares[THREADS] = {{.density = density, .end = width, .cells = cells}};
    struct beside beside = {0};

    shares[0].hatch = raster_cells_limited(hatch, HATCH_MAX);
    shares[0].half = (double)(half_sum / 2);
    shares[0].work = begin_work(density, 0, shares[0].hatch);
    add_lines(density, strengths);
    find_changes(density);
    if (density->changes.first[density->to_ends] * (size_t)width > many_crossings
        && density->sum_columns > 1) {
        shares[1] = shares[0];
        shares[1].first = middle;
        shares[1].work = begin_work(density, 1, shares[0].hatch);
        if (beside_start(&beside, make_share, &shares[1]))
            shares[0].end = middle;
    }
    make_share(&shares[0]);
    beside_join(&beside);
}

void raster_density_finish(struct raster_density *density)
{
    free(density->rows);
    free(density->ends);
    free(density->reaches);
    free(density->lines);
    free(density->wanted);
    free(density->changes.first);
    free(density->changes.y);
    free(density->changes.reaches);
    free(density->changes.strengths);
    free(density->sums);
    free(density->spans);
    free(density->column);
    *density = (struct raster_density){0};
}
