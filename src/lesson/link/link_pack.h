/*
 * link_pack: bytes as a few characters that may stand in a link: deflated (zlib), and written in
 * base64url without padding (RFC 4648, section 5).
 */
#ifndef BACKSTEP_LESSON_LINK_LINK_PACK_H
#define BACKSTEP_LESSON_LINK_LINK_PACK_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { LINK_UNPACKED_MAX = 1 << 20 };

/* False if it does not fit; out is terminated. */
bool link_pack(const char *bytes, size_t length, char *out, size_t size);

/* Terminated and owned by the caller, *length bytes without that; NULL and the error: no such text,
 * damaged, or more than LINK_UNPACKED_MAX bytes. */
char *link_unpack(const char *text, size_t *length, struct error *err);

#endif
