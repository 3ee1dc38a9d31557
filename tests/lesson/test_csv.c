#include "lesson_test.h"

#include "lesson/csv.h"

static struct csv parsed(const char *text)
{
    struct error err = {0};
    struct csv csv;

    if (!csv_parse(&csv, text, strlen(text), "t.csv", 1000, &err))
        fail_msg("%s", err.text);
    return csv;
}

static void refused(const char *text, const char *sentence)
{
    struct error err = {0};
    struct csv csv;

    assert_false(csv_parse(&csv, text, strlen(text), "t.csv", 3, &err));
    assert_string_equal(err.text, sentence);
    assert_null(csv.text);
    assert_false(csv_parse(&csv, text, strlen(text), "t.csv", 3, NULL));
}

static void plain_quoted_and_broken_lines(void **state)
{
    static const char *const texts[] = {
        "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n",
        "\xef\xbb\xbf" "a,b\n\n1,2\r\n\r\n\"3\",\"4\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct csv csv = parsed(texts[i]);
        double value;

        assert_int_equal(csv.columns, 2);
        assert_int_equal(csv.rows, 2);
        assert_string_equal(csv.cells[0], "a");
        assert_string_equal(csv_cell(&csv, 1, 0), "3");
        assert_true(csv_number(&csv, 1, 1, "t.csv", &value, NULL) && value == 4);
        csv_finish(&csv);
    }
}

static void quotes(void **state)
{
    struct csv csv = parsed("\"the, \"\"name\"\"\",b\n\"two\nlines\",\"\"\nlast,\n");
    struct error err = {0};
    double value;

    (void)state;
    assert_string_equal(csv.cells[0], "the, \"name\"");
    assert_string_equal(csv_cell(&csv, 0, 0), "two\nlines");
    assert_string_equal(csv_cell(&csv, 0, 1), "");
    assert_string_equal(csv_cell(&csv, 1, 0), "last");
    assert_false(csv_number(&csv, 1, 1, "t.csv", &value, &err));
    assert_string_equal(err.text, "t.csv: line 4, column \"b\": the cell is empty; expected a "
                                  "number");
    assert_false(csv_number(&csv, 1, 0, "t.csv", &value, &err));
    assert_string_equal(err.text, "t.csv: line 4, column \"the, \"name\"\": found \"last\", "
                                  "expected a number");
    csv_finish(&csv);
}

static void mistakes(void **state)
{
    (void)state;
    refused("a,b\n1,2\n3\n", "t.csv: line 3: found 1 cell, expected 2, one for each column name");
    refused("a,b\n1,2,3\n", "t.csv: line 2: found 3 cells, expected 2, one for each column name");
    refused("a,b\n\n1,\"2\n3,4\n", "t.csv: line 3: a cell begins with a quote that is never "
                                   "closed; add the closing quote");
    refused("a,b\n1,\"2\"3\n", "t.csv: line 2: text follows a closing quote; expected a comma or "
                               "the end of the line (a quote inside a cell is written twice)");
    refused("a,b\n1,2\"\n", "t.csv: line 2: a quote stands inside a cell; put the whole cell in "
                            "quotes and write the quote twice");
    refused("a,b\n", "t.csv: there are no rows; expected a line of column names and a line for "
                     "each sample");
    refused("", "t.csv: there are no rows; expected a line of column names and a line for each "
                "sample");
    refused("a\n1\n2\n3\n4\n", "t.csv: line 5: more than 3 rows; that is the limit");
}

/* iris with other column names and classes. */
static void columns_and_classes(void **state)
{
    static const char *const wrong[][3] = {
        {"\"species\"", "\"specie\"", "has no column \"specie\"; did you mean \"species\"?"},
        {"\"sepal_width\", ", "", "data.inputs: found 3 columns, expected 4, one for each input"},
        {"\"setosa\", ", "\"setos\", ", "line 2, column \"species\": found \"setosa\", expected the "
                                        "name of an output or its number from 0 to 2; did you "
                                        "mean \"setos\"?"},
        {"\"petal_width\"]", "\"species\"]", "line 2, column \"species\": found \"setosa\", expected "
                                             "a number"},
        {"iris.csv", "irs.csv", "irs.csv"},
    };
    const char *path = source_path("assets/scenarios/iris.json");
    struct error err = {0};
    struct scenario scenario;
    char *text = calloc(1, 8192), name[FILENAME_MAX];
    FILE *in = fopen(path, "r");

    (void)state;
    assert_non_null(in);
    assert_true(fread(text, 1, 8191, in) > 0);
    fclose(in);
    strcpy(name, path);
    assert_true(scenario_parse(&scenario, text, strlen(text), name, &err));
    assert_int_equal(scenario.data.count, 150);
    assert_true(scenario.data.x[0] == 5.1 && scenario.data.x[3] == 0.2);
    assert_true(scenario.data.t[0] == 1 && scenario.data.t[1] == 0 && scenario.data.t[2] == 0);
    assert_true(scenario.data.t[149 * 3 + 2] == 1 && scenario.data.t[50 * 3 + 1] == 1);
    scenario_finish(&scenario);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char *changed = with(text, wrong[i][0], wrong[i][1]);

        assert_false(scenario_parse(&scenario, changed, strlen(changed), name, &err));
        if (strstr(err.text, wrong[i][2]) == NULL)
            fail_msg("%s", err.text);
        free(changed);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_quoted_and_broken_lines),
        cmocka_unit_test(quotes),
        cmocka_unit_test(mistakes),
        cmocka_unit_test(columns_and_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
