#include "view/netgraph/netgraph.h"

#include "view/netgraph/netgraph_parts.h"

#include <math.h>

static bool is_inside(struct rect area, struct rect box, float above, float below)
{
    return box.x >= area.x - 1.0f && box.x + box.w <= area.x + area.w + 1.0f
           && box.y - above >= area.y - 1.0f
           && box.y + box.h + below <= area.y + area.h + 1.0f;
}

/* ---- boxes and circles ---- */

static void draw_box(const struct netgraph *graph, const struct netgraph_node *box)
{
    const struct view *view = graph->view;
    float pad = GAP_NEAR * graph->size, middle = box->at.x + 0.5f * box->at.w, y = box->at.y + pad;
    int caption_px = netgraph_caption_px(graph);
    float caption = matrix_caption(&graph->page, &box->terms[0], 0, 0, caption_px, 0, true);

    if (!box->shown || !is_inside(graph->page.area, box->at, netgraph_caption(graph),
                                  netgraph_foot(graph, box)))
        return;
    canvas_box(view->canvas, box->at, view->size.corner, view->theme->panel,
               box->lit ? netgraph_ink(graph) : view->theme->text_soft,
               box->lit ? view->size.bold : view->size.thin);
    matrix_caption(&graph->page, &box->terms[0], middle - 0.5f * caption,
                   box->at.y - GAP_WORD * (float)caption_px, caption_px, view->theme->text, false);
    for (int i = 0; i < 1 + box->has_gradient; i++) {
        const struct matrix_box *matrix = &box->boxes[i];

        if (i > 0)
            view_rule(view, box->at.x + pad, box->at.x + box->at.w - pad, y - 0.5f * pad,
                      view->theme->panel_border);
        matrix_box_draw(&graph->page, matrix, middle - 0.5f * matrix_box_width(matrix), y);
        y += matrix_box_height(matrix) + pad;
    }
    if (!box->terms[0].scalar)
        canvas_text(view->canvas, middle, box->at.y + box->at.h + (float)netgraph_slope_px(graph),
                    CANVAS_CENTER, FONT_TEXT, netgraph_slope_px(graph), view->theme->text_soft,
                    arena_printf(view->arena, "%zu×%zu", box->terms[0].rows, box->terms[0].cols));
}

static void draw_circle(const struct netgraph *graph, const struct netgraph_node *circle)
{
    const struct view *view = graph->view;
    const struct theme *theme = view->theme;
    enum theme_phase phase = view_phase(view->snapshot->place.unit.kind);
    struct rect box = {circle->at.x - circle->half, circle->at.y - graph->size,
                       2.0f * circle->half, 2.0f * graph->size};

    if (!circle->shown || !is_inside(graph->page.area, box, 0.0f, 0.0f))
        return;
    canvas_box(view->canvas, box, graph->size,
               circle->lit ? theme->phase[phase] : theme->background,
               circle->lit ? theme->phase[phase] : theme->text, view->size.line);
    canvas_text(view->canvas, circle->at.x, circle->at.y + ui_text_drop(graph->size), CANVAS_CENTER,
                FONT_MATH, graph->page.fit.size_px,
                circle->lit ? theme->phase_ink[phase] : theme->text, circle->sign);
}

/* ---- all of it ---- */

/* Which time each row is. */
static void draw_names(const struct netgraph *graph)
{
    const struct view *view = graph->view;

    for (size_t i = 0; i < graph->row_count && graph->net->recurrent; i++) {
        const struct netgraph_row *row = &graph->rows[i];
        struct point at = {graph->least_x, row->layers[0].a->at.y - netgraph_caption(graph)
                                                 - GAP_TIGHT * (float)netgraph_slope_px(graph)};
        bool now = row->time == view->snapshot->place.unit.time;

        if (netgraph_sees(graph, at))
            canvas_text(view->canvas, at.x, at.y, CANVAS_LEFT, now ? FONT_TEXT_BOLD : FONT_TEXT,
                        netgraph_slope_px(graph), now ? view->theme->text : view->theme->text_soft,
                        words_in(view->arena, W_TIME, row->time));
    }
}

/* From numbers that fill the room of a small graph to small ones and heat maps, until all of it has
 * room; where it is too wide even so, the first with numbers that is not too high. Of several times
 * none is shown without numbers while fewer of them have room with theirs. */
enum { FITS = 9, FITS_NUMBERS = 7 };

enum seen { SEEN_NOTHING, SEEN_PART, SEEN_WHOLE };

static enum seen find_fit(struct netgraph *graph, struct rect area, int small, size_t count,
                          bool part)
{
    const struct ui_sizes *size = &graph->view->size;
    const int large = size->number_px;
    const int larger = 5 * large / 4, largest = 3 * large / 2;
    const int between = (large + small) / 2;
    const struct matrix_fit fits[FITS] = {
        {.size_px = largest, .characters = 6, .numbers = 5, .cell_px = 12, .cells = 24},
        {.size_px = larger, .characters = 6, .numbers = 5, .cell_px = 10, .cells = 24},
        {.size_px = large, .characters = 6, .numbers = 5, .cell_px = 8, .cells = 24},
        {.size_px = between, .characters = 6, .numbers = 5, .cell_px = 8, .cells = 24},
        {.size_px = small, .characters = 6, .numbers = 5, .cell_px = 8, .cells = 24},
        {.size_px = small, .characters = 5, .numbers = 4, .cell_px = 7, .cells = 16},
        {.size_px = small, .characters = 4, .numbers = 3, .cell_px = 6, .cells = 12},
        {.size_px = small, .characters = 4, .numbers = 2, .cell_px = 6, .cells = 8},
        {.size_px = small, .characters = 4, .numbers = 2, .cell_px = 5, .cells = 6},
    };

    for (int whole = 1; whole >= (part ? 0 : 1); whole--)
        for (size_t i = 0; i < 2 * count; i++) {
            graph->beside = i % 2 == 1 || graph->net->recurrent;
            netgraph_place(graph, fits[i / 2]);
            if (graph->most_y - graph->least_y <= area.h
                && (whole == 0 || graph->most_x - graph->least_x <= area.w))
                return whole == 1 ? SEEN_WHOLE : SEEN_PART;
        }
    return SEEN_NOTHING;
}

/* As many times as have room, at most these: more would have no numbers. */
enum { ROWS_MAX = 4 };

/* At a projector's text sizes rather a part of it with numbers as large as may be, a chip's at the
 * most where they do not fill the room. Whether all of it is shown. */
static bool make(struct netgraph *graph, const struct view *view, struct rect area)
{
    size_t most = view->snapshot->net->recurrent ? ROWS_MAX : 1;
    int least = view->size.min_px;

    for (int small = view->bare ? view->size.chip_px : least;; small--) {
        for (size_t i = 0; i < 2 * most; i++) {
            enum seen seen;

            netgraph_make(graph, view, most - i % most);
            graph->page.area = area;
            seen = find_fit(graph, area, small, most > 1 && i < most ? FITS_NUMBERS : FITS,
                            i + 1 == 2 * most);
            if (seen != SEEN_NOTHING)
                return seen == SEEN_WHOLE;
        }
        if (small <= least)
            return false;
    }
}

/* At the foot: what it shows, and at the right the times that have no room. */
static void draw_foot(const struct netgraph *graph, struct rect area, float y, bool whole)
{
    const struct view *view = graph->view;
    const char *const wordings[2][3] = {
        {words(W_NETGRAPH_LEFT_OUT), words(W_NETGRAPH_LEFT_OUT_BRIEF), NULL},
        {words(W_NETGRAPH_LEGEND), words(W_NETGRAPH_LEGEND_BRIEF), NULL}};
    size_t before = graph->rows[0].time - 1;
    size_t after = graph->times - graph->rows[graph->row_count - 1].time;
    float right = area.x + area.w, gap = GAP_PART * (float)view->size.label_px;

    if (graph->net->recurrent && after > 0)
        right -= ui_text(view->canvas, right, y, CANVAS_RIGHT, view_bold(view),
                         words_in(view->arena, W_LATER_TIMES, after)) + gap;
    if (graph->net->recurrent && before > 0)
        right -= ui_text(view->canvas, right, y, CANVAS_RIGHT, view_bold(view),
                         words_in(view->arena, W_EARLIER_TIMES, before)) + gap;
    ui_text(view->canvas, area.x, y, CANVAS_LEFT, view_soft(view),
            ui_wording(view->canvas, view_plain(view), right - area.x, wordings[whole]));
}

void netgraph_view(const struct view *view, struct rect area)
{
    float line = LINE_ROW * (float)view->size.label_px, x, y;
    struct netgraph graph;
    bool whole;

    area.h -= line;
    whole = make(&graph, view, area);
    x = area.x + 0.5f * (area.w - graph.most_x + graph.least_x) - graph.least_x;
    if (!whole)
        x = fminf(area.x - graph.least_x,
                  fmaxf(area.x + area.w - graph.most_x, area.x + 0.5f * area.w - graph.middle));
    y = area.y + fmaxf(0.0f, 0.5f * (area.h - graph.most_y + graph.least_y)) - graph.least_y;
    netgraph_shift(&graph, x, y);
    netgraph_ways(&graph);
    for (size_t i = 0; i < graph.node_count; i++)
        if (graph.nodes[i].sign == NULL)
            draw_box(&graph, &graph.nodes[i]);
    for (size_t i = 0; i < graph.node_count; i++)
        if (graph.nodes[i].sign != NULL)
            draw_circle(&graph, &graph.nodes[i]);
    draw_names(&graph);
    draw_foot(&graph, area, area.y + area.h + GAP_PART * line, whole);
}
