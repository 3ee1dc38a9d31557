#include "view/plot/run_plot.h"

#include "view/panel/richtext.h"
#include "view/plot/plot.h"

#include <math.h>
#include <string.h>

enum { LAYER_LABELS_MAX = 8 };

/* ---- the names of the lines ---- */

/* A line of the losses, and where it ends. */
struct ending {
    const char *name;
    struct plot_look look;
    bool discs;
    float y;
};

enum { ENDINGS_MAX = 2 };

/* Of what is held out. */
static float disc(const struct view *view)
{
    return 0.5f * (view->size.dot + view->size.out);
}

/* Of a line beside its name. */
static float sample(const struct view *view)
{
    return 2.0f * (float)view->size.label_px;
}

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
                                 plot_look(view, PLOT_SHOWN, theme->phase[PHASE_LOSS]), false,
                                 end_of(axes, &plot->losses)};
    if (second)
        endings[1] = (struct ending){plot->second_name,
                                     plot_look(view, PLOT_OTHER, plot->second_ink), false,
                                     end_of(axes, &plot->second)};
    if (second && ui_text_width(view->canvas, view_plain(view), plot->second_name) > width)
        endings[1].name = words(W_OTHER_RUN);
    if (held_out) {
        double last = plot_on_axis(axes,
                                   accuracy->validation_losses[accuracy->validation_count - 1]);

        endings[1] = (struct ending){words(W_VALIDATION),
                                     plot_look(view, PLOT_HELD_OUT, theme->phase[PHASE_FORWARD]),
                                     true, isnan(last) ? axes->area.y : plot_y(axes, last)};
    }
    return second || held_out ? 2 : 0;
}

/* Beside the ends of the lines, below what stands there already, and not on one another. */
static void name_lines(const struct view *view, const struct plot_axes *axes,
                       const struct run_plot *plot, float top, float room)
{
    float size = (float)view->size.label_px, x = axes->area.x + axes->area.w + GAP_PART * size;
    float foot = axes->area.y + axes->area.h, gap = LINE_ROW * size;
    struct ending endings[ENDINGS_MAX] = {{0}};
    size_t count = find_endings(view, axes, plot, room - sample(view) - GAP_APART * size, endings);
    size_t upper = count > 1 && endings[1].y < endings[0].y ? 1 : 0;

    if (count == 0)
        return;
    endings[upper].y = fminf(fmaxf(endings[upper].y, top), foot - gap);
    endings[1 - upper].y = fminf(fmaxf(endings[1 - upper].y, endings[upper].y + gap), foot);
    for (size_t i = 0; i < count; i++) {
        const struct ending *ending = &endings[i];
        struct point from = {x, ending->y}, to = {x + sample(view), ending->y};

        canvas_line(view->canvas, from, to, ending->look.width, ending->look.ink,
                    ending->look.dash);
        for (int k = 1; ending->discs && k < 4; k += 2)
            canvas_disc(view->canvas, point_lerp(from, to, (float)k / 4), disc(view),
                        ending->look.ink, view->theme->panel, view->size.thin);
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

/* The losses as they were until now, and as they were found after that; the other run's. */
static void loss_lines(const struct view *view, const struct plot_axes *axes,
                       const struct run_plot *plot, const struct plot_run *run)
{
    struct plot_run other = plot_run(view, &plot->second);
    size_t count = plot->losses.count, after = plot->now > 0 ? plot->now - 1 : 0;
    color now = view->theme->phase[PHASE_LOSS], later = view->theme->line_strong;

    plot_run_behind(view, axes, run, after, count, later);
    plot_run_behind(view, axes, run, 0, plot->now, now);
    plot_run_draw(view, axes, run, after, count, plot_look(view, PLOT_LATER, later));
    plot_run_draw(view, axes, run, 0, plot->now, plot_look(view, PLOT_SHOWN, now));
    plot_run_draw(view, axes, &other, 0, count, plot_look(view, PLOT_OTHER, plot->second_ink));
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
    struct plot_run run = plot_run(view, losses);
    struct series line = plot_run_line(&run);

    plot_widen(&axes, &line);
    plot_widen_within(&axes, losses);
    plot_widen_within(&axes, second);
    if (second->count == 0)
        plot_widen_held_out(&axes, view);
    plot_settle(&axes);
    plot_draw_axes(view, &axes);
    mark(view, &axes, at);
    canvas_clip(view->canvas, rect_inset(area, -view->size.dot, -0.5f * view->size.dot));
    loss_lines(view, &axes, plot, &run);
    if (second->count == 0 && view->accuracy != NULL)
        plot_held_out(view, &axes, disc(view));
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
    struct plot_run *runs = arena_alloc(view->arena, (plot->layers + 1) * sizeof *runs);
    float size = (float)view->size.label_px;

    for (size_t l = 0; l < plot->layers; l++) {
        runs[l] = plot_run(view, &plot->norms[l]);
        plot_widen(&axes, &plot->norms[l]);
    }
    plot_settle(&axes);
    plot_draw_axes(view, &axes);
    mark(view, &axes, at);
    /* All of the single iterations lie behind all lines: no layer is painted over by another's. */
    for (size_t l = 0; l < plot->layers; l++)
        plot_run_behind(view, &axes, &runs[l], 0, axes.count, theme->role[roles[l % 4]]);
    for (size_t l = 0; l < plot->layers; l++) {
        float y = area.y + ((float)l + 0.5f) * fminf(LINE_ROW * size, area.h / (float)named);
        float x = area.x + area.w + GAP_PART * size;
        const char *value = brief(view, series_value(&plot->norms[l], at));
        struct plot_look look = {theme->role[roles[l % 4]], 0.0f, 0.0f};

        look.width = view->size.thin + (float)(l % 4) * view->size.unit; /* not by colour alone */
        plot_run_draw(view, &axes, &runs[l], 0, axes.count, look);
        if (l >= named)
            continue;
        canvas_line(view->canvas, (struct point){x, y}, (struct point){x + sample(view), y},
                    look.width, look.ink, 0.0f);
        ui_text_middle(view->canvas, x + sample(view) + 0.5f * size, y, CANVAS_LEFT,
                       view_plain(view),
                       view->graph != NULL ? value
                                           : words_in(view->arena, W_LAYER_3, l + 1, value));
    }
}

/* ---- the words ---- */

static const char *number(const struct view *view, double value)
{
    char text[NUMBER_TEXT_SIZE];

    view_number(view, value, false, 12 * (float)view->size.number_px, view->size.number_px,
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

static bool averages(const struct view *view, const struct run_plot *plot)
{
    return plot_run(view, &plot->losses).means.count > 0;
}

/* linear | log: the one that holds is marked, the other can be pressed. */
static void scale_switch(const struct view *view, struct rect rect, bool logarithmic, int command)
{
    const char *const names[] = {words(W_LINEAR), words(W_LOG)};
    float gap = GAP_NEAR * (float)view->size.label_px;

    for (int i = 0; i < 2; i++) {
        bool holds = (i == 1) == logarithmic;

        ui_button(view->ui, view->canvas, view->theme, ui_column(rect, (size_t)i, 2, gap), names[i],
                  view->size.label_px, holds ? UI_SELECTED : UI_PLAIN,
                  (struct ui_action){holds ? 0 : command, 0.0});
    }
}

/* Where there is nothing yet a few words say so. */
static void draw_nothing(const struct view *view, struct rect inner, const struct run_plot *plot)
{
    struct richtext_style style = {.size_px = view->size.body_px, .ink = view->theme->text};
    float body = (float)view->size.body_px;

    richtext_draw(view, inner.x, inner.y + body, inner.w,
                  richtext_plain(view->arena, words(W_NO_ITERATION_HAS_LOSS_YET)), &style, false);
    if (plot->typed[0] != '\0')
        ui_text(view->canvas, inner.x, inner.y + 4 * body, CANVAS_LEFT,
                ui_sized(view_bold(view), view->size.body_px), readout(view, plot, 0));
}

static void draw_plots(const struct view *view, struct rect inner, const struct run_plot *plot,
                       struct run_plot_actions actions)
{
    const char *const heads[] = {averages(view, plot) ? words(W_LOSS_MEAN_OF_EACH_EPOCH)
                                                      : words(W_LOSS),
                                 words(view->graph != NULL ? W_GRAPH_NORM
                                                           : W_NORM_OF_EACH_LAYERS_GRADIENT)};
    float size = (float)view->size.label_px, left = 5 * size, right = 12 * size, head = 4 * size;
    struct rect areas[2], scale, all = {inner.x + left, inner.y, inner.w - left - right,
                                      inner.h - size};
    size_t at;

    for (size_t i = 0; i < 2; i++) {
        areas[i] = i == 0 ? ui_cut_top(&all, 0.5f * all.h, 0.0f) : all;
        ui_cut_top(&areas[i], head, 0.0f);
        ui_text(view->canvas, inner.x, areas[i].y - size, CANVAS_LEFT, view_bold(view), heads[i]);
        ui_target(view->ui, areas[i], (struct ui_action){actions.seek, 0.0}, true);
    }
    at = marked(view, (struct rect){areas[0].x, areas[0].y, areas[0].w,
                                    areas[1].y + areas[1].h - areas[0].y}, plot);
    ui_text(view->canvas, inner.x, inner.y + size, CANVAS_LEFT,
            ui_sized(view_plain(view), view->size.body_px), readout(view, plot, at));
    scale = (struct rect){areas[0].x + areas[0].w + GAP_PART * size, areas[0].y, 9 * size,
                          2.0f * size};
    scale_switch(view, scale, plot->logarithmic, actions.scale);
    loss_plot(view, areas[0], plot, at, scale.y + scale.h + LINE_CLOSE * size, right);
    plot_iterations(view, &(struct plot_axes){.area = areas[0], .count = plot->losses.count});
    norm_plot(view, areas[1], plot, at);
}

void run_plot_view(const struct view *view, struct rect window, const struct run_plot *plot,
                   struct run_plot_actions actions)
{
    struct ui_paper paper = view_paper(view);
    float body = (float)view->size.body_px, margin = 2.0f * body;
    bool none = plot->losses.count == 0;
    struct ui_sheet sheet = {words(W_RUN_SO_FAR),
                             .aside = none ? NULL : words(W_CLICK_OR_DRAG_OR_TYPE),
                             .width = window.w - 2.0f * margin,
                             .height = none ? 2.0f * ui_sheet_band(&paper) + 5 * body
                                            : window.h - 2.0f * margin,
                             .close = actions.close};
    struct ui_frame frame = ui_sheet(&paper, window, &sheet);

    if (none)
        draw_nothing(view, frame.inner, plot);
    else
        draw_plots(view, frame.inner, plot, actions);
    ui_frame_end(&paper, &frame);
}
