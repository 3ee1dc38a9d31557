/*
 * What authors ask of pictures: ground, size, density, what a file says of itself, motion, options together, and
 * what it costs.
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
#include <sys/resource.h>

#include <cmocka.h>

enum { PATH_SIZE = SPAWN_PATH_SIZE + 64 };

static char folder[SPAWN_PATH_SIZE];
static struct spawn_result result;

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
    spawn_finish(&result);
    return 0;
}

#define EXPORT(...) run((const char *const[]){"export", __VA_ARGS__, "--force", NULL})

static int run(const char *const *arguments)
{
    spawn_finish(&result);
    spawn_run(&result, folder, NULL, arguments);
    return result.status;
}

static void expect(int status, const char *words)
{
    if (result.status != status || strstr(result.err, words) == NULL)
        fail_msg("%d and '%s' were expected, not %d: %s", status, words, result.status, result.err);
}

/* Owned by the caller. */
static char *read_file(const char *name, size_t *length)
{
    char path[PATH_SIZE], *bytes;

    snprintf(path, sizeof path, "%.400s/%.60s", folder, name);
    bytes = spawn_read_file(path, length);
    if (bytes == NULL)
        fail_msg("there is no %s: %s", name, result.err);
    return bytes;
}

/* Where the bytes are in it; -1: nowhere. */
static long find(const char *bytes, size_t length, const char *part, size_t part_length)
{
    for (size_t i = 0; i + part_length <= length; i++)
        if (memcmp(bytes + i, part, part_length) == 0)
            return (long)i;
    return -1;
}

static bool same_bytes(const char *one, const char *other)
{
    size_t length, other_length;
    char *a = read_file(one, &length), *b = read_file(other, &other_length);
    bool same = length == other_length && memcmp(a, b, length) == 0;

    free(a);
    free(b);
    return same;
}

/* The picture's first pixel, 0xAARRGGBB. */
static uint32_t corner(const char *name, unsigned *width)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    size_t length;
    char *bytes = read_file(name, &length);
    unsigned char *pixels;
    uint32_t first;

    assert_true(png_image_begin_read_from_memory(&image, bytes, length));
    image.format = PNG_FORMAT_ARGB;
    pixels = malloc(PNG_IMAGE_SIZE(image));
    assert_non_null(pixels);
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
    first = (uint32_t)pixels[0] << 24 | (uint32_t)pixels[1] << 16 | (uint32_t)pixels[2] << 8 | pixels[3];
    *width = image.width;
    free(pixels);
    free(bytes);
    return first;
}

/* One small picture; an option that comes again says something else. */
#define ONE "mazur", "--at", "14", "--size", "640x360", "-o", "a.png"

static void test_ground_and_size(void **state)
{
    unsigned width;
    size_t length;
    char *bytes;
    long at;

    (void)state;
    assert_int_equal(EXPORT(ONE), 0);
    assert_int_equal(corner("a.png", &width) >> 24, 255);
    assert_int_equal(width, 640);
    assert_int_equal(EXPORT(ONE, "--transparent"), 0);
    assert_int_equal(corner("a.png", &width) >> 24, 0);
    assert_int_equal(EXPORT(ONE, "--background", "#fff8e0", "--scale", "2"), 0);
    assert_int_equal(corner("a.png", &width), 0xfffff8e0);
    assert_int_equal(width, 1280);
    assert_int_equal(EXPORT(ONE, "--background", "black", "--dpi", "300"), 0);
    assert_int_equal(corner("a.png", &width), 0xff000000);
    bytes = read_file("a.png", &length);
    at = find(bytes, length, "pHYs", 4);
    assert_true(at > 0);
    assert_memory_equal(bytes + at + 4, "\0\0\x2e\x23\0\0\x2e\x23\1", 9); /* 11811 to a metre */
    free(bytes);
    EXPORT(ONE, "--background", "reddish");
    expect(2, "a colour such as");
    EXPORT(ONE, "--background", "white", "--transparent");
    expect(2, "one or the other");
    EXPORT(ONE, "--scale", "0");
    expect(2, "--scale");
    EXPORT(ONE, "--dpi", "dense");
    expect(2, "--dpi");
}

static void test_controls(void **state)
{
    (void)state;
    assert_int_equal(EXPORT(ONE), 0);
    assert_int_equal(EXPORT(ONE, "-o", "b.png", "--no-controls"), 0);
    assert_int_equal(EXPORT(ONE, "-o", "c.png", "--controls"), 0);
    assert_true(same_bytes("a.png", "b.png"));
    assert_false(same_bytes("a.png", "c.png"));
    EXPORT(ONE, "--controls", "--no-controls");
    expect(2, "opposites");
}

/* What is too small says the least that would do, and that does. */
static void test_least_size(void **state)
{
    const char *least;
    char share[8];

    (void)state;
    EXPORT("mazur", "--at", "14", "--size", "360x360", "--fit", "0.1", "-o", "a.png");
    expect(2, "it takes --fit 0.");
    least = strstr(result.err, "it takes --fit ") + strlen("it takes --fit ");
    snprintf(share, sizeof share, "%.4s", least);
    assert_int_equal(EXPORT("mazur", "--at", "14", "--size", "360x360", "--fit", share, "-o", "a.png"), 0);
    EXPORT("mazur", "--at", "14", "--size", "359x1000");
    expect(2, "from 360x360");
    EXPORT("mazur", "--part", "nose");
    expect(2, "it must be network");
    EXPORT("mazur", "--steps", "3,999999");
    expect(2, "there is no step");
    EXPORT("mazur", "-o", "a.bmp");
    expect(2, "pictures are PNG, SVG, PDF, APNG or GIF");
    EXPORT("mazur", "-o", "-", "--format", "bmp");
    expect(2, "png, svg, pdf, apng or gif");
}

/* Each format has the sentence, and lesson, step, keys and version. */
static void test_what_files_say(void **state)
{
    static const char *const formats[] = {"png", "svg", "gif", "apng"};
    static const char *const words[] = {"Each gradient is", "mazur, iteration 1, step 14", "keys T B",
                                        "Backstep 0.", "A. Nobody"};

    (void)state;
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        char name[16], *bytes;
        size_t length;

        snprintf(name, sizeof name, "a.%s", formats[f]);
        if (f < 2) {
            EXPORT("mazur", "--at", "14", "--keys", "T B", "--size", "640x360", "--author", "A. Nobody", "-o",
                   name);
        } else {
            EXPORT("mazur", "--steps", "14", "--keys", "T B", "--size", "640x360", "--author", "A. Nobody", "-o",
                   name);
        }
        if (strstr(result.err, "was built without") != NULL)
            continue;
        assert_int_equal(result.status, 0);
        bytes = read_file(name, &length);
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
            if (find(bytes, length, words[w], strlen(words[w])) < 0)
                fail_msg("%s does not say '%s'", name, words[w]);
        free(bytes);
    }
}

/* The options of a series do not exclude each other; each has a part in what is drawn. */
static void test_together(void **state)
{
    static const char *const options[][2] = {{"--keys", "Ctrl+Right T"}, {"--with", "optimizer=adam"},
                                             {"--mistake", "updated_weights"}, {"--view", "matrices"},
                                             {"--iteration", "3"}};

    (void)state;
    assert_int_equal(EXPORT("mazur", "--steps", "10..12", "--size", "640x360", "--keys", "T", "--with",
                            "optimizer=adam", "--mistake", "updated_weights", "--view", "matrices",
                            "--iteration", "3", "-o", "a.png"), 0);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        const char *arguments[24] = {"export", "mazur", "--steps", "10..12", "--size", "640x360", "-o",
                                     "b.png", "--force"};
        size_t count = 9;

        for (size_t k = 0; k < sizeof options / sizeof options[0]; k++)
            if (k != i) {
                arguments[count++] = options[k][0];
                arguments[count++] = k == 0 ? "T" : options[k][1];
            }
        assert_int_equal(run(arguments), 0);
        assert_false(same_bytes("a-012.png", "b-012.png"));
    }
}

/* What ffprobe counts, or -1 where there is none: frames, and how long they are shown. */
static int probe(const char *name, double *seconds)
{
    char line[2 * PATH_SIZE];
    int frames = -1;
    FILE *out;

    snprintf(line, sizeof line,
             "cd '%.400s' && ffprobe -v error -count_frames -show_entries stream=nb_read_frames -show_entries "
             "packet=duration_time -of default=nw=1:nk=1 %.60s 2>/dev/null", folder, name);
    out = popen(line, "r");
    assert_non_null(out);
    *seconds = 0.0;
    while (fgets(line, sizeof line, out) != NULL) {
        if (strchr(line, '.') != NULL)
            *seconds += strtod(line, NULL);
        else
            frames = (int)strtol(line, NULL, 10);
    }
    pclose(out);
    return frames;
}

static void test_motion(void **state)
{
    static const char *const names[] = {"a.gif", "a.apng"};
    bool whole = thorough_stride(2) == 1;
    const char *steps = whole ? "all" : "0..9";
    int moments = whole ? 29 : 10;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double seconds, sooner;
        int frames, fewer;

        EXPORT("mazur", "--steps", steps, "--size", "640x360", "--pace", "4", "--fps", "20", "-o", names[i]);
        if (strstr(result.err, "was built without") != NULL)
            continue;
        assert_int_equal(result.status, 0);
        frames = probe(names[i], &seconds);
        assert_int_equal(EXPORT("mazur", "--steps", steps, "--size", "640x360", "--pace", "4", "--fps", "20", "-o",
                                i == 0 ? "b.gif" : "b.apng"), 0);
        assert_true(same_bytes(names[i], i == 0 ? "b.gif" : "b.apng"));
        assert_int_equal(EXPORT("mazur", "--steps", steps, "--size", "640x360", "--pace", "8", "--fps", "20", "-o",
                                names[i]), 0);
        fewer = probe(names[i], &sooner);
        if (frames < 0) {
            print_message("there is no ffprobe: no frames were counted\n");
            continue;
        }
        /* Moments, and motion within them; twice the pace is half the time. */
        assert_true(frames > 2 * moments && fewer < frames);
        print_message("%s: %d frames in %.2f s, %d in %.2f s\n", names[i], frames, seconds, fewer, sooner);
        assert_true(i == 1 || (seconds > (moments - 1) / 4.0 - 0.5 && seconds < (moments + 1) / 4.0 + 0.5));
        assert_true(i == 1 || (sooner > (moments - 1) / 8.0 - 0.5 && sooner < (moments + 1) / 8.0 + 1.0));
    }
}

/* A series into a program that makes a film of it. */
static void test_pipe(void **state)
{
    char line[3 * PATH_SIZE];
    bool whole = thorough_stride(2) == 1;

    (void)state;
    if (system("command -v ffmpeg >/dev/null 2>&1") != 0) {
        print_message("there is no ffmpeg: nothing was piped\n");
        skip();
    }
    snprintf(line, sizeof line,
             "cd '%.400s' && '%.400s' export mazur --steps %s --size 640x360 -o - --format png | ffmpeg -v error "
             "-f image2pipe -r 1 -i - film.mp4", folder, spawn_path(), whole ? "all" : "0..6");
    assert_int_equal(system(line), 0);
    assert_int_equal(probe("film.mp4", &(double){0}), whole ? 29 : 7);
}

static double seconds_of_children(void)
{
    struct rusage usage;

    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
           1e-6 * ((double)usage.ru_utime.tv_usec + (double)usage.ru_stime.tv_usec);
}

/* Of the processor's time, which other work on the machine does not change much. */
static void test_costs(void **state)
{
    static const char *const large[] = {"digits", "big"};
    double least = 1e9, most = 0.5;

    (void)state;
#ifdef SANITIZED
    most = 30.0;
#endif
    EXPORT("mazur", "-o", "a.pdf");
    if (strstr(result.err, "was built without") != NULL)
        skip();
    assert_int_equal(result.status, 0);
    for (int i = 0; i < 10 && least > most; i++) {
        double before = seconds_of_children(), took;

        assert_int_equal(EXPORT("mazur", "-o", "a.pdf"), 0);
        took = seconds_of_children() - before;
        least = took < least ? took : least;
    }
    print_message("a deck of mazur: %.2f s\n", least);
    assert_true(least <= most);
    for (size_t i = 0; i < 2; i += (size_t)thorough_stride(2)) {
        size_t length;

        assert_int_equal(EXPORT(large[i], "--steps", "1,30,64,200", "-o", "b.pdf"), 0);
        free(read_file("b.pdf", &length));
        print_message("%s: %zu bytes a page\n", large[i], length / 4);
        assert_true(length > 100000 && length <= 4 * 1000000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ground_and_size, begin, end),
        cmocka_unit_test_setup_teardown(test_controls, begin, end),
        cmocka_unit_test_setup_teardown(test_least_size, begin, end),
        cmocka_unit_test_setup_teardown(test_what_files_say, begin, end),
        cmocka_unit_test_setup_teardown(test_together, begin, end),
        cmocka_unit_test_setup_teardown(test_motion, begin, end),
        cmocka_unit_test_setup_teardown(test_pipe, begin, end),
        cmocka_unit_test_setup_teardown(test_costs, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
