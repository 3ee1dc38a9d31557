/* How large δ is at each time: what vanishes and what explodes. */
#include "view/unrolled/unrolled.h"
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

/* The neuron of the layer whose |δ| is the largest at that time. */
static size_t largest_of(const struct unrolled *u, size_t layer, size_t time)
{
    struct quantity q = quantity_then(quantity_at(QUANTITY_DZ, layer, 0, 0), time), best = q;

    for (q.to = 1; q.to < u->net->layers[layer].out; q.to++)
        if (fabs(quantity_value(u->view->snapshot, q))
            > fabs(quantity_value(u->view->snapshot, best)))
            best = q;
    return best.to;
}

/* Its |δ|, of what is known so far; NaN: nothing yet. */
static double size_of(const struct unrolled *u, size_t layer, size_t time)
{
    double most = (double)NAN;

    for (size_t j = 0; j < u->net->layers[layer].out; j++) {
        struct quantity q = quantity_then(quantity_at(QUANTITY_DZ, layer, j, 0), time);

        if (view_known(u->view, q) != KNOWN_NOT_YET)
            most = fmax(most, fabs(quantity_value(u->view->snapshot, q)));
    }
    return most;
}

static size_t recurrent_layer(const struct net *net)
{
    size_t layer = 1;

    while (layer < net->layer_count && !net->layers[layer].recurrent)
        layer++;
    return layer;
}

/* A bar a time, between two heights. */
struct bars {
    const struct unrolled *u;
    size_t layer;
    float left, top, bottom, step;
    int px; /* of the numbers */
    double most;
};

static float middle_of(const struct bars *bars, size_t time)
{
    return bars->left + ((float)time - 0.5f) * bars->step;
}

static void begin(struct bars *bars, const struct unrolled *u, struct rect area, int px)
{
    *bars = (struct bars){.u = u, .layer = recurrent_layer(u->net), .left = area.x,
                          .top = area.y + LINE_CLOSE * (float)px, .bottom = area.y + area.h,
                          .step = area.w / (float)u->times, .px = px};
    for (size_t time = 1; time <= u->times; time++)
        bars->most = fmax(bars->most, size_of(u, bars->layer, time));
    view_rule(u->view, area.x, area.x + area.w, bars->bottom, u->view->theme->line_strong);
}

/* Whether the bars beside it are so much lower that its number may stand over them. */
static bool towers(const struct bars *bars, size_t time, double size)
{
    double before = time > 1 ? size_of(bars->u, bars->layer, time - 1) : 0.0;
    double after = time < bars->u->times ? size_of(bars->u, bars->layer, time + 1) : 0.0;

    return size >= bars->most && !(before > 0.05 * size) && !(after > 0.05 * size);
}

static void draw_bar(const struct bars *bars, size_t time, bool asked_about)
{
    const struct view *view = bars->u->view;
    double size = size_of(bars->u, bars->layer, time);
    bool now = time == bars->u->now && bars->u->phase == PHASE_BACKWARD;
    float half, right, x = middle_of(bars, time), wide = 0.7f * bars->step, height;
    char number[NUMBER_TEXT_SIZE];
    struct rect box;

    if (isnan(size) || !(bars->most > 0.0))
        return;
    height = (bars->bottom - bars->top) * (float)fmin(size / bars->most, 1.0);
    box = (struct rect){x - 0.5f * wide, bars->bottom - height, wide, height};
    canvas_box(view->canvas, box, 0.0f, view->theme->phase[PHASE_BACKWARD],
               now ? view->theme->text : 0, now ? view->size.line : 0.0f);
    view_number(view, size, false, (towers(bars, time, size) ? 2.5f : 0.98f) * bars->step, bars->px,
                number);
    half = 0.5f * canvas_text_width(view->canvas, FONT_MONO, bars->px, number);
    right = bars->left + (float)bars->u->times * bars->step;
    if (view_says_number(number))
        canvas_text(view->canvas, fminf(fmaxf(x, bars->left + half), right - half),
                    box.y - GAP_NEAR * (float)bars->px, CANVAS_CENTER, FONT_MONO, bars->px,
                    view->theme->text, number);
    box.y -= LINE_NOTE * (float)bars->px;
    box.h += LINE_NOTE * (float)bars->px;
    if (asked_about)
        view_item(view, box, quantity_then(quantity_at(QUANTITY_DZ, bars->layer,
                                                       largest_of(bars->u, bars->layer, time), 0),
                                           time));
}

/* Under the bars, of as many times as have room. */
static void draw_times(const struct bars *bars, float y, int px)
{
    const struct view *view = bars->u->view;
    float wide = canvas_text_width(view->canvas, FONT_TEXT_BOLD, px, "00000");
    size_t every = (size_t)ceilf(wide / bars->step);

    for (size_t time = every; time <= bars->u->times; time += every) {
        bool now = time == bars->u->now && view->snapshot->place.unit.time > 0;

        canvas_text(view->canvas, middle_of(bars, time), y, CANVAS_CENTER,
                    now ? FONT_TEXT_BOLD : FONT_TEXT, px,
                    now ? view->theme->text : view->theme->text_soft,
                    arena_printf(view->arena, "%zu", time));
    }
}

float unrolled_sizes_least(const struct view *view)
{
    const float bars = 2.0f; /* the highest, in heights of a number */

    return (2.0f + 2.0f * LINE_CLOSE + bars) * (float)view->size.min_px;
}

void unrolled_sizes(const struct unrolled *u)
{
    const struct view *view = u->view;
    float px = (float)view->size.min_px, line = LINE_CLOSE * px;
    struct rect card = u->sizes;
    struct bars bars;

    if (card.h <= 0.0f)
        return;
    canvas_box(view->canvas, card, view->size.corner, view->theme->panel, view->theme->panel_border,
               view->size.thin);
    canvas_text(view->canvas, card.x + 0.5f * u->em, card.y + LINE_CLOSE * px, CANVAS_LEFT,
                FONT_TEXT, view->size.min_px, view->theme->text_soft, words(W_SIZE_OF_DELTA));
    begin(&bars, u, (struct rect){card.x + 0.5f * u->em, card.y + LINE_ROW * px, card.w - u->em,
                                  card.h - 2.0f * px - line}, view->size.min_px);
    for (size_t time = 1; time <= u->times; time++)
        draw_bar(&bars, time, false);
    draw_times(&bars, bars.bottom + line, view->size.min_px);
}

/* By what it was multiplied on the way back from the time after, below the border of the two;
 * false if it is not known or has no room. */
static bool draw_factor(const struct bars *bars, size_t time, float y)
{
    const struct view *view = bars->u->view;
    double here = size_of(bars->u, bars->layer, time);
    double after = size_of(bars->u, bars->layer, time + 1);
    char number[NUMBER_TEXT_SIZE];

    if (isnan(here) || isnan(after) || after == 0.0)
        return false;
    view_number(view, here / after, false, bars->step - 1.2f * (float)bars->px, bars->px, number);
    if (!view_says_number(number))
        return false;
    canvas_text(view->canvas, bars->left + (float)time * bars->step, y, CANVAS_CENTER, FONT_MONO,
                bars->px, view->theme->role[FORMULA_ROLE_ACTIVATION_SLOPE],
                arena_printf(view->arena, "×%s", number));
    return true;
}

void gradient_view(const struct view *view, struct rect area)
{
    int px = view->size.label_px;
    float line = LINE_STEP * (float)px, foot = area.y + area.h;
    const char *const title[] = {words(W_SIZE_OF_DELTA_LONG), words(W_SIZE_OF_DELTA), NULL};
    const char *const legend[] = {words(W_SIZE_OF_DELTA_LEGEND), words(W_SIZE_OF_DELTA_BRIEF),
                                  NULL};
    struct unrolled u;
    struct bars bars;
    bool factors = false;

    unrolled_make(&u, view, area);
    ui_target(view->ui, area, (struct ui_action){view->select_command, 0.0}, false);
    ui_text(view->canvas, area.x, area.y + (float)px, CANVAS_LEFT, view_soft(view),
            ui_wording(view->canvas, view_soft(view), area.w, title));
    begin(&bars, &u, (struct rect){area.x, area.y + LINE_CLOSE * line, area.w,
                                   area.h - ROOM(7) * line},
          view->size.number_px);
    for (size_t time = 1; time <= u.times; time++) {
        draw_bar(&bars, time, true);
        if (time < u.times)
            factors |= draw_factor(&bars, time, bars.bottom + LINE_BUTTON * line);
    }
    draw_times(&bars, bars.bottom + GAP_PART * line, px);
    if (factors)
        ui_text(view->canvas, area.x, foot - GAP_NEAR * (float)px, CANVAS_LEFT, view_soft(view),
                ui_wording(view->canvas, view_soft(view), area.w, legend));
}
