#include "fixture.h"

#include "data/classify.h"
#include "data/split.h"

#include <math.h>
#include <string.h>

enum { CLASSES_MAX = 12 };

/* The rows are numbered: what is held out is behind the others, both in order, and drawn by the
 * seed alone. */
static void test_hold_out(void **state)
{
    enum { ALL = 50, HELD = 12 };
    size_t other = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct dataset data, again;
        struct error err = {0};
        size_t seen[ALL] = {0}, behind = 0;

        assert_true(dataset_init(&data, ALL, 2, 1, &err));
        assert_true(dataset_init(&again, ALL, 2, 1, &err));
        for (size_t i = 0; i < ALL; i++) {
            data.x[2 * i] = again.x[2 * i] = data.t[i] = again.t[i] = (double)i;
            data.x[2 * i + 1] = again.x[2 * i + 1] = -(double)i;
        }
        assert_true(split_hold_out(&data, HELD, seed, &err));
        assert_true(split_hold_out(&again, HELD, seed, &err));
        assert_int_equal(data.count, ALL - HELD);
        assert_int_equal(data.validation, HELD);
        for (size_t i = 0; i < ALL; i++) {
            const double *x = dataset_x(&data, i);

            seen[(size_t)x[0]]++;
            assert_true(x[1] == -x[0] && dataset_t(&data, i)[0] == x[0]);
            assert_true(x[0] == dataset_x(&again, i)[0]);
            if (i > 0 && i != ALL - HELD)
                assert_true(x[0] > dataset_x(&data, i - 1)[0]);
            behind += i >= ALL - HELD && x[0] >= ALL / 2;
        }
        for (size_t i = 0; i < ALL; i++)
            assert_int_equal(seen[i], 1);
        other += behind > 0 && behind < HELD; /* not just the last ones */
        dataset_finish(&data);
        dataset_finish(&again);
    }
    assert_true(other >= 18);
}

/* ---- classes ---- */

/* Samples of classes 0 .. classes - 1, as many of each as said, dealt out in turn; x: their number. */
static void make_classes(struct dataset *data, size_t classes, const size_t *sizes, size_t outputs)
{
    size_t all = 0, at = 0, dealt[CLASSES_MAX] = {0};
    struct error err = {0};

    for (size_t c = 0; c < classes; c++)
        all += sizes[c];
    assert_true(dataset_init(data, all, 1, outputs, &err));
    while (at < all)
        for (size_t c = 0; c < classes; c++) {
            if (dealt[c] == sizes[c])
                continue;
            dealt[c]++;
            data->x[at] = (double)at;
            if (outputs == 1)
                data->t[at] = (double)c;
            else
                data->t[at * outputs + c] = 1;
            at++;
        }
}

static void count_classes(const struct dataset *data, size_t first, size_t count, size_t *counts)
{
    memset(counts, 0, CLASSES_MAX * sizeof *counts);
    for (size_t i = first; i < first + count; i++)
        counts[classify_class(dataset_t(data, i), data->targets)]++;
}

/* No class is further than one sample from its exact share, for any number held out. */
static void test_shares_are_kept(void **state)
{
    static const struct {
        size_t classes, outputs, sizes[CLASSES_MAX];
    } cases[] = {
        {3, 3, {50, 50, 50}}, {3, 3, {90, 9, 1}}, {2, 1, {37, 3}}, {2, 2, {1, 1}},
        {10, 10, {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}}, {4, 6, {7, 1, 1, 20}},
    };
    size_t checked = 0;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        size_t all = 0;

        for (size_t c = 0; c < cases[k].classes; c++)
            all += cases[k].sizes[c];
        for (size_t held = 1; held < all; held += 1 + all / 60) {
            size_t counts[CLASSES_MAX];
            struct dataset data;
            struct error err = {0};

            make_classes(&data, cases[k].classes, cases[k].sizes, cases[k].outputs);
            assert_true(split_hold_out(&data, held, held, &err));
            assert_int_equal(data.count + data.validation, all);
            assert_int_equal(data.validation, held);
            count_classes(&data, all - held, held, counts);
            for (size_t c = 0; c < cases[k].classes; c++) {
                double share = (double)(held * cases[k].sizes[c]) / (double)all;

                assert_true(fabs((double)counts[c] - share) < 1);
                checked++;
            }
            for (size_t i = 1; i < all; i++)
                if (i != all - held)
                    assert_true(dataset_x(&data, i)[0] > dataset_x(&data, i - 1)[0]);
            dataset_finish(&data);
        }
    }
    assert_true(checked > 500);
}

static void expect_held(size_t classes, const size_t *sizes, size_t held, const size_t *wanted)
{
    size_t counts[CLASSES_MAX];
    struct dataset data;
    struct error err = {0};

    make_classes(&data, classes, sizes, classes);
    assert_true(split_hold_out(&data, held, 1, &err));
    count_classes(&data, data.count, held, counts);
    for (size_t c = 0; c < classes; c++)
        assert_int_equal(counts[c], wanted[c]);
    dataset_finish(&data);
}

/* Worked by hand: exact shares 4.5, 3.6, 0.9; 1.5 each; 4.8 and four of 0.8. */
static void test_largest_remainders(void **state)
{
    (void)state;
    expect_held(3, (const size_t[]){50, 40, 10}, 9, (const size_t[]){4, 4, 1});
    expect_held(4, (const size_t[]){3, 3, 3, 3}, 6, (const size_t[]){2, 2, 1, 1});
    /* The only one of a class is left to train on, as long as there are others. */
    expect_held(5, (const size_t[]){6, 1, 1, 1, 1}, 8, (const size_t[]){5, 1, 1, 1, 0});
    expect_held(3, (const size_t[]){5, 5, 1}, 6, (const size_t[]){3, 3, 0});
}

/* Within a class the seed draws: other seeds, other samples, as many of each class. */
static void test_seeds(void **state)
{
    static const size_t sizes[] = {40, 20};
    double sums[20];
    size_t other = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct dataset data, again;
        struct error err = {0};

        make_classes(&data, 2, sizes, 1);
        make_classes(&again, 2, sizes, 1);
        assert_true(split_hold_out(&data, 15, seed, &err));
        assert_true(split_hold_out(&again, 15, seed, &err));
        assert_memory_equal(data.x, again.x, 60 * sizeof(double));
        sums[seed] = 0;
        for (size_t i = 45; i < 60; i++)
            sums[seed] += data.x[i];
        other += seed > 0 && sums[seed] != sums[0];
        dataset_finish(&data);
        dataset_finish(&again);
    }
    assert_true(other >= 17);
}

/* ---- samples of their own ---- */

static void test_append(void **state)
{
    static const size_t sizes[] = {4, 3}, more[] = {2, 3};
    struct dataset data, held;
    struct error err = {0};

    (void)state;
    make_classes(&data, 2, sizes, 2);
    make_classes(&held, 2, more, 2);
    for (size_t i = 0; i < 5; i++)
        held.x[i] = 100 + (double)i;
    assert_true(split_append(&data, &held, &err));
    assert_int_equal(data.count, 7);
    assert_int_equal(data.validation, 5);
    for (size_t i = 0; i < 12; i++)
        assert_true(dataset_x(&data, i)[0] == (i < 7 ? (double)i : 93 + (double)i));
    assert_memory_equal(dataset_t(&data, 7), held.t, 10 * sizeof(double));
    dataset_finish(&data);
    dataset_finish(&held);

    assert_true(dataset_init(&data, DATASET_SAMPLES_MAX, 1, 1, &err));
    assert_true(dataset_init(&held, 1, 1, 1, &err));
    assert_false(split_append(&data, &held, &err));
    assert_non_null(strstr(err.text, "1000001 samples are too many"));
    assert_int_equal(data.count, DATASET_SAMPLES_MAX);
    dataset_finish(&data);
    dataset_finish(&held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hold_out),
        cmocka_unit_test(test_shares_are_kept),
        cmocka_unit_test(test_largest_remainders),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_append),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
