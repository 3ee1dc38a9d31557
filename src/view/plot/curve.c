#include "view/plot/curve.h"

#include "view/frame/label.h"
#include "view/plot/plot.h"

#include <math.h>

/* A card so low has its words beside the curve. */
static bool is_flat(const struct view *view, struct rect card)
{
    return card.h < 2.0f * LINE_BUTTON * (float)view->size.label_px;
}

static struct rect plot_of(const struct view *view, struct rect card)
{
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct rect plot = rect_inset(card, pad, pad);

    if (is_flat(view, card)) {
        float word = ui_text_width(view->canvas, view_plain(view), words(W_LOSS)) + pad;

        plot.x += word;
        plot.w -= word;
        plot.y = card.y + card.h / 4;
        plot.h = 0.5f * card.h;
    } else {
        plot.y += LINE_ROW * size;
        plot.h -= LINE_ROW * size;
    }
    return plot;
}

/* The axes of both; the other run is seen to climb, but never makes this one flat. Nor do single
 * iterations behind their means, which may leave the area. */
static struct plot_axes axes_of(const struct view *view, struct rect card,
                                const struct plot_run *run, const struct plot_run *other)
{
    struct plot_axes axes = {.area = plot_of(view, card),
                             .low = (double)INFINITY,
                             .high = -(double)INFINITY,
                             .count = run->series->count};
    struct series line = plot_run_line(run);

    plot_widen(&axes, &line);
    plot_widen_held_out(&axes, view);
    if (other != NULL && other->series->count > 0) {
        line = plot_run_line(other);
        plot_widen_within(&axes, &line);
    }
    plot_settle(&axes);
    return axes;
}

static void clip(const struct view *view, struct rect area)
{
    canvas_clip(view->canvas, rect_inset(area, -view->size.dot, -0.5f * view->size.dot));
}

/* The losses as they were until now, and faint as they were found after that, before one went back;
 * behind means all that they are means of; the other run's. */
static void draw_lines(const struct view *view, const struct plot_axes *axes,
                       const struct plot_run *run, size_t now, const struct plot_run *other,
                       color other_ink)
{
    const struct theme *theme = view->theme;
    size_t count = run->series->count;

    clip(view, axes->area);
    plot_run_behind(view, axes, run, 0, count, theme->phase[PHASE_LOSS]);
    plot_run_draw(view, axes, run, now > 0 ? now - 1 : 0, count,
                  plot_look(view, PLOT_SHOWN, theme->line));
    plot_run_draw(view, axes, run, 0, now < count ? now : count,
                  plot_look(view, PLOT_SHOWN, theme->phase[PHASE_LOSS]));
    plot_run_draw(view, axes, other, 0, count, plot_look(view, PLOT_OTHER, other_ink));
    canvas_unclip(view->canvas);
}

/* Of a loss that is higher than the axis, or lower, its end. */
static struct point point_of(const struct plot_axes *axes, size_t i, double loss)
{
    return (struct point){plot_x(axes, i), plot_y(axes, fmin(fmax(loss, axes->low), axes->high))};
}

/* Unless the words at the left are about what is under the pointer. */
static void name_line(const struct view *view, struct rect card, const char *name,
                      const char *brief, struct plot_look look)
{
    float left = 0.5f * (float)view->size.label_px
               + ui_text_width(view->canvas, view_plain(view), words(W_LOSS));
    struct label_line line = {name, brief, look.ink, look.width, look.dash};

    if (!ui_hovers(view->ui, plot_of(view, card)) && !is_flat(view, card))
        label_line(view, card, left, &line);
}

void curve_epochs(const struct view *view, struct rect card, const struct series *losses)
{
    struct plot_run run = plot_run(view, losses);
    struct plot_axes axes = axes_of(view, card, &run, NULL);

    if (view->accuracy->validation_count == 0)
        return;
    clip(view, axes.area);
    plot_held_out(view, &axes, 0.5f * view->size.dot);
    canvas_unclip(view->canvas);
    name_line(view, card, words(W_VALIDATION), NULL,
              plot_look(view, PLOT_HELD_OUT, view->theme->phase[PHASE_FORWARD]));
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
    view_number(view, series_value(losses, at), false, 0.5f * width, view->size.label_px, number);
    return arena_printf(view->arena, "%s: %s", number_counted(view->arena, at + 1), number);
}

void curve_view(const struct view *view, struct rect card, const struct series *losses, size_t now,
                const struct curve_other *other, struct curve_actions actions)
{
    const struct theme *theme = view->theme;
    size_t count = losses->count, at;
    float size = (float)view->size.label_px, pad = 0.5f * size;
    struct plot_run run = plot_run(view, losses), others = plot_run(view, &other->losses);
    struct plot_axes axes = axes_of(view, card, &run, &others);
    struct rect before;

    canvas_box(view->canvas, card, view->size.card, theme->panel, theme->panel_border,
               view->size.thin);
    ui_target(view->ui, card, (struct ui_action){actions.open, 0.0}, false);
    before = canvas_within(view->canvas, card);
    ui_text(view->canvas, card.x + pad,
            card.y + (is_flat(view, card) ? 0.5f * card.h + ui_text_drop(size) : LINE_CLOSE * size),
            CANVAS_LEFT, view_soft(view),
            caption(view, axes.area, losses, is_flat(view, card) ? 0.0f : card.w - 2.0f * pad));
    view_rule(view, axes.area.x, axes.area.x + axes.area.w, axes.area.y + axes.area.h, theme->line);
    if (count > 1)
        ui_target(view->ui, axes.area, (struct ui_action){actions.seek, 0.0}, true);
    canvas_within(view->canvas, before);
    draw_lines(view, &axes, &run, now, &others, other->ink);
    at = now > 0 ? series_nearest(losses, now - 1) : 0;
    if (now > 0 && now <= count && isfinite(series_value(losses, at)))
        canvas_disc(view->canvas, point_of(&axes, at, series_value(losses, at)),
                    view->size.dot, theme->phase[PHASE_LOSS], theme->panel,
                    view->size.line);
    if (other->losses.count > 0)
        name_line(view, card, other->name, words(W_OTHER),
                  plot_look(view, PLOT_OTHER, other->ink));
}
