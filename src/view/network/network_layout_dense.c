#include "view/network/network_layout.h"

#include "view/network/network_parts.h"

#include <math.h>

enum { IMAGE_SIDE_MIN = 5 };

/* The side of the square image that the inputs are; 0: they are none. */
static size_t image_side(const struct net *net)
{
    const struct net_layer *inputs = &net->layers[0];
    size_t side = (size_t)lround(sqrt((double)inputs->out));

    return inputs->units == NULL && side >= IMAGE_SIDE_MIN && side * side == inputs->out ? side : 0;
}

/* The room for the picture, and what its pieces share. */
struct plan {
    const struct view *view;
    struct network_layout *layout;
    struct rect body;   /* of the columns */
    float left, right;  /* of the first and last column */
    size_t image;       /* side, in pixels; 0: none */
};

/* Whether so many neurons fit above each other as circles with a number in them. */
static bool fits_as_circles(const struct plan *plan, size_t count)
{
    float number = (float)plan->view->size.number_px;

    return network_circle_height * plan->body.h / (float)count >= LINE_STEP * number;
}

/* Finds each layer's form; false if all are circles. */
static bool choose_forms(const struct plan *plan)
{
    const struct net *net = plan->view->snapshot->net;
    bool dense = false;

    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *column = &plan->layout->layers[l];

        column->form = fits_as_circles(plan, net->layers[l].out) ? NETWORK_CIRCLES : NETWORK_CELLS;
        if (l == 0 && plan->image > 0)
            column->form = NETWORK_IMAGE;
        dense = dense || column->form != NETWORK_CIRCLES;
    }
    return dense;
}

/* Whether the cells of all layers are high enough for numbers at every step, with a row of what the
 * formula needs below the picture as without. That type is of whole pixels makes no difference: the
 * same picture in a larger window has the same parts. */
static bool all_have_height(const struct plan *plan)
{
    const struct net *net = plan->view->snapshot->net;
    float least = LINE_ROW * ((float)plan->view->size.number_px - 0.5f);

    for (size_t l = 0; l <= net->layer_count; l++)
        if (plan->layout->layers[l].form == NETWORK_CELLS
            && plan->body.h < least * (float)net->layers[l].out)
            return false;
    return true;
}

/* The most that a circle of this network can say; where there is room for nothing they are cells.
 */
static void size_circles(const struct plan *plan)
{
    struct network_layout *layout = plan->layout;
    const struct net *net = plan->view->snapshot->net;
    float column = (plan->right - plan->left) / (float)(net->layer_count + 1);
    size_t largest = 1;

    for (size_t l = 0; l <= net->layer_count; l++) {
        if (layout->layers[l].form == NETWORK_CIRCLES && net->layers[l].out > largest)
            largest = net->layers[l].out;
    }
    /* Beside cells with numbers in large text a circle has its newest alone. */
    network_layout_circles(layout, plan->view, plan->body.h / (float)largest, column,
                           plan->view->bare && all_have_height(plan) ? NETWORK_NODES_COMPACT
                                                                     : NETWORK_NODES_TIGHT);
    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *at = &layout->layers[l];

        if (at->form == NETWORK_CIRCLES && layout->nodes == NETWORK_NODES_DOTS)
            at->form = NETWORK_CELLS;
        at->shown = net->layers[l].out;
        at->step_y = plan->body.h / (float)at->shown;
    }
    network_layout_names(layout, plan->view);
}

/* The width of a column of circles, with what stands above and below them. */
static float circles_width(const struct plan *plan, size_t layer)
{
    const struct network_layout *layout = plan->layout;
    float number = (float)plan->view->size.number_px, width = 2.0f * layout->plate;

    if (layout->nodes <= NETWORK_NODES_TIGHT)
        return fmaxf(width, network_row_width(layout, 0) * number);
    if (layout->layers[layer].names == NETWORK_NAMES_ABOVE)
        width = fmaxf(width, network_names_width(plan->view, layout, layer) - GAP_APART * number);
    return width;
}

/* Cells with a number each, `wide`; false if they are not high enough. */
static bool size_number_cells(const struct plan *plan, struct network_layer_layout *column,
                              size_t count, float wide)
{
    float number = (float)plan->view->size.number_px;
    float step = fminf(plan->body.h / (float)count, 2.0f * LINE_ROW * number);

    if (wide <= 0.0f || step < LINE_STEP * number)
        return false;
    column->numbers = true;
    column->columns = 1;
    column->shown = count;
    column->step_y = step;
    column->cell = (struct point){wide, fminf(step - GAP_TIGHT * number, LINE_ROW * number)};
    column->cells.w = wide;
    return true;
}

/* Cells as shades: one column if they are not too low, else more; what does not fit even so is left
 * out. */
static void size_shade_cells(const struct plan *plan, struct network_layer_layout *column,
                             size_t count)
{
    float unit = plan->view->size.unit, least = plan->view->size.arrow, most = 0.14f * plan->body.w,
          side, gap;
    size_t rows;

    for (side = least; side > plan->view->size.out; side -= unit) {
        rows = (size_t)(plan->body.h / side);
        if ((float)((count + rows - 1) / rows) * side <= most)
            break;
    }
    rows = (size_t)fmaxf(plan->body.h / side, 1.0f);
    rows = rows < count ? rows : count;
    column->columns = (count + rows - 1) / rows;
    if ((float)column->columns * side > most)
        column->columns = (size_t)fmaxf(most / side, 1.0f);
    rows = (count + column->columns - 1) / column->columns < rows
               ? (count + column->columns - 1) / column->columns
               : rows;
    column->shown = rows * column->columns < count ? rows * column->columns : count;
    column->step_y = fminf(plan->body.h / (float)rows, 2.0f * (float)plan->view->size.number_px);
    column->cells.w = column->columns == 1
                          ? 2.0f * least
                          : (float)column->columns
                                * fmaxf(side, fminf(column->step_y, most / (float)column->columns));
    gap = column->step_y > plan->view->size.dot ? plan->view->size.thin : 0.0f;
    column->cell = (struct point){column->cells.w / (float)column->columns
                                      - (column->columns > 1 ? gap : 0.0f),
                                  column->step_y - gap};
}

static void size_image(const struct plan *plan, struct network_layer_layout *column)
{
    const struct view *view = plan->view;
    struct network_layout *layout = plan->layout;
    float number = (float)view->size.number_px, label = (float)view->size.label_px;
    float captions = LINE_TWO * label, between = 0.5f * number, half = 0.06f;
    float widest = 0.2f * layout->area.w;
    float side = fminf((plan->body.h - captions - between) / (1.5f - half / 2.0f), widest);
    float small = (1.0f - half) * side / 2.0f;
    float y = plan->body.y + (plan->body.h - side - between - captions - small) / 2.0f;

    column->columns = plan->image;
    column->shown = plan->image * plan->image;
    column->step_y = side / (float)plan->image;
    column->cell = (struct point){column->step_y, column->step_y};
    column->cells = (struct rect){plan->left, y, side, side};
    y += side + between + captions;
    layout->weights = (struct rect){plan->left, y, small, small};
    layout->gradients = (struct rect){plan->left + side - small, y, small, small};
}

/* The widths of all layers with number cells so wide (0: without numbers); returns the room that is
 * left between two. */
static float size_layers(const struct plan *plan, float wide)
{
    struct network_layout *layout = plan->layout;
    const struct net *net = plan->view->snapshot->net;
    float used = 0.0f;

    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *column = &layout->layers[l];
        size_t count = net->layers[l].out;

        column->numbers = false;
        if (column->form == NETWORK_IMAGE) {
            size_image(plan, column);
        } else if (column->form == NETWORK_CIRCLES) {
            column->shown = count;
            column->step_y = plan->body.h / (float)count;
            column->cells.w = circles_width(plan, l);
        } else if (!size_number_cells(plan, column, count, wide)) {
            size_shade_cells(plan, column, count);
        }
        used += column->cells.w;
    }
    return (plan->right - plan->left - used) / (float)net->layer_count;
}

static void place_columns(const struct plan *plan, float gap)
{
    const struct net *net = plan->view->snapshot->net;
    float x = plan->left;

    for (size_t l = 0; l <= net->layer_count; l++) {
        struct network_layer_layout *column = &plan->layout->layers[l];
        size_t rows = column->columns > 0 ? (column->shown + column->columns - 1) / column->columns
                                          : column->shown;
        float height = (float)rows * column->step_y;

        column->x = x + column->cells.w / 2.0f;
        if (column->form != NETWORK_IMAGE)
            column->cells = (struct rect){x, plan->body.y + (plan->body.h - height) / 2.0f,
                                          column->cells.w, height};
        column->first_y = column->cells.y + column->step_y / 2.0f;
        x += column->cells.w + gap;
    }
}

/* The loss's card at the right, the targets before it. */
static void place_loss(struct network_layout *layout, const struct view *view)
{
    float number = (float)view->size.number_px;
    /* Circles have their part of the loss beside them too; a single output's target may be any
     * number. */
    bool parts = layout->layers[view->snapshot->net->layer_count].form == NETWORK_CIRCLES
                 && !view->bare;
    bool alone = net_output(view->snapshot->net)->out == 1;

    network_layout_loss(layout, view, ROOM(view->bare ? 9 : 11) * number,
                        ROOM(parts ? 10 : alone ? 8 : 7) * number);
    network_layout_curve(layout, network_layout_notes(layout, view) + LINE_NOTE * number,
                         ROOM(7) * number);
}

bool network_layout_dense(struct network_layout *layout, const struct view *view, struct rect area)
{
    float number = (float)view->size.number_px, label = (float)view->size.label_px, gap = 0.0f;
    float foot = LINE_TWO * label, head = LINE_STEP * label;
    struct plan plan = {.view = view, .layout = layout, .image = image_side(view->snapshot->net)};
    float least = ROOM(view->snapshot->net->layer_count > 2 ? 7.5f : 11);
    /* Of cells with a name, a letter and "−0.0038", "−0.038", with a letter and "−3.8×10⁻⁴",
     * "3.8×10⁻⁴", "−0.0038", "−0.038", "0.38", and of shades. */
    static const float widths[] = {ROOM(12.5f), ROOM(11), ROOM(10.5f), ROOM(10),
                                   ROOM(9),     ROOM(8.5f), ROOM(7),   0.0f};

    network_layout_begin(layout, view, area, ROOM(12));
    plan.body = area;
    if (!choose_forms(&plan))
        return false;
    layout->dense = true;
    plan.body.y += head;
    plan.body.h -= head + foot;
    place_loss(layout, view);
    plan.left = area.x;
    plan.right = layout->target_x - GAP_WORD * number;
    size_circles(&plan);
    if (view->bare && all_have_height(&plan)) /* numbers come before what stands between them */
        least = fminf(least, ROOM(5));
    for (size_t i = 0; i < sizeof widths / sizeof widths[0] && gap < least * number; i++)
        gap = size_layers(&plan, widths[i] * number);
    place_columns(&plan, gap);
    network_layout_lower(layout, view);
    network_chips_place(layout, view);
    return true;
}
