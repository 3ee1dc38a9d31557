#include "view/plot/curve.h"

#include "view/frame/label.h"
#include "view/plot/plot.h"

#include <math.h>

enum { POINTS_MAX = 400, DOTS_MAX = 12 };

/* Of the other run, and, dotted since the ends of dashes are round, of what is held out. In units.
 */
static const float other_px = 2.5f, other_dash_px = 8.0f;
static const float held_out_px = 2.5f, held_out_dash_px = 4.0f;

/* A card so low has its words beside the curve. */
static bool is_flat(const struct view *view, struct rect card)
{
    return card.h < 3.8f * (float)view->size.label_px;
}

static struct rect plot_of(const struct view *view, struct rect card)
{
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct rect plot = rect_inset(card, 1.2f * pad, pad);

    if (is_flat(view, card)) {
        float word = ui_text_width(view->canvas, view_plain(view), words(W_LOSS)) + pad;

        plot.x += word;
        plot.w -= word;
        plot.y = card.y + 0.25f * card.h;
        plot.h = 0.5f * card.h;
    } else {
        plot.y += 1.5f * size;
        plot.h -= 1.6f * size;
    }
    return plot;
}

static size_t an_epoch(const struct view *view)
{
    return view->accuracy != NULL ? view->accuracy->iterations_an_epoch : 0;
}

/* A run's losses, and of a noisy one the means of its epochs. */
struct curve {
    const struct series *losses;
    struct plot_means means;
};

static struct curve curve_of(const struct view *view, const struct series *losses)
{
    return (struct curve){losses, plot_means(view, losses, an_epoch(view))};
}

/* What of it is a line: the means where there are some. */
static struct series line_of(const struct curve *curve)
{
    return curve->means.count > 0 ? (struct series){.doubles = curve->means.values,
                                                    .stride = 1,
                                                    .count = curve->means.count}
                                  : *curve->losses;
}

/* The axes of both; the other run is seen to climb, but never makes this one flat. */
static struct plot_axes axes_of(const struct view *view, struct rect card,
                                const struct curve *curve, const struct curve *other)
{
    struct plot_axes axes = {.area = plot_of(view, card),
                             .low = (double)INFINITY,
                             .high = -(double)INFINITY,
                             .count = curve->losses->count};
    struct series line = line_of(curve);

    plot_widen(&axes, &line);
    if (other != NULL && other->losses->count > 0) {
        line = line_of(other);
        plot_widen_within(&axes, &line);
    }
    plot_settle(&axes);
    return axes;
}

/* From loss `first` up to `end`. */
static void draw_line(const struct view *view, const struct plot_axes *axes,
                      const struct curve *curve, size_t first, size_t end, color ink, float width,
                      float dash)
{
    if (curve->means.count > 0)
        plot_means_line(view, axes, &curve->means, first, end, ink, width, dash);
    else
        plot_series(view, axes, curve->losses, first, end, ink, width, dash);
}

/* The losses as they were until now, and faint as they were found after that, before one went back;
 * behind means all that they are means of; the other run's. */
static void draw_lines(const struct view *view, const struct plot_axes *axes,
                       const struct curve *curve, size_t now, const struct curve *other,
                       color other_ink)
{
    const struct theme *theme = view->theme;
    size_t count = curve->losses->count;

    canvas_clip(view->canvas,
                rect_inset(axes->area, -view->size.dot, -0.5f * view->size.dot));
    if (curve->means.count > 0)
        plot_series(view, axes, curve->losses, 0, count,
                    color_mix(theme->panel, theme->phase[PHASE_LOSS], 0.22f), 1.0f, 0.0f);
    draw_line(view, axes, curve, now > 0 ? now - 1 : 0, count, theme->line, 3.0f, 0.0f);
    draw_line(view, axes, curve, 0, now < count ? now : count, theme->phase[PHASE_LOSS], 3.0f,
              0.0f);
    draw_line(view, axes, other, 0, count, other_ink, other_px, other_dash_px);
    canvas_unclip(view->canvas);
}

/* Of a loss that is higher than the axis, or lower, its end. */
static struct point point_of(const struct plot_axes *axes, size_t i, double loss)
{
    return (struct point){plot_x(axes, i), plot_y(axes, fmin(fmax(loss, axes->low), axes->high))};
}

/* Unless the words at the left are about what is under the pointer. */
static void name_line(const struct view *view, struct rect card, const char *name,
                      const char *brief, color ink, float width, float dash)
{
    float left = 0.5f * (float)view->size.label_px
               + ui_text_width(view->canvas, view_plain(view), words(W_LOSS));
    struct label_line line = {name, brief, ink, width * view->size.unit, dash * view->size.unit};

    if (!ui_hovers(view->ui, plot_of(view, card)) && !is_flat(view, card))
        label_line(view, card, left, &line);
}

void curve_epochs(const struct view *view, struct rect card, const struct series *losses,
                  const struct view_accuracy *accuracy)
{
    struct curve curve = curve_of(view, losses);
    struct plot_axes axes = axes_of(view, card, &curve, NULL);
    color ink = view->theme->phase[PHASE_FORWARD];
    float unit = view->size.unit;
    size_t stride = accuracy->validation_count / POINTS_MAX + 1, used = 0;
    struct point points[POINTS_MAX + 2];

    for (size_t e = 0; e < accuracy->validation_count; e += stride) {
        size_t at = (e + 1) * accuracy->validation_iterations - 1;
        double loss = accuracy->validation_losses[e];

        if (at < losses->count && isfinite(loss))
            points[used++] = point_of(&axes, at, loss);
    }
    if (used > 1) {
        canvas_polyline(view->canvas, points, used, (held_out_px + 3.0f) * unit,
                        view->theme->panel);
        canvas_polyline_dashed(view->canvas, points, used, held_out_px * unit, ink,
                               held_out_dash_px * unit);
    }
    for (size_t i = 0; i < used && used <= DOTS_MAX; i++)
        canvas_disc(view->canvas, points[i], 0.5f * view->size.dot, ink, ink, 0.0f);
    if (used > 0)
        name_line(view, card, words(W_VALIDATION), NULL, ink, held_out_px, held_out_dash_px);
}

/* What is above the curve: its name, or what is under the pointer, if there is width for that. */
static const char *caption(const struct view *view, struct rect plot, const struct series *losses,
                           float width)
{
    float along = (view->ui->pointer.x - plot.x) / plot.w;
    char number[NUMBER_TEXT_SIZE];
    size_t at;

    if (losses->count == 0 || width <= 0.0f || !ui_hovers(view->ui, plot))
        return words(W_LOSS);
    at = series_along(losses, along);
    view_number(view, series_value(losses, at), false, 0.6f * width, view->size.label_px, number);
    return arena_printf(view->arena, "%s: %s", number_counted(view->arena, at + 1), number);
}

void curve_view(const struct view *view, struct rect card, const struct series *losses, size_t now,
                const struct curve_other *other, struct curve_actions actions)
{
    const struct theme *theme = view->theme;
    size_t count = losses->count, at;
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct curve curve = curve_of(view, losses), others = curve_of(view, &other->losses);
    struct plot_axes axes = axes_of(view, card, &curve, &others);
    struct rect before;

    canvas_box(view->canvas, card, view->size.card, theme->panel, theme->panel_border,
               view->size.thin);
    ui_target(view->ui, card, (struct ui_action){actions.open, 0.0}, false);
    before = canvas_within(view->canvas, card);
    ui_text(view->canvas, card.x + pad,
            card.y + (is_flat(view, card) ? 0.5f * card.h + ui_text_drop(size) : 1.25f * size),
            CANVAS_LEFT, view_soft(view),
            caption(view, axes.area, losses, is_flat(view, card) ? 0.0f : card.w - 2.0f * pad));
    view_rule(view, axes.area.x, axes.area.x + axes.area.w, axes.area.y + axes.area.h, theme->line);
    if (count > 1)
        ui_target(view->ui, axes.area, (struct ui_action){actions.seek, 0.0}, true);
    canvas_within(view->canvas, before);
    draw_lines(view, &axes, &curve, now, &others, other->ink);
    at = now > 0 ? series_nearest(losses, now - 1) : 0;
    if (now > 0 && now <= count && isfinite(series_value(losses, at)))
        canvas_disc(view->canvas, point_of(&axes, at, series_value(losses, at)),
                    view->size.dot, theme->phase[PHASE_LOSS], theme->panel,
                    view->size.line);
    if (other->losses.count > 0)
        name_line(view, card, other->name, words(W_OTHER), other->ink, other_px, other_dash_px);
}
