/*
 * quantity_named: a quantity by the words that scripts, links and --at have for it.
 *
 *   KEY [NAME]     "a h1", "dw w5", "new b o1", "loss"
 *
 *   KEY            of NAME            what
 *   x              an input           the input
 *   z a da dz      a neuron           weighted sum, activation, ∂L/∂a, δ
 *   t              an output          its target
 *   loss           an output, or none its part of the loss; the sample's loss
 *   w b            weight; bias       the value before the update
 *   r dr gr jr     a recurrent layer's weight from itself: the same as w dw gw jw
 *   da_output da_future               of its neuron, the two parts of da
 *   dw db          weight; bias       the sample's gradient
 *   gw gb          weight; bias       the batch's
 *   jw             a weight           the objective's, with L2
 *   clipped        either             what is left of it, with clipping
 *   step new       either             what the update adds; the value after it
 *   m v, or as the optimiser has it   its buffer after the update, of either
 *   penalty objective rate            s, J, η
 *
 * A neuron goes by the name that the scenario gives it; without one by x1, h1, o1 (x if the network
 * has one input). A weight by its name, or by w and the numbers of the neurons, to and from: w12,
 * with a comma where there are more than nine; of one neuron alone by w1, or w. A bias by its
 * neuron, with or without b before it. Where two layers have the same name, the layer's number
 * follows in brackets: "a h1(2)". Where there is only one of its kind NAME may be left out.
 */
#ifndef BACKSTEP_QUANTITY_QUANTITY_NAMED_H
#define BACKSTEP_QUANTITY_QUANTITY_NAMED_H

#include "base/text.h"
#include "quantity/quantity.h"

/* Errors say what was found and what was expected. */
bool quantity_named(const struct net *net, const struct optimizer *optimizer, const char *text,
                    struct quantity *quantity, struct error *err);

/* What the words mean with a time (from 1): of a gradient and of the loss that time's own. */
struct quantity quantity_at_time(struct quantity quantity, size_t time);
/* And back: what has words. */
struct quantity quantity_without_time(struct quantity quantity);

/* A weight or a bias (QUANTITY_VALUE) by NAME alone: "w5", "b h1". */
bool quantity_parameter_named(const struct net *net, const char *name, struct quantity *quantity,
                              struct error *err);

/* The words, appended: quantity_named gives the same quantity back. Nothing of a kind without a
 * key: a buffer before the update, or corrected. */
void quantity_words(const struct net *net, const struct optimizer *optimizer,
                    struct quantity quantity, struct text *out);

#endif
