/*
 * quantity: anything on the screen that has a value: its identity, its symbol,
 * its value in a snapshot.
 */
#ifndef BACKSTEP_QUANTITY_QUANTITY_H
#define BACKSTEP_QUANTITY_QUANTITY_H

#include "quantity/snapshot.h"
#include "formula/formula.h"

/* What it is. What belongs to a parameter is one kind, whether of a weight or of a bias. */
enum quantity_kind {
    QUANTITY_NONE,
    QUANTITY_X,          /* input `to` (layer 0) */
    QUANTITY_Z,
    QUANTITY_A,
    QUANTITY_T,          /* target of output `to` */
    QUANTITY_LOSS_PART,  /* of output `to` */
    QUANTITY_TIME_LOSS,  /* of a sequence at one time; counted by the share of that time */
    QUANTITY_LOSS,       /* this sample's */
    QUANTITY_PENALTY,    /* s = λ/2 Σ w² */
    QUANTITY_OBJECTIVE,  /* J = L + s, with the batch's mean loss */
    QUANTITY_DA_OUTPUT,  /* of a recurrent unit the two parts of ∂L/∂a: through the layer above, */
    QUANTITY_DA_FUTURE,  /* and through the layer itself one time later */
    QUANTITY_DA,
    QUANTITY_DZ,         /* δ */
    QUANTITY_RATE,       /* η */
    /* Of a parameter: */
    QUANTITY_VALUE,      /* itself: the old value throughout the iteration */
    QUANTITY_SHARE,      /* in the next, of one time: δ at that time, times what came in */
    QUANTITY_GRADIENT,   /* of this sample's loss: ∂L₂/∂w */
    QUANTITY_BATCH_GRADIENT, /* the batch's mean; without L2, what the optimiser gets */
    QUANTITY_OBJECTIVE_GRADIENT, /* with L2 it gets ∂J/∂w = ∂L/∂w + λw; of a bias ∂J/∂b is ∂L/∂b */
    QUANTITY_CLIPPED,    /* clipped, where the optimiser clips: then it gets this */
    QUANTITY_STEP,       /* what the update adds: -η g, or what the optimiser makes of g */
    QUANTITY_NEW,        /* its value after the update */
    /* The optimiser's buffers (optimizer.h), three times in one order: */
    QUANTITY_FIRST,      /* after the update: momentum's v or Adam's m, */
    QUANTITY_SECOND,     /* the v of RMSProp and Adam; */
    QUANTITY_OLD_FIRST,  /* as the update before has left them; */
    QUANTITY_OLD_SECOND,
    QUANTITY_FIRST_HAT,  /* Adam's m̂ and v̂: corrected for having begun at 0 */
    QUANTITY_SECOND_HAT,
    QUANTITY_KIND_COUNT,
    QUANTITY_OF_GRAPH = QUANTITY_KIND_COUNT, /* none of a network: see graph_item.h */
};

/* Whose it is. */
enum quantity_of {
    QUANTITY_OF_RUN,
    QUANTITY_OF_UNIT,    /* unit `to` of the layer */
    QUANTITY_OF_WEIGHT,  /* the weight into unit `to` of the layer from unit `from` below */
    QUANTITY_OF_RECURRENT, /* the same from unit `from` of the layer itself, one time before */
    QUANTITY_OF_BIAS,    /* the bias of unit `to` */
    QUANTITY_OF_COUNT
};

/* Indices from 0, layers from 1 (0: the input), times from 1; 0: of the time that the snapshot is
 * of, or of none (snapshot.h; quantity_settled). Unused fields are 0; QUANTITY_NONE is all 0. */
struct quantity {
    enum quantity_kind kind;
    enum quantity_of of;
    size_t layer;
    size_t to;
    size_t from;
    size_t time;
};

/* Of a unit or of the run: whose it is follows from the kind. */
struct quantity quantity_at(enum quantity_kind kind, size_t layer, size_t to, size_t from);
/* Of a parameter. */
struct quantity quantity_of_weight(enum quantity_kind kind, size_t layer, size_t to, size_t from);
struct quantity quantity_of_bias(enum quantity_kind kind, size_t layer, size_t to);
struct quantity quantity_of_recurrent(enum quantity_kind kind, size_t layer, size_t to,
                                      size_t from);

/* What an edit changes; NONE: it is the optimiser. */
struct quantity quantity_of_edit(const struct net *net, const struct edit *edit);

/* Whether it is of one time, where the network has several; of which, from 1. */
bool quantity_has_time(const struct net *net, struct quantity quantity);
size_t quantity_time(const struct snapshot *snapshot, struct quantity quantity);
/* The time of a step in that unit: of the sample's loss the last, of an update the first. */
size_t quantity_time_of(const struct net *net, const double *block, struct unit unit);
/* With its time, if it is of one: two that mean the same are equal. */
struct quantity quantity_settled(const struct snapshot *snapshot, struct quantity quantity);
/* The same quantity at that time; the block as of its time. */
struct quantity quantity_then(struct quantity quantity, size_t time);
const double *quantity_now(const struct snapshot *snapshot, struct quantity quantity);

/* Whether the sample has it: it is not over by then, there is a target, a time before. */
bool quantity_happens(const struct snapshot *snapshot, struct quantity quantity);

/* What a weight carries: the input of quantity_input, or of a recurrent one the unit's activation
 * one time before, of which time 1 has none (NONE: it was 0). */
struct quantity quantity_carried(const struct snapshot *snapshot, struct quantity parameter);

/* In a recurrent net a SHARE, or the GRADIENT, their sum. */
double quantity_share(const struct snapshot *snapshot, struct quantity quantity);

/* The shares of the times that are known at the cursor, from the last time on, as the engine adds
 * them; of a share at any time. */
double quantity_sum_so_far(const struct snapshot *snapshot, struct cursor cursor,
                           struct quantity share);

/* The number of a unit where units are counted: of those that are called alike but for a number, as
 * h1 and h2 or 0 and 1, that number, else its place from 1. */
size_t quantity_index(const struct net *net, size_t layer, size_t unit);

/* The indices of a weight without a name of its own, those numbers (to, from), such as 21, or 4,12;
 * of one neuron on its own only that of the input. */
void quantity_indices(const struct net *net, struct quantity weight, struct text *out);

/* What unit `from` of the layer that feeds it puts into `layer` (from 1): an input or an
 * activation. */
struct quantity quantity_input(const struct net *net, size_t layer, size_t from);

/* Whether both stand in one matrix: what they are, and of the same layer and time. */
static inline bool quantity_together(struct quantity a, struct quantity b)
{
    return a.kind == b.kind && a.of == b.of && a.layer == b.layer && a.time == b.time;
}

static inline bool quantity_equal(struct quantity a, struct quantity b)
{
    return a.to == b.to && a.from == b.from && quantity_together(a, b);
}

/* Another quantity of the same unit or parameter; of a bias ∂J/∂b is ∂L/∂b. */
struct quantity quantity_as(struct quantity quantity, enum quantity_kind kind);

/* Whether it belongs to a parameter: itself, a gradient, a buffer, the step, the new value. */
bool quantity_is_of_parameter(struct quantity quantity);

/* One of the optimiser's buffers: after the update, before it, or corrected. */
bool quantity_is_buffer(enum quantity_kind kind);
/* Of them: as it was before the update; the second one. */
bool quantity_is_old_buffer(enum quantity_kind kind);
bool quantity_is_second_buffer(enum quantity_kind kind);
/* The same buffer after the update. */
struct quantity quantity_fresh_buffer(struct quantity buffer);

/* The letter of a buffer: "m"; "v" also where the optimiser keeps none. */
const char *quantity_buffer_letter(const struct optimizer *optimizer, enum quantity_kind kind);

/* A number that only some optimisers have: a buffer, with L2 ∂J/∂w, s and J, with clipping what is
 * left of the gradient; and whether that one has it. What it does not have is never known. */
bool quantity_is_of_optimizer(enum quantity_kind kind);
bool quantity_is_kept(const struct optimizer *optimizer, enum quantity_kind kind);

/* What became infinite or NaN first; of a sum over the batch its mean, but of the loss's, for which
 * there is no quantity, the last sample's. */
struct quantity quantity_diverged(const struct net *net, const struct divergence *divergence);

/* The quantity as one whole number, and back: for places where what is meant must travel as a
 * number (a ui_action's argument). QUANTITY_NONE is 0; what is no such number is QUANTITY_NONE. */
double quantity_pack(struct quantity quantity);
struct quantity quantity_unpack(double packed);

/* Its value in the snapshot, whether or not it is revealed yet. */
double quantity_value(const struct snapshot *snapshot, struct quantity quantity);

/* The same of all weights into a unit at once, where there are thousands: values(in) of that kind
 * in that layer and unit. */
void quantity_values(const struct snapshot *snapshot, enum quantity_kind kind, size_t layer,
                     size_t unit, double *values);

/* What the optimiser makes of a parameter (any quantity of it); and its buffers before: what it
 * does not have is 0. */
struct optimizer_move quantity_move(const struct snapshot *snapshot, struct quantity quantity,
                                    double *first, double *second);

/* The same, had the batch's mean gradient of the parameter been that. */
struct optimizer_move quantity_move_by(const struct snapshot *snapshot, struct quantity quantity,
                                       double gradient);

/* Where the parameter, of which it is any quantity, stands among the parameters. */
size_t quantity_parameter(const struct net *net, struct quantity quantity);

/* Its symbol with that value: w₅, z with subscript o1, ∂L/∂w₅ (a PARTIAL), δ.
 *
 * Named units and weights go by their names ("w5" becomes w with subscript 5, "out" stays
 * upright; a long name of a few words goes by its initials, any other long one is cut). Without
 * names: inputs x_k; a single hidden layer h1, h2, ..., outputs o1, o2, ... as upright
 * subscripts; with more hidden layers an index and the layer as superscript (l). Unnamed weights
 * have the indices jk (to, from; with a comma in a layer that has one above 9) and the layer as
 * superscript wherever there is more than one. One neuron alone has no indices. New values have
 * a + as Mazur writes them: w₅⁺; so have the buffers after the update, which have no indices:
 * m⁺, v⁺, from m, v before it. In a batch of several samples the sample's loss has its number in
 * the batch, and L is the batch's: ∂L₂/∂w is the second sample's gradient, ∂L/∂w the mean. */
struct formula *quantity_symbol(struct arena *arena, const struct snapshot *snapshot,
                                struct quantity quantity);

/* L of the batch, with that value. */
struct formula *quantity_batch_loss_symbol(struct arena *arena, double value);

/* What a neuron is called: a symbol without value (h₁, o₂, "setosa"). */
struct formula *quantity_unit_symbol(struct arena *arena, const struct net *net, size_t layer,
                                     size_t unit);

/* The same where there is room for the whole name: "sepal length" where formulas have sl. */
struct formula *quantity_unit_name(struct arena *arena, const struct net *net, size_t layer,
                                   size_t unit);

/* The layer in words: the last is the "output layer", or the "neuron" where it is all there is;
 * others by their name if the scenario gives one, else "hidden layer", "hidden layer 2",
 * "input". */
const char *quantity_layer_name(struct arena *arena, const struct net *net, size_t layer);

#endif
