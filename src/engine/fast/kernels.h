/*
 * kernels: the loops of rows.h for vectors of LANES doubles.
 *
 * No header like others: rows.c includes it once for each kind of processor. NAME(name) is what a
 * function is called, KERNEL what one begins with that is called from outside. A sum stays in one
 * lane and runs in the order of dense.h; what shares a vector are sums that do not wait for each
 * other: of several rows, columns or samples. A block that has fewer rows than others does its last
 * one more than once. The compiler knows a block's sizes: its sums stay in registers.
 */
#define VECTOR JOINED(vector_, LANES)
#define SHUFFLE JOINED(SHUFFLE_, LANES)
#define FROM(p) (*(const VECTOR *)(p))
#define AT(p) (*(VECTOR *)(p))

#if LANES < 8
/* Rows of a square become its columns. */
ALWAYS_INLINE void NAME(turn)(VECTOR v[LANES])
{
#if LANES == 4
    const VECTOR even01 = SHUFFLE(v[0], v[1], 0, 4, 2, 6), odd01 = SHUFFLE(v[0], v[1], 1, 5, 3, 7);
    const VECTOR even23 = SHUFFLE(v[2], v[3], 0, 4, 2, 6), odd23 = SHUFFLE(v[2], v[3], 1, 5, 3, 7);

    v[0] = SHUFFLE(even01, even23, 0, 1, 4, 5);
    v[1] = SHUFFLE(odd01, odd23, 0, 1, 4, 5);
    v[2] = SHUFFLE(even01, even23, 2, 3, 6, 7);
    v[3] = SHUFFLE(odd01, odd23, 2, 3, 6, 7);
#else
    const VECTOR first = v[0];

    v[0] = SHUFFLE(first, v[1], 0, 2);
    v[1] = SHUFFLE(first, v[1], 1, 3);
#endif
}

/* z of `groups` times LANES rows, 1 or 4: products along the rows, added up across. */
ALWAYS_INLINE void NAME(forward_groups)(size_t groups, size_t in, const double *w, const double *b,
                                        const double *x, double *z)
{
    VECTOR sum[4] = {{0}};
    size_t k = 0;

    for (; k + LANES <= in; k += LANES)
        for (size_t g = 0; g < groups; g++) {
            const double *rows = w + g * LANES * in + k;
            VECTOR v[LANES];

            for (size_t r = 0; r < LANES; r++)
                v[r] = FROM(rows + r * in) * FROM(x + k);
            NAME(turn)(v);
            for (size_t r = 0; r < LANES; r++)
                sum[g] += v[r];
        }
    for (size_t g = 0; g < groups; g++)
        AT(z + g * LANES) = b != NULL && k == in ? sum[g] + FROM(b + g * LANES) : sum[g];
    for (size_t j = 0; k < in && j < groups * LANES; j++) {
        for (size_t rest = k; rest < in; rest++)
            z[j] += w[j * in + rest] * x[rest];
        if (b != NULL)
            z[j] += b[j];
    }
}

KERNEL void NAME(forward)(size_t out, size_t in, const double *w, const double *b, const double *x,
                          double *restrict z)
{
    size_t j = 0;

    for (; j + 4 * LANES <= out; j += 4 * LANES)
        NAME(forward_groups)(4, in, w + j * in, b != NULL ? b + j : NULL, x, z + j);
    for (; j + LANES <= out; j += LANES)
        NAME(forward_groups)(1, in, w + j * in, b != NULL ? b + j : NULL, x, z + j);
    for (; j < out; j++) {
        double sum = 0.0;

        for (size_t k = 0; k < in; k++)
            sum += w[j * in + k] * x[k];
        z[j] = b != NULL ? sum + b[j] : sum;
    }
}

/* dx(in) = (`first`) or += the shares of `rows` rows at w, 1 or 4, one after the other. */
ALWAYS_INLINE void NAME(backward_rows)(size_t rows, bool first, size_t in, const double *restrict w,
                                       const double *restrict dz, double *restrict dx)
{
    for (size_t k = 0; k < in; k++) {
        double sum = first ? 0.0 : dx[k];

        for (size_t r = 0; r < rows; r++)
            sum += w[r * in + k] * dz[r];
        dx[k] = sum;
    }
}

/* Row by row, as the weights lie in memory; each dx_k still sums over rising j. */
KERNEL void NAME(backward_input)(size_t out, size_t in, const double *restrict w,
                                 const double *restrict dz, double *restrict dx)
{
    size_t j = out < 4 ? 1 : 4;

    if (out < 4)
        NAME(backward_rows)(1, true, in, w, dz, dx);
    else
        NAME(backward_rows)(4, true, in, w, dz, dx);
    for (; j + 4 <= out; j += 4)
        NAME(backward_rows)(4, false, in, w + j * in, dz + j, dx);
    for (; j < out; j++)
        NAME(backward_rows)(1, false, in, w + j * in, dz + j, dx);
}

/* w -= rate (0 + d x) of 1 or 4 rows: 0 + is what the sum of the gradients is, it makes -0 to 0. */
ALWAYS_INLINE void NAME(descend_rows)(size_t rows, size_t in, double rate, const double *dz,
                                      const double *restrict x, double *restrict w)
{
    const double d[4] = {dz[0], dz[rows > 1], dz[rows > 1 ? 2 : 0], dz[rows - 1]};
    size_t k = 0;

    for (; k + LANES <= in; k += LANES) {
        const VECTOR inputs = FROM(x + k);

        for (size_t r = 0; r < rows; r++)
            AT(w + r * in + k) -= rate * (0.0 + d[r] * inputs);
    }
    for (; k < in; k++)
        for (size_t r = 0; r < rows; r++)
            w[r * in + k] -= rate * (0.0 + d[r] * x[k]);
}

KERNEL void NAME(descend)(size_t out, size_t in, double rate, const double *restrict dz,
                          const double *restrict x, double *restrict w, double *restrict b)
{
    size_t j = 0;

    for (; j + 4 <= out; j += 4)
        NAME(descend_rows)(4, in, rate, dz + j, x, w + j * in);
    for (; j < out; j++)
        NAME(descend_rows)(1, in, rate, dz + j, x, w + j * in);
    for (j = 0; b != NULL && j < out; j++)
        b[j] -= rate * (0.0 + dz[j]);
}

KERNEL void NAME(transpose)(size_t rows, size_t columns, const double *const *from, double *to,
                            size_t pitch)
{
    const size_t whole = rows - rows % LANES, end = columns - columns % LANES;

    for (size_t i = 0; i < whole; i += LANES)
        for (size_t k = 0; k < end; k += LANES) {
            VECTOR v[LANES];

            for (size_t r = 0; r < LANES; r++)
                v[r] = FROM(from[i + r] + k);
            NAME(turn)(v);
            for (size_t r = 0; r < LANES; r++)
                AT(to + (k + r) * pitch + i) = v[r];
        }
    for (size_t i = 0; i < rows; i++)
        for (size_t k = i < whole ? end : 0; k < columns; k++)
            to[k * pitch + i] = from[i][k];
}
#endif

/* Of `groups` vectors of units, at most 4. */
ALWAYS_INLINE void NAME(descend_forward_groups)(size_t groups, size_t pitch, size_t in, double rate,
                                                const double *dz, const double *before,
                                                const double *x, double *restrict w,
                                                double *restrict z)
{
    VECTOR d[4], sum[4] = {{0}};

    for (size_t g = 0; g < groups; g++)
        d[g] = FROM(dz + g * LANES);
    for (size_t k = 0; k < in; k++, w += pitch)
        for (size_t g = 0; g < groups; g++) {
            const VECTOR moved = FROM(w + g * LANES) - rate * (0.0 + d[g] * before[k]);

            AT(w + g * LANES) = moved;
            sum[g] += moved * x[k];
        }
    for (size_t g = 0; g < groups; g++)
        AT(z + g * LANES) = sum[g];
}

KERNEL void NAME(descend_forward)(size_t pitch, size_t in, double rate, const double *dz,
                                  const double *before, const double *x, double *restrict w,
                                  double *restrict z)
{
    size_t j = 0;

    for (; j + 4 * LANES <= pitch; j += 4 * LANES)
        NAME(descend_forward_groups)(4, pitch, in, rate, dz + j, before, x, w + j, z + j);
    for (; j + 2 * LANES <= pitch; j += 2 * LANES)
        NAME(descend_forward_groups)(2, pitch, in, rate, dz + j, before, x, w + j, z + j);
    for (; j < pitch; j += LANES)
        NAME(descend_forward_groups)(1, pitch, in, rate, dz + j, before, x, w + j, z + j);
}

/* Of the samples from s on `vectors` vectors, of `rows` rows at once: 4 and 2, or 1 and 4. After
 * some inputs it goes on with z as it is, never -0, so that adding no bias yet changes nothing. */
ALWAYS_INLINE void NAME(multiply_samples)(size_t s, size_t rows, size_t vectors, size_t out,
                                          size_t in, const double *w, size_t row, size_t step,
                                          const double *b, const double *x, size_t stride,
                                          double *restrict z)
{
    for (size_t from = 0, end; from < in; from = end) {
        end = in - from < TOGETHER ? in : from + TOGETHER;
        for (size_t j = 0; j < out; j += rows) {
            VECTOR sum[8];
            const double *weights[4];
            size_t at[4];

            for (size_t r = 0; r < rows; r++) {
                at[r] = j + r < out ? j + r : out - 1;
                weights[r] = w + at[r] * row;
                for (size_t v = 0; v < vectors; v++)
                    sum[r * vectors + v] =
                        from == 0 ? (VECTOR){0} : FROM(z + at[r] * stride + s + v * LANES);
            }
            for (size_t k = from; k < end; k++)
                for (size_t v = 0; v < vectors; v++)
                    for (size_t r = 0; r < rows; r++)
                        sum[r * vectors + v] +=
                            weights[r][k * step] * FROM(x + k * stride + s + v * LANES);
            for (size_t r = 0; r < rows; r++)
                for (size_t v = 0; v < vectors; v++)
                    AT(z + at[r] * stride + s + v * LANES) =
                        sum[r * vectors + v] + (b != NULL && end == in ? b[at[r]] : 0.0);
        }
    }
}

KERNEL void NAME(multiply)(size_t out, size_t in, const double *w, size_t row, size_t step,
                           const double *b, const double *x, size_t stride, double *restrict z)
{
    size_t s = 0;

    for (; s + 4 * LANES <= stride; s += 4 * LANES)
        NAME(multiply_samples)(s, 2, 4, out, in, w, row, step, b, x, stride, z);
    for (; s < stride; s += LANES)
        NAME(multiply_samples)(s, 4, 1, out, in, w, row, step, b, x, stride, z);
}

/* Blocks of four rows and two vectors; of one sample row by row, as they lie in memory. */
KERNEL void NAME(gradients)(size_t out, size_t in, size_t count, const double *const *x,
                            const double *const *dz, size_t unit, bool first, double *gw,
                            double *gb)
{
    const size_t end = in - in % (2 * LANES), alone = first && count == 1 ? out : 0;

    for (size_t j = 0; j < alone; j++) {
        const double d = dz[0][j * unit];

        for (size_t k = 0; k < end; k += LANES)
            AT(gw + j * in + k) = 0.0 + d * FROM(x[0] + k);
    }
    for (size_t j = alone; j < out; j += 4)
        for (size_t k = 0; k < end; k += 2 * LANES) {
            VECTOR sum[8];
            size_t at[4];

            for (size_t r = 0; r < 4; r++) {
                at[r] = j + r < out ? j + r : out - 1;
                for (size_t v = 0; v < 2; v++)
                    sum[2 * r + v] = first ? (VECTOR){0} : FROM(gw + at[r] * in + k + v * LANES);
            }
            for (size_t s = 0; s < count; s++)
                for (size_t r = 0; r < 4; r++)
                    for (size_t v = 0; v < 2; v++)
                        sum[2 * r + v] += dz[s][at[r] * unit] * FROM(x[s] + k + v * LANES);
            for (size_t r = 0; r < 4; r++)
                for (size_t v = 0; v < 2; v++)
                    AT(gw + at[r] * in + k + v * LANES) = sum[2 * r + v];
        }
    for (size_t j = 0; j < out; j++) {
        for (size_t k = end; k < in; k++) {
            double sum = first ? 0.0 : gw[j * in + k];

            for (size_t s = 0; s < count; s++)
                sum += dz[s][j * unit] * x[s][k];
            gw[j * in + k] = sum;
        }
        if (gb != NULL && first)
            gb[j] = 0.0;
        for (size_t s = 0; gb != NULL && s < count; s++)
            gb[j] += dz[s][j * unit];
    }
}

#undef LANES
#undef NAME
#undef KERNEL
