#include "base/beside.h"
#include "base/processor.h"
#include "cmocka_all.h"

#include <time.h>

struct job {
    pthread_t by;
    size_t cores, stretches, most;
    atomic_bool began;
};

static bool work(void *context)
{
    struct job *job = context;

    job->by = pthread_self();
    job->cores = processor_cores();
    job->stretches++;
    atomic_store(&job->began, true);
    return job->stretches < job->most;
}

static void wait_for(atomic_bool *flag)
{
    while (!atomic_load(flag))
        nanosleep(&(struct timespec){0, 100000}, NULL);
}

/* Work goes on in a thread of its own, which may run wherever the caller may. */
static void test_goes_on_beside(void **state)
{
    struct beside beside = {0};
    struct job job = {.most = 3};

    (void)state;
    if (!beside_is_free())
        skip();
    assert_true(beside_start(&beside, work, &job));
    wait_for(&job.began);
    beside_join(&beside);
    assert_false(pthread_equal(job.by, pthread_self()));
    assert_int_equal(job.cores, processor_cores());
    assert_in_range(job.stretches, 1, 3);
}

/* What would never be done ends after the stretch that it is in, and leaves its core free. */
static void test_is_joined(void **state)
{
    struct beside beside = {0};
    struct job job = {.most = SIZE_MAX};

    (void)state;
    if (!beside_is_free())
        skip();
    for (int i = 0; i < 20; i++) {
        atomic_store(&job.began, false);
        assert_true(beside_start(&beside, work, &job));
        wait_for(&job.began);
        beside_join(&beside);
        assert_true(beside_is_free());
    }
    beside_join(&beside);
    assert_true(beside_is_free());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goes_on_beside),
        cmocka_unit_test(test_is_joined),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
