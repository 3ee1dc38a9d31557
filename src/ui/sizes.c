#include "ui/sizes.h"

#include <math.h>

static const float text_scales[] = {0.85f, 1.0f, 1.36f, 1.7f};

void ui_sizes_unit(struct ui_sizes *size, float unit)
{
    size->unit = unit;
    size->thin = 1.5f * unit;
    size->line = 2.0f * unit;
    size->strong = 3.0f * unit;
    size->bold = 4.0f * unit;
    size->dash = 9.0f * unit;
    size->arrow = 14.0f * unit;
    size->dot = 8.0f * unit;
    size->out = 4.0f * unit;
    size->corner = 8.0f * unit;
    size->card = 17.5f * unit;
}

struct ui_sizes ui_sizes(float width, float height, int text_size)
{
    int index = text_size < -1 ? 0 : text_size > 2 ? 3 : text_size + 1;
    float scale = text_scales[index];
    float tall = height / 1080.0f;
    float wide = width / 1920.0f * 1.06f;
    float unit = (tall < wide ? tall : wide) * scale;
    struct ui_sizes size;
    float least = ceilf(0.02f * height * (scale > 1.0f ? 1.5f : scale));

    ui_sizes_unit(&size, unit);
    size.min_px = (int)ceilf(0.02f * height * (scale < 1.0f ? scale : 1.0f));
    size.number_px = (int)fmaxf(least, roundf(24.0f * unit));
    size.chip_px = scale > 1.0f ? (int)least : size.number_px;
    size.label_px = (int)fmaxf((float)size.min_px, roundf(23.0f * unit));
    size.body_px = (int)fmaxf((float)size.min_px, roundf(25.0f * unit));
    size.sentence_px = (int)fmaxf((float)size.min_px, roundf(31.0f * unit));
    size.title_px = (int)fmaxf((float)size.min_px, roundf(35.0f * unit));
    if (scale > 1.0f) /* the numbers come first */
        size.title_px = (int)roundf(1.15f * (float)size.number_px);
    size.phase_px = (int)fmaxf((float)size.min_px, roundf(27.0f * unit));
    size.formula_px = (int)fmaxf((float)size.min_px, roundf(40.0f * unit));
    return size;
}
