/* A user who presses anything, without libFuzzer: the same on every run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "exercise.h"
#include "../base/thorough.h"

#include "base/rng.h"

#include <stdio.h>
#include <stdlib.h>

enum { SEED = 11, USERS = 120, PRESSES_LEAST = 20, PRESSES_MOST = 160 };

static void test_any_keys(void **state)
{
    const char *users = getenv("BACKSTEP_USERS"); /* for a long run */
    long count = users != NULL ? atol(users) : USERS / thorough_stride(3), busy = 0;

    (void)state;
    for (long user = 0; user < count; user++) {
        char bytes[PRESSES_MOST];
        const char *wrong;
        size_t length;
        bool accepted;
        struct rng rng;

        rng_seed(&rng, (uint64_t)(SEED + user));
        length = PRESSES_LEAST + rng_below(&rng, PRESSES_MOST - PRESSES_LEAST);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)rng_below(&rng, 256);
        wrong = exercise_keys(bytes, length, &accepted);
        if (wrong != NULL)
            fail_msg("user %ld: %s", user, wrong);
        busy += accepted;
    }
    print_message("%ld of %ld users changed something\n", busy, count);
    assert_true(busy > count / 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_keys)};

    unsetenv("BACKSTEP_DATA");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
