#include "view/sheets/glossary.h"

#include "explain/glossary.h"
#include "explain/rich.h"
#include "view/frame/phases.h"
#include "view/panel/richtext.h"
#include "view/pictures/pictures.h"

#include <math.h>

/* ---- the list ---- */

static bool starts_group(size_t i)
{
    return i == 0 || glossary_get(i)->group != glossary_get(i - 1)->group;
}

/* Where an entry stands in the list, in lines from its top. A group's heading takes a line, and has
 * a little air above it. */
static float line_of(size_t entry)
{
    float line = 0.0f;

    for (size_t i = 0; i <= entry; i++)
        line += (i > 0 ? 1.0f : 0.0f) + (starts_group(i) ? i > 0 ? LINE_STEP : 1.0f : 0.0f);
    return line;
}

static float list_width(const struct view *view)
{
    float width = 0.0f;

    for (size_t i = 0; i < glossary_count(); i++)
        width = fmaxf(width,
                      ui_text_width(view->canvas, view_bold(view), words(glossary_get(i)->word)));
    return width + 2.0f * (float)view->size.label_px;
}

static void list_row(const struct view *view, struct rect row, size_t entry, bool chosen,
                     int choose)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.label_px;

    if (chosen)
        canvas_box(view->canvas, row, view->size.corner, theme->text, 0, 0.0f);
    else if (ui_hovers(view->ui, row))
        canvas_box(view->canvas, row, view->size.corner,
                   color_mix(theme->panel, theme->text, TINT_HOVER), 0, 0.0f);
    ui_text_middle(view->canvas, row.x + GAP_PART * size, row.y + 0.5f * row.h, CANVAS_LEFT,
                   chosen ? ui_inked(view_bold(view), theme->panel) : view_plain(view),
                   words(glossary_get(entry)->word));
    ui_target(view->ui, row, (struct ui_action){choose, (double)entry}, false);
}

/* How many entries the list does not show, above or below. */
static void more(const struct view *view, float x, float y, const char *arrow, size_t count)
{
    if (count > 0)
        ui_text(view->canvas, x, y, CANVAS_LEFT, view_soft(view),
                words_in(view->arena, W_ARROW_MORE, arrow, count));
}

/* As many lines as fit, the chosen one among them. */
static void list(const struct view *view, struct rect area, size_t chosen, int choose)
{
    float size = (float)view->size.label_px, lines = line_of(glossary_count() - 1) + 1.0f,
          first = 0.0f;
    float line = fmaxf(LINE_CLOSE * size, fminf(LINE_ROW * size, area.h / lines)),
          fit = area.h / line;
    size_t above = 0, below = 0;

    if (fit < lines)
        first = fminf(fmaxf(line_of(chosen) + 3.0f - fit, 0.0f), lines - fit);
    for (size_t i = 0; i < glossary_count(); i++) {
        float at = line_of(i) - first;
        /* At an end where there is more, a line says so. */
        bool is_above = at < (first > 0.0f ? 1.0f : 0.0f);
        bool is_below = at + 1.0f > fit - (first + fit < lines - 0.01f ? 1.0f : 0.0f) + 0.01f;

        above += is_above;
        below += is_below;
        if (is_above || is_below)
            continue;
        if (starts_group(i) && at >= (first > 0.0f ? 2.0f : 1.0f))
            ui_text(view->canvas, area.x + GAP_PART * size, area.y + (at - GAP_NEAR) * line,
                    CANVAS_LEFT, ui_inked(view_bold(view), view->theme->text_soft),
                    words(glossary_get(i)->group));
        list_row(view, (struct rect){area.x, area.y + at * line, area.w, line}, i, i == chosen,
                 choose);
    }
    more(view, area.x + GAP_PART * size, area.y + GAP_PART * line, "↑", above);
    more(view, area.x + GAP_PART * size, area.y + area.h - GAP_NEAR * line, "↓", below);
}

/* ---- the place on the strip ---- */

/* Whether one of the word's uses has the phase, in the strict sense (else loosely only). */
static bool has_phase(const struct glossary_entry *entry, size_t phase, bool *strictly)
{
    bool any = false;

    *strictly = false;
    for (size_t i = 0; i < GLOSSARY_USES_MAX && entry->uses[i].label != W_NONE; i++) {
        if (phase < (size_t)entry->uses[i].first || phase > (size_t)entry->uses[i].last)
            continue;
        any = true;
        *strictly = *strictly || !entry->uses[i].loose;
    }
    return any;
}

static void phase_box(const struct view *view, struct rect rect, size_t phase,
                      const struct glossary_entry *entry)
{
    const struct theme *theme = view->theme;
    float size = (float)view->size.body_px, width = view->size.line,
          room = rect.w - GAP_NEAR * size;
    const char *name = phases_name(phase);
    struct ui_type type;
    bool strictly, lit = has_phase(entry, phase, &strictly);
    color ink = lit && strictly ? theme->phase_ink[phase]
                : lit           ? theme->phase[phase]
                                : theme->text_soft;

    if (lit && strictly)
        canvas_box(view->canvas, rect, view->size.corner, theme->phase[phase], theme->phase[phase],
                   width);
    else if (lit)
        canvas_box_dashed(view->canvas, rect, view->size.corner, theme->phase_soft[phase],
                          theme->phase[phase], width, view->size.dash);
    else
        canvas_box(view->canvas, rect, view->size.corner, theme->panel, theme->line,
                   view->size.thin);
    type = ui_text_fit(view->canvas, ui_inked(view_bold(view), ink), view->size.min_px, room, name);
    if (ui_text_width(view->canvas, type, name) > room)
        name += 2; /* its digit and blank */
    ui_text_in(view->canvas, rect, type, name);
}

/* A bar under the phases that the use spans, with its label; solid if strict, dashed if loose. */
static float use_line(const struct view *view, const struct rect boxes[PHASE_COUNT],
                      const struct glossary_use *use, struct rect area, float y)
{
    float size = (float)view->size.label_px, left = boxes[use->first].x;
    float right = boxes[use->last].x + boxes[use->last].w, middle = (left + right) / 2.0f;
    float half = 0.5f * ui_text_width(view->canvas, view_plain(view), words(use->label));
    color ink = use->loose ? view->theme->text_soft : view->theme->phase[use->first];

    canvas_line(view->canvas, (struct point){left, y}, (struct point){right, y}, view->size.strong,
                ink, use->loose ? view->size.dash : 0.0f);
    middle = fminf(fmaxf(middle, area.x + half), area.x + area.w - half);
    ui_text(view->canvas, middle, y + LINE_CLOSE * size, CANVAS_CENTER,
            ui_inked(view_plain(view), use->loose ? view->theme->text : ink), words(use->label));
    return y + LINE_BUTTON * size;
}

/* As below: what is measured is not drawn. */
static float strip(const struct view *view, struct rect area, const struct glossary_entry *entry,
                   bool measure)
{
    struct rect boxes[PHASE_COUNT];
    float gap = view->size.corner, width = (area.w - gap * (PHASE_COUNT - 1)) / PHASE_COUNT;
    float height = LINE_ROW * (float)view->size.body_px,
          y = area.y + height + GAP_WIDE * (float)view->size.label_px;

    for (size_t i = 0; i < PHASE_COUNT; i++) {
        boxes[i] = (struct rect){area.x + (float)i * (width + gap), area.y, width, height};
        if (!measure)
            phase_box(view, boxes[i], i, entry);
    }
    for (size_t i = 0; i < GLOSSARY_USES_MAX && entry->uses[i].label != W_NONE; i++)
        y = measure ? y + LINE_BUTTON * (float)view->size.label_px
                    : use_line(view, boxes, &entry->uses[i], area, y);
    return y;
}

/* ---- the word ---- */

struct page {
    const struct view *view;
    struct rect area;
    bool measure, plain;  /* plain: without the picture, for want of room */
    const struct glossary_links *links;
};

/* The buttons that lead to what the word is about. */
static float links_of(const struct page *page, float y)
{
    const struct view *view = page->view;
    const struct glossary_links *links = page->links;
    const char *labels[] = {links->phase, links->lesson};
    const struct ui_action actions[] = {links->to_phase, links->to_lesson};
    float height = LINE_ROW * (float)view->size.body_px, x = page->area.x;

    for (size_t i = 0; i < 2; i++) {
        int size_px = view->size.label_px;
        float width;

        if (actions[i].command == 0)
            continue;
        width = canvas_text_width(view->canvas, FONT_TEXT_BOLD, size_px, labels[i])
              + GAP_APART * (float)size_px;
        if (x > page->area.x && x + width > page->area.x + page->area.w) {
            x = page->area.x;
            y += height + GAP_WORD * (float)size_px;
        }
        if (!page->measure)
            ui_button(view->ui, view->canvas, view->theme, (struct rect){x, y, width, height},
                      labels[i], size_px, UI_PLAIN, actions[i]);
        x += width + GAP_WIDE * (float)size_px;
    }
    return x > page->area.x ? y + height : y;
}

/* Its picture, at the right of its name. */
static float picture(const struct page *page, const struct glossary_entry *entry, float y)
{
    const char *line = pictures_of_word(entry->word);
    float width = fminf(0.3f * page->area.w, ROOM(18) * (float)page->view->size.body_px);

    if (line == NULL || page->plain)
        return 0.0f;
    if (!page->measure)
        pictures_draw(page->view,
                      (struct rect){page->area.x + page->area.w - width, y, width, 0.6f * width},
                      line);
    return width + (float)page->view->size.body_px;
}

static float paragraph(const struct page *page, float y, struct rich rich, int size_px, color ink)
{
    struct richtext_style style = {.size_px = size_px, .ink = ink};

    return y + richtext_draw(page->view, page->area.x, y, page->area.w, rich, &style, page->measure)
         + GAP_PART * (float)size_px;
}

/* The bottom of it. */
static float word(const struct page *whole, const struct glossary_entry *entry)
{
    const struct view *view = whole->view;
    struct page narrow = *whole, *page = &narrow;
    const struct theme *theme = view->theme;
    float y = strip(view, page->area, entry, page->measure) + (float)view->size.body_px,
          top = y, beside = picture(page, entry, y);
    struct ui_type title = ui_sized(view_bold(view),
                                    (int)roundf(LINE_NOTE * (float)view->size.title_px));

    page->area.w -= beside;
    title = ui_text_fit(view->canvas, title, view->size.min_px, page->area.w, words(entry->word));
    if (!page->measure)
        ui_text(view->canvas, page->area.x, y + (float)title.size_px, CANVAS_LEFT, title,
                words(entry->word));
    y += LINE_ROW * (float)title.size_px;
    y = paragraph(page, y, rich_words(view->arena, entry->text), view->size.sentence_px,
                  theme->text);
    if (entry->contrast != W_NONE)
        y = paragraph(page, y, rich_words(view->arena, entry->contrast), view->size.body_px,
                      theme->text);
    for (size_t i = 0; i < GLOSSARY_USES_MAX && entry->uses[i].label != W_NONE; i++) {
        if (entry->uses[i].source != W_NONE)
            y = paragraph(page, y,
                          rich_words(view->arena, W_USE_AND_SOURCE, words(entry->uses[i].label),
                                     words(entry->uses[i].source)),
                          view->size.label_px, theme->text_soft);
    }
    y = links_of(page, y);
    return beside > 0.0f ? fmaxf(y, top + 0.6f * beside) : y;
}

/* In smaller letters where it does not fit. */
static void fitted_word(const struct view *view, struct rect area, float bottom,
                        const struct glossary_entry *entry, const struct glossary_links *links)
{
    struct view smaller = *view;
    struct page page = {&smaller, area, true, false, links};

    while (word(&page, entry) > bottom && smaller.size.label_px > view->size.min_px) {
        smaller.size.label_px--;
        smaller.size.body_px -= smaller.size.body_px > view->size.min_px;
        smaller.size.sentence_px -= smaller.size.sentence_px > view->size.min_px;
        smaller.size.title_px -= smaller.size.title_px > view->size.min_px;
    }
    page.plain = word(&page, entry) > bottom;
    page.measure = false;
    word(&page, entry);
}

void glossary_view(const struct view *view, struct rect window, size_t chosen, int choose,
                   struct ui_action close, const struct glossary_links *links)
{
    float size = (float)view->size.body_px, margin = GAP_APART * size, top,
          width = list_width(view);
    const char *hint = words(W_UP_AND_DOWN_CHOOSE);
    struct rect page, before;

    canvas_box(view->canvas, window, 0.0f, view->theme->panel, 0, 0.0f);
    ui_begin(view->ui); /* nothing below can be clicked */
    ui_target(view->ui, window, close, false);
    top = window.y + margin + (float)view->size.title_px;
    before = canvas_within(view->canvas, window);
    ui_text(view->canvas, window.x + margin + GAP_PART * (float)view->size.label_px, top,
            CANVAS_LEFT, ui_sized(view_bold(view), view->size.title_px), words(W_GLOSSARY_TITLE));
    ui_text(view->canvas, window.x + window.w - margin, top, CANVAS_RIGHT, view_soft(view), hint);
    top += size;
    page = (struct rect){window.x + margin, top, width, window.y + window.h - margin - top};
    if (width > 0.4f * window.w) { /* the list below the word, where beside it there is no room */
        float high = floorf(0.45f * page.h);

        list(view, (struct rect){page.x, page.y + page.h - high, window.w - 2.0f * margin, high},
             chosen, choose);
        page.h -= high;
    } else {
        list(view, page, chosen, choose);
        page.x += width + GAP_APART * margin;
        page.h += 0.5f * margin;
    }
    page.w = window.x + window.w - GAP_APART * margin - page.x;
    page.y += GAP_PART * size;
    fitted_word(view, page, page.y - GAP_PART * size + page.h, glossary_get(chosen), links);
    canvas_within(view->canvas, before);
}
