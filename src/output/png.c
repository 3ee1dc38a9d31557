#include "output/png.h"

#include "base/file.h"

#include <png.h>

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A picture on its way into a file. All that is needed after an error lives here,
 * not in locals, which a longjmp may lose. */
struct encoder {
    FILE *stream;           /* borrowed */
    const uint32_t *pixels; /* borrowed; 0xffRRGGBB, without gaps */
    int width, height;
    uint8_t *row;           /* borrowed; room for 3 bytes a pixel */
    png_structp png;        /* owned */
    png_infop info;         /* owned */
    int code;               /* errno of a failed write */
    char message[128];      /* what libpng said */
};

static void on_error(png_structp png, png_const_charp message)
{
    struct encoder *encoder = png_get_error_ptr(png);

    snprintf(encoder->message, sizeof encoder->message, "%s", message);
    longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void on_write(png_structp png, png_bytep bytes, size_t length)
{
    struct encoder *encoder = png_get_io_ptr(png);

    errno = 0;
    if (fwrite(bytes, 1, length, encoder->stream) != length) {
        encoder->code = errno != 0 ? errno : EIO;
        png_error(png, "write error");
    }
}

/* The file is flushed when it is complete. */
static void on_flush(png_structp png)
{
    (void)png;
}

static void write_rows(struct encoder *encoder)
{
    for (int y = 0; y < encoder->height; y++) {
        const uint32_t *from = encoder->pixels + (size_t)y * (size_t)encoder->width;
        uint8_t *to = encoder->row;

        for (int x = 0; x < encoder->width; x++) {
            *to++ = (uint8_t)(from[x] >> 16 & 0xff);
            *to++ = (uint8_t)(from[x] >> 8 & 0xff);
            *to++ = (uint8_t)(from[x] & 0xff);
        }
        png_write_row(encoder->png, encoder->row);
    }
}

/* Returns here with false when libpng gives up. */
static bool encode(struct encoder *encoder)
{
    enum { OUTPUT_BUFFER = 1 << 16 };

    encoder->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, encoder, on_error, on_warning);
    if (encoder->png == NULL)
        return false;
    if (setjmp(png_jmpbuf(encoder->png)) != 0)
        return false;
    encoder->info = png_create_info_struct(encoder->png);
    if (encoder->info == NULL)
        return false;
    png_set_write_fn(encoder->png, encoder, on_write, on_flush);
    png_set_IHDR(encoder->png, encoder->info, (png_uint_32)encoder->width,
                 (png_uint_32)encoder->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(encoder->png, encoder->info, PNG_sRGB_INTENT_RELATIVE);
    png_set_compression_level(encoder->png, 1);
    png_set_compression_buffer_size(encoder->png, OUTPUT_BUFFER);
    png_set_filter(encoder->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(encoder->png, encoder->info);
    write_rows(encoder);
    png_write_end(encoder->png, NULL);
    return true;
}

/* Writes the pixels to the path, or nothing. */
static bool write_file(struct encoder *encoder, const char *path, bool force, struct error *err)
{
    struct file_writer writer;
    bool ok;

    if (!file_writer_open(&writer, path, force, err))
        return false;
    encoder->stream = writer.stream;
    ok = encode(encoder);
    png_destroy_write_struct(&encoder->png, &encoder->info);
    if (ok)
        return file_writer_commit(&writer, err);
    file_writer_abandon(&writer);
    if (encoder->code != 0)
        return error_set(err, "cannot write '%s': %s", path, strerror(encoder->code));
    return error_set(err, "cannot write '%s': libpng failed (%s)", path,
                     encoder->message[0] != '\0' ? encoder->message : "not enough memory");
}

bool png_write(const struct canvas *canvas, struct raster *raster, const char *path, bool force,
               struct error *err)
{
    struct encoder encoder = {0};
    uint32_t *pixels;
    bool ok;

    if (!(canvas->width >= 1 && canvas->width <= PNG_SIDE_MAX && canvas->height >= 1 &&
          canvas->height <= PNG_SIDE_MAX))
        return error_set(err, "cannot write '%s': a picture has 1 to %d pixels a side, not %g x %g",
                         path, PNG_SIDE_MAX, (double)canvas->width, (double)canvas->height);
    encoder.width = (int)(canvas->width + 0.5f);
    encoder.height = (int)(canvas->height + 0.5f);
    pixels = malloc((size_t)encoder.width * (size_t)encoder.height * sizeof *pixels);
    encoder.row = malloc((size_t)encoder.width * 3);
    encoder.pixels = pixels;
    if (pixels != NULL && encoder.row != NULL) {
        raster_draw(raster, canvas, (struct raster_target){pixels, encoder.width, encoder.height,
                                                           encoder.width});
        ok = write_file(&encoder, path, force, err);
    } else {
        ok = error_set(err, "cannot write '%s': not enough memory for a picture of %d x %d pixels",
                       path, encoder.width, encoder.height);
    }
    free(encoder.row);
    free(pixels);
    return ok;
}
