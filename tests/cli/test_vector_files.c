/*
 * Exported SVG and PDF, read by what Debian reads them with: the picture is the PNG's, and every
 * word is found. Each test is skipped where its reader is not installed.
 */
#include "spawn.h"
#include "../base/thorough.h"

#include <png.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PATH_SIZE = SPAWN_PATH_SIZE + 64, WIDTH = 1280, HEIGHT = 720, SIDE = 8 };

static char folder[SPAWN_PATH_SIZE];

static int begin(void **state)
{
    (void)state;
    spawn_make_folder(folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    spawn_remove_folder(folder);
    return 0;
}

/* option: one more, or NULL. */
static void export(const char *scenario, const char *at, const char *name, const char *option)
{
    struct spawn_result result = {0};

    spawn_run(&result, folder, NULL,
              (const char *const[]){"export", scenario, "--at", at, "--size", "1280x720", "-o",
                                    name, option, NULL});
    if (result.status != 0)
        fail_msg("%s", result.err);
    spawn_finish(&result);
}

/* Runs the line in the folder; skips the test where the tool is missing. */
static void with_tool(const char *tool, const char *line)
{
    char command[PATH_SIZE + 256];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", tool);
    if (system(command) != 0) {
        print_message("there is no %s: nothing was compared\n", tool);
        skip();
    }
    snprintf(command, sizeof command, "cd '%s' && %s", folder, line);
    assert_int_equal(system(command), 0);
}

/* Brightness of each pixel, 0 .. 255; owned by the caller. */
static double *read_picture(const char *name)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    double *out = malloc(sizeof *out * WIDTH * HEIGHT);
    uint8_t *bytes = malloc((size_t)WIDTH * HEIGHT * 3);
    char path[PATH_SIZE];

    assert_true(out != NULL && bytes != NULL);
    snprintf(path, sizeof path, "%.400s/%.60s", folder, name);
    assert_true(png_image_begin_read_from_file(&image, path));
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    image.format = PNG_FORMAT_RGB;
    assert_true(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++)
        out[i] = 0.299 * bytes[3 * i] + 0.587 * bytes[3 * i + 1] + 0.114 * bytes[3 * i + 2];
    free(bytes);
    return out;
}

/* Structural similarity (Wang and others 2004), the mean over squares of 8 x 8 pixels. */
static double similarity(const char *one, const char *other)
{
    double *a = read_picture(one), *b = read_picture(other), sum = 0.0;
    size_t squares = 0;

    for (size_t y = 0; y + SIDE <= HEIGHT; y += SIDE / 2) {
        for (size_t x = 0; x + SIDE <= WIDTH; x += SIDE / 2, squares++) {
            double n = SIDE * SIDE, ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;

            for (size_t i = 0; i < SIDE * SIDE; i++) {
                size_t at = (y + i / SIDE) * WIDTH + x + i % SIDE;

                ma += a[at] / n;
                mb += b[at] / n;
                aa += a[at] * a[at] / n;
                bb += b[at] * b[at] / n;
                ab += a[at] * b[at] / n;
            }
            sum += (2 * ma * mb + 6.5025) * (2 * (ab - ma * mb) + 58.5225) /
                   ((ma * ma + mb * mb + 6.5025) *
                    (aa - ma * ma + bb - mb * mb + 58.5225));
        }
    }
    free(a);
    free(b);
    return sum / (double)squares;
}

/* Another program smooths hairlines in its own way, and digits is full of them. */
static const double alike = 0.97;

/* By default each kind of file is looked at at another one. */
static const char *const moments[][2] = {{"mazur", "15"}, {"digits", "30"}, {"moons", "4"}};
#define MOMENTS_STRIDE (size_t)thorough_stride(3)

static void svg_looks_as_the_png(void **state)
{
    (void)state;
    for (size_t i = 2 % MOMENTS_STRIDE; i < sizeof moments / sizeof moments[0]; i += MOMENTS_STRIDE) {
        double same;

        export(moments[i][0], moments[i][1], "a.png", NULL);
        export(moments[i][0], moments[i][1], "a.svg", NULL);
        with_tool("rsvg-convert", "rsvg-convert a.svg -o b.png");
        same = similarity("a.png", "b.png");
        print_message("%s: %.4f\n", moments[i][0], same);
        assert_true(same >= alike);
        with_tool("rm", "rm a.png a.svg b.png");
    }
}

static void pdf_looks_as_the_png(void **state)
{
    (void)state;
    for (size_t i = 1 % MOMENTS_STRIDE; i < sizeof moments / sizeof moments[0]; i += MOMENTS_STRIDE) {
        double same;

        export(moments[i][0], moments[i][1], "a.png", NULL);
        export(moments[i][0], moments[i][1], "a.pdf", NULL);
        with_tool("pdftoppm", "pdftoppm -r 144 -png -singlefile a.pdf b");
        same = similarity("a.png", "b.png");
        print_message("%s: %.4f\n", moments[i][0], same);
        assert_true(same >= alike);
        with_tool("rm", "rm a.png a.pdf b.png");
    }
}

/* Whether a word that pdftotext has found lies there, in pixels, and has this one in it. */
static bool has_word(const char *words, double x, double y, const char *word)
{
    double left, top, right, bottom;
    char found[256];

    for (const char *at = words; (at = strstr(at, "<word ")) != NULL; at++)
        if (sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%255[^<]", &left,
                   &top, &right, &bottom, found) == 5 && 2 * left - 2 <= x + 1 && x + 1 <= 2 * right + 2 &&
            2 * top <= y - 3 && y - 3 <= 2 * bottom + 2 && strstr(found, word) != NULL)
            return true;
    return false;
}

/* Every text of the canvas, as SVG has it, is found in the PDF at its place. */
static void pdf_words_are_in_their_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i += MOMENTS_STRIDE) {
        char path[PATH_SIZE], *svg, *words;
        size_t texts = 0;

        export(moments[i][0], moments[i][1], "a.svg", "--svg-text");
        export(moments[i][0], moments[i][1], "a.pdf", NULL);
        with_tool("pdftotext", "pdftotext -bbox a.pdf a.html");
        snprintf(path, sizeof path, "%.400s/a.svg", folder);
        svg = spawn_read_file(path, NULL);
        snprintf(path, sizeof path, "%.400s/a.html", folder);
        words = spawn_read_file(path, NULL);
        assert_true(svg != NULL && words != NULL);
        for (const char *at = svg; (at = strstr(at, "<text ")) != NULL; at++, texts++) {
            double x, y;
            char word[256];

            assert_int_equal(sscanf(at, "<text x=\"%lf\" y=\"%lf\"", &x, &y), 2);
            at = strchr(at, '>');
            if (at[1] != ' ' && sscanf(at, ">%255[^ <]", word) == 1 && !has_word(words, x, y, word))
                fail_msg("%s: pdftotext does not find '%s' at %g, %g", moments[i][0], word, x, y);
        }
        assert_true(texts > 60);
        free(svg);
        free(words);
        with_tool("rm", "rm a.svg a.pdf a.html");
    }
}

/* A deck's outline has the phases, and below them the steps. */
static void pdf_has_an_outline(void **state)
{
    static const char *const entries[] = {"<item page=\"2\">1 Forward pass</item>", "3 Backward pass</item>",
                                          "<item page=\"29\">All weights move at once"};
    struct spawn_result result = {0};
    char path[PATH_SIZE], *text;

    (void)state;
    spawn_run(&result, folder, NULL,
              (const char *const[]){"export", "mazur", "--size", "640x360", "-o", "a.pdf", NULL});
    assert_int_equal(result.status, 0);
    spawn_finish(&result);
    with_tool("pdftohtml", "pdftohtml -xml -i -q a.pdf a");
    snprintf(path, sizeof path, "%.400s/a.xml", folder);
    text = spawn_read_file(path, NULL);
    assert_non_null(text);
    assert_non_null(strstr(text, "<outline>"));
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        if (strstr(text, entries[i]) == NULL)
            fail_msg("the outline has no %s", entries[i]);
    free(text);
}

/* Each page is a figure with the step's sentence, by itself the same in a file of one page. */
static void pdf_has_alternative_text(void **state)
{
    static const char words[] = "/Alt <FEFF004500610063006800200067007200610064"; /* "Each grad..." */
    struct spawn_result result = {0};
    char path[PATH_SIZE], *text;
    size_t figures = 0, length;

    (void)state;
    spawn_run(&result, folder, NULL,
              (const char *const[]){"export", "mazur", "--steps", "3,14..16", "--size", "640x360", "-o",
                                    "a.pdf", NULL});
    assert_int_equal(result.status, 0);
    spawn_finish(&result);
    snprintf(path, sizeof path, "%.400s/a.pdf", folder);
    text = spawn_read_file(path, &length);
    assert_non_null(text);
    for (size_t i = 0; i + sizeof words < length; i++)
        figures += memcmp(text + i, words, sizeof words - 1) == 0;
    assert_true(figures >= 1);
    free(text);
    with_tool("pdffonts", "pdffonts a.pdf | grep -q 'Inter-Regular' && "
                          "pdffonts a.pdf | tail -n +3 | (! grep -v ' yes yes yes ')");
    with_tool("pdfinfo", "pdfinfo -struct a.pdf 2>&1 >a.txt && pdfinfo a.pdf >>a.txt");
    snprintf(path, sizeof path, "%.400s/a.txt", folder);
    text = spawn_read_file(path, NULL);
    assert_non_null(text);
    assert_non_null(strstr(text, "Document\n  Figure\n  Figure\n  Figure\n  Figure\n"));
    assert_null(strstr(text, "rror"));
    assert_non_null(strstr(text, "Tagged:          yes"));
    assert_non_null(strstr(text, "Pages:           4"));
    free(text);
    with_tool("pdftotext", "pdfinfo -struct-text a.pdf | grep -q 'Two inputs, two outputs'");
    with_tool("gs", "gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage a.pdf 2>&1 | (! grep .)");
}

/* Programs for slides take them, though they draw with other fonts and other pixels. Takes a while. */
static void impress_opens_them(void **state)
{
    static const char office[] = "HOME=$PWD soffice --headless";
    char line[256];

    (void)state;
    if (getenv("BACKSTEP_LONG") == NULL)
        skip();
    export("mazur", "15", "a.png", NULL);
    export("mazur", "15", "a.svg", NULL);
    export("mazur", "15", "b.pdf", NULL);
    snprintf(line, sizeof line, "%s --convert-to png --outdir o a.svg >/dev/null 2>&1 && cp o/a.png b.png",
             office);
    with_tool("soffice", line);
    assert_true(similarity("a.png", "b.png") >= 0.95);
    snprintf(line, sizeof line, "%s --infilter=impress_pdf_import --convert-to odp --outdir o b.pdf "
                                ">/dev/null 2>&1 && test -s o/b.odp", office);
    with_tool("soffice", line);
}

static void pdf_words_are_found(void **state)
{
    static const char *const words[] = {"Two inputs, two outputs", "3 Backward pass", "0.7729",
                                        "Loss", "sigmoid · ½ squared error"};
    char path[PATH_SIZE], *text;
    size_t length;

    (void)state;
    export("mazur", "15", "a.pdf", NULL);
    with_tool("pdftotext", "pdftotext -layout a.pdf a.txt");
    snprintf(path, sizeof path, "%.400s/a.txt", folder);
    text = spawn_read_file(path, &length);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("pdftotext does not find '%s'", words[i]);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(svg_looks_as_the_png, begin, end),
        cmocka_unit_test_setup_teardown(pdf_looks_as_the_png, begin, end),
        cmocka_unit_test_setup_teardown(pdf_words_are_found, begin, end),
        cmocka_unit_test_setup_teardown(pdf_words_are_in_their_places, begin, end),
        cmocka_unit_test_setup_teardown(pdf_has_an_outline, begin, end),
        cmocka_unit_test_setup_teardown(pdf_has_alternative_text, begin, end),
        cmocka_unit_test_setup_teardown(impress_opens_them, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
