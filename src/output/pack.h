/*
 * pack: bytes made smaller, in zlib's format.
 *
 * libdeflate takes a tenth less time for the pictures that are written here: no reason to need it.
 */
#ifndef BACKSTEP_OUTPUT_PACK_H
#define BACKSTEP_OUTPUT_PACK_H

#include <stddef.h>

/* level: 1 (soon done) to 9 (small). The same bytes every time; owned by the caller. NULL: not
 * enough memory. */
unsigned char *pack(const unsigned char *bytes, size_t length, int level, size_t *packed);

#endif
