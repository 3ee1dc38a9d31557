#include "draw/math/mathbox_pen.h"

#include <math.h>
#include <string.h>

struct pen pen_start(const struct canvas *canvas, struct canvas *target,
                     const struct mathbox_style *style, int size_px, float x, float y)
{
    return (struct pen){
        .canvas = canvas,
        .target = target,
        .style = style,
        .size_px = size_px,
        .display = !style->inline_fractions,
        .ink = style->ink,
        .x = x,
        .y = y,
    };
}

struct pen pen_part(const struct pen *pen, float x, float y)
{
    struct pen part = *pen;

    part.flow = NULL;
    part.x = x;
    part.y = y;
    part.ascent = 0;
    part.descent = 0;
    return part;
}

struct mathbox_size pen_measure(const struct pen *pen, pen_setter *set, const struct box *box)
{
    struct pen part = pen_part(pen, 0, 0);

    part.target = NULL;
    set(&part, box);
    return (struct mathbox_size){.width = part.x, .ascent = part.ascent, .descent = part.descent};
}

static void widen(struct pen *pen, float ascent, float descent)
{
    pen->ascent = fmaxf(pen->ascent, ascent);
    pen->descent = fmaxf(pen->descent, descent);
}

void pen_include(struct pen *pen, const struct pen *part)
{
    widen(pen, pen->y - part->y + part->ascent, part->y - pen->y + part->descent);
}

void pen_space(struct pen *pen, float em)
{
    pen->x += em * (float)pen->size_px;
}

float pen_em(const struct pen *pen, float em)
{
    return roundf(em * (float)pen->size_px);
}

/* Ink of STIX beyond the capitals' height or below the baseline, in ems. */
static float ink_below(unsigned c)
{
    static const char *const deep = "gjpqyfQ,;()[]{}|_/\\@$βγζημξρςφχψ";
    const char *at = deep;
    unsigned candidate;

    if (c == 0x2211) /* ∑ */
        return 0.26f;
    if (c == 'z')
        return 0.08f; /* in italics */
    while ((candidate = text_next_utf8(&at)) != 0)
        if (candidate == c)
            return 0.24f;
    return 0.015f;
}

static float ink_above(unsigned c)
{
    return c == 0x2211 ? 0.765f : 0.69f;
}

static void pen_run(struct pen *pen, enum font_face face, const char *text)
{
    struct font_metrics metrics = canvas_font_metrics(pen->canvas, face, pen->size_px);
    float em = (float)pen->size_px, above = metrics.cap_height, below = 0;
    const char *at = text;
    unsigned c;

    if (text[0] == '\0')
        return;
    while ((c = text_next_utf8(&at)) != 0) {
        above = fmaxf(above, ink_above(c) * em);
        below = fmaxf(below, ink_below(c) * em);
    }
    widen(pen, above, below);
    if (pen->target != NULL)
        pen->x += canvas_text(pen->target, pen->x, pen->y, CANVAS_LEFT, face, pen->size_px,
                              pen->ink, text);
    else
        pen->x += canvas_text_width(pen->canvas, face, pen->size_px, text);
}

void pen_upright(struct pen *pen, const char *text)
{
    pen_run(pen, FONT_MATH, text);
}

static bool is_italic(unsigned c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x3b1 && c <= 0x3c9) ||
           (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) || c == 0x2202;
}

/* The end of the characters at `text` that share its first one's face. */
static const char *same_face(const char *text, size_t limit)
{
    const char *end = text, *next = text;
    bool italic = is_italic(text_next_utf8(&next));

    do {
        end = next;
    } while (*next != '\0' && (size_t)(next - text) + 4 < limit &&
             is_italic(text_next_utf8(&next)) == italic);
    return end;
}

void pen_letters(struct pen *pen, const char *text, bool roman)
{
    char run[128];

    if (roman) {
        pen_upright(pen, text);
        return;
    }
    while (*text != '\0') {
        const char *end = same_face(text, sizeof run), *first = text;
        bool italic = is_italic(text_next_utf8(&first));

        memcpy(run, text, (size_t)(end - text));
        run[end - text] = '\0';
        pen_run(pen, italic ? FONT_MATH_ITALIC : FONT_MATH, run);
        text = end;
    }
}

float pen_lean(const char *text, bool roman)
{
    size_t length = strlen(text);
    char last = length > 0 ? text[length - 1] : ' ';

    if (roman)
        return 0;
    if (last == 'f')
        return 0.15f;
    if (strchr("TVWYFUHKNMJ", last) != NULL)
        return 0.08f;
    return strchr("dltkPEC", last) != NULL ? 0.04f : 0.02f;
}

/* 4.39×10⁻⁵ as it is written by base/number has its exponent in Unicode's
 * superscripts, which few fonts have: set as a real one. */
static void set_exponent(struct pen *pen, enum font_face face, const char *raised)
{
    static const char *const forms[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char plain[16];
    struct text out;
    struct pen part = pen_part(pen, pen->x, pen->y - pen_em(pen, 0.38f));

    text_init(&out, plain, sizeof plain);
    while (*raised != '\0') {
        const char *start = raised;

        text_next_utf8(&raised);
        if (strncmp(start, "⁻", strlen("⁻")) == 0)
            text_add(&out, "−");
        for (int i = 0; i < 10; i++)
            if (strncmp(start, forms[i], strlen(forms[i])) == 0)
                text_printf(&out, "%d", i);
    }
    pen_to_script(&part);
    pen_run(&part, face, plain);
    pen_include(pen, &part);
    pen->x = part.x;
}

void pen_number(struct pen *pen, double value)
{
    const struct mathbox_style *style = pen->style;
    struct number_style numbers = style->numbers;
    enum font_face face = FONT_MATH;
    char digits[NUMBER_TEXT_SIZE], *ten;

    if (style->mono_numbers && (style->show == FORMULA_NUMBERS || pen->alone))
        face = style->bold ? FONT_MONO_BOLD : FONT_MONO;
    numbers.sign = numbers.sign && pen->alone;
    numbers.ascii = false;
    number_format(digits, value, numbers);
    ten = strstr(digits, "×10");
    if (ten == NULL) {
        pen_run(pen, face, digits);
        return;
    }
    *ten = '\0';
    pen_run(pen, face, digits);
    pen_space(pen, 0.06f);
    pen_run(pen, face, "×");
    pen_space(pen, 0.06f);
    pen_run(pen, face, "10");
    set_exponent(pen, face, ten + strlen("×10"));
}

float pen_bar_thickness(const struct pen *pen)
{
    return fmaxf(1, roundf(0.05f * (float)pen->size_px));
}

void pen_bar(struct pen *pen, float x, float width)
{
    float thickness = pen_bar_thickness(pen);
    float top = roundf(pen->y - PEN_AXIS * (float)pen->size_px - thickness / 2);

    widen(pen, pen->y - top, 0);
    if (pen->target != NULL)
        canvas_box(pen->target, (struct rect){x, top, width, thickness}, 0, pen->ink, 0, 0);
}

int pen_script_px(const struct pen *pen)
{
    int size = (int)lroundf(0.7f * (float)pen->size_px);

    if (size < pen->style->min_px)
        size = pen->style->min_px;
    return size < pen->size_px ? size : pen->size_px;
}

void pen_to_script(struct pen *pen)
{
    pen->size_px = pen_script_px(pen);
    pen->display = false;
    pen->script = true;
}
