/*
 * Pictures without a display: which files, what size, what differs, what is refused.
 */
#define _XOPEN_SOURCE 700 /* a terminal of our own */
#include "spawn.h"
#include "../base/thorough.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = SPAWN_PATH_SIZE + 64 };

/* Each test has an empty folder to work in. */
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

#define EXPORT(...) run((const char *const[]){"export", __VA_ARGS__, NULL})

static struct spawn_result result;

/* Runs in the folder; returns the status and keeps the rest in `result` until the next run. */
static int run(const char *const *arguments)
{
    spawn_finish(&result);
    spawn_run(&result, folder, NULL, arguments);
    return result.status;
}

static const char *in_folder(const char *name)
{
    static char path[PATH_SIZE];

    snprintf(path, sizeof path, "%.400s/%.100s", folder, name);
    return path;
}

static void expect_picture(const char *name, unsigned width, unsigned height)
{
    unsigned w = 0, h = 0;

    if (!spawn_png_size(in_folder(name), &w, &h))
        fail_msg("%s is no whole PNG file; the program said: %s", name, result.err);
    assert_int_equal(w, width);
    assert_int_equal(h, height);
}

/* Whether the folder has a picture whose name begins so. */
static bool has_file(const char *where, const char *beginning)
{
    DIR *stream = opendir(in_folder(where));
    bool found = false;

    assert_non_null(stream);
    for (struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        found = found || strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
    closedir(stream);
    return found;
}

static bool same_bytes(const char *a, const char *b)
{
    size_t length_a, length_b;
    char *bytes_a = spawn_read_file(in_folder(a), &length_a);
    char *bytes_b = spawn_read_file(in_folder(b), &length_b);
    bool same;

    assert_non_null(bytes_a);
    assert_non_null(bytes_b);
    assert_true(length_a > 1000);
    same = length_a == length_b && memcmp(bytes_a, bytes_b, length_a) == 0;
    free(bytes_a);
    free(bytes_b);
    return same;
}

static void test_phases_by_default(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("mazur"), 0);
    assert_int_equal(spawn_count_files(folder, NULL), 4);
    expect_picture("mazur-01-forward.png", 1920, 1080);
    expect_picture("mazur-04-update.png", 1920, 1080);
    assert_false(same_bytes("mazur-01-forward.png", "mazur-02-loss.png"));
    assert_false(same_bytes("mazur-03-backward.png", "mazur-04-update.png"));
    assert_non_null(strstr(result.out, "wrote 4 pictures"));
    assert_string_equal(result.err, "");
}

static void test_one_step(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("mazur", "--at", "3", "--size", "640x360", "-o", "three.png"), 0);
    assert_int_equal(EXPORT("--at=3", "--size=640x360", "mazur"), 0);
    expect_picture("three.png", 640, 360);
    expect_picture("mazur-03-forward-h2.png", 640, 360);
    assert_true(same_bytes("three.png", "mazur-03-forward-h2.png"));
    assert_int_equal(EXPORT("mazur", "--at", "1", "--size", "640x360", "-o", "one"), 0); /* a station */
    expect_picture("one/mazur-01-forward-h1.png", 640, 360);
    assert_int_equal(EXPORT("mazur", "--at", "0", "--size", "640x360", "-o", "zero.png"), 0);
    assert_false(same_bytes("three.png", "zero.png"));
    assert_int_equal(spawn_count_files(folder, NULL), 4);
}

static void test_sizes(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("mazur", "--at", "5", "--size", "3840x2160", "-o", "large.png"), 0);
    expect_picture("large.png", 3840, 2160);
    assert_int_equal(EXPORT("mazur", "--at", "5", "--size", "1024x768", "-o", "four-three.png"), 0);
    expect_picture("four-three.png", 1024, 768);
}

static void test_look(void **state)
{
    static const char *const looks[][2] = {
        {"--theme", "dark"}, {"--text", "1"}, {"--granularity", "term"}, {"--theme", "light"}};

    (void)state;
    assert_int_equal(EXPORT("mazur", "--at", "4", "--size", "1280x720", "-o", "plain.png"), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(EXPORT("mazur", "--at", "4", "--size", "1280x720", looks[i][0],
                                looks[i][1], "-o", "other.png", "--force"), 0);
        assert_int_equal(same_bytes("plain.png", "other.png"), i == 3);
    }
}

/* Each picture that a lesson has is drawn, another is refused with those that it has. */
static void test_pictures(void **state)
{
    static const char *const pictures[] = {"network", "folded",    "gradient", "table", "matrices",
                                           "map",     "landscape", "graph"};
    static const struct { const char *lesson, *has; size_t lacks; } lessons[] = {
        {"xor", "network, table, matrices, map, landscape and graph", 2},
        {"mazur", "network, table, matrices, landscape and graph", 3},
        {"memory", "network, folded, gradient, table, matrices and graph", 2},
        {"chain-rule", "graph", 7}};

    (void)state;
    for (size_t l = 0; l < sizeof lessons / sizeof lessons[0]; l += (size_t)thorough_stride(2)) {
        size_t refused = 0;

        for (size_t p = 0; p < sizeof pictures / sizeof pictures[0]; p++) {
            bool has = strstr(lessons[l].has, pictures[p]) != NULL;
            char sentence[200];

            assert_int_equal(EXPORT(lessons[l].lesson, "--at", "2", p % 2 ? "--part" : "--view",
                                    pictures[p], "--size", "640x360", "-o", "p.png", "--force"),
                             has ? 0 : 2);
            snprintf(sentence, sizeof sentence, "'%s' has no picture '%s'; it has %s (see ",
                     lessons[l].lesson, pictures[p], lessons[l].has);
            assert_int_equal(strstr(result.err, sentence) == NULL, has);
            refused += !has;
        }
        assert_int_equal(refused, lessons[l].lacks);
    }
    assert_int_equal(EXPORT("--help"), 0);
    assert_non_null(strstr(result.out, "network, folded, gradient, table,\n"));
    for (const char *line = result.out; line != NULL && *line != '\0';
         line = strchr(line, '\n') != NULL ? strchr(line, '\n') + 1 : NULL)
        assert_true(strcspn(line, "\n") <= 100);
}

static void test_keys_are_steps(void **state)
{
    (void)state;
    /* In the forward pass: past the loss, its curve remembers what was seen. */
    assert_int_equal(EXPORT("mazur", "--at", "5", "--size", "640x360", "-o", "at.png"), 0);
    assert_int_equal(EXPORT("mazur", "--keys", "Right*7 Left Left", "--size", "640x360"), 0);
    expect_picture("mazur-keys.png", 640, 360);
    assert_true(same_bytes("at.png", "mazur-keys.png"));
    assert_int_equal(EXPORT("mazur", "--at", "3", "--keys", "Space Right", "--size", "640x360",
                            "-o", "both.png"), 0);
    assert_true(same_bytes("at.png", "both.png"));
    assert_int_equal(EXPORT("mazur", "--at", "5", "--keys", "T", "--size", "640x360", "-o",
                            "dark.png"), 0);
    assert_false(same_bytes("at.png", "dark.png"));
    /* A key for the window means nothing here, and does no harm. */
    assert_int_equal(EXPORT("mazur", "--at", "5", "--keys", "F S Q", "--size", "640x360", "-o",
                            "window.png"), 0);
    assert_true(same_bytes("at.png", "window.png"));
    assert_int_equal(spawn_count_files(folder, NULL), 5);
}

static void test_series(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("neuron", "--steps", "all", "--size", "640x360", "-o", "deep"), 0);
    assert_true(spawn_count_files(in_folder("deep"), NULL) >= 7);
    expect_picture("deep/neuron-00-start.png", 640, 360);
    assert_true(has_file("deep", "neuron-06-"));
    assert_int_equal(EXPORT("neuron", "--steps", "2..4", "--size", "640x360", "-o", "some.png"), 0);
    expect_picture("some-002.png", 640, 360);
    expect_picture("some-004.png", 640, 360);
    assert_int_equal(spawn_count_files(folder, NULL), 4); /* three and the folder */
    assert_int_equal(EXPORT("neuron", "--steps", "3", "--size", "640x360", "-o", "one.png"), 0);
    assert_true(same_bytes("some-003.png", "one-003.png"));
    assert_int_equal(EXPORT("neuron", "--at", "4", "--size", "640x360", "-o", "deep/"), 1);
    assert_non_null(strstr(result.err, "--force"));
}

static void test_all_is_one_whole_iteration(void **state)
{
    char last[64];
    size_t count;

    (void)state;
    assert_int_equal(EXPORT("mazur", "--steps", "all", "--granularity", "layer", "--size",
                            "640x360", "-o", "all.png"), 0);
    count = spawn_count_files(folder, NULL);
    snprintf(last, sizeof last, "all-%03zu.png", count - 1);
    assert_int_equal(EXPORT("mazur", "--granularity", "layer", "--keys", "End", "--size",
                            "640x360", "-o", "end.png"), 0);
    assert_true(same_bytes(last, "end.png"));
}

static void test_nothing_is_overwritten(void **state)
{
    size_t length;
    char *text;

    (void)state;
    spawn_write_file(in_folder("mazur-03-backward.png"), "mine");
    assert_int_equal(EXPORT("mazur", "--size", "640x360"), 1);
    assert_non_null(strstr(result.err, "'mazur-03-backward.png' exists already; use --force"));
    assert_int_equal(spawn_count_files(folder, NULL), 1); /* it was asked before the first */
    text = spawn_read_file(in_folder("mazur-03-backward.png"), &length);
    assert_string_equal(text, "mine");
    free(text);
    assert_int_equal(EXPORT("mazur", "--size", "640x360", "--force"), 0);
    expect_picture("mazur-03-backward.png", 640, 360);
}

static void test_what_cannot_be_written(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("mazur", "-o", "no/such/one.png", "--at", "1"), 1);
    assert_non_null(strstr(result.err, "no/such/one.png"));
    assert_int_equal(EXPORT("mazur", "-o", "no/such", "--at", "1"), 1);
    assert_non_null(strstr(result.err, "no/such"));
    assert_non_null(strstr(result.err, "no folder 'no'"));
    assert_int_equal(EXPORT("mazur", "-o", "", "--at", "1"), 2);
    assert_non_null(strstr(result.err, "-o is empty"));
    if (geteuid() == 0) {
        print_message("root may write everywhere: a folder without the right was not tried\n");
    } else {
        assert_int_equal(chmod(folder, 0500), 0);
        assert_int_equal(EXPORT("mazur", "--at", "1"), 1);
        assert_non_null(strstr(result.err, "ermission denied"));
        assert_int_equal(chmod(folder, 0700), 0);
    }
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("neuron", "--at", "1", "--size", "640x360", "-o", "One.PNG"), 0);
    expect_picture("One.PNG", 640, 360);
    assert_int_equal(EXPORT("neuron", "--steps", "0..1", "--size", "640x360", "-o", "a.Png"), 0);
    expect_picture("a-001.Png", 640, 360);
    assert_int_equal(spawn_count_files(folder, NULL), 3);
    assert_int_equal(EXPORT("neuron", "--at", "1", "-o", "one.jpg"), 2);
    assert_non_null(strstr(result.err, "pictures are PNG, SVG, PDF"));
    assert_int_equal(EXPORT("neuron", "--at", "1", "-o", "one.JPEG"), 2);
    assert_int_equal(spawn_count_files(folder, NULL), 3);
    spawn_write_file(in_folder("plain"), "mine");
    assert_int_equal(EXPORT("neuron", "--at", "1", "-o", "plain"), 1);
    assert_non_null(strstr(result.err, "it is a file; give a folder or a name ending in .png"));
    assert_int_equal(EXPORT("neuron", "--at", "1", "-o", "plain/one.png"), 1);
    assert_non_null(strstr(result.err, "'plain' is a file"));
    assert_int_equal(spawn_count_files(folder, NULL), 4);
    /* A folder may be called anything. */
    assert_int_equal(mkdir(in_folder("b.png"), 0700), 0);
    assert_int_equal(EXPORT("neuron", "--at", "1", "--size", "640x360", "-o", "b.png"), 0);
    assert_true(has_file("b.png", "neuron-01-"));
}

static void test_numbers_sort(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("neuron", "--steps", "998..1001", "--size", "640x360"), 0);
    assert_true(has_file("", "neuron-0998-"));
    assert_true(has_file("", "neuron-1001-"));
    assert_int_equal(spawn_count_files(folder, NULL), 4);
}

static void test_full_disk(void **state)
{
    char command[2 * PATH_SIZE];
    int status;

    (void)state;
    assert_int_equal(mkdir(in_folder("small"), 0700), 0);
    snprintf(command, sizeof command, "mount -t tmpfs -o size=64k none '%s' 2>/dev/null",
             in_folder("small"));
    if (system(command) != 0) {
        print_message("no small disk could be made: a full one was not tried\n");
        skip();
    }
    status = EXPORT("mazur", "--at", "9", "-o", "small/picture.png");
    if (status == 1)
        status = spawn_count_files(in_folder("small"), NULL) == 0 &&
                         strstr(result.err, "o space left") != NULL
                     ? 1
                     : -1;
    if (status == 1)
        status = EXPORT("mazur", "--steps", "all", "-o", "small");
    if (status == 1) /* told once, and nothing is left that is not whole */
        status = strstr(result.err, "o space left") != NULL &&
                         strchr(result.err, '\n') == strrchr(result.err, '\n') &&
                         spawn_count_files(in_folder("small"), ".png") == 0
                     ? 1
                     : -1;
    snprintf(command, sizeof command, "umount '%s'", in_folder("small"));
    assert_int_equal(system(command), 0);
    assert_int_equal(status, 1);
}

/* A device has no name of its own beside it, and what it says is said. */
static void test_devices(void **state)
{
    static const char *const formats[] = {"png", "svg", "pdf", "apng", "gif"};

    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        EXPORT("mazur", "--format", formats[i], "--steps", "3,4", "--size", "640x360", "-o", "/dev/full");
        if (strstr(result.err, "was built without") != NULL)
            continue;
        assert_int_equal(result.status, 1);
        assert_non_null(strstr(result.err, "cannot write '/dev/full': no space left on device"));
        assert_int_equal(EXPORT("mazur", "--format", formats[i], i < 3 ? "--at" : "--steps", "3", "--size", "640x360",
                                "-o", "/dev/null"), 0);
        assert_string_equal(result.out, "");
    }
    assert_int_equal(EXPORT("mazur", "-o", "/dev/null"), 2);
    assert_non_null(strstr(result.err, "needs --format"));
    assert_int_equal(EXPORT("mazur", "-o", "-"), 2);
    assert_non_null(strstr(result.err, "needs --format"));
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

/* A terminal is shown no bytes that it would obey; SVG is text. */
static void test_terminal(void **state)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);

    (void)state;
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0
        || access(ptsname(terminal), W_OK) != 0)
        skip(); /* as in a chroot without /dev/pts */
    spawn_finish(&result);
    spawn_run(&result, folder, ptsname(terminal),
              (const char *const[]){"export", "mazur", "--at", "3", "-o", "-", "--format", "png", NULL});
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "standard output is a terminal, which cannot show png"));
    close(terminal);
}

/* What nobody has asked for is not written by the gigabyte. */
static void test_large_decks(void **state)
{
    (void)state;
    EXPORT("big", "-o", "big.pdf");
    if (strstr(result.err, "was built without") != NULL)
        skip();
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.err, "more than 300 steps; --steps layers"));
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

/* Whoever of the workers drew it: each picture of a series is the one that is exported alone. */
static void test_series_is_its_pictures(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("xor", "--steps", "all", "--size", "640x360", "-o", "s.png"), 0);
    assert_non_null(strstr(result.out, "s-000.png to s-0"));
    assert_true(spawn_count_files(folder, NULL) > 8);
    for (int i = 0; i < 8; i += thorough_stride(3)) {
        char at[16], name[24];

        snprintf(at, sizeof at, "%d", i);
        snprintf(name, sizeof name, "s-%03d.png", i);
        assert_int_equal(EXPORT("xor", "--at", at, "--size", "640x360", "-o", "one.png", "--force"),
                         0);
        assert_true(same_bytes("one.png", name));
    }
}

/* A signal in the middle ends all workers, and leaves nothing that is not whole. */
static void test_a_series_that_is_ended(void **state)
{
    struct spawn_result ended;
    size_t files;

    (void)state;
    spawn_run_signal(&ended, SIGTERM, 700,
                     (const char *const[]){"export", "big", "--steps", "0..5000", "-o", folder,
                                           NULL});
    assert_int_equal(ended.status, 128 + SIGTERM);
    spawn_finish(&ended);
    files = spawn_count_files(folder, NULL);
    assert_int_equal(spawn_count_files(folder, ".png"), 0);
    nanosleep(&(struct timespec){0, 500 * 1000000}, NULL);
    assert_int_equal(spawn_count_files(folder, NULL), files);
}

/* A script's stations; a scenario without a script has none. */
static void test_stations(void **state)
{
    char script[2048];

    (void)state;
    snprintf(script, sizeof script,
             "{\"backstep\": 1, \"title\": \"Scripted\", \"network\": {\"inputs\": 1, \"layers\": "
             "[{\"units\": 1, \"activation\": \"sigmoid\", \"weights\": [[0.5]]}]}, "
             "\"loss\": \"half_squared_error\", \"optimizer\": {\"kind\": \"sgd\", "
             "\"learning_rate\": 0.5}, \"data\": {\"samples\": [{\"x\": [1], \"t\": [1]}]}, "
             "\"stop\": {\"iterations\": 3}, \"script\": [%s{\"start\": true}, \"say\": \"Here it "
             "begins.\"}, {\"at\": {\"phase\": \"forward\"}, \"say\": \"Forward is over.\"}, "
             "{\"at\": {\"phase\": \"forward\"}, \"ask\": {\"kind\": \"phase_name\"}}, "
             "{\"at\": {\"iteration\": 2, \"phase\": \"loss\"}, \"say\": \"The loss again.\"}, "
             "{\"run_to\": {\"iteration\": 3, \"seconds\": 1}, \"say\": \"It has run.\", "
             "\"ask\": {\"text\": \"Will it be 0?\", \"answers\": ["
             "{\"text\": \"No\", \"right\": true}, {\"text\": \"Yes\"}]}}]}",
             "{\"at\": ");
    spawn_write_file(in_folder("scripted.json"), script);
    assert_int_equal(EXPORT("scripted.json", "--steps", "stations", "--size", "640x360", "-o",
                            "s.png"), 0);
    /* One that is a question alone is passed, unless there are questions. */
    assert_int_equal(spawn_count_files(folder, NULL), 5);
    expect_picture("s-001.png", 640, 360);
    expect_picture("s-002.png", 640, 360);
    expect_picture("s-004.png", 640, 360);
    assert_false(same_bytes("s-001.png", "s-002.png"));
    assert_false(same_bytes("s-002.png", "s-004.png"));
    assert_int_equal(EXPORT("scripted.json", "--steps", "stations", "--size", "640x360", "-o",
                            "a.png", "--ask"), 0);
    /* What is asked before a run has a picture of its own, where the station before it stands. */
    assert_int_equal(spawn_count_files(folder, NULL), 11);
    assert_true(same_bytes("s-002.png", "a-002.png"));
    assert_false(same_bytes("a-002.png", "a-003.png"));
    expect_picture("a-005-question.png", 640, 360);
    assert_false(same_bytes("a-004.png", "a-005-question.png"));
    assert_true(same_bytes("s-004.png", "a-004.png"));
    assert_true(same_bytes("s-005.png", "a-005.png"));
    spawn_write_file(in_folder("plain.csv"), "a,y\n1,0\n2,1\n3,0\n4,1\n");
    assert_int_equal(EXPORT("plain.csv", "--steps", "stations"), 2);
    assert_non_null(strstr(result.err, "no stations"));
}

static void test_past_the_end(void **state)
{
    (void)state;
    assert_int_equal(EXPORT("neuron", "--at", "1000000", "--granularity", "phase", "-o",
                            "never.png"), 2);
    assert_non_null(strstr(result.err, "the run ends with step"));
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

/* A moment is said as in a link; what there is not is wrong use. */
static void test_moments(void **state)
{
    static const struct {
        const char *scenario, *at, *sentence;
    } wrong[] = {
        {"mazur", "1,backward,after dw w99", "there is no weight \"w99\""},
        {"moons", "1,backward,after dw w99", "expected w11(1), w12(1), w21, w22,"},
        {"mazur", "backwards", "found 'backwards', expected \"start\""},
        {"mazur", "99999999,backward", "the run ends before"},
        {"memory", "1,backward,time 9,after da h", "there is no time 9"},
        {"mazur", "1,time 1,after a h1", "there is no time 1"},
        {"memory", "1,backward,time 2", "a time needs a quantity"},
        {"micrograd", "1,sample 0,forward", "a graph has no samples"},
        {"mazur", "-3", "must be a whole number from 0"},
        {"mazur", "9999999999999999999999", "must be a whole number from 0"},
    };

    (void)state;
    assert_int_equal(EXPORT("mazur", "--at", "8", "-o", "step.png", "--size=640x360"), 0);
    assert_int_equal(EXPORT("mazur", "--at", "1,backward,after+dw+w5", "-o", "a.png",
                            "--size=640x360"), 0);
    assert_int_equal(EXPORT("mazur", "--at", "1,backward,after dw w5", "-o", "b.png",
                            "--size=640x360"), 0);
    expect_picture("a.png", 640, 360);
    assert_true(same_bytes("a.png", "b.png"));
    assert_int_equal(EXPORT("mazur", "--at", "1,backward,after dw w8", "-o", "c.png",
                            "--size=640x360"), 0);
    assert_false(same_bytes("a.png", "c.png"));
    assert_int_equal(EXPORT("micrograd", "--at", "1,backward,after gradient a", "-o", "g.png",
                            "--size=1280x720"), 0);
    assert_int_equal(EXPORT("memory", "--at", "1,backward,time 2,after da h", "-o", "r2.png",
                            "--size=1280x720"), 0);
    assert_int_equal(EXPORT("memory", "--at", "1,backward,time 1,after da h", "-o", "r1.png",
                            "--size=1280x720"), 0);
    assert_false(same_bytes("r1.png", "r2.png"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int status = EXPORT(wrong[i].scenario, "--at", wrong[i].at, "-o", "never.png");

        if (status != 2 || strstr(result.err, wrong[i].sentence) == NULL)
            fail_msg("--at '%s' (%d): %s", wrong[i].at, status, result.err);
    }
    assert_int_equal(EXPORT("mazur", "--at", "1,forward", "--steps", "all"), 2);
    assert_int_equal(EXPORT("mazur", "--part", "map"), 2);
    assert_int_equal(EXPORT("micrograd", "--part", "network"), 2);
    assert_int_equal(EXPORT("mazur", "--iteration", "10001"), 2);
    assert_non_null(strstr(result.err, "the run ends with iteration 10000"));
    assert_int_equal(EXPORT("mazur", "--iteration", "10000", "--steps", "1", "-o", "last.png"), 0);
    assert_int_equal(mkdir(in_folder("folder.pdf"), 0700), 0);
    assert_int_equal(EXPORT("mazur", "-o", "folder.pdf"), 1);
    assert_non_null(strstr(result.err, "cannot write 'folder.pdf': it is a folder"));
    assert_int_equal(spawn_count_files(in_folder("folder.pdf"), NULL), 0);
}

/* The end of a series is looked for before its first picture is written. */
static void test_series_past_the_end(void **state)
{
    char steps[64], *at;
    long last;

    (void)state;
    assert_int_equal(EXPORT("neuron", "--at", "1000000", "--granularity", "phase"), 2);
    at = strstr(result.err, "ends with step ");
    assert_non_null(at);
    last = strtol(at + strlen("ends with step "), NULL, 10);
    assert_true(last > 1);
    snprintf(steps, sizeof steps, "%ld..%ld", last - 1, last + 1);
    assert_int_equal(EXPORT("neuron", "--granularity", "phase", "--steps", steps, "-o", "series"), 2);
    assert_non_null(strstr(result.err, "the run ends with step"));
    assert_string_equal(result.out, "");
    assert_int_equal(spawn_count_files(folder, NULL), 0); /* not even the folder */
    assert_int_equal(EXPORT("neuron", "--steps", "0..100000000", "-o", "series"), 2);
    assert_non_null(strstr(result.err, "more than 100000 pictures"));
    assert_string_equal(result.out, "");
    assert_int_equal(spawn_count_files(folder, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_phases_by_default, begin, end),
        cmocka_unit_test_setup_teardown(test_one_step, begin, end),
        cmocka_unit_test_setup_teardown(test_sizes, begin, end),
        cmocka_unit_test_setup_teardown(test_look, begin, end),
        cmocka_unit_test_setup_teardown(test_pictures, begin, end),
        cmocka_unit_test_setup_teardown(test_keys_are_steps, begin, end),
        cmocka_unit_test_setup_teardown(test_series, begin, end),
        cmocka_unit_test_setup_teardown(test_all_is_one_whole_iteration, begin, end),
        cmocka_unit_test_setup_teardown(test_nothing_is_overwritten, begin, end),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_written, begin, end),
        cmocka_unit_test_setup_teardown(test_names, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers_sort, begin, end),
        cmocka_unit_test_setup_teardown(test_full_disk, begin, end),
        cmocka_unit_test_setup_teardown(test_devices, begin, end),
        cmocka_unit_test_setup_teardown(test_terminal, begin, end),
        cmocka_unit_test_setup_teardown(test_large_decks, begin, end),
        cmocka_unit_test_setup_teardown(test_series_is_its_pictures, begin, end),
        cmocka_unit_test_setup_teardown(test_a_series_that_is_ended, begin, end),
        cmocka_unit_test_setup_teardown(test_stations, begin, end),
        cmocka_unit_test_setup_teardown(test_past_the_end, begin, end),
        cmocka_unit_test_setup_teardown(test_moments, begin, end),
        cmocka_unit_test_setup_teardown(test_series_past_the_end, begin, end),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    spawn_finish(&result);
    return failed;
}
