#include "quantity/quantity_named.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 160, LISTED_MAX = 8, LIST_SIZE = LISTED_MAX * 40 };

/* What NAME is the name of. */
enum of { OF_NOTHING, OF_INPUT, OF_NEURON, OF_OUTPUT, OF_LOSS, OF_WEIGHT, OF_BIAS, OF_RECURRENT,
          OF_EITHER };

struct key {
    const char *word;
    enum quantity_kind kind;
    enum of of;
};

static const struct key keys[] = {
    {"x", QUANTITY_X, OF_INPUT},
    {"z", QUANTITY_Z, OF_NEURON},
    {"a", QUANTITY_A, OF_NEURON},
    {"da", QUANTITY_DA, OF_NEURON},
    {"da_output", QUANTITY_DA_OUTPUT, OF_NEURON},
    {"da_future", QUANTITY_DA_FUTURE, OF_NEURON},
    {"dz", QUANTITY_DZ, OF_NEURON},
    {"t", QUANTITY_T, OF_OUTPUT},
    {"loss", QUANTITY_LOSS, OF_LOSS},
    {"w", QUANTITY_VALUE, OF_WEIGHT},
    {"b", QUANTITY_VALUE, OF_BIAS},
    {"dw", QUANTITY_GRADIENT, OF_WEIGHT},
    {"db", QUANTITY_GRADIENT, OF_BIAS},
    {"gw", QUANTITY_BATCH_GRADIENT, OF_WEIGHT},
    {"gb", QUANTITY_BATCH_GRADIENT, OF_BIAS},
    {"jw", QUANTITY_OBJECTIVE_GRADIENT, OF_WEIGHT},
    {"r", QUANTITY_VALUE, OF_RECURRENT},
    {"dr", QUANTITY_GRADIENT, OF_RECURRENT},
    {"gr", QUANTITY_BATCH_GRADIENT, OF_RECURRENT},
    {"jr", QUANTITY_OBJECTIVE_GRADIENT, OF_RECURRENT},
    {"clipped", QUANTITY_CLIPPED, OF_EITHER},
    {"step", QUANTITY_STEP, OF_EITHER},
    {"new", QUANTITY_NEW, OF_EITHER},
    {"penalty", QUANTITY_PENALTY, OF_NOTHING},
    {"objective", QUANTITY_OBJECTIVE, OF_NOTHING},
    {"rate", QUANTITY_RATE, OF_NOTHING},
};

enum { KEYS = sizeof keys / sizeof keys[0] };

/* ---- names ---- */

/* What a unit is called, without its layer. */
static const char *unit_name(const struct net *net, size_t layer, size_t unit, char out[NAME_SIZE])
{
    const struct net_layer *at = &net->layers[layer];

    if (at->units != NULL)
        snprintf(out, NAME_SIZE, "%s", at->units[unit]);
    else if (layer == 0 && at->out == 1)
        snprintf(out, NAME_SIZE, "x");
    else
        snprintf(out, NAME_SIZE, "%c%zu", layer == 0 ? 'x' : layer == net->layer_count ? 'o' : 'h',
                 unit + 1);
    return out;
}

static const char *weight_name(const struct net *net, struct quantity q, char out[NAME_SIZE])
{
    const struct net_layer *layer = &net->layers[q.layer];
    bool recurs = q.of == QUANTITY_OF_RECURRENT;
    struct text text;

    text_init(&text, out, NAME_SIZE);
    if (!recurs && layer->weights != NULL) {
        text_printf(&text, "%s", layer->weights[q.to * layer->in + q.from]);
        return out;
    }
    text_printf(&text, recurs ? "r" : "w");
    if (layer->out > 1 || (!recurs && (layer->in > 1 || net->layer_count > 1)))
        quantity_indices(net, q, &text);
    return out;
}

/* "h1(2)" is "h1" of layer 2; any other name is of any layer: NET_LAYERS_MAX + 1. */
static size_t split_layer(const char *name, char out[NAME_SIZE])
{
    size_t length = strlen(name), layer = 0;
    const char *open = strrchr(name, '(');
    char behind = 0;

    snprintf(out, NAME_SIZE, "%s", name);
    if (open == NULL || open == name || name[length - 1] != ')' || !isdigit((unsigned char)open[1])
        || sscanf(open, "(%zu%c", &layer, &behind) != 2 || behind != ')' || layer > NET_LAYERS_MAX)
        return NET_LAYERS_MAX + 1;
    if (open - name < NAME_SIZE)
        out[open - name] = '\0';
    return layer;
}

/* ---- looking a name up ---- */

struct search {
    const struct net *net;
    const char *word;         /* as it was written: "h1(2)"; "": any */
    char name[NAME_SIZE];     /* without the layer */
    size_t layer;             /* NET_LAYERS_MAX + 1: any */
    size_t found;
    struct quantity quantity; /* the last that was found */
    struct quantity listed[LISTED_MAX]; /* the first of those that were looked at */
    size_t looked;
};

static void begin(struct search *search, const struct net *net, const char *word)
{
    *search = (struct search){.net = net, .word = word};
    search->layer = split_layer(word, search->name);
}

static void look(struct search *search, struct quantity q, const char *name)
{
    bool here = search->layer > NET_LAYERS_MAX || search->layer == q.layer;

    if (search->looked++ < LISTED_MAX)
        search->listed[search->looked - 1] = q;
    if (strcmp(search->word, name) != 0 && (!here || strcmp(search->name, name) != 0)
        && search->word[0] != '\0')
        return;
    search->found++;
    search->quantity = q;
}

/* VALUE: the units' biases. */
static void look_at_units(struct search *search, enum quantity_kind kind, size_t first, size_t last)
{
    char name[NAME_SIZE];

    for (size_t l = first; l <= last; l++)
        for (size_t unit = 0; unit < search->net->layers[l].out; unit++)
            look(search, kind == QUANTITY_VALUE ? quantity_of_bias(kind, l, unit)
                                                : quantity_at(kind, l, unit, 0),
                 unit_name(search->net, l, unit, name));
}

static void look_at_recurrent(struct search *search)
{
    char name[NAME_SIZE];

    for (size_t l = 1; l <= search->net->layer_count; l++) {
        size_t out = search->net->layers[l].recurrent ? search->net->layers[l].out : 0;

        for (size_t i = 0; i < out * out; i++) {
            struct quantity q = quantity_of_recurrent(QUANTITY_VALUE, l, i / out, i % out);

            look(search, q, weight_name(search->net, q, name));
        }
    }
}

static void look_at_weights(struct search *search)
{
    char name[NAME_SIZE];

    for (size_t l = 1; l <= search->net->layer_count; l++) {
        const struct net_layer *layer = &search->net->layers[l];
        bool here = search->layer > NET_LAYERS_MAX || search->layer == l;

        if (!here && layer->weights == NULL)
            continue;
        for (size_t i = 0; i < layer->in * layer->out; i++) {
            struct quantity q = quantity_of_weight(QUANTITY_VALUE, l, i / layer->in,
                                                   i % layer->in);

            look(search, q, weight_name(search->net, q, name));
        }
    }
}

static void look_at_biases(struct search *search)
{
    const char *word = search->word;
    bool lone = search->net->layer_count == 1 && net_output(search->net)->out == 1;
    struct search of = {0};

    begin(&of, search->net, lone && strcmp(word, "b") == 0 ? "" : word);
    for (int attempt = 0; attempt < 2 && of.found == 0; attempt++) {
        if (attempt > 0 && word[0] == 'b')
            begin(&of, search->net, word + 1 + strspn(word + 1, " _"));
        for (size_t l = 1; l <= of.net->layer_count; l++)
            if (of.net->layers[l].has_biases)
                look_at_units(&of, QUANTITY_VALUE, l, l);
    }
    if (search->looked == 0)
        memcpy(search->listed, of.listed, sizeof of.listed);
    search->looked += of.looked;
    search->found += of.found;
    if (of.found > 0)
        search->quantity = of.quantity;
}

static void add_name(struct text *out, const struct net *net, struct quantity q);

/* Each with its layer where another one has the same name. */
static const char *list_names(const struct search *search, char out[LIST_SIZE])
{
    struct text list;

    text_init(&list, out, LIST_SIZE);
    for (size_t i = 0; i < search->looked && i < LISTED_MAX; i++) {
        char name[32];
        struct text one;

        text_init(&one, name, sizeof name);
        add_name(&one, search->net, search->listed[i]);
        text_printf(&list, "%s%s", i > 0 ? "," : "", name);
    }
    text_add(&list, search->looked > LISTED_MAX ? ", ..." : "");
    return out;
}

static bool finish(const struct search *search, const char *what, struct quantity *quantity,
                   struct error *err)
{
    char list[LIST_SIZE];

    *quantity = search->quantity;
    if (search->found == 1)
        return true;
    if (search->found == 0 && search->looked == 0)
        return error_set(err, "this network has no %s", what);
    if (search->word[0] == '\0')
        return error_set(err, "found no name, expected which %s:%s", what,
                         list_names(search, list));
    if (search->found == 0)
        return error_set(err, "there is no %s \"%s\", expected%s", what, search->word,
                         list_names(search, list));
    return error_set(err, "%zu have the name \"%s\"; add the layer's number: \"%s(1)\"",
                     search->found, search->word, search->name);
}

static bool find_unit(const struct net *net, const struct key *key, const char *word,
                      struct quantity *quantity, struct error *err)
{
    size_t last = net->layer_count, first = key->of == OF_NEURON ? 1 : key->of == OF_INPUT ? 0
                                                                                           : last;
    struct search search;

    begin(&search, net, word);
    look_at_units(&search, key->kind, first, key->of == OF_INPUT ? 0 : last);
    return finish(&search, key->of == OF_INPUT ? "input" : key->of == OF_NEURON ? "neuron"
                                                                                : "output",
                  quantity, err);
}

static bool find_parameter(const struct net *net, enum of of, const char *word,
                           struct quantity *quantity, struct error *err)
{
    struct search search;

    begin(&search, net, word);
    if (of == OF_WEIGHT || of == OF_EITHER)
        look_at_weights(&search);
    if (of == OF_RECURRENT || (of == OF_EITHER && search.found == 0))
        look_at_recurrent(&search);
    if (of == OF_BIAS || (of == OF_EITHER && search.found == 0))
        look_at_biases(&search);
    return finish(&search, of == OF_WEIGHT ? "weight" : of == OF_BIAS ? "bias"
                           : of == OF_RECURRENT ? "recurrent weight"
                                                                      : "weight or bias",
                  quantity, err);
}

bool quantity_parameter_named(const struct net *net, const char *name, struct quantity *quantity,
                              struct error *err)
{
    return find_parameter(net, OF_EITHER, name, quantity, err);
}

/* ---- the whole ---- */

static const struct key *find_key(const struct optimizer *optimizer, const char *word,
                                  size_t length, struct key *buffer)
{
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    const char *letters[] = {row->first.letter, row->second.letter};
    static const enum quantity_kind kinds[] = {QUANTITY_FIRST, QUANTITY_SECOND};

    for (size_t i = 0; i < KEYS; i++)
        if (strlen(keys[i].word) == length && strncmp(keys[i].word, word, length) == 0)
            return &keys[i];
    for (size_t i = 0; i < 2; i++) {
        if (letters[i] == NULL || strlen(letters[i]) != length
            || strncmp(letters[i], word, length) != 0)
            continue;
        *buffer = (struct key){letters[i], kinds[i], OF_EITHER};
        return buffer;
    }
    return NULL;
}

struct quantity quantity_at_time(struct quantity quantity, size_t time)
{
    if (quantity.kind == QUANTITY_GRADIENT || quantity.kind == QUANTITY_LOSS)
        quantity.kind = quantity.kind == QUANTITY_LOSS ? QUANTITY_TIME_LOSS : QUANTITY_SHARE;
    return quantity_then(quantity, time);
}

struct quantity quantity_without_time(struct quantity quantity)
{
    if (quantity.kind == QUANTITY_SHARE || quantity.kind == QUANTITY_TIME_LOSS)
        quantity.kind = quantity.kind == QUANTITY_SHARE ? QUANTITY_GRADIENT : QUANTITY_LOSS;
    return quantity_then(quantity, 0);
}

bool quantity_named(const struct net *net, const struct optimizer *optimizer, const char *text,
                    struct quantity *quantity, struct error *err)
{
    size_t length = strcspn(text, " ");
    const char *name = text + length + strspn(text + length, " ");
    struct key buffer;
    const struct key *key = find_key(optimizer, text, length, &buffer);

    *quantity = (struct quantity){0};
    if (key == NULL)
        return error_set(err, "\"%.80s\" names no quantity; expected a key and a name, such as "
                              "\"a h1\" or \"dw w5\"; keys are x z a t loss da dz w r b dw dr db "
                              "gw gr gb step new rate", text);
    if (!quantity_is_kept(optimizer, key->kind) && quantity_is_of_optimizer(key->kind))
        return error_set(err, "\"%.80s\" is there only with L2 (\"l2\" above 0)", text);
    if (key->of == OF_NOTHING || (key->of == OF_LOSS && *name == '\0')) {
        *quantity = quantity_at(key->kind, key->kind == QUANTITY_RATE ? 0 : net->layer_count, 0, 0);
        return *name == '\0' || error_set(err, "\"%s\" has no name behind it", key->word);
    }
    if (key->of == OF_LOSS) {
        bool found = find_unit(net, &(struct key){"loss", QUANTITY_LOSS_PART, OF_OUTPUT}, name,
                               quantity, err);

        return found;
    }
    if (key->of < OF_WEIGHT)
        return find_unit(net, key, name, quantity, err);
    if (!find_parameter(net, key->of, name, quantity, err))
        return false;
    *quantity = quantity_as(*quantity, key->kind);
    return true;
}

/* ---- and back ---- */

/* The name, and the layer where another one has the same. */
static void add_name(struct text *out, const struct net *net, struct quantity q)
{
    bool bias = q.of == QUANTITY_OF_BIAS, weight = quantity_is_of_parameter(q) && !bias;
    enum of of = bias ? OF_BIAS : q.of == QUANTITY_OF_RECURRENT ? OF_RECURRENT
               : weight ? OF_WEIGHT : q.kind == QUANTITY_X ? OF_INPUT
               : q.kind == QUANTITY_T || q.kind == QUANTITY_LOSS_PART ? OF_OUTPUT : OF_NEURON;
    char name[NAME_SIZE];
    struct quantity found;

    if (weight)
        weight_name(net, q, name);
    else
        unit_name(net, q.layer, q.to, name);
    text_printf(out, " %s", name);
    if (!(of >= OF_WEIGHT ? find_parameter(net, of, name, &found, NULL)
                          : find_unit(net, &(struct key){"", q.kind, of}, name, &found, NULL)))
        text_printf(out, "(%zu)", q.layer);
}

void quantity_words(const struct net *net, const struct optimizer *optimizer,
                    struct quantity quantity, struct text *out)
{
    enum quantity_kind kind = quantity.kind;
    bool bias = quantity.of == QUANTITY_OF_BIAS;
    const enum of own = bias ? OF_BIAS : quantity.of == QUANTITY_OF_RECURRENT ? OF_RECURRENT
                                                                              : OF_WEIGHT;

    if (kind == QUANTITY_SHARE || kind == QUANTITY_TIME_LOSS) {
        quantity.kind = kind == QUANTITY_SHARE ? QUANTITY_GRADIENT : QUANTITY_LOSS;
        quantity_words(net, optimizer, quantity, out);
        return;
    }
    if (kind == QUANTITY_LOSS_PART) {
        text_add(out, "loss");
        add_name(out, net, quantity);
        return;
    }
    for (size_t i = 0; i < KEYS; i++) {
        if (keys[i].kind != kind
            || (keys[i].of >= OF_WEIGHT && keys[i].of != OF_EITHER && keys[i].of != own))
            continue;
        text_printf(out, "%s%s", keys[i].word, keys[i].of == OF_EITHER && bias ? " b" : "");
        if (keys[i].of != OF_NOTHING && keys[i].of != OF_LOSS)
            add_name(out, net, quantity);
        return;
    }
    if (kind == QUANTITY_FIRST || kind == QUANTITY_SECOND) {
        text_printf(out, "%s%s", quantity_buffer_letter(optimizer, kind), bias ? " b" : "");
        add_name(out, net, quantity);
    }
}
