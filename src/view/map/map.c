#include "view/map/map.h"

#include "view/frame/label.h"
#include "view/map/map_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A pointer so near to a sample is at it, in units. */
static const float near = 14.0f;

/* ---- places ---- */

static struct map_plot plot_make(const struct map_card *card, struct rect rect)
{
    const struct map *map = card->map;
    struct map_plot plot = {
        rect, {map->low[0], map->low[1]}, {map->high[0], map->high[1]}};
    double margin = 0.25 * (card->high - card->low);

    if (card->kind == MAP_CURVE) {
        plot.low[1] = card->low - margin;
        plot.high[1] = card->high + margin;
    }
    return plot;
}

/* 0 .. 1 from low to high; what lies far outside, or is no number, is somewhere outside. */
static float part_of(double value, double low, double high)
{
    return (float)fmin(fmax((value - low) / (high - low), -100.0), 100.0);
}

struct point map_plot_point(const struct map_plot *plot, double x, double y)
{
    return (struct point){plot->rect.x + part_of(x, plot->low[0], plot->high[0]) * plot->rect.w,
                          plot->rect.y
                              + (1.0f - part_of(y, plot->low[1], plot->high[1])) * plot->rect.h};
}

/* The large picture's parts. */
struct page {
    struct rect head, legend;
    struct map_plot plot;
    float gutter; /* left of the plot, for its numbers */
};

/* A plane is as wide as its ranges make it, but not narrower than it is high. */
static float plot_width(const struct map_card *card, float most, float height)
{
    const struct map *map = card->map;
    double ratio = (map->high[0] - map->low[0]) / (map->high[1] - map->low[1]);

    return card->kind == MAP_CURVE
               ? most
               : fminf(most, fmaxf((float)fmin(ratio, 100.0), 1.0f) * height);
}

static struct page page_make(const struct view *view, struct rect area,
                             const struct map_card *card)
{
    float size = (float)view->size.label_px, width;
    struct page page = {
        .head = {area.x, area.y, area.w, 2.0f * size},
        .legend = {area.x, area.y + area.h - 2.0f * size, area.w, 2.0f * size},
        .gutter = ROOM(7) * size,
    };
    struct rect rect = {area.x + page.gutter, area.y + page.head.h + GAP_WIDE * size,
                        area.w - page.gutter - GAP_WORD * size,
                        area.h - page.head.h - page.legend.h - LINE_TWO * size};

    width = plot_width(card, rect.w, rect.h);
    rect.x = roundf(rect.x + 0.5f * (rect.w - width));
    rect.y = roundf(rect.y);
    rect.w = roundf(width);
    rect.h = roundf(rect.h);
    page.plot = plot_make(card, rect);
    return page;
}

/* The nearest sample that is near. */
static bool sample_at(const struct view *view, const struct map_plot *plot,
                      const struct map_card *card, struct point at, size_t *sample)
{
    const struct dataset *samples = card->samples;
    float best = near * view->size.unit;
    bool found = false;

    for (size_t i = 0; i < samples->count + samples->validation; i++) {
        struct point point = map_sample_point(plot, card, dataset_x(samples, i),
                                                   dataset_t(samples, i));
        float dx = at.x - point.x, dy = at.y - point.y, away = sqrtf(dx * dx + dy * dy);

        if (away >= best)
            continue;
        best = away;
        *sample = i;
        found = true;
    }
    return found;
}

bool map_locate(const struct view *view, struct rect area, const struct map_card *card,
                     struct point at, struct map_probe *probe)
{
    struct page page = page_make(view, area, card);
    const struct map_plot *plot = &page.plot;
    double across = (double)((at.x - plot->rect.x) / plot->rect.w);
    double up = 1.0 - (double)((at.y - plot->rect.y) / plot->rect.h);
    size_t sample;

    *probe = (struct map_probe){.on = rect_contains(plot->rect, at)};
    if (!probe->on)
        return false;
    probe->x[0] = plot->low[0] + across * (plot->high[0] - plot->low[0]);
    probe->x[1] = plot->low[1] + up * (plot->high[1] - plot->low[1]);
    probe->is_sample = sample_at(view, plot, card, at, &sample);
    if (!probe->is_sample)
        return true;
    for (size_t i = 0; i < card->samples->inputs; i++)
        probe->x[i] = dataset_x(card->samples, sample)[i];
    for (size_t i = 0; i < card->samples->targets; i++)
        probe->t[i] = dataset_t(card->samples, sample)[i];
    return true;
}

/* ---- around the plot ---- */

/* An input's or output's name cut to the width. */
static const struct formula *fitting(const struct view *view, size_t layer, size_t unit,
                                     float width)
{
    struct formula *name = quantity_unit_symbol(view->arena, view->snapshot->net, layer, unit);

    name->sup = NULL;
    label_cut(view, name, &name->base, 3, 24, view->size.label_px, width);
    return name;
}

/* Three digits say where an axis ends; nothing where they have no room. */
static void axis_number(const struct view *view, struct point at, enum canvas_anchor anchor,
                        double value, float width)
{
    char text[NUMBER_TEXT_SIZE];

    snprintf(text, NUMBER_TEXT_SIZE, "%.2e", value);
    view_number(view, strtod(text, NULL), false, width, view->size.label_px, text);
    if (view_says_number(text))
        canvas_text(view->canvas, at.x, at.y, anchor, FONT_MONO, view->size.label_px,
                    view->theme->text_soft, text);
}

static void draw_axes(const struct view *view, const struct page *page,
                      const struct map_card *card)
{
    const struct theme *theme = view->theme;
    const struct map_plot *plot = &page->plot;
    const struct rect rect = plot->rect;
    int px = view->size.label_px;
    float size = (float)px, room = page->gutter - 0.5f * size, part = 0.25f * rect.w,
          foot = rect.y + rect.h + LINE_CLOSE * size, left = rect.x - GAP_WORD * size;
    const struct formula *across = fitting(view, 0, 0, 0.4f * rect.w);
    const struct formula *up = card->kind == MAP_CURVE
                                   ? fitting(view, view->snapshot->net->layer_count, 0, room)
                                   : fitting(view, 0, 1, room);

    canvas_box(view->canvas, rect, 0.0f, 0, theme->line_strong, fmaxf(1.0f, view->size.thin));
    axis_number(view, (struct point){rect.x, foot}, CANVAS_LEFT, plot->low[0], part);
    axis_number(view, (struct point){rect.x + rect.w, foot}, CANVAS_RIGHT, plot->high[0], part);
    label_symbol(view, across,
                 rect.x + 0.5f * (rect.w - label_symbol(view, across, 0, 0, px, theme->text, true)),
                 foot, px, theme->text, false);
    axis_number(view, (struct point){left, rect.y + GAP_PART * size}, CANVAS_RIGHT, plot->high[1],
                room);
    axis_number(view, (struct point){left, rect.y + rect.h}, CANVAS_RIGHT, plot->low[1], room);
    label_symbol(view, up, left - label_symbol(view, up, 0, 0, px, theme->text, true),
                 rect.y + 0.5f * rect.h, px, theme->text, false);
}

static void draw_head(const struct view *view, struct rect head, const struct map_card *card)
{
    bool curve = card->kind == MAP_CURVE;
    float y = head.y + 0.5f * head.h + ui_text_drop((float)view->size.label_px), x = head.x;
    const char *title = curve                     ? words(W_FITTED_CURVE)
                        : card->kind == MAP_VALUE ? words(W_OUTPUT_MAP)
                                                  : words(W_DECISION_MAP);
    const char *what = view->move > 0.0f ? words(W_WHAT_NETWORK_ANSWERS_WITH_NEW)
                                         : words(W_WHAT_NETWORK_ANSWERS_WITH_OLD);

    if (view->snapshot->place.step == 0)
        what = words(W_WHAT_NETWORK_ANSWERS_BEFORE_IT);
    x += ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view), title);
    if (x + ui_text_width(view->canvas, view_plain(view), what) <= head.x + head.w)
        ui_text(view->canvas, x, y, CANVAS_LEFT, view_soft(view), what);
    view_rule(view, head.x, head.x + head.w, head.y + head.h, view->theme->line_strong);
}

/* ---- at the pointer ---- */

enum { PROBE_LINES = 6 };

/* A line of the pointer's label: a name and its value. */
struct line {
    const struct formula *name; /* NULL: the other run's answer */
    double value;
    bool strong;
};

static size_t probe_lines(const struct view *view, const struct map_card *card,
                          struct line lines[PROBE_LINES])
{
    const struct map_probe *probe = &card->probe;
    size_t layers = view->snapshot->net->layer_count, count = 0, output = 0;
    float width = ROOM(15) * (float)view->size.label_px;

    for (size_t i = 0; i < card->samples->inputs; i++)
        lines[count++] = (struct line){fitting(view, 0, i, width), probe->x[i], false};
    if (card->kind == MAP_CLASSES
        && map_class(card, probe->answer) < card->map->outputs)
        output = map_class(card, probe->answer);
    lines[count++] = (struct line){fitting(view, layers, output, width), probe->answer[output],
                                   true};
    if (card->other.map != NULL)
        lines[count++] = (struct line){NULL, probe->other[output], false};
    if (probe->is_sample)
        lines[count++] = (struct line){formula_symbol(view->arena, "t", NULL, NULL, 0.0),
                                       probe->t[output], false};
    return count;
}

/* Its width; measure: draws nothing. */
static float line_name(const struct view *view, const struct map_card *card,
                       const struct line *line, float x, float y, int px, bool measure)
{
    const char *name = words(W_OTHER);

    if (line->name != NULL)
        return label_symbol(view, line->name, x, y, px, view->theme->text, measure);
    if (!measure)
        ui_text(view->canvas, x, y, CANVAS_LEFT, ui_inked(view_plain(view), card->other.ink), name);
    return ui_text_width(view->canvas, view_plain(view), name);
}

/* A card beside the pointer, within the plot. */
static void draw_probe(const struct view *view, const struct map_plot *plot,
                       const struct map_card *card)
{
    int px = view->size.number_px;
    float size = (float)px, pad = 0.5f * size, symbols = 0.0f, numbers = ROOM(10) * size;
    struct point at = map_sample_point(
        plot, card, card->probe.x, card->probe.is_sample ? card->probe.t : card->probe.answer);
    struct line lines[PROBE_LINES];
    size_t count = probe_lines(view, card, lines);
    struct rect box, before;

    for (size_t i = 0; i < count; i++)
        symbols = fmaxf(symbols, line_name(view, card, &lines[i], 0, 0, px, true));
    box = (struct rect){at.x + GAP_FAR * size, at.y - GAP_FAR * size,
                        symbols + numbers + pad + size,
                        (LINE_NOTE * (float)count + GAP_WIDE) * size};
    if (box.x + box.w > plot->rect.x + plot->rect.w)
        box.x = at.x - GAP_FAR * size - box.w;
    box.x = fmaxf(box.x, plot->rect.x);
    box.y = fmaxf(fminf(box.y, plot->rect.y + plot->rect.h - box.h), plot->rect.y);
    canvas_disc(view->canvas, at, view->size.dot, 0, view->theme->focus, view->size.strong);
    canvas_box(view->canvas, box, view->size.corner, view->theme->panel, view->theme->line_strong,
               view->size.line);
    before = canvas_within(view->canvas, box);
    for (size_t i = 0; i < count; i++) {
        float y = box.y + LINE_NOTE * (float)(i + 1) * size;
        char number[NUMBER_TEXT_SIZE];

        line_name(view, card, &lines[i], box.x + pad, y, px, false);
        view_number(view, lines[i].value, false, numbers, px, number);
        canvas_text(view->canvas, box.x + box.w - pad, y, CANVAS_RIGHT,
                    lines[i].strong ? FONT_MONO_BOLD : FONT_MONO, px, view->theme->text, number);
    }
    canvas_within(view->canvas, before);
}

/* ---- whole pictures ---- */

float map_dash(const struct view *view)
{
    return view->size.dash;
}

static void draw_plot(const struct view *view, const struct map_plot *plot,
                      const struct map_card *card, float cell, float line, float radius)
{
    float thin = 0.7f * line;
    struct map_line own = {card->map, view->theme->phase[PHASE_FORWARD], line, 0.0f};
    struct map_line other = {card->other.map, card->other.ink, thin, map_dash(view)};

    canvas_clip(view->canvas, plot->rect);
    if (card->kind == MAP_CURVE) {
        map_curve(view, plot, &own);
        if (other.map != NULL)
            map_curve(view, plot, &other);
    } else {
        own.ink = view->theme->text;
        own.width = thin;
        map_ground(view, plot, card, cell);
        map_texture(view, plot, card, cell);
        map_boundary(view, plot, card, &own);
        if (other.map != NULL)
            map_boundary(view, plot, card, &other);
    }
    canvas_unclip(view->canvas);
    /* A ring near the edge is whole. */
    canvas_clip(view->canvas, rect_inset(plot->rect, -view->size.dot, -view->size.dot));
    map_samples(view, plot, card, radius);
    canvas_unclip(view->canvas);
}

/* Smaller marks where there are many. */
static float mark_radius(const struct view *view, const struct map_card *card)
{
    size_t count = card->samples->count + card->samples->validation;

    return count > 400 ? view->size.out : count > 60 ? view->size.dot
                                                      : GAP_FAR * view->size.dash;
}

void map_view(const struct view *view, struct rect area, const struct map_card *card)
{
    struct page page = page_make(view, area, card);

    draw_head(view, page.head, card);
    draw_plot(view, &page.plot, card, view->size.dot, view->size.bold, mark_radius(view, card));
    draw_axes(view, &page, card);
    map_legend(view, page.legend, card);
    if (card->probe.on)
        draw_probe(view, &page.plot, card);
}

void map_small_view(const struct view *view, struct rect area,
                         const struct map_card *card, struct ui_action open)
{
    float size = (float)view->size.label_px;
    bool hovered = ui_hovers(view->ui, area);
    const char *caption = card->kind == MAP_CURVE ? words(W_CURVE) : words(W_MAP);
    float left = 0.5f * size + ui_text_width(view->canvas, view_plain(view), caption);
    struct rect rect = rect_inset(area, GAP_WORD * size, GAP_WORD * size), before;
    struct map_plot plot;

    /* A ring at the top keeps clear of the caption. */
    rect.y += LINE_CLOSE * size + view->size.out;
    rect.h -= LINE_CLOSE * size + view->size.out;
    plot = plot_make(
        card, (struct rect){roundf(rect.x), roundf(rect.y), roundf(rect.w), roundf(rect.h)});
    canvas_box(view->canvas, area, view->size.card, view->theme->panel,
               hovered ? view->theme->line_strong : view->theme->panel_border, view->size.thin);
    before = canvas_within(view->canvas, area);
    ui_text(view->canvas, area.x + 0.5f * size, area.y + LINE_CLOSE * size, CANVAS_LEFT,
            view_soft(view), caption);
    if (card->other.map != NULL && card->kind != MAP_VALUE)
        label_line(view, area, left,
                   &(struct label_line){card->other.name, words(W_OTHER), card->other.ink,
                                        view->size.line, map_dash(view)});
    canvas_within(view->canvas, before);
    draw_plot(view, &plot, card, view->size.strong, view->size.strong,
              0.5f * mark_radius(view, card));
    ui_target(view->ui, area, open, false);
}
