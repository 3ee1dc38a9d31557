#include "view/frame/conventions.h"

#include "view/graph/graph_frame.h"

/* "η = 0.5" */
static const char *setting(const struct view *view, const char *letter, double value)
{
    char text[NUMBER_TEXT_SIZE];

    number_format(text, value, (struct number_style){.decimals = 6});
    return arena_printf(view->arena, "%s = %s", letter, text);
}

/* The output's, and where others have another that of the first. */
static const char *activations(const struct view *view)
{
    const struct net *net = view->snapshot->net;
    const char *title = activation_row(net_output(net)->activation)->title;

    for (size_t l = 1; l < net->layer_count; l++)
        if (net->layers[l].activation != net_output(net)->activation)
            return arena_printf(view->arena, "%s, %s",
                                activation_row(net->layers[1].activation)->title, title);
    return title;
}

static struct conventions of_graph(const struct view *view)
{
    const struct graph *graph = view->graph->at.run->graph;
    const struct optimizer *optimizer = &view->snapshot->state->optimizer;

    return (struct conventions){
        {words_in(view->arena, W_GRAPH_CONVENTIONS, optimizer_title(optimizer),
                  graph->nodes[graph_objective(graph)].name),
         setting(view, "η", optimizer->learning_rate)}, 2, 0};
}

static enum word word_of_biases(const struct net *net)
{
    bool has = false, trained = false;

    for (size_t l = 1; l <= net->layer_count; l++) {
        has |= net->layers[l].has_biases;
        trained |= net->layers[l].has_biases && net->layers[l].train_biases;
    }
    return trained ? W_BIASES_TRAINED : has ? W_BIASES_FIXED : W_NO_BIASES;
}

struct conventions conventions_of(const struct view *view)
{
    const struct net *net = view->snapshot->net;
    const struct program *program = view->snapshot->program;
    const struct optimizer *optimizer = &view->snapshot->state->optimizer;
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    struct conventions of = {.count = 0};

    if (view->graph != NULL)
        return of_graph(view);
    of.parts[of.count++] = words(word_of_biases(net));
    if (net_output(net)->out > 1)
        of.parts[of.count++] = words(loss_row(net->loss)->mean ? W_MEAN_OVER_OUTPUTS
                                                               : W_SUM_OVER_OUTPUTS);
    if (program->batch > 1)
        of.parts[of.count++] = words(program->sum ? W_SUM_OVER_BATCH : W_MEAN_OVER_BATCH);
    if (net->recurrent)
        of.parts[of.count++] = words(net->time_mean ? W_MEAN_OVER_TIMES : W_SUM_OVER_TIMES);
    if (optimizer->l2 != 0)
        of.parts[of.count++] = setting(view, "λ", optimizer->l2);
    for (size_t i = 0; i < OPTIMIZER_CONSTANTS_MAX; i++)
        if (row->constants[i].of_weights)
            of.parts[of.count++] = setting(view, row->constants[i].letter, optimizer->constants[i]);
    of.first = of.count;
    of.parts[of.count++] = activations(view);
    of.parts[of.count++] = loss_row(net->loss)->title;
    of.parts[of.count++] = setting(view, "η", optimizer->learning_rate);
    return of;
}

const char *conventions_joined(const struct view *view, const char *a, const char *b)
{
    return arena_printf(view->arena, "%s · %s", a, b);
}

const char *conventions_line(const struct view *view, const struct conventions *of, size_t from)
{
    const char *line = of->parts[from];

    for (size_t i = from + 1; i < of->count; i++)
        line = conventions_joined(view, line, of->parts[i]);
    return line;
}

size_t conventions_flow(const struct view *view, const struct conventions *of, float width,
                        const char *lines[CONVENTIONS_MAX])
{
    size_t flown = 0;

    for (size_t i = 0; i < of->first; i++) {
        const char *longer = flown == 0 ? of->parts[i]
                                        : conventions_joined(view, lines[flown - 1], of->parts[i]);

        if (flown == 0 || ui_text_width(view->canvas, view_plain(view), longer) > width)
            lines[flown++] = of->parts[i];
        else
            lines[flown - 1] = longer;
    }
    return flown;
}
