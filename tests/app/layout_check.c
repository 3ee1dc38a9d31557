#include "layout_check.h"
#include "../draw/contrast.h"

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

enum { TEXTS_MAX = 2048, GROUNDS_MAX = 1024 };

/* A text that is looked at. */
struct seen {
    const struct canvas_command *command;
    size_t index; /* of the command */
    struct rect bounds;
    size_t above; /* the first command that lies over the last opaque one below its middle; 0: none is below */
    color under;
};

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

/* The fills below its middle, blended, are the colour under a text. */
static struct seen see(const struct canvas *canvas, size_t text)
{
    struct seen seen = {&canvas->commands[text], text, canvas_text_bounds(canvas, &canvas->commands[text]), 0,
                        canvas->background};
    struct point p = rect_center(seen.bounds);

    for (size_t i = 0; i < text; i++) {
        const struct canvas_command *command = &canvas->commands[i];
        float alpha = (float)(command->fill >> 24) / 255.0f;

        if (command->kind == CANVAS_TEXT || alpha <= 0.0f || !opaque_over(command, p))
            continue;
        seen.under = color_mix(seen.under, command->fill | 0xff000000u, alpha);
        if (alpha >= 0.85f)
            seen.above = i + 1;
    }
    return seen;
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
static void check_in_circle(const struct canvas *canvas, const struct seen *text, struct layout_report *report)
{
    const struct canvas_command *disc = text->above > 0 ? &canvas->commands[text->above - 1] : NULL;

    if (disc == NULL || disc->kind != CANVAS_DISC)
        return;
    report->in_circles++;
    if (farthest(text->bounds, disc->as.disc.center) > disc->as.disc.radius)
        problem(report, "'%s' at %s leaves its circle of radius %.1f around %.0f,%.0f",
                canvas_text_of(canvas, text->command), at(text->bounds), (double)disc->as.disc.radius,
                (double)disc->as.disc.center.x, (double)disc->as.disc.center.y);
}

/* Beside a ring around a neuron (not a sample's, in a map) a text keeps clear of it. */
static void check_beside_rings(const struct canvas *canvas, const struct seen *text,
                               struct layout_report *report)
{
    struct rect bounds = rect_inset(text->bounds, 0.0f, 0.15f * text->bounds.h); /* of its ink */

    for (size_t i = text->above; i < canvas->count; i++) {
        const struct canvas_command *ring = &canvas->commands[i];
        struct point center = ring->as.disc.center;
        float outer = ring->as.disc.radius + ring->width / 2.0f, apart;

        if (ring->kind != CANVAS_DISC || ring->fill >> 24 != 0
            || ring->as.disc.radius < 0.035f * canvas->height
            || farthest(bounds, center) < ring->as.disc.radius)
            continue;
        apart = nearest(bounds, center) - outer;
        if (apart < 0.004f * canvas->height)
            problem(report, "'%s' at %s is %.1f px from a ring around %.0f,%.0f",
                    canvas_text_of(canvas, text->command), at(text->bounds), (double)apart,
                    (double)center.x, (double)center.y);
    }
}

static float cross(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool segments_meet(struct point a, struct point b, struct point c, struct point d)
{
    return cross(a, b, c) * cross(a, b, d) < 0.0f && cross(c, d, a) * cross(c, d, b) < 0.0f;
}

/* Whether all of the points lie on one side of the rectangle, and so what they span does, too. */
static bool beside(const struct point *points, int count, struct rect r)
{
    bool left = true, right = true, over = true, below = true;

    for (int i = 0; i < count; i++) {
        left = left && points[i].x < r.x;
        right = right && points[i].x > r.x + r.w;
        over = over && points[i].y < r.y;
        below = below && points[i].y > r.y + r.h;
    }
    return left || right || over || below;
}

static bool segment_meets(struct point a, struct point b, struct rect r)
{
    struct point p = {r.x, r.y}, q = {r.x + r.w, r.y}, s = {r.x + r.w, r.y + r.h}, t = {r.x, r.y + r.h};

    if (beside((const struct point[]){a, b}, 2, r))
        return false;
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
    if (command->kind == CANVAS_CURVE && !beside(command->as.points.p, 4, bounds)) {
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

static void check_one(const struct canvas *canvas, const struct seen *seen, int min_px,
                      struct layout_report *report)
{
    const struct canvas_command *command = seen->command;
    struct rect window = {0, 0, canvas->width, canvas->height};
    struct rect bounds = seen->bounds, within = command->as.text.within;
    struct rect inner = rect_inset(bounds, 1.0f, 2.0f);
    const char *text = canvas_text_of(canvas, command);
    struct point middle = rect_center(bounds);
    float contrast = color_contrast(seen->under, command->fill);

    if (strspn(text, " ") == strlen(text))
        return;
    report->texts++;
    if ((command->as.text.face == FONT_MONO || command->as.text.face == FONT_MONO_BOLD)
        && strcmp(text + strspn(text, "+-"), "…") == 0)
        problem(report, "the number after '%s' at %s has no room for a digit",
                seen->index > 0 && command[-1].kind == CANVAS_TEXT ? canvas_text_of(canvas, command - 1) : "",
                at(bounds));
    if (!holds(window, bounds, 0.0f))
        problem(report, "'%s' at %s leaves the window", text, at(bounds));
    if (within.w > 0.0f && !holds(within, bounds, 1.5f))
        problem(report, "'%s' at %s leaves its box %s", text, at(bounds), at(within));
    if (command->as.text.size_px < min_px)
        problem(report, "'%s' is %d px, the least is %d", text, command->as.text.size_px, min_px);
    if (contrast < 4.5f)
        problem(report, "'%s' at %s has a contrast of %.2f (%08x on %08x)", text, at(bounds),
                (double)contrast, (unsigned)command->fill, (unsigned)seen->under);
    for (size_t i = seen->above; i < canvas->count; i++) {
        const struct canvas_command *other = &canvas->commands[i];

        if (i < seen->index && strikes(canvas, other, inner) && !clipped_away(canvas, i, inner))
            problem(report, "'%s' at %s is struck through by a line", text, at(bounds));
        if (i > seen->index && other->kind != CANVAS_TEXT && other->fill >> 24 != 0
            && (opaque_over(other, middle) || opaque_over(other, (struct point){bounds.x + 1, middle.y})
                || opaque_over(other, (struct point){bounds.x + bounds.w - 1, middle.y})))
            problem(report, "'%s' at %s is painted over", text, at(bounds));
    }
}

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
static void check_grounds(const struct canvas *canvas, const struct seen *seen, size_t seen_count,
                          struct layout_report *report)
{
    static const struct seen *texts[GROUNDS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < seen_count && count < GROUNDS_MAX; i++) {
        size_t known = 0;

        while (known < count && texts[known]->above != seen[i].above)
            known++;
        if (seen[i].above > 0 && known == count)
            texts[count++] = &seen[i];
    }
    if (count == GROUNDS_MAX)
        problem(report, "more than %d boxes with text on one picture", (int)GROUNDS_MAX);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (partly_shared(&canvas->commands[texts[i]->above - 1], &canvas->commands[texts[k]->above - 1]) > 0.0f)
                problem(report, "what '%s' at %s stands on overlaps what '%s' at %s stands on",
                        canvas_text_of(canvas, texts[i]->command), at(texts[i]->bounds),
                        canvas_text_of(canvas, texts[k]->command), at(texts[k]->bounds));
        }
    }
}

static void check_pairs(const struct canvas *canvas, const struct seen *texts, size_t count,
                        struct layout_report *report)
{
    static struct rect bounds[TEXTS_MAX];

    for (size_t i = 0; i < count; i++)
        bounds[i] = rect_inset(texts[i].bounds, 0.5f, 0.5f);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            if (rect_overlap(bounds[i], bounds[k]))
                problem(report, "'%s' at %s and '%s' at %s overlap", canvas_text_of(canvas, texts[i].command),
                        at(bounds[i]), canvas_text_of(canvas, texts[k].command), at(bounds[k]));
        }
    }
}

void layout_check(const struct canvas *canvas, int min_px, struct layout_report *report)
{
    static struct seen texts[TEXTS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < canvas->count && count < TEXTS_MAX; i++)
        if (canvas->commands[i].kind == CANVAS_TEXT)
            texts[count++] = see(canvas, i);
    if (count == TEXTS_MAX)
        problem(report, "more than %d texts on one picture", (int)TEXTS_MAX);
    for (size_t i = 0; i < count; i++) {
        check_one(canvas, &texts[i], min_px, report);
        check_in_circle(canvas, &texts[i], report);
        check_beside_rings(canvas, &texts[i], report);
    }
    check_pairs(canvas, texts, count, report);
    check_grounds(canvas, texts, count, report);
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
