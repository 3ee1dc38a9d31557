/* What a failed test calls a kind of question. */
#ifndef BACKSTEP_TESTS_TEACH_QUESTION_NAMES_H
#define BACKSTEP_TESTS_TEACH_QUESTION_NAMES_H

#include "teach/question.h"

static inline const char *question_kind_name(enum question_kind kind)
{
    static const char *const names[QUESTION_KIND_COUNT] = {
        [QUESTION_NONE] = "",
        [QUESTION_GRADIENT_SIGN] = "gradient_sign",
        [QUESTION_DIRECTION] = "direction",
        [QUESTION_LARGEST_STEP] = "largest_step",
        [QUESTION_LARGEST_GRADIENT] = "largest_gradient",
        [QUESTION_MOVED_YET] = "moved_yet",
        [QUESTION_PHASE_NAME] = "phase_name",
        [QUESTION_WHO_MOVES] = "who_moves",
        [QUESTION_LOSS_NEXT] = "loss_next",
        [QUESTION_WHY_SMALL] = "why_small",
        [QUESTION_FACTOR] = "factor",
        [QUESTION_PATHS] = "paths",
        [QUESTION_VALUE] = "value",
        [QUESTION_ORDER] = "order",
        [QUESTION_SAME_GRADIENT] = "same_gradient",
        [QUESTION_NUMBER] = "number",
        [QUESTION_RULE] = "rule",
        [QUESTION_TIMES] = "times",
        [QUESTION_SAME_WEIGHT] = "same_weight",
        [QUESTION_WHY] = "why",
    };

    return names[kind];
}

#endif
