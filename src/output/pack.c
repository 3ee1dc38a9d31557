#include "output/pack.h"

#include <zlib.h>

#include <stdlib.h>

unsigned char *pack(const unsigned char *bytes, size_t length, int level, size_t *packed)
{
    uLongf room = compressBound((uLong)length);
    unsigned char *out = malloc(room);

    if (out != NULL && compress2(out, &room, bytes, (uLong)length, level) != Z_OK) {
        free(out);
        out = NULL;
    }
    *packed = room;
    return out;
}
