#include "base/arena.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 16 * 1024 };

struct arena_chunk {
    struct arena_chunk *next; /* owned */
    size_t size;
    size_t used;
    max_align_t data[];
};

static struct arena_chunk *chunk_new(size_t size)
{
    struct arena_chunk *chunk = memory_new(1, sizeof *chunk + size);

    chunk->size = size;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = sizeof(max_align_t);
    struct arena_chunk *chunk = arena->current;
    void *result;

    size = (size + align - 1) / align * align;
    while (chunk != NULL && chunk->size - chunk->used < size)
        chunk = chunk->next;
    if (chunk == NULL) {
        chunk = chunk_new(size > CHUNK_SIZE ? size : CHUNK_SIZE);
        if (arena->current == NULL) {
            arena->first = chunk;
        } else {
            chunk->next = arena->current->next;
            arena->current->next = chunk;
        }
    }
    arena->current = chunk;
    result = (char *)chunk->data + chunk->used;
    chunk->used += size;
    return memset(result, 0, size);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    char probe[1], *result;
    int length;

    va_start(args, format);
    length = vsnprintf(probe, sizeof probe, format, args);
    va_end(args);
    if (length < 0)
        length = 0;
    result = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(result, (size_t)length + 1, format, args);
    va_end(args);
    return result;
}

const char *arena_cut(struct arena *arena, const char *text, size_t most)
{
    if (text[text_prefix(text, most)] == '\0')
        return text;
    return arena_printf(arena, "%.*s…", (int)text_prefix(text, most - 1), text);
}

void arena_reset(struct arena *arena)
{
    for (struct arena_chunk *chunk = arena->first; chunk != NULL; chunk = chunk->next)
        chunk->used = 0;
    arena->current = arena->first;
}

void arena_finish(struct arena *arena)
{
    struct arena_chunk *chunk = arena->first;

    while (chunk != NULL) {
        struct arena_chunk *next = chunk->next;

        free(chunk);
        chunk = next;
    }
    *arena = (struct arena){0};
}
