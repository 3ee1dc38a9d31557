#include "view/sheets/name_map.h"

#include "view/frame/label.h"
#include "view/sheets/name_map_parts.h"

#include <math.h>

const struct formula *name_map_symbol(const struct name_map *map, enum quantity_kind kind)
{
    const struct view *view = map->view;
    struct quantity q = kind == QUANTITY_RATE      ? quantity_at(kind, 0, 0, 0)
                        : kind >= QUANTITY_VALUE
                            ? quantity_of_weight(kind, map->layer, map->to, map->from)
                            : quantity_at(kind, map->layer, map->to, 0);

    return quantity_symbol(view->arena, view->snapshot, q);
}

/* The last layer's middle neuron, and the one below it that is nearest to its height. */
static void choose(struct name_map *map)
{
    const struct net *net = map->view->snapshot->net;
    const struct network_layer_layout *columns = map->layout.layers;
    float nearest = INFINITY;

    map->layer = net->layer_count;
    map->to = network_layout_unit(&map->layout, net, map->layer,
                                  (columns[map->layer].shown - 1) / 2);
    network_layout_node(&map->layout, net, map->layer, map->to, &map->center);
    for (size_t i = 0; i < columns[columns[map->layer].from].shown; i++) {
        size_t unit = network_layout_unit(&map->layout, net, columns[map->layer].from, i);
        struct point at;

        network_layout_node(&map->layout, net, columns[map->layer].from, unit, &at);
        if (fabsf(at.y - map->center.y) >= nearest)
            continue;
        nearest = fabsf(at.y - map->center.y);
        map->from = unit;
        map->below = at;
    }
}

static void draw_edge(const struct name_map *map, struct point a, struct point b, float width,
                      color ink)
{
    canvas_line(map->view->canvas, a, b, width * map->view->size.unit, ink, 0.0f);
}

static bool leaves_out(const struct name_map *map, size_t layer)
{
    return map->layout.layers[layer].shown < map->view->snapshot->net->layers[layer].out;
}

/* The places of the neurons; of a large layer not all have one, which is said below it. */
static void lay_out(struct name_map *map, struct rect area)
{
    bool all = true;

    network_layout_plain(&map->layout, map->view, area);
    for (size_t l = 0; l <= map->view->snapshot->net->layer_count; l++)
        all = all && !leaves_out(map, l);
    if (all)
        return;
    area.h -= LINE_ROW * (float)map->view->size.label_px;
    network_layout_plain(&map->layout, map->view, area);
}

/* "48 of 784" */
static void draw_count(const struct name_map *map, size_t layer)
{
    const struct view *view = map->view;
    const struct rect area = map->layout.area;
    const char *text = arena_printf(view->arena, "%s of %s",
                                    number_counted(view->arena, map->layout.layers[layer].shown),
                                    number_counted(view->arena,
                                                   view->snapshot->net->layers[layer].out));
    float half = 0.5f * ui_text_width(view->canvas, view_plain(view), text);

    if (leaves_out(map, layer))
        ui_text(view->canvas, fmaxf(map->layout.layers[layer].x, area.x + half),
                area.y + area.h + LINE_CLOSE * (float)view->size.label_px, CANVAS_CENTER,
                view_soft(view), text);
}

/* All neurons and weights, faint, without their numbers. */
static void draw_network(const struct name_map *map)
{
    const struct view *view = map->view;
    const struct net *net = view->snapshot->net;
    const struct network_layout *layout = &map->layout;

    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t below = layout->layers[l - 1].shown, edges = layout->layers[l].shown * below;
        float strength = fminf(fmaxf(6.0f / sqrtf((float)edges), 0.15f), 0.6f);

        for (size_t i = 0; i < edges; i++) {
            struct point a, b;

            network_layout_node(layout, net, l - 1,
                                network_layout_unit(layout, net, l - 1, i % below), &a);
            network_layout_node(layout, net, l, network_layout_unit(layout, net, l, i / below), &b);
            draw_edge(map, a, b, 1.2f,
                      color_mix(view->theme->background, view->theme->line, strength));
        }
    }
    for (size_t l = 0; l <= net->layer_count; l++) {
        for (size_t i = 0; i < layout->layers[l].shown; i++) {
            struct point at;

            network_layout_node(layout, net, l, network_layout_unit(layout, net, l, i), &at);
            canvas_disc(view->canvas, at, layout->radius, view->theme->background,
                        view->theme->line, view->size.line);
        }
        draw_count(map, l);
    }
}

static void draw_boxed(const struct view *view, struct rect rect)
{
    canvas_box(view->canvas, rect, view->size.corner, view->theme->panel, view->theme->line_strong,
               view->size.thin);
}

/* A symbol in the middle of a line of that height. */
static void centered(const struct view *view, const struct formula *symbol, struct rect line,
                     color ink)
{
    float width = name_map_width(view, symbol);

    label_symbol(view, symbol, line.x + (line.w - width) / 2.0f,
                 line.y + 0.5f * line.h + GAP_NEAR * (float)view->size.label_px, name_map_px(view),
                 ink, false);
}

static void draw_neuron(const struct name_map *map)
{
    const struct view *view = map->view;
    const struct theme *theme = view->theme;
    float r = map->radius, x = map->center.x, y = map->center.y;
    const struct formula *z = formula_symbol(view->arena, "z", NULL, NULL, (double)NAN);
    const struct formula *a = formula_symbol(view->arena, "a", NULL, NULL, (double)NAN);

    canvas_disc(view->canvas, map->center, r, theme->panel, theme->line_strong, view->size.strong);
    view_rule(view, x - r, x + r, y, theme->line);
    centered(view, z, (struct rect){x - r, y - 0.8f * r, 2.0f * r, 0.8f * r},
             theme->phase[PHASE_FORWARD]);
    centered(view, a, (struct rect){x - r, y, 2.0f * r, 0.8f * r},
             theme->phase[PHASE_FORWARD]);
    draw_boxed(view, map->delta);
    centered(view, name_map_symbol(map, QUANTITY_DZ), map->delta, theme->phase[PHASE_BACKWARD]);
}

static void draw_chip(const struct name_map *map)
{
    const struct view *view = map->view;
    const color inks[NAME_LINES] = {view->theme->text, view->theme->phase[PHASE_BACKWARD],
                                    view->theme->phase[PHASE_UPDATE]};
    float line = name_map_line(map), label = (float)view->size.label_px;

    draw_boxed(view, map->chip);
    for (size_t i = 0; i < NAME_LINES; i++) {
        struct rect rect = {map->chip.x, map->chip.y + (float)i * line, map->chip.w, line};

        if (!map->legend) {
            centered(view, map->lines[i], rect, inks[i]);
            continue;
        }
        rect.x += 0.5f * label;
        rect.w = name_map_width(view, map->cards[i].symbol);
        centered(view, map->cards[i].symbol, rect, inks[i]);
        ui_text(view->canvas, rect.x + rect.w + 0.5f * label,
                rect.y + 0.5f * line + GAP_NEAR * label, CANVAS_LEFT, view_bold(view),
                map->cards[i].name);
    }
}

/* How to go on, at the foot below the names of the neuron. */
static void draw_foot(const struct name_map *map)
{
    const struct view *view = map->view;
    const struct rect above = map->cards[NAME_SIDE].rect;
    const char *text =
        view->snapshot->place.step == 0 ? words(W_ANY_KEY_STARTS) : words(W_ANY_KEY_GOES_ON);
    float size = (float)view->size.body_px;
    float width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.body_px, text)
                  + 2.0f * size;
    float right = map->area.x + map->area.w,
          middle = fminf(above.x + above.w / 2.0f, right - width / 2.0f);
    struct rect rect = {middle - width / 2.0f, map->area.y + map->area.h + 0.5f * size, width,
                        2.0f * size};

    canvas_box(view->canvas, rect, 0.5f * rect.h, view->theme->panel, view->theme->line_strong,
               view->size.thin);
    ui_text_in(view->canvas, rect, ui_sized(view_bold(view), view->size.body_px), text);
}

void name_map_view(const struct view *view, struct rect area)
{
    struct name_map map = {.view = view, .area = area};

    map.area.h -= LINE_TWO * (float)view->size.body_px;
    lay_out(&map, area);
    choose(&map);
    name_map_plan(&map);
    draw_network(&map);
    draw_edge(&map,
              map.chip.x < map.below.x
                  ? (struct point){map.chip.x, map.chip.y + 0.5f * name_map_line(&map)}
                  : map.below,
              map.center, 4.0f, view->theme->line_strong);
    name_map_leaders(&map);
    if (map.chip.x > map.below.x + map.layout.radius)
        canvas_disc(view->canvas, map.below, map.layout.radius, view->theme->background,
                    view->theme->line_strong, view->size.line);
    draw_neuron(&map);
    draw_chip(&map);
    name_map_cards(&map);
    draw_foot(&map);
}
