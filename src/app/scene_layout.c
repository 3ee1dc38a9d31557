#include "app/scene.h"

#include "view/frame/header.h"
#include "view/frame/phases.h"
#include "view/frame/timeline.h"

#include <math.h>

/* Of narrower pictures the panel is below; text is then as in a frame of that shape. */
static const float least_aspect = 1.15f, stacked_aspect = 4.0f / 3.0f;
/* Narrower still is what a hand holds: text is as at a projector. */
static const float hand_aspect = 0.6f;
static const float least_width = 360.0f, least_height = 270.0f;
enum { TEXT_LARGEST = 2 };

bool scene_has_room(float width, float height)
{
    return height >= least_height && width >= least_width;
}

static bool is_stacked(float width, float height)
{
    return width < least_aspect * height;
}

int scene_text_size(const struct framing *framing, float width, float height, int chosen)
{
    if (framing->part != FRAMING_WHOLE || width >= hand_aspect * height)
        return chosen;
    return chosen < 0 ? TEXT_LARGEST - 1 : TEXT_LARGEST;
}

struct ui_sizes scene_sizes(const struct framing *framing, float width, float height,
                              int text_size)
{
    float wide, tall, scale;
    struct ui_sizes size;
    bool stacked;
    int *const sizes[] = {&size.min_px,   &size.label_px, &size.number_px, &size.chip_px,
                          &size.body_px,  &size.sentence_px, &size.title_px,
                          &size.phase_px, &size.formula_px};

    text_size = scene_text_size(framing, width, height, text_size);
    framing_share(framing->part, &wide, &tall);
    wide = width / wide;
    tall = height / tall;
    stacked = is_stacked(wide, tall);
    /* The picture then has the whole width, not two thirds of it. In a square one large text would
     * fill the height. */
    size = stacked ? ui_sizes(1.35f * wide,
                                fminf(wide / stacked_aspect, text_size > 0 ? 0.6f * tall : tall),
                                text_size)
                   : ui_sizes(wide, tall, text_size);
    scale = framing->least_number * width / (float)size.number_px;
    for (size_t i = 0; scale > 1.0f && i < sizeof sizes / sizeof sizes[0]; i++)
        *sizes[i] = (int)ceilf(scale * (float)*sizes[i]);
    if (scale > 1.0f) {
        ui_sizes_unit(&size, scale * size.unit);
        /* The strip's four names have to stand beside each other. */
        size.phase_px = size.number_px;
    }
    if (stacked)
        size.phase_px = (int)fminf((float)size.phase_px, fmaxf(0.0255f * wide, 8.0f));
    return size;
}

/* The title and counters beside the strip where the width allows, else above it. */
static float place_header(struct scene_layout *layout, const struct view *view, const char *title,
                          float width, float margin, float top)
{
    float gap = 1.4f * (float)view->size.body_px, need = phases_least_width(view);
    float left, right, line;
    float room = width - 2.0f * margin, header;

    header_measure(view, title, &left, &right, &line);
    layout->header_above = view->bare || left + right + need + 2.0f * gap > room;
    layout->title_width = layout->header_above ? fminf(left, 0.55f * room) : left;
    if (layout->header_above && !view->bare) /* then what the counters leave is the conventions' */
        layout->title_width = fmaxf(layout->title_width, fminf(0.55f * room, room - line - gap));
    header = header_height(view, layout->title_width, layout->header_above);
    layout->header = (struct rect){margin, top, room, header};
    layout->strip = (struct rect){margin, top, room, phases_height(view, layout->brackets)};
    if (!layout->header_above) {
        layout->counter_width = right;
        layout->strip.x = margin + left + gap;
        layout->strip.w = room - left - right - 2.0f * gap;
        return top + fmaxf(header, layout->strip.h);
    }
    layout->counter_width = room - layout->title_width - gap;
    layout->strip.y = top + header + 0.3f * (float)view->size.label_px;
    return layout->strip.y + layout->strip.h;
}

void scene_layout_make(struct scene_layout *layout, const struct view *view, const char *title,
                       float width, float height, const struct shown_settings *settings)
{
    bool stacked = is_stacked(width, height);
    float high = stacked ? width / stacked_aspect : height; /* what margins go by */
    float unit = view->size.unit, margin = fmaxf(24.0f * high / 1080.0f, 0.02f * width);
    bool hand = width < hand_aspect * height;
    float rows = !stacked || width >= 45.0f * (float)view->size.body_px ? 0.0f : hand ? 2.4f : 1.8f;
    float tall = timeline_height(view, rows), sentence = hand ? 3.9f : 2.6f;
    float share = width / height > 1.5f ? 0.305f : 0.35f, top, bottom;

    sentence *= settings->sentence ? (float)view->size.sentence_px : 0.0f;
    *layout = (struct scene_layout){.brackets = settings->brackets && !view->bare, .rows = rows};
    top = place_header(layout, view, title, width, margin, 20.0f * high / 1080.0f)
        + 14.0f * unit;
    bottom = height - 0.6f * margin;
    layout->timeline = (struct rect){margin, bottom - tall, width - 2.0f * margin, tall};
    bottom = layout->timeline.y - 16.0f * unit;
    layout->sentence = (struct rect){margin, bottom - sentence, width - 2.0f * margin, sentence};
    bottom = layout->sentence.y
           - (settings->sentence ? 6.0f * unit : 1.7f * (float)view->size.label_px);
    if (stacked) {
        float picture = floorf(0.52f * (bottom - top)), below = top + picture + 0.5f * margin;

        layout->picture = (struct rect){margin, top, width - 2.0f * margin, picture};
        layout->panel = (struct rect){margin, roundf(below), width - 2.0f * margin,
                                      roundf(bottom - below)};
        return;
    }
    if (view->bare)
        share += 0.015f;
    layout->panel.w = roundf(share * width);
    layout->panel.x = width - margin - layout->panel.w;
    layout->panel.y = roundf(top);
    layout->panel.h = roundf(bottom - top);
    layout->picture = (struct rect){margin, top, layout->panel.x - 2.0f * margin + 0.3f * margin,
                                    bottom - top};
}
