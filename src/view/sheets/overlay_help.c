/* The help: rows in columns beside each other, on pages where there is not room for all. */
#include "view/sheets/overlay.h"

#include <math.h>
#include <string.h>

/* In lines: a row, with its section's heading above it, and that at the top of a column. */
static const float headed_lines = 2.0f + GAP_HAIR + GAP_TIGHT, first_lines = 2.0f + GAP_HAIR;
/* In ems: the least line of the help, and what is left below its last. */
static const float help_line = LINE_STEP, help_foot = GAP_WORD;

static bool starts_section(const struct overlay_row *rows, size_t i)
{
    return rows[i].section != NULL
           && (i == 0 || rows[i - 1].section == NULL
               || strcmp(rows[i].section, rows[i - 1].section) != 0);
}

/* A line of the help is a button. */
static void help_target(const struct view *view, struct rect rect, struct ui_action action)
{
    if (action.command == 0)
        return;
    if (ui_hovers(view->ui, rect))
        canvas_box(view->canvas, rect, view->size.corner, view->theme->phase_soft[PHASE_FORWARD], 0,
                   0.0f);
    ui_target(view->ui, rect, action, false);
}

/* The lines of a row: the keys beside the text, or above it; and of the heading of its section. */
static float row_lines(const struct overlay_row *rows, size_t i, bool top, float each)
{
    return each
        + (!starts_section(rows, i) ? 0.0f : (top ? first_lines : headed_lines) - 1.0f);
}

/* `each`: the lines of a row; where it is 2 the text stands below the keys. */
static void help_column(const struct view *view, struct rect area, float key_width, float each,
                        const struct overlay_row *rows, size_t first, size_t end, float line)
{
    int size_px = view->size.label_px;
    float size = (float)size_px, y = area.y;

    for (size_t i = first; i < end; i++) {
        bool below = each > 1.0f;
        int text_px = size_px;

        if (starts_section(rows, i)) {
            y += i == first ? 0.0f : (headed_lines - first_lines) * line;
            y += line;
            canvas_text(view->canvas, area.x, y, CANVAS_LEFT, FONT_TEXT_BOLD, size_px,
                        view->theme->phase[PHASE_FORWARD], rows[i].section);
            y += GAP_HAIR * line;
        }
        y += line;
        help_target(view,
                    (struct rect){area.x - GAP_WORD * size, y - 0.5f * line - ui_text_drop(size),
                                  area.w + GAP_PART * size, each * line},
                    rows[i].action);
        canvas_text(view->canvas, area.x, y, CANVAS_LEFT, FONT_TEXT_BOLD, size_px,
                    view->theme->text, rows[i].left);
        while (text_px > view->size.min_px
               && canvas_text_width(view->canvas, FONT_TEXT, text_px, rows[i].right)
                      > area.w - (below ? 0.0f : key_width))
            text_px--;
        y += (each - 1.0f) * line;
        canvas_text(view->canvas, area.x + (below ? 0.0f : key_width), y, CANVAS_LEFT, FONT_TEXT,
                    text_px, view->theme->text, rows[i].right);
    }
}

static float widest(const struct view *view, const struct overlay_row *rows, size_t first,
                    size_t end, bool left)
{
    float width = 0.0f;

    for (size_t i = first; i < end; i++)
        width = fmaxf(width,
                      canvas_text_width(view->canvas, left ? FONT_TEXT_BOLD : FONT_TEXT,
                                        view->size.label_px, left ? rows[i].left : rows[i].right));
    return width;
}

/* At once beside each other, and on all pages. */
enum { HELP_COLUMNS_MAX = 4, HELP_ALL_MAX = 48 };

/* In ems, the least of a page's columns at a projector's text size. */
static const float page_column = 24.0f;

/* Breaks the rows into columns, between rows, evenly; a column that begins inside a section repeats
 * no heading. Returns the lines of the tallest; ends[c]: past the last row of column c. */
static float break_rows(const struct overlay_row *rows, size_t count, size_t columns, float each,
                        size_t ends[])
{
    float total = 0.0f, tallest = 0.0f, used = 0.0f;
    size_t c = 0;

    for (size_t i = 0; i < count; i++)
        total += row_lines(rows, i, false, each);
    for (size_t i = 0; i < count; i++) {
        float lines = row_lines(rows, i, used <= 0.0f, each);
        size_t length = 1;

        while (starts_section(rows, i) && i + length < count && !starts_section(rows, i + length))
            length++;
        /* A section goes to the next column where that is nearer to an even break. */
        if (c + 1 < columns && used > 0.0f && starts_section(rows, i)
            && used + 0.5f * (each * (float)length + headed_lines - 1.0f)
                   > total / (float)columns) {
            ends[c++] = i;
            used = 0.0f;
            lines = row_lines(rows, i, true, each);
        }
        used += lines;
        tallest = fmaxf(tallest, used);
    }
    for (; c < columns; c++)
        ends[c] = count;
    return tallest;
}

/* The help's rows in columns. */
struct help_columns {
    size_t count;                /* beside each other */
    size_t pages;                /* of so many */
    float each;                  /* the lines of a row */
    size_t ends[HELP_ALL_MAX];   /* past the last row of each, of all pages */
    float keys[HELP_ALL_MAX];    /* the room for the keys of each */
    float widths[HELP_ALL_MAX];  /* with the text */
    float lines;                 /* of the tallest */
    float width;                 /* of all of a page with the gaps */
};

static void lay_columns(const struct view *view, const struct overlay_row *rows, size_t count,
                        size_t columns, float gap, struct help_columns *out)
{
    size_t first = 0;

    out->count = columns;
    out->pages = 1;
    out->each = 1.0f;
    out->lines = break_rows(rows, count, columns, 1.0f, out->ends);
    out->width = (float)(columns - 1) * gap;
    for (size_t c = 0; c < columns; c++) {
        out->keys[c] = widest(view, rows, first, out->ends[c], true)
                       + (float)view->size.label_px;
        out->widths[c] = out->keys[c] + widest(view, rows, first, out->ends[c], false);
        out->width += out->widths[c];
        first = out->ends[c];
    }
}

/* As few columns as the height allows, as many as the width does. */
static void choose_columns(const struct view *view, const struct overlay_row *rows, size_t count,
                           float gap, float room_lines, float room_width,
                           struct help_columns *chosen)
{
    lay_columns(view, rows, count, 1, gap, chosen);
    for (size_t columns = 2; columns <= HELP_COLUMNS_MAX && chosen->lines > room_lines; columns++) {
        struct help_columns more;

        lay_columns(view, rows, count, columns, gap, &more);
        if (more.width > room_width)
            break;
        *chosen = more;
    }
}

/* Fills columns of that many lines, one after the other; no heading stands alone at a foot. Returns
 * how many there are. */
static size_t fill_columns(const struct overlay_row *rows, size_t count, float each, float room,
                           struct help_columns *columns)
{
    float used = 0.0f;
    size_t c = 0;

    columns->lines = 0.0f;
    for (size_t i = 0; i < count; i++) {
        float lines = row_lines(rows, i, used <= 0.0f, each);

        if (used > 0.0f && c + 1 < HELP_ALL_MAX
            && used + lines + (starts_section(rows, i) ? each : 0.0f) > room) {
            columns->ends[c++] = i;
            used = 0.0f;
            lines = row_lines(rows, i, true, each);
        }
        used += lines;
        columns->lines = fmaxf(columns->lines, used);
    }
    columns->ends[c] = count;
    return c + 1;
}

/* Where that is too much: pages of as many columns as have room; in a narrow window of one, the
 * text below the keys where they have none beside each other. */
static void break_pages(const struct view *view, const struct overlay_row *rows, size_t count,
                        float gap, float room_lines, float room_width,
                        struct help_columns *columns)
{
    size_t all, beside, first = 0;

    lay_columns(view, rows, count, 1, 0.0f, columns);
    if (view->bare) /* a long text then is a little smaller */
        columns->width = fminf(columns->width, page_column * (float)view->size.label_px);
    beside = (size_t)fmaxf((room_width + gap) / (columns->width + gap), 1.0f);
    columns->each = columns->width > room_width ? 2.0f : 1.0f;
    all = fill_columns(rows, count, columns->each, room_lines, columns);
    columns->count = beside < all ? beside : all;
    columns->pages = (all + columns->count - 1) / columns->count;
    for (size_t c = 0; c < columns->pages * columns->count && c < HELP_ALL_MAX; c++) {
        columns->ends[c] = c < all ? columns->ends[c] : count;
        columns->keys[c] = widest(view, rows, first, columns->ends[c], true)
                         + (float)view->size.label_px;
        columns->widths[c] = (room_width - (float)(columns->count - 1) * gap)
                           / (float)columns->count;
        first = columns->ends[c];
    }
    columns->width = room_width;
}

/* At most, of the window's height; the least label, of its width or height. */
static const float help_height = 0.995f, narrow_label = 0.031f, low_label = 0.02f;

/* At a projector's text size: pages of two columns, of the largest labels with which they have
 * room, rather than small ones. False: a window that is too narrow for them. */
static bool find_pages(struct view *view, struct rect window)
{
    int px = (int)(window.w / (2.0f * page_column + 4.0f));

    if (!view->bare || px < view->size.chip_px)
        return false;
    view->size.label_px = px < view->size.label_px ? px : view->size.label_px;
    return true;
}

/* The view with the largest labels, not smaller than by default, at which the help has air between
 * its lines: at a projector's text size there is more of it than fits. Where the lines would touch,
 * as they may in a language of long words, smaller ones, which can still be read. */
static struct view with_room(const struct view *view, struct rect window,
                             const struct overlay_row *rows, size_t count)
{
    int least = ui_sizes(window.w, window.h, 0).label_px;
    int legible = (int)fmaxf((float)view->size.min_px,
                             ceilf(fminf(narrow_label * window.w, low_label * window.h)));
    struct ui_paper paper = view_paper(view);
    struct view smaller = *view;

    if (find_pages(&smaller, window))
        return smaller;
    for (; smaller.size.label_px > legible; smaller.size.label_px--) {
        float size = (float)smaller.size.label_px,
            room = help_height * window.h - ui_sheet_band(&paper);
        struct help_columns columns;

        choose_columns(&smaller, rows, count, GAP_FAR * size, room / (help_line * size) - 1.0f,
                       window.w - 3.6f * size, &columns);
        if (columns.lines * (smaller.size.label_px > least ? LINE_STEP : LINE_CLOSE) * size <=
            room - help_foot * size)
            break;
    }
    return smaller;
}

/* At the foot which page it is; a click there turns it. */
static void draw_page(const struct view *view, struct rect area, size_t page, size_t pages,
                      int turn)
{
    float size = (float)view->size.label_px;
    struct rect place = {area.x, area.y, area.w, LINE_BUTTON * size};

    if (pages < 2)
        return;
    ui_text(view->canvas, area.x + area.w, area.y + LINE_CLOSE * size, CANVAS_RIGHT,
            view_bold(view), arena_printf(view->arena, "%zu / %zu ›", page + 1, pages));
    ui_target(view->ui, place, (struct ui_action){turn, (double)((page + 1) % pages)}, false);
}

size_t overlay_help(const struct view *large, struct rect window, const struct overlay_row *rows,
                    size_t count, struct overlay_help_texts texts, struct overlay_help_page at)
{
    struct view fitting = with_room(large, window, rows, count), *view = &fitting;
    struct ui_paper paper = view_paper(view);
    float size = (float)view->size.label_px, pad = GAP_FAR * size, title = ui_sheet_band(&paper);
    float gap = GAP_FAR * size, line, room = window.h * help_height - title - help_foot * size;
    float wide = window.w - size - 2.0f * pad, foot = help_foot * size;
    struct ui_sheet sheet = {texts.title, texts.aside, .margin = pad,
                             .close = at.close, .on_it = at.close};
    struct ui_frame frame;
    struct help_columns columns;
    struct rect area;
    size_t first;

    choose_columns(view, rows, count, gap, room / (help_line * size), wide, &columns);
    if (columns.lines * LINE_CLOSE * size > room || columns.width > wide) {
        foot += LINE_BUTTON * size;
        room -= 2.0f * size;
        break_pages(view, rows, count, gap, room / (help_line * size), wide, &columns);
    }
    first = at.page < columns.pages ? at.page * columns.count : 0;
    line = fminf(LINE_ROW * size, room / columns.lines);
    sheet.width = fminf(fmaxf(columns.width, 36.0f * size) + 2.0f * pad, window.w - size);
    sheet.height = title + columns.lines * line + foot;
    frame = ui_sheet(&paper, window, &sheet);
    area = (struct rect){frame.inner.x, frame.inner.y - GAP_NEAR * line, 0.0f, sheet.height};
    draw_page(view, (struct rect){area.x, frame.rect.y + frame.rect.h - foot, wide, foot},
              first / columns.count, columns.pages, at.turn);
    for (size_t c = first; c < first + columns.count; c++) {
        area.w = columns.widths[c];
        help_column(view, area, columns.keys[c], columns.each, rows,
                    c > 0 ? columns.ends[c - 1] : 0, columns.ends[c], line);
        area.x += columns.widths[c] + gap;
    }
    ui_frame_end(&paper, &frame);
    return columns.pages;
}
