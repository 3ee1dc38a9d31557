/* The equations in matrix form hold for their own matrices, in every lesson and nets of all kinds. */
#include "run.h"

#include "explain/equations/matrices.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE = 16 };

struct value {
    size_t rows, cols;
    bool scalar;
    double cells[SIDE * SIDE];
};

/* Reads an equation from left to right. */
struct reader {
    const struct run *run;
    const struct matrices_equation *equation;
    size_t at;        /* the next term */
    unsigned opened;  /* parentheses before it that are open */
    unsigned closing; /* parentheses after the last one that are still to be closed */
    size_t compared;  /* cells that two sides of a = have in common */
};

static struct value read_equal(struct reader *reader);

static const struct matrices_term *next(const struct reader *reader)
{
    if (reader->closing > 0 || reader->at == reader->equation->count)
        return NULL;
    return &reader->equation->terms[reader->at];
}

static const struct matrices_term *term_before(const struct reader *reader)
{
    assert_true(reader->at > 0);
    return &reader->equation->terms[reader->at - 1];
}

static struct value value_of(const struct run *run, const struct matrices_term *term)
{
    const struct net_layer *layer = &run->scenario.net.layers[term->first.layer];
    struct value value = {term->rows, term->cols, term->scalar, {0}};

    assert_true(term->rows <= SIDE && term->cols <= SIDE && term->rows > 0 && term->cols > 0);
    for (size_t i = 0; i < term->rows * term->cols; i++)
        value.cells[i] = matrices_value(&run->snapshot, term, i / term->cols, i % term->cols);
    if (term->applied && strcmp(term->function, "√") == 0) {
        for (size_t i = 0; i < term->rows * term->cols; i++)
            value.cells[i] = sqrt(value.cells[i]);
    } else if (term->applied) {
        struct value argument = value;

        activation_forward(layer->activation, layer->slope, term->rows, argument.cells, value.cells);
    }
    return value;
}

/* A term, or what is in parentheses; with its minus. */
static struct value read_factor(struct reader *reader)
{
    const struct matrices_term *term = next(reader);
    bool minus;
    struct value value;

    assert_non_null(term);
    minus = term->minus && reader->opened == 0;
    if (reader->opened < term->opens) {
        reader->opened++;
        value = read_equal(reader);
        assert_true(reader->closing > 0);
        reader->closing--;
        for (size_t i = 0; term_before(reader)->squared && i < value.rows * value.cols; i++)
            value.cells[i] *= value.cells[i];
    } else {
        value = value_of(reader->run, term);
        reader->opened = 0;
        reader->closing = term->closes;
        reader->at++;
    }
    for (size_t i = 0; minus && i < value.rows * value.cols; i++)
        value.cells[i] = -value.cells[i];
    return value;
}

static struct value times(const struct value *a, const struct value *b)
{
    struct value product = {a->rows, b->cols, false, {0}};

    if (a->scalar) {
        product = *b;
        for (size_t i = 0; i < b->rows * b->cols; i++)
            product.cells[i] *= a->cells[0];
        return product;
    }
    assert_int_equal(a->cols, b->rows);
    for (size_t r = 0; r < a->rows; r++)
        for (size_t c = 0; c < b->cols; c++)
            for (size_t k = 0; k < a->cols; k++)
                product.cells[r * b->cols + c] += a->cells[r * a->cols + k] * b->cells[k * b->cols + c];
    return product;
}

static struct value read_product(struct reader *reader)
{
    struct value left = read_factor(reader);

    while (next(reader) != NULL && next(reader)->sign == MATRICES_TIMES) {
        struct value right = read_factor(reader);

        left = times(&left, &right);
    }
    return left;
}

/* What has no weight counts for nothing: 0 · ∞ = 0. */
static double weighted(double a, double b)
{
    return (a == 0 && isinf(b)) || (b == 0 && isinf(a)) ? 0 : a * b;
}

static struct value read_hadamard(struct reader *reader)
{
    struct value left = read_product(reader);

    while (next(reader) != NULL
           && (next(reader)->sign == MATRICES_HADAMARD || next(reader)->sign == MATRICES_OVER)) {
        bool over = next(reader)->sign == MATRICES_OVER;
        struct value right = read_product(reader);

        assert_true(left.rows == right.rows && left.cols == right.cols);
        for (size_t i = 0; i < left.rows * left.cols; i++)
            left.cells[i] = over ? left.cells[i] / right.cells[i]
                                 : weighted(left.cells[i], right.cells[i]);
    }
    return left;
}

static struct value read_sum(struct reader *reader)
{
    struct value left = read_hadamard(reader);

    while (next(reader) != NULL
           && (next(reader)->sign == MATRICES_PLUS || next(reader)->sign == MATRICES_MINUS)) {
        double sign = next(reader)->sign == MATRICES_PLUS ? 1 : -1;
        struct value right = read_hadamard(reader);

        assert_true(right.scalar || (left.rows == right.rows && left.cols == right.cols));
        for (size_t i = 0; i < left.rows * left.cols; i++)
            left.cells[i] += sign * right.cells[right.scalar ? 0 : i];
    }
    return left;
}

static struct value read_equal(struct reader *reader)
{
    struct value left = read_sum(reader);

    while (next(reader) != NULL && next(reader)->sign == MATRICES_EQUALS) {
        struct value right = read_sum(reader);

        assert_true(left.rows == right.rows && left.cols == right.cols);
        for (size_t i = 0; i < left.rows * left.cols; i++) {
            double a = left.cells[i], b = right.cells[i];

            if (!isfinite(a) || !isfinite(b))
                continue;
            if (fabs(a - b) > 1e-12 * fmax(1, fmax(fabs(a), fabs(b))))
                fail_msg("%s: cell %zu is %.17g and %.17g", reader->equation->words, i, a, b);
            reader->compared++;
        }
    }
    return left;
}

/* ---- what must hold of every page ---- */

struct tally {
    size_t compared;
    size_t outer, inner; /* outer products; equations with parentheses that hold a result */
};

static bool has_tag(const struct matrices_equation *equation, const char *tag)
{
    return equation->tag != NULL && strcmp(equation->tag, tag) == 0;
}

static void check_tags(const struct net *net, const struct matrices *matrices)
{
    bool output = matrices->layer == net->layer_count;
    const struct matrices_equation *last = &matrices->equations[matrices->count - 1];

    for (size_t i = 0; matrices->kind != UNIT_BACKWARD && i < matrices->count; i++)
        assert_null(matrices->equations[i].tag);
    if (matrices->kind != UNIT_BACKWARD)
        return;
    assert_true(has_tag(&matrices->equations[0], output ? "BP1" : "BP2"));
    assert_true(has_tag(last, "BP4"));
    assert_true(last->outer && last->count == 3);
    assert_int_equal(last->terms[1].cols, 1);
    assert_int_equal(last->terms[2].rows, 1);
    assert_int_equal(matrices->count, (net->layers[matrices->layer].has_biases ? 3 : 2)
                                          + (last->terms[0].first.of == QUANTITY_OF_RECURRENT));
    if (net->layers[matrices->layer].has_biases)
        assert_true(has_tag(&matrices->equations[1], "BP3"));
}

static void check_equations(const struct run *run, const struct matrices *matrices, struct tally *tally)
{
    assert_true(matrices->count > 0 && matrices->current < matrices->count);
    check_tags(&run->scenario.net, matrices);
    for (size_t i = 0; i < matrices->count; i++) {
        struct reader reader = {.run = run, .equation = &matrices->equations[i]};

        read_equal(&reader);
        assert_true(reader.at == reader.equation->count && reader.closing == 0);
        tally->compared += reader.compared;
        tally->outer += reader.equation->outer;
        for (size_t t = 2; t < reader.equation->count; t++)
            tally->inner += reader.equation->terms[t].sign == MATRICES_EQUALS;
    }
}

/* The new values, which come all at once. */
static bool is_new(const struct matrices_equation *equation)
{
    return equation->terms[0].first.kind == QUANTITY_NEW;
}

/* What is corrected comes with its buffer. */
static bool is_hat(const struct matrices_equation *equation)
{
    struct quantity q = equation->terms[0].first;

    return quantity_is_buffer(q.kind) && quantity_fresh_buffer(q).kind != q.kind && !quantity_is_old_buffer(q.kind);
}

static size_t known_cells(const struct run *run, struct cursor cursor, const struct matrices_term *term)
{
    size_t known = 0;

    for (size_t i = 0; i < term->rows * term->cols; i++)
        known += matrices_known(&run->snapshot, cursor, cursor, term, i / term->cols, i % term->cols)
            != KNOWN_NOT_YET;
    return known;
}

/* Cells of results become known one after the other, the first not before its moment, in the equation
 * that is the current one, the last with the unit's last moment (new values: with the iteration's). */
static void check_moments(const struct run *run, struct arena *arena)
{
    size_t known[MATRICES_EQUATIONS] = {0}, count = reveal_count(run->snapshot.net, run->unit);
    const struct matrices *matrices = NULL;

    for (size_t m = 1; m <= count; m++) {
        struct cursor cursor = {run->snapshot.place.step, m};
        size_t changed = 0;

        matrices = matrices_make(arena, &run->snapshot, cursor, 0);
        for (size_t i = 0; i < matrices->count; i++) {
            size_t now = known_cells(run, cursor, &matrices->equations[i].terms[0]);
            bool follows = is_new(&matrices->equations[i]) || is_hat(&matrices->equations[i]);

            assert_true(now >= known[i]);
            changed += is_hat(&matrices->equations[i]) ? 0 : now - known[i];
            assert_true(now == known[i] || i == matrices->current || follows
                        || has_tag(&matrices->equations[i], "BP3"));
            assert_true(m > 1 || count == 1 || now <= 1);
            known[i] = now;
        }
        assert_true(changed <= 1 || run->unit.ends_updates);
    }
    for (size_t i = 0; i < matrices->count; i++) {
        const struct matrices_term *result = &matrices->equations[i].terms[0];

        if (!is_new(&matrices->equations[i]) || run->unit.ends_updates)
            assert_int_equal(known[i], result->rows * result->cols);
        else
            assert_int_equal(known[i], 0);
    }
}

/* Any layer's can be asked for, and an equation found by its result. */
static void check_layers(const struct run *run, struct arena *arena)
{
    struct cursor cursor = {run->snapshot.place.step, 1};
    const struct matrices *own = matrices_make(arena, &run->snapshot, cursor, 0);
    struct tally tally = {0};

    assert_int_equal(own->layer, matrices_layer_of(&run->snapshot));
    for (size_t l = 1; l <= run->scenario.net.layer_count; l++) {
        const struct matrices *matrices = matrices_make(arena, &run->snapshot, cursor, l);

        assert_int_equal(matrices->layer, own->kind == UNIT_LOSS ? own->layer : l);
        assert_int_equal(matrices->of_step, own->layer);
        if (matrices->kind == UNIT_UPDATE) /* when all layers have their gradients */
            check_equations(run, matrices, &tally);
        for (size_t i = 0; i < matrices->count; i++)
            assert_int_equal(matrices_find(matrices, matrices_quantity(&matrices->equations[i].terms[0], 0, 0), 0), i);
        assert_int_equal(matrices_find(matrices, quantity_at(QUANTITY_RATE, 0, 0, 0), 0), matrices->count);
        /* The last one, new = old + step, before an earlier one that has the old, too. */
        if (matrices->kind == UNIT_UPDATE)
            assert_int_equal(matrices_find(matrices, matrices_quantity(&matrices->equations[matrices->count - 1].terms[1], 0, 0),
                                           matrices->count - 1), matrices->count - 1);
    }
}

static void check_run(struct run *run, struct tally *tally)
{
    struct arena arena = {0};
    struct cursor start = {0, 0};

    /* Before the first step: the first layer's sums, of which nothing is known. */
    const struct matrices *matrices = matrices_make(&arena, &run->snapshot, start, 0);

    assert_true(matrices->kind == UNIT_FORWARD && matrices->layer == 1);
    assert_int_equal(known_cells(run, start, &matrices->equations[0].terms[0]), 0);
    while (run_step(run) && run->snapshot.place.iteration <= 2) {
        arena_reset(&arena);
        if (run->unit.unit.kind != UNIT_STOP)
            check_moments(run, &arena);
        check_equations(run,
                        matrices_make(&arena, &run->snapshot,
                                      (struct cursor){run->snapshot.place.step, 1}, 0),
                        tally);
        check_layers(run, &arena);
    }
    arena_finish(&arena);
}

static void test_lessons(void **state)
{
    static const char *const more[] = {"iris", "memory", "hello", "vanishing", NULL};
    struct tally tally = {0};
    struct run run;

    (void)state;
    for (size_t i = 0; run_built_in[i] != NULL; i++) {
        run_open(&run, run_built_in[i]);
        check_run(&run, &tally);
        run_close(&run);
    }
    for (size_t i = 0; more[i] != NULL; i++) {
        run_open(&run, more[i]);
        check_run(&run, &tally);
        run_close(&run);
    }
    assert_true(tally.compared > 1000);
    assert_true(tally.outer > 40);
    assert_true(tally.inner > 30);
}

static void test_composed(void **state)
{
    struct tally tally = {0};
    struct run run;

    (void)state;
    for (size_t i = 0; i < run_spec_count; i++) {
        run_compose(&run, &run_specs[i]);
        check_run(&run, &tally);
        run_close(&run);
    }
    for (size_t i = 0; i < run_row_count(); i++) {
        run_row(&run, i);
        check_run(&run, &tally);
        run_close(&run);
    }
    assert_true(tally.compared > 4000);
}

static void test_optimizers(void **state)
{
    static const struct optimizer optimizers[] = {
        {.kind = OPTIMIZER_MOMENTUM, .learning_rate = 0.1},
        {.kind = OPTIMIZER_NESTEROV, .learning_rate = 0.1, .l2 = 0.1},
        {.kind = OPTIMIZER_RMSPROP, .learning_rate = 0.1},
        {.kind = OPTIMIZER_ADAM, .learning_rate = 0.1},
        {.kind = OPTIMIZER_SGD, .learning_rate = 0.1, .l2 = 0.5},
    };
    /* The results of a layer without biases, in order. */
    static const enum quantity_kind results[][7] = {
        {QUANTITY_FIRST, QUANTITY_STEP, QUANTITY_NEW},
        {QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_FIRST, QUANTITY_STEP, QUANTITY_NEW},
        {QUANTITY_SECOND, QUANTITY_STEP, QUANTITY_NEW},
        {QUANTITY_FIRST, QUANTITY_SECOND, QUANTITY_FIRST_HAT, QUANTITY_SECOND_HAT, QUANTITY_STEP,
         QUANTITY_NEW},
        {QUANTITY_OBJECTIVE_GRADIENT, QUANTITY_STEP, QUANTITY_NEW},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof optimizers / sizeof *optimizers; i++) {
        char json[1024];
        struct tally tally = {0};
        const struct matrices *matrices;
        struct run run;

        snprintf(json, sizeof json,
                 "{\"backstep\":1,\"network\":{\"inputs\":2,\"layers\":[{\"units\":2,\"activation\":"
                 "\"tanh\",\"biases\":false,\"weights\":[[0.1,0.2],[0.3,-0.4]]}]},\"loss\":\"mean_squared_error\","
                 "\"optimizer\":{\"kind\":\"%s\",\"learning_rate\":0.1%s%s},\"l2\":%g,\"data\":{"
                 "\"samples\":[{\"x\":[1,-2],\"t\":[0.5,1]}]},\"stop\":{\"iterations\":9}}",
                 optimizer_row(optimizers[i].kind)->kind,
                 optimizer_row(optimizers[i].kind)->constants[0].letter != NULL && strcmp(optimizer_row(optimizers[i].kind)->kind, "sgd") == 0 ? ",\"momentum\":0.9" : "",
                 optimizers[i].kind == OPTIMIZER_NESTEROV ? ",\"nesterov\":true" : "", optimizers[i].l2);
        run_parse(&run, json);
        check_run(&run, &tally);
        assert_true(tally.compared > 20);
        while (run.unit.unit.kind != UNIT_UPDATE)
            assert_true(run_step(&run));
        matrices = matrices_make(&arena, &run.snapshot, (struct cursor){run.snapshot.place.step, 1}, 0);
        for (size_t e = 0; e < matrices->count; e++)
            assert_int_equal(matrices->equations[e].terms[0].first.kind, results[i][e]);
        assert_int_equal(results[i][matrices->count], QUANTITY_NONE);
        run_close(&run);
    }
    /* With biases and batches, too. */
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        struct tally tally = {0};
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        check_run(&run, &tally);
        assert_true(tally.compared > 100);
        run_close(&run);
    }
    arena_finish(&arena);
}

/* Cells are the quantities that they show, the right way round. */
static void test_cells(void **state)
{
    struct arena arena = {0};
    const struct matrices *matrices;
    const struct matrices_term *terms;
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    for (int i = 0; i < 5; i++)
        assert_true(run_step(&run));
    assert_true(run.unit.unit.kind == UNIT_BACKWARD && run.unit.unit.layer == 1);
    matrices = matrices_make(&arena, &run.snapshot, (struct cursor){5, 1}, 0);
    terms = matrices->equations[0].terms;
    /* Row h1 of W(2)ᵀ: w5 and w7. */
    assert_true(quantity_equal(matrices_quantity(&terms[1], 0, 1), quantity_of_weight(QUANTITY_VALUE, 2, 1, 0)));
    assert_true(matrices_value(&run.snapshot, &terms[1], 0, 1) == 0.5);
    assert_true(quantity_equal(matrices_quantity(&terms[3], 1, 0), quantity_at(QUANTITY_DA, 1, 1, 0)));
    assert_int_equal(matrices_quantity(&terms[4], 0, 0).kind, QUANTITY_NONE);
    assert_true(fabs(matrices_value(&run.snapshot, &terms[4], 0, 0) - 0.24130070857232525) < 1e-15);
    terms = matrices->equations[2].terms;
    assert_true(quantity_equal(matrices_quantity(&terms[0], 1, 0), quantity_of_weight(QUANTITY_GRADIENT, 1, 1, 0)));
    assert_true(quantity_equal(matrices_quantity(&terms[2], 0, 1), quantity_at(QUANTITY_X, 0, 1, 0)));
    run_close(&run);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lessons),
        cmocka_unit_test(test_composed),
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
