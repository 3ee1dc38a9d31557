#include "teach/question_parts.h"

#include <math.h>
#include <string.h>

struct kind_row {
    bool ahead;              /* asks for what the next step shows */
    question_maker *make;    /* NULL: there is none but in a recurrent network */
    question_maker *in_time; /* of a recurrent network; NULL: the same */
};

static const struct kind_row kinds[QUESTION_KIND_COUNT] = {
    [QUESTION_NONE] = {false, NULL, NULL},
    [QUESTION_GRADIENT_SIGN] = {true, question_gradient_sign, NULL},
    [QUESTION_DIRECTION] = {true, question_direction, NULL},
    [QUESTION_LARGEST_STEP] = {false, question_largest_step, NULL},
    [QUESTION_LARGEST_GRADIENT] = {true, question_largest_gradient, question_largest_share},
    [QUESTION_MOVED_YET] = {false, question_moved_yet, NULL},
    [QUESTION_PHASE_NAME] = {false, question_phase_name, NULL},
    [QUESTION_WHO_MOVES] = {false, question_who_moves, NULL},
    [QUESTION_LOSS_NEXT] = {true, question_loss_next, NULL},
    [QUESTION_WHY_SMALL] = {false, question_why_small, question_vanished},
    [QUESTION_FACTOR] = {true, question_factor, question_share_factor},
    [QUESTION_PATHS] = {true, question_paths, question_reach},
    [QUESTION_VALUE] = {true, question_value, NULL},
    [QUESTION_ORDER] = {false, question_order, NULL},
    [QUESTION_SAME_GRADIENT] = {false, question_same_gradient, NULL},
    [QUESTION_NUMBER] = {true, question_number, NULL},
    [QUESTION_RULE] = {false, question_rule, NULL},
    [QUESTION_TIMES] = {true, NULL, question_times},
    [QUESTION_SAME_WEIGHT] = {false, NULL, question_same_weight},
    [QUESTION_WHY] = {false, question_why, NULL},
};

struct quantity question_parameter(const struct question *question)
{
    return quantity_is_of_parameter(question->of) ? quantity_as(question->of, QUANTITY_VALUE)
                                                  : (struct quantity){0};
}

bool question_looks_ahead(enum question_kind kind)
{
    return kinds[kind].ahead;
}

/* ---- what is known ---- */

const struct formula *asking_symbol(const struct asking *asking, struct quantity quantity)
{
    return quantity_symbol(asking->arena, asking->ahead, quantity);
}

double asking_value(const struct asking *asking, struct quantity quantity)
{
    return quantity_value(asking->ahead, quantity);
}

bool asking_knows(const struct asking *asking, struct quantity quantity)
{
    const struct cursor shown = asking->moment->shown;
    enum known known = reveal_known(&asking->here, shown, shown, quantity);

    return known == KNOWN && (asking->same_sample
                              || reveal_known(asking->ahead, shown, shown, quantity) == KNOWN);
}

bool asking_awaits(const struct asking *asking, struct quantity quantity)
{
    return reveal_known(asking->ahead, asking->moment->shown, asking->moment->next, quantity)
        == KNOWN_FRESH;
}

/* So many of the moments of the unit shown are shown; all: every one. */
static bool stands(const struct asking *asking, enum unit_kind kind, size_t index, size_t missing)
{
    const struct place *place = &asking->here.place;

    return place->step > 0 && place->unit.kind == kind && place->index == index
        && asking->moment->shown.moment + missing
               == reveal_count(asking->net, reveal_unit_in(&asking->here, place->index));
}

bool asking_is_after_backward(const struct asking *asking)
{
    const struct program *program = asking->here.program;

    return stands(asking, UNIT_BACKWARD,
                  asking->here.place.batch_count * program->sample_count, 0);
}

bool asking_is_before_move(const struct asking *asking)
{
    return stands(asking, UNIT_UPDATE, asking->here.place.count, 1);
}

bool asking_is_after_move(const struct asking *asking)
{
    return stands(asking, UNIT_UPDATE, asking->here.place.count, 0);
}

struct quantity asking_parameter(struct asking *asking)
{
    const struct question_moment *moment = asking->moment;
    struct quantity of = asking->of;

    if (of.kind == QUANTITY_NONE && moment->next.moment > 0)
        of = explain(asking->arena, asking->ahead, moment->next, moment->granularity, NULL)->about;
    if (!quantity_is_of_parameter(of))
        return (struct quantity){0};
    return quantity_as(of, QUANTITY_VALUE);
}

bool asking_is_plain(const struct asking *asking)
{
    const struct optimizer *optimizer = &asking->ahead->state->optimizer;

    return optimizer->l2 == 0 && strcmp(optimizer_direction(optimizer, true), "g") == 0
        && strcmp(optimizer_direction(optimizer, false), "g") == 0;
}

/* ---- what is said ---- */

struct rich asking_text(const struct asking *asking, const char *text)
{
    return rich_format(asking->arena, "{s}", text);
}

void asking_title(struct asking *asking, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    asking->out->title = rich_vwords(asking->arena, key, args);
    va_end(args);
}

void asking_why(struct asking *asking, enum word key, ...)
{
    va_list args;

    va_start(args, key);
    asking->out->why = rich_vwords(asking->arena, key, args);
    va_end(args);
}

void asking_hint(struct asking *asking, enum word key, ...)
{
    struct question *out = asking->out;
    va_list args;

    if (asking->moment->level > 0 || out->hint_count == QUESTION_HINTS_MAX)
        return;
    va_start(args, key);
    out->hints[out->hint_count++] = rich_vwords(asking->arena, key, args);
    va_end(args);
}

static bool reads_like(struct rich a, struct rich b)
{
    const struct number_style style = {.decimals = 4};
    char first[256], second[256];
    struct text text;

    text_init(&text, first, sizeof first);
    rich_to_text(a, style, &text);
    text_init(&text, second, sizeof second);
    rich_to_text(b, style, &text);
    return strcmp(first, second) == 0;
}

void asking_answer(struct asking *asking, struct rich text, enum word reply, ...)
{
    struct question *out = asking->out;
    va_list args;

    for (size_t i = 0; i < out->count; i++)
        if (reads_like(out->answers[i].text, text))
            return;
    if (out->count == QUESTION_ANSWERS_MAX)
        return;
    va_start(args, reply);
    out->answers[out->count++] =
        (struct question_answer){text, rich_vwords(asking->arena, reply, args), 0};
    va_end(args);
}

/* ---- making ---- */

/* So that a kind that is added leaves the answers of the others in their order. */
enum { KINDS_TO_SEED = 17 };

static uint64_t seed_of(const struct question_moment *moment, enum question_kind kind)
{
    uint64_t seed = moment->snapshot->training->seed;

    seed = seed * 31 + moment->shown.step;
    seed = seed * 1009 + moment->shown.moment;
    return seed * KINDS_TO_SEED + kind;
}

/* The number that an answer is. */
static double number_of(const struct question *question, size_t i)
{
    return question->answers[i].text.spans[0].formula->value;
}

static void exchange(struct question *question, size_t a, size_t b)
{
    struct question_answer answer = question->answers[a];

    question->answers[a] = question->answers[b];
    question->answers[b] = answer;
    question->right = question->right == a ? b : question->right == b ? a : question->right;
}

/* Numbers stand in their order, words in any: the right answer, so far the first, gets any
 * place. */
static void arrange(struct question *question, struct rng *rng)
{
    for (size_t i = question->count; i > 1; i--) {
        size_t other = question->sorted ? 0 : rng_below(rng, i);

        for (size_t k = 1; question->sorted && k < i; k++)
            if (number_of(question, k) > number_of(question, other))
                other = k;
        exchange(question, i - 1, other);
    }
}

static void asking_init(struct asking *asking, struct arena *arena,
                        const struct question_moment *moment, enum question_kind kind)
{
    const struct snapshot *ahead = moment->snapshot;
    struct place *here = &asking->here.place;

    *asking = (struct asking){
        .arena = arena, .moment = moment, .ahead = ahead, .here = *ahead, .net = ahead->net};
    if (moment->shown.step != ahead->place.step)
        program_locate(ahead->program, moment->shown.step, 0, here);
    asking->same_sample = here->iteration == ahead->place.iteration
                       && here->batch_index == ahead->place.batch_index;
    rng_seed(&asking->rng, seed_of(moment, kind));
}

/* Of a run that has diverged nothing is asked. */
static bool is_sound(const struct snapshot *snapshot)
{
    struct quantity loss = quantity_at(QUANTITY_LOSS, snapshot->net->layer_count, 0, 0);

    return snapshot->place.unit.kind != UNIT_STOP
        && (snapshot->place.unit.kind == UNIT_FORWARD
            || isfinite(quantity_value(snapshot, loss)));
}

bool question_make(struct arena *arena, const struct question_moment *moment,
                   enum question_kind kind, struct quantity of, struct question *question)
{
    bool recurrent = moment->snapshot->net->recurrent && kinds[kind].in_time != NULL;
    question_maker *make = recurrent ? kinds[kind].in_time : kinds[kind].make;
    struct asking asking;

    *question = (struct question){.kind = kind};
    if (make == NULL || moment->next.moment == 0 || !is_sound(moment->snapshot))
        return false;
    asking_init(&asking, arena, moment, kind);
    asking.of = of;
    asking.out = question;
    if (!make(&asking) || question->count < 2)
        return false;
    if (!question->typed) /* of words that are put in order the same way each time */
        arrange(question, &asking.rng);
    return true;
}
