#include "view/plot/run_plot.h"

#include "view/panel/richtext.h"
#include "view/plot/plot.h"

#include <math.h>
#include <string.h>

enum { LAYER_LABELS_MAX = 8 };

/* Lines of the losses, and discs of those held out, in units: told apart by more than colour. */
static const float shown_px = 3.5f, second_px = 3.0f, second_dash_px = 9.0f, held_out_px = 6.0f;
static const float dotted_px = 2.5f, dotted_dash_px = 4.0f;

/* Of a line beside its name, in label sizes. */
static const float sample = 2.4f;

/* ---- the names of the lines ---- */

/* A line of the losses, and where it ends. */
struct ending {
    const char *name;
    color ink;
    float width, dash;
    bool discs;
    float y;
};

enum { ENDINGS_MAX = 2 };

static float end_of(const struct plot_axes *axes, const struct series *series)
{
    for (size_t i = series->count < axes->count ? series->count : axes->count; i-- > 0;) {
        double value = plot_value_at(axes, series, i);

        if (!isnan(value))
            return plot_y(axes, value);
    }
    return axes->area.y;
}

/* None where the losses are the only ones. */
static size_t find_endings(const struct view *view, const struct plot_axes *axes,
                           const struct run_plot *plot, float width,
                           struct ending endings[ENDINGS_MAX])
{
    const struct theme *theme = view->theme;
    const struct view_accuracy *accuracy = view->accuracy;
    bool second = plot->second.count > 0;
    bool held_out = !second && accuracy != NULL && accuracy->validation_count > 0;

    endings[0] = (struct ending){second ? words(W_RUN) : words(W_TRAINING),
                                 theme->phase[PHASE_LOSS],
                                 shown_px,
                                 0.0f,
                                 false,
                                 end_of(axes, &plot->losses)};
    if (second)
        endings[1] = (struct ending){plot->second_name, plot->second_ink, second_px, second_dash_px,
                                     false, end_of(axes, &plot->second)};
    if (second && ui_text_width(view->canvas, view_plain(view), plot->second_name) > width)
        endings[1].name = words(W_OTHER_RUN);
    if (held_out) {
        double last = plot_on_axis(axes,
                                   accuracy->validation_losses[accuracy->validation_count - 1]);

        endings[1] = (struct ending){words(W_VALIDATION),
                                     theme->phase[PHASE_FORWARD],
                                     dotted_px,
                                     dotted_dash_px,
                                     true,
                                     isnan(last) ? axes->area.y : plot_y(axes, last)};
    }
    return second || held_out ? 2 : 0;
}

/* Beside the ends of the lines, below what stands there already, and not on one another. */
static void name_lines(const struct view *view, const struct plot_axes *axes,
                       const struct run_plot *plot, float top, float room)
{
    float size = (float)view->size.label_px, unit = view->size.unit,
          x = axes->area.x + axes->area.w + 0.8f * size;
    float foot = axes->area.y + axes->area.h, gap = 1.5f * size;
    struct ending endings[ENDINGS_MAX] = {{0}};
    size_t count = find_endings(view, axes, plot, room - 3.4f * size, endings);
    size_t upper = count > 1 && endings[1].y < endings[0].y ? 1 : 0;

    if (count == 0)
        return;
    endings[upper].y = fminf(fmaxf(endings[upper].y, top), foot - gap);
    endings[1 - upper].y = fminf(fmaxf(endings[1 - upper].y, endings[upper].y + gap), foot);
    for (size_t i = 0; i < count; i++) {
        const struct ending *ending = &endings[i];
        struct point from = {x, ending->y}, to = {x + sample * size, ending->y};

        canvas_line(view->canvas, from, to, ending->width * unit, ending->ink, ending->dash * unit);
        for (int k = 0; ending->discs && k < 2; k++)
            canvas_disc(view->canvas, point_lerp(from, to, 0.25f + 0.5f * (float)k),
                        held_out_px * unit, ending->ink, view->theme->panel, view->size.line);
        ui_text_middle(view->canvas, to.x + 0.5f * size, ending->y, CANVAS_LEFT, view_plain(view),
                       ending->name);
    }
}

/* ---- the plots ---- */

static void mark(const struct view *view, const struct plot_axes *axes, size_t at)
{
    float x = plot_x(axes, at);

    canvas_line(view->canvas, (struct point){x, axes->area.y},
                (struct point){x, axes->area.y + axes->area.h}, view->size.line, view->theme->focus,
                0.0f);
}

/* A dotted line through the epochs' ends, of many every so manieth, with a disc for each of not so
 * many. */
static void held_out_line(const struct view *view, const struct plot_axes *axes)
{
    const struct view_accuracy *accuracy = view->accuracy;
    size_t stride = accuracy->validation_count / PLOT_BUCKETS_MAX + 1, used = 0;
    struct point *points = arena_alloc(view->arena,
                                       (accuracy->validation_count / stride + 1) * sizeof *points);
    float unit = view->size.unit;
    color ink = view->theme->phase[PHASE_FORWARD];

    for (size_t e = 0; e < accuracy->validation_count; e += stride) {
        size_t i = (e + 1) * accuracy->validation_iterations - 1;
        double loss = plot_on_axis(axes, accuracy->validation_losses[e]);

        if (i < axes->count && !isnan(loss))
            points[used++] = (struct point){plot_x(axes, i), plot_y(axes, loss)};
    }
    if (used > 1) {
        canvas_polyline(view->canvas, points, used, (dotted_px + 3.0f) * unit, view->theme->panel);
        canvas_polyline_dashed(view->canvas, points, used, dotted_px * unit, ink,
                               dotted_dash_px * unit);
    }
    for (size_t i = 0; i < used && (float)used * 3.0f * held_out_px * unit < axes->area.w; i++)
        canvas_disc(view->canvas, points[i], held_out_px * unit, ink, view->theme->panel,
                    view->size.line);
}

static size_t an_epoch(const struct view *view)
{
    return view->accuracy != NULL ? view->accuracy->iterations_an_epoch : 0;
}

/* Single iterations behind the line of their means. */
static color faint(color ink)
{
    return color_with_alpha(ink, 0.3f);
}

/* The losses as they were until now, and as they were found after that; the other run's. */
static void loss_lines(const struct view *view, const struct plot_axes *axes,
                       const struct run_plot *plot, const struct plot_means *means)
{
    const struct series *losses = &plot->losses, *second = &plot->second;
    struct plot_means others = plot_means(view, second, an_epoch(view));
    size_t count = losses->count, after = plot->now > 0 ? plot->now - 1 : 0;
    color now = view->theme->phase[PHASE_LOSS], later = view->theme->line_strong;

    if (means->count == 0) {
        plot_series(view, axes, losses, after, count, later, 2.5f, 0.0f);
        plot_series(view, axes, losses, 0, plot->now, now, shown_px, 0.0f);
    } else {
        plot_series(view, axes, losses, after, count, faint(later), 1.5f, 0.0f);
        plot_series(view, axes, losses, 0, plot->now, faint(now), 1.5f, 0.0f);
        plot_means_line(view, axes, means, after, count, later, 2.5f, 0.0f);
        plot_means_line(view, axes, means, 0, plot->now, now, shown_px, 0.0f);
    }
    if (others.count == 0)
        plot_series(view, axes, second, 0, count, plot->second_ink, second_px, second_dash_px);
    else
        plot_means_line(view, axes, &others, 0, count, plot->second_ink, second_px, second_dash_px);
}

/* room: what the lines' names may take at the right, from `names` down. */
static void loss_plot(const struct view *view, struct rect area, const struct run_plot *plot,
                      size_t at, float names, float room)
{
    const struct theme *theme = view->theme;
    const struct series *losses = &plot->losses, *second = &plot->second;
    size_t count = losses->count;
    struct plot_axes axes = {.area = area, .low = (double)INFINITY, .high = -(double)INFINITY,
                             .logarithmic = plot->logarithmic, .count = count};
    struct plot_means means = plot_means(view, losses, an_epoch(view));

    if (means.count > 0) {
        plot_means_widen(&axes, &means);
        plot_widen_within(&axes, losses);
    } else {
        plot_widen(&axes, losses);
    }
    plot_widen_within(&axes, second);
    plot_settle(&axes);
    plot_draw_axes(view, &axes);
    mark(view, &axes, at);
    canvas_clip(view->canvas, rect_inset(area, -view->size.dot, -0.5f * view->size.dot));
    loss_lines(view, &axes, plot, &means);
    if (second->count == 0 && view->accuracy != NULL)
        held_out_line(view, &axes);
    canvas_unclip(view->canvas);
    if (at < count && !isnan(plot_value_at(&axes, losses, at)))
        canvas_disc(view->canvas,
                    (struct point){plot_x(&axes, at),
                                   plot_y(&axes, plot_value_at(&axes, losses, at))},
                    view->size.dot, theme->phase[PHASE_LOSS], theme->panel,
                    view->size.line);
    name_lines(view, &axes, plot, names, room);
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
static void norm_plot(const struct view *view, struct rect area, const struct run_plot *plot,
                      size_t at)
{
    const struct theme *theme = view->theme;
    static const enum formula_role roles[] = {FORMULA_ROLE_INPUT, FORMULA_ROLE_LOSS_SLOPE,
                                              FORMULA_ROLE_ERROR, FORMULA_ROLE_ACTIVATION_SLOPE};
    struct plot_axes axes = {.area = area, .low = (double)INFINITY, .high = -(double)INFINITY,
                             .logarithmic = true, .count = plot->losses.count};
    size_t named = plot->layers < LAYER_LABELS_MAX ? plot->layers : LAYER_LABELS_MAX;
    struct plot_means *means;
    float size = (float)view->size.label_px;

    means = arena_alloc(view->arena, (plot->layers + 1) * sizeof *means);
    for (size_t l = 0; l < plot->layers; l++) {
        means[l] = plot_means(view, &plot->norms[l], an_epoch(view));
        plot_widen(&axes, &plot->norms[l]);
    }
    plot_settle(&axes);
    plot_draw_axes(view, &axes);
    mark(view, &axes, at);
    /* All of the single iterations lie behind all lines: no layer is painted over by another's. */
    for (size_t l = 0; l < plot->layers; l++)
        if (means[l].count > 0)
            plot_series(view, &axes, &plot->norms[l], 0, axes.count,
                        faint(theme->role[roles[l % 4]]), 1.5f, 0.0f);
    for (size_t l = 0; l < plot->layers; l++) {
        color ink = theme->role[roles[l % 4]];
        float y = area.y + ((float)l + 0.5f) * fminf(1.6f * size, area.h / (float)named);
        float x = area.x + area.w + 0.8f * size;
        float width = 2.0f + 1.3f * (float)(l % 4); /* told apart by more than colour */
        const char *value = brief(view, series_value(&plot->norms[l], at));

        if (means[l].count == 0)
            plot_series(view, &axes, &plot->norms[l], 0, axes.count, ink, width, 0.0f);
        else
            plot_means_line(view, &axes, &means[l], 0, axes.count, ink, width, 0.0f);
        if (l >= named)
            continue;
        canvas_line(view->canvas, (struct point){x, y}, (struct point){x + sample * size, y},
                    width * view->size.unit, ink, 0.0f);
        ui_text_middle(view->canvas, x + (sample + 0.5f) * size, y, CANVAS_LEFT, view_plain(view),
                       view->graph != NULL ? value
                                           : words_in(view->arena, W_LAYER_3, l + 1, value));
    }
}

/* ---- the words ---- */

static const char *number(const struct view *view, double value)
{
    char text[NUMBER_TEXT_SIZE];

    view_number(view, value, false, 12.0f * (float)view->size.number_px, view->size.number_px,
                text);
    return arena_printf(view->arena, "%s", text);
}

/* The iteration that is marked, in words. */
static const char *readout(const struct view *view, const struct run_plot *plot, size_t at)
{
    const struct view_accuracy *accuracy = view->accuracy;
    const char *text;
    size_t epoch;

    if (plot->typed[0] != '\0')
        return words_in(view->arena, W_GO_TO_ITERATION_ENTER, plot->typed);
    if (series_knows(&plot->losses, at))
        text = words_in(view->arena, W_ITERATION_LOSS, number_counted(view->arena, at + 1),
                        number(view, series_value(&plot->losses, at)));
    else
        text = words_in(view->arena, W_ITERATION_GOING_THERE_COMPUTES_ITS,
                        number_counted(view->arena, at + 1));
    if (at < plot->second.count && series_knows(&plot->second, at))
        text = arena_printf(view->arena, "%s; %s: %s", text, plot->second_name,
                            number(view, series_value(&plot->second, at)));
    if (accuracy == NULL || plot->second.count > 0 || accuracy->validation_iterations == 0
        || (at + 1) % accuracy->validation_iterations != 0)
        return text;
    epoch = (at + 1) / accuracy->validation_iterations;
    if (epoch > accuracy->validation_count)
        return text;
    return words_in(view->arena, W_VALIDATION_2, text,
                    number(view, accuracy->validation_losses[epoch - 1]));
}

/* The iteration under the pointer, else the chosen one. */
static size_t marked(const struct view *view, struct rect plots, const struct run_plot *plot)
{
    size_t count = plot->losses.count;

    if (!ui_hovers(view->ui, plots) || plot->typed[0] != '\0' || count == 0)
        return plot->chosen < count ? plot->chosen : count > 0 ? count - 1 : 0;
    return series_along(&plot->losses, (view->ui->pointer.x - plots.x) / plots.w);
}

static void heading(const struct view *view, float x, float y, const char *text)
{
    ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view), text);
}

static bool averages(const struct view *view, const struct run_plot *plot)
{
    return an_epoch(view) > 1 && plot->losses.count >= 2 * an_epoch(view);
}

/* linear | log: the one that holds is marked, the other can be pressed. */
static void scale_switch(const struct view *view, struct rect rect, bool logarithmic, int command)
{
    const char *const names[] = {words(W_LINEAR), words(W_LOG)};

    for (int i = 0; i < 2; i++) {
        bool holds = (i == 1) == logarithmic;

        ui_button(view->ui, view->canvas, view->theme, rect, names[i], view->size.label_px,
                  holds ? UI_SELECTED : UI_PLAIN, (struct ui_action){holds ? 0 : command, 0.0});
        rect.x += rect.w + 0.3f * (float)view->size.label_px;
    }
}

void run_plot_view(const struct view *view, struct rect window, const struct run_plot *plot,
                   struct run_plot_actions actions)
{
    const struct theme *theme = view->theme;
    struct ui_paper paper = view_paper(view);
    float size = (float)view->size.label_px, body = (float)view->size.body_px,
        pad = ui_sheet_margin(&paper);
    float title = ui_sheet_band(&paper), left = 5.2f * size, right = 12.0f * size;
    struct rect rect = rect_inset(window, 0.04f * window.w, 0.04f * window.h), losses, norms, scale;
    struct ui_sheet sheet = {words(W_RUN_SO_FAR), .close = actions.close};
    struct ui_frame frame;
    size_t at;

    if (plot->losses.count == 0) /* a few words */
        rect = rect_inset(window, 0.08f * window.w, 0.5f * window.h - title - 2.5f * body);
    else
        sheet.aside = words(W_CLICK_OR_DRAG_OR_TYPE);
    sheet.width = rect.w;
    sheet.height = rect.h;
    frame = ui_sheet(&paper, window, &sheet);
    if (plot->losses.count == 0) {
        richtext_draw(view, rect.x + pad, rect.y + title + body, rect.w - 2.0f * pad,
                      richtext_plain(view->arena, words(W_NO_ITERATION_HAS_LOSS_YET)),
                      &(struct richtext_style){.size_px = view->size.body_px, .ink = theme->text},
                      false);
        if (plot->typed[0] != '\0')
            canvas_text(view->canvas, rect.x + pad, rect.y + title + 4.0f * body, CANVAS_LEFT,
                        FONT_TEXT_BOLD, view->size.body_px, theme->text, readout(view, plot, 0));
        ui_frame_end(&paper, &frame);
        return;
    }
    losses = (struct rect){rect.x + pad + left, rect.y + title + 3.6f * size,
                           rect.w - 2.0f * pad - left - right, 0.0f};
    losses.h = 0.56f * (rect.y + rect.h - losses.y - 7.5f * size);
    norms = losses;
    norms.y = losses.y + losses.h + 4.2f * size;
    norms.h = rect.y + rect.h - norms.y - 2.8f * size;
    at = marked(view, (struct rect){losses.x, losses.y, losses.w, norms.y + norms.h - losses.y},
                plot);
    canvas_text(view->canvas, rect.x + pad, rect.y + title + 0.9f * size, CANVAS_LEFT, FONT_TEXT,
                view->size.body_px, theme->text, readout(view, plot, at));
    heading(view, rect.x + pad, losses.y - 0.9f * size,
            averages(view, plot) ? words(W_LOSS_MEAN_OF_EACH_EPOCH) : words(W_LOSS));
    scale = (struct rect){losses.x + losses.w + 0.8f * size, losses.y, 4.5f * size, 1.9f * size};
    scale_switch(view, scale, plot->logarithmic, actions.scale);
    loss_plot(view, losses, plot, at, scale.y + scale.h + 1.2f * size, right);
    plot_iterations(view, &(struct plot_axes){.area = losses, .count = plot->losses.count});
    heading(view, rect.x + pad, norms.y - 0.9f * size,
            words(view->graph != NULL ? W_GRAPH_NORM : W_NORM_OF_EACH_LAYERS_GRADIENT));
    norm_plot(view, norms, plot, at);
    ui_target(view->ui, losses, (struct ui_action){actions.seek, 0.0}, true);
    ui_target(view->ui, norms, (struct ui_action){actions.seek, 0.0}, true);
    ui_frame_end(&paper, &frame);
}
