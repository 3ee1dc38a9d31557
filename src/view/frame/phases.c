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
static const float shares[PHASE_COUNT] = {1.4f, 0.8f, 1.95f, 1.85f};

enum mark { MARK_AHEAD, MARK_NOW, MARK_DONE };

static float box_height(const struct view *view)
{
    return 1.85f * (float)view->size.phase_px;
}

static float row_height(const struct view *view)
{
    return 1.32f * (float)view->size.label_px;
}

float phases_height(const struct view *view, bool brackets)
{
    float height = box_height(view);

    return brackets ? height + 0.45f * (float)view->size.label_px + 3.0f * row_height(view)
                    : height;
}

/* The space kept for the check mark, so that names do not move. */
static float check_width(const struct view *view)
{
    return 1.0f * (float)view->size.phase_px;
}

/* What each phase's name and its check mark need; returns the sum. */
static float needs(const struct view *view, float needed[PHASE_COUNT])
{
    float total = 0.0f;

    for (size_t i = 0; i < PHASE_COUNT; i++) {
        needed[i] = 2.4f * check_width(view)
            + canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.phase_px, words(names[i]));
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
    const char *wide = words(W_N3_FINITE_DIFFERENCES), *narrow = words(W_N3_DIFFERENCES);

    if (phase >= names_known(view))
        return arena_printf(view->arena, "%zu ?", phase + 1);
    if (phase != PHASE_BACKWARD || !view->other_route)
        return words(names[phase]);
    return canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.phase_px,
                             wide) + 2.4f * check_width(view)
            <= width ? wide : narrow;
}

static void box(const struct view *view, struct rect rect, size_t phase, struct ui_action action)
{
    const struct theme *theme = view->theme;
    enum mark mark = mark_of(view, phase);
    bool now = mark == MARK_NOW;
    float size = (float)view->size.phase_px;
    color ink = now ? theme->phase_ink[phase] : theme->phase[phase];
    color fill = now ? theme->phase[phase] : theme->panel;
    const char *name = name_of(view, phase, rect.w);
    float width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.phase_px, name);
    float right = rect.x + rect.w - 1.3f * size,
          y = rect.y + rect.h / 2.0f; /* of the check mark's room */
    float middle = fminf(rect.x + rect.w / 2.0f, right - width / 2.0f);
    struct rect before;

    if (!now && ui_hovers(view->ui, rect))
        fill = theme->phase_soft[phase];
    canvas_box(view->canvas, rect, view->size.corner, fill,
               mark == MARK_AHEAD ? color_mix(theme->background, theme->phase[phase], 0.55f)
                                  : theme->phase[phase],
               view->size.line);
    before = canvas_within(view->canvas, rect);
    ui_text_middle(view->canvas, middle, y, CANVAS_CENTER,
                   (struct ui_type){FONT_TEXT_BOLD, view->size.phase_px, ink}, name);
    canvas_within(view->canvas, before);
    if (mark == MARK_DONE)
        view_check(view, middle + width / 2.0f + 0.4f * size, y + ui_text_drop(size), size, ink);
    if (!is_ordered(view)) /* to whoever clicks a place in vain the question stays */
        ui_target(view->ui, rect, action, false);
}

/* What the ends of a bracket and the gaps beside its words take, in its words' size. */
static const float bracket_ends = 1.4f;

/* A bracket under the phases with its words in the middle; where they leave no room, the words
 * alone. */
static void bracket(const struct view *view, float left, float right, float y, const char *text,
                    color ink)
{
    int size_px = view->size.label_px;
    float size = (float)size_px, middle = (left + right) / 2.0f, line = 2.0f * view->size.unit;
    float half = canvas_text_width(view->canvas, FONT_TEXT, size_px, text) / 2.0f + 0.5f * size;
    float tick = 0.3f * size;
    const struct point a[3] = {{left, y - tick}, {left, y + tick}, {middle - half, y + tick}};
    const struct point b[3] = {{right, y - tick}, {right, y + tick}, {middle + half, y + tick}};

    if (right - left >= 2.0f * half + (bracket_ends - 1.0f) * size) {
        canvas_polyline(view->canvas, a, 3, line, ink);
        canvas_polyline(view->canvas, b, 3, line, ink);
    }
    canvas_text(view->canvas, middle, y + 0.55f * size, CANVAS_CENTER, FONT_TEXT, size_px, ink,
                text);
}

/* The longest of the wordings that fits with the ends of its bracket. */
static const char *fitting(const struct view *view, float width, const char *const *wordings,
                           size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (ui_text_width(view->canvas, view_plain(view), wordings[i])
            <= width - bracket_ends * (float)view->size.label_px)
            return wordings[i];
    }
    return wordings[count - 1];
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
                                  words(W_BACKPROPAGATION_FINDS_DW), words(W_BACKPROPAGATION)};
    const char *const in_time[] = {words(W_BACKPROPAGATION_THROUGH_TIME),
                                   words(W_THROUGH_TIME), words(W_BPTT)};
    const char *const other[] = {words(W_NOT_BACKPROPAGATION_MEASURES_DW),
                                 words(W_NOT_BACKPROPAGATION), words(W_DIFFERENCES)};
    const char *title = explain_optimizer_title(view->snapshot);
    char uses[64];
    const char *const descent[] = {uses, title};
    const struct theme *theme = view->theme;
    float row = row_height(view), y = top + 0.5f * row;
    float left[PHASE_COUNT], right[PHASE_COUNT];
    int told = words_told(view);

    words_print(uses, sizeof uses, W_USES_W, title,
                view->snapshot->state->optimizer.l2 != 0 ? "J" : "L");
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        left[i] = boxes[i].x + 2.0f * view->size.unit;
        right[i] = boxes[i].x + boxes[i].w - 2.0f * view->size.unit;
    }
    if (told < PHASE_BACKWARD && !view->other_route)
        return;
    bracket(view, left[PHASE_BACKWARD], right[PHASE_BACKWARD], y,
            fitting(view, right[PHASE_BACKWARD] - left[PHASE_BACKWARD],
                    view->other_route                ? other
                    : view->snapshot->net != NULL && view->snapshot->net->recurrent
                        ? in_time : strict,
                    view->other_route                ? 3
                    : view->snapshot->net != NULL && view->snapshot->net->recurrent ? 3 : 4),
            theme->phase[PHASE_BACKWARD]);
    if (told >= PHASE_UPDATE)
        bracket(view, left[PHASE_UPDATE], right[PHASE_UPDATE], y,
                fitting(view, right[PHASE_UPDATE] - left[PHASE_UPDATE], descent, 2),
                theme->phase[PHASE_UPDATE]);
    if (view->other_route) {
        bracket(view, left[PHASE_FORWARD], right[PHASE_BACKWARD], y + row,
                words(W_OTHER_ROUTE_FORWARD_PASSES_ONLY), theme->text_soft);
        return;
    }
    bracket(view, left[PHASE_FORWARD], right[PHASE_BACKWARD], y + row,
            words(W_BACKPROPAGATION_LOOSELY_FORWARD), theme->text_soft);
    if (told >= PHASE_UPDATE)
        bracket(view, left[PHASE_BACKWARD], right[PHASE_UPDATE], y + 2.0f * row,
                words(W_BACKWARD_PASS_LOOSELY_GRADIENTS), theme->text_soft);
}

void phases_view(const struct view *view, struct rect area, bool brackets,
                 struct phases_actions actions)
{
    struct rect boxes[PHASE_COUNT];
    float gap = 8.0f * view->size.unit, total = 0.0f, x = area.x, needed[PHASE_COUNT];
    float room = area.w - gap * (PHASE_COUNT - 1), spare = room - needs(view, needed);
    bool by_shares = width_by_shares(needed) <= room;

    for (size_t i = 0; i < PHASE_COUNT; i++)
        total += shares[i];
    for (size_t i = 0; i < PHASE_COUNT; i++) {
        float width = by_shares ? room * shares[i] / total : needed[i] + spare / PHASE_COUNT;

        boxes[i] = (struct rect){roundf(x), area.y, roundf(width), box_height(view)};
        box(view, boxes[i], i, (struct ui_action){actions.seek_phase, (double)i});
        x += width + gap;
    }
    if (brackets && names_known(view) == PHASE_COUNT)
        brackets_view(view, boxes, area.y + box_height(view) + 0.45f * (float)view->size.label_px);
}
