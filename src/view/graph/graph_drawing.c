/* Where everything goes: the style and the size with which a graph fits its area. */
#include "view/graph/graph_view_parts.h"

#include <math.h>

/* What all of one direction have in common. */
#define RIGHT .join = GAP_WORD, .radius = 1.0f, .edge_most = ROOM(10), .gap_most = 2.0f * LINE_CLOSE
#define DOWN .down = true, .radius = 0.66f, .edge_most = LINE_TWO, .gap_most = ROOM(5)

static const struct graph_style styles[] = {
    {.box_w = ROOM(9), .box_h = 2.0f * LINE_ROW, .radius = GAP_FAR, .edge = ROOM(9),
     .edge_most = ROOM(15), .join = GAP_APART, .name = LINE_STEP, .gap = 1.0f,
     .gap_most = 2.0f * LINE_ROW, .slopes = true},
    {RIGHT, .box_w = ROOM(9), .box_h = 2.0f * LINE_ROW, .edge = ROOM(6.5f), .name = LINE_NOTE,
     .gap = 1.0f},
    {RIGHT, .box_w = ROOM(8.5f), .box_h = LINE_TWO, .edge = ROOM(4.5f), .name = LINE_CLOSE,
     .gap = 1.0f},
    {DOWN, .box_w = ROOM(20.5f), .box_h = LINE_ROW, .edge = GAP_WIDE, .gap = GAP_WORD},
    {DOWN, .box_w = ROOM(17.5f), .box_h = LINE_STEP, .edge = GAP_WORD, .gap = GAP_NEAR},
};

enum { STYLES = sizeof styles / sizeof styles[0] };

/* Of those that scroll: deep, and narrow enough for boxes with room for any name; else the last. */
static const struct graph_style narrow = {DOWN, .box_w = ROOM(27), .box_h = LINE_STEP,
                                          .edge = GAP_WORD, .gap = GAP_NEAR};

/* The least that the style needs. */
static float along_least(const struct graph_style *style)
{
    return style->down ? style->box_h + style->edge
                       : style->box_w + style->edge + 2.0f * style->radius + style->join;
}

static float across_least(const struct graph_style *style)
{
    return style->down ? style->box_w + style->gap : style->box_h + style->name + style->gap;
}

static float length_of(const struct graph_style *style, const struct graph_layout *layout,
                       float along)
{
    return (float)(layout->layers - 1) * along + (style->down ? style->box_h : style->box_w);
}

static float breadth_of(const struct graph_style *style, const struct graph_layout *layout,
                        float across)
{
    return layout->slots * across +
           (style->down ? style->box_w : style->box_h + style->name + 1.0f);
}

/* The node that the part in sight is around: the step's; graph->count: of no single one. */
static size_t node_now(const struct graph_view *of)
{
    const struct place *place = &of->at.place;

    if (place->step == 0 || place->unit.kind > UNIT_BACKWARD)
        return of->at.run->graph->count;
    return place->unit.kind == UNIT_LOSS ? graph_objective(of->at.run->graph) : place->unit.layer;
}

/* Its layer; where there is none that of the values. */
static size_t layer_now(const struct graph_view *of, size_t node)
{
    if (node < of->at.run->graph->count)
        return of->layout->spots[node].layer;
    return of->at.place.step > 0 ? 0 : of->layout->spots[0].layer;
}

/* And its slot; where there is none the middle of all values. */
static float slot_now(const struct graph_view *of, size_t node)
{
    float least, most;

    if (node < of->at.run->graph->count)
        return of->layout->spots[node].slot;
    least = most = of->layout->spots[0].slot;
    for (size_t i = 1; i < of->at.run->graph->leaf_count; i++) {
        least = fminf(least, of->layout->spots[i].slot);
        most = fmaxf(most, of->layout->spots[i].slot);
    }
    return (least + most) / 2.0f;
}

/* So much of the length is scrolled away that `middle` is in the middle, and none is wasted. */
static float scrolled(float length, float room, float middle)
{
    return fmaxf(0.0f, fminf(middle - room / 2.0f, length - room));
}

/* The part around a node, in whole layers. */
static void follow(struct graph_drawing *d, float long_room, float broad_room, size_t node,
                   double further)
{
    const struct graph_style *style = d->style;
    const struct graph_layout *layout = d->of->layout;
    float along = d->along / d->size, across = d->across / d->size;
    float length = length_of(style, layout, along), breadth = breadth_of(style, layout, across);
    float layer = (float)layer_now(d->of, node) + (float)further, away;
    float half = (style->down ? style->box_h : style->box_w) / 2.0f;
    float side = style->down ? style->box_w / 2.0f : style->name + style->box_h / 2.0f;

    away = ceilf(scrolled(length, long_room, layer * along + half) / along - 0.01f);
    d->origin.x -= away * d->along;
    d->origin.y -= scrolled(breadth, broad_room, slot_now(d->of, node) * across + side) * d->size;
}

/* What is left over becomes air, as much as the style takes. node: as node_now has it; of
 * a part in sight so many layers further on. */
static void spread(struct graph_drawing *d, size_t node, double further)
{
    const struct graph_style *style = d->style;
    const struct graph_layout *layout = d->of->layout;
    float long_room = (style->down ? d->area.h : d->area.w) / d->size;
    float broad_room = (style->down ? d->area.w : d->area.h) / d->size;
    float along = along_least(style), across = across_least(style), gaps, first;

    gaps = (float)(layout->layers > 1 ? layout->layers - 1 : 1);
    along += fminf(fmaxf((long_room - length_of(style, layout, along)) / gaps, 0.0f),
                   style->edge_most - style->edge);
    gaps = fmaxf(layout->slots, 1.0f);
    across += fminf(fmaxf((broad_room - breadth_of(style, layout, across)) / gaps, 0.0f),
                    style->gap_most - style->gap);
    d->along = along * d->size;
    d->across = across * d->size;
    first = fmaxf(0.0f, (long_room - length_of(style, layout, along)) / 2.0f) +
            (style->down ? style->box_h : style->box_w) / 2.0f;
    d->origin.x = first * d->size;
    d->origin.y = (fmaxf(0.0f, broad_room - breadth_of(style, layout, across)) / 2.0f +
                   (style->down ? style->box_w / 2.0f : style->name + style->box_h / 2.0f)) *
                  d->size;
    if (d->scrolls)
        follow(d, long_room, broad_room, node, further);
    if (style->down)
        d->origin = (struct point){d->origin.y, d->origin.x};
    d->origin.x += d->area.x;
    d->origin.y += d->area.y;
}

static bool fits(const struct graph_drawing *d, const struct graph_style *style, float size)
{
    float length = length_of(style, d->of->layout, along_least(style)) * size;
    float breadth = breadth_of(style, d->of->layout, across_least(style)) * size;

    return length <= (style->down ? d->area.h : d->area.w) &&
           breadth <= (style->down ? d->area.w : d->area.h);
}

/* The first style in which all of the graph has room with numbers of at least that size. */
static bool choose(struct graph_drawing *d, int least, int most)
{
    for (size_t i = 0; i < STYLES; i++)
        for (int px = most > least ? most : least; px >= least; px--)
            if (fits(d, &styles[i], (float)px)) {
                d->style = &styles[i];
                d->size_px = px;
                return true;
            }
    return false;
}

void graph_drawing_init(struct graph_drawing *d, const struct view *view, struct rect area)
{
    /* A small graph grows into its room; at a projector a large one is shown in part, not small. */
    int most = (int)(GAP_APART * (float)view->size.number_px);
    int least = view->size.min_px, small = (int)(GAP_PART * (float)view->size.chip_px);
    struct graph_item asked = view->graph->asked;

    if (view->bare && small > least)
        least = small;
    *d = (struct graph_drawing){.view = view, .of = view->graph,
                                .graph = view->graph->at.run->graph, .area = area};
    /* At a projector rather another style than numbers too small to be read from the last row. */
    if (!view->bare || !choose(d, view->size.chip_px, most))
        choose(d, least, most);
    d->scrolls = d->style == NULL;
    if (d->scrolls) {
        d->size_px = view->bare ? view->size.chip_px : least;
        d->style = breadth_of(&narrow, d->of->layout, across_least(&narrow)) * (float)d->size_px
                       <= area.w ? &narrow : &styles[STYLES - 1];
    }
    d->size = (float)d->size_px;
    spread(d, node_now(d->of), d->of->scroll);
    /* Whoever asks for what is left out sees it. */
    if ((asked.kind == GRAPH_ITEM_NODE || asked.kind == GRAPH_ITEM_OPERATION)
        && !graph_drawing_sees(d, asked.index))
        spread(d, asked.index, 0.0);
}

struct point graph_drawing_spot(const struct graph_drawing *d, size_t layer, float slot)
{
    float along = (float)layer * d->along, across = slot * d->across;

    return d->style->down ? (struct point){d->origin.x + across, d->origin.y + along}
                          : (struct point){d->origin.x + along, d->origin.y + across};
}

struct rect graph_drawing_box(const struct graph_drawing *d, size_t node)
{
    const struct graph_spot *spot = &d->of->layout->spots[node];
    struct point middle = graph_drawing_spot(d, spot->layer, spot->slot);
    float w = d->style->box_w * d->size, h = d->style->box_h * d->size;

    return (struct rect){roundf(middle.x - w / 2.0f), roundf(middle.y - h / 2.0f), roundf(w),
                         roundf(h)};
}

struct point graph_drawing_circle(const struct graph_drawing *d, size_t node)
{
    struct rect box = graph_drawing_box(d, node);
    float radius = d->style->radius * d->size;

    if (d->style->down)
        return (struct point){box.x + GAP_FAR * radius, box.y + box.h / 2.0f};
    return (struct point){box.x - d->style->join * d->size - radius, box.y + box.h / 2.0f};
}

bool graph_drawing_sees(const struct graph_drawing *d, size_t node)
{
    struct rect box = graph_drawing_box(d, node);

    return !d->scrolls
        || (box.x >= d->area.x - 1.0f && box.x + box.w <= d->area.x + d->area.w + 1.0f
            && box.y >= d->area.y - 1.0f && box.y + box.h <= d->area.y + d->area.h + 1.0f);
}
