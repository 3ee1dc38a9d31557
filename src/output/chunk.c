#include "output/chunk.h"

#include <zlib.h>

#include <errno.h>
#include <string.h>

void chunk_put32(unsigned char *out, uint32_t value)
{
    out[0] = (unsigned char)(value >> 24);
    out[1] = (unsigned char)(value >> 16);
    out[2] = (unsigned char)(value >> 8);
    out[3] = (unsigned char)value;
}

static void write32(FILE *stream, uint32_t value)
{
    unsigned char bytes[4];

    chunk_put32(bytes, value);
    fwrite(bytes, 1, sizeof bytes, stream);
}

void chunk_write(FILE *stream, const char *type, const unsigned char *head, size_t head_length,
                 const unsigned char *data, size_t length)
{
    uLong sum = crc32(0L, (const Bytef *)type, 4);

    write32(stream, (uint32_t)(head_length + length));
    fwrite(type, 1, 4, stream);
    if (head_length > 0) {
        sum = crc32(sum, head, (uInt)head_length);
        fwrite(head, 1, head_length, stream);
    }
    if (length > 0) {
        sum = crc32(sum, data, (uInt)length);
        fwrite(data, 1, length, stream);
    }
    write32(stream, (uint32_t)sum);
}

void chunk_begin(FILE *stream, int width, int height, bool alpha)
{
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    unsigned char header[13] = {0};

    chunk_put32(header, (uint32_t)width);
    chunk_put32(header + 4, (uint32_t)height);
    header[8] = 8; /* bits */
    header[9] = alpha ? 6 : 2;
    fwrite(signature, 1, sizeof signature, stream);
    chunk_write(stream, "IHDR", header, sizeof header, NULL, 0);
}

void chunk_density(FILE *stream, double dpi)
{
    unsigned char density[9];
    uint32_t a_metre = (uint32_t)(dpi / 0.0254 + 0.5);

    if (dpi <= 0.0)
        return;
    chunk_put32(density, a_metre);
    chunk_put32(density + 4, a_metre);
    density[8] = 1; /* to the metre */
    chunk_write(stream, "pHYs", density, sizeof density, NULL, 0);
}

static void say(FILE *stream, const char *key, const char *words)
{
    unsigned char head[64] = {0};
    size_t length = strlen(key);

    if (words == NULL || words[0] == '\0')
        return;
    memcpy(head, key, length);
    chunk_write(stream, "iTXt", head, length + 5, (const unsigned char *)words, strlen(words));
}

void chunk_about(FILE *stream, const struct about *about)
{
    say(stream, "Title", about->title);
    say(stream, "Author", about->author);
    say(stream, "Description", about->sentence);
    say(stream, "Source", about->source);
    say(stream, "Software", about->software);
}

bool chunk_end(FILE *stream, struct error *err)
{
    chunk_write(stream, "IEND", NULL, 0, NULL, 0);
    return !ferror(stream) || error_set(err, "%s", error_reason(errno != 0 ? errno : EIO).text);
}
