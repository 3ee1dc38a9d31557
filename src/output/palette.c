#include "output/palette.h"

#include "base/memory.h"

#include <stdlib.h>

/* A colour that occurs, with its neighbours of the same bin. */
struct bin {
    uint32_t count;
    uint64_t sums[3]; /* red, green, blue */
    uint16_t index;
};

/* Bins first .. first + count - 1. */
struct box {
    size_t first, count;
    int axis;        /* along which it is longest */
    uint64_t weight; /* what splitting it is worth */
};

unsigned palette_bin(uint32_t pixel)
{
    return (pixel >> 9 & 0x7c00) | (pixel >> 6 & 0x3e0) | (pixel >> 3 & 0x1f);
}

static int channel(const struct bin *bin, int axis)
{
    return bin->index >> (10 - 5 * axis) & 31;
}

static int by_red(const void *a, const void *b)
{
    return channel(a, 0) - channel(b, 0);
}

static int by_green(const void *a, const void *b)
{
    return channel(a, 1) - channel(b, 1);
}

static int by_blue(const void *a, const void *b)
{
    return channel(a, 2) - channel(b, 2);
}

static void measure(struct box *box, const struct bin *bins)
{
    uint64_t pixels = 0;
    int longest = 0;

    for (int axis = 0; axis < 3; axis++) {
        int low = 31, high = 0;

        for (size_t i = box->first; i < box->first + box->count; i++) {
            int value = channel(&bins[i], axis);

            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        if (high - low > longest) {
            longest = high - low;
            box->axis = axis;
        }
    }
    for (size_t i = box->first; i < box->first + box->count; i++)
        pixels += bins[i].count;
    /* Many pixels or a long way: text's few pixels count, too. */
    box->weight = longest > 0 ? (uint64_t)longest * (pixels < 1000 ? pixels : 1000 + pixels / 64)
                              : 0;
}

/* Splits the box where half of its pixels are on either side. */
static void split(struct box *box, struct box *other, struct bin *bins)
{
    static int (*const orders[3])(const void *, const void *) = {by_red, by_green, by_blue};
    uint64_t all = 0, half = 0;
    size_t cut = 0;

    qsort(bins + box->first, box->count, sizeof *bins, orders[box->axis]);
    for (size_t i = 0; i < box->count; i++)
        all += bins[box->first + i].count;
    while (cut + 1 < box->count && (cut == 0 || 2 * half < all))
        half += bins[box->first + cut++].count;
    *other = (struct box){.first = box->first + cut, .count = box->count - cut};
    box->count = cut;
    measure(box, bins);
    measure(other, bins);
}

static uint32_t mean(const struct box *box, const struct bin *bins)
{
    uint64_t sums[3] = {0}, count = 0;
    uint32_t color = 0;

    for (size_t i = box->first; i < box->first + box->count; i++) {
        count += bins[i].count;
        for (int axis = 0; axis < 3; axis++)
            sums[axis] += bins[i].sums[axis];
    }
    for (int axis = 0; axis < 3; axis++)
        color = color << 8 | (uint32_t)((sums[axis] + count / 2) / (count > 0 ? count : 1));
    return color;
}

void palette_make(struct palette *palette, const uint32_t *pixels, const uint8_t *used,
                  size_t count)
{
    struct bin *bins = memory_new(PALETTE_BINS, sizeof *bins);
    struct box boxes[PALETTE_MAX];
    size_t filled = 0;

    for (size_t i = 0; i < count; i++) {
        struct bin *bin = &bins[palette_bin(pixels[i])];

        if (!used[i])
            continue;
        bin->count++;
        for (int axis = 0; axis < 3; axis++)
            bin->sums[axis] += pixels[i] >> (16 - 8 * axis) & 0xff;
    }
    for (size_t i = 0; i < PALETTE_BINS; i++) {
        if (bins[i].count == 0)
            continue;
        bins[filled] = bins[i];
        bins[filled++].index = (uint16_t)i;
    }
    boxes[0] = (struct box){.count = filled};
    measure(&boxes[0], bins);
    palette->count = 1;
    while (palette->count < PALETTE_MAX) {
        int best = 0;

        for (int i = 1; i < palette->count; i++)
            if (boxes[i].weight > boxes[best].weight)
                best = i;
        if (boxes[best].weight == 0)
            break;
        split(&boxes[best], &boxes[palette->count++], bins);
    }
    for (int i = 0; i < palette->count; i++) {
        palette->colors[i] = mean(&boxes[i], bins);
        for (size_t k = boxes[i].first; k < boxes[i].first + boxes[i].count; k++)
            palette->nearest[bins[k].index] = (uint8_t)i;
    }
    free(bins);
}
