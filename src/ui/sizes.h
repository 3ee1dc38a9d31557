/*
 * sizes: how large text, strokes and corners are, all from the picture's size and the text size
 * that was chosen.
 */
#ifndef BACKSTEP_UI_SIZES_H
#define BACKSTEP_UI_SIZES_H

/* Sizes of text in pixels, whole, from the picture's height and the text size
 * chosen. None is under `min_px`, 2 % of the height at the default text size. */
struct ui_sizes {
    float unit;     /* 1/1080 of the height (or less where the width is scarce) times the text
                     * size: gaps and strokes are multiples of it */
    float thin, line, strong, bold; /* widths of strokes */
    float dash;     /* length of dashes and of the gaps between them */
    float arrow;    /* length of an arrow's head */
    float dot;      /* radius of a point that is marked */
    float out;      /* from a thing to the outline around it */
    float corner, card; /* radii: of a chip, key or row; of what holds several lines */
    int min_px;
    int label_px;   /* names, captions */
    int number_px;  /* the numbers in the picture */
    int chip_px;    /* those on its chips: 3 % of the height at a projector's text sizes, no more */
    int body_px;    /* running text, buttons */
    int sentence_px;
    int title_px;
    int phase_px;   /* the phase strip */
    int formula_px; /* displayed equations */
};

/* The sizes for a picture of that many pixels; text_size 0 is the default, 1 the
 * projector's (3 %), 2 larger still, -1 smaller. */
struct ui_sizes ui_sizes(float width, float height, int text_size);

/* Sets the unit and what is a multiple of it. */
void ui_sizes_unit(struct ui_sizes *size, float unit);

#endif
