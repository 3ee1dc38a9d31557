/*
 * variant_run: a scenario varied in one setting, ready to be run beside itself.
 */
#ifndef BACKSTEP_LESSON_VARIANT_RUN_H
#define BACKSTEP_LESSON_VARIANT_RUN_H

#include "engine/net.h"
#include "engine/stepper.h"
#include "lesson/variant.h"

struct scenario;

/* Why the scenario cannot be varied in that setting, in a few words; NULL if it can. */
const char *variant_impossible(const struct scenario *scenario, enum variant_kind kind);

/* What the scenario itself has in that setting: "η = 0.5", "the given weights". Returns out. */
const char *variant_own_words(const struct scenario *scenario, enum variant_kind kind,
                              char out[VARIANT_WORDS_SIZE]);

/* Whether the scenario does that already. */
bool variant_is_own(const struct scenario *scenario, const struct variant *variant);

/* Values worth a comparison, none of them the scenario's own. Returns how many. */
size_t variant_values(const struct scenario *scenario, enum variant_kind kind,
                      struct variant values[VARIANT_VALUES_MAX]);

/* What a stepper is to be begun with. */
struct variant_run {
    struct net net;           /* its names are borrowed from the scenario's: not to be finished */
    struct training training;
    double *params;           /* owned; net.param_count */
};

/* The variant must be possible and its value right. Errors: not enough memory. */
bool variant_begin(struct variant_run *run, const struct scenario *scenario,
                   const struct variant *variant, struct error *err);
void variant_finish(struct variant_run *run);

/* Makes the scenario itself the variant, and leaves out the changes by hand that it does not take.
 * The same conditions and errors; the document stays. */
bool variant_apply(struct scenario *scenario, const struct variant *variant, struct error *err);

/* The same where the command line asks for it (--with), and says why it cannot be. */
bool variant_apply_asked(const struct variant *variant, struct scenario *scenario,
                         struct error *err);

#endif
