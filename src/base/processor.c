#include "base/processor.h"

static bool refused;

static bool is_wide(void)
{
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
    return __builtin_cpu_supports("avx2");
#else
    return false;
#endif
}

bool processor_wide(void)
{
    return !refused && is_wide();
}

void processor_allow_wide(bool allowed)
{
    refused = !allowed;
}
