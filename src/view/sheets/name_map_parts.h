/*
 * name_map_parts: the names of the map and where they stand, shared by who plans and who draws.
 */
#ifndef BACKSTEP_VIEW_SHEETS_NAME_MAP_PARTS_H
#define BACKSTEP_VIEW_SHEETS_NAME_MAP_PARTS_H

#include "view/network/network_layout.h"

enum { NAME_CARDS = 6, NAME_SIDE = 3, NAME_LINES = 3 };

/* A name: its letter, what it is called, and what that is in plain words. */
struct name_card {
    const struct formula *symbol;
    const char *name, *words;
    color ink;
    struct rect rect;
    struct point from, target; /* of the line to what it names */
};

/* The neuron and the weight that are named, and where. */
struct name_map {
    const struct view *view;
    struct network_layout layout;
    struct rect area;   /* of the cards */
    size_t layer, to, from;
    struct point below, center;
    float radius;       /* of the neuron named */
    struct rect chip, delta;
    const struct formula *lines[NAME_LINES];
    struct name_card cards[NAME_CARDS]; /* of w, its gradient, η; z, a, δ */
    bool legend;        /* the weight's names stand in its chip, for want of room beside it */
};

const struct formula *name_map_symbol(const struct name_map *map, enum quantity_kind kind);
int name_map_px(const struct view *view);
float name_map_width(const struct view *view, const struct formula *symbol);
/* The height of one in its box. */
float name_map_line(const struct name_map *map);

/* Says what stands in the cards, and finds the places of cards, chip and δ around the neuron. */
void name_map_plan(struct name_map *map);
/* The lines from the cards to what they name; the cards. */
void name_map_leaders(const struct name_map *map);
void name_map_cards(const struct name_map *map);

#endif
