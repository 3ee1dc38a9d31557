/* The steps of the trained leaves, by the optimiser's own rules, that they are taken, and what all
 * of them have come to at the end. */
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

/* The leaf as the passes had it, also when it has moved since. */
static const struct formula *old_value(const struct reading *of)
{
    struct formula *symbol = graph_parts_symbol(of->p, of->leaf, FORMULA_ROLE_WEIGHT);

    symbol->value = graph_moment_values(of->p->at)[of->leaf];
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
        return old_value(of);
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

/* η times the direction: what an update takes from the value. */
static const struct formula *pace(struct reading *of)
{
    struct arena *arena = of->p->page.arena;
    const struct optimizer *optimizer = &of->p->at->run->stepper->state.optimizer;

    return formula_multiply(
        arena, equation_letter(arena, "η", optimizer->learning_rate),
        graph_formula_named(arena, optimizer_direction(optimizer, true), of_name, of));
}

void graph_parts_update(struct graph_page *p, size_t leaf)
{
    struct arena *arena = p->page.arena;
    const struct optimizer *optimizer = &p->at->run->stepper->state.optimizer;
    struct reading of = {p, leaf, graph_run_move(p->at->run, leaf)};
    struct formula *step;

    p->page.out->kicker =
        rich_words(arena, W_WEIGHT_UPDATE_2, optimizer_row(optimizer->kind)->title);
    page_title(&p->page, W_GRAPH_HOW_FAR, graph_parts_symbol(p, leaf, FORMULA_ROLE_NONE));
    step = formula_symbol(arena, "Δ", p->graph->nodes[leaf].name, NULL, of.move.step);
    step->role = FORMULA_ROLE_STEP;
    page_equals(&p->page, step, formula_negate(arena, pace(&of)), PAGE_WORKED);
    buffer_equations(p, &of, false);
    buffer_equations(p, &of, true);
    explain_clipping(&p->page, optimizer);
    page_sentence(&p->page, W_GRAPH_SAY_STEP, graph_parts_symbol(p, leaf, FORMULA_ROLE_NONE),
                  of.move.step);
}

/* The leaf with the largest step, and how many take one; leaf_count: none is trained. */
static size_t lead(const struct graph_page *p, size_t *count)
{
    size_t found = p->graph->leaf_count;
    struct optimizer_move move;
    double most = -1.0;

    *count = 0;
    for (size_t i = 0; i < p->graph->leaf_count; i++) {
        if (!graph_moment_step(p->at, i, &move))
            continue;
        ++*count;
        if (fabs(move.step) > most) {
            most = fabs(move.step);
            found = i;
        }
    }
    return found;
}

/* x ← x − η ∂f/∂x */
static void move_equation(struct graph_page *p, size_t leaf)
{
    struct reading of = {p, leaf, graph_run_move(p->at->run, leaf)};
    const struct formula *left = graph_parts_symbol(p, leaf, FORMULA_ROLE_RESULT);

    page_equation(&p->page, left, "←",
                  formula_subtract(p->page.arena, old_value(&of), pace(&of)), PAGE_WORKED,
                  left->value);
}

void graph_parts_move(struct graph_page *p)
{
    static const enum word heads[] = {W_VALUE, W_OLD, W_STEP, W_NEW};
    struct arena *arena = p->page.arena;
    const struct graph_run *run = p->at->run;
    size_t count, first = lead(p, &count);

    p->page.out->kicker =
        rich_words(arena, W_WEIGHT_UPDATE_2,
                   optimizer_row(run->stepper->state.optimizer.kind)->title);
    if (count == 1)
        page_title(&p->page, W_MOVES, graph_parts_symbol(p, first, FORMULA_ROLE_NONE));
    else
        page_title(&p->page, W_GRAPH_ALL_MOVE);
    if (count > 0)
        move_equation(p, first);
    page_table(&p->page, 4, heads);
    p->page.out->table.leads = true;
    for (size_t i = 0; i < p->graph->leaf_count; i++) {
        struct optimizer_move move;

        if (!graph_moment_step(p->at, i, &move))
            continue;
        page_cells(&p->page, "snn+r", graph_parts_symbol(p, i, FORMULA_ROLE_NONE),
                   formula_number(arena, run->old_values[i]), formula_number(arena, move.step),
                   formula_number(arena, run->values[i]))
            ->current = i == first && count > 1;
    }
    page_sentence(&p->page, W_GRAPH_SAY_MOVE);
}

void graph_parts_stop(struct graph_page *p)
{
    static const enum word heads[] = {W_VALUE, W_GRAPH_AT_FIRST, W_NOW};
    const struct graph_run *run = p->at->run;

    p->page.out->kicker =
        rich_words(p->page.arena, W_GRAPH_STOP, (size_t)p->at->place.iteration);
    page_title(&p->page, explain_stop_titles[run->stepper->state.stopped]);
    page_table(&p->page, 3, heads);
    for (size_t i = 0; i < p->graph->leaf_count; i++)
        if (run->start.trained[i])
            page_cells(&p->page, "snr", graph_parts_symbol(p, i, FORMULA_ROLE_NONE),
                       formula_number(p->page.arena, run->start.values[i]),
                       formula_number(p->page.arena, run->values[i]));
    page_sentence(&p->page, W_HERE_RUN_ENDS_STOPPING_CRITERION);
}
