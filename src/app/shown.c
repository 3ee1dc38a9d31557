#include "app/shown.h"

void shown_renew(struct shown *shown)
{
    shown->explanation = NULL;
    shown->dirty = true;
}
