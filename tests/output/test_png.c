/*
 * Pictures as files: what libpng reads back is what the rasteriser drew; nothing is
 * overwritten unasked or left half-written.
 */
#include "base/file.h"
#include "output/png.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <png.h>

#include <cmocka.h>

enum { WIDTH = 317, HEIGHT = 205 };

static char folder[FILE_PATH_SIZE / 4], path[FILE_PATH_SIZE / 2];

static void draw_scene(struct canvas *canvas, float width, float height)
{
    canvas_init(canvas, NULL);
    canvas_begin(canvas, width, height, 0xfffbfaf7);
    for (int i = 0; i < 40; i++) {
        float f = (float)i;

        canvas_disc(canvas, (struct point){f * 8, f * 5}, 12, 0x600072b2 + (color)i * 999,
                    0xff102030, 2);
        canvas_line(canvas, (struct point){0, f * 7}, (struct point){310, 200 - f}, 1.5f,
                    0xffb34f00, 0);
    }
}

static int files_in_folder(void)
{
    DIR *stream = opendir(folder);
    int count = 0;

    assert_non_null(stream);
    for (struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        count += entry->d_name[0] != '.';
    closedir(stream);
    return count;
}

static void round_trip(void **state)
{
    static uint32_t drawn[WIDTH * HEIGHT];
    static uint8_t read[WIDTH * HEIGHT * 3];
    png_image image = {.version = PNG_IMAGE_VERSION};
    struct raster raster = {0};
    struct error err = {0};
    struct canvas canvas;
    int inked = 0;

    (void)state;
    draw_scene(&canvas, WIDTH, HEIGHT);
    assert_true(png_write(&canvas, &raster, path, false, &err));
    raster_draw(&raster, &canvas, (struct raster_target){drawn, WIDTH, HEIGHT, WIDTH});
    assert_true(png_image_begin_read_from_file(&image, path));
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    assert_int_equal(image.format, PNG_FORMAT_RGB); /* 8 bits, colour, no alpha */
    assert_true(png_image_finish_read(&image, NULL, read, 0, NULL));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        assert_int_equal(read[3 * i], drawn[i] >> 16 & 0xff);
        assert_int_equal(read[3 * i + 1], drawn[i] >> 8 & 0xff);
        assert_int_equal(read[3 * i + 2], drawn[i] & 0xff);
        inked += drawn[i] != 0xfffbfaf7;
    }
    assert_true(inked > WIDTH * HEIGHT / 10);
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(remove(path), 0);
    raster_finish(&raster);
    canvas_finish(&canvas);
}

static void the_same_bytes_every_time(void **state)
{
    char *first, *second;
    size_t first_length, second_length;
    struct error err = {0};
    struct canvas canvas;

    (void)state;
    draw_scene(&canvas, WIDTH, HEIGHT);
    for (int i = 0; i < 2; i++) {
        struct raster raster = {0};

        assert_true(png_write(&canvas, &raster, path, true, &err));
        assert_true(file_read(path, 1 << 24, i == 0 ? &first : &second,
                              i == 0 ? &first_length : &second_length, &err));
        raster_finish(&raster);
    }
    assert_int_equal(first_length, second_length);
    assert_memory_equal(first, second, first_length);
    free(first);
    free(second);
    canvas_finish(&canvas);
    assert_int_equal(remove(path), 0);
}

static void overwrites_only_when_forced(void **state)
{
    struct raster raster = {0};
    struct error err = {0};
    struct canvas canvas;
    FILE *stream = fopen(path, "wb");
    char *bytes;
    size_t length;

    (void)state;
    assert_non_null(stream);
    assert_true(fputs("precious", stream) >= 0);
    assert_int_equal(fclose(stream), 0);
    draw_scene(&canvas, 20, 10);
    assert_false(png_write(&canvas, &raster, path, false, &err));
    assert_non_null(strstr(err.text, path));
    assert_non_null(strstr(err.text, "--force"));
    assert_true(file_read(path, 100, &bytes, &length, &err));
    assert_string_equal(bytes, "precious");
    free(bytes);
    assert_true(png_write(&canvas, &raster, path, true, &err));
    assert_true(file_read(path, 1 << 20, &bytes, &length, &err));
    assert_memory_equal(bytes, "\x89PNG", 4);
    free(bytes);
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(remove(path), 0);
    raster_finish(&raster);
    canvas_finish(&canvas);
}

static void bad_places(void **state)
{
    char inside[FILE_PATH_SIZE];
    struct raster raster = {0};
    struct error err = {0};
    struct canvas canvas;

    (void)state;
    draw_scene(&canvas, 20, 10);
    snprintf(inside, sizeof inside, "%s/no/such/a.png", folder);
    assert_false(png_write(&canvas, &raster, inside, false, &err));
    assert_non_null(strstr(err.text, inside));
    assert_false(png_write(&canvas, &raster, folder, true, &err));
    assert_non_null(strstr(err.text, "folder"));
    assert_int_equal(files_in_folder(), 0);
    raster_finish(&raster);
    canvas_finish(&canvas);
}

/* A limit on the size of files stands in for a full disk: the write fails on the
 * way, or when the file is flushed. */
static void a_full_disk_leaves_nothing(void **state)
{
    static const rlim_t limits[] = {0, 10, 3000, 20000};
    struct rlimit before, limit;
    struct raster raster = {0};
    struct error err;
    struct canvas canvas;
    bool ok;

    (void)state;
    draw_scene(&canvas, 1200, 900); /* far more than all of the limits */
    for (int i = 0; i < 1200 * 9; i += 7)
        canvas_disc(&canvas, (struct point){(float)(i % 1201), (float)(i % 907)}, 3,
                    0xff000000 + (color)i * 7919, 0, 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        err = (struct error){0};
        limit = before;
        limit.rlim_cur = limits[i];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        ok = png_write(&canvas, &raster, path, false, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(ok);
        assert_non_null(strstr(err.text, path));
        assert_non_null(strstr(err.text, "file too large"));
        assert_int_equal(files_in_folder(), 0);
    }
    signal(SIGXFSZ, SIG_DFL);
    raster_finish(&raster);
    canvas_finish(&canvas);
}

static void bad_sizes(void **state)
{
    static const float sizes[][2] = {{0, 10}, {10, 0}, {-5, 10}, {NAN, 10}, {10, 1e9f},
                                     {INFINITY, INFINITY}};
    struct raster raster = {0};
    struct canvas canvas;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct error err = {0};

        draw_scene(&canvas, sizes[i][0], sizes[i][1]);
        assert_false(png_write(&canvas, &raster, path, false, &err));
        assert_non_null(strstr(err.text, "pixels"));
        canvas_finish(&canvas);
    }
    assert_int_equal(files_in_folder(), 0);
    raster_finish(&raster);
}

static int make_folder(void **state)
{
    const char *build = getenv("BACKSTEP_BUILD");

    (void)state;
    snprintf(folder, sizeof folder, "%s/test_png_XXXXXX", build != NULL ? build : ".");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/picture.png", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(the_same_bytes_every_time),
        cmocka_unit_test(overwrites_only_when_forced),
        cmocka_unit_test(bad_places),
        cmocka_unit_test(a_full_disk_leaves_nothing),
        cmocka_unit_test(bad_sizes),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
