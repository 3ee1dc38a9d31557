/*
 * fixture: a network with data and training in one struct, for the engine's tests.
 */
#ifndef BACKSTEP_TESTS_ENGINE_FIXTURE_H
#define BACKSTEP_TESTS_ENGINE_FIXTURE_H

#include "engine/history.h"
#include "engine/stepper.h"

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* |x - y| <= 1e-12 max(1, |x|, |y|); non-finite values must agree in kind. */
#define assert_close(x, y) assert_true(fixture_close((x), (y), 1e-12))
bool fixture_close(double x, double y, double tolerance);

/* Every one of the n numbers close; names the first that is not. */
void fixture_assert_all_close(const double *x, const double *y, size_t n);

struct fixture {
    struct net net;
    struct dataset data;
    struct training training; /* sgd, learning rate 0.1, one batch of all samples */
    double *params;           /* owned; zeros */
    struct stepper stepper;   /* after fixture_start */
};

/* A net of `count` layers; `samples` zeroed samples. */
void fixture_init(struct fixture *f, size_t inputs, const struct net_layer_spec *layers,
                  size_t count, enum loss loss, size_t samples);

/* Weights, biases and inputs in [-1, 1), targets in [0, 1), from the seed. */
void fixture_randomize(struct fixture *f, uint64_t seed);

/* Copies rows of inputs and targets into the data, parameters into params. */
void fixture_fill(struct fixture *f, const double *x, const double *t, const double *params);

/* Starts the stepper with params and training. */
void fixture_start(struct fixture *f);

/* Steps through `count` more whole iterations (or to the stop). */
void fixture_run(struct fixture *f, uint64_t count);

/* Batch loss of the iteration just run. */
double fixture_loss(const struct fixture *f);

void fixture_finish(struct fixture *f);

/* A 2-3-1 net of tanh and sigmoid that learns XOR from four samples. */
void fixture_xor(struct fixture *f, size_t batch, bool shuffle);

/* Mazur's 2-2-2 example, its biases held as in his article. */
void fixture_mazur(struct fixture *f, bool train_biases);

/* Nets of 3-4-3-2 without kinks and five random samples; kind: 0, 1 or 2, for other activations and
 * another loss. */
enum { FIXTURE_SMOOTH_KINDS = 3 };
void fixture_smooth(struct fixture *f, int kind);

/* Backpropagation's gradients of the mean loss over all samples: net.param_count, to be freed. */
double *fixture_gradients(const struct fixture *f);

#endif
