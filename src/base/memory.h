/*
 * memory: allocation for things whose size the program itself bounds.
 *
 * Running out of memory for a few kilobytes is not an error a person can act
 * on: these functions then print one line and abort. What a user's input can
 * make large (a network's numbers, a data set, a picture) is allocated with
 * malloc and reported through struct error instead.
 */
#ifndef BACKSTEP_BASE_MEMORY_H
#define BACKSTEP_BASE_MEMORY_H

#include <stddef.h>

/* count * size zeroed bytes; never NULL (count and size may be 0). */
void *memory_new(size_t count, size_t size);

/* As realloc, for count * size bytes; new bytes are not zeroed; never NULL. */
void *memory_resize(void *old, size_t count, size_t size);

/* A copy of the string, owned by the caller; never NULL. */
char *memory_string(const char *text);

#endif
