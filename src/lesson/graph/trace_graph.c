#include "lesson/trace.h"

static void write_number(FILE *out, const char *key, double value)
{
    fprintf(out, "\"%s\":", key);
    trace_number(out, value);
}

static void write_head(FILE *out, const char *unit, const struct place *place)
{
    fprintf(out, "{\"unit\":\"%s\",\"iteration\":%llu", unit,
            (unsigned long long)place->iteration);
}

static void write_forward(FILE *out, const struct graph_run *run, const struct place *place)
{
    const struct graph_node *node = &run->graph->nodes[place->unit.layer];

    write_head(out, "forward", place);
    fprintf(out, ",\"node\":\"%s\",\"operation\":\"%s\",", node->name, node->operation->name);
    write_number(out, "value", run->values[place->unit.layer]);
    fputs("}\n", out);
}

static void write_backward(FILE *out, const struct graph_run *run, const struct place *place)
{
    const struct graph_node *node = &run->graph->nodes[place->unit.layer];

    write_head(out, "backward", place);
    fprintf(out, ",\"node\":\"%s\",", node->name);
    write_number(out, "gradient", run->gradients[place->unit.layer]);
    fputs(",\"shares\":[", out);
    for (size_t k = 0; k < node->use_count; k++) {
        struct graph_share share =
            graph_share(run->graph, run->values, run->gradients, place->unit.layer, k);

        fprintf(out, "%s{\"through\":\"%s\",", k > 0 ? "," : "",
                run->graph->nodes[share.through].name);
        write_number(out, "upstream", share.upstream);
        fputc(',', out);
        write_number(out, "local", share.local);
        fputc(',', out);
        write_number(out, "share", share.share);
        fputc('}', out);
    }
    fputs("]}\n", out);
}

static void write_update(FILE *out, const struct graph_run *run, const struct place *place)
{
    const char *before = "";

    write_head(out, "update", place);
    fputs(",\"values\":{", out);
    for (size_t i = 0; i < run->graph->leaf_count; i++) {
        if (!run->start.trained[i])
            continue;
        fputs(before, out);
        write_number(out, run->graph->nodes[i].name, run->values[i]);
        before = ",";
    }
    fputs("}}\n", out);
}

void trace_graph_unit(FILE *out, const struct graph_run *run)
{
    struct place place = graph_run_place(run);

    if (place.step == 0)
        return;
    switch (place.unit.kind) {
    case UNIT_FORWARD:
        write_forward(out, run, &place);
        break;
    case UNIT_BACKWARD:
        write_backward(out, run, &place);
        break;
    case UNIT_UPDATE:
        write_update(out, run, &place);
        break;
    case UNIT_STOP:
        write_head(out, "stop", &place);
        fprintf(out, ",\"reason\":\"%s\"}\n", stop_row(run->stepper->state.stopped)->key);
        break;
    case UNIT_LOSS:
        break;
    }
}
