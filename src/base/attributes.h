/*
 * attributes: the only compiler extensions the project uses.
 */
#ifndef BACKSTEP_BASE_ATTRIBUTES_H
#define BACKSTEP_BASE_ATTRIBUTES_H

#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
/* The function formats like printf: argument `at` is the format string and
 * the values start at argument `first` (0 for a va_list). */
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
/* The parameter, whose name is before it, is there because all functions of the kind have it. */
#define UNUSED __attribute__((unused))
#else
#define PRINTF_LIKE(at, first)
#define UNUSED
#endif

/* The function is compiled twice, and the processor decides at the program's start which one is
 * taken: for any x86-64, or for one that has vectors of four doubles (AVX2, not FMA: the same
 * operations, each rounded, so the same bits). Only by gcc: clang 14 loses such functions; and not
 * under the thread sanitizer, which is not there yet when the processor decides. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_THREAD__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

/* The function is compiled for a processor with vectors of four doubles (AVX2, as above), or of
 * eight (AVX-512), and only to be called where processor_lanes says so; by other compilers and for
 * others, for any. */
#if defined(__clang__) && defined(__x86_64__)
#define FOR_WIDE __attribute__((target("avx2")))
#define FOR_WIDEST __attribute__((target("avx512f,avx512dq"), min_vector_width(512)))
#elif defined(__GNUC__) && defined(__x86_64__)
#define FOR_WIDE __attribute__((target("avx2")))
#define FOR_WIDEST __attribute__((target("avx512f,avx512dq,prefer-vector-width=512")))
#else
#define FOR_WIDE
#define FOR_WIDEST
#endif

/* One name of two, each of which may be a macro. */
#define JOINED(a, b) JOINED_AS_THEY_ARE(a, b)
#define JOINED_AS_THEY_ARE(a, b) a##b

/* Compiled into each caller, and so for what that one is for. */
#if defined(__GNUC__) || defined(__clang__)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#else
#define ALWAYS_INLINE static inline
#endif

/* Vectors of doubles, which may stand anywhere in an array of them; SHUFFLE(a, b, i...) are the
 * numbers that have those places in a and, from its end on, in b. */
typedef double vector_2 __attribute__((vector_size(16), aligned(8)));
typedef double vector_4 __attribute__((vector_size(32), aligned(8)));
typedef double vector_8 __attribute__((vector_size(64), aligned(8)));

#if defined(__clang__) || __GNUC__ >= 12
#define SHUFFLE_2(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define SHUFFLE_4(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
typedef int64_t vector_2_places __attribute__((vector_size(16)));
typedef int64_t vector_4_places __attribute__((vector_size(32)));
#define SHUFFLE_2(a, b, ...) __builtin_shuffle(a, b, (vector_2_places){__VA_ARGS__})
#define SHUFFLE_4(a, b, ...) __builtin_shuffle(a, b, (vector_4_places){__VA_ARGS__})
#endif

#endif
