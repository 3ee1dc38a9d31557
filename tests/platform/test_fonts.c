/*
 * The font provider: what it promises of every face, its bounds, its steady state,
 * and what it says of missing and broken files. Needs no display.
 */
#include "base/file.h"
#include "base/text.h"
#include "platform/fonts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char fonts_folder[FILE_PATH_SIZE / 2], broken_folder[FILE_PATH_SIZE / 4];

static const char *const files[] = {
    "inter/Inter-Regular.otf",
    "inter/Inter-SemiBold.otf",
    "jetbrains-mono/JetBrainsMono-Regular.ttf",
    "jetbrains-mono/JetBrainsMono-Bold.ttf",
    "stix/STIXGeneral-Regular.otf",
    "stix/STIXGeneral-Italic.otf",
};
enum { FILES = sizeof files / sizeof files[0] };

static struct fonts *open_fonts(void)
{
    struct error err = {0};
    struct fonts *fonts = fonts_open(fonts_folder, &err);

    if (fonts == NULL)
        fail_msg("%s", err.text);
    return fonts;
}

static float width_of(const struct font *font, enum font_face face, int size, const char *text)
{
    return font->width(font->context, face, size, text, strlen(text));
}

static struct font_bitmap bitmap_of(const struct font *font, enum font_face face, int size,
                                    const char *text)
{
    struct font_bitmap bitmap = {0};

    assert_true(font->bitmap(font->context, face, size, text, strlen(text), &bitmap));
    return bitmap;
}

static void metrics_are_proportional(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);

    (void)state;
    for (int face = 0; face < FONT_FACE_COUNT; face++) {
        struct font_metrics small, large;

        font->metrics(font->context, (enum font_face)face, 20, &small);
        font->metrics(font->context, (enum font_face)face, 40, &large);
        assert_true(small.ascent > small.cap_height && small.cap_height > small.x_height);
        assert_true(small.x_height > 0 && small.descent > 0);
        assert_true(small.cap_height > 12 && small.cap_height < 16);
        assert_true(fabsf(large.ascent - 2 * small.ascent) < 1e-3f);
        assert_true(fabsf(large.cap_height - 2 * small.cap_height) < 1e-3f);
    }
    fonts_close(fonts);
}

/* An H stands on the baseline and is as high as the metrics say. */
static void letters_stand_on_the_baseline(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);

    (void)state;
    for (int face = 0; face < FONT_FACE_COUNT; face++) {
        for (int size = 12; size <= 60; size += 16) {
            struct font_bitmap h = bitmap_of(font, (enum font_face)face, size, "H");
            struct font_bitmap g = bitmap_of(font, (enum font_face)face, size, "g");
            struct font_metrics metrics;

            font->metrics(font->context, (enum font_face)face, size, &metrics);
            assert_in_range(h.top + h.height + 1, 0, 2);
            assert_true(fabsf((float)h.height - metrics.cap_height) <= 2.5f);
            assert_true(g.top + g.height > 1);
            assert_true((float)(g.top + g.height) <= metrics.descent + 1);
        }
    }
    fonts_close(fonts);
}

/* Digits of the mono face are equally wide, and a number is as wide as its digits, to
 * the whole pixels that a width is rounded to. */
static void numbers_line_up(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);

    (void)state;
    for (int size = 18; size <= 34; size++) {
        float one = width_of(font, FONT_MONO, size, "1");

        for (const char *digit = "0\0002\0003\0008\000.\000-\0"; *digit != '\0'; digit += 2)
            assert_true(fabsf(width_of(font, FONT_MONO, size, digit) - one) <= 1);
        assert_true(fabsf(width_of(font, FONT_MONO, size, "0.741365") -
                          width_of(font, FONT_MONO, size, "-8.11111")) <= 1);
        assert_true(fabsf(width_of(font, FONT_MONO, size, "0.5933") - 6 * one) <= 6);
    }
    assert_true(width_of(font, FONT_TEXT, 20, "") == 0);
    fonts_close(fonts);
}

/* Each promised character has ink, and is not the box for a missing one. */
static void promised_characters(void **state)
{
    static const char promised[] = "−×·½±…←→≤≥≈∞∂Σσδηλμαβθ✓⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉₋AZaz09(){}[]/=+%";
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);
    int checked = 0;

    (void)state;
    for (int face = 0; face < FONT_FACE_COUNT; face++) {
        struct font_bitmap missing = bitmap_of(font, (enum font_face)face, 26, "\uE123");

        for (const char *at = promised; *at != '\0';) {
            const char *begin = at;
            char one[8] = "";
            struct font_bitmap bitmap;

            text_next_utf8(&at);
            memcpy(one, begin, (size_t)(at - begin));
            bitmap = bitmap_of(font, (enum font_face)face, 26, one);
            if (bitmap.width == 0 || bitmap.height == 0)
                fail_msg("face %d has no ink for '%s'", face, one);
            if (bitmap.width == missing.width && bitmap.height == missing.height &&
                memcmp(bitmap.coverage, missing.coverage,
                       (size_t)bitmap.pitch * (size_t)bitmap.height) == 0)
                fail_msg("face %d lacks '%s'", face, one);
            checked++;
        }
    }
    assert_true(checked > 6 * 60);
    fonts_close(fonts);
}

/* A label of two faces: the exponent's minus comes from another font. */
static void mixed_labels(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);
    float parts = width_of(font, FONT_MONO, 26, "4.39×10") + width_of(font, FONT_MONO, 26, "⁻") +
                  width_of(font, FONT_MONO, 26, "⁵");
    struct font_bitmap bitmap = bitmap_of(font, FONT_MONO, 26, "4.39×10⁻⁵");
    struct font_bitmap ten = bitmap_of(font, FONT_MONO, 26, "4.39×10");

    (void)state;
    assert_true(fabsf(width_of(font, FONT_MONO, 26, "4.39×10⁻⁵") - parts) <= 1);
    assert_true(bitmap.width > ten.width + 8);
    assert_true(bitmap.top <= ten.top); /* the exponent is raised */
    assert_true((float)(bitmap.left + bitmap.width) <= parts + 2);
    fonts_close(fonts);
}

static void blank_and_odd_labels(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);
    struct font_bitmap bitmap;

    (void)state;
    assert_false(font->bitmap(font->context, FONT_TEXT, 20, "", 0, &bitmap));
    bitmap = bitmap_of(font, FONT_TEXT, 20, "   ");
    assert_int_equal(bitmap.width * bitmap.height, 0);
    assert_true(width_of(font, FONT_TEXT, 20, "   ") > 6);
    /* Only the given bytes count. */
    assert_true(font->width(font->context, FONT_TEXT, 20, "abcdef", 3) ==
                width_of(font, FONT_TEXT, 20, "abc"));
    bitmap_of(font, FONT_TEXT, 20, "bad \xff\xc3 bytes");
    bitmap_of(font, FONT_TEXT, 0, "size 0");
    bitmap_of(font, FONT_TEXT, -5, "size -5");
    assert_true(width_of(font, FONT_TEXT, 1 << 30, "i") ==
                width_of(font, FONT_TEXT, FONTS_SIZE_MAX, "i"));
    fonts_close(fonts);
}

/* A character that no face has is a box of its own: visible, as wide as it is in "□". */
static void missing_characters(void **state)
{
    static const char *const names[] = {"\u4e2d\u6587", "\u05d0\u05d1", "\U0001f600\U0001f600",
                                        "\xff\xc3"};
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);

    (void)state;
    for (int i = 0; i < 4 * FONT_FACE_COUNT; i++) {
        enum font_face face = (enum font_face)(i / 4);
        struct font_bitmap two = bitmap_of(font, face, 26, names[i % 4]);
        struct font_bitmap boxes = bitmap_of(font, face, 26, "□□");

        assert_true(width_of(font, face, 26, "□□") > 16);
        assert_true(width_of(font, face, 26, names[i % 4]) == width_of(font, face, 26, "□□"));
        assert_true(two.width > 12 && two.height > 8);
        assert_true((float)(two.left + two.width) <= width_of(font, face, 26, "□□") + 1);
        assert_true(two.width == boxes.width && two.height == boxes.height);
        assert_memory_equal(two.coverage, boxes.coverage, (size_t)(two.pitch * two.height));
        /* Hollow: no ink in the middle of the first box, some on its left side. */
        two = bitmap_of(font, face, 26, "\u4e2d");
        assert_int_equal(two.coverage[two.height / 2 * two.pitch + two.width / 2], 0);
        assert_true(two.coverage[two.height / 2 * two.pitch] +
                        two.coverage[two.height / 2 * two.pitch + 1] > 60);
    }
    fonts_close(fonts);
}

/* One frame of a made-up scene. */
static void frame(struct fonts *fonts)
{
    const struct font *font = fonts_interface(fonts);

    for (int i = 0; i < 120; i++) {
        char text[32];

        snprintf(text, sizeof text, "w%d = %.4f", i, i / 7.0);
        width_of(font, (enum font_face)(i % FONT_FACE_COUNT), 18 + i % 3 * 4, text);
        bitmap_of(font, (enum font_face)(i % FONT_FACE_COUNT), 18 + i % 3 * 4, text);
    }
    fonts_end_frame(fonts);
}

static void a_steady_frame_makes_nothing(void **state)
{
    struct fonts *fonts = open_fonts();
    struct fonts_usage first, later;

    (void)state;
    frame(fonts);
    first = fonts_usage(fonts);
    assert_int_equal(first.labels, 120);
    assert_int_equal(first.bitmaps_made, 120);
    assert_true(first.bitmap_bytes > 0);
    for (int i = 0; i < 10; i++)
        frame(fonts);
    later = fonts_usage(fonts);
    assert_memory_equal(&first, &later, sizeof first);
    fonts_close(fonts);
}

static void everything_is_bounded(void **state)
{
    struct fonts *fonts = open_fonts();
    const struct font *font = fonts_interface(fonts);
    struct font_bitmap before = bitmap_of(font, FONT_TEXT, 20, "the first label"), after;
    size_t bytes = (size_t)before.pitch * (size_t)before.height;
    uint8_t *copy = malloc(bytes);
    struct fonts_usage usage;
    char text[64];

    (void)state;
    assert_non_null(copy);
    memcpy(copy, before.coverage, bytes);
    for (int i = 0; i < FONTS_LABELS_MAX + 500; i++) {
        snprintf(text, sizeof text, "label %d", i);
        width_of(font, FONT_MONO, 14, text);
    }
    for (int i = 0; i < 60; i++)
        bitmap_of(font, (enum font_face)(i % FONT_FACE_COUNT), 10 + i, "sizes");
    /* Not evicted before the frame ends. */
    assert_memory_equal(copy, before.coverage, bytes);
    assert_true(fonts_usage(fonts).labels > FONTS_LABELS_MAX);
    fonts_end_frame(fonts);
    usage = fonts_usage(fonts);
    assert_int_equal(usage.labels, FONTS_LABELS_MAX);
    assert_int_equal(usage.open, FONTS_OPEN_MAX);
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "a label of many pixels, the %dth", i);
        bitmap_of(font, FONT_TEXT_BOLD, 120, text);
        if (i % 50 == 49) {
            fonts_end_frame(fonts);
            assert_true(fonts_usage(fonts).bitmap_bytes <= FONTS_BITMAP_BYTES_MAX);
        }
    }
    assert_true(fonts_usage(fonts).bitmap_bytes > FONTS_BITMAP_BYTES_MAX / 2);
    after = bitmap_of(font, FONT_TEXT, 20, "the first label"); /* evicted and made again */
    assert_int_equal((size_t)after.pitch * (size_t)after.height, bytes);
    assert_memory_equal(copy, after.coverage, bytes);
    free(copy);
    fonts_close(fonts);
}

/* ---- bad folders ---- */

static void assert_refused(const char *folder, const char *named, const char *found)
{
    struct error err = {0};
    struct fonts *fonts = fonts_open(folder, &err);

    assert_null(fonts);
    if (strstr(err.text, named) == NULL || strstr(err.text, found) == NULL ||
        strstr(err.text, "install Backstep again") == NULL)
        fail_msg("'%s' does not name '%s', '%s' and the remedy", err.text, named, found);
    assert_null(fonts_open(folder, NULL));
}

static void put(const char *file, const char *bytes, size_t length)
{
    char path[FILE_PATH_SIZE], parent[FILE_PATH_SIZE];
    struct file_writer writer;
    struct error err = {0};

    snprintf(path, sizeof path, "%s/%s", broken_folder, file);
    snprintf(parent, sizeof parent, "%s", path);
    *strrchr(parent, '/') = '\0';
    assert_true(file_make_folder(parent, &err));
    assert_true(file_writer_open(&writer, path, true, &err));
    assert_int_equal(fwrite(bytes, 1, length, writer.stream), length);
    assert_true(file_writer_commit(&writer, &err));
}

static void copy_all(void)
{
    for (int i = 0; i < FILES; i++) {
        char path[FILE_PATH_SIZE], *bytes;
        struct error err = {0};
        size_t length;

        snprintf(path, sizeof path, "%s/%s", fonts_folder, files[i]);
        assert_true(file_read(path, 1 << 24, &bytes, &length, &err));
        put(files[i], bytes, length);
        free(bytes);
    }
}

static void missing_and_broken_files(void **state)
{
    char path[FILE_PATH_SIZE];
    struct fonts *fonts;

    (void)state;
    assert_refused("no/such/folder", "no/such/folder", "does not exist");
    assert_refused(broken_folder, files[0], "cannot read");
    copy_all();
    fonts = fonts_open(broken_folder, NULL);
    assert_non_null(fonts);
    fonts_close(fonts);
    for (int i = 0; i < FILES; i++) {
        put(files[i], "not a font at all", 17);
        assert_refused(broken_folder, files[i], "not a font");
        put(files[i], "", 0);
        assert_refused(broken_folder, files[i], "not a font");
        snprintf(path, sizeof path, "%s/%s", broken_folder, files[i]);
        assert_int_equal(remove(path), 0);
        assert_refused(broken_folder, files[i], "cannot read");
        copy_all();
    }
}

static int make_folders(void **state)
{
    const char *source = getenv("BACKSTEP_SOURCE"), *build = getenv("BACKSTEP_BUILD");

    (void)state;
    if (source == NULL || build == NULL) {
        fprintf(stderr, "BACKSTEP_SOURCE and BACKSTEP_BUILD are not set; run by 'meson test'\n");
        return 1;
    }
    snprintf(fonts_folder, sizeof fonts_folder, "%s/fonts", source);
    snprintf(broken_folder, sizeof broken_folder, "%s/test_fonts_XXXXXX", build);
    return mkdtemp(broken_folder) == NULL;
}

static int remove_folders(void **state)
{
    char path[FILE_PATH_SIZE];

    (void)state;
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", broken_folder, files[i]);
        remove(path);
    }
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", broken_folder, files[i]);
        *strrchr(path, '/') = '\0';
        rmdir(path);
    }
    return rmdir(broken_folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_are_proportional),
        cmocka_unit_test(letters_stand_on_the_baseline),
        cmocka_unit_test(numbers_line_up),
        cmocka_unit_test(promised_characters),
        cmocka_unit_test(mixed_labels),
        cmocka_unit_test(blank_and_odd_labels),
        cmocka_unit_test(missing_characters),
        cmocka_unit_test(a_steady_frame_makes_nothing),
        cmocka_unit_test(everything_is_bounded),
        cmocka_unit_test(missing_and_broken_files),
    };

    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
