#include "view/frame/label.h"
#include "view/frame/needed.h"
#include "view/network/network_layout.h"
#include "view/network/network_parts.h"

#include <math.h>
#include <string.h>

/* What stands beside an output: its target or its part of the loss. */
static struct label label_of(const struct network_picture *picture, struct quantity quantity)
{
    const struct view *view = picture->view;
    enum known known = quantity.kind == QUANTITY_T ? KNOWN : view_known(view, quantity);
    color ink = quantity.kind == QUANTITY_T ? view->theme->text : view->theme->phase[PHASE_LOSS];
    struct label label = {
        .symbol = network_symbol(picture, quantity),
        .value = quantity_value(view->snapshot, quantity),
        .strong = known == KNOWN_FRESH,
        .ink = known == KNOWN_OLD ? view->theme->text_soft : ink,
        .size_px = view->size.number_px,
    };

    if (quantity.kind == QUANTITY_LOSS_PART && label.symbol->sub == NULL)
        label.symbol = formula_placeholder(view->arena, words(W_PART));
    if (view_steps_back(view, &quantity, 1))
        label.ink = view->theme->text_soft;
    label.symbol_ink = label.ink;
    return label;
}

/* Its line there. */
static void side_label(const struct network_picture *picture, struct quantity quantity, float y)
{
    const struct view *view = picture->view;
    const struct network_layout *layout = picture->layout;
    struct label label = label_of(picture, quantity);
    float width = layout->target_width, number = (float)view->size.number_px;

    if ((quantity.kind != QUANTITY_T && view_known(view, quantity) == KNOWN_NOT_YET)
        || !label_fit(view, &label, layout->target_width))
        return;
    width = label_width(view, &label, layout->target_width);
    /* On a patch of background: the curves of the other outputs may pass here. */
    canvas_box(view->canvas,
               (struct rect){layout->target_x, y - GAP_PART * number, width, number}, 0.0f,
               view->theme->background, 0, 0.0f);
    label_draw(view, &label, layout->target_x + width / 2.0f, y, layout->target_width);
    view_item(view, (struct rect){layout->target_x - GAP_TIGHT * number, y - GAP_PART * number,
                                  width + GAP_NEAR * number, LINE_CLOSE * number}, quantity);
}

/* Whether the step writes out the output's part of the loss. */
static bool has_part(const struct view *view, size_t unit)
{
    struct quantity part = quantity_at(QUANTITY_LOSS_PART, view->snapshot->net->layer_count, unit,
                                       0);

    return net_output(view->snapshot->net)->out > 1 && view_known(view, part) != KNOWN_NOT_YET
           && needed_writes(view, part);
}

/* Whether each output has room for a target and a part in the column of the loss's card, with all
 * its digits, and one has its part there. */
static bool two_lines(const struct network_picture *picture)
{
    const struct network_layout *layout = picture->layout;
    const struct view *view = picture->view;
    size_t shown = layout->layers[view->snapshot->net->layer_count].shown;
    float number = (float)view->size.number_px, bottom = layout->area.y + layout->area.h;
    bool any = false;

    for (size_t k = 0; k < shown; k++) {
        struct label label = label_of(
            picture, quantity_at(QUANTITY_LOSS_PART, view->snapshot->net->layer_count, k, 0));

        if (!has_part(view, k))
            continue;
        any = true;
        if (label_width(view, &label, 4.0f * layout->target_width) > layout->target_width)
            return false;
    }
    return any && network_target_y(layout, view, 0, 2.0f) >= layout->area.y + number
           && network_target_y(layout, view, shown - 1, 2.0f) + LINE_STEP * number <= bottom;
}

/* At a projector's text sizes the target, and its part of the loss where the step is about it. */
static void step_side(const struct network_picture *picture, size_t place, size_t unit,
                      struct point center)
{
    const struct view *view = picture->view;
    size_t outputs = view->snapshot->net->layer_count;
    struct quantity target = quantity_at(QUANTITY_T, outputs, unit, 0),
                    part = quantity_at(QUANTITY_LOSS_PART, outputs, unit, 0);
    bool parts = has_part(view, unit);
    float number = (float)view->size.number_px, y = center.y + ui_text_drop(number);

    if (picture->layout->named)
        return;
    if (picture->layout->shared) {
        bool two = two_lines(picture);

        parts = parts && two;
        y = network_target_y(picture->layout, view, place, two ? 2.0f : 1.0f);
    }
    side_label(picture, target, y);
    if (parts)
        side_label(picture, part, y + LINE_CLOSE * number);
}

static void output_side(const struct network_picture *picture, size_t unit, struct point center)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    struct quantity target = quantity_at(QUANTITY_T, net->layer_count, unit, 0);
    struct quantity part = quantity_at(QUANTITY_LOSS_PART, net->layer_count, unit, 0);
    const struct network_layer_layout *column = &picture->layout->layers[net->layer_count];
    struct rect loss = picture->layout->loss;
    float number = (float)view->size.number_px, goal = loss.y + loss.h / 2.0f;
    bool room = column->step_y > ROOM(7) * number;
    /* Two lines beside a small circle would run into what stands above and below it. */
    bool small = picture->layout->nodes <= NETWORK_NODES_TIGHT
                 && picture->layout->radius < 2.0f * LINE_CLOSE * number;
    bool parts = room && !small && net_output(net)->out > 1 && !view->bare;

    if (column->form == NETWORK_CELLS && !column->numbers) {
        side_label(picture, target, center.y + ui_text_drop(number));
    } else if (!room) {
        side_label(picture, target, center.y - GAP_WIDE * number);
    } else if (center.y > goal + number) {
        side_label(picture, target, center.y + LINE_CLOSE * number);
        if (parts)
            side_label(picture, part, center.y + 2.0f * LINE_CLOSE * number);
    } else {
        side_label(picture, target, center.y - (parts ? 2.0f : GAP_WIDE) * number);
        if (parts)
            side_label(picture, part, center.y - GAP_WIDE * number);
    }
}

/* A dot on its way to the loss, or in the backward pass from it. */
static void draw_light(const struct network_picture *picture, const struct point p[4])
{
    const struct view *view = picture->view;
    float light = view_light(view, view->snapshot->net->layer_count, 0), t = view_ease(light);
    struct point a, b, c;

    if (light <= 0.0f || light >= 1.0f || picture->phase == PHASE_UPDATE)
        return;
    if (picture->phase == PHASE_BACKWARD)
        t = 1.0f - t;
    a = point_lerp(p[0], p[1], t);
    b = point_lerp(p[1], p[2], t);
    c = point_lerp(p[2], p[3], t);
    canvas_disc(view->canvas,
                point_lerp(point_lerp(a, b, t), point_lerp(b, c, t), t), view->size.dot,
                view->theme->phase[picture->phase], 0, 0.0f);
}

static void output_curve(const struct network_picture *picture, struct point center, bool lit)
{
    const struct view *view = picture->view;
    struct rect loss = picture->layout->loss;
    struct point from = center;
    struct point to = {loss.x, loss.y + loss.h / 2.0f};
    float bend = to.x - from.x;
    const struct point p[4] = {
        from, {from.x + 0.85f * bend, from.y}, {to.x - 0.35f * bend, to.y}, to};

    canvas_curve(view->canvas, p, lit ? view->size.bold : view->size.line,
                 lit ? view->theme->phase[picture->phase] : view->theme->line, 0.0f);
    if (lit)
        draw_light(picture, p);
}

/* Where the line-th line below the card has its baseline. */
static float footnote_y(const struct network_picture *picture, int line)
{
    struct rect card = picture->layout->loss;

    return card.y + card.h + LINE_NOTE * (float)(line + 1) * (float)picture->view->size.chip_px;
}

/* Below the card: the loss after the update, or the mean or sum of the batch. All of it: a loss of
 * fewer digits than the other beside it seems to have changed, and the new one without its word is
 * told by colour alone. */
static void footnote(const struct network_picture *picture, int line, const struct formula *symbol,
                     double value, color ink)
{
    const struct view *view = picture->view;
    struct rect card = picture->layout->loss;
    struct label label = {
        .symbol = symbol,
        .value = value,
        .strong = true,
        .ink = ink,
        .symbol_ink = ink,
        .size_px = view->size.chip_px,
    };
    struct label wide = label;
    float room = card.w;

    if (!label_fit_whole(view, &label, room, view->size.min_px))
        return;
    if (label.symbol == NULL && picture->phase == PHASE_UPDATE) {
        room += 2.0f * (float)view->size.chip_px; /* rather than without its word */
        label_fit_whole(view, &wide, room, view->size.min_px);
        label = wide;
    }
    /* Wider than the card it begins before it: behind it the picture ends. */
    label_draw(view, &label,
               card.x + card.w / 2.0f
                   - fmaxf(0.0f, label_width(view, &label, room) - card.w
                                     - GAP_WIDE * (float)view->size.chip_px) / 2.0f,
               footnote_y(picture, line), room);
}

/* What L2 adds to the loss, and the sum. Returns the next line. */
static int objective(const struct network_picture *picture, int line)
{
    static const enum quantity_kind kinds[] = {QUANTITY_PENALTY, QUANTITY_OBJECTIVE};
    const struct view *view = picture->view;
    struct rect card = picture->layout->loss;
    float number = (float)view->size.number_px;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct quantity q = quantity_at(kinds[i], view->snapshot->net->layer_count, 0, 0);
        enum known known = view_known(view, q);
        float y = footnote_y(picture, line);

        if (known == KNOWN_NOT_YET)
            continue;
        footnote(picture, line, quantity_symbol(view->arena, view->snapshot, q),
                 quantity_value(view->snapshot, q),
                 known == KNOWN_OLD || view_steps_back(view, &q, 1)
                     ? view->theme->text_soft
                     : view->theme->phase[PHASE_LOSS]);
        view_item(view, (struct rect){card.x, y - number, card.w, LINE_CLOSE * number}, q);
        line++;
    }
    return line;
}

static void footnotes(const struct network_picture *picture, enum known loss)
{
    const struct view *view = picture->view;
    const struct snapshot *snapshot = view->snapshot;
    bool batch = snapshot->place.batch_count > 1;
    int line;

    if (batch && loss != KNOWN_NOT_YET
        && snapshot->place.batch_index + 1 == snapshot->place.batch_count)
        footnote(picture, 0,
                 formula_placeholder(view->arena,
                                     snapshot->training->sum ? words(W_SUM) : words(W_MEAN)),
                 snapshot->batch_loss, view->theme->phase[PHASE_LOSS]);
    line = objective(picture, batch ? 1 : 0);
    if (view_fall(view) > 0.0f && !isnan(snapshot->loss_after))
        footnote(picture, line,
                 formula_placeholder(view->arena, snapshot->state->optimizer.l2 != 0
                                                      ? words(W_NEW_L)
                                                      : words(W_NEW)),
                 view_fall(view) >= 1.0f
                     ? snapshot->loss_after
                     : snapshot->loss_after
                           + (1.0 - (double)view_fall(view))
                                 * (snapshot->batch_loss - snapshot->loss_after),
                 view->theme->phase[PHASE_UPDATE]);
}

static void card(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct snapshot *snapshot = view->snapshot;
    const struct theme *theme = view->theme;
    struct quantity loss = quantity_at(QUANTITY_LOSS, snapshot->net->layer_count, 0, 0);
    enum known known = view_known(view, loss);
    struct rect box = picture->layout->loss;
    float number = (float)view->size.number_px;
    float x = box.x + box.w / 2.0f, width, room = box.w - number;
    struct label value = {.size_px = view_symbol_px(number),
                          .value = quantity_value(snapshot, loss),
                          .ink = theme->text,
                          .strong = true};
    struct label head = {.size_px = view->size.label_px, .text = "",
                         .symbol_ink = known == KNOWN_NOT_YET ? theme->text_soft : theme->text};
    struct rect before;

    if (known == KNOWN_NOT_YET)
        canvas_box_dashed(view->canvas, box, view->size.corner, theme->panel, theme->line,
                          view->size.line, view->size.dash);
    else
        canvas_box(view->canvas, box, view->size.corner, theme->panel, theme->phase[PHASE_LOSS],
                   known == KNOWN_FRESH ? view->size.bold : view->size.line);
    before = canvas_within(view->canvas, box);
    head.symbol = quantity_symbol(view->arena, snapshot, loss);
    width = ui_text_width(view->canvas, view_bold(view), words(W_LOSS_3));
    {
        float symbol = label_symbol(view, head.symbol, 0, 0, view->size.label_px + 4,
                                    head.symbol_ink, true);
        float left = x - (width + symbol) / 2.0f, y = box.y + LINE_STEP * number;

        ui_text(view->canvas, left, y, CANVAS_LEFT, ui_inked(view_bold(view), head.symbol_ink),
                words(W_LOSS_3));
        label_symbol(view, head.symbol, left + width, y, view->size.label_px + 4, head.symbol_ink,
                     false);
    }
    if (known == KNOWN_NOT_YET) {
        value.text = words(W_NOT_YET);
        value.size_px = view->size.number_px;
        value.strong = false;
        value.ink = theme->text_soft;
    } else if (known == KNOWN_OLD) {
        value.ink = theme->text_soft;
    }
    if (value.text == NULL && !label_fit_whole(view, &value, room, view->size.min_px))
        room = box.w - GAP_NEAR * number; /* nearly up to its rims */
    label_draw(view, &value, x, box.y + 2.0f * LINE_STEP * number, room);
    canvas_within(view->canvas, before);
    view_item(view, box, loss);
    footnotes(picture, known);
}

/* Whether there is a line's height of room beside each output. */
static bool has_room(const struct network_picture *picture,
                     const struct network_layer_layout *column)
{
    if (column->form == NETWORK_CIRCLES)
        return picture->layout->nodes != NETWORK_NODES_DOTS;
    return column->numbers || column->step_y >= LINE_STEP * (float)picture->view->size.number_px;
}

void network_loss(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct net *net = view->snapshot->net;
    size_t outputs = net->layer_count;
    const struct network_layer_layout *column = &picture->layout->layers[outputs];
    bool level = column->form == NETWORK_CELLS && !column->numbers;

    for (size_t place = 0; place < column->shown; place++) {
        size_t unit = network_layout_unit(picture->layout, net, outputs, place);
        struct quantity part = quantity_at(QUANTITY_LOSS_PART, outputs, unit, 0);
        struct quantity da = quantity_at(QUANTITY_DA, outputs, unit, 0);
        enum formula_role role;
        bool lit = view_marked(view, part, &role) || view_marked(view, da, &role);
        struct point center, from;

        if (!network_layout_port(picture->layout, net, outputs, unit, NETWORK_RIGHT, &center))
            continue;
        from = center;
        if (level && has_room(picture, column)) /* it begins behind the target */
            from.x = picture->layout->target_x + 2.0f * (float)view->size.number_px;
        output_curve(picture, from, lit);
        if (!quantity_happens(view->snapshot, quantity_at(QUANTITY_T, outputs, unit, 0)))
            continue; /* no answer is asked for at this time */
        if (!level && network_verdict_says(view, unit))
            network_verdict_mark(view, (struct point){center.x + view->size.dot, center.y},
                                 view->theme->text);
        if (picture->layout->by_step)
            step_side(picture, place, unit, center);
        else if (has_room(picture, column))
            output_side(picture, unit, center);
    }
    card(picture);
    network_verdict(picture);
}
