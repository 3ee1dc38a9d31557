/* How large δ is at each time: what vanishes and what explodes. */
#include "view/unrolled/unrolled_parts.h"

#include <math.h>

/* The largest |δ| of the layer at that time; NaN: not known yet. */
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

void unrolled_sizes(const struct unrolled *u)
{
    const struct view *view = u->view;
    size_t layer = recurrent_layer(u->net);
    float px = (float)view->size.min_px, top, bottom, step;
    struct rect card = u->sizes;
    double most = 0.0;

    if (card.h <= 0.0f)
        return;
    canvas_box(view->canvas, card, 0.32f * u->em, view->theme->panel, view->theme->panel_border,
               1.5f * view->size.unit);
    canvas_text(view->canvas, card.x + 0.5f * u->em, card.y + 1.15f * px, CANVAS_LEFT, FONT_TEXT,
                view->size.min_px, view->theme->text_soft, words(W_SIZE_OF_DELTA));
    for (size_t time = 1; time <= u->times; time++)
        most = fmax(most, size_of(u, layer, time));
    top = card.y + 2.9f * px;
    bottom = card.y + card.h - 0.5f * px;
    step = (card.w - u->em) / (float)u->times;
    canvas_line(view->canvas, (struct point){card.x + 0.5f * u->em, bottom},
                (struct point){card.x + card.w - 0.5f * u->em, bottom}, 1.2f * view->size.unit,
                view->theme->line_strong, 0.0f);
    for (size_t time = 1; time <= u->times && most > 0.0; time++) {
        double size = size_of(u, layer, time);
        float x = card.x + 0.5f * u->em + ((float)time - 1.0f) * step, height;
        bool now = time == u->now && u->phase == PHASE_BACKWARD;
        char number[NUMBER_TEXT_SIZE];

        if (isnan(size))
            continue;
        height = (bottom - top) * (float)fmin(size / most, 1.0);
        canvas_box(view->canvas,
                   (struct rect){x + 0.15f * step, bottom - height, 0.7f * step, height}, 0.0f,
                   view->theme->phase[PHASE_BACKWARD], now ? view->theme->text : 0,
                   now ? 2.0f * view->size.unit : 0.0f);
        view_number(view, size, false, 1.0f * step, view->size.min_px, number);
        if (view_says_number(number))
            canvas_text(view->canvas, x + 0.5f * step, bottom - height - 0.3f * px, CANVAS_CENTER,
                        FONT_MONO, view->size.min_px, view->theme->text, number);
    }
}
