#include "base/processor.h"

static size_t most = 8;

size_t processor_lanes(void)
{
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
    if (most >= 8 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return 8;
    if (most >= 4 && __builtin_cpu_supports("avx2"))
        return 4;
#endif
    return 2;
}

void processor_allow_lanes(size_t lanes)
{
    most = lanes;
}
