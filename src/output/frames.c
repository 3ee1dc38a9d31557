#include "output/frames.h"

#include "output/patch.h"

#include <stdlib.h>
#include <string.h>

/* The least rectangle in which the two differ; false: they do not. */
static bool find_change(const uint32_t *a, const uint32_t *b, int width, int height,
                        struct raster_rect *out)
{
    int left = width, right = -1, top = -1, bottom = -1;

    for (int y = 0; y < height; y++) {
        const uint32_t *p = a + (size_t)y * (size_t)width, *q = b + (size_t)y * (size_t)width;
        int from = 0, to = width - 1;

        if (memcmp(p, q, (size_t)width * sizeof *p) == 0)
            continue;
        while (p[from] == q[from])
            from++;
        while (p[to] == q[to])
            to--;
        left = from < left ? from : left;
        right = to > right ? to : right;
        top = top < 0 ? y : top;
        bottom = y;
    }
    *out = (struct raster_rect){left, top, right - left + 1, bottom - top + 1};
    return bottom >= 0;
}

bool frames_flush(struct frames *frames, struct error *err)
{
    struct frame frame = {.pixels = frames->pending, .before = frames->shown,
                          .width = frames->width, .height = frames->height,
                          .changed = {0, 0, frames->width, frames->height},
                          .from = frames->from, .to = frames->to};

    if (frames->pending == NULL)
        return true;
    if (frames->shown != NULL)
        find_change(frames->shown, frames->pending, frames->width, frames->height, &frame.changed);
    if (!frames->write(frames->context, &frame, err))
        return false;
    frames->count++;
    free(frames->shown);
    frames->shown = frames->pending;
    frames->pending = NULL;
    return true;
}

bool frames_add(struct frames *frames, const struct canvas *canvas, struct raster *raster,
                double seconds, struct error *err)
{
    int width = (int)(canvas->width + 0.5f), height = (int)(canvas->height + 0.5f);
    struct raster_rect changed;

    if (frames->pending != NULL && (width != frames->width || height != frames->height))
        return error_set(err, "the frames differ in size");
    frames->width = width;
    frames->height = height;
    free(frames->drawn);
    frames->drawn = patch_whole(canvas, raster, width, height, frames->transparent);
    if (frames->drawn == NULL)
        return error_set(err, "not enough memory for a picture of %d x %d pixels", width, height);
    if (frames->pending != NULL &&
        !find_change(frames->pending, frames->drawn, width, height, &changed)) {
        frames->to += seconds;
        return true;
    }
    if (!frames_flush(frames, err))
        return false;
    frames->pending = frames->drawn;
    frames->drawn = NULL;
    frames->from = frames->to;
    frames->to += seconds;
    return true;
}

void frames_finish(struct frames *frames)
{
    free(frames->shown);
    free(frames->pending);
    free(frames->drawn);
    *frames = (struct frames){0};
}
