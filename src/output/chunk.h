/*
 * chunk: the parts that a PNG file is made of, which all have a type, a length and a checksum
 * (Portable Network Graphics, third edition, W3C 2025).
 *
 * Errors stay in the stream; who has written the last one looks.
 */
#ifndef BACKSTEP_OUTPUT_CHUNK_H
#define BACKSTEP_OUTPUT_CHUNK_H

#include "base/error.h"
#include "output/page.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The highest byte first. */
void chunk_put32(unsigned char *out, uint32_t value);

/* A chunk of at most two parts. */
void chunk_write(FILE *stream, const char *type, const unsigned char *head, size_t head_length,
                 const unsigned char *data, size_t length);

/* What every file begins with: its size, and whether there is alpha beside red, green and blue. */
void chunk_begin(FILE *stream, int width, int height, bool alpha);

/* Pixels to an inch; 0: nothing is written. */
void chunk_density(FILE *stream, double dpi);

/* What the picture says of itself, as iTXt: UTF-8, by the names that the standard registers. */
void chunk_about(FILE *stream, const struct about *about);

/* The last one. Errors: some write to the stream has failed, since errno was 0 for this reason. */
bool chunk_end(FILE *stream, struct error *err);

#endif
