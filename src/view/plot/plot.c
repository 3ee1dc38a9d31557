#include "view/plot/plot.h"

#include "base/elementary.h"

#include <math.h>

/* How many times the area's height a line may leave it. */
static const double beyond = 100.0;

double plot_on_axis(const struct plot_axes *axes, double value)
{
    if (!isfinite(value) || (axes->logarithmic && value <= 0.0))
        return (double)NAN;
    return axes->logarithmic ? elementary_log10(value) : value;
}

/* Of first .. end-1 what can be shown and is lowest and highest on the axis; of equal values the
 * first. */
static bool find_extremes(const struct plot_axes *axes, const struct series *series, size_t first,
                          size_t end, size_t *low, size_t *high)
{
    struct series_extremes extremes = series_find(series, first, end);

    *low = axes->logarithmic ? extremes.least_positive : extremes.least;
    *high = extremes.largest;
    return *low != SERIES_NONE;
}

double plot_value_at(const struct plot_axes *axes, const struct series *series, size_t i)
{
    return plot_on_axis(axes, series_value(series, i));
}

void plot_widen(struct plot_axes *axes, const struct series *series)
{
    size_t low, high;

    if (!find_extremes(axes, series, 0, series->count, &low, &high))
        return;
    axes->low = fmin(axes->low, plot_value_at(axes, series, low));
    axes->high = fmax(axes->high, plot_value_at(axes, series, high));
}

void plot_widen_within(struct plot_axes *axes, const struct series *series)
{
    struct plot_axes wider = *axes;
    double most = axes->logarithmic ? axes->high + 3.0 : 2.0 * axes->high;
    double least = axes->logarithmic ? axes->low - 3.0 : 0.0;

    plot_widen(&wider, series);
    if (!(axes->low <= axes->high)) {
        *axes = wider;
        return;
    }
    axes->high = fmin(wider.high, fmax(most, axes->high));
    axes->low = fmax(wider.low, fmin(least, axes->low));
}

void plot_widen_held_out(struct plot_axes *axes, const struct view *view)
{
    const struct view_accuracy *accuracy = view->accuracy;

    if (accuracy != NULL && accuracy->validation_count > 0)
        plot_widen_within(axes, &(struct series){.doubles = accuracy->validation_losses,
                                                 .stride = 1,
                                                 .count = accuracy->validation_count});
}

void plot_settle(struct plot_axes *axes)
{
    if (!(axes->low <= axes->high))
        axes->low = axes->high = 0.0;
    if (axes->logarithmic) {
        axes->low = floor(axes->low + 1e-9);
        axes->high = ceil(axes->high - 1e-9);
    } else if (axes->low > 0.0) {
        axes->low = 0.0; /* a loss falls toward 0: the picture must not exaggerate */
    }
    if (axes->high <= axes->low)
        axes->high = axes->low + 1.0;
}

float plot_x(const struct plot_axes *axes, size_t i)
{
    double along = axes->count > 1 ? (double)i / (double)(axes->count - 1) : 0.0;

    return axes->area.x + (float)along * axes->area.w;
}

float plot_y(const struct plot_axes *axes, double value)
{
    double up = (value - axes->low) / (axes->high - axes->low);

    return axes->area.y + axes->area.h * (1.0f - (float)fmin(fmax(up, -beyond), beyond));
}

/* ---- lines ---- */

struct line {
    const struct view *view;
    struct point points[2 * PLOT_BUCKETS_MAX + 4];
    size_t used;
    struct plot_look look;
};

static void end_line(struct line *line)
{
    if (line->used > 1)
        canvas_polyline_dashed(line->view->canvas, line->points, line->used, line->look.width,
                               line->look.ink, line->look.dash);
    else if (line->used == 1)
        canvas_disc(line->view->canvas, line->points[0], line->look.width, line->look.ink,
                    line->look.ink, 0.0f);
    line->used = 0;
}

/* Of a bucket of iterations the least and the largest value, in their order, so that no peak is
 * lost. */
static void add_bucket(struct line *line, const struct plot_axes *axes, const struct series *series,
                       size_t first, size_t end)
{
    size_t low, high;

    if (!find_extremes(axes, series, first, end, &low, &high))
        return;
    for (int k = 0; k < (low == high ? 1 : 2); k++) {
        size_t i = (k == 0) == (low < high) ? low : high;

        line->points[line->used++] = (struct point){plot_x(axes, i),
                                                    plot_y(axes, plot_value_at(axes, series, i))};
    }
}

struct plot_look plot_look(const struct view *view, enum plot_kind kind, color ink)
{
    const struct ui_sizes *size = &view->size;

    switch (kind) {
    case PLOT_OTHER:
        return (struct plot_look){ink, size->strong, size->dash};
    case PLOT_HELD_OUT:
        return (struct plot_look){ink, size->strong, 0.5f * size->dash};
    case PLOT_LATER:
        return (struct plot_look){ink, size->line, 0.0f};
    case PLOT_BEHIND:
        return (struct plot_look){color_with_alpha(ink, TINT_FAINT), size->thin, 0.0f};
    case PLOT_SHOWN:
        break;
    }
    return (struct plot_look){ink, size->strong, 0.0f};
}

/* The series' line from iteration `first` up to `end`. Where many share a point none of their peaks
 * is lost. What is not finite breaks it. */
static void draw_series(const struct view *view, const struct plot_axes *axes,
                        const struct series *series, size_t first, size_t end,
                        struct plot_look look)
{
    size_t bucket = axes->count / PLOT_BUCKETS_MAX + 1;
    struct line *line = arena_alloc(view->arena, sizeof *line);

    *line = (struct line){.view = view, .look = look};
    end = end < series->count ? end : series->count;
    for (size_t i = first; i < end; i += bucket) {
        size_t last = i + bucket < end ? i + bucket : end;

        /* What is not finite breaks the line. */
        if (bucket == 1 && series->doubles != NULL && isnan(plot_value_at(axes, series, i)))
            end_line(line);
        else
            add_bucket(line, axes, series, i, last);
    }
    end_line(line);
}

/* ---- means ---- */

struct plot_means plot_means(const struct view *view, const struct series *series, size_t an_epoch)
{
    struct plot_means means = {0};
    double *values;

    if (an_epoch < 2 || series->count < 2 * an_epoch)
        return means;
    means.window = an_epoch * (series->count / an_epoch / PLOT_BUCKETS_MAX + 1);
    means.count = series->count / means.window;
    values = arena_alloc(view->arena, means.count * sizeof *values);
    for (size_t k = 0; k < means.count; k++)
        values[k] = series_mean(series, k * means.window, (k + 1) * means.window);
    means.values = values;
    return means;
}

/* Of the stretches that end after iteration `first` and by `end`. */
static void means_line(const struct view *view, const struct plot_axes *axes,
                       const struct plot_means *means, size_t first, size_t end,
                       struct plot_look look)
{
    struct line *line = arena_alloc(view->arena, sizeof *line);

    *line = (struct line){.view = view, .look = look};
    for (size_t k = 0; k < means->count && (k + 1) * means->window <= end; k++) {
        double value = plot_on_axis(axes, means->values[k]);

        if ((k + 1) * means->window <= first)
            continue;
        if (isnan(value))
            end_line(line);
        else
            line->points[line->used++] = (struct point){
                plot_x(axes, k * means->window + means->window / 2), plot_y(axes, value)};
    }
    end_line(line);
}

/* ---- a run ---- */

struct plot_run plot_run(const struct view *view, const struct series *series)
{
    size_t an_epoch = view->accuracy != NULL ? view->accuracy->iterations_an_epoch : 0;

    return (struct plot_run){series, plot_means(view, series, an_epoch)};
}

struct series plot_run_line(const struct plot_run *run)
{
    return run->means.count > 0 ? (struct series){.doubles = run->means.values, .stride = 1,
                                                  .count = run->means.count}
                                : *run->series;
}

void plot_run_draw(const struct view *view, const struct plot_axes *axes,
                   const struct plot_run *run, size_t first, size_t end, struct plot_look look)
{
    if (run->means.count > 0)
        means_line(view, axes, &run->means, first, end, look);
    else
        draw_series(view, axes, run->series, first, end, look);
}

void plot_run_behind(const struct view *view, const struct plot_axes *axes,
                     const struct plot_run *run, size_t first, size_t end, color ink)
{
    if (run->means.count > 0)
        draw_series(view, axes, run->series, first, end, plot_look(view, PLOT_BEHIND, ink));
}

void plot_held_out(const struct view *view, const struct plot_axes *axes, float disc)
{
    const struct view_accuracy *accuracy = view->accuracy;
    const struct theme *theme = view->theme;
    size_t stride = accuracy->validation_count / PLOT_BUCKETS_MAX + 1, used = 0;
    struct point *points = arena_alloc(view->arena,
                                       (accuracy->validation_count / stride + 1) * sizeof *points);
    struct plot_look look = plot_look(view, PLOT_HELD_OUT, theme->phase[PHASE_FORWARD]);

    for (size_t e = 0; e < accuracy->validation_count; e += stride) {
        size_t i = (e + 1) * accuracy->validation_iterations - 1;
        double loss = plot_on_axis(axes, accuracy->validation_losses[e]);

        if (i < axes->count && !isnan(loss))
            points[used++] = (struct point){plot_x(axes, i), plot_y(axes, loss)};
    }
    if (used > 1) {
        canvas_polyline(view->canvas, points, used, 2.0f * look.width, theme->panel);
        canvas_polyline_dashed(view->canvas, points, used, look.width, look.ink, look.dash);
    }
    for (size_t i = 0; i < used && (float)(3 * used) * disc < axes->area.w; i++)
        canvas_disc(view->canvas, points[i], disc, look.ink, theme->panel, view->size.thin);
}

/* ---- axes ---- */

static void tick(const struct view *view, const struct plot_axes *axes, double value,
                 const char *text)
{
    float y = plot_y(axes, value), size = (float)view->size.label_px;

    canvas_line(view->canvas, (struct point){axes->area.x, y},
                (struct point){axes->area.x + axes->area.w, y}, view->size.unit,
                view->theme->line, 0.0f);
    ui_text_middle(view->canvas, axes->area.x - GAP_WIDE * size, y, CANVAS_RIGHT, view_soft(view),
                   text);
}

static const char *decade(const struct view *view, double exponent)
{
    static const char *const digits[] = {
        "⁰", "¹",     "²",     "³",     "⁴",
        "⁵", "⁶", "⁷", "⁸", "⁹"};
    int n = (int)fabs(exponent);

    if (exponent == 0.0)
        return "1";
    return arena_printf(view->arena, "10%s%s%s%s", exponent < 0.0 ? "⁻" : "",
                        n >= 100 ? digits[n / 100 % 10] : "", n >= 10 ? digits[n / 10 % 10] : "",
                        digits[n % 10]);
}

void plot_draw_axes(const struct view *view, const struct plot_axes *axes)
{
    float size = (float)view->size.label_px;
    double least = 1.8 * (double)size / (double)axes->area.h * (axes->high - axes->low);

    if (axes->logarithmic) {
        double step = fmax(1.0, ceil(least));

        for (double at = axes->low; at <= axes->high; at += step)
            tick(view, axes, at, decade(view, at));
        return;
    }
    for (int i = 0; i <= 2; i++) {
        double value = axes->low + (axes->high - axes->low) * (double)i / 2.0;
        char text[NUMBER_TEXT_SIZE];

        view_number(view, value, false, 5 * size, view->size.label_px, text);
        tick(view, axes, value, arena_printf(view->arena, "%s", text));
    }
}

void plot_iterations(const struct view *view, const struct plot_axes *axes)
{
    float size = (float)view->size.label_px, y = axes->area.y + axes->area.h + LINE_STEP * size;

    ui_text(view->canvas, axes->area.x, y, CANVAS_LEFT, view_soft(view), words(W_ITERATION_1));
    if (axes->count > 1)
        ui_text(view->canvas, axes->area.x + axes->area.w, y, CANVAS_RIGHT, view_soft(view),
                number_counted(view->arena, axes->count));
}
