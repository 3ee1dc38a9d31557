#include "lesson/link/link_pack.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool link_pack(const char *bytes, size_t length, char *out, size_t size)
{
    uLongf packed = compressBound((uLong)length);
    uint8_t *deflated = memory_new(packed, 1);
    size_t at = 0;
    bool fits = compress2(deflated, &packed, (const Bytef *)bytes, (uLong)length, 9) == Z_OK
                && (packed * 8 + 5) / 6 < size;

    for (size_t bit = 0; fits && bit < packed * 8; bit += 6) {
        size_t byte = bit / 8;
        unsigned next = byte + 1 < packed ? deflated[byte + 1] : 0;
        unsigned two = (unsigned)deflated[byte] << 8 | next;

        out[at++] = digits[two >> (10 - bit % 8) & 63];
    }
    if (fits)
        out[at] = '\0';
    free(deflated);
    return fits;
}

char *link_unpack(const char *text, size_t *length, struct error *err)
{
    size_t count = strspn(text, digits), bytes = count * 6 / 8;
    uint8_t *deflated = memory_new(bytes + 1, 1);
    char *out = memory_new(LINK_UNPACKED_MAX + 1, 1);
    uLongf unpacked = LINK_UNPACKED_MAX;
    bool ok;

    for (size_t i = 0; i < count; i++) {
        unsigned digit = (unsigned)(strchr(digits, text[i]) - digits) << (10 - i * 6 % 8);

        deflated[i * 6 / 8] |= (uint8_t)(digit >> 8);
        if (i * 6 / 8 + 1 <= bytes)
            deflated[i * 6 / 8 + 1] |= (uint8_t)digit;
    }
    ok = text[count] == '\0'
         && uncompress((Bytef *)out, &unpacked, deflated, (uLong)bytes) == Z_OK;
    free(deflated);
    if (ok) {
        *length = unpacked;
        out[unpacked] = '\0';
        return memory_resize(out, unpacked + 1, 1);
    }
    free(out);
    error_set(err, "the link's 'data' is damaged: it holds no whole scenario; copy the link again, "
                   "to its last character");
    return NULL;
}
