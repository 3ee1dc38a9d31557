/*
 * attributes: the only compiler extensions the project uses.
 */
#ifndef BACKSTEP_BASE_ATTRIBUTES_H
#define BACKSTEP_BASE_ATTRIBUTES_H

#if defined(__GNUC__) || defined(__clang__)
/* The function formats like printf: argument `at` is the format string and
 * the values start at argument `first` (0 for a va_list). */
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#else
#define PRINTF_LIKE(at, first)
#endif

/* The function is compiled twice, and the processor decides at the program's start which one is
 * taken: for any x86-64, or for one that has vectors of four doubles (AVX2, not FMA: the same
 * operations, each rounded, so the same bits). Only by gcc: clang 14 loses such functions. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

/* The function is compiled for a processor with vectors of four doubles (AVX2, as above), and only
 * to be called where processor_wide says so; by other compilers and for others, for any. */
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
#define FOR_WIDE __attribute__((target("avx2")))
#else
#define FOR_WIDE
#endif

/* Compiled into each caller, and so for what that one is for. */
#if defined(__GNUC__) || defined(__clang__)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#else
#define ALWAYS_INLINE static inline
#endif

#endif
