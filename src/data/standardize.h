/*
 * standardize: columns of the data brought to one scale, as networks learn them best (LeCun and
 * others 1998, "Efficient BackProp", section 4.3).
 *
 *     x' = (x - m) / s,    m = mean, s = standard deviation √(Σ (x - m)² / N)
 *
 * of the N samples to train on; those held out are moved by the same m and s. A column that is the
 * same everywhere only has its mean taken away: s = 1.
 */
#ifndef BACKSTEP_DATA_STANDARDIZE_H
#define BACKSTEP_DATA_STANDARDIZE_H

#include "data/dataset.h"

/* Once for a data set, after what is held out has been. targets: them too. Errors: not enough
 * memory. */
bool standardize(struct dataset *data, bool targets, struct error *err);

/* What it was before. */
double standardize_undo(struct dataset_scale scale, double value);

#endif
