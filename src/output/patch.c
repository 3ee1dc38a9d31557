#include "output/patch.h"

#include <stdlib.h>

/* What is drawn on black and on white, with the alpha that makes both. In place of black. */
static void patch_alpha(uint32_t *black, const uint32_t *white, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = 0, least = 255;

        for (int shift = 0; shift < 24; shift += 8) {
            uint32_t difference = (white[i] >> shift & 0xff) - (black[i] >> shift & 0xff);

            if (difference < least)
                least = difference;
        }
        for (int shift = 0; least < 255 && shift < 24; shift += 8) {
            uint32_t value = ((black[i] >> shift & 0xff) * 255 + (255 - least) / 2) /
                             (255 - least);

            pixel |= (value < 255 ? value : 255) << shift;
        }
        black[i] = pixel | (255 - least) << 24;
    }
}

static uint32_t *drawn(struct canvas *canvas, struct raster *raster, int width, int height,
                       color background)
{
    uint32_t *pixels = malloc((size_t)width * (size_t)height * sizeof *pixels);
    color before = canvas->background;

    if (pixels == NULL)
        return NULL;
    canvas->background = background;
    raster_draw(raster, canvas, (struct raster_target){pixels, width, height, width});
    canvas->background = before;
    return pixels;
}

static uint32_t *drawn_transparent(struct canvas *canvas, struct raster *raster, int width,
                                   int height)
{
    uint32_t *black = drawn(canvas, raster, width, height, 0xff000000);
    uint32_t *white = black != NULL ? drawn(canvas, raster, width, height, 0xffffffff) : NULL;

    if (white != NULL) {
        patch_alpha(black, white, (size_t)width * (size_t)height);
    } else {
        free(black);
        black = NULL;
    }
    free(white);
    return black;
}

uint32_t *patch_whole(const struct canvas *canvas, struct raster *raster, int width, int height,
                      bool transparent)
{
    struct canvas copy = *canvas; /* of the frame's own only the background changes */

    return transparent ? drawn_transparent(&copy, raster, width, height)
                       : drawn(&copy, raster, width, height, canvas->background);
}

/* A copy of the command, moved and scaled; its strengths stay where they are. */
static struct canvas_command moved(const struct canvas_command *from, struct rect rect, float scale)
{
    struct canvas_command command = *from;

    if (command.kind == CANVAS_BOX) {
        struct rect *box = &command.as.box.rect;

        *box = (struct rect){(box->x - rect.x) * scale, (box->y - rect.y) * scale, box->w * scale,
                             box->h * scale};
    } else {
        command.width *= scale;
        command.dash *= scale;
    }
    return command;
}

uint32_t *patch_part(const struct canvas *canvas, struct raster *raster, size_t first, size_t count,
                     struct rect rect, int scale, int *width, int *height)
{
    struct canvas copy = {.pool = canvas->pool, .pool_length = canvas->pool_length};
    uint32_t *pixels = NULL;

    *width = (int)(rect.w * (float)scale + 0.5f);
    *height = (int)(rect.h * (float)scale + 0.5f);
    if (*width < 1 || *height < 1)
        return NULL;
    copy.width = (float)*width;
    copy.height = (float)*height;
    copy.points = malloc((canvas->point_count + 1) * sizeof *copy.points);
    copy.commands = malloc(count * sizeof *copy.commands);
    if (copy.points != NULL && copy.commands != NULL) {
        for (size_t i = 0; i < canvas->point_count; i++)
            copy.points[i] = (struct point){(canvas->points[i].x - rect.x) * (float)scale,
                                            (canvas->points[i].y - rect.y) * (float)scale};
        copy.point_count = canvas->point_count;
        for (size_t i = 0; i < count; i++)
            copy.commands[copy.count++] = moved(&canvas->commands[first + i], rect, (float)scale);
        pixels = drawn_transparent(&copy, raster, *width, *height);
    }
    free(copy.points);
    free(copy.commands);
    return pixels;
}
