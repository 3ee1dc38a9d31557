/* At a projector's text sizes the picture says what its step needs: the chips of the parameters
 * that it is about, and beside its neuron whatever else the formula writes out and nothing shows,
 * each where there is room. What the step does not need is left out, so that the rest can be large.
 */
#include "view/frame/needed.h"
#include "view/network/network_layout.h"
#include "view/network/network_step.h"
#include "view/question/question.h"

#include <math.h>
#include <string.h>

/* Whether it has to be in the picture: the formula writes it, and it has a value by now. */
static bool needed(const struct view *view, struct quantity quantity)
{
    bool given = quantity.kind == QUANTITY_X || quantity.kind == QUANTITY_T;

    return quantity.kind != QUANTITY_RATE && (given || view_known(view, quantity) != KNOWN_NOT_YET)
           && needed_writes(view, quantity);
}

static bool find_place_of(const struct network_picture *picture, struct network_wanted *wanted)
{
    const struct network_layout *layout = picture->layout;
    const struct net *net = picture->view->snapshot->net;
    struct quantity q = wanted->quantity;

    wanted->edge = q.of == QUANTITY_OF_WEIGHT;
    if (!network_layout_node(layout, net, q.layer, q.to, &wanted->b))
        return false;
    wanted->a = wanted->b;
    return !wanted->edge
           || network_layout_node(layout, net, layout->layers[q.layer].from, q.from, &wanted->a);
}

static void add(const struct network_picture *picture, struct quantity quantity, bool first,
                struct network_wanted *all, size_t *count)
{
    if (*count == NETWORK_WANTED_MOST || quantity.of == QUANTITY_OF_RECURRENT)
        return; /* a loop has no chip here */
    if (quantity_is_of_parameter(quantity))
        quantity.time = 0; /* the parameter is the same at all times */
    for (size_t i = 0; i < *count; i++) {
        if (quantity_equal(all[i].quantity, quantity))
            return;
    }
    all[*count].quantity = quantity;
    all[*count].first = first;
    *count += find_place_of(picture, &all[*count]) ? 1 : 0;
}

/* Of those that are lit, then of the page's own. */
static struct quantity mark(const struct explanation *page, size_t i)
{
    return i < page->mark_count ? page->marks[i].quantity
                                : page->own_marks[i - page->mark_count].quantity;
}

/* What the step is about comes first: the parameter of the first equation, what is asked about,
 * then what is marked; at the start every weight, and at the stop what all have become. */
static size_t find_wanted(const struct network_picture *picture, struct network_wanted *all)
{
    const struct view *view = picture->view;
    const struct explanation *page = view->explanation;
    const struct net *net = view->snapshot->net;
    const struct question *question = question_open_in(view);
    const struct quantity none = {0};
    const struct quantity first[] = {question != NULL ? question->hidden : none, page->about,
                                     view->nudged, view->asked};
    bool all_of_them = view->snapshot->place.step == 0
                    || view->snapshot->place.unit.kind == UNIT_STOP;
    size_t count = 0;

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        if (first[i].kind != QUANTITY_NONE && quantity_is_of_parameter(first[i]))
            add(picture, quantity_as(first[i], QUANTITY_VALUE), true, all, &count);
    }
    for (int pass = 0; pass < 2; pass++) { /* what the formula writes, then what else is marked */
        for (size_t i = 0; i < page->mark_count + page->own_count; i++) {
            struct quantity q = mark(page, i);

            if (quantity_is_of_parameter(q)
                && ((pass == 1 && i < page->mark_count) || needed(view, q)))
                add(picture, quantity_as(q, QUANTITY_VALUE), pass == 0, all, &count);
        }
    }
    for (size_t l = 1; l <= net->layer_count && all_of_them; l++) {
        for (size_t i = 0; i < net->layers[l].out * net->layers[l].in; i++)
            add(picture,
                quantity_of_weight(QUANTITY_VALUE, l, i / net->layers[l].in, i % net->layers[l].in),
                false, all, &count);
    }
    for (size_t i = 0; i < page->mark_count + page->own_count; i++) {
        if (!quantity_is_of_parameter(mark(page, i)) && needed(view, mark(page, i)))
            add(picture, mark(page, i), true, all, &count);
    }
    return count;
}

/* Whether that place is the quantity's; a parameter's is that of anything that is its own. */
static bool is_place_of(const struct ui_target *target, struct quantity quantity)
{
    struct quantity there = quantity_unpack(target->action.argument);

    if (quantity_is_of_parameter(quantity) && quantity_is_of_parameter(there))
        there = quantity_as(there, quantity.kind);
    return target->item && target->line_half_px == 0.0f && quantity_equal(there, quantity);
}

static bool is_said(const struct network_room *room, struct quantity quantity)
{
    const struct ui *ui = room->picture->view->ui;

    for (size_t i = 0; i < ui->target_count; i++) {
        if (is_place_of(&ui->targets[i], quantity)
            && needed_number_in(room->picture->view, room->first, ui->targets[i].rect))
            return true;
    }
    return false;
}

/* A neuron's number that the circle has no room for; its letter alone where there is little. */
static void draw_number(struct network_room *room, const struct network_wanted *wanted)
{
    const struct network_picture *picture = room->picture;
    const struct view *view = picture->view;
    struct quantity q = wanted->quantity;
    float number = (float)view->size.chip_px, most = ROOM(20) * number;
    bool slope = q.kind == QUANTITY_DA || q.kind == QUANTITY_DZ, placed = false;
    color ink = slope ? view->theme->phase[PHASE_BACKWARD] : view->theme->text;
    const struct formula *symbols[] = {quantity_symbol(view->arena, view->snapshot, q),
                                       formula_symbol(view->arena,
                                                      q.kind == QUANTITY_DA   ? "∂"
                                                      : q.kind == QUANTITY_DZ ? "δ"
                                                                              : "",
                                                      NULL, NULL, 0.0)};
    struct label label = {.value = quantity_value(view->snapshot, q),
                          .sign = slope,
                          .ink = ink,
                          .symbol_ink = ink,
                          .size_px = view->size.chip_px};
    struct rect rect, before;

    for (size_t i = 0; i < (slope ? 2 : 1) && !placed; i++) {
        label.symbol = symbols[i];
        label.decimals = i == 0 ? view->decimals : 3;
        placed = network_room_place(
            room, wanted,
            (struct point){label_width(view, &label, most) + GAP_PART * number, LINE_ROW * number},
            &rect);
    }
    if (!placed)
        return;
    canvas_box(view->canvas, rect, view->size.corner,
               slope ? view->theme->phase_soft[PHASE_BACKWARD] : view->theme->panel,
               slope ? 0 : view->theme->line, view->size.thin);
    before = canvas_within(view->canvas, rect);
    label_draw(view, &label, rect.x + rect.w / 2.0f, rect.y + number, rect.w);
    canvas_within(view->canvas, before);
    ui_group(view->ui, 2 * (int)q.layer + 1);
    view_item(view, rect, q);
}

/* The parameters that the formula writes, or all that have none yet. */
static void draw_chosen(struct network_room *room, struct network_wanted *all, size_t count,
                        bool rest)
{
    struct network_wanted *chips[NETWORK_WANTED_MOST];
    size_t chosen = 0;

    for (size_t i = 0; i < count; i++) {
        if (quantity_is_of_parameter(all[i].quantity) && (rest || all[i].first)
            && !is_said(room, all[i].quantity))
            chips[chosen++] = &all[i];
    }
    if (chosen > 0)
        network_room_chips(room, chips, chosen);
}

void network_step(const struct network_picture *picture, size_t first)
{
    struct network_room room = {.picture = picture, .first = first};
    struct network_wanted all[NETWORK_WANTED_MOST];
    size_t count = find_wanted(picture, all);
    bool moves = picture->view->move > 0.0f; /* then all belong together */

    network_room_find(&room);
    draw_chosen(&room, all, count, moves);
    for (size_t i = 0; i < count; i++) {
        if (!quantity_is_of_parameter(all[i].quantity) && !is_said(&room, all[i].quantity))
            draw_number(&room, &all[i]);
    }
    draw_chosen(&room, all, count, true);
}
