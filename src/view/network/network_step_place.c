/* Where there is room beside what has been drawn; see network_step.h. */
#include "view/network/network_step.h"

#include <math.h>

enum { TRIES = 12 };

/* ---- room ---- */

static void take(struct network_room *room, struct rect rect)
{
    if (rect.w > 0.0f && rect.h > 0.0f)
        room->taken[room->count++] = rect;
}

/* Everything that has been drawn but lines. */
void network_room_find(struct network_room *room)
{
    const struct canvas *canvas = room->picture->view->canvas;
    const struct network_layout *layout = room->picture->layout;
    size_t most = canvas->count - room->first + NETWORK_WANTED_MOST + 2;

    room->taken = arena_alloc(room->picture->view->arena, most * sizeof *room->taken);
    for (size_t i = room->first; i < canvas->count; i++) {
        const struct canvas_command *c = &canvas->commands[i];
        float r = c->as.disc.radius;

        if (c->kind == CANVAS_TEXT)
            take(room, rect_inset(canvas_text_bounds(canvas, c), -3.0f, -4.0f));
        else if (c->kind == CANVAS_BOX)
            take(room, c->as.box.rect);
        else if (c->kind == CANVAS_DISC)
            take(room, (struct rect){c->as.disc.center.x - r, c->as.disc.center.y - r, 2.0f * r,
                                     2.0f * r});
    }
    room->last = canvas->count;
    take(room, layout->curve);
    take(room, layout->map);
}

/* Whether the line from a to b goes through the rectangle. */
static bool goes_through(struct point a, struct point b, struct rect rect)
{
    const float start[] = {a.x, a.y}, way[] = {b.x - a.x, b.y - a.y};
    const float low[] = {rect.x, rect.y}, high[] = {rect.x + rect.w, rect.y + rect.h};
    float from = 0.0f, to = 1.0f;

    for (size_t i = 0; i < 2; i++) {
        float enters = (low[i] - start[i]) / way[i], leaves = (high[i] - start[i]) / way[i];

        if (way[i] == 0.0f && (start[i] < low[i] || start[i] > high[i]))
            return false;
        if (way[i] == 0.0f)
            continue;
        from = fmaxf(from, fminf(enters, leaves));
        to = fminf(to, fmaxf(enters, leaves));
    }
    return from < to;
}

/* Whether it would cover a weight's line. */
static bool covers_line(const struct network_room *room, struct rect rect)
{
    const struct canvas *canvas = room->picture->view->canvas;

    for (size_t i = room->first; i < room->last; i++) {
        const struct canvas_command *c = &canvas->commands[i];

        if (c->kind == CANVAS_LINE && goes_through(c->as.points.p[0], c->as.points.p[1], rect))
            return true;
    }
    return false;
}

static bool is_free(struct network_room *room, struct rect rect)
{
    const struct view *view = room->picture->view;
    struct rect area = room->picture->layout->area;
    /* At the move an arrow stands out below. */
    float slack =
        view->move > 0.0f ? -0.5f * view->size.arrow : GAP_HAIR * (float)view->size.chip_px;

    if (rect.x < area.x || rect.x + rect.w > area.x + area.w || rect.y < area.y
        || rect.y + rect.h > area.y + area.h + slack
        || (room->met < room->count && rect_overlap(rect, room->taken[room->met])))
        return false;
    for (size_t i = 0; i < room->count; i++) {
        if (!rect_overlap(rect, room->taken[i]))
            continue;
        room->met = i;
        return false;
    }
    return true;
}

/* The free place of that size nearest to the middle of the edge, which it touches. */
static bool place_on_edge(struct network_room *room, const struct network_wanted *wanted,
                          struct point size, struct rect *best)
{
    struct rect area = room->picture->layout->area;
    bool level = network_edge_is_level(wanted->a, wanted->b);
    float middle = area.y + area.h / 2.0f, least = 1e9f, wish = 0.0f;

    if (room->way->outwards && level)
        wish = wanted->a.y < middle ? -0.5f * size.y : 0.5f * size.y;
    for (int i = -TRIES; i <= TRIES; i++) {
        float t = 0.5f + 0.4f * (float)i / TRIES;
        struct point at = point_lerp(wanted->a, wanted->b, t);

        for (int k = -TRIES; k <= TRIES; k++) {
            float dy = 0.52f * size.y * (float)k / TRIES;
            float cost =
                fabsf(dy - wish) / size.y + 0.9f * fabsf(t - (level ? 0.5f : room->way->t));
            struct rect rect = {at.x - size.x / 2.0f, at.y + dy - size.y / 2.0f, size.x, size.y};

            if (cost >= least || !is_free(room, rect))
                continue;
            least = cost;
            *best = rect;
        }
    }
    return least < 1e9f;
}

/* For how many reasons it would be taken for another's there: on a weight's line, or nearer to
 * another neuron of the layer. */
static int astray(const struct network_room *room, const struct network_wanted *wanted,
                  struct rect rect)
{
    const struct network_layer_layout *column =
        &room->picture->layout->layers[wanted->quantity.layer];

    return covers_line(room, rect)
         + (fabsf(rect_center(rect).y - wanted->b.y) > 0.5f * column->step_y);
}

/* The free place of that size nearest to the neuron, rather a little further away than astray. */
static bool place_at_node(struct network_room *room, const struct network_wanted *wanted,
                          struct point size, struct rect *best)
{
    float radius = room->picture->layout->radius, least = 1e9f, wide = radius + size.x / 2.0f,
          tall = radius + size.y / 2.0f, away = wide * wide + tall * tall;

    for (int i = -TRIES; i <= TRIES; i++) {
        for (int k = -TRIES; k <= TRIES; k++) {
            float dx = 1.6f * wide * (float)i / TRIES, dy = 2.4f * tall * (float)k / TRIES;
            float cost = dx * dx + dy * dy;
            struct rect rect = {wanted->b.x + dx - size.x / 2.0f, wanted->b.y + dy - size.y / 2.0f,
                                size.x, size.y};
            int reasons;

            if (cost >= least || !is_free(room, rect))
                continue;
            reasons = astray(room, wanted, rect);
            cost += (float)reasons * away;
            if (cost >= least || (room->strict && reasons > 0))
                continue;
            least = cost;
            *best = rect;
        }
    }
    return least < 1e9f;
}

bool network_room_place(struct network_room *room, const struct network_wanted *wanted,
                        struct point size, struct rect *rect)
{
    const struct view *view = room->picture->view;
    float gap = GAP_HAIR * (float)view->size.chip_px;

    if (quantity_equal(wanted->quantity, view->nudged)) /* it has a frame around it */
        gap += view->size.dot;
    size.x += 2.0f * gap;
    size.y += 2.0f * gap;
    if (!(wanted->edge ? place_on_edge : place_at_node)(room, wanted, size, rect))
        return false;
    take(room, *rect);
    *rect = rect_inset(*rect, gap, gap);
    return true;
}
