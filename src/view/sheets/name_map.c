#include "view/sheets/name_map.h"

#include "view/frame/label.h"
#include "view/network/network_layout.h"
#include "view/panel/richtext.h"

#include <math.h>

enum { CARDS = 6, SIDE = 3, CHIP_LINES = 3 };

/* A name: its letter, what it is called, and what that is in plain words. */
struct card {
    const struct formula *symbol;
    const char *name, *words;
    color ink;
    struct rect rect;
    struct point from, target; /* of the line to what it names */
};

/* The neuron and the weight that are named, and where. */
struct map {
    const struct view *view;
    struct network_layout layout;
    struct rect area;   /* of the cards */
    size_t layer, to, from;
    struct point below, center;
    float radius;       /* of the neuron named */
    struct rect chip, delta;
    const struct formula *lines[CHIP_LINES];
    struct card cards[CARDS]; /* of w, its gradient, η; z, a, δ */
    bool legend;        /* the weight's names stand in its chip, for want of room beside it */
};

static const struct formula *symbol_of(const struct map *map, enum quantity_kind kind)
{
    const struct view *view = map->view;
    struct quantity q = kind == QUANTITY_RATE      ? quantity_at(kind, 0, 0, 0)
                        : kind >= QUANTITY_VALUE
                            ? quantity_of_weight(kind, map->layer, map->to, map->from)
                            : quantity_at(kind, map->layer, map->to, 0);

    return quantity_symbol(view->arena, view->snapshot, q);
}

/* ---- where things are ---- */

/* The last layer's middle neuron, and the one below it that is nearest to its height. */
static void choose(struct map *map)
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

static int symbol_px(const struct view *view)
{
    return (int)roundf(1.25f * (float)view->size.label_px);
}

static float symbol_width(const struct view *view, const struct formula *symbol)
{
    return label_symbol(view, symbol, 0.0f, 0.0f, symbol_px(view), view->theme->text, true);
}

static float chip_line(const struct map *map)
{
    const struct view *view = map->view;

    return fmaxf(1.9f * (float)view->size.label_px,
                 1.15f * label_symbol_height(view, symbol_of(map, QUANTITY_BATCH_GRADIENT),
                                             symbol_px(view)));
}

/* Of the letter and its name. */
static float legend_width(const struct map *map, size_t line)
{
    const struct view *view = map->view;
    const struct card *card = &map->cards[line];

    return symbol_width(view, card->symbol) + 0.55f * (float)view->size.label_px
         + ui_text_width(view->canvas, view_bold(view), card->name);
}

/* The weight's chip hangs from its line, as near to the middle as the neuron allows; δ below the
 * neuron. */
static void place(struct map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, number = (float)view->size.number_px, width = 0.0f, x,
          t;

    map->radius = fmaxf(map->layout.radius, 2.1f * number);
    for (size_t i = 0; i < CHIP_LINES; i++)
        width = fmaxf(width,
                      (map->legend ? legend_width(map, i) : symbol_width(view, map->lines[i]))
                          + 1.0f * label);
    x = fminf((map->below.x + map->center.x) / 2.0f,
              map->center.x - map->radius - 1.1f * label - width / 2.0f);
    t = (x - map->below.x) / (map->center.x - map->below.x);
    map->chip = (struct rect){x - width / 2.0f, map->below.y + t * (map->center.y - map->below.y),
                              width, (float)CHIP_LINES * chip_line(map)};
    map->chip.y -= 0.5f * chip_line(map);
    width = symbol_width(view, symbol_of(map, QUANTITY_DZ)) + 1.0f * label;
    map->delta = (struct rect){map->center.x - width / 2.0f,
                               map->center.y + map->radius + 0.45f * label, width, chip_line(map)};
}

/* ---- what is said ---- */

static bool is_plain(const struct optimizer *optimizer)
{
    return optimizer_buffers(optimizer) == 0;
}

static void say(struct map *map)
{
    const struct view *view = map->view;
    const struct theme *theme = view->theme;
    const struct net_layer *layer = net_output(view->snapshot->net);
    const struct formula *w = symbol_of(map, QUANTITY_VALUE);
    const struct formula *gradient = symbol_of(map, QUANTITY_BATCH_GRADIENT);
    const struct formula *rate = symbol_of(map, QUANTITY_RATE), *z = symbol_of(map, QUANTITY_Z);
    const struct card cards[CARDS] = {
        {.symbol = w,
         .name = words(W_WEIGHT),
         .words = words(W_HOW_STRONGLY_ITS_INPUT_INFLUENCES),
         .ink = theme->text},
        {.symbol = gradient,
         .name = words(W_GRADIENT),
         .words = words(W_HOW_FAST_LOSS_CHANGES_WITH),
         .ink = theme->phase[PHASE_BACKWARD]},
        {.symbol = rate,
         .name = words(W_LEARNING_RATE),
         .words = words(W_SCALES_EVERY_STEP_2),
         .ink = theme->phase[PHASE_UPDATE]},
        {.symbol = z,
         .name = words(W_WEIGHTED_SUM),
         .words = layer->has_biases ? words(W_INPUTS_TIMES_WEIGHTS_PLUS_BIAS)
                                    : words(W_INPUTS_TIMES_WEIGHTS_ADDED_UP),
         .ink = theme->phase[PHASE_FORWARD]},
        {.symbol = symbol_of(map, QUANTITY_A),
         .name = words(W_ACTIVATION),
         .words = words(W_NEURONS_OUTPUT),
         .ink = theme->phase[PHASE_FORWARD]},
        {.symbol = symbol_of(map, QUANTITY_DZ),
         .name = words(W_ERROR_SIGNAL),
         .words = words(W_L_Z_HOW_FAST_LOSS),
         .ink = theme->phase[PHASE_BACKWARD]},
    };

    for (size_t i = 0; i < CARDS; i++)
        map->cards[i] = cards[i];
    map->lines[0] = w;
    map->lines[1] = gradient;
    map->lines[2] = symbol_of(map, QUANTITY_STEP);
    if (is_plain(&view->snapshot->state->optimizer))
        map->lines[2] = formula_negate(view->arena, formula_multiply(view->arena, rate, gradient));
}

/* ---- cards ---- */

static struct richtext_style words_style(const struct view *view)
{
    return (struct richtext_style){
        .size_px = view->size.label_px, .ink = view->theme->text, .line_height = 1.25f};
}

/* Draws what a card says, or measures it; returns its height. The name stands beside the letter, or
 * for want of room below it. */
static float card_text(const struct view *view, const struct card *card, struct rect rect,
                       bool measure)
{
    float label = (float)view->size.label_px, pad = 0.6f * label,
          y = rect.y + 0.35f * label + 1.15f * label;
    float letter = label_symbol(view, card->symbol, rect.x + pad, y, symbol_px(view), card->ink,
                                measure);
    float x = rect.x + pad + letter + 0.55f * label;
    struct richtext_style style = words_style(view);

    if (x + ui_text_width(view->canvas, view_bold(view), card->name) > rect.x + rect.w - pad) {
        x = rect.x + pad;
        y += 1.5f * label;
    }
    if (!measure)
        ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view), card->name);
    y += 0.65f * label;
    if (card->words != NULL)
        y += richtext_draw(view, rect.x + pad, y, rect.w - 2.0f * pad,
                           richtext_plain(view->arena, card->words), &style, measure);
    return y + 0.35f * label - rect.y;
}

static float card_height(const struct view *view, const struct card *card, float width)
{
    return card_text(view, card, (struct rect){0.0f, 0.0f, width, 0.0f}, true);
}

/* z, a and δ to the right of the neuron, around its height. */
static void place_right(struct map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, gap = 0.7f * label, total = -gap, r = map->radius;
    float left = fmaxf(map->center.x + r, map->delta.x + map->delta.w)
                 + (view->bare ? 1.4f : 2.0f) * label;
    float width = fminf(14.5f * label, map->area.x + map->area.w - left), y;
    struct card *cards = &map->cards[SIDE];

    for (size_t i = 0; i < SIDE; i++)
        total += card_height(view, &cards[i], width) + gap;
    y = fmaxf(fminf(map->center.y + 0.5f * map->delta.h - total / 2.0f,
                    map->area.y + map->area.h - total),
              map->area.y);
    for (size_t i = 0; i < SIDE; i++) {
        cards[i].rect = (struct rect){left, y, width, card_height(view, &cards[i], width)};
        cards[i].from = (struct point){left, y + 0.5f * cards[i].rect.h};
        y += cards[i].rect.h + gap;
    }
    cards[0].target = (struct point){map->center.x + 0.88f * r, map->center.y - 0.47f * r};
    cards[1].target = (struct point){map->center.x + 0.92f * r, map->center.y + 0.39f * r};
    cards[2].target = (struct point){map->delta.x + map->delta.w,
                                     map->delta.y + 0.5f * map->delta.h};
}

/* w above its chip, η below it, the gradient to the left, under the neuron the weight comes from.
 */
static void place_left(struct map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, widest = 14.0f * label, reach = 1.2f * label, right,
          width;
    float middle = map->chip.x + map->chip.w / 2.0f, bottom = map->area.y + map->area.h;
    float x = fmaxf(middle - widest / 2.0f, map->area.x);
    struct card *w = &map->cards[0], *gradient = &map->cards[1], *rate = &map->cards[2];

    widest = fminf(widest, fminf(map->delta.x, map->center.x - map->radius) - 0.5f * label - x);
    w->rect = (struct rect){x, 0.0f, widest, card_height(view, w, widest)};
    w->rect.y = fmaxf(map->chip.y - reach - w->rect.h, map->area.y);
    w->from = (struct point){middle, w->rect.y + w->rect.h};
    w->target = (struct point){middle, map->chip.y};
    rate->rect = (struct rect){x, map->chip.y + map->chip.h + reach, widest,
                               card_height(view, rate, widest)};
    rate->from = (struct point){middle, rate->rect.y};
    rate->target = (struct point){middle, map->chip.y + map->chip.h};
    right = fminf(x - 0.7f * label, map->chip.x - reach);
    width = fminf(14.0f * label, right - map->area.x);
    gradient->rect = (struct rect){right - width, 0.0f, width, card_height(view, gradient, width)};
    gradient->rect.y = fminf(fmaxf(map->below.y + map->layout.radius + 0.7f * label,
                                   map->chip.y + 1.5f * chip_line(map) - 0.5f * gradient->rect.h),
                             bottom - gradient->rect.h);
    gradient->from = (struct point){right, gradient->rect.y + 0.5f * gradient->rect.h};
    gradient->target = (struct point){map->chip.x, map->chip.y + 1.5f * chip_line(map)};
}

/* The first card that is drawn. */
static size_t first_card(const struct map *map)
{
    return map->legend ? SIDE : 0;
}

/* Whether every card has the room it needs. */
static bool fits(const struct map *map)
{
    float least = 7.5f * (float)map->view->size.label_px;

    for (size_t i = first_card(map); i < CARDS; i++) {
        const struct rect rect = map->cards[i].rect;

        if (rect.w < least || rect.y < map->area.y || rect.y + rect.h > map->area.y + map->area.h
            || rect_overlap(rect, map->chip) || rect_overlap(rect, map->delta))
            return false;
        for (size_t k = first_card(map); k < i; k++) {
            if (rect_overlap(rect, map->cards[k].rect))
                return false;
        }
    }
    return true;
}

static bool place_all(struct map *map)
{
    place(map);
    place_left(map);
    place_right(map);
    return fits(map);
}

/* Where there is little room the names have to do, and those of the weight go into its chip. */
static void place_cards(struct map *map)
{
    if (place_all(map))
        return;
    for (size_t i = 0; i < CARDS; i++)
        map->cards[i].words = NULL;
    if (place_all(map))
        return;
    map->legend = true;
    place_all(map);
}

static void draw_leaders(const struct map *map)
{
    const struct view *view = map->view;

    for (size_t i = first_card(map); i < CARDS; i++)
        canvas_line(view->canvas, map->cards[i].from, map->cards[i].target, 1.6f * view->size.unit,
                    view->theme->line_strong, 0.0f);
}

static void draw_cards(const struct map *map)
{
    const struct view *view = map->view;

    for (size_t i = first_card(map); i < CARDS; i++) {
        const struct card *card = &map->cards[i];
        struct rect before;

        canvas_box(view->canvas, card->rect, 0.5f * (float)view->size.label_px, view->theme->panel,
                   view->theme->panel_border, 1.5f * view->size.unit);
        before = canvas_within(view->canvas, card->rect);
        card_text(view, card, card->rect, false);
        canvas_within(view->canvas, before);
    }
}

/* ---- the network ---- */

static void draw_edge(const struct map *map, struct point a, struct point b, float width, color ink)
{
    canvas_line(map->view->canvas, a, b, width * map->view->size.unit, ink, 0.0f);
}

static bool leaves_out(const struct map *map, size_t layer)
{
    return map->layout.layers[layer].shown < map->view->snapshot->net->layers[layer].out;
}

/* The places of the neurons; of a large layer not all have one, which is said below it. */
static void lay_out(struct map *map, struct rect area)
{
    bool all = true;

    network_layout_plain(&map->layout, map->view, area);
    for (size_t l = 0; l <= map->view->snapshot->net->layer_count; l++)
        all = all && !leaves_out(map, l);
    if (all)
        return;
    area.h -= 1.5f * (float)map->view->size.label_px;
    network_layout_plain(&map->layout, map->view, area);
}

/* "48 of 784" */
static void draw_count(const struct map *map, size_t layer)
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
                area.y + area.h + 1.2f * (float)view->size.label_px, CANVAS_CENTER, view_soft(view),
                text);
}

/* All neurons and weights, faint, without their numbers. */
static void draw_network(const struct map *map)
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
                        view->theme->line, 2.0f * view->size.unit);
        }
        draw_count(map, l);
    }
}

static void draw_boxed(const struct view *view, struct rect rect)
{
    canvas_box(view->canvas, rect, 0.35f * (float)view->size.label_px, view->theme->panel,
               view->theme->line_strong, 1.6f * view->size.unit);
}

/* A symbol in the middle of a line of that height. */
static void centered(const struct view *view, const struct formula *symbol, struct rect line,
                     color ink)
{
    float width = symbol_width(view, symbol);

    label_symbol(view, symbol, line.x + (line.w - width) / 2.0f,
                 line.y + 0.5f * line.h + 0.26f * (float)view->size.label_px, symbol_px(view), ink,
                 false);
}

static void draw_neuron(const struct map *map)
{
    const struct view *view = map->view;
    const struct theme *theme = view->theme;
    float r = map->radius, unit = view->size.unit, x = map->center.x, y = map->center.y;
    const struct formula *z = formula_symbol(view->arena, "z", NULL, NULL, (double)NAN);
    const struct formula *a = formula_symbol(view->arena, "a", NULL, NULL, (double)NAN);

    canvas_disc(view->canvas, map->center, r, theme->panel, theme->line_strong, 3.0f * unit);
    canvas_line(view->canvas, (struct point){x - 0.92f * r, y}, (struct point){x + 0.92f * r, y},
                1.2f * unit, theme->line, 0.0f);
    centered(view, z, (struct rect){x - r, y - 0.82f * r, 2.0f * r, 0.8f * r},
             theme->phase[PHASE_FORWARD]);
    centered(view, a, (struct rect){x - r, y + 0.06f * r, 2.0f * r, 0.8f * r},
             theme->phase[PHASE_FORWARD]);
    draw_boxed(view, map->delta);
    centered(view, symbol_of(map, QUANTITY_DZ), map->delta, theme->phase[PHASE_BACKWARD]);
}

static void draw_chip(const struct map *map)
{
    const struct view *view = map->view;
    const color inks[CHIP_LINES] = {view->theme->text, view->theme->phase[PHASE_BACKWARD],
                                    view->theme->phase[PHASE_UPDATE]};
    float line = chip_line(map), label = (float)view->size.label_px;

    draw_boxed(view, map->chip);
    for (size_t i = 0; i < CHIP_LINES; i++) {
        struct rect rect = {map->chip.x, map->chip.y + (float)i * line, map->chip.w, line};

        if (!map->legend) {
            centered(view, map->lines[i], rect, inks[i]);
            continue;
        }
        rect.x += 0.5f * label;
        rect.w = symbol_width(view, map->cards[i].symbol);
        centered(view, map->cards[i].symbol, rect, inks[i]);
        ui_text(view->canvas, rect.x + rect.w + 0.55f * label, rect.y + 0.5f * line + 0.26f * label,
                CANVAS_LEFT, view_bold(view), map->cards[i].name);
    }
}

/* How to go on, at the foot below the names of the neuron. */
static void draw_foot(const struct map *map)
{
    const struct view *view = map->view;
    const struct rect above = map->cards[SIDE].rect;
    const char *text =
        view->snapshot->place.step == 0 ? words(W_ANY_KEY_STARTS) : words(W_ANY_KEY_GOES_ON);
    float size = (float)view->size.body_px;
    float width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, view->size.body_px, text)
                  + 1.8f * size;
    float right = map->area.x + map->area.w,
          middle = fminf(above.x + above.w / 2.0f, right - width / 2.0f);
    struct rect rect = {middle - width / 2.0f, map->area.y + map->area.h + 0.5f * size, width,
                        1.9f * size};

    canvas_box(view->canvas, rect, 0.95f * size, view->theme->panel, view->theme->line_strong,
               1.6f * view->size.unit);
    ui_text_in(view->canvas, rect, ui_sized(view_bold(view), view->size.body_px), text);
}

void name_map_view(const struct view *view, struct rect area)
{
    struct map map = {.view = view, .area = area};

    map.area.h -= 2.4f * (float)view->size.body_px;
    lay_out(&map, area);
    choose(&map);
    say(&map);
    place_cards(&map);
    draw_network(&map);
    draw_edge(&map,
              map.chip.x < map.below.x
                  ? (struct point){map.chip.x, map.chip.y + 0.5f * chip_line(&map)}
                  : map.below,
              map.center, 4.0f, view->theme->line_strong);
    draw_leaders(&map);
    if (map.chip.x > map.below.x + map.layout.radius)
        canvas_disc(view->canvas, map.below, map.layout.radius, view->theme->background,
                    view->theme->line_strong, 2.0f * view->size.unit);
    draw_neuron(&map);
    draw_chip(&map);
    draw_cards(&map);
    draw_foot(&map);
}
