/*
 * bench_start: the bare program that Backstep's cold start is measured against, and the watch.
 *
 *   bench_start                     opens the window, opens the fonts, shows 40 labels, ends
 *   bench_start time RUNS BARE APP  runs both in turn RUNS times; prints medians and their ratio
 *
 * Built and run by tools/bench-start, from the project's folder.
 */
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1001, LABELS = 40 };

static const char *const fonts[] = {
    "fonts/inter/Inter-Regular.otf",
    "fonts/inter/Inter-SemiBold.otf",
    "fonts/jetbrains-mono/JetBrainsMono-Regular.ttf",
    "fonts/jetbrains-mono/JetBrainsMono-Bold.ttf",
    "fonts/stix/STIXGeneral-Regular.otf",
    "fonts/stix/STIXGeneral-Italic.otf",
};
enum { FONTS = sizeof fonts / sizeof fonts[0] };

static int fail(const char *what)
{
    fprintf(stderr, "bench_start: %s: %s\n", what, SDL_GetError());
    return 1;
}

/* As little as a program with a window and text can do up to its first frame. */
static int show_once(void)
{
    const SDL_Color ink = {0x1a, 0x1a, 0x1a, 0xff};
    TTF_Font *open[FONTS];
    SDL_Window *window;
    SDL_Surface *surface;

    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0)
        return fail("cannot start");
    window = SDL_CreateWindow("bare", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1280, 720,
                              SDL_WINDOW_RESIZABLE);
    surface = window != NULL ? SDL_GetWindowSurface(window) : NULL;
    if (surface == NULL)
        return fail("cannot open a window");
    for (int i = 0; i < FONTS; i++)
        if ((open[i] = TTF_OpenFont(fonts[i], 18)) == NULL)
            return fail(fonts[i]);
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 0xff, 0xff, 0xff));
    for (int i = 0; i < LABELS; i++) {
        SDL_Rect at = {40 + i % 8 * 140, 40 + i / 8 * 100, 0, 0};
        char label[32];
        SDL_Surface *text;

        snprintf(label, sizeof label, "label %d", i);
        text = TTF_RenderUTF8_Blended(open[i % FONTS], label, ink);
        if (text == NULL)
            return fail("cannot draw text");
        SDL_BlitSurface(text, NULL, surface, &at);
        SDL_FreeSurface(text);
    }
    if (SDL_UpdateWindowSurface(window) != 0)
        return fail("cannot show the window");
    for (int i = 0; i < FONTS; i++)
        TTF_CloseFont(open[i]);
    SDL_DestroyWindow(window);
    TTF_Quit();
    SDL_Quit();
    return 0;
}

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* Milliseconds from fork to exit; < 0 if the program failed. */
static double time_process(const char *program)
{
    double start = now_ms();
    pid_t child = fork();
    int status;

    if (child == 0) {
        execl(program, program, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0)
        return -1;
    return now_ms() - start;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

static int time_both(int runs, const char *bare, const char *app)
{
    static double bare_ms[RUNS_MAX], app_ms[RUNS_MAX];

    if (runs < 1 || runs > RUNS_MAX)
        return fprintf(stderr, "bench_start: RUNS must be from 1 to %d\n", RUNS_MAX), 2;
    setenv("BACKSTEP_FRAMES", "1", 1); /* Backstep ends after its first frame */
    for (int i = -2; i < runs; i++) {  /* two to warm the file cache up */
        int at = i < 0 ? 0 : i;

        bare_ms[at] = time_process(bare);
        app_ms[at] = time_process(app);
        if (bare_ms[at] < 0 || app_ms[at] < 0)
            return fprintf(stderr, "bench_start: '%s' failed\n", bare_ms[at] < 0 ? bare : app), 1;
    }
    printf("start to the first frame and out again, ms, medians of %d interleaved runs\n", runs);
    printf("  bare SDL2 + SDL2_ttf  %7.1f\n", median(bare_ms, runs));
    printf("  backstep              %7.1f   %.2f x bare\n", median(app_ms, runs),
           median(app_ms, runs) / median(bare_ms, runs));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "time") == 0)
        return time_both(atoi(argv[2]), argv[3], argv[4]);
    return show_once();
}
