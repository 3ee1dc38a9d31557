/* A CSV file opened by itself. */
#include "lesson_test.h"

#include "data/standardize.h"
#include "lesson/csv_scenario.h"

#include <math.h>
#include <unistd.h>

static void read_csv(struct scenario *scenario, const char *text)
{
    char folder[] = "/tmp/backstep-csv-XXXXXX", path[64];
    struct error err = {0};
    FILE *file;
    bool ok;

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/data.csv", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    ok = scenario_read(scenario, path, &err);
    unlink(path);
    rmdir(folder);
    if (!ok)
        fail_msg("%s", err.text);
}

static void expect(const char *text, const char *sentence)
{
    struct error err = {0};
    char *json = csv_scenario(text, strlen(text), "t.csv", &err);

    assert_null(json);
    assert_string_equal(err.text, sentence);
}

static void test_words(void **state)
{
    struct scenario scenario;

    (void)state;
    read_csv(&scenario, "length,\"width, mm\",kind\n1,2,oak\n3,4,ash\n5,6,oak\n");
    assert_int_equal(scenario.net.layers[0].out, 2);
    assert_int_equal(net_output(&scenario.net)->out, 2);
    assert_string_equal(net_output(&scenario.net)->units[1], "ash");
    assert_int_equal(net_output(&scenario.net)->activation, ACTIVATION_SOFTMAX);
    assert_int_equal(scenario.net.loss, LOSS_CROSS_ENTROPY);
    assert_int_equal(scenario.data.count, 3);
    assert_true(scenario.data.t[2] == 0 && scenario.data.t[3] == 1);
    assert_true(fabs(standardize_undo(scenario.data.x_scales[1], scenario.data.x[5]) - 6) < 1e-12);
    assert_true(scenario.data.x_scales[0].mean == 3 && scenario.data.t_scales == NULL);
    assert_int_equal(scenario.training.optimizer.kind, OPTIMIZER_ADAM);
    assert_int_equal(scenario.training.batch, 3);
    assert_non_null(strstr(scenario.about, "from the other 2 columns the network learns the last one, kind, a class. Columns are "
                                           "standardized; 8 tanh units, Adam, batches of 3, 200 epochs"));
    assert_true(scenario.training.shuffle);
    scenario_finish(&scenario);
}

static void test_numbers(void **state)
{
    struct scenario scenario;

    (void)state;
    read_csv(&scenario, "x,y\n1,0\n2,1\n");
    assert_int_equal(net_output(&scenario.net)->activation, ACTIVATION_SIGMOID);
    assert_int_equal(scenario.net.loss, LOSS_BINARY_CROSS_ENTROPY);
    scenario_finish(&scenario);
    read_csv(&scenario, "x,y\n1,0.5\n2,-3e2\n");
    assert_int_equal(net_output(&scenario.net)->activation, ACTIVATION_IDENTITY);
    assert_int_equal(scenario.net.loss, LOSS_HALF_SQUARED_ERROR);
    assert_true(fabs(standardize_undo(scenario.data.t_scales[0], scenario.data.t[1]) + 300) < 1e-9);
    assert_true(fabs(fabs(scenario.data.t[1]) - 1) < 1e-12);
    scenario_finish(&scenario);
    /* A name is never cut within a character: the 60th byte of this one is in the middle of one. */
    read_csv(&scenario, "x,aééééééééééééééééééééééééééééééé\n1,0.5\n2,3\n");
    assert_non_null(strstr(scenario.about, "ééé, a number"));
    scenario_finish(&scenario);
    /* Counted classes: often enough and none left out; else they are numbers. */
    read_csv(&scenario, "x,y\n1,0\n1,1\n1,2\n1,0\n1,1\n1,2\n1,0\n1,1\n1,2\n1,0\n1,1\n1,2\n");
    assert_int_equal(net_output(&scenario.net)->out, 3);
    scenario_finish(&scenario);
    read_csv(&scenario, "x,y\n1,0\n1,1\n1,2\n1,0\n1,1\n1,2\n1,0\n1,1\n1,2\n1,0\n1,1\n1,3\n");
    assert_int_equal(net_output(&scenario.net)->out, 1);
    scenario_finish(&scenario);
}

static void test_errors(void **state)
{
    char text[4000] = "x,y\n";

    (void)state;
    expect("a\n1\n", "t.csv: found one column, expected inputs and, last, what is to be learned");
    expect("a,b,c\n1,x,y\n", "t.csv: line 2, column \"b\": found \"x\", expected a number");
    expect("a,b\n1,2\n3,z\n", "t.csv: line 3, column \"b\": found \"z\", expected a number");
    expect("a,b\n1,z\n3,\n", "t.csv: line 3, column \"b\": the cell is empty; expected a number");
    expect("a,b\n1,z\n3,z\n", "t.csv: column \"b\": found one class only, expected at least 2");
    expect("a,b\n1\n", "t.csv: line 2: found 1 cell, expected 2, one for each column name");
    for (int i = 0; i < 101; i++)
        snprintf(text + strlen(text), 20, "1,word%d\n", i);
    expect(text, "t.csv: line 102, column \"y\": this is class number 101; expected at most 100 classes, "
                 "or numbers");
    expect("a,b\n1,\xff\n2,y\n", "t.csv: line 2, column \"b\": the class is not UTF-8 text; save the table as "
                                "UTF-8");
    expect("a,\xe9t\xe9\n1,2\n", "t.csv: line 1: the name of column 2 is not UTF-8 text; save the table as UTF-8");
    expect("a;b\n1;2\n", "t.csv: line 1: no comma, but semicolons; cells are to be separated by commas");
    expect("\n\na\tb\n1\t2\n", "t.csv: line 3: no comma, but tabs; cells are to be separated by commas");
    expect("1,2,0\n2,3,1\n", "t.csv: line 1: these are numbers; expected the names of the columns, and the samples "
                             "below");
    expect("a,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n1,2\n",
           "t.csv: line 1: the name of column 2 has 65 bytes; expected at most 64");
    expect("a,,b\n1,2,3\n", "t.csv: line 1: column 2 has no name; give it one");
    expect("a,b,a\n1,2,3\n", "t.csv: line 1: columns 1 and 3 are both called \"a\"; give each its own name");
    assert_true(csv_scenario_is("a/b.CSV"));
    assert_false(csv_scenario_is(".csv"));
    assert_false(csv_scenario_is("a.json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words), cmocka_unit_test(test_numbers), cmocka_unit_test(test_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
