#include "lesson/exchange/python_recurrent.h"

#include "base/number.h"
#include "lesson/trace.h"

static const char *const layer_class =
    "\n\n"
    "class Layer(nn.Module):\n"
    "    \"\"\"z = W x + b, and a recurrent one adds R h: h is its own a, one time before.\"\"\"\n"
    "\n"
    "    def __init__(self, inputs, units, activation, bias=True, recurrent=False,\n"
    "                 at_targets=False):\n"
    "        super().__init__()\n"
    "        self.below = nn.Linear(inputs, units, bias=bias)\n"
    "        self.before = nn.Linear(units, units, bias=False) if recurrent else None\n"
    "        self.activation = activation\n"
    "        self.at_targets = at_targets  # it runs at times with a target only\n"
    "\n"
    "    def forward(self, x, h):\n"
    "        z = self.below(x)\n"
    "        return z if h is None else z + self.before(h)\n"
    "\n\n";

/* %zu: truncate. */
static const char *const unrolling =
    "truncate = %zu  # the gradient is cut every so many times, from the end; 0: never\n"
    "\n\n"
    "def is_cut(times, time):\n"
    "    \"\"\"Whether no gradient comes back to that time from the next.\"\"\"\n"
    "    return time == times or (truncate and (times - time) %% truncate == 0)\n"
    "\n\n"
    "def unrolled(x, t):\n"
    "    \"\"\"z and a of a sequence by (time, layer), both from 1.\"\"\"\n"
    "    z, a, h = {}, {}, [None] * len(net)\n"
    "    for time in range(1, len(x) + 1):\n"
    "        a[time, 0] = tensor([x[time - 1]])\n"
    "        for number, layer in enumerate(net, start=1):\n"
    "            if layer.at_targets and t[time - 1] is None:\n"
    "                break\n"
    "            before = h[number - 1]\n"
    "            if before is not None and is_cut(len(x), time - 1):\n"
    "                before = before.detach()  # the state flows on, the gradient does not\n"
    "            z[time, number] = layer(a[time, number - 1], before)\n"
    "            a[time, number] = layer.activation(z[time, number])\n"
    "            z[time, number].retain_grad()  # PyTorch would forget it\n"
    "            a[time, number].retain_grad()\n"
    "            if layer.before is not None:\n"
    "                h[number - 1] = a[time, number]\n"
    "    return z, a\n"
    "\n\n"
    "def losses_of(z, a, t):\n"
    "    \"\"\"The loss of each time that has a target.\"\"\"\n"
    "    last = len(net)\n"
    "    return {time: loss_of(z[time, last], a[time, last], tensor([target]))\n"
    "            for time, target in enumerate(t, start=1) if target is not None}\n"
    "\n\n"
    "# What Backstep computed: the trace, a record a line, and each sequence before its own.\n"
    "trace = \"\"\"\n";

/* %s: fused; the share. */
static const char *const finding =
    "\"\"\".split(\"\\n\")[1:-1]\n"
    "trace = [json.loads(re.sub(r'\"(-?Infinity|NaN)\"', r\"\\1\", line)) for line in trace]\n"
    "fused = %s  # the loss is computed from z, and PyTorch has no dL/da of the outputs\n"
    "\n\n"
    "def back(value):\n"
    "    \"\"\"The gradient of a sequence's own loss; PyTorch may have none: then it is 0.\"\"\"\n"
    "    return torch.zeros_like(value)[0] if value.grad is None else %svalue.grad[0]\n"
    "\n\n"
    "def backward_of(times, time, number, z, a):\n"
    "    \"\"\"What the backward pass left of a layer at a time.\"\"\"\n"
    "    layer, dz = net[number - 1], back(z[time, number])\n"
    "    found = {\"da\": back(a[time, number]), \"dz\": dz, \"db\": dz,\n"
    "             \"dw\": torch.outer(dz, a[time, number - 1][0])}\n"
    "    if fused and number == len(net):\n"
    "        found[\"da\"] = None\n"
    "    if layer.before is None:\n"
    "        return found\n"
    "    above = (time, number + 1)\n"
    "    found[\"da_output\"] = (back(z[above]) @ net[number].below.weight if above in z\n"
    "                          else torch.zeros_like(dz))\n"
    "    found[\"da_future\"] = (torch.zeros_like(dz) if is_cut(times, time)\n"
    "                          else back(z[time + 1, number]) @ layer.before.weight)\n"
    "    found[\"dr\"] = (torch.outer(dz, a[time - 1, number][0]) if time > 1\n"
    "                   else torch.zeros_like(layer.before.weight))\n"
    "    return found\n"
    "\n\n"
    "def update_of(layer):\n"
    "    \"\"\"What the optimiser got for a layer, and what it made of it.\"\"\"\n"
    "    found = {\"gw\": layer.below.weight.grad, \"w\": layer.below.weight}\n"
    "    if layer.before is not None:\n"
    "        found.update(gr=layer.before.weight.grad, r=layer.before.weight)\n"
    "    if layer.below.bias is not None:\n"
    "        found.update(gb=layer.below.bias.grad, b=layer.below.bias)\n"
    "    return found\n"
    "\n\n"
    "def compare_record(record, found):\n"
    "    where = \" \".join(f\"{key} {record[key]}\" for key in (\"sample\", \"time\", \"layer\")\n"
    "                     if key in record)\n"
    "    for key, numbers in record.items():\n"
    "        if (key not in (\"unit\", \"iteration\", \"epoch\", \"sample\", \"time\", \"layer\")\n"
    "                and found[key] is not None):\n"
    "            compare(f\"{key} of {where}\", found[key], numbers)\n"
    "\n\n";

/* %s: the sequence's loss; the batch's; the penalty; the objective; clipping. */
static const char *const training =
    "for number in range(1, trace[-1][\"iteration\"] + 1):\n"
    "    records = [record for record in trace if record[\"iteration\"] == number]\n"
    "    batch = {r[\"sample\"]: r for r in records if r[\"unit\"] == \"sequence\"}\n"
    "    optimizer.zero_grad()  # else backward() adds to the gradients that are there\n"
    "\n"
    "    # 1 Forward pass: time by time and layer by layer, each unit's z and a.\n"
    "    passes = {sample: unrolled(s[\"x\"], s[\"t\"]) for sample, s in batch.items()}\n"
    "    # 2 Loss: of each time with a target, of each sequence, of the batch.\n"
    "    parts = {sample: losses_of(*passes[sample], s[\"t\"]) for sample, s in batch.items()}\n"
    "    losses = {sample: sum(p.values())%s for sample, p in parts.items()}\n"
    "    loss, penalty = sum(losses.values())%s, %s\n"
    "    # 3 Backward pass through time: every parameter's gradient; nothing has changed yet.\n"
    "    (loss + penalty).backward()\n"
    "    for record in records:\n"
    "        unit, sample = record[\"unit\"], record.get(\"sample\")\n"
    "        time, layer = record.get(\"time\"), record.get(\"layer\")\n"
    "        if unit == \"forward\":\n"
    "            z, a = passes[sample]\n"
    "            compare_record(record, {\"z\": z[time, layer][0], \"a\": a[time, layer][0]})\n"
    "        elif unit == \"loss\":\n"
    "            own = parts[sample][time] if time else losses[sample]\n"
    "            compare_record(record, {\"loss\": own,\n"
    "                                    \"penalty\": torch.as_tensor(penalty)})\n"
    "        elif unit == \"backward\":\n"
    "            times = len(batch[sample][\"x\"])\n"
    "            compare_record(record, backward_of(times, time, layer, *passes[sample]))\n"
    "%s"
    "    # 4 Weight update: the optimiser uses the gradients.\n"
    "    optimizer.step()\n"
    "    for record in records:\n"
    "        if record[\"unit\"] == \"update\":\n"
    "            compare_record(record, update_of(net[record[\"layer\"] - 1]))\n"
    "    print(f\"iteration {number}: loss {loss.item():.6g}\")\n"
    "\n"
    "print(f\"{compared} numbers agree; the largest difference is {worst:.1e}\")\n";

void python_recurrent_class(FILE *out)
{
    fputs(layer_class, out);
}

static void write_row(FILE *out, const double *values, size_t n)
{
    char text[NUMBER_TEXT_SIZE];

    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%s", i > 0 ? "," : "[", number_exact(text, values[i]));
    fputc(']', out);
}

/* The sequence in the block. */
static void write_sequence(FILE *out, const struct stepper *stepper, const struct place *place)
{
    const struct net *net = stepper->net;
    size_t times = net_times(net, stepper->block);

    fprintf(out, "{\"unit\":\"sequence\",\"iteration\":%llu,\"sample\":%zu,\"x\":[",
            (unsigned long long)place->iteration, stepper_sample(stepper, place->batch_index));
    for (size_t time = 1; time <= times; time++) {
        fputs(time > 1 ? "," : "", out);
        write_row(out, net_at(net, stepper->block, time) + net->layers[0].a, net->layers[0].out);
    }
    fputs("],\"t\":[", out);
    for (size_t time = 1; time <= times; time++) {
        fputs(time > 1 ? "," : "", out);
        if (net_has_target(net, stepper->block, time))
            write_row(out, net_at(net, stepper->block, time) + net->t, net_output(net)->out);
        else
            fputs("null", out);
    }
    fputs("]}\n", out);
}

void python_recurrent_run(FILE *out, struct stepper *stepper, uint64_t iterations,
                          const char *share)
{
    const struct net *net = stepper->net;
    struct place place;

    fprintf(out, unrolling, net->truncate);
    while (stepper_step(stepper)) {
        stepper_place(stepper, &place);
        if (place.iteration > iterations || place.unit.kind == UNIT_STOP)
            break;
        if (place.unit.kind == UNIT_FORWARD && place.unit.layer == 1 && place.unit.time == 1)
            write_sequence(out, stepper, &place);
        trace_unit(out, stepper);
    }
    fprintf(out, finding,
            loss_is_fused(net->loss, net_output(net)->activation) ? "True" : "False", share);
}

void python_recurrent_training(FILE *out, const struct stepper *stepper, const char *penalty,
                               const char *clipping)
{
    fprintf(out, training, stepper->net->time_mean ? " / len(p)" : "",
            stepper->training.sum ? "" : " / len(batch)", penalty[0] != '\0' ? penalty : "0.0",
            clipping);
}
