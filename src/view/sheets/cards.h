/*
 * cards: the lessons of the course, a card each: picture, title, the question it answers, minutes.
 *
 * They cover the window. Parts of the course begin a row of their own. Where there is no room for
 * all rows, those around the chosen card are shown.
 */
#ifndef BACKSTEP_VIEW_SHEETS_CARDS_H
#define BACKSTEP_VIEW_SHEETS_CARDS_H

#include "view/view.h"

enum card_state { CARD_NEW, CARD_BEGUN, CARD_DONE };

struct card {
    const char *part;     /* of the course; cards of a part stand together */
    const char *title, *question;
    const char *picture;  /* view/pictures */
    size_t minutes;
    enum card_state state;
};

struct cards {
    const char *title;
    const struct card *cards;
    size_t count, chosen;
    size_t open;          /* the lesson that is open; count: none of them */
    const char *message;  /* above them; NULL: none */
    bool is_error;
    int take;             /* what a click gives, with the card's index */
    struct ui_action close; /* of a click beside them */
};

/* Returns how many cards stand side by side, for cards_step. */
size_t cards_view(const struct view *view, struct rect window, const struct cards *cards);

/* The card a row below (way 1) or above (-1) with so many side by side; the same one at an end. */
size_t cards_step(const struct card *cards, size_t count, size_t columns, size_t chosen, int way);

#endif
