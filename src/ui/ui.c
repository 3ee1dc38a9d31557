#include "ui/ui.h"

#include <math.h>

void ui_begin(struct ui *ui)
{
    ui->target_count = 0;
    ui->tab_count = 0;
    ui->group = 0;
}

void ui_rewind(struct ui *ui, size_t target_count)
{
    size_t kept = 0;

    for (size_t i = 0; i < ui->tab_count; i++) {
        if (ui->tab[i] < target_count)
            ui->tab[kept++] = ui->tab[i];
    }
    ui->tab_count = kept;
    ui->target_count = target_count;
}

bool ui_hovers(const struct ui *ui, struct rect rect)
{
    return ui->pointer_inside && rect_contains(rect, ui->pointer);
}

void ui_target(struct ui *ui, struct rect rect, struct ui_action action, bool slides)
{
    if (ui->target_count < UI_TARGETS_MAX)
        ui->targets[ui->target_count++] = (struct ui_target){.rect = rect, .action = action,
                                                             .slides = slides};
}

void ui_slider_upright(struct ui *ui, struct rect rect, struct ui_action action)
{
    if (ui->target_count < UI_TARGETS_MAX)
        ui->targets[ui->target_count++] = (struct ui_target){.rect = rect, .action = action,
                                                             .slides = true, .upright = true};
}

/* ---- items ---- */

/* Tab's order is by group, within one as they came. */
static void add_item(struct ui *ui, struct ui_target item)
{
    size_t at = ui->tab_count;

    if (ui->target_count == UI_TARGETS_MAX)
        return;
    item.item = true;
    item.group = ui->group;
    for (; item.group != UI_GROUP_NONE && at > 0 && ui->targets[ui->tab[at - 1]].group > item.group;
         at--)
        ui->tab[at] = ui->tab[at - 1];
    if (item.group != UI_GROUP_NONE) {
        ui->tab[at] = ui->target_count;
        ui->tab_count++;
    }
    ui->targets[ui->target_count++] = item;
}

void ui_group(struct ui *ui, int group)
{
    ui->group = group;
}

void ui_item(struct ui *ui, struct rect rect, struct ui_action action)
{
    add_item(ui, (struct ui_target){.rect = rect, .action = action});
}

void ui_item_line(struct ui *ui, struct point a, struct point b, float half_px,
                  struct ui_action action)
{
    struct rect box = {fminf(a.x, b.x), fminf(a.y, b.y), fabsf(a.x - b.x), fabsf(a.y - b.y)};

    add_item(ui, (struct ui_target){.rect = rect_inset(box, -half_px, -half_px), .action = action,
                                    .line_half_px = half_px, .a = a, .b = b});
}

/* The distance of a point from the line between two others. */
static float distance_to_line(struct point at, struct point a, struct point b)
{
    float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    float t = length > 0 ? ((at.x - a.x) * dx + (at.y - a.y) * dy) / length : 0;
    struct point near = point_lerp(a, b, fminf(fmaxf(t, 0), 1));

    dx = at.x - near.x;
    dy = at.y - near.y;
    return sqrtf(dx * dx + dy * dy);
}

static bool covers(const struct ui_target *target, struct point at)
{
    if (!rect_contains(target->rect, at))
        return false;
    return target->line_half_px <= 0
        || distance_to_line(at, target->a, target->b) <= target->line_half_px;
}

const struct ui_target *ui_target_at(const struct ui *ui, struct point at)
{
    for (size_t i = ui->target_count; i-- > 0;) {
        if (covers(&ui->targets[i], at))
            return &ui->targets[i];
    }
    return NULL;
}

const struct ui_target *ui_item_at(const struct ui *ui, struct point at)
{
    const struct ui_target *target = ui_target_at(ui, at);

    return target != NULL && target->item ? target : NULL;
}

const struct ui_target *ui_item_next(const struct ui *ui, double argument, int step)
{
    size_t count = ui->tab_count, at = step > 0 ? count - 1 : 0;

    if (count == 0)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (ui->targets[ui->tab[i]].action.argument == argument) {
            at = i;
            break;
        }
    }
    at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
    return &ui->targets[ui->tab[at]];
}

/* ---- the pointer ---- */

/* The action of a target for the pointer at `at`. */
static struct ui_action action_at(const struct ui_target *target, struct point at)
{
    struct ui_action action = target->action;
    float along = target->upright ? (at.y - target->rect.y) / target->rect.h
                                  : (at.x - target->rect.x) / target->rect.w;

    /* Written so that a target without a width, whose fraction is not a number,
     * counts as its beginning. */
    if (target->slides)
        action.argument = along > 0 ? (along < 1 ? (double)along : 1) : 0;
    return action;
}

struct ui_action ui_press(struct ui *ui, struct point at)
{
    const struct ui_target *target;

    ui->pointer = at;
    ui->pointer_inside = true;
    ui->pressed = true;
    target = ui_target_at(ui, at);
    ui->held = target != NULL && target->slides ? *target : (struct ui_target){0};
    return target != NULL ? action_at(target, at) : (struct ui_action){0};
}

struct ui_action ui_move(struct ui *ui, struct point at)
{
    ui->pointer = at;
    ui->pointer_inside = true;
    return ui->held.action.command != 0 ? action_at(&ui->held, at) : (struct ui_action){0};
}

void ui_release(struct ui *ui)
{
    ui->pressed = false;
    ui->held = (struct ui_target){0};
}

/* ---- widgets ---- */

/* On whole pixels, so that straight edges are sharp. */
static struct rect snapped(struct rect rect)
{
    float x = floorf(rect.x + 0.5f), y = floorf(rect.y + 0.5f);

    return (struct rect){x, y, floorf(rect.x + rect.w + 0.5f) - x,
                         floorf(rect.y + rect.h + 0.5f) - y};
}

/* The button's body and its target; returns the colour of what stands on it. */
static color button_body(struct ui *ui, struct canvas *canvas, const struct theme *theme,
                         struct rect rect, enum ui_look look, struct ui_action action)
{
    bool hovered = look != UI_DISABLED && ui_hovers(ui, rect);
    float tint = hovered ? (ui->pressed ? 0.16f : 0.07f) : 0;
    float border = fmaxf(1, floorf(rect.h / 32 + 0.5f));
    color ink = theme->text, fill = theme->panel, stroke = theme->panel_border;

    if (look == UI_SELECTED) {
        ink = theme->panel;
        fill = stroke = theme->text;
    } else if (look == UI_DISABLED) {
        ink = theme->text_soft;
        fill = theme->background;
        action = (struct ui_action){0}; /* a click ends here and does nothing */
    } else if (hovered) {
        stroke = theme->line_strong;
    }
    fill = color_mix(fill, ink, tint);
    canvas_box(canvas, snapped(rect), fminf(rect.h, rect.w) * 0.2f, fill, stroke, border);
    ui_target(ui, rect, action, false);
    return ink;
}

void ui_button(struct ui *ui, struct canvas *canvas, const struct theme *theme, struct rect rect,
               const char *label, int size_px, enum ui_look look, struct ui_action action)
{
    color ink = button_body(ui, canvas, theme, rect, look, action);
    struct font_metrics metrics = canvas_font_metrics(canvas, FONT_TEXT_BOLD, size_px);
    struct rect within = canvas_within(canvas, rect);
    float baseline = floorf(rect.y + (rect.h + metrics.cap_height) / 2 + 0.5f);

    canvas_text(canvas, rect.x + rect.w / 2, baseline, CANVAS_CENTER, FONT_TEXT_BOLD, size_px, ink,
                label);
    canvas_within(canvas, within);
}

/* A triangle that points right from its upright edge at x (left if width < 0). */
static void arrow(struct canvas *canvas, float x, float y, float width, float half, color ink)
{
    canvas_triangle(canvas, (struct point){x, y - half}, (struct point){x + width, y},
                    (struct point){x, y + half}, ink);
}

static void bar(struct canvas *canvas, float x, float y, float width, float half, color ink)
{
    canvas_box(canvas, (struct rect){x, y - half, width, 2 * half}, 0, ink, 0, 0);
}

/* Two neurons and the one they feed. */
static void draw_network(struct canvas *canvas, struct point middle, float half, float thick,
                         color ink)
{
    struct point right = {middle.x + half, middle.y};

    for (int i = -1; i <= 1; i += 2) {
        struct point left = {middle.x - half, middle.y + 0.85f * half * (float)i};

        canvas_line(canvas, left, right, 0.7f * thick, ink, 0);
        canvas_disc(canvas, left, 0.4f * half, ink, 0, 0);
    }
    canvas_disc(canvas, right, 0.4f * half, ink, 0, 0);
}

/* Two rows and columns in brackets. */
static void draw_matrix(struct canvas *canvas, struct point middle, float half, float thick,
                        color ink)
{
    for (int i = -1; i <= 1; i += 2) {
        float side = (float)i, x = middle.x + 1.2f * half * side, foot = x - 0.4f * half * side;
        const struct point bracket[] = {{foot, middle.y - 1.1f * half},
                                        {x, middle.y - 1.1f * half},
                                        {x, middle.y + 1.1f * half},
                                        {foot, middle.y + 1.1f * half}};

        canvas_polyline(canvas, bracket, sizeof bracket / sizeof bracket[0], 0.75f * thick, ink);
        for (int j = -1; j <= 1; j += 2)
            canvas_disc(
                canvas,
                (struct point){middle.x + 0.4f * half * side, middle.y + 0.45f * half * (float)j},
                0.22f * half, ink, 0, 0);
    }
}

/* Two kinds of points, and a line between them. */
static void draw_map(struct canvas *canvas, struct point middle, float half, float thick, color ink)
{
    const struct point line[4] = {{middle.x - 1.2f * half, middle.y + 1.1f * half},
                                  {middle.x + 0.9f * half, middle.y + 1.1f * half},
                                  {middle.x - 0.9f * half, middle.y - 1.1f * half},
                                  {middle.x + 1.2f * half, middle.y - 1.1f * half}};

    canvas_curve(canvas, line, 0.75f * thick, ink, 0);
    canvas_disc(canvas, (struct point){middle.x - 0.75f * half, middle.y - 0.45f * half},
                0.32f * half, ink, 0, 0);
    canvas_disc(canvas, (struct point){middle.x + 0.75f * half, middle.y + 0.45f * half},
                0.36f * half, 0, ink, 0.6f * thick);
}

/* Two boxes and the operation between them. */
static void draw_graph(struct canvas *canvas, struct point middle, float half, float thick,
                       color ink)
{
    float side = 0.62f * half;

    for (int i = -1; i <= 1; i += 2)
        canvas_box(canvas,
                   (struct rect){middle.x + (float)i * 0.95f * half - side / 2.0f,
                                 middle.y - 0.8f * side, side, 1.6f * side},
                   0.0f, 0, ink, thick);
    canvas_disc(canvas, middle, 0.3f * half, 0, ink, thick);
}

/* Rings around a summit. */
static void draw_landscape(struct canvas *canvas, struct point middle, float half, float thick,
                           color ink)
{
    canvas_disc(canvas, middle, 1.25f * half, 0, ink, 0.7f * thick);
    canvas_disc(canvas, middle, 0.75f * half, 0, ink, 0.7f * thick);
    canvas_disc(canvas, middle, 0.25f * half, ink, 0, 0);
}

static void draw_table(struct canvas *canvas, struct point middle, float half, color ink)
{
    for (int row = -1; row <= 1; row++)
        for (int column = -1; column <= 1; column++)
            bar(canvas, middle.x + (float)column * 0.8f * half - 0.28f * half,
                middle.y + (float)row * 0.8f * half, 0.56f * half, 0.26f * half, ink);
}

/* Stepping: an arrow, with a bar at the end of the way. Playing, which goes on by
 * itself, stands in a ring. */
static void draw_icon(struct canvas *canvas, struct rect rect, enum ui_icon icon, color ink)
{
    struct rect box = snapped(rect);
    float side = fminf(box.w, box.h), half = floorf(side * 0.2f + 0.5f);
    float thick = fmaxf(1, floorf(side * 0.07f + 0.5f)), width = floorf(half * 1.6f + 0.5f);
    float x = floorf(box.x + box.w / 2 + 0.5f), y = box.y + box.h / 2;
    float left = x - floorf(width / 2), right = left + width, ring = floorf(side * 0.36f) + 0.5f;
    float shift = floorf((thick + 1) / 2);
    struct point middle = {x, y};

    switch (icon) {
    case UI_ICON_FIRST:
        bar(canvas, left - shift - thick + 1, y, thick, half, ink);
        arrow(canvas, right + shift, y, -width, half, ink);
        break;
    case UI_ICON_BACK:
        arrow(canvas, right, y, -width, half, ink);
        break;
    case UI_ICON_PLAY:
    case UI_ICON_PAUSE:
        canvas_disc(canvas, middle, ring, 0, ink, thick * 0.75f);
        half = floorf(half * 0.75f + 0.5f);
        if (icon == UI_ICON_PLAY) { /* A triangle's middle is a third from its edge. */
            arrow(canvas, x - floorf(half * 0.55f + 0.5f), y, half * 1.6f, half, ink);
            break;
        }
        bar(canvas, x - 2 * thick, y, thick + 0.5f, half, ink);
        bar(canvas, x + thick - 0.5f, y, thick + 0.5f, half, ink);
        break;
    case UI_ICON_FORWARD:
        arrow(canvas, left, y, width, half, ink);
        break;
    case UI_ICON_FAST:
        width = floorf(half * 0.95f + 0.5f);
        arrow(canvas, x - width, y, width, half, ink);
        arrow(canvas, x, y, width, half, ink);
        break;
    case UI_ICON_LIST:
        for (int i = -1; i <= 1; i++)
            canvas_box(canvas,
                       (struct rect){x - half, floorf(y + 0.8f * half * (float)i - thick / 2),
                                     2 * half, thick},
                       0, ink, 0, 0);
        break;
    case UI_ICON_TABLE: draw_table(canvas, middle, half, ink); break;
    case UI_ICON_NETWORK: draw_network(canvas, middle, half, thick, ink); break;
    case UI_ICON_GRAPH: draw_graph(canvas, middle, half, thick, ink); break;
    case UI_ICON_MAP: draw_map(canvas, middle, half, thick, ink); break;
    case UI_ICON_LANDSCAPE: draw_landscape(canvas, middle, half, thick, ink); break;
    case UI_ICON_MATRIX: draw_matrix(canvas, middle, half, thick, ink); break;
    case UI_ICON_LAST:
        arrow(canvas, left - shift, y, width, half, ink);
        bar(canvas, right + shift - 1, y, thick, half, ink);
        break;
    }
}

void ui_icon_button(struct ui *ui, struct canvas *canvas, const struct theme *theme,
                    struct rect rect, enum ui_icon icon, enum ui_look look,
                    struct ui_action action)
{
    color ink = button_body(ui, canvas, theme, rect, look, action);

    draw_icon(canvas, rect, icon, look == UI_DISABLED ? theme->line_strong : ink);
}
