#include "explain/answers/ask.h"

#include "explain/answers/ask_parts.h"
#include "explain/explain.h"
#include "explain/recurrent/recurrent.h"
#include "explain/rich.h"
#include "explain/row_words.h"
#include "explain/steps/edited.h"
#include "explain/steps/explain_parts.h"
#include "explain/trouble.h"
#include "quantity/quantity_facts.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>

/* ---- what a quantity is called ---- */

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

static struct rich quantity_heading(struct arena *arena, const struct snapshot *snapshot,
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

/* ---- its page ---- */

static bool is_given(enum quantity_kind kind)
{
    return quantity_facts(kind)->stage == QUANTITY_GIVEN && !quantity_is_buffer(kind);
}

/* One identity for what has two: the input layer's activations are inputs, and in a batch of
 * one the mean gradient is the sample's. */
static struct quantity as_explained(const struct snapshot *snapshot, struct quantity q)
{
    if (q.kind == QUANTITY_A && q.layer == 0)
        q.kind = QUANTITY_X;
    if (snapshot->place.batch_count == 1 && q.kind == QUANTITY_BATCH_GRADIENT)
        q = quantity_as(q, QUANTITY_GRADIENT);
    return q;
}

bool explain_can_open(const struct snapshot *snapshot, struct cursor cursor,
                      struct quantity quantity)
{
    quantity = as_explained(snapshot, quantity);
    return quantity.kind != QUANTITY_BATCH_GRADIENT && ask_has_long_form(snapshot, quantity) &&
           reveal_known(snapshot, cursor, cursor, quantity) != KNOWN_NOT_YET;
}

/* ---- what never moves or never comes ---- */

static const struct formula *bias_symbol(struct page *page, struct quantity q)
{
    return page_plain(page, quantity_of_bias(QUANTITY_VALUE, q.layer, q.to));
}

/* A bias that is kept fixed, or is not there: it takes no step and has no new value of its own.
 * Says whether that is so. */
static bool explain_fixed(struct page *page, struct quantity q)
{
    const struct net_layer *layer = page_layer(page, q.layer);
    bool moves = q.kind != QUANTITY_GRADIENT && q.kind != QUANTITY_BATCH_GRADIENT;

    if (q.of != QUANTITY_OF_BIAS || (layer->has_biases && (layer->train_biases || !moves)))
        return false;
    page_focus(page, q.layer, q.to);
    if (!layer->has_biases) {
        page_title(page, W_HAS_NO_BIAS, page_unit(page, q.layer, q.to));
        page_sentence(page, W_NEURONS_OF_LAYER_HAVE_NO);
        return true;
    }
    page_title(page, W_STAYS_AS_IT_IS, bias_symbol(page, q));
    page_sentence(page, W_LESSON_KEEPS_BIASES_FIXED_TAKES, bias_symbol(page, q));
    page_mark(page, quantity_of_bias(QUANTITY_VALUE, q.layer, q.to), FORMULA_ROLE_WEIGHT);
    return true;
}

/* What the optimiser does not have: it was chosen when another one was at work. Says whether that
 * is so. */
static bool explain_absent(struct page *page, struct quantity q)
{
    const struct optimizer *optimizer = &page->snapshot->state->optimizer;

    if (!quantity_is_of_optimizer(q.kind) || quantity_is_kept(optimizer, q.kind))
        return false;
    if (quantity_facts(q.kind)->needs == QUANTITY_NEEDS_CLIPPING) {
        page_title(page, W_CLIPPING_LEAVES_TITLE);
        page_sentence(page, W_LESSON_DOES_NOT_CLIP);
        return true;
    }
    if (!quantity_is_buffer(q.kind)) {
        page_title(page, W_NO_PENALTY_ON_LARGE_WEIGHTS);
        page_sentence(page, W_LESSON_HAS_NO_PENALTY_WHAT);
        page_mark(page, page_output(page, QUANTITY_LOSS, 0), FORMULA_ROLE_NONE);
        return true;
    }
    page_focus(page, q.layer, q.to);
    page_title(page, W_HAS_NO_SUCH_BUFFER, page_as(page, q, QUANTITY_VALUE));
    page_sentence(page, W_OPTIMISER_KEEPS_NO_SUCH_NUMBER, explain_optimizer_title(page->snapshot));
    page_mark(page, quantity_as(q, QUANTITY_VALUE), FORMULA_ROLE_WEIGHT);
    return true;
}

/* ∂L/∂a of an output whose loss is fused with its activation: it is never computed. */
static bool is_skipped(const struct page *page, struct quantity q)
{
    return q.kind == QUANTITY_DA && q.layer == page->net->layer_count &&
           loss_is_fused(page->net->loss, page_layer(page, q.layer)->activation);
}

/* ---- not computed yet ---- */

static const char *layer_of(const struct page *page, struct quantity q)
{
    return quantity_layer_name(page->arena, page->net, q.layer);
}

static void not_yet_sentence(struct page *page, struct quantity q)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);
    bool of_batch = facts->stage == QUANTITY_OF_BATCH;

    if (facts->stage == QUANTITY_MOVED)
        page_sentence(page, W_NOT_THERE_YET_IT_APPEARS);
    else if (facts->unit == UNIT_FORWARD)
        page_sentence(page, W_NOT_COMPUTED_YET_IT_APPEARS, layer_of(page, q));
    else if (facts->unit == UNIT_LOSS)
        page_sentence(page, of_batch ? W_NOT_COMPUTED_YET_IT_APPEARS_AFTER
                                     : W_NOT_COMPUTED_YET_IT_APPEARS_WITH);
    else if (facts->unit == UNIT_UPDATE)
        page_sentence(page, W_NOT_COMPUTED_YET_IT_APPEARS_IN);
    else if (of_batch)
        page_sentence(page, W_NOT_COMPUTED_YET_IT_APPEARS_IN_BACKWARD);
    else
        page_sentence(page, W_NOT_COMPUTED_YET_IT_APPEARS_IN_BACKWARD_PASS, layer_of(page, q));
}

/* Leaves of a page of something that is known no more than its rule in symbols. */
static void keep_symbols(struct page *page)
{
    struct explanation *out = page->out;

    for (size_t i = 0; i < out->equation_count; i++) {
        out->equations[i].numbers = out->equations[i].result = false;
        out->equations[i].value = (double)NAN;
    }
    out->table = (struct explain_table){.rows = page->rows};
    out->remark = (struct rich){0};
}

/* ---- the page ---- */

/* What the update makes of a parameter's gradient. */
static void update_chapter(struct page *page, struct quantity q)
{
    page_focus(page, q.layer, q.to);
    if (q.kind == QUANTITY_OBJECTIVE_GRADIENT)
        explain_objective_gradient(page, q);
    else if (q.kind == QUANTITY_CLIPPED)
        explain_clipped(page, q);
    else if (quantity_is_buffer(q.kind))
        explain_buffer(page, q, false);
    else if (q.kind == QUANTITY_NEW)
        explain_new(page, q);
    else
        explain_step(page, q, false);
}

static void chapter(struct page *page, struct quantity q)
{
    const struct quantity_facts *facts = quantity_facts(q.kind);

    if (recurrent_chapter(page, q))
        return;
    if (facts->stage >= QUANTITY_OF_MOVE || facts->unit == UNIT_UPDATE
        || quantity_is_buffer(q.kind)) {
        update_chapter(page, q);
        return;
    }
    switch (q.kind) {
    case QUANTITY_Z:
        page_focus(page, q.layer, q.to);
        explain_weighted_sum(page, q.layer, q.to);
        return;
    case QUANTITY_A:
        page_focus(page, q.layer, q.to);
        explain_activation(page, q.layer, q.to);
        return;
    case QUANTITY_LOSS_PART:
        explain_loss_part(page, q.to);
        return;
    case QUANTITY_LOSS:
        explain_loss_total(page);
        return;
    case QUANTITY_PENALTY:
        explain_penalty(page);
        return;
    case QUANTITY_OBJECTIVE:
        explain_objective(page);
        return;
    case QUANTITY_DA:
        page_focus(page, q.layer, q.to);
        explain_da(page, q.layer, q.to);
        return;
    case QUANTITY_DZ:
        page_focus(page, q.layer, q.to);
        explain_dz(page, q.layer, q.to);
        return;
    case QUANTITY_GRADIENT:
        page_focus(page, q.layer, q.to);
        if (q.of == QUANTITY_OF_BIAS)
            explain_bias(page, q.layer, q.to);
        else
            explain_weight(page, q.layer, q.to, q.from, true);
        return;
    case QUANTITY_BATCH_GRADIENT:
        page_focus(page, q.layer, q.to);
        explain_mean_gradient(page, q);
        return;
    case QUANTITY_TIME_LOSS: case QUANTITY_DA_OUTPUT: case QUANTITY_DA_FUTURE:
    case QUANTITY_SHARE: /* of recurrent nets, */
    case QUANTITY_OBJECTIVE_GRADIENT: case QUANTITY_CLIPPED: case QUANTITY_STEP:
    case QUANTITY_NEW: case QUANTITY_FIRST: case QUANTITY_SECOND: case QUANTITY_OLD_FIRST:
    case QUANTITY_OLD_SECOND: case QUANTITY_FIRST_HAT: case QUANTITY_SECOND_HAT:
        return; /* and of the update: above */
    case QUANTITY_NONE: case QUANTITY_X: case QUANTITY_T: case QUANTITY_RATE:
    case QUANTITY_VALUE: case QUANTITY_KIND_COUNT:
        ask_given(page, q);
        return;
    }
}

static void not_yet(struct page *page, struct quantity q)
{
    page->general = true;
    chapter(page, q);
    keep_symbols(page);
    not_yet_sentence(page, q);
    if (is_skipped(page, q))
        page_sentence(page, W_NOT_COMPUTED_AT_ALL_WITH, page_of(page, QUANTITY_DZ, q.layer, q.to));
}

static void kicker(struct page *page, struct quantity q)
{
    const struct place *place = &page->snapshot->place;
    struct rich heading = quantity_heading(page->arena, page->snapshot, q);

    if (page_has_batch(page) && quantity_facts(q.kind)->stage == QUANTITY_OF_SAMPLE)
        heading = rich_join(
            page->arena, heading,
            rich_words(page->arena, W_SAMPLE_OF, place->batch_index + 1, place->batch_count));
    page->out->kicker = heading;
}

const struct explanation *explain_quantity(struct arena *arena, const struct snapshot *snapshot,
                                           struct cursor cursor, struct quantity quantity,
                                           bool opened)
{
    struct quantity q = quantity_settled(snapshot, as_explained(snapshot, quantity));
    struct snapshot *then = arena_alloc(arena, sizeof *then);
    enum known known;
    struct page page;

    *then = *snapshot;
    then->time = quantity_time(snapshot, q);
    snapshot = then;

    assert(quantity.kind != QUANTITY_NONE);
    page_init(&page, arena, snapshot, cursor, GRANULARITY_TERM);
    page.moved = page_known(&page, quantity_of_weight(QUANTITY_NEW, 1, 0, 0)) != KNOWN_NOT_YET;
    known = page_known(&page, q);
    kicker(&page, q);
    if (!is_given(q.kind) && (explain_fixed(&page, q) || explain_absent(&page, q)))
        return page.out;
    if (known == KNOWN_NOT_YET) {
        not_yet(&page, q);
        return page.out;
    }
    if (opened && explain_can_open(snapshot, cursor, q))
        ask_open(&page, q);
    else
        chapter(&page, q);
    if (!is_given(q.kind))
        trouble_report_quantity(&page, q);
    ask_scale(&page, q);
    if (edited(snapshot, q)) {
        page.out->remark = (struct rich){0};
        page_remark(&page, W_SET_BY_HAND_UNDO_TAKES, page_plain(&page, q), page_value(&page, q));
        page_sentence(&page, W_NUMBER_WAS_SET_BY_HAND);
    }
    if (known == KNOWN_OLD)
        page_remark(&page, W_STALE_COMPUTED_FROM_PARAMETERS);
    if (!quantity_equal(q, quantity_settled(snapshot, quantity)))
        page_mark(&page, quantity, FORMULA_ROLE_RESULT);
    return page.out;
}
