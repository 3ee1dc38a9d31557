#include "view/panel/richtext.h"

#include "view/frame/label.h"

#include <math.h>
#include <string.h>

/* Where the next word goes. */
struct pen {
    const struct view *view;
    const struct richtext_style *style;
    float left, right;
    float x, y;          /* y: baseline */
    float space;         /* owed before the next word on the same line */
    float line_px;       /* from a baseline to the next */
    size_t line;         /* from 1 */
    bool measure;
    bool full;           /* past the last line allowed */
};

static void new_line(struct pen *pen)
{
    if (pen->style->max_lines > 0 && pen->line >= pen->style->max_lines) {
        if (!pen->full && !pen->measure)
            canvas_text(pen->view->canvas, pen->x, pen->y, CANVAS_LEFT, FONT_TEXT,
                        pen->style->size_px, pen->style->ink, "…");
        pen->full = true;
        return;
    }
    pen->line++;
    pen->x = pen->left;
    pen->space = 0.0f;
    pen->y += pen->line_px;
}

/* Makes room for something that wide; false when there is none any more. */
static bool reserve(struct pen *pen, float width)
{
    if (pen->x + pen->space + width > pen->right && pen->x > pen->left)
        new_line(pen);
    if (pen->full)
        return false;
    pen->x += pen->space;
    pen->space = 0.0f;
    return true;
}

/* glued: the width of what follows without a space. */
static void put_word(struct pen *pen, const char *word, size_t length, enum font_face face,
                     float glued)
{
    char *copy = arena_printf(pen->view->arena, "%.*s", (int)length, word);
    float width = canvas_text_width(pen->view->canvas, face, pen->style->size_px, copy);

    if (!reserve(pen, width + glued))
        return;
    if (!pen->measure)
        canvas_text(pen->view->canvas, pen->x, pen->y, CANVAS_LEFT, face, pen->style->size_px,
                    pen->style->ink, copy);
    pen->x += width;
}

static void put_text(struct pen *pen, const char *text, enum font_face face, float glued)
{
    float space = canvas_text_width(pen->view->canvas, face, pen->style->size_px, " ");

    while (*text != '\0') {
        size_t length = strcspn(text, " ");

        if (length == 0) {
            pen->space = space;
            text++;
            continue;
        }
        put_word(pen, text, length, face, text[length] == '\0' ? glued : 0.0f);
        text += length;
    }
}

/* The width of what stands right behind a formula or a word in bold, such as the full stop: it
 * stays on its line. */
static float glued_width(const struct pen *pen, const struct rich_span *next)
{
    size_t length = next != NULL && next->text != NULL ? strcspn(next->text, " ") : 0;
    char *word = arena_printf(pen->view->arena, "%.*s", (int)length, length > 0 ? next->text : "");

    return canvas_text_width(pen->view->canvas, FONT_TEXT, pen->style->size_px, word);
}

static void put_formula(struct pen *pen, const struct formula *formula, float glued)
{
    int size_px = view_symbol_px((float)pen->style->size_px);
    float width = label_symbol(pen->view, formula, 0, 0, size_px, pen->style->ink, true);

    if (!reserve(pen, width + glued))
        return;
    if (formula->kind == FORMULA_NUMBER && view_untold(pen->view, formula->value)) {
        if (!pen->measure)
            canvas_text(pen->view->canvas, pen->x + 0.5f * width, pen->y, CANVAS_CENTER, FONT_MONO,
                        pen->style->size_px, pen->view->theme->text_soft, "?");
        pen->x += width;
        return;
    }
    label_symbol(pen->view, formula, pen->x, pen->y, size_px, pen->style->ink, pen->measure);
    pen->x += width;
}

bool richtext_is_tall(struct rich rich)
{
    for (size_t i = 0; i < rich.count; i++) {
        const struct formula *formula = rich.spans[i].formula;

        if (formula == NULL)
            continue;
        if (formula->sup != NULL
            || (formula->kind == FORMULA_PARTIAL && formula->children[1]->sup != NULL))
            return true;
    }
    return false;
}

float richtext_draw(const struct view *view, float x, float top, float width, struct rich rich,
                    const struct richtext_style *style, bool measure)
{
    float size = (float)style->size_px;
    float line = style->tight ? LINE_CLOSE : LINE_NOTE;
    struct pen pen = {
        .view = view, .style = style, .left = x, .right = x + width, .x = x,
        .y = top + size * (0.5f * line + 0.35f), .line = 1, .measure = measure,
    };

    if (rich.count == 0)
        return 0.0f;
    if (richtext_is_tall(rich))
        line += 0.44f;
    pen.line_px = line * size;
    for (size_t i = 0; i < rich.count && !pen.full; i++) {
        const struct rich_span *span = &rich.spans[i], *next = i + 1 < rich.count ? span + 1 : NULL;

        float glued = glued_width(&pen, next != NULL && next->formula == NULL ? next : NULL);

        if (span->formula != NULL)
            put_formula(&pen, span->formula, glued);
        else
            put_text(&pen, span->text, style->bold || span->bold ? FONT_TEXT_BOLD : FONT_TEXT,
                     glued);
    }
    return (float)pen.line * pen.line_px;
}

struct rich richtext_plain(struct arena *arena, const char *text)
{
    struct rich_span *span = arena_alloc(arena, sizeof *span);

    span->text = text;
    return (struct rich){span, 1};
}
