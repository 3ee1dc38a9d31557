#include "data/generator.h"

#include "base/elementary.h"
#include "base/rng.h"
#include "data/strokes.h"

#include <assert.h>
#include <math.h>

static const double pi = 3.14159265358979323846;

const char *const generator_names[GENERATOR_COUNT] = {
    [GENERATOR_XOR] = "xor",
    [GENERATOR_CIRCLES] = "circles",
    [GENERATOR_MOONS] = "moons",
    [GENERATOR_SPIRALS] = "spirals",
    [GENERATOR_STROKES] = "strokes",
};

/* Where sample `index` of the class stands, without noise. */
static void place(enum generator generator, size_t class, size_t index, double u, double x[2])
{
    double angle, radius;

    switch (generator) {
    case GENERATOR_XOR:
        x[0] = index % 2 == 0 ? 1 : -1;
        x[1] = class == 0 ? x[0] : -x[0];
        return;
    case GENERATOR_MOONS:
        x[0] = class == 0 ? elementary_cos(pi * u) : 1 - elementary_cos(pi * u);
        x[1] = class == 0 ? elementary_sin(pi * u) : 0.5 - elementary_sin(pi * u);
        return;
    case GENERATOR_SPIRALS:
        angle = 3 * pi * u + (class == 0 ? 0 : pi);
        radius = u;
        break;
    default:
        angle = 2 * pi * u;
        radius = class == 0 ? 1 : 0.5;
    }
    x[0] = radius * elementary_cos(angle);
    x[1] = radius * elementary_sin(angle);
}

/* The side of a square of so many pixels; 0: there is none, or it is too small to draw in. */
static size_t side_of(size_t pixels)
{
    size_t side = STROKES_SIDE_MIN;

    while (side * side < pixels)
        side++;
    return side * side == pixels ? side : 0;
}

bool generator_makes(enum generator generator, size_t inputs, size_t targets)
{
    if (generator == GENERATOR_STROKES)
        return side_of(inputs) > 0 && targets == STROKES_DIGITS;
    return inputs == 2 && (targets == 1 || targets == 2);
}

double generator_noise_max(enum generator generator)
{
    return generator == GENERATOR_STROKES ? 1.0 : 1e100; /* all stays finite */
}

static void fill_plane(enum generator generator, double noise, struct rng *rng,
                       struct dataset *data)
{
    double of_class = (double)((data->count + 1) / 2);

    for (size_t i = 0; i < data->count; i++) {
        double *x = data->x + 2 * i, *t = data->t + data->targets * i;
        size_t class = i % 2;

        place(generator, class, i / 2, ((double)(i / 2) + 0.5) / of_class, x);
        x[0] += noise * rng_normal(rng);
        x[1] += noise * rng_normal(rng);
        t[0] = data->targets == 1 ? (double)class : (double)(class == 0);
        if (data->targets == 2)
            t[1] = (double)class;
    }
}

static void fill_pictures(double noise, struct rng *rng, struct dataset *data)
{
    size_t side = side_of(data->inputs);

    for (size_t i = 0; i < data->count; i++) {
        double *t = data->t + data->targets * i;

        strokes_draw(i % STROKES_DIGITS, side, noise, rng, data->x + data->inputs * i);
        for (size_t k = 0; k < data->targets; k++)
            t[k] = (double)(k == i % STROKES_DIGITS);
    }
}

void generator_fill(enum generator generator, double noise, uint64_t seed, struct dataset *data)
{
    struct rng rng;

    assert(generator_makes(generator, data->inputs, data->targets));
    assert(noise >= 0.0 && noise <= generator_noise_max(generator));
    rng_seed(&rng, seed);
    if (generator == GENERATOR_STROKES)
        fill_pictures(noise, &rng, data);
    else
        fill_plane(generator, noise, &rng, data);
}
