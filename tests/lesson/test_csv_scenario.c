/* A table opened by itself. */
#include "lesson_test.h"

#include "../data/csv_file.h"

#include "data/standardize.h"
#include "lesson/table/csv_scenario.h"

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

static void expect_of(const char *text, const char *target, const char *sentence)
{
    const struct csv_table_options options = {.header = -1};
    struct error err = {0};
    struct csv_table table;

    csv_file_write(text, strlen(text));
    if (csv_table_open(&table, "t.csv", &options, &err)) {
        assert_null(csv_scenario(&table, target, &err));
        csv_table_finish(&table);
    }
    csv_file_remove();
    assert_string_equal(err.text, sentence);
}

static void expect(const char *text, const char *sentence)
{
    expect_of(text, NULL, sentence);
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
    assert_string_equal(scenario.about, "A table opened by itself: 3 rows of 3 columns. Learned: kind, 2 "
                        "classes: oak (2), ash (1). Separated by commas; the first row has the names. Columns are standardized. 8 tanh units, Adam, batches of 3, "
                        "200 epochs. Ctrl+S writes a scenario file in which all of it can be changed.");
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
    assert_non_null(strstr(scenario.about, "ééé, numbers from 0.5 to 3"));
    scenario_finish(&scenario);
    /* Whole numbers of at most 20 kinds, on average two rows each, are classes; else they are numbers. */
    read_csv(&scenario, "x,y\n1,0\n1,1\n1,3\n1,0\n1,3\n1,1.0\n");
    assert_int_equal(net_output(&scenario.net)->out, 3);
    assert_string_equal(net_output(&scenario.net)->units[2], "3");
    assert_true(scenario.data.t[5 * 3 + 1] == 1);
    scenario_finish(&scenario);
    read_csv(&scenario, "x,y\n1,1\n1,-1\n2,-1\n2,+1\n");
    assert_string_equal(net_output(&scenario.net)->units[0], "-1");
    assert_true(scenario.data.t[0] == 0 && scenario.data.t[1] == 1);
    scenario_finish(&scenario);
    read_csv(&scenario, "x,y\n1,0\n1,1\n1,2\n1,0\n1,3\n");
    assert_int_equal(net_output(&scenario.net)->out, 1);
    scenario_finish(&scenario);
}

/* What is found in a file of tests/data/tables: the note, and the network's inputs and outputs. */
static const struct {
    const char *file, *note;
    size_t inputs, outputs;
} found[] = {
    {"blanks.csv", "2 rows of 3 columns.\nLearned: y, 2 classes: 0 (1), 1 "
                   "(1).\nSeparated by blanks or tabs; the first row has the names.\n", 2, 1},
    {"cars.txt", "4 rows of 5 columns.\nLearned: x5, 2 classes: chevrolet (2), buick "
                 "(2).\n1 gap in 1 column filled with the column's mean.\nSeparated by "
                 "blanks or tabs; no row has names: the columns are called x1 to x5.\n", 4, 2},
    {"case.csv", "4 rows of 2 columns.\nLearned: c, 2 classes: Cat (2), dog (2).\n2 "
                 "words taken for one that differs in capitals only.\nSeparated by "
                 "commas; the first row has the names.\n", 1, 2},
    {"first.csv", "4 rows of 4 columns.\nLearned: label, 2 classes: 0 (2), 1 "
                  "(2).\nSeparated by commas; the first row has the names.\n", 3, 1},
    {"from1.csv", "12 rows of 3 columns.\nLearned: y, 3 classes: 1 (4), 2 (4), 3 "
                  "(4).\nSeparated by commas; the first row has the names.\n", 2, 3},
    {"gap.csv", "3 rows of 3 columns.\nLearned: y, 2 classes: 0 (2), 1 (1).\n1 gap in 1 "
                "column filled with the column's mean.\nSeparated by commas; the first "
                "row has the names.\n", 2, 1},
    {"iris.data", "4 rows of 5 columns.\nLearned: x5, 2 classes: Iris-setosa (2), "
                  "Iris-versicolor (2).\nSeparated by commas; no row has names: the "
                  "columns are called x1 to x5.\n", 4, 2},
    {"latin1.csv", "2 rows of 2 columns.\nLearned: art, 2 classes: ch\xc3\xaane (1), "
                   "fr\xc3\xaane (1).\nSeparated by commas, in Latin-1; the first row "
                   "has the names.\n", 1, 2},
    {"levels.csv", "6 rows of 26 columns.\nLearned: x26, 2 classes: 1 (3), 2 (3).\nThe "
                   "inputs are an image of 5 \xc3\x97 5 pixels; 0 to 16 are scaled to 0 "
                   "to 1.\nSeparated by commas; no row has names: the columns are called "
                   "x1 to x26.\n", 25, 2},
    {"pixels.csv", "6 rows of 26 columns.\nLearned: label, 2 classes: 0 (3), 1 (3).\nThe "
                   "inputs are an image of 5 \xc3\x97 5 pixels; 0 to 255 are scaled to 0 "
                   "to 1.\nSeparated by commas; the first row has the names.\n", 25, 1},
    {"points.csv", "2 rows of 3 columns.\nLearned: kind, 2 classes: a (1), b "
                   "(1).\nSeparated by commas; the first row has the names.\n", 2, 2},
    {"quoted.csv", "2 rows of 3 columns.\nLearned: y, 2 classes: 0 (1), 1 "
                   "(1).\nSeparated by commas; the first row has the names.\n", 2, 1},
    {"semicolons.csv", "2 rows of 3 columns.\nLearned: c, 2 classes: a (1), b "
                       "(1).\nSeparated by semicolons, with decimal commas; the first "
                       "row has the names.\n", 2, 2},
    {"sep.csv", "2 rows of 2 columns.\nLearned: y, 2 classes: 0 (1), 1 (1).\nSeparated "
                "by semicolons; the first row has the names.\n", 1, 1},
    {"single.csv", "4 rows of 2 columns.\nLearned: y, 1 class: 0 (4).\nSeparated by commas; the "
                   "first row has the names.\n", 1, 1},
    {"split.csv", "8 rows of 4 columns.\nHeld out by the split: 4 rows.\nLearned: y, 2 "
                  "classes: a (4), b (4).\nSeparated by commas; the first row has the "
                  "names.\n", 2, 2},
    {"tabs.tsv", "2 rows of 3 columns.\nLearned: y, 2 classes: 0 (1), 1 (1).\nSeparated "
                 "by tabs; the first row has the names.\n", 2, 1},
    {"titanic.csv", "24 rows of 6 columns.\nLearned: Survived, 2 classes: 0 (12), 1 "
                    "(12).\nWords become an input for each kind: Sex (2 kinds), Port (3 "
                    "kinds).\nColumns left out: PassengerId (it counts the rows), Name "
                    "(words of too many kinds).\n9 gaps in 2 columns filled with the "
                    "column's mean.\n1 row left out: all cells are empty.\nSeparated by "
                    "commas; the first row has the names.\n", 6, 1},
    {"utf16.csv", "2 rows of 2 columns.\nLearned: art, 2 classes: Eiche (1), Esche "
                  "(1).\nSeparated by semicolons, with decimal commas, in UTF-16; the "
                  "first row has the names.\n", 1, 2},
    {"words.csv", "4 rows of 3 columns.\nLearned: y, 2 classes: 0 (2), 1 (2).\nWords "
                  "become an input for each kind: sex (2 kinds).\nSeparated by commas; "
                  "the first row has the names.\n", 3, 1},
};

static void read_table(struct scenario *scenario, const char *file, const char *target)
{
    const struct scenario_opening opening = {.target = target};
    struct error err = {0};
    char below[64];

    snprintf(below, sizeof below, "tests/data/tables/%s", file);
    if (!scenario_open(scenario, source_path(below), &opening, &err))
        fail_msg("%s", err.text);
}

static void what_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
        struct scenario scenario, again;
        struct error err;

        read_table(&scenario, found[i].file, NULL);
        assert_string_equal(scenario.table, found[i].note);
        assert_int_equal(scenario.net.layers[0].out, found[i].inputs);
        assert_int_equal(net_output(&scenario.net)->out, found[i].outputs);
        /* The scenario that was made of it reads the same from the file. */
        if (!scenario_parse(&again, scenario.document, scenario.document_length, scenario.path, &err))
            fail_msg("%s", err.text);
        assert_int_equal(again.data.count, scenario.data.count);
        assert_int_equal(again.data.validation, scenario.data.validation);
        assert_memory_equal(again.data.x, scenario.data.x,
                            (again.data.count + again.data.validation) * again.data.inputs * sizeof(double));
        assert_memory_equal(again.data.t, scenario.data.t,
                            (again.data.count + again.data.validation) * again.data.targets * sizeof(double));
        scenario_finish(&again);
        scenario_finish(&scenario);
    }
}

static double given(const struct scenario *scenario, size_t sample, size_t input)
{
    return standardize_undo(scenario->data.x_scales[input], dataset_x(&scenario->data, sample)[input]);
}

static void what_cells_become(void **state)
{
    struct scenario scenario;

    (void)state;
    read_table(&scenario, "semicolons.csv", NULL);
    assert_true(fabs(given(&scenario, 0, 0) - 1.5) < 1e-12 && fabs(given(&scenario, 0, 1) - 2.5) < 1e-12);
    scenario_finish(&scenario);
    read_table(&scenario, "words.csv", NULL);
    assert_string_equal(scenario.net.layers[0].units[0], "sex=male");
    assert_string_equal(scenario.net.layers[0].units[1], "sex=female");
    assert_true(fabs(given(&scenario, 0, 0) - 1) < 1e-12 && fabs(given(&scenario, 1, 0)) < 1e-12);
    assert_true(fabs(given(&scenario, 1, 1) - 1) < 1e-12 && fabs(given(&scenario, 2, 2) - 26) < 1e-12);
    scenario_finish(&scenario);
    read_table(&scenario, "gap.csv", NULL);
    assert_true(fabs(given(&scenario, 1, 0) - 2.5) < 1e-12); /* the mean of 1 and 4 */
    scenario_finish(&scenario);
    read_table(&scenario, "pixels.csv", NULL);
    assert_null(scenario.net.layers[0].units);
    assert_true(scenario.data.pixels && given(&scenario, 0, 3) == 255 && scenario.data.x[3] == 1.0);
    scenario_finish(&scenario);
    /* The rows to train on, then those held out, each in their order. */
    read_table(&scenario, "split.csv", NULL);
    assert_int_equal(scenario.data.count, 4);
    assert_int_equal(scenario.data.validation, 4);
    for (size_t i = 0; i < 8; i++)
        assert_true(fabs(given(&scenario, i, 0) - (double)(const int[]){0, 3, 4, 7, 1, 2, 5, 6}[i]) < 1e-12);
    scenario_finish(&scenario);
}

/* A gap of words has the share of each kind; of held out rows neither mean nor share takes anything. */
static void test_gaps(void **state)
{
    struct scenario scenario;

    (void)state;
    read_csv(&scenario, "a,w,y,split\n1,u,1.5,train\n3,v,2,train\n?,u,3,train\n,NA,4.5,train\n9,v,5,test\n,,6,test\n"
                        "8,u,,train\n");
    assert_int_equal(scenario.data.count, 4);
    assert_int_equal(scenario.data.validation, 2);
    assert_true(fabs(given(&scenario, 2, 0) - 2) < 1e-12 && fabs(given(&scenario, 5, 0) - 2) < 1e-12);
    assert_true(fabs(given(&scenario, 3, 1) - 2.0 / 3) < 1e-12 && fabs(given(&scenario, 5, 2) - 1.0 / 3) < 1e-12);
    assert_non_null(strstr(scenario.table, "5 gaps in 2 columns filled with the column's mean.\n1 row left out: without "
                                           "a target.\n"));
    scenario_finish(&scenario);
}

/* Words too long for a name behind their column's. */
static void test_long_words(void **state)
{
    struct scenario scenario;
    char text[512];

    (void)state;
    snprintf(text, sizeof text, "w,y\n%070d a,1.5\n2,2.5\nc,4.5\nb,1.5\n", 0);
    read_csv(&scenario, text);
    assert_int_equal(scenario.net.layers[0].out, 4);
    assert_string_equal(scenario.net.layers[0].units[0], "column 1=1");
    assert_string_equal(scenario.net.layers[0].units[1], "column 1=2");
    scenario_finish(&scenario);
}

static void the_column_that_is_learned(void **state)
{
    struct scenario scenario;

    (void)state;
    read_table(&scenario, "from1.csv", "b");
    assert_string_equal(net_output(&scenario.net)->units[0], "b");
    assert_int_equal(net_output(&scenario.net)->activation, ACTIVATION_IDENTITY);
    scenario_finish(&scenario);
    read_table(&scenario, "iris.data", "1");
    assert_string_equal(net_output(&scenario.net)->units[0], "x1");
    assert_int_equal(scenario.net.layers[0].out, 5);
    scenario_finish(&scenario);
    expect_of("size,price\n1,2\n3,5\n", "prize", "t.csv: found no column \"prize\"; did you mean \"price\"?");
    expect_of("size,price\n1,2\n3,5\n", "3", "t.csv: found no column \"3\", expected a name of the first row, or a "
                                             "number from 1 on");
}

static void test_errors(void **state)
{
    char text[4000] = "x,y\n";

    (void)state;
    expect("a\n1\n", "t.csv: line 1: found one column, expected several, separated by commas, semicolons, tabs, bars "
                     "or blanks");
    expect("a,b,c\n1,x,5\n2,y,z\n3,x,6\n", "t.csv: line 3, column \"c\": found \"z\", expected a number, as in the rows "
           "around it (or nothing, where it is not known)");
    expect("a,b\n1,2\n3,z\n", "t.csv: line 3, column \"b\": found \"z\", expected a number, as in the rows around it "
                              "(or nothing, where it is not known)");
    expect("a,b\n1,z\n3,z\n", "t.csv: column \"b\": found one class only, expected at least 2");
    expect("a,b\n1\n", "t.csv: line 2: found 1 cell, expected 2, one for each column name");
    expect("1,2,0\n2,3\n", "t.csv: line 2: found 2 cells, expected 3, as in the first row");
    expect("a,y\n1,\n2,\n", "t.csv: no row has a target; expected one in each");
    expect("a,b,split\n1,2,test\n2,3,test\n", "t.csv: every row is held out; expected some whose split is \"train\"");
    expect("a,b,split\n1,2,train\n2,3,tset\n", "t.csv: line 3, column \"split\": found \"tset\", expected train, "
                                               "validation or test");
    expect("id,y\n1,a\n2,b\n3,a\n", "t.csv: no column is left to learn \"y\" from; expected inputs");
    expect("a,b\n", "t.csv: there are no rows; expected a line of column names and a line for each sample");
    expect("", "t.csv: there are no rows; expected a line of column names and a line for each sample");
    for (int i = 0; i < 101; i++)
        snprintf(text + strlen(text), 20, "1,word%d\n", i);
    expect(text, "t.csv: line 102, column \"y\": this is class number 101; expected at most 100 classes, "
                 "or numbers");
    expect("a,bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n1,2\n",
           "t.csv: line 1: the name of column 2 has 65 bytes; expected at most 64");
    expect("a,b,a\n1,2,3\n", "t.csv: line 1: columns 1 and 3 are both called \"a\"; give each its own name");
    /* Also of a column that is no input. */
    expect("x,0,0\n1,1,\n2,0,\n", "t.csv: line 1: columns 2 and 3 are both called \"0\"; give each its own name");
    assert_true(csv_scenario_is("a/b.CSV") && csv_scenario_is("b.tsv") && csv_scenario_is("b.txt"));
    assert_true(csv_scenario_is("iris.data"));
    assert_false(csv_scenario_is(".csv"));
    assert_false(csv_scenario_is("a.json"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words), cmocka_unit_test(test_numbers), cmocka_unit_test(what_is_found),
        cmocka_unit_test(what_cells_become), cmocka_unit_test(test_gaps), cmocka_unit_test(test_long_words),
        cmocka_unit_test(the_column_that_is_learned), cmocka_unit_test(test_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
