/* Drawing a parameter's chip. */
#include "view/network/network_parts.h"

#include <math.h>

/* From the chip's left edge to the end of the old value, with the step behind it. */
static float old_width(const struct network_picture *picture, const struct network_chip *chip)
{
    float most = chip->width - 2.0f * network_chip_padding(picture->view) + 1.0f,
          old = label_width(picture->view, &chip->lines[1], most),
          step = label_width(picture->view, &chip->step, most);

    return (chip->width - old - network_chip_gap * (float)picture->view->size.chip_px - step) / 2.0f
           + old;
}

/* A line of it; the old value is crossed out, the step stands behind it. */
static void draw_line(const struct network_picture *picture, const struct network_chip *chip,
                      size_t line, struct rect box)
{
    const struct view *view = picture->view;
    const struct label *label = &chip->lines[line];
    float number = (float)view->size.chip_px,
          most = box.w - 2.0f * network_chip_padding(picture->view) + 1.0f;
    float y = box.y + (line == 0 ? 0.5f : 1.0f) * chip->head + number
              + (float)line * network_chip_line(picture->view),
          x = box.x + box.w / 2.0f, old = label_width(view, label, most);
    bool both = line == 1 && chip->moved && chip->step.size_px > 0;

    if (both) {
        float end = box.x + old_width(picture, chip), step = label_width(view, &chip->step, most);

        x = end - old / 2.0f;
        label_draw(view, &chip->step, end + network_chip_gap * number + step / 2.0f, y,
                   step + 1.0f);
    }
    label_draw(view, label, x, y, both ? old + 1.0f : most);
    if (line == 1 && chip->moved) {
        float wide = old + 2.0f * GAP_HAIR * number, left = x - wide / 2.0f;

        y -= ui_text_drop(number);
        canvas_line(view->canvas, (struct point){left, y},
                    (struct point){left + wide * view->move, y}, view->size.line,
                    view->theme->text_soft, 0.0f);
    }
}

/* Along the chip's lower edge, from the tick in its middle, where the old value was: against the
 * gradient, as long as the step is in its layer. */
static void draw_arrow(const struct network_picture *picture, const struct network_chip *chip,
                       struct rect box)
{
    const struct view *view = picture->view;
    color ink = view->theme->phase[PHASE_UPDATE];
    struct quantity step = chip->stepped;
    float tick = view->size.out, middle = box.x + box.w / 2.0f, y = box.y + box.h, head, tip;
    double share = quantity_value(view->snapshot, step)
                   / network_scale(picture, step.layer, QUANTITY_STEP);

    if (step.of != QUANTITY_OF_WEIGHT || !isfinite(share) || share == 0.0)
        return;
    tip = middle + (0.5f * box.w - view->size.corner) * (float)fmax(fmin(share, 1.0), -1.0)
                       * view->move;
    head = fminf(view->size.arrow, fabsf(tip - middle));
    canvas_line(view->canvas, (struct point){middle, y - tick}, (struct point){middle, y + tick},
                view->size.line, ink, 0.0f);
    canvas_line(view->canvas, (struct point){middle, y},
                (struct point){tip - copysignf(head, tip - middle), y}, view->size.bold, ink, 0.0f);
    ui_arrow_head(view->canvas, (struct point){middle, y}, (struct point){tip, y}, head, ink);
}

void network_chip_draw(const struct network_picture *picture, const struct network_chip *chip,
                       float x, float y)
{
    const struct view *view = picture->view;
    const struct theme *theme = view->theme;
    float number = (float)view->size.chip_px;
    struct rect box = {x, y, chip->width, chip->height}, before;

    if (chip->count == 0)
        return;
    canvas_box(view->canvas, box, view->size.corner, theme->panel,
               chip->lit ? chip->rim : theme->line,
               chip->lit ? view->size.strong : view->size.thin);
    if (chip->nudged) /* by its shape, too */
        view_outline(view, box, view->size.corner, chip->rim);
    before = canvas_within(view->canvas, box);
    for (size_t i = 0; i < chip->count; i++)
        draw_line(picture, chip, i, box);
    canvas_within(view->canvas, before);
    if (chip->moved)
        draw_arrow(picture, chip, box);
    for (size_t i = 0; i < chip->count; i++) {
        float height = chip->height / (float)chip->count;
        struct rect line = {x, y + (float)i * height, chip->width, height};

        if (i == 1 && chip->moved && chip->step.size_px > 0) {
            /* Of the whole line, over which the old value's part lies: a mark at its corner must
             * not stand between the two like a sign. */
            view_item(view, line, chip->stepped);
            line.w = old_width(picture, chip) + network_chip_gap * number;
        }
        view_item(view, line, chip->quantities[i]);
    }
}
