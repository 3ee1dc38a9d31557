#include "view/landscape/landscape.h"

#include "view/frame/label.h"
#include "view/landscape/landscape_parts.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <string.h>

/* An arrow is at least so long, and the gradient's is, in shares of the plot's side. */
static const float least_step = 0.07f, gradient_length = 0.17f;

/* The plot, what is beside or below it, and how often the steps are drawn longer than they are. */
struct page {
    const struct view *view;
    const struct landscape_card *card;
    const struct formula *symbols[2]; /* of the parameters */
    struct rect plot, legend;
    double longer;
    struct ui_sizes size; /* of strokes in the plot, which is small where the text is large */
};

/* Beside the plot there is room for what the lines mean, or below it. */
static bool is_wide(const struct view *view, struct rect area)
{
    return area.w > area.h + ROOM(15) * (float)view->size.label_px;
}

static float width_of(const struct view *view, const struct formula *symbol)
{
    return label_symbol(view, symbol, 0, 0, view->size.number_px, view->theme->text, true);
}

/* Left of the plot: numbers, or the upright axis' symbol where that is longer. */
static float gutter_of(const struct view *view, const struct formula *symbol)
{
    float size = (float)view->size.label_px;

    return fmaxf(ROOM(6) * size, width_of(view, symbol) + GAP_PART * size);
}

/* The square in which the parameters are. */
static struct rect place_plot(const struct view *view, struct rect area, float gutter)
{
    float size = (float)view->size.label_px, head = 2.0f * size, foot = LINE_TWO * size;
    float high = area.h - head - foot - (is_wide(view, area) ? 0.0f : 8.2f * size);
    float side = floorf(fmaxf(4.0f * size, fminf(high, area.w - gutter - size)));

    return (struct rect){roundf(area.x + gutter), roundf(area.y + head), side, side};
}

/* Where two values are in the square in which the parameters are. */
static struct point point_of(const struct landscape_card *card, struct rect plot,
                             const double at[2])
{
    float part[2];

    for (int axis = 0; axis < 2; axis++)
        part[axis] = (float)fmin(fmax((at[axis] - card->low[axis])
                                      / (card->high[axis] - card->low[axis]), -2.0), 3.0);
    return (struct point){plot.x + part[0] * plot.w, plot.y + (1.0f - part[1]) * plot.h};
}

/* ---- ways ---- */

static void draw_way(const struct page *page, const struct landscape_run *run)
{
    const struct view *view = page->view;
    float width = page->size.strong;
    struct point points[1024];
    size_t count = 0;
    color ink = view->theme->text;

    for (size_t i = 0; i < run->count && count < 1000; i++)
        if (isfinite(run->points[i][0]) && isfinite(run->points[i][1]))
            points[count++] = point_of(page->card, page->plot, run->points[i]);
    if (isfinite(run->from[0]) && isfinite(run->from[1]))
        points[count++] = point_of(page->card, page->plot, run->from);
    if (isfinite(run->now[0]) && isfinite(run->now[1]))
        points[count++] = point_of(page->card, page->plot, run->now);
    if (run->name != NULL)
        canvas_polyline_dashed(view->canvas, points, count, width, ink, page->size.dash);
    else
        canvas_polyline(view->canvas, points, count, width, ink);
    /* Where an iteration has ended, as long as they can be told apart. */
    for (size_t i = 0; i + 1 < count && count <= 60; i++)
        canvas_disc(view->canvas, points[i], 0.5f * page->size.dot,
                    run->name != NULL ? view->theme->panel : ink, ink, page->size.line);
    if (count > 0)
        canvas_disc(view->canvas, points[0], page->size.dot, 0, ink, page->size.line);
}

static void draw_now(const struct page *page, const struct landscape_run *run)
{
    const struct view *view = page->view;

    if (isfinite(run->now[0]) && isfinite(run->now[1]))
        canvas_disc(view->canvas, point_of(page->card, page->plot, run->now), page->size.dot,
                    run->name != NULL ? view->theme->panel : view->theme->focus,
                    run->name != NULL ? view->theme->focus : view->theme->panel, page->size.strong);
}

/* ---- arrows ---- */

static bool is_some(const double vector[2])
{
    return isfinite(vector[0]) && isfinite(vector[1]) && (vector[0] != 0 || vector[1] != 0);
}

static double length_of(const double vector[2])
{
    return sqrt(vector[0] * vector[0] + vector[1] * vector[1]);
}

/* Steps too short to be seen are all drawn so many times longer. */
static double longer_of(const struct page *page)
{
    const struct landscape_card *card = page->card;
    double span = card->high[0] - card->low[0], longest = 0.0, times = 1.0;

    for (size_t r = 0; r < card->run_count; r++) {
        if (card->runs[r].has_step && is_some(card->runs[r].step))
            longest = fmax(longest, length_of(card->runs[r].step));
        if (card->runs[r].has_gradient && is_some(card->runs[r].plain))
            longest = fmax(longest, length_of(card->runs[r].plain));
    }
    /* 1, 2, 5, 10, 20, ... */
    for (int i = 0; longest > 0.0 && longest * times < (double)least_step * span && i < 36; i++)
        times *= i % 3 == 1 ? 2.5 : 2.0;
    return times;
}

/* From where the run stands by that much. */
static struct landscape_arrow arrow_of(const struct page *page, const struct landscape_run *run,
                                       const double by[2], double times)
{
    const double to[2] = {run->from[0] + times * by[0], run->from[1] + times * by[1]};

    return (struct landscape_arrow){.from = point_of(page->card, page->plot, run->from),
                                    .to = point_of(page->card, page->plot, to),
                                    .width = page->size.bold};
}

/* Whether the optimiser makes something else of the gradient than −η times itself. */
static bool differs(const struct landscape_run *run)
{
    const double apart[2] = {run->step[0] - run->plain[0], run->step[1] - run->plain[1]};

    return run->has_step && length_of(apart) > 0.02 * length_of(run->plain);
}

/* How often the gradient is drawn: as long as every other one, less where it would leave the plot,
 * since it is its direction that counts. */
static double gradient_times(const struct page *page, const struct landscape_run *run)
{
    const struct landscape_card *card = page->card;
    double span = card->high[0] - card->low[0], length = length_of(run->gradient);
    double times = (double)gradient_length * span / length;

    for (int axis = 0; axis < 2; axis++) {
        double by = run->gradient[axis];
        double room = by > 0.0 ? card->high[axis] - run->from[axis]
                               : run->from[axis] - card->low[axis];

        if (by != 0.0)
            times = fmin(times, (room - 0.01 * span) / fabs(by));
    }
    return fmax(times, 0.05 * span / length);
}

static void draw_arrows(const struct page *page, const struct landscape_run *run)
{
    const struct view *view = page->view;
    const struct theme *theme = view->theme;
    struct landscape_arrow arrow;

    if (run->has_gradient && is_some(run->gradient)) {
        arrow = arrow_of(page, run, run->gradient, gradient_times(page, run));
        arrow.ink = theme->phase[PHASE_BACKWARD];
        arrow.hollow = arrow.dashed = true;
        landscape_draw_arrow(view, &arrow);
    }
    if (run->has_gradient && differs(run) && is_some(run->plain)) {
        arrow = arrow_of(page, run, run->plain, page->longer);
        arrow.ink = theme->text_soft;
        arrow.dashed = true;
        arrow.width *= 0.5f;
        landscape_draw_arrow(view, &arrow);
    }
    if (run->has_step && is_some(run->step)) {
        arrow = arrow_of(page, run, run->step, page->longer);
        arrow.ink = theme->phase[PHASE_UPDATE];
        landscape_draw_arrow(view, &arrow);
    }
}

/* ---- words ---- */

/* Left out where it is wider than the room. */
static void number(const struct view *view, double value, float x, float y,
                   enum canvas_anchor anchor, float room)
{
    char text[NUMBER_TEXT_SIZE];

    number_format(text, value, (struct number_style){.decimals = 2});
    if (canvas_text_width(view->canvas, FONT_MONO, view->size.label_px, text) > room)
        return;
    canvas_text(view->canvas, x, y, anchor, FONT_MONO, view->size.label_px, view->theme->text_soft,
                text);
}

static void draw_axes(const struct page *page)
{
    const struct view *view = page->view;
    const struct landscape_card *card = page->card;
    struct rect plot = page->plot;
    float size = (float)view->size.label_px, below = plot.y + plot.h + LINE_CLOSE * size, width,
          room;
    int symbol_px = view->size.number_px;

    width = width_of(view, page->symbols[0]);
    room = 0.5f * (plot.w - width) - GAP_NEAR * size;
    number(view, card->low[0], plot.x, below, CANVAS_LEFT, room);
    number(view, card->high[0], plot.x + plot.w, below, CANVAS_RIGHT, room);
    label_symbol(view, page->symbols[0], plot.x + 0.5f * (plot.w - width), below, symbol_px,
                 view->theme->text, false);
    number(view, card->high[1], plot.x - GAP_WORD * size, plot.y + GAP_PART * size, CANVAS_RIGHT,
           INFINITY);
    number(view, card->low[1], plot.x - GAP_WORD * size, plot.y + plot.h, CANVAS_RIGHT, INFINITY);
    width = width_of(view, page->symbols[1]);
    label_symbol(view, page->symbols[1], plot.x - 0.5f * size - width, plot.y + 0.5f * plot.h,
                 symbol_px, view->theme->text, false);
}

/* A line of the legend: a piece of what it is about, and its words below each other. */
static float legend_line(const struct page *page, float y, const struct landscape_arrow *sample,
                     bool dashed, const char *text)
{
    const struct view *view = page->view;
    float size = (float)view->size.label_px, left = page->legend.x, sign = LINE_TWO * size;
    struct richtext_style style = {.size_px = view->size.label_px,
                                   .ink = view->theme->text,
                                   .tight = true};
    struct point a = {left, y + GAP_WIDE * size}, b = {left + 2.0f * size, y + GAP_WIDE * size};
    float height = richtext_draw(view, left + sign, y, page->legend.w - sign,
                                 richtext_plain(view->arena, text), &style, true);

    if (y + height > page->legend.y + page->legend.h)
        return y;
    richtext_draw(view, left + sign, y, page->legend.w - sign, richtext_plain(view->arena, text),
                  &style, false);
    if (sample != NULL) {
        struct landscape_arrow arrow = *sample;

        arrow.from = a;
        arrow.to = b;
        landscape_draw_arrow(view, &arrow);
    } else {
        canvas_line(view->canvas, a, b, view->size.strong, view->theme->text,
                    dashed ? view->size.dash : 0.0f);
        canvas_disc(view->canvas, point_lerp(a, b, 0.5f), 0.5f * view->size.dot,
                    dashed ? view->theme->panel : view->theme->text, view->theme->text,
                    view->size.line);
    }
    return y + height + GAP_WORD * size;
}

static const char *step_words(const struct page *page, enum word word)
{
    struct arena *arena = page->view->arena;
    char times[NUMBER_TEXT_SIZE];

    if (page->longer <= 1.0)
        return words(word);
    number_format(times, page->longer, (struct number_style){.decimals = 0});
    return words_in(arena, W_LANDSCAPE_LONGER, words(word), times);
}

static void draw_legend(const struct page *page)
{
    const struct view *view = page->view;
    const struct theme *theme = view->theme;
    const struct landscape_run *run = &page->card->runs[0];
    struct landscape_arrow arrow = {.width = view->size.bold};
    float y = page->legend.y;

    y = legend_line(page, y, NULL, false, words(W_LANDSCAPE_WAY));
    if (page->card->run_count > 1)
        y = legend_line(page, y, NULL, true,
                    words_in(view->arena, W_LANDSCAPE_OTHER, page->card->runs[1].name));
    if (run->has_gradient) {
        arrow.ink = theme->phase[PHASE_BACKWARD];
        arrow.hollow = arrow.dashed = true;
        y = legend_line(page, y, &arrow, false,
                    words(is_some(run->gradient) ? W_LANDSCAPE_GRADIENT : W_LANDSCAPE_FLAT));
    }
    arrow.hollow = arrow.dashed = false;
    if (run->has_step) {
        arrow.ink = theme->phase[PHASE_UPDATE];
        y = legend_line(page, y, &arrow, false, step_words(page, W_LANDSCAPE_STEP));
    }
    if (run->has_gradient && differs(run)) {
        arrow.ink = theme->text_soft;
        arrow.dashed = true;
        arrow.width *= 0.5f;
        legend_line(page, y, &arrow, false, step_words(page, W_LANDSCAPE_PLAIN));
    }
}

static void draw_head(const struct page *page, struct rect area)
{
    const struct view *view = page->view;
    const struct landscape_card *card = page->card;
    const char *const wordings[] = {words(card->objective ? W_LANDSCAPE_OBJECTIVE
                                          : card->alone   ? W_LANDSCAPE_TITLE
                                                          : W_LANDSCAPE_TITLE_SLICE),
                                    words(W_LANDSCAPE_TITLE_SHORT), NULL};

    ui_text(view->canvas, area.x, area.y + LINE_STEP * (float)view->size.label_px, CANVAS_LEFT,
            view_bold(view), ui_wording(view->canvas, view_bold(view), area.w, wordings));
}

void landscape_view(const struct view *view, struct rect area, const struct landscape_card *card)
{
    float size = (float)view->size.label_px;
    struct page page = {.view = view, .card = card};
    struct rect plot, before = canvas_within(view->canvas, area);

    for (int axis = 0; axis < 2; axis++)
        page.symbols[axis] = quantity_symbol(view->arena, view->snapshot, card->pair[axis]);
    plot = page.plot = place_plot(view, area, gutter_of(view, page.symbols[1]));
    page.size = view->size;
    ui_sizes_unit(&page.size, fminf(view->size.unit, plot.w / 500.0f));
    page.longer = longer_of(&page);
    page.legend = is_wide(view, area)
        ? (struct rect){plot.x + plot.w + GAP_FAR * size, plot.y,
                        area.x + area.w - plot.x - plot.w - GAP_FAR * size,
                        area.y + area.h - plot.y}
        : (struct rect){area.x, plot.y + plot.h + 2.0f * size, area.w,
                        area.y + area.h - plot.y - plot.h - 2.0f * size};
    draw_head(&page, area);
    canvas_clip(view->canvas, plot);
    landscape_ground(view, plot, card);
    for (size_t r = card->run_count; r-- > 0;)
        draw_way(&page, &card->runs[r]);
    for (size_t r = card->run_count; r-- > 0;)
        draw_arrows(&page, &card->runs[r]);
    for (size_t r = card->run_count; r-- > 0;)
        draw_now(&page, &card->runs[r]);
    canvas_unclip(view->canvas);
    canvas_box(view->canvas, plot, 0.0f, 0, view->theme->line_strong, view->size.line);
    draw_axes(&page);
    draw_legend(&page);
    canvas_within(view->canvas, before);
}
