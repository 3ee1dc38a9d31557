#include "data/strokes.h"

#include <assert.h>
#include <math.h>

enum { FORMS_MAX = 3, KNOTS_MAX = 13, PIECES = 8 };

enum pen { FROM = 1, OVER,
          TURN }; /* a stroke begins here; passes smoothly; has a corner. 0: the end */

/* Where the pen comes by, in hundredths. */
struct knot {
    unsigned char x, y, pen;
};

static const struct knot forms[STROKES_DIGITS][FORMS_MAX][KNOTS_MAX + 1] = {
    {{{54, 1, FROM}, {30, 8, OVER}, {15, 46, OVER}, {24, 86, OVER}, {48, 100, OVER}, {74, 88, OVER},
      {85, 52, OVER}, {76, 14, OVER}, {50, 0, OVER}}},
    {{{51, 0, FROM}, {49, 100, OVER}},
     {{28, 24, FROM}, {54, 0, TURN}, {54, 100, OVER}},
     {{30, 22, FROM}, {52, 0, TURN}, {52, 98, OVER}, {28, 99, FROM}, {78, 98, OVER}}},
    {{{19, 24, FROM}, {32, 5, OVER}, {54, 0, OVER}, {76, 13, OVER}, {75, 35, OVER}, {54, 64, OVER},
      {16, 98, TURN}, {84, 98, OVER}},
     {{20, 20, FROM}, {36, 3, OVER}, {60, 1, OVER}, {76, 16, OVER}, {70, 40, OVER}, {48, 72, OVER},
      {26, 95, OVER}, {13, 90, OVER}, {22, 76, OVER}, {46, 82, OVER}, {66, 97, OVER}, {88, 90,
                                                                                       OVER}}},
    {{{20, 12, FROM}, {42, 0, OVER}, {66, 4, OVER}, {76, 22, OVER}, {64, 40, OVER}, {42, 47, TURN},
      {70, 55, OVER}, {82, 76, OVER}, {67, 95, OVER}, {42, 100, OVER}, {18, 88, OVER}},
     {{20, 2, FROM}, {76, 0, TURN}, {46, 40, TURN}, {72, 50, OVER}, {82, 73, OVER}, {68, 95, OVER},
      {42, 100, OVER}, {18, 89, OVER}}},
    {{{34, 0, FROM}, {27, 30, OVER}, {15, 60, TURN}, {86, 60, OVER}, {68, 24, FROM}, {63, 100,
                                                                                      OVER}},
     {{63, 100, FROM}, {65, 0, TURN}, {13, 68, TURN}, {88, 67, OVER}}},
    {{{78, 0, FROM}, {31, 1, TURN}, {25, 44, TURN}, {47, 36, OVER}, {73, 44, OVER}, {82, 68, OVER},
      {70, 92, OVER}, {44, 100, OVER}, {18, 90, OVER}}},
    {{{70, 3, FROM}, {44, 18, OVER}, {24, 46, OVER}, {18, 74, OVER}, {31, 95, OVER}, {54, 100,
                                                                                      OVER},
      {76, 88, OVER}, {79, 68, OVER}, {64, 53, OVER}, {42, 56, OVER}, {21, 74, OVER}}},
    {{{18, 3, FROM}, {82, 2, TURN}, {59, 46, OVER}, {44, 100, OVER}},
     {{18, 4, FROM}, {80, 2, TURN}, {58, 46, OVER}, {44, 100, OVER}, {36, 51, FROM}, {76, 49,
                                                                                      OVER}}},
    {{{74, 16, FROM}, {52, 0, OVER}, {29, 10, OVER}, {30, 32, OVER}, {52, 48, OVER}, {77, 68, OVER},
      {75, 90, OVER}, {50, 100, OVER}, {25, 90, OVER}, {24, 68, OVER}, {48, 48, OVER}, {71, 32,
                                                                                        OVER},
      {73, 14, OVER}}},
    {{{78, 17, FROM}, {54, 0, OVER}, {28, 10, OVER}, {20, 34, OVER}, {38, 52, OVER}, {62, 46, OVER},
      {79, 18, TURN}, {76, 60, OVER}, {66, 100, OVER}},
     {{77, 18, FROM}, {54, 0, OVER}, {29, 9, OVER}, {22, 32, OVER}, {38, 50, OVER}, {62, 45, OVER},
      {78, 18, TURN}, {79, 55, OVER}, {70, 86, OVER}, {50, 100, OVER}, {26, 94, OVER}}},
};

struct place {
    double x, y;
};

/* What makes this picture different from the next. */
struct hand {
    struct place size, shift;
    double slant, tilt, width;
};

/* Mean 0, standard deviation 1, within ±3; unlike rng_normal without a logarithm. */
static double bell(struct rng *rng)
{
    double sum = rng_uniform(rng);

    sum += rng_uniform(rng);
    sum += rng_uniform(rng);
    return 2.0 * sum - 3.0;
}

static const struct knot *draw_form(size_t digit, struct rng *rng)
{
    size_t count = 1;

    while (count < FORMS_MAX && forms[digit][count][0].pen != 0)
        count++;
    return forms[digit][rng_below(rng, count)];
}

static struct hand draw_hand(double noise, struct rng *rng)
{
    struct hand hand;

    hand.size.x = 1.0 + noise * bell(rng);
    hand.size.y = 1.0 + noise * bell(rng);
    hand.slant = 1.5 * noise * bell(rng);
    hand.tilt = 0.5 * noise * bell(rng);
    hand.shift.x = 0.4 * noise * bell(rng);
    hand.shift.y = 0.4 * noise * bell(rng);
    hand.width = fmax(0.11 * (1.0 + 2.0 * noise * bell(rng)), 0.04);
    return hand;
}

/* Where the pen of that hand comes by, in pixels. */
static struct place put(struct knot knot, const struct hand *hand, double noise, size_t side,
                        struct rng *rng)
{
    double x = hand->size.x * (knot.x / 100.0 + 0.3 * noise * bell(rng) - 0.5);
    double y = hand->size.y * (knot.y / 100.0 + 0.3 * noise * bell(rng) - 0.5);
    const double part = 5.0 / 7.0;

    return (struct place){
        (double)side * (0.5 + part * (x - hand->slant * y + hand->shift.x)),
        (double)side * (0.5 + part * (y + hand->tilt * x + hand->shift.y)),
    };
}

static double spline(double p0, double p1, double p2, double p3, double t)
{
    return 0.5 * (2.0 * p1 + (p2 - p0) * t + (2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3) * (t * t) +
                  (3.0 * p1 - p0 - 3.0 * p2 + p3) * (t * t * t));
}

static double square_distance(struct place p, struct place a, struct place b)
{
    double x = b.x - a.x, y = b.y - a.y, length = x * x + y * y;
    double t = length > 0.0 ? ((p.x - a.x) * x + (p.y - a.y) * y) / length : 0.0;

    t = fmin(fmax(t, 0.0), 1.0);
    x = a.x + t * x - p.x;
    y = a.y + t * y - p.y;
    return x * x + y * y;
}

/* The first and one past the last pixel within `reach` of a..b, of `side`. */
static void span(double a, double b, double reach, size_t side, size_t *first, size_t *end)
{
    double low = floor(fmin(a, b) - reach), high = ceil(fmax(a, b) + reach);

    *first = (size_t)fmin(fmax(low, 0.0), (double)side);
    *end = (size_t)fmin(fmax(high, 0.0), (double)side);
}

/* nearest(side,side): the squared distance of each pixel's middle, where this line is nearer. */
static void draw_line(struct place a, struct place b, double reach, size_t side, double *nearest)
{
    size_t top, bottom, left, right;

    span(a.y, b.y, reach, side, &top, &bottom);
    span(a.x, b.x, reach, side, &left, &right);
    for (size_t row = top; row < bottom; row++) {
        for (size_t column = left; column < right; column++) {
            struct place middle = {(double)column + 0.5, (double)row + 0.5};
            double *at = &nearest[row * side + column];

            *at = fmin(*at, square_distance(middle, a, b));
        }
    }
}

/* From knot i, which is not a stroke's last, to the next. */
static void draw_piece(const struct knot *form, const struct place *places, size_t i, double reach,
                       size_t side, double *nearest)
{
    struct place p1 = places[i], p2 = places[i + 1], from = p1;
    struct place p0 = form[i].pen == OVER ? places[i - 1] : p1;
    struct place p3 = form[i + 1].pen == OVER && form[i + 2].pen > FROM ? places[i + 2] : p2;

    for (int piece = 1; piece <= PIECES; piece++) {
        double t = (double)piece / PIECES;
        struct place to = {spline(p0.x, p1.x, p2.x, p3.x, t), spline(p0.y, p1.y, p2.y, p3.y, t)};

        draw_line(from, to, reach, side, nearest);
        from = to;
    }
}

void strokes_draw(size_t digit, size_t side, double noise, struct rng *rng, double *picture)
{
    const double edge = 1.5; /* pixels */
    const struct knot *form;
    struct place places[KNOTS_MAX];
    struct hand hand;
    double radius, reach;
    size_t count = 0;

    assert(digit < STROKES_DIGITS && side >= STROKES_SIDE_MIN && noise >= 0.0 && noise <= 1.0);
    form = draw_form(digit, rng);
    hand = draw_hand(noise, rng);
    for (; form[count].pen != 0; count++)
        places[count] = put(form[count], &hand, noise, side, rng);
    radius = 0.5 * (5.0 / 7.0) * hand.width * (double)side;
    reach = radius + 0.5 * edge;
    for (size_t i = 0; i < side * side; i++)
        picture[i] = reach * reach;
    for (size_t i = 0; i + 1 < count; i++) {
        if (form[i + 1].pen != FROM)
            draw_piece(form, places, i, reach, side, picture);
    }
    for (size_t i = 0; i < side * side; i++) {
        double bright = 0.5 + (radius - sqrt(picture[i])) / edge;

        /* Out of reach it is black, not as good as black. */
        picture[i] = picture[i] < reach * reach ? fmin(fmax(bright, 0.0), 1.0) : 0.0;
    }
}
