#include "output/gif.h"

#include "base/attributes.h"
#include "base/memory.h"
#include "output/frames.h"
#include "output/palette.h"

#include <gif_lib.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The last of the 256 colours: as it was. */
enum { STAYS = 255, COLORS = 256 };

struct gif {
    struct frames frames;
    GifFileType *file;       /* owned; NULL until the size is known */
    FILE *stream;            /* borrowed */
    struct palette palette;
    char *comment;           /* owned */
    int code;                /* errno of a failed write */
};

static int on_write(GifFileType *file, const GifByteType *bytes, int length)
{
    struct gif *gif = file->UserData;

    errno = 0;
    if (gif->code == 0 && fwrite(bytes, 1, (size_t)length, gif->stream) != (size_t)length)
        gif->code = errno != 0 ? errno : EIO;
    return gif->code == 0 ? length : 0;
}

/* The head of the file: it repeats for ever. */
static bool open_file(struct gif *gif, const struct frame *frame)
{
    static const unsigned char forever[3] = {1, 0, 0};
    int code;

    gif->file = EGifOpen(gif, on_write, &code);
    if (gif->file == NULL)
        return false;
    EGifSetGifVersion(gif->file, true);
    return EGifPutScreenDesc(gif->file, frame->width, frame->height, 8, 0, NULL) == GIF_OK &&
           EGifPutExtensionLeader(gif->file, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
           EGifPutExtensionBlock(gif->file, 11, "NETSCAPE2.0") == GIF_OK &&
           EGifPutExtensionBlock(gif->file, sizeof forever, forever) == GIF_OK &&
           EGifPutExtensionTrailer(gif->file) == GIF_OK &&
           (gif->comment[0] == '\0' || EGifPutComment(gif->file, gif->comment) == GIF_OK);
}

/* Which pixels of the rectangle are there at all: those that are not as before. */
static size_t collect(const struct frame *frame, bool transparent, uint32_t *pixels, uint8_t *used)
{
    struct raster_rect rect = frame->changed;
    size_t count = 0;

    for (int y = 0; y < rect.height; y++) {
        for (int x = 0; x < rect.width; x++, count++) {
            size_t at = (size_t)(rect.y + y) * (size_t)frame->width + (size_t)(rect.x + x);

            pixels[count] = frame->pixels[at];
            used[count] = transparent ? frame->pixels[at] >> 24 >= 128
                                      : frame->before == NULL ||
                                            frame->before[at] != frame->pixels[at];
        }
    }
    return count;
}

static bool write_pixels(struct gif *gif, const struct frame *frame, uint32_t *pixels,
                         uint8_t *used)
{
    GifColorType colors[COLORS] = {{0, 0, 0}};
    ColorMapObject map = {.ColorCount = COLORS, .BitsPerPixel = 8, .Colors = colors};
    struct raster_rect rect = frame->changed;
    bool ok;

    for (int i = 0; i < gif->palette.count; i++) {
        colors[i].Red = (GifByteType)(gif->palette.colors[i] >> 16 & 0xff);
        colors[i].Green = (GifByteType)(gif->palette.colors[i] >> 8 & 0xff);
        colors[i].Blue = (GifByteType)(gif->palette.colors[i] & 0xff);
    }
    ok = EGifPutImageDesc(gif->file, rect.x, rect.y, rect.width, rect.height, false, &map) ==
         GIF_OK;
    for (int y = 0; ok && y < rect.height; y++) {
        size_t from = (size_t)y * (size_t)rect.width;

        for (int x = 0; x < rect.width; x++)
            used[from + (size_t)x] =
                used[from + (size_t)x]
                    ? gif->palette.nearest[palette_bin(pixels[from + (size_t)x])]
                    : STAYS;
        ok = EGifPutLine(gif->file, used + from, rect.width) == GIF_OK;
    }
    return ok;
}

static bool on_frame(void *context, const struct frame *frame, struct error *err)
{
    struct gif *gif = context;
    size_t room = (size_t)frame->width * (size_t)frame->height;
    uint32_t *pixels = malloc(room * sizeof *pixels);
    uint8_t *used = malloc(room);
    double delay = floor(100.0 * frame->to + 0.5) - floor(100.0 * frame->from + 0.5);
    const GraphicsControlBlock control = {
        .DisposalMode = gif->frames.transparent ? DISPOSE_BACKGROUND : DISPOSE_DO_NOT,
        .DelayTime = delay < 65535.0 ? (int)delay : 65535,
        .TransparentColor = STAYS,
    };
    GifByteType extension[4];
    bool ok = pixels != NULL && used != NULL;

    if (ok) {
        size_t count;

        struct frame whole = *frame;

        if (gif->frames.transparent)
            whole.changed = (struct raster_rect){0, 0, frame->width, frame->height};
        count = collect(&whole, gif->frames.transparent, pixels, used);
        palette_make(&gif->palette, pixels, used, count);
        EGifGCBToExtension(&control, extension);
        ok = (gif->file != NULL || open_file(gif, frame)) &&
             EGifPutExtension(gif->file, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension) ==
                 GIF_OK &&
             write_pixels(gif, &whole, pixels, used);
    }
    free(pixels);
    free(used);
    if (ok)
        return true;
    return error_set(err, "%s", gif->code != 0 ? error_reason(gif->code).text
                                               : "not enough memory for a frame");
}

bool gif_begin(struct format_file *file, const struct about *about, struct error *err UNUSED)
{
    struct gif *gif = memory_new(1, sizeof *gif);
    const char *parts[] = {about->title, about->sentence, about->author, about->source,
                           about->software};
    size_t length = 1;

    file->state = gif;
    gif->stream = file->stream;
    gif->frames.write = on_frame;
    gif->frames.context = gif;
    gif->frames.transparent = file->options.transparent;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        length += parts[i] != NULL ? strlen(parts[i]) + 1 : 0;
    gif->comment = memory_new(length, 1);
    for (size_t i = 0, at = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i] != NULL)
            at += (size_t)snprintf(gif->comment + at, length - at, "%s\n", parts[i]);
    return true;
}

bool gif_add(struct format_file *file, const struct canvas *canvas, const struct page *page,
             struct error *err)
{
    struct gif *gif = file->state;

    return frames_add(&gif->frames, canvas, file->raster, page->seconds, err);
}

bool gif_end(struct format_file *file, struct error *err)
{
    struct gif *gif = file->state;
    bool ok = frames_flush(&gif->frames, err);
    int code;

    if (gif->file != NULL && EGifCloseFile(gif->file, &code) != GIF_OK && ok)
        ok = error_set(err, "%s", error_reason(gif->code != 0 ? gif->code : EIO).text);
    frames_finish(&gif->frames);
    free(gif->comment);
    free(gif);
    return ok;
}
