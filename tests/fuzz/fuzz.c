/* libFuzzer's target: any bytes to exercise_NAME, where the build says which NAME; whatever that calls
 * wrong ends the run. */
#include "exercise.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A scenario may name a CSV file, and a fuzzer would name any: such inputs are left alone, and those
 * that could spell the key with escapes. */
static bool names_a_file(const char *bytes, size_t size)
{
    for (size_t i = 0; i + 3 <= size; i++)
        if (memcmp(&bytes[i], "csv", 3) == 0 || memcmp(&bytes[i], "\\u0", 3) == 0)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool accepted;
    const char *wrong;

    if (names_a_file((const char *)data, size))
        return 0;
    wrong = FUZZ_EXERCISE((const char *)data, size, &accepted);
    if (wrong != NULL) {
        fprintf(stderr, "fuzz: %s\n", wrong);
        abort();
    }
    return 0;
}
