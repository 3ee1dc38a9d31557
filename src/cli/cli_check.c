#include "base/number.h"
#include "explain/row_words.h"
#include "cli/cli.h"
#include "cli/opening.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "engine/check/gradcheck.h"
#include "graph/graph_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Each comparison costs four forward passes over the samples: of a large network
 * only as many parameters are compared as take some seconds, but a few always. */
static size_t affordable(const struct scenario *scenario)
{
    const double operations = 2e9;
    size_t count = scenario->data.count;
    size_t samples = count < GRADCHECK_SAMPLES ? count : GRADCHECK_SAMPLES;
    double each = 4.0 * (double)samples * (double)scenario->net.times *
                  (double)scenario->net.param_count;
    double most = operations / (each > 0 ? each : 1);

    if (most >= (double)scenario->net.param_count)
        return scenario->net.param_count;
    return most > 4 ? (size_t)most : 4;
}

/* How the gradients of a network or of a graph compare with finite differences. */
struct verdict {
    struct judge_summary summary;
    size_t nonzero;
    double worst, backprop, numeric; /* where they are farthest apart, and what each says there */
    char place[176];                 /* of that: "the weight w5 (layer 2, ...)" */
    char what[96];                   /* "gradients: 9 of 9 tried" */
    bool learns;                     /* false: every gradient of a network is 0 */
};

/* What the parameter is called: "the weight w5 (layer 2, into unit 1 from unit 1)". */
static void name_parameter(const struct net *net, size_t param, char *out, size_t size)
{
    struct net_place place = net_find(net, param);
    const struct net_layer *layer = &net->layers[place.layer];
    bool named = layer->weights != NULL && !place.recurrent && !place.bias;
    const char *name = named ? layer->weights[place.to * layer->in + place.from] : NULL;

    if (place.recurrent)
        snprintf(out, size, "the recurrent weight of layer %zu, into unit %zu from unit %zu",
                 place.layer, place.to + 1, place.from + 1);
    else if (place.bias)
        snprintf(out, size, "the bias of layer %zu, unit %zu", place.layer, place.to + 1);
    else
        snprintf(out, size, "the weight %s%slayer %zu, into unit %zu from unit %zu%s",
                 name ? name : "", name ? " (" : "of ", place.layer, place.to + 1, place.from + 1,
                 name ? ")" : "");
}

static bool compare_network(const struct scenario *scenario, struct verdict *v, struct error *err)
{
    double l2 = scenario->training.optimizer.l2;
    struct gradcheck result;

    if (!gradcheck_run(&scenario->net, &scenario->data, scenario->params, NULL,
                       l2, affordable(scenario), &result, err))
        return false;
    *v = (struct verdict){result.summary, result.nonzero, result.worst, result.worst_backprop,
                          result.worst_numeric, .learns = result.nonzero > 0};
    snprintf(v->what, sizeof v->what, "gradients%s: %zu of %zu tried",
             l2 != 0 ? " of J = L + s" : "", result.tried, scenario->net.param_count);
    name_parameter(&scenario->net, result.worst_param, v->place, sizeof v->place);
    return true;
}

static void compare_graph(const struct scenario *scenario, struct verdict *v)
{
    const struct graph *graph = &scenario->graph.graph;
    struct graph_check result;

    graph_check_run(graph, scenario->graph.values, &result);
    *v = (struct verdict){result.summary, result.nonzero, result.worst, result.worst_backprop,
                          result.worst_numeric, .learns = true};
    snprintf(v->what, sizeof v->what, "gradients of %zu value%s", graph->leaf_count,
             graph->leaf_count == 1 ? "" : "s");
    snprintf(v->place, sizeof v->place, "%s", graph->nodes[result.worst_leaf].name);
}

static bool compare(const struct scenario *scenario, struct verdict *v, struct error *err)
{
    if (!scenario_is_graph(scenario))
        return compare_network(scenario, v, err);
    compare_graph(scenario, v);
    return true;
}

/* False, with the error, if the gradients are wrong or nobody can tell. */
static bool judged(const struct verdict *v, struct error *err)
{
    if (v->summary.counts[JUDGE_DIFFERS] > 0)
        return error_set(err, "the gradients do not agree with finite differences");
    return v->summary.counts[JUDGE_AGREES] > 0
        || error_set(err, "no gradient could be compared with a finite difference");
}

/* The verdict in words. */
static void report(const struct verdict *v, bool graph)
{
    const struct number_style style = {.decimals = 12, .ascii = true};
    const size_t *counts = v->summary.counts, zeros = counts[JUDGE_AGREES] - v->nonzero;
    char backprop[NUMBER_TEXT_SIZE], numeric[NUMBER_TEXT_SIZE];

    printf("%s by finite differences: %zu agree, %zu differ, %zu cannot be told\n", v->what,
           counts[JUDGE_AGREES], counts[JUDGE_DIFFERS], judge_untold(&v->summary));
    for (int i = JUDGE_ROUNDING; i < JUDGE_VERDICT_COUNT; i++)
        if (counts[i] > 0)
            printf("cannot be told: %zu, %s\n", counts[i],
                   graph && i == JUDGE_KINK ? "an operation has a kink there"
                                            : words(verdict_words((enum judge_verdict)i)));
    if (counts[JUDGE_AGREES] + counts[JUDGE_DIFFERS] == 0) {
        printf("verdict: nothing could be compared\n");
        return;
    }
    if (counts[JUDGE_DIFFERS] > 0) {
        cli_print_line("verdict: WRONG at %s: backpropagation says %s, the finite difference %s",
                       v->place, number_format(backprop, v->backprop, style),
                       number_format(numeric, v->numeric, style));
        return;
    }
    cli_print_line("largest relative difference: %.1e, at %s", v->worst, v->place);
    if (!v->learns)
        printf("verdict: those compared agree, but every one is 0: this network cannot learn from "
               "here\n");
    else
        printf("verdict: all %zu %sagree; %zu of them %s 0\n", counts[JUDGE_AGREES],
               judge_untold(&v->summary) > 0 ? "that can be told " : "", zeros,
               zeros == 1 ? "is" : "are");
}

/* NULL: none. */
static void print_lines(const char *lines)
{
    while (lines != NULL && *lines != '\0') {
        size_t length = strcspn(lines, "\n");

        cli_print_line("%.*s", (int)length, lines);
        lines += length + (lines[length] != '\0');
    }
}

/* Says how many stations the script has, all of them reached; false, with the error, if not. */
static bool check_script(const struct scenario *scenario, struct progress *progress,
                         struct error *err)
{
    const struct script *script = &scenario->script;
    bool ok;

    progress_say(progress, "walking the script ...");
    ok = script_check(scenario, err);
    progress_clear(progress);
    if (ok && script->count > 0)
        printf("script: %zu station%s, each of them reached\n", script->count,
               script->count == 1 ? "" : "s");
    return ok;
}

static int check_scenario(const struct scenario *scenario)
{
    char summary[2048];
    struct verdict verdict;
    struct progress progress;
    struct error err;
    bool ok;

    scenario_summary(scenario, summary, sizeof summary);
    cli_print_line("%s", scenario->title);
    print_lines(scenario->table);
    cli_print_line("%s", summary);
    fflush(stdout); /* the summary is of use before the verdict */
    progress_init(&progress);
    if (!check_script(scenario, &progress, &err))
        return cli_fail(&err);
    progress_say(&progress, "comparing gradients ...");
    ok = compare(scenario, &verdict, &err);
    progress_clear(&progress);
    if (ok)
        report(&verdict, scenario_is_graph(scenario));
    return ok && judged(&verdict, &err) ? CLI_DONE : cli_fail(&err);
}

/* ---- as JSON ---- */

/* False, with the error, if the gradients are wrong, if nobody can tell, or if a station of the
 * script is not reached. */
static bool print_gradients(const struct scenario *scenario, struct error *err)
{
    char text[NUMBER_TEXT_SIZE];
    struct verdict v;

    if (!script_check(scenario, err) || !compare(scenario, &v, err))
        return false;
    printf(", \"gradients\": {\"agree\": %zu, \"differ\": %zu, \"untold\": %zu, \"zero\": %zu, "
           "\"largest_relative_difference\": %s}",
           v.summary.counts[JUDGE_AGREES], v.summary.counts[JUDGE_DIFFERS],
           judge_untold(&v.summary), v.summary.counts[JUDGE_AGREES] - v.nonzero,
           isfinite(v.worst) ? number_shortest(text, v.worst) : "null");
    return judged(&v, err);
}

/* The scenario, or NULL where it could not be read: then err says why. */
static int check_as_json(const struct scenario *scenario, struct error *err)
{
    bool ok = scenario != NULL;
    char summary[2048];

    fputs("{", stdout);
    if (ok) {
        scenario_summary(scenario, summary, sizeof summary);
        fputs("\"title\": ", stdout);
        cli_print_json(scenario->title);
        fputs(", \"summary\": ", stdout);
        cli_print_json(summary);
        printf(", \"stations\": %zu", scenario->script.count);
        ok = print_gradients(scenario, err);
    }
    printf("%s\"ok\": %s", scenario != NULL ? ", " : "", ok ? "true" : "false");
    if (!ok) {
        fputs(", \"error\": ", stdout);
        cli_print_json(err->text);
    }
    puts("}");
    return ok ? CLI_DONE : CLI_FAILED;
}

int cli_check(int argc, char **argv)
{
    const char *word, *target = NULL;
    bool json = false;
    const struct option table[] = {
        opening_target(&target),
        {.name = "json", .flag = &json,
         .help = "as one object: ok, title, summary, gradients; or error"},
    };
    const struct options options = {
        .command = "check",
        .synopsis = "check SCENARIO [--target COLUMN] [--json]",
        .about = "Reads a scenario, says what is wrong with it or sums it up, and compares the\n"
                 "backpropagated gradient of every parameter with a finite difference of the "
                 "loss;\n"
                 "with L2, of the objective J = L + s. A script it walks to its last station. Of a "
                 "table it\n"
                 "says how it was read.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 1, .words_most = 1,
    };
    struct scenario scenario;
    struct error err;
    int status = options_read(&options, argc, argv, &word);
    if (status != OPTIONS_GO)
        return status;
    if (!opening_read(&scenario, word, target, &err))
        return json ? check_as_json(NULL, &err) : cli_fail(&err);
    status = json ? check_as_json(&scenario, &err) : check_scenario(&scenario);
    scenario_finish(&scenario);
    return status;
}
