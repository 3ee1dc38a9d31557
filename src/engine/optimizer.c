#include "engine/optimizer.h"

#include "base/elementary.h"

#include <assert.h>
#include <math.h>

const char *optimizer_kind_name(enum optimizer_kind kind)
{
    static const char *const names[OPTIMIZER_KIND_COUNT] = {
        [OPTIMIZER_SGD] = "sgd",
        [OPTIMIZER_RMSPROP] = "rmsprop",
        [OPTIMIZER_ADAM] = "adam",
    };

    assert(kind < OPTIMIZER_KIND_COUNT);
    return names[kind];
}

const char *optimizer_title(const struct optimizer *optimizer)
{
    if (optimizer->kind == OPTIMIZER_RMSPROP)
        return "RMSProp";
    if (optimizer->kind == OPTIMIZER_ADAM)
        return "Adam";
    if (optimizer->momentum != 0)
        return optimizer->nesterov ? "Nesterov momentum" : "momentum";
    return "gradient descent";
}

const char *optimizer_choice_title(enum optimizer_choice choice)
{
    static const char *const titles[OPTIMIZER_CHOICES] = {"gradient descent", "momentum", "Nesterov",
                                                          "RMSProp", "Adam"};

    assert(choice < OPTIMIZER_CHOICES);
    return titles[choice];
}

const char *optimizer_choice_name(enum optimizer_choice choice)
{
    static const char *const names[OPTIMIZER_CHOICES] = {"sgd", "momentum", "nesterov", "rmsprop", "adam"};

    assert(choice < OPTIMIZER_CHOICES);
    return names[choice];
}

void optimizer_choose(struct optimizer *optimizer, enum optimizer_choice choice)
{
    bool velocity = choice == OPTIMIZER_CHOICE_MOMENTUM || choice == OPTIMIZER_CHOICE_NESTEROV;

    /* Member by member: what lies between them must stay as it is, snapshots are compared as bytes. */
    optimizer->kind = choice == OPTIMIZER_CHOICE_RMSPROP ? OPTIMIZER_RMSPROP
                      : choice == OPTIMIZER_CHOICE_ADAM  ? OPTIMIZER_ADAM
                                                         : OPTIMIZER_SGD;
    optimizer->nesterov = choice == OPTIMIZER_CHOICE_NESTEROV;
    optimizer->momentum = velocity ? 0.9 : 0.0;
    optimizer->decay = 0.99;
    optimizer->beta1 = 0.9;
    optimizer->beta2 = 0.999;
    optimizer->epsilon = 1e-8;
}

enum optimizer_choice optimizer_choice_of(const struct optimizer *optimizer)
{
    if (optimizer->kind == OPTIMIZER_RMSPROP)
        return OPTIMIZER_CHOICE_RMSPROP;
    if (optimizer->kind == OPTIMIZER_ADAM)
        return OPTIMIZER_CHOICE_ADAM;
    if (optimizer->momentum == 0)
        return OPTIMIZER_CHOICE_SGD;
    return optimizer->nesterov ? OPTIMIZER_CHOICE_NESTEROV : OPTIMIZER_CHOICE_MOMENTUM;
}

bool optimizer_has_first(const struct optimizer *optimizer)
{
    return optimizer->kind == OPTIMIZER_ADAM ||
           (optimizer->kind == OPTIMIZER_SGD && optimizer->momentum != 0);
}

bool optimizer_has_second(const struct optimizer *optimizer)
{
    return optimizer->kind == OPTIMIZER_ADAM || optimizer->kind == OPTIMIZER_RMSPROP;
}

size_t optimizer_buffers(const struct optimizer *optimizer)
{
    return (size_t)optimizer_has_first(optimizer) + (size_t)optimizer_has_second(optimizer) +
           (optimizer->l2 != 0 ? 1 : 0);
}

double optimizer_gradient(double sum, size_t batch)
{
    return sum / (double)batch;
}

/* g = mean, plus λw; without a penalty not even + 0·w, which is NaN for an infinite w. */
static double objective_gradient(double mean, double l2, double w)
{
    return l2 != 0 ? mean + l2 * w : mean;
}

/* 1-βᵗ: how much of a mean that began at 0 is there after t updates. */
static double correction(double beta, uint64_t t)
{
    return 1.0 - elementary_pow(beta, (double)t);
}

static void move_sgd(const struct optimizer *o, struct optimizer_move *move, double old)
{
    double along = move->gradient;

    if (o->momentum != 0) {
        move->first = o->momentum * old + move->gradient;
        along = o->nesterov ? move->gradient + o->momentum * move->first : move->first;
    }
    move->step = -(o->learning_rate * along);
}

static void move_rmsprop(const struct optimizer *o, struct optimizer_move *move, double old)
{
    double g = move->gradient;

    move->second = o->decay * old + (1.0 - o->decay) * (g * g);
    move->step = -(o->learning_rate * (g / (sqrt(move->second) + o->epsilon)));
}

/* correction1, correction2: 1-β₁ᵗ and 1-β₂ᵗ. */
static void move_adam(const struct optimizer *o, struct optimizer_move *move, double correction1,
                      double correction2, double first, double second)
{
    double g = move->gradient;

    move->first = o->beta1 * first + (1.0 - o->beta1) * g;
    move->second = o->beta2 * second + (1.0 - o->beta2) * (g * g);
    move->first_hat = move->first / correction1;
    move->second_hat = move->second / correction2;
    move->step =
        -(o->learning_rate * (move->first_hat / (sqrt(move->second_hat) + o->epsilon)));
}

struct optimizer_move optimizer_move(const struct optimizer *o, bool l2, uint64_t t, double w,
                                     double sum, size_t batch, double first, double second)
{
    struct optimizer_move move = {
        .gradient = objective_gradient(optimizer_gradient(sum, batch), l2 ? o->l2 : 0.0, w)};

    if (o->kind == OPTIMIZER_RMSPROP)
        move_rmsprop(o, &move, second);
    else if (o->kind == OPTIMIZER_ADAM)
        move_adam(o, &move, correction(o->beta1, t), correction(o->beta2, t), first, second);
    else
        move_sgd(o, &move, first);
    move.value = w + move.step;
    return move;
}

/* Plain gradient descent. A division by a power of two is a multiplication, bit for bit. */
static void descend(const struct optimizer *o, size_t n, double *restrict w,
                    const double *restrict sum, size_t batch)
{
    const double rate = o->learning_rate, count = (double)batch, share = 1.0 / count;

    if (batch == 1)
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * sum[i];
    else if ((batch & (batch - 1)) == 0)
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * (sum[i] * share);
    else
        for (size_t i = 0; i < n; i++)
            w[i] -= rate * (sum[i] / count);
}

void optimizer_update(const struct optimizer *o, const struct optimizer_params *params, uint64_t t,
                      size_t batch)
{
    const double l2 = params->l2 ? o->l2 : 0.0;
    double correction1 = 1.0, correction2 = 1.0;

    if (optimizer_buffers(o) == 0) {
        descend(o, params->n, params->w, params->sum, batch);
        return;
    }
    if (o->kind == OPTIMIZER_ADAM) {
        correction1 = correction(o->beta1, t);
        correction2 = correction(o->beta2, t);
    }
    for (size_t i = 0; i < params->n; i++) {
        struct optimizer_move move = {
            .gradient = objective_gradient(optimizer_gradient(params->sum[i], batch), l2,
                                           params->w[i])};

        if (o->kind == OPTIMIZER_RMSPROP)
            move_rmsprop(o, &move, params->second[i]);
        else if (o->kind == OPTIMIZER_ADAM)
            move_adam(o, &move, correction1, correction2, params->first[i], params->second[i]);
        else
            move_sgd(o, &move, params->first != NULL ? params->first[i] : 0.0);
        params->w[i] += move.step;
        if (params->gradient != NULL)
            params->gradient[i] = move.gradient;
        if (params->first != NULL)
            params->first[i] = move.first;
        if (params->second != NULL)
            params->second[i] = move.second;
    }
}
