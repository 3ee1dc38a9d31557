/*
 * kernels: the loops of rows.h for vectors of LANES doubles.
 *
 * No header like others: rows.c includes it once for each kind of processor. VECTOR is the type,
 * NAME(name) what a function is called, KERNEL what one begins with that is called from outside.
 * A sum stays in one lane and runs in the order of dense.h's plain loop; what shares a vector are
 * sums that do not wait for each other: of several rows, columns or samples. A block that has
 * fewer rows than others does its last one more than once.
 */
#define FROM(p) (*(const VECTOR *)(p))
#define AT(p) (*(VECTOR *)(p))

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

/* sum(LANES rows) += LANES columns of w x: products along the rows, added up across. */
ALWAYS_INLINE void NAME(add_across)(const double *w, size_t in, const double *x, VECTOR *sum)
{
    const VECTOR inputs = FROM(x);
    VECTOR v[LANES];

    v[0] = FROM(w) * inputs, v[1] = FROM(w + in) * inputs;
#if LANES == 4
    v[2] = FROM(w + 2 * in) * inputs, v[3] = FROM(w + 3 * in) * inputs;
#endif
    NAME(turn)(v);
    *sum += v[0], *sum += v[1];
#if LANES == 4
    *sum += v[2], *sum += v[3];
#endif
}

/* z of `groups` times LANES rows, 1 or 4. */
ALWAYS_INLINE void NAME(forward_groups)(size_t groups, size_t in, const double *w, const double *b,
                                        const double *x, double *z)
{
    const double *w1 = w + LANES * in, *w2 = w1 + LANES * in, *w3 = w2 + LANES * in;
    VECTOR s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    size_t k = 0;

    for (; k + LANES <= in; k += LANES) {
        NAME(add_across)(w + k, in, x + k, &s0);
        if (groups == 1)
            continue;
        NAME(add_across)(w1 + k, in, x + k, &s1);
        NAME(add_across)(w2 + k, in, x + k, &s2);
        NAME(add_across)(w3 + k, in, x + k, &s3);
    }
    if (b != NULL && k == in) {
        s0 += FROM(b);
        if (groups > 1)
            s1 += FROM(b + LANES), s2 += FROM(b + 2 * LANES), s3 += FROM(b + 3 * LANES);
    }
    AT(z) = s0;
    if (groups > 1)
        AT(z + LANES) = s1, AT(z + 2 * LANES) = s2, AT(z + 3 * LANES) = s3;
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

/* dx(in) = or += the shares of four rows at w, one after the other. */
ALWAYS_INLINE void NAME(backward_rows)(size_t in, const double *restrict w, const double *dz,
                                       double *restrict dx, bool first)
{
    const double d0 = dz[0], d1 = dz[1], d2 = dz[2], d3 = dz[3];
    const double *w1 = w + in, *w2 = w1 + in, *w3 = w2 + in;

    for (size_t k = 0; k < in; k++) {
        double sum = first ? 0.0 : dx[k];

        sum += w[k] * d0;
        sum += w1[k] * d1;
        sum += w2[k] * d2;
        sum += w3[k] * d3;
        dx[k] = sum;
    }
}

KERNEL void NAME(backward_input)(size_t out, size_t in, const double *restrict w,
                                 const double *restrict dz, double *restrict dx)
{
    size_t j = out < 4 ? 1 : 4;

    /* Row by row, as the weights lie in memory; each dx_k still sums over rising j. */
    if (out >= 4)
        NAME(backward_rows)(in, w, dz, dx, true);
    else
        for (size_t k = 0; k < in; k++)
            dx[k] = 0.0 + w[k] * dz[0];
    for (; j + 4 <= out; j += 4)
        NAME(backward_rows)(in, w + j * in, dz + j, dx, false);
    for (; j < out; j++)
        for (size_t k = 0; k < in; k++)
            dx[k] += w[j * in + k] * dz[j];
}

/* w -= rate (0 + d x) of four rows: 0 + is what the sum of the gradients is, it makes -0 to 0. */
KERNEL void NAME(descend)(size_t out, size_t in, double rate, const double *restrict dz,
                          const double *restrict x, double *restrict w, double *restrict b)
{
    size_t j = 0;

    for (; j + 4 <= out; j += 4) {
        double *w0 = w + j * in, *w1 = w0 + in, *w2 = w1 + in, *w3 = w2 + in;
        const double d0 = dz[j], d1 = dz[j + 1], d2 = dz[j + 2], d3 = dz[j + 3];
        size_t k = 0;

        for (; k + LANES <= in; k += LANES) {
            const VECTOR inputs = FROM(x + k);

            AT(w0 + k) -= rate * (0.0 + d0 * inputs);
            AT(w1 + k) -= rate * (0.0 + d1 * inputs);
            AT(w2 + k) -= rate * (0.0 + d2 * inputs);
            AT(w3 + k) -= rate * (0.0 + d3 * inputs);
        }
        for (; k < in; k++) {
            w0[k] -= rate * (0.0 + d0 * x[k]);
            w1[k] -= rate * (0.0 + d1 * x[k]);
            w2[k] -= rate * (0.0 + d2 * x[k]);
            w3[k] -= rate * (0.0 + d3 * x[k]);
        }
    }
    for (; j < out; j++)
        for (size_t k = 0; k < in; k++)
            w[j * in + k] -= rate * (0.0 + dz[j] * x[k]);
    for (j = 0; b != NULL && j < out; j++)
        b[j] -= rate * (0.0 + dz[j]);
}

/* ---- of many samples ---- */

/* z(2 rows, 4 vectors of samples), the second row at w1 and z1. */
ALWAYS_INLINE void NAME(multiply_block)(size_t in, size_t step, const double *w, const double *w1,
                                       const double *x, size_t stride, double b, double b1,
                                       double *z, double *z1)
{
    VECTOR s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, t0 = {0}, t1 = {0}, t2 = {0}, t3 = {0};

    for (size_t k = 0; k < in; k++, x += stride, w += step, w1 += step) {
        const VECTOR x0 = FROM(x), x1 = FROM(x + LANES), x2 = FROM(x + 2 * LANES);
        const VECTOR x3 = FROM(x + 3 * LANES);

        s0 += *w * x0, s1 += *w * x1, s2 += *w * x2, s3 += *w * x3;
        t0 += *w1 * x0, t1 += *w1 * x1, t2 += *w1 * x2, t3 += *w1 * x3;
    }
    AT(z) = s0 + b, AT(z + LANES) = s1 + b, AT(z + 2 * LANES) = s2 + b, AT(z + 3 * LANES) = s3 + b;
    AT(z1) = t0 + b1, AT(z1 + LANES) = t1 + b1;
    AT(z1 + 2 * LANES) = t2 + b1, AT(z1 + 3 * LANES) = t3 + b1;
}

/* z(4 rows, a vector of samples); the rows of w and of z at those places. */
ALWAYS_INLINE void NAME(multiply_narrow)(size_t in, size_t step, const double *w,
                                         const size_t rows[4], const double *x, size_t stride,
                                         const double b[4], double *z, const size_t to[4])
{
    VECTOR s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};

    for (size_t k = 0; k < in; k++, x += stride, w += step) {
        const VECTOR inputs = FROM(x);

        s0 += w[rows[0]] * inputs, s1 += w[rows[1]] * inputs;
        s2 += w[rows[2]] * inputs, s3 += w[rows[3]] * inputs;
    }
    AT(z + to[0]) = s0 + b[0], AT(z + to[1]) = s1 + b[1];
    AT(z + to[2]) = s2 + b[2], AT(z + to[3]) = s3 + b[3];
}

KERNEL void NAME(multiply)(size_t out, size_t in, const double *w, size_t row, size_t step,
                           const double *b, const double *x, size_t stride, double *restrict z)
{
    size_t s = 0;

    for (; s + 4 * LANES <= stride; s += 4 * LANES)
        for (size_t j = 0; j < out; j += 2) {
            size_t next = j + 1 < out ? j + 1 : j;

            NAME(multiply_block)(in, step, w + j * row, w + next * row, x + s, stride,
                                b != NULL ? b[j] : 0.0, b != NULL ? b[next] : 0.0,
                                z + j * stride + s, z + next * stride + s);
        }
    for (; s < stride; s += LANES)
        for (size_t j = 0; j < out; j += 4) {
            size_t rows[4], to[4];
            double biases[4];

            for (size_t r = 0; r < 4; r++) {
                size_t at = j + r < out ? j + r : out - 1;

                rows[r] = at * row;
                to[r] = at * stride + s;
                biases[r] = b != NULL ? b[at] : 0.0;
            }
            NAME(multiply_narrow)(in, step, w, rows, x + s, stride, biases, z, to);
        }
}

/* Of four rows of g, whose dz are at those places, the columns k to k + 2 LANES. */
ALWAYS_INLINE void NAME(gradients_block)(size_t k, size_t count, const double *const *x,
                                         const double *const *dz, const size_t at[4], bool first,
                                         double *g[4])
{
    double *g0 = g[0] + k, *g1 = g[1] + k, *g2 = g[2] + k, *g3 = g[3] + k;
    const size_t at0 = at[0], at1 = at[1], at2 = at[2], at3 = at[3];
    VECTOR a0 = {0}, a1 = {0}, b0 = {0}, b1 = {0}, c0 = {0}, c1 = {0}, d0 = {0}, d1 = {0};

    if (!first) {
        a0 = FROM(g0), b0 = FROM(g1), c0 = FROM(g2), d0 = FROM(g3);
        a1 = FROM(g0 + LANES), b1 = FROM(g1 + LANES);
        c1 = FROM(g2 + LANES), d1 = FROM(g3 + LANES);
    }
    for (size_t s = 0; s < count; s++) {
        const VECTOR x0 = FROM(x[s] + k), x1 = FROM(x[s] + k + LANES);
        const double *d = dz[s];

        a0 += d[at0] * x0, a1 += d[at0] * x1, b0 += d[at1] * x0, b1 += d[at1] * x1;
        c0 += d[at2] * x0, c1 += d[at2] * x1, d0 += d[at3] * x0, d1 += d[at3] * x1;
    }
    AT(g0) = a0, AT(g1) = b0, AT(g2) = c0, AT(g3) = d0;
    AT(g0 + LANES) = a1, AT(g1 + LANES) = b1, AT(g2 + LANES) = c1, AT(g3 + LANES) = d1;
}

KERNEL void NAME(gradients)(size_t out, size_t in, size_t count, const double *const *x,
                            const double *const *dz, size_t unit, bool first, double *gw,
                            double *gb)
{
    const size_t end = in - in % (2 * LANES);

    for (size_t j = 0; j < out; j += 4) {
        size_t at[4];
        double *g[4];

        for (size_t r = 0; r < 4; r++) {
            size_t row = j + r < out ? j + r : out - 1;

            at[r] = row * unit;
            g[r] = gw + row * in;
        }
        for (size_t k = 0; k < end; k += 2 * LANES)
            NAME(gradients_block)(k, count, x, dz, at, first, g);
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

KERNEL void NAME(transpose)(size_t rows, size_t columns, const double *const *from, double *to,
                            size_t pitch)
{
    const size_t whole = rows - rows % LANES, end = columns - columns % LANES;

    for (size_t i = 0; i < whole; i += LANES)
        for (size_t k = 0; k < end; k += LANES) {
            double *at = to + k * pitch + i;
            VECTOR v[LANES];

            v[0] = FROM(from[i] + k), v[1] = FROM(from[i + 1] + k);
#if LANES == 4
            v[2] = FROM(from[i + 2] + k), v[3] = FROM(from[i + 3] + k);
#endif
            NAME(turn)(v);
            AT(at) = v[0], AT(at + pitch) = v[1];
#if LANES == 4
            AT(at + 2 * pitch) = v[2], AT(at + 3 * pitch) = v[3];
#endif
        }
    for (size_t i = 0; i < rows; i++)
        for (size_t k = i < whole ? end : 0; k < columns; k++)
            to[k * pitch + i] = from[i][k];
}

#undef FROM
#undef AT
