#include "base/memory.h"
#include "cli/cli.h"

#include <stdlib.h>

/* The one place that ends the program from within: what has been changed by hand is kept on the way
 * out, unless that is what there is no memory for. */
static void end_without_memory(size_t bytes)
{
    static int times;

    if (times++ > 0)
        _Exit(CLI_FAILED);
    cli_say_exhausted(bytes);
    exit(CLI_FAILED);
}

int main(int argc, char **argv)
{
    memory_on_exhaustion(end_without_memory);
    return cli_main(argc, argv);
}
