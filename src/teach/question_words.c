/* Questions about the words: what the phases are called, and in which order they come. */
#include "teach/question_parts.h"

#include "explain/glossary.h"

#include <string.h>

/* What is said of the four phases; the first of its two names is on the strip. */
struct phase_words {
    const char *name, *other;
    const char *what;  /* happens */
    const char *is;    /* what it does, and what not */
};

static const struct phase_words phases[4] = {
    [GLOSSARY_FORWARD] = {"forward pass", "forward propagation",
        "Every neuron has got its z and its a, from the inputs to the outputs.",
        "The forward pass computes z and a, from the inputs to the outputs."},
    [GLOSSARY_LOSS] = {"loss", "cost",
        "The outputs have been compared with the targets: one number came out.",
        "The loss says in one number how far the outputs are from the targets."},
    [GLOSSARY_BACKWARD] = {"backward pass", "backpropagation",
        "Every weight has got its gradient, from the outputs back to the inputs.",
        "The backward pass computes gradients. No weight changes in it."},
    [GLOSSARY_UPDATE] = {"weight update", NULL,
        "Every weight has taken a step against its gradient.",
        "The weight update changes the weights, once all gradients are known."},
};

/* The second name of the update is the optimiser's. */
static const char *phase_name(const struct asking *asking, int phase)
{
    if (asking->moment->level == 0)
        return phases[phase].name;
    return phase == GLOSSARY_UPDATE ? explain_optimizer_title(asking->ahead) : phases[phase].other;
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
    asking_title(asking, "{s} What is this called?", phases[right].what);
    asking_answer(asking, asking_text(asking, phase_name(asking, right)), "");
    for (int i = 0; i < 4; i++)
        if (i != right)
            asking_answer(asking, asking_text(asking, phase_name(asking, i)), "{s}",
                          i == GLOSSARY_BACKWARD && right == GLOSSARY_UPDATE
                              ? "Some use the word so. Strictly, backpropagation only computes "
                                "the gradients; here the weights have changed."
                              : phases[i].is);
    asking_why(asking, "{s}", phases[right].is);
    return true;
}

/* An order of the four, and what is wrong with it. */
struct order {
    int phases[4];
    const char *reply;
};

static const struct order orders[] = {
    {{GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_BACKWARD, GLOSSARY_UPDATE}, ""},
    {{GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE, GLOSSARY_BACKWARD},
     "The update needs the gradients, and the backward pass computes them. So it comes first."},
    {{GLOSSARY_FORWARD, GLOSSARY_BACKWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE},
     "The backward pass begins at the loss. So the loss comes before it."},
    {{GLOSSARY_BACKWARD, GLOSSARY_FORWARD, GLOSSARY_LOSS, GLOSSARY_UPDATE},
     "The backward pass uses the activations of the forward pass. So that comes first."},
};

bool question_order(struct asking *asking)
{
    if (!asking_is_after_move(asking))
        return false;
    asking->out->hides_names = true;
    asking_title(asking, "One iteration is over. What came after what?");
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        const char *names[4];

        for (int k = 0; k < 4; k++)
            names[k] = phase_name(asking, orders[i].phases[k]);
        asking_answer(asking, rich_format(asking->arena, "{s} → {s} → {s} → {s}", names[0],
                                          names[1], names[2], names[3]), "{s}", orders[i].reply);
    }
    asking_why(asking, "Compute the outputs, compare them with the targets, find the gradients, "
               "then change the weights.");
    return true;
}
