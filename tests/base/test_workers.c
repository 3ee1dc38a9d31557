/* A piece of work as several processes: every task is done once, and what goes wrong is told once.
 * The tasks' results are files, for processes share nothing else. */
#ifdef __linux__
#define _GNU_SOURCE /* sched_setaffinity */
#endif
#include "base/workers.h"
#include "cmocka_all.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TASKS = 20, SHARES = 3 };

static char folder[64];

static void make_folder(void)
{
    strcpy(folder, "/tmp/backstep-workers-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static void wait_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void task_path(char out[96], size_t task)
{
    snprintf(out, 96, "%s/%zu", folder, task);
}

/* The process that did the task; 0: nobody did, or was ended at it. */
static long done_by(size_t task)
{
    char path[96];
    FILE *file;
    long process = 0;

    task_path(path, task);
    file = fopen(path, "r");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld", &process) != 1)
        process = 0;
    fclose(file);
    remove(path);
    return process;
}

/* What a task does; `fails` has none or two bits of tasks that go wrong. No assertion here: a
 * helper that fails one would go on as a second run of the tests. */
static bool do_task(size_t task, unsigned fails, struct error *err)
{
    char path[96];
    FILE *file;

    if (fails >> task & 1)
        return error_set(err, "task %zu", task);
    task_path(path, task);
    file = fopen(path, "wx"); /* not there yet: nobody did it before */
    if (file == NULL)
        return error_set(err, "twice");
    fprintf(file, "%ld", (long)getpid());
    return fclose(file) == 0;
}

static bool work(size_t shares, unsigned fails, struct error *err)
{
    struct workers workers;
    bool ok = true;
    size_t task;

    workers_split(&workers, shares);
    for (task = 0; ok && task < TASKS && workers_go_on(&workers); task++)
        if (workers_own(&workers, task))
            ok = do_task(task, fails, err);
    return workers_join(&workers, ok, task, err);
}

static bool nobody_left(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1;
}

static void test_every_task_once(void **state)
{
    struct error err;

    (void)state;
    make_folder();
    for (size_t shares = 1; shares <= SHARES; shares++) {
        long first[SHARES] = {0};

        assert_true(work(shares, 0, &err));
        assert_true(nobody_left());
        for (size_t task = 0; task < TASKS; task++) {
            long process = done_by(task);

            assert_true(process > 0);
            if (task < shares)
                first[task] = process;
            assert_int_equal(process, first[task % shares]);
        }
        assert_int_equal(first[0], getpid());
        for (size_t i = 1; i < shares; i++)
            assert_int_not_equal(first[i], first[i - 1]);
    }
    assert_true(workers_own(&(struct workers){0}, 5));
    assert_int_equal(rmdir(folder), 0);
}

/* Whoever fails, and whoever fails beside it: one sentence, and nobody is left. */
static void test_failures(void **state)
{
    static const struct { unsigned fails; const char *say, *or_say; } cases[] = {
        {1u << 3, "task 3", "task 3"}, {1u << 4, "task 4", "task 4"},
        {1u << 11, "task 11", "task 11"}, {1u << 1 | 1u << 2, "task 1", "task 2"}};

    (void)state;
    make_folder();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {.text = "nothing"};

        assert_false(work(SHARES, cases[i].fails, &err));
        assert_true(strcmp(err.text, cases[i].say) == 0 || strcmp(err.text, cases[i].or_say) == 0);
        assert_true(nobody_left());
        for (size_t task = 0; task < TASKS; task++)
            done_by(task);
    }
    assert_int_equal(rmdir(folder), 0);
}

/* A helper that a signal ends has not done its share. */
static void test_a_helper_that_ends(void **state)
{
    struct workers workers;
    struct error err = {.text = ""};

    (void)state;
    workers_split(&workers, 2);
    if (workers.helps)
        raise(SIGKILL);
    assert_false(workers_join(&workers, true, 0, &err));
    assert_non_null(strstr(err.text, "was ended"));
    assert_true(nobody_left());
}

/* What ends the caller ends its helpers. */
static void test_end(void **state)
{
    struct workers workers;

    (void)state;
    workers_split(&workers, SHARES);
    while (workers.helps)
        wait_ms(1000);
    assert_true(workers_go_on(&workers));
    workers_end();
    assert_true(nobody_left());
}

/* A helper whose caller is gone has no reason to go on. */
static void test_a_caller_that_is_gone(void **state)
{
    struct workers workers;
    int ends[2], status;
    char said = 0;
    pid_t caller;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    caller = fork();
    assert_true(caller >= 0);
    if (caller == 0) {
        workers_split(&workers, 2);
        if (!workers.helps)
            _exit(0);
        for (int i = 0; i < 5000 && workers_go_on(&workers); i++)
            wait_ms(1);
        said = workers_go_on(&workers) ? 'n' : 'y';
        _exit(write(ends[1], &said, 1) != 1);
    }
    assert_int_equal(waitpid(caller, &status, 0), caller);
    assert_int_equal(read(ends[0], &said, 1), 1);
    assert_int_equal(said, 'y');
    close(ends[0]);
    close(ends[1]);
}

/* Of the machine's cores only those count that the program was given. */
static void test_cores_that_were_given(void **state)
{
    (void)state;
#ifdef CPU_COUNT
    size_t cores = workers_cores();
    cpu_set_t before, one;

    assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
    CPU_ZERO(&one);
    for (size_t i = 0; CPU_COUNT(&one) == 0; i++)
        if (CPU_ISSET(i, &before))
            CPU_SET(i, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(workers_cores(), 1);
    assert_int_equal(sched_setaffinity(0, sizeof before, &before), 0);
    assert_int_equal(workers_cores(), cores);
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cores_that_were_given),
        cmocka_unit_test(test_every_task_once),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_a_helper_that_ends),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_a_caller_that_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
