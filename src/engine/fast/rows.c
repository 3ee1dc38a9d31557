#include "engine/fast/rows.h"

#include "base/attributes.h"
#include "base/processor.h"

#define LANES 2
#define VECTOR vector_2
#define SHUFFLE SHUFFLE_2
#define NAME(name) name##_plain
#define KERNEL static
#include "engine/fast/kernels.h"
#undef LANES
#undef VECTOR
#undef SHUFFLE
#undef NAME
#undef KERNEL
#define LANES 4
#define VECTOR vector_4
#define SHUFFLE SHUFFLE_4
#define NAME(name) name##_wide
#define KERNEL FOR_WIDE static
#include "engine/fast/kernels.h"

void rows_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                  double *restrict z)
{
    (processor_wide() ? forward_wide : forward_plain)(out, in, w, b, x, z);
}

void rows_backward_input(size_t out, size_t in, const double *restrict w,
                         const double *restrict dz, double *restrict dx)
{
    (processor_wide() ? backward_input_wide : backward_input_plain)(out, in, w, dz, dx);
}

void rows_backward_weights(size_t out, size_t in, const double *restrict dz,
                           const double *restrict x, double *restrict gw, double *restrict gb)
{
    const double *const only[] = {x, dz};

    rows_gradients(out, in, 1, &only[0], &only[1], 1, false, gw, gb);
}

void rows_descend(size_t out, size_t in, double rate, const double *restrict dz,
                  const double *restrict x, double *restrict w, double *restrict b)
{
    (processor_wide() ? descend_wide : descend_plain)(out, in, rate, dz, x, w, b);
}

/* ---- of many samples ---- */

void rows_forward_all(size_t out, size_t in, const double *w, const double *b, const double *x,
                      size_t stride, double *restrict z)
{
    (processor_wide() ? multiply_wide : multiply_plain)(out, in, w, in, 1, b, x, stride, z);
}

void rows_backward_input_all(size_t out, size_t in, const double *w, const double *dz,
                             size_t stride, double *restrict dx)
{
    (processor_wide() ? multiply_wide : multiply_plain)(in, out, w, 1, in, NULL, dz, stride, dx);
}

void rows_gradients(size_t out, size_t in, size_t count, const double *const *x,
                    const double *const *dz, size_t unit, bool first, double *gw, double *gb)
{
    (processor_wide() ? gradients_wide : gradients_plain)(out, in, count, x, dz, unit, first, gw,
                                                          gb);
}

void rows_transpose(size_t rows, size_t columns, const double *const *from, double *to,
                    size_t pitch)
{
    (processor_wide() ? transpose_wide : transpose_plain)(rows, columns, from, to, pitch);
}

/* ---- of a recurrent layer ---- */

void rows_recurrent_forward(size_t out, size_t in, const double *w, const double *r,
                            const double *b, const double *x, const double *before,
                            double *restrict spare, double *restrict z)
{
    rows_forward(out, in, w, NULL, x, z);
    if (before != NULL)
        rows_forward(out, out, r, NULL, before, spare);
    for (size_t j = 0; j < out; j++)
        z[j] = z[j] + (before != NULL ? spare[j] : 0.0);
    for (size_t j = 0; b != NULL && j < out; j++)
        z[j] = z[j] + b[j];
}

void rows_recurrent_backward(size_t out, const double *r, const double *next,
                             const double *output, double *restrict future, double *restrict da)
{
    if (next != NULL)
        rows_backward_input(out, out, r, next, future);
    for (size_t i = 0; next == NULL && i < out; i++)
        future[i] = 0.0;
    for (size_t i = 0; i < out; i++)
        da[i] = output[i] + future[i];
}

void rows_recurrent_backward_weights(size_t out, const double *dz, const double *before,
                                     double *restrict gr)
{
    if (before != NULL)
        rows_backward_weights(out, out, dz, before, gr, NULL);
}
