/*
 * memory: allocation for things whose size the program itself bounds.
 *
 * There is no way on without a few kilobytes, and no caller that could do better than another: when
 * they cannot be had, the one function that main has given is called, says so and ends the program,
 * as a failure and not as a crash. What a user's input can make large (a network's numbers, a data
 * set, a picture) is allocated with malloc and reported through struct error instead, so that the
 * program lives on.
 */
#ifndef BACKSTEP_BASE_MEMORY_H
#define BACKSTEP_BASE_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/* What is called when so many bytes cannot be had; it must not return. Without one the program is
 * aborted. */
void memory_on_exhaustion(void exhausted(size_t bytes));

/* count * size zeroed bytes; never NULL (count and size may be 0). */
void *memory_new(size_t count, size_t size);

/* As realloc, for count * size bytes; new bytes are not zeroed; never NULL. */
void *memory_resize(void *old, size_t count, size_t size);

/* Room for `wanted` zeroed elements in place of `old`, and for some more: *capacity is how many.
 * What was there stays where it had as much room, else it is lost. */
void *memory_renew(void *old, size_t *capacity, size_t wanted, size_t size);

/* As malloc, NULL included, for what may be large: it begins with a line of the cache, and from two
 * megabytes on it is in large pages (processor.h). For free. */
void *memory_large(size_t size);

/* The same for pieces of which a few may be all that is ever used: of a large page a small one
 * would pay for all. count * size must not overflow. */
void *memory_room(size_t count, size_t size);

/* A stream into memory; never NULL. Once it is ended *text, owned by the caller, and *length are
 * what was written to it. */
FILE *memory_stream(char **text, size_t *length);
void memory_stream_end(FILE *stream, const size_t *length);

/* A copy of the string, owned by the caller; never NULL. */
char *memory_string(const char *text);

#endif
