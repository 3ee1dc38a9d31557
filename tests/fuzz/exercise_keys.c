#include "app/graph/graph_another.h"
#include "app/commands/commands.h"
#include "app/run/journal.h"
#include "app/sheets/sheet.h"
#include "exercise.h"

#include "app/app.h"
#include "app/run/hurry.h"
#include "app/run/travel.h"
#include "lesson/catalogue.h"
#include "lesson/graph/graph_rewrite.h"
#include "platform/fonts.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_MOST = 160, BYTES_MOST = 400, MEMORY = 1 << 16, EXTRA = 18 };

/* One application in front of a user whose hands are the bytes. */
struct desk {
    const unsigned char *bytes;
    size_t left;
    struct app *app;       /* owned */
    struct canvas canvas;  /* owned */
    float width, height;
    double now_ms;
};

static struct fonts *fonts;        /* opened once */
static struct key keys[KEYS_MOST]; /* those of the help, and what is typed */
static size_t key_count;

static void add_key(void *context, struct key key)
{
    (void)context;
    if (key_count < KEYS_MOST)
        keys[key_count++] = key;
}

/* The words of "Ctrl+Shift+Z, Ctrl+Y"; a comma may be a key. */
static void add_line(const char *names)
{
    while (*names != '\0') {
        size_t length = names[0] == ',' ? 1 : strcspn(names, ",");
        struct key key;

        if (key_parse(names, length, &key, NULL))
            add_key(NULL, key);
        names += length;
        names += strspn(names, ", ") > 1 ? 2 : 0;
    }
}

static bool set_up(void)
{
    struct command_help help;
    char names[128], folder[FILE_PATH_SIZE];
    struct error err;

    if (fonts != NULL)
        return true;
    for (size_t line = 0; command_help(line, &help, names, sizeof names); line++)
        add_line(names);
    key_script("0 1 2 3 4 5 6 7 8 9 . - e Enter Tab Escape Backspace Delete", add_key, NULL, &err);
    fonts = catalogue_fonts_folder(folder, &err) ? fonts_open(folder, &err) : NULL;
    return fonts != NULL && key_count > EXTRA;
}

static unsigned next(struct desk *desk)
{
    if (desk->left == 0)
        return 0;
    desk->left--;
    return *desk->bytes++;
}

static void frame(struct desk *desk)
{
    app_frame(desk->app, &desk->canvas, desk->width, desk->height);
    fonts_end_frame(fonts);
}

/* The window has any size, also one in which nothing has room. */
static void resize(struct desk *desk, unsigned which)
{
    static const float sizes[][2] = {{1280, 720}, {960, 600}, {1920, 1080}, {690, 600}, {480, 270},
                                     {300, 900}, {1, 1}, {2000, 400}};

    desk->width = sizes[which % 8][0];
    desk->height = sizes[which % 8][1];
}

static struct point place(struct desk *desk)
{
    float x = desk->width * (float)next(desk) / 255.0f;

    return (struct point){x, desk->height * (float)next(desk) / 255.0f};
}

static void use_pointer(struct desk *desk, unsigned how)
{
    struct app *app = desk->app;

    frame(desk); /* what is there to be pointed at */
    app_pointer_move(app, place(desk));
    if (how < 2) {
        app_pointer_wheel(app, app->shown.ui.pointer, how == 0 ? 1 : -2);
        return;
    }
    app_pointer_press(app, app->shown.ui.pointer);
    if (how == 2)
        app_pointer_move(app, place(desk));
    app_pointer_release(app, app->shown.ui.pointer);
    if (how == 3)
        app_pointer_leave(app);
}

/* What random keys seldom come to: a number of the picture is chosen and another one typed for it. */
static void change_a_number(struct desk *desk)
{
    static const struct key tab = {KEY_TAB, 0}, enter = {KEY_ENTER, 0};

    app_key(desk->app, (struct key){KEY_ESCAPE, 0}, false);
    for (unsigned tabs = 1 + next(desk) % 8; tabs > 0; tabs--) {
        frame(desk);
        app_key(desk->app, tab, false);
    }
    app_key(desk->app, enter, false);
    app_key(desk->app, (struct key){'.', 0}, false);
    app_key(desk->app, (struct key){'0' + next(desk) % 10, 0}, false);
    app_key(desk->app, enter, false);
}

/* What the platform would be asked for does not happen here. */
static void forget_requests(struct app *app)
{
    free(app->requests.clipboard);
    app->requests = (struct app_requests){0};
}

static void do_next(struct desk *desk)
{
    unsigned what = next(desk);
    struct app *app = desk->app;

    if (what < 150)
        app_key(app, keys[what % key_count], false);
    else if (what < 180)
        app_key(app, (struct key){KEY_RIGHT, what % 2 == 0 ? KEY_CONTROL : 0}, false);
    else if (what < 200)
        change_a_number(desk);
    else if (what < 208)
        resize(desk, what);
    else if (what < 224)
        desk->now_ms += 40.0 * (what - 207);
    else if (what < 240)
        use_pointer(desk, what % 8);
    else
        frame(desk);
    app->run.hurry.share = 0.0; /* the same whatever this machine's time */
    app_tick(app, desk->now_ms);
    forget_requests(app);
}

/* What is only looked at is put away, so that the lesson's own run is all that shows. */
static void put_away(struct app *app)
{
    struct error err;

    hurry_stop(&app->run);
    sheet_close(app);
    compare_set(&app->compare, &app->run, (struct variant){0}, &err);
    other_route_finish(&app->shown.jobs.other_route);
    app->shown.jobs.other_route.job.on = false;
    app->shown.jobs.nudge = (struct nudge_job){0};
    app->asked.selected = app->asked.hovered = (struct quantity){0};
    app->asked.opened = false;
    app->asked.editor = (struct editor){0};
    app->run.playing = false;
    app->sheet.lessons_open = false;
    app->shown.motion.length_ms = 0.0;
    app->shown.notice.text[0] = '\0';
    app->shown.explanation = NULL;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_state(const struct stepper_state *a, const struct stepper_state *b)
{
    return a->step == b->step && a->epoch == b->epoch && a->optimizer_start == b->optimizer_start
        && a->best_epoch == b->best_epoch && a->stopped == b->stopped && a->stop_step == b->stop_step
        && a->optimizer.kind == b->optimizer.kind
        && same_bits(a->optimizer.learning_rate, b->optimizer.learning_rate)
        && memcmp(&a->rng, &b->rng, sizeof a->rng) == 0
        && memcmp(&a->epoch_rng, &b->epoch_rng, sizeof a->rng) == 0
        && same_bits(a->batch_loss, b->batch_loss) && same_bits(a->epoch_loss, b->epoch_loss)
        && same_bits(a->gradient_norm, b->gradient_norm) && same_bits(a->epoch_norm, b->epoch_norm)
        && same_bits(a->validation_loss, b->validation_loss) && same_bits(a->best_loss, b->best_loss);
}

/* What the user would paste after that command; owned. */
static char *copied(struct app *app, enum command command)
{
    char *text;

    forget_requests(app);
    app_apply(app, command, 0.0);
    text = app->requests.clipboard;
    app->requests.clipboard = NULL;
    return text;
}

static bool same_text(struct app *a, struct app *b, enum command command)
{
    char *of_a = copied(a, command), *of_b = copied(b, command);
    bool same = (of_a == NULL) == (of_b == NULL) && (of_a == NULL || strcmp(of_a, of_b) == 0);

    free(of_a);
    free(of_b);
    return same;
}

static const char *compare_with(struct app *app, struct app *fresh)
{
    const struct stepper *a = &app->run.stepper, *b = &fresh->run.stepper;

    travel_to(&fresh->run, app->run.cursor);
    if (fresh->run.cursor.step != app->run.cursor.step || fresh->run.cursor.moment != app->run.cursor.moment)
        return "the run anew stands elsewhere";
    if (a->block_size != b->block_size || !same_state(&a->state, &b->state))
        return "the run anew has another state";
    if (memcmp(a->block, b->block, a->block_size * sizeof(double)) != 0)
        return "the run anew has other numbers";
    if (!same_text(app, fresh, COMMAND_COPY_TEXT))
        return "the run anew says something else";
    if (!run_is_graph(&app->run) && !same_text(app, fresh, COMMAND_COPY_TABLE))
        return "the run anew has another table";
    return NULL;
}

/* A formula that was typed has no file: it is written as it stands. */
static bool open_again(struct app *app, struct app *fresh)
{
    const struct scenario *scenario = &app->run.scenario;
    struct graph_line line = {0};
    struct error err;
    char *document;
    bool opened;

    if (!run_is_graph(&app->run) || strcmp(scenario->path, "formula.json") != 0)
        return app_open(fresh, scenario->path, NULL);
    graph_another_begin(&line, &scenario->graph.graph);
    document = graph_rewrite(scenario, scenario->graph.values, line.text, &line.problem);
    opened = document != NULL && app_open_document(fresh, document, "formula.json", &err);
    free(document);
    return opened;
}

/* Another application that is opened now, given the edits, and led to the same moment. */
static const char *check_anew(struct app *app)
{
    struct app *fresh = calloc(1, sizeof *fresh);
    const char *wrong = "not enough memory to try";

    if (fresh == NULL)
        return wrong;
    app_init(fresh);
    fresh->shown.settings = app->shown.settings;
    fresh->run.granularity = app->run.granularity;
    fresh->run.memory = HISTORY_BUDGET_DEFAULT;
    if (!open_again(app, fresh)
        || (!run_is_graph(&app->run)
            && !app_reserve_buffers(fresh, app->run.scenario.net.buffer_count, NULL))) {
        wrong = "the lesson does not open again";
    } else {
        journal_adopt(&fresh->run, &app->run.stepper.edits);
        put_away(fresh);
        wrong = compare_with(app, fresh);
    }
    app_finish(fresh);
    free(fresh);
    return wrong;
}

/* All that was done by hand is undone, and done again. */
static const char *check_undo(struct app *app)
{
    struct edit_log before = {0};
    const char *wrong = NULL;
    size_t done = app->run.journal.done;

    edit_log_copy(&before, &app->run.stepper.edits);
    while (journal_undo(&app->run))
        ;
    app->shown.explanation = NULL;
    if (app->run.stepper.edits.count > 0)
        wrong = "undone, changes are left";
    if (wrong == NULL)
        wrong = check_anew(app);
    while (app->run.journal.done < done && journal_redo(&app->run))
        ;
    app->shown.explanation = NULL;
    if (wrong == NULL && edit_log_difference(&before, &app->run.stepper.edits) != UINT64_MAX)
        wrong = "done again, the changes are others";
    edit_log_finish(&before);
    return wrong != NULL ? wrong : check_anew(app);
}

static const char *check(struct desk *desk)
{
    const char *wrong;

    if (!app_has_lesson(desk->app))
        return "the lesson is gone";
    put_away(desk->app);
    wrong = check_anew(desk->app);
    if (wrong == NULL)
        wrong = check_undo(desk->app);
    frame(desk);
    return wrong;
}

const char *exercise_keys(const char *bytes, size_t length, bool *accepted)
{
    static const char *const lessons[] = {"mazur", "xor", "neuron", "momentum", "softmax", "l2", "adam", "iris",
                                          "memory", "echo", "vanishing", "chain-rule",
                                          "sigmoid-neuron", "fork", "micrograd", "one-neuron-graph"};
    enum { LESSONS = sizeof lessons / sizeof lessons[0] };
    struct desk desk = {(const unsigned char *)bytes, length < BYTES_MOST ? length : BYTES_MOST, NULL, {0}, 0, 0, 0};
    char path[FILE_PATH_SIZE];
    const char *wrong = "the lesson does not open";
    struct error err;

    *accepted = false;
    if (!set_up())
        return "no fonts";
    desk.app = calloc(1, sizeof *desk.app);
    if (desk.app == NULL)
        return "not enough memory to try";
    app_init(desk.app);
    desk.app->run.memory = MEMORY;
    canvas_init(&desk.canvas, fonts_interface(fonts));
    resize(&desk, 0);
    if (catalogue_resolve(lessons[next(&desk) % LESSONS], path, &err) && app_open(desk.app, path, &err)) {
        while (desk.left > 0)
            do_next(&desk);
        *accepted = desk.app->run.cursor.step > 0 && desk.app->run.stepper.edits.count > 0;
        wrong = check(&desk);
    }
    forget_requests(desk.app);
    app_finish(desk.app);
    canvas_finish(&desk.canvas);
    free(desk.app);
    return wrong;
}
