#include "layout_check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void problem(struct layout_report *report, const char *format, ...)
{
    va_list args;

    if (report->problems++ > 0)
        return;
    va_start(args, format);
    vsnprintf(report->first, sizeof report->first, format, args);
    va_end(args);
}

/* "x,y wxh", in a few buffers taken in turn so that two fit into one message. */
static const char *at(struct rect r)
{
    static char buffers[4][64];
    static unsigned next;
    char *out = buffers[next++ % 4];

    snprintf(out, sizeof buffers[0], "%.0f,%.0f %.0fx%.0f", (double)r.x, (double)r.y, (double)r.w, (double)r.h);
    return out;
}

static bool holds(struct rect outer, struct rect inner, float slack)
{
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack
        && inner.x + inner.w <= outer.x + outer.w + slack
        && inner.y + inner.h <= outer.y + outer.h + slack;
}

static bool opaque_over(const struct canvas_command *command, struct point p)
{
    if (command->kind == CANVAS_BOX)
        return rect_contains(command->as.box.rect, p);
    if (command->kind == CANVAS_DISC) {
        float dx = p.x - command->as.disc.center.x, dy = p.y - command->as.disc.center.y;

        return dx * dx + dy * dy <= command->as.disc.radius * command->as.disc.radius;
    }
    return false;
}

/* The colour under a text: the fills below its middle, blended; *above: the first command that lies
 * over the last opaque one. */
static color color_under(const struct canvas *canvas, size_t text, struct point p, size_t *above)
{
    color under = canvas->background;

    *above = 0;
    for (size_t i = 0; i < text; i++) {
        const struct canvas_command *command = &canvas->commands[i];
        float alpha = (float)(command->fill >> 24) / 255.0f;

        if (command->kind == CANVAS_TEXT || alpha <= 0.0f || !opaque_over(command, p))
            continue;
        under = color_mix(under, command->fill | 0xff000000u, alpha);
        if (alpha >= 0.85f)
            *above = i + 1;
    }
    return under;
}

/* The last opaque command below a text's middle; SIZE_MAX if that is the window's background. */
static size_t ground_of(const struct canvas *canvas, size_t text)
{
    size_t above;

    color_under(canvas, text, rect_center(canvas_text_bounds(canvas, &canvas->commands[text])), &above);
    return above > 0 ? above - 1 : SIZE_MAX;
}

static float distance(struct point a, struct point b)
{
    return sqrtf((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* The farthest, and the nearest, that a rectangle gets to a point. */
static float farthest(struct rect r, struct point p)
{
    return distance((struct point){fmaxf(fabsf(p.x - r.x), fabsf(p.x - r.x - r.w)),
                                   fmaxf(fabsf(p.y - r.y), fabsf(p.y - r.y - r.h))}, (struct point){0, 0});
}

static float nearest(struct rect r, struct point p)
{
    struct point in = {fminf(fmaxf(p.x, r.x), r.x + r.w), fminf(fmaxf(p.y, r.y), r.y + r.h)};

    return distance(in, p);
}

/* A text on a circle stays in it, clear of its rim. */
static void check_in_circle(const struct canvas *canvas, size_t text, struct layout_report *report)
{
    size_t ground = ground_of(canvas, text);
    struct rect bounds = canvas_text_bounds(canvas, &canvas->commands[text]);
    const struct canvas_command *disc;

    if (ground == SIZE_MAX || canvas->commands[ground].kind != CANVAS_DISC)
        return;
    disc = &canvas->commands[ground];
    report->in_circles++;
    if (farthest(bounds, disc->as.disc.center) > disc->as.disc.radius)
        problem(report, "'%s' at %s leaves its circle of radius %.1f around %.0f,%.0f",
                canvas_text_of(canvas, &canvas->commands[text]), at(bounds), (double)disc->as.disc.radius,
                (double)disc->as.disc.center.x, (double)disc->as.disc.center.y);
}

static float cross(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool segments_meet(struct point a, struct point b, struct point c, struct point d)
{
    return cross(a, b, c) * cross(a, b, d) < 0.0f && cross(c, d, a) * cross(c, d, b) < 0.0f;
}

static bool segment_meets(struct point a, struct point b, struct rect r)
{
    struct point p = {r.x, r.y}, q = {r.x + r.w, r.y}, s = {r.x + r.w, r.y + r.h}, t = {r.x, r.y + r.h};

    return rect_contains(r, a) || rect_contains(r, b) || segments_meet(a, b, p, s)
        || segments_meet(a, b, q, t);
}

static struct point on_curve(const struct point p[4], float t)
{
    struct point a = point_lerp(p[0], p[1], t), b = point_lerp(p[1], p[2], t), c = point_lerp(p[2], p[3], t);

    return point_lerp(point_lerp(a, b, t), point_lerp(b, c, t), t);
}

static bool strikes(const struct canvas *canvas, const struct canvas_command *command, struct rect bounds)
{
    if (command->kind == CANVAS_LINE)
        return segment_meets(command->as.points.p[0], command->as.points.p[1], bounds);
    if (command->kind == CANVAS_POLYLINE) {
        const struct point *p = canvas->points + command->as.path.first;

        for (size_t i = 1; i < command->as.path.count; i++) {
            if (segment_meets(p[i - 1], p[i], bounds))
                return true;
        }
    }
    if (command->kind == CANVAS_CURVE) {
        for (int i = 0; i < 24; i++) {
            if (segment_meets(on_curve(command->as.points.p, (float)i / 24.0f),
                              on_curve(command->as.points.p, (float)(i + 1) / 24.0f), bounds))
                return true;
        }
    }
    return false;
}

/* Whether nothing of that command can be seen in the rectangle, because it is clipped. */
static bool clipped_away(const struct canvas *canvas, size_t command, struct rect rect)
{
    struct rect clip;
    size_t i = command;

    while (i > 0 && canvas->commands[i].kind != CANVAS_CLIP && canvas->commands[i].kind != CANVAS_UNCLIP)
        i--;
    if (canvas->commands[i].kind != CANVAS_CLIP)
        return false;
    clip = canvas->commands[i].as.box.rect;
    return clip.x >= rect.x + rect.w || clip.y >= rect.y + rect.h || rect.x >= clip.x + clip.w
        || rect.y >= clip.y + clip.h;
}

static void check_one(const struct canvas *canvas, size_t index, int min_px, struct layout_report *report)
{
    const struct canvas_command *command = &canvas->commands[index];
    struct rect window = {0, 0, canvas->width, canvas->height};
    struct rect bounds = canvas_text_bounds(canvas, command), within = command->as.text.within;
    const char *text = canvas_text_of(canvas, command);
    struct point middle = rect_center(bounds);
    size_t above;
    color under = color_under(canvas, index, middle, &above);
    float contrast = color_contrast(under, command->fill);

    if (strspn(text, " ") == strlen(text))
        return;
    report->texts++;
    if (!holds(window, bounds, 0.0f))
        problem(report, "'%s' at %s leaves the window", text, at(bounds));
    if (within.w > 0.0f && !holds(within, bounds, 1.5f))
        problem(report, "'%s' at %s leaves its box %s", text, at(bounds), at(within));
    if (command->as.text.size_px < min_px)
        problem(report, "'%s' is %d px, the least is %d", text, command->as.text.size_px, min_px);
    if (contrast < 4.5f)
        problem(report, "'%s' at %s has a contrast of %.2f (%08x on %08x)", text, at(bounds),
                (double)contrast, (unsigned)command->fill, (unsigned)under);
    for (size_t i = above; i < canvas->count; i++) {
        const struct canvas_command *other = &canvas->commands[i];

        if (i < index && strikes(canvas, other, rect_inset(bounds, 1.0f, 2.0f))
            && !clipped_away(canvas, i, rect_inset(bounds, 1.0f, 2.0f)))
            problem(report, "'%s' at %s is struck through by a line", text, at(bounds));
        if (i > index && other->kind != CANVAS_TEXT && other->fill >> 24 != 0
            && (opaque_over(other, middle) || opaque_over(other, (struct point){bounds.x + 1, middle.y})
                || opaque_over(other, (struct point){bounds.x + bounds.w - 1, middle.y})))
            problem(report, "'%s' at %s is painted over", text, at(bounds));
    }
}

enum { TEXTS_MAX = 2048, GROUNDS_MAX = 1024 };

/* Whether it is the plate of a number on that circle, a little wider than the circle is there. */
static bool is_plate(const struct canvas_command *box, const struct canvas_command *disc)
{
    struct rect r = box->as.box.rect;
    struct point c = disc->as.disc.center;
    float radius = disc->as.disc.radius;

    return box > disc && box->stroke == 0 && box->fill == disc->fill && fabsf(r.x + r.w / 2.0f - c.x) < 1.0f
        && r.y >= c.y - radius && r.y + r.h <= c.y + radius;
}

/* The part of two grounds that both cover, in pixels from side to side; 0 where one holds the other,
 * as a card its chips. */
static float partly_shared(const struct canvas_command *one, const struct canvas_command *other)
{
    const float slack = 1.5f;
    struct rect r, q;
    struct point c;
    float radius, deep;

    if (one->kind == CANVAS_DISC && other->kind == CANVAS_DISC)
        return fmaxf(one->as.disc.radius + other->as.disc.radius - slack
                         - distance(one->as.disc.center, other->as.disc.center), 0.0f);
    if (one->kind == CANVAS_BOX && other->kind == CANVAS_BOX) {
        r = one->as.box.rect;
        q = other->as.box.rect;
        if (holds(r, q, slack) || holds(q, r, slack))
            return 0.0f;
        deep = fminf(fminf(r.x + r.w, q.x + q.w) - fmaxf(r.x, q.x), fminf(r.y + r.h, q.y + q.h) - fmaxf(r.y, q.y));
        return fmaxf(deep - slack, 0.0f);
    }
    if (one->kind == CANVAS_DISC ? is_plate(other, one) : is_plate(one, other))
        return 0.0f;
    r = one->kind == CANVAS_BOX ? one->as.box.rect : other->as.box.rect;
    c = one->kind == CANVAS_DISC ? one->as.disc.center : other->as.disc.center;
    radius = one->kind == CANVAS_DISC ? one->as.disc.radius : other->as.disc.radius;
    if (holds(r, (struct rect){c.x - radius, c.y - radius, 2 * radius, 2 * radius}, slack)
        || farthest(r, c) <= radius)
        return 0.0f;
    return fmaxf(radius - slack - nearest(r, c), 0.0f);
}

/* What has text on it: circles, chips, names' patches, cards. No two of them overlap. */
static void check_grounds(const struct canvas *canvas, struct layout_report *report)
{
    static size_t grounds[GROUNDS_MAX], texts[GROUNDS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < canvas->count && count < GROUNDS_MAX; i++) {
        size_t ground, known = 0;

        if (canvas->commands[i].kind != CANVAS_TEXT || (ground = ground_of(canvas, i)) == SIZE_MAX)
            continue;
        while (known < count && grounds[known] != ground)
            known++;
        if (known < count)
            continue;
        texts[count] = i;
        grounds[count++] = ground;
    }
    if (count == GROUNDS_MAX)
        problem(report, "more than %d boxes with text on one picture", (int)GROUNDS_MAX);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (partly_shared(&canvas->commands[grounds[i]], &canvas->commands[grounds[k]]) > 0.0f)
                problem(report, "what '%s' at %s stands on overlaps what '%s' at %s stands on",
                        canvas_text_of(canvas, &canvas->commands[texts[i]]),
                        at(canvas_text_bounds(canvas, &canvas->commands[texts[i]])),
                        canvas_text_of(canvas, &canvas->commands[texts[k]]),
                        at(canvas_text_bounds(canvas, &canvas->commands[texts[k]])));
        }
    }
}

static void check_pairs(const struct canvas *canvas, struct layout_report *report)
{
    static struct rect bounds[TEXTS_MAX];
    static const struct canvas_command *texts[TEXTS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < canvas->count && count < TEXTS_MAX; i++) {
        if (canvas->commands[i].kind != CANVAS_TEXT)
            continue;
        texts[count] = &canvas->commands[i];
        bounds[count++] = rect_inset(canvas_text_bounds(canvas, &canvas->commands[i]), 0.5f, 0.5f);
    }
    if (count == TEXTS_MAX)
        problem(report, "more than %d texts on one picture", (int)TEXTS_MAX);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (rect_overlap(bounds[i], bounds[k]))
                problem(report, "'%s' at %s and '%s' at %s overlap", canvas_text_of(canvas, texts[i]),
                        at(bounds[i]), canvas_text_of(canvas, texts[k]), at(bounds[k]));
        }
    }
}

void layout_check(const struct canvas *canvas, int min_px, struct layout_report *report)
{
    for (size_t i = 0; i < canvas->count; i++) {
        if (canvas->commands[i].kind != CANVAS_TEXT)
            continue;
        check_one(canvas, i, min_px, report);
        check_in_circle(canvas, i, report);
    }
    check_pairs(canvas, report);
    check_grounds(canvas, report);
}

void layout_check_sheet(struct canvas *canvas, int min_px, struct layout_report *report)
{
    size_t sheet = 0;

    for (size_t k = 0; k < canvas->count; k++) {
        const struct canvas_command *command = &canvas->commands[k];

        if (command->kind == CANVAS_BOX && command->as.box.rect.w >= canvas->width)
            sheet = k;
    }
    if (sheet == 0)
        problem(report, "there is no sheet: '%s'", "");
    canvas->commands += sheet;
    canvas->count -= sheet;
    layout_check(canvas, min_px, report);
    canvas->commands -= sheet;
    canvas->count += sheet;
}
