/*
 * worksheet_sheet: a sheet that is to be written: whose numbers, which of them, on what paper.
 */
#ifndef BACKSTEP_CLI_WORKSHEET_WORKSHEET_SHEET_H
#define BACKSTEP_CLI_WORKSHEET_WORKSHEET_SHEET_H

#include "app/app.h"
#include "output/pdf/pdf.h"
#include "platform/fonts.h"

enum worksheet_blank {
    WORKSHEET_FORWARD, /* weighted sums, activations, the loss */
    WORKSHEET_BACKWARD,
    WORKSHEET_UPDATE,
    WORKSHEET_ALL,
    WORKSHEET_BLANK_COUNT
};

/* With more than WORKSHEET_DRAWN weights and biases the picture has no room for their values, and a
 * table gives them. */
enum {
    WORKSHEET_DPI = 150,
    WORKSHEET_DECIMALS = 4,
    WORKSHEET_DRAWN = 40,
    WORKSHEET_PARAMETERS_MAX = 400,
};

struct worksheet {
    struct app *app;         /* borrowed: the lesson, at its start */
    struct pdf *pdf;         /* borrowed */
    struct raster *raster;   /* borrowed */
    const struct font *font; /* borrowed */
    enum worksheet_blank blank;
    double share;            /* of these, above 0 to 1: those left blank; others are given */
    float width, height;     /* of a page, pixels */
    size_t number, count;    /* this sheet, of how many */
    long seed;               /* of its numbers; -1: the scenario's own */
};

#endif
