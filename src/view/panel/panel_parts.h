/*
 * panel_parts: the pieces of the panel; only for view/panel/panel*.c.
 */
#ifndef BACKSTEP_VIEW_PANEL_PANEL_PARTS_H
#define BACKSTEP_VIEW_PANEL_PANEL_PARTS_H

#include "view/view.h"

/* What of the page is shown, and where. */
struct panel {
    const struct view *view;
    struct rect inner;
    size_t equations; /* how many are shown */
    bool numbers;     /* with the numbers put in */
    int smaller;      /* so many steps, for want of room: title and equations */
    bool alone;       /* the first equation has no room for the one that has its numbers: it has
                       * them itself */
    size_t rows;      /* of the table */
    bool remark;
    bool small;       /* the remark, rather than that a sentence is cut */
    struct rich words; /* of the remark: as many of its sentences as fit */
    size_t lines;      /* of them, where not even one sentence fits; 0: all */
    bool foot;
};

enum { PANEL_STEPS = 5 };

/* The blocks of the panel from top to bottom, and which are left out first. */
enum panel_block {
    PANEL_BLOCK_HEAD,
    PANEL_BLOCK_EQUATIONS,
    PANEL_BLOCK_TABLE,
    PANEL_BLOCK_REMARK,
    PANEL_BLOCK_FOOT,
    PANEL_BLOCK_COUNT
};

/* Draws a block from y down, or only measures it; returns its height. */
float panel_block(const struct panel *panel, enum panel_block block, float y, bool measure);

/* Of all its blocks, with that gap between them. */
float panel_height(const struct panel *panel, float gap);

/* Chooses what is shown, and how large; the gap becomes smaller where room is short. At the foot
 * `least` is left for the losses where that takes nothing that matters; 0: they stand elsewhere. */
void panel_fit(struct panel *panel, float *gap, float least);

/* A size as many steps smaller; not smaller than a number. */
int panel_size(const struct panel *panel, int size_px);

/* Draws equations from y down, or only measures them; returns the height. */
float panel_equation(const struct panel *panel, const struct explain_equation *equation, float y,
                     bool measure);
float panel_equations(const struct panel *panel, float y, bool measure);

#endif
