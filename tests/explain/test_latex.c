/* What is copied as LaTeX compiles: every explanation of mazur, and of the other lessons each step of
 * an iteration, in one document. Skipped where there is no pdflatex. */
#include "all_quantities.h"
#include "run.h"

#include "explain/answers/ask.h"
#include "explain/copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIPPED = 77, TAIL = 3000 };

static const struct number_style style = {.decimals = 4};
static char folder[] = "/tmp/backstep-latex-XXXXXX";
static size_t pages;

static void put(FILE *out, const struct explanation *explanation)
{
    char *latex = copy_latex(explanation, style);

    assert_non_null(latex);
    fputs(latex, out);
    fputs("\n", out);
    free(latex);
    pages++;
}

static void put_steps(FILE *out, struct run *run)
{
    struct arena arena = {0};

    for (size_t m = 1; m <= reveal_count(&run->scenario.net, run->unit); m++) {
        struct cursor cursor = {run->snapshot.place.step, m};

        for (int g = 0; g < GRANULARITY_COUNT; g++) {
            arena_reset(&arena);
            put(out, explain(&arena, &run->snapshot, cursor, (enum granularity)g, run->scenario.about));
        }
    }
    arena_finish(&arena);
}

static void put_answer(FILE *out, const struct run *run, struct quantity q)
{
    struct cursor cursor = {run->snapshot.place.step, reveal_count(&run->scenario.net, run->unit)};
    struct arena arena = {0};

    put(out, explain_quantity(&arena, &run->snapshot, cursor, q, false));
    if (explain_can_open(&run->snapshot, cursor, q))
        put(out, explain_quantity(&arena, &run->snapshot, cursor, q, true));
    arena_finish(&arena);
}

/* Every quantity at the end of the unit. */
static void put_answers(FILE *out, const struct run *run)
{
    struct all_quantities all = all_quantities_of(&run->scenario.net);

    for (size_t i = 0; i < all.count; i++)
        put_answer(out, run, all.items[i]);
    all_quantities_finish(&all);
}

/* The page of the end of a run, for each reason. */
static void put_ends(FILE *out)
{
    static const char *const stops[] = {
        "\"iterations\": 2", "\"epochs\": 2", "\"loss_below\": 0.1", "\"gradient_norm_below\": 0.1",
        "\"patience\": 2", "\"iterations\": 60, \"loss_below\": 1e-9, \"patience\": 50"};

    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct run run;
        char json[1024];

        snprintf(json, sizeof json,
                 "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"weights\": "
                 "[[1]], \"activation\": \"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
                 "{\"learning_rate\": %s}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [0]}]}, \"stop\": "
                 "{%s}}", i < 5 ? "0.4" : "90", stops[i]);
        run_parse(&run, json);
        while (run_step(&run))
            continue;
        assert_int_equal(run.snapshot.place.unit.kind, UNIT_STOP);
        run.snapshot.training_result = (struct evaluation){1, 0.25, true, 1};
        run.snapshot.validation_result = (struct evaluation){2, 0.5, true, 1};
        put_steps(out, &run);
        run_close(&run);
    }
}

static int compile(void)
{
    char command[256];

    snprintf(command, sizeof command,
             "cd '%s' && pdflatex -interaction=nonstopmode -halt-on-error all.tex >log.txt 2>&1 </dev/null", folder);
    return system(command);
}

static void show_log(void)
{
    char command[128];

    snprintf(command, sizeof command, "grep -A6 '^!' '%s/log.txt' | head -n 20", folder);
    if (system(command) != 0)
        print_message("no error in the log\n");
}

static void test_compiles(void **state)
{
    char path[128];
    FILE *out;

    (void)state;
    snprintf(path, sizeof path, "%s/all.tex", folder);
    out = fopen(path, "w");
    assert_non_null(out);
    fputs("\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amsmath}\n"
          "\\begin{document}\n", out);
    for (size_t i = 0; run_built_in[i] != NULL; i++) {
        bool all = strcmp(run_built_in[i], "mazur") == 0;
        struct run run;

        run_open(&run, run_built_in[i]);
        for (uint64_t units = all ? 2 * run_units(&run) : run_units(&run); units > 0 && run_step(&run); units--) {
            if (run.scenario.net.param_count < 100)
                put_steps(out, &run);
            if (all)
                put_answers(out, &run);
        }
        run_close(&run);
    }
    for (size_t i = 0; run_optimizers[i / 2] != NULL; i++) {
        struct run run;

        run_optimizer(&run, run_optimizers[i / 2], i % 2 == 1);
        while (run.snapshot.place.index < run.snapshot.place.count && run_step(&run))
            if (run.snapshot.place.unit.kind == UNIT_UPDATE) {
                put_steps(out, &run);
                put_answers(out, &run);
            }
        run_close(&run);
    }
    put_ends(out);
    fputs("\\end{document}\n", out);
    fclose(out);
    assert_true(pages > 1000);
    if (compile() != 0) {
        show_log();
        fail_msg("%zu explanations do not compile", pages);
    }
}

static int tear_down(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_compiles)};

    if (system("pdflatex --version >/dev/null 2>&1") != 0) {
        print_message("pdflatex is missing: the LaTeX was not compiled\n");
        return SKIPPED;
    }
    if (mkdtemp(folder) == NULL)
        return 1;
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
