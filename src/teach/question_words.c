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

/* An order of the four, and what is wrong with it. */
struct order {
    int phases[4];
    enum word reply;
};

static const struct order orders[] = {
    {{GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_BACKWARD, GLOSSARY_UPDATE}, W_NONE},
    {{GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE, GLOSSARY_BACKWARD},
     W_UPDATE_NEEDS_GRADIENTS_AND},
    {{GLOSSARY_FORWARD, GLOSSARY_BACKWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE},
     W_BACKWARD_PASS_BEGINS_AT_LOSS},
    {{GLOSSARY_BACKWARD, GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE},
     W_BACKWARD_PASS_USES_ACTIVATIONS_OF},
};

bool question_order(struct asking *asking)
{
    if (!asking_is_after_move(asking))
        return false;
    asking->out->hides_names = true;
    asking_title(asking, W_ONE_ITERATION_IS_OVER_WHAT);
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        const char *names[4];

        for (int k = 0; k < 4; k++)
            names[k] = phase_name(asking, orders[i].phases[k]);
        asking_answer(asking,
                      rich_format(asking->arena, "{s} → {s} → {s} → {s}", names[0], names[1],
                                  names[2], names[3]),
                      orders[i].reply);
    }
    asking_why(asking, W_COMPUTE_OUTPUTS_COMPARE_THEM_WITH);
    return true;
}

/* ---- rule ---- */

/* A rule, what it gives, and why. */
struct rule {
    enum moment_kind moment;
    enum word is, gives, why;
};

static const struct rule rules[] = {
    {MOMENT_BIAS, W_INPUTS_TIMES_WEIGHTS, W_RULE_GIVES_SUM, W_WHY_SUM},
    {MOMENT_GRADIENT, W_SLOPES_MULTIPLIED, W_RULE_GIVES_GRADIENT, W_WHY_CHAIN},
    {MOMENT_DA, W_CONTRIBUTIONS_OF_PATHS_ADDED, W_RULE_GIVES_BACK, W_WHY_PATHS},
    {MOMENT_STEP, W_AGAINST_GRADIENT_TIMES_RATE, W_RULE_GIVES_STEP, W_WHY_STEP},
};

enum { RULES = sizeof rules / sizeof rules[0] };

/* What the moment shown has given, of a weight or a neuron; NONE: by none of the rules. */
static struct quantity given_by(struct asking *asking, struct moment moment, size_t layer)
{
    struct quantity q = reveal_shown(asking->net, layer, moment), p;

    if (moment.kind == MOMENT_DA && layer == asking->net->layer_count)
        q = (struct quantity){0};
    if (moment.kind == MOMENT_DA && layer < asking->net->layer_count
        && asking->net->layers[layer + 1].out < 2)
        q = (struct quantity){0};
    if (moment.kind != MOMENT_GRADIENT && moment.kind != MOMENT_STEP)
        return q;
    p = asking_parameter(asking);
    if (p.of != QUANTITY_OF_WEIGHT || (moment.kind == MOMENT_STEP && !asking_is_plain(asking)))
        return (struct quantity){0};
    return quantity_as(p, moment.kind == MOMENT_STEP ? QUANTITY_STEP : QUANTITY_GRADIENT);
}

bool question_rule(struct asking *asking)
{
    const struct place *place = &asking->here.place;
    struct reveal_unit unit = reveal_unit_in(&asking->here, place->index);
    struct moment moment;
    struct quantity q = {0};
    size_t right = 0;

    if (place->step == 0 || asking->moment->shown.moment == 0)
        return false;
    moment = reveal_moment(asking->net, unit, asking->moment->shown.moment);
    while (right < RULES && rules[right].moment != moment.kind)
        right++;
    if (right < RULES)
        q = given_by(asking, moment, unit.unit.layer);
    if (q.kind == QUANTITY_NONE)
        return false;
    asking->out->of = q;
    asking_title(asking, W_WHICH_RULE_HAS_GIVEN, asking_symbol(asking, q));
    asking_answer(asking, asking_text(asking, words(rules[right].is)), W_NONE);
    for (size_t i = 0; i < RULES; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, words(rules[i].is)), rules[i].gives);
    asking_why(asking, rules[right].why);
    return true;
}
