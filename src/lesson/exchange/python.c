#include "lesson/exchange/python.h"

#include "base/attributes.h"
#include "base/number.h"
#include "lesson/exchange/python_record.h"
#include "lesson/exchange/python_recurrent.h"

#include <stdio.h>
#include <string.h>

/* What the script is written from. */
struct program_text {
    FILE *out;                       /* borrowed */
    const struct scenario *scenario; /* borrowed */
    const struct net *net;           /* borrowed; the scenario's */
    const struct optimizer *optimizer; /* borrowed; the scenario's */
};

/* What people wrote, in a comment of one line. */
static void write_remark(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
}

/* ---- the network, the loss and the optimiser ---- */

/* A row's text, with numbers in the place of the words in braces. */
static void write_filled(FILE *out, const char *text,
                         bool (*value)(const struct program_text *, size_t, const char *, double *),
                         const struct program_text *script, size_t layer)
{
    while (*text != '\0') {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        char word[32];
        double number = 0.0;

        if (end != NULL && (size_t)(end - text) < sizeof word) {
            snprintf(word, sizeof word, "%.*s", (int)(end - text - 1), text + 1);
            if (value(script, layer, word, &number)) {
                python_number(out, number);
                text = end + 1;
                continue;
            }
        }
        fputc(*text++, out);
    }
}

static bool layer_number(const struct program_text *script, size_t layer, const char *word,
                         double *number)
{
    *number = script->net->layers[layer].slope;
    return strcmp(word, "s") == 0;
}

static bool optimizer_number(const struct program_text *script, size_t unused UNUSED,
                             const char *word, double *number)
{
    const struct optimizer_row *row = optimizer_row(script->optimizer->kind);

    *number = script->optimizer->learning_rate;
    if (strcmp(word, "learning_rate") == 0)
        return true;
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX; i++)
        if (row->constants[i].key != NULL && strcmp(row->constants[i].key, word) == 0) {
            *number = script->optimizer->constants[i];
            return true;
        }
    return false;
}

static bool is_fused(const struct net *net)
{
    return loss_is_fused(net->loss, net_output(net)->activation);
}

/* A layer: two modules of a Sequential, or one with memory. */
static void write_layer(const struct program_text *script, size_t l)
{
    const struct net_layer *layer = &script->net->layers[l];
    const char *bias = layer->has_biases ? "" : ", bias=False";
    bool unrolled = script->net->recurrent;
    FILE *out = script->out;

    fprintf(out, "    %s(%zu, %zu%s", unrolled ? "Layer" : "nn.Linear", layer->in, layer->out,
            unrolled ? ", " : bias);
    if (unrolled)
        write_filled(out, activation_row(layer->activation)->pytorch, layer_number, script, l);
    fprintf(out, "%s%s%s),", unrolled ? bias : "", layer->recurrent ? ", recurrent=True" : "",
            layer->at_targets ? ", at_targets=True" : "");
    if (layer->name != NULL) {
        fputs("  # ", out);
        write_remark(out, layer->name);
    }
    fputc('\n', out);
    if (unrolled)
        return;
    fputs("    ", out);
    write_filled(out, activation_row(layer->activation)->pytorch, layer_number, script, l);
    fputs(",\n", out);
}

static void write_copy(FILE *out, const char *module, const char *name, const double *values,
                       size_t rows, size_t columns)
{
    fprintf(out, "    %s.%s.copy_(tensor(", module, name);
    if (columns > 0)
        python_rows(out, values, rows, columns);
    else
        python_list(out, values, rows);
    fputs("))\n", out);
}

static void write_layers(const struct program_text *script)
{
    const double *params = script->scenario->params;
    bool unrolled = script->net->recurrent;
    FILE *out = script->out;

    fprintf(out, "net = nn.%s\n", unrolled ? "ModuleList([" : "Sequential(");
    for (size_t l = 1; l <= script->net->layer_count; l++)
        write_layer(script, l);
    fprintf(out, "%s)\n\nwith torch.no_grad():\n", unrolled ? "]" : "");
    for (size_t l = 1; l <= script->net->layer_count; l++) {
        const struct net_layer *layer = &script->net->layers[l];
        char module[32];

        snprintf(module, sizeof module, unrolled ? "net[%zu].below" : "net[%zu]",
                 unrolled ? l - 1 : 2 * l - 2);
        write_copy(out, module, "weight", params + layer->w, layer->out, layer->in);
        if (layer->has_biases)
            write_copy(out, module, "bias", params + layer->b, layer->out, 0);
        if (layer->has_biases && !layer->train_biases)
            fprintf(out, "    %s.bias.requires_grad_(False)  # it is not trained\n", module);
        snprintf(module, sizeof module, "net[%zu].before", l - 1);
        if (layer->recurrent)
            write_copy(out, module, "weight", params + layer->r, layer->out, layer->out);
    }
}

static void write_loss(const struct program_text *script)
{
    const struct loss_row *row = loss_row(script->net->loss);
    bool fused = is_fused(script->net);

    fprintf(script->out,
            "\n\ndef loss_of(z, a, t):\n"
            "    \"\"\"%s: the %s over the outputs, then the %s over the batch.%s\"\"\"\n"
            "    return (%s).%s(dim=1).%s()\n\n\n",
            row->name, row->mean ? "mean" : "sum",
            script->scenario->training.sum ? "sum" : "mean",
            fused ? " From z, which loses no digits." : "",
            fused ? row->pytorch_from_z : row->pytorch, row->mean ? "mean" : "sum",
            script->scenario->training.sum ? "sum" : "mean");
}

static void write_optimizer(const struct program_text *script)
{
    const struct optimizer_row *row = optimizer_row(script->optimizer->kind);
    FILE *out = script->out;

    fputs("weights = [p for name, p in net.named_parameters() if name.endswith(\"weight\")]\n"
          "biases = [p for name, p in net.named_parameters()\n"
          "          if name.endswith(\"bias\") and p.requires_grad]\n", out);
    if (row->direction_of_weight == NULL)
        fputs("parameters = weights + biases\n", out);
    else
        fputs("parameters = [{\"params\": weights}]  # biases do not decay\n"
              "if biases:\n"
              "    parameters.append({\"params\": biases, \"weight_decay\": 0.0})\n", out);
    fputs("optimizer = torch.optim.", out);
    write_filled(out, row->pytorch, optimizer_number, script, 0);
    fputs("\n", out);
}

/* ---- the script ---- */

static const char *const head =
    "import json\n"
    "import re\n"
    "import torch\n"
    "from math import inf, nan\n"
    "from torch import nn\n"
    "from torch.nn import functional as F\n"
    "\n"
    "\n"
    "\n"
    "def tensor(numbers):\n"
    "    return torch.tensor(numbers, dtype=torch.float64)\n"
    "\n"
    "\n"
    "torch.set_default_dtype(torch.float64)\n";

static const char *const comparing =
    "compared, worst = 0, 0.0\n"
    "\n"
    "\n"
    "def compare(what, found, expected):\n"
    "    \"\"\"Each number agrees to 1e-12, of its size where it is larger than 1.\"\"\"\n"
    "    global compared, worst\n"
    "    found, expected = found.detach(), tensor(expected)\n"
    "    apart = (found - expected).abs() / expected.abs().clamp(min=1.0)\n"
    "    apart[found == expected] = 0.0  # infinities\n"
    "    apart[found.isnan() & expected.isnan()] = 0.0\n"
    "    compared, worst = compared + expected.numel(), max(worst, apart.max().item())\n"
    "    if not apart.max() <= 1e-12:\n"
    "        raise SystemExit(f\"iteration {number}: {what}: PyTorch has {found.tolist()}, \"\n"
    "                         f\"Backstep has {expected.tolist()}\")\n"
    "\n"
    "\n";

/* %s: the objective; how ∂L/∂z of a sample's own loss comes from that of the batch's; clipping. */
static const char *const training =
    "for number, expected in enumerate(iterations, start=1):\n"
    "    x, t = tensor(expected[\"x\"]), tensor(expected[\"t\"])\n"
    "    optimizer.zero_grad()  # else backward() adds to the gradients that are there\n"
    "\n"
    "    # 1 Forward pass: layer by layer, each unit's z and a.\n"
    "    z, a = [], [x]\n"
    "    for linear, activation in zip(net[::2], net[1::2]):\n"
    "        z.append(linear(a[-1]))\n"
    "        a.append(activation(z[-1]))\n"
    "        z[-1].retain_grad()  # PyTorch would forget it\n"
    "    # 2 Loss: how far the outputs are from the targets.\n"
    "    loss = loss_of(z[-1], a[-1], t)\n"
    "    # 3 Backward pass: the gradient of every parameter; nothing has changed yet.\n"
    "    %s.backward()\n"
    "    for layer in range(len(z)):\n"
    "        compare(f\"z of layer {layer + 1}\", z[layer], expected[\"z\"][layer])\n"
    "        compare(f\"a of layer {layer + 1}\", a[layer + 1], expected[\"a\"][layer])\n"
    "        compare(f\"dL/dz of layer {layer + 1}\", %sz[layer].grad, expected[\"dz\"][layer])\n"
    "    compare(\"the loss\", loss, expected[\"loss\"])\n"
    "%s"
    "    for name, gradient in expected[\"gradients\"].items():\n"
    "        compare(f\"the gradient of {name}\", net.get_parameter(name).grad, gradient)\n"
    "    # 4 Weight update: the optimiser uses the gradients.\n"
    "    optimizer.step()\n"
    "    for name, values in expected[\"parameters\"].items():\n"
    "        compare(f\"the new {name}\", net.get_parameter(name), values)\n"
    "    print(f\"iteration {number}: loss {loss.item():.6g}\")\n"
    "\n"
    "print(f\"{compared} numbers agree; the largest difference is {worst:.1e}\")\n";

/* Clipping, where there is any. torch.nn.utils.clip_grad_norm_ divides by a norm that is 1e-6
 * larger, which the other digits would show. */
static void print_clipping(const struct optimizer *optimizer, char *out, size_t size)
{
    char number[NUMBER_TEXT_SIZE];
    size_t length = 0;

    out[0] = '\0';
    if (optimizer->clip_value > 0)
        length = (size_t)snprintf(
            out, size,
            "    # No gradient is larger than that, in either direction.\n"
            "    torch.nn.utils.clip_grad_value_(net.parameters(), %s)\n",
            number_shortest(number, optimizer->clip_value));
    if (optimizer->clip_norm > 0)
        snprintf(out + length, size - length,
                 "    # Nor are all of them together: their norm.\n"
                 "    gradients = [p.grad for p in net.parameters() if p.grad is not None]\n"
                 "    norm = sum((g ** 2).sum() for g in gradients).sqrt()\n"
                 "    for gradient in gradients:\n"
                 "        gradient *= min(1.0, %s / norm)\n",
                 number_shortest(number, optimizer->clip_norm));
}

static void write_training(const struct program_text *script, const struct stepper *stepper)
{
    char penalty[96] = "", objective[128] = "loss", clipping[768];
    bool sum = script->scenario->training.sum;

    if (script->optimizer->l2 != 0) {
        char l2[NUMBER_TEXT_SIZE];

        snprintf(penalty, sizeof penalty, "%s / 2 * sum((w ** 2).sum() for w in weights)",
                 number_shortest(l2, script->optimizer->l2));
        snprintf(objective, sizeof objective, "(loss + %s)", penalty);
    }
    print_clipping(script->optimizer, clipping, sizeof clipping);
    if (script->net->recurrent)
        python_recurrent_training(script->out, stepper, penalty, clipping);
    else
        fprintf(script->out, training, objective, sum ? "" : "len(x) * ", clipping);
}

static bool write_script(const struct program_text *script, uint64_t iterations, struct error *err)
{
    const struct scenario *scenario = script->scenario;
    struct stepper stepper;

    if (!scenario_stepper(&stepper, scenario, &scenario->session.edits, err))
        return false;
    fputs("#!/usr/bin/env python3\n# ", script->out);
    write_remark(script->out, scenario->title);
    fputs(": the same training in PyTorch, compared with Backstep's numbers.\n", script->out);
    fputs(head, script->out);
    if (script->net->recurrent)
        python_recurrent_class(script->out);
    write_layers(script);
    write_loss(script);
    write_optimizer(script);
    if (script->net->recurrent) {
        python_recurrent_run(script->out, &stepper, iterations,
                             scenario->training.sum ? "" : "len(batch) * ");
    } else {
        fputs("\n# What Backstep computed. dz is of each sample's own loss.\niterations = []\n",
              script->out);
        python_run(script->out, &stepper, iterations);
        fputs("\n", script->out);
    }
    fputs(comparing, script->out);
    write_training(script, &stepper);
    stepper_finish(&stepper);
    return true;
}

bool python_write(FILE *out, const struct scenario *scenario, uint64_t iterations,
                  struct error *err)
{
    const struct program_text script = {out, scenario, &scenario->net,
                                        &scenario->training.optimizer};

    if (scenario->session.edits.count > 0)
        return error_set(err, "%.300s: the session has changes by hand, which a script does not "
                              "repeat; remove \"session\"", scenario->path);
    return write_script(&script, iterations, err);
}
