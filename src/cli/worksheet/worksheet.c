#include "cli/worksheet/worksheet.h"

#include "app/run/travel.h"
#include "base/attributes.h"
#include "base/text.h"
#include "cli/worksheet/worksheet_page.h"
#include "explain/answers/ask.h"

#include <math.h>
#include <stdio.h>

/* The kinds of units whose numbers are to be found, and those that have run before. */
static const struct {
    const char *name;
    bool asks[UNIT_STOP + 1];
    const char *task;
} blanks[WORKSHEET_BLANK_COUNT] = {
    [WORKSHEET_FORWARD] = {"forward", {[UNIT_FORWARD] = true, [UNIT_LOSS] = true},
                           "Compute the forward pass and the loss."},
    [WORKSHEET_BACKWARD] = {"backward", {[UNIT_BACKWARD] = true},
                            "Compute the gradients: the backward pass."},
    [WORKSHEET_UPDATE] = {"update", {[UNIT_UPDATE] = true},
                          "Compute the new weights: the update."},
    [WORKSHEET_ALL] = {"all", {[UNIT_FORWARD] = true, [UNIT_LOSS] = true, [UNIT_BACKWARD] = true,
                               [UNIT_UPDATE] = true},
                       "Compute one whole iteration: forward pass, loss, backward pass, update."},
};

const char *worksheet_blank_name(enum worksheet_blank blank)
{
    return blank < WORKSHEET_BLANK_COUNT ? blanks[blank].name : NULL;
}

/* One step on; false at the iteration's end. */
static bool step(struct app *app)
{
    struct cursor before = app->run.cursor;

    if (travel_has_moved(&app->run))
        return false;
    app_apply(app, COMMAND_STEP_FORWARD, 0.0);
    return app->run.cursor.step != before.step || app->run.cursor.moment != before.moment;
}

/* A walk over the numbers that are to be found. */
struct search {
    const struct worksheet *sheet;  /* borrowed */
    struct worksheet_page *page;    /* borrowed */
    worksheet_each *each;
    struct snapshot snapshot;       /* of the unit that has just run */
    size_t number;
};

/* Whether number `n` (from 1) is left blank: the share is spread evenly, and begins elsewhere on
 * each sheet, so that neighbours have other blanks (the golden ratio keeps them apart). */
static bool is_blank(const struct worksheet *sheet, size_t n)
{
    double begin = fmod(0.6180339887498949 * (double)(sheet->seed + 2), 1.0);

    return floor((double)n * sheet->share + begin) > floor((double)(n - 1) * sheet->share + begin);
}

/* The number's rule, the first equation that has a result. */
static void ask(struct search *search, struct quantity quantity)
{
    struct app *app = search->sheet->app;
    const struct explanation *explanation;

    arena_reset(&app->shown.frame_arena);
    explanation = explain_quantity(&app->shown.frame_arena, &search->snapshot, app->run.cursor,
                                   quantity, false);
    for (size_t i = 0; i < explanation->equation_count; i++) {
        if (!explanation->equations[i].result)
            continue;
        search->number++;
        search->each(search->page,
                     quantity_symbol(&app->shown.frame_arena, &search->snapshot, quantity),
                     &explanation->equations[i], search->number,
                     search->page->solution || !is_blank(search->sheet, search->number));
        return;
    }
}

/* That kind of number, of every weight and every bias of the layer that is trained. */
static void ask_parameters(struct search *search, size_t l, enum quantity_kind kind)
{
    const struct net_layer *layer = &search->snapshot.net->layers[l];

    for (size_t to = 0; to < layer->out; to++) {
        for (size_t from = 0; from < layer->in; from++)
            ask(search, quantity_of_weight(kind, l, to, from));
        if (layer->train_biases)
            ask(search, quantity_of_bias(kind, l, to));
    }
}

/* Two numbers of every neuron of the layer. */
static void ask_units(struct search *search, size_t l, enum quantity_kind first,
                      enum quantity_kind second)
{
    for (size_t to = 0; to < search->snapshot.net->layers[l].out; to++) {
        ask(search, quantity_at(first, l, to, 0));
        ask(search, quantity_at(second, l, to, 0));
    }
}

/* What the unit has computed. */
static void ask_unit(struct search *search)
{
    size_t last = search->snapshot.net->layer_count, l = search->snapshot.place.unit.layer;

    switch (search->snapshot.place.unit.kind) {
    case UNIT_FORWARD: ask_units(search, l, QUANTITY_Z, QUANTITY_A); break;
    case UNIT_LOSS:
        for (size_t to = 0; to < search->snapshot.net->layers[last].out; to++)
            ask(search, quantity_at(QUANTITY_LOSS_PART, last, to, 0));
        ask(search, quantity_at(QUANTITY_LOSS, last, 0, 0));
        break;
    case UNIT_BACKWARD:
        ask_units(search, l, QUANTITY_DA, QUANTITY_DZ);
        ask_parameters(search, l, QUANTITY_GRADIENT);
        break;
    case UNIT_UPDATE:
        /* All parameters move at once, at the end. */
        for (l = 1; travel_has_moved(&search->sheet->app->run) && l <= last; l++)
            ask_parameters(search, l, QUANTITY_NEW);
        break;
    case UNIT_STOP: break;
    }
}

/* Whether numbers of that kind of unit are to be found; or are computed before those. */
static bool is_asked(enum worksheet_blank blank, enum unit_kind kind)
{
    return blanks[blank].asks[kind];
}

static bool is_before(enum worksheet_blank blank, enum unit_kind kind)
{
    for (int k = 0; k <= (int)kind; k++) {
        if (blanks[blank].asks[k])
            return false;
    }
    return true;
}

/* Calls `each` for every number of the chosen units, in the order in which they appear. */
static void walk(const struct worksheet *sheet, struct worksheet_page *page,
                 bool (*chosen)(enum worksheet_blank, enum unit_kind), worksheet_each *each)
{
    struct search search = {.sheet = sheet, .page = page, .each = each};
    struct app *app = sheet->app;

    app_apply(app, COMMAND_START, 0.0);
    while (step(app)) {
        run_snapshot(&app->run, &search.snapshot);
        if (chosen(sheet->blank, search.snapshot.place.unit.kind))
            ask_unit(&search);
    }
}

/* To the moment before the first number that is to be found. */
static void go_to_question(struct app *app, enum worksheet_blank blank)
{
    struct snapshot snapshot;

    app_apply(app, COMMAND_START, 0.0);
    while (step(app)) {
        run_snapshot(&app->run, &snapshot);
        if (!is_asked(blank, snapshot.place.unit.kind))
            continue;
        app_apply(app, COMMAND_STEP_BACK, 0.0);
        return;
    }
}

static void add_value(const struct worksheet *sheet, struct worksheet_page *page,
                      const struct snapshot *snapshot, struct quantity quantity)
{
    struct arena *arena = &sheet->app->shown.frame_arena;

    arena_reset(arena);
    worksheet_page_cell(page, quantity_symbol(arena, snapshot, quantity),
                        quantity_value(snapshot, quantity), true);
}

/* What was computed before is told, whatever share is blank. */
static void give_result(struct worksheet_page *page, const struct formula *symbol,
                        const struct explain_equation *equation, size_t number UNUSED,
                        bool told UNUSED)
{
    worksheet_page_cell(page, symbol, equation->value, true);
}

/* The numbers that the picture has no room for: weights, biases, and what was computed before those
 * that are to be found. */
static void add_given(const struct worksheet *sheet, struct worksheet_page *page)
{
    struct snapshot snapshot;

    worksheet_page_table(page, "Given");
    run_snapshot(&sheet->app->run, &snapshot);
    for (size_t l = 1; l <= snapshot.net->layer_count; l++) {
        for (size_t to = 0; to < snapshot.net->layers[l].out; to++) {
            for (size_t from = 0; from < snapshot.net->layers[l].in; from++)
                add_value(sheet, page, &snapshot, quantity_of_weight(QUANTITY_VALUE, l, to, from));
            add_value(sheet, page, &snapshot, quantity_of_bias(QUANTITY_VALUE, l, to));
        }
    }
    walk(sheet, page, is_before, give_result);
}

static void add_head(const struct worksheet *sheet, struct worksheet_page *page)
{
    char line[256];
    struct text text;

    worksheet_page_heading(page, sheet->app->run.scenario.title);
    text_init(&text, line, sizeof line);
    text_printf(&text, "%s", page->solution ? "Solution" : "Exercise");
    if (sheet->count > 1)
        text_printf(&text, ", sheet %zu of %zu", sheet->number, sheet->count);
    if (sheet->seed >= 0)
        text_printf(&text, " · numbers of seed %ld", sheet->seed);
    worksheet_page_line(page, line, page->solution ? NULL : "Name");
}

static void add_words(const struct worksheet *sheet, struct worksheet_page *page)
{
    char line[512];
    struct text text;

    text_init(&text, line, sizeof line);
    text_printf(&text,
                "%s%s Learning rate η = %g. Round each result to %d decimals (or, of smaller "
                "numbers, to %d digits that count) and go on with it: an answer that differs by up "
                "to 5 units of its last digit is right.",
                blanks[sheet->blank].task,
                sheet->share < 1.0 ? " Fill in the blanks; the other numbers are given." : "",
                sheet->app->run.scenario.training.optimizer.learning_rate,
                WORKSHEET_DECIMALS, 2);
    worksheet_page_words(page, line);
}

void worksheet_write(const struct worksheet *sheet, bool solution)
{
    struct worksheet_page page;
    char label[32], title[64];

    snprintf(label, sizeof label, "%s%zu", solution ? "solution " : "", sheet->number);
    snprintf(title, sizeof title, "%s %zu", solution ? "Solution" : "Sheet", sheet->number);
    worksheet_page_init(&page, sheet, solution, label, title);
    add_head(sheet, &page);
    go_to_question(sheet->app, sheet->blank);
    worksheet_page_network(&page, sheet->app);
    if (!solution)
        add_words(sheet, &page);
    if (!solution && sheet->app->run.scenario.net.param_count > WORKSHEET_DRAWN)
        add_given(sheet, &page);
    worksheet_page_columns(&page, 2);
    walk(sheet, &page, is_asked, worksheet_page_question);
    worksheet_page_columns(&page, 1);
    worksheet_page_table(&page, "Results");
    walk(sheet, &page, is_asked, worksheet_page_result);
    worksheet_page_finish(&page);
}
