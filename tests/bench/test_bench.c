/* The figures of backstep-bench: that they are there and can be true, not how large they are. */
#include "spawn.h"

#include "../base/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

static void test_usage(void **state)
{
    struct spawn_result result;

    (void)state;
    spawn_run(&result, NULL, NULL, (const char *const[]){"--jsn", NULL});
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "--json"));
    spawn_finish(&result);
    spawn_run(&result, NULL, NULL, (const char *const[]){"--help", NULL});
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "--json"));
    spawn_finish(&result);
}

static void test_json_has_every_figure(void **state)
{
    static const char *const keys[] = {"width\":1920",   "height\":1080", "clear_present_ms\":",
                                       "frame_ms\":",    "frame_ratio\":", "step_ratio\":",
                                       "digits\":{\"frame_ms\":", "big\":{\"frame_ms\":",
                                       "\"graph\":{\"nodes\":300,\"frame_ms\":", "limit_ms\":16",
                                       "training_share\":", "efficiency\":",
                                       "million\":{\"ms\":", "stall_limit_ms\":33",
                                       "big with Adam\":{\"key_ms\":", "other_route_ms\":",
                                       "784-300-100-10\":{\"key_ms\":", "held_ms\":", "frames_per_second\":", "longest_ms\":",
                                       "picture_limit\":", "picture\":{\"mazur\":{\"ms\":",
                                       "training_ns\":{\"2-2-1\":", "784-16-16-10\":",
                                       "784-16-16-10 batch 32\":", "784-16-16-10 adam\":",
                                       "28-32-10 over 28 times\":", "vectors\":",
                                       "limit_ns\":{\"784-16-16-10 L2\":"};
    static const char *const travel_keys[] = {"longest_jump_ms\":", "memory_mb\":", "bound_mb\":"};
    static const char *const fann_keys[] = {"fann_ns\":{\"2-2-1\":", "fann_ratio\":{\"2-2-1\":"};
    struct spawn_result result;
    double numbers[3];
    bool fann;

    (void)state;
    spawn_run(&result, NULL, NULL, (const char *const[]){"--json", NULL});
    assert_int_equal(result.status, 0);
    assert_string_equal(result.err, "");
    assert_int_equal(result.out[0], '{');
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *at = strstr(result.out, keys[i]);

        assert_non_null(at);
        assert_true(keys[i][strlen(keys[i]) - 1] != ':' || strtod(at + strlen(keys[i]), NULL) > 0);
    }
    assert_non_null(strstr(result.out, "\"travel\":{\"iterations\":1000000,"));
    assert_non_null(strstr(result.out, "\"exact\":true}"));
    for (size_t i = 0; i < 3; i++) {
        const char *at = strstr(result.out, travel_keys[i]);

        assert_non_null(at);
        numbers[i] = strtod(at + strlen(travel_keys[i]), NULL);
    }
    assert_true(numbers[0] > 0);
    assert_true(numbers[1] > 0 && numbers[1] <= numbers[2]);
    /* FANN was there when this was built, or not; either way it says which. */
    fann = strstr(result.out, "\"fann\":\"present\"") != NULL;
    assert_true(fann || strstr(result.out, "\"fann\":\"absent\"") != NULL);
    for (size_t i = 0; i < sizeof fann_keys / sizeof fann_keys[0]; i++) {
        const char *at = strstr(result.out, fann_keys[i]);

        assert_true((at != NULL) == fann);
        assert_true(at == NULL || strtod(at + strlen(fann_keys[i]), NULL) > 0);
    }
    spawn_finish(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_json_has_every_figure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
