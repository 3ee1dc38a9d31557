#include "engine/optimizer.h"

#include <assert.h>
#include <math.h>

size_t optimizer_buffers(const struct optimizer *optimizer)
{
    return (size_t)optimizer_has_first(optimizer) + (size_t)optimizer_has_second(optimizer) +
           (optimizer_keeps_gradient(optimizer) ? 1 : 0);
}

bool optimizer_clips(const struct optimizer *optimizer)
{
    return optimizer->clip_value > 0 || optimizer->clip_norm > 0;
}

bool optimizer_keeps_gradient(const struct optimizer *optimizer)
{
    return optimizer->l2 != 0 || optimizer_clips(optimizer);
}

double optimizer_gradient(double sum, size_t batch)
{
    return sum / (double)batch;
}

/* ---- the moves ---- */

static void move_sgd(const struct optimizer *o, const double corrections[2], bool weight, double w,
                     double first, double second, struct optimizer_move *move)
{
    (void)corrections, (void)weight, (void)w, (void)first, (void)second;
    move->step = -(o->learning_rate * move->gradient);
}

static void move_momentum(const struct optimizer *o, const double corrections[2], bool weight,
                          double w, double first, double second, struct optimizer_move *move)
{
    (void)corrections, (void)weight, (void)w, (void)second;
    move->first = o->constants[0] * first + move->gradient;
    move->step = -(o->learning_rate * move->first);
}

static void move_nesterov(const struct optimizer *o, const double corrections[2], bool weight,
                          double w, double first, double second, struct optimizer_move *move)
{
    (void)corrections, (void)weight, (void)w, (void)second;
    move->first = o->constants[0] * first + move->gradient;
    move->step = -(o->learning_rate * (move->gradient + o->constants[0] * move->first));
}

static void move_rmsprop(const struct optimizer *o, const double corrections[2], bool weight,
                         double w, double first, double second, struct optimizer_move *move)
{
    const double decay = o->constants[0], epsilon = o->constants[1], g = move->gradient;

    (void)corrections, (void)weight, (void)w, (void)first;
    move->second = decay * second + (1.0 - decay) * (g * g);
    move->step = -(o->learning_rate * (g / (sqrt(move->second) + epsilon)));
}

static double adam_ratio(const struct optimizer *o, const double corrections[2], double first,
                         double second, struct optimizer_move *move)
{
    const double beta1 = o->constants[0], beta2 = o->constants[1], g = move->gradient;

    move->first = beta1 * first + (1.0 - beta1) * g;
    move->second = beta2 * second + (1.0 - beta2) * (g * g);
    move->first_hat = move->first / corrections[0];
    move->second_hat = move->second / corrections[1];
    return move->first_hat / (sqrt(move->second_hat) + o->constants[2]);
}

static void move_adam(const struct optimizer *o, const double corrections[2], bool weight, double w,
                      double first, double second, struct optimizer_move *move)
{
    (void)weight, (void)w;
    move->step = -(o->learning_rate * adam_ratio(o, corrections, first, second, move));
}

static void move_adagrad(const struct optimizer *o, const double corrections[2], bool weight,
                         double w, double first, double second, struct optimizer_move *move)
{
    const double g = move->gradient;

    (void)corrections, (void)weight, (void)w, (void)first;
    move->second = second + g * g;
    move->step = -(o->learning_rate * (g / (sqrt(move->second) + o->constants[0])));
}

/* Adam, and of a weight, apart from the gradient, a share of itself. */
static void move_adamw(const struct optimizer *o, const double corrections[2], bool weight,
                       double w, double first, double second, struct optimizer_move *move)
{
    const double ratio = adam_ratio(o, corrections, first, second, move);

    move->step = -(o->learning_rate * (weight ? ratio + o->constants[3] * w : ratio));
}

/* ---- the loops ---- */

/* Every parameter by that move, of which the compiler makes a loop of its own. */
static inline void update_by(optimizer_mover *mover, const struct optimizer *optimizer,
                             const struct optimizer_params *params, const double corrections[2],
                             size_t batch)
{
    const struct optimizer o = *optimizer;
    const struct optimizer_params p = *params;
    const double l2 = p.weights ? o.l2 : 0.0;

    for (size_t i = 0; i < p.n; i++) {
        struct optimizer_move move = {
            .gradient = optimizer_objective(optimizer_gradient(p.sum[i], batch), l2, p.w[i])};

        mover(&o, corrections, p.weights, p.w[i], p.first != NULL ? p.first[i] : 0.0,
              p.second != NULL ? p.second[i] : 0.0, &move);
        p.w[i] += move.step;
        if (p.gradient != NULL)
            p.gradient[i] = move.gradient;
        if (p.first != NULL)
            p.first[i] = move.first;
        if (p.second != NULL)
            p.second[i] = move.second;
    }
}

static void update_sgd(const struct optimizer *o, const struct optimizer_params *params,
                       const double corrections[2], size_t batch)
{
    update_by(move_sgd, o, params, corrections, batch);
}

static void update_momentum(const struct optimizer *o, const struct optimizer_params *params,
                            const double corrections[2], size_t batch)
{
    update_by(move_momentum, o, params, corrections, batch);
}

static void update_nesterov(const struct optimizer *o, const struct optimizer_params *params,
                            const double corrections[2], size_t batch)
{
    update_by(move_nesterov, o, params, corrections, batch);
}

static void update_rmsprop(const struct optimizer *o, const struct optimizer_params *params,
                           const double corrections[2], size_t batch)
{
    update_by(move_rmsprop, o, params, corrections, batch);
}

static void update_adam(const struct optimizer *o, const struct optimizer_params *params,
                        const double corrections[2], size_t batch)
{
    update_by(move_adam, o, params, corrections, batch);
}

static void update_adagrad(const struct optimizer *o, const struct optimizer_params *params,
                           const double corrections[2], size_t batch)
{
    update_by(move_adagrad, o, params, corrections, batch);
}

static void update_adamw(const struct optimizer *o, const struct optimizer_params *params,
                         const double corrections[2], size_t batch)
{
    update_by(move_adamw, o, params, corrections, batch);
}

/* ---- the rows ---- */

static const struct optimizer_row optimizers[] = {
    [OPTIMIZER_SGD] = {.name = "sgd",
                       .kind = "sgd",
                       .title = "gradient descent",
                       .brief = "gradient descent",
                       .narrow = "descent",
                       .direction = "g",
                       .move = move_sgd,
                       .update = update_sgd,
                       .pytorch = "SGD(parameters, lr={learning_rate})"},
    [OPTIMIZER_MOMENTUM] = {.name = "momentum",
                            .kind = "sgd",
                            .title = "momentum",
                            .brief = "momentum",
                            .narrow = "momentum",
                            .constants = {{"momentum", "μ", 0.9, true}},
                            .first = {"v", "μ v + g", NULL, "velocity"},
                            .direction = "v'",
                            .move = move_momentum,
                            .update = update_momentum,
                            .pytorch = "SGD(parameters, lr={learning_rate}, momentum={momentum})"},
    [OPTIMIZER_NESTEROV] = {.name = "nesterov",
                            .kind = "sgd",
                            .flag = "nesterov",
                            .title = "Nesterov momentum",
                            .brief = "Nesterov",
                            .narrow = "Nesterov",
                            .constants = {{"momentum", "μ", 0.9, true}},
                            .first = {"v", "μ v + g", NULL, "velocity"},
                            .direction = "g + μ v'",
                            .move = move_nesterov,
                            .update = update_nesterov,
                            .pytorch = "SGD(parameters, lr={learning_rate}, momentum={momentum}, "
                                       "nesterov=True)"},
    [OPTIMIZER_RMSPROP] = {.name = "rmsprop",
                           .kind = "rmsprop",
                           .title = "RMSProp",
                           .brief = "RMSProp",
                           .narrow = "RMSProp",
                           .constants = {{"decay", "α", 0.99, true}, {"epsilon", "ε", 1e-8, false}},
                           .second = {"v", "α v + (1 - α) g^2", NULL, "mean_square"},
                           .direction = "g / (sqrt(v') + ε)",
                           .move = move_rmsprop,
                           .update = update_rmsprop,
                           .pytorch = "RMSprop(parameters, lr={learning_rate}, alpha={decay}, "
                                      "eps={epsilon})"},
    [OPTIMIZER_ADAM] = {.name = "adam",
                        .kind = "adam",
                        .title = "Adam",
                        .brief = "Adam",
                        .narrow = "Adam",
                        .constants = {{"beta1", "β1", 0.9, true},
                                      {"beta2", "β2", 0.999, true},
                                      {"epsilon", "ε", 1e-8, false}},
                        .first = {"m", "β1 m + (1 - β1) g", "m' / (1 - β1^t)", "mean"},
                        .second = {"v", "β2 v + (1 - β2) g^2", "v' / (1 - β2^t)", "mean_square"},
                        .direction = "m̂ / (sqrt(v̂) + ε)",
                        .corrects = true,
                        .move = move_adam,
                        .update = update_adam,
                        .pytorch = "Adam(parameters, lr={learning_rate}, "
                                   "betas=({beta1}, {beta2}), eps={epsilon})"},
    {.name = "adagrad",
     .kind = "adagrad",
     .title = "AdaGrad",
     .brief = "AdaGrad",
     .narrow = "AdaGrad",
     .constants = {{"epsilon", "ε", 1e-10, false}},
     .second = {"v", "v + g^2", NULL, "sum_square"},
     .direction = "g / (sqrt(v') + ε)",
     .move = move_adagrad,
     .update = update_adagrad,
     .pytorch = "Adagrad(parameters, lr={learning_rate}, eps={epsilon})"},
    {.name = "adamw",
     .kind = "adamw",
     .title = "AdamW",
     .brief = "AdamW",
     .narrow = "AdamW",
     .constants = {{"beta1", "β1", 0.9, true},
                   {"beta2", "β2", 0.999, true},
                   {"epsilon", "ε", 1e-8, false},
                   {"weight_decay", "ω", 0.01, false}},
     .first = {"m", "β1 m + (1 - β1) g", "m' / (1 - β1^t)", "mean"},
     .second = {"v", "β2 v + (1 - β2) g^2", "v' / (1 - β2^t)", "mean_square"},
     .direction = "m̂ / (sqrt(v̂) + ε)",
     .direction_of_weight = "m̂ / (sqrt(v̂) + ε) + ω w",
     .corrects = true,
     .move = move_adamw,
     .update = update_adamw,
     .pytorch = "AdamW(parameters, lr={learning_rate}, "
                "betas=({beta1}, {beta2}), eps={epsilon}, weight_decay={weight_decay})"},
};

enum { OPTIMIZERS = sizeof optimizers / sizeof optimizers[0] };

_Static_assert(OPTIMIZERS <= (int)OPTIMIZERS_MAX, "lists of their names have room");

size_t optimizer_count(void)
{
    return OPTIMIZERS;
}

const struct optimizer_row *optimizer_row(enum optimizer_kind kind)
{
    assert((size_t)kind < OPTIMIZERS);
    return &optimizers[kind];
}

size_t optimizer_names(const char *names[OPTIMIZERS_MAX])
{
    for (size_t i = 0; i < OPTIMIZERS; i++)
        names[i] = optimizers[i].name;
    return OPTIMIZERS;
}

const char *optimizer_title(const struct optimizer *optimizer)
{
    return optimizer_row(optimizer->kind)->title;
}

const char *optimizer_direction(const struct optimizer *optimizer, bool weight)
{
    const struct optimizer_row *row = optimizer_row(optimizer->kind);

    return weight && row->direction_of_weight != NULL ? row->direction_of_weight : row->direction;
}

/* Member by member: what lies between them must stay as it is, snapshots are compared as bytes. */
void optimizer_choose(struct optimizer *optimizer, enum optimizer_kind kind)
{
    optimizer->kind = kind;
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX; i++)
        optimizer->constants[i] = optimizer_row(kind)->constants[i].value;
}

bool optimizer_has_first(const struct optimizer *optimizer)
{
    return optimizer_row(optimizer->kind)->first.letter != NULL;
}

bool optimizer_has_second(const struct optimizer *optimizer)
{
    return optimizer_row(optimizer->kind)->second.letter != NULL;
}
