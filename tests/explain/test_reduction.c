/* A lesson whose batches' losses are summed: its pages, answers, matrices and LaTeX speak of a sum, never of
 * a mean, and come to the numbers of the run. */
#include "all_quantities.h"
#include "check.h"
#include "explain/answers/ask.h"
#include "explain/copy.h"
#include "explain/equations/matrices.h"
#include "transcript.h"
#include "../base/thorough.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const lesson =
    "{\"backstep\": 1, \"reduction\": \"sum\", \"network\": {\"inputs\": 2, \"layers\": [{\"units\": 2, "
    "\"activation\": \"tanh\", \"weights\": [[0.3, -0.2], [0.1, 0.4]]}, {\"units\": 1, "
    "\"activation\": \"sigmoid\", \"weights\": [[0.5, -0.6]]}]}, \"loss\": \"half_squared_error\", "
    "\"optimizer\": {%s\"learning_rate\": 0.5}, \"data\": {\"samples\": [{\"x\": [0, 1], "
    "\"t\": [1]}, {\"x\": [1, 0.5], \"t\": [0]}, {\"x\": [0.5, 2], \"t\": [1]}], \"batch\": %d}, "
    "\"stop\": {\"iterations\": 3}}";

static void open_lesson(struct run *run, size_t i)
{
    char json[1024];

    snprintf(json, sizeof json, lesson, i % 2 == 0 ? "" : "\"momentum\": 0.9, ", i < 2 ? 2 : 3);
    run_parse(run, json);
}

/* The word "mean", but for the verb of "does not mean". */
static void no_mean(const char *text)
{
    for (const char *at = text; (at = strstr(at, "mean")) != NULL; at++) {
        bool word = (at == text || !isalpha((unsigned char)at[-1])) && !isalpha((unsigned char)at[4]);
        bool verb = at - text >= 4 && strncmp(at - 4, "not ", 4) == 0;

        if (word && !verb)
            fail_msg("'mean' in %.*s\n%s", 60, at - text > 40 ? at - 40 : text, text);
    }
}

static void no_mean_on(const struct explanation *page)
{
    char *text = NULL, *latex = copy_latex(page, (struct number_style){.decimals = 4});
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    assert_non_null(latex);
    transcript_page(out, "", page);
    fclose(out);
    no_mean(text);
    no_mean(latex);
    free(latex);
    free(text);
}

/* Of one moment; the matrices' words that say "sum" are counted. */
static size_t look(const struct run *run, const struct all_quantities *all, struct cursor cursor)
{
    struct arena arena = {0};
    const struct matrices *matrices = matrices_make(&arena, &run->snapshot, cursor, 0);
    size_t sums = 0;
    static size_t turn; /* by default each quantity has its turn */

    for (size_t e = 0; e < matrices->count; e++) {
        no_mean(matrices->equations[e].words);
        sums += strstr(matrices->equations[e].words, "summed gradient") != NULL;
    }
    for (int g = 0; g < GRANULARITY_COUNT; g++)
        no_mean_on(explain(&arena, &run->snapshot, cursor, (enum granularity)g, NULL));
    for (size_t i = turn++ % (size_t)thorough_stride(13); i < all->count; i += (size_t)thorough_stride(13)) {
        struct quantity q = all->items[i];

        if (quantity_is_of_optimizer(q.kind) && !quantity_is_kept(&run->snapshot.state->optimizer, q.kind))
            continue; /* some are running means, which this run does not have */
        no_mean_on(explain_quantity(&arena, &run->snapshot, cursor, q, false));
        if (explain_can_open(&run->snapshot, cursor, q))
            no_mean_on(explain_quantity(&arena, &run->snapshot, cursor, q, true));
    }
    arena_finish(&arena);
    return sums;
}

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct all_quantities all;
        size_t sums = 0;
        struct run run;

        open_lesson(&run, i);
        all = all_quantities_of(&run.scenario.net);
        sums += look(&run, &all, (struct cursor){0, 0});
        while (run_step(&run))
            for (size_t m = 1; m <= reveal_count(&run.scenario.net, run.unit); m++)
                sums += look(&run, &all, (struct cursor){run.snapshot.place.step, m});
        assert_true(sums > 10);
        all_quantities_finish(&all);
        run_close(&run);
    }
}

/* What the equations of every page come to is what the run has. */
static void test_formulas(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct check check = {0};
        struct run run;

        open_lesson(&run, i);
        check_run(&check, &run, UINT64_MAX);
        assert_true(check.pages > 100 && check.results > 50 && check.sums > 0);
        run_close(&run);
    }
}

/* At the end of the run the samples' losses are averaged: the page says so. */
static void test_end(void **state)
{
    struct arena arena = {0};
    const struct explanation *page;
    char *latex;
    struct run run;

    (void)state;
    open_lesson(&run, 0);
    while (run_step(&run))
        continue;
    run.snapshot.training_result = (struct evaluation){3, 0.25, false, 0};
    page = explain(&arena, &run.snapshot, (struct cursor){run.snapshot.place.step, 1}, GRANULARITY_NEURON, NULL);
    latex = copy_latex(page, (struct number_style){.decimals = 4});
    assert_non_null(strstr(latex, "mean loss"));
    free(latex);
    arena_finish(&arena);
    run_close(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_formulas),
                                       cmocka_unit_test(test_end)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
