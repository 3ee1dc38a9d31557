#include "draw/canvas.h"

#include "base/memory.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `wanted` elements of `size` bytes; never shrinks. */
static void *grow(void *old, size_t *capacity, size_t wanted, size_t size)
{
    size_t larger = *capacity > 0 ? *capacity : 64;

    if (wanted <= *capacity)
        return old;
    while (larger < wanted)
        larger *= 2;
    *capacity = larger;
    return memory_resize(old, larger, size);
}

void canvas_init(struct canvas *canvas, const struct font *font)
{
    *canvas = (struct canvas){.font = font};
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->commands);
    free(canvas->points);
    free(canvas->pool);
    *canvas = (struct canvas){0};
}

void canvas_begin(struct canvas *canvas, float width, float height, color background)
{
    canvas->count = 0;
    canvas->point_count = 0;
    canvas->pool_length = 0;
    canvas->width = width;
    canvas->height = height;
    canvas->background = background;
    canvas->within = (struct rect){0};
}

struct canvas_mark canvas_mark(const struct canvas *canvas)
{
    return (struct canvas_mark){canvas->count, canvas->point_count, canvas->pool_length};
}

void canvas_rewind(struct canvas *canvas, struct canvas_mark mark)
{
    canvas->count = mark.commands;
    canvas->point_count = mark.points;
    canvas->pool_length = mark.pool;
}

/* The next command, valid until another is added. */
static struct canvas_command *append(struct canvas *canvas, enum canvas_kind kind, color fill,
                                     color stroke, float width, float dash)
{
    struct canvas_command *command;

    canvas->commands = grow(canvas->commands, &canvas->capacity, canvas->count + 1,
                            sizeof *canvas->commands);
    command = &canvas->commands[canvas->count++];
    memset(command, 0, sizeof *command);
    command->kind = kind;
    command->fill = fill;
    command->stroke = stroke;
    command->width = width;
    command->dash = dash;
    return command;
}

/* Room for so many bytes more; their offset. */
static size_t pool_room(struct canvas *canvas, size_t bytes)
{
    size_t at = canvas->pool_length;

    canvas->pool = grow(canvas->pool, &canvas->pool_capacity, at + bytes, 1);
    canvas->pool_length += bytes;
    return at;
}

/* Room for so many points more; the index of the first. */
static size_t points_room(struct canvas *canvas, size_t count)
{
    size_t first = canvas->point_count;

    canvas->points = grow(canvas->points, &canvas->point_capacity, first + count,
                          sizeof *canvas->points);
    canvas->point_count += count;
    return first;
}

void canvas_box(struct canvas *canvas, struct rect rect, float radius, color fill, color stroke,
                float stroke_width)
{
    canvas_box_dashed(canvas, rect, radius, fill, stroke, stroke_width, 0);
}

void canvas_box_dashed(struct canvas *canvas, struct rect rect, float radius, color fill,
                       color stroke, float stroke_width, float dash)
{
    struct canvas_command *command =
        append(canvas, CANVAS_BOX, fill, stroke, stroke_width, dash);

    command->as.box.rect = rect;
    command->as.box.radius = radius;
}

void canvas_disc(struct canvas *canvas, struct point center, float radius, color fill,
                 color stroke, float stroke_width)
{
    struct canvas_command *command = append(canvas, CANVAS_DISC, fill, stroke, stroke_width, 0);

    command->as.disc.center = center;
    command->as.disc.radius = radius;
}

void canvas_line(struct canvas *canvas, struct point a, struct point b, float width, color stroke,
                 float dash)
{
    struct canvas_command *command = append(canvas, CANVAS_LINE, 0, stroke, width, dash);

    command->as.points.p[0] = a;
    command->as.points.p[1] = b;
}

void canvas_polyline(struct canvas *canvas, const struct point *points, size_t count, float width,
                     color stroke)
{
    canvas_polyline_dashed(canvas, points, count, width, stroke, 0);
}

void canvas_polyline_dashed(struct canvas *canvas, const struct point *points, size_t count,
                            float width, color stroke, float dash)
{
    struct canvas_command *command;

    if (count == 0)
        return;
    command = append(canvas, CANVAS_POLYLINE, 0, stroke, width, dash);
    command->as.path.first = points_room(canvas, count);
    command->as.path.count = count;
    memcpy(canvas->points + command->as.path.first, points, count * sizeof *points);
}

void canvas_curve(struct canvas *canvas, const struct point p[4], float width, color stroke,
                  float dash)
{
    struct canvas_command *command = append(canvas, CANVAS_CURVE, 0, stroke, width, dash);

    memcpy(command->as.points.p, p, 4 * sizeof *p);
}

void canvas_triangle(struct canvas *canvas, struct point a, struct point b, struct point c,
                     color fill)
{
    struct canvas_command *command = append(canvas, CANVAS_TRIANGLE, fill, 0, 0, 0);

    command->as.points.p[0] = a;
    command->as.points.p[1] = b;
    command->as.points.p[2] = c;
}

void canvas_bundle(struct canvas *canvas, const struct canvas_bundle *bundle)
{
    size_t lines = bundle->from * bundle->to, first, strengths;
    struct canvas_command *command;

    if (lines == 0)
        return;
    first = points_room(canvas, bundle->from + bundle->to);
    for (size_t i = 0; i < bundle->from; i++)
        canvas->points[first + i] = (struct point){bundle->from_x, bundle->from_y[i]};
    for (size_t i = 0; i < bundle->to; i++)
        canvas->points[first + bundle->from + i] = (struct point){bundle->to_x, bundle->to_y[i]};
    strengths = pool_room(canvas, lines);
    memcpy(canvas->pool + strengths, bundle->strengths, lines);
    command = append(canvas, CANVAS_BUNDLE, bundle->positive, bundle->negative, bundle->width,
                     bundle->hatch);
    command->as.bundle.first = first;
    command->as.bundle.from = bundle->from;
    command->as.bundle.to = bundle->to;
    command->as.bundle.strengths = strengths;
    command->as.bundle.half = bundle->half;
}

void canvas_clip(struct canvas *canvas, struct rect rect)
{
    append(canvas, CANVAS_CLIP, 0, 0, 0, 0)->as.box.rect = rect;
}

void canvas_unclip(struct canvas *canvas)
{
    append(canvas, CANVAS_UNCLIP, 0, 0, 0, 0);
}

float canvas_text(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
                  enum font_face face, int size_px, color c, const char *text)
{
    struct canvas_command *command = append(canvas, CANVAS_TEXT, c, 0, 0, 0);
    size_t size = strlen(text) + 1, at = pool_room(canvas, size);
    char *kept = memcpy(canvas->pool + at, text, size);
    float advance;

    text_tame(kept);
    advance = canvas_text_width(canvas, face, size_px, kept);
    if (anchor == CANVAS_CENTER)
        x -= advance / 2;
    else if (anchor == CANVAS_RIGHT)
        x -= advance;
    command->as.text.origin = (struct point){x, y};
    command->as.text.face = face;
    command->as.text.size_px = size_px;
    command->as.text.text = at;
    command->as.text.length = strlen(kept);
    command->as.text.advance = advance;
    command->as.text.within = canvas->within;
    return advance;
}

struct rect canvas_within(struct canvas *canvas, struct rect within)
{
    struct rect previous = canvas->within;

    canvas->within = within;
    return previous;
}

float canvas_text_width(const struct canvas *canvas, enum font_face face, int size_px,
                        const char *text)
{
    const struct font *font = canvas->font;

    assert(font != NULL);
    return font->width(font->context, face, size_px, text, strlen(text));
}

struct font_metrics canvas_font_metrics(const struct canvas *canvas, enum font_face face,
                                        int size_px)
{
    const struct font *font = canvas->font;
    struct font_metrics metrics = {0};

    assert(font != NULL);
    font->metrics(font->context, face, size_px, &metrics);
    return metrics;
}

const char *canvas_text_of(const struct canvas *canvas, const struct canvas_command *command)
{
    assert(command->kind == CANVAS_TEXT);
    return canvas->pool + command->as.text.text;
}

/* How far ink goes below the baseline, in ems: a font's own descent has room for accents and
 * brackets of other scripts too. */
static const float ink_descent = 0.24f;

/* Whether the character's ink goes below the baseline. */
static bool descends(unsigned character)
{
    const char *at = "βγζημξρςφχψ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ∑∫";
    unsigned candidate;

    if (character < 0x80)
        return strchr("gjpqyQ,;()[]{}|_/\\@$", (int)character) != NULL;
    while ((candidate = text_next_utf8(&at)) != 0)
        if (candidate == character)
            return true;
    return false;
}

struct rect canvas_text_bounds(const struct canvas *canvas, const struct canvas_command *command)
{
    const char *at = canvas_text_of(canvas, command);
    struct font_metrics metrics =
        canvas_font_metrics(canvas, command->as.text.face, command->as.text.size_px);
    struct point origin = command->as.text.origin;
    float below = 0;
    unsigned character;

    while (below == 0 && (character = text_next_utf8(&at)) != 0)
        if (descends(character))
            below = fminf(metrics.descent, ink_descent * (float)command->as.text.size_px);
    return (struct rect){origin.x, origin.y - metrics.cap_height, command->as.text.advance,
                         metrics.cap_height + below};
}

static struct point moved(struct point point, float x, float y)
{
    return (struct point){point.x + x, point.y + y};
}

/* What the command has of its own is moved; points and pool are behind those that were there. */
static void move_command(struct canvas_command *command, float x, float y, size_t points,
                         size_t pool)
{
    switch (command->kind) {
    case CANVAS_BOX:
    case CANVAS_CLIP:
        command->as.box.rect.x += x;
        command->as.box.rect.y += y;
        break;
    case CANVAS_DISC: command->as.disc.center = moved(command->as.disc.center, x, y); break;
    case CANVAS_LINE:
    case CANVAS_CURVE:
    case CANVAS_TRIANGLE:
        for (size_t i = 0; i < 4; i++)
            command->as.points.p[i] = moved(command->as.points.p[i], x, y);
        break;
    case CANVAS_POLYLINE: command->as.path.first += points; break;
    case CANVAS_BUNDLE:
        command->as.bundle.first += points;
        command->as.bundle.strengths += pool;
        break;
    case CANVAS_TEXT:
        command->as.text.origin = moved(command->as.text.origin, x, y);
        command->as.text.text += pool;
        command->as.text.within.x += x;
        command->as.text.within.y += y;
        break;
    case CANVAS_UNCLIP: break;
    }
}

void canvas_append(struct canvas *canvas, const struct canvas *other, float x, float y)
{
    size_t pool = pool_room(canvas, other->pool_length);
    size_t points = points_room(canvas, other->point_count);

    if (other->pool_length > 0)
        memcpy(canvas->pool + pool, other->pool, other->pool_length);
    for (size_t i = 0; i < other->point_count; i++)
        canvas->points[points + i] = moved(other->points[i], x, y);
    for (size_t i = 0; i < other->count; i++) {
        struct canvas_command *command = append(canvas, CANVAS_UNCLIP, 0, 0, 0, 0);

        *command = other->commands[i];
        move_command(command, x, y, points, pool);
    }
}
