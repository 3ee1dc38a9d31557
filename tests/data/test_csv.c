#include "lesson_test.h"

#include "data/csv.h"

static struct csv parsed(const char *text)
{
    struct error err = {0};
    struct csv csv;

    if (!csv_read(&csv, text, strlen(text), "t.csv", 1000, &err))
        fail_msg("%s", err.text);
    return csv;
}

static void refused(const char *text, const char *sentence)
{
    struct error err = {0};
    struct csv csv;

    assert_false(csv_read(&csv, text, strlen(text), "t.csv", 3, &err));
    assert_string_equal(err.text, sentence);
    assert_null(csv.text);
    assert_false(csv_read(&csv, text, strlen(text), "t.csv", 3, NULL));
}

static void plain_quoted_and_broken_lines(void **state)
{
    static const char *const texts[] = {
        "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n",
        ("\xef\xbb\xbf" "a,b\n\n1,2\r\n\r\n\"3\",\"4\""),
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
    refused("a,b\n\"1\n1\",2,3\n4,5\n", "t.csv: line 2: found 3 cells, expected 2, one for each column "
                                       "name");
    refused("a,b\n1,2\n\"3\n3\",\"4\n\n", "t.csv: line 4: a cell begins with a quote that is never closed; "
                                        "add the closing quote");
    refused("a,b\r\r1,2\r3", "t.csv: line 1: found 1 cell, expected 2, one for each column name");
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

/* What looks like a number to a program is not one to a person. */
static void numbers(void **state)
{
    static const char *const wrong[] = {"nan", "inf", "0x10", "1e999", "1,5", "1 2", "--1", "n/a"};
    struct csv csv;
    struct error err = {0};
    char text[64], sentence[160];
    double value;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(text, sizeof text, "a,b\n1,\"%s\"\n", wrong[i]);
        csv = parsed(text);
        assert_false(csv_number(&csv, 0, 1, "t.csv", &value, &err));
        snprintf(sentence, sizeof sentence, "t.csv: line 2, column \"b\": found \"%s\", expected a "
                                            "number", wrong[i]);
        assert_string_equal(err.text, sentence);
        csv_finish(&csv);
    }
    csv = parsed("a,b,c,d\n 1.5 ,-2e-3,+4,.5\n");
    assert_true(csv_number(&csv, 0, 0, "t.csv", &value, NULL) && value == 1.5);
    assert_true(csv_number(&csv, 0, 1, "t.csv", &value, NULL) && value == -2e-3);
    assert_true(csv_number(&csv, 0, 2, "t.csv", &value, NULL) && value == 4);
    assert_true(csv_number(&csv, 0, 3, "t.csv", &value, NULL) && value == 0.5);
    csv_finish(&csv);
}

/* A spreadsheet's UTF-16. */
static void zero_bytes(void **state)
{
    struct error err = {0};
    struct csv csv;

    (void)state;
    assert_false(csv_read(&csv, "\xff\xfe" "a\0\n\0", 6, "t.csv", 3, &err));
    assert_string_equal(err.text, "t.csv: the file has a zero byte in it; expected text in UTF-8");
}

/* Each mistake in a file and in what names its columns has its own sentence. */
static void columns_by_name(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, "
        "\"activation\": \"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": "
        "{\"learning_rate\": 1}, \"data\": {\"csv\": \"%s/t.csv\", \"inputs\": [\"size\"], "
        "\"targets\": [\"price\"]}}";
    static const char *const cases[][2] = {
        {"size,price\n1,2\n", NULL},
        {"\xef\xbb\xbf" "size,price\r\n1,2\r\n", NULL},
        {"sise,price\n1,2\n", "t.json: data.inputs[0]: @ has no column \"size\"; did you mean "
                              "\"sise\"?"},
        {"kilos,price\n1,2\n", "t.json: data.inputs[0]: @ has no column \"size\"; its first is "
                               "\"kilos\""},
        {"size,size,price\n1,2,3\n", "t.json: data.inputs[0]: @ has 2 columns \"size\"; give each "
                                     "its own name"},
        {"size;price\n1;2\n", "t.json: data.inputs[0]: @ has only one column, \"size;price\"; its "
                              "cells are to be separated by commas"},
        {"size,price\n1,2\n3\n", "@: line 3: found 1 cell, expected 2, one for each column name"},
        {"size,price\n1,2\n3,\n", "@: line 3, column \"price\": the cell is empty; expected a "
                                  "number"},
        {"size,price\n1,2\nbig,4\n", "@: line 3, column \"size\": found \"big\", expected a "
                                     "number"},
    };
    char folder[] = "/tmp/backstep-test-XXXXXX", path[64], text[512], sentence[512];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.csv", folder);
    snprintf(text, sizeof text, scenario, folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scenario read;
        FILE *file = fopen(path, "wb");

        assert_non_null(file);
        assert_true(fputs(cases[i][0], file) >= 0);
        fclose(file);
        if (cases[i][1] != NULL) {
            char *at = strchr(cases[i][1], '@');

            snprintf(sentence, sizeof sentence, "%.*s%s%s", (int)(at - cases[i][1]), cases[i][1],
                     path, at + 1);
            expect_text_error(text, sentence);
            continue;
        }
        assert_true(scenario_parse(&read, text, strlen(text), "t.json", NULL));
        assert_true(read.data.count == 1 && read.data.x[0] == 1 && read.data.t[0] == 2);
        scenario_finish(&read);
    }
    remove(path);
    remove(folder);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    fclose(file);
}

/* A file of samples that are held out: the same columns by their names, in any order, and the same
 * sentences, which name that file. */
static void a_file_to_validate_on(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": 1, \"layers\": [{\"units\": 1, \"activation\": "
        "\"identity\"}]}, \"loss\": \"%s\", \"optimizer\": {\"learning_rate\": 1}, \"data\": {\"csv\": "
        "\"%s/t.csv\", \"inputs\": [\"size\"], \"targets\": [\"price\"], \"validation_csv\": \"%s/%s\"%s}}";
    static const struct {
        const char *held, *name, *more, *sentence;
    } cases[] = {
        {"price,size\r\n0.4,3\r\n0.5,4\r\n0.6,5\r\n", "v.csv", "", NULL},
        {"price,sise\n1,2\n", "v.csv", "", "t.json: data.inputs[0]: @ has no column \"size\"; did you mean "
                                          "\"sise\"?"},
        {"price,size\n1,2\n1\n", "v.csv", "", "@: line 3: found 1 cell, expected 2, one for each column name"},
        {"price,size\n1,big\n", "v.csv", "", "@: line 2, column \"size\": found \"big\", expected a number"},
        {"price,size\n", "v.csv", "", "@: there are no rows; expected a line of column names and a line for "
                                     "each sample"},
        {"price,size\n1,2\n", "v.csv", ", \"validation\": 0.5", "t.json: data.validation_csv: there is "
         "\"validation\" too, a part of the other samples; remove one of the two"},
        {"price,size\n1,2\n", "v.csv", ", \"batch\": 3", "t.json: data.batch: found 3, expected a whole number "
         "from 1 to 2, the number of samples to train on"},
        {"price,size\n1,2\n", "w.csv", "", "cannot read '@': no such file or directory"},
    };
    char folder[] = "/tmp/backstep-test-XXXXXX", path[64], text[768], sentence[512];

    (void)state;
    assert_non_null(mkdtemp(folder));
    write_file(folder, "t.csv", "size,price\n1,0.2\n2,0.3\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *at = cases[i].sentence != NULL ? strchr(cases[i].sentence, '@') : NULL;
        struct scenario read;
        struct error err;

        write_file(folder, "v.csv", cases[i].held);
        snprintf(path, sizeof path, "%s/%s", folder, cases[i].name);
        snprintf(text, sizeof text, scenario, "half_squared_error", folder, folder, cases[i].name, cases[i].more);
        if (cases[i].sentence != NULL) {
            snprintf(sentence, sizeof sentence, at != NULL ? "%.*s%s%s" : "%.*s",
                     at != NULL ? (int)(at - cases[i].sentence) : 500, cases[i].sentence, path,
                     at != NULL ? at + 1 : "");
            expect_text_error(text, sentence);
            continue;
        }
        if (!scenario_parse(&read, text, strlen(text), "t.json", &err))
            fail_msg("%s", err.text);
        assert_int_equal(read.data.count, 2);
        assert_int_equal(read.data.validation, 3);
        for (size_t s = 0; s < 5; s++) {
            assert_true(dataset_x(&read.data, s)[0] == 1 + (double)s);
            assert_true(dataset_t(&read.data, s)[0] == (2 + (double)s) / 10);
        }
        scenario_finish(&read);
    }
    /* A target that the loss does not take, in that file. */
    write_file(folder, "v.csv", "price,size\n0.5,1\n2,2\n");
    snprintf(text, sizeof text, scenario, "binary_cross_entropy", folder, folder, "v.csv", "");
    memcpy(strstr(text, "\"identity\""), "\"sigmoid\" ", 10);
    expect_text_error(text, "t.json: data.validation_csv: row 2 has the target 2; expected one from 0 to 1 for "
                            "binary_cross_entropy");
    snprintf(path, sizeof path, "%s/v.csv", folder);
    remove(path);
    snprintf(path, sizeof path, "%s/t.csv", folder);
    remove(path);
    remove(folder);
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
        {"\"class\"", "\"validation_csv\": \"../data/digits.csv\", \"class\"", "digits.csv has no column "
         "\"sepal_length\""},
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
        cmocka_unit_test(numbers),
        cmocka_unit_test(zero_bytes),
        cmocka_unit_test(columns_by_name),
        cmocka_unit_test(a_file_to_validate_on),
        cmocka_unit_test(columns_and_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
