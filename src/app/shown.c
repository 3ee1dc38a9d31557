#include "app/shown.h"

#include <math.h>

static const double turn_ms = 900.0;

void shown_turn(struct shown *shown, enum shown_picture from, enum shown_picture to, double now_ms)
{
    bool turns = shown->settings.animation
        && ((from == PICTURE_NETWORK && to == PICTURE_FOLDED)
            || (from == PICTURE_FOLDED && to == PICTURE_NETWORK));

    shown->settings.picture = to;
    shown->turn = (struct turn){now_ms, turns ? turn_ms : 0.0, from};
    shown->dirty = true;
}

float shown_turn_part(const struct shown *shown, double now_ms)
{
    const struct turn *turn = &shown->turn;

    if (turn->length_ms <= 0.0)
        return 1.0f;
    return (float)fmin(fmax((now_ms - turn->start_ms) / turn->length_ms, 0.0), 1.0);
}

void shown_renew(struct shown *shown)
{
    shown->explanation = NULL;
    shown->dirty = true;
}
