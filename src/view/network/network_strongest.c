#include "view/network/network_layout.h"
#include "view/network/network_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { STRONGEST_MAX = 6 };

/* A weight of the neuron that is looked at. */
struct connection {
    struct quantity weight;
    double rank;         /* larger ones come first, of equal ones those of larger |w| */
    double size;
    struct point source, goal; /* its ends */
    struct point leave;        /* where its line leaves the lower layer: an image's right edge */
};

/* Whether the explanation is about weights out of the unit: δ is gathered from the layer above. */
static bool looks_up(const struct view *view, size_t layer, size_t unit)
{
    for (size_t i = 0; i < view->explanation->mark_count; i++) {
        struct quantity marked = view->explanation->marks[i].quantity;

        if (marked.of == QUANTITY_OF_WEIGHT && marked.from == unit
            && view->snapshot->net->layers[marked.layer].from == layer)
            return true;
    }
    return false;
}

void network_find_detail(struct network_picture *picture)
{
    const struct view *view = picture->view;
    struct quantity asked = view->asked;
    struct network_detail *detail = &picture->detail;
    size_t layers = view->snapshot->net->layer_count;

    *detail = (struct network_detail){0};
    if (asked.kind == QUANTITY_LOSS || asked.kind == QUANTITY_RATE)
        return;
    if (asked.kind != QUANTITY_NONE)
        *detail = (struct network_detail){true, asked.layer, asked.to, false};
    else if (view->explanation->focus_layer > 0)
        *detail = (struct network_detail){true, view->explanation->focus_layer,
                                          view->explanation->focus_unit, false};
    if (!detail->some)
        return;
    detail->above = detail->layer == 0
                    || (asked.of != QUANTITY_OF_WEIGHT && detail->layer < layers
                        && looks_up(view, detail->layer, detail->unit));
}

/* The layer whose weights they are; 0: none. */
static size_t weights_layer(const struct network_picture *picture)
{
    const struct network_layout *layout = picture->layout;
    size_t layer = picture->detail.layer + (picture->detail.above ? 1 : 0);

    return picture->detail.some && network_bundled(layout, layer) ? layer : 0;
}

/* How much a weight matters to what the step is about: its product in the forward pass, its
 * gradient from the backward pass on. What is asked about comes first, then what is marked on its
 * own. */
static double rank(const struct network_picture *picture, struct quantity weight, bool few_marked)
{
    const struct view *view = picture->view;
    struct network_parameter parameter = network_weight(view, weight.layer, weight.to, weight.from);
    struct quantity asked = view->asked;
    struct quantity dz = quantity_at(QUANTITY_DZ, weight.layer, weight.to, 0);
    struct quantity input = quantity_input(view->snapshot->net, weight.layer, weight.from);
    double w = fabs(quantity_value(view->snapshot, weight)), by = 1.0;

    if (asked.of == QUANTITY_OF_WEIGHT && asked.layer == weight.layer && asked.to == weight.to
        && asked.from == weight.from)
        return (double)INFINITY;
    if (few_marked && network_parameter_lit(picture, &parameter))
        return 1e300;
    if (picture->detail.above && picture->detail.layer > 0)
        by = view_known(view, dz) == KNOWN_NOT_YET ? 1.0 : quantity_value(view->snapshot, dz);
    else if (picture->phase == PHASE_UPDATE
             && view_known(view, parameter.gradient) != KNOWN_NOT_YET)
        return fabs(quantity_value(view->snapshot, parameter.gradient));
    else if (view_known(view, parameter.shown_gradient) != KNOWN_NOT_YET)
        return fabs(quantity_value(view->snapshot, parameter.shown_gradient));
    else if (input.kind == QUANTITY_X || view_known(view, input) != KNOWN_NOT_YET)
        by = quantity_value(view->snapshot, input);
    return w * fabs(by);
}

/* Whether only a few weights of the layer are marked. */
static bool some_marked(const struct network_picture *picture, size_t layer)
{
    const struct view *view = picture->view;
    size_t marked = 0;

    for (size_t i = 0; i < view->explanation->mark_count; i++)
        marked += view->explanation->marks[i].quantity.layer == layer
            && view->explanation->marks[i].quantity.of == QUANTITY_OF_WEIGHT;
    return marked > 0 && marked <= STRONGEST_MAX;
}

static int by_rank(const void *a, const void *b)
{
    const struct connection *one = a, *other = b;

    if (one->rank != other->rank)
        return one->rank > other->rank ? -1 : 1;
    if (one->size != other->size) /* of an input of 0 */
        return one->size > other->size ? -1 : 1;
    return one->weight.from + one->weight.to < other->weight.from + other->weight.to ? -1 : 1;
}

static int by_height(const void *a, const void *b)
{
    const struct connection *one = a, *other = b;

    if (one->source.y + one->goal.y != other->source.y + other->goal.y)
        return one->source.y + one->goal.y < other->source.y + other->goal.y ? -1 : 1;
    return one->source.x < other->source.x ? -1 : one->source.x > other->source.x;
}

/* The neuron's connections, the strongest first. */
static size_t find(const struct network_picture *picture, size_t layer, struct connection **all)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    const struct network_layout *layout = picture->layout;
    bool above = picture->detail.above;
    size_t count = above ? net->layers[layer].out : net->layers[layer].in, found = 0;
    bool few_marked = some_marked(picture, layer);

    *all = arena_alloc(view->arena, count * sizeof **all);
    for (size_t i = 0; i < count; i++) {
        size_t to = above ? i : picture->detail.unit, from = above ? picture->detail.unit : i;
        struct connection *next = &(*all)[found];
        struct point center;

        next->weight = quantity_of_weight(QUANTITY_VALUE, layer, to, from);
        if (!network_layout_port(layout, net, layout->layers[layer].from, from, NETWORK_RIGHT,
                                 &next->source)
            || !network_layout_port(layout, net, layer, to, NETWORK_LEFT, &next->goal))
            continue;
        next->leave = next->source;
        if (network_layout_from(layout, layer)->form == NETWORK_IMAGE
            && network_layout_node(layout, net, layout->layers[layer].from, from, &center))
            next->source.x = center.x;
        next->goal.x -= view->size.strong;
        next->rank = rank(picture, next->weight, few_marked);
        next->size = fabs(quantity_value(view->snapshot, next->weight));
        if (isnan(next->rank))
            next->rank = 1e299;
        found++;
    }
    qsort(*all, found, sizeof **all, by_rank);
    return found;
}

static void draw_line(const struct network_picture *picture, const struct connection *at,
                      struct point left, struct point right)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    enum quantity_kind carried
        = network_carried(picture, at->weight.layer, at->weight.to, at->weight.from);
    double w = quantity_value(view->snapshot, quantity_as(at->weight, carried)),
           scale = network_scale(picture, at->weight.layer, carried);
    float width = view_stroke(view, w / scale);
    color ink = isnan(w) ? theme->error : w < 0.0 ? theme->negative : theme->positive;
    float dash = w < 0.0 ? view->size.dash : 0.0f, dot = view->size.strong + width / 2.0f;
    struct point from = at->source;
    const struct point ends[3][2] = {{at->source, at->leave}, {at->leave, left}, {right, at->goal}};

    for (size_t i = 0; i < 3; i++)
        canvas_line(view->canvas, ends[i][0], ends[i][1], width + view->size.bold,
                    theme->background, 0.0f);
    for (size_t i = 0; i < 3; i++) {
        canvas_line(view->canvas, ends[i][0], ends[i][1], width, ink, dash);
        ui_item_line(view->ui, ends[i][0], ends[i][1], view->size.dot,
                     (struct ui_action){view->select_command, quantity_pack(at->weight)});
    }
    if (from.x == at->leave.x) /* beside a cell, whose number is not to be covered; on a pixel */
        from.x += dot;
    canvas_disc(view->canvas, from, dot, theme->background, ink, view->size.line);
}

static float caption_room(const struct network_picture *picture, size_t layer)
{
    struct rect from = network_layout_from(picture->layout, layer)->cells,
                to = picture->layout->layers[layer].cells;

    return to.x - from.x - from.w + fminf(from.w, to.w)
        - GAP_WIDE * (float)picture->view->size.label_px;
}

/* Two lines below the gap before a layer, or shorter ones where they are too wide. */
static void caption(const struct network_picture *picture, size_t layer, const char *const wide[2],
                    const char *const narrow[2])
{
    const struct view *view = picture->view;
    const struct network_layer_layout *from = network_layout_from(picture->layout, layer);
    const struct network_layer_layout *to = &picture->layout->layers[layer];
    float label = (float)view->size.label_px;
    float bottom = picture->layout->area.y + picture->layout->area.h;
    float x = (from->cells.x + from->cells.w + to->cells.x) / 2.0f;
    float room = caption_room(picture, layer);
    bool fits = ui_text_width(view->canvas, view_plain(view), wide[0]) <= room
        && ui_text_width(view->canvas, view_plain(view), wide[1]) <= room;

    for (size_t i = 0; i < 2; i++) {
        const char *text = fits ? wide[i] : narrow[i];

        if (ui_text_width(view->canvas, view_plain(view), text) <= room)
            ui_text(view->canvas, x, bottom - (LINE_STEP - LINE_CLOSE * (float)i) * label,
                    CANVAS_CENTER, view_soft(view), text);
    }
}

/* What the number of a bundle's weights counts, as far as there is room. */
static const char *all_in_brief(const struct network_picture *picture, size_t layer)
{
    const struct view *view = picture->view;
    const char *const wordings[] = {words(W_WEIGHTS_BRIEF), words(W_IN_ALL), NULL};

    return ui_wording(view->canvas, view_plain(view), caption_room(picture, layer), wordings);
}

/* Below each bundle: how many weights have no number. */
static void draw_captions(const struct network_picture *picture, size_t detailed, size_t shown,
                          size_t all)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;

    for (size_t l = 1; l <= net->layer_count; l++) {
        size_t lines = network_bundle_lines(picture->layout, l),
               whole = net->layers[l].in * net->layers[l].out;
        const char *weights = number_counted(view->arena, whole),
            *drawn = number_counted(view->arena, lines);
        const char *every = number_counted(view->arena, all);
        const char *some = arena_printf(view->arena, "%s of %s",
                                        number_counted(view->arena, all - shown), every);

        if (!network_bundled(picture->layout, l))
            continue;
        if (network_carried_by(picture, l) != QUANTITY_VALUE) {
            bool steps = network_carried_by(picture, l) == QUANTITY_STEP;
            enum word what = steps ? W_STEPS_2 : W_GRADIENTS_2;
            float room = caption_room(picture, l);
            const char *scale = network_carried_scale(picture, l);
            const char *const names[] = {words_in(view->arena, what, ""), steps ? "Δw" : "∂L/∂w",
                                         NULL};
            const char *const scales[] = {scale, network_carried_brief(picture, l), NULL};

            caption(picture, l,
                    (const char *const[]){words_in(view->arena, what, weights), scale},
                    (const char *const[]){
                        ui_wording(view->canvas, view_plain(view), room, names),
                        ui_wording(view->canvas, view_plain(view), room, scales)});
            continue;
        }
        if (l != detailed && lines < whole)
            caption(picture, l,
                    (const char *const[]){words_in(view->arena, W_SO_MANY_WEIGHTS, whole),
                                          words_in(view->arena, W_DRAWN, drawn)},
                    (const char *const[]){weights, drawn});
        else if (l != detailed)
            caption(picture, l,
                    (const char *const[]){words_in(view->arena, W_SO_MANY_WEIGHTS, whole),
                                          words(W_AS_ONE_BUNDLE)},
                    (const char *const[]){weights, all_in_brief(picture, l)});
        else if (shown == 0)
            caption(picture, l,
                    (const char *const[]){words_in(view->arena, W_SO_MANY_WEIGHTS, all),
                                          words(W_NOT_SHOWN)},
                    (const char *const[]){every, words(W_LEFT_OUT)});
        else if (shown < all)
            caption(
                picture, l,
                (const char *const[]){words_in(view->arena, W_WEIGHTS, some), words(W_NOT_SHOWN)},
                (const char *const[]){some, words(W_LEFT_OUT)});
        else
            caption(picture, l,
                    (const char *const[]){words_in(view->arena, W_ALL_WEIGHTS, every),
                                          words(W_SHOWN)},
                    (const char *const[]){words_in(view->arena, W_ALL, every), words(W_SHOWN)});
    }
}

/* The chips between a neuron and the strongest of its connections, one above the other. */
struct stack {
    struct connection *at;   /* of each chip but the bias's, from top to bottom */
    size_t weights;          /* of them */
    bool bias;               /* the last chip */
    struct network_chip chips[STRONGEST_MAX + 1];
    float x, top, gap, height;
};

/* How many chips there is room for, and how wide they may be; 0: none. */
static size_t stack_room(const struct network_picture *picture, size_t layer, float gap,
                         float *width)
{
    const struct network_layout *layout = picture->layout;
    const struct network_layer_layout *from = network_layout_from(layout, layer),
                                      *to = &layout->layers[layer];
    float number = (float)picture->view->size.number_px,
          label = (float)picture->view->size.label_px;
    size_t most = (size_t)((layout->area.h - 2.0f * LINE_BUTTON * label)
                           / (network_chip_height(2, 0.0f) * number + gap));
    /* Circles have names above them that may be wider than they are. */
    bool circles = from->form == NETWORK_CIRCLES || to->form == NETWORK_CIRCLES;

    *width = fminf(to->cells.x - from->cells.x - from->cells.w
                       - (circles ? 2.0f : GAP_APART) * number,
                   ROOM(11) * number);
    if (*width < ROOM(5) * number)
        return 0;
    return most <= STRONGEST_MAX ? most : STRONGEST_MAX + 1;
}

static void make_stack(const struct network_picture *picture, size_t layer, struct connection *all,
                       size_t count, struct stack *stack)
{
    const struct network_layout *layout = picture->layout;
    const struct network_layer_layout *from = network_layout_from(layout, layer),
                                      *to = &layout->layers[layer];
    float label = (float)picture->view->size.label_px, width, middle = 0.0f;
    size_t most;

    *stack = (struct stack){.at = all, .gap = GAP_NEAR * (float)picture->view->size.number_px};
    most = stack_room(picture, layer, stack->gap, &width);
    stack->bias = most > 1 && !picture->detail.above
                  && picture->view->snapshot->net->layers[layer].has_biases;
    most = most > STRONGEST_MAX ? STRONGEST_MAX : stack->bias ? most - 1 : most;
    stack->weights = count < most ? count : most;
    stack->x = (from->cells.x + from->cells.w + to->cells.x) / 2.0f;
    stack->height = -stack->gap;
    qsort(all, stack->weights, sizeof *all, by_height);
    for (size_t i = 0; i < stack->weights + (stack->bias ? 1 : 0); i++) {
        struct network_parameter parameter = i < stack->weights
            ? network_weight(picture->view, layer, all[i].weight.to, all[i].weight.from)
            : network_bias(picture->view, layer, picture->detail.unit);

        network_chip_make(picture, &parameter, width, 2, false, &stack->chips[i]);
        stack->height += stack->chips[i].height + stack->gap;
        if (i < stack->weights)
            middle += (all[i].source.y + all[i].goal.y) / 2.0f / (float)stack->weights;
    }
    stack->top = fminf(middle - stack->height / 2.0f,
                       layout->area.y + layout->area.h - LINE_TWO * label - stack->height);
    stack->top = fmaxf(stack->top, layout->area.y + LINE_CLOSE * label);
}

static void draw_bias_line(const struct network_picture *picture, const struct stack *stack,
                           struct point right)
{
    const struct view *view = picture->view;

    if (stack->weights > 0)
        canvas_line(view->canvas, right, stack->at[0].goal, view->size.line,
                    view->theme->line_strong, 0.0f);
}

void network_strongest(const struct network_picture *picture)
{
    size_t layer = weights_layer(picture), count;
    const struct net_layer *at = &picture->view->snapshot->net->layers[layer];
    struct connection *all;
    struct stack stack;

    if (layer == 0) {
        draw_captions(picture, 0, 0, 0);
        return;
    }
    count = find(picture, layer, &all);
    make_stack(picture, layer, all, count, &stack);
    ui_group(picture->view->ui, 2 * (int)layer);
    for (int pass = 0; pass < 2; pass++) { /* the lines, then the chips */
        float y = stack.top;

        for (size_t i = 0; i < stack.weights + (stack.bias ? 1 : 0); i++) {
            const struct network_chip *chip = &stack.chips[i];
            struct point left = {stack.x - chip->width / 2.0f, y + chip->height / 2.0f};
            struct point right = {left.x + chip->width, left.y};

            if (pass == 1)
                network_chip_draw(picture, chip, left.x, y);
            else if (i < stack.weights)
                draw_line(picture, &all[i], left, right);
            else
                draw_bias_line(picture, &stack, right);
            y += chip->height + stack.gap;
        }
    }
    /* Those of units that are not drawn are left out too. */
    draw_captions(picture, layer, stack.weights,
                  picture->detail.above ? at->out : at->in);
}
