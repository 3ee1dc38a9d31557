#include "fake_font.h"

#include "base/text.h"

static void metrics(void *context, enum font_face face, int size_px, struct font_metrics *out)
{
    float em = (float)size_px;

    (void)context;
    (void)face;
    *out = (struct font_metrics){0.9f * em, 0.22f * em, 0.66f * em, 0.45f * em};
}

static float width(void *context, enum font_face face, int size_px, const char *text,
                   size_t length)
{
    const char *end = text + length;
    int characters = 0;

    (void)context;
    (void)face;
    while (text < end) {
        text_next_utf8(&text);
        characters++;
    }
    return (float)characters * (float)size_px * 0.5f;
}

static bool bitmap(void *context, enum font_face face, int size_px, const char *text,
                   size_t length, struct font_bitmap *out)
{
    (void)context;
    (void)face;
    (void)size_px;
    (void)text;
    (void)length;
    (void)out;
    return false;
}

const struct font *fake_font(void)
{
    static const struct font font = {.metrics = metrics, .width = width, .bitmap = bitmap};

    return &font;
}
