#include "explain/phrase.h"

#include "quantity/quantity_facts.h"
#include "explain/row_words.h"

#include <ctype.h>

static struct rich weight_phrase(struct arena *arena, const struct net *net, struct quantity q)
{
    return rich_words(arena, W_WEIGHT_FROM_TO,
                      quantity_unit_symbol(arena, net, q.of == QUANTITY_OF_RECURRENT
                                                           ? q.layer : net->layers[q.layer].from,
                                           q.from),
                      quantity_unit_symbol(arena, net, q.layer, q.to));
}

static enum word words_of(const struct snapshot *snapshot, enum quantity_kind kind)
{
    const struct quantity_facts *facts = quantity_facts(kind);
    const struct optimizer *optimizer = &snapshot->state->optimizer;
    bool second = quantity_is_second_buffer(kind);
    enum word corrected;

    if (kind == QUANTITY_BATCH_GRADIENT && snapshot->place.batch_count == 1)
        return quantity_facts(QUANTITY_GRADIENT)->phrase;
    if (facts->phrase != W_NONE)
        return facts->phrase;
    if (quantity_is_old_buffer(kind))
        return buffer_words(optimizer, second, "old_of");
    corrected = facts->hat ? buffer_words(optimizer, second, "corrected_of") : W_NONE;
    return corrected != W_NONE ? corrected : buffer_words(optimizer, second, "of");
}

/* What a phrase is about: a neuron, a parameter, or the number itself. */
static const struct formula *subject(struct arena *arena, const struct snapshot *snapshot,
                                     struct quantity q)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);

    if (quantity_is_partial(q.kind))
        q = quantity_as(q, facts->by);
    else if (q.kind == QUANTITY_VALUE || (q.of == QUANTITY_OF_UNIT && q.kind != QUANTITY_X))
        return quantity_unit_symbol(arena, snapshot->net, q.layer, q.to);
    else if (quantity_is_of_parameter(q))
        q = quantity_as(q, QUANTITY_VALUE);
    return quantity_symbol(arena, snapshot, q);
}

static struct rich quantity_phrase(struct arena *arena, const struct snapshot *snapshot,
                                   struct quantity q)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);

    if (q.kind == QUANTITY_NONE)
        return rich_words(arena, W_NOTHING);
    if (q.kind == QUANTITY_VALUE && q.of != QUANTITY_OF_BIAS)
        return weight_phrase(arena, snapshot->net, q);
    if (q.of == QUANTITY_OF_RUN && facts->stage != QUANTITY_GIVEN)
        return rich_words(arena, facts->phrase);
    return rich_words(arena, words_of(snapshot, q.kind), subject(arena, snapshot, q));
}

struct rich quantity_heading(struct arena *arena, const struct snapshot *snapshot,
                             struct quantity quantity)
{
    struct rich phrase = quantity_phrase(arena, snapshot, quantity);
    struct rich_span *spans = arena_alloc(arena, phrase.count * sizeof *spans);
    char *text;

    for (size_t i = 0; i < phrase.count; i++)
        spans[i] = phrase.spans[i];
    text = arena_printf(arena, "%s", spans[0].text);
    text[0] = (char)toupper((unsigned char)text[0]);
    spans[0].text = text;
    return (struct rich){spans, phrase.count};
}
