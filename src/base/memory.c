#include "base/memory.h"

#include "base/processor.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*on_exhaustion)(size_t bytes);

void memory_on_exhaustion(void exhausted(size_t bytes))
{
    on_exhaustion = exhausted;
}

static void *checked(void *p, size_t count, size_t size)
{
    if (p == NULL) {
        if (on_exhaustion != NULL)
            on_exhaustion(count > SIZE_MAX / size ? SIZE_MAX : count * size);
        abort();
    }
    return p;
}

static void *large(void *memory, size_t size)
{
    if (size >= 2 * (size_t)PROCESSOR_LARGE_PAGE)
        processor_use_large_pages(memory, size);
    return memory;
}

void *memory_large(size_t size)
{
    const size_t line = 64, page = PROCESSOR_LARGE_PAGE;
    void *memory;

    if (size > SIZE_MAX - line
        || posix_memalign(&memory, size < page ? line : page, (size + line - 1) / line * line) != 0)
        return NULL;
    if (size >= page)
        processor_use_large_pages(memory, size);
    return memory;
}

void *memory_room(size_t count, size_t size)
{
    return size < PROCESSOR_LARGE_PAGE / 4 ? malloc(count * size) : memory_large(count * size);
}

void *memory_new(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return large(checked(count > SIZE_MAX / size ? NULL : calloc(count, size), count, size),
                 count * size);
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return large(checked(count > SIZE_MAX / size ? NULL : realloc(old, count * size), count, size),
                 count * size);
}

void *memory_renew(void *old, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity)
        return old;
    free(old);
    *capacity = wanted + wanted / 2;
    return memory_new(*capacity, size);
}

char *memory_string(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(memory_new(size, 1), text, size);
}

FILE *memory_stream(char **text, size_t *length)
{
    return checked(open_memstream(text, length), BUFSIZ, 1);
}

void memory_stream_end(FILE *stream, const size_t *length)
{
    bool failed = ferror(stream) != 0;

    if (fclose(stream) != 0 || failed)
        checked(NULL, *length, 1);
}
