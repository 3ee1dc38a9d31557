/*
 * nudge_passes: the forward passes of a slope; see nudge.h.
 *
 * Of a net that is not recurrent only what the parameter moves is computed, which has the same bits
 * as whole passes: the unit that it leads into, of all four passes at once, and the layers above.
 */
#ifndef BACKSTEP_ENGINE_CHECK_NUDGE_PASSES_H
#define BACKSTEP_ENGINE_CHECK_NUDGE_PASSES_H

#include "engine/check/nudge.h"

/* Where in `extent` and `plus` what belongs at that place of a block is. */
static inline size_t nudge_place(const struct nudge_model *model, size_t offset)
{
    return offset - model->net->layers[0].a;
}

/* Of a sample, what its part of a block behind x and t is without a nudge. */
double *nudge_standing(const struct nudge_model *model, size_t sample);

/* Those of the trial's sample, into its sums; *far, *near: the widths as they come out. */
void nudge_passes(struct nudge_model *model, struct nudge_trial *trial, double *far, double *near);

#endif
