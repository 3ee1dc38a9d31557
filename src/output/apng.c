#include "output/apng.h"

#include "base/memory.h"
#include "output/frames.h"

#include <zlib.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The chunks of frames are collected, for the head says how many there are. */
struct apng {
    struct frames frames;
    FILE *body;       /* owned: into `bytes` */
    char *bytes;      /* owned */
    size_t length;
    FILE *words;      /* owned: the chunks of text, into `said` */
    char *said;       /* owned */
    size_t said_length;
    uint32_t sequence; /* numbers the animation's chunks */
    double dpi;
};

static void put32(unsigned char *out, uint32_t value)
{
    out[0] = (unsigned char)(value >> 24);
    out[1] = (unsigned char)(value >> 16);
    out[2] = (unsigned char)(value >> 8);
    out[3] = (unsigned char)value;
}

static void write32(FILE *stream, uint32_t value)
{
    unsigned char bytes[4];

    put32(bytes, value);
    fwrite(bytes, 1, sizeof bytes, stream);
}

/* A chunk of at most two parts. */
static void chunk(FILE *stream, const char *type, const unsigned char *head, size_t head_length,
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

/* The rectangle's rows as PNG has them: RGBA, no filter. What is as before is transparent, unless
 * transparency itself is shown: then all of it is there. */
static unsigned char *rows(const struct frame *frame, bool whole, size_t *length)
{
    struct raster_rect rect = frame->changed;
    unsigned char *bytes, *to;

    *length = (size_t)rect.height * ((size_t)rect.width * 4 + 1);
    to = bytes = malloc(*length);
    for (int y = 0; bytes != NULL && y < rect.height; y++) {
        size_t at = (size_t)(rect.y + y) * (size_t)frame->width + (size_t)rect.x;

        *to++ = 0;
        for (int x = 0; x < rect.width; x++, at++, to += 4) {
            uint32_t pixel = frame->pixels[at];

            if (!whole && frame->before != NULL && frame->before[at] == pixel)
                pixel = 0;
            put32(to, pixel << 8 | pixel >> 24);
        }
    }
    return bytes;
}

/* When, in thousandths of a second: rounded where it begins and ends, so that nothing adds up. */
static unsigned thousandths(const struct frame *frame)
{
    double length = floor(1000.0 * frame->to + 0.5) - floor(1000.0 * frame->from + 0.5);

    return length < 65535.0 ? (unsigned)length : 65535u;
}

static void control(struct apng *apng, const struct frame *frame)
{
    unsigned char data[26] = {0};
    unsigned delay = thousandths(frame);

    put32(data, apng->sequence++);
    put32(data + 4, (uint32_t)frame->changed.width);
    put32(data + 8, (uint32_t)frame->changed.height);
    put32(data + 12, (uint32_t)frame->changed.x);
    put32(data + 16, (uint32_t)frame->changed.y);
    data[20] = (unsigned char)(delay >> 8);
    data[21] = (unsigned char)delay;
    data[22] = 1000 >> 8;
    data[23] = 1000 & 0xff;
    data[25] = frame->before != NULL && !apng->frames.transparent; /* over what is there */
    chunk(apng->body, "fcTL", data, sizeof data, NULL, 0);
}

static bool on_frame(void *context, const struct frame *frame, struct error *err)
{
    struct apng *apng = context;
    unsigned char *packed = NULL, *raw, number[4];
    size_t length;
    uLongf packed_length;
    bool ok;

    raw = rows(frame, apng->frames.transparent, &length);
    packed_length = compressBound((uLong)length);
    if (raw != NULL)
        packed = malloc(packed_length);
    ok = packed != NULL && compress2(packed, &packed_length, raw, (uLong)length, 6) == Z_OK;
    if (ok) {
        control(apng, frame);
        put32(number, apng->sequence);
        apng->sequence += frame->before != NULL;
        chunk(apng->body, frame->before != NULL ? "fdAT" : "IDAT", number,
              frame->before != NULL ? sizeof number : 0, packed, packed_length);
    }
    free(packed);
    free(raw);
    return ok || error_set(err, "not enough memory for a frame of the animation");
}

/* As iTXt, uncompressed. */
static void say(FILE *stream, const char *key, const char *words)
{
    unsigned char head[64];
    size_t length = strlen(key);

    if (words == NULL || words[0] == '\0')
        return;
    memset(head, 0, sizeof head);
    memcpy(head, key, length);
    chunk(stream, "iTXt", head, length + 5, (const unsigned char *)words, strlen(words));
}

bool apng_begin(struct format_file *file, const struct about *about, struct error *err)
{
    struct apng *apng = memory_new(1, sizeof *apng);

    file->state = apng;
    apng->frames.write = on_frame;
    apng->frames.context = apng;
    apng->frames.transparent = file->options.transparent;
    apng->dpi = file->options.dpi;
    apng->body = open_memstream(&apng->bytes, &apng->length);
    apng->words = open_memstream(&apng->said, &apng->said_length);
    if (apng->body == NULL || apng->words == NULL)
        return error_set(err, "not enough memory for the animation");
    say(apng->words, "Title", about->title);
    say(apng->words, "Author", about->author);
    say(apng->words, "Description", about->sentence);
    say(apng->words, "Source", about->source);
    say(apng->words, "Software", about->software);
    return true;
}

bool apng_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
              struct error *err)
{
    struct apng *apng = file->state;

    return frames_add(&apng->frames, canvas, file->raster, page->seconds, err);
}

static void write_file(struct apng *apng, FILE *stream)
{
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    unsigned char header[13] = {0}, animation[8] = {0}, density[9];

    put32(header, (uint32_t)apng->frames.width);
    put32(header + 4, (uint32_t)apng->frames.height);
    header[8] = 8;
    header[9] = 6; /* RGBA */
    put32(animation, (uint32_t)apng->frames.count);
    fwrite(signature, 1, sizeof signature, stream);
    chunk(stream, "IHDR", header, sizeof header, NULL, 0);
    chunk(stream, "acTL", animation, sizeof animation, NULL, 0);
    if (apng->dpi > 0.0) {
        put32(density, (uint32_t)(apng->dpi / 0.0254 + 0.5));
        put32(density + 4, (uint32_t)(apng->dpi / 0.0254 + 0.5));
        density[8] = 1; /* to the metre */
        chunk(stream, "pHYs", density, sizeof density, NULL, 0);
    }
    fwrite(apng->said, 1, apng->said_length, stream);
    fwrite(apng->bytes, 1, apng->length, stream);
    chunk(stream, "IEND", NULL, 0, NULL, 0);
}

bool apng_end(struct format_file *file, struct error *err)
{
    struct apng *apng = file->state;
    bool ok = frames_flush(&apng->frames, err);

    ok = apng->body != NULL && fclose(apng->body) == 0 && ok;
    ok = apng->words != NULL && fclose(apng->words) == 0 && ok;
    if (ok && apng->frames.count > 0) {
        errno = 0;
        write_file(apng, file->stream);
        if (ferror(file->stream))
            ok = error_set(err, "%s", strerror(errno != 0 ? errno : EIO));
    }
    free(apng->bytes);
    free(apng->said);
    frames_finish(&apng->frames);
    free(apng);
    return ok;
}
