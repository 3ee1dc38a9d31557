/* Questions about the words: what the phases are called, in which order they come, and which rule
 * has given a number. */
#include "teach/question_parts.h"

#include "explain/glossary.h"

/* What is said of the four phases; the first of its two names is on the strip. */
struct phase_words {
    enum word name, other;
    enum word what; /* happens */
    enum word is;   /* what it does, and what not */
};

static const struct phase_words phases[4] = {
    [GLOSSARY_FORWARD] = {W_FORWARD_PASS, W_FORWARD_PROPAGATION, W_EVERY_NEURON_HAS_GOT_ITS,
                          W_FORWARD_PASS_COMPUTES_Z_AND},
    [GLOSSARY_LOSS] = {W_LOSS, W_COST, W_OUTPUTS_HAVE_BEEN_COMPARED_WITH,
                       W_LOSS_SAYS_IN_ONE_NUMBER},
    [GLOSSARY_BACKWARD] = {W_BACKWARD_PASS, W_BACKPROPAGATION, W_EVERY_WEIGHT_HAS_GOT_ITS,
                           W_BACKWARD_PASS_COMPUTES_GRADIENTS},
    [GLOSSARY_UPDATE] = {W_WEIGHT_UPDATE, W_NONE, W_EVERY_WEIGHT_HAS_TAKEN_STEP,
                         W_WEIGHT_UPDATE_CHANGES_WEIGHTS_ONCE},
};

/* The second name of the update is the optimiser's. */
static const char *phase_name(const struct asking *asking, int phase)
{
    if (asking->moment->level == 0)
        return words(phases[phase].name);
    return phase == GLOSSARY_UPDATE ? explain_optimizer_title(asking->ahead)
                                    : words(phases[phase].other);
}

/* The phase that has just ended; -1: none has. */
static int phase_ended(const struct asking *asking)
{
    const struct place *place = &asking->here.place;
    struct reveal_unit unit;

    if (place->step == 0 || asking->moment->shown.moment == 0)
        return -1;
    unit = reveal_unit_in(&asking->here, place->index);
    if (!unit.ends_phase || asking->moment->shown.moment < reveal_count(asking->net, unit))
        return -1;
    return (int)glossary_get(glossary_of_unit(unit.unit.kind))->uses[0].first;
}

bool question_phase_name(struct asking *asking)
{
    int right = phase_ended(asking);

    if (right < 0)
        return false;
    asking->out->hides_names = true;
    asking_title(asking, W_WHAT_IS_CALLED, words(phases[right].what));
    asking_answer(asking, asking_text(asking, phase_name(asking, right)), W_NONE);
    for (int i = 0; i < 4; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, phase_name(asking, i)),
                          i == GLOSSARY_BACKWARD && right == GLOSSARY_UPDATE
                              ? W_SOME_USE_WORD_SO_STRICTLY
                              : phases[i].is);
    asking_why(asking, phases[right].is);
    return true;
}

/* Why the phase cannot come at that place, from 0, which is before its own. */
static enum word too_early(int phase, size_t place)
{
    return phase == GLOSSARY_LOSS       ? W_LOSS_COMPARES_OUTPUTS_SO_THEY
           : phase == GLOSSARY_BACKWARD ? (place == 0 ? W_BACKWARD_PASS_USES_ACTIVATIONS_OF
                                                      : W_BACKWARD_PASS_BEGINS_AT_LOSS)
                                        : W_UPDATE_NEEDS_GRADIENTS_AND;
}

bool question_order(struct asking *asking)
{
    static const int order[4] = {GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_BACKWARD,
                                 GLOSSARY_UPDATE};
    struct question *out = asking->out;
    const char *names[4];

    if (!asking_is_after_move(asking) || asking->moment->placed >= 4)
        return false;
    out->hides_names = out->ordered = true;
    out->placed = out->right = asking->moment->placed;
    asking_title(asking, W_ONE_ITERATION_IS_OVER_PUT);
    for (size_t i = 0; i < 4; i++) {
        struct rich name;

        names[i] = phase_name(asking, order[i]);
        name = asking_text(asking, names[i]);
        if (i < out->placed)
            asking_answer(asking, name, W_STANDS_AT_ITS_PLACE_ALREADY, names[i], i + 1);
        else
            asking_answer(asking, name,
                          i == out->placed ? W_NONE : too_early(order[i], out->placed));
        out->answers[i].place = i + 1;
    }
    out->whole = rich_format(asking->arena, "{s} → {s} → {s} → {s}", names[0], names[1], names[2],
                             names[3]);
    asking_why(asking, W_COMPUTE_OUTPUTS_COMPARE_THEM_WITH);
    return true;
}

/* ---- rule ---- */

/* A rule, what it gives, and why. */
struct rule {
    enum quantity_kind of;
    enum word is, gives, why;
};

enum { RULES_MAX = 5 };

/* Of a plain network; and of a recurrent one, in which times are added. */
static const struct rule rules[2][RULES_MAX] = {
    {{QUANTITY_Z, W_INPUTS_TIMES_WEIGHTS, W_RULE_GIVES_SUM, W_WHY_SUM},
     {QUANTITY_GRADIENT, W_SLOPES_MULTIPLIED, W_RULE_GIVES_GRADIENT, W_WHY_CHAIN},
     {QUANTITY_DA, W_CONTRIBUTIONS_OF_PATHS_ADDED, W_RULE_GIVES_BACK, W_WHY_PATHS},
     {QUANTITY_STEP, W_AGAINST_GRADIENT_TIMES_RATE, W_RULE_GIVES_STEP, W_WHY_STEP}},
    {{QUANTITY_SHARE, W_DELTA_TIMES_WHAT_CAME_IN_THEN, W_RULE_GIVES_SHARE, W_WHY_SHARE},
     {QUANTITY_GRADIENT, W_SHARES_OF_ALL_TIMES_ADDED, W_RULE_GIVES_SUM_OF_TIMES,
      W_WHY_SUM_OF_TIMES},
     {QUANTITY_DA, W_OWN_PART_AND_NEXT_ADDED, W_RULE_GIVES_TWO_PARTS, W_WHY_TWO_PARTS},
     {QUANTITY_Z, W_INPUTS_AND_MEMORY_TIMES_WEIGHTS, W_RULE_GIVES_SUM_AT_TIME,
      W_WHY_SUM_WITH_MEMORY},
     {QUANTITY_STEP, W_AGAINST_GRADIENT_TIMES_RATE, W_RULE_GIVES_STEP, W_WHY_STEP}},
};

/* Of a recurrent unit what the rules speak of: what is remembered, and what comes back from later;
 * of a parameter at the last of its shares the gradient. */
static struct quantity given_in_time(const struct asking *asking, struct quantity q,
                                     struct unit unit)
{
    struct quantity share = asking_share(asking);
    bool recurs = asking->net->layers[unit.layer].recurrent;

    if (q.kind == QUANTITY_Z || q.kind == QUANTITY_DA) {
        size_t last = net_times(asking->net, asking->ahead->now);

        return recurs && (q.kind == QUANTITY_Z ? unit.time > 1 && unit.time <= last
                                               : unit.time < last)
                   ? quantity_then(q, unit.time) : (struct quantity){0};
    }
    if (share.kind == QUANTITY_NONE || share.of == QUANTITY_OF_BIAS)
        return (struct quantity){0};
    q = quantity_then(quantity_as(share, QUANTITY_GRADIENT), 0);
    if (!asking_knows(asking, q))
        return share;
    return quantity_happens(asking->ahead, quantity_then(share, share.time + 1))
               ? q : (struct quantity){0}; /* of one time alone it is the share */
}

/* What the moment shown has given, of a weight or a neuron; NONE: by none of the rules. */
static struct quantity given_by(struct asking *asking, struct moment moment, struct unit unit)
{
    const struct net *net = asking->net;
    struct quantity q = reveal_shown(net, unit.layer, moment), p;

    if (!moment.completes_z && moment.kind != MOMENT_DA && moment.kind != MOMENT_SHARE
        && moment.kind != MOMENT_GRADIENT && moment.kind != MOMENT_STEP)
        return (struct quantity){0};
    if (moment.kind == MOMENT_GRADIENT || moment.kind == MOMENT_STEP) {
        bool step = moment.kind == MOMENT_STEP;

        p = asking_parameter(asking);
        return p.of != QUANTITY_OF_WEIGHT || (step && !asking_is_plain(asking))
                   ? (struct quantity){0}
                   : quantity_as(p, step ? QUANTITY_STEP : QUANTITY_GRADIENT);
    }
    if (net->recurrent)
        return given_in_time(asking, q, unit);
    if (moment.kind == MOMENT_DA
        && (unit.layer == net->layer_count || net->layers[unit.layer + 1].out < 2))
        return (struct quantity){0};
    return q;
}

bool question_rule(struct asking *asking)
{
    const struct place *place = &asking->here.place;
    const struct rule *table = rules[asking->net->recurrent];
    struct moment moment;
    struct quantity q;
    size_t right = 0;

    if (place->step == 0 || asking->moment->shown.moment == 0)
        return false;
    moment = reveal_moment(asking->net, reveal_unit_in(&asking->here, place->index),
                           asking->moment->shown.moment);
    q = given_by(asking, moment, place->unit);
    while (right < RULES_MAX && (table[right].of != q.kind || table[right].is == W_NONE))
        right++;
    if (right == RULES_MAX)
        return false;
    asking->out->of = q;
    asking_title(asking, W_WHICH_RULE_HAS_GIVEN, asking_symbol(asking, q));
    asking_answer(asking, asking_text(asking, words(table[right].is)), W_NONE);
    for (size_t i = 0; i < RULES_MAX; i++)
        if (i != right && table[i].is != W_NONE)
            asking_answer(asking, asking_text(asking, words(table[i].is)), table[i].gives);
    asking_why(asking, table[right].why);
    return true;
}
