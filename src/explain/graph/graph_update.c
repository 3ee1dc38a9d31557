/* The steps of the trained leaves, by the optimiser's own rules, and that they are taken. */
#include "explain/equations/equation.h"
#include "explain/graph/graph_parts.h"
#include "explain/rich.h"
#include "explain/steps/explain_parts.h"

#include <math.h>
#include <string.h>

struct reading {
    const struct graph_page *p;
    size_t leaf;
    struct optimizer_move move;
};

/* A buffer's letter, old, new (') or corrected (a hat over it). */
static struct formula *buffer(const struct reading *of, const char *letter, const char *mark,
                              bool second)
{
    const struct graph_run *run = of->p->at->run;
    bool hat = mark[0] != '\0' && mark[0] != '\'', fresh = mark[0] == '\'';
    double old = second ? run->old_second[of->leaf] : run->old_first[of->leaf];
    double made = second ? of->move.second : of->move.first;
    double corrected = second ? of->move.second_hat : of->move.first_hat;
    struct formula *symbol = formula_symbol(of->p->page.arena, letter,
                                            run->graph->nodes[of->leaf].name,
                                            hat || fresh ? NULL : "old",
                                            hat ? corrected : fresh ? made : old);

    symbol->hat = hat;
    return symbol;
}

static const struct formula *of_name(void *context, const char *name)
{
    const struct reading *of = context;
    const struct graph_run *run = of->p->at->run;
    const struct optimizer *optimizer = &run->stepper->state.optimizer;
    const struct optimizer_row *row = optimizer_row(optimizer->kind);
    struct arena *arena = of->p->page.arena;

    if (strcmp(name, "g") == 0)
        return equation_clipped(arena, optimizer,
                                graph_parts_gradient(of->p, of->leaf, FORMULA_ROLE_GRADIENT));
    if (strcmp(name, "w") == 0)
        return graph_parts_symbol(of->p, of->leaf, FORMULA_ROLE_WEIGHT);
    if (strcmp(name, "t") == 0)
        return formula_symbol(arena, "t", NULL, NULL,
                              (double)stepper_update_number(&run->stepper->state,
                                                            &of->p->at->place));
    for (int second = 0; second <= 1; second++) {
        const char *letter = second ? row->second.letter : row->first.letter;

        if (letter != NULL && strncmp(name, letter, strlen(letter)) == 0)
            return buffer(of, letter, name + strlen(letter), second == 1);
    }
    return equation_constant(arena, optimizer, name);
}

/* The rules of one buffer. */
static void buffer_equations(struct graph_page *p, struct reading *of, bool second)
{
    const struct optimizer_row *row = optimizer_row(p->at->run->stepper->state.optimizer.kind);
    const struct optimizer_buffer *rules = second ? &row->second : &row->first;

    if (rules->letter == NULL)
        return;
    page_equals(&p->page, buffer(of, rules->letter, "'", second),
                graph_formula_named(p->page.arena, rules->rule, of_name, of),
                PAGE_NUMBERS | PAGE_PART);
    if (rules->corrected != NULL)
        page_equals(&p->page, buffer(of, rules->letter, "\u0302", second),
                    graph_formula_named(p->page.arena, rules->corrected, of_name, of),
                    PAGE_NUMBERS | PAGE_PART);
}

void graph_parts_update(struct graph_page *p, size_t leaf)
{
    struct arena *arena = p->page.arena;
    const struct optimizer *optimizer = &p->at->run->stepper->state.optimizer;
    struct reading of = {p, leaf, graph_run_move(p->at->run, leaf)};
    const struct formula *rate = equation_letter(arena, "η", optimizer->learning_rate);
    const struct formula *direction =
        graph_formula_named(arena, optimizer_direction(optimizer, true), of_name, &of);
    struct formula *step;

    p->page.out->kicker =
        rich_words(arena, W_WEIGHT_UPDATE_2, optimizer_row(optimizer->kind)->title);
    page_title(&p->page, W_GRAPH_HOW_FAR, graph_parts_symbol(p, leaf, FORMULA_ROLE_NONE));
    step = formula_symbol(arena, "Δ", p->graph->nodes[leaf].name, NULL, of.move.step);
    step->role = FORMULA_ROLE_STEP;
    page_equals(&p->page, step, formula_negate(arena, formula_multiply(arena, rate, direction)),
                PAGE_WORKED);
    buffer_equations(p, &of, false);
    buffer_equations(p, &of, true);
    explain_clipping(&p->page, optimizer);
    page_sentence(&p->page, W_GRAPH_SAY_STEP, graph_parts_symbol(p, leaf, FORMULA_ROLE_NONE),
                  of.move.step);
}

void graph_parts_move(struct graph_page *p)
{
    static const enum word heads[] = {W_VALUE, W_OLD, W_STEP, W_NEW};
    struct arena *arena = p->page.arena;
    const struct graph_run *run = p->at->run;

    p->page.out->kicker =
        rich_words(arena, W_WEIGHT_UPDATE_2,
                   optimizer_row(run->stepper->state.optimizer.kind)->title);
    page_title(&p->page, W_GRAPH_ALL_MOVE);
    page_table(&p->page, 4, heads);
    for (size_t i = 0; i < p->graph->leaf_count; i++) {
        struct optimizer_move move;

        if (!graph_moment_step(p->at, i, &move))
            continue;
        page_cells(&p->page, "snn+r", graph_parts_symbol(p, i, FORMULA_ROLE_NONE),
                   formula_number(arena, run->old_values[i]), formula_number(arena, move.step),
                   formula_number(arena, run->values[i]));
    }
    page_sentence(&p->page, W_GRAPH_SAY_MOVE);
}
