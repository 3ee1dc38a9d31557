#include "view/view.h"

#include "explain/steps/edited.h"

#include <math.h>

struct ui_type view_plain(const struct view *view)
{
    return (struct ui_type){FONT_TEXT, view->size.label_px, view->theme->text};
}

struct ui_type view_bold(const struct view *view)
{
    return (struct ui_type){FONT_TEXT_BOLD, view->size.label_px, view->theme->text};
}

struct ui_type view_soft(const struct view *view)
{
    return ui_inked(view_plain(view), view->theme->text_soft);
}

struct ui_type view_mono(const struct view *view)
{
    return (struct ui_type){FONT_MONO, view->size.number_px, view->theme->text};
}

int view_symbol_px(float size_px)
{
    return (int)roundf(1.1f * size_px);
}

struct ui_paper view_paper(const struct view *view)
{
    return (struct ui_paper){.ui = view->ui, .canvas = view->canvas, .theme = view->theme,
                             .unit = view->size.unit, .label_px = view->size.label_px,
                             .body_px = view->size.body_px, .title_px = view->size.title_px};
}

enum theme_phase view_phase(enum unit_kind kind)
{
    switch (kind) {
    case UNIT_FORWARD:
        return PHASE_FORWARD;
    case UNIT_LOSS:
        return PHASE_LOSS;
    case UNIT_BACKWARD:
        return PHASE_BACKWARD;
    case UNIT_UPDATE:
    case UNIT_STOP:
        break;
    }
    return PHASE_UPDATE;
}

const char *view_class_name(const struct view *view, size_t class)
{
    const struct net_layer *output = net_output(view->snapshot->net);

    if (output->out == 1)
        return class == 1 ? "1" : "0";
    if (output->units != NULL)
        return output->units[class];
    return arena_printf(view->arena, "o%zu", class + 1);
}

/* A question is to be answered without it. */
static bool is_kept_back(const struct view *view, enum quantity_kind kind)
{
    return view->inputs_only
        && ((kind >= QUANTITY_DA_OUTPUT && kind <= QUANTITY_DZ) || kind == QUANTITY_SHARE
            || kind == QUANTITY_GRADIENT);
}

enum known view_known(const struct view *view, struct quantity quantity)
{
    enum known known = reveal_known(view->snapshot, view->from, view->cursor, quantity);

    if (is_kept_back(view, quantity.kind))
        return KNOWN_NOT_YET;
    if (known == KNOWN_FRESH && view->move <= 0.0f
        && view_light(view, quantity.layer, quantity.time) < 1.0f)
        return KNOWN_NOT_YET;
    return known;
}

bool view_fresh(const struct view *view, struct quantity quantity)
{
    return reveal_known(view->snapshot, view->from, view->cursor, quantity) == KNOWN_FRESH;
}

/* The motion's share in which the light travels; and of a move's that in which the loss changes. */
static const float travelling = 0.8f, falling = 0.15f;

/* Which of several comes when: the first from `first` on to `last`; count: it is not among them. */
static size_t turn_of(size_t at, size_t first, size_t last, size_t *count)
{
    size_t least = first < last ? first : last, most = first < last ? last : first;

    *count = most - least + 1;
    if (at < least || at > most)
        return *count;
    return first < last ? at - first : first - at;
}

/* Of a recurrent net's step, which may be of several times: those of its last sample. */
static void find_turn(const struct view *view, size_t layer, size_t time, size_t *turn,
                      size_t *turns)
{
    const struct place *place = &view->snapshot->place;
    const struct net *net = view->snapshot->net;
    size_t units = (size_t)(view->cursor.step - view->from.step), layers, times;
    size_t all = net_times(net, view->snapshot->now);
    size_t sample = (place->index - 1) % view->snapshot->program->sample_count + 1;
    bool whole = units > 1, loss = place->unit.kind == UNIT_LOSS;
    size_t last = place->unit.time > 0 ? place->unit.time : all, first = last;
    size_t bottom = whole && !loss ? 1 : place->unit.layer;
    size_t top = whole && !loss ? net->layer_count : place->unit.layer;

    units = units < sample ? units : sample;
    if (whole)
        first = reveal_unit_in(view->snapshot, place->index - units + 1).unit.time;
    if (place->unit.kind == UNIT_BACKWARD)
        *turn = turn_of(layer, top, bottom, &layers);
    else
        *turn = turn_of(layer, bottom, top, &layers);
    *turns = layers;
    if (*turn == layers)
        return;
    *turn += layers * turn_of(time > 0 ? time : last, first > 0 ? first : all, last, &times);
    *turns *= times;
}

static void find_layer_turn(const struct view *view, size_t layer, size_t *turn, size_t *turns)
{
    const struct place *place = &view->snapshot->place;
    size_t current = place->unit.layer, bottom;

    *turns = view->cursor.step > view->from.step ? (size_t)(view->cursor.step - view->from.step)
                                                 : 1;
    *turn = 0;
    if (*turns > view->snapshot->net->layer_count)
        *turns = view->snapshot->net->layer_count;
    bottom = current > *turns ? current + 1 - *turns : 1;
    if (place->unit.kind == UNIT_FORWARD)
        *turn = turn_of(layer, bottom, current, turns);
    else if (place->unit.kind == UNIT_BACKWARD)
        *turn = turn_of(layer, current + *turns - 1, current, turns);
    else
        *turns = 1;
}

float view_light(const struct view *view, size_t layer, size_t time)
{
    size_t turn, turns;

    if (view->motion >= 1.0f || view->graph != NULL)
        return 1.0f;
    if (view->snapshot->net->recurrent && view->snapshot->place.index > 0)
        find_turn(view, layer, time, &turn, &turns);
    else
        find_layer_turn(view, layer, &turn, &turns);
    if (turn >= turns)
        return 1.0f;
    return fminf(fmaxf(view->motion / travelling * (float)turns - (float)turn, 0.0f), 1.0f);
}

bool view_told(const struct view *view)
{
    if (view->graph != NULL) /* its operations appear at once */
        return true;
    return view->move > 0.0f ? view->move >= 1.0f && view->motion > 1.0f - falling
                             : view->motion >= travelling;
}

bool view_untold(const struct view *view, double value)
{
    const struct explanation *page = view->explanation;

    if (view_told(view))
        return false;
    for (size_t i = 0; i < page->equation_count; i++) {
        if (page->equations[i].result && page->equations[i].value == value)
            return true;
    }
    for (size_t i = 0; i < page->table.count * EXPLAIN_CELLS; i++) {
        const struct explain_cell *cell = &page->table.rows[i / EXPLAIN_CELLS]
                                               .cells[i % EXPLAIN_CELLS];

        if (cell->strong && cell->formula != NULL && cell->formula->value == value)
            return true;
    }
    return false;
}

float view_fall(const struct view *view)
{
    if (view->move < 1.0f)
        return 0.0f;
    return fminf(fmaxf((view->motion - 1.0f) / falling + 1.0f, 0.0f), 1.0f);
}

bool view_marked(const struct view *view, struct quantity quantity, enum formula_role *role)
{
    const struct explanation *explanation = view->explanation;

    quantity = quantity_settled(view->snapshot, quantity);
    for (size_t i = 0; i < explanation->mark_count; i++) {
        if (quantity_equal(explanation->marks[i].quantity, quantity)) {
            *role = explanation->marks[i].role;
            return true;
        }
    }
    return false;
}

bool view_dims(const struct view *view)
{
    return view->asked.kind != QUANTITY_NONE
        || (!view->full_ink && view->explanation->mark_count > 0
            && view->snapshot->place.step > 0);
}

/* The step itself is about it, whatever a station lights. */
static bool is_of_step(const struct view *view, struct quantity quantity)
{
    const struct explanation *explanation = view->explanation;

    for (size_t i = 0; i < explanation->own_count; i++) {
        if (quantity_equal(explanation->own_marks[i].quantity, quantity))
            return true;
    }
    return view_fresh(view, quantity);
}

color view_dimmed(const struct view *view, color fill)
{
    return color_mix(view->theme->panel, fill, TINT_FAINT);
}

bool view_steps_back(const struct view *view, const struct quantity *quantities, size_t count)
{
    enum formula_role role;

    if (!view_dims(view))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct quantity quantity = quantity_settled(view->snapshot, quantities[i]);

        if (view_marked(view, quantity, &role)
            || (view->asked.kind == QUANTITY_NONE ? is_of_step(view, quantity)
                                                  : quantity_equal(quantity, view->asked)))
            return false;
    }
    return true;
}

/* A dog's ear with its corner there: set by hand. */
static void edit_mark(const struct view *view, struct point corner)
{
    float ear = view->size.arrow;

    canvas_triangle(view->canvas, (struct point){corner.x - ear, corner.y}, corner,
                    (struct point){corner.x, corner.y + ear}, view->theme->text);
}

/* Whether the quantity is the one that is asked about. */
static bool register_item(const struct view *view, struct rect rect, struct quantity quantity)
{
    quantity = quantity_settled(view->snapshot, quantity);
    ui_item(view->ui, rect, (struct ui_action){view->select_command, quantity_pack(quantity)});
    return view->asked.kind != QUANTITY_NONE && quantity_equal(quantity, view->asked);
}

/* Whether the number counts now: computed, not from before the move. */
static bool is_current(const struct view *view, struct quantity quantity)
{
    enum known known = view_known(view, quantity);
    bool parameter = quantity.kind == QUANTITY_VALUE;

    /* η is not marked: a setting that differs is what the band names, and between the words of the
     * header there is no room. */
    return known != KNOWN_NOT_YET && known != KNOWN_OLD && !(parameter && view->move > 0.0f)
        && quantity.kind != QUANTITY_RATE;
}

/* A sign where the other run has another number. */
static void mark_difference(const struct view *view, struct point at, struct quantity quantity)
{
    float size = GAP_PART * (float)view->size.label_px;
    double shown, other;

    if (view->other == NULL || !is_current(view, quantity))
        return;
    shown = quantity_value(view->snapshot, quantity);
    other = quantity_value(view->other, quantity);
    if (shown != other && !(isnan(shown) && isnan(other)))
        view_difference(view, (struct point){at.x - GAP_TIGHT * size, at.y}, size);
}

void view_item_round(const struct view *view, struct point center, float radius,
                     struct quantity quantity)
{
    struct rect box = {center.x - radius, center.y - radius, 2.0f * radius, 2.0f * radius};

    if (register_item(view, box, quantity)) /* outside of the ring that it may have */
        view_ring(view, center, radius + view->size.strong, view->theme->focus);
    if (edited(view->snapshot, quantity))
        edit_mark(view, (struct point){center.x + 0.8f * radius, center.y - 0.8f * radius});
    mark_difference(view, (struct point){center.x - 0.8f * radius, center.y - 0.8f * radius},
                    quantity);
}

void view_item(const struct view *view, struct rect rect, struct quantity quantity)
{
    bool asked = register_item(view, rect, quantity);

    if (edited(view->snapshot, quantity))
        edit_mark(view, (struct point){rect.x + rect.w, rect.y});
    mark_difference(view, (struct point){rect.x, rect.y}, quantity);
    if (asked)
        view_outline(view, rect, 0.5f * view->size.corner, view->theme->focus);
}

float view_divider(const struct view *view, struct rect inner, float ems, float y, bool measure)
{
    float height = ems * (float)view->size.body_px;

    if (!measure)
        view_rule(view, inner.x, inner.x + inner.w, y + 0.5f * height, view->theme->panel_border);
    return height;
}

float view_stroke(const struct view *view, double share)
{
    return view->size.thin + (float)fmin(fabs(share), 1.0) * view->size.bold;
}

float view_ease(float t)
{
    if (t <= 0.0f)
        return 0.0f;
    if (t >= 1.0f)
        return 1.0f;
    return t * t * (3.0f - 2.0f * t);
}
