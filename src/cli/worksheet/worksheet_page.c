#include "cli/worksheet/worksheet_page.h"

#include "base/attributes.h"
#include "base/number.h"
#include "draw/math/mathbox.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Sizes at WORKSHEET_DPI. */
enum { MARGIN = 100, BODY_PX = 22, SMALL_PX = 19, HEADING_PX = 34, FORMULA_PX = 27, ROW = 46 };

static const color ink = 0xff1a1a1a, soft = 0xff555555, rule = 0xff999999;

static struct rect content(const struct worksheet_page *page)
{
    return (struct rect){MARGIN, MARGIN, page->sheet->width - 2 * MARGIN,
                         page->sheet->height - 2 * MARGIN};
}

static void begin_page(struct worksheet_page *page)
{
    canvas_begin(&page->canvas, page->sheet->width, page->sheet->height, 0xffffffff);
    page->column = content(page);
    page->top = page->low = page->column.y;
    page->at = 0;
}

/* The full page, with its number at the foot. */
static void end_page(struct worksheet_page *page)
{
    const struct page_options options = {.dpi = WORKSHEET_DPI, .scale = 1.0};
    char foot[96];
    struct page out = {.chapter = page->pages == 0 ? page->title : NULL, .label = foot};

    snprintf(foot, sizeof foot, "%s · page %zu", page->title, page->pages + 1);
    canvas_text(&page->canvas, page->sheet->width / 2.0f, page->sheet->height - MARGIN / 2.0f,
                CANVAS_CENTER, FONT_TEXT, SMALL_PX, soft, foot);
    snprintf(foot, sizeof foot, "%s-%zu", page->label, page->pages + 1);
    pdf_add(page->sheet->pdf, &page->canvas, page->sheet->raster, &out, &options);
    page->pages++;
}

void worksheet_page_init(struct worksheet_page *page, const struct worksheet *sheet, bool solution,
                         const char *label, const char *title)
{
    *page = (struct worksheet_page){.sheet = sheet, .solution = solution, .label = label,
                                    .title = title, .columns = 1};
    canvas_init(&page->canvas, sheet->font);
    begin_page(page);
}

void worksheet_page_finish(struct worksheet_page *page)
{
    end_page(page);
    canvas_finish(&page->canvas);
}

static void place_column(struct worksheet_page *page)
{
    struct rect all = content(page);
    float gap = 50.0f, width = (all.w - gap * (float)(page->columns - 1)) / (float)page->columns;

    page->column = (struct rect){all.x + (width + gap) * (float)page->at, page->top, width,
                                 all.y + all.h - page->top};
}

void worksheet_page_columns(struct worksheet_page *page, size_t columns)
{
    page->columns = columns;
    page->at = 0;
    page->top = page->low + BODY_PX;
    place_column(page);
}

/* Takes room for so much, in the next column or on the next page if need be; returns where it
 * begins. */
static float take(struct worksheet_page *page, float height)
{
    float y;

    if (height > page->column.h && ++page->at < page->columns)
        place_column(page);
    if (height > page->column.h && page->column.y > content(page).y) {
        end_page(page);
        begin_page(page);
        place_column(page);
    }
    y = page->column.y;
    page->column.y += height;
    page->column.h -= height;
    page->low = fmaxf(page->low, page->column.y);
    return y;
}

void worksheet_page_heading(struct worksheet_page *page, const char *words)
{
    float y = take(page, 1.3f * HEADING_PX);

    canvas_text(&page->canvas, page->column.x, y + HEADING_PX, CANVAS_LEFT, FONT_TEXT_BOLD,
                HEADING_PX, ink, words);
}

void worksheet_page_line(struct worksheet_page *page, const char *words, const char *field)
{
    float y = take(page, 2.2f * BODY_PX) + 1.2f * BODY_PX;
    float right = page->column.x + page->column.w;

    canvas_text(&page->canvas, page->column.x, y, CANVAS_LEFT, FONT_TEXT, BODY_PX, soft, words);
    if (field == NULL)
        return;
    canvas_line(&page->canvas, (struct point){right - 320.0f, y + 4.0f},
                (struct point){right, y + 4.0f}, 1.5f, rule, 0.0f);
    canvas_text(&page->canvas, right - 335.0f, y, CANVAS_RIGHT, FONT_TEXT, BODY_PX, soft, field);
}

void worksheet_page_words(struct worksheet_page *page, const char *words)
{
    char line[256];

    while (*words != '\0') {
        size_t length = 0, fits = 0;

        /* As many words as fit the line, at least one. */
        while (words[length] != '\0') {
            length += strspn(words + length, " ");
            length += strcspn(words + length, " ");
            snprintf(line, sizeof line, "%.*s", (int)(length < 255 ? length : 255), words);
            if (fits > 0 && canvas_text_width(&page->canvas, FONT_TEXT, BODY_PX, line) >
                                page->column.w)
                break;
            fits = length;
        }
        snprintf(line, sizeof line, "%.*s", (int)(fits < 255 ? fits : 255), words);
        canvas_text(&page->canvas, page->column.x, take(page, 1.4f * BODY_PX) + BODY_PX,
                    CANVAS_LEFT, FONT_TEXT, BODY_PX, ink, line);
        words += fits + strspn(words + fits, " ");
    }
    take(page, 0.8f * BODY_PX);
}

void worksheet_page_network(struct worksheet_page *page, struct app *app)
{
    struct canvas picture;
    float height = floorf(0.52f * page->column.w);

    canvas_init(&picture, page->sheet->font);
    app_frame(app, &picture, floorf(page->column.w), height);
    canvas_append(&page->canvas, &picture, page->column.x, take(page, height));
    canvas_finish(&picture);
}

static void number_text(double value, char out[NUMBER_TEXT_SIZE])
{
    number_format(out, value, (struct number_style){.decimals = WORKSHEET_DECIMALS});
}

static struct mathbox_style math(const struct worksheet_page *page UNUSED, enum formula_show show,
                                 int size_px)
{
    return (struct mathbox_style){.size_px = size_px, .min_px = 16, .show = show, .ink = ink,
                                  .numbers = {.decimals = WORKSHEET_DECIMALS}};
}

/* What follows the formula: a blank, or the numbers and the result. Returns its height. */
static float answer(struct worksheet_page *page, const struct explain_equation *equation, float x,
                    float y, float width, bool told, bool draw)
{
    struct mathbox_style numbers = math(page, FORMULA_NUMBERS, BODY_PX);
    struct mathbox_size size = {0};
    char text[NUMBER_TEXT_SIZE];
    float top = y;

    if (!told) {
        if (draw) {
            canvas_text(&page->canvas, x, y + 40.0f, CANVAS_LEFT, FONT_MATH, FORMULA_PX, ink, "=");
            canvas_line(&page->canvas, (struct point){x + 28.0f, y + 44.0f},
                        (struct point){x + width, y + 44.0f}, 1.5f, rule, 0.0f);
        }
        return 56.0f;
    }
    if (equation->numbers) {
        size = mathbox_equation(&page->canvas, x, y, width, NULL, "=", equation->right, &numbers,
                                false);
        if (draw)
            mathbox_equation(&page->canvas, x, y + size.ascent, width, NULL, "=", equation->right,
                             &numbers, true);
        y += size.ascent + size.descent + 8.0f;
    }
    number_text(equation->value, text);
    if (draw) {
        canvas_text(&page->canvas, x, y + BODY_PX, CANVAS_LEFT, FONT_MATH, BODY_PX, ink, "=");
        canvas_text(&page->canvas, x + 28.0f, y + BODY_PX, CANVAS_LEFT, FONT_MONO_BOLD, BODY_PX,
                    ink, text);
    }
    return y + 1.5f * BODY_PX - top;
}

void worksheet_page_question(struct worksheet_page *page, const struct formula *symbol UNUSED,
                             const struct explain_equation *equation, size_t number, bool told)
{
    struct mathbox_style symbols = math(page, FORMULA_SYMBOLS, FORMULA_PX);
    float indent = 52.0f, width = page->column.w - indent, y, x;
    struct mathbox_size size = mathbox_equation(&page->canvas, 0, 0, width, equation->left,
                                                equation->relation, equation->right, &symbols,
                                                false);
    float formula = size.ascent + size.descent + 6.0f;
    float rest = answer(page, equation, 0, 0, width, told, false);
    char text[16];

    y = take(page, formula + rest + 26.0f);
    x = page->column.x;
    snprintf(text, sizeof text, "%zu", number);
    canvas_text(&page->canvas, x + indent - 14.0f, y + size.ascent, CANVAS_RIGHT, FONT_TEXT,
                SMALL_PX, soft, text);
    mathbox_equation(&page->canvas, x + indent, y + size.ascent, width, equation->left,
                     equation->relation, equation->right, &symbols, true);
    answer(page, equation, x + indent, y + formula, width, told, true);
}

/* ---- the table ---- */

void worksheet_page_table(struct worksheet_page *page, const char *heading)
{
    float height = ROW + 2.0f * BODY_PX, y;

    page->cells = 0;
    page->cells_a_row = 4;
    /* No heading stands at a page's foot without a row of its table. */
    y = take(page, height + ROW) + height;
    page->column.y -= ROW;
    page->column.h += ROW;
    canvas_text(&page->canvas, page->column.x, y - BODY_PX, CANVAS_LEFT, FONT_TEXT_BOLD, BODY_PX,
                ink, heading);
}

void worksheet_page_cell(struct worksheet_page *page, const struct formula *symbol, double value,
                         bool told)
{
    struct mathbox_style symbols = math(page, FORMULA_SYMBOLS, BODY_PX);
    float width = page->column.w / (float)page->cells_a_row;
    size_t at = page->cells++ % page->cells_a_row;
    float y = at == 0 ? take(page, ROW) : page->column.y - ROW;
    struct rect cell = {page->column.x + width * (float)at, y, width, ROW};
    struct mathbox_size size;
    char text[NUMBER_TEXT_SIZE];

    symbols.inline_fractions = true;
    canvas_box(&page->canvas, cell, 0.0f, 0, rule, 1.0f);
    size = mathbox_measure(&page->canvas, symbol, &symbols);
    mathbox_draw(&page->canvas, cell.x + 12.0f,
                 cell.y + (ROW + size.ascent - size.descent) / 2.0f, symbol, &symbols);
    canvas_line(&page->canvas, (struct point){cell.x + 0.45f * width, y},
                (struct point){cell.x + 0.45f * width, y + ROW}, 1.0f, rule, 0.0f);
    if (!told)
        return;
    number_text(value, text);
    canvas_text(&page->canvas, cell.x + width - 12.0f, y + 0.66f * ROW, CANVAS_RIGHT,
                FONT_MONO_BOLD, SMALL_PX, ink, text);
}

void worksheet_page_result(struct worksheet_page *page, const struct formula *symbol,
                           const struct explain_equation *equation, size_t number UNUSED, bool told)
{
    worksheet_page_cell(page, symbol, equation->value, told);
}
