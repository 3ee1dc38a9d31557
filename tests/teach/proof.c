#include "proof.h"
#include "question_names.h"

#include "engine/update.h"
#include "explain/rich.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 256 };

const char *proof_text(struct rich rich, char *out, size_t size)
{
    struct text text;

    text_init(&text, out, size);
    rich_to_text(rich, (struct number_style){.decimals = 4}, &text);
    return out;
}

const char *proof_answer(const struct question *question, size_t i)
{
    static char text[TEXT];

    return proof_text(question->answers[i].text, text, sizeof text);
}

bool proof_says(const struct question *question, const char *words)
{
    return strcmp(proof_answer(question, question->right), words) == 0;
}

/* The number or symbol that the answer is. */
static double number_in(const struct question *question, size_t i)
{
    assert_int_equal(question->answers[i].text.count, 1);
    assert_non_null(question->answers[i].text.spans[0].formula);
    return question->answers[i].text.spans[0].formula->value;
}

/* ∂L/∂ of a parameter by finite differences, for the sample that stands in the block. */
static double slope_of_loss(struct walk *walk, size_t param)
{
    const struct net *net = &walk->run.scenario.net;
    double *block = walk->run.scratch, h, up, down, w;

    memcpy(block, walk->run.stepper.block, net->block_size * sizeof *block);
    memcpy(block, walk->run.before, net->param_count * sizeof *block);
    w = block[param];
    h = 1e-5 * fmax(1.0, fabs(w));
    block[param] = w + h;
    up = net_evaluate_loaded(net, block);
    block[param] = w - h;
    down = net_evaluate_loaded(net, block);
    return (up - down) / (2 * h);
}

double proof_gradient(struct walk *walk, struct quantity of)
{
    return slope_of_loss(walk, quantity_parameter(&walk->run.scenario.net, of));
}

/* The parameters as the update leaves them: a copy of the run goes on to the iteration's end. */
static double *params_after(struct walk *walk)
{
    struct stepper *stepper = &walk->run.stepper;
    size_t size = walk->run.scenario.net.param_count * sizeof(double);
    double *params = malloc(size);
    struct place place;

    assert_non_null(params);
    stepper_save(stepper, walk->now);
    for (stepper_place(stepper, &place); place.index < place.count; stepper_place(stepper, &place))
        assert_true(stepper_step(stepper));
    memcpy(params, stepper->block, size);
    stepper_restore(stepper, walk->now);
    return params;
}

/* The weight that the answer's symbol stands for. */
static size_t weight_of(struct walk *walk, const struct question *question, size_t i)
{
    const struct net *net = &walk->run.scenario.net;
    struct arena arena = {0};
    char wanted[TEXT], text[TEXT];
    size_t found = net->param_count;

    snprintf(wanted, sizeof wanted, "%s", proof_answer(question, i));
    for (size_t p = 0; p < net->param_count && found == net->param_count; p++) {
        struct net_place at = net_find(net, p);
        struct quantity w = quantity_of_weight(QUANTITY_VALUE, at.layer, at.to, at.from);

        if (!at.bias && !at.recurrent
            && strcmp(proof_text(rich_format(&arena, "{f}",
                                             quantity_symbol(&arena, &walk->run.snapshot, w)),
                                 text, sizeof text), wanted) == 0)
            found = p;
    }
    arena_finish(&arena);
    assert_true(found < net->param_count);
    return found;
}

/* ---- a proof for each kind ---- */

static bool prove_sign(struct walk *walk, const struct question_moment *moment,
                       const struct question *question)
{
    double slope = proof_gradient(walk, question->of), small = 1e-9;

    (void)moment;
    if (proof_says(question, "stays the same"))
        return fabs(slope) < small;
    /* Where rounding hides the slope the engine's own sign has to do. */
    if (fabs(slope) < small)
        slope = quantity_value(&walk->run.snapshot, quantity_as(question->of, QUANTITY_GRADIENT));
    return proof_says(question, slope > 0 ? "grows" : "shrinks");
}

static bool prove_direction(struct walk *walk, const struct question_moment *moment,
                            const struct question *question)
{
    double *after = params_after(walk);
    size_t p = quantity_parameter(&walk->run.scenario.net, question->of);
    double moved = after[p] - walk->run.before[p];
    bool tiny = fabs(quantity_value(moment->snapshot, quantity_as(question->of, QUANTITY_STEP)))
              < 1e-16;

    free(after);
    return tiny || proof_says(question, moved > 0 ? "up" : moved < 0 ? "down" : "not at all");
}

/* The right answer is larger than each other by what `measure` says. */
static bool prove_largest(struct walk *walk, const struct question *question,
                          double (*measure)(struct walk *walk, const double *after, size_t param))
{
    double *after = params_after(walk);
    double most = measure(walk, after, weight_of(walk, question, question->right));
    bool ok = most > 0;

    for (size_t i = 0; i < question->count; i++)
        if (i != question->right)
            ok = ok && measure(walk, after, weight_of(walk, question, i)) < 0.95 * most;
    free(after);
    return ok;
}

static double moved_by(struct walk *walk, const double *after, size_t param)
{
    return fabs(after[param] - walk->run.before[param]);
}

static double sloped_by(struct walk *walk, const double *after, size_t param)
{
    (void)after;
    return fabs(slope_of_loss(walk, param));
}

static bool prove_largest_step(struct walk *walk, const struct question_moment *moment,
                               const struct question *question)
{
    (void)moment;
    return prove_largest(walk, question, moved_by);
}

static bool prove_largest_gradient(struct walk *walk, const struct question_moment *moment,
                                   const struct question *question)
{
    (void)moment;
    return walk->run.scenario.net.recurrent ? proof_of_largest_share(walk, question)
                                            : prove_largest(walk, question, sloped_by);
}

/* How many weights, or biases, differ from those of the iteration's start. */
static size_t count_changed(struct walk *walk, const double *params, bool biases, size_t *of)
{
    const struct net *net = &walk->run.scenario.net;
    size_t changed = 0;

    *of = 0;
    for (size_t p = 0; p < net->param_count; p++) {
        if (net_find(net, p).bias != biases)
            continue;
        ++*of;
        changed += params[p] != walk->run.before[p];
    }
    return changed;
}

static bool prove_moved_yet(struct walk *walk, const struct question_moment *moment,
                            const struct question *question)
{
    const struct place *place = &walk->run.snapshot.place;
    size_t all, changed = count_changed(walk, walk->run.stepper.block, false, &all);

    if (place->unit.kind == UNIT_BACKWARD)
        return changed == 0 && proof_says(question, "none of them");
    /* Within the last unit of the update only the last moment shows the new values. */
    if (moment->shown.moment < reveal_count(&walk->run.scenario.net, walk->run.unit))
        return proof_says(question, "none of them");
    return changed == all && proof_says(question, "all of them");
}

static bool prove_who_moves(struct walk *walk, const struct question_moment *moment,
                            const struct question *question)
{
    double *after = params_after(walk);
    size_t all;
    bool weights = count_changed(walk, after, false, &all) > 0,
         biases = count_changed(walk, after, true, &all) > 0;

    (void)moment;
    free(after);
    return weights && proof_says(question, biases ? "weights and biases" : "weights only");
}

/* The mean loss of the batch with those parameters, sample by sample. */
static double batch_loss(struct walk *walk, const double *params)
{
    const struct net *net = &walk->run.scenario.net;
    const struct place *place = &walk->run.snapshot.place;
    double *block = walk->run.scratch, sum = 0;

    for (size_t i = 0; i < place->batch_count; i++) {
        memcpy(block, params, net->param_count * sizeof *block);
        stepper_load(&walk->run.stepper, i, block);
        sum += net_evaluate_loaded(net, block);
    }
    return sum / (double)place->divisor;
}

static bool prove_loss_next(struct walk *walk, const struct question_moment *moment,
                            const struct question *question)
{
    double *after = params_after(walk);
    double was = batch_loss(walk, walk->run.before), is = batch_loss(walk, after);

    (void)moment;
    free(after);
    return proof_says(question, is < was ? "smaller" : is > was ? "larger" : "the same");
}

static bool is_factor(const struct question *question, size_t i)
{
    char reply[TEXT];

    return i == question->right
        || strstr(proof_text(question->answers[i].reply, reply, sizeof reply),
                  "larger than the smallest factor") != NULL;
}

static bool prove_why_small(struct walk *walk, const struct question_moment *moment,
                            const struct question *question)
{
    double slope, product = 1, least;
    bool smallest = true;

    (void)moment;
    if (walk->run.scenario.net.recurrent)
        return proof_of_vanished(walk, question);
    slope = proof_gradient(walk, question->of);
    least = fabs(number_in(question, question->right));
    for (size_t i = 0; i < question->count; i++) {
        if (!is_factor(question, i))
            continue;
        product *= number_in(question, i);
        smallest = smallest && (i == question->right || least < fabs(number_in(question, i)));
    }
    return smallest && fabs(product - slope) < 1e-6 * fmax(1e-3, fabs(slope));
}

static bool prove_factor(struct walk *walk, const struct question_moment *moment,
                         const struct question *question)
{
    const struct quantity *of = &question->of;
    double delta = quantity_value(moment->snapshot,
                                  quantity_then(quantity_at(QUANTITY_DZ, of->layer, of->to, 0),
                                                of->time)),
           slope = of->kind == QUANTITY_SHARE ? proof_slope_between(walk, *of, of->time, of->time)
                                              : proof_gradient(walk, *of);
    bool ok = true;

    for (size_t i = 0; i < question->count; i++) {
        bool same = fabs(delta * number_in(question, i) - slope) < 0.005 * fabs(slope);

        ok = ok && same == (i == question->right);
    }
    return ok || fabs(slope) < 1e-8;
}

/* All ways from a neuron to an output, one by one. */
static size_t count_paths(const struct net *net, size_t layer)
{
    size_t paths = 0;

    if (layer == net->layer_count)
        return 1;
    for (size_t j = 0; j < net->layers[layer + 1].out; j++)
        paths += count_paths(net, layer + 1);
    return paths;
}

static bool prove_paths(struct walk *walk, const struct question_moment *moment,
                        const struct question *question)
{
    size_t paths;

    (void)moment;
    if (walk->run.scenario.net.recurrent)
        return proof_of_reach(walk, question);
    paths = count_paths(&walk->run.scenario.net, question->of.layer);
    return number_in(question, question->right) == (double)paths;
}

/* ∂L/∂z of a unit: the gradient of a weight into it by what comes in through it. */
static double slope_of_sum(struct walk *walk, struct quantity q)
{
    const struct net *net = &walk->run.scenario.net;
    size_t from = 0;
    double most = 0;

    for (size_t k = 0; k < net->layers[q.layer].in; k++) {
        double input = fabs(quantity_value(&walk->run.snapshot, quantity_input(net, q.layer, k)));

        if (input > most) {
            most = input;
            from = k;
        }
    }
    if (most == 0)
        return net->layers[q.layer].has_biases
                   ? proof_gradient(walk, quantity_of_bias(QUANTITY_GRADIENT, q.layer, q.to))
                   : quantity_value(&walk->run.snapshot, q);
    return proof_gradient(walk, quantity_of_weight(QUANTITY_GRADIENT, q.layer, q.to, from))
         / quantity_value(&walk->run.snapshot, quantity_input(net, q.layer, from));
}

/* The number by another way. */
static double recomputed(struct walk *walk, struct quantity q)
{
    const struct net *net = &walk->run.scenario.net;
    size_t p;
    double *after, value;

    if (q.kind == QUANTITY_GRADIENT)
        return proof_gradient(walk, q);
    if (q.kind == QUANTITY_NEW) {
        p = quantity_parameter(net, q);
        after = params_after(walk);
        value = after[p];
        free(after);
        return value;
    }
    if (q.kind == QUANTITY_STEP) {
        p = quantity_parameter(net, q);
        after = params_after(walk);
        value = after[p] - walk->run.before[p];
        free(after);
        return value;
    }
    if (q.kind == QUANTITY_DZ && !net->recurrent)
        return slope_of_sum(walk, q);
    if (q.kind == QUANTITY_DA || q.kind == QUANTITY_DZ || q.kind == QUANTITY_SHARE)
        return proof_slope_between(walk, q, q.time, q.time);
    if (q.kind == QUANTITY_LOSS) {
        memcpy(walk->run.scratch, walk->run.stepper.block, net->block_size * sizeof(double));
        memcpy(walk->run.scratch, walk->run.before, net->param_count * sizeof(double));
        return net_evaluate_loaded(net, walk->run.scratch);
    }
    memcpy(walk->run.scratch, walk->run.stepper.block, net->block_size * sizeof(double));
    memcpy(walk->run.scratch, walk->run.before, net->param_count * sizeof(double));
    net_evaluate_loaded(net, walk->run.scratch);
    return net_at(net, walk->run.scratch, q.time > 0 ? q.time : 1)[(q.kind == QUANTITY_Z ? net->layers[q.layer].z
                                                   : net->layers[q.layer].a) + q.to];
}

static bool prove_value(struct walk *walk, const struct question_moment *moment,
                        const struct question *question)
{
    double value = recomputed(walk, question->of);
    bool ok = true;

    (void)moment;
    for (size_t i = 0; i < question->count; i++) {
        double off = fabs(number_in(question, i) - value);

        if (i == question->right)
            ok = ok && off <= 0.06 * fabs(value) + 1e-8;
        else
            ok = ok && off > 0.06 * fabs(value);
    }
    return ok;
}

/* The number written with the digits that are enough is right, as it is cut off; each known mistake
 * is told from it and from the others; and what is far from all of them is another number. */
static bool prove_number(struct walk *walk, const struct question_moment *moment,
                         const struct question *question)
{
    double value = recomputed(walk, question->of), right = number_in(question, 0);
    char text[64];
    bool ok = fabs(right - value) <= 1e-4 * fabs(value) + 1e-8;

    (void)moment;
    snprintf(text, sizeof text, "%.*e", (int)question->digits - 1, right);
    ok = ok && question->typed && question->right == 0
      && question_typed(question, strtod(text, NULL)) == 0 && question_typed(question, right) == 0;
    ok = ok && question_typed(question, 1.05 * right) != 0
      && question_typed(question, 0.95 * right) != 0 && question_typed(question, -right) != 0;
    for (size_t i = 1; i + 1 < question->count; i++)
        ok = ok && question_typed(question, number_in(question, i)) == i;
    return ok && question_typed(question, 1e6 * (1 + fabs(right))) == question->count - 1;
}

/* Which rule gives what: by the kind of number alone. */
static bool prove_rule(struct walk *walk, const struct question_moment *moment,
                       const struct question *question)
{
    bool recurs = walk->run.scenario.net.recurrent;
    const char *rule =
        question->of.kind == QUANTITY_Z      ? (recurs ? "what comes in and" : "the inputs times")
        : question->of.kind == QUANTITY_DA   ? (recurs ? "the parts of" : "the contributions")
        : question->of.kind == QUANTITY_SHARE ? "δ at that time"
        : question->of.kind == QUANTITY_STEP ? "−η times"
        : recurs                             ? "the shares of all times" : "the slopes";
    double value = quantity_value(moment->snapshot, question->of);

    if (question->of.kind == QUANTITY_STEP)
        return strncmp(proof_answer(question, question->right), rule, strlen(rule)) == 0
            && fabs(recomputed(walk, question->of) - value) < 1e-9 * (1 + fabs(value));
    return strncmp(proof_answer(question, question->right), rule, strlen(rule)) == 0
        && reveal_known(moment->snapshot, moment->shown, moment->shown, question->of) == KNOWN;
}

/* The optimiser that the title names, and that is not the run's own. */
static bool other_optimizer(const struct question *question, const struct snapshot *snapshot,
                            enum optimizer_kind *kind)
{
    char title[TEXT], start[TEXT];

    proof_text(question->title, title, sizeof title);
    for (size_t i = 0; i < optimizer_count(); i++) {
        *kind = (enum optimizer_kind)i;
        snprintf(start, sizeof start, "With %s in place of", optimizer_row(*kind)->title);
        if (strncmp(title, start, strlen(start)) == 0)
            return *kind != snapshot->state->optimizer.kind;
    }
    return false;
}

/* The same iteration again under the other optimiser: the gradients' bits are the same. */
static bool prove_same_gradient(struct walk *walk, const struct question_moment *moment,
                                const struct question *question)
{
    const struct net *net = &walk->run.scenario.net;
    struct stepper *stepper = &walk->run.stepper;
    size_t size = net->param_count * sizeof(double);
    double *gradients = malloc(size), *now = stepper->block + net->param_count;
    enum optimizer_kind kind;
    struct place place;
    bool same;

    assert_non_null(gradients);
    if (!other_optimizer(question, moment->snapshot, &kind)) {
        free(gradients);
        return false;
    }
    memcpy(gradients, now, size);
    stepper_save(stepper, walk->now);
    stepper_restore(stepper, walk->start);
    optimizer_choose(&stepper->state.optimizer, kind);
    do {
        stepper_step(stepper);
        stepper_place(stepper, &place);
    } while (place.index < place.batch_count * stepper->program.sample_count);
    same = memcmp(gradients, stepper->block + net->param_count, size) == 0;
    stepper_restore(stepper, walk->now);
    free(gradients);
    return same && proof_says(question, "the steps");
}

static bool prove_phase_name(struct walk *walk, const struct question_moment *moment,
                             const struct question *question)
{
    static const char *const names[][3] = {
        [UNIT_FORWARD] = {"forward pass", "forward propagation"},
        [UNIT_LOSS] = {"loss", "cost"},
        [UNIT_BACKWARD] = {"backward pass", "backpropagation"},
        [UNIT_UPDATE] = {"weight update", NULL},
    };
    const char *const *name = names[walk->run.snapshot.place.unit.kind];

    (void)moment;
    return proof_says(question, name[0])
        || proof_says(question, name[1] != NULL ? name[1]
                                          : explain_optimizer_title(&walk->run.snapshot));
}

/* The words in their places are the phases that the run went through; the one that is due is right,
 * whatever stands already; and none changes its key meanwhile. */
static bool prove_order(struct walk *walk, const struct question_moment *moment,
                        const struct question *question)
{
    struct question_moment at_first = *moment;
    struct arena arena = {0};
    struct question first;
    char whole[TEXT], name[TEXT], all[TEXT];
    struct text text;
    bool ok = question->hides_names && question->ordered && question->count == 4
           && question->answers[question->right].place == question->placed + 1
           && question->placed == moment->placed;

    text_init(&text, all, sizeof all);
    at_first.placed = 0;
    ok = ok && question_make(&arena, &at_first, QUESTION_ORDER, (struct quantity){0}, &first);
    for (size_t place = 1; ok && place <= question->count; place++)
        for (size_t i = 0; i < question->count; i++) {
            ok = ok && first.answers[i].place == question->answers[i].place;
            if (question->answers[i].place == place)
                text_printf(&text, "%s%s", place == 1 ? "" : " → ",
                            proof_text(question->answers[i].text, name, sizeof name));
        }
    arena_finish(&arena);
    proof_text(question->whole, whole, sizeof whole);
    return ok && strcmp(all, whole) == 0
        && (strcmp(whole, walk->phases) == 0
            || (moment->level > 0 && strncmp(whole, "forward propagation → cost → backpropagation",
                                             strlen("forward propagation → cost → backpropagation"))
                                         == 0));
}

/* Where the reason holds: by what the moment's unit has just computed. */
static bool prove_why(struct walk *walk, const struct question_moment *moment,
                      const struct question *question)
{
    const struct net *net = &walk->run.scenario.net;
    const struct place *place = &walk->run.snapshot.place;
    const double *block = walk->run.stepper.block;
    double rate = quantity_value(moment->snapshot, quantity_at(QUANTITY_RATE, 0, 0, 0));

    switch (place->unit.kind) {
    case UNIT_FORWARD: /* the curve has bent something: a is not z */
        return proof_says(question, "without curves many layers do no more than one")
            && place->unit.layer < net->layer_count
            && net->layers[place->unit.layer].activation != ACTIVATION_IDENTITY;
    case UNIT_LOSS:
        return proof_says(question, "only one number says whether it is better now")
            && isfinite(block[net->loss_value]);
    case UNIT_BACKWARD:
        return proof_says(question, "each layer needs the δ of the layer behind it")
            && place->unit.layer == net->layer_count && net->layer_count > 1;
    case UNIT_UPDATE:
        return place->divisor > 1
                   ? proof_says(question, "one update has to suit all samples")
                   : proof_says(question, "a slope is true only nearby") && rate < 1;
    default: return false;
    }
}

void proof_of(struct walk *walk, const struct question_moment *moment,
              const struct question *question)
{
    static bool (*const proofs[QUESTION_KIND_COUNT])(
        struct walk *walk, const struct question_moment *moment,
        const struct question *question) = {
        [QUESTION_GRADIENT_SIGN] = prove_sign,
        [QUESTION_DIRECTION] = prove_direction,
        [QUESTION_LARGEST_STEP] = prove_largest_step,
        [QUESTION_LARGEST_GRADIENT] = prove_largest_gradient,
        [QUESTION_MOVED_YET] = prove_moved_yet,
        [QUESTION_PHASE_NAME] = prove_phase_name,
        [QUESTION_WHO_MOVES] = prove_who_moves,
        [QUESTION_LOSS_NEXT] = prove_loss_next,
        [QUESTION_WHY_SMALL] = prove_why_small,
        [QUESTION_FACTOR] = prove_factor,
        [QUESTION_PATHS] = prove_paths,
        [QUESTION_VALUE] = prove_value,
        [QUESTION_ORDER] = prove_order,
        [QUESTION_SAME_GRADIENT] = prove_same_gradient,
        [QUESTION_NUMBER] = prove_number,
        [QUESTION_RULE] = prove_rule,
        [QUESTION_TIMES] = proof_of_times,
        [QUESTION_WHY] = prove_why,
        [QUESTION_SAME_WEIGHT] = proof_of_same_weight,
    };
    char title[TEXT];

    assert_non_null(proofs[question->kind]);
    if (!proofs[question->kind](walk, moment, question))
        fail_msg("%s at step %llu, moment %zu: '%s' -> '%s' is not right",
                 question_kind_name(question->kind), (unsigned long long)moment->shown.step,
                 moment->shown.moment, proof_text(question->title, title, sizeof title),
                 proof_answer(question, question->right));
}
