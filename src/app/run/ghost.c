#include "app/run/ghost.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void ghost_finish(struct ghost *ghost)
{
    free(ghost->block);
    free(ghost->before);
    *ghost = (struct ghost){0};
}

void ghost_keep(struct ghost *ghost, struct run *run)
{
    const struct net *net = &run->scenario.net;

    ghost_finish(ghost);
    run_snapshot(run, &ghost->snapshot);
    ghost->block = memory_new(net->block_size, sizeof *ghost->block);
    ghost->before = memory_new(net->block_size, sizeof *ghost->before);
    memcpy(ghost->block, ghost->snapshot.now, net->block_size * sizeof *ghost->block);
    memcpy(ghost->before, ghost->snapshot.before, net->block_size * sizeof *ghost->before);
    ghost->state = *ghost->snapshot.state;
    ghost->snapshot.now = ghost->block;
    ghost->snapshot.before = ghost->before;
    ghost->snapshot.state = &ghost->state;
    ghost->cursor = run->cursor;
}

const struct snapshot *ghost_of(const struct ghost *ghost, const struct run *run)
{
    bool here = ghost->block != NULL && ghost->cursor.step == run->cursor.step
             && ghost->cursor.moment == run->cursor.moment;

    return here && !run_is_graph(run) ? &ghost->snapshot : NULL;
}
