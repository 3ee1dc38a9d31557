/* A link to a moment of a run: see link.h. */
#include "lesson/link/link.h"

#include "base/number.h"
#include "base/text.h"
#include "graph/graph_item.h"
#include "lesson/link/link_pack.h"
#include "lesson/link/link_parts.h"
#include "lesson/scenario.h"
#include "lesson/session/session_document.h"
#include "quantity/locate.h"

#include <stdlib.h>
#include <string.h>

/* ---- what both ways share ---- */

static const char *const change_keys[EDIT_KIND_COUNT] = {
    [EDIT_WEIGHT] = "w",
    [EDIT_BIAS] = "b",
    [EDIT_INPUT] = "x",
    [EDIT_TARGET] = "t",
    [EDIT_LEARNING_RATE] = "rate",
    [EDIT_OPTIMIZER] = "optimizer",
    [EDIT_RECURRENT] = "r",
};

bool link_change_kind(const char *what, enum edit_kind *kind)
{
    size_t length = strcspn(what, " "), found;
    char key[16];

    snprintf(key, sizeof key, "%.*s", (int)(length < sizeof key ? length : sizeof key - 1), what);
    found = text_index(key, change_keys, EDIT_KIND_COUNT);
    *kind = (enum edit_kind)found;
    return found < EDIT_KIND_COUNT;
}

/* ---- writing ---- */

/* What may stand in a link as it is. */
static void add_encoded(struct text *out, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                                ",()@=";

    for (; *text != '\0'; text++) {
        if (*text == ' ')
            text_add(out, "+");
        else if (strchr(plain, *text) != NULL)
            text_printf(out, "%c", *text);
        else
            text_printf(out, "%%%02X", (unsigned char)*text);
    }
}

static void add_pair(struct text *out, const char *key, const char *value)
{
    text_printf(out, "%s%s=", strchr(out->data, '?') == NULL ? "?" : "&", key);
    add_encoded(out, value);
}

static bool is_at(const struct stepper *stepper, const struct locate *where, struct cursor cursor)
{
    struct cursor found;

    return locate(stepper, where, &found, NULL) && cursor_equal(found, cursor);
}

/* What is said of the cursor: the first of these that means it. False: none does. */
static bool say_where(const struct stepper *stepper, struct cursor cursor, struct locate *where)
{
    struct reveal_unit unit;
    struct place place;

    *where = (struct locate){.start = true, .iteration = 1};
    if (cursor.step == 0)
        return cursor.moment == 0;
    unit = reveal_unit_of(stepper, cursor.step);
    if (cursor.moment < 1 || cursor.moment > reveal_count(stepper->net, unit))
        return false;
    program_locate(&stepper->program, cursor.step, 0, &place);
    *where = (struct locate){.iteration = place.iteration, .phased = true,
                             .phase = place.unit.kind};
    if (is_at(stepper, where, cursor))
        return true;
    where->quantity = reveal_shown(stepper->net, place.unit.layer,
                                   reveal_moment(stepper->net, unit, cursor.moment));
    if (where->quantity.kind == QUANTITY_NONE)
        return false;
    if (stepper->net->recurrent)
        where->quantity = quantity_then(where->quantity, place.unit.time);
    if (is_at(stepper, where, cursor))
        return true;
    /* Where the samples are not shuffled, this is the batch's. */
    where->sampled = true;
    where->sample = (place.epoch_offset + place.batch_index) % stepper->data->count;
    return is_at(stepper, where, cursor);
}

static void print_where(struct text *at, const struct stepper *stepper, const struct locate *where)
{
    if (where->start) {
        text_add(at, "start");
        return;
    }
    text_printf(at, "%llu,%s", (unsigned long long)where->iteration,
                locate_phase_name(where->phase));
    if (where->sampled)
        text_printf(at, ",sample %zu", where->sample);
    if (where->quantity.time > 0)
        text_printf(at, ",time %zu", where->quantity.time);
    if (where->quantity.kind != QUANTITY_NONE) {
        text_add(at, ",after ");
        quantity_words(stepper->net, &stepper->training.optimizer,
                       quantity_without_time(where->quantity), at);
    }
}

/* Whether the words mean that quantity again: names may be anything. */
static bool holds(const struct stepper *stepper, struct quantity quantity)
{
    char words[256];
    struct text text;
    struct quantity back;

    text_init(&text, words, sizeof words);
    if (quantity.kind == QUANTITY_NONE)
        return true;
    quantity_words(stepper->net, &stepper->training.optimizer, quantity_without_time(quantity),
                   &text);
    if (text.cut
        || !quantity_named(stepper->net, &stepper->training.optimizer, words, &back, NULL))
        return false;
    return quantity_equal(quantity.time > 0 ? quantity_at_time(back, quantity.time) : back,
                          quantity);
}

/* Whether that of a graph, of NONE the phase's end, is what the cursor shows; then its words. */
static bool says_item(const struct scenario_graph *of, struct cursor cursor, struct locate *where,
                      struct graph_item item, struct text *at)
{
    struct cursor found;

    where->quantity = graph_item_quantity(item);
    if (!graph_item_locate(&of->graph, of->trained, where, &found, NULL)
        || !cursor_equal(found, cursor))
        return false;
    if (where->start)
        text_add(at, "start");
    else
        text_printf(at, "%llu,%s", (unsigned long long)where->iteration,
                    locate_phase_name(where->phase));
    if (item.kind != GRAPH_ITEM_NONE)
        text_add(at, ",after ");
    graph_item_words(&of->graph, where->quantity, at);
    return true;
}

/* The same of a graph: a phase's end, or after the number that the step came to. */
static bool say_in_graph(const struct scenario_graph *of, struct cursor cursor, struct text *at)
{
    static const enum graph_item_kind shown[] = {
        [UNIT_FORWARD] = GRAPH_ITEM_NODE, [UNIT_LOSS] = GRAPH_ITEM_LOSS,
        [UNIT_BACKWARD] = GRAPH_ITEM_GRADIENT, [UNIT_UPDATE] = GRAPH_ITEM_STEP};
    struct place place;
    struct locate where = {.start = cursor.step == 0, .phased = true};
    const struct graph_node *node;
    struct graph_item item;
    size_t first, last;
    bool share;

    program_locate(&of->graph.program, cursor.step, 0, &place);
    where.iteration = place.iteration;
    where.phase = place.unit.kind;
    node = &of->graph.nodes[place.unit.layer];
    first = place.unit.kind == UNIT_UPDATE ? 0 : place.unit.layer;
    last = place.unit.kind == UNIT_UPDATE ? of->graph.leaf_count - 1 : place.unit.layer;
    share = place.unit.kind == UNIT_BACKWARD && cursor.moment >= 1
         && cursor.moment <= node->use_count;
    if (says_item(of, cursor, &where, (struct graph_item){0}, at))
        return true;
    for (size_t i = first; i <= last; i++)
        if (says_item(of, cursor, &where, (struct graph_item){shown[place.unit.kind], i}, at))
            return true;
    item = (struct graph_item){GRAPH_ITEM_SHARE, node->first_use + cursor.moment - 1};
    return share && says_item(of, cursor, &where, item, at);
}

static bool add_at(struct text *out, const struct scenario *scenario,
                   const struct session *session, struct error *err)
{
    struct cursor cursor = {session->step, session->moment < 0 ? 0 : (size_t)session->moment};
    struct stepper stepper;
    struct locate where;
    char at[512];
    struct text text;

    text_init(&text, at, sizeof at);
    text_printf(&text, "step %llu.%zu", (unsigned long long)cursor.step, cursor.moment);
    if (scenario_is_graph(scenario)) {
        char words[256];
        struct text said;

        text_init(&said, words, sizeof words);
        if (say_in_graph(&scenario->graph, cursor, &said) && !said.cut)
            strcpy(at, words);
    } else {
        if (!scenario_stepper(&stepper, scenario, &session->edits, err))
            return false;
        if (say_where(&stepper, cursor, &where) && holds(&stepper, where.quantity)) {
            text_init(&text, at, sizeof at);
            print_where(&text, &stepper, &where);
        }
        stepper_finish(&stepper);
    }
    add_pair(out, "at", at);
    return true;
}

/* False where it has no words. */
static bool add_change(struct text *out, const struct scenario *scenario, const struct edit *edit)
{
    char change[512], number[NUMBER_TEXT_SIZE];
    const struct net *net = &scenario->net;
    struct quantity quantity = quantity_without_time(quantity_of_edit(net, edit)), back;
    struct text text;

    text_init(&text, change, sizeof change);
    if (edit->kind == EDIT_OPTIMIZER)
        text_add(&text, change_keys[edit->kind]);
    else
        quantity_words(net, &scenario->training.optimizer, quantity, &text);
    if (edit->kind != EDIT_OPTIMIZER
        && (!quantity_named(net, &scenario->training.optimizer, change, &back, NULL)
            || !quantity_equal(quantity, back)))
        return false;
    text_printf(&text, "=%s", edit->kind == EDIT_OPTIMIZER
                                  ? optimizer_row((enum optimizer_kind)edit->value)->name
                                  : number_shortest(number, edit->value));
    if (edit->step > 0 || edit->sample > 0 || edit->time > 0)
        text_printf(&text, "@%llu.%zu.%zu", (unsigned long long)edit->step, edit->sample,
                    edit->time);
    add_pair(out, "change", change);
    return !text.cut;
}

/* The lesson by its name; false where that cannot say it all. */
static bool add_named(struct text *out, const struct scenario *scenario, const char *name,
                      const struct session *session, struct error *err)
{
    text_printf(out, "#%s", name);
    if ((scenario_is_graph(scenario) && session->edits.count > 0)
        || !add_at(out, scenario, session, err))
        return false;
    add_pair(out, "granularity", granularity_name(session->granularity));
    for (size_t i = 0; i < session->edits.count; i++)
        if (!add_change(out, scenario, &session->edits.edits[i]))
            return false;
    return !out->cut;
}

/* The whole scenario, with the session in it. */
static bool add_packed(struct text *out, const struct scenario *scenario,
                       const struct session *session, struct error *err)
{
    char packed[LINK_SIZE - 64], folder[FILE_PATH_SIZE], *document;
    size_t length;
    bool ok;

    if (!session_stands_alone(scenario, err))
        return false;
    /* Names stay as they are: a folder of this machine is nobody's business. */
    file_folder(scenario->path, folder);
    document = session_document(scenario, session, folder, &length);
    ok = link_pack(document, length, packed, sizeof packed);
    free(document);
    if (!ok)
        return error_set(err, "the lesson is too large to travel in a link; Ctrl+S saves it as a "
                              "file, which can be sent");
    text_add(out, "#");
    add_pair(out, "data", packed);
    return true;
}

bool link_write(const struct scenario *scenario, const char *name, const struct session *session,
                const struct link_look *look, char out[LINK_SIZE], struct error *err)
{
    struct text text;
    char size[16];

    text_init(&text, out, LINK_SIZE);
    if (name == NULL || !add_named(&text, scenario, name, session, err)) {
        text_init(&text, out, LINK_SIZE);
        if (!add_packed(&text, scenario, session, err))
            return false;
    }
    if (look->theme[0] != '\0')
        add_pair(&text, "theme", look->theme);
    if (look->sized) {
        snprintf(size, sizeof size, "%d", look->text_size);
        add_pair(&text, "text", size);
    }
    return !text.cut || error_set(err, "the link would be longer than %d characters; Ctrl+S saves "
                                       "the session as a file", LINK_SIZE - 1);
}
