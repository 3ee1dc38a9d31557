/* libFuzzer's target: any bytes as a scenario. tools/fuzz builds and runs it. */
#include "exercise.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool accepted;
    const char *wrong = exercise_scenario((const char *)data, size, &accepted);

    if (wrong != NULL) {
        fprintf(stderr, "fuzz_scenario: %s\n", wrong);
        abort();
    }
    return 0;
}
