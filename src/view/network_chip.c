#include "view/label.h"
#include "view/network_parts.h"

struct network_parameter network_weight(size_t layer, size_t to, size_t from)
{
    return (struct network_parameter){
        .old = {QUANTITY_W, layer, to, from},
        .sample_gradient = {QUANTITY_DW, layer, to, from},
        .gradient = {QUANTITY_GW, layer, to, from},
        .step = {QUANTITY_STEP_W, layer, to, from},
        .moved = {QUANTITY_NEW_W, layer, to, from},
    };
}

struct network_parameter network_bias(size_t layer, size_t to)
{
    return (struct network_parameter){
        .old = {QUANTITY_B, layer, to, 0},
        .sample_gradient = {QUANTITY_DB, layer, to, 0},
        .gradient = {QUANTITY_GB, layer, to, 0},
        .step = {QUANTITY_STEP_B, layer, to, 0},
        .moved = {QUANTITY_NEW_B, layer, to, 0},
    };
}

static bool trained(const struct network_picture *picture, const struct network_parameter *parameter)
{
    return parameter->old.kind == QUANTITY_W
        || picture->view->snapshot->net->layers[parameter->old.layer].train_biases;
}

bool network_parameter_lit(const struct network_picture *picture,
                           const struct network_parameter *parameter)
{
    const struct view *view = picture->view;
    const struct quantity all[] = {parameter->old, parameter->sample_gradient, parameter->gradient,
                                   parameter->step, parameter->moved};
    enum formula_role role;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (view_marked(view, all[i], &role))
            return true;
    }
    if (picture->phase == PHASE_BACKWARD)
        return view_known(view, parameter->sample_gradient) == KNOWN_FRESH;
    if (picture->phase == PHASE_UPDATE && trained(picture, parameter))
        return view_known(view, parameter->step) == KNOWN_FRESH
            || view_known(view, parameter->moved) == KNOWN_FRESH;
    return false;
}

/* The second line: the furthest the iteration has come with this parameter. */
static bool second_line(const struct network_picture *picture,
                        const struct network_parameter *parameter, struct label *line)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    bool updating = picture->phase == PHASE_UPDATE;
    struct quantity shown = parameter->sample_gradient;

    line->ink = theme->phase[PHASE_BACKWARD];
    line->sign = true;
    if (trained(picture, parameter) && view->move > 0.0f) {
        line->symbol = formula_placeholder(view->arena, "was");
        line->value = quantity_value(view->snapshot, parameter->old);
        line->sign = false;
        line->ink = line->symbol_ink = theme->text_soft;
        return true;
    }
    if (trained(picture, parameter) && updating && view_known(view, parameter->step) != KNOWN_NOT_YET) {
        shown = parameter->step;
        line->ink = theme->phase[PHASE_UPDATE];
    } else if (updating && view_known(view, parameter->gradient) != KNOWN_NOT_YET) {
        shown = parameter->gradient;
    } else if (view_known(view, shown) == KNOWN_NOT_YET) {
        return false;
    }
    line->symbol = quantity_symbol(view->arena, view->snapshot, shown);
    line->value = quantity_value(view->snapshot, shown);
    line->symbol_ink = line->ink;
    return true;
}

static void first_line(const struct network_picture *picture,
                       const struct network_parameter *parameter, struct label *line)
{
    const struct view *view = picture->view;
    double old = quantity_value(view->snapshot, parameter->old);

    line->symbol = quantity_symbol(view->arena, view->snapshot, parameter->old);
    line->value = old;
    line->ink = line->symbol_ink = view->theme->text;
    if (trained(picture, parameter) && view->move > 0.0f) {
        double moved = quantity_value(view->snapshot, parameter->moved);

        line->value = view->move >= 1.0f ? moved : old + (moved - old) * (double)view->move;
        line->ink = view->theme->phase[PHASE_UPDATE];
        line->strong = true;
    }
}

void network_chip(const struct network_picture *picture, const struct network_parameter *parameter,
                  struct point at, float width, bool two_lines, bool symbols, bool bottom)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    float number = (float)view->size.number_px, pad = 0.3f * number, line_height = 1.25f * number;
    struct label lines[2] = {{.size_px = view->size.number_px}, {.size_px = view->size.number_px}};
    bool lit = network_parameter_lit(picture, parameter), second;
    struct label *first = &lines[0], *last = &lines[1];
    struct rect box, before;
    float used;

    first_line(picture, parameter, first);
    second = second_line(picture, parameter, last);
    if (!two_lines && second && view->move <= 0.0f)
        first = last;
    else if (!two_lines)
        last = first;
    if (!second)
        last = first;
    if (!symbols) {
        if (parameter->old.kind == QUANTITY_W && last != first)
            last->symbol = NULL;
        if (first == last && first->sign)
            first->symbol = NULL;
    }
    used = label_width(view, first, width - 2.0f * pad);
    if (last != first) {
        float other = label_width(view, last, width - 2.0f * pad);

        used = other > used ? other : used;
    }
    box = (struct rect){at.x - used / 2.0f - pad, at.y, used + 2.0f * pad,
                        (last != first ? 2.0f : 1.0f) * line_height + 0.2f * number};
    box.y -= bottom ? box.h : box.h / 2.0f;
    canvas_box(view->canvas, box, 0.32f * number, theme->panel,
               lit ? theme->phase[picture->phase] : theme->line,
               (lit ? 3.0f : 1.5f) * view->size.unit);
    before = canvas_within(view->canvas, box);
    label_draw(view, first, at.x, box.y + 1.04f * number, width - 2.0f * pad);
    if (last != first)
        label_draw(view, last, at.x, box.y + 1.04f * number + line_height, width - 2.0f * pad);
    canvas_within(view->canvas, before);
}
