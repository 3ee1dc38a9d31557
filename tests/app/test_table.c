/* The table of all parameters, digits, and what is copied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quantity/parameters.h"
#include "lesson/catalogue.h"
#include "stage.h"
#include "../lesson/networks.h"

static void test_layout(void **state)
{
    static const int digits[] = {3, 6, 17};
    size_t count, texts = 0, problems = 0;
    const struct catalogue_entry *entries = catalogue_networks(&count);

    (void)state;
    for (size_t l = 0; l < count; l++) {
        struct stage stage;

        stage_setup(&stage);
        stage_open(&stage, entries[l].name);
        app_apply(&stage.app, COMMAND_MISTAKE, MISTAKE_NONE);
        app_apply(&stage.app, COMMAND_PICTURE, 0.0);
        for (int step = 0; step < 5; step++) {
            for (size_t d = 0; d < sizeof digits / sizeof digits[0]; d++) {
                stage.app.shown.settings.decimals = digits[d];
                stage_check_layout(&stage, entries[l].name, &texts, &problems);
                app_apply(&stage.app, COMMAND_SORT, 0.0);
            }
            app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
        }
        stage_teardown(&stage);
    }
    assert_true(texts > 10000);
    assert_int_equal(problems, 0);
}

/* Every parameter has its line, in both orders; by size the sizes fall. */
static void test_order(void **state)
{
    struct parameters_order order = {0};
    struct snapshot snapshot;
    struct stage stage;
    double last = (double)INFINITY;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    run_snapshot(&stage.app.run, &snapshot);
    assert_int_equal(parameters_count(snapshot.net), 12);
    assert_true(parameters_sort(&order, &snapshot, stage.app.run.cursor));
    for (size_t i = 0; i < 12; i++) {
        struct quantity q = parameters_at(snapshot.net, parameters_sorted(&order, i));
        double size = fabs(quantity_value(&snapshot, parameters_cell(&snapshot, q, PARAMETERS_GRADIENT)));
        size_t index;

        assert_true(parameters_find(snapshot.net, q, &index));
        assert_int_equal(index, parameters_sorted(&order, i));
        assert_true(size <= last && size > 0);
        last = size;
    }
    parameters_order_finish(&order);
    stage_teardown(&stage);
}

/* Whether a text of the picture has that in it. */
static bool says(const struct stage *stage, const char *what)
{
    for (size_t i = 0; i < stage->canvas.count; i++)
        if (stage->canvas.commands[i].kind == CANVAS_TEXT
            && strstr(canvas_text_of(&stage->canvas, &stage->canvas.commands[i]), what) != NULL)
            return true;
    return false;
}

static bool has_target(const struct stage *stage, struct quantity q)
{
    for (size_t t = 0; t < stage->app.shown.ui.target_count; t++)
        if (stage->app.shown.ui.targets[t].action.argument == quantity_pack(q))
            return true;
    return false;
}

/* A column a time, each a share to ask about; of a long sequence those around the step, and which
 * they are is said. Of a batch's mean gradient they are no parts. */
static void test_times(void **state)
{
    struct quantity share = quantity_of_recurrent(QUANTITY_SHARE, 1, 0, 0);
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "memory");
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage.app.shown.settings.picture = PICTURE_TABLE;
    stage_frame(&stage, 1280.0f, 720.0f);
    assert_true(says(&stage, "the share of each time"));
    for (size_t time = 2; time <= 3; time++)
        assert_true(has_target(&stage, quantity_then(share, time)));
    stage_open(&stage, "echo");
    for (size_t i = 0; i < 3; i++)
        app_apply(&stage.app, COMMAND_PHASE_FORWARD, 0.0);
    stage_frame(&stage, 1280.0f, 720.0f);
    assert_true(says(&stage, "the shares of times 1 to ") && says(&stage, " of 8"));
    app_apply(&stage.app, COMMAND_END, 0.0);
    stage_frame(&stage, 1280.0f, 720.0f);
    assert_false(says(&stage, "share"));
    stage_open(&stage, "mazur");
    stage_frame(&stage, 1280.0f, 720.0f);
    assert_false(says(&stage, "share"));
    stage_teardown(&stage);
}

static const char *copied(struct stage *stage, enum command command)
{
    app_apply(&stage->app, command, 0.0);
    assert_non_null(stage->app.requests.clipboard);
    return stage->app.requests.clipboard;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;

    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

static void test_copying(void **state)
{
    struct quantity w5 = {QUANTITY_BATCH_GRADIENT, QUANTITY_OF_WEIGHT, 2, 0, 0, 0};
    struct stage stage;
    const char *text;
    int depth = 0;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    app_apply(&stage.app, COMMAND_END, 0.0);
    app_apply(&stage.app, COMMAND_SELECT, quantity_pack(w5));
    text = copied(&stage, COMMAND_COPY_TEXT);
    assert_non_null(strstr(text, "\xe2\x88\x82L/\xe2\x88\x82w"));
    assert_non_null(strstr(text, "0.0822"));
    text = copied(&stage, COMMAND_COPY_LATEX);
    assert_non_null(strstr(text, "\\begin{align*}"));
    assert_non_null(strstr(text, "\\frac{\\partial L}{\\partial w_{5}}"));
    for (const char *c = text; *c != '\0'; c++)
        depth += *c == '{' && (c == text || c[-1] != '\\') ? 1 : *c == '}' && c[-1] != '\\' ? -1 : 0;
    assert_int_equal(depth, 0);
    text = copied(&stage, COMMAND_COPY_TABLE);
    assert_int_equal(strncmp(text, "parameter,layer,to,from,old,gradient,step,new\r\n", 47), 0);
    assert_int_equal(lines_of(text), 13);
    assert_non_null(strstr(text, "\nw\xe2\x82\x85,output layer,1,1,0.4"));
    assert_non_null(strstr(text, "0.35891647971788465"));
    /* Before anything is computed its cells are empty. */
    app_apply(&stage.app, COMMAND_START, 0.0);
    text = copied(&stage, COMMAND_COPY_TABLE);
    assert_non_null(strstr(text, ",,,\r\n"));
    assert_null(strstr(text, "0.3589"));
    stage_teardown(&stage);
}

/* What the optimiser makes on the way is in columns between gradient and step, which can be asked
 * about. */
static void test_buffers(void **state)
{
    static const char *const heads[][2] = {
        {"momentum", ",old,gradient,v,step,new\r\n"},
        {"adam", ",old,gradient,m,v,step,new\r\n"},
        {"mazur", ",old,gradient,step,new\r\n"},
        {"l2", ",old,gradient,objective_gradient,step,new\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        bool l2 = strcmp(heads[i][0], "l2") == 0;
        struct quantity first =
            quantity_of_weight(l2 ? QUANTITY_OBJECTIVE_GRADIENT : QUANTITY_FIRST, 1, 0, 0);
        struct stage stage;
        bool found = false;

        stage_setup(&stage);
        stage_open(&stage, heads[i][0]);
        app_apply(&stage.app, COMMAND_END, 0.0);
        app_apply(&stage.app, COMMAND_PICTURE, 0.0);
        assert_non_null(strstr(copied(&stage, COMMAND_COPY_TABLE), heads[i][1]));
        stage_frame(&stage, 1280.0f, 720.0f);
        for (size_t t = 0; t < stage.app.shown.ui.target_count; t++)
            found = found || stage.app.shown.ui.targets[t].action.argument == quantity_pack(first);
        assert_int_equal(found, strcmp(heads[i][0], "mazur") != 0);
        stage_teardown(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_copying),
        cmocka_unit_test(test_buffers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
