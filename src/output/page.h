/*
 * page: what a file says of itself and of each of its pictures, and how they are to be.
 *
 * PNG has the words as text chunks, SVG as title, desc and metadata, PDF as its information,
 * outline and labels: the same words everywhere. All strings are UTF-8, borrowed; NULL or "": not
 * said.
 */
#ifndef BACKSTEP_OUTPUT_PAGE_H
#define BACKSTEP_OUTPUT_PAGE_H

#include <stdbool.h>

/* Without another wish: 1920 pixels are the 13.33 inches of a slide. */
enum { PAGE_DPI = 144 };

struct about {
    const char *title;    /* of the lesson and, of a single picture, the step */
    const char *author;
    const char *sentence; /* the step's: the picture's alternative text */
    const char *source;   /* scenario, step and keys: how to make it again */
    const char *software; /* "Backstep 0.1.0" */
};

/* A picture; where a file has several, one of them. */
struct page {
    struct about about;
    const char *chapter;  /* of a document's outline, begins here; NULL: the one before goes on */
    const char *entry;    /* its own, below the chapter */
    const char *label;    /* what a reader calls the page; NULL: its number */
    double seconds;       /* how long it is shown in an animation */
};

struct page_options {
    bool transparent;     /* nothing behind the picture */
    bool svg_text;        /* text stays text in SVG */
    double dpi;           /* pixels of the canvas to an inch; 0: not said */
    double scale;         /* of the size of what has no pixels; 1: as it is */
};

#endif
