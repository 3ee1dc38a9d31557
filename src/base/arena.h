/*
 * arena: memory that is given out piece by piece and taken back all at once.
 *
 * An explanation, a formula tree or a frame's small strings live in one. Reset
 * keeps the chunks, so that a steady state allocates nothing.
 */
#ifndef BACKSTEP_BASE_ARENA_H
#define BACKSTEP_BASE_ARENA_H

#include "base/attributes.h"

#include <stddef.h>

struct arena_chunk;

/* A zeroed struct is an empty arena, ready for use. */
struct arena {
    struct arena_chunk *first;   /* owned; the list of all chunks */
    struct arena_chunk *current; /* borrowed from the list; where we allocate */
};

/* Zeroed memory aligned for any type, valid until reset or finish; never NULL
 * (see base/memory.h). */
void *arena_alloc(struct arena *arena, size_t size);

/* Formatted text, valid as long. */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* The text itself, or its first characters and an ellipsis: `most` (> 0) characters in all. */
const char *arena_cut(struct arena *arena, const char *text, size_t most);

/* Takes everything back, keeps the memory for the next round. */
void arena_reset(struct arena *arena);

/* Frees all; leaves a zeroed struct. */
void arena_finish(struct arena *arena);

#endif
