#include "view/network/network_layout.h"
#include "view/network/network_parts.h"

#include <math.h>
#include <stdio.h>

void network_sign_mark(const struct view *view, struct rect cell, double value, double scale)
{
    float side = fminf(cell.w, cell.h), thick = fmaxf(1.0f, roundf(0.12f * side));
    float arm = fmaxf(1.0f, roundf(0.28f * (side - thick)));
    /* On whole pixels: a stroke of one pixel is not smeared over two. */
    float x = roundf(cell.x + (cell.w - thick) / 2.0f),
          y = roundf(cell.y + (cell.h - thick) / 2.0f);
    /* In small cells lighter: there it covers so much of the colour. */
    color ink = color_with_alpha(view->theme->node_ink, fminf(0.1f * side, 1.0f));

    if (!(fabs(value) > 0.04 * scale) || side < 2.5f || (value > 0.0 && side < 9.0f))
        return;
    canvas_box(view->canvas, (struct rect){x - arm, y, 2.0f * arm + thick, thick}, 0.0f, ink, 0,
               0.0f);
    if (value > 0.0)
        canvas_box(view->canvas, (struct rect){x, y - arm, thick, 2.0f * arm + thick}, 0.0f, ink, 0,
                   0.0f);
}

/* The |δ| or |a| of a layer that gets the full colour where there are no numbers. */
static double shade_scale(const struct network_picture *picture, size_t layer,
                          enum quantity_kind kind)
{
    const struct snapshot *snapshot = picture->view->snapshot;
    const struct net_layer *at = &snapshot->net->layers[layer];
    const double *values = snapshot->now + (kind == QUANTITY_DZ ? at->dz : at->a);
    double most = 0.0;

    if (kind != QUANTITY_DZ)
        return picture->activation_scale;
    for (size_t i = 0; i < at->out; i++) {
        if (isfinite(values[i]))
            most = fmax(most, fabs(values[i]));
    }
    return most > 0.0 ? most : 1.0;
}

/* A cell without a number: its colour, and the sign. */
static void shade(const struct network_picture *picture, size_t layer, size_t unit, struct rect box)
{
    const struct view *view = picture->view;
    struct quantity newest = network_newest(picture, layer, unit);
    double value = quantity_value(view->snapshot, newest);
    double scale = shade_scale(picture, layer, newest.kind);
    enum known at = layer == 0 ? KNOWN : view_known(view, newest);
    color fill = view->theme->panel;

    if (at == KNOWN || at == KNOWN_FRESH)
        fill = color_mix(fill, theme_diverging(view->theme, value, scale),
                         view_steps_back(view, &newest, 1) ? 0.4f : 1.0f);
    canvas_box(view->canvas, box, 0.0f, fill,
               at == KNOWN_NOT_YET ? view->theme->line : view->theme->line_strong,
               box.h > view->size.dot ? view->size.unit : 0.0f);
    if (fill != view->theme->panel && value < 0.0)
        network_sign_mark(view, box, value, scale);
    view_item(view, box, newest);
}

/* The name at the left; returns where it ends. */
static float draw_name(const struct network_picture *picture, size_t layer, size_t unit,
                       struct rect box, color ink)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    float number = (float)view->size.number_px, pad = GAP_TIGHT * number, most = 0.4f * box.w,
          width, x;
    struct formula *name = quantity_unit_symbol(view->arena, view->snapshot->net, layer, unit);

    name->sup = NULL; /* its column tells the layer */
    width = label_cut(view, name, &name->base, 1, 10, view->size.number_px, most);
    if (width > most || box.w < ROOM(11) * number)
        return box.x;
    x = box.x + pad + fmaxf(width, GAP_FAR * number) + pad;
    label_symbol(view, name, box.x + pad, box.y + box.h / 2.0f + ui_text_drop(number),
                 view->size.number_px, ink, false);
    canvas_line(view->canvas, (struct point){x, box.y + pad},
                (struct point){x, box.y + box.h - pad}, view->size.thin, theme->line_strong, 0.0f);
    return x;
}

/* The letter of the number at the left, the number at the right; both smaller where there is little
 * room, and where even so there is none its sign. */
static void draw_value(const struct network_picture *picture, struct quantity newest, float left,
                       struct rect box, color ink)
{
    const struct view *view = picture->view;
    float number = (float)view->size.number_px, pad = GAP_TIGHT * number,
          right = box.x + box.w - pad, middle = box.y + box.h / 2.0f, from = left + pad;
    enum known known = newest.kind == QUANTITY_X ? KNOWN : view_known(view, newest);
    enum font_face face = known == KNOWN_FRESH ? FONT_MONO_BOLD : FONT_MONO;
    double value = quantity_value(view->snapshot, newest);
    char text[NUMBER_TEXT_SIZE] = "?";
    int px = view->size.number_px;

    for (; px >= view->size.min_px; px--) {
        const struct formula *letter = network_letter(view, newest);

        left = from;
        if (newest.kind != QUANTITY_X && known != KNOWN_NOT_YET)
            left += label_symbol(view, letter, left, middle, px, ink, true) + pad;
        if (known != KNOWN_NOT_YET)
            view_number(view, value, false, right - left, px, text);
        if (view_says_number(text))
            break;
    }
    if (px < view->size.min_px)
        px = view->size.min_px;
    if (left > from)
        label_symbol(view, network_letter(view, newest), from, middle + ui_text_drop((float)px), px,
                     ink, false);
    if (view_says_number(text))
        canvas_text(view->canvas, right, middle + ui_text_drop((float)px), CANVAS_RIGHT, face, px,
                    ink, text);
    else
        network_sign_mark(view, (struct rect){right - number, box.y, number, box.h}, value, 0.0);
}

static void numbered(const struct network_picture *picture, size_t layer, size_t unit,
                     struct rect box)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    struct quantity newest = network_newest(picture, layer, unit);
    enum known known = layer == 0 ? KNOWN : view_known(view, newest);
    color ink = theme->node_ink, fill = network_node_fill(picture, layer, unit, newest), name = ink;
    float radius = GAP_NEAR * (float)view->size.number_px;
    struct rect before;

    if (known == KNOWN_NOT_YET || known == KNOWN_OLD
        || network_node_steps_back(view, layer, unit))
        ink = theme->text_soft;
    else if (newest.kind == QUANTITY_DZ)
        ink = theme->phase[PHASE_BACKWARD];
    if (fill == theme->panel || newest.kind == QUANTITY_DZ)
        name = fill == theme->panel ? theme->text_soft : theme->text;
    if (network_node_steps_back(view, layer, unit))
        name = theme->text_soft;
    canvas_box(view->canvas, box, radius, fill,
               known == KNOWN_NOT_YET ? theme->line : theme->line_strong, view->size.line);
    before = canvas_within(view->canvas, box);
    draw_value(picture, newest, draw_name(picture, layer, unit, box, name), box, ink);
    canvas_within(view->canvas, before);
    view_item(view, box, newest);
}

/* Above the column the layer's name, or where some of it is left out how much is there. */
static void draw_caption(const struct network_picture *picture, size_t layer)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    const struct network_layer_layout *column = &picture->layout->layers[layer];
    const struct network_layer_layout *beside = layer > 0 ? column - 1 : column + 1;
    float label = (float)view->size.label_px, apart = fabsf(beside->x - column->x);
    float room = apart - beside->cells.w / 2.0f + column->cells.w / 2.0f - label;
    const char *name = quantity_layer_name(view->arena, net, layer);

    if (column->shown < net->layers[layer].out)
        name = words_in(view->arena, W_OF_UNITS, number_counted(view->arena, column->shown),
                        number_counted(view->arena, net->layers[layer].out));
    if (layer == net->layer_count /* the first target may stand beside it */
        && column->first_y - (column->numbers ? LINE_STEP : 0.5f) * (float)view->size.number_px
               < picture->layout->area.y + LINE_CLOSE * label)
        room = fminf(room, 2.0f * (picture->layout->target_x - column->x) - label);
    if (column->shown == net->layers[layer].out
        && ui_text_width(view->canvas, view_plain(view), name) > room)
        name =
            layer < net->layer_count ? words_in(view->arena, W_LAYER_2, layer) : words(W_OUTPUT_2);
    if (ui_text_width(view->canvas, view_plain(view), name) > room)
        name = arena_printf(view->arena, "%zu",
                            column->shown < net->layers[layer].out ? column->shown : layer);
    room = 0.5f * ui_text_width(view->canvas, view_plain(view), name);
    ui_text(view->canvas, fmaxf(column->x, picture->layout->area.x + room),
            picture->layout->area.y + GAP_PART * label, CANVAS_CENTER, view_soft(view), name);
}

void network_cells(const struct network_picture *picture, size_t layer)
{
    const struct view *view = picture->view;
    const struct network_layout *layout = picture->layout;
    const struct network_layer_layout *column = &layout->layers[layer];

    for (size_t place = 0; place < column->shown; place++) {
        size_t unit = network_layout_unit(layout, view->snapshot->net, layer, place);
        struct rect box = network_layout_cell(layout, layer, place);
        color ink;
        float width;

        if (column->numbers)
            numbered(picture, layer, unit, box);
        else
            shade(picture, layer, unit, box);
        if (network_node_lit(picture, layer, unit, &ink, &width)) {
            width = fminf(width, fmaxf(0.3f * box.h, 2.0f));
            canvas_box(view->canvas, rect_inset(box, -width, -width),
                       width + GAP_NEAR * (float)view->size.number_px, 0, ink, width);
        }
    }
    draw_caption(picture, layer);
}
