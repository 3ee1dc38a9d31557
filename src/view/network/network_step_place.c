/* Where the chips of a step have room; see network_step.h. */
#include "view/network/network_step.h"

#include <math.h>
#include <string.h>

enum { TRIES = 12, WIDTHS = 3 };

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

static bool is_free(const struct network_room *room, struct rect rect)
{
    struct rect area = room->picture->layout->area;
    float slack = GAP_HAIR * (float)room->picture->view->size.chip_px;

    if (rect.x < area.x || rect.x + rect.w > area.x + area.w || rect.y < area.y
        || rect.y + rect.h > area.y + area.h + slack)
        return false;
    for (size_t i = 0; i < room->count; i++) {
        if (rect_overlap(rect, room->taken[i]))
            return false;
    }
    return true;
}

/* The free place of that size nearest to the middle of the edge, which it touches. */
static bool place_on_edge(const struct network_room *room, const struct network_wanted *wanted,
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

/* Whether it would be nearer to another neuron of the layer. */
static bool is_nearer_to_another(const struct network_room *room,
                                 const struct network_wanted *wanted, struct rect rect)
{
    const struct network_layer_layout *column =
        &room->picture->layout->layers[wanted->quantity.layer];
    struct point at = rect_center(rect);

    return fabsf(at.y - wanted->b.y) > 0.5f * column->step_y;
}

/* The free place of that size nearest to the neuron, rather a little further away than on a line,
 * where it would be taken for the weight's, or beside another neuron. */
static bool place_at_node(const struct network_room *room, const struct network_wanted *wanted,
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

            if (cost >= least || !is_free(room, rect))
                continue;
            cost += covers_line(room, rect) ? away : 0.0f;
            cost += is_nearer_to_another(room, wanted, rect) ? away : 0.0f;
            if (cost >= least)
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

/* ---- chips ---- */

static struct network_parameter parameter_of(const struct view *view,
                                              const struct network_wanted *wanted)
{
    const struct quantity q = wanted->quantity;

    return wanted->edge ? network_weight(view, q.layer, q.to, q.from)
                        : network_bias(view, q.layer, q.to);
}

/* How large a chip would be, of so many lines and as wide as it likes or as its gap; of less than
 * it could say 0. */
struct sizes {
    struct point size[NETWORK_CHIP_LINES][WIDTHS];
    size_t worth[NETWORK_CHIP_LINES][WIDTHS];
};

/* As it likes, up to the circles, clear of their rings. */
static float width_of(const struct network_room *room, const struct network_wanted *wanted,
                      size_t tight)
{
    const struct ui_sizes *size = &room->picture->view->size;
    float number = (float)size->chip_px, wide = ROOM(20) * number;
    float gap = wanted->edge ? wanted->b.x - wanted->a.x - 2.0f * room->picture->layout->radius
                                   - GAP_WIDE * number - (tight == 2 ? size->dash : 0.0f)
                             : ROOM(10) * number;

    return tight > 0 ? fminf(wide, gap) : wide;
}

static void make_chip(const struct network_room *room, const struct network_wanted *wanted,
                      size_t lines, size_t tight, struct network_chip *chip)
{
    struct network_parameter parameter = parameter_of(room->picture->view, wanted);

    network_chip_make(room->picture, &parameter, width_of(room, wanted, tight), lines, lines == 1,
                      chip);
}

/* What a chip says: its numbers, and whose they are. */
static size_t worth_of(const struct network_chip *chip)
{
    const struct label *first = &chip->lines[0];
    bool named = first->symbol != NULL && first->symbol != first->brief;

    return chip->count == 0 ? 0 : chip->count + (chip->step.size_px > 0) + named;
}

static void measure(const struct network_room *room, const struct network_wanted *wanted,
                    struct sizes *sizes)
{
    for (size_t lines = NETWORK_CHIP_LINES; lines > 0; lines--) {
        for (size_t tight = 0; tight < WIDTHS; tight++) {
            struct network_chip chip;

            make_chip(room, wanted, lines, tight, &chip);
            sizes->worth[lines - 1][tight] = worth_of(&chip);
            sizes->size[lines - 1][tight] = (struct point){chip.width, chip.height};
        }
    }
}

/* A chip's place, as full as there is room for it; returns what it says, 0: it has none at all. */
static size_t place_chip(struct network_room *room, const struct network_wanted *wanted,
                         const struct sizes *sizes, size_t *lines, size_t *tight, struct rect *rect)
{
    for (*lines = NETWORK_CHIP_LINES; *lines > 0; --*lines) {
        for (size_t turn = 0; turn < WIDTHS; turn++) {
            size_t worth;

            *tight = room->way->rising ? (turn + 1) % WIDTHS : turn;
            worth = sizes->worth[*lines - 1][*tight];
            if (worth > 0
                && network_room_place(room, wanted, sizes->size[*lines - 1][*tight], rect))
                return worth;
        }
    }
    return 0;
}

/* Those at the picture's edge first: those in its middle have more places to go to. */
static void from_outside(const struct network_room *room, const struct network_wanted *const *all,
                         size_t count, const struct network_wanted **sorted)
{
    struct rect area = room->picture->layout->area;
    float middle = area.y + area.h / 2.0f;

    for (size_t i = 0; i < count; i++) {
        float far = fabsf((all[i]->a.y + all[i]->b.y) / 2.0f - middle);
        size_t k = i;

        while (k > 0
               && fabsf((sorted[k - 1]->a.y + sorted[k - 1]->b.y) / 2.0f - middle) < far - 1.0f) {
            sorted[k] = sorted[k - 1];
            k--;
        }
        sorted[k] = all[i];
    }
}

/* All chips' places in one way, or drawing them there; returns how much they say. */
static size_t go(struct network_room *room, const struct network_wanted *const *all,
                 const struct sizes *sizes, size_t count, bool draw)
{
    size_t said = 0;

    for (size_t i = 0; i < count; i++) {
        const struct network_wanted *wanted = all[i];
        struct network_chip chip;
        struct rect rect;
        size_t lines, worth, tight;

        worth = place_chip(room, wanted, &sizes[wanted->chip], &lines, &tight, &rect);
        said += worth > 1 ? 6 + worth : worth > 0 ? 4 : 0;
        said += worth > 0 && wanted->chip == 0 ? 3 * worth : 0; /* the formula's own */
        if (!draw || worth == 0)
            continue;
        make_chip(room, wanted, lines, tight, &chip);
        ui_group(room->picture->view->ui, 2 * (int)wanted->quantity.layer + (wanted->edge ? 0 : 1));
        network_chip_draw(room->picture, &chip, rect.x, rect.y);
    }
    return said;
}

/* Of the ways to place them the one in which they say the most. */
void network_room_chips(struct network_room *room, struct network_wanted **all, size_t count)
{
    static const struct network_way ways[] = {
        {0.5f, false, false, false}, {0.5f, true, true, false}, {0.34f, true, true, true},
        {0.34f, true, false, true},  {0.66f, true, true, true}, {0.66f, true, false, true},
        {0.34f, false, true, false}, {0.5f, true, false, true}, {0.25f, true, true, true},
        {0.75f, true, true, true}};
    const struct network_wanted *orders[2][NETWORK_WANTED_MOST];
    struct sizes *sizes = arena_alloc(room->picture->view->arena, (count + 1) * sizeof *sizes);
    size_t taken = room->count, most = 0, full = 0, best = 0;

    for (size_t i = 0; i < count; i++) {
        all[i]->chip = i;
        orders[0][i] = all[i];
        measure(room, all[i], &sizes[i]);
        full += 6 + sizes[i].worth[NETWORK_CHIP_LINES - 1][0];
    }
    full += 3 * (count > 0 ? sizes[0].worth[NETWORK_CHIP_LINES - 1][0] : 0);
    from_outside(room, orders[0], count, orders[1]);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && most < full; i++) {
        size_t said;

        room->count = taken;
        room->way = &ways[i];
        said = go(room, orders[ways[i].from_outside], sizes, count, false);
        if (said > most) {
            most = said;
            best = i;
        }
    }
    room->count = taken;
    room->way = &ways[best];
    go(room, orders[ways[best].from_outside], sizes, count, true);
}
