/* A test's text as the file t.csv in a folder of its own, where the test is until that is removed. */
#ifndef BACKSTEP_TESTS_DATA_CSV_FILE_H
#define BACKSTEP_TESTS_DATA_CSV_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char csv_file_folder[32];

static void csv_file_write(const char *text, size_t length)
{
    FILE *file;

    strcpy(csv_file_folder, "/tmp/backstep-csv-XXXXXX");
    assert_true(mkdtemp(csv_file_folder) != NULL && chdir(csv_file_folder) == 0);
    file = fopen("t.csv", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* What has it open reads on. */
static void csv_file_remove(void)
{
    assert_true(unlink("t.csv") == 0 && chdir("/") == 0 && rmdir(csv_file_folder) == 0);
}

#endif
