/*
 * matrix_parts: what the files of the matrix view share, and of them netgraph the boxes.
 *
 * A page is planned in several fits, the first of which has room is drawn. A fit says how large the
 * numbers are, which matrices become heat maps, and which equations have matrices at all.
 */
#ifndef BACKSTEP_VIEW_MATRICES_MATRIX_PARTS_H
#define BACKSTEP_VIEW_MATRICES_MATRIX_PARTS_H

#include "explain/equations/matrices.h"
#include "view/view.h"

struct matrix_fit {
    int size_px;       /* of the numbers */
    size_t characters; /* of a number without its sign, at most (where that is enough for it) */
    size_t numbers;    /* the most rows and columns of a matrix with numbers */
    float cell_px;     /* side of a heat map's cell */
    size_t cells;      /* the most rows and columns of a heat map */
    size_t first, last; /* the equations that have their matrices, last not included; the others are
                         * a line of symbols, */
    size_t from, to;    /* of these equations: the rest is left out */
    bool wraps;        /* an equation may go on in a second line */
};

/* A number, as it is written, and where its point is. */
struct matrix_text {
    const char *text;
    size_t left, count; /* characters before the point, and in all */
};

/* What of a term was worked out for an earlier fit and holds for others. Zeroed: nothing. */
struct matrix_cache {
    size_t characters;         /* the fit's, of the texts; 0: none */
    struct matrix_text *texts; /* in the frame's arena, as the next two */
    size_t *left, *right;
    size_t cells;              /* the fit's, of the range; 0: none */
    double least, most;
    int caption_px;            /* the fit's, of the caption's width; 0: none */
    float caption;
    float symbols; /* of the first term: of the equation as a line of symbols; 0: none */
};

struct matrix_page {
    const struct view *view;
    const struct matrices *matrices;
    size_t current;    /* the equation that has its matrices where only some have */
    size_t own;        /* the step's */
    struct rect area;
    struct matrix_fit fit;
    struct matrix_cache (*cache)[MATRICES_TERMS]; /* of each equation's terms */
    float advance;     /* of a digit */
    float row_px;      /* of numbers */
};

/* A term as it is drawn. */
struct matrix_box {
    const struct matrices_term *term;
    struct matrix_cache *cache;
    bool heat;
    bool again;               /* the same quantities stand in a term before: Tab passes these by */
    size_t rows, cols;        /* drawn: those at multiples of the strides */
    size_t row_stride, col_stride;
    float row_px;
    float cells_width;        /* of all columns */
    float pad;                /* from the cells to the outside of the brackets */
    struct matrix_text *texts; /* in the frame's arena; NULL: a heat map */
    size_t *left, *right;     /* characters of each column before and from the point */
    float column_gap;
    double least, most;       /* of the known cells; least > most: none are known */
};

/* The width of a digit. */
float matrix_advance(const struct view *view, int size_px);

/* Measures the term for the page's fit. heat: even if its numbers had room. */
void matrix_box_make(const struct matrix_page *page, const struct matrices_term *term,
                     struct matrix_cache *cache, bool heat, struct matrix_box *box);
/* Its columns take the widths of both: the outer product's row and table. */
void matrix_box_share(const struct matrix_page *page, struct matrix_box *a, struct matrix_box *b);

float matrix_box_width(const struct matrix_box *box);
float matrix_box_height(const struct matrix_box *box);
/* Draws brackets and cells; x, y: the left upper corner. */
void matrix_box_draw(const struct matrix_page *page, const struct matrix_box *box, float x,
                     float y);

/* A cell of a heat map: its value's colour; below 0 a bar lies across it. `scale` gets the full
 * colour. */
void matrix_heat_cell(const struct view *view, struct rect cell, double value, double scale);

/* ---- what stands around matrices ---- */

/* The size of the numbers, and of captions. */
float matrix_em(const struct matrix_page *page);
int matrix_caption_px(const struct matrix_page *page);
float matrix_text_width(const struct matrix_page *page, enum font_face face, int size_px,
                        const char *text);

/* What stands above a matrix, "σ′(z)": returns its width; measure: draws nothing. The ink is the
 * role's, or the one given (alpha > 0). */
float matrix_caption(const struct matrix_page *page, const struct matrices_term *term, float x,
                     float y, int size_px, color ink, bool measure);
/* What stands below it: its shape, and of a heat map its range and what it leaves out. */
float matrix_foot_width(const struct matrix_page *page, const struct matrix_box *box);
float matrix_foot_height(const struct matrix_page *page, const struct matrix_box *box);
void matrix_foot(const struct matrix_page *page, const struct matrix_box *box, float middle,
                 float y);
/* The room for all three. */
float matrix_term_width(const struct matrix_page *page, const struct matrix_box *box);

/* What stands between a term and the one before; NULL: nothing. */
const char *matrix_sign(const struct matrices_term *term);
/* Any sign or function, with that much space before and after it; returns the width of all. */
float matrix_write_sign(const struct matrix_page *page, const char *sign, float before, float after,
                        float x, float middle, bool measure);

/* ---- equations ---- */

/* A block: an equation with its matrices, or its symbols in a line. */
struct matrix_block {
    const struct matrices_equation *equation;
    struct matrix_box boxes[MATRICES_TERMS];
    bool symbols;             /* a line of symbols only */
    bool words;               /* there is room for them */
    float width, height;
    float title, caption, body, foot; /* heights, from the top; the last three of each line */
    size_t lines;             /* of an equation that is too wide for one */
    size_t line[MATRICES_TERMS];
    struct point at;          /* left upper corner */
};

void matrix_block_make(const struct matrix_page *page, size_t index, struct matrix_block *block);
void matrix_block_draw(const struct matrix_page *page, const struct matrix_block *block);

/* The block's equation as symbols alone, or measures that; returns its width. */
float matrix_symbols_draw(const struct matrix_page *page, const struct matrix_block *block,
                          float x, float y, bool measure);
/* Such a line can be asked about as its result: then it has its matrices. */
void matrix_symbols_item(const struct matrix_page *page, const struct matrix_block *block);

#endif
