#include "view/frame/phases.h"

#include "view/question/question.h"

#include <math.h>
#include <stdio.h>

static const enum word names[PHASE_COUNT] = {
    W_N1_FORWARD_PASS,
    W_N2_LOSS,
    W_N3_BACKWARD_PASS,
    W_N4_WEIGHT_UPDATE,
};

const char *phases_name(size_t phase)
{
    return words(names[phase]);
}

/* Room of each phase on the strip: in proportion to what its bracket has to say. */
static const float shares[PHASE_COUNT] = {14, 8, 20, 18};

enum mark { MARK_AHEAD, MARK_NOW, MARK_DONE };

static float box_height(const struct view *view)
{
    return LINE_BUTTON * (float)view->size.phase_px;
}

static float row_height(const struct view *view)
{
    return LINE_CLOSE * (float)view->size.label_px;
}

float phases_height(const struct view *view, bool brackets)
{
    return box_height(view)
           + (brackets ? GAP_WORD * (float)view->size.label_px
                             + (float)(PHASE_COUNT - 1) * row_height(view) : 0.0f);
}

static struct ui_type name_type(const struct view *view)
{
    return ui_sized(view_bold(view), view->size.phase_px);
}

/* On either side of a name: there is room for the check mark, so that names do not move. */
static float beside(const struct view *view)
{
    return GAP_FAR * (float)view->size.phase_px;
}

/* What each phase's name and its check mark need; returns the sum. */
static float needs(const struct view *view, float needed[PHASE_COUNT])
{
    float total = 0.0f;

    for (size_t i = 0; i < PHASE_COUNT; i++) {
        needed[i] = 2.0f * beside(view)
                  + ui_text_width(view->canvas, name_type(view), words(names[i]));
        total += needed[i];
    }
    return total;
}

/* Of all shares together, if each is to have the room that it needs. */
static float width_by_shares(const float needed[PHASE_COUNT])
{
    float width = 0.0f, total = 0.0f;

    for (size_t i = 0; i < PHASE_COUNT; i++)
        total += shares[i];
    for (size_t i = 0; i < PHASE_COUNT; i++)
        width = fmaxf(width, needed[i] / shares[i] * total);
    return width;
}

float phases_least_width(const struct view *view)
{
    float needed[PHASE_COUNT];

    needs(view, needed);
    return width_by_shares(needed);
}

/* A question is open that has the names put in their places. */
static bool is_ordered(const struct view *view)
{
    const struct question *question = question_open_in(view);

    return question != NULL && question->ordered;
}

static enum mark mark_of(const struct view *view, size_t phase)
{
    const struct place *place = &view->snapshot->place;
    size_t now = is_ordered(view) ? question_open_in(view)->placed : view_phase(place->unit.kind);

    if (place->step == 0)
        return MARK_AHEAD;
    if (phase == now)
        return place->unit.kind == UNIT_STOP ? MARK_DONE : MARK_NOW;
    return phase < now ? MARK_DONE : MARK_AHEAD;
}

/* How many phases have their names: a question that is open may ask for the others. */
static size_t names_known(const struct view *view)
{
    const struct question *question = question_open_in(view);

    return question != NULL && question->hides_names ? question->placed : PHASE_COUNT;
}

/* Of a box that is `width` wide. */
static const char *name_of(const struct view *view, size_t phase, float width)
{
    const char *const differences[] = {words(W_N3_FINITE_DIFFERENCES), words(W_N3_DIFFERENCES),
                                       NULL};

    if (phase >= names_known(view))
        return arena_printf(view->arena, "%zu ?", phase + 1);
    if (phase != PHASE_BACKWARD || !view->other_route)
        return words(names[phase]);
    return ui_wording(view->canvas, name_type(view), width - 2.0f * beside(view), differences);
}

static void box(const struct view *view, struct rect rect, size_t phase, struct ui_action action)
{
    const struct theme *theme = view->theme;
    enum mark mark = mark_of(view, phase);
    bool now = mark == MARK_NOW;
    color ink = now ? theme->phase_ink[phase] : theme->phase[phase];
    color fill = now                              ? theme->phase[phase]
                 : ui_hovers(view->ui, rect)      ? theme->phase_soft[phase]
                                                  : theme->panel;
    const char *name = name_of(view, phase, rect.w);
    float size = (float)view->size.phase_px, y = rect.y + 0.5f * rect.h;
    float half = 0.5f * ui_text_width(view->canvas, name_type(view), name);
    float middle = fminf(rect.x + 0.5f * rect.w, rect.x + rect.w - beside(view) - half);
    struct rect before;

    canvas_box(view->canvas, rect, view->size.corner, fill,
               mark == MARK_AHEAD ? color_mix(theme->background, theme->phase[phase], 0.5f)
                                  : theme->phase[phase],
               view->size.line);
    before = canvas_within(view->canvas, rect);
    ui_text_middle(view->canvas, middle, y, CANVAS_CENTER, ui_inked(name_type(view), ink), name);
    canvas_within(view->canvas, before);
    if (mark == MARK_DONE)
        ui_check(view->canvas, middle + half + GAP_WORD * size, y + ui_text_drop(size), size, ink);
    if (!is_ordered(view)) /* to whoever clicks a place in vain the question stays */
        ui_target(view->ui, rect, action, false);
}

/* A bracket under the phases with the first of the wordings that fits in its middle; where they
 * leave no room for its ends, the words alone. */
static void bracket(const struct view *view, float left, float right, float y,
                    const char *const *wordings, color ink)
{
    struct ui_type type = ui_inked(view_plain(view), ink);
    float size = (float)type.size_px, ends = GAP_WORD * size, tick = GAP_NEAR * size;
    const char *text = ui_wording(view->canvas, type, right - left - size - ends, wordings);
    float middle = 0.5f * (left + right);
    float half = 0.5f * (ui_text_width(view->canvas, type, text) + size);
    const struct point a[3] = {{left, y - tick}, {left, y + tick}, {middle - half, y + tick}};
    const struct point b[3] = {{right, y - tick}, {right, y + tick}, {middle + half, y + tick}};

    if (right - left >= 2.0f * half + ends) {
        canvas_polyline(view->canvas, a, 3, view->size.line, ink);
        canvas_polyline(view->canvas, b, 3, view->size.line, ink);
    }
    ui_text(view->canvas, middle, y + 0.5f * size, CANVAS_CENTER, type, text);
}

/* How far the words have come: the first iteration brings each with its phase. */
static int words_told(const struct view *view)
{
    const struct place *place = &view->snapshot->place;

    if (place->step == 0)
        return -1;
    return place->iteration > 1 ? PHASE_UPDATE : (int)view_phase(place->unit.kind);
}

static void brackets_view(const struct view *view, const struct rect boxes[PHASE_COUNT], float top)
{
    const char *const strict[] = {words(W_BACKPROPAGATION_STRICTLY_COMPUTES),
                                  words(W_BACKPROPAGATION_COMPUTES_DW),
                                  words(W_BACKPROPAGATION_FINDS_DW), words(W_BACKPROPAGATION),
                                  NULL};
    const char *const of_graph[] = {words(W_BACKPROPAGATION_OF_GRAPH),
                                    words(W_BACKPROPAGATION_OF_GRAPH_BRIEF),
                                    words(W_BACKPROPAGATION), NULL}; /* nothing need be called w */
    const char *const in_time[] = {words(W_BACKPROPAGATION_THROUGH_TIME), words(W_THROUGH_TIME),
                                   words(W_BPTT), NULL};
    const char *const other[] = {words(W_NOT_BACKPROPAGATION_MEASURES_DW),
                                 words(W_NOT_BACKPROPAGATION), words(W_DIFFERENCES), NULL};
    const char *const loosely[] = {view->other_route ? words(W_OTHER_ROUTE_FORWARD_PASSES_ONLY)
                                                     : words(W_BACKPROPAGATION_LOOSELY_FORWARD),
                                   NULL};
    const char *const both[] = {words(W_BACKWARD_PASS_LOOSELY_GRADIENTS), NULL};
    const char *title = explain_optimizer_title(view->snapshot);
    bool l2 = view->snapshot->state->optimizer.l2 != 0;
    const char *uses = view->graph != NULL
                           ? words_in(view->arena, W_USES_GRADIENTS, title)
                           : words_in(view->arena, W_USES_W, title, l2 ? "J" : "L");
    const char *const descent[] = {uses, title, NULL};
    bool recurrent = view->snapshot->net != NULL && view->snapshot->net->recurrent;
    const struct theme *theme = view->theme;
    float row = row_height(view), y = top + 0.5f * row, inset = view->size.line;
    float left[PHASE_COUNT], right[PHASE_COUNT];
    int told = words_told(view);

    for (size_t i = 0; i < PHASE_COUNT; i++) {
        left[i] = boxes[i].x + inset;
        right[i] = boxes[i].x + boxes[i].w - inset;
    }
    if (told < PHASE_BACKWARD && !view->other_route)
        return;
    bracket(view, left[PHASE_BACKWARD], right[PHASE_BACKWARD], y,
            view->other_route     ? other
            : view->graph != NULL ? of_graph
            : recurrent           ? in_time
                                  : strict,
            theme->phase[PHASE_BACKWARD]);
    bracket(view, left[PHASE_FORWARD], right[PHASE_BACKWARD], y + row, loosely, theme->text_soft);
    if (told < PHASE_UPDATE)
        return;
    bracket(view, left[PHASE_UPDATE], right[PHASE_UPDATE], y, descent, theme->phase[PHASE_UPDATE]);
    if (!view->other_route)
        bracket(view, left[PHASE_BACKWARD], right[PHASE_UPDATE], y + 2.0f * row, both,
                theme->text_soft);
}

void phases_view(const struct view *view, struct rect area, bool brackets,
                 struct phases_actions actions)
{
    float gap = view->size.corner, total = 0.0f, needed[PHASE_COUNT];
    float room = area.w - gap * (PHASE_COUNT - 1), spare = room - needs(view, needed);
    bool by_shares = width_by_shares(needed) <= room;
    struct rect boxes[PHASE_COUNT], row = area;

    for (size_t i = 0; i < PHASE_COUNT; i++)
        total += shares[i];
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        float width = by_shares ? room * shares[i] / total : needed[i] + spare / PHASE_COUNT;

        boxes[i] = ui_cut_left(&row, width, gap);
        boxes[i] = (struct rect){roundf(boxes[i].x), area.y, roundf(width), box_height(view)};
        box(view, boxes[i], i, (struct ui_action){actions.seek_phase, (double)i});
    }
    if (brackets && names_known(view) == PHASE_COUNT)
        brackets_view(view, boxes,
                      area.y + box_height(view) + GAP_WORD * (float)view->size.label_px);
}
