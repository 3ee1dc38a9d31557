#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

enum { PATIENCE_MS = 15000, GLANCE_MS = 30, ARGUMENTS_MAX = 24 };

void screen_sleep_ms(long ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};

    while (nanosleep(&time, &time) != 0 && errno == EINTR)
        ;
}

static bool installed(const char *program)
{
    char command[64];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

bool screen_possible(void)
{
    return installed("Xvfb") && installed("xdotool") && installed("setxkbmap");
}

/* The display's number, which the server writes once it is ready. */
static void read_display(struct screen *screen, int from)
{
    char number[16];
    size_t used = 0;
    ssize_t got;

    while (used + 1 < sizeof number && (got = read(from, number + used, 1)) == 1 &&
           number[used] != '\n')
        used++;
    number[used] = '\0';
    close(from);
    assert_true(used > 0);
    snprintf(screen->display, sizeof screen->display, ":%s", number);
}

void screen_start(struct screen *screen, const char *mode, const char *dpi)
{
    int ends[2];
    char fd[16];

    *screen = (struct screen){0};
    spawn_make_folder(screen->folder);
    assert_int_equal(pipe(ends), 0);
    snprintf(fd, sizeof fd, "%d", ends[1]);
    fflush(NULL);
    screen->server = fork();
    if (screen->server == 0) {
        int null = open("/dev/null", O_RDWR);

        close(ends[0]);
        dup2(null, STDERR_FILENO);
        execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", mode, "-dpi", dpi, "-fbdir",
               screen->folder, "-nolisten", "tcp", "-nocursor", "-noreset", (char *)NULL);
        _exit(127);
    }
    assert_true(screen->server > 0);
    close(ends[1]);
    read_display(screen, ends[0]);
    screen_do(screen, (const char *const[]){"mousemove", "1279", "719", NULL});
}

void screen_stop(struct screen *screen)
{
    if (screen->server > 0) {
        kill(screen->server, SIGTERM);
        waitpid(screen->server, NULL, 0);
        spawn_remove_folder(screen->folder);
    }
    *screen = (struct screen){0};
}

/* As after J: the tests compare the window with pictures that have no questions. */
static void turn_questions_off(const char *folder)
{
    char path[FILENAME_MAX];
    FILE *file;

    snprintf(path, sizeof path, "%s/backstep", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/backstep/study", folder);
    file = fopen(path, "w");
    if (file != NULL) {
        fputs("backstep study 1\nquestions off\n", file);
        fclose(file);
    }
}

/* In the child: runs the program on the display. */
static void become(const struct screen *screen, const char *program, const char *const *arguments)
{
    char *argv[ARGUMENTS_MAX + 2] = {(char *)(uintptr_t)program};

    for (int i = 0; i < ARGUMENTS_MAX && arguments[i] != NULL; i++)
        argv[i + 1] = (char *)(uintptr_t)arguments[i];
    setenv("DISPLAY", screen->display, 1);
    setenv("XDG_STATE_HOME", screen->folder, 1); /* nothing of a test is left to anyone */
    setenv("XDG_CONFIG_HOME", screen->folder, 1); /* and what anyone wished for counts for none */
    turn_questions_off(screen->folder);
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    execvp(program, argv);
    _exit(127);
}

static void run_on(const struct screen *screen, const char *program, const char *const *arguments)
{
    pid_t child;
    int status;

    fflush(NULL);
    child = fork();
    if (child == 0)
        become(screen, program, arguments);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

void screen_do(const struct screen *screen, const char *const *arguments)
{
    run_on(screen, "xdotool", arguments);
}

void screen_layout(const struct screen *screen, const char *layout)
{
    run_on(screen, "setxkbmap", (const char *const[]){layout, NULL});
}

static bool add_variable(const char *variable)
{
    const char *equals = variable != NULL ? strchr(variable, '=') : NULL;
    char name[64];

    if (equals == NULL)
        return variable == NULL;
    snprintf(name, sizeof name, "%.*s", (int)(equals - variable), variable);
    return setenv(name, equals + 1, 1) == 0;
}

pid_t screen_run(const struct screen *screen, const char *in, const char *variable,
                 const char *const *arguments)
{
    const char *program = spawn_path(); /* asserts, which a child must not */
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0) {
        if (chdir(in) != 0 || !add_variable(variable))
            _exit(126);
        become(screen, program, arguments);
    }
    assert_true(child > 0);
    return child;
}

int screen_wait(pid_t program)
{
    int status;

    for (int waited = 0; waited < PATIENCE_MS; waited += GLANCE_MS) {
        if (waitpid(program, &status, WNOHANG) == program)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        screen_sleep_ms(GLANCE_MS);
    }
    return -1;
}

void screen_kill(pid_t program)
{
    if (program > 0 && waitpid(program, NULL, WNOHANG) == 0) {
        kill(program, SIGKILL);
        waitpid(program, NULL, 0);
    }
}

long screen_ticks(pid_t program)
{
    char path[64], *stat, *after;
    long user, system_time;

    snprintf(path, sizeof path, "/proc/%ld/stat", (long)program);
    stat = spawn_read_file(path, NULL);
    after = stat != NULL ? strrchr(stat, ')') : NULL;
    /* Fields 14 and 15 of proc(5); the name, which may hold anything, ends at the last ')'. */
    if (after == NULL ||
        sscanf(after + 1, " %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %ld %ld", &user,
               &system_time) != 2)
        user = -1, system_time = 0;
    free(stat);
    return user + system_time;
}

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The upper eight bits of each colour of a pixel of 24 bits or of 30. */
static uint32_t eight_bits(uint32_t pixel, uint32_t depth)
{
    if (depth == 30)
        return (pixel >> 22 & 0xff) << 16 | (pixel >> 12 & 0xff) << 8 | (pixel >> 2 & 0xff);
    return pixel & 0xffffff;
}

/* What the server shows, in the XWD format in which it keeps it (X11/XWDFile.h), 32 bits a pixel here. */
struct shot {
    const unsigned char *bytes; /* mapped */
    size_t length;
    const unsigned char *pixels;
    size_t line; /* bytes */
    int width, height;
    uint32_t depth;
    bool big_endian;
};

static void shot_take(struct shot *shot, const struct screen *screen)
{
    enum { HEADER_SIZE = 0, DEPTH = 3, WIDTH = 4, HEIGHT = 5, BYTE_ORDER = 7, BITS = 11, LINE = 12, COLORS = 19 };
    char path[SPAWN_PATH_SIZE + 32];
    uint32_t field[COLORS + 1];
    struct stat status;
    size_t start;
    int file;

    snprintf(path, sizeof path, "%s/Xvfb_screen0", screen->folder);
    file = open(path, O_RDONLY);
    assert_true(file >= 0 && fstat(file, &status) == 0);
    shot->length = (size_t)status.st_size;
    assert_true(shot->length > sizeof field);
    shot->bytes = mmap(NULL, shot->length, PROT_READ, MAP_SHARED, file, 0);
    assert_true(shot->bytes != MAP_FAILED);
    close(file);
    for (size_t i = 0; i <= COLORS; i++)
        field[i] = big_endian(shot->bytes + 4 * i);
    assert_int_equal(field[BITS], 32);
    start = field[HEADER_SIZE] + (size_t)field[COLORS] * 12;
    assert_true(shot->length >= start + (size_t)field[LINE] * field[HEIGHT]);
    shot->pixels = shot->bytes + start;
    shot->line = field[LINE];
    shot->width = (int)field[WIDTH];
    shot->height = (int)field[HEIGHT];
    shot->depth = field[DEPTH];
    shot->big_endian = field[BYTE_ORDER] == 1;
}

static void shot_end(struct shot *shot)
{
    munmap((void *)(uintptr_t)shot->bytes, shot->length);
}

static uint32_t shot_pixel(const struct shot *shot, int x, int y)
{
    const unsigned char *p = shot->pixels + (size_t)y * shot->line + (size_t)x * 4;
    const unsigned char reversed[] = {p[3], p[2], p[1], p[0]};

    return eight_bits(big_endian(shot->big_endian ? p : reversed), shot->depth);
}

void screen_look(const struct screen *screen, struct picture *picture)
{
    struct shot shot;

    shot_take(&shot, screen);
    *picture = (struct picture){malloc((size_t)shot.width * (size_t)shot.height * 4), shot.width, shot.height};
    assert_non_null(picture->pixels);
    for (int i = 0; i < shot.width * shot.height; i++)
        picture->pixels[i] = shot_pixel(&shot, i % shot.width, i / shot.width);
    shot_end(&shot);
}

void picture_read(struct picture *picture, const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char *bytes;

    assert_true(png_image_begin_read_from_file(&image, path));
    image.format = PNG_FORMAT_RGB;
    bytes = malloc(PNG_IMAGE_SIZE(image));
    assert_non_null(bytes);
    assert_true(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    picture->width = (int)image.width;
    picture->height = (int)image.height;
    picture->pixels = malloc((size_t)image.width * image.height * 4);
    assert_non_null(picture->pixels);
    for (size_t i = 0; i < (size_t)image.width * image.height; i++)
        picture->pixels[i] = (uint32_t)bytes[3 * i] << 16 | (uint32_t)bytes[3 * i + 1] << 8 |
                             bytes[3 * i + 2];
    free(bytes);
}

void picture_finish(struct picture *picture)
{
    free(picture->pixels);
    *picture = (struct picture){0};
}

bool picture_shows(const struct picture *whole, const struct picture *part)
{
    if (part->width > whole->width || part->height > whole->height)
        return false;
    for (int y = 0; y < part->height; y++)
        if (memcmp(whole->pixels + (size_t)y * (size_t)whole->width,
                   part->pixels + (size_t)y * (size_t)part->width, (size_t)part->width * 4) != 0)
            return false;
    return true;
}

/* Whether it is now; most often the first lines tell that it is not yet. */
static bool shows_now(const struct screen *screen, const struct picture *picture)
{
    struct shot shot;
    bool same;

    shot_take(&shot, screen);
    same = picture->width <= shot.width && picture->height <= shot.height;
    for (int i = 0; i < picture->width * picture->height && same; i++)
        same = shot_pixel(&shot, i % picture->width, i / picture->width) == picture->pixels[i];
    shot_end(&shot);
    return same;
}

bool screen_shows(const struct screen *screen, const struct picture *picture)
{
    for (int waited = 0; waited < PATIENCE_MS; waited += GLANCE_MS) {
        if (shows_now(screen, picture))
            return true;
        screen_sleep_ms(GLANCE_MS);
    }
    return false;
}
