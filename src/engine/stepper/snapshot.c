/* The whole state, out of a stepper and back. */
#include "engine/stepper.h"

#include <string.h>

/* Where the block follows the state, aligned: of 32 bits it need not begin where the state ends. */
enum {
    EACH = sizeof(double),
    BLOCK = (sizeof(struct stepper_state) + EACH - 1) / EACH * EACH
};

size_t stepper_snapshot_size(const struct stepper *stepper)
{
    return BLOCK + stepper->block_size * sizeof *stepper->block;
}

void stepper_save(const struct stepper *stepper, void *snapshot)
{
    memcpy(snapshot, &stepper->state, sizeof stepper->state);
    memcpy((char *)snapshot + BLOCK, stepper->block, stepper->block_size * sizeof *stepper->block);
}

void stepper_restore(struct stepper *stepper, const void *snapshot)
{
    uint64_t epoch = stepper->state.epoch;

    memcpy(&stepper->state, snapshot, sizeof stepper->state);
    memcpy(stepper->block, stepper_snapshot_block(snapshot),
           stepper->block_size * sizeof *stepper->block);
    program_locate(&stepper->program, stepper->state.step, 0, &stepper->here);
    if (stepper->state.epoch != epoch)
        stepper_draw_order(stepper);
}

const struct stepper_state *stepper_snapshot_state(const void *snapshot)
{
    return snapshot;
}

const double *stepper_snapshot_block(const void *snapshot)
{
    return (const double *)(const void *)((const char *)snapshot + BLOCK);
}
