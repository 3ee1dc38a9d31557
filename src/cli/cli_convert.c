#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "lesson/catalogue.h"
#include "lesson/exchange/python.h"
#include "lesson/exchange/weights.h"
#include "lesson/session/session_document.h"
#include "tensor/safetensors.h"
#include "tensor/tensor_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ITERATIONS_UNLESS_SAID = 3 };

/* What OUT becomes, as --format says or the ending of its name. */
enum form { FORM_SCENARIO, FORM_SAFETENSORS, FORM_PYTHON, FORM_NONE };

struct request {
    const char *words[2]; /* IN and OUT */
    const char *like, *format;
    struct weights_wish wish;
    long iterations;
    bool keras, force;
};

/* What was read: a scenario, or weights alone, of which `layers` borrows. */
struct source {
    const struct request *request; /* borrowed */
    bool is_scenario;
    struct scenario scenario;
    struct tensors tensors;
    struct tensor_layers layers;
};

static enum form form_of(const struct request *request)
{
    static const char *const formats[FORM_NONE] = {"json", "safetensors", "py"};
    const char *dot = strrchr(request->words[1], '.');
    const char *name = request->format != NULL ? request->format : dot != NULL ? dot + 1 : "";

    return (enum form)text_index(name, formats, FORM_NONE);
}

static void source_finish(struct source *source)
{
    tensors_finish(&source->tensors);
    scenario_finish(&source->scenario);
}

/* The parameters where the scenario's session was saved. */
static bool go_on(struct scenario *scenario, struct error *err)
{
    struct stepper stepper;

    if (!scenario->session.present)
        return true;
    if (!scenario_stepper(&stepper, scenario, &scenario->session.edits, err))
        return false;
    stepper_run(&stepper, scenario->session.step);
    memcpy(scenario->params, stepper.block, scenario->net.param_count * sizeof *scenario->params);
    stepper_finish(&stepper);
    return true;
}

static bool read_bytes(struct source *source, const char *bytes, size_t length, const char *path,
                       bool keras, struct error *err)
{
    if (tensors_foreign(bytes, length, path, err))
        return false;
    source->is_scenario = !tensors_are(bytes, length);
    if (!source->is_scenario)
        return tensors_parse(&source->tensors, bytes, length, path, err)
            && tensor_layers_find(&source->layers, &source->tensors, keras, path, err);
    return scenario_parse(&source->scenario, bytes, length, path, err);
}

static bool source_read(struct source *source, const struct request *request, struct error *err)
{
    char path[FILE_PATH_SIZE], *bytes = NULL;
    size_t length = 0;
    bool ok;

    *source = (struct source){.request = request};
    ok = catalogue_resolve(request->words[0], path, err)
      && file_read_named(path, TENSORS_BYTES_MAX, &bytes, &length, err)
      && read_bytes(source, bytes, length, path, request->keras, err);
    free(bytes);
    return ok;
}

/* The layers of a scenario's parameters. */
static bool layers_of(struct source *source, struct error *err)
{
    return !source->is_scenario
        || (weights_of(&source->scenario.net, source->scenario.params, &source->tensors, err)
            && tensor_layers_find(&source->layers, &source->tensors, false,
                                  source->scenario.path, err));
}

/* The scenario with those weights, for the folder of OUT; owned by the caller. */
static char *with_weights(const struct scenario *scenario, struct source *source,
                          const struct request *request, struct error *err)
{
    char folder[FILE_PATH_SIZE];
    char *text = weights_replace(scenario->document, scenario->document_length, &scenario->net,
                                 &source->layers, err);
    size_t length = text != NULL ? strlen(text) : 0;

    file_folder(request->words[1], folder);
    if (text == NULL)
        error_prefix(err, "%s", request->words[0]);
    return text != NULL ? session_moved(scenario, folder, text, &length) : NULL;
}

/* The JSON of OUT; owned by the caller. */
static char *scenario_text(struct source *source, const struct request *request, struct error *err)
{
    struct scenario like = {0};
    char *text;

    if (request->like != NULL) {
        if (!cli_read_scenario(&like, request->like, err))
            return NULL;
        text = with_weights(&like, source, request, err);
        scenario_finish(&like);
        return text;
    }
    if (source->is_scenario)
        return with_weights(&source->scenario, source, request, err);
    text = weights_scenario(&source->layers, &request->wish, file_name(request->words[0]), err);
    if (text == NULL)
        error_prefix(err, "%s", request->words[0]);
    return text;
}

static bool write_scenario(FILE *out, struct source *source, const struct request *request,
                           struct error *err)
{
    char *text = scenario_text(source, request, err);
    struct scenario read;
    bool ok = text != NULL;
    size_t length = ok ? strlen(text) : 0;

    /* What is written can be read. */
    ok = ok && scenario_parse(&read, text, length, request->words[1], err);
    if (ok) {
        cli_leave_out_script(&read, "does not fit these weights", &text, &length);
        scenario_finish(&read);
        fputs(text, out);
        if (text[strlen(text) - 1] != '\n')
            fputc('\n', out);
    }
    free(text);
    return ok;
}

/* All arrays by the names that Backstep gives them. */
static bool write_safetensors(FILE *out, struct source *source, struct error *err)
{
    struct tensors tensors = {0};
    bool ok = tensor_layers_write(&source->layers, &tensors, err);

    ok = ok && safetensors_write(&tensors, out, err);
    tensors_finish(&tensors);
    return ok;
}

static bool write_form(FILE *out, void *context, struct error *err)
{
    struct source *source = context;
    const struct request *request = source->request;
    enum form form = form_of(request);

    if (source->is_scenario && scenario_is_graph(&source->scenario))
        return error_set(err, "'%.300s' has a graph of an expression, and no weights to convert",
                         request->words[0]);
    if (form == FORM_PYTHON) {
        if (!source->is_scenario)
            return error_set(err, "'%.300s' has weights alone, and a script repeats a run; make a "
                                  "scenario of it first: backstep convert %.300s NAME.json",
                             request->words[0], request->words[0]);
        return python_write(out, &source->scenario, (uint64_t)request->iterations, err);
    }
    if ((source->is_scenario && !go_on(&source->scenario, err)) || !layers_of(source, err))
        return false;
    return form == FORM_SAFETENSORS ? write_safetensors(out, source, err)
                                    : write_scenario(out, source, request, err);
}

static int convert(const struct request *request)
{
    struct source source;
    struct error err;
    bool ok = source_read(&source, request, &err)
           && cli_write(request->words[1], request->force, write_form, &source, &err);

    source_finish(&source);
    if (!ok)
        return cli_fail(&err);
    cli_say_written(request->words[1]);
    return CLI_DONE;
}

/* Whether it is the name of an activation, if it is given. */
static bool check_activation(const char *option, const char *name, struct error *err)
{
    const char *names[ACTIVATIONS_MAX];
    size_t count = activation_names(names);

    return name == NULL || cli_find_word(option, name, names, count, err) >= 0;
}

int cli_convert(int argc, char **argv)
{
    struct request request = {.iterations = ITERATIONS_UNLESS_SAID};
    const struct option table[] = {
        {.name = "keras", .flag = &request.keras,
         .help = "IN has Keras' weights: its kernels are (inputs, units)"},
        {.name = "activation", .value = "NAME", .text = &request.wish.hidden,
         .help = "of the layers of weights alone, but for the last; relu unless given"},
        {.name = "output-activation", .value = "NAME", .text = &request.wish.output,
         .help = "of the last one; identity unless given"},
        {.name = "like", .value = "SCENARIO", .text = &request.like,
         .help = "all but the weights as in this scenario"},
        {.name = "iterations", .letter = 'n', .value = "N", .number = &request.iterations,
         .least = 1, .most = LONG_MAX,
         .help = "of a Python script: how many are compared; 3 unless given"},
        {.name = "format", .value = "FORMAT", .text = &request.format,
         .help = "what OUT is, where no ending says it, as for -, standard output: json,\n"
                 "safetensors or py"},
        {.name = "force", .flag = &request.force, .help = "replace OUT if it exists"},
    };
    const struct options options = {
        .command = "convert",
        .synopsis = "convert IN OUT [--keras] [--activation NAME] [--output-activation NAME]\n"
                    "                        [--like SCENARIO] [-n N] [--format FORMAT] [--force]",
        .about = "Takes networks from and to other programs. IN: a scenario, a PyTorch state as\n"
                 ".safetensors or JSON of lists, or Keras' weights as JSON of lists. OUT, by its\n"
                 "ending: a scenario (.json), weights (.safetensors), or a Python script (.py)\n"
                 "that repeats the scenario's run in PyTorch and compares every number.",
        .table = table, .count = sizeof table / sizeof table[0],
        .words_least = 2, .words_most = 2,
        .missing = "IN and OUT are needed: what is read and what is written",
    };
    struct error err;
    int status = options_read(&options, argc, argv, request.words);
    if (status != OPTIONS_GO)
        return status;
    if (form_of(&request) == FORM_NONE)
        return cli_usage("convert", "'%.200s': what it is to be is told by its ending, or --format;"
                                    " expected .json, .safetensors or .py", request.words[1]);
    if (form_of(&request) == FORM_SAFETENSORS && cli_is_stdout(request.words[1])
        && isatty(STDOUT_FILENO))
        return cli_usage("convert", "standard output is a terminal, which cannot show safetensors; "
                                    "redirect it, or give OUT a name");
    if (!check_activation("--activation", request.wish.hidden, &err)
        || !check_activation("--output-activation", request.wish.output, &err))
        return cli_usage("convert", "%s", err.text);
    return convert(&request);
}
