#include "output/png.h"

#include "base/file.h"
#include "output/chunk.h"
#include "output/patch.h"

#include <zlib.h>

#include <errno.h>
#include <stdlib.h>

static bool no_memory(struct error *err, int width, int height)
{
    return error_set(err, "not enough memory for a picture of %d x %d pixels", width, height);
}

/* A row as PNG has it, after the number of its filter: none. Returns its length. */
static size_t put_row(const uint32_t *from, int width, bool alpha, unsigned char *to)
{
    const unsigned char *start = to;

    *to++ = 0;
    for (int x = 0; x < width; x++) {
        uint32_t pixel = from[x];

        *to++ = (uint8_t)(pixel >> 16);
        *to++ = (uint8_t)(pixel >> 8);
        *to++ = (uint8_t)pixel;
        if (alpha)
            *to++ = (uint8_t)(pixel >> 24);
    }
    return (size_t)(to - start);
}

/* The pixels as chunks of data, row by row: what is read next is still near the processor. */
static bool write_rows(const struct png_picture *picture, unsigned char *row, FILE *stream)
{
    unsigned char packed[1 << 16];
    z_stream deflater = {.next_out = packed, .avail_out = sizeof packed};
    const int width = picture->width, height = picture->height;

    if (deflateInit(&deflater, 1) != Z_OK)
        return false;
    for (int y = 0; y < height; y++) {
        bool last = y + 1 == height, full = true;

        deflater.avail_in = (uInt)put_row(picture->pixels + (size_t)y * (size_t)width, width,
                                          picture->alpha, row);
        for (deflater.next_in = row; full;) {
            deflate(&deflater, last ? Z_FINISH : Z_NO_FLUSH);
            full = deflater.avail_out == 0;
            if (full || last)
                chunk_write(stream, "IDAT", NULL, 0, packed, sizeof packed - deflater.avail_out);
            if (full) {
                deflater.next_out = packed;
                deflater.avail_out = sizeof packed;
            }
        }
    }
    return deflateEnd(&deflater) == Z_OK;
}

bool png_encode(const struct png_picture *picture, FILE *stream, struct error *err)
{
    static const unsigned char relative[1] = {1}; /* how colours that a device lacks are replaced */
    unsigned char *row = malloc((size_t)picture->width * 4 + 1);
    bool ok = row != NULL;

    errno = 0;
    chunk_begin(stream, picture->width, picture->height, picture->alpha);
    chunk_write(stream, "sRGB", relative, sizeof relative, NULL, 0);
    chunk_density(stream, picture->dpi);
    if (picture->about != NULL)
        chunk_about(stream, picture->about);
    ok = ok && write_rows(picture, row, stream);
    free(row);
    return ok ? chunk_end(stream, err) : no_memory(err, picture->width, picture->height);
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
