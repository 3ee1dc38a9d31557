#include "output/png.h"

#include "base/file.h"
#include "base/memory.h"
#include "output/patch.h"

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
    const struct png_picture *picture; /* borrowed */
    uint8_t *row;           /* owned; room for 4 bytes a pixel */
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
    const struct png_picture *picture = encoder->picture;

    for (int y = 0; y < picture->height; y++) {
        const uint32_t *from = picture->pixels + (size_t)y * (size_t)picture->width;
        uint8_t *to = encoder->row;

        for (int x = 0; x < picture->width; x++) {
            *to++ = (uint8_t)(from[x] >> 16 & 0xff);
            *to++ = (uint8_t)(from[x] >> 8 & 0xff);
            *to++ = (uint8_t)(from[x] & 0xff);
            if (picture->alpha)
                *to++ = (uint8_t)(from[x] >> 24);
        }
        png_write_row(encoder->png, encoder->row);
    }
}

/* What the picture says of itself, as iTXt: UTF-8, by the names that the standard registers. */
static void write_about(struct encoder *encoder)
{
    const struct about *about = encoder->picture->about;
    const char *const words[][2] = {
        {"Title", about->title}, {"Author", about->author}, {"Description", about->sentence},
        {"Source", about->source}, {"Software", about->software},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        png_text text = {.compression = PNG_ITXT_COMPRESSION_NONE};
        char key[16], *copy;

        if (words[i][1] == NULL || words[i][1][0] == '\0')
            continue;
        snprintf(key, sizeof key, "%s", words[i][0]);
        copy = memory_string(words[i][1]);
        text.key = key;
        text.text = copy;
        text.itxt_length = strlen(copy);
        png_set_text(encoder->png, encoder->info, &text, 1);
        free(copy);
    }
}

static void describe(struct encoder *encoder)
{
    const struct png_picture *picture = encoder->picture;
    png_uint_32 a_metre = (png_uint_32)(picture->dpi / 0.0254 + 0.5);

    png_set_IHDR(encoder->png, encoder->info, (png_uint_32)picture->width,
                 (png_uint_32)picture->height, 8,
                 picture->alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(encoder->png, encoder->info, PNG_sRGB_INTENT_RELATIVE);
    if (picture->dpi > 0.0)
        png_set_pHYs(encoder->png, encoder->info, a_metre, a_metre, PNG_RESOLUTION_METER);
    if (picture->about != NULL)
        write_about(encoder);
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
    png_set_compression_level(encoder->png, 1);
    png_set_compression_buffer_size(encoder->png, OUTPUT_BUFFER);
    png_set_filter(encoder->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    describe(encoder);
    png_write_info(encoder->png, encoder->info);
    write_rows(encoder);
    png_write_end(encoder->png, NULL);
    return true;
}

static bool no_memory(struct error *err, int width, int height)
{
    return error_set(err, "not enough memory for a picture of %d x %d pixels", width, height);
}

bool png_encode(const struct png_picture *picture, FILE *stream, struct error *err)
{
    struct encoder encoder = {.stream = stream, .picture = picture};
    bool ok;

    encoder.row = malloc((size_t)picture->width * 4);
    if (encoder.row == NULL)
        return no_memory(err, picture->width, picture->height);
    ok = encode(&encoder);
    png_destroy_write_struct(&encoder.png, &encoder.info);
    free(encoder.row);
    if (ok)
        return true;
    if (encoder.code != 0)
        return error_set(err, "%s", strerror(encoder.code));
    return error_set(err, "libpng failed (%s)",
                     encoder.message[0] != '\0' ? encoder.message : "not enough memory");
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
