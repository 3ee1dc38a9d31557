#include "output/png.h"

#include "base/file.h"
#include "output/chunk.h"
#include "output/pack.h"
#include "output/patch.h"

#include <errno.h>
#include <stdlib.h>

static bool no_memory(struct error *err, int width, int height)
{
    return error_set(err, "not enough memory for a picture of %d x %d pixels", width, height);
}

/* The rows as PNG has them, each after the number of its filter: none. */
static unsigned char *rows(const struct png_picture *picture, size_t *length)
{
    size_t width = (size_t)picture->width, height = (size_t)picture->height;
    const uint32_t *from = picture->pixels;
    unsigned char *bytes, *to;

    *length = height * (width * (picture->alpha ? 4 : 3) + 1);
    to = bytes = malloc(*length);
    for (size_t y = 0; bytes != NULL && y < height; y++) {
        *to++ = 0;
        for (size_t x = 0; x < width; x++, from++) {
            *to++ = (uint8_t)(*from >> 16);
            *to++ = (uint8_t)(*from >> 8);
            *to++ = (uint8_t)*from;
            if (picture->alpha)
                *to++ = (uint8_t)(*from >> 24);
        }
    }
    return bytes;
}

bool png_encode(const struct png_picture *picture, FILE *stream, struct error *err)
{
    static const unsigned char relative[1] = {1}; /* how colours that a device lacks are replaced */
    size_t length, packed_length;
    unsigned char *raw = rows(picture, &length);
    unsigned char *packed = raw != NULL ? pack(raw, length, 1, &packed_length) : NULL;

    free(raw);
    if (packed == NULL)
        return no_memory(err, picture->width, picture->height);
    errno = 0;
    chunk_begin(stream, picture->width, picture->height, picture->alpha);
    chunk_write(stream, "sRGB", relative, sizeof relative, NULL, 0);
    chunk_density(stream, picture->dpi);
    if (picture->about != NULL)
        chunk_about(stream, picture->about);
    chunk_write(stream, "IDAT", NULL, 0, packed, packed_length);
    free(packed);
    return chunk_end(stream, err);
}

bool png_write_stream(const struct canvas *canvas, struct raster *raster,
                      const struct png_picture *shape, FILE *stream, struct error *err)
{
    struct png_picture picture = *shape;
    uint32_t *pixels;
    bool ok;

    if (!(canvas->width >= 1 && canvas->width <= PNG_SIDE_MAX && canvas->height >= 1 &&
          canvas->height <= PNG_SIDE_MAX))
        return error_set(err, "a picture has 1 to %d pixels a side, not %g x %g", PNG_SIDE_MAX,
                         (double)canvas->width, (double)canvas->height);
    picture.width = (int)(canvas->width + 0.5f);
    picture.height = (int)(canvas->height + 0.5f);
    pixels = patch_whole(canvas, raster, picture.width, picture.height, picture.alpha);
    if (pixels == NULL)
        return no_memory(err, picture.width, picture.height);
    picture.pixels = pixels;
    ok = png_encode(&picture, stream, err);
    free(pixels);
    return ok;
}

bool png_write(const struct canvas *canvas, struct raster *raster, const char *path, bool force,
               struct error *err)
{
    struct file_writer writer;
    struct error why;

    if (!file_writer_open(&writer, path, force, err))
        return false;
    if (png_write_stream(canvas, raster, &(struct png_picture){0}, writer.stream, &why))
        return file_writer_commit(&writer, err);
    file_writer_abandon(&writer);
    return error_set(err, "cannot write '%s': %s", path, why.text);
}
