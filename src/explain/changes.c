#include "explain/changes.h"

#include "quantity/parameters.h"
#include "quantity/quantity_facts.h"

/* What was looked at so far. */
struct look {
    const struct snapshot *snapshot;
    struct cursor from, cursor;
    struct quantity *found;
    size_t count;
};

static void look_at_one(struct look *look, struct quantity quantity)
{
    if (reveal_known(look->snapshot, look->from, look->cursor, quantity) != KNOWN_FRESH)
        return;
    if (look->count < CHANGES_MOST)
        look->found[look->count] = quantity;
    look->count++;
}

/* At all times, where there are some: backward from the last. */
static void look_at(struct look *look, struct quantity quantity)
{
    const struct snapshot *snapshot = look->snapshot;
    size_t times = net_times(snapshot->net, snapshot->now);

    if (!quantity_has_time(snapshot->net, quantity)) {
        look_at_one(look, quantity);
        return;
    }
    for (size_t i = 1; i <= times; i++)
        look_at_one(look, quantity_then(quantity,
                                        quantity_facts(quantity.kind)->unit == UNIT_BACKWARD
                                            ? times + 1 - i : i));
}

static void look_at_units(struct look *look, enum quantity_kind kind, size_t layer)
{
    for (size_t unit = 0; unit < look->snapshot->net->layers[layer].out; unit++)
        look_at(look, quantity_at(kind, layer, unit, 0));
}

static void look_at_parameters(struct look *look, enum quantity_kind kind)
{
    const struct net *net = look->snapshot->net;
    size_t count = parameters_count(net);

    for (size_t i = 0; i < count; i++) {
        struct quantity parameter = parameters_at(net, i);

        if (kind == QUANTITY_GRADIENT || kind == QUANTITY_SHARE
            || !parameters_fixed(net, parameter))
            look_at(look, quantity_as(parameter, kind));
    }
}

/* Up to CHANGES_MOST of the quantities that appeared between the two cursors, in the order of the
 * phases. Returns how many appeared. */
static size_t changes_find(const struct snapshot *snapshot, struct cursor from,
                           struct cursor cursor, struct quantity found[CHANGES_MOST])
{
    static const enum quantity_kind moves[] = {QUANTITY_NEW, QUANTITY_STEP, QUANTITY_CLIPPED,
                                               QUANTITY_FIRST, QUANTITY_SECOND};
    struct look look = {.snapshot = snapshot, .from = from, .cursor = cursor, .found = found};
    size_t last = snapshot->net->layer_count;

    for (size_t l = 1; l <= last; l++) {
        look_at_units(&look, QUANTITY_Z, l);
        look_at_units(&look, QUANTITY_A, l);
    }
    if (net_output(snapshot->net)->out > 1)
        look_at_units(&look, QUANTITY_LOSS_PART, last);
    if (snapshot->net->recurrent)
        look_at(&look, quantity_at(QUANTITY_TIME_LOSS, last, 0, 0));
    look_at(&look, quantity_at(QUANTITY_LOSS, last, 0, 0));
    look_at(&look, quantity_at(QUANTITY_PENALTY, last, 0, 0));
    look_at(&look, quantity_at(QUANTITY_OBJECTIVE, last, 0, 0));
    for (size_t l = last; l > 0; l--) {
        if (snapshot->net->layers[l].recurrent) {
            look_at_units(&look, QUANTITY_DA_OUTPUT, l);
            look_at_units(&look, QUANTITY_DA_FUTURE, l);
        }
        look_at_units(&look, QUANTITY_DA, l);
        look_at_units(&look, QUANTITY_DZ, l);
    }
    if (snapshot->net->recurrent)
        look_at_parameters(&look, QUANTITY_SHARE);
    look_at_parameters(&look, QUANTITY_GRADIENT);
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        look_at_parameters(&look, moves[i]);
    return look.count;
}

static void add_change(struct arena *arena, const struct snapshot *snapshot, struct quantity q,
                       struct number_style style, struct text *out)
{
    char number[NUMBER_TEXT_SIZE];
    struct quantity old = q.kind == QUANTITY_NEW ? quantity_as(q, QUANTITY_VALUE) : q;

    formula_to_text(quantity_symbol(arena, snapshot, old), FORMULA_SYMBOLS, style, out);
    if (q.kind == QUANTITY_NEW)
        text_printf(out, ": %s →", number_format(number, quantity_value(snapshot, old), style));
    else
        text_add(out, " =");
    text_printf(out, " %s", number_format(number, quantity_value(snapshot, q), style));
}

void changes_to_text(const struct snapshot *snapshot, struct cursor from, struct cursor cursor,
                     struct number_style style, struct text *out)
{
    struct quantity found[CHANGES_MOST];
    size_t count = changes_find(snapshot, from, cursor, found);
    struct arena arena = {0};

    if (count == 0)
        text_add(out, "nothing");
    for (size_t i = 0; i < count && i < CHANGES_MOST; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_change(&arena, snapshot, found[i], style, out);
    }
    if (count > CHANGES_MOST)
        text_printf(out, " and %zu more", count - CHANGES_MOST);
    arena_finish(&arena);
}
