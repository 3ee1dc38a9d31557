#include "explain/phrase.h"

#include "explain/row_words.h"

#include <ctype.h>

/* A phrase about the neuron, the parameter or the like that is the rest of it. */
static struct rich phrase_of(struct arena *arena, const char *words, const struct formula *of)
{
    return rich_format(arena, "{s} {f}", words, of);
}

static struct rich weight_phrase(struct arena *arena, const struct net *net, struct quantity q)
{
    return rich_format(arena, "weight from {f} to {f}",
                       quantity_unit_symbol(arena, net, q.layer - 1, q.from),
                       quantity_unit_symbol(arena, net, q.layer, q.to));
}

/* The parameter that the gradient, buffer, step or new value is of. */
static const struct formula *parameter(struct arena *arena, const struct snapshot *snapshot,
                                       struct quantity q)
{
    q.kind = quantity_is_of_weight(q.kind) ? QUANTITY_W : QUANTITY_B;
    return quantity_symbol(arena, snapshot, q);
}

static struct rich gradient_phrase(struct arena *arena, const struct snapshot *snapshot,
                                   struct quantity q)
{
    bool mean = q.kind == QUANTITY_GW || q.kind == QUANTITY_GB;
    const struct formula *by;

    if (q.kind == QUANTITY_DA)
        by = quantity_symbol(arena, snapshot, quantity_at(QUANTITY_A, q.layer, q.to, 0));
    else
        by = parameter(arena, snapshot, q);
    return phrase_of(arena, mean && snapshot->place.batch_count > 1
                                ? "gradient of the batch’s loss by"
                                : "gradient of the loss by", by);
}

static struct rich buffer_phrase(struct arena *arena, const struct snapshot *snapshot,
                                 struct quantity q)
{
    const struct buffer_words *words =
        words_of_buffer(&snapshot->state->optimizer, quantity_is_second_buffer(q.kind));
    const struct formula *of = parameter(arena, snapshot, q);

    if (quantity_is_old_buffer(q.kind))
        return phrase_of(arena, words->old_of, of);
    if (q.kind != quantity_fresh_buffer(q).kind && words->corrected_of != NULL)
        return phrase_of(arena, words->corrected_of, of);
    return phrase_of(arena, words->of, of);
}

struct rich quantity_phrase(struct arena *arena, const struct snapshot *snapshot,
                            struct quantity q)
{
    const struct net *net = snapshot->net;

    switch (q.kind) {
    case QUANTITY_NONE:
    case QUANTITY_KIND_COUNT:
        break;
    case QUANTITY_X:
        return phrase_of(arena, "input", quantity_symbol(arena, snapshot, q));
    case QUANTITY_W:
        return weight_phrase(arena, net, q);
    case QUANTITY_B:
        return phrase_of(arena, "bias of", quantity_unit_symbol(arena, net, q.layer, q.to));
    case QUANTITY_Z:
        return phrase_of(arena, "weighted sum of", quantity_unit_symbol(arena, net, q.layer, q.to));
    case QUANTITY_A:
        return phrase_of(arena, "activation of", quantity_unit_symbol(arena, net, q.layer, q.to));
    case QUANTITY_T:
        return phrase_of(arena, "target of",
                         quantity_unit_symbol(arena, net, net->layer_count, q.to));
    case QUANTITY_LOSS_PART:
        return phrase_of(arena, "part of the loss from",
                         quantity_unit_symbol(arena, net, net->layer_count, q.to));
    case QUANTITY_LOSS:
        return rich_format(arena, "loss");
    case QUANTITY_DZ:
        return phrase_of(arena, "error signal of", quantity_unit_symbol(arena, net, q.layer, q.to));
    case QUANTITY_DA:
    case QUANTITY_DW:
    case QUANTITY_DB:
    case QUANTITY_GW:
    case QUANTITY_GB:
        return gradient_phrase(arena, snapshot, q);
    case QUANTITY_STEP_W:
    case QUANTITY_STEP_B:
        return phrase_of(arena, "step of", parameter(arena, snapshot, q));
    case QUANTITY_NEW_W:
    case QUANTITY_NEW_B:
        return phrase_of(arena, "new value of", parameter(arena, snapshot, q));
    case QUANTITY_JW:
        return phrase_of(arena, "gradient of the objective by", parameter(arena, snapshot, q));
    case QUANTITY_PENALTY:
        return rich_format(arena, "penalty on large weights");
    case QUANTITY_OBJECTIVE:
        return rich_format(arena, "objective: loss plus penalty");
    case QUANTITY_RATE:
        return phrase_of(arena, "learning rate", quantity_symbol(arena, snapshot, q));
    default:
        return buffer_phrase(arena, snapshot, q);
    }
    return rich_format(arena, "nothing");
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
