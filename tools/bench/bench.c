#include "app/app.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/processor.h"
#include "bench/bench_fann.h"
#include "bench/bench_frame.h"
#include "bench/bench_graph.h"
#include "bench/bench_picture.h"
#include "bench/bench_run.h"
#include "bench/bench_stall.h"
#include "bench/bench_train.h"
#include "bench/bench_travel.h"
#include "cli/cli.h"
#include "lesson/catalogue.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is drawn: the first lesson, and two whose inputs are images. */
enum { LESSON_FIRST, LESSON_DIGITS, LESSON_BIG, LESSONS };

static const char *const lessons[LESSONS] = {"mazur", "digits", "big"};

/* What is measured of each of them. */
struct bench_drawn {
    struct bench_frame frame;
    struct bench_run run;
    struct bench_picture picture;
};

/* And beside them. */
struct bench_others {
    struct bench_frame graph;
    struct bench_stall stalls[BENCH_STALLS];
    struct bench_million million;
};

static bool open_lesson(struct app *app, int lesson, struct error *err)
{
    char path[FILE_PATH_SIZE];

    return catalogue_resolve(lessons[lesson], path, err) && app_open(app, path, err);
}

static bool run_others(struct fonts *fonts, struct bench_others *others, struct error *err)
{
    struct app *app = memory_new(1, sizeof *app);
    bool ok;

    app_init(app);
    ok = bench_graph(fonts, &others->graph, err) && bench_million(app, fonts, &others->million, err)
         && bench_stall(fonts, others->stalls, err);
    app_finish(app);
    free(app);
    return ok;
}

static bool run_frames(struct bench_drawn drawn[LESSONS], struct bench_others *others,
                       struct error *err)
{
    struct fonts *fonts = cli_open_fonts(err);
    bool ok = fonts != NULL;

    for (int lesson = 0; lesson < LESSONS && ok; lesson++) {
        struct app *app = memory_new(1, sizeof *app);

        app_init(app);
        ok = open_lesson(app, lesson, err);
        if (ok) {
            app->shown.settings.animation = false;
            ok = bench_frame(app, fonts, &drawn[lesson].frame, err)
                 && bench_picture(app, fonts, &drawn[lesson].picture, err)
                 && open_lesson(app, lesson, err)
                 && bench_run(app, fonts, &drawn[lesson].run, err);
        }
        app_finish(app);
        free(app);
    }
    ok = ok && run_others(fonts, others, err);
    fonts_close(fonts);
    return ok;
}

static void print_train(const struct bench_train *train)
{
    printf("Training, one sample at a time where nothing else is said; ns a sample%s\n",
           bench_fann_present() ? "" : "; without FANN, which was not there when this was built");
    for (int i = 0; i < BENCH_NETS; i++) {
        printf("  %-24s %8.0f", train[i].shape, train[i].ns);
        if (train[i].fann_ns > 0)
            printf("   %.2f of FANN's %.0f", train[i].fann_ratio, train[i].fann_ns);
        if (train[i].limit_ns > 0)
            printf("   %.2f of its limit, %.0f", train[i].ns / train[i].limit_ns,
                   train[i].limit_ns);
        printf("\n");
    }
}

static void print_travel(const struct bench_travel *travel)
{
    printf("'xor' %d iterations forward, then %d jumps anywhere and back to the end; ms\n",
           BENCH_TRAVEL_ITERATIONS, BENCH_TRAVEL_JUMPS);
    printf("  forward            %8.0f   with %.1f MiB to come back, of %.0f\n", travel->forward_ms,
           travel->memory_mb, travel->bound_mb);
    printf("  a jump             %8.3f   %.3f the longest, %s\n", travel->jump_ms,
           travel->longest_ms, travel->exact ? "exact to the bit" : "NOT EXACT");
}

static void print_frame(const char *lesson, const struct bench_frame *frame)
{
    printf("Drawing '%s' at %dx%d, %s; ms, medians of interleaved runs\n", lesson, frame->width,
           frame->height,
           strcmp(frame->driver, "memory") == 0
               ? "no display of that size: memory for the window, a copy for presenting"
               : frame->driver);
    printf("  clear and present  %8.3f\n", frame->clear_present);
    printf("  a whole frame      %8.3f   %.1f x clear and present\n", frame->frame,
           frame->frame / frame->clear_present);
    printf("    build            %8.3f\n", frame->build);
    printf("    rasterise        %8.3f\n", frame->raster);
    printf("    present          %8.3f\n", frame->present);
    printf("  a step, undrawn    %8.3f   %.3f of a frame\n", frame->step,
           frame->step / frame->frame);
}

static void print_picture(const struct bench_picture *picture)
{
    printf("  a PNG of it        %8.3f   %.2f of drawing and deflating it; limit %.1f\n",
           picture->whole, picture->whole / picture->bare, BENCH_PICTURE_LIMIT);
}

static void print_run(const struct bench_run *run)
{
    printf("  while it runs on   %8.3f   a frame, %.0f a second, %.0f ms between two at most\n", run->frame,
           run->frames_per_second, run->longest_ms);
    printf("    training gets    %8.0f   iterations a second, %.0f %% of what it does alone; the same\n"
           "                                work in %.2f of the processor's time\n",
           run->iterations_per_second, 100.0 * run->share, 1.0 / run->efficiency);
    printf("    and waits        %8.3f   in a frame\n", run->held_ms);
}

static void print_graph(const struct bench_frame *graph)
{
    printf("A graph of %d nodes\n", BENCH_GRAPH_NODES);
    printf("  a whole frame      %8.3f   %.2f of its limit, %.0f\n", graph->frame,
           graph->frame / bench_graph_limit_ms, bench_graph_limit_ms);
}

static void print_million(const struct bench_million *million)
{
    printf("'xor' %d iterations in the window; ms\n", BENCH_MILLION);
    printf("  all of them        %8.0f   of %.0f; %.0f of the processors, %.0f frames, %.0f between "
           "two at most, %.1f MiB\n",
           million->ms, bench_million_limit_ms, million->worked_ms, million->frames,
           million->longest_ms, million->kept_mb);
}

static void print_stalls(const struct bench_stall *stalls)
{
    printf("The longest that a picture is waited for, of %.0f; ms\n", bench_stall_limit_ms);
    for (int i = 0; i < BENCH_STALLS; i++) {
        printf("  %-24s %8.1f   after a key, %.1f while it runs on\n", stalls[i].name,
               stalls[i].key_ms, stalls[i].gap_ms);
        if (stalls[i].other_route_ms > 0.0)
            printf("    all differences    %10.0f   of %.0f\n", stalls[i].other_route_ms,
                   bench_other_route_limit_ms);
    }
}

static void print_stalls_json(const struct bench_stall *stalls)
{
    printf(",\n \"stall_limit_ms\":%.0f,\"other_route_limit_ms\":%.0f,\"stalls\":{",
           bench_stall_limit_ms, bench_other_route_limit_ms);
    for (int i = 0; i < BENCH_STALLS; i++) {
        printf("%s\"%s\":{\"key_ms\":%.3f,\"gap_ms\":%.3f", i > 0 ? ",\n  " : "",
               stalls[i].name, stalls[i].key_ms, stalls[i].gap_ms);
        if (stalls[i].other_route_ms > 0.0)
            printf(",\"other_route_ms\":%.1f", stalls[i].other_route_ms);
        printf("}");
    }
    printf("}");
}

static void print_text(const struct bench_drawn *drawn, const struct bench_others *others,
                       const struct bench_train *train, const struct bench_travel *travel)
{
    for (int lesson = 0; lesson < LESSONS; lesson++) {
        print_frame(lessons[lesson], &drawn[lesson].frame);
        print_picture(&drawn[lesson].picture);
        print_run(&drawn[lesson].run);
    }
    print_graph(&others->graph);
    print_million(&others->million);
    print_stalls(others->stalls);
    print_train(train);
    print_travel(travel);
}

/* One number of each network that has it: ,"key":{"2-2-1":1.5,...}. `at`: where in the struct. */
static void print_nets(const char *key, const struct bench_train *train, size_t at)
{
    const char *between = "";

    printf(",\n \"%s\":{", key);
    for (int i = 0; i < BENCH_NETS; i++) {
        double number = *(const double *)(const void *)((const char *)&train[i] + at);

        if (number <= 0)
            continue;
        printf("%s\"%s\":%.4f", between, train[i].shape, number);
        between = ",";
    }
    printf("}");
}

/* The times of the larger lessons, one after the other. */
static void print_larger(const struct bench_drawn *drawn)
{
    printf(",\n \"larger\":{");
    for (int lesson = LESSON_FIRST + 1; lesson < LESSONS; lesson++) {
        const struct bench_frame *frame = &drawn[lesson].frame;

        printf("%s\"%s\":{\"frame_ms\":%.6f,\"build_ms\":%.6f,\"raster_ms\":%.6f,\"present_ms\":%.6f,"
               "\"step_ms\":%.6f}",
               lesson > LESSON_FIRST + 1 ? ",\n  " : "", lessons[lesson], frame->frame, frame->build,
               frame->raster, frame->present, frame->step);
    }
    printf("}");
}

/* The lessons while they run on. */
static void print_runs(const struct bench_drawn *drawn)
{
    printf(",\n \"running\":{");
    for (int lesson = 0; lesson < LESSONS; lesson++) {
        const struct bench_run *run = &drawn[lesson].run;

        printf("%s\"%s\":{\"frame_ms\":%.6f,\"frames_per_second\":%.2f,\"longest_ms\":%.3f,"
               "\"iterations_per_second\":%.1f,\"training_share\":%.4f,\"efficiency\":%.4f,"
               "\"held_ms\":%.4f}",
               lesson > 0 ? ",\n  " : "", lessons[lesson], run->frame, run->frames_per_second,
               run->longest_ms, run->iterations_per_second, run->share, run->efficiency,
               run->held_ms);
    }
    printf("}");
}

/* A picture of each lesson in a file. */
static void print_pictures(const struct bench_drawn *drawn)
{
    printf(",\n \"picture_limit\":%.1f,\"picture\":{", BENCH_PICTURE_LIMIT);
    for (int lesson = 0; lesson < LESSONS; lesson++) {
        const struct bench_picture *picture = &drawn[lesson].picture;

        printf("%s\"%s\":{\"ms\":%.4f,\"bare_ms\":%.4f,\"ratio\":%.3f}", lesson > 0 ? "," : "",
               lessons[lesson], picture->whole, picture->bare, picture->whole / picture->bare);
    }
    printf("}");
}

/* What the figures depend on: who built it, which vectors there are, what else the machine does. */
static void print_machine(void)
{
    FILE *load = fopen("/proc/loadavg", "r");
    double minute;

#ifdef __clang__
    printf(",\n \"compiler\":\"clang %d.%d\"", __clang_major__, __clang_minor__);
#else
    printf(",\n \"compiler\":\"gcc " __VERSION__ "\"");
#endif
    printf(",\"vectors\":%zu", processor_lanes());
    if (load != NULL && fscanf(load, "%lf", &minute) == 1)
        printf(",\"load\":%.2f", minute);
    if (load != NULL)
        fclose(load);
}

static void print_others(const struct bench_others *others)
{
    const struct bench_frame *graph = &others->graph;
    const struct bench_million *million = &others->million;

    printf(",\n \"graph\":{\"nodes\":%d,\"frame_ms\":%.6f,\"build_ms\":%.6f,\"limit_ms\":%.0f}",
           BENCH_GRAPH_NODES, graph->frame, graph->build, bench_graph_limit_ms);
    printf(",\n \"million\":{\"ms\":%.1f,\"limit_ms\":%.0f,\"worked_ms\":%.1f,\"frames\":%.0f,"
           "\"longest_ms\":%.3f,\"kept_mb\":%.3f}",
           million->ms, bench_million_limit_ms, million->worked_ms, million->frames,
           million->longest_ms, million->kept_mb);
    print_stalls_json(others->stalls);
}

static void print_json(const struct bench_drawn *drawn, const struct bench_others *others,
                       const struct bench_train *train, const struct bench_travel *travel)
{
    const struct bench_frame *frame = &drawn[LESSON_FIRST].frame;

    printf("{\"version\":\"%s\",\"lesson\":\"%s\",\"width\":%d,\"height\":%d,\"driver\":\"%s\",\n",
           BACKSTEP_VERSION, lessons[LESSON_FIRST], frame->width, frame->height, frame->driver);
    printf(" \"clear_present_ms\":%.6f,\"frame_ms\":%.6f,\"frame_ratio\":%.3f,\n",
           frame->clear_present, frame->frame, frame->frame / frame->clear_present);
    printf(" \"build_ms\":%.6f,\"raster_ms\":%.6f,\"present_ms\":%.6f,\n", frame->build,
           frame->raster, frame->present);
    printf(" \"step_ms\":%.6f,\"step_ratio\":%.5f", frame->step,
           frame->step / frame->frame);
    print_larger(drawn);
    print_runs(drawn);
    print_others(others);
    print_pictures(drawn);
    print_machine();
    print_nets("training_ns", train, offsetof(struct bench_train, ns));
    print_nets("limit_ns", train, offsetof(struct bench_train, limit_ns));
    printf(",\n \"fann\":\"%s\"", bench_fann_present() ? "present" : "absent");
    if (bench_fann_present()) {
        print_nets("fann_ns", train, offsetof(struct bench_train, fann_ns));
        print_nets("fann_ratio", train, offsetof(struct bench_train, fann_ratio));
    }
    printf(",\n \"travel\":{\"iterations\":%d,\"forward_ms\":%.1f,\"jumps\":%d,\"jump_ms\":%.4f,"
           "\"longest_jump_ms\":%.4f,\n  \"memory_mb\":%.3f,\"bound_mb\":%.0f,\"exact\":%s}}\n",
           BENCH_TRAVEL_ITERATIONS, travel->forward_ms, BENCH_TRAVEL_JUMPS, travel->jump_ms,
           travel->longest_ms, travel->memory_mb, travel->bound_mb,
           travel->exact ? "true" : "false");
}

static const char usage[] =
    "usage: backstep-bench [--json]\n\n"
    "Measures a frame of the first lesson, of 'digits' and of 'big' at 1920x1080 against\n"
    "clearing and presenting the bare window, a PNG of it against drawing and deflating alone,\n"
    "a step, a frame of a graph of 300 nodes, how long a picture is waited for after a key, how\n"
    "much of the processor is left for training\n"
    "while a run is fast-forwarded, a million iterations in the window, training against FANN (if it was there when this was built), and travelling in a run of\n"
    "a million iterations. Opens a window for a few seconds if it can.\n\n"
    "      --json              one JSON object instead of lines for people\n";

int main(int argc, char **argv)
{
    bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
    bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
    struct bench_drawn drawn[LESSONS];
    struct bench_others others;
    struct bench_train train[BENCH_NETS];
    struct bench_travel travel;
    struct error err;

    if (argc > 1 && !json) {
        fputs(usage, help ? stdout : stderr);
        return help ? EXIT_SUCCESS : 2;
    }
    if (!run_frames(drawn, &others, &err) || !bench_train(train, &err)
        || !bench_travel(&travel, &err)) {
        fprintf(stderr, "backstep-bench: %s\n", err.text);
        return EXIT_FAILURE;
    }
    if (json)
        print_json(drawn, &others, train, &travel);
    else
        print_text(drawn, &others, train, &travel);
    return EXIT_SUCCESS;
}
