/*
 * optimizers_parts: where everything of the optimisers' sheet stands, shared by who plans and who
 * draws.
 */
#ifndef BACKSTEP_VIEW_SHEETS_OPTIMIZERS_PARTS_H
#define BACKSTEP_VIEW_SHEETS_OPTIMIZERS_PARTS_H

#include "explain/rich.h"
#include "view/panel/richtext.h"
#include "view/sheets/optimizers_card.h"
#include "view/view.h"

struct optimizers_sheet {
    const struct view *view;
    const struct optimizers_card *card;
    struct rect inner;              /* of the frame, in which all else is */
    float label, body, line;        /* letters that name, letters that tell, a line of numbers */
    size_t rows;                    /* of the card's that have room */
    size_t first, shown;            /* of the optimisers, those that have room */
    float words;                    /* the introduction's height */
    float symbol;                   /* left end of the parameters' names */
    float numbers;                  /* the first of their lines */
    struct rect gradients;          /* the column of all */
    struct rect columns[OPTIMIZERS_MAX];
    struct rect beside;             /* how many more there are on either side; h 0: none */
    struct rect keys, button;
};

/* The size of the sheet, and what of the card has room in it; then, in its frame, where. */
void optimizers_plan(struct optimizers_sheet *sheet, struct rect window, size_t chosen,
                     struct ui_sheet *of);
void optimizers_lay(struct optimizers_sheet *sheet, struct rect inner);

struct rich optimizers_introduction(const struct optimizers_sheet *sheet);
struct richtext_style optimizers_words_style(const struct optimizers_sheet *sheet);
const char *optimizers_loss_words(const struct optimizers_sheet *sheet);
const struct formula *optimizers_symbol(const struct optimizers_sheet *sheet, size_t row);
/* What a number needs that is written with its power of ten. */
float optimizers_least_width(const struct optimizers_sheet *sheet);

#endif
