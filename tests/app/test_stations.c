/* What a station's sentence speaks of is what formula and picture show there: in every lesson its
 * numbers can be read and what it names can be found, and the formula is of what is named or lit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/run/course.h"
#include "app/run/hurry.h"
#include "app/walk/station.h"
#include "app/walk/walk.h"
#include "explain/graph/graph_changes.h"
#include "graph/graph_item.h"
#include "lesson/catalogue.h"
#include "stage.h"

enum { NAMED_MAX = 64 };

/* What a station names: in its sentence, then what it lights, then what it asks about. */
struct named {
    struct quantity all[NAMED_MAX];
    bool symbol[NAMED_MAX]; /* its symbol stands in the sentence, not its value */
    size_t count, said;     /* the first `said` in the sentence */
};

static void add(struct named *named, struct quantity q)
{
    if (q.kind != QUANTITY_NONE && named->count < NAMED_MAX)
        named->all[named->count++] = q;
}

static struct named named_by(struct app *app, const struct script_station *station)
{
    const char *say = station->say;
    struct named named = {.count = 0};
    bool bold = false;
    struct script_span span;

    while (say != NULL && (span = script_next_span(&say, &bold)).kind != SCRIPT_SPAN_END) {
        char name[SCRIPT_SAY_MAX + 1];
        struct quantity q;

        snprintf(name, sizeof name, "%.*s", (int)span.length, span.text);
        if (span.kind != SCRIPT_SPAN_TEXT
            && script_named(&app->run.scenario, &app->run.stepper.state.optimizer, name, &q, NULL))
            named.symbol[named.count] = span.kind == SCRIPT_SPAN_SYMBOL, add(&named, q);
    }
    named.said = named.count;
    for (size_t i = 0; i < station->look_count; i++)
        add(&named, station->look[i]);
    add(&named, station->ask.quantity);
    return named;
}

/* ---- what can be read ---- */

/* The top of the sentence below the picture; of all else on the screen what is above it counts. */
static float sentence_top(const struct stage *stage, float height)
{
    const struct rich *sentence = &stage->app.shown.explanation->sentence;
    float left = height;
    const struct canvas_command *first = NULL;

    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind != CANVAS_TEXT || c->as.text.origin.y < 0.7f * height
            || c->as.text.origin.x >= left)
            continue;
        for (size_t s = 0; s < sentence->count && s < 2; s++) {
            const char *span = sentence->spans[s].text, *text = canvas_text_of(&stage->canvas, c);

            if (span != NULL && strlen(text) > 1 && strncmp(span, text, strlen(text)) == 0) {
                first = c;
                left = c->as.text.origin.x;
            }
        }
    }
    return first != NULL ? first->as.text.origin.y - (float)first->as.text.size_px : height;
}

/* The exponent behind "×10"; false where none is written in the same text. */
static bool read_power(const char *at, double *power)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    bool minus = strncmp(at, "⁻", strlen("⁻")) == 0, any = false;

    *power = 0;
    for (at += minus ? strlen("⁻") : 0; *at != '\0';) {
        size_t d = 0;

        while (d < 10 && strncmp(at, digits[d], strlen(digits[d])) != 0)
            d++;
        if (d == 10)
            break;
        *power = 10 * *power + (double)d;
        at += strlen(digits[d]);
        any = true;
    }
    *power = minus ? -*power : *power;
    return any;
}

/* Whether the number at `at` is the value, as it reads rounded. */
static bool reads_as(const char *at, char **end, double value)
{
    double number = strtod(at, end), unit = 1.0, power;
    const char *point = memchr(at, '.', (size_t)(*end - at));
    size_t digits = 0;

    for (const char *d = at; d < *end; d++)
        digits += isdigit((unsigned char)*d) && (digits > 0 || *d != '0');
    for (const char *d = point; d != NULL && d + 1 < *end; d++)
        unit /= 10.0;
    if (strncmp(*end, "×10", strlen("×10")) == 0) {
        if (!read_power(*end + strlen("×10"), &power))
            power = floor(log10(value)); /* it is written apart */
        number *= pow(10.0, power);
        unit *= pow(10.0, power);
    }
    return number == value || (digits >= 2 && fabs(number - value) <= 0.51 * unit);
}

static bool text_reads_as(const char *text, double value)
{
    while (*text != '\0') {
        char *end;

        if (!isdigit((unsigned char)*text)) {
            text++;
            continue;
        }
        if (reads_as(text, &end, value))
            return true;
        text = end > text ? end : text + 1;
    }
    return false;
}

static bool is_read(const struct stage *stage, double value, float top)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.origin.y < top
            && text_reads_as(canvas_text_of(&stage->canvas, c), fabs(value)))
            return true;
    }
    return false;
}

static bool is_written(const struct stage *stage, const char *letter, float top)
{
    for (size_t i = 0; i < stage->canvas.count; i++) {
        const struct canvas_command *c = &stage->canvas.commands[i];

        if (c->kind == CANVAS_TEXT && c->as.text.origin.y < top
            && strstr(canvas_text_of(&stage->canvas, c), letter) != NULL)
            return true;
    }
    return false;
}

/* Every number of the sentence stands somewhere else, too, and every Greek letter. */
static void check_numbers(struct stage *stage, const char *lesson, size_t number, float height)
{
    static const char *const letters[] = {"δ", "η", "λ", "μ", "∂"};
    const struct rich *sentence = &stage->app.shown.explanation->sentence;
    float top = sentence_top(stage, height);

    for (size_t i = 0; i < sentence->count; i++) {
        const struct rich_span *span = &sentence->spans[i];

        if (span->formula != NULL && span->formula->kind == FORMULA_NUMBER
            && !is_read(stage, span->formula->value, top))
            fail_msg("%s, station %zu, %.0f high: %g is said, and shown nowhere", lesson, number,
                     (double)height, span->formula->value);
        for (size_t k = 0; span->text != NULL && k < sizeof letters / sizeof letters[0]; k++)
            if (strstr(span->text, letters[k]) != NULL && !is_written(stage, letters[k], top))
                fail_msg("%s, station %zu, %.0f high: '%s' is said, and written nowhere", lesson,
                         number, (double)height, letters[k]);
    }
}

/* ---- what is meant ---- */

static bool has_name(const struct formula *formula, const struct formula *leaf)
{
    if (formula == NULL)
        return false;
    if ((formula->kind == FORMULA_SYMBOL || formula->kind == FORMULA_PARTIAL)
        && formula_same_name(formula, leaf))
        return true;
    for (size_t i = 0; i < formula->count; i++)
        if (has_name(formula->children[i], leaf))
            return true;
    return false;
}

static bool page_has_name(const struct explanation *page, const struct formula *leaf)
{
    for (size_t i = 0; i < page->equation_count; i++)
        if (has_name(page->equations[i].left, leaf) || has_name(page->equations[i].right, leaf))
            return true;
    for (size_t r = 0; r < page->table.count; r++)
        for (size_t c = 0; c < page->table.columns; c++)
            if (has_name(page->table.rows[r].cells[c].formula, leaf))
                return true;
    return false;
}

static const struct formula *symbol_of(struct stage *stage, const struct snapshot *snapshot,
                                       struct quantity q)
{
    struct app *app = &stage->app;
    struct graph_moment at;

    if (!run_is_graph(&app->run))
        return quantity_symbol(&app->shown.arena, snapshot, q);
    at = course_graph_moment(&app->run, app->run.cursor);
    return graph_changes_symbol(&app->shown.arena, &at, graph_item_of(q));
}

static bool is_same_parameter(const struct net *net, struct quantity a, struct quantity b)
{
    return quantity_is_of_parameter(a) && quantity_is_of_parameter(b)
           && quantity_parameter(net, a) == quantity_parameter(net, b);
}

/* Something on the screen answers for it: the quantity, one of the same parameter, or, in a picture
 * over two parameters, an axis. */
static bool is_found(const struct stage *stage, struct quantity q)
{
    const struct ui *ui = &stage->app.shown.ui;
    const struct net *net = &stage->app.run.scenario.net;
    bool graph = q.kind == QUANTITY_OF_GRAPH;

    if (stage->app.shown.settings.picture == PICTURE_LANDSCAPE && is_written(stage, "w", 720.0f))
        return true;
    for (size_t i = 0; i < ui->target_count; i++) {
        struct quantity shown = quantity_unpack(ui->targets[i].action.argument);

        if (!ui->targets[i].item || shown.kind == QUANTITY_NONE
            || graph != (shown.kind == QUANTITY_OF_GRAPH))
            continue;
        if (graph ? graph_item_of(shown).index == graph_item_of(q).index
            : quantity_is_of_parameter(q) ? is_same_parameter(net, q, shown)
                                          : shown.kind == q.kind && shown.layer == q.layer
                                                && shown.to == q.to)
            return true;
    }
    return false;
}

/* What the sentence names can be found in the picture, or is named on the page. */
static void check_names(struct stage *stage, const struct named *named, const char *lesson,
                        size_t number, float height)
{
    struct snapshot snapshot;

    run_snapshot(&stage->app.run, &snapshot);
    for (size_t i = 0; i < named->said; i++)
        if (named->symbol[i] && !is_found(stage, named->all[i])
            && !page_has_name(stage->app.shown.explanation,
                              symbol_of(stage, &snapshot, named->all[i])))
            fail_msg("%s, station %zu, %.0f high: the %zu. name of its sentence is found nowhere",
                     lesson, number, (double)height, i + 1);
}

/* The page's equation is of a parameter that the station names or lights, if it names any. */
static void check_subject(const struct stage *stage, const struct named *named, const char *lesson,
                          size_t number)
{
    const struct net *net = &stage->app.run.scenario.net;
    struct quantity about = stage->app.shown.explanation->about;
    bool any = false, met = false;

    for (size_t i = 0; i < named->count; i++) {
        any = any || quantity_is_of_parameter(named->all[i]);
        met = met || is_same_parameter(net, named->all[i], about);
    }
    if (about.kind != QUANTITY_NONE && any && !met)
        fail_msg("%s, station %zu: its formula is of a parameter that it does not name", lesson,
                 number);
}

/* Of all that the station names or lights at least one stands in the page's formulas. */
static void check_page(struct stage *stage, const struct named *named, const char *lesson,
                       size_t number)
{
    const struct explanation *page = stage->app.shown.explanation;
    bool met = page->equation_count == 0 || named->count == 0;
    struct snapshot snapshot;

    run_snapshot(&stage->app.run, &snapshot);
    for (size_t i = 0; i < named->count && !met; i++) {
        struct quantity q = named->all[i];

        met = q.kind == QUANTITY_LOSS || page_has_name(page, symbol_of(stage, &snapshot, q))
           || (quantity_is_of_parameter(q)
               && page_has_name(page, symbol_of(stage, &snapshot, quantity_as(q, QUANTITY_VALUE))));
    }
    if (!met)
        fail_msg("%s, station %zu: its formula has nothing of what it names", lesson, number);
}

static void what_is_said_is_shown(void **state)
{
    static const struct { float width, height; int text; } sizes[] = {{1280, 720, 0},
                                                                      {1920, 1080, 2}};
    size_t count, subjects = 0, said = 0;
    const struct catalogue_entry *entries = catalogue_entries(&count);
    struct stage stage;
    struct app *app = &stage.app;

    (void)state;
    stage_setup(&stage);
    for (size_t i = 0; i < count; i++) {
        stage_open(&stage, entries[i].name);
        for (size_t n = 1; n <= app->run.scenario.script.count; n++) {
            struct named named = named_by(app, &app->run.scenario.script.stations[n - 1]);

            assert_true(walk_to(app, n));
            for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
                app->shown.settings.text_size = sizes[k].text;
                stage_frame(&stage, sizes[k].width, sizes[k].height);
                check_numbers(&stage, entries[i].name, n, sizes[k].height);
                check_names(&stage, &named, entries[i].name, n, sizes[k].height);
            }
            app->shown.settings.text_size = 0;
            if (!run_is_graph(&app->run)) {
                check_subject(&stage, &named, entries[i].name, n);
                subjects += app->shown.explanation->about.kind != QUANTITY_NONE;
            }
            check_page(&stage, &named, entries[i].name, n);
            said += named.said;
        }
    }
    assert_true(subjects > 50);
    assert_true(said > 100);
    stage_teardown(&stage);
}

/* The terms of a sum have as many digits as the sum. */
static void a_sum_can_be_added_up(void **state)
{
    static const char *const terms[] = {"0.274811", "0.023560", "0.298371"};
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur");
    assert_true(walk_to(&stage.app, 6));
    for (int text = 0; text <= 2; text++) {
        stage.app.shown.settings.text_size = text;
        stage_frame(&stage, 1280, 720);
        for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
            if (stage_text(&stage, terms[i]) == NULL)
                fail_msg("text %d: %s is missing", text, terms[i]);
    }
    stage_teardown(&stage);
}

/* Two runs whose numbers differ are seen to differ. */
static void two_losses_do_not_look_alike(void **state)
{
    struct stage stage;

    (void)state;
    stage_setup(&stage);
    stage_open(&stage, "mazur-mistake");
    assert_true(walk_to(&stage.app, 7));
    for (int text = 0; text <= 2; text++) {
        stage.app.shown.settings.text_size = text;
        stage_frame(&stage, 1920, 1080);
        assert_non_null(stage_text(&stage, "0.2910278"));
        assert_non_null(stage_text(&stage, "0.2910279"));
    }
    stage_teardown(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_is_shown), cmocka_unit_test(a_sum_can_be_added_up),
        cmocka_unit_test(two_losses_do_not_look_alike)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
