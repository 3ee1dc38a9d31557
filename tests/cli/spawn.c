#include "spawn.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

const char *spawn_path(void)
{
    static char path[SPAWN_PATH_SIZE];
    const char *build = getenv("BACKSTEP_BUILD"), *program = getenv("BACKSTEP_PROGRAM");

    assert_non_null(build);
    snprintf(path, sizeof path, "%s/%s", build, program != NULL ? program : "src/backstep");
    return path;
}

char *spawn_read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t size = 0, room = 4096, got;
    char *text;

    if (file == NULL)
        return NULL;
    text = malloc(room);
    assert_non_null(text);
    while ((got = fread(text + size, 1, room - 1 - size, file)) > 0) {
        size += got;
        if (size == room - 1) {
            room *= 2;
            text = realloc(text, room);
            assert_non_null(text);
        }
    }
    fclose(file);
    text[size] = '\0';
    if (length != NULL)
        *length = size;
    return text;
}

void spawn_write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void redirect(const char *path, int to)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (fd < 0 || dup2(fd, to) < 0)
        _exit(126);
    close(fd);
}

static size_t memory_most;

void spawn_limit_memory(size_t bytes)
{
    memory_most = bytes;
}

/* In the child: becomes the program. No assertion here: a child that fails one would go on as a
 * second run of the tests. */
static void become(const char *program, const char *in, const char *out, const char *err,
                   const char *const *arguments)
{
    char *argv[SPAWN_ARGUMENTS_MAX + 2] = {(char *)(uintptr_t)program};
    int count = 1;

    for (; arguments[count - 1] != NULL && count <= SPAWN_ARGUMENTS_MAX; count++)
        argv[count] = (char *)(uintptr_t)arguments[count - 1];
    /* Not as the tests were started, in the background or by nohup. */
    for (int number = 1; number <= SIGTERM; number++)
        signal(number, SIG_DFL);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    /* What is printed is compared, so a sanitizer must not add to it. */
    if (in != NULL && chdir(in) != 0)
        _exit(125);
    if (memory_most > 0)
        setrlimit(RLIMIT_AS, &(struct rlimit){memory_most, memory_most});
    redirect("/dev/null", STDIN_FILENO);
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    execv(program, argv);
    _exit(127);
}

static void spawn(struct spawn_result *result, const char *in, const char *out_to, int signal,
                  long after_ms, const char *const *arguments)
{
    const char *program = spawn_path();
    char folder[SPAWN_PATH_SIZE], out[SPAWN_PATH_SIZE + 8], err[SPAWN_PATH_SIZE + 8];
    int status;
    pid_t child;

    spawn_make_folder(folder);
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(err, sizeof err, "%s/err", folder);
    fflush(NULL);
    child = fork();
    if (child == 0)
        become(program, in, out_to != NULL ? out_to : out, err, arguments);
    assert_true(child > 0);
    if (signal != 0) {
        nanosleep(&(struct timespec){after_ms / 1000, after_ms % 1000 * 1000000}, NULL);
        assert_int_equal(kill(child, signal), 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    *result = (struct spawn_result){
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
    result->out = out_to == NULL ? spawn_read_file(out, &result->out_length) : calloc(1, 1);
    result->err = spawn_read_file(err, NULL);
    assert_non_null(result->out);
    assert_non_null(result->err);
    spawn_remove_folder(folder);
}

void spawn_run(struct spawn_result *result, const char *in, const char *out_to,
                 const char *const *arguments)
{
    spawn(result, in, out_to, 0, 0, arguments);
}

void spawn_run_signal(struct spawn_result *result, int signal, long after_ms,
                      const char *const *arguments)
{
    spawn(result, NULL, NULL, signal, after_ms, arguments);
}

void spawn_finish(struct spawn_result *result)
{
    free(result->out);
    free(result->err);
    *result = (struct spawn_result){0};
}

void spawn_make_folder(char folder[SPAWN_PATH_SIZE])
{
    const char *parent = getenv("TMPDIR");

    snprintf(folder, SPAWN_PATH_SIZE, "%s/backstep-test-XXXXXX",
             parent != NULL && parent[0] != '\0' ? parent : "/tmp");
    assert_non_null(mkdtemp(folder));
}

void spawn_remove_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    char path[2 * SPAWN_PATH_SIZE];

    if (entries == NULL)
        return;
    while ((entry = readdir(entries)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%.500s/%.255s", folder, entry->d_name);
        if (unlink(path) != 0)
            spawn_remove_folder(path);
    }
    closedir(entries);
    rmdir(folder);
}

size_t spawn_count_files(const char *folder, const char *but)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    size_t count = 0;

    assert_non_null(entries);
    while ((entry = readdir(entries)) != NULL) {
        size_t length = strlen(entry->d_name), end = but != NULL ? strlen(but) : 0;

        if (entry->d_name[0] == '.')
            continue;
        if (but != NULL && length >= end && strcmp(entry->d_name + length - end, but) == 0)
            continue;
        count++;
    }
    closedir(entries);
    return count;
}

static unsigned big_endian(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

bool spawn_png_size(const char *path, unsigned *width, unsigned *height)
{
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    size_t length;
    char *bytes = spawn_read_file(path, &length);
    bool ok = bytes != NULL && length > 33 && memcmp(bytes, signature, sizeof signature) == 0 &&
              memcmp(bytes + 12, "IHDR", 4) == 0 && memcmp(bytes + length - 8, "IEND", 4) == 0;

    if (ok) {
        *width = big_endian((const unsigned char *)bytes + 16);
        *height = big_endian((const unsigned char *)bytes + 20);
    }
    free(bytes);
    return ok;
}
