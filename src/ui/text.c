#include "ui/text.h"

/* Capitals and digits are twice as high, in ems, in each of the faces that are set this way. */
static const float drop = 0.36f;

struct ui_type ui_inked(struct ui_type type, color ink)
{
    type.ink = ink;
    return type;
}

struct ui_type ui_sized(struct ui_type type, int size_px)
{
    type.size_px = size_px;
    return type;
}

float ui_text(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
              struct ui_type type, const char *text)
{
    return canvas_text(canvas, x, y, anchor, type.face, type.size_px, type.ink, text);
}

float ui_text_drop(float size_px)
{
    return drop * size_px;
}

float ui_text_middle(struct canvas *canvas, float x, float y, enum canvas_anchor anchor,
                     struct ui_type type, const char *text)
{
    return ui_text(canvas, x, y + ui_text_drop((float)type.size_px), anchor, type, text);
}

void ui_text_in(struct canvas *canvas, struct rect rect, struct ui_type type, const char *text)
{
    struct rect before = canvas_within(canvas, rect);

    ui_text_middle(canvas, rect.x + 0.5f * rect.w, rect.y + 0.5f * rect.h, CANVAS_CENTER, type,
                   text);
    canvas_within(canvas, before);
}

float ui_text_width(const struct canvas *canvas, struct ui_type type, const char *text)
{
    return canvas_text_width(canvas, type.face, type.size_px, text);
}

struct ui_type ui_text_fit(const struct canvas *canvas, struct ui_type type, int least_px,
                           float width, const char *text)
{
    while (type.size_px > least_px && ui_text_width(canvas, type, text) > width)
        type.size_px--;
    return type;
}

const char *ui_wording(const struct canvas *canvas, struct ui_type type, float width,
                            const char *const *wordings)
{
    while (wordings[1] != NULL && ui_text_width(canvas, type, wordings[0]) > width)
        wordings++;
    return wordings[0];
}
