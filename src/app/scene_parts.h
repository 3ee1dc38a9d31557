/*
 * scene_parts: the picture of a frame, for scene.c alone.
 */
#ifndef BACKSTEP_APP_SCENE_PARTS_H
#define BACKSTEP_APP_SCENE_PARTS_H

#include "app/app.h"
#include "view/panel/other_route.h"

/* The network or what stands in its place; and, unless `flat` is NULL, what has its room there.
 * Returns whether the losses have; where not, `flat` is what little there is; h 0: nothing. */
bool scene_draw_picture(struct app *app, const struct view *view,
                        const struct other_route_card *route, struct rect area,
                        struct rect *flat);

/* The losses, and over them the other run's, or those of what is held out. */
void scene_draw_curves(struct app *app, const struct view *view, struct rect card);

#endif
