#include "check.h"
#include "explain/equations/equation.h"
#include "transcript.h"
#include "../base/thorough.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- every page of everything ---- */

static void test_built_in(void **state)
{
    (void)state;
    for (size_t i = 0; run_built_in[i] != NULL; i++) {
        struct check check = {0};
        struct run run;

        run_open(&run, run_built_in[i]);
        check_run(&check, &run, 3 * run_units(&run) + 1);
        assert_true(run.snapshot.place.iteration >= 3);
        assert_true(check.pages > 100 && check.equations > 100 && check.results > 50);
        assert_true(check.rows > 50 && check.products > 10 && check.marks > 50 && check.sentences > 5);
        run_close(&run);
    }
}

/* What no lesson has: the other optimisers, each with a penalty and a batch. */
static void test_optimizers(void **state)
{
    static const char *const optimizers[] = {
        "\"sgd\", \"momentum\": 0.9, \"nesterov\": true",
        "\"rmsprop\"",
        "\"adam\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof optimizers / sizeof optimizers[0]; i++) {
        struct check check = {0};
        struct run run;
        char json[1024];

        snprintf(json, sizeof json,
                 "{\"backstep\": 1, \"title\": \"t\", \"network\": {\"inputs\": 2, \"layers\": ["
                 "{\"units\": 2, \"activation\": \"tanh\"},"
                 "{\"units\": 1, \"activation\": \"sigmoid\"}]},"
                 "\"loss\": \"mean_squared_error\", \"l2\": 0.05,"
                 "\"optimizer\": {\"kind\": %s, \"learning_rate\": 0.1},"
                 "\"data\": {\"samples\": [{\"x\": [1, -0.5], \"t\": [1]},"
                 "{\"x\": [0.3, 2], \"t\": [0]}], \"batch\": 2},"
                 "\"stop\": {\"iterations\": 3}}",
                 optimizers[i]);
        run_parse(&run, json);
        check_run(&check, &run, 3 * run_units(&run) + 1);
        assert_true(check.pages > 100 && check.equations > 100 && check.results > 50);
        run_close(&run);
    }
}

static void test_made_up(void **state)
{
    struct check all = {0};

    (void)state;
    for (size_t s = 0; s < run_spec_count; s += (size_t)thorough_stride(2)) {
        struct run run;

        run_compose(&run, &run_specs[s]);
        check_run(&all, &run, strcmp(run_specs[s].name, "wide") == 0 ? run_units(&run)
                                                                   : UINT64_MAX);
        run_close(&run);
    }
    for (size_t i = 0; i < run_row_count(); i += (size_t)thorough_stride(3)) {
        struct run run;

        run_row(&run, i);
        check_run(&all, &run, UINT64_MAX);
        run_close(&run);
    }
    assert_true(all.pages > 5000 && all.sums > 100);
}

/* The end of a run: the built-in lessons that end soon, to their last page. */
static void test_to_the_end(void **state)
{
    static const char *const names[] = {"neuron", "saturated"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct check check = {0};
        struct run run;

        run_open(&run, names[i]);
        check_run(&check, &run, UINT64_MAX);
        assert_int_equal(run.snapshot.place.unit.kind, UNIT_STOP);
        run_close(&run);
    }
}

/* ---- single pages ---- */

/* The page of the first moment of that kind (to, from) in unit `step`, as text; owned. */
static char *page_text(struct run *run, uint64_t step, struct moment moment,
                       enum granularity granularity)
{
    struct arena arena = {0};
    struct cursor cursor;
    char *text = NULL;
    size_t length = 0;
    FILE *out;

    while (run->snapshot.place.step < step)
        assert_true(run_step(run));
    cursor = (struct cursor){step, reveal_find(&run->scenario.net, run->unit, moment)};
    assert_true(cursor.moment > 0);
    out = open_memstream(&text, &length);
    assert_non_null(out);
    transcript_page(out, "", explain(&arena, &run->snapshot, cursor, granularity, NULL));
    fclose(out);
    arena_finish(&arena);
    assert_non_null(text);
    return text;
}

static void page_says(struct run *run, uint64_t step, struct moment moment,
                      enum granularity granularity, const char *words)
{
    char *text = page_text(run, step, moment, granularity);

    if (strstr(text, words) == NULL)
        fail_msg("expected '%s' in:\n%s", words, text);
    free(text);
}

static void test_the_same_page_twice(void **state)
{
    struct moment moment = {.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_WEIGHT, .to = 1};
    struct run run;
    char *first, *second;

    (void)state;
    run_open(&run, "mazur");
    first = page_text(&run, 5, moment, GRANULARITY_TERM);
    second = page_text(&run, 5, moment, GRANULARITY_TERM);
    assert_string_equal(first, second);
    free(first);
    free(second);
    run_close(&run);
}

/* Numbers of the worked example, as published and as of the right algorithm. */
static void test_mazur(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    page_says(&run, 2, (struct moment){.kind = MOMENT_ACTIVATION, .to = 1}, GRANULARITY_PHASE,
              "zⱼ = Σₖ wⱼₖ · aₖ + bⱼ");
    page_says(&run, 3, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON,
              "= 0.298371");
    page_says(&run, 4, (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_WEIGHT}, GRANULARITY_TERM, "= 0.082167");
    page_says(&run, 5, (struct moment){.kind = MOMENT_DA_TERM, .from = 1}, GRANULARITY_TERM,
              "[−0.0190]");
    page_says(&run, 5, (struct moment){.kind = MOMENT_DA}, GRANULARITY_NEURON, "= 0.036350");
    page_says(&run, 7, (struct moment){.kind = MOMENT_STEP, .of = QUANTITY_OF_WEIGHT}, GRANULARITY_TERM,
              "w₅ will go down, because ∂L/∂w₅ > 0");
    page_says(&run, 7, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_PHASE,
              "Loss: 0.2984 before, 0.2910 after.");
    run_close(&run);
}

static enum formula_role mark_of(const struct explanation *page, struct quantity q)
{
    for (size_t i = 0; i < page->mark_count; i++)
        if (quantity_equal(page->marks[i].quantity, q))
            return page->marks[i].role;
    fail_msg("quantity %d of layer %zu is not marked", (int)q.kind, q.layer);
    return FORMULA_ROLE_NONE;
}

/* A factor has one colour: in the formula, in its row, in the picture. */
static void test_roles(void **state)
{
    static const enum formula_role roles[3] = {
        FORMULA_ROLE_LOSS_SLOPE, FORMULA_ROLE_ACTIVATION_SLOPE, FORMULA_ROLE_INPUT};
    const struct explanation *page;
    struct arena arena = {0};
    struct cursor cursor = {4, 0};
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    while (run.snapshot.place.step < cursor.step)
        assert_true(run_step(&run));
    cursor.moment = reveal_find(&run.scenario.net, run.unit,
                                (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_WEIGHT, .to = 1});
    page = explain(&arena, &run.snapshot, cursor, GRANULARITY_TERM, NULL);
    assert_int_equal(page->equations[0].right->count, 3);
    assert_int_equal(page->table.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(page->equations[0].right->children[i]->role, roles[i]);
        assert_int_equal(page->table.rows[i].role, roles[i]);
        assert_int_equal(page->table.rows[i].cells[0].formula->role, roles[i]);
    }
    assert_int_equal(mark_of(page, quantity_at(QUANTITY_DA, 2, 1, 0)), roles[0]);
    assert_int_equal(mark_of(page, quantity_at(QUANTITY_A, 2, 1, 0)), roles[1]);
    assert_int_equal(mark_of(page, quantity_at(QUANTITY_A, 1, 0, 0)), roles[2]);
    assert_int_equal(mark_of(page, quantity_of_weight(QUANTITY_GRADIENT, 2, 1, 0)), FORMULA_ROLE_RESULT);
    assert_int_equal(page->focus_layer, 2);
    assert_int_equal(page->focus_unit, 1);
    arena_finish(&arena);
    run_close(&run);
}

static void test_granularity_falls_back(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "mazur");
    /* In the middle of a unit there is no page of the layer: the finer one explains. */
    page_says(&run, 1, (struct moment){.kind = MOMENT_ACTIVATION}, GRANULARITY_PHASE,
              "Neuron h₁: squash the sum");
    page_says(&run, 1, (struct moment){.kind = MOMENT_PRODUCT}, GRANULARITY_LAYER, "sum so far");
    page_says(&run, 1, (struct moment){.kind = MOMENT_ACTIVATION, .to = 1}, GRANULARITY_PHASE,
              "What the hidden layer computes");
    page_says(&run, 2, (struct moment){.kind = MOMENT_ACTIVATION, .to = 1}, GRANULARITY_PHASE,
              "The input becomes an output");
    run_close(&run);
}

static void test_batch(void **state)
{
    struct run run;

    (void)state;
    run_compose(&run, &run_specs[4]); /* softmax, fused; three samples */
    page_says(&run, 6, (struct moment){.kind = MOMENT_PRODUCT}, GRANULARITY_TERM,
              "sample 2 of 3");
    page_says(&run, 9, (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_WEIGHT}, GRANULARITY_TERM, "∂L₂/∂w₁₁⁽²⁾");
    page_says(&run, 9, (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_BIAS, .to = 2}, GRANULARITY_LAYER,
              "A batch adds up its samples’ gradients");
    page_says(&run, 16, (struct moment){.kind = MOMENT_STEP, .of = QUANTITY_OF_WEIGHT}, GRANULARITY_TERM,
              "∂L/∂w₁₁⁽¹⁾ = (Σₙ₌₁³ ∂Lₙ/∂w₁₁⁽¹⁾)/3");
    page_says(&run, 17, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_LAYER,
              "Batch loss:");
    run_close(&run);
}

/* ---- optimisers ---- */

/* A term at a time: each buffer has a moment of its own before the step that is made of it. */
static void test_optimizer_terms(void **state)
{
    struct moment first = {.kind = MOMENT_FIRST, .of = QUANTITY_OF_WEIGHT}, second = {.kind = MOMENT_SECOND, .of = QUANTITY_OF_WEIGHT};
    struct moment step = {.kind = MOMENT_STEP, .of = QUANTITY_OF_WEIGHT};
    struct run run;
    uint64_t update;

    (void)state;
    run_open(&run, "adam");
    update = 2 * run_units(&run);
    page_says(&run, update, first, GRANULARITY_TERM, "w₁: running mean of its gradients");
    page_says(&run, update, second, GRANULARITY_TERM, "w₁: running mean of squared gradients");
    page_says(&run, update, step, GRANULARITY_TERM, "= −0.1 × (−3.3632)/(√(11.4405) + 1×10⁻⁸)");
    /* A neuron at a time, the letters are columns. */
    page_says(&run, update, (struct moment){.kind = MOMENT_STEP, .of = QUANTITY_OF_WEIGHT, .from = 1}, GRANULARITY_NEURON,
              "step \n        w₁                −3.1500           −3.3632           11.4405          [+0.0994]");
    run_close(&run);
    run_open(&run, "momentum");
    page_says(&run, 2 * run_units(&run), first, GRANULARITY_TERM, "= 0.5 × (−3.6) + 2.88");
    run_close(&run);
}

/* In one line. */
static void test_rules(void **state)
{
    static const char *const rules[] = {
        "−η · g", "−η · v", "−η(g + μ · v)", "−η · g/(√(v) + ε)", "−η · m̂/(√(v̂) + ε)",
        "−η · g/(√(v) + ε)", "−η(m̂/(√(v̂) + ε) + ω · w)"};
    struct arena arena = {0};

    (void)state;
    for (int choice = 0; choice < (int)optimizer_count(); choice++) {
        struct optimizer optimizer = {.learning_rate = 0.1};
        char line[256];
        struct text text;

        optimizer_choose(&optimizer, (enum optimizer_kind)choice);
        text_init(&text, line, sizeof line);
        formula_to_text(equation_step(&arena, &optimizer), FORMULA_SYMBOLS, (struct number_style){.decimals = 4}, &text);
        assert_string_equal(line, rules[choice]);
    }
    arena_finish(&arena);
}

/* The objective is told in its parts, and what the update has made of it. */
static void test_penalty(void **state)
{
    struct moment penalty = {.kind = MOMENT_PENALTY}, objective = {.kind = MOMENT_OBJECTIVE};
    struct moment move = {.kind = MOMENT_MOVE};
    struct run run;

    (void)state;
    run_open(&run, "l2");
    page_says(&run, 3, penalty, GRANULARITY_NEURON, "= 0.1/2 × 1.88");
    page_says(&run, 3, objective, GRANULARITY_NEURON, "= 1.4493 + 0.094");
    page_says(&run, 3, objective, GRANULARITY_PHASE, "L = Lₒ₁ + Lₒ₂");
    page_says(&run, 3, objective, GRANULARITY_PHASE, "s = λ/2 · Σᵢ₌₁¹² wᵢ²");
    page_says(&run, 6, (struct moment){.kind = MOMENT_OBJECTIVE_GRADIENT, .of = QUANTITY_OF_WEIGHT}, GRANULARITY_TERM, "w₁₁⁽¹⁾: the penalty’s share");
    page_says(&run, 6, (struct moment){.kind = MOMENT_STEP, .of = QUANTITY_OF_WEIGHT, .from = 1}, GRANULARITY_NEURON,
              "∂L/∂w             ∂J/∂w             step");
    page_says(&run, 7, move, GRANULARITY_PHASE, "J = L + s: 1.5433 before, 0.9692 after.");
    run_close(&run);
}

/* ---- trouble ---- */

static void test_dead_relu(void **state)
{
    struct run run;
    char *text;

    (void)state;
    run_open(&run, "dead-relu");
    page_says(&run, 1, (struct moment){.kind = MOMENT_ACTIVATION}, GRANULARITY_NEURON,
              "inactive");
    text = page_text(&run, 5, (struct moment){.kind = MOMENT_DZ}, GRANULARITY_NEURON);
    assert_non_null(strstr(text, "No gradient: ReLU is inactive, zₕ₁ < 0."));
    assert_null(strstr(text, "converge"));
    free(text);
    page_says(&run, 5, (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_WEIGHT, .from = 1}, GRANULARITY_TERM,
              "No gradient");
    run_close(&run);
}

/* What moves comes first, though the network's order begins with a neuron that is dead. */
static void test_largest_step_first(void **state)
{
    struct moment last = {.kind = MOMENT_STEP, .of = QUANTITY_OF_BIAS, .to = 1};
    struct moment move = {.kind = MOMENT_MOVE};
    struct run run;

    (void)state;
    run_open(&run, "dead-relu");
    page_says(&run, 10, (struct moment){.kind = MOMENT_GRADIENT, .of = QUANTITY_OF_BIAS, .to = 1}, GRANULARITY_LAYER,
              "gradient = sum over the batch ÷ 2");
    page_says(&run, 11, last, GRANULARITY_LAYER, "Δw₄ = −η · ∂L/∂w₄");
    page_says(&run, 11, last, GRANULARITY_LAYER, "step \n     >  w₄ ");
    page_says(&run, 11, last, GRANULARITY_LAYER, "the sum over the batch ÷ 2");
    page_says(&run, 12, move, GRANULARITY_LAYER, "Those with gradient 0 stay");
    page_says(&run, 12, move, GRANULARITY_LAYER, "new \n     >  w₄ ");
    run_close(&run);
}

/* Of many parameters the table says that it lists the largest, the one of the formula before them. */
static void test_none_larger(void **state)
{
    struct run run;
    char *text;

    (void)state;
    run_open(&run, "iris");
    text = page_text(&run, 7, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_LAYER);
    assert_non_null(strstr(text, "parameter "));
    assert_null(strstr(text, "largest"));
    assert_non_null(strstr(text, " more, none larger\n"));
    free(text);
    run_close(&run);
}

/* Two losses that look alike when rounded differ by a number that can be seen. */
static void test_small_change(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "neuron");
    page_says(&run, 4 * 300, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_PHASE,
              "0.0044 before, 0.0044 after. It fell by 1.93×10⁻⁵.");
    page_says(&run, 4 * 300 + 1, (struct moment){.kind = MOMENT_STOP}, GRANULARITY_PHASE,
              "Loss of iteration 300: 0.0044, measured before its update");
    run_close(&run);
}

static void test_what_a_target_leaves(void **state)
{
    struct moment total = {.kind = MOMENT_LOSS_TOTAL};
    struct run run;

    (void)state;
    run_open(&run, "xor");
    page_says(&run, 3, total, GRANULARITY_NEURON, "Lₙ = −(tₙ ln aₙ + (1 − tₙ) ln(1 − aₙ))");
    page_says(&run, 3, total, GRANULARITY_NEURON, "t = 1: only −ln a is left.");
    run_close(&run);
    run_open(&run, "softmax");
    page_says(&run, 2, (struct moment){.kind = MOMENT_LOSS_PART, .to = 1}, GRANULARITY_TERM,
              "lemon still matters: it is in softmax’s denominator, so its error signal is a − t = "
              "0.2878.");
    run_close(&run);
}

static void test_saturated(void **state)
{
    struct run run;

    (void)state;
    run_open(&run, "saturated");
    page_says(&run, 3, (struct moment){.kind = MOMENT_DZ}, GRANULARITY_NEURON,
              "Learning is slow though a is far from its target.");
    run_close(&run);
}

static const char *const one_neuron =
    "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
    "\"activation\": \"%s\", \"weights\": [[%s]], \"biases\": false}]}, \"loss\": \"%s\", "
    "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": %s}, "
    "\"data\": {\"samples\": [{\"x\": [1], \"t\": [%s]}]}, \"stop\": {%s}}";

static void open_neuron(struct run *run, const char *activation, const char *weight,
                        const char *loss, const char *rate, const char *target,
                        const char *stop)
{
    char json[1024];

    snprintf(json, sizeof json, one_neuron, activation, weight, loss, rate, target, stop);
    run_parse(run, json);
}

/* A sigmoid so sure that a rounds to 1: the squared error is stuck, the cross-entropy is not. */
static void test_stuck_and_not(void **state)
{
    struct check check = {0};
    struct run run;

    (void)state;
    open_neuron(&run, "sigmoid", "40", "half_squared_error", "0.5", "0", "\"iterations\": 1");
    page_says(&run, 3, (struct moment){.kind = MOMENT_DZ}, GRANULARITY_NEURON,
              "Nothing is learned here, right or wrong.");
    page_says(&run, 4, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_NEURON,
              "No weight moves");
    run_close(&run);
    open_neuron(&run, "sigmoid", "40", "binary_cross_entropy", "0.5", "0", "\"iterations\": 1");
    page_says(&run, 2, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON, "= 40\n");
    page_says(&run, 2, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON,
              "Written with z");
    page_says(&run, 3, (struct moment){.kind = MOMENT_DZ}, GRANULARITY_NEURON,
              "the error signal comes through in full");
    run_close(&run);
    open_neuron(&run, "sigmoid", "-800", "binary_cross_entropy", "0.5", "1",
                "\"iterations\": 2");
    check_run(&check, &run, UINT64_MAX);
    assert_true(check.pages > 20);
    run_close(&run);
}

static void test_on_target(void **state)
{
    struct run run;

    (void)state;
    open_neuron(&run, "identity", "0.5", "half_squared_error", "0.5", "0.5",
                "\"iterations\": 1");
    page_says(&run, 2, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON,
              "exactly on target");
    page_says(&run, 4, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_NEURON,
              "All gradients are 0");
    run_close(&run);
}

/* Too large a step: first the loss rises, then it overflows, then all is NaN. */
static void test_blow_up(void **state)
{
    struct check check = {0};
    struct run run;

    (void)state;
    open_neuron(&run, "identity", "1", "half_squared_error", "1e60", "0",
                "\"iterations\": 9, \"divergence\": false");
    page_says(&run, 4, (struct moment){.kind = MOMENT_MOVE}, GRANULARITY_NEURON,
              "It went up: this step was too large.");
    /* w = -1e60, 1e120, -1e180: ½ a² is no longer a number that a double can hold. */
    page_says(&run, 14, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON,
              "L is infinite");
    while (isfinite(run.stepper.block[run.scenario.net.layers[1].w]))
        assert_true(run_step(&run));
    assert_int_equal(run.snapshot.place.unit.kind, UNIT_UPDATE);
    page_says(&run, run.snapshot.place.step, (struct moment){.kind = MOMENT_MOVE},
              GRANULARITY_TERM, "w⁺ is infinite");
    while (!isnan(run.stepper.block[run.scenario.net.layers[1].w]))
        assert_true(run_step(&run));
    page_says(&run, run.snapshot.place.step, (struct moment){.kind = MOMENT_MOVE},
              GRANULARITY_TERM, "w⁺ is NaN");
    assert_true(run_step(&run));
    page_says(&run, run.snapshot.place.step, (struct moment){.kind = MOMENT_ACTIVATION},
              GRANULARITY_PHASE, "z is NaN");
    run_close(&run);
    open_neuron(&run, "sigmoid", "1", "mean_squared_error", "1e308", "0",
                "\"iterations\": 9, \"divergence\": false");
    check_run(&check, &run, UINT64_MAX);
    run_close(&run);
    open_neuron(&run, "identity", "1", "half_squared_error", "1e60", "0",
                "\"iterations\": 9, \"divergence\": false");
    check_run(&check, &run, UINT64_MAX);
    assert_int_equal(run.snapshot.place.unit.kind, UNIT_STOP);
    assert_true(isnan(run.stepper.block[run.scenario.net.layers[1].w]));
    run_close(&run);
}

static void test_huge_logits(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 3, "
        "\"activation\": \"softmax\", \"weights\": [[1000], [999], [-1000]]}]}, "
        "\"loss\": \"cross_entropy\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}, "
        "\"data\": {\"samples\": [{\"x\": [1], \"t\": [0, 0, 1]}, {\"x\": [1], "
        "\"t\": [0.5, 0.25, 0]}]}, \"stop\": {\"iterations\": 2}}";
    struct check check = {0};
    struct run run;

    (void)state;
    run_parse(&run, json);
    check_run(&check, &run, UINT64_MAX);
    assert_true(check.results > 50);
    run_close(&run);
    run_parse(&run, json);
    page_says(&run, 1, (struct moment){.kind = MOMENT_ACTIVATION}, GRANULARITY_NEURON,
              "= 0.731059");
    page_says(&run, 2, (struct moment){.kind = MOMENT_LOSS_TOTAL}, GRANULARITY_NEURON,
              "= 2000.313262");
    run_close(&run);
}

/* ---- the end ---- */

static void stops_with(const char *stop, const char *title)
{
    struct moment moment = {.kind = MOMENT_STOP};
    struct check check = {0};
    struct run run;

    open_neuron(&run, "identity", "1", "half_squared_error", "0.5", "0", stop);
    check_run(&check, &run, UINT64_MAX);
    assert_int_equal(run.snapshot.place.unit.kind, UNIT_STOP);
    page_says(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON, title);
    run_close(&run);
}

/* w = -1e60, 1e120, -1e180: the loss is the first, in the fourth iteration. */
static void test_stops_diverged(void **state)
{
    struct moment moment = {.kind = MOMENT_STOP};
    struct check check = {0};
    struct run run;

    (void)state;
    open_neuron(&run, "identity", "1", "half_squared_error", "1e60", "0", "\"iterations\": 9");
    check_run(&check, &run, UINT64_MAX);
    assert_int_equal(run.snapshot.place.unit.kind, UNIT_STOP);
    assert_int_equal(run.snapshot.place.step, 17);
    page_says(&run, 17, moment, GRANULARITY_NEURON, "Stop: the run has diverged");
    page_says(&run, 17, moment, GRANULARITY_PHASE,
              "L was the first: it became infinite in iteration 4.");
    run_close(&run);
}

/* Each loss is a number, but not their sum. */
static void test_sum_overflows(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[1.3e154]]}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"learning_rate\": 1e-9}, \"data\": {\"samples\": "
        "[{\"x\": [1], \"t\": [0]}, {\"x\": [1], \"t\": [0]}, {\"x\": [1], \"t\": [0]}], \"batch\": 3}, "
        "\"stop\": {\"iterations\": 9}}";
    struct moment moment = {.kind = MOMENT_LOSS_TOTAL};
    struct check check = {0};
    struct run run;
    char *text;

    (void)state;
    run_parse(&run, json);
    text = page_text(&run, 5, moment, GRANULARITY_NEURON);
    assert_null(strstr(text, "infinite"));
    free(text);
    page_says(&run, 8, moment, GRANULARITY_NEURON, "= 8.45×10³⁰⁷");
    page_says(&run, 8, moment, GRANULARITY_NEURON, "The sum of the batch’s losses is infinite");
    run_close(&run);
    run_parse(&run, json);
    check_run(&check, &run, UINT64_MAX);
    assert_int_equal(run.snapshot.state->stopped, STOP_DIVERGENCE);
    page_says(&run, 11, (struct moment){.kind = MOMENT_STOP}, GRANULARITY_NEURON,
              "The sum of the batch’s losses was the first number to become infinite: in iteration 1, "
              "with sample 3 of 3.");
    run_close(&run);
}

static void test_stops(void **state)
{
    (void)state;
    stops_with("\"iterations\": 2", "Stop: all iterations are done");
    stops_with("\"epochs\": 2", "Stop: all epochs are done");
    stops_with("\"loss_below\": 0.1", "Stop: the loss is small enough");
    stops_with("\"gradient_norm_below\": 0.1", "Stop: the gradients are small enough");
    stops_with("\"patience\": 2", "Stop: no more progress");
    stops_with("\"patience\": 2", "has not fallen more than 0.0001 below its best, ");
    /* Every criterion that is set, each with what it says. */
    stops_with("\"iterations\": 50, \"epochs\": 2, \"loss_below\": 0.1", "iteration ≥ 50    2                 go on");
    stops_with("\"iterations\": 50, \"epochs\": 2, \"loss_below\": 0.1", ">  epoch ≥ 2 ");
    stops_with("\"epochs\": 2, \"loss_below\": 0.1", " epoch’s mean loss < 0.1  0.125             go on");
}

/* The criterion is asked with losses from before the updates: after the last one it may not hold. */
static void test_above_again(void **state)
{
    struct moment moment = {.kind = MOMENT_STOP};
    struct run run;
    char *text;

    (void)state;
    open_neuron(&run, "identity", "1", "half_squared_error", "0.5", "0", "\"loss_below\": 0.2");
    while (run_step(&run))
        continue;
    run.snapshot.training_result = (struct evaluation){1, 0.1, false, 0};
    text = page_text(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON);
    assert_null(strstr(text, "above the limit again"));
    free(text);
    run.snapshot.training_result.loss = 0.3;
    text = page_text(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON);
    assert_non_null(strstr(text, "There it is 0.3, above the limit again: "));
    free(text);
    run_close(&run);
}

/* How good the network has become, where whoever made the snapshot has computed it. */
static void test_results(void **state)
{
    struct moment moment = {.kind = MOMENT_STOP};
    struct run run;
    char *text;

    (void)state;
    open_neuron(&run, "identity", "1", "half_squared_error", "0.5", "0", "\"iterations\": 2");
    while (run_step(&run))
        continue;
    text = page_text(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON);
    assert_null(strstr(text, "final parameters"));
    assert_non_null(strstr(text, "Loss of iteration 2: 0.125, measured before its update"));
    free(text);
    run.snapshot.training_result = (struct evaluation){1, 0.25, false, 0};
    text = page_text(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON);
    assert_non_null(strstr(text, "final parameters  training \n        loss              0.25"));
    assert_null(strstr(text, "accuracy"));
    free(text);
    run.snapshot.training_result = (struct evaluation){1, 0.25, true, 1};
    run.snapshot.validation_result = (struct evaluation){3000, 0.5, true, 2999};
    text = page_text(&run, run.snapshot.place.step, moment, GRANULARITY_NEURON);
    assert_non_null(strstr(text, "training          validation"));
    assert_non_null(strstr(text, "accuracy          100.0 %           99.9 %"));
    free(text);
    run_close(&run);
}

/* At the end of each iteration the criteria are asked; those of epochs where an epoch ends. */
static void test_criteria(void **state)
{
    static const char *const json =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\", \"weights\": [[1]], \"biases\": false}]}, \"loss\": "
        "\"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.5}, \"data\": {\"samples\": "
        "[{\"x\": [1], \"t\": [0]}, {\"x\": [1], \"t\": [0]}], \"batch\": 1}, \"stop\": "
        "{\"iterations\": 1500000, \"loss_below\": 0.3, \"gradient_norm_below\": 2, \"patience\": 3}}";
    struct moment move = {.kind = MOMENT_MOVE};
    struct run run;

    (void)state;
    run_parse(&run, json);
    page_says(&run, 4, move, GRANULARITY_NEURON, "iteration ≥ 1,500,000  1                 go on");
    page_says(&run, 4, move, GRANULARITY_NEURON, "epoch’s mean loss < 0.3  epoch’s end");
    page_says(&run, 4, move, GRANULARITY_NEURON, "gradient norm < 2  epoch’s end");
    page_says(&run, 4, move, GRANULARITY_NEURON, "patience ≥ 3 epochs  epoch’s end");
    /* 1/2 and 1/8: 0.3125 on the average; the norms were 1 and 1/2. */
    page_says(&run, 8, move, GRANULARITY_NEURON, "epoch’s mean loss < 0.3  0.3125            go on");
    page_says(&run, 8, move, GRANULARITY_NEURON, ">  gradient norm < 2  1                [stop]");
    page_says(&run, 8, move, GRANULARITY_NEURON, "patience ≥ 3 epochs  0                 go on");
    assert_true(run_step(&run));
    assert_int_equal(run.snapshot.state->stopped, STOP_GRADIENT_NORM_BELOW);
    run_close(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_in), cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_made_up),
        cmocka_unit_test(test_to_the_end), cmocka_unit_test(test_the_same_page_twice),
        cmocka_unit_test(test_mazur), cmocka_unit_test(test_roles),
        cmocka_unit_test(test_granularity_falls_back),
        cmocka_unit_test(test_batch), cmocka_unit_test(test_optimizer_terms),
        cmocka_unit_test(test_rules), cmocka_unit_test(test_penalty), cmocka_unit_test(test_dead_relu),
        cmocka_unit_test(test_largest_step_first), cmocka_unit_test(test_none_larger),
        cmocka_unit_test(test_small_change),
        cmocka_unit_test(test_what_a_target_leaves),
        cmocka_unit_test(test_saturated), cmocka_unit_test(test_stuck_and_not),
        cmocka_unit_test(test_on_target), cmocka_unit_test(test_blow_up),
        cmocka_unit_test(test_huge_logits), cmocka_unit_test(test_stops), cmocka_unit_test(test_sum_overflows), cmocka_unit_test(test_results), cmocka_unit_test(test_above_again),
        cmocka_unit_test(test_criteria), cmocka_unit_test(test_stops_diverged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
