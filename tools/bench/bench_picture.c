#include "bench/bench_picture.h"

#include "bench/bench_surface.h"
#include "bench/bench_train.h"
#include "cli/picture.h"
#include "output/png.h"
#include "platform/loop.h"

#include <zlib.h>

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 21, WARM_UP = 2, BYTES = 3 };

/* What the bare work needs: there before the clock starts. */
struct bare {
    uint32_t *pixels;     /* owned, like the next two */
    unsigned char *rows, *packed;
    uLongf room;
};

static bool time_whole(struct picture *picture, struct app *app, double *ms, struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    double start = loop_now_ms();
    FILE *stream = open_memstream(&bytes, &length);
    bool ok = stream != NULL || error_set(err, "not enough memory for a picture");

    if (ok) {
        const struct canvas *canvas = picture_draw(picture, app, BENCH_WIDTH, BENCH_HEIGHT, 1.0,
                                                   false);

        ok = png_write_stream(canvas, &picture->raster, &(struct png_picture){0}, stream, err);
        fclose(stream);
    }
    *ms = loop_now_ms() - start;
    free(bytes);
    return ok;
}

/* Drawing and deflating; between them the clock stands still while the bytes are put in rows. */
static bool time_bare(struct picture *picture, struct app *app, struct bare *bare, double *ms,
                      struct error *err)
{
    const size_t row = (size_t)BENCH_WIDTH * BYTES + 1;
    uLongf length = bare->room;
    double start = loop_now_ms();
    int code;

    raster_draw(&picture->raster,
                picture_draw(picture, app, BENCH_WIDTH, BENCH_HEIGHT, 1.0, false),
                (struct raster_target){bare->pixels, BENCH_WIDTH, BENCH_HEIGHT, BENCH_WIDTH});
    *ms = loop_now_ms() - start;
    for (size_t i = 0; i < (size_t)BENCH_WIDTH * BENCH_HEIGHT; i++)
        for (size_t k = 0; k < BYTES; k++)
            bare->rows[i / BENCH_WIDTH * row + 1 + i % BENCH_WIDTH * BYTES + k] =
                (unsigned char)(bare->pixels[i] >> (16 - 8 * k));
    start = loop_now_ms();
    code = compress2(bare->packed, &length, bare->rows, row * BENCH_HEIGHT, 1);
    *ms += loop_now_ms() - start;
    return code == Z_OK || error_set(err, "zlib failed (%d)", code);
}

bool bench_picture(struct app *app, struct fonts *fonts, struct bench_picture *result,
                   struct error *err)
{
    const size_t pixels = (size_t)BENCH_WIDTH * BENCH_HEIGHT;
    const size_t bytes = pixels * BYTES + BENCH_HEIGHT;
    struct bare bare = {.pixels = calloc(pixels, sizeof *bare.pixels), .rows = calloc(bytes, 1),
                        .packed = malloc(compressBound(bytes)), .room = compressBound(bytes)};
    double whole[ROUNDS], least[ROUNDS];
    struct picture picture;
    bool ok = bare.pixels != NULL && bare.rows != NULL && bare.packed != NULL;

    if (!ok)
        error_set(err, "not enough memory for a picture");
    picture_init(&picture, fonts);
    for (int i = -WARM_UP; i < ROUNDS && ok; i++) {
        int at = i < 0 ? 0 : i;

        app_apply(app, COMMAND_STEP_FORWARD, 0);
        ok = time_whole(&picture, app, &whole[at], err) &&
             time_bare(&picture, app, &bare, &least[at], err);
    }
    if (ok)
        *result = (struct bench_picture){bench_median(whole, ROUNDS), bench_median(least, ROUNDS)};
    picture_finish(&picture);
    free(bare.pixels);
    free(bare.rows);
    free(bare.packed);
    return ok;
}
