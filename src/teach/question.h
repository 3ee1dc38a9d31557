/*
 * question: a question before the answer, made from a run's own numbers.
 *
 * Learners who decide first and look then remember more. A question has two to four answers, of
 * which one is right. Each wrong one is a mistake that people do make, and has a reply of its own.
 * To some the answer is a number that the learner types: there the answers are the numbers that are
 * recognised. To one they are words, each put in its place: it is made anew for every place. A kind
 * of question is a row in question_make.c: to add one is to add a row there.
 *
 * Most kinds ask for what the next step will show: they are asked while the screen still has a
 * question mark there, and the step itself is the reveal. The others ask what has just been seen.
 * What is asked depends on the numbers, and the order of the answers on a seed: the same moment
 * always gets the same question.
 */
#ifndef BACKSTEP_TEACH_QUESTION_H
#define BACKSTEP_TEACH_QUESTION_H

#include "explain/explain.h"

enum question_kind {
    QUESTION_NONE,
    QUESTION_GRADIENT_SIGN,    /* of a parameter: does the loss grow with it? */
    QUESTION_DIRECTION,        /* which way does the update move it? */
    QUESTION_LARGEST_STEP,     /* which weight moves furthest? */
    QUESTION_LARGEST_GRADIENT, /* which weight into a neuron has the largest? */
    QUESTION_MOVED_YET,        /* which weights have changed so far? */
    QUESTION_PHASE_NAME,       /* what is this phase called? */
    QUESTION_WHO_MOVES,        /* what does the update change? */
    QUESTION_LOSS_NEXT,        /* what will the loss be? */
    QUESTION_WHY_SMALL,        /* which factor makes a gradient small? */
    QUESTION_FACTOR,           /* which factor is missing in a gradient? */
    QUESTION_PATHS,            /* along how many paths does a neuron reach the loss? */
    QUESTION_VALUE,            /* about how much is it? */
    QUESTION_ORDER,            /* of the four phases: each word is put in its place */
    QUESTION_SAME_GRADIENT,    /* what would another optimiser change? */
    QUESTION_NUMBER,           /* how much is it? It is typed */
    QUESTION_RULE,             /* which rule gives it? */
    QUESTION_TIMES,            /* over which times is a gradient a sum? */
    QUESTION_SAME_WEIGHT,      /* is a weight at the next time another one? */
    QUESTION_WHY,              /* is it done so? */
    QUESTION_KIND_COUNT
};

/* Of fading, what is told of a number that is asked for: */
enum question_level {
    LEVEL_ALL,      /* its rule with the numbers put in */
    LEVEL_RULE,     /* its rule */
    LEVEL_PICTURE,  /* nothing but what the picture shows */
    LEVEL_INPUTS,   /* there not even what the backward pass has computed on the way */
    QUESTION_LEVELS
};

enum { QUESTION_ANSWERS_MAX = 4, QUESTION_TYPED_MAX = 8, QUESTION_HINTS_MAX = 2 };

struct question_answer {
    struct rich text;
    struct rich reply; /* to whoever chose it; of the right one empty */
    size_t place;      /* of a word that is put in its place: which, from 1; else 0 */
};

struct question {
    enum question_kind kind;
    struct quantity of;    /* what its title names; NONE: the iteration, or one of the answers */
    struct quantity hidden; /* the number that the step to come shows; NONE: it is none */
    bool hides_names;      /* the names of the phases would give it away */
    struct rich title;
    struct rich hints[QUESTION_HINTS_MAX]; /* what helps to decide */
    size_t hint_count;
    struct question_answer answers[QUESTION_TYPED_MAX]; /* to choose from QUESTION_ANSWERS_MAX */
    size_t count, right;
    bool sorted;           /* the answers are numbers, in their order */
    bool typed;            /* the right one and known mistakes, the last for any other number */
    bool ordered;          /* the answers are words, each put in its place: the right one is next */
    size_t placed;         /* so many of them stand in their places */
    struct rich whole;     /* of them, all in their order */
    size_t digits;         /* so many that count are enough, where it is typed */
    bool inputs_only;      /* the picture is to hide what the backward pass has computed */
    struct rich why;       /* the right one is right */
};

/* The moment at which a question is made. */
struct question_moment {
    /* Stands at the step of `next`: what is asked for is computed there. */
    const struct snapshot *snapshot;
    struct cursor shown; /* what the screen shows: nothing that lies behind it is told */
    struct cursor next;  /* what the step to come shows; `shown`, for what asks about the past */
    enum granularity granularity; /* of that step */
    unsigned level;      /* enum question_level */
    size_t placed;       /* of words that are put in order so many stand in their places */
};

/* Which of the answers of a question that is typed that number is. */
size_t question_typed(const struct question *question, double value);

/* The parameter (QUANTITY_VALUE) that its title names; NONE: it names none. */
struct quantity question_parameter(const struct question *question);

/* Whether it asks for what the next step will show. */
bool question_looks_ahead(enum question_kind kind);

/* The question of that kind at that moment, about `of` (any quantity of the parameter or neuron;
 * NONE: the program chooses). False: at this moment there is none, or its numbers are too near to
 * each other to be told apart. The result lives in the arena. */
bool question_make(struct arena *arena, const struct question_moment *moment,
                   enum question_kind kind, struct quantity of, struct question *question);

#endif
