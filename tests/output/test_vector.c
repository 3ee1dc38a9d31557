/*
 * A canvas as SVG and PDF: what is in the file, that it is the same every time, and what the file
 * says of itself.
 */
#include "output/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct outline *outline;
static struct raster raster;
static struct canvas canvas;

static void plain_metrics(void *context, enum font_face face, int size_px,
                          struct font_metrics *out)
{
    (void)context;
    (void)face;
    *out = (struct font_metrics){(float)size_px, 4.0f, 0.7f * (float)size_px, 8.0f};
}

static float plain_width(void *context, enum font_face face, int size_px, const char *text,
                         size_t length)
{
    (void)context;
    (void)face;
    (void)text;
    return 0.6f * (float)size_px * (float)length;
}

static const struct font plain = {.metrics = plain_metrics, .width = plain_width};

static int begin(void **state)
{
    const char *source = getenv("BACKSTEP_SOURCE");
    struct error err;
    char folder[4096];

    (void)state;
    snprintf(folder, sizeof folder, "%s/fonts", source != NULL ? source : ".");
    outline = outline_open(folder, &err);
    canvas_init(&canvas, &plain);
    return outline != NULL ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    outline_close(outline);
    canvas_finish(&canvas);
    raster_finish(&raster);
    return 0;
}

static void draw(void)
{
    canvas_begin(&canvas, 400, 300, 0xfffbfaf7);
    canvas_clip(&canvas, (struct rect){10, 10, 300, 200});
    canvas_box(&canvas, (struct rect){20, 20, 100, 50}, 8, 0xff3366cc, 0xff000000, 2);
    canvas_disc(&canvas, (struct point){200, 100}, 30, 0x80ff0000, 0, 0);
    canvas_line(&canvas, (struct point){5, 5}, (struct point){300, 200}, 3, 0xff008800, 6);
    canvas_text(&canvas, 50, 60, CANVAS_LEFT, FONT_TEXT, 20, 0xff111111, "a < b & ∂L/∂w");
    canvas_unclip(&canvas);
    canvas_text(&canvas, 50, 250, CANVAS_LEFT, FONT_MONO, 20, 0xff111111, "aa 0.25 \xff 中");
    for (int i = 0; i < 64; i++)
        canvas_box(&canvas, (struct rect){200.0f + 5.0f * (float)(i % 8),
                                          200.0f + 5.0f * (float)(i / 8), 5, 5},
                   0, 0xff000000 + (color)i * 0x030303, 0, 0);
}

/* Owned by the caller. */
static char *written(const char *format, size_t pages, struct page_options options, size_t *length)
{
    const struct page page = {.about = {.title = "One & two", .author = "A. Nobody",
                                        .sentence = "The loss <falls>.", .source = "mazur"},
                              .chapter = "Loss", .entry = "The loss", .label = "loss-1"};
    struct format_file file = {.format = format_find(format), .outline = outline,
                               .raster = &raster, .options = options, .pages = pages};
    struct error err;
    char *bytes = NULL;

    file.stream = open_memstream(&bytes, length);
    assert_non_null(file.stream);
    assert_true(format_begin(&file, &page.about, &err));
    for (size_t i = 0; i < pages; i++)
        assert_true(format_add(&file, &canvas, &page, &err));
    assert_true(format_end(&file, &err));
    assert_int_equal(fclose(file.stream), 0);
    return bytes;
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        found++;
    return found;
}

static void svg_has_shapes_and_words(void **state)
{
    size_t length;
    char *svg;

    (void)state;
    draw();
    svg = written("svg", 1, (struct page_options){.scale = 1.0}, &length);
    assert_memory_equal(svg, "<?xml", 5);
    assert_non_null(strstr(svg, "<title>One &amp; two</title>"));
    assert_non_null(strstr(svg, "<desc>The loss &lt;falls&gt;.</desc>"));
    assert_non_null(strstr(svg, "<dc:creator>A. Nobody</dc:creator>"));
    assert_non_null(strstr(svg, "width=\"400\" height=\"300\" viewBox=\"0 0 400 300\""));
    assert_non_null(strstr(svg, "aria-label=\"a &lt; b &amp; ∂L/∂w\""));
    assert_int_equal(count(svg, "<text"), 0);
    assert_int_equal(count(svg, "<image"), 1); /* the cells, of which there are many */
    assert_int_equal(count(svg, "<g"), count(svg, "</g>") + 0);
    assert_true(count(svg, "<use") > 15);
    /* A glyph is there once, however often it is used: 'a' of two faces, and the second again. */
    assert_true(count(svg, "<path id=\"g") < count(svg, "<use"));
    assert_null(strstr(svg, "nan"));
    free(svg);
}

static void svg_text_stays_text(void **state)
{
    size_t length;
    char *svg;

    (void)state;
    draw();
    svg = written("svg", 1, (struct page_options){.scale = 2.0, .svg_text = true,
                                                  .transparent = true, .dpi = 100.0}, &length);
    assert_int_equal(count(svg, "<text"), 2);
    assert_int_equal(count(svg, "<use"), 0);
    assert_non_null(strstr(svg, ">a &lt; b &amp; ∂L/∂w</text>"));
    assert_non_null(strstr(svg, "width=\"8in\" height=\"6in\""));
    assert_null(strstr(svg, "#fbfaf7")); /* no ground */
    free(svg);
}

static void pdf_has_pages_and_words(void **state)
{
    size_t length;
    char *pdf;

    (void)state;
    draw();
    pdf = written("pdf", 3, (struct page_options){.scale = 1.0}, &length);
    assert_memory_equal(pdf, "%PDF-", 5);
    assert_true(length > 5000);
    assert_non_null(strstr(pdf + length - 8, "%%EOF"));
    free(pdf);
}

static void the_same_bytes_every_time(void **state)
{
    static const char *const formats[] = {"svg", "pdf"};

    (void)state;
    draw();
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        size_t first, second, pages = format_find(formats[i])->one_file ? 2 : 1;
        char *a = written(formats[i], pages, (struct page_options){.scale = 1.0}, &first);
        char *b = written(formats[i], pages, (struct page_options){.scale = 1.0}, &second);

        assert_true(first > 1000);
        assert_int_equal(first, second);
        assert_memory_equal(a, b, first);
        free(a);
        free(b);
    }
}

static void formats_go_by_name(void **state)
{
    (void)state;
    assert_string_equal(format_of_file("a/b.PDF")->name, "pdf");
    assert_string_equal(format_of_file("x.y.svg")->name, "svg");
    assert_null(format_of_file("a/.png"));
    assert_null(format_of_file("png"));
    assert_null(format_of_file("a.png/b"));
    assert_null(format_find("bmp"));
}

/* Where the pen stands after a text is what the screen's fonts say, to a pixel. */
static void glyphs_cover_the_text(void **state)
{
    static const char text[] = "w₅ ← 0.40 − η·∂L/∂w₅ 中";
    size_t glyphs, bytes = 0;
    const struct outline_glyph *all = outline_shape(outline, FONT_TEXT, 24, text, &glyphs);

    (void)state;
    assert_true(glyphs > 15);
    for (size_t i = 0; i < glyphs; i++) {
        assert_int_equal(all[i].start, bytes);
        bytes += all[i].length;
        if (i > 0)
            assert_true(all[i].x >= all[i - 1].x);
        assert_int_not_equal(all[i].id, 0);
    }
    assert_int_equal(bytes, strlen(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(svg_has_shapes_and_words),
        cmocka_unit_test(svg_text_stays_text),
        cmocka_unit_test(pdf_has_pages_and_words),
        cmocka_unit_test(the_same_bytes_every_time),
        cmocka_unit_test(formats_go_by_name),
        cmocka_unit_test(glyphs_cover_the_text),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
