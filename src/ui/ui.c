#include "ui/ui.h"

#include <assert.h>

void ui_begin(struct ui *ui)
{
    ui->target_count = 0;
}

bool ui_hovers(const struct ui *ui, struct rect rect)
{
    return ui->pointer_inside && ui->held.action.command == 0 && rect_contains(rect, ui->pointer);
}

void ui_target(struct ui *ui, struct rect rect, struct ui_action action, bool slides)
{
    assert(ui->target_count < UI_TARGETS_MAX);
    if (ui->target_count < UI_TARGETS_MAX)
        ui->targets[ui->target_count++] = (struct ui_target){rect, action, slides};
}

/* The action of a target for a pointer there: a sliding one's argument is the fraction of its
 * width. */
static struct ui_action action_at(const struct ui_target *target, struct point at)
{
    struct ui_action action = target->action;
    double along;

    if (!target->slides)
        return action;
    along = (double)(at.x - target->rect.x) / (double)target->rect.w;
    action.argument = along < 0.0 ? 0.0 : along > 1.0 ? 1.0 : along;
    return action;
}

struct ui_action ui_press(struct ui *ui, struct point at)
{
    ui->pointer = at;
    ui->pointer_inside = true;
    ui->pressed = true;
    for (size_t i = ui->target_count; i-- > 0;) {
        const struct ui_target *target = &ui->targets[i];

        if (!rect_contains(target->rect, at))
            continue;
        if (target->slides)
            ui->held = *target;
        return action_at(target, at);
    }
    return (struct ui_action){0};
}

struct ui_action ui_move(struct ui *ui, struct point at)
{
    ui->pointer = at;
    ui->pointer_inside = true;
    if (ui->pressed && ui->held.action.command != 0)
        return action_at(&ui->held, at);
    return (struct ui_action){0};
}

void ui_release(struct ui *ui)
{
    ui->pressed = false;
    ui->held = (struct ui_target){0};
}

/* The colours of a button's face and of what stands on it. */
struct face {
    color fill, border, ink;
};

static struct face face_of(const struct ui *ui, const struct theme *theme, struct rect rect,
                           enum ui_look look)
{
    if (look == UI_SELECTED)
        return (struct face){theme->text, theme->text, theme->background};
    if (look == UI_DISABLED)
        return (struct face){theme->background, theme->line, theme->text_soft};
    if (ui_hovers(ui, rect))
        return (struct face){color_mix(theme->panel, theme->text, 0.1f), theme->focus, theme->text};
    return (struct face){theme->panel, theme->line, theme->text};
}

static struct face draw_face(struct ui *ui, struct canvas *canvas, const struct theme *theme,
                             struct rect rect, enum ui_look look, struct ui_action action)
{
    struct face face = face_of(ui, theme, rect, look);

    canvas_box(canvas, rect, 0.2f * rect.h, face.fill, face.border, rect.h > 40.0f ? 2.0f : 1.5f);
    if (look != UI_DISABLED)
        ui_target(ui, rect, action, false);
    return face;
}

void ui_button(struct ui *ui, struct canvas *canvas, const struct theme *theme, struct rect rect,
               const char *label, int size_px, enum ui_look look, struct ui_action action)
{
    struct face face = draw_face(ui, canvas, theme, rect, look, action);
    struct font_metrics metrics = canvas_font_metrics(canvas, FONT_TEXT_BOLD, size_px);
    struct rect before = canvas_within(canvas, rect);

    canvas_text(canvas, rect.x + rect.w / 2.0f, rect.y + (rect.h + metrics.cap_height) / 2.0f,
                CANVAS_CENTER, FONT_TEXT_BOLD, size_px, face.ink, label);
    canvas_within(canvas, before);
}

/* A triangle that points right (direction 1) or left (-1) and fills the box. */
static void pointer_icon(struct canvas *canvas, struct rect box, float direction, color ink)
{
    float tip = direction > 0.0f ? box.x + box.w : box.x;
    float foot = direction > 0.0f ? box.x : box.x + box.w;

    canvas_triangle(canvas, (struct point){foot, box.y}, (struct point){foot, box.y + box.h},
                    (struct point){tip, box.y + box.h / 2.0f}, ink);
}

static void bar_icon(struct canvas *canvas, float x, struct rect box, float width, color ink)
{
    canvas_box(canvas, (struct rect){x, box.y, width, box.h}, 0.0f, ink, 0, 0.0f);
}

static void draw_icon(struct canvas *canvas, struct rect box, enum ui_icon icon, color ink)
{
    float bar = 0.2f * box.w, shift = 0.32f * box.w;
    struct rect rest = {box.x, box.y, box.w - shift, box.h};

    switch (icon) {
    case UI_ICON_FIRST:
        bar_icon(canvas, box.x, box, bar, ink);
        rest.x += shift;
        pointer_icon(canvas, rest, -1.0f, ink);
        break;
    case UI_ICON_LAST:
        bar_icon(canvas, box.x + box.w - bar, box, bar, ink);
        pointer_icon(canvas, rest, 1.0f, ink);
        break;
    case UI_ICON_BACK: /* a step: a bar behind the pointer */
        bar_icon(canvas, box.x + box.w - 0.6f * bar, box, 0.6f * bar, ink);
        pointer_icon(canvas, rest, -1.0f, ink);
        break;
    case UI_ICON_FORWARD:
        bar_icon(canvas, box.x, box, 0.6f * bar, ink);
        rest.x += shift;
        pointer_icon(canvas, rest, 1.0f, ink);
        break;
    case UI_ICON_PLAY:
        pointer_icon(canvas, box, 1.0f, ink);
        break;
    case UI_ICON_PAUSE:
        bar_icon(canvas, box.x + 0.1f * box.w, box, 0.28f * box.w, ink);
        bar_icon(canvas, box.x + 0.62f * box.w, box, 0.28f * box.w, ink);
        break;
    }
}

void ui_icon_button(struct ui *ui, struct canvas *canvas, const struct theme *theme,
                    struct rect rect, enum ui_icon icon, enum ui_look look, struct ui_action action)
{
    struct face face = draw_face(ui, canvas, theme, rect, look, action);
    float size = 0.4f * (rect.w < rect.h ? rect.w : rect.h);

    draw_icon(canvas, (struct rect){rect.x + (rect.w - size) / 2.0f, rect.y + (rect.h - size) / 2.0f,
                                    size, size}, icon, face.ink);
}
