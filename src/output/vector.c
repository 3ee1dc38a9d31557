#include "output/vector.h"

#include "draw/dash.h"
#include "output/patch.h"

#include <math.h>
#include <stdlib.h>

/* Fewer boxes side by side stay boxes; images are so many times as large as on the canvas. */
enum { CELLS_LEAST = 16, IMAGE_SCALE = 2 };

/* A circle's quarter as a cubic curve: how far its handles reach, of the radius. */
static const double quarter = 0.5522847498;

static bool visible(color c)
{
    return c >> 24 != 0;
}

static void fill(const struct vector_pen *pen, color c, bool even_odd)
{
    const struct vector_ink ink = {.fill = c, .even_odd = even_odd};

    pen->paint(pen->context, &ink);
}

/* Strokes the path, which is so long. */
static void stroke(const struct vector_pen *pen, const struct canvas_command *command,
                   double length, bool closed)
{
    struct vector_ink ink = {.stroke = command->stroke, .width = (double)command->width};
    struct dash_pattern pattern;

    if (command->dash > 0.0f &&
        dash_fit(&pattern, length, closed, ink.width, (double)command->dash)) {
        ink.on = pattern.on;
        ink.off = pattern.period - pattern.on;
        ink.offset = pattern.start > 0.0 ? pattern.period - pattern.start : 0.0;
    }
    pen->paint(pen->context, &ink);
}

/* A rectangle with round corners, clockwise from the middle of its top, where the screen's dashes
 * begin. A circle is one whose corners meet. */
static void round_box(const struct vector_pen *pen, double x, double y, double w, double h,
                      double radius)
{
    double r = fmax(0.0, fmin(radius, fmin(w, h) / 2.0)), k = r * (1.0 - quarter);
    void *to = pen->context;

    if (r <= 0.0) {
        pen->move(to, x, y);
        pen->line(to, x + w, y);
        pen->line(to, x + w, y + h);
        pen->line(to, x, y + h);
        pen->close(to);
        return;
    }
    pen->move(to, x + w / 2.0, y);
    pen->line(to, x + w - r, y);
    pen->curve(to, x + w - k, y, x + w, y + k, x + w, y + r);
    pen->line(to, x + w, y + h - r);
    pen->curve(to, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h);
    pen->line(to, x + r, y + h);
    pen->curve(to, x + k, y + h, x, y + h - k, x, y + h - r);
    pen->line(to, x, y + r);
    pen->curve(to, x, y + k, x + k, y, x + r, y);
    pen->close(to);
}

static void round_rect(const struct vector_pen *pen, struct rect rect, float in, float radius)
{
    rect = rect_inset(rect, in, in);
    if (rect.w > 0.0f && rect.h > 0.0f)
        round_box(pen, (double)rect.x, (double)rect.y, (double)rect.w, (double)rect.h,
                  (double)(radius - in));
}

/* Boxes and discs; their strokes run inside the edge. */
static void draw_box(const struct vector_pen *pen, const struct canvas_command *command)
{
    struct rect box = command->as.box.rect;
    float radius = command->as.box.radius, width = command->width;
    bool edged = visible(command->stroke) && width > 0.0f;

    if (command->kind == CANVAS_DISC) {
        struct point center = command->as.disc.center;

        radius = command->as.disc.radius;
        box = (struct rect){center.x - radius, center.y - radius, 2.0f * radius, 2.0f * radius};
    }
    if (!(box.w > 0.0f && box.h > 0.0f))
        return;
    if (visible(command->fill)) {
        round_rect(pen, box, edged ? 0.5f * width : 0.0f, radius);
        fill(pen, command->fill, false);
    }
    if (!edged)
        return;
    if (command->dash > 0.0f) {
        double r = fmax(0.0, (double)(radius - 0.5f * width));
        double length = 2.0 * ((double)box.w + (double)box.h - 2.0 * (double)width) -
                        (8.0 - 6.283185307) * r;

        round_rect(pen, box, 0.5f * width, radius);
        stroke(pen, command, length, true);
        return;
    }
    round_rect(pen, box, 0.0f, radius);
    round_rect(pen, box, width, radius);
    fill(pen, command->stroke, true);
}

static double distance(struct point a, struct point b)
{
    double x = (double)b.x - (double)a.x, y = (double)b.y - (double)a.y;

    return sqrt(x * x + y * y);
}

/* A line along an axis, as the shape that it covers. */
static void draw_bar(const struct vector_pen *pen, const struct canvas_command *command)
{
    struct point a = command->as.points.p[0], b = command->as.points.p[1];
    float half = 0.5f * command->width;
    struct rect bar = {fminf(a.x, b.x) - half, fminf(a.y, b.y) - half, fabsf(b.x - a.x) + 2 * half,
                       fabsf(b.y - a.y) + 2 * half};

    round_rect(pen, bar, 0.0f, half);
    fill(pen, command->stroke, false);
}

static void draw_lines(const struct vector_pen *pen, const struct canvas_command *command,
                       const struct point *points, size_t count)
{
    double length = 0.0;

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return;
        length += i > 0 ? distance(points[i - 1], points[i]) : 0.0;
    }
    if (command->kind == CANVAS_LINE && command->dash <= 0.0f &&
        (fabsf(points[0].x - points[1].x) < 0.01f || fabsf(points[0].y - points[1].y) < 0.01f)) {
        draw_bar(pen, command);
        return;
    }
    pen->move(pen->context, (double)points[0].x, (double)points[0].y);
    for (size_t i = 1; i < count; i++)
        pen->line(pen->context, (double)points[i].x, (double)points[i].y);
    if (command->kind == CANVAS_TRIANGLE) {
        pen->close(pen->context);
        fill(pen, command->fill, false);
    } else {
        stroke(pen, command, length, false);
    }
}

/* The length of the curve, by chords. */
static double curve_length(const struct point p[4])
{
    enum { CHORDS = 32 };
    struct point before = p[0];
    double length = 0.0;

    for (int i = 1; i <= CHORDS; i++) {
        float t = (float)i / CHORDS, s = 1.0f - t;
        float b0 = s * s * s, b1 = 3 * s * s * t, b2 = 3 * s * t * t, b3 = t * t * t;
        struct point at = {b0 * p[0].x + b1 * p[1].x + b2 * p[2].x + b3 * p[3].x,
                           b0 * p[0].y + b1 * p[1].y + b2 * p[2].y + b3 * p[3].y};

        length += distance(before, at);
        before = at;
    }
    return length;
}

static void draw_curve(const struct vector_pen *pen, const struct canvas_command *command)
{
    const struct point *p = command->as.points.p;

    for (size_t i = 0; i < 4; i++)
        if (!isfinite(p[i].x) || !isfinite(p[i].y))
            return;
    pen->move(pen->context, (double)p[0].x, (double)p[0].y);
    pen->curve(pen->context, (double)p[1].x, (double)p[1].y, (double)p[2].x, (double)p[2].y,
               (double)p[3].x, (double)p[3].y);
    stroke(pen, command, command->dash > 0.0f ? curve_length(p) : 0.0, false);
}

/* Where text stands on the screen: on whole pixels. */
static void draw_text(const struct vector_pen *pen, struct outline *outline,
                      const struct canvas *canvas, const struct canvas_command *command)
{
    const char *text = canvas_text_of(canvas, command);
    size_t count;
    const struct outline_glyph *glyphs =
        outline_shape(outline, command->as.text.face, command->as.text.size_px, text, &count);

    if (visible(command->fill))
        pen->text(pen->context, command, text, floor((double)command->as.text.origin.x + 0.5),
                  floor((double)command->as.text.origin.y + 0.5), glyphs, count);
}

/* Whole pixels around it, on the canvas. */
static struct rect whole_pixels(const struct canvas *canvas, float left, float top, float right,
                                float bottom)
{
    left = fmaxf(0.0f, floorf(left));
    top = fmaxf(0.0f, floorf(top));
    right = fminf(canvas->width, ceilf(right));
    bottom = fminf(canvas->height, ceilf(bottom));
    return (struct rect){left, top, right - left, bottom - top};
}

static struct rect bundle_bounds(const struct canvas *canvas, const struct canvas_command *command)
{
    const struct point *points = canvas->points + command->as.bundle.first;
    size_t count = command->as.bundle.from + command->as.bundle.to;
    float low = points[0].y, high = points[0].y, around = command->width + 2.0f;

    for (size_t i = 1; i < count; i++) {
        low = fminf(low, points[i].y);
        high = fmaxf(high, points[i].y);
    }
    return whole_pixels(canvas, points[0].x, low - around, points[count - 1].x, high + around);
}

static bool is_cell(const struct canvas_command *command)
{
    return command->kind == CANVAS_BOX && command->as.box.radius <= 0.0f &&
           !visible(command->stroke);
}

/* How many cells follow one another from there on, and where they lie. */
static size_t cells_from(const struct canvas *canvas, size_t first, struct rect *bounds)
{
    float left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    size_t count = 0;

    for (; first + count < canvas->count && is_cell(&canvas->commands[first + count]); count++) {
        struct rect box = canvas->commands[first + count].as.box.rect;

        left = fminf(left, box.x);
        top = fminf(top, box.y);
        right = fmaxf(right, box.x + box.w);
        bottom = fmaxf(bottom, box.y + box.h);
    }
    *bounds = whole_pixels(canvas, left, top, right, bottom);
    return count;
}

/* A bundle's thousands of shades become a few dozen, which compress to half: of its colour, where
 * little of it is left, nobody sees the difference. */
static void coarsen(uint32_t *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t alpha = ((pixels[i] >> 24) + 4) / 8 * 8;

        pixels[i] = alpha == 0 ? 0
                               : (pixels[i] & 0xe0e0e0) | 0x101010 |
                                     (alpha < 255 ? alpha : 255) << 24;
    }
}

static void draw_image(const struct vector_pen *pen, const struct canvas *canvas,
                       struct raster *raster, size_t first, size_t count, struct rect rect)
{
    struct vector_image image = {.rect = rect,
                                 .cells = canvas->commands[first].kind == CANVAS_BOX};
    uint32_t *pixels = patch_part(canvas, raster, first, count, rect, IMAGE_SCALE, &image.width,
                                  &image.height);

    if (pixels != NULL && !image.cells)
        coarsen(pixels, (size_t)image.width * (size_t)image.height);
    image.pixels = pixels;
    if (pixels != NULL)
        pen->image(pen->context, &image);
    free(pixels);
}

static void draw_clip(const struct vector_pen *pen, const struct canvas_command *command)
{
    struct rect rect = command->as.box.rect;
    float left = roundf(rect.x), top = roundf(rect.y);

    pen->clip(pen->context, (struct rect){left, top, roundf(rect.x + rect.w) - left,
                                          roundf(rect.y + rect.h) - top});
}

/* Draws the command, or the cells that begin with it; returns how many commands those were. */
static size_t draw_command(const struct canvas *canvas, struct outline *outline,
                           struct raster *raster, size_t i, const struct vector_pen *pen)
{
    const struct canvas_command *command = &canvas->commands[i];
    struct rect bounds;
    size_t cells = is_cell(command) ? cells_from(canvas, i, &bounds) : 0;

    if (cells >= CELLS_LEAST) {
        draw_image(pen, canvas, raster, i, cells, bounds);
        return cells;
    }
    switch (command->kind) {
    case CANVAS_BOX:
    case CANVAS_DISC: draw_box(pen, command); break;
    case CANVAS_LINE: draw_lines(pen, command, command->as.points.p, 2); break;
    case CANVAS_TRIANGLE: draw_lines(pen, command, command->as.points.p, 3); break;
    case CANVAS_POLYLINE:
        draw_lines(pen, command, canvas->points + command->as.path.first, command->as.path.count);
        break;
    case CANVAS_CURVE: draw_curve(pen, command); break;
    case CANVAS_BUNDLE:
        draw_image(pen, canvas, raster, i, 1, bundle_bounds(canvas, command));
        break;
    case CANVAS_TEXT: draw_text(pen, outline, canvas, command); break;
    case CANVAS_CLIP: draw_clip(pen, command); break;
    case CANVAS_UNCLIP: break;
    }
    return 1;
}

void vector_draw(const struct canvas *canvas, struct outline *outline, struct raster *raster,
                 bool transparent, const struct vector_pen *pen)
{
    size_t clips = 0, i = 0;

    if (!transparent) {
        round_box(pen, 0.0, 0.0, (double)canvas->width, (double)canvas->height, 0.0);
        fill(pen, canvas->background | 0xff000000, false);
    }
    while (i < canvas->count) {
        enum canvas_kind kind = canvas->commands[i].kind;

        clips += kind == CANVAS_CLIP;
        if (kind == CANVAS_UNCLIP && clips > 0) {
            clips--;
            pen->unclip(pen->context);
        }
        i += draw_command(canvas, outline, raster, i, pen);
    }
    for (; clips > 0; clips--)
        pen->unclip(pen->context);
}
