#include "base/number.h"
#include "explain/row_words.h"
#include "cli/cli.h"
#include "cli/graph/graph_commands.h"
#include "cli/json_text.h"
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

/* What the parameter is called: "weight w5 (layer 2, into unit 1 from unit 1)". */
static void name_parameter(const struct net *net, size_t param, char *out, size_t size)
{
    struct net_place place = net_find(net, param);
    const struct net_layer *layer = &net->layers[place.layer];
    bool named = layer->weights != NULL && !place.recurrent && !place.bias;
    const char *name = named ? layer->weights[place.to * layer->in + place.from] : NULL;

    if (place.recurrent)
        snprintf(out, size, "recurrent weight of layer %zu, into unit %zu from unit %zu",
                 place.layer, place.to + 1, place.from + 1);
    else if (place.bias)
        snprintf(out, size, "bias of layer %zu, unit %zu", place.layer, place.to + 1);
    else
        snprintf(out, size, "weight %s%slayer %zu, into unit %zu from unit %zu%s", name ? name : "",
                 name ? " (" : "of ", place.layer, place.to + 1, place.from + 1, name ? ")" : "");
}

/* Prints the verdict in words; false, with the error, if the gradients are wrong or nobody can
 * tell. */
static bool report_gradients(const struct net *net, bool penalty, const struct gradcheck *result,
                             struct error *err)
{
    const struct number_style style = {.decimals = 12, .ascii = true};
    const size_t *counts = result->summary.counts, zeros = counts[JUDGE_AGREES] - result->nonzero;
    char name[160], backprop[NUMBER_TEXT_SIZE], numeric[NUMBER_TEXT_SIZE];

    printf("gradients%s: %zu of %zu tried by finite differences: %zu agree, %zu differ, %zu cannot "
           "be told\n",
           penalty ? " of J = L + s" : "", result->tried, net->param_count, counts[JUDGE_AGREES],
           counts[JUDGE_DIFFERS], judge_untold(&result->summary));
    for (int v = JUDGE_ROUNDING; v < JUDGE_VERDICT_COUNT; v++)
        if (counts[v] > 0)
            printf("cannot be told: %zu, %s\n", counts[v],
                   words(verdict_words((enum judge_verdict)v)));
    if (counts[JUDGE_AGREES] + counts[JUDGE_DIFFERS] == 0) {
        printf("verdict: nothing could be compared\n");
        return error_set(err, "no gradient could be compared with a finite difference");
    }
    name_parameter(net, result->worst_param, name, sizeof name);
    if (counts[JUDGE_DIFFERS] > 0) {
        cli_print_line(
            "verdict: WRONG at the %s: backpropagation says %s, the finite difference %s", name,
            number_format(backprop, result->worst_backprop, style),
            number_format(numeric, result->worst_numeric, style));
        return error_set(err, "the gradients do not agree with finite differences");
    }
    cli_print_line("largest relative difference: %.1e, at the %s", result->worst, name);
    if (result->nonzero == 0)
        printf("verdict: those compared agree, but every one is 0: this network cannot learn from "
               "here\n");
    else
        printf("verdict: all %zu %sagree; %zu of them %s 0\n", counts[JUDGE_AGREES],
               judge_untold(&result->summary) > 0 ? "that can be told " : "", zeros,
               zeros == 1 ? "is" : "are");
    return true;
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
    struct gradcheck result;
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
    if (scenario_is_graph(scenario))
        return graph_commands_check(scenario);
    progress_say(&progress, "comparing gradients ...");
    ok = gradcheck_run(&scenario->net, &scenario->data, scenario->params,
                       scenario->training.optimizer.l2, affordable(scenario), &result, &err);
    progress_clear(&progress);
    if (!ok)
        return cli_fail(&err);
    return report_gradients(&scenario->net, scenario->training.optimizer.l2 != 0, &result, &err)
               ? CLI_DONE
               : cli_fail(&err);
}

/* ---- as JSON ---- */

static void print_counts(const struct judge_summary *summary, size_t nonzero, double worst)
{
    const size_t *counts = summary->counts;
    char text[NUMBER_TEXT_SIZE];

    printf(", \"gradients\": {\"agree\": %zu, \"differ\": %zu, \"untold\": %zu, \"zero\": %zu, "
           "\"largest_relative_difference\": %s}",
           counts[JUDGE_AGREES], counts[JUDGE_DIFFERS], judge_untold(summary),
           counts[JUDGE_AGREES] - nonzero, isfinite(worst) ? number_shortest(text, worst) : "null");
}

/* The gradients of a network or a graph; false, with the error, if they are wrong, if nobody can
 * tell, or if a station of the script is not reached. */
static bool print_gradients(const struct scenario *scenario, struct error *err)
{
    struct judge_summary summary;

    if (!script_check(scenario, err))
        return false;
    if (scenario_is_graph(scenario)) {
        struct graph_check result;

        graph_check_run(&scenario->graph.graph, scenario->graph.values, &result);
        print_counts(&result.summary, result.nonzero, result.worst);
        summary = result.summary;
    } else {
        struct gradcheck result;

        if (!gradcheck_run(&scenario->net, &scenario->data, scenario->params,
                           scenario->training.optimizer.l2, affordable(scenario), &result, err))
            return false;
        print_counts(&result.summary, result.nonzero, result.worst);
        summary = result.summary;
    }
    if (summary.counts[JUDGE_DIFFERS] > 0)
        return error_set(err, "the gradients do not agree with finite differences");
    return summary.counts[JUDGE_AGREES] > 0
        || error_set(err, "no gradient could be compared with a finite difference");
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
        json_text_write(stdout, scenario->title);
        fputs(", \"summary\": ", stdout);
        json_text_write(stdout, summary);
        printf(", \"stations\": %zu", scenario->script.count);
        ok = print_gradients(scenario, err);
    }
    printf("%s\"ok\": %s", scenario != NULL ? ", " : "", ok ? "true" : "false");
    if (!ok) {
        fputs(", \"error\": ", stdout);
        json_text_write(stdout, err->text);
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
    int status;

    status = options_read(&options, argc, argv, &word);
    if (status != OPTIONS_GO)
        return status;
    if (!opening_read(&scenario, word, target, &err))
        return json ? check_as_json(NULL, &err) : cli_fail(&err);
    status = json ? check_as_json(&scenario, &err) : check_scenario(&scenario);
    scenario_finish(&scenario);
    return status;
}
