#include "base/number.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "engine/gradcheck.h"

#include <math.h>
#include <stdio.h>

/* Central differences in double precision agree to about 1e-9; a wrong gradient is off by far
 * more than this. */
static const double tolerance = 1e-6;

/* Each comparison costs two forward passes over the samples: of a large network
 * only as many parameters are compared as take some seconds, but a few always. */
static size_t affordable(const struct scenario *scenario)
{
    const double operations = 2e9;
    size_t count = scenario->data.count;
    size_t samples = count < GRADCHECK_SAMPLES ? count : GRADCHECK_SAMPLES;
    double each = 2.0 * (double)samples * (double)scenario->net.param_count;
    double most = operations / (each > 0 ? each : 1);

    if (most >= (double)scenario->net.param_count)
        return scenario->net.param_count;
    return most > 4 ? (size_t)most : 4;
}

/* What the parameter is called: "weight w5 (layer 2, into unit 1 from unit 1)". */
static void name_parameter(const struct net *net, size_t param, char *out, size_t size)
{
    for (size_t l = 1; l <= net->layer_count; l++) {
        const struct net_layer *layer = &net->layers[l];
        size_t weights = layer->in * layer->out;

        if (param >= layer->w && param < layer->w + weights) {
            size_t index = param - layer->w;
            const char *name = layer->weights != NULL ? layer->weights[index] : NULL;

            snprintf(out, size, "weight %s%slayer %zu, into unit %zu from unit %zu%s",
                     name ? name : "", name ? " (" : "of ", l, index / layer->in + 1,
                     index % layer->in + 1, name ? ")" : "");
            return;
        }
        if (layer->has_biases && param >= layer->b && param < layer->b + layer->out) {
            snprintf(out, size, "bias of layer %zu, unit %zu", l, param - layer->b + 1);
            return;
        }
    }
    snprintf(out, size, "parameter %zu", param);
}

/* Prints the verdict in words; false if the gradients are wrong. */
static bool report_gradients(const struct net *net, bool penalty, const struct gradcheck *result)
{
    const struct number_style style = {.decimals = 12, .ascii = true};
    char name[160], backprop[NUMBER_TEXT_SIZE], numeric[NUMBER_TEXT_SIZE];
    bool right = result->worst <= tolerance; /* false for NaN */

    printf("gradients%s: %zu of %zu compared with finite differences",
           penalty ? " of J = L + s" : "", result->checked, net->param_count);
    if (result->kinks > 0)
        printf(" (%zu left out: a ReLU changes side there)", result->kinks);
    printf("\n");
    if (result->not_finite > 0)
        printf("%zu could not be compared: the loss is not finite there\n", result->not_finite);
    if (result->checked == 0) {
        printf("verdict: nothing could be compared\n");
        return true;
    }
    name_parameter(net, result->worst_param, name, sizeof name);
    if (!right) {
        cli_print_line("verdict: WRONG at the %s: backpropagation says %s, "
                       "the finite difference %s", name, number_format(backprop, result->worst_backprop, style),
                       number_format(numeric, result->worst_numeric, style));
        return false;
    }
    name_parameter(net, result->largest_param, name, sizeof name);
    cli_print_line("largest relative difference: %.1e, at the %s", result->largest, name);
    printf("beyond what rounding may do: %.1e; up to %.0e is taken for right\n", result->worst, tolerance);
    if (result->nonzero == 0)
        printf("verdict: they agree, but every gradient is 0: this network cannot learn from here\n");
    else
        printf("verdict: they agree; %zu of %zu are not 0\n", result->nonzero, result->checked);
    return true;
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
    cli_print_line("%s", summary);
    fflush(stdout); /* the summary is of use before the verdict */
    progress_init(&progress);
    progress_say(&progress, "comparing gradients ...");
    ok = gradcheck_run(&scenario->net, &scenario->data, scenario->params,
                       scenario->training.optimizer.l2, affordable(scenario), &result, &err);
    progress_clear(&progress);
    if (!ok)
        return cli_fail(&err);
    if (report_gradients(&scenario->net, scenario->training.optimizer.l2 != 0, &result))
        return CLI_DONE;
    error_set(&err, "the gradients do not agree with finite differences");
    return cli_fail(&err);
}

int cli_check(int argc, char **argv)
{
    const char *word;
    const struct options options = {
        .command = "check",
        .synopsis = "check SCENARIO",
        .about = "Reads a scenario, says what is wrong with it or sums it up, and compares the\n"
                 "backpropagated gradient of every parameter with a finite difference of the loss;\n"
                 "with L2, of the objective J = L + s.",
        .words_least = 1, .words_most = 1,
    };
    struct scenario scenario;
    struct error err;
    int status;

    switch (options_read(&options, argc, argv, &word)) {
    case OPTIONS_GO: break;
    case OPTIONS_HELP: return CLI_DONE;
    case OPTIONS_WRONG: return CLI_USAGE;
    }
    if (!cli_read_scenario(&scenario, word, &err))
        return cli_fail(&err);
    status = check_scenario(&scenario);
    scenario_finish(&scenario);
    return status;
}
