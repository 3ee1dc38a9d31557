/*
 * raster_density: how dense the lines between two uprights are in each pixel, and of which sign.
 *
 * Part of raster_bundle. In each column of pixels every line adds its strength to the rows that it
 * crosses there, positive and negative ones apart. That costs a few additions a line and column,
 * however many lines there are; lines that begin in the same row and end in the same one are added
 * up before. The sums are kept: where only some of the strengths have changed since the last
 * picture, only theirs are added. (Not those of a huge picture, as it is exported.) All of them are
 * of whole numbers: the same pixels in every build, and whatever was there before. Of many lines a
 * second thread makes half of the columns, where there are two cores.
 */
#ifndef BACKSTEP_DRAW_RASTER_RASTER_DENSITY_H
#define BACKSTEP_DRAW_RASTER_RASTER_DENSITY_H

#include "draw/geom.h"

#include <stddef.h>
#include <stdint.h>

/* The pixels asked for. */
struct raster_density_area {
    int left, top, width, height;
};

/* Where a bundle's lines run: finite coordinates, x rising by 1 or more. */
struct raster_density_lines {
    const struct point *points;  /* `from`, and then `to` of them */
    size_t from, to;
    float width;                 /* of a line; finite */
};

/* Zeroed: of no lines. The members are the program's own affair. */
struct raster_density {
    struct raster_density_area area;
    size_t from, to;             /* points */
    size_t *rows;                /* owned; (from + to): which of the ends each has become */
    size_t row_capacity;
    size_t from_ends, to_ends;   /* ends: points in the same row are one */
    int *ends;                   /* owned; (from_ends + to_ends): y below the top, 1/256 pixel */
    size_t end_capacity;
    double x0, x1;
    int *reaches; /* owned; (to_ends,from_ends): half of each line's height, 1/256 pixel */
    uint64_t *lines,
        *wanted; /* owned; the same: strengths that are in the sums, and that are to be */
    size_t line_capacity;
    struct raster_density_changes {
        size_t *first;           /* owned; (to_ends + 1): where those to each end begin */
        int *y, *reaches;        /* owned: where they come from, and half of their height */
        uint64_t *strengths;     /* owned: what is to be added */
        size_t capacity, first_capacity;
    } changes;
    uint64_t *sums;              /* owned; (sum_columns,2,height + 1) */
    size_t sum_columns;          /* width, or 1 where that would be too much to keep */
    size_t sum_capacity;
    struct raster_density_span {
        int top, bottom;
    } * spans; /* owned; (width): rows that lines touch */
    size_t span_capacity;
    uint64_t *column;            /* owned: of one column, what each of two threads works out */
    size_t column_capacity;
};

/* Takes other lines, for now without strength. */
void raster_density_begin(struct raster_density *density, const struct raster_density_lines *lines,
                          const struct raster_density_area *area);

/* Gives the lines these strengths, (to,from): -127 .. 127 each. cells(height,width): how opaque,
 * and how much of that is negative, in the high and low byte. half: the density that is half
 * opaque; hatch: rows of each stripe where the negative have a gap, 0: none. */
void raster_density_make(struct raster_density *density, const char *strengths, float half,
                         int hatch, uint16_t *cells);

void raster_density_finish(struct raster_density *density);

#endif
