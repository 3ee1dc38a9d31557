#include "../base/cmocka_all.h"

#include "csv_file.h"

#include "data/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct csv opened(const char *text, size_t length, char separator)
{
    struct error err = {0};
    struct csv csv;

    csv_file_write(text, length);
    if (!csv_open(&csv, "t.csv", &err))
        fail_msg("%s", err.text);
    csv_file_remove();
    csv_set_dialect(&csv, (struct csv_dialect){separator, '.', '"'});
    return csv;
}

/* The rows with their cells in brackets, a line each. */
static void expect_rows(const char *text, size_t length, char separator, const char *expected)
{
    struct csv csv = opened(text, length, separator);
    struct error err = {0};
    char out[1024] = "";

    while (csv_next(&csv, &err)) {
        for (size_t i = 0; i < csv.count; i++)
            snprintf(out + strlen(out), sizeof out - strlen(out), "[%.*s]", (int)csv.cells[i].length,
                     csv.cells[i].text);
        strcat(out, "\n");
    }
    if (csv.failed)
        fail_msg("%s", err.text);
    assert_string_equal(out, expected);
    csv_finish(&csv);
}

static void expect(const char *text, char separator, const char *expected)
{
    expect_rows(text, strlen(text), separator, expected);
}

static void plain_quoted_and_broken_lines(void **state)
{
    (void)state;
    expect("a,b\n1,2\n3,4\n", ',', "[a][b]\n[1][2]\n[3][4]\n");
    expect("a,b\n1,2\n3,4", ',', "[a][b]\n[1][2]\n[3][4]\n");
    expect("a,b\r\n1,2\r\n3,4\r\n", ',', "[a][b]\n[1][2]\n[3][4]\n");
    expect("a,b\r1,2\r3,4", ',', "[a][b]\n[1][2]\n[3][4]\n");
    expect("\xef\xbb\xbf" "a,b\n\n1,2\r\n \r\n\"3\",\"4\"", ',', "[a][b]\n[1][2]\n[3][4]\n");
    expect("1,,3,\n,,,\n", ',', "[1][][3][]\n[][][][]\n");
    expect("", ',', "");
    expect("\n\n", ',', "");
}

static void blanks(void **state)
{
    (void)state;
    expect(" a , \"b\" ,\tc\t\n1 , 2,3 ", ',', "[a][b][c]\n[1][2][3]\n");
    expect("  1  2\t3 \n4 5 \t 6\n", ' ', "[1][2][3]\n[4][5][6]\n");
    expect("18.0 8\t\"chevrolet chevelle\"\n15 8 \"buick\" \n", ' ',
           "[18.0][8][chevrolet chevelle]\n[15][8][buick]\n");
    expect("1\t\t3\n \t2\t\n", '\t', "[1][][3]\n[][2][]\n");
    expect("sepal length;width\n5 cm;1\n", ';', "[sepal length][width]\n[5 cm][1]\n");
}

static void quotes(void **state)
{
    (void)state;
    expect("\"the, \"\"name\"\"\",b\n\"two\nlines\",\"\"\nlast,5\" wide\n", ',',
           "[the, \"name\"][b]\n[two\nlines][]\n[last][5\" wide]\n");
    expect("\"\"\"\",\"\"\"a\"\"\"\n", ',', "[\"][\"a\"]\n");
}

/* A spreadsheet's UTF-16, of both orders; U+1F33C takes a pair. */
static void utf_16(void **state)
{
    static const char little[] = "\xff\xfe" "a\0,\0\xe9\0\n\0" "1\0,\0\x3c\xd8\x3c\xdf\n";
    static const char big[] = "\xfe\xff\0a\0,\0\xe9\0\n\0" "1\0,\xd8\x3c\xdf\x3c\0\n";

    (void)state;
    expect_rows(little, sizeof little, ',', "[a][\xc3\xa9]\n[1][\xf0\x9f\x8c\xbc]\n");
    expect_rows(big, sizeof big - 1, ',', "[a][\xc3\xa9]\n[1][\xf0\x9f\x8c\xbc]\n");
}

static void refused(const char *text, const char *sentence)
{
    struct csv csv = opened(text, strlen(text), ',');
    struct error err = {0};

    while (csv_next(&csv, &err))
        ;
    assert_true(csv.failed);
    assert_string_equal(err.text, sentence);
    csv_finish(&csv);
}

static void mistakes(void **state)
{
    (void)state;
    refused("a,b\n\n1,\"2\n3,4\n", "t.csv: line 3: a cell begins with a quote that is never closed; add the closing "
                                   "quote");
    refused("a,b\n1,2\n\"3\n3\",\"4\n\n", "t.csv: line 4: a cell begins with a quote that is never closed; add the "
                                        "closing quote");
    refused("a,b\n1,\"2\"3\n", "t.csv: line 2: text follows a closing quote; expected a separator or the end of the "
                               "line (a quote inside a cell is written twice)");
}

static void no_text(void **state)
{
    static const char *const cases[][2] = {
        {"a,b\n\0,2\n", "t.csv: the file has a zero byte in it; expected text, in UTF-8"},
        {"PK\3\4aaaa", "t.csv: this is a spreadsheet or an archive, not text; save the table as CSV"},
        {"\x1f\x8b\x08\x08" "aaaa", "t.csv: this is compressed; unpack it first"},
    };
    struct error err;
    struct csv csv;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        csv_file_write(cases[i][0], 8);
        assert_false(csv_open(&csv, "t.csv", &err));
        assert_string_equal(err.text, cases[i][1]);
        assert_null(csv.buffer);
        assert_false(csv_open(&csv, "t.csv", NULL));
        csv_file_remove();
    }
}

/* Rows that lie across the ends of what is read at once, and a second time from the start. */
static void large_files(void **state)
{
    enum { ROWS = 200000 };
    char *text = malloc(ROWS * 40), *end = text;
    struct error err = {0};
    struct csv csv;

    (void)state;
    assert_non_null(text);
    for (int i = 0; i < ROWS; i++)
        end += sprintf(end, i % 3 == 0 ? "%d,\"a\"\"\r\nb\",%d\r\n" : "%d,ab,%d\r\n", i, 2 * i);
    csv = opened(text, (size_t)(end - text), ',');
    for (int pass = 0; pass < 2; pass++) {
        size_t line = 1;

        assert_true(csv_rewind(&csv, &err));
        for (int i = 0; i < ROWS; i++) {
            assert_true(csv_next(&csv, &err));
            assert_int_equal(csv.count, 3);
            assert_int_equal(atoi(csv.cells[0].text), i);
            assert_int_equal(atoi(csv.cells[2].text), 2 * i);
            assert_int_equal(csv.cells[1].length, i % 3 == 0 ? 5 : 2);
            assert_int_equal(csv.line, line);
            line += i % 3 == 0 ? 2 : 1;
        }
        assert_false(csv_next(&csv, &err));
        assert_false(csv.failed);
    }
    assert_true(csv.capacity < 4 << 20);
    csv_finish(&csv);
    free(text);
}

/* A quote that is never closed does not take all memory with it. */
static void endless_rows(void **state)
{
    size_t length = (size_t)CSV_ROW_MAX + (4 << 20);
    char *text = malloc(length);
    struct error err = {0};
    struct csv csv;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', length);
    memcpy(text, "a\n\"", 3);
    csv = opened(text, length, ',');
    while (csv_next(&csv, &err))
        ;
    assert_true(csv.failed);
    assert_string_equal(err.text, "t.csv: line 2: this row is longer than 32 MiB, the limit; expected rows that end "
                                  "in a line break");
    csv_finish(&csv);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_quoted_and_broken_lines), cmocka_unit_test(blanks), cmocka_unit_test(quotes),
        cmocka_unit_test(utf_16), cmocka_unit_test(mistakes), cmocka_unit_test(no_text),
        cmocka_unit_test(large_files), cmocka_unit_test(endless_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
