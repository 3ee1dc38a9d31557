/*
 * scene: where each view goes in a frame of any size, and drawing them.
 */
#ifndef BACKSTEP_APP_SCENE_H
#define BACKSTEP_APP_SCENE_H

#include "app/app.h"
#include "view/plot/curve.h"
#include "view/view.h"

/* The regions of a frame with an open lesson. */
struct scene_layout {
    struct rect header;
    float title_width, counter_width; /* room in the header */
    bool header_above;    /* the strip, for want of width beside it */
    struct rect strip;    /* phases and brackets */
    struct rect picture;
    struct rect panel;
    struct rect sentence;
    struct rect timeline;
    float rows;           /* how high, in em, its buttons are below it; 0: they are beside it */
    bool brackets;
};

/* Depends on the size, the text size and the lesson, not on the step. */
void scene_layout_make(struct scene_layout *layout, const struct view *view, const char *title,
                       float width, float height, const struct shown_settings *settings);

/* Smaller windows, in pixels, have no room for a lesson. Tall and square ones have the panel below
 * the picture. */
bool scene_has_room(float width, float height);

/* The text size of a frame of that shape where another is chosen. */
int scene_text_size(const struct framing *framing, float width, float height, int chosen);

/* The sizes of text in a frame of that shape, or in the part that the framing asks for. */
struct ui_sizes scene_sizes(const struct framing *framing, float width, float height,
                              int text_size);

/* Whether the open lesson has that picture. */
bool scene_has_picture(const struct app *app, enum shown_picture picture);
/* What stands in the middle: the network, or the lesson's graph, where what is set cannot be. */
enum shown_picture scene_picture(const struct app *app);
/* What V leads to (way 1), and with Shift (-1). */
enum shown_picture scene_next_picture(const struct app *app, int way);
enum ui_icon scene_picture_icon(enum shown_picture picture);

/* Whether a table stands in the place of the network: it was asked for, or the other route to the
 * gradients has begun. */
bool scene_has_table(const struct app *app);

/* Draws everything. The view has all but the sizes. */
void scene_draw(struct app *app, struct view *view, float width, float height);

/* So many iterations have their loss at or before the cursor. */
size_t scene_losses_so_far(const struct app *app, const struct view *view);

/* The losses of the other run; without one, zeroed. */
struct curve_other scene_other_curve(struct app *app, const struct view *view);

#endif
