/*
 * label_cache: labels by face, size and text, the longest unused evicted first.
 *
 * Part of fonts; knows nothing of SDL. A label is added when it is first
 * measured and gets its bitmap when it is first drawn.
 */
#ifndef BACKSTEP_PLATFORM_LABEL_CACHE_H
#define BACKSTEP_PLATFORM_LABEL_CACHE_H

#include "draw/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct label {
    struct label *next_in_bucket;
    struct label *newer, *older; /* by last use */
    uint64_t hash;
    enum font_face face;
    int size_px;
    int width;                   /* the pen's advance */
    bool rendered;
    uint8_t *coverage;           /* owned; NULL: no ink */
    struct font_bitmap bitmap;   /* of coverage, cut to its ink */
    size_t length;
    char text[];                 /* terminated */
};

struct label_cache {
    struct label **buckets;      /* owned */
    struct label *newest, *oldest; /* owned: all labels */
    size_t count;
    size_t bytes;                /* of bitmaps */
    size_t made, rendered;       /* ever */
};

/* A sheet of coverage, on which the parts of a label are put around the pen's
 * beginning (0, 0). Zeroed: empty. */
struct label_sheet {
    uint8_t *coverage;           /* owned */
    size_t capacity;
    int left, top, width, height; /* the part in use */
};

void label_cache_init(struct label_cache *cache);
void label_cache_finish(struct label_cache *cache);

/* The label, or NULL; it becomes the newest. */
struct label *label_cache_find(struct label_cache *cache, enum font_face face, int size_px,
                               const char *text, size_t length);

/* A new label, the newest; its width is for the caller to set. Borrowed until trim. */
struct label *label_cache_add(struct label_cache *cache, enum font_face face, int size_px,
                              const char *text, size_t length);

/* Gives the label the sheet's ink as its bitmap. */
void label_cache_render(struct label_cache *cache, struct label *label,
                        const struct label_sheet *sheet);

/* Evicts the oldest until no more are left than that. */
void label_cache_trim(struct label_cache *cache, size_t labels_max, size_t bytes_max);

void label_sheet_clear(struct label_sheet *sheet);
void label_sheet_finish(struct label_sheet *sheet);

/* Lays a bitmap on the sheet, which grows; where bitmaps overlap the larger
 * coverage counts. */
void label_sheet_add(struct label_sheet *sheet, const uint8_t *coverage, int width, int height,
                     int pitch, int left, int top);

#endif
