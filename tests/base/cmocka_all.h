/*
 * cmocka_all: cmocka and the headers that it wants before itself.
 */
#ifndef BACKSTEP_TESTS_BASE_CMOCKA_ALL_H
#define BACKSTEP_TESTS_BASE_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif
