/* Where the chips of the weights go: along their edges, all of a layer at the same fraction of the
 * way (or its level edges in their middle), clear of each other and of the neurons with what stands
 * above and below them. */
#include "view/network/network_parts.h"

#include <math.h>

enum { EDGES_MAX = 64, TRIES = 100 };

/* So wide is a chip of one number of two digits, "−0.85", and with a letter, "∂ −0.085". */
static const float bare_em = ROOM(6), lettered_em = ROOM(8.5f);

bool network_edge_is_level(struct point a, struct point b)
{
    return fabsf(a.y - b.y) < 0.05f * fabsf(a.x - b.x);
}

/* The room a neuron takes, from its centre. */
struct extent {
    float circle;      /* radius and a margin */
    float side;        /* the same to a side, with the plates of its numbers */
    float above;       /* the upper end of its name and bias */
    float row;         /* the height of a row below it */
    size_t rows;
    float above_side;  /* half the width of what is there */
    float row_side[2];
};

struct search {
    const struct network_layer_layout *from, *to;
    struct extent from_extent, to_extent;
    struct rect chip;  /* its size */
    float gap;         /* between two */
    bool middle;       /* level edges have theirs in the middle */
    float head;        /* of the chips, in number sizes */
};

/* How far the names of a layer reach to a side, with the bias beside them. */
static float side_of_names(const struct network_layout *layout, const struct view *view,
                           size_t layer, bool bias)
{
    float number = (float)view->size.number_px, x = layout->layers[layer].x, side = 0.0f;
    int size_px = view_symbol_px((float)view->size.label_px);

    for (size_t i = 0; i < layout->layers[layer].shown; i++) {
        const struct formula *name = network_name(view, layout, layer, i);
        float width = label_symbol(view, name, 0, 0, size_px, view->theme->text, true);
        float left = network_name_left(layout, view, layer, width);

        side = fmaxf(side, bias ? 0.5f * (width + (GAP_NEAR + network_bias_width) * number)
                                : fmaxf(x - left, left + width - x) + GAP_HAIR * number);
    }
    return side;
}

static struct extent extent_of(const struct network_layout *layout, const struct view *view,
                               size_t layer)
{
    float number = (float)view->size.number_px;
    bool full = layout->nodes == NETWORK_NODES_FULL,
         rows = layer > 0 && layout->nodes <= NETWORK_NODES_TIGHT;
    struct extent extent = {.circle = layout->radius + GAP_NEAR * number,
                            .side = layout->plate + GAP_HAIR * number};

    extent.above = extent.circle;
    if (layout->layers[layer].names == NETWORK_NAMES_ABOVE) {
        extent.above += (rows && full ? 2.0f * LINE_STEP : LINE_ROW) * number;
        extent.above_side = side_of_names(layout, view, layer, rows);
    }
    extent.rows = !rows ? 0 : full ? 2 : 1;
    extent.row = layout->row_height;
    for (size_t i = 0; i < extent.rows; i++)
        extent.row_side[i] = 0.5f * network_row_width(layout, i) * number;
    return extent;
}

static bool hits(struct rect chip, struct point center, const struct extent *extent)
{
    struct rect circle = {center.x - extent->side, center.y - extent->circle,
                          2.0f * extent->side, 2.0f * extent->circle};
    struct rect above = {center.x - extent->above_side, center.y - extent->above,
                         2.0f * extent->above_side, extent->above - extent->circle};
    bool hit = rect_overlap(chip, circle) || rect_overlap(chip, above);

    for (size_t i = 0; i < extent->rows; i++) {
        struct rect row = {center.x - extent->row_side[i],
                           center.y + extent->circle + (float)i * extent->row,
                           2.0f * extent->row_side[i], extent->row};

        hit = hit || rect_overlap(chip, row);
    }
    return hit;
}

/* The middle of an edge's chip. */
static struct point chip_center(const struct search *search, size_t edge, float t)
{
    size_t from = edge / search->to->shown, to = edge % search->to->shown;
    struct point a = {search->from->x, search->from->first_y + (float)from * search->from->step_y};
    struct point b = {search->to->x, search->to->first_y + (float)to * search->to->step_y};

    return point_lerp(a, b, search->middle && network_edge_is_level(a, b) ? 0.5f : t);
}

static bool hits_column(struct rect chip, const struct network_layer_layout *column,
                        const struct extent *extent)
{
    for (size_t i = 0; i < column->shown; i++) {
        struct point center = {column->x, column->first_y + (float)i * column->step_y};

        if (hits(chip, center, extent))
            return true;
    }
    return false;
}

/* The least vertical distance of two chips that stand over each other, if it is at least `wanted`;
 * negative if it is less, or if one hits a neuron. */
static float room_at(const struct search *search, float t, float wanted)
{
    size_t edges = search->from->shown * search->to->shown;
    float width = search->chip.w, height = search->chip.h, least = 1e9f;

    for (size_t a = 0; a < edges; a++) {
        struct point at = chip_center(search, a, t);
        struct rect chip = {at.x - width / 2.0f, at.y - height / 2.0f, width, height};

        for (size_t b = a + 1; b < edges && least >= wanted; b++) {
            struct point other = chip_center(search, b, t);

            if (fabsf(at.x - other.x) < width + search->gap)
                least = fminf(least, fabsf(at.y - other.y));
        }
        if (least < wanted || hits_column(chip, search->from, &search->from_extent)
            || hits_column(chip, search->to, &search->to_extent))
            return -1.0f;
    }
    return least;
}

/* The best place for all chips of a layer; false if they do not fit anywhere. */
static bool find_place(struct search *search, float *t)
{
    float most = 4.0f * search->chip.h; /* far enough */
    float wanted = search->chip.h + search->gap;
    bool found = false;

    for (int i = 0; i <= TRIES && wanted <= most; i++) {
        /* From the middle outwards, so that the middle wins where nothing else decides. */
        float here = 0.5f + (i % 2 == 1 ? -0.5f : 0.5f) * (float)i / (float)(TRIES + 1);
        float room = fminf(room_at(search, here, wanted), most);

        if (room < wanted)
            continue;
        wanted = room + 0.5f;
        *t = here;
        found = true;
    }
    return found;
}

/* Whether the chips of any one neuron's weights fit at t. */
static bool focus_fits(const struct search *search, float t)
{
    const struct network_layer_layout *from = search->from;

    for (size_t edge = 0; edge < from->shown * search->to->shown; edge++) {
        struct point at = chip_center(search, edge, t);
        struct rect chip = {at.x - search->chip.w / 2.0f, at.y - search->chip.h / 2.0f,
                            search->chip.w, search->chip.h};

        if (hits_column(chip, from, &search->from_extent)
            || hits_column(chip, search->to, &search->to_extent))
            return false;
    }
    return from->shown < 2 || from->step_y * (1.0f - t) >= search->chip.h + search->gap;
}

/* Chips of one neuron's weights only: as near to their lower ends as they fit, where they are
 * furthest apart. */
static void place_focus(struct network_layer_layout *to, struct search *search, float width,
                        float number)
{
    for (int lines = 2; lines > 0; lines--) {
        search->chip = (struct rect){0, 0, width,
                                     network_chip_height((size_t)lines, search->head) * number};
        for (int i = 0; i <= 2 * TRIES; i++) {
            float t = 0.55f * (float)(i / 2) / (float)TRIES;

            search->middle = i % 2 == 1;
            if (!focus_fits(search, t))
                continue;
            to->chips = NETWORK_CHIPS_FOCUS;
            to->chip_t = t;
            to->chip_middle = search->middle;
            to->chip_width = width;
            to->chip_two_lines = lines == 2;
            return;
        }
    }
    to->chips = NETWORK_CHIPS_NONE;
}

/* The width of the widest weight's symbol in a layer, with the gap to its number; and the head of
 * its chip. */
static float weight_symbol_width(const struct view *view, const struct network_layout *layout,
                                 size_t layer,
                                 float *head)
{
    const struct net_layer *at = &view->snapshot->net->layers[layer];
    const struct network_picture picture = {.view = view, .layout = layout};
    size_t count = at->out * at->in, looked_at = count < EDGES_MAX ? count : EDGES_MAX;
    int size_px = view_symbol_px((float)view->size.number_px);
    float widest = 0.0f;

    for (size_t i = count - looked_at; i < count; i++) {
        const struct formula *symbol = network_symbol(
            &picture, quantity_of_weight(QUANTITY_VALUE, layer, i / at->in, i % at->in));

        widest = fmaxf(widest, label_symbol(view, symbol, 0, 0, size_px, view->theme->text, true));
        *head = network_chip_head(symbol);
    }
    return widest + GAP_WORD * (float)view->size.number_px;
}

/* What a chip would have: the weight's symbol and its value, below it ∂ or ∂L/∂w and a power of
 * ten. */
static float widest_chip(const struct network_layout *layout, const struct view *view,
                         size_t layer, bool symbols,
                         float *head)
{
    float number = (float)view->size.number_px;
    float symbol = weight_symbol_width(view, layout, layer, head);
    float value = ROOM(view->decimals < 4 ? view->decimals + 3 : 7) * number;

    return fmaxf(symbol + value, symbols ? symbol + ROOM(12) * number : ROOM(11) * number)
         + GAP_WIDE * number;
}

/* Chips of all weights, of so many lines, as wide as they fit anywhere; false if that is not
 * `least`. */
static bool place_all(struct network_layer_layout *to, struct search *search, int lines,
                      float widest, float least,
                      float number)
{
    for (float width = widest; width >= least; width -= ROOM(1) * number) {
        for (int middle = 0; middle < 2; middle++) {
            search->middle = middle == 1;
            search->chip = (struct rect){0, 0, width,
                                         network_chip_height((size_t)lines, search->head) * number};
            if (!find_place(search, &to->chip_t))
                continue;
            to->chips = NETWORK_CHIPS_ALL;
            to->chip_two_lines = lines == 2;
            to->chip_middle = search->middle;
            to->chip_width = width;
            return true;
        }
    }
    return false;
}

static void place_layer(struct network_layout *layout, const struct view *view, size_t layer,
                        bool symbols)
{
    float number = (float)view->size.number_px, digit = ROOM(1) * number;
    struct network_layer_layout *to = &layout->layers[layer];
    struct search search = {.from = network_layout_from(layout, layer), .to = to,
                            .gap = GAP_HAIR * number};
    float widest;

    to->chips = NETWORK_CHIPS_NONE;
    to->chip_symbols = symbols;
    if (layout->nodes == NETWORK_NODES_DOTS || search.from->form != NETWORK_CIRCLES
        || to->form != NETWORK_CIRCLES)
        return;
    search.from_extent = extent_of(layout, view, to->from);
    search.to_extent = extent_of(layout, view, layer);
    widest = widest_chip(layout, view, layer, symbols, &search.head);
    if (search.from->shown * to->shown <= EDGES_MAX
        && (place_all(to, &search, 2, widest, symbols ? widest - digit : lettered_em * number,
                      number)
            || (!symbols && place_all(to, &search, 1, widest, bare_em * number, number))))
        return;
    for (float width = widest; width >= lettered_em * number
         && to->chips == NETWORK_CHIPS_NONE; width -= digit)
        place_focus(to, &search, width, number);
}

void network_chips_place(struct network_layout *layout, const struct view *view)
{
    const struct net *net = view->snapshot->net;
    bool symbols = true;

    /* The gradients' symbols on all chips, or on none. */
    for (size_t l = 1; l <= net->layer_count && symbols; l++) {
        place_layer(layout, view, l, true);
        symbols = layout->layers[l].chips == NETWORK_CHIPS_ALL && net->layers[l].weights != NULL;
    }
    for (size_t l = 1; l <= net->layer_count && !symbols; l++)
        place_layer(layout, view, l, false);
}
