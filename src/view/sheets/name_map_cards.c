/* What the names say, and where they stand. */
#include "view/sheets/name_map_parts.h"

#include "view/frame/label.h"
#include "view/panel/richtext.h"

#include <math.h>

int name_map_px(const struct view *view)
{
    return view_symbol_px((float)view->size.label_px);
}

float name_map_width(const struct view *view, const struct formula *symbol)
{
    return label_symbol(view, symbol, 0.0f, 0.0f, name_map_px(view), view->theme->text, true);
}

float name_map_line(const struct name_map *map)
{
    const struct view *view = map->view;

    return fmaxf(2.0f * (float)view->size.label_px,
                 LINE_CLOSE
                     * label_symbol_height(view, name_map_symbol(map, QUANTITY_BATCH_GRADIENT),
                                           name_map_px(view)));
}

/* Of the letter and its name. */
static float legend_width(const struct name_map *map, size_t line)
{
    const struct view *view = map->view;
    const struct name_card *card = &map->cards[line];

    return name_map_width(view, card->symbol) + 0.5f * (float)view->size.label_px
         + ui_text_width(view->canvas, view_bold(view), card->name);
}

/* The weight's chip hangs from its line, as near to the middle as the neuron allows; δ below the
 * neuron. */
static void place(struct name_map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, number = (float)view->size.number_px, width = 0.0f, x,
          t;

    map->radius = fmaxf(map->layout.radius, 2.0f * number);
    for (size_t i = 0; i < NAME_LINES; i++)
        width = fmaxf(width,
                      (map->legend ? legend_width(map, i) : name_map_width(view, map->lines[i]))
                          + 1.0f * label);
    x = fminf((map->below.x + map->center.x) / 2.0f,
              map->center.x - map->radius - label - width / 2.0f);
    t = (x - map->below.x) / (map->center.x - map->below.x);
    map->chip = (struct rect){x - width / 2.0f, map->below.y + t * (map->center.y - map->below.y),
                              width, (float)NAME_LINES * name_map_line(map)};
    map->chip.y -= 0.5f * name_map_line(map);
    width = name_map_width(view, name_map_symbol(map, QUANTITY_DZ)) + 1.0f * label;
    map->delta =
        (struct rect){map->center.x - width / 2.0f, map->center.y + map->radius + GAP_WORD * label,
                      width, name_map_line(map)};
}

/* ---- what is said ---- */

static bool is_plain(const struct optimizer *optimizer)
{
    return optimizer_buffers(optimizer) == 0;
}

static void say(struct name_map *map)
{
    const struct view *view = map->view;
    const struct theme *theme = view->theme;
    const struct net_layer *layer = net_output(view->snapshot->net);
    const struct formula *w = name_map_symbol(map, QUANTITY_VALUE);
    const struct formula *gradient = name_map_symbol(map, QUANTITY_BATCH_GRADIENT);
    const struct formula *rate = name_map_symbol(map, QUANTITY_RATE),
                         *z = name_map_symbol(map, QUANTITY_Z);
    const struct name_card cards[NAME_CARDS] = {
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
        {.symbol = name_map_symbol(map, QUANTITY_A),
         .name = words(W_ACTIVATION),
         .words = words(W_NEURONS_OUTPUT),
         .ink = theme->phase[PHASE_FORWARD]},
        {.symbol = name_map_symbol(map, QUANTITY_DZ),
         .name = words(W_ERROR_SIGNAL),
         .words = words(W_L_Z_HOW_FAST_LOSS),
         .ink = theme->phase[PHASE_BACKWARD]},
    };

    for (size_t i = 0; i < NAME_CARDS; i++)
        map->cards[i] = cards[i];
    map->lines[0] = w;
    map->lines[1] = gradient;
    map->lines[2] = name_map_symbol(map, QUANTITY_STEP);
    if (is_plain(&view->snapshot->state->optimizer))
        map->lines[2] = formula_negate(view->arena, formula_multiply(view->arena, rate, gradient));
}

/* ---- cards ---- */

static struct richtext_style words_style(const struct view *view)
{
    return (struct richtext_style){
        .size_px = view->size.label_px, .ink = view->theme->text, .tight = true};
}

/* Draws what a card says, or measures it; returns its height. The name stands beside the letter, or
 * for want of room below it. */
static float card_text(const struct view *view, const struct name_card *card, struct rect rect,
                       bool measure)
{
    float label = (float)view->size.label_px, pad = GAP_WIDE * label,
          y = rect.y + GAP_NEAR * label + LINE_CLOSE * label;
    float letter = label_symbol(view, card->symbol, rect.x + pad, y, name_map_px(view), card->ink,
                                measure);
    float x = rect.x + pad + letter + 0.5f * label;
    struct richtext_style style = words_style(view);

    if (x + ui_text_width(view->canvas, view_bold(view), card->name) > rect.x + rect.w - pad) {
        x = rect.x + pad;
        y += LINE_ROW * label;
    }
    if (!measure)
        ui_text(view->canvas, x, y, CANVAS_LEFT, view_bold(view), card->name);
    y += GAP_WIDE * label;
    if (card->words != NULL)
        y += richtext_draw(view, rect.x + pad, y, rect.w - 2.0f * pad,
                           richtext_plain(view->arena, card->words), &style, measure);
    return y + GAP_NEAR * label - rect.y;
}

static float card_height(const struct view *view, const struct name_card *card, float width)
{
    return card_text(view, card, (struct rect){0.0f, 0.0f, width, 0.0f}, true);
}

/* z, a and δ to the right of the neuron, around its height. */
static void place_right(struct name_map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, gap = GAP_PART * label, total = -gap, r = map->radius;
    float left = fmaxf(map->center.x + r, map->delta.x + map->delta.w)
                 + (view->bare ? GAP_APART : 2.0f) * label;
    float width = fminf(ROOM(25) * label, map->area.x + map->area.w - left), y;
    struct name_card *cards = &map->cards[NAME_SIDE];

    for (size_t i = 0; i < NAME_SIDE; i++)
        total += card_height(view, &cards[i], width) + gap;
    y = fmaxf(fminf(map->center.y + 0.5f * map->delta.h - total / 2.0f,
                    map->area.y + map->area.h - total),
              map->area.y);
    for (size_t i = 0; i < NAME_SIDE; i++) {
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
static void place_left(struct name_map *map)
{
    const struct view *view = map->view;
    float label = (float)view->size.label_px, widest = ROOM(25) * label, reach = GAP_FAR * label,
          right, width;
    float middle = map->chip.x + map->chip.w / 2.0f, bottom = map->area.y + map->area.h;
    float x = fmaxf(middle - widest / 2.0f, map->area.x);
    struct name_card *w = &map->cards[0], *gradient = &map->cards[1], *rate = &map->cards[2];

    widest = fminf(widest, fminf(map->delta.x, map->center.x - map->radius) - 0.5f * label - x);
    w->rect = (struct rect){x, 0.0f, widest, card_height(view, w, widest)};
    w->rect.y = fmaxf(map->chip.y - reach - w->rect.h, map->area.y);
    w->from = (struct point){middle, w->rect.y + w->rect.h};
    w->target = (struct point){middle, map->chip.y};
    rate->rect = (struct rect){x, map->chip.y + map->chip.h + reach, widest,
                               card_height(view, rate, widest)};
    rate->from = (struct point){middle, rate->rect.y};
    rate->target = (struct point){middle, map->chip.y + map->chip.h};
    right = fminf(x - GAP_PART * label, map->chip.x - reach);
    width = fminf(widest, right - map->area.x);
    gradient->rect = (struct rect){right - width, 0.0f, width, card_height(view, gradient, width)};
    gradient->rect.y =
        fminf(fmaxf(map->below.y + map->layout.radius + GAP_PART * label,
                    map->chip.y + LINE_STEP * name_map_line(map) - 0.5f * gradient->rect.h),
              bottom - gradient->rect.h);
    gradient->from = (struct point){right, gradient->rect.y + 0.5f * gradient->rect.h};
    gradient->target = (struct point){map->chip.x, map->chip.y + LINE_STEP * name_map_line(map)};
}

/* The first card that is drawn. */
static size_t first_card(const struct name_map *map)
{
    return map->legend ? NAME_SIDE : 0;
}

/* Whether every card has the room it needs. */
static bool fits(const struct name_map *map)
{
    float least = ROOM(12) * (float)map->view->size.label_px;

    for (size_t i = first_card(map); i < NAME_CARDS; i++) {
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

static bool place_all(struct name_map *map)
{
    place(map);
    place_left(map);
    place_right(map);
    return fits(map);
}

/* Where there is little room the names have to do, and those of the weight go into its chip. */
void name_map_plan(struct name_map *map)
{
    say(map);
    if (place_all(map))
        return;
    for (size_t i = 0; i < NAME_CARDS; i++)
        map->cards[i].words = NULL;
    if (place_all(map))
        return;
    map->legend = true;
    place_all(map);
}

void name_map_leaders(const struct name_map *map)
{
    const struct view *view = map->view;

    for (size_t i = first_card(map); i < NAME_CARDS; i++)
        canvas_line(view->canvas, map->cards[i].from, map->cards[i].target, view->size.thin,
                    view->theme->line_strong, 0.0f);
}

void name_map_cards(const struct name_map *map)
{
    const struct view *view = map->view;

    for (size_t i = first_card(map); i < NAME_CARDS; i++) {
        const struct name_card *card = &map->cards[i];
        struct rect before;

        canvas_box(view->canvas, card->rect, view->size.card, view->theme->panel,
                   view->theme->panel_border, view->size.thin);
        before = canvas_within(view->canvas, card->rect);
        card_text(view, card, card->rect, false);
        canvas_within(view->canvas, before);
    }
}
