#include "engine/fast/rows.h"

#include "base/attributes.h"
#include "base/processor.h"

/* How many inputs are weighted before the next rows: as many as stay in the nearest memory. */
enum { TOGETHER = 128 };

#define LANES 2
#define NAME(name) name##_plain
#define KERNEL static
#include "engine/fast/kernels.h"
#define LANES 4
#define NAME(name) name##_wide
#define KERNEL FOR_WIDE static
#include "engine/fast/kernels.h"
#define LANES 8
#define NAME(name) name##_widest
#define KERNEL FOR_WIDEST static
#include "engine/fast/kernels.h"

/* The widest where vectors of eight divide what it is about: they have no loop for a rest. */
#define CHOOSE(name) (processor_lanes() > 2 ? name##_wide : name##_plain)
#define WIDEST(name, whole) (processor_lanes() == 8 && (whole) ? name##_widest : CHOOSE(name))

void rows_forward(size_t out, size_t in, const double *w, const double *b, const double *x,
                  double *restrict z)
{
    CHOOSE(forward)(out, in, w, b, x, z);
}

void rows_backward_input(size_t out, size_t in, const double *restrict w,
                         const double *restrict dz, double *restrict dx)
{
    CHOOSE(backward_input)(out, in, w, dz, dx);
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
    CHOOSE(descend)(out, in, rate, dz, x, w, b);
}

void rows_descend_forward(size_t pitch, size_t in, double rate, const double *dz,
                          const double *before, const double *x, double *restrict w,
                          double *restrict z)
{
    WIDEST(descend_forward, true)(pitch, in, rate, dz, before, x, w, z);
}

void rows_forward_all(size_t out, size_t in, const double *w, const double *b, const double *x,
                      size_t stride, double *restrict z)
{
    WIDEST(multiply, stride % 32 == 0)(out, in, w, in, 1, b, x, stride, z);
}

void rows_backward_input_all(size_t out, size_t in, const double *w, const double *dz,
                             size_t stride, double *restrict dx)
{
    WIDEST(multiply, stride % 32 == 0)(in, out, w, 1, in, NULL, dz, stride, dx);
}

void rows_gradients(size_t out, size_t in, size_t count, const double *const *x,
                    const double *const *dz, size_t unit, bool first, double *gw, double *gb)
{
    WIDEST(gradients, in % 16 == 0)(out, in, count, x, dz, unit, first, gw, gb);
}

void rows_transpose(size_t rows, size_t columns, const double *const *from, double *to,
                    size_t pitch)
{
    CHOOSE(transpose)(rows, columns, from, to, pitch);
}
