#include "view/run_plot.h"

#include "view/overlay.h"

#include <math.h>
#include <string.h>

enum { BUCKETS_MAX = 700, LAYER_LABELS_MAX = 8 };

/* One of the two plots. */
struct axes {
    struct rect area;
    double low, high;  /* of the values, or of their logarithms */
    bool logarithmic;
    size_t count;      /* of the iterations */
};

/* On the axis; NaN if it cannot be shown. */
static double on_axis(const struct axes *axes, double value)
{
    if (!isfinite(value) || (axes->logarithmic && value <= 0.0))
        return (double)NAN;
    return axes->logarithmic ? log10(value) : value;
}

/* Of first .. end-1 what can be shown and is lowest and highest on the axis; of equal values the first. */
static bool find_extremes(const struct axes *axes, const struct series *series, size_t first, size_t end,
                          size_t *low, size_t *high)
{
    struct series_extremes extremes = series_find(series, first, end);

    *low = axes->logarithmic ? extremes.least_positive : extremes.least;
    *high = extremes.largest;
    return *low != SERIES_NONE;
}

static double on_axis_at(const struct axes *axes, const struct series *series, size_t i)
{
    return on_axis(axes, series_value(series, i));
}

static void widen(struct axes *axes, const struct series *series)
{
    size_t low, high;

    if (!find_extremes(axes, series, 0, series->count, &low, &high))
        return;
    axes->low = fmin(axes->low, on_axis_at(axes, series, low));
    axes->high = fmax(axes->high, on_axis_at(axes, series, high));
}

/* Once all series are known: whole decades, or from 0. */
static void settle(struct axes *axes)
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

static float x_of(const struct axes *axes, size_t i)
{
    double along = axes->count > 1 ? (double)i / (double)(axes->count - 1) : 0.5;

    return axes->area.x + (float)along * axes->area.w;
}

static float y_of(const struct axes *axes, double value)
{
    double up = (value - axes->low) / (axes->high - axes->low);

    return axes->area.y + axes->area.h * (1.0f - (float)fmin(fmax(up, 0.0), 1.0));
}

/* ---- lines ---- */

struct line {
    const struct view *view;
    struct point points[2 * BUCKETS_MAX + 4];
    size_t used;
    color ink;
    float width;
};

static void end_line(struct line *line)
{
    if (line->used > 1)
        canvas_polyline(line->view->canvas, line->points, line->used, line->width, line->ink);
    else if (line->used == 1)
        canvas_disc(line->view->canvas, line->points[0], line->width, line->ink, line->ink, 0.0f);
    line->used = 0;
}

/* Of a bucket of iterations the least and the largest value, in their order, so that no peak is lost. */
static void add_bucket(struct line *line, const struct axes *axes, const struct series *series, size_t first,
                       size_t end)
{
    size_t low, high;

    if (!find_extremes(axes, series, first, end, &low, &high))
        return;
    for (int k = 0; k < (low == high ? 1 : 2); k++) {
        size_t i = (k == 0) == (low < high) ? low : high;

        line->points[line->used++] = (struct point){x_of(axes, i), y_of(axes, on_axis_at(axes, series, i))};
    }
}

static void draw_series(const struct view *view, const struct axes *axes, const struct series *series, size_t first,
                        size_t end, color ink, float width)
{
    size_t bucket = axes->count / BUCKETS_MAX + 1;
    struct line *line = arena_alloc(view->arena, sizeof *line);

    *line = (struct line){.view = view, .ink = ink, .width = width * view->size.unit};
    end = end < series->count ? end : series->count;
    for (size_t i = first; i < end; i += bucket) {
        size_t last = i + bucket < end ? i + bucket : end;

        /* What is not finite breaks the line. */
        if (bucket == 1 && series->doubles != NULL && isnan(on_axis_at(axes, series, i)))
            end_line(line);
        else
            add_bucket(line, axes, series, i, last);
    }
    end_line(line);
}

/* ---- axes ---- */

static void tick(const struct view *view, const struct axes *axes, double value, const char *text)
{
    float y = y_of(axes, value), size = (float)view->size.label_px;

    canvas_line(view->canvas, (struct point){axes->area.x, y}, (struct point){axes->area.x + axes->area.w, y},
                1.0f * view->size.unit, view->theme->line, 0.0f);
    canvas_text(view->canvas, axes->area.x - 0.6f * size, y + 0.36f * size, CANVAS_RIGHT, FONT_TEXT,
                view->size.label_px, view->theme->text_soft, text);
}

static const char *decade(const struct view *view, double exponent)
{
    static const char *const digits[] = {"\xe2\x81\xb0", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3", "\xe2\x81\xb4",
                                         "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8",
                                         "\xe2\x81\xb9"};
    int n = (int)fabs(exponent);

    if (exponent == 0.0)
        return "1";
    return arena_printf(view->arena, "10%s%s%s%s", exponent < 0.0 ? "\xe2\x81\xbb" : "",
                        n >= 100 ? digits[n / 100 % 10] : "", n >= 10 ? digits[n / 10 % 10] : "", digits[n % 10]);
}

static void draw_axes(const struct view *view, const struct axes *axes)
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

        view_short_number(view, value, false, 5.0f * size, view->size.label_px, text);
        tick(view, axes, value, arena_printf(view->arena, "%s", text));
    }
}

static void iterations_axis(const struct view *view, const struct axes *axes)
{
    float size = (float)view->size.label_px, y = axes->area.y + axes->area.h + 1.4f * size;

    canvas_text(view->canvas, axes->area.x, y, CANVAS_LEFT, FONT_TEXT, view->size.label_px, view->theme->text_soft,
                "iteration 1");
    if (axes->count > 1)
        canvas_text(view->canvas, axes->area.x + axes->area.w, y, CANVAS_RIGHT, FONT_TEXT, view->size.label_px,
                    view->theme->text_soft, arena_printf(view->arena, "%zu", axes->count));
}

/* ---- the plots ---- */

static void mark(const struct view *view, const struct axes *axes, size_t at)
{
    float x = x_of(axes, at);

    canvas_line(view->canvas, (struct point){x, axes->area.y}, (struct point){x, axes->area.y + axes->area.h},
                2.0f * view->size.unit, view->theme->focus, 0.0f);
}

/* Of many epochs every so manieth has a dot. */
static size_t epochs_a_dot(const struct view_score *score)
{
    return score->epochs <= BUCKETS_MAX ? 1 : score->epochs / BUCKETS_MAX + 1;
}

static void loss_plot(const struct view *view, struct rect area, const struct run_plot *plot, size_t at)
{
    const struct theme *theme = view->theme;
    const struct series *losses = &plot->losses, *second = &plot->second;
    size_t count = losses->count;
    struct axes axes = {.area = area, .low = (double)INFINITY, .high = -(double)INFINITY,
                        .logarithmic = plot->logarithmic, .count = count};
    const struct view_score *score = view->score;

    widen(&axes, losses);
    settle(&axes);
    draw_axes(view, &axes);
    mark(view, &axes, at);
    draw_series(view, &axes, losses, plot->now > 0 ? plot->now - 1 : 0, count, theme->line_strong, 2.5f);
    draw_series(view, &axes, losses, 0, plot->now, theme->phase[PHASE_LOSS], 3.5f);
    draw_series(view, &axes, second, 0, count, plot->second_ink, 2.0f);
    for (size_t e = 0; score != NULL && second->count == 0 && e < score->epochs; e += epochs_a_dot(score)) {
        size_t i = (e + 1) * score->iterations_an_epoch - 1;
        double loss = on_axis(&axes, score->validation_losses[e]);

        if (i < count && !isnan(loss))
            canvas_disc(view->canvas, (struct point){x_of(&axes, i), y_of(&axes, loss)}, 4.5f * view->size.unit,
                        theme->phase[PHASE_FORWARD], theme->panel, 1.0f * view->size.unit);
    }
    if (at < count && !isnan(on_axis_at(&axes, losses, at)))
        canvas_disc(view->canvas, (struct point){x_of(&axes, at), y_of(&axes, on_axis_at(&axes, losses, at))},
                    8.0f * view->size.unit, theme->phase[PHASE_LOSS], theme->panel, 2.0f * view->size.unit);
}

/* A norm in little room. */
static const char *brief(const struct view *view, double value)
{
    char text[NUMBER_TEXT_SIZE];

    if (isnan(value))
        return "";
    number_format(text, value, (struct number_style){.decimals = 3, .brief = true});
    return arena_printf(view->arena, "%s", text);
}

/* A layer's line, and its name at the right end, below or above those that are there. */
static void norm_plot(const struct view *view, struct rect area, const struct run_plot *plot, size_t at)
{
    const struct theme *theme = view->theme;
    static const enum formula_role roles[] = {FORMULA_ROLE_INPUT, FORMULA_ROLE_LOSS_SLOPE, FORMULA_ROLE_ERROR,
                                              FORMULA_ROLE_ACTIVATION_SLOPE};
    struct axes axes = {.area = area, .low = (double)INFINITY, .high = -(double)INFINITY, .logarithmic = true,
                        .count = plot->losses.count};
    size_t named = plot->layers < LAYER_LABELS_MAX ? plot->layers : LAYER_LABELS_MAX;
    float size = (float)view->size.label_px;

    for (size_t l = 0; l < plot->layers; l++)
        widen(&axes, &plot->norms[l]);
    settle(&axes);
    draw_axes(view, &axes);
    mark(view, &axes, at);
    for (size_t l = 0; l < plot->layers; l++) {
        color ink = theme->role[roles[l % 4]];
        float y = area.y + ((float)l + 0.5f) * fminf(1.6f * size, area.h / (float)named);
        float width = 2.0f + 1.3f * (float)(l % 4); /* told apart by more than colour */

        draw_series(view, &axes, &plot->norms[l], 0, axes.count, ink, width);
        if (l >= named)
            continue;
        canvas_line(view->canvas, (struct point){area.x + area.w + 0.6f * size, y},
                    (struct point){area.x + area.w + 2.0f * size, y}, width * view->size.unit, ink, 0.0f);
        canvas_text(view->canvas, area.x + area.w + 2.4f * size, y + 0.36f * size, CANVAS_LEFT, FONT_TEXT,
                    view->size.label_px, theme->text,
                    arena_printf(view->arena, "layer %zu  %s", l + 1, brief(view, series_value(&plot->norms[l], at))));
    }
}

/* ---- the words ---- */

static const char *number(const struct view *view, double value)
{
    char text[NUMBER_TEXT_SIZE];

    view_number(view, value, false, 12.0f * (float)view->size.number_px, view->size.number_px, text);
    return arena_printf(view->arena, "%s", text);
}

/* The iteration that is marked, in words. */
static const char *readout(const struct view *view, const struct run_plot *plot, size_t at)
{
    const struct view_score *score = view->score;
    const char *text;
    size_t epoch;

    if (plot->typed[0] != '\0')
        return arena_printf(view->arena, "go to iteration %s_  (Enter)", plot->typed);
    text = arena_printf(view->arena, "iteration %zu: loss %s", at + 1, number(view, series_value(&plot->losses, at)));
    if (at < plot->second.count)
        text = arena_printf(view->arena, "%s; %s: %s", text, plot->second_name,
                            number(view, series_value(&plot->second, at)));
    if (score == NULL || plot->second.count > 0 || score->iterations_an_epoch == 0
        || (at + 1) % score->iterations_an_epoch != 0)
        return text;
    epoch = (at + 1) / score->iterations_an_epoch;
    if (epoch > score->epochs)
        return text;
    return arena_printf(view->arena, "%s, held out %s", text, number(view, score->validation_losses[epoch - 1]));
}

/* The iteration under the pointer, else the chosen one. */
static size_t marked(const struct view *view, struct rect plots, const struct run_plot *plot)
{
    size_t count = plot->losses.count;
    float along;

    if (!ui_hovers(view->ui, plots) || plot->typed[0] != '\0' || count == 0)
        return plot->chosen < count ? plot->chosen : count > 0 ? count - 1 : 0;
    along = (view->ui->pointer.x - plots.x) / plots.w;
    return (size_t)lroundf(fminf(fmaxf(along, 0.0f), 1.0f) * (float)(count - 1));
}

static void heading(const struct view *view, float x, float y, const char *text)
{
    canvas_text(view->canvas, x, y, CANVAS_LEFT, FONT_TEXT_BOLD, view->size.label_px, view->theme->text, text);
}

void run_plot_view(const struct view *view, struct rect window, const struct run_plot *plot,
                   struct run_plot_actions actions)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px, body = (float)view->size.body_px, pad = 1.3f * body;
    float title = 1.9f * (float)view->size.title_px, left = 5.2f * size, right = 12.0f * size;
    struct rect rect = rect_inset(window, 0.04f * window.w, 0.04f * window.h), losses, norms, scale, before;
    size_t at;

    overlay_sheet(view, window, rect, actions.close, (struct ui_action){0});
    before = canvas_within(view->canvas, rect);
    canvas_text(view->canvas, rect.x + pad, rect.y + 0.72f * title, CANVAS_LEFT, FONT_TEXT_BOLD,
                view->size.title_px, theme->text, "The run so far");
    if (plot->losses.count == 0) {
        canvas_text(view->canvas, rect.x + pad, rect.y + title + 2.0f * body, CANVAS_LEFT, FONT_TEXT,
                    view->size.body_px, theme->text,
                    "No iteration has a loss yet. Type a number and press Enter to go there.");
        if (plot->typed[0] != '\0')
            canvas_text(view->canvas, rect.x + pad, rect.y + title + 4.0f * body, CANVAS_LEFT, FONT_TEXT_BOLD,
                        view->size.body_px, theme->text, readout(view, plot, 0));
        canvas_within(view->canvas, before);
        return;
    }
    losses = (struct rect){rect.x + pad + left, rect.y + title + 3.6f * size, rect.w - 2.0f * pad - left - right,
                           0.0f};
    losses.h = 0.56f * (rect.y + rect.h - losses.y - 7.5f * size);
    norms = losses;
    norms.y = losses.y + losses.h + 4.2f * size;
    norms.h = rect.y + rect.h - norms.y - 2.8f * size;
    at = marked(view, (struct rect){losses.x, losses.y, losses.w, norms.y + norms.h - losses.y}, plot);
    canvas_text(view->canvas, rect.x + pad, rect.y + title + 0.9f * size, CANVAS_LEFT, FONT_TEXT, view->size.body_px,
                theme->text, readout(view, plot, at));
    canvas_text(view->canvas, rect.x + rect.w - pad, rect.y + 0.72f * title, CANVAS_RIGHT, FONT_TEXT,
                view->size.label_px, theme->text_soft,
                "click or drag to go there, or type the iteration's number");
    heading(view, rect.x + pad, losses.y - 0.9f * size, "loss");
    scale = (struct rect){losses.x + losses.w + 0.8f * size, losses.y, 6.0f * size, 1.9f * size};
    ui_button(view->ui, view->canvas, theme, scale, plot->logarithmic ? "log (L)" : "linear (L)", view->size.label_px,
              UI_PLAIN, (struct ui_action){actions.scale, 0.0});
    loss_plot(view, losses, plot, at);
    iterations_axis(view, &(struct axes){.area = losses, .count = plot->losses.count});
    heading(view, rect.x + pad, norms.y - 0.9f * size, "size of each layer\xe2\x80\x99s gradient");
    norm_plot(view, norms, plot, at);
    ui_target(view->ui, losses, (struct ui_action){actions.seek, 0.0}, true);
    ui_target(view->ui, norms, (struct ui_action){actions.seek, 0.0}, true);
    canvas_within(view->canvas, before);
}
