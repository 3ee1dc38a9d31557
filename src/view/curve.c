#include "view/curve.h"

#include "view/label.h"

#include <math.h>

enum { POINTS_MAX = 400, DOTS_MAX = 12 };

/* Of the other run, and, dotted since the ends of dashes are round, of what is held out. In units. */
static const float other_px = 2.5f, other_dash_px = 8.0f;
static const float held_out_px = 2.5f, held_out_dash_px = 4.0f;

struct scale {
    struct rect plot;
    double low, high;  /* of the losses */
    size_t count;
};

static struct point place_point(const struct scale *scale, size_t index, double loss)
{
    double along = scale->count > 1 ? (double)index / (double)(scale->count - 1) : 0.0;
    double up = scale->high > scale->low ? (loss - scale->low) / (scale->high - scale->low) : 0.5;

    return (struct point){scale->plot.x + (float)along * scale->plot.w,
                          scale->plot.y + scale->plot.h * (1.0f - (float)up)};
}

/* From the first `count` losses. */
static void measure(struct scale *scale, const struct series *losses, size_t count)
{
    struct series_extremes extremes = series_find(losses, 0, count);

    scale->count = count;
    if (extremes.least != SERIES_NONE) {
        scale->low = series_value(losses, extremes.least);
        scale->high = series_value(losses, extremes.largest);
    }
    if (scale->low > 0.0)
        scale->low = 0.0; /* a loss falls toward 0: the picture must not exaggerate */
}

/* The scale of both, so that a run that climbs is seen to, but never makes the other one flat. */
static void measure_both(struct scale *scale, const struct series *losses, const struct curve_other *other)
{
    size_t count = losses->count;
    struct scale second = *scale;

    measure(scale, losses, count);
    measure(&second, &other->losses, other->losses.count < count ? other->losses.count : count);
    scale->high = fmin(fmax(second.high, scale->high), 2.0 * scale->high);
}

/* Polylines of the finite stretches of what lies in first .. end-1; long runs are thinned, keeping every bucket's extremes would
 * need more points than there are pixels. */
static void draw_line(const struct view *view, const struct scale *scale, const struct series *losses,
                      size_t first, size_t end, color ink)
{
    struct point points[POINTS_MAX + 2];
    size_t stride = scale->count / POINTS_MAX + 1, used = 0;

    for (size_t i = first; i < end; i += stride) {
        double loss = series_value(losses, i);

        if (isfinite(loss)) {
            points[used++] = place_point(scale, i, loss);
            continue;
        }
        if (used > 1)
            canvas_polyline(view->canvas, points, used, 3.0f * view->size.unit, ink);
        used = 0;
    }
    if (used > 1)
        canvas_polyline(view->canvas, points, used, 3.0f * view->size.unit, ink);
}

static struct rect plot_of(const struct view *view, struct rect card)
{
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct rect plot = rect_inset(card, 1.2f * pad, pad);

    plot.y += 1.5f * size;
    plot.h -= 1.6f * size;
    return plot;
}

static void draw_other(const struct view *view, const struct scale *scale, const struct curve_other *other)
{
    struct point points[POINTS_MAX + 2];
    size_t stride = scale->count / POINTS_MAX + 1, used = 0;

    for (size_t i = 0; i < other->losses.count && i < scale->count; i += stride) {
        double loss = series_value(&other->losses, i);

        if (isfinite(loss))
            points[used++] = place_point(scale, i, fmin(fmax(loss, scale->low), scale->high));
    }
    if (used > 1)
        canvas_polyline_dashed(view->canvas, points, used, other_px * view->size.unit, other->ink,
                               other_dash_px * view->size.unit);
}

/* Unless the words at the left are about what is under the pointer. */
static void name_line(const struct view *view, struct rect card, const char *name, const char *brief, color ink,
                      float width, float dash)
{
    float left = 0.5f * (float)view->size.label_px
               + canvas_text_width(view->canvas, FONT_TEXT, view->size.label_px, "loss");
    struct label_line line = {name, brief, ink, width * view->size.unit, dash * view->size.unit};

    if (!ui_hovers(view->ui, plot_of(view, card)))
        label_line(view, card, left, &line);
}

void curve_epochs(const struct view *view, struct rect card, const struct series *losses,
                  const struct view_score *score)
{
    struct scale scale = {.plot = plot_of(view, card)};
    color ink = view->theme->phase[PHASE_FORWARD];
    float unit = view->size.unit;
    size_t stride = score->epochs / POINTS_MAX + 1, used = 0;
    struct point points[POINTS_MAX + 2];

    measure(&scale, losses, losses->count);
    for (size_t e = 0; e < score->epochs; e += stride) {
        size_t at = (e + 1) * score->iterations_an_epoch - 1;
        double loss = score->validation_losses[e];

        if (at < losses->count && isfinite(loss))
            points[used++] = place_point(&scale, at, fmin(fmax(loss, scale.low), scale.high));
    }
    if (used > 1) {
        canvas_polyline(view->canvas, points, used, (held_out_px + 3.0f) * unit, view->theme->panel);
        canvas_polyline_dashed(view->canvas, points, used, held_out_px * unit, ink, held_out_dash_px * unit);
    }
    for (size_t i = 0; i < used && used <= DOTS_MAX; i++)
        canvas_disc(view->canvas, points[i], 4.0f * view->size.unit, ink, ink, 0.0f);
    if (used > 0)
        name_line(view, card, "validation", NULL, ink, held_out_px, held_out_dash_px);
}

/* What is above the curve: its name, or what is under the pointer. */
static const char *caption(const struct view *view, const struct scale *scale, const struct series *losses, float width)
{
    float along = (view->ui->pointer.x - scale->plot.x) / scale->plot.w;
    char number[NUMBER_TEXT_SIZE];
    size_t at;

    if (scale->count == 0 || !ui_hovers(view->ui, scale->plot))
        return "loss";
    at = (size_t)lroundf(fminf(fmaxf(along, 0.0f), 1.0f) * (float)(scale->count - 1));
    view_short_number(view, series_value(losses, at), false, 0.6f * width, view->size.label_px, number);
    return arena_printf(view->arena, "%zu: %s", at + 1, number);
}

void curve_view(const struct view *view, struct rect card, const struct series *losses, size_t now,
                const struct curve_other *other, struct curve_actions actions)
{
    const struct theme *theme = view->theme;
    size_t count = losses->count;
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct scale scale = {.plot = plot_of(view, card)};
    struct rect before;

    canvas_box(view->canvas, card, 0.5f * size, theme->panel, theme->panel_border,
               1.5f * view->size.unit);
    ui_target(view->ui, card, (struct ui_action){actions.open, 0.0}, false);
    scale.count = count;
    before = canvas_within(view->canvas, card);
    canvas_text(view->canvas, card.x + pad, card.y + 1.25f * size, CANVAS_LEFT, FONT_TEXT,
                view->size.label_px, theme->text_soft, caption(view, &scale, losses, card.w - 2.0f * pad));
    canvas_within(view->canvas, before);
    canvas_line(view->canvas, (struct point){scale.plot.x, scale.plot.y + scale.plot.h},
                (struct point){scale.plot.x + scale.plot.w, scale.plot.y + scale.plot.h},
                1.2f * view->size.unit, theme->line, 0.0f);
    if (count > 1)
        ui_target(view->ui, scale.plot, (struct ui_action){actions.seek, 0.0}, true);
    measure_both(&scale, losses, other);
    /* Ahead of the cursor, as it was found before one went back: faint. */
    draw_line(view, &scale, losses, now > 0 ? now - 1 : 0, count, theme->line);
    draw_line(view, &scale, losses, 0, now < count ? now : count, theme->phase[PHASE_LOSS]);
    if (now > 0 && now <= count && isfinite(series_value(losses, now - 1)))
        canvas_disc(view->canvas, place_point(&scale, now - 1, series_value(losses, now - 1)), 7.0f * view->size.unit,
                    theme->phase[PHASE_LOSS], theme->panel, 2.0f * view->size.unit);
    if (other->losses.count == 0)
        return;
    draw_other(view, &scale, other);
    name_line(view, card, other->name, "other", other->ink, other_px, other_dash_px);
}
