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

#endif
