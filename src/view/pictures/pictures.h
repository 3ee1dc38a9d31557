/*
 * pictures: the small pictures of lessons and words, each drawn from one line of text.
 *
 * A line is a row of strokes on a board of 100 by 60, each a letter and its numbers:
 *
 *   k N              ink of what follows: 0 text, 1 to 4 a phase, 5 soft, 6 and 7 signs, 8 wrong
 *   w N              width of lines
 *   l x y x y        line             d x y x y   dashed       a x y x y   arrow
 *   c x y x y x y x y  curve          e x y rx ry ellipse      o x y r     hollow disc
 *   f x y r          filled disc      y x y r     triangle     b x y w h   filled box
 *   r x y w h        outlined box     n y y N...  a network of layers between two heights
 *   m x y s HEX...   rows of eight pixels of size s            t x y TEXT  letters, to the blank
 */
#ifndef BACKSTEP_VIEW_PICTURES_PICTURES_H
#define BACKSTEP_VIEW_PICTURES_PICTURES_H

#include "view/view.h"
#include "words/words.h"

/* The line of a built-in lesson, of any other the same plain network; and of a word of the
 * glossary, NULL: it has none. */
const char *pictures_of_lesson(const char *name);
const char *pictures_of_word(enum word word);

/* As large as the area has room for, in its middle. */
void pictures_draw(const struct view *view, struct rect area, const char *line);

#endif
