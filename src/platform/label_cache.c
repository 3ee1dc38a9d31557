#include "platform/label_cache.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1 << 13 };

/* FNV-1a. */
static uint64_t hash_of(enum font_face face, int size_px, const char *text, size_t length)
{
    static const uint64_t prime = 1099511628211u;
    uint64_t hash = 14695981039346656037u;

    hash = (hash ^ (uint64_t)face) * prime;
    hash = (hash ^ (uint64_t)size_px) * prime;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * prime;
    return hash ^ hash >> 32;
}

static struct label **bucket(const struct label_cache *cache, uint64_t hash)
{
    return &cache->buckets[hash % BUCKETS];
}

static void unlink_label(struct label_cache *cache, struct label *label)
{
    if (label->newer != NULL)
        label->newer->older = label->older;
    else
        cache->newest = label->older;
    if (label->older != NULL)
        label->older->newer = label->newer;
    else
        cache->oldest = label->newer;
}

static void link_newest(struct label_cache *cache, struct label *label)
{
    label->newer = NULL;
    label->older = cache->newest;
    if (cache->newest != NULL)
        cache->newest->newer = label;
    else
        cache->oldest = label;
    cache->newest = label;
}

void label_cache_init(struct label_cache *cache)
{
    *cache = (struct label_cache){.buckets = memory_new(BUCKETS, sizeof(struct label *))};
}

void label_cache_finish(struct label_cache *cache)
{
    label_cache_trim(cache, 0, 0);
    free(cache->buckets);
    *cache = (struct label_cache){0};
}

struct label *label_cache_find(struct label_cache *cache, enum font_face face, int size_px,
                               const char *text, size_t length)
{
    uint64_t hash = hash_of(face, size_px, text, length);

    for (struct label *label = *bucket(cache, hash); label != NULL; label = label->next_in_bucket) {
        if (label->hash != hash || label->face != face || label->size_px != size_px ||
            label->length != length || memcmp(label->text, text, length) != 0)
            continue;
        if (label != cache->newest) {
            unlink_label(cache, label);
            link_newest(cache, label);
        }
        return label;
    }
    return NULL;
}

struct label *label_cache_add(struct label_cache *cache, enum font_face face, int size_px,
                              const char *text, size_t length)
{
    struct label *label = memory_new(1, sizeof *label + length + 1);
    struct label **first;

    label->hash = hash_of(face, size_px, text, length);
    label->face = face;
    label->size_px = size_px;
    label->length = length;
    memcpy(label->text, text, length);
    first = bucket(cache, label->hash);
    label->next_in_bucket = *first;
    *first = label;
    link_newest(cache, label);
    cache->count++;
    cache->made++;
    return label;
}

static void evict(struct label_cache *cache, struct label *label)
{
    struct label **at = bucket(cache, label->hash);

    while (*at != label)
        at = &(*at)->next_in_bucket;
    *at = label->next_in_bucket;
    unlink_label(cache, label);
    cache->count--;
    cache->bytes -= (size_t)label->bitmap.pitch * (size_t)label->bitmap.height;
    free(label->coverage);
    free(label);
}

void label_cache_trim(struct label_cache *cache, size_t labels_max, size_t bytes_max)
{
    while (cache->oldest != NULL && (cache->count > labels_max || cache->bytes > bytes_max))
        evict(cache, cache->oldest);
}

static bool row_has_ink(const struct label_sheet *sheet, int y)
{
    const uint8_t *row = sheet->coverage + (size_t)y * (size_t)sheet->width;

    for (int x = 0; x < sheet->width; x++)
        if (row[x] != 0)
            return true;
    return false;
}

static bool column_has_ink(const struct label_sheet *sheet, int x)
{
    for (int y = 0; y < sheet->height; y++)
        if (sheet->coverage[(size_t)y * (size_t)sheet->width + (size_t)x] != 0)
            return true;
    return false;
}

void label_cache_render(struct label_cache *cache, struct label *label,
                        const struct label_sheet *sheet)
{
    int top = 0, bottom = sheet->height, left = 0, right = sheet->width;
    size_t width, height;

    label->rendered = true;
    cache->rendered++;
    while (top < bottom && !row_has_ink(sheet, top))
        top++;
    while (bottom > top && !row_has_ink(sheet, bottom - 1))
        bottom--;
    if (top == bottom)
        return;
    while (!column_has_ink(sheet, left))
        left++;
    while (!column_has_ink(sheet, right - 1))
        right--;
    width = (size_t)(right - left);
    height = (size_t)(bottom - top);
    label->coverage = memory_new(width * height, 1);
    for (size_t y = 0; y < height; y++)
        memcpy(label->coverage + y * width,
               sheet->coverage + ((size_t)top + y) * (size_t)sheet->width + left, width);
    label->bitmap = (struct font_bitmap){
        .coverage = label->coverage,
        .width = (int)width,
        .height = (int)height,
        .pitch = (int)width,
        .left = sheet->left + left,
        .top = sheet->top + top,
    };
    cache->bytes += width * height;
}

void label_sheet_clear(struct label_sheet *sheet)
{
    sheet->left = sheet->top = sheet->width = sheet->height = 0;
}

void label_sheet_finish(struct label_sheet *sheet)
{
    free(sheet->coverage);
    *sheet = (struct label_sheet){0};
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Makes the part in use cover left .. right, top .. bottom too. */
static void extend(struct label_sheet *sheet, int left, int top, int right, int bottom)
{
    struct label_sheet old = *sheet;
    bool empty = old.width == 0 || old.height == 0;
    size_t bytes;

    sheet->left = empty ? left : smaller(left, old.left);
    sheet->top = empty ? top : smaller(top, old.top);
    sheet->width = (empty ? right : larger(right, old.left + old.width)) - sheet->left;
    sheet->height = (empty ? bottom : larger(bottom, old.top + old.height)) - sheet->top;
    bytes = (size_t)sheet->width * (size_t)sheet->height;
    if (!empty || bytes > sheet->capacity) {
        /* Rare: a label of several runs, or a larger one than ever before. */
        sheet->coverage = memory_new(bytes, 1);
        sheet->capacity = bytes;
        for (int y = 0; y < (empty ? 0 : old.height); y++)
            memcpy(sheet->coverage +
                       (size_t)(y + old.top - sheet->top) * (size_t)sheet->width +
                       (old.left - sheet->left),
                   old.coverage + (size_t)y * (size_t)old.width, (size_t)old.width);
        free(old.coverage);
    } else {
        memset(sheet->coverage, 0, bytes);
    }
}

void label_sheet_add(struct label_sheet *sheet, const uint8_t *coverage, int width, int height,
                     int pitch, int left, int top)
{
    if (width <= 0 || height <= 0)
        return;
    extend(sheet, left, top, left + width, top + height);
    for (int y = 0; y < height; y++) {
        uint8_t *to = sheet->coverage + (size_t)(y + top - sheet->top) * (size_t)sheet->width +
                      (left - sheet->left);

        for (int x = 0; x < width; x++) {
            uint8_t c = coverage[(ptrdiff_t)y * pitch + x];

            if (c > to[x])
                to[x] = c;
        }
    }
}
