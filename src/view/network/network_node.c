#include "view/network/network_parts.h"

#include <math.h>
#include <stdio.h>

static struct quantity of_node(enum quantity_kind kind, size_t layer, size_t unit)
{
    return quantity_at(kind, layer, unit, 0);
}

float network_chord(const struct network_picture *picture, float dy)
{
    float radius = picture->layout->radius, rim = GAP_NEAR * (float)picture->view->size.number_px;

    return dy < radius ? 2.0f * sqrtf(radius * radius - dy * dy) - rim : 0.0f;
}

bool network_node_steps_back(const struct view *view, size_t layer, size_t unit)
{
    const struct quantity all[] = {
        of_node(layer == 0 ? QUANTITY_X : QUANTITY_A, layer, unit),
        of_node(QUANTITY_Z, layer, unit),
        of_node(QUANTITY_DA, layer, unit),
        of_node(QUANTITY_DZ, layer, unit),
    };

    return view_steps_back(view, all, layer == 0 ? 1 : sizeof all / sizeof all[0]);
}

const struct formula *network_letter(const struct view *view, struct quantity quantity)
{
    struct formula *symbol = quantity_symbol(view->arena, view->snapshot, quantity);

    return formula_symbol(view->arena, symbol->base, NULL, NULL, 0.0);
}

void network_on_circle(const struct network_picture *picture, const struct label *label,
                       struct point center,
                       float dy, color fill)
{
    const struct view *view = picture->view;
    float number = (float)label->size_px, pad = GAP_TIGHT * number, chord, width;
    /* Where layers are bundled, the ends of lines come up to the circle. */
    float within = 2.0f * picture->layout->radius - pad,
          most = picture->layout->dense ? within : 2.0f * (picture->layout->plate - pad);
    struct label shown = *label, fewest = *label;
    struct rect plate, before;

    chord = network_chord(picture, fmaxf(dy, GAP_PART * number - dy));
    fewest.decimals = 2; /* no wider than need be; 1.35 is as wide as 0.59 */
    if (shown.text == NULL
        && (!label_fit(view, &shown, chord)
            || (fabs(label->value) >= 1.0 && label_width(view, &fewest, 2.0f * most) > chord))) {
        shown = fewest;
        while (!label_fit(view, &shown, most) && shown.size_px > view->size.min_px) {
            most = within;
            shown.symbol = label->symbol;
            shown.size_px--;
        }
        if (!label_fit(view, &shown, most))
            shown.text = "";
    } else {
        most = chord;
    }
    width = label_width(view, &shown, most);
    if (width <= chord) {
        label_draw(view, &shown, center.x, center.y + dy, chord);
        return;
    }
    plate = (struct rect){center.x - width / 2.0f - pad, center.y + dy - GAP_PART * number, width
                          + 2.0f * pad,
                          1.0f * number};
    canvas_box(view->canvas, plate, view->size.corner, fill, 0, 0.0f);
    before = canvas_within(view->canvas, plate);
    label_draw(view, &shown, center.x, center.y + dy, width + 1.0f);
    canvas_within(view->canvas, before);
}

/* One value inside a circle: `dy` from the centre to the baseline. */
static void inner_value(const struct network_picture *picture, struct quantity quantity,
                        struct point center, float dy)
{
    const struct view *view = picture->view;
    enum known known = quantity.kind == QUANTITY_X ? KNOWN : view_known(view, quantity);
    struct label label = {
        .symbol = quantity.kind == QUANTITY_X ? NULL : network_letter(view, quantity),
        .size_px = picture->layout->by_step ? view->size.chip_px : view->size.number_px,
        .value = quantity_value(view->snapshot, quantity),
        .ink = view->theme->node_ink,
        .symbol_ink = view->theme->node_ink,
    };

    label.brief = label.symbol;
    if (known == KNOWN_NOT_YET) {
        label.text = "?";
        label.ink = label.symbol_ink = view->theme->text_soft;
    } else if (known == KNOWN_OLD) {
        label.ink = label.symbol_ink = view->theme->text_soft;
    } else if (known == KNOWN_FRESH) {
        label.strong = true;
    }
    if (network_node_steps_back(view, quantity.layer,
                                quantity.to)) /* else the fill is no ground for soft ink */
        label.ink = label.symbol_ink = view->theme->text_soft;
    network_on_circle(picture, &label, center, dy,
                      network_node_fill(picture, quantity.layer, quantity.to, quantity));
}

void network_node_item(const struct network_picture *picture, struct quantity quantity,
                       struct point center, int half)
{
    float radius = picture->layout->radius, side = 0.84f * radius, height = 0.66f * radius;
    struct rect box = {center.x - side, center.y - (half > 0 ? 0.0f : height), 2.0f * side, height};

    if (half == 0)
        view_item_round(picture->view, center, radius, quantity);
    else
        view_item(picture->view, box, quantity);
}

static bool shows_quantity(const struct network_picture *picture, size_t layer,
                           enum quantity_kind kind, size_t unit)
{
    return view_known(picture->view, of_node(kind, layer, unit)) != KNOWN_NOT_YET;
}

/* Where there is room for one number only, the backward pass shows δ in place of a. */
static bool shows_delta(const struct network_picture *picture, size_t layer, size_t unit)
{
    bool single = picture->layout->layers[layer].form != NETWORK_CIRCLES
        || picture->layout->nodes == NETWORK_NODES_COMPACT;
    enum known known;

    if (layer == 0 || !single)
        return false;
    known = view_known(picture->view, of_node(QUANTITY_DZ, layer, unit));
    return known == KNOWN || known == KNOWN_FRESH;
}

struct quantity network_newest(const struct network_picture *picture, size_t layer, size_t unit)
{
    if (layer == 0)
        return of_node(QUANTITY_X, layer, unit);
    if (shows_delta(picture, layer, unit))
        return of_node(QUANTITY_DZ, layer, unit);
    if (!shows_quantity(picture, layer, QUANTITY_A, unit)
        && shows_quantity(picture, layer, QUANTITY_Z, unit))
        return of_node(QUANTITY_Z, layer, unit);
    return of_node(QUANTITY_A, layer, unit);
}

color network_node_fill(const struct network_picture *picture, size_t layer, size_t unit,
                        struct quantity newest)
{
    const struct view *view = picture->view;
    struct quantity a = of_node(layer == 0 ? QUANTITY_X : QUANTITY_A, layer, unit);
    enum known known = layer == 0 ? KNOWN : view_known(view, a);
    color fill = newest.kind == QUANTITY_DZ
                     ? view->theme->phase_soft[PHASE_BACKWARD]
                     : theme_diverging(view->theme, quantity_value(view->snapshot, a),
                                       picture->activation_scale);

    if (known == KNOWN_NOT_YET || known == KNOWN_OLD)
        return view->theme->panel;
    return network_node_steps_back(view, layer, unit) ? view_dimmed(view, fill) : fill;
}

bool network_node_lit(const struct network_picture *picture, size_t layer, size_t unit, color *ink,
                      float *width)
{
    const struct view *view = picture->view;
    const struct explanation *explanation = view->explanation;
    bool focus = layer > 0 && explanation->focus_layer == layer && explanation->focus_unit == unit;
    enum formula_role role = FORMULA_ROLE_NONE;
    bool lit = view_marked(view, of_node(layer == 0 ? QUANTITY_X : QUANTITY_A, layer, unit), &role);

    *ink = view->theme->phase[picture->phase];
    if (!focus && role != FORMULA_ROLE_NONE && role != FORMULA_ROLE_RESULT)
        *ink = view->theme->role[role];
    *width = view->size.bold * (focus ? GAP_APART : 1.0f);
    return focus || lit;
}

static void circle(const struct network_picture *picture, size_t layer, size_t unit,
                   struct point center)
{
    const struct view *view = picture->view;
    float radius = picture->layout->radius, scale = view->size.unit, width;
    bool known = layer == 0 || shows_quantity(picture, layer, QUANTITY_A, unit);
    struct quantity newest = network_newest(picture, layer, unit);
    color ink;

    if (network_node_lit(picture, layer, unit, &ink, &width)) {
        width = fminf(picture->layout->by_step ? 0.6f * width : width, 0.3f * radius);
        canvas_disc(view->canvas, center,
                    radius + width + (picture->layout->by_step ? 0.5f : 2.0f) * scale, 0, ink,
                    width);
    }
    canvas_disc(view->canvas, center, radius,
                picture->layout->named ? view->theme->panel
                                       : network_node_fill(picture, layer, unit, newest),
                known ? view->theme->line_strong : view->theme->line,
                fminf(view->size.strong, 0.2f * radius));
}

/* Its name alone, else its initials, as much as fits. */
static void draw_inner_name(const struct network_picture *picture, size_t layer, size_t unit,
                            struct point center)
{
    const struct view *view = picture->view;
    struct formula *name = quantity_unit_name(view->arena, view->snapshot->net, layer, unit);
    int size_px = view->size.number_px;
    float most = network_chord(picture, ui_text_drop((float)size_px)), width;

    name->sup = NULL;
    if (label_symbol(view, name, 0, 0, size_px, view->theme->text, true) > most)
        name = quantity_unit_symbol(view->arena, view->snapshot->net, layer, unit);
    name->sup = NULL;
    width = label_cut(view, name, &name->base, 1, 8, size_px, most);
    label_symbol(view, name, center.x - width / 2.0f, center.y + GAP_NEAR * (float)size_px, size_px,
                 view->theme->text, false);
    network_node_item(picture, of_node(layer == 0 ? QUANTITY_X : QUANTITY_A, layer, unit), center,
                      0);
}

static void inside(const struct network_picture *picture, size_t layer, size_t unit,
                   struct point center)
{
    const struct view *view = picture->view;
    float number = (float)view->size.number_px, radius = picture->layout->radius;
    struct rect before = canvas_within(
        view->canvas, (struct rect){center.x - radius, center.y - radius, 2 * radius, 2 * radius});

    if (picture->layout->named) {
        draw_inner_name(picture, layer, unit, center);
    } else if (layer == 0 && picture->layout->nodes != NETWORK_NODES_COMPACT) {
        inner_value(picture, of_node(QUANTITY_X, 0, unit), center, ui_text_drop(number));
        network_node_item(picture, of_node(QUANTITY_X, 0, unit), center, 0);
    } else if (picture->layout->nodes == NETWORK_NODES_COMPACT) {
        network_compact(picture, layer, unit, center);
    } else {
        /* the baselines from the middle */
        float apart = (radius < 2.0f * LINE_CLOSE * number ? GAP_TIGHT : GAP_WORD) * number;

        view_rule(view, center.x - radius, center.x + radius, center.y, view->theme->line);
        inner_value(picture, of_node(QUANTITY_Z, layer, unit), center, -apart);
        inner_value(picture, of_node(QUANTITY_A, layer, unit), center,
                    (picture->layout->by_step ? GAP_WIDE : GAP_PART) * number + apart);
        network_node_item(picture, of_node(QUANTITY_Z, layer, unit), center, -1);
        network_node_item(picture, of_node(QUANTITY_A, layer, unit), center, 1);
    }
    canvas_within(view->canvas, before);
}

/* The name of a neuron, on a patch of background so that no edge strikes it through. */
static void draw_name(const struct network_picture *picture, const struct formula *name, float x,
                      float y, int size_px, float width)
{
    const struct view *view = picture->view;
    float size = (float)size_px, pad = GAP_HAIR * size;

    canvas_box(view->canvas,
               (struct rect){x - pad, y - GAP_PART * size, width + 2.0f * pad, LINE_CLOSE * size},
               0.5f * view->size.corner, view->theme->background, 0, 0.0f);
    label_symbol(view, name, x, y, size_px, view->theme->text, false);
}

static int name_px(const struct view *view)
{
    return view_symbol_px((float)view->size.label_px);
}

const struct formula *network_name(const struct view *view, const struct network_layout *layout,
                                   size_t layer, size_t unit)
{
    struct formula *name = quantity_unit_name(view->arena, view->snapshot->net, layer, unit);
    bool bias = layer > 0 && layout->nodes <= NETWORK_NODES_TIGHT;

    name->sup = NULL; /* its column tells the layer */
    label_cut(view, name, &name->base, 3, 16, name_px(view),
              ROOM(bias ? 7 : 12) * (float)view->size.number_px);
    return name;
}

float network_names_width(const struct view *view, const struct network_layout *layout,
                          size_t layer)
{
    float widest = 0.0f;

    for (size_t i = 0; i < layout->layers[layer].shown; i++)
        widest = fmaxf(widest, label_symbol(view, network_name(view, layout, layer, i), 0, 0,
                                            name_px(view), view->theme->text, true));
    return widest;
}

float network_name_left(const struct network_layout *layout, const struct view *view, size_t layer,
                        float width)
{
    float left = layout->layers[layer].x - width / 2.0f;

    if (layer == 0)
        return fmaxf(left, layout->area.x);
    if (layer == view->snapshot->net->layer_count && layout->nodes == NETWORK_NODES_COMPACT)
        return fminf(left, layout->target_x - width - GAP_TIGHT * (float)view->size.number_px);
    return left;
}

/* How wide a name with its bias may be: the heads of the columns beside it are as wide. */
static float head_room(const struct network_picture *picture, size_t layer)
{
    const struct network_layer_layout *columns = picture->layout->layers;
    float room = INFINITY;

    if (columns[layer].from > 0)
        room = columns[layer].x - columns[columns[layer].from].x;
    for (size_t l = layer + 1; l <= picture->view->snapshot->net->layer_count; l++) {
        if (columns[l].from == layer)
            room = fminf(room, columns[l].x - columns[layer].x);
    }
    if (layer == picture->view->snapshot->net->layer_count) /* beside it stands the loss */
        room = fminf(room, 2.0f * (picture->layout->loss.x - columns[layer].x));
    return room - 0.5f * (float)picture->view->size.number_px;
}

void network_node_head(const struct network_picture *picture, size_t layer, size_t unit,
                       struct point center)
{
    const struct view *view = picture->view;
    const struct network_layout *layout = picture->layout;
    bool rows = layout->nodes <= NETWORK_NODES_TIGHT;
    bool bias = layer > 0 && rows && view->snapshot->net->layers[layer].has_biases;
    float number = (float)view->size.number_px,
          bottom = center.y - layout->radius - (rows ? GAP_WORD : GAP_NEAR) * number;
    const struct formula *name = network_name(view, layout, layer, unit);
    float gap = GAP_NEAR * number,
          width = label_symbol(view, name, 0, 0, name_px(view), view->theme->text, true);
    float x = network_name_left(layout, view, layer, width);
    struct network_parameter parameter = network_bias(view, layer, unit);
    struct network_chip chip;

    if (layout->layers[layer].names != NETWORK_NAMES_ABOVE || layout->named)
        return;
    if (bias && layout->by_step && picture->phase != PHASE_FORWARD)
        bias = network_parameter_lit(picture, &parameter);
    if (bias) {
        network_chip_make(picture, &parameter,
                          fminf(network_bias_width * number,
                                head_room(picture, layer) - gap - width),
                          layout->nodes == NETWORK_NODES_FULL ? 2 : 1, false, &chip);
        x = center.x - (chip.width + gap + width) / 2.0f;
        network_chip_draw(picture, &chip, x + width + gap, bottom - chip.height);
    }
    draw_name(picture, name, x, bottom - GAP_WORD * number, name_px(view), width);
}

void network_node(const struct network_picture *picture, size_t layer, size_t unit,
                  struct point center)
{
    circle(picture, layer, unit, center);
    if (!quantity_happens(picture->view->snapshot, of_node(QUANTITY_A, layer, unit)))
        return; /* nothing will come there at this time */
    if (picture->layout->nodes == NETWORK_NODES_DOTS) {
        network_node_item(picture, of_node(layer == 0 ? QUANTITY_X : QUANTITY_A, layer, unit),
                          center, 0);
        return;
    }
    inside(picture, layer, unit, center);
    if (layer > 0 && picture->layout->nodes <= NETWORK_NODES_TIGHT)
        network_node_below(picture, layer, unit, center);
}
