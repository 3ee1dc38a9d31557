#include "view/frame/timeline.h"

#include "explain/steps/edited.h"
#include "view/graph/graph_frame.h"

#include <math.h>

/* More cells than this become a bar a unit. */
enum { CELLS_MAX = 160 };

/* The units of the iteration, with the stop where that has come. */
static size_t unit_count(const struct view *view)
{
    const struct place *place = &view->snapshot->place;

    if (view->graph == NULL)
        return reveal_units(view->snapshot);
    return place->count + (place->unit.kind == UNIT_STOP && place->step > 0 ? 1 : 0);
}

/* The steps of any lesson's index-th unit, and its phase. */
static size_t unit_steps(const struct view *view, size_t index, enum theme_phase *phase)
{
    struct place place;
    struct reveal_unit unit;

    if (view->graph != NULL) {
        place = graph_moment_place(view->graph->at.run, view->graph->at.place.iteration, index);
        *phase = view_phase(place.unit.kind);
        return graph_moment_rank(view->graph->at.run, &place, SIZE_MAX, view->graph->fineness);
    }
    unit = reveal_unit_in(view->snapshot, index);
    *phase = view_phase(unit.unit.kind);
    return reveal_steps(view->snapshot->net, unit, view->granularity);
}

static struct reveal_progress progress_of(const struct view *view)
{
    struct reveal_progress progress = {0};
    const struct place *here;

    if (view->graph == NULL)
        return reveal_progress(view->snapshot, view->granularity, view->cursor);
    here = &view->graph->at.place;
    for (size_t i = 1; i <= unit_count(view); i++) {
        enum theme_phase phase;
        size_t steps = unit_steps(view, i, &phase), done = 0;

        if (i == here->index)
            done = graph_moment_rank(view->graph->at.run, here, view->graph->at.moment,
                                     view->graph->fineness);
        progress.total += steps;
        progress.done += i < here->index ? steps : done;
    }
    return progress;
}

/* Whether a step of this granularity has begun and not ended, as after finer ones. */
static bool is_inside_step(const struct view *view)
{
    const struct snapshot *snapshot = view->snapshot;
    const struct graph_moment *at;
    struct reveal_unit unit;
    size_t rank;

    if (view->graph != NULL) {
        at = &view->graph->at;
        return at->place.step > 0
               && !graph_moment_ends(at->run, &at->place, at->moment, view->graph->fineness);
    }
    if (snapshot->place.step == 0 || snapshot->place.unit.kind == UNIT_STOP)
        return false;
    unit = reveal_unit_in(snapshot, snapshot->place.index);
    rank = reveal_rank(snapshot->net, unit, view->granularity, view->cursor.moment);
    return rank == 0
           || reveal_boundary(snapshot->net, unit, view->granularity, rank) != view->cursor.moment;
}

static void cell(const struct view *view, struct rect rect, enum theme_phase phase, size_t index,
                 size_t done, bool inside)
{
    const struct theme *theme = view->theme;
    color ink = theme->phase[phase];

    if (index + (inside ? 0 : 1) == done) {
        rect = rect_inset(rect, 0.0f, -GAP_TIGHT * rect.h);
        canvas_box(view->canvas, rect, 0.5f * view->size.corner,
                   inside ? color_mix(theme->background, ink, 0.5f) : ink, theme->text,
                   view->size.line);
        return;
    }
    if (index >= done)
        ink = color_mix(theme->background, ink, TINT_FAINT);
    canvas_box(view->canvas, rect, 0.5f * view->size.corner, ink, 0, 0.0f);
}

/* Walks the units; draws a cell a step, or a bar a unit where there are too many. */
static void cells(const struct view *view, struct rect area, struct reveal_progress progress)
{
    bool bars = progress.total > CELLS_MAX, inside = is_inside_step(view);
    float pitch = area.w / (float)(progress.total > 0 ? progress.total : 1);
    float gap = fminf(view->size.strong, GAP_TIGHT * pitch);
    size_t at = 0;

    for (size_t i = 1; i <= unit_count(view); i++) {
        enum theme_phase phase;
        size_t steps = unit_steps(view, i, &phase);

        for (size_t s = 0; s < steps && !bars; s++, at++)
            cell(
                view,
                (struct rect){area.x + (float)at * pitch + gap / 2.0f, area.y, pitch - gap, area.h},
                phase, at, progress.done, inside);
        if (bars && steps > 0) {
            struct rect bar = {area.x + (float)at * pitch, area.y, (float)steps * pitch, area.h};
            size_t done = progress.done > at ? progress.done - at : 0;
            color ink = view->theme->phase[phase];

            canvas_box(view->canvas, bar, 0.0f, color_mix(view->theme->background, ink, TINT_FAINT),
                       0, 0.0f);
            bar.w *= done < steps ? (float)done / (float)steps : 1.0f;
            canvas_box(view->canvas, bar, 0.0f, ink, 0, 0.0f);
            at += steps;
        }
    }
    if (bars && progress.done > 0) {
        float x = area.x + (float)progress.done * pitch;

        canvas_box(view->canvas,
                   (struct rect){x - 0.5f * view->size.dot, area.y - GAP_TIGHT * area.h,
                                 view->size.dot, LINE_STEP * area.h},
                   0.5f * view->size.dot, view->theme->text, 0, 0.0f);
    }
}

/* A wedge over the step that is the first to have a change by hand. */
static void edit_marks(const struct view *view, struct rect area, struct reveal_progress progress)
{
    const struct snapshot *snapshot = view->snapshot;
    float pitch = area.w / (float)(progress.total > 0 ? progress.total : 1), half = area.h / 3;
    size_t count = snapshot->edits != NULL ? snapshot->edits->count : 0, cells = 0, marked = 0;

    for (size_t i = 1; count > 0 && i <= reveal_units(snapshot); i++) {
        struct reveal_unit unit = reveal_unit_in(snapshot, i);

        for (size_t e = 0; e < count && marked != i; e++) {
            float x = area.x + (float)cells * pitch;

            if (edited_unit(snapshot, e) != i)
                continue;
            canvas_triangle(view->canvas, (struct point){x - half, area.y - 0.5f * area.h},
                            (struct point){x + half, area.y - 0.5f * area.h},
                            (struct point){x, area.y}, view->theme->text);
            marked = i;
        }
        cells += reveal_steps(snapshot->net, unit, view->granularity);
    }
}

/* Where the steps have a row of their own, the buttons have two below it. */
static float steps_height(const struct view *view)
{
    return (float)view->size.body_px;
}

static float row_gap(const struct view *view)
{
    return GAP_WORD * (float)view->size.body_px;
}

float timeline_height(const struct view *view, float rows)
{
    float em = (float)view->size.body_px;

    if (view->still)
        return steps_height(view);
    return rows > 0.0f ? steps_height(view) + 2.0f * (rows * em + row_gap(view))
                      : (LINE_ROW + GAP_NEAR) * em;
}

/* Between buttons. */
static float button_gap(const struct view *view)
{
    return GAP_HAIR * (float)view->size.body_px;
}

/* At the left edge, or as wide as the area, which becomes what is right of them. */
static void transport(const struct view *view, struct rect *area, bool fill,
                      enum timeline_motion motion, const struct timeline_actions *actions)
{
    const struct {
        enum ui_icon icon;
        int command;
    } buttons[] = {
        {UI_ICON_FIRST, actions->start},
        {UI_ICON_BACK, actions->back},
        {motion != TIMELINE_STANDS ? UI_ICON_PAUSE : UI_ICON_PLAY, actions->play},
        {UI_ICON_FORWARD, actions->forward},
        {UI_ICON_LAST, actions->end},
        {UI_ICON_FAST, actions->run},
    };
    const size_t count = sizeof buttons / sizeof buttons[0];
    float gap = 2.0f * button_gap(view);
    float width = fill ? (area->w + gap) / (float)count - gap : area->h + button_gap(view);

    for (size_t i = 0; i < count; i++)
        ui_icon_button(view->ui, view->canvas, view->theme, ui_cut_left(area, width, gap),
                       buttons[i].icon,
                       motion == TIMELINE_RUNS && buttons[i].icon == UI_ICON_FAST ? UI_SELECTED
                                                                                  : UI_PLAIN,
                       (struct ui_action){buttons[i].command, 0.0});
}

/* The next picture, lessons and help, at the right edge of the area, which becomes what is left of
 * them. */
static void doors(const struct view *view, struct rect *area,
                  const struct timeline_actions *actions)
{
    float gap = button_gap(view), wide = area->h;

    ui_button(view->ui, view->canvas, view->theme, ui_cut_right(area, wide, gap), "?",
              view->size.body_px, UI_PLAIN, (struct ui_action){actions->help, 0.0});
    ui_icon_button(view->ui, view->canvas, view->theme, ui_cut_right(area, wide, gap), UI_ICON_LIST,
                   UI_PLAIN, (struct ui_action){actions->lessons, 0.0});
    ui_icon_button(view->ui, view->canvas, view->theme, ui_cut_right(area, wide, 0.0f),
                   actions->picture_icon, UI_PLAIN, (struct ui_action){actions->picture, 0.0});
}

/* At the right edge, or as wide as the area, which becomes what is left of them. */
static void granularities(const struct view *view, struct rect *area, bool fill, int command)
{
    bool graph = view->graph != NULL;
    const char *const names[GRANULARITY_COUNT] = {
        words(W_PHASE), graph ? NULL : words(W_LAYER),
        words(graph ? W_GRAPH_OPERATION_LARGE : W_NEURON_LARGE), words(W_TERM_LARGE)};
    float gap = button_gap(view), widths[GRANULARITY_COUNT], total = -gap, more = 0.0f;
    struct rect row;

    for (size_t i = 0; i < GRANULARITY_COUNT; i++) {
        if (names[i] == NULL)
            continue;
        widths[i] = ui_text_width(view->canvas, view_bold(view), names[i])
                  + (float)view->size.body_px;
        total += widths[i] + gap;
    }
    if (fill)
        more = (area->w - total) / (float)(GRANULARITY_COUNT - graph);
    row = ui_cut_right(area, fill ? area->w : total, 0.0f);
    for (size_t i = 0; i < GRANULARITY_COUNT; i++)
        if (names[i] != NULL)
            ui_button(view->ui, view->canvas, view->theme,
                      ui_cut_left(&row, widths[i] + more, gap), names[i], view->size.label_px,
                      view->granularity == i ? UI_SELECTED : UI_PLAIN,
                      (struct ui_action){command, (double)i});
}

/* The buttons at both ends; returns what they leave between them. */
static struct rect controls(const struct view *view, struct rect area, enum timeline_motion motion,
                            const struct timeline_actions *actions)
{
    float gap = (float)view->size.body_px;

    transport(view, &area, false, motion, actions);
    ui_cut_left(&area, 0.0f, gap);
    doors(view, &area, actions);
    ui_cut_right(&area, 0.0f, gap);
    granularities(view, &area, false, actions->granularity);
    ui_cut_right(&area, 0.0f, gap);
    return area;
}

/* The buttons in two rows; returns the row above them. */
static struct rect controls_in_rows(const struct view *view, struct rect area, float rows,
                                    enum timeline_motion motion,
                                    const struct timeline_actions *actions)
{
    float high = rows * (float)view->size.body_px;
    struct rect steps = ui_cut_top(&area, steps_height(view), row_gap(view));
    struct rect moves = ui_cut_top(&area, high, row_gap(view)), row = ui_cut_top(&area, high, 0.0f);

    doors(view, &row, actions);
    ui_cut_right(&row, 0.0f, row_gap(view));
    granularities(view, &row, true, actions->granularity);
    transport(view, &moves, true, motion, actions);
    return steps;
}

void timeline_view(const struct view *view, struct rect area, float rows,
                   enum timeline_motion motion, struct timeline_actions actions)
{
    struct rect touch = view->still ? area
        : rows > 0.0f               ? controls_in_rows(view, area, rows, motion, &actions)
                                    : controls(view, area, motion, &actions);
    struct rect strip = rect_inset(touch, 0.0f, touch.h / 4);
    struct reveal_progress progress;

    if (strip.w < 2.0f * timeline_height(view, 0.0f))
        return;
    progress = progress_of(view);
    cells(view, strip, progress);
    edit_marks(view, strip, progress);
    ui_target(view->ui, touch, (struct ui_action){actions.seek, 0.0}, true);
}
