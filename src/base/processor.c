#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity, sched_getcpu, madvise */
#include <sys/mman.h>
#endif
#include "base/processor.h"

#include "base/attributes.h"

#include <sched.h>
#include <stdint.h>
#include <unistd.h>

atomic_size_t processor_lanes_known;

static size_t find(void)
{
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
        return 8;
    if (__builtin_cpu_supports("avx2"))
        return 4;
#endif
    return 2;
}

size_t processor_allow_lanes(size_t most)
{
    const size_t found = find(), lanes = found < most ? found : most;

    atomic_store_explicit(&processor_lanes_known, lanes, memory_order_relaxed);
    return lanes;
}

#ifdef MADV_HUGEPAGE
void processor_use_large_pages(void *memory, size_t size)
{
    const uintptr_t page = PROCESSOR_LARGE_PAGE;
    uintptr_t from = (uintptr_t)memory, end = (from + size) / page * page;

    from = (from + page - 1) / page * page;
    if (from < end)
        madvise((void *)from, end - from, MADV_HUGEPAGE);
}
#else
void processor_use_large_pages(void *memory UNUSED, size_t size UNUSED)
{
}
#endif

size_t processor_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef CPU_COUNT
    cpu_set_t given;

    if (sched_getaffinity(0, sizeof given, &given) == 0)
        cores = CPU_COUNT(&given);
#endif
    return cores < 1 ? 1 : (size_t)cores;
}

#ifdef CPU_COUNT
void processor_begin_elsewhere(pthread_attr_t *attributes)
{
    int here = sched_getcpu();
    cpu_set_t given;

    if (here < 0 || sched_getaffinity(0, sizeof given, &given) != 0 || CPU_COUNT(&given) < 2)
        return;
    CPU_CLR((size_t)here, &given);
    pthread_attr_setaffinity_np(attributes, sizeof given, &given);
}

void processor_go_anywhere(void)
{
    cpu_set_t given;

    if (sched_getaffinity(getpid(), sizeof given, &given) == 0)
        sched_setaffinity(0, sizeof given, &given);
}
#else
void processor_begin_elsewhere(pthread_attr_t *attributes UNUSED)
{
}

void processor_go_anywhere(void)
{
}
#endif
