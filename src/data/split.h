/*
 * split: which samples are held out, to validate on, and lie behind those to train on.
 *
 * Drawn from the samples, by a seed. Where the targets are classes (data/classify.h) each class
 * keeps its share as nearly as can be: with h of N samples to be held out, of n of a class h n / N
 * are, rounded down, and what is missing to h comes one each from the classes with the largest
 * fractions (Hamilton's method of largest remainders); of equal ones from the first, and last from
 * a class that would have none left to train on.
 */
#ifndef BACKSTEP_DATA_SPLIT_H
#define BACKSTEP_DATA_SPLIT_H

#include "data/dataset.h"

/* Holds that many of the samples out, fewer than all; both parts keep their order. Once only.
 * Errors: not enough memory. */
bool split_hold_out(struct dataset *data, size_t validation, uint64_t seed, struct error *err);

/* Holds all samples of `held` out, which has as many inputs and targets, behind those of `data`,
 * which has none yet. Errors: too many together, not enough memory. */
bool split_append(struct dataset *data, const struct dataset *held, struct error *err);

#endif
