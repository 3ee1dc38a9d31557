/* "csv" and "validation_csv" of a scenario. */
#include "lesson_test.h"

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
        {"size;price\n1;2\n", NULL},
        {"sep=|\nsize|price\n1|2\n", NULL},
        {"size,price\n1,2\n3\n", "@: line 3: found 1 cell, expected 2, one for each column name"},
        {"size,price\n1,2\n3,\n", NULL},
        {"size,price\n1,2\nbig,4\n", "@: line 3, column \"size\": found \"big\", expected a number, as in the "
                                     "rows around it (or nothing, where it is not known)"},
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
        {"price,sise\n1,2\n", "v.csv", "", "t.json: data.validation_csv: @ has no column \"size\"; did you mean "
                                          "\"sise\"?"},
        {"price,size\n1,2\n1\n", "v.csv", "", "@: line 3: found 1 cell, expected 2, one for each column name"},
        {"price,size\n1,big\n", "v.csv", "", "@: line 2, column \"size\": found \"big\", expected a number"},
        {"price,size\n", "v.csv", "", "@: there are no rows; expected a line of column names and a line for "
                                     "each sample"},
        {"price,size\n1,2\n", "v.csv", ", \"validation\": 0.5", "t.json: data.validation_csv: there is "
         "\"validation\" too, a part of the other samples; remove one of the two"},
        {"price,size\n1,2\n", "v.csv", ", \"batch\": 3", "t.json: data.batch: found 3, expected a whole number "
         "from 1 to 2, the number of samples to train on"},
        {"price,size\n1,2\n", "w.csv", "", "t.json: data.validation_csv: cannot read '@': no such file or directory"},
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
    snprintf(text, sizeof text, scenario, "half_squared_error", folder, folder, "", "");
    memcpy(strstr(text, "\"validation_csv\": "), "\"validation_csv\": \"\"}}", strlen("\"validation_csv\": \"\"}}") + 1);
    expect_text_error(text, "t.json: data.validation_csv: found the text \"\", expected a file's name, "
                            "relative to this one");
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
        {"\"petal_width\"]", "\"species\"]", "data.inputs: found 6 columns, each kind of words counted, expected "
                                             "4, one for each input"},
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

/* "separator", "decimal", "header", "target", "pixels" and "missing": what the guess cannot know. */
static void how_a_table_is_read(void **state)
{
    static const char scenario[] =
        "{\"backstep\": 1, \"network\": {\"inputs\": %s, \"layers\": [{\"units\": %s, \"activation\": "
        "\"identity\"}]}, \"loss\": \"half_squared_error\", \"optimizer\": {\"learning_rate\": 1}, \"data\": {\"csv\": "
        "\"%s/t.csv\"%s}}";
    static const struct {
        const char *table, *inputs, *units, *more, *sentence;
        size_t rows;
        double x[3], t;
    } cases[] = {
        {"1;2\n3;4\n5;6\n", "1", "1", ", \"header\": true", NULL, 2, {3}, 4},
        {"a,b\n3,4\n5,6\n", "1", "1", ", \"decimal\": \",\", \"separator\": \" \", \"header\": false",
         "@: line 1: found one column, expected several, separated by commas, semicolons, tabs, bars or blanks", 0, {0}, 0},
        {"a|b\n3,5|4\n5|6\n", "1", "1", ", \"separator\": \"|\", \"decimal\": \",\"", NULL, 2, {3.5}, 4},
        {"a,b\n3,4\n", "1", "1", ", \"separator\": \"comma\"", "t.json: data.separator: found the text \"comma\", expected \",\", "
         "\";\", \"|\", \"\\t\" or \" \"", 0, {0}, 0},
        {"a,b\n3,4\n", "1", "1", ", \"separator\": \",\", \"decimal\": \",\"", "t.json: data.decimal: the comma separates "
         "the cells; it cannot be in the numbers too", 0, {0}, 0},
        {"a,b,c\n1,2,3\n4,5,6\n", "2", "1", ", \"target\": \"a\"", NULL, 2, {2, 3}, 1},
        {"a,b,c\n1,2,3\n4,5,6\n", "2", "1", ", \"target\": \"c\", \"inputs\": [\"b\", \"a\"]", NULL, 2, {2, 1}, 3},
        {"1,2,3\n4,5,6\n", "1", "1", ", \"target\": \"x1\", \"inputs\": [\"3\"]", NULL, 2, {3}, 1},
        {"a,b\n1,u\n4,v\n", "1", "2", ", \"target\": \"b\", \"class\": \"b\"", "t.json: data.class: there is a target too; "
         "remove one of the two", 0, {0}, 0},
        {"a,b\n1,u\n4,U x\n", "1", "[\"u x\", \"u\"]", ", \"target\": \"b\"", NULL, 2, {1}, 0},
        {"a,b\n1,5\n?,6\n7,8\n", "1", "1", ", \"missing\": \"leave_out\"", NULL, 2, {1}, 5},
        {"a,b\n1,5\n?,6\n7,8\n", "1", "1", ", \"missing\": \"mean\"", NULL, 3, {1}, 5},
        {"a,b\n?,5\n?,6\n", "1", "1", ", \"inputs\": [\"a\"], \"missing\": \"leave_out\"", "@: every row to train on has a "
         "gap; fill them (\"missing\": \"mean\")", 0, {0}, 0},
        {"a,b\n10,5\n40,6\n", "1", "1", ", \"pixels\": true", NULL, 2, {0.25}, 5},
        {"a,b\n10,5\n40,6\n", "1", "1", ", \"pixels\": [1, 1]", NULL, 2, {0.25}, 5},
        {"a,b\n10,5\n40,6\n", "1", "1", ", \"pixels\": [1, 2]", "t.json: data.pixels: the network has 1 input; expected rows "
         "and columns of as many pixels", 0, {0}, 0},
        {"a,b\n10,5\n40,6\n", "1", "1", ", \"pixels\": true, \"standardize\": \"inputs\"", "t.json: data.pixels: pixels are "
         "scaled to 0 to 1, and there is \"standardize\" too; remove one of the two", 0, {0}, 0},
        {"w,b\nu,5\nv,6\n", "1", "1", "", "t.json: data.csv: found 2 columns, each kind of words counted, expected 1, one "
         "for each input", 0, {0}, 0},
        {"w,b\nu,5\nv,6\n", "2", "1", "", NULL, 2, {1, 0}, 5},
        {"a,b\n1,5\n2,6\n", "2", "1", ", \"inputs\": [\"a\", \"a\"]", "t.json: data.inputs[1]: the column \"a\" stands in the "
         "list already; remove one", 0, {0}, 0},
        {"a,b\n1,5\n2,6\n", "2", "2", ", \"inputs\": [\"a\", \"b\"], \"targets\": [\"a\", \"b\"]", NULL, 2, {1, 5}, 1},
        {"a,b,split\n1,5,train\n2,6,test\n", "1", "1", ", \"validation\": 1", "t.json: data.validation: the table's column "
         "\"split\" says what is held out; remove one of the two", 0, {0}, 0},
    };
    char folder[] = "/tmp/backstep-test-XXXXXX", path[64], text[1024], sentence[512];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.csv", folder);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scenario read;
        struct error err;

        write_file(folder, "t.csv", cases[i].table);
        snprintf(text, sizeof text, scenario, cases[i].inputs, cases[i].units, folder, cases[i].more);
        if (cases[i].sentence != NULL) {
            const char *at = strchr(cases[i].sentence, '@');

            snprintf(sentence, sizeof sentence, "%s%s", at != NULL ? path : "", cases[i].sentence + (at != NULL));
            expect_text_error(text, sentence);
            continue;
        }
        if (!scenario_parse(&read, text, strlen(text), "t.json", &err))
            fail_msg("%zu: %s", i, err.text);
        assert_int_equal(read.data.count, cases[i].rows);
        assert_memory_equal(read.data.x, cases[i].x, read.data.inputs * sizeof(double));
        assert_true(read.data.t[0] == cases[i].t);
        scenario_finish(&read);
    }
    remove(path);
    remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_by_name),
        cmocka_unit_test(a_file_to_validate_on),
        cmocka_unit_test(columns_and_classes),
        cmocka_unit_test(how_a_table_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
