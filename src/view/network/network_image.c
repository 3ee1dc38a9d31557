#include "view/network/network_parts.h"
#include "explain/rich.h"
#include "view/panel/richtext.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One of the pictures: a grid of values, each of which can be asked about. */
struct grid {
    struct rect area;
    size_t side;
    double scale;     /* the magnitude that gets the full colour, > 0 */
    bool ink;         /* as ink on paper, not by sign */
};

static struct rect pixel(const struct grid *grid, size_t place)
{
    float side = grid->area.w / (float)grid->side;
    /* On whole pixels of the screen: no seams. */
    float x0 = roundf(grid->area.x + (float)(place % grid->side) * side);
    float y0 = roundf(grid->area.y + (float)(place / grid->side) * side);
    float x1 = roundf(grid->area.x + (float)(place % grid->side + 1) * side);
    float y1 = roundf(grid->area.y + (float)(place / grid->side + 1) * side);

    return (struct rect){x0, y0, x1 - x0, y1 - y0};
}

/* The rectangle that sign marks are measured by: all of a picture's have the same size. */
static struct rect mark_place(const struct grid *grid, struct rect box)
{
    float side = floorf(grid->area.w / (float)grid->side);

    return (struct rect){box.x + floorf((box.w - side) / 2.0f),
                         box.y + floorf((box.h - side) / 2.0f), side, side};
}

static void draw_pixel(const struct network_picture *picture, const struct grid *grid, size_t place,
                       double value)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    struct rect box = pixel(grid, place);
    color fill;

    if (grid->ink && isfinite(value))
        fill = color_mix(theme->panel, theme->text,
                         (float)fmin(fmax(value / grid->scale, 0.0), 1.0));
    else
        fill = theme_diverging(theme, value, grid->scale);
    canvas_box(view->canvas, box, 0.0f, fill, 0, 0.0f);
    if (!grid->ink)
        network_sign_mark(view, mark_place(grid, box), value, grid->scale);
}

/* When all pixels have been drawn: the outline of the one that is asked about lies over its
 * neighbours. The first's quantity; the others' count on in `to` (inputs) or `from`. */
static void add_items(const struct view *view, const struct grid *grid, struct quantity quantity)
{
    for (size_t place = 0; place < grid->side * grid->side; place++) {
        view_item(view, pixel(grid, place), quantity);
        if (quantity.kind == QUANTITY_X)
            quantity.to++;
        else
            quantity.from++;
    }
}

static void frame(const struct view *view, struct rect area, bool lit, color ink)
{
    float width = lit ? view->size.bold : view->size.thin;

    canvas_box(view->canvas, rect_inset(area, -width, -width), 0.0f, 0,
               lit ? ink : view->theme->line_strong, width);
}

/* Above the inputs what they are, as long as their image is wide. */
static void draw_size(const struct view *view, struct rect area, size_t side)
{
    char text[64];

    for (int i = 0; i < 3; i++) {
        snprintf(text, sizeof text, "%s%zu × %zu%s", i == 0 ? words(W_INPUT) : "", side,
                 side, i < 2 ? words(W_PIXELS) : "");
        if (ui_text_width(view->canvas, view_plain(view), text) <= area.w)
            break;
    }
    ui_text(view->canvas, area.x, area.y - GAP_WORD * (float)view->size.label_px, CANVAS_LEFT,
            view_soft(view), text);
}

static void draw_inputs(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct network_layer_layout *column = &picture->layout->layers[0];
    const struct net_layer *inputs = &view->snapshot->net->layers[0];
    const double *x = view->snapshot->now + inputs->a;
    struct grid grid = {.area = column->cells, .side = column->columns, .scale = 0.0, .ink = true};

    for (size_t i = 0; i < inputs->out; i++) {
        if (isfinite(x[i]))
            grid.scale = fmax(grid.scale, fabs(x[i]));
        grid.ink = grid.ink && !(x[i] < 0.0);
    }
    if (grid.scale <= 1.0)
        grid.scale = 1.0;
    ui_group(view->ui, 2 * (int)view->snapshot->net->layer_count + 4);
    for (size_t i = 0; i < inputs->out; i++)
        draw_pixel(picture, &grid, i, x[i]);
    frame(view, column->cells, false, 0);
    add_items(view, &grid, quantity_at(QUANTITY_X, 0, 0, 0));
    draw_size(view, column->cells, grid.side);
}

/* Above a small image: a symbol, and how much the full colour is; below 0: not known yet. */
static void draw_caption(const struct view *view, struct rect area, const struct formula *symbol,
                         const struct formula *into, double scale)
{
    float label = (float)view->size.label_px, x = area.x;
    int size_px = view->size.label_px;
    color ink = view->theme->text;
    char text[NUMBER_TEXT_SIZE], whole[NUMBER_TEXT_SIZE + 4];

    if (label_symbol(view, symbol, 0, 0, size_px, ink, true) > area.w + 0.5f * label)
        return; /* it is what the step is about, and said elsewhere */
    if (into != NULL) {
        float width = label_symbol(view, symbol, 0, 0, size_px, ink, true) +
                      canvas_text_width(view->canvas, FONT_TEXT, size_px, words(W_INTO_2)) +
                      label_symbol(view, into, 0, 0, size_px, ink, true);

        into = width <= area.w ? into : NULL;
    }
    x += label_symbol(view, symbol, x, area.y - LINE_ROW * label, size_px, ink, false);
    if (into != NULL) {
        x += canvas_text(view->canvas, x, area.y - LINE_ROW * label, CANVAS_LEFT, FONT_TEXT,
                         size_px, ink, words(W_INTO_2));
        label_symbol(view, into, x, area.y - LINE_ROW * label, size_px, ink, false);
    }
    if (scale == 0.0) {
        canvas_text(view->canvas, area.x, area.y - GAP_WORD * label, CANVAS_LEFT, FONT_MONO,
                    view->size.label_px, view->theme->text_soft, words(W_ALL_0));
    } else if (scale > 0.0) {
        view_number(view, scale, false, area.w - GAP_WORD * label, view->size.label_px, text);
        snprintf(whole, sizeof whole, "±%s", text);
        if (!view_says_number(text))
            return;
        canvas_text(view->canvas, area.x, area.y - GAP_WORD * label, CANVAS_LEFT, FONT_MONO,
                    view->size.label_px, view->theme->text_soft, whole);
    }
}

/* The image of what is not known (yet). */
static void draw_unknown(const struct view *view, struct rect area, const char *text)
{
    canvas_box_dashed(view->canvas, area, view->size.corner, view->theme->panel, view->theme->line,
                      view->size.line, view->size.dash);
    ui_text(view->canvas, area.x + area.w / 2.0f,
            area.y + area.h / 2.0f + ui_text_drop((float)view->size.number_px), CANVAS_CENTER,
            ui_inked(view_mono(view), view->theme->text_soft), text);
}

/* The largest magnitude of one kind of quantity over the weights into a neuron. */
static double largest(const struct view *view, struct quantity quantity, size_t count)
{
    double most = 0.0;

    for (quantity.from = 0; quantity.from < count; quantity.from++) {
        double value = fabs(quantity_value(view->snapshot, quantity));

        if (isfinite(value))
            most = fmax(most, value);
    }
    return most;
}

/* What gets the full colour where the largest is that. */
static double scale_of(double most)
{
    return most > 0.0 ? most : 1.0;
}

static void draw_weights(const struct network_picture *picture, const struct formula *into)
{
    const struct view *view = picture->view;
    const struct net_layer *first = &view->snapshot->net->layers[1];
    struct quantity old = quantity_of_weight(QUANTITY_VALUE, 1, picture->detail.unit, 0);
    struct quantity moved = quantity_as(old, QUANTITY_NEW);
    double most = largest(view, old, first->in);
    struct grid grid = {.area = picture->layout->weights,
                        .side = picture->layout->layers[0].columns,
                        .scale = scale_of(most)};

    for (size_t i = 0; i < first->in; i++) {
        double value;

        old.from = moved.from = i;
        value = quantity_value(view->snapshot, old);
        if (view->move > 0.0f)
            value += (quantity_value(view->snapshot, moved) - value) * (double)view->move;
        draw_pixel(picture, &grid, i, value);
    }
    frame(view, grid.area, false, 0);
    old.from = moved.from = 0;
    add_items(view, &grid, view->move > 0.0f ? moved : old);
    draw_caption(view, grid.area, formula_symbol(view->arena, "w", NULL, NULL, 0.0), into, most);
}

/* The sample's own gradients, or the batch's while the weights are being moved by them. */
static void draw_gradients(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    size_t count = view->snapshot->net->layers[0].out;
    struct quantity quantity = quantity_of_weight(QUANTITY_GRADIENT, 1, picture->detail.unit, 0);
    struct grid grid = {.area = picture->layout->gradients,
                        .side = picture->layout->layers[0].columns};
    const struct formula *loss, *symbol;
    double most;

    if (picture->phase == PHASE_UPDATE)
        quantity.kind = QUANTITY_BATCH_GRADIENT;
    loss = quantity_symbol(view->arena, view->snapshot, quantity);
    symbol = formula_partial(view->arena, loss->children[0],
                             formula_symbol(view->arena, "w", NULL, NULL, 0.0), 0.0);
    if (view_known(view, quantity) == KNOWN_NOT_YET) {
        draw_caption(view, grid.area, symbol, NULL, -1.0);
        draw_unknown(view, grid.area, "?");
        return;
    }
    most = largest(view, quantity, count);
    grid.scale = scale_of(most);
    for (quantity.from = 0; quantity.from < count; quantity.from++) {
        if (view_known(view, quantity) != KNOWN_NOT_YET)
            draw_pixel(picture, &grid, quantity.from, quantity_value(view->snapshot, quantity));
        else
            canvas_box(view->canvas, pixel(&grid, quantity.from), 0.0f, view->theme->line, 0, 0.0f);
    }
    frame(view, grid.area, picture->phase == PHASE_BACKWARD, view->theme->phase[PHASE_BACKWARD]);
    quantity.from = 0;
    add_items(view, &grid, quantity);
    draw_caption(view, grid.area, symbol, NULL, most);
}

/* What would be there. */
static void draw_hint(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    struct rect area = picture->layout->weights;
    float label = (float)view->size.label_px, width = picture->layout->layers[0].cells.w;
    struct richtext_style style = {.size_px = view->size.label_px,
                                   .ink = view->theme->text_soft,
                                   .tight = true};
    struct rich hint = rich_words(view->arena, W_CLICK_OR_TAB_TO_HIDDEN);

    if (richtext_draw(view, 0.0f, 0.0f, width, hint, &style, true) <= area.h + LINE_TWO * label)
        richtext_draw(view, area.x, area.y - LINE_TWO * label, width, hint, &style, false);
}

void network_image(const struct network_picture *picture)
{
    const struct view *view = picture->view;
    const struct network_detail *detail = &picture->detail;
    struct formula *into;

    draw_inputs(picture);
    if (!detail->some || detail->layer != 1 || detail->above) {
        draw_hint(picture);
        return;
    }
    into = quantity_unit_symbol(view->arena, view->snapshot->net, 1, detail->unit);
    into->base = arena_cut(view->arena, into->base, 4);
    into->sup = NULL;
    ui_group(view->ui, 2 * (int)view->snapshot->net->layer_count + 5);
    draw_weights(picture, into);
    draw_gradients(picture);
}
