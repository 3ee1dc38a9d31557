/*
 * question_parts: a question under construction, for the question*.c files.
 */
#ifndef BACKSTEP_TEACH_QUESTION_PARTS_H
#define BACKSTEP_TEACH_QUESTION_PARTS_H

#include "base/rng.h"
#include "explain/rich.h"
#include "teach/question.h"

/* All borrowed while the question is made. */
struct asking {
    struct arena *arena;
    const struct question_moment *moment;
    const struct snapshot *ahead; /* where the numbers are */
    struct snapshot here;         /* the same run at what is shown: for what is known, no numbers */
    bool same_sample;             /* `ahead` still has the numbers of the sample shown */
    const struct net *net;
    struct quantity of;           /* as asked for; may be NONE */
    struct rng rng;
    struct question *out;
};

typedef bool question_maker(struct asking *asking);

/* What each row of question_make.c makes. */
question_maker question_gradient_sign, question_largest_gradient, question_why_small,
    question_factor, question_direction, question_largest_step, question_moved_yet,
    question_who_moves, question_loss_next, question_same_gradient, question_phase_name,
    question_order, question_paths, question_value, question_number, question_rule,
    question_why, question_times, question_same_weight, question_share_factor, question_reach,
    question_largest_share,
    question_vanished;

/* A number that one gets by a mistake, and what to say to it. */
struct slip {
    double value;
    enum word reply;
};

enum { SLIPS_MAX = 6 };
_Static_assert(SLIPS_MAX + 2 <= QUESTION_TYPED_MAX, "with the right one and any other number");

/* Those of a number; how many, at most SLIPS_MAX; 0: it is not asked for. */
typedef size_t question_slips(const struct asking *asking, struct quantity q, struct slip *slips);

/* Of any number; of a recurrent network: of ∂L/∂a of a recurrent unit, of a gradient that is a sum
 * over times, of one time's share in it, of a sequence's loss. */
question_slips question_slips_of, question_two_parts, question_sum_of_times, question_share_of_time,
    question_loss_of_times;

/* What of z comes from the unit's layer one time before. */
double question_remembered(const struct asking *asking, struct quantity z);

/* What the weight of a share carries at another time than the share's; NONE: nothing. */
struct quantity question_carried_otherwise(const struct asking *asking, struct quantity share);

const struct formula *asking_symbol(const struct asking *asking, struct quantity quantity);
double asking_value(const struct asking *asking, struct quantity quantity);
/* On the screen now. */
bool asking_knows(const struct asking *asking, struct quantity quantity);
/* Not on the screen now, but after the next step. */
bool asking_awaits(const struct asking *asking, struct quantity quantity);

/* At the end of the batch's last backward pass; in the update before the parameters move, with all
 * steps shown; after they have moved. */
bool asking_is_after_backward(const struct asking *asking);
bool asking_is_before_move(const struct asking *asking);
bool asking_is_after_move(const struct asking *asking);

/* The parameter (QUANTITY_VALUE) that a question is about: the one asked for, else the one that the
 * page of the step explains; NONE: it is about none. */
struct quantity asking_parameter(struct asking *asking);

/* In a recurrent network the share that the step shows: of the parameter asked for, else of one by
 * which something is remembered, if there is one; NONE: it shows none. */
struct quantity asking_share(const struct asking *asking);

/* Whether the step is -η times the gradient of the loss and nothing else. */
bool asking_is_plain(const struct asking *asking);

/* The first answer added is the right one, the others follow by how well they lead astray. One that
 * reads like another is left out, and so is a fifth. Templates as in rich.h. */
void asking_title(struct asking *asking, enum word key, ...);
void asking_why(struct asking *asking, enum word key, ...);
/* Only where the level of fading lets it be told. */
void asking_hint(struct asking *asking, enum word key, ...);
void asking_answer(struct asking *asking, struct rich text, enum word reply, ...);

struct rich asking_text(const struct asking *asking, const char *text);

#endif
