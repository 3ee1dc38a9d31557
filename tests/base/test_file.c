#include "cmocka_all.h"

#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test has a folder of its own, and must leave it empty. */
static char folder[FILE_PATH_SIZE / 4];

static int make_folder(void **state)
{
    const char *build = getenv("BACKSTEP_BUILD");

    (void)state;
    snprintf(folder, sizeof folder, "%s/test_file_XXXXXX", build != NULL ? build : ".");
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* A path in the folder; valid until the fourth call after it. */
static const char *path_of(const char *name)
{
    static char paths[4][FILE_PATH_SIZE];
    static size_t next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static size_t files_in_folder(void)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void write_file(const char *path, const char *text, bool force)
{
    struct file_writer writer;
    struct error err = {0};

    if (!file_writer_open(&writer, path, force, &err))
        fail_msg("%s", err.text);
    fputs(text, writer.stream);
    if (!file_writer_commit(&writer, &err))
        fail_msg("%s", err.text);
    assert_null(writer.stream);
}

static void expect_content(const char *path, const char *expected)
{
    char *bytes;
    size_t length;
    struct error err = {0};

    if (!file_read(path, 1 << 20, &bytes, &length, &err))
        fail_msg("%s", err.text);
    assert_int_equal(length, strlen(expected));
    assert_string_equal(bytes, expected); /* a NUL follows */
    free(bytes);
}

/* The error says all of the words, and nothing was returned. */
static void expect_unreadable(const char *path, size_t limit, const char *word)
{
    char *bytes = folder;
    size_t length = 99;
    struct error err = {0};

    assert_false(file_read(path, limit, &bytes, &length, &err));
    assert_null(bytes);
    assert_int_equal(length, 0);
    assert_non_null(strstr(err.text, path));
    if (strstr(err.text, word) == NULL)
        fail_msg("'%s' does not say '%s'", err.text, word);
}

/* Beside standard input is the folder that one works in. */
static void test_beside(void **state)
{
    static const struct {
        const char *path, *name, *beside, *folder;
    } cases[] = {
        {"a/b.json", "c.csv", "a/c.csv", "a/"},
        {"b.json", "c.csv", "c.csv", "./"},
        {"/b.json", "c.csv", "/c.csv", "/"},
        {"a/b.json", "/c.csv", "/c.csv", "a/"},
        {"/dev/stdin", "c.csv", "c.csv", "./"},
        {"/dev/fd/63", "d/c.csv", "d/c.csv", "./"},
    };
    char out[FILE_PATH_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(file_beside(cases[i].path, cases[i].name, out));
        assert_string_equal(out, cases[i].beside);
        assert_true(file_folder(cases[i].path, out));
        assert_string_equal(out, cases[i].folder);
    }
}

static void test_write_and_read(void **state)
{
    const char *path = path_of("a.txt");

    (void)state;
    write_file(path, "", false);
    expect_content(path, "");
    write_file(path, "one\ntwo", true);
    expect_content(path, "one\ntwo");
    assert_true(file_exists(path));
    assert_false(file_is_folder(path));
    assert_int_equal(remove(path), 0);
    assert_false(file_exists(path));
}

static void test_large(void **state)
{
    const char *path = path_of("large");
    const size_t size = 300000; /* several buffers */
    char *text = malloc(size + 1);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)('a' + i % 23);
    text[size] = '\0';
    write_file(path, text, false);
    expect_content(path, text);
    expect_unreadable(path, size - 1, "larger than");
    free(text);
    remove(path);
}

static void test_unreadable(void **state)
{
    (void)state;
    expect_unreadable(path_of("missing"), 100, "no such file");
    expect_unreadable(folder, 100, "folder");
    write_file(path_of("plain"), "x", false);
    expect_unreadable(path_of("plain/below"), 100, "not a directory");
    if (geteuid() != 0) { /* root may read anything */
        assert_int_equal(chmod(path_of("plain"), 0), 0);
        expect_unreadable(path_of("plain"), 100, "permission denied");
    }
    remove(path_of("plain"));
}

/* Until the commit, whoever reads sees the old file; a second name exists. */
static void test_appears_at_once(void **state)
{
    const char *path = path_of("a");
    struct file_writer writer;

    (void)state;
    write_file(path, "old", false);
    assert_true(file_writer_open(&writer, path, true, NULL));
    fputs("new", writer.stream);
    fflush(writer.stream);
    expect_content(path, "old");
    assert_int_equal(files_in_folder(), 2);
    assert_true(file_writer_commit(&writer, NULL));
    expect_content(path, "new");
    assert_int_equal(files_in_folder(), 1);
    remove(path);
}

static void test_abandon(void **state)
{
    const char *path = path_of("a");
    struct file_writer writer;

    (void)state;
    write_file(path, "old", false);
    assert_true(file_writer_open(&writer, path, true, NULL));
    fputs("half", writer.stream);
    file_writer_abandon(&writer);
    file_writer_abandon(&writer);
    expect_content(path, "old");
    assert_int_equal(files_in_folder(), 1);
    remove(path);
}

static void expect_unwritable(const char *path, bool force, const char *word)
{
    struct file_writer writer;
    struct error err = {0};

    assert_false(file_writer_open(&writer, path, force, &err));
    assert_null(writer.stream);
    if (strstr(err.text, word) == NULL)
        fail_msg("'%s' does not say '%s'", err.text, word);
    file_writer_abandon(&writer);
}

static void test_refusals(void **state)
{
    char endless[FILE_PATH_SIZE + 10];

    (void)state;
    write_file(path_of("a"), "precious", false);
    expect_unwritable(path_of("a"), false, "--force");
    expect_content(path_of("a"), "precious");
    expect_unwritable(folder, true, "is a folder");
    expect_unwritable(path_of("none/a"), false, "no such file");
    expect_unwritable(path_of("a/b"), true, "not a directory");
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    expect_unwritable(endless, true, "too long");
    if (geteuid() != 0) {
        assert_int_equal(chmod(folder, 0500), 0);
        expect_unwritable(path_of("b"), true, "permission denied");
        assert_int_equal(chmod(folder, 0700), 0);
    }
    assert_int_equal(files_in_folder(), 1);
    remove(path_of("a"));
}

/* Devices are written directly, not replaced, and need no --force. */
static void test_devices(void **state)
{
    struct stat before, after;

    (void)state;
    if (stat("/dev/null", &before) != 0)
        skip();
    write_file("/dev/null", "gone", false);
    assert_int_equal(stat("/dev/null", &after), 0);
    assert_true(S_ISCHR(after.st_mode) && before.st_ino == after.st_ino);
}

/* A device that is always full stands for a disk that is. */
static void test_full_disk(void **state)
{
    (void)state;
    if (!file_exists("/dev/full"))
        skip();
    for (size_t length = 1; length < 1000000; length *= 10) {
        struct file_writer writer;
        struct error err = {0};

        assert_true(file_writer_open(&writer, "/dev/full", false, &err));
        for (size_t i = 0; i < length; i++)
            fputc('x', writer.stream);
        assert_false(file_writer_commit(&writer, &err));
        assert_non_null(strstr(err.text, "cannot write '/dev/full': "));
        assert_null(writer.stream);
    }
    assert_true(file_exists("/dev/full"));
}

/* The folder vanishes under a file being written. */
static void test_rename_fails(void **state)
{
    struct file_writer writer;
    struct error err = {0};

    (void)state;
    assert_true(file_make_folder(path_of("sub"), NULL));
    assert_true(file_writer_open(&writer, path_of("sub/a"), false, NULL));
    remove(writer.temporary);
    assert_int_equal(rmdir(path_of("sub")), 0);
    assert_false(file_writer_commit(&writer, &err));
    assert_non_null(strstr(err.text, "no such file"));
}

static void test_make_folder(void **state)
{
    struct error err = {0};

    (void)state;
    assert_true(file_make_folder(path_of("sub"), &err));
    assert_true(file_is_folder(path_of("sub")));
    assert_true(file_make_folder(path_of("sub"), &err)); /* there already */
    assert_false(file_make_folder(path_of("none/sub"), &err));
    assert_non_null(strstr(err.text, "no such file"));
    write_file(path_of("a"), "", false);
    assert_false(file_make_folder(path_of("a"), &err));
    assert_non_null(strstr(err.text, "file exists"));
    remove(path_of("a"));
    rmdir(path_of("sub"));
}

/* Nothing that might have no end, or nobody at its other end, is waited for. */
static void test_no_file(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    alarm(10);
    expect_unreadable(path_of("pipe"), 100, "is a pipe, not a file");
    expect_unreadable("/dev/zero", 100, "is a device, not a file");
    alarm(0);
    remove(path_of("pipe"));
}

/* What the shell hands in is read to its end; named in a file it is refused. */
static void test_handed_in(void **state)
{
    char path[32], *bytes;
    size_t length;
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(write(ends[1], "given", 5), 5);
    close(ends[1]);
    expect_unreadable(path, 100, "is a pipe");
    assert_true(file_read_named(path, 100, &bytes, &length, NULL));
    assert_string_equal(bytes, "given");
    free(bytes);
    close(ends[0]);
}

static mode_t mode_of(const char *path)
{
    struct stat info;

    assert_int_equal(lstat(path, &info), 0);
    return info.st_mode & 0777;
}

static bool is_link(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

/* A link stays one, whether what it leads to is there or not, and a file as closed as it was. */
static void test_links_and_permissions(void **state)
{
    mode_t mask = umask(022);
    char inner[FILE_PATH_SIZE];
    struct error err = {0};
    struct file_writer writer;

    (void)state;
    assert_true(file_make_folder(path_of("sub"), NULL));
    write_file(path_of("sub/real"), "old", false);
    assert_int_equal(mode_of(path_of("sub/real")), 0644);
    assert_int_equal(chmod(path_of("sub/real"), 0600), 0);
    assert_int_equal(symlink("sub/second", path_of("link")), 0);
    assert_int_equal(symlink("real", path_of("sub/second")), 0);
    assert_false(file_writer_open(&writer, path_of("link"), false, &err));
    write_file(path_of("link"), "new", true);
    expect_content(path_of("sub/real"), "new");
    assert_int_equal(mode_of(path_of("sub/real")), 0600);
    assert_true(is_link(path_of("link")) && is_link(path_of("sub/second")));
    remove(path_of("sub/real"));
    write_file(path_of("link"), "first", false);
    expect_content(path_of("sub/real"), "first");
    assert_int_equal(symlink("round", path_of("round")), 0);
    assert_false(file_writer_open(&writer, path_of("round"), true, &err));
    assert_true(file_write_private(path_of("secret"), "s", 1, &err));
    assert_int_equal(mode_of(path_of("secret")), 0600);
    snprintf(inner, sizeof inner, "%s", path_of("own/inner"));
    assert_true(file_make_private_folders(inner, &err));
    assert_int_equal(mode_of(path_of("own")), 0700);
    assert_int_equal(chmod(inner, 0755), 0);
    assert_true(file_make_private_folders(inner, &err));
    assert_int_equal(mode_of(inner), 0700);
    assert_int_equal(rmdir(inner), 0);
    umask(mask);
    for (size_t i = 0; i < 8; i++)
        remove(path_of((const char *const[]){"sub/real", "sub/second", "sub", "link", "round",
                                             "secret", "own",
                                             "none"}[i]));
}

/* What lies under the temporary name is neither followed nor written to. */
static void test_name_taken(void **state)
{
    char taken[FILE_TEMPORARY_SIZE];
    struct file_writer writer;

    (void)state;
    write_file(path_of("victim"), "precious", false);
    assert_true(file_writer_open(&writer, path_of("a"), false, NULL));
    snprintf(taken, sizeof taken, "%s", writer.temporary);
    file_writer_abandon(&writer);
    assert_int_equal(symlink(path_of("victim"), taken), 0);
    write_file(path_of("a"), "written", false);
    expect_content(path_of("a"), "written");
    expect_content(path_of("victim"), "precious");
    assert_int_equal(remove(taken), 0);
    remove(path_of("a"));
    remove(path_of("victim"));
}

static void test_remove_temporaries(void **state)
{
    struct file_writer writers[2];

    (void)state;
    assert_true(file_writer_open(&writers[0], path_of("a"), false, NULL));
    assert_true(file_writer_open(&writers[1], path_of("b"), false, NULL));
    assert_int_equal(files_in_folder(), 2);
    file_remove_temporaries();
    assert_int_equal(files_in_folder(), 0);
    file_writer_abandon(&writers[0]);
    file_writer_abandon(&writers[1]);
    write_file(path_of("a"), "kept", false);
    file_remove_temporaries();
    expect_content(path_of("a"), "kept");
    remove(path_of("a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_beside),
        cmocka_unit_test_setup_teardown(test_write_and_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_large, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_unreadable, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_appears_at_once, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_abandon, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_refusals, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_devices, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_full_disk, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_rename_fails, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_make_folder, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_no_file, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_handed_in, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_links_and_permissions, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_name_taken, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_remove_temporaries, make_folder, remove_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
