#include "output/apng.h"

#include "base/memory.h"
#include "output/chunk.h"
#include "output/frames.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <zlib.h>

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
            chunk_put32(to, pixel << 8 | pixel >> 24);
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

    chunk_put32(data, apng->sequence++);
    chunk_put32(data + 4, (uint32_t)frame->changed.width);
    chunk_put32(data + 8, (uint32_t)frame->changed.height);
    chunk_put32(data + 12, (uint32_t)frame->changed.x);
    chunk_put32(data + 16, (uint32_t)frame->changed.y);
    data[20] = (unsigned char)(delay >> 8);
    data[21] = (unsigned char)delay;
    data[22] = 1000 >> 8;
    data[23] = 1000 & 0xff;
    data[25] = frame->before != NULL && !apng->frames.transparent; /* over what is there */
    chunk_write(apng->body, "fcTL", data, sizeof data, NULL, 0);
}

/* Bytes made smaller, in zlib's format, always the same; owned by the caller. NULL: not enough
 * memory. libdeflate takes a tenth less time for the pictures that are written here: no reason to
 * need it. */
static unsigned char *pack(const unsigned char *bytes, size_t length, size_t *packed)
{
    uLongf room = compressBound((uLong)length);
    unsigned char *out = malloc(room);

    if (out != NULL && compress2(out, &room, bytes, (uLong)length, 6) != Z_OK) {
        free(out);
        out = NULL;
    }
    *packed = room;
    return out;
}

static bool on_frame(void *context, const struct frame *frame, struct error *err)
{
    struct apng *apng = context;
    unsigned char number[4], *raw, *packed;
    size_t length, packed_length;
    bool ok;

    raw = rows(frame, apng->frames.transparent, &length);
    packed = raw != NULL ? pack(raw, length, &packed_length) : NULL;
    ok = packed != NULL;
    if (ok) {
        control(apng, frame);
        chunk_put32(number, apng->sequence);
        apng->sequence += frame->before != NULL;
        chunk_write(apng->body, frame->before != NULL ? "fdAT" : "IDAT", number,
                    frame->before != NULL ? sizeof number : 0, packed, packed_length);
    }
    free(packed);
    free(raw);
    return ok || error_set(err, "not enough memory for a frame of the animation");
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
    chunk_about(apng->words, about);
    return true;
}

bool apng_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
              struct error *err)
{
    struct apng *apng = file->state;

    return frames_add(&apng->frames, canvas, file->raster, page->seconds, err);
}

static bool write_file(struct apng *apng, FILE *stream, struct error *err)
{
    unsigned char animation[8] = {0};

    errno = 0;
    chunk_put32(animation, (uint32_t)apng->frames.count);
    chunk_begin(stream, apng->frames.width, apng->frames.height, true);
    chunk_write(stream, "acTL", animation, sizeof animation, NULL, 0);
    chunk_density(stream, apng->dpi);
    fwrite(apng->said, 1, apng->said_length, stream);
    fwrite(apng->bytes, 1, apng->length, stream);
    return chunk_end(stream, err);
}

bool apng_end(struct format_file *file, struct error *err)
{
    struct apng *apng = file->state;
    bool ok = frames_flush(&apng->frames, err);

    ok = apng->body != NULL && fclose(apng->body) == 0 && ok;
    ok = apng->words != NULL && fclose(apng->words) == 0 && ok;
    ok = ok && (apng->frames.count == 0 || write_file(apng, file->stream, err));
    free(apng->bytes);
    free(apng->said);
    frames_finish(&apng->frames);
    free(apng);
    return ok;
}
