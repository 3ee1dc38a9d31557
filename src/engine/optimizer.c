#include "engine/optimizer.h"

#include "base/attributes.h"

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

/* ---- the moves: as struct optimizer_row has them ---- */

/* Each takes of what there is what its rule has. */
#define MOVE(name)                                                                                \
    ALWAYS_INLINE void name(const struct optimizer *o, const double corrections[2] UNUSED,        \
                            bool weight UNUSED, double w UNUSED, double first UNUSED,             \
                            double second UNUSED, struct optimizer_move *move)

MOVE(move_sgd)
{
    move->step = -(o->learning_rate * move->gradient);
}

MOVE(move_momentum)
{
    move->first = o->constants[0] * first + move->gradient;
    move->step = -(o->learning_rate * move->first);
}

MOVE(move_nesterov)
{
    move->first = o->constants[0] * first + move->gradient;
    move->step = -(o->learning_rate * (move->gradient + o->constants[0] * move->first));
}

MOVE(move_rmsprop)
{
    const double decay = o->constants[0], epsilon = o->constants[1], g = move->gradient;

    move->second = decay * second + (1.0 - decay) * (g * g);
    move->step = -(o->learning_rate * (g / (sqrt(move->second) + epsilon)));
}

ALWAYS_INLINE double adam_ratio(const struct optimizer *o, const double corrections[2],
                                double first, double second, struct optimizer_move *move)
{
    const double beta1 = o->constants[0], beta2 = o->constants[1], g = move->gradient;

    move->first = beta1 * first + (1.0 - beta1) * g;
    move->second = beta2 * second + (1.0 - beta2) * (g * g);
    move->first_hat = move->first / corrections[0];
    move->second_hat = move->second / corrections[1];
    return move->first_hat / (sqrt(move->second_hat) + o->constants[2]);
}

MOVE(move_adam)
{
    move->step = -(o->learning_rate * adam_ratio(o, corrections, first, second, move));
}

MOVE(move_adagrad)
{
    const double g = move->gradient;

    move->second = second + g * g;
    move->step = -(o->learning_rate * (g / (sqrt(move->second) + o->constants[0])));
}

/* Adam, and of a weight, apart from the gradient, a share of itself. */
MOVE(move_adamw)
{
    const double ratio = adam_ratio(o, corrections, first, second, move);

    move->step = -(o->learning_rate * (weight ? ratio + o->constants[3] * w : ratio));
}

/* ---- the loops ---- */

/* How many are done together: their gradients stay in the nearest memory. */
enum { CHUNK = 256 };

/* g(n) as the optimiser gets it: the sums themselves, or made in `room`. A division by a power of
 * two is a multiplication, bit for bit. */
ALWAYS_INLINE const double *gradients(const struct optimizer *o, size_t n,
                                      const double *restrict sum, const double *restrict w,
                                      double l2, size_t batch, double *restrict room)
{
    const double count = (double)batch, share = (batch & (batch - 1)) == 0 ? 1.0 / count : 0.0;
    const double most = o->clip_value, scale = o->clip_scale;

    if (share != 0 && l2 != 0)
        for (size_t i = 0; i < n; i++)
            room[i] = optimizer_objective(sum[i] * share, l2, w[i]);
    else if (share != 0)
        for (size_t i = 0; i < n; i++)
            room[i] = sum[i] * share;
    else
        for (size_t i = 0; i < n; i++)
            room[i] = optimizer_objective(sum[i] / count, l2, w[i]);
    if (most > 0)
        for (size_t i = 0; i < n; i++)
            room[i] = fabs(room[i]) > most ? copysign(most, room[i]) : room[i];
    if (o->clip_norm > 0)
        for (size_t i = 0; i < n; i++)
            room[i] = scale * room[i];
    return room;
}

/* n parameters from `from` on by that move, of which the compiler makes a loop of its own. */
ALWAYS_INLINE void move_some(optimizer_mover *mover, bool has_first, bool has_second,
                             const struct optimizer *optimizer, const struct optimizer_params *p,
                             double first_share, double second_share, size_t n,
                             const double *restrict g, size_t from)
{
    const struct optimizer o = *optimizer;
    const double shares[2] = {first_share, second_share};
    const bool weights = p->weights;
    double *restrict w = p->w + from;
    double *restrict first = has_first ? p->first + from : NULL;
    double *restrict second = has_second ? p->second + from : NULL;

    for (size_t i = 0; i < n; i++) {
        struct optimizer_move move = {.gradient = g[i]};

        mover(&o, shares, weights, w[i], has_first ? first[i] : 0.0, has_second ? second[i] : 0.0,
              &move);
        w[i] += move.step;
        if (has_first)
            first[i] = move.first;
        if (has_second)
            second[i] = move.second;
    }
}

/* A mean that is complete is not divided: after some hundred updates the first is, after some ten
 * thousand the second. */
ALWAYS_INLINE void update_by(optimizer_mover *mover, bool has_first, bool has_second, bool corrects,
                             const struct optimizer *o, const struct optimizer_params *p,
                             const double shares[2], size_t batch)
{
    const double l2 = p->weights ? o->l2 : 0.0;
    double room[CHUNK];

    for (size_t from = 0; from < p->n; from += CHUNK) {
        const size_t n = p->n - from < CHUNK ? p->n - from : CHUNK;
        const double *g = p->sum + from;

        if (batch > 1 || optimizer_keeps_gradient(o))
            g = gradients(o, n, g, p->w + from, l2, batch,
                          p->gradient != NULL ? p->gradient + from : room);
        if (!corrects || (shares[0] == 1.0 && shares[1] == 1.0))
            move_some(mover, has_first, has_second, o, p, 1.0, 1.0, n, g, from);
        else if (shares[0] == 1.0)
            move_some(mover, has_first, has_second, o, p, 1.0, shares[1], n, g, from);
        else
            move_some(mover, has_first, has_second, o, p, shares[0], shares[1], n, g, from);
    }
}

/* The steps of n weights, which stay as they are. */
ALWAYS_INLINE void steps_by(optimizer_mover *mover, bool has_first, bool has_second,
                            const struct optimizer *optimizer, const double shares[2],
                            size_t batch, const struct optimizer_weights *weights,
                            double *restrict steps)
{
    const struct optimizer o = *optimizer;
    const struct optimizer_weights all = *weights;
    double room[CHUNK];

    for (size_t from = 0; from < all.n; from += CHUNK) {
        const size_t n = all.n - from < CHUNK ? all.n - from : CHUNK;
        const double *g = gradients(&o, n, all.sum + from, all.w + from, o.l2, batch, room);

        for (size_t i = 0; i < n; i++) {
            struct optimizer_move move = {.gradient = g[i]};

            mover(&o, shares, true, all.w[from + i], has_first ? all.first[from + i] : 0.0,
                  has_second ? all.second[from + i] : 0.0, &move);
            steps[from + i] = move.step;
        }
    }
}

/* A row's loops, by its move. */
#define LOOPS(name, has_first, has_second, corrects)                                              \
    static void steps_##name(const struct optimizer *o, const double shares[2], size_t batch,     \
                             const struct optimizer_weights *weights, double *steps)              \
    {                                                                                             \
        steps_by(move_##name, has_first, has_second, o, shares, batch, weights, steps);           \
    }                                                                                             \
    static void update_##name(const struct optimizer *o, const struct optimizer_params *p,        \
                              const double shares[2], size_t batch)                               \
    {                                                                                             \
        update_by(move_##name, has_first, has_second, corrects, o, p, shares, batch);             \
    }                                                                                             \
    FOR_WIDE static void wide_##name(const struct optimizer *o, const struct optimizer_params *p, \
                                     const double shares[2], size_t batch)                        \
    {                                                                                             \
        update_by(move_##name, has_first, has_second, corrects, o, p, shares, batch);             \
    }                                                                                             \
    FOR_WIDEST static void widest_##name(const struct optimizer *o,                               \
                                         const struct optimizer_params *p,                        \
                                         const double shares[2], size_t batch)                    \
    {                                                                                             \
        update_by(move_##name, has_first, has_second, corrects, o, p, shares, batch);             \
    }

LOOPS(sgd, false, false, false)
LOOPS(momentum, true, false, false)
LOOPS(nesterov, true, false, false)
LOOPS(rmsprop, false, true, false)
LOOPS(adam, true, true, true)
LOOPS(adagrad, false, true, false)
LOOPS(adamw, true, true, true)

/* ---- the rows ---- */

static const struct optimizer_row optimizers[] = {
    [OPTIMIZER_SGD] = {.name = "sgd",
                       .kind = "sgd",
                       .title = "gradient descent",
                       .brief = "gradient descent",
                       .narrow = "descent",
                       .direction = "g",
                       .move = move_sgd,
                       .steps = steps_sgd,
                       .update = {update_sgd, wide_sgd, widest_sgd},
                       .pytorch = "SGD(parameters, lr={learning_rate})"},
    [OPTIMIZER_MOMENTUM] = {.name = "momentum",
                            .kind = "sgd",
                            .title = "momentum",
                            .brief = "momentum",
                            .narrow = "momentum",
                            .constants = {{"momentum", "μ", 0.9, true, false}},
                            .first = {"v", "μ v + g", NULL, "velocity"},
                            .direction = "v'",
                            .move = move_momentum,
                            .steps = steps_momentum,
                            .update = {update_momentum, wide_momentum, widest_momentum},
                            .pytorch = "SGD(parameters, lr={learning_rate}, momentum={momentum})"},
    [OPTIMIZER_NESTEROV] = {.name = "nesterov",
                            .kind = "sgd",
                            .flag = "nesterov",
                            .title = "Nesterov momentum",
                            .brief = "Nesterov",
                            .narrow = "Nesterov",
                            .constants = {{"momentum", "μ", 0.9, true, false}},
                            .first = {"v", "μ v + g", NULL, "velocity"},
                            .direction = "g + μ v'",
                            .move = move_nesterov,
                            .steps = steps_nesterov,
                            .update = {update_nesterov, wide_nesterov, widest_nesterov},
                            .pytorch = "SGD(parameters, lr={learning_rate}, momentum={momentum}, "
                                       "nesterov=True)"},
    [OPTIMIZER_RMSPROP] = {.name = "rmsprop",
                           .kind = "rmsprop",
                           .title = "RMSProp",
                           .brief = "RMSProp",
                           .narrow = "RMSProp",
                           .constants = {{"decay", "α", 0.99, true, false},
                                         {"epsilon", "ε", 1e-8, false, false}},
                           .second = {"v", "α v + (1 - α) g^2", NULL, "mean_square"},
                           .direction = "g / (sqrt(v') + ε)",
                           .move = move_rmsprop,
                           .steps = steps_rmsprop,
                           .update = {update_rmsprop, wide_rmsprop, widest_rmsprop},
                           .pytorch = "RMSprop(parameters, lr={learning_rate}, alpha={decay}, "
                                      "eps={epsilon})"},
    [OPTIMIZER_ADAM] = {.name = "adam",
                        .kind = "adam",
                        .title = "Adam",
                        .brief = "Adam",
                        .narrow = "Adam",
                        .constants = {{"beta1", "β1", 0.9, true, false},
                                      {"beta2", "β2", 0.999, true, false},
                                      {"epsilon", "ε", 1e-8, false, false}},
                        .first = {"m", "β1 m + (1 - β1) g", "m' / (1 - β1^t)", "mean"},
                        .second = {"v", "β2 v + (1 - β2) g^2", "v' / (1 - β2^t)", "mean_square"},
                        .direction = "m̂ / (sqrt(v̂) + ε)",
                        .corrects = true,
                        .move = move_adam,
                        .steps = steps_adam,
                        .update = {update_adam, wide_adam, widest_adam},
                        .pytorch = "Adam(parameters, lr={learning_rate}, "
                                   "betas=({beta1}, {beta2}), eps={epsilon})"},
    {.name = "adagrad",
     .kind = "adagrad",
     .title = "AdaGrad",
     .brief = "AdaGrad",
     .narrow = "AdaGrad",
     .constants = {{"epsilon", "ε", 1e-10, false, false}},
     .second = {"v", "v + g^2", NULL, "sum_square"},
     .direction = "g / (sqrt(v') + ε)",
     .move = move_adagrad,
     .steps = steps_adagrad,
     .update = {update_adagrad, wide_adagrad, widest_adagrad},
     .pytorch = "Adagrad(parameters, lr={learning_rate}, eps={epsilon})"},
    {.name = "adamw",
     .kind = "adamw",
     .title = "AdamW",
     .brief = "AdamW",
     .narrow = "AdamW",
     .constants = {{"beta1", "β1", 0.9, true, false},
                   {"beta2", "β2", 0.999, true, false},
                   {"epsilon", "ε", 1e-8, false, false},
                   {"weight_decay", "ω", 0.01, false, true}},
     .first = {"m", "β1 m + (1 - β1) g", "m' / (1 - β1^t)", "mean"},
     .second = {"v", "β2 v + (1 - β2) g^2", "v' / (1 - β2^t)", "mean_square"},
     .direction = "m̂ / (sqrt(v̂) + ε)",
     .direction_of_weight = "m̂ / (sqrt(v̂) + ε) + ω w",
     .corrects = true,
     .move = move_adamw,
     .steps = steps_adamw,
     .update = {update_adamw, wide_adamw, widest_adamw},
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
