#include "app/framing.h"

static const struct {
    float width, height; /* of the whole frame, at 16:9 */
} shares[FRAMING_PART_COUNT] = {
    [FRAMING_WHOLE] = {1.0f, 1.0f},     [FRAMING_PICTURE] = {0.66f, 0.7f},
    [FRAMING_PANEL] = {0.305f, 0.7f},   [FRAMING_FORMULA] = {0.305f, 0.32f},
    [FRAMING_STRIP] = {0.6f, 0.17f},    [FRAMING_CURVE] = {0.25f, 0.25f},
};

void framing_share(enum framing_part part, float *width, float *height)
{
    *width = shares[part].width;
    *height = shares[part].height;
}
