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

/* The steps of a unit of a graph; *done: how many of them have ended at a moment of it. */
static size_t graph_steps(const struct view *view, const struct graph_place *place, size_t *done)
{
    const struct graph_moment *at = &view->graph->at;
    size_t steps = 0;

    *done = 0;
    for (size_t m = 1; m <= graph_moment_count(at->run, place); m++) {
        bool ends = graph_moment_ends(at->run, place, m, view->graph->fineness);

        steps += ends;
        *done += ends && m <= at->moment;
    }
    return steps;
}

/* Those of any lesson's index-th unit, and its phase. */
static size_t unit_steps(const struct view *view, size_t index, enum theme_phase *phase)
{
    struct graph_place place;
    struct reveal_unit unit;
    size_t done;

    if (view->graph != NULL) {
        place = graph_moment_place(view->graph->at.run, view->graph->at.place.iteration, index);
        *phase = view_phase(place.kind);
        return graph_steps(view, &place, &done);
    }
    unit = reveal_unit_in(view->snapshot, index);
    *phase = view_phase(unit.unit.kind);
    return reveal_steps(view->snapshot->net, unit, view->granularity);
}

static struct reveal_progress progress_of(const struct view *view)
{
    struct reveal_progress progress = {0};
    const struct graph_place *here;

    if (view->graph == NULL)
        return reveal_progress(view->snapshot, view->granularity, view->cursor);
    here = &view->graph->at.place;
    for (size_t i = 1; i <= unit_count(view); i++) {
        enum theme_phase phase;
        size_t steps = unit_steps(view, i, &phase), done = 0;

        if (i == here->index)
            graph_steps(view, here, &done);
        progress.total += steps;
        progress.done += i < here->index ? steps : done;
    }
    return progress;
}

static void cell(const struct view *view, struct rect rect, enum theme_phase phase, size_t index,
                 size_t done)
{
    const struct theme *theme = view->theme;
    float unit = view->size.unit, grow = 0.14f * rect.h;
    color ink = theme->phase[phase];

    if (index + 1 == done) {
        rect = rect_inset(rect, -0.5f * unit, -1.6f * grow);
        canvas_box(view->canvas, rect, 0.5f * view->size.corner, ink, theme->text, view->size.line);
        return;
    }
    if (index >= done)
        ink = color_mix(theme->background, ink, 0.24f);
    canvas_box(view->canvas, rect, 0.5f * view->size.corner, ink, 0, 0.0f);
}

/* Walks the units; draws a cell a step, or a bar a unit where there are too many. */
static void cells(const struct view *view, struct rect area, struct reveal_progress progress)
{
    bool bars = progress.total > CELLS_MAX;
    float pitch = area.w / (float)(progress.total > 0 ? progress.total : 1);
    float gap = fminf(3.0f * view->size.unit, 0.18f * pitch);
    size_t at = 0;

    for (size_t i = 1; i <= unit_count(view); i++) {
        enum theme_phase phase;
        size_t steps = unit_steps(view, i, &phase);

        for (size_t s = 0; s < steps && !bars; s++, at++)
            cell(
                view,
                (struct rect){area.x + (float)at * pitch + gap / 2.0f, area.y, pitch - gap, area.h},
                phase, at, progress.done);
        if (bars && steps > 0) {
            struct rect bar = {area.x + (float)at * pitch, area.y, (float)steps * pitch, area.h};
            size_t done = progress.done > at ? progress.done - at : 0;
            color ink = view->theme->phase[phase];

            canvas_box(view->canvas, bar, 0.0f, color_mix(view->theme->background, ink, 0.24f), 0,
                       0.0f);
            bar.w *= done < steps ? (float)done / (float)steps : 1.0f;
            canvas_box(view->canvas, bar, 0.0f, ink, 0, 0.0f);
            at += steps;
        }
    }
    if (bars && progress.done > 0) {
        float x = area.x + (float)progress.done * pitch;

        canvas_box(view->canvas,
                   (struct rect){x - 0.5f * view->size.dot, area.y - 0.2f * area.h,
                                 view->size.dot, 1.4f * area.h},
                   0.5f * view->size.dot, view->theme->text, 0, 0.0f);
    }
}

/* A wedge over the step that is the first to have a change by hand. */
static void edit_marks(const struct view *view, struct rect area, struct reveal_progress progress)
{
    const struct snapshot *snapshot = view->snapshot;
    float pitch = area.w / (float)(progress.total > 0 ? progress.total : 1), half = 0.3f * area.h;
    size_t count = snapshot->edits != NULL ? snapshot->edits->count : 0, cells = 0, marked = 0;

    for (size_t i = 1; count > 0 && i <= reveal_units(snapshot); i++) {
        struct reveal_unit unit = reveal_unit_in(snapshot, i);

        for (size_t e = 0; e < count && marked != i; e++) {
            float x = area.x + (float)cells * pitch;

            if (edited_unit(snapshot, e) != i)
                continue;
            canvas_triangle(view->canvas, (struct point){x - half, area.y - 0.55f * area.h},
                            (struct point){x + half, area.y - 0.55f * area.h},
                            (struct point){x, area.y - 0.02f * area.h}, view->theme->text);
            marked = i;
        }
        cells += reveal_steps(snapshot->net, unit, view->granularity);
    }
}

/* Where the steps have a row of their own, the buttons have two below it. */
static const float steps_em = 0.9f, row_gap_em = 0.35f;

float timeline_height(const struct view *view, float rows)
{
    if (view->still)
        return steps_em * (float)view->size.body_px;
    return (float)view->size.body_px
        * (rows > 0.0f ? steps_em + 2.0f * (rows + row_gap_em) : 1.95f);
}

/* At the left edge, or as wide as the area; returns the right end. */
static float transport(const struct view *view, struct rect area, bool fill,
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
    float gap = 0.14f * area.h, x = area.x;
    float width = fill ? (area.w + gap) / (float)count - gap : 1.12f * area.h;

    for (size_t i = 0; i < count; i++) {
        ui_icon_button(view->ui, view->canvas, view->theme, (struct rect){x, area.y, width, area.h},
                       buttons[i].icon,
                       motion == TIMELINE_RUNS && buttons[i].icon == UI_ICON_FAST ? UI_SELECTED
                                                                                  : UI_PLAIN,
                       (struct ui_action){buttons[i].command, 0.0});
        x += width + gap;
    }
    return x - gap;
}

/* The next picture, lessons and help, at the right edge; returns the left end. */
static float doors(const struct view *view, struct rect area,
                   const struct timeline_actions *actions)
{
    float gap = 0.12f * (float)view->size.body_px, x = area.x + area.w - area.h;

    ui_button(view->ui, view->canvas, view->theme, (struct rect){x, area.y, area.h, area.h}, "?",
              view->size.body_px, UI_PLAIN, (struct ui_action){actions->help, 0.0});
    x -= area.h + gap;
    ui_icon_button(view->ui, view->canvas, view->theme, (struct rect){x, area.y, area.h, area.h},
                   UI_ICON_LIST, UI_PLAIN, (struct ui_action){actions->lessons, 0.0});
    x -= area.h + gap;
    ui_icon_button(view->ui, view->canvas, view->theme, (struct rect){x, area.y, area.h, area.h},
                   actions->picture_icon, UI_PLAIN, (struct ui_action){actions->picture, 0.0});
    return x;
}

/* At the right edge, or as wide as the area; returns the left end. */
static float granularities(const struct view *view, struct rect area, bool fill, int command)
{
    bool graph = view->graph != NULL;
    const char *const names[GRANULARITY_COUNT] = {
        words(W_PHASE), graph ? NULL : words(W_LAYER),
        words(graph ? W_GRAPH_OPERATION_LARGE : W_NEURON_LARGE), words(W_TERM_LARGE)};
    float right = area.x + area.w, size = (float)view->size.body_px;
    float widths[GRANULARITY_COUNT], total = 0.0f, more = 0.0f, x;

    for (size_t i = 0; i < GRANULARITY_COUNT; i++) {
        if (names[i] == NULL)
            continue;
        widths[i] = ui_text_width(view->canvas, view_bold(view), names[i]) + 0.9f * size;
        total += widths[i] + 0.12f * size;
    }
    if (fill) {
        more = (area.w + 0.12f * size - total) / (graph ? 3.0f : 4.0f);
        total = area.w + 0.12f * size;
    }
    x = right - total + 0.12f * size;
    for (size_t i = 0; i < GRANULARITY_COUNT; i++) {
        if (names[i] == NULL)
            continue;
        widths[i] += more;
        ui_button(view->ui, view->canvas, view->theme, (struct rect){x, area.y, widths[i], area.h},
                  names[i], view->size.label_px, view->granularity == i ? UI_SELECTED : UI_PLAIN,
                  (struct ui_action){command, (double)i});
        x += widths[i] + 0.12f * size;
    }
    return right - total;
}

/* The buttons at both ends; returns what they leave between them. */
static struct rect controls(const struct view *view, struct rect area, enum timeline_motion motion,
                            const struct timeline_actions *actions)
{
    float left = transport(view, area, false, motion, actions) + 0.9f * (float)view->size.body_px;
    float gap = 0.9f * (float)view->size.body_px, end = doors(view, area, actions) - gap;
    float right = granularities(view, (struct rect){area.x, area.y, end - area.x, area.h}, false,
                                actions->granularity) - gap;

    return (struct rect){left, area.y, right - left, area.h};
}

/* The buttons in two rows; returns the row above them. */
static struct rect controls_in_rows(const struct view *view, struct rect area, float rows,
                                    enum timeline_motion motion,
                                    const struct timeline_actions *actions)
{
    float em = (float)view->size.body_px, high = rows * em, gap = row_gap_em * em;
    struct rect row = {area.x, area.y + area.h - high, area.w, high};

    row.w = doors(view, row, actions) - gap - row.x;
    granularities(view, row, true, actions->granularity);
    transport(view, (struct rect){area.x, row.y - gap - high, area.w, high}, true, motion, actions);
    return (struct rect){area.x, area.y, area.w, steps_em * em};
}

void timeline_view(const struct view *view, struct rect area, float rows,
                   enum timeline_motion motion, struct timeline_actions actions)
{
    struct rect touch = view->still ? area
        : rows > 0.0f               ? controls_in_rows(view, area, rows, motion, &actions)
                                    : controls(view, area, motion, &actions);
    struct rect strip = {touch.x, touch.y + 0.24f * touch.h, touch.w, 0.52f * touch.h};
    struct reveal_progress progress;

    if (strip.w < 4.0f * (float)view->size.body_px)
        return;
    progress = progress_of(view);
    cells(view, strip, progress);
    edit_marks(view, strip, progress);
    ui_target(view->ui, touch, (struct ui_action){actions.seek, 0.0}, true);
}
