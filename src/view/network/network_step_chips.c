/* The chips of a step: how full each is and where, so that all have room; see network_step.h. */
#include "view/network/network_step.h"

#include <math.h>
#include <string.h>

enum { WIDTHS = 3, ROUNDS = 4 };

/* A chip: how large it would be, of so many lines and as wide as it likes or as its gap; how many
 * numbers it would have, and whether it would say whose they are. */
struct chip {
    const struct network_wanted *wanted;
    struct point size[NETWORK_CHIP_LINES][WIDTHS];
    size_t numbers[NETWORK_CHIP_LINES][WIDTHS];
    bool named[NETWORK_CHIP_LINES][WIDTHS];
    size_t most; /* it is to have at most so many of its numbers */
    bool poor;   /* where it was last, it had no room for its name or none of its own */
};

/* A way to place chips. */
struct way {
    struct network_way at;
    bool rising;       /* with more lines rather than wider */
    bool from_outside; /* in the order from the picture's edge to its middle, not of importance */
};

static const struct way ways[] = {
    {{0.5f, false}, false, false}, {{0.5f, true}, true, false},   {{0.34f, true}, true, true},
    {{0.34f, true}, false, true},  {{0.66f, true}, true, true},   {{0.66f, true}, false, true},
    {{0.34f, false}, true, false}, {{0.5f, true}, false, true},   {{0.25f, true}, true, true},
    {{0.75f, true}, true, true}};

/* The chips in the order of their importance, and what is known of the best way to place them. */
struct search {
    struct network_room *room;
    struct chip *chips;
    size_t count, taken; /* of the room's rectangles those that are no chips */
    size_t said;         /* by the best, in this way and order, of each chip at most so much */
    bool poor;           /* even so one is poor */
    const struct way *way;
    struct chip *order[NETWORK_WANTED_MOST];
    size_t most[NETWORK_WANTED_MOST];
};

static struct network_parameter parameter_of(const struct view *view,
                                              const struct network_wanted *wanted)
{
    const struct quantity q = wanted->quantity;

    return wanted->edge ? network_weight(view, q.layer, q.to, q.from)
                        : network_bias(view, q.layer, q.to);
}

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

static void measure(const struct network_room *room, struct chip *chip)
{
    for (size_t lines = NETWORK_CHIP_LINES; lines > 0; lines--) {
        for (size_t tight = 0; tight < WIDTHS; tight++) {
            struct network_chip made;
            const struct label *first = &made.lines[0];

            make_chip(room, chip->wanted, lines, tight, &made);
            chip->named[lines - 1][tight] = first->symbol != NULL && first->symbol != first->brief;
            chip->numbers[lines - 1][tight] = made.count + (made.step.size_px > 0);
            chip->size[lines - 1][tight] = (struct point){made.width, made.height};
        }
    }
    chip->most = NETWORK_CHIP_LINES;
}

/* A chip's place, and of its sizes the fullest that has room. Before its name or its own place the
 * numbers give way that it could have beside its value. Returns how much it says, 0: it has no room
 * at all. */
static size_t place_chip(struct network_room *room, const struct way *way, struct chip *chip,
                         size_t *lines, size_t *tight, struct rect *rect)
{
    static const size_t worth[] = {7, 5, 3};
    struct point tried = {0.0f, 0.0f};

    for (size_t pass = 0; pass < sizeof worth / sizeof worth[0]; pass++) {
        room->strict = pass == 0;
        tried.x = 0.0f;
        chip->poor = pass > 0;
        for (*lines = NETWORK_CHIP_LINES; *lines > 0; --*lines) {
            for (size_t turn = 0; turn < WIDTHS; turn++) {
                size_t numbers, line = *lines - 1;
                struct point size;

                *tight = way->rising ? (turn + 1) % WIDTHS : turn;
                numbers = chip->numbers[line][*tight];
                size = chip->size[line][*tight];
                if (numbers == 0 || numbers > chip->most
                    || chip->named[line][*tight] != (pass < 2)
                    || (size.x == tried.x && size.y == tried.y))
                    continue;
                if (network_room_place(room, chip->wanted, size, rect))
                    return numbers + worth[pass];
                tried = size;
            }
        }
    }
    return 0;
}

/* All chips' places in one way, or drawing them there; returns how much they say, the formula's own
 * counting for more. */
static size_t go(const struct search *search, const struct way *way, struct chip **order, bool draw)
{
    struct network_room *room = search->room;
    size_t said = 0;

    room->count = search->taken;
    room->way = &way->at;
    for (size_t i = 0; i < search->count; i++) {
        const struct network_wanted *wanted = order[i]->wanted;
        struct network_chip chip;
        struct rect rect;
        size_t lines, worth, tight;

        worth = place_chip(room, way, order[i], &lines, &tight, &rect);
        said += order[i] == search->chips ? 4 * worth : worth;
        if (!draw || worth == 0)
            continue;
        make_chip(room, wanted, lines, tight, &chip);
        ui_group(room->picture->view->ui, 2 * (int)wanted->quantity.layer + (wanted->edge ? 0 : 1));
        network_chip_draw(room->picture, &chip, rect.x, rect.y);
    }
    room->strict = false;
    return said;
}

/* Those that had no room before the others, which have more places to go to. */
static void poor_first(struct chip **order, size_t count)
{
    size_t poor = 0;

    for (size_t i = 0; i < count; i++) {
        struct chip *chip = order[i];

        if (!chip->poor)
            continue;
        memmove(order + poor + 1, order + poor, (i - poor) * sizeof *order);
        order[poor++] = chip;
    }
}

static float far_out(const struct search *search, const struct chip *chip)
{
    struct rect area = search->room->picture->layout->area;

    return fabsf((chip->wanted->a.y + chip->wanted->b.y) / 2.0f - area.y - area.h / 2.0f);
}

/* In the order of importance; or those at the picture's edge first: those in its middle have more
 * places to go to. */
static void sort(const struct search *search, bool from_outside, struct chip **order)
{
    for (size_t i = 0; i < search->count; i++) {
        struct chip *chip = &search->chips[i];
        size_t k = i;

        for (; from_outside && k > 0
               && far_out(search, order[k - 1]) < far_out(search, chip) - 1.0f; k--)
            order[k] = order[k - 1];
        order[k] = chip;
    }
}

/* Tries one; returns whether a chip is poor. */
static bool look_at(struct search *search, const struct way *way, struct chip **order)
{
    size_t said = go(search, way, order, false);
    bool poor = false;

    for (size_t i = 0; i < search->count; i++)
        poor = poor || order[i]->poor;
    if (said <= search->said)
        return poor;
    search->said = said;
    search->poor = poor;
    search->way = way;
    memmove(search->order, order, search->count * sizeof *order);
    for (size_t i = 0; i < search->count; i++)
        search->most[i] = search->chips[i].most;
    return poor;
}

/* Of the ways to place them that in which they say the most, until they say all that they may. */
static void look_at_ways(struct search *search)
{
    struct chip *order[NETWORK_WANTED_MOST];
    size_t full = 0;

    for (size_t i = 0; i < search->count; i++) {
        size_t numbers = search->chips[i].numbers[NETWORK_CHIP_LINES - 1][0];

        full += (i == 0 ? 4 : 1)
                * (7 + (numbers < search->chips[i].most ? numbers : search->chips[i].most));
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && search->said < full; i++) {
        sort(search, ways[i].from_outside, order);
        for (int round = 0; round < ROUNDS && look_at(search, &ways[i], order); round++)
            poor_first(order, search->count);
    }
}

/* Where some have no room others say less, all as little, at last the first, too; then again as
 * much more as each can. */
static void give_way(struct search *search)
{
    static const size_t most[][2] = {{NETWORK_CHIP_LINES, 2}, {NETWORK_CHIP_LINES, 1}, {1, 1}};

    for (size_t step = 0; search->poor && step < sizeof most / sizeof most[0]; step++) {
        for (size_t i = 0; i < search->count; i++)
            search->chips[i].most = most[step][i > 0];
        look_at_ways(search);
    }
    for (size_t i = 0; i < search->count; i++)
        search->chips[i].most = search->most[i];
    for (size_t i = 0; i < search->count; i++) {
        for (size_t more = search->most[i]; more < NETWORK_CHIP_LINES && more == search->most[i];) {
            search->chips[i].most = ++more;
            look_at(search, search->way, search->order);
        }
        search->chips[i].most = search->most[i];
    }
}

void network_room_chips(struct network_room *room, struct network_wanted **all, size_t count)
{
    struct search search = {.room = room, .count = count, .taken = room->count};

    search.chips = arena_alloc(room->picture->view->arena, (count + 1) * sizeof *search.chips);
    for (size_t i = 0; i < count; i++) {
        search.chips[i] = (struct chip){.wanted = all[i]};
        measure(room, &search.chips[i]);
    }
    look_at_ways(&search);
    if (search.poor)
        give_way(&search);
    if (search.said > 0)
        go(&search, search.way, search.order, true);
    else
        room->count = search.taken;
}
