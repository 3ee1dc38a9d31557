/*
 * card: the frames that things stand in: a card beside the picture, a sheet above everything.
 *
 * A frame is drawn first; what is drawn from then on stays within it, until ui_frame_end.
 */
#ifndef BACKSTEP_UI_CARD_H
#define BACKSTEP_UI_CARD_H

#include "ui/text.h"
#include "ui/ui.h"

/* What a frame is drawn with; all borrowed. */
struct ui_paper {
    struct ui *ui;
    struct canvas *canvas;
    const struct theme *theme;
    float unit;   /* of strokes */
    int label_px, body_px, title_px;
};

struct ui_frame {
    struct rect rect, inner; /* inner: within the margins, of a sheet below its title */
    struct rect before;      /* where the canvas kept its texts */
};

struct ui_frame ui_card(const struct ui_paper *paper, struct rect rect);
/* Of what is not the run itself. */
struct ui_frame ui_card_dashed(const struct ui_paper *paper, struct rect rect, color edge);

void ui_frame_end(const struct ui_paper *paper, const struct ui_frame *frame);

/* A sheet is as wide and high as it says, in the middle of the window, above all that was drawn. */
struct ui_sheet {
    const char *title;
    const char *aside;       /* at the right of the title, soft; NULL: nothing */
    float width, height;
    float margin;            /* left and right; 0: ui_sheet_margin */
    struct ui_action close;  /* for a click beside it */
    struct ui_action on_it;
};

float ui_sheet_margin(const struct ui_paper *paper);
/* The height of the title's band, where the body begins. */
float ui_sheet_band(const struct ui_paper *paper);
struct ui_frame ui_sheet(const struct ui_paper *paper, struct rect window,
                         const struct ui_sheet *sheet);

#endif
