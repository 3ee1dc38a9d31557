/* The symbols of quantities; see quantity.h. */
#include "quantity/quantity_facts.h"

#include <ctype.h>
#include <string.h>

/* What stands around a letter. */
struct affix {
    const char *sub; /* NULL: none */
    const char *sup;
    bool roman_sub;  /* sub is a name, not an index */
};

/* Longer names are shortened in formulas: a line has room for some 36 characters. */
enum { NAME_MAX = 10, INITIALS_MAX = 4, INITIALS_UNITS_MAX = 64, INDICES_SIZE = 32 };

/* One neuron on its own needs no indices: z, a, t. */
static bool is_lone_neuron(const struct net *net)
{
    return net->layer_count == 1 && net_output(net)->out == 1;
}

static const char *layer_superscript(struct arena *arena, size_t layer)
{
    return arena_printf(arena, "(%zu)", layer);
}

/* Length in bytes of the UTF-8 character at text, 0 at the end. */
static size_t character_length(const char *text)
{
    const char *after = text;

    text_next_utf8(&after);
    return (size_t)(after - text);
}

/* "sl" of "sepal length"; "" where it is not a few words. */
static const char *initials(struct arena *arena, const char *name)
{
    static const char *const between = " _-.,;:/()[]";
    char *out = arena_printf(arena, "%s", name);
    size_t words = 0, length = 0;

    name += strspn(name, between);
    for (; *name != '\0' && words <= INITIALS_MAX; words++) {
        size_t letter = character_length(name);

        memcpy(out + length, name, letter);
        length += letter;
        name += strcspn(name, between);
        name += strspn(name, between);
    }
    out[words >= 2 && words <= INITIALS_MAX ? length : 0] = '\0';
    return out;
}

/* A unit's name as it stands in formulas: one that is too long goes by its initials, or is cut
 * where those are not its own. */
static const char *short_name(struct arena *arena, const struct net_layer *layer, size_t unit)
{
    const char *name = layer->units[unit], *cut = arena_cut(arena, name, NAME_MAX), *letters;

    if (strcmp(cut, name) == 0 || layer->out > INITIALS_UNITS_MAX)
        return cut;
    letters = initials(arena, name);
    for (size_t i = 0; i < layer->out && *letters != '\0'; i++) {
        if (i != unit && (strcmp(letters, layer->units[i]) == 0
                          || strcmp(letters, initials(arena, layer->units[i])) == 0))
            return cut;
    }
    return *letters != '\0' ? letters : cut;
}

/* What marks a unit's z, a, ...: its name, or o1 / h1 for outputs and a single hidden layer, or
 * an index with the layer above it. */
static struct affix unit_affix(struct arena *arena, const struct net *net, size_t layer,
                               size_t unit)
{
    if (is_lone_neuron(net) && layer == 1)
        return (struct affix){NULL, NULL, false};
    if (net->layers[layer].units != NULL)
        return (struct affix){short_name(arena, &net->layers[layer], unit), NULL, true};
    if (layer == net->layer_count)
        return (struct affix){arena_printf(arena, "o%zu", unit + 1), NULL, true};
    if (layer > 0 && net->layer_count == 2)
        return (struct affix){arena_printf(arena, "h%zu", unit + 1), NULL, true};
    return (struct affix){arena_printf(arena, "%zu", unit + 1),
                          layer > 0 ? layer_superscript(arena, layer) : NULL, false};
}

static size_t recurrent_count(const struct net *net)
{
    size_t count = 0;

    for (size_t l = 1; l <= net->layer_count; l++)
        count += net->layers[l].recurrent;
    return count;
}

/* A weight's indices (to, from), and its layer where there is more than one: without it two
 * weights of one net would share a symbol. */
static struct affix weight_affix(struct arena *arena, const struct net *net, struct quantity q)
{
    const struct net_layer *layer = &net->layers[q.layer];
    bool only = layer->out == 1 && (layer->in == 1 || q.of == QUANTITY_OF_RECURRENT);
    struct affix affix = {NULL, NULL, false};
    char indices[INDICES_SIZE];
    struct text text;

    if (!only || !(net->recurrent || is_lone_neuron(net))) {
        text_init(&text, indices, sizeof indices);
        quantity_indices(net, q, &text);
        affix.sub = arena_printf(arena, "%s", indices);
    }
    if (net->layer_count > 1 && (q.of != QUANTITY_OF_RECURRENT || recurrent_count(net) > 1))
        affix.sup = layer_superscript(arena, q.layer);
    return affix;
}

static bool all_digits(const char *text)
{
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (!isdigit((unsigned char)*text))
            return false;
    return true;
}

/* "w5" is w with subscript 5, "b" is b; any other name is a word set upright. */
static struct formula *named_symbol(struct arena *arena, const char *prefix, const char *name,
                                    const char *sup, double value)
{
    size_t letter = character_length(name);
    bool is_letter = letter > 0 && !isdigit((unsigned char)name[0]);
    struct formula *symbol;

    if (is_letter && all_digits(name + letter)) {
        const char *base = arena_printf(arena, "%s%.*s", prefix, (int)letter, name);

        return formula_symbol(arena, base, name + letter, sup, value);
    }
    symbol = formula_symbol(arena, arena_printf(arena, "%s%s", prefix, name), NULL, sup, value);
    symbol->roman = !(is_letter && name[letter] == '\0');
    return symbol;
}

static struct formula *symbol_with(struct arena *arena, const char *base, struct affix affix,
                                   double value)
{
    struct formula *symbol = formula_symbol(arena, base, affix.sub, affix.sup, value);

    symbol->roman_sub = affix.roman_sub;
    return symbol;
}

/* The symbol of that time: its number behind the indices. */
static struct formula *at_time(struct arena *arena, struct formula *symbol, size_t time)
{
    symbol->sub = symbol->sub == NULL ? arena_printf(arena, "%zu", time)
                                      : arena_printf(arena, "%s,%zu", symbol->sub, time);
    return symbol;
}

/* The weight with what is put before its letter and after its superscript. */
static struct formula *weight_symbol(struct arena *arena, const struct net *net,
                                     struct quantity q, const char *prefix, const char *plus,
                                     double value)
{
    const struct net_layer *layer = &net->layers[q.layer];
    struct affix affix;

    if (layer->weights != NULL && q.of == QUANTITY_OF_WEIGHT)
        return named_symbol(arena, prefix,
                            arena_cut(arena, layer->weights[q.to * layer->in + q.from], NAME_MAX),
                            plus, value);
    affix = weight_affix(arena, net, q);
    if (plus != NULL)
        affix.sup = arena_printf(arena, "%s%s", affix.sup == NULL ? "" : affix.sup, plus);
    return symbol_with(arena, arena_printf(arena, q.of == QUANTITY_OF_RECURRENT ? "%sr" : "%sw",
                                           prefix), affix, value);
}

static struct formula *bias_symbol(struct arena *arena, const struct net *net, struct quantity q,
                                   const char *prefix, const char *plus, double value)
{
    struct affix affix = unit_affix(arena, net, q.layer, q.to);

    if (plus != NULL)
        affix.sup = arena_printf(arena, "%s%s", affix.sup == NULL ? "" : affix.sup, plus);
    return symbol_with(arena, arena_printf(arena, "%sb", prefix), affix, value);
}

struct formula *quantity_batch_loss_symbol(struct arena *arena, double value)
{
    return formula_symbol(arena, "L", NULL, NULL, value);
}

/* In a batch each sample has a loss of its own: L with the sample's number in the batch. */
static struct formula *sample_loss_symbol(struct arena *arena, const struct snapshot *snapshot)
{
    const struct place *place = &snapshot->place;
    const char *number = NULL;

    if (place->batch_count > 1)
        number = arena_printf(arena, "%zu", place->batch_index + 1);
    return formula_symbol(arena, "L", number, NULL, snapshot->now[snapshot->net->loss_value]);
}

/* The loss of one time. */
static struct formula *time_loss_symbol(struct arena *arena, const struct snapshot *snapshot,
                                        struct quantity q)
{
    struct formula *symbol = sample_loss_symbol(arena, snapshot);

    symbol->value = quantity_value(snapshot, q);
    return at_time(arena, symbol, q.time);
}

struct formula *quantity_numerator(struct arena *arena, const struct snapshot *snapshot,
                                   enum quantity_kind kind)
{
    const struct quantity_facts *facts = quantity_facts(kind);

    if (facts->needs == QUANTITY_NEEDS_PENALTY)
        return formula_symbol(arena, "J", NULL, NULL, (double)NAN);
    return facts->stage == QUANTITY_OF_BATCH
               ? quantity_batch_loss_symbol(arena, snapshot->batch_loss)
               : sample_loss_symbol(arena, snapshot);
}

const char *quantity_buffer_letter(const struct optimizer *optimizer, enum quantity_kind kind)
{
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    const char *letter = quantity_is_second_buffer(kind) ? row->second.letter : row->first.letter;

    return letter != NULL ? letter : "v";
}

/* Of a unit; an input that has a name goes by it. */
static struct formula *unit_symbol(struct arena *arena, const struct net *net, const char *letter,
                                   struct quantity q, double value)
{
    const struct net_layer *inputs = &net->layers[0];
    struct formula *symbol;

    if (q.kind == QUANTITY_X && inputs->units != NULL)
        return named_symbol(arena, "", short_name(arena, inputs, q.to), NULL, value);
    if (q.kind == QUANTITY_X && inputs->out == 1)
        return formula_symbol(arena, letter, NULL, NULL, value);
    symbol = symbol_with(arena, letter, unit_affix(arena, net, q.layer, q.to), value);
    symbol->roman = isalpha((unsigned char)letter[0]) && letter[1] != '\0'; /* "own" */
    return symbol;
}

/* In a batch an output's part of a sample's loss has the sample's number, too: else the eighth
 * sample's loss and the part of an output called 8 would share a symbol. */
static struct formula *part_symbol(struct arena *arena, const struct snapshot *snapshot,
                                   struct formula *symbol)
{
    const struct place *place = &snapshot->place;

    if (place->batch_count > 1 && symbol->sub != NULL)
        symbol->sub = arena_printf(arena, "%zu,%s", place->batch_index + 1, symbol->sub);
    return symbol;
}

/* Of a weight or a bias, with its letter or that of the optimiser's buffer. */
static struct formula *parameter_symbol(struct arena *arena, const struct snapshot *snapshot,
                                        struct quantity q, double value)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);
    const char *before = facts->before != NULL ? facts->before : "";
    struct formula *symbol;

    if (facts->letter != NULL) {
        symbol = weight_symbol(arena, snapshot->net, q, "", NULL, value);
        if (q.of == QUANTITY_OF_BIAS)
            symbol = bias_symbol(arena, snapshot->net, q, "", NULL, value);
        return formula_symbol(arena, facts->letter, symbol->sub, symbol->sup, value);
    }
    if (!quantity_is_buffer(q.kind))
        return (q.of == QUANTITY_OF_BIAS ? bias_symbol : weight_symbol)(
            arena, snapshot->net, q, before, facts->after, value);
    symbol = formula_symbol(arena, quantity_buffer_letter(&snapshot->state->optimizer, q.kind),
                            NULL, facts->after, value);
    symbol->hat = facts->hat;
    return symbol;
}

struct formula *quantity_symbol(struct arena *arena, const struct snapshot *snapshot,
                                struct quantity q)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);
    struct formula *symbol;
    double value;

    if (q.kind == QUANTITY_NONE)
        return formula_placeholder(arena, "?");
    if (q.kind != QUANTITY_VALUE || !snapshot->net->recurrent)
        q = quantity_settled(snapshot, q);
    value = quantity_value(snapshot, q);
    if (q.kind == QUANTITY_TIME_LOSS)
        return time_loss_symbol(arena, snapshot, q);
    if (q.kind == QUANTITY_LOSS)
        return sample_loss_symbol(arena, snapshot);
    if (quantity_is_partial(q.kind))
        return formula_partial(arena, quantity_numerator(arena, snapshot, q.kind),
                               quantity_symbol(arena, snapshot, quantity_as(q, facts->by)), value);
    if (facts->of == QUANTITY_OF_RUN)
        return formula_symbol(arena, facts->letter, NULL, NULL, value);
    symbol = facts->of == QUANTITY_OF_UNIT
                 ? unit_symbol(arena, snapshot->net, facts->letter, q, value)
                 : parameter_symbol(arena, snapshot, q, value);
    if (q.kind == QUANTITY_LOSS_PART)
        symbol = part_symbol(arena, snapshot, symbol);
    return q.time > 0 ? at_time(arena, symbol, q.time) : symbol;
}

/* What a unit without a name of its own is called. */
static struct formula *numbered_unit(struct arena *arena, const struct net *net, size_t layer,
                                     size_t unit)
{
    const char *number = arena_printf(arena, "%zu", unit + 1);

    if (layer == 0)
        return formula_symbol(arena, "x", net->layers[0].out > 1 ? number : NULL, NULL, 0);
    if (layer == net->layer_count)
        return formula_symbol(arena, "o", number, NULL, 0);
    return formula_symbol(arena, "h", number,
                          net->layer_count > 2 ? layer_superscript(arena, layer) : NULL, 0);
}

struct formula *quantity_unit_symbol(struct arena *arena, const struct net *net, size_t layer,
                                     size_t unit)
{
    const struct net_layer *at = &net->layers[layer];

    return at->units == NULL ? numbered_unit(arena, net, layer, unit)
                             : named_symbol(arena, "", short_name(arena, at, unit), NULL, 0);
}

struct formula *quantity_unit_name(struct arena *arena, const struct net *net, size_t layer,
                                   size_t unit)
{
    const struct net_layer *at = &net->layers[layer];

    return at->units == NULL ? numbered_unit(arena, net, layer, unit)
                             : named_symbol(arena, "", at->units[unit], NULL, 0);
}

const char *quantity_layer_name(struct arena *arena, const struct net *net, size_t layer)
{
    const char *name = net->layers[layer].name;

    if (layer > 0 && layer == net->layer_count)
        return words(is_lone_neuron(net) ? W_NEURON : W_OUTPUT_LAYER);
    if (name != NULL && strstr(name, "layer") != NULL)
        return arena_printf(arena, "%s", name);
    if (name != NULL)
        return words_in(arena, W_OF_LAYER_NAMED, name);
    if (layer == 0)
        return words(W_INPUT_LAYER);
    if (net->layer_count == 2)
        return words(W_HIDDEN_LAYER);
    return words_in(arena, W_HIDDEN_LAYER_OF, layer);
}
