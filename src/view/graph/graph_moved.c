/* What the update does in a graph: steps, new values, and old ones, crossed out. */
#include "view/graph/graph_view_parts.h"

#include <math.h>

bool graph_drawing_has_moved(const struct graph_drawing *d, size_t node)
{
    return node < d->graph->leaf_count && d->of->at.run->start.trained[node]
        && graph_moment_moved(&d->of->at);
}

/* Its value, new or old, with as many digits as show that it has moved; false where they have no
 * room. */
static bool say(const struct graph_drawing *d, size_t node, bool old, float width, int size_px,
                char out[NUMBER_TEXT_SIZE])
{
    const struct graph_run *run = d->of->at.run;
    double value = old ? run->old_values[node] : run->values[node];
    int least = view_decimals_of_change(d->view, run->old_values[node], run->values[node]);
    int most = least > d->view->decimals ? least : d->view->decimals;

    for (int decimals = most; least > 0 && decimals >= least; decimals--) {
        number_format(out, value, (struct number_style){.decimals = decimals});
        if (canvas_text_width(d->view->canvas, FONT_MONO_BOLD, size_px, out) <= width)
            return true;
    }
    view_number(d->view, value, false, width, size_px, out);
    return least == 0 && view_says_number(out);
}

void graph_drawing_new(const struct graph_drawing *d, size_t node, struct point at, float width)
{
    char text[NUMBER_TEXT_SIZE];
    int px = d->size_px;

    while (!say(d, node, false, width, px, text) && px > d->view->size.min_px)
        px--;
    canvas_text(d->view->canvas, at.x, at.y, CANVAS_CENTER, FONT_MONO_BOLD, px,
                d->view->theme->phase[PHASE_UPDATE], text);
}

void graph_drawing_old(const struct graph_drawing *d, size_t node, struct point right, float width)
{
    const struct graph_run *run = d->of->at.run;
    const struct view *view = d->view;
    char text[NUMBER_TEXT_SIZE];
    float wide, y = right.y - ui_text_drop(d->size), over = GAP_HAIR * d->size;
    int px = d->size_px;

    while (!say(d, node, true, width, px, text) && px > view->size.min_px)
        px--;
    if (run->old_values[node] == run->values[node] || !say(d, node, true, width, px, text))
        return;
    wide = canvas_text(view->canvas, right.x, right.y, CANVAS_RIGHT, FONT_MONO, px,
                       view->theme->text_soft, text);
    canvas_line(view->canvas, (struct point){right.x - wide - over, y},
                (struct point){right.x + over, y}, view->size.line, view->theme->text_soft, 0.0f);
}

void graph_drawing_step(const struct graph_drawing *d, size_t node, struct rect box)
{
    struct optimizer_move move;
    char number[NUMBER_TEXT_SIZE];
    const struct view *view = d->view;
    const char *text = "";

    if (node >= d->graph->leaf_count || !graph_moment_step(&d->of->at, node, &move) ||
        d->style->down)
        return;
    for (int sign = 1; sign >= 0; sign--) {
        float room = box.w - (sign ? d->size : 0.0f);

        view_number(view, move.step, true, room, d->size_px, number);
        text = sign ? arena_printf(view->arena, "Δ %s", number) : number;
        if (view_says_number(number))
            break;
    }
    canvas_text(view->canvas, box.x + box.w / 2.0f, box.y + box.h + d->size, CANVAS_CENTER,
                FONT_MONO_BOLD, d->size_px, view->theme->phase[PHASE_UPDATE], text);
}

void graph_drawing_flat_moved(const struct graph_drawing *d, size_t node, struct rect room)
{
    float baseline = room.y + room.h / 2.0f + ui_text_drop(d->size), pad = GAP_WORD * d->size;
    float right = room.x + room.w - pad, width;
    char text[NUMBER_TEXT_SIZE];

    say(d, node, false, room.w - 2.0f * pad, d->size_px, text);
    width = canvas_text_width(d->view->canvas, FONT_MONO_BOLD, d->size_px, text);
    graph_drawing_new(d, node, (struct point){right - width / 2.0f, baseline}, room.w - 2.0f * pad);
    graph_drawing_old(d, node, (struct point){right - width - GAP_WIDE * d->size, baseline},
                      room.w - width - 2.0f * pad - GAP_WIDE * d->size);
}

/* Whether a line of text there keeps clear of all boxes and their steps. */
static bool is_clear(const struct graph_drawing *d, struct rect line)
{
    for (size_t i = 0; i < d->graph->count && !d->scrolls; i++) {
        struct rect box = graph_drawing_box(d, i);

        box.h += d->style->down ? 0.0f : LINE_STEP * d->size;
        if (rect_overlap(box, line))
            return false;
    }
    return true;
}

void graph_drawing_say_old(const struct graph_drawing *d, struct rect area, float right)
{
    const struct view *view = d->view;
    const char *const wordings[] = {words(W_GRAPH_OLD_LEGEND), words(W_GRAPH_OLD_LEGEND_BRIEF)};
    float high = LINE_STEP * (float)view->size.label_px;

    for (size_t i = 0; graph_moment_moved(&d->of->at) && i < 4; i++) {
        const char *text = wordings[i / 2];
        float wide = ui_text_width(view->canvas, view_plain(view), text);
        float x = i % 2 == 0 ? area.x : right - wide;

        if (x < area.x || x + wide > right
            || !is_clear(d, (struct rect){x, area.y + area.h - high, wide, high}))
            continue;
        ui_text(view->canvas, x, area.y + area.h, CANVAS_LEFT, view_soft(view), text);
        return;
    }
}
