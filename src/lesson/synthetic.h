/*
 * synthetic: the text of a scenario made by formulas, as large as one likes: for
 * benchmarks and tests of size, where real data would have to be shipped.
 *
 * The inputs are square images of a bright bar; its direction is the class.
 */
#ifndef BACKSTEP_LESSON_SYNTHETIC_H
#define BACKSTEP_LESSON_SYNTHETIC_H

#include <stddef.h>

/* A scenario (JSON) of images of side × side pixels, hidden layers of so many tanh units and `classes`
 * softmax outputs, trained on `samples` images in batches of `batch`, ten epochs. The caller frees
 * it. */
char *synthetic_scenario(const char *title, size_t side, const size_t *hidden, size_t hidden_count,
                         size_t classes, size_t samples, size_t batch);

/* 784-16-16-10, the "big" network of the benchmarks. */
char *synthetic_big(void);

#endif
