/*
 * ui: immediate-mode widgets that append canvas commands.
 *
 * A widget draws itself and notes where it is and what a click on it means (an
 * action: a number for the application's command, and an argument). After the
 * frame, a press looks up the action under the pointer. Nothing is called back.
 */
#ifndef BACKSTEP_UI_UI_H
#define BACKSTEP_UI_UI_H

#include "draw/canvas.h"
#include "draw/theme.h"
#include "ui/box.h"

#include <stdbool.h>

struct ui_action {
    int command;      /* 0: none */
    double argument;
};

/* A place that can be clicked. */
struct ui_target {
    struct rect rect;
    struct ui_action action;
    bool slides;      /* the argument is the fraction along rect's width, while dragged too */
    bool upright;     /* of a slider: along its height */
    bool item;        /* shows something that can be asked about: also by pointing, and by Tab */
    int group;        /* of an item: Tab goes through the groups in rising order */
    float line_half_px; /* > 0: only what is so near to the line from a to b counts */
    struct point a, b;
};

enum { UI_TARGETS_MAX = 4096 };

struct ui {
    struct point pointer;
    bool pointer_inside;  /* the window */
    bool pressed;
    struct ui_target held; /* the sliding target being dragged; command 0: none */
    struct ui_target targets[UI_TARGETS_MAX]; /* of the last frame, later ones on top */
    size_t target_count;
    size_t tab[UI_TARGETS_MAX];   /* the items among them, in the order of Tab */
    size_t tab_count;
    int group;
};

/* Starts a frame: forgets the targets. */
void ui_begin(struct ui *ui);

/* Forgets all but the first so many targets. */
void ui_rewind(struct ui *ui, size_t target_count);

/* Whether the pointer is over the rectangle. */
bool ui_hovers(const struct ui *ui, struct rect rect);

void ui_target(struct ui *ui, struct rect rect, struct ui_action action, bool slides);
/* A slider whose argument is the fraction along the rectangle's height, from the top. */
void ui_slider_upright(struct ui *ui, struct rect rect, struct ui_action action);

/* ---- items: what the picture shows, each with the action that asks about it ---- */

void ui_item(struct ui *ui, struct rect rect, struct ui_action action);
/* The same along a line, to half_px on either side. */
void ui_item_line(struct ui *ui, struct point a, struct point b, float half_px,
                  struct ui_action action);
/* The group of the items that follow (at the start of a frame: 0). Tab walks the items by group,
 * within a group in the order in which they came; it leaves out those of UI_GROUP_NONE. */
enum { UI_GROUP_NONE = -1 };
void ui_group(struct ui *ui, int group);

/* What a press there would hit; NULL: nothing. */
const struct ui_target *ui_target_at(const struct ui *ui, struct point at);

/* The topmost item under a point; NULL if another target covers it, or there is none. */
const struct ui_target *ui_item_at(const struct ui *ui, struct point at);
/* The item after (step 1) or before (step -1) the one with that argument, from the last to the
 * first and round; with no such item, the first or last. NULL if there are none. */
const struct ui_target *ui_item_next(const struct ui *ui, double argument, int step);

/* The action under the pointer for a press at `at`, or of the held slider. */
struct ui_action ui_press(struct ui *ui, struct point at);
struct ui_action ui_move(struct ui *ui, struct point at);
void ui_release(struct ui *ui);

enum ui_look { UI_PLAIN, UI_SELECTED, UI_DISABLED };

/* A button with a label. */
void ui_button(struct ui *ui, struct canvas *canvas, const struct theme *theme, struct rect rect,
               const char *label, int size_px, enum ui_look look, struct ui_action action);

enum ui_icon { UI_ICON_FIRST, UI_ICON_BACK, UI_ICON_PLAY, UI_ICON_PAUSE, UI_ICON_FORWARD,
              UI_ICON_LAST, UI_ICON_FAST,
    UI_ICON_LIST, UI_ICON_NETWORK, UI_ICON_TABLE, UI_ICON_MATRIX, UI_ICON_MAP,
    UI_ICON_LANDSCAPE, UI_ICON_GRAPH };

/* A button with a drawn icon. */
void ui_icon_button(struct ui *ui, struct canvas *canvas, const struct theme *theme,
                    struct rect rect, enum ui_icon icon, enum ui_look look,
                    struct ui_action action);

#endif
