#include "view/network/network_ghost.h"

#include <math.h>

/* More would hide the picture: then the loss alone has one. */
enum { GHOSTS_MAX = 14 };

/* What follows a change live, and what was changed itself. */
static bool is_followed(const struct view *view, const struct snapshot *old,
                        struct quantity quantity)
{
    double now, was;

    if ((quantity.kind != QUANTITY_Z && quantity.kind != QUANTITY_A
         && quantity.kind != QUANTITY_LOSS && quantity.kind != QUANTITY_LOSS_PART
         && quantity.kind != QUANTITY_VALUE && quantity.kind != QUANTITY_X
         && quantity.kind != QUANTITY_T)
        || view_known(view, quantity) == KNOWN_NOT_YET)
        return false;
    now = quantity_value(view->snapshot, quantity);
    was = quantity_value(old, quantity);
    return now != was && !(isnan(now) && isnan(was));
}

static void draw(const struct view *view, struct rect item, struct rect area, double was)
{
    float size = (float)view->size.label_px, high = LINE_STEP * size, width;
    char number[NUMBER_TEXT_SIZE];
    const char *text = words_in(view->arena, W_NUMBER_WAS,
                                view_number(view, was, false, ROOM(10) * size, view->size.label_px,
                                            number));
    struct rect box, before;

    width = canvas_text_width(view->canvas, FONT_MONO, view->size.label_px, text) + GAP_WIDE * size;
    box = (struct rect){item.x + item.w + GAP_TIGHT * size, item.y + 0.5f * (item.h - high), width,
                        high};
    if (box.x + width > area.x + area.w)
        box.x = item.x - width - GAP_TIGHT * size;
    canvas_box_dashed(view->canvas, box, view->size.corner, view->theme->background,
                      view->theme->line_strong, view->size.thin, 0.5f * view->size.dash);
    before = canvas_within(view->canvas, box);
    ui_text_middle(view->canvas, box.x + 0.5f * width, box.y + 0.5f * high, CANVAS_CENTER,
                   (struct ui_type){FONT_MONO, view->size.label_px, view->theme->text_soft}, text);
    canvas_within(view->canvas, before);
}

void network_ghost(const struct view *view, struct rect area, const struct snapshot *old)
{
    struct ui *ui = view->ui;
    size_t count = ui->target_count, followed = 0;

    for (int drawing = 0; drawing < 2; drawing++)
        for (size_t i = 0; i < count; i++) {
            const struct ui_target *target = &ui->targets[i];
            struct quantity quantity = quantity_unpack(target->action.argument);

            if (!target->item || target->line_half_px > 0.0f
                || !rect_overlap(target->rect, area) || !is_followed(view, old, quantity))
                continue;
            if (drawing == 0)
                followed++;
            else if (followed <= GHOSTS_MAX || quantity.kind == QUANTITY_LOSS)
                draw(view, target->rect, area, quantity_value(old, quantity));
        }
}
