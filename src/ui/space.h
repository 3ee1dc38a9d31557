/*
 * space: the distances between things, in ems of the text that they stand beside. A view names one
 * of these rather than a number of its own, so that what is alike is as far apart everywhere; half
 * an em, one and two are written as they are.
 */
#ifndef BACKSTEP_UI_SPACE_H
#define BACKSTEP_UI_SPACE_H

/* Between things, and from a thing to its edge. */
#define GAP_HAIR 0.1f    /* so that they do not touch */
#define GAP_TIGHT 0.2f   /* they are one thing */
#define GAP_NEAR 0.3f    /* between lines around a chip, from a text to its underline */
#define GAP_WORD 0.4f    /* between a sign and its word, from a number to the edge of its chip */
#define GAP_WIDE 0.6f    /* between chips */
#define GAP_PART 0.8f    /* between parts of a line, from a text to the edge of its card */
#define GAP_FAR 1.2f     /* between entries of a line */
#define GAP_APART 1.5f   /* between columns */

/* From a baseline, or the top of a row, to the next. */
#define LINE_CLOSE 1.2f  /* in little room */
#define LINE_NOTE 1.3f   /* notes, lines of a chip, entries of a legend */
#define LINE_STEP 1.4f   /* lines of a text */
#define LINE_ROW 1.6f    /* rows of a list, a text in its chip */
#define LINE_BUTTON 1.8f /* a text in its button */
#define LINE_TWO 2.6f    /* two lines: a caption's height, the second baseline of a card */

/* The width of so many characters of the mono face: rooms of numbers, with the gaps around them,
 * are counted in these. */
#define ROOM(characters) (0.6f * (float)(characters))

#endif
