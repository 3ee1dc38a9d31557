/*
 * pdf_alt: pages that say in words what they show, for who does not see them.
 *
 * cairo has no alternative text before 1.18. So the file gets an incremental update at its end (PDF
 * 32000-1:2008, 7.5.6): each page is a figure of the document (14.7, 14.9.3), its content marked by
 * two short streams around it. A reader that knows nothing of it shows the same pages. Where cairo
 * writes its objects otherwise than is known here, the file stays as it is.
 */
#ifndef BACKSTEP_OUTPUT_PDF_ALT_H
#define BACKSTEP_OUTPUT_PDF_ALT_H

#include <stddef.h>
#include <stdio.h>

struct pdf_alt_page {
    char *words;  /* owned: of the figure */
    char *object; /* owned: the page's dictionary; NULL: not seen yet */
    long number;
};

/* Zeroed but for the stream: nothing was written yet. */
struct pdf_alt {
    FILE *stream;               /* borrowed */
    size_t length;              /* bytes written */
    char window[1 << 13];       /* the last of them, in which objects are looked for */
    size_t held;
    struct pdf_alt_page *pages; /* owned */
    size_t count, room, seen;
    char *root;                 /* owned: the catalogue's dictionary */
    long root_number;
};

/* The next page's words; copied. */
void pdf_alt_add(struct pdf_alt *alt, const char *words);

/* Writes to the stream and takes notice; returns how many bytes were written. */
size_t pdf_alt_write(struct pdf_alt *alt, const void *bytes, size_t length);

/* Appends the update, once all else is written, and frees. What the stream refuses shows when it
 * is closed. */
void pdf_alt_end(struct pdf_alt *alt);

#endif
